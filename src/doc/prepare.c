/* What is ours in a text is put in a form that cmark takes for plain letters, of just as many bytes so that every place
 * stays true.
 *
 * {{ and }} become U+0080 and U+0081 (two bytes each). An escaped \{{ is left alone, so it never becomes a place. As letters
 * they neither open nor close emphasis, and smart quotes around them turn the right way.
 *
 * A comment of ours that opens a line on which text follows becomes U+0082, seven digits that name it, and `x` to fill:
 * CommonMark would take such a line for a block of HTML, and its text would be lost.
 *
 * A CR alone becomes a blank: cmark would count a line that the source does not have.
 *
 * doc_restore undoes it where cmark hands out a literal. This file decides nothing about what a comment or a path means. */
#include "doc/int.h"

#include <string.h>

#define HIDDEN_LEN 9u /* bytes of the mark and its digits; our shortest comment, <!--end-->, has ten */

/* Behind what may stand before a block's first word: blanks, quotation marks and list markers. */
static size_t line_prefix(const char *line, size_t len)
{
	size_t i = 0, at;

	for (;;) {
		while (i < len && (line[i] == ' ' || line[i] == '\t'))
			i++;
		at = i;
		if (i < len && line[i] == '>') {
			i++;
			continue;
		}
		if (i < len && strchr("-+*", line[i])) {
			i++;
		} else {
			while (i < len && i - at < 9 && line[i] >= '0' && line[i] <= '9')
				i++;
			if (i == at || i >= len || (line[i] != '.' && line[i] != ')'))
				return at;
			i++;
		}
		if (i >= len || (line[i] != ' ' && line[i] != '\t'))
			return at;
	}
}

/* The length of a comment of ours at `s`, or 0. */
static size_t our_comment(const char *s, size_t len)
{
	const char *end;
	size_t from, to;
	bool colon;

	if (len < 10 || memcmp(s, "<!--", 4) != 0)
		return 0;
	end = memmem(s + 4, len - 4, "-->", 3);
	if (!end || !doc_comment_word(s, (size_t)(end + 3 - s), &from, &to, &colon))
		return 0;
	return (size_t)(end + 3 - s);
}

/* Two bytes in place of two. */
static void put(char *at, const char *mark)
{
	at[0] = mark[0];
	at[1] = mark[1];
}

static void hide_comment(struct doc_ctx *ctx, const char *text, char *out, size_t at, size_t len, struct span span,
			 bool exact)
{
	struct doc_hidden *hidden = arena_push(ctx->arena, ctx->hidden, ctx->n_hidden, ctx->cap_hidden);
	char digits[16];

	hidden->text = arena_strndup(ctx->arena, text + at, len);
	hidden->len = len;
	hidden->at = exact ? (struct span){span.src, span.from + (uint32_t)at, span.from + (uint32_t)(at + len)} : span;
	snprintf(digits, sizeof digits, DOC_MARK_COMMENT "%07u", (unsigned)(ctx->n_hidden - 1));
	memset(out + at, 'x', len);
	memcpy(out + at, digits, HIDDEN_LEN);
}

static void hide_comments(struct doc_ctx *ctx, const char *text, size_t len, char *out, struct span span, bool exact)
{
	if (!memmem(text, len, "<!--", 4))
		return;
	for (size_t line = 0, next; line < len; line = next) {
		const char *nl = memchr(text + line, '\n', len - line);
		size_t end = nl ? (size_t)(nl - text) : len, at, first, n;

		next = end + 1;
		if (!memmem(text + line, end - line, "<!--", 4))
			continue;
		first = at = line + line_prefix(text + line, end - line);
		while ((n = our_comment(text + at, end - at)) > 0)
			for (at += n; at < end && strchr(" \t\r", text[at]);)
				at++;
		/* Only comments on the line: it is a block. One before other comments is one too. */
		if (at == first || at >= end || (end - at >= 4 && memcmp(text + at, "<!--", 4) == 0))
			continue;
		for (at = first; (n = our_comment(text + at, end - at)) > 0;) {
			if (ctx->n_hidden < 9999999)
				hide_comment(ctx, text, out, at, n, span, exact);
			for (at += n; at < end && strchr(" \t\r", text[at]);)
				at++;
		}
	}
}

