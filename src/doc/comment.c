/* Comments that give a document its structure: `when: …`, `each: …`, `option: …`, `columns: …`, `keep`, `page`, and `end`.
 * Everything else in a comment is a remark of the author's; one that nearly says ours is told, so that a misspelt condition
 * never lets through what it should hold back. */
#include "doc/int.h"

#include <string.h>

static const char *const words[] = {"when", "each", "option", "columns", "keep", "page", "end", NULL};

const char *doc_word_name(enum doc_word word)
{
	return word == WORD_OTHER ? "" : words[word - 1];
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The word of ours that the comment `text` (from <!-- to -->) opens with, and where what follows it stands. A word counts
 * only where it stands alone or has a colon. */
enum doc_word doc_comment_word(const char *text, size_t len, size_t *args_from, size_t *args_to, bool *colon)
{
	size_t i = 4, end = len >= 7 ? len - 3 : 4, from;
	enum doc_word word = WORD_OTHER;

	while (i < end && is_blank(text[i]))
		i++;
	from = i;
	while (i < end && text[i] >= 'a' && text[i] <= 'z')
		i++;
	for (int w = 0; words[w]; w++)
		if (strlen(words[w]) == i - from && memcmp(words[w], text + from, i - from) == 0)
			word = (enum doc_word)(w + 1);
	while (i < end && (text[i] == ' ' || text[i] == '\t'))
		i++;
	*colon = i < end && text[i] == ':';
	if (*colon)
		i++;
	while (i < end && is_blank(text[i]))
		i++;
	while (end > i && is_blank(text[end - 1]))
		end--;
	*args_from = i;
	*args_to = end;
	if (word != WORD_OTHER && !*colon && i < end)
		return WORD_OTHER;
	return word;
}

/* A comment that is none of ours: is it nearly one? Words of three or four letters are too near to English for that when
 * more words follow without a colon. */
static void tell_near(struct doc_ctx *ctx, const char *text, size_t len, struct span at, bool colon, bool alone)
{
	size_t i = 4, from, end = len - 3;
	const char *nearest = NULL;
	char first[16];
	int best = 3;

	while (i < end && is_blank(text[i]))
		i++;
	from = i;
	while (i < end && !is_blank(text[i]) && text[i] != ':')
		i++;
	if (i - from < 2 || i - from >= sizeof first)
		return;
	memcpy(first, text + from, i - from);
	first[i - from] = '\0';
	for (int w = 0; words[w]; w++) {
		int distance = str_distance(first, words[w], 2);

		/* `see:` and `and` are English, `whne:` and `edn` are not. */
		if (distance < best && (distance <= 1 || i - from >= 4) && (colon || alone || distance == 0))
			best = distance, nearest = words[w];
	}
	if (best == 0 && (str_eq(nearest, "keep") || str_eq(nearest, "page") || str_eq(nearest, "end")))
		diag(ctx->diags, at, MSG_DOC_COMMENT_ALONE, nearest, nearest);
	else if (best == 0)
		diag(ctx->diags, at, MSG_DOC_COMMENT_COLON, nearest);
	else if (best <= 2)
		diag(ctx->diags, at, MSG_DOC_COMMENT_NEAR, first, nearest);
}

/* Reads a comment. False where it is a remark, or nearly ours (told). `exact`: the text stands at `at` byte for byte. */
bool doc_comment_read(struct doc_ctx *ctx, const char *text, size_t len, struct span at, bool exact,
		      struct doc_comment *comment)
{
	size_t from, to;
	bool colon;

	comment->at = at;
	comment->word = doc_comment_word(text, len, &from, &to, &colon);
	if (comment->word == WORD_OTHER) {
		tell_near(ctx, text, len, at, colon, from >= to);
		return false;
	}
	comment->args = arena_strndup(ctx->arena, text + from, to - from);
	comment->args_at = exact ? (struct span){at.src, at.from + (uint32_t)from, at.from + (uint32_t)to} : at;
	switch (comment->word) {
	case WORD_KEEP:
	case WORD_PAGE:
	case WORD_END:
		/* What is told still opens or closes, so that its partner is not told as well. */
		if (from < to)
			diag(ctx->diags, at, MSG_DOC_COMMENT_ALONE, doc_word_name(comment->word),
			     doc_word_name(comment->word));
		return true;
	default:
		if (from >= to)
			diag(ctx->diags, at, MSG_DOC_COMMENT_EMPTY, doc_word_name(comment->word));
		return true;
	}
}

bool doc_is_governing(const struct doc_ctx *ctx, const struct doc_comment *comment)
{
	for (size_t i = ctx->n_governing; i-- > 0;)
		if (ctx->governing[i] == comment->at.from)
			return true;
	return false;
}
