/* The body: cmark's blocks -> our tree. Comments are matched with their `end` within one container; those that open a list
 * item and are not closed in it govern the item. A fence whose first word is a block's name is read as YAML with its places
 * in the Markdown file; one that nearly is, is told. Raw HTML is told and left out. */
#include "doc/tree.h"

#include <string.h>

#include <cmark.h>

struct frame { /* a comment that waits for its end */
	struct doc_comment comment;
	struct doc_node **tail;
	const char *repeat;
	bool entered;
};

/* One container's children, as they are gathered. */
struct level {
	struct doc_node **tail;
	struct frame *frames;
	size_t n_frames, cap;
};

static void append(struct doc_node ***tail, struct doc_node *node)
{
	if (!node)
		return;
	**tail = node;
	while (node->next)
		node = node->next;
	*tail = &node->next;
}

/* ---- comments ----------------------------------------------------------------------------------------------------- */

/* The node that a comment makes; NULL where it makes none (told). */
static struct doc_node *comment_node(struct doc_ctx *ctx, const struct doc_comment *comment)
{
	static const enum doc_kind kinds[] = {
		[WORD_WHEN] = DOC_WHEN,	      [WORD_EACH] = DOC_EACH, [WORD_OPTION] = DOC_OPTION,
		[WORD_COLUMNS] = DOC_COLUMNS, [WORD_KEEP] = DOC_KEEP, [WORD_PAGE] = DOC_PAGE};
	struct doc_node *node = doc_node_new(ctx, kinds[comment->word], comment->at);

	if (!doc_count(ctx, comment->at))
		return NULL;
	switch (comment->word) {
	case WORD_WHEN:
		node->cond = comment->args;
		node->cond_at = comment->args_at;
		return *comment->args ? node : NULL;
	case WORD_EACH:
		return *comment->args && doc_list_words(ctx, comment->args, comment->args_at, &node->list) ? node : NULL;
	case WORD_OPTION: return doc_option_read(ctx, comment, &node->option_id, &node->option_is) ? node : NULL;
	case WORD_COLUMNS:
		node->level = strlen(comment->args) == 1 ? *comment->args - '0' : 0;
		if (node->level >= 2 && node->level <= 4)
			return node;
		if (*comment->args)
			diag(ctx->diags, comment->args_at, MSG_DOC_COLUMNS);
		return NULL;
	default: return node;
	}
}

static void enter(struct doc_ctx *ctx, const struct doc_node *node)
{
	if (node->kind == DOC_WHEN || node->kind == DOC_OPTION)
		ctx->conditional++;
	else if (node->kind == DOC_EACH)
		doc_enter_repeat(ctx, &node->list);
}

static void leave(struct doc_ctx *ctx, enum doc_word word, const char *repeat)
{
	if (word == WORD_WHEN || word == WORD_OPTION)
		ctx->conditional--;
	ctx->repeat = repeat;
}

static void open_comment(struct tree *tree, struct level *level, const struct doc_comment *comment)
{
	struct doc_ctx *ctx = tree->ctx;
	struct doc_node *node = comment_node(ctx, comment);
	struct frame *frame;

	if (comment->word == WORD_PAGE) {
		append(&level->tail, node);
		return;
	}
	if (!doc_deeper(ctx, comment->at))
		return;
	/* One that is wrong still waits for its end; what it holds then stands outside. */
	frame = arena_push(ctx->arena, level->frames, level->n_frames, level->cap);
	frame->comment = *comment;
	frame->repeat = ctx->repeat;
	if (node) {
		append(&level->tail, node);
		frame->tail = level->tail;
		level->tail = &node->first;
		enter(ctx, node);
		frame->entered = true;
	} else {
		frame->tail = NULL;
		frame->entered = false;
	}
}

static void close_comment(struct tree *tree, struct level *level)
{
	struct frame *frame = &level->frames[--level->n_frames];

	if (frame->tail)
		level->tail = frame->tail;
	leave(tree->ctx, frame->entered ? frame->comment.word : WORD_OTHER, frame->repeat);
	tree->ctx->depth--;
}

static void take_comment(struct tree *tree, struct level *level, const struct doc_comment *comment)
{
	if (doc_is_governing(tree->ctx, comment))
		return;
	if (comment->word != WORD_END)
		open_comment(tree, level, comment);
	else if (level->n_frames)
		close_comment(tree, level);
	else
		diag(tree->ctx->diags, comment->at, MSG_DOC_STRAY_END);
}

static void take_html(struct tree *tree, struct level *level, cmark_node *node)
{
	const char *literal = doc_restore(tree->ctx, cmark_node_get_literal(node)), *rest = literal, *text;
	struct span block = tree_html_lines(tree, node), at;
	struct doc_comment comment;
	size_t cursor = 0, n, from, to;
	bool exact, colon;

	while (tree_next_comment(&rest, &text, &n)) {
		at = tree_comment_span(tree, block, text, n, &cursor, &exact);
		if (doc_comment_read(tree->ctx, text, n, at, exact, &comment))
			take_comment(tree, level, &comment);
	}
	if (!*rest)
		return;
	/* cmark reads an unclosed comment to the end of the document: silence would lose all of it. */
	if (str_starts(rest, "<!--") &&
	    doc_comment_word(rest, strlen(rest) > 7 ? strcspn(rest, "\n") + 3 : 7, &from, &to, &colon))
		diag(tree->ctx->diags, tree_html_span(tree, node), MSG_DOC_COMMENT_OPEN);
	else
		diag(tree->ctx->diags, tree_html_span(tree, node), MSG_DOC_HTML);
}