/* Only the first control character is told: there will be more. */
static void tell_control(struct doc_ctx *ctx, size_t at, struct span span, bool exact, bool *told)
{
	if (exact)
		span = (struct span){span.src, span.from + (uint32_t)at, span.from + (uint32_t)at + 2};
	if (!*told)
		diag(ctx->diags, span, MSG_DOC_CONTROL);
	*told = true;
}

char *doc_prepare(struct doc_ctx *ctx, const char *text, size_t len, struct span at, bool exact)
{
	char *out = arena_strndup(ctx->arena, text, len);
	bool told = false;
	unsigned slashes = 0;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c == 0xC2 && i + 1 < len && (unsigned char)text[i + 1] >= 0x80 && (unsigned char)text[i + 1] <= 0x82) {
			tell_control(ctx, i, at, exact, &told);
			put(out + i, "??");
		} else if ((c == '{' || c == '}') && i + 1 < len && text[i + 1] == text[i]) {
			if (slashes % 2 == 0)
				put(out + i, c == '{' ? DOC_MARK_OPEN : DOC_MARK_CLOSE);
			i++;
		} else if (c == '\r' && i + 1 < len && text[i + 1] != '\n') {
			out[i] = ' ';
		}
		slashes = c == '\\' ? slashes + 1 : 0;
	}
	hide_comments(ctx, text, len, out, at, exact);
	return out;
}

/* The bytes at `s` (which begins with the mark) that stand for a comment, or 0 where it is none. */
size_t doc_hidden_at(const struct doc_ctx *ctx, const char *s, const struct doc_hidden **hidden)
{
	size_t index = 0;

	if (memcmp(s, DOC_MARK_COMMENT, 2) != 0)
		return 0;
	for (size_t i = 2; i < HIDDEN_LEN; i++) {
		if (s[i] < '0' || s[i] > '9')
			return 0;
		index = index * 10 + (size_t)(s[i] - '0');
	}
	if (index >= ctx->n_hidden || strlen(s) < ctx->hidden[index].len)
		return 0;
	*hidden = &ctx->hidden[index];
	return (*hidden)->len;
}

const char *doc_restore(struct doc_ctx *ctx, const char *s)
{
	char *out;

	if (!s)
		return "";
	out = arena_strdup(ctx->arena, s);
	for (char *p = out; (p = strchr(p, 0xC2)) != NULL; p++) {
		const struct doc_hidden *hidden;
		size_t n;

		if (p[1] == DOC_MARK_OPEN[1])
			put(p, "{{");
		else if (p[1] == DOC_MARK_CLOSE[1])
			put(p, "}}");
		else if (p[1] == DOC_MARK_COMMENT[1] && (n = doc_hidden_at(ctx, p, &hidden)) > 0)
			memcpy(p, hidden->text, n);
	}
	return out;
}

/* The byte of cmark's line and column (both from 1, the column in bytes), held within the text. */
size_t doc_map_offset(const struct doc_map *map, int line, int col)
{
	size_t at;

	if (line < 1)
		return 0;
	if ((uint32_t)line > map->n_lines)
		return map->len;
	at = map->lines[line - 1] - map->lines[0] + (size_t)(col > 0 ? col - 1 : 0);
	return at < map->len ? at : map->len;
}

struct span doc_map_span(const struct doc_map *map, size_t from, size_t to)
{
	if (!map->exact)
		return map->at;
	if (to > map->len)
		to = map->len;
	if (to < from)
		to = from;
	return (struct span){map->at.src, map->at.from + (uint32_t)from, map->at.from + (uint32_t)to};
}
