/* The body: cmark's blocks -> our tree. Comments are matched with their `end` within one container; those that open a list
 * item and are not closed in it govern the item. A fence whose first word is a block's name is read as YAML with its places
 * in the Markdown file; one that nearly is, is told. Raw HTML is told and left out. */
#include "doc/int.h"

#include <string.h>

#include <cmark.h>

struct frame { /* a comment that waits for its end */
	struct doc_comment comment;
	struct doc_node **tail;
	const char *repeat;
	bool entered;
};

struct tree {
	struct doc_ctx *ctx;
	struct doc_map map;
	uint32_t first_line; /* lines before the body */
};

/* One container's children, as they are gathered. */
struct level {
	struct doc_node **tail;
	struct frame *frames;
	size_t n_frames, cap;
};

static struct span span_of(const struct tree *tree, cmark_node *node)
{
	size_t from = doc_map_offset(&tree->map, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
	size_t to = doc_map_offset(&tree->map, cmark_node_get_end_line(node), cmark_node_get_end_column(node) + 1);

	return doc_map_span(&tree->map, from, to);
}

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

/* Where the text of an HTML block's comment stands: line by line cmark took off the container's prefix, so it is looked for.
 */
static struct span comment_span(const struct tree *tree, struct span block, const char *text, size_t n, size_t *cursor,
				bool *exact)
{
	const char *found = NULL;
	size_t from = block.from - tree->map.at.from + *cursor, to = block.to - tree->map.at.from;

	if (from < to)
		found = memmem(tree->map.text + from, to - from, text, n);
	*exact = found != NULL;
	if (!found)
		return block;
	*cursor = (size_t)(found - tree->map.text) + n - (block.from - tree->map.at.from);
	return doc_map_span(&tree->map, (size_t)(found - tree->map.text), (size_t)(found - tree->map.text) + n);
}

/* An HTML block; cmark does not say where those end that end on their first line. Of several lines it is the first. */
static struct span html_span(const struct tree *tree, cmark_node *node)
{
	size_t from = doc_map_offset(&tree->map, cmark_node_get_start_line(node), cmark_node_get_start_column(node)), to;

	to = doc_map_offset(&tree->map, cmark_node_get_start_line(node) + 1, 1);
	while (to > from && strchr(" \t\r\n", tree->map.text[to - 1]))
		to--;
	return doc_map_span(&tree->map, from, to);
}

/* Where the comments of an HTML block may stand: all of its lines. */
static struct span html_lines(const struct tree *tree, cmark_node *node)
{
	size_t from = doc_map_offset(&tree->map, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
	const char *literal = cmark_node_get_literal(node);
	int lines = 1;

	for (; literal && *literal; literal++)
		lines += *literal == '\n';
	return doc_map_span(&tree->map, from, doc_map_offset(&tree->map, cmark_node_get_start_line(node) + lines, 1));
}

/* Steps through the comments of an HTML block. False at its end, with *rest at what is no comment. */
static bool next_comment(const char **rest, const char **text, size_t *n)
{
	const char *end;

	*rest += strspn(*rest, " \t\r\n");
	if (!str_starts(*rest, "<!--") || (end = strstr(*rest + 4, "-->")) == NULL)
		return false;
	*text = *rest;
	*n = (size_t)(end + 3 - *rest);
	*rest = end + 3;
	return true;
}

static void take_html(struct tree *tree, struct level *level, cmark_node *node)
{
	const char *literal = doc_restore(tree->ctx, cmark_node_get_literal(node)), *rest = literal, *text;
	struct span block = html_lines(tree, node), at;
	struct doc_comment comment;
	size_t cursor = 0, n, from, to;
	bool exact, colon;

	while (next_comment(&rest, &text, &n)) {
		at = comment_span(tree, block, text, n, &cursor, &exact);
		if (doc_comment_read(tree->ctx, text, n, at, exact, &comment))
			take_comment(tree, level, &comment);
	}
	if (!*rest)
		return;
	/* cmark reads an unclosed comment to the end of the document: silence would lose all of it. */
	if (str_starts(rest, "<!--") &&
	    doc_comment_word(rest, strlen(rest) > 7 ? strcspn(rest, "\n") + 3 : 7, &from, &to, &colon))
		diag(tree->ctx->diags, html_span(tree, node), MSG_DOC_COMMENT_OPEN);
	else
		diag(tree->ctx->diags, html_span(tree, node), MSG_DOC_HTML);
}

/* ---- fences ------------------------------------------------------------------------------------------------------- */

static struct doc_node *code_node(struct tree *tree, cmark_node *node, const char *code, const char *info)
{
	struct doc_node *made = doc_node_new(tree->ctx, DOC_CODE, span_of(tree, node));

