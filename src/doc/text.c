/* Inline Markdown -> pieces. A leaf of cmark's tree becomes runs of text with their marks, links, places, images and hard
 * breaks; a soft break is a space. Inline comments `when` and `option` leave their condition on the pieces between them and
 * their `end`. No value is looked up here, and no HTML gets through. */
#include "doc/int.h"

#include <string.h>

#include <cmark.h>

struct inlines {
	struct doc_ctx *ctx;
	const struct doc_map *map;
	struct doc_text *text;
	size_t cap;
	int strong, emph, image;
	struct doc_piece state; /* link and conditions that the next piece stands in */
	struct doc_piece open;	/* the run that is being gathered in ctx->run */
	bool running;
	bool trim; /* a comment stood here: of the blanks around it only one stays */
	struct doc_comment when, option;
	struct buf alt;
	size_t cursor; /* how far places were found in the map's text */
};

static void flush(struct inlines *in)
{
	if (!in->running)
		return;
	in->running = false;
	if (in->ctx->run.len) {
		in->open.text = buf_text(&in->ctx->run, in->ctx->arena);
		*arena_push(in->ctx->arena, in->text->pieces, in->text->n, in->cap) = in->open;
	}
	buf_reset(&in->ctx->run);
}

static struct doc_piece fresh(const struct inlines *in, enum doc_piece_kind kind, struct span at)
{
	struct doc_piece piece = in->state;

	piece.kind = kind;
	piece.marks = (in->strong ? DOC_STRONG : 0) | (in->emph ? DOC_EMPH : 0);
	piece.at = at;
	return piece;
}

static bool ends_in_blank(const struct inlines *in)
{
	if (in->running && in->ctx->run.len)
		return in->ctx->run.data[in->ctx->run.len - 1] == ' ';
	if (in->text->n) {
		const struct doc_piece *last = &in->text->pieces[in->text->n - 1];

		return last->kind == DOC_BREAK || (last->kind == DOC_TEXT && *last->text && str_ends(last->text, " "));
	}
	return true;
}

static void add_text(struct inlines *in, const char *s, size_t n, int mark, struct span at)
{
	struct doc_piece piece = fresh(in, DOC_TEXT, at);

	if (in->image) {
		buf_add(&in->alt, s, n);
		return;
	}
	if (in->trim && !mark && n && *s == ' ') {
		while (n && *s == ' ' && ends_in_blank(in))
			s++, n--;
	}
	if (!n)
		return;
	in->trim = false;
	piece.marks |= mark;
	if (in->running && (in->open.marks != piece.marks || in->open.url != piece.url || in->open.when != piece.when ||
			    in->open.option_id != piece.option_id || in->open.option_is != piece.option_is))
		flush(in);
	if (!in->running) {
		in->open = piece;
		in->running = true;
	}
	buf_add(&in->ctx->run, s, n);
	if (at.to > in->open.at.to)
		in->open.at.to = at.to;
}

static void add_piece(struct inlines *in, struct doc_piece piece)
{
	flush(in);
	in->trim = false;
	*arena_push(in->ctx->arena, in->text->pieces, in->text->n, in->cap) = piece;
}

/* `option: steady`, `option: tone is warm`. False (told) where it is neither. */
bool doc_option_read(struct doc_ctx *ctx, const struct doc_comment *comment, const char **id, const char **is)
{
	const char *space = strpbrk(comment->args, " \t\n");

	*id = space ? arena_strndup(ctx->arena, comment->args, (size_t)(space - comment->args)) : comment->args;
	*is = NULL;
	if (space) {
		space += strspn(space, " \t\n");
		if (str_starts(space, "is") && strchr(" \t\n", space[2]))
			*is = space + 2 + strspn(space + 2, " \t\n");
	}
	if (!*comment->args)
		return false;
	if (!doc_is_id(*id) || (space && (!*is || !doc_is_id(*is)))) {
		diag(ctx->diags, comment->args_at, MSG_DOC_OPTION, comment->args);
		return false;
	}
	return true;
}

