/* Which comments govern a list item: those at its beginning that nothing in it closes. Both ways that cmark gives them are
 * looked through, as blocks of HTML and as what prepare.c hid in the item's first paragraph. They are only found here; what
 * they do is tree.c's. */
#include "doc/tree.h"

#include <string.h>

#include <cmark.h>

static size_t find_in_paragraph(struct tree *tree, cmark_node *para, struct tree_comment *found, size_t *run)
{
	cmark_node *inline_node = cmark_node_first_child(para);
	const struct doc_hidden *hidden;
	size_t n = 0, len, from, to;
	bool opening = true, colon;

	*run = 0;
	for (; inline_node && n < TREE_MAX_COMMENTS; inline_node = cmark_node_next(inline_node)) {
		cmark_node_type type = cmark_node_get_type(inline_node);
		const char *s = cmark_node_get_literal(inline_node);

		if (type == CMARK_NODE_HTML_INLINE && str_starts(s, "<!--") && strlen(s) >= 7) {
			/* Only what it does counts here: it is no opener of the item, those are hidden. */
			found[n].comment.word = doc_comment_word(s, strlen(s), &from, &to, &colon);
			found[n++].closed = false;
			opening = false;
			continue;
		}
		for (; type == CMARK_NODE_TEXT && *s && n < TREE_MAX_COMMENTS; s++) {
			if (*s == '\xC2' && (len = doc_hidden_at(tree->ctx, s, &hidden)) > 0) {
				found[n].comment.at = hidden->at;
				found[n].comment.word = doc_comment_word(hidden->text, hidden->len, &from, &to, &colon);
				found[n].comment.args = arena_strndup(tree->ctx->arena, hidden->text + from, to - from);
				found[n].comment.args_at = (struct span){hidden->at.src, hidden->at.from + (uint32_t)from,
									 hidden->at.from + (uint32_t)to};
				found[n++].closed = false;
				*run += opening;
				s += len - 1;
			} else if (*s != ' ') {
				opening = false;
			}
		}
		if (type != CMARK_NODE_TEXT)
			opening = false;
	}
	return n;
}

static size_t find_in_blocks(struct tree *tree, cmark_node *item, struct tree_comment *found, size_t *run)
{
	size_t n = 0, len, from, to;
	bool opening = true, exact, colon;

	*run = 0;
	for (cmark_node *node = cmark_node_first_child(item); node && n < TREE_MAX_COMMENTS; node = cmark_node_next(node)) {
		const char *rest, *text;
		size_t cursor = 0;

		if (cmark_node_get_type(node) != CMARK_NODE_HTML_BLOCK) {
			opening = false;
			continue;
		}
		rest = doc_restore(tree->ctx, cmark_node_get_literal(node));
		while (n < TREE_MAX_COMMENTS && tree_next_comment(&rest, &text, &len)) {
			struct doc_comment *comment = &found[n].comment;

			comment->word = doc_comment_word(text, len, &from, &to, &colon);
			if (comment->word == WORD_OTHER)
				continue;
			comment->at = tree_comment_span(tree, tree_html_lines(tree, node), text, len, &cursor, &exact);
			comment->args = arena_strndup(tree->ctx->arena, text + from, to - from);
			comment->args_at = comment->at;
			if (exact)
				comment->args_at = (struct span){comment->at.src, comment->at.from + (uint32_t)from,
								 comment->at.from + (uint32_t)to};
			found[n++].closed = false;
			*run += opening;
		}
	}
	return n;
}

size_t tree_governing(struct tree *tree, cmark_node *item, struct tree_comment *found)
{
	cmark_node *first = cmark_node_first_child(item);
	size_t n = 0, run = 0, open[TREE_MAX_COMMENTS], n_open = 0, governing = 0;

	if (first && cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH)
		n = find_in_paragraph(tree, first, found, &run);
	else if (first && cmark_node_get_type(first) == CMARK_NODE_HTML_BLOCK)
		n = find_in_blocks(tree, item, found, &run);
	for (size_t i = 0; run && i < n; i++) {
		if (found[i].comment.word == WORD_END && n_open)
			found[open[--n_open]].closed = true;
		else if (found[i].comment.word != WORD_END && found[i].comment.word != WORD_OTHER &&
			 found[i].comment.word != WORD_PAGE)
			open[n_open++] = i;
	}
	while (governing < run && !found[governing].closed && found[governing].comment.word != WORD_END &&
	       found[governing].comment.word != WORD_PAGE)
		governing++;
	return governing;
}