	made->code = code;
	made->info = *info ? info : NULL;
	return made;
}

/* cmark closes a fence by itself where its container ends: then the rest of the document was taken for YAML. */
static bool is_closed(const struct tree *tree, cmark_node *node)
{
	size_t from = doc_map_offset(&tree->map, cmark_node_get_end_line(node), 1), i = from;

	if (cmark_node_get_end_line(node) <= cmark_node_get_start_line(node))
		return false;
	while (i < tree->map.len && strchr(" \t>", tree->map.text[i]))
		i++;
	return i + 3 <= tree->map.len && (!memcmp(tree->map.text + i, "~~~", 3) || !memcmp(tree->map.text + i, "```", 3));
}

static struct doc_node *block_node(struct tree *tree, cmark_node *node, const char *name, const char *code)
{
	struct doc_ctx *ctx = tree->ctx;
	struct val_part part = {code, strlen(code), tree->first_line + (uint32_t)cmark_node_get_start_line(node) + 1};
	size_t from = doc_map_offset(&tree->map, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
	const char *nl = memchr(tree->map.text + from, '\n', tree->map.len - from);
	struct span at = doc_map_span(&tree->map, from, nl ? (size_t)(nl - tree->map.text) : tree->map.len);
	struct val *v;

	if (!is_closed(tree, node)) {
		diag(ctx->diags, at, MSG_DOC_FENCE_OPEN, name);
		return NULL;
	}
	v = val_parse(ctx->arena, ctx->diags, ctx->src, &part);
	return v ? doc_block_read(ctx, name, v, at) : NULL;
}

/* A block's name, one letter or two off. `bash` is that far from `each`, but a language. */
static const char *near_block(const char *word)
{
	const char *nearest = NULL;
	int best = 3;

	for (size_t i = 0; doc_block_names[i] && !str_eq(word, "bash"); i++) {
		int distance = str_distance(word, doc_block_names[i], 2);

		if (distance < best)
			best = distance, nearest = doc_block_names[i];
	}
	return nearest;
}

static struct doc_node *take_code(struct tree *tree, cmark_node *node)
{
	const char *code = doc_restore(tree->ctx, cmark_node_get_literal(node));
	const char *info = doc_restore(tree->ctx, cmark_node_get_fence_info(node)), *near;
	const char *word = arena_strndup(tree->ctx->arena, info, strcspn(info, " \t")), *found;
	struct span at;

	for (size_t i = 0; *word && doc_block_names[i]; i++)
		if (str_eq(word, doc_block_names[i]))
			return block_node(tree, node, doc_block_names[i], code);
	near = *word ? near_block(word) : NULL;
	if (!near)
		return code_node(tree, node, code, info);
	at = span_of(tree, node);
	found = memmem(tree->map.text + (at.from - tree->map.at.from), at.to - at.from, word, strlen(word));
	if (found)
		at = doc_map_span(&tree->map, (size_t)(found - tree->map.text),
				  (size_t)(found - tree->map.text) + strlen(word));
	diag(tree->ctx->diags, at, MSG_DOC_FENCE_NEAR, word, near);
	return NULL;
}

/* ---- containers --------------------------------------------------------------------------------------------------- */

static void take_children(struct tree *tree, cmark_node *container, struct doc_node **tail);

static struct doc_node *take_container(struct tree *tree, cmark_node *node, enum doc_kind kind)
{
	struct doc_node *made = doc_node_new(tree->ctx, kind, span_of(tree, node));