static void take_comment(struct inlines *in, const char *text, size_t len, struct span at, bool exact)
{
	struct doc_comment comment;

	in->trim = true;
	if (!doc_comment_read(in->ctx, text, len, at, exact, &comment) || doc_is_governing(in->ctx, &comment))
		return;
	flush(in);
	switch (comment.word) {
	case WORD_WHEN:
		if (in->when.word)
			diag(in->ctx->diags, at, MSG_DOC_INLINE_NEST, "when");
		in->when = comment;
		in->state.when = *comment.args ? comment.args : NULL;
		in->state.when_at = comment.args_at;
		return;
	case WORD_OPTION:
		if (in->option.word)
			diag(in->ctx->diags, at, MSG_DOC_INLINE_NEST, "option");
		in->option = comment;
		if (!doc_option_read(in->ctx, &comment, &in->state.option_id, &in->state.option_is))
			in->state.option_id = in->state.option_is = NULL;
		in->state.option_at = comment.args_at;
		return;
	case WORD_END:
		/* The one opened last. */
		if (in->option.word && (!in->when.word || in->option.at.from > in->when.at.from)) {
			in->option.word = WORD_OTHER;
			in->state.option_id = in->state.option_is = NULL;
		} else if (in->when.word) {
			in->when.word = WORD_OTHER;
			in->state.when = NULL;
		} else {
			diag(in->ctx->diags, at, MSG_DOC_STRAY_END);
		}
		return;
	default: diag(in->ctx->diags, at, MSG_DOC_INLINE_WORD, doc_word_name(comment.word));
	}
}

/* Where the words of a place stand: marks are rare, so the next one like it is the one. */
static struct span find_place(struct inlines *in, const char *mark, size_t n, bool *exact)
{
	const char *found = memmem(in->map->text + in->cursor, in->map->len - in->cursor, mark, n);

	*exact = found && in->map->exact;
	if (!found)
		return in->text->at;
	in->cursor = (size_t)(found - in->map->text) + n;
	return doc_map_span(in->map, (size_t)(found - in->map->text), in->cursor);
}

/* The bytes that a {{place}} at `s` takes. `closes` turns false where no }} follows any more. */
static size_t take_place(struct inlines *in, const char *s, const char *end, bool *closes)
{
	const char *close = *closes ? memmem(s + 2, (size_t)(end - s - 2), DOC_MARK_CLOSE, 2) : NULL;
	struct doc_piece piece;
	const char *from = s + 2, *to = close;
	struct span at;
	bool exact;

	*closes = close != NULL;
	if (!close) {
		diag(in->ctx->diags, find_place(in, s, 2, &exact), MSG_DOC_PLACE_OPEN);
		add_text(in, "{{", 2, 0, in->text->at);
		return 2;
	}
	if (in->image) {
		diag(in->ctx->diags, find_place(in, s, (size_t)(close + 2 - s), &exact), MSG_DOC_PLACE_ALT);
		return (size_t)(close + 2 - s);
	}
	at = find_place(in, s, (size_t)(close + 2 - s), &exact);
	while (from < to && *from == ' ')
		from++;
	while (to > from && to[-1] == ' ')
		to--;
	piece = fresh(in, DOC_PLACE, at);
	piece.text = doc_restore(in->ctx, arena_strndup(in->ctx->arena, from, (size_t)(to - from)));
	if (exact) {
		at.from += (uint32_t)(from - s);
		at.to = at.from + (uint32_t)(to - from);
	}
	piece.at = at;
	if (doc_path_ok(in->ctx, at, piece.text))
		add_piece(in, piece);
	return (size_t)(close + 2 - s);
}

static void take_text(struct inlines *in, const char *literal, size_t offset)
{
	const char *s = literal, *end = literal + strlen(literal);
	const struct doc_hidden *hidden;
	bool closes = true;
	size_t n;

	while (s < end) {
		const char *mark = s;

		while ((mark = memchr(mark, 0xC2, (size_t)(end - mark))) != NULL &&
		       ((unsigned char)mark[1] < 0x80 || (unsigned char)mark[1] > 0x82))
			mark++;
		if (!mark)
			mark = end;
		if (mark > s)
			add_text(in, s, (size_t)(mark - s), 0,
				 doc_map_span(in->map, offset + (size_t)(s - literal), offset + (size_t)(mark - literal)));
		if (mark == end)
			return;
		s = mark;
		if (s[1] == DOC_MARK_OPEN[1]) {
			s += take_place(in, s, end, &closes);
		} else if (s[1] == DOC_MARK_CLOSE[1]) {
			add_text(in, "}}", 2, 0, in->text->at);
			s += 2;
		} else if ((n = doc_hidden_at(in->ctx, s, &hidden)) > 0) {
			take_comment(in, hidden->text, hidden->len, hidden->at, in->map->exact);
			s += n;
		} else {
			s += 2;
		}
	}
}