/* ---- containers --------------------------------------------------------------------------------------------------- */

static void take_children(struct tree *tree, cmark_node *container, struct doc_node **tail);

static struct doc_node *take_container(struct tree *tree, cmark_node *node, enum doc_kind kind)
{
	struct doc_node *made = doc_node_new(tree->ctx, kind, tree_span(tree, node));

	if (!doc_deeper(tree->ctx, made->at))
		return NULL;
	take_children(tree, node, &made->first);
	tree->ctx->depth--;
	return made;
}

static struct doc_node *take_item(struct tree *tree, cmark_node *item)
{
	struct doc_ctx *ctx = tree->ctx;
	struct tree_comment found[TREE_MAX_COMMENTS];
	size_t n = tree_governing(tree, item, found);
	struct doc_node *first = NULL, **tail = &first, *made;
	const char *repeat = ctx->repeat;
	unsigned conditional = ctx->conditional;

	for (size_t i = 0; i < n; i++) {
		struct doc_comment *comment = &found[i].comment;
		struct doc_node *node;

		*arena_push(ctx->arena, ctx->governing, ctx->n_governing, ctx->cap_governing) = comment->at.from;
		if (!*comment->args && comment->word != WORD_KEEP)
			diag(ctx->diags, comment->at, MSG_DOC_COMMENT_EMPTY, doc_word_name(comment->word));
		node = comment->word == WORD_COLUMNS ? NULL : comment_node(ctx, comment);
		if (comment->word == WORD_COLUMNS)
			diag(ctx->diags, comment->at, MSG_DOC_ITEM_WORD, doc_word_name(comment->word));
		if (!node)
			continue;
		enter(ctx, node);
		*tail = node;
		tail = &node->first;
	}
	made = take_container(tree, item, DOC_ITEM);
	*tail = made;
	ctx->repeat = repeat;
	ctx->conditional = conditional;
	return made ? first : NULL;
}

static struct doc_node *take_list(struct tree *tree, cmark_node *node)
{
	struct doc_node *list = doc_node_new(tree->ctx, DOC_LIST, tree_span(tree, node)), **tail = &list->first;

	if (!doc_deeper(tree->ctx, list->at))
		return NULL;
	list->ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
	list->start = list->ordered ? cmark_node_get_list_start(node) : 0;
	list->tight = cmark_node_get_list_tight(node);
	for (cmark_node *item = cmark_node_first_child(node); item; item = cmark_node_next(item))
		append(&tail, take_item(tree, item));
	tree->ctx->depth--;
	return list;
}

static struct doc_node *take_leaf(struct tree *tree, cmark_node *node, enum doc_kind kind)
{
	struct doc_node *made = doc_node_new(tree->ctx, kind, tree_span(tree, node));

	made->text = doc_text_inlines(tree->ctx, node, &tree->map);
	if (kind == DOC_HEADING)
		made->level = tree->ctx->heading = cmark_node_get_heading_level(node);
	/* A paragraph that held only HTML or comments is no paragraph. */
	return kind == DOC_PARA && !made->text->n ? NULL : made;
}

static struct doc_node *take_block(struct tree *tree, struct level *level, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE: return take_container(tree, node, DOC_QUOTE);
	case CMARK_NODE_LIST: return take_list(tree, node);
	case CMARK_NODE_CODE_BLOCK: return tree_code(tree, node);
	case CMARK_NODE_HTML_BLOCK: take_html(tree, level, node); return NULL;
	case CMARK_NODE_PARAGRAPH: return take_leaf(tree, node, DOC_PARA);
	case CMARK_NODE_HEADING: return take_leaf(tree, node, DOC_HEADING);
	case CMARK_NODE_THEMATIC_BREAK: return doc_node_new(tree->ctx, DOC_THEMATIC, tree_span(tree, node));
	default: return NULL;
	}
}

static void take_children(struct tree *tree, cmark_node *container, struct doc_node **tail)
{
	struct level level = {.tail = tail};

	for (cmark_node *node = cmark_node_first_child(container); node; node = cmark_node_next(node)) {
		struct doc_node *made = take_block(tree, &level, node);

		append(&level.tail, made);
	}
	while (level.n_frames) {
		const struct doc_comment *comment = &level.frames[level.n_frames - 1].comment;

		diag(tree->ctx->diags, comment->at, MSG_DOC_UNCLOSED, doc_word_name(comment->word));
		close_comment(tree, &level);
	}
}

/* The tree of what follows the first `first_line` lines of the source. */
struct doc_node *doc_tree(struct doc_ctx *ctx, uint32_t first_line)
{
	struct tree tree = {.ctx = ctx, .first_line = first_line};
	struct doc_node *first = NULL;
	cmark_node *root;
	uint32_t from;

	if (first_line >= ctx->src->n_lines)
		return NULL;
	from = ctx->src->lines[first_line];
	tree.map = (struct doc_map){.len = ctx->src->len - from,
				    .lines = ctx->src->lines + first_line,
				    .n_lines = ctx->src->n_lines - first_line,
				    .at = {ctx->src, from, (uint32_t)ctx->src->len},
				    .exact = true};
	tree.map.text = doc_prepare(ctx, ctx->src->text + from, tree.map.len, tree.map.at, true);
	root = cmark_parse_document(tree.map.text, tree.map.len, ctx->smart ? CMARK_OPT_SMART : CMARK_OPT_DEFAULT);
	take_children(&tree, root, &first);
	cmark_node_free(root);
	return first;
}