	if (!doc_deeper(tree->ctx, made->at))
		return NULL;
	take_children(tree, node, &made->first);
	tree->ctx->depth--;
	return made;
}

/* The comments of a list item at its own level, in order: those of its HTML blocks, or of the paragraph that opens it.
 * `*run` is how many stand before anything else. */
struct found_comment {
	struct doc_comment comment;
	bool closed;
};

#define MAX_FOUND 64

static size_t find_in_paragraph(struct tree *tree, cmark_node *para, struct found_comment *found, size_t *run)
{
	cmark_node *inline_node = cmark_node_first_child(para);
	const struct doc_hidden *hidden;
	size_t n = 0, len, from, to;
	bool opening = true, colon;

	*run = 0;
	for (; inline_node && n < MAX_FOUND; inline_node = cmark_node_next(inline_node)) {
		cmark_node_type type = cmark_node_get_type(inline_node);
		const char *s = cmark_node_get_literal(inline_node);

		if (type == CMARK_NODE_HTML_INLINE && str_starts(s, "<!--") && strlen(s) >= 7) {
			/* Only what it does counts here: it is no opener of the item, those are hidden. */
			found[n].comment.word = doc_comment_word(s, strlen(s), &from, &to, &colon);
			found[n++].closed = false;
			opening = false;
			continue;
		}
		for (; type == CMARK_NODE_TEXT && *s && n < MAX_FOUND; s++) {
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

static size_t find_in_blocks(struct tree *tree, cmark_node *item, struct found_comment *found, size_t *run)
{
	size_t n = 0, len, from, to;
	bool opening = true, exact, colon;

	*run = 0;
	for (cmark_node *node = cmark_node_first_child(item); node && n < MAX_FOUND; node = cmark_node_next(node)) {
		const char *rest, *text;
		size_t cursor = 0;

		if (cmark_node_get_type(node) != CMARK_NODE_HTML_BLOCK) {
			opening = false;
			continue;
		}
		rest = doc_restore(tree->ctx, cmark_node_get_literal(node));
		while (n < MAX_FOUND && next_comment(&rest, &text, &len)) {
			struct doc_comment *comment = &found[n].comment;

			comment->word = doc_comment_word(text, len, &from, &to, &colon);
			if (comment->word == WORD_OTHER)
				continue;
			comment->at = comment_span(tree, html_lines(tree, node), text, len, &cursor, &exact);
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

/* How many comments at the item's beginning govern it: openers that nothing in the item closes. They stand first in `found`.
 */
static size_t find_governing(struct tree *tree, cmark_node *item, struct found_comment *found)
{
	cmark_node *first = cmark_node_first_child(item);
	size_t n = 0, run = 0, open[MAX_FOUND], n_open = 0, governing = 0;

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

static struct doc_node *take_item(struct tree *tree, cmark_node *item)
{
	struct doc_ctx *ctx = tree->ctx;
	struct found_comment found[MAX_FOUND];
	size_t n = find_governing(tree, item, found);
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
	struct doc_node *list = doc_node_new(tree->ctx, DOC_LIST, span_of(tree, node)), **tail = &list->first;

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
	struct doc_node *made = doc_node_new(tree->ctx, kind, span_of(tree, node));

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
	case CMARK_NODE_CODE_BLOCK: return take_code(tree, node);
	case CMARK_NODE_HTML_BLOCK: take_html(tree, level, node); return NULL;
	case CMARK_NODE_PARAGRAPH: return take_leaf(tree, node, DOC_PARA);
	case CMARK_NODE_HEADING: return take_leaf(tree, node, DOC_HEADING);
	case CMARK_NODE_THEMATIC_BREAK: return doc_node_new(tree->ctx, DOC_THEMATIC, span_of(tree, node));
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
