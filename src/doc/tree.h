/* What tree.c, html.c, fence.c and item.c share: a walk of cmark's blocks. */
#ifndef DOC_TREE_H
#define DOC_TREE_H

#include "doc/int.h"

struct tree {
	struct doc_ctx *ctx;
	struct doc_map map;
	uint32_t first_line; /* lines before the body */
};

/* html.c: where a block of cmark's stands. */
struct span tree_span(const struct tree *tree, struct cmark_node *node);
/* An HTML block: its first line, for a message; all of its lines, in which its comments stand. */
struct span tree_html_span(const struct tree *tree, struct cmark_node *node);
struct span tree_html_lines(const struct tree *tree, struct cmark_node *node);
/* Steps through the comments of an HTML block. False at its end, with *rest at what is no comment. */
bool tree_next_comment(const char **rest, const char **text, size_t *n);
/* Where the text of such a comment stands within `block`, from *cursor on; the block itself, and not *exact, where it is not
 * found. */
struct span tree_comment_span(const struct tree *tree, struct span block, const char *text, size_t n, size_t *cursor,
			      bool *exact);

/* fence.c: a block, or code; NULL where it is neither (told). */
struct doc_node *tree_code(struct tree *tree, struct cmark_node *node);

/* item.c: a comment of a list item at the item's own level. */
enum { TREE_MAX_COMMENTS = 64 };
struct tree_comment {
	struct doc_comment comment;
	bool closed; /* within the item */
};
/* How many comments at the item's beginning govern it. They stand first in `found`, which has room for TREE_MAX_COMMENTS. */
size_t tree_governing(struct tree *tree, struct cmark_node *item, struct tree_comment *found);

#endif