static size_t offset_of(const struct inlines *in, cmark_node *node)
{
	return doc_map_offset(in->map, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
}

static struct span span_of(const struct inlines *in, cmark_node *node)
{
	return doc_map_span(in->map, offset_of(in, node),
			    doc_map_offset(in->map, cmark_node_get_end_line(node), cmark_node_get_end_column(node) + 1));
}

static void take_html(struct inlines *in, cmark_node *node)
{
	const char *literal = doc_restore(in->ctx, cmark_node_get_literal(node));
	size_t n = strlen(literal), from = offset_of(in, node);
	struct span at = span_of(in, node);
	bool exact = in->map->exact && from + n <= in->map->len && memcmp(in->map->text + from, literal, n) == 0;

	/* cmark counts columns from where a paragraph's first line stands; a line further in is looked for. */
	if (in->map->exact && !exact) {
		size_t begin = in->text->at.from - in->map->at.from;
		const char *found =
			begin < in->map->len ? memmem(in->map->text + begin, in->map->len - begin, literal, n) : NULL;

		if (found) {
			exact = true;
			from = (size_t)(found - in->map->text);
		}
	}
	if (exact)
		at = doc_map_span(in->map, from, from + n);
	if (str_starts(literal, "<!--") && n >= 7)
		take_comment(in, literal, n, at, exact);
	else
		diag(in->ctx->diags, at, MSG_DOC_HTML);
}

static const char *link_address(struct inlines *in, cmark_node *node)
{
	const char *url = cmark_node_get_url(node);

	if (url && (strstr(url, DOC_MARK_OPEN) || strstr(url, DOC_MARK_CLOSE)))
		diag(in->ctx->diags, span_of(in, node), MSG_DOC_PLACE_LINK);
	return doc_restore(in->ctx, url);
}

static const char *link_title(struct inlines *in, cmark_node *node)
{
	const char *title = cmark_node_get_title(node);

	return title && *title ? doc_restore(in->ctx, title) : NULL;
}

static void take_image(struct inlines *in, cmark_node *node)
{
	struct doc_piece piece = fresh(in, DOC_IMAGE, span_of(in, node));

	piece.text = buf_text(&in->alt, in->ctx->arena);
	piece.src = link_address(in, node);
	piece.title = link_title(in, node);
	buf_reset(&in->alt);
	if (!*piece.text)
		diag(in->ctx->diags, piece.at, MSG_DOC_IMAGE_ALT);
	add_piece(in, piece);
}

static void walk(struct inlines *in, cmark_node *node, bool enter)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT: take_text(in, cmark_node_get_literal(node), offset_of(in, node)); break;
	case CMARK_NODE_SOFTBREAK: add_text(in, " ", 1, 0, span_of(in, node)); break;
	case CMARK_NODE_LINEBREAK:
		if (in->image)
			buf_addc(&in->alt, ' ');
		else
			add_piece(in, fresh(in, DOC_BREAK, span_of(in, node)));
		break;
	case CMARK_NODE_CODE: {
		const char *code = doc_restore(in->ctx, cmark_node_get_literal(node));

		add_text(in, code, strlen(code), DOC_CODE_SPAN, span_of(in, node));
		break;
	}
	case CMARK_NODE_HTML_INLINE:
		if (!in->image)
			take_html(in, node);
		break;
	case CMARK_NODE_EMPH: in->emph += enter ? 1 : -1; break;
	case CMARK_NODE_STRONG: in->strong += enter ? 1 : -1; break;
	case CMARK_NODE_LINK:
		if (in->image)
			break;
		flush(in);
		in->state.url = enter ? link_address(in, node) : NULL;
		in->state.title = enter ? link_title(in, node) : NULL;
		break;
	case CMARK_NODE_IMAGE:
		in->image += enter ? 1 : -1;
		if (!enter && !in->image)
			take_image(in, node);
		break;
	default: break;
	}
}

static void trim_end(struct inlines *in)
{
	struct doc_piece *last = in->text->n ? &in->text->pieces[in->text->n - 1] : NULL;
	size_t n;

	if (!in->trim || !last || last->kind != DOC_TEXT || (last->marks & DOC_CODE_SPAN))
		return;
	for (n = strlen(last->text); n && last->text[n - 1] == ' ';)
		n--;
	last->text = arena_strndup(in->ctx->arena, last->text, n);
	if (!n)
		in->text->n--;
}

/* The inlines of a paragraph or heading. */
struct doc_text *doc_text_inlines(struct doc_ctx *ctx, struct cmark_node *leaf, const struct doc_map *map)
{
	struct inlines in = {.ctx = ctx, .map = map, .text = arena_one(ctx->arena, struct doc_text)};
	cmark_iter *iter = cmark_iter_new(leaf);
	cmark_event_type event;

	in.text->at = span_of(&in, leaf);
	in.cursor = offset_of(&in, leaf);
	buf_reset(&ctx->run);
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);

		if (node != leaf)
			walk(&in, node, event == CMARK_EVENT_ENTER);
	}
	cmark_iter_free(iter);
	flush(&in);
	trim_end(&in);
	if (in.when.word)
		diag(ctx->diags, in.when.at, MSG_DOC_INLINE_UNCLOSED, "when");
	if (in.option.word)
		diag(ctx->diags, in.option.at, MSG_DOC_INLINE_UNCLOSED, "option");
	buf_free(&in.alt);
	return in.text;
}
