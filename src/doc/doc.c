/* One document: front matter, then the body. What is wrong is told; what is left is a whole tree that others can walk
 * without asking. */
#include "doc/int.h"

#include <string.h>

static bool is_line(const struct source *src, uint32_t line, const char *mark)
{
	const char *s = src->text + src->lines[line];
	size_t n = (line + 1 < src->n_lines ? src->lines[line + 1] : src->len) - src->lines[line];

	while (n && strchr(" \t\r\n", s[n - 1]))
		n--;
	return n == strlen(mark) && memcmp(s, mark, n) == 0;
}

/* The lines that the front matter takes, both marks among them, or 0 (told). */
static uint32_t front_lines(struct doc_ctx *ctx)
{
	const struct source *src = ctx->src;

	if (!src->len || !is_line(src, 0, "---")) {
		diag(ctx->diags, ((struct span){src, 0, 0}), MSG_DOC_NO_FRONT);
		return 0;
	}
	for (uint32_t line = 1; line < src->n_lines; line++)
		if (is_line(src, line, "---"))
			return line + 1;
	diag(ctx->diags, ((struct span){src, 0, 3}), MSG_DOC_FRONT_OPEN);
	return 0;
}

static void read_front(struct doc_ctx *ctx, uint32_t lines, struct doc *doc)
{
	struct val_part part = {.first_line = 2};
	struct val *front = NULL;

	if (lines >= 2) {
		part.text = ctx->src->text + ctx->src->lines[1];
		part.len = ctx->src->lines[lines - 1] - ctx->src->lines[1];
		front = val_parse(ctx->arena, ctx->diags, ctx->src, &part);
	}
	if (front && front->kind == VAL_NULL) {
		diag(ctx->diags, ((struct span){ctx->src, 0, 3}), MSG_DOC_FRONT_NEEDS, "the front matter", "title");
		front = NULL;
	}
	doc->unread = !front || !doc_front_read(ctx, front, doc);
}

/* So that nobody need ask whether a document that was told of has a title. */
static void fill_in(struct doc_ctx *ctx, struct doc *doc)
{
	if (!doc->title) {
		doc->title = arena_one(ctx->arena, struct doc_text);
		doc->title->pieces = arena_one(ctx->arena, struct doc_piece);
		doc->title->pieces[0] = (struct doc_piece){.kind = DOC_TEXT, .text = doc->id};
		doc->title->n = 1;
	}
	if (!doc->kind)
		doc->kind = "worksheet";
	if (!doc->audience)
		doc->audience = "family";
	if (!doc->privacy)
		doc->privacy = str_eq(doc->audience, "family") ? "ours" : "program";
}

struct doc *doc_parse(struct arena *arena, struct diags *diags, const struct source *source, const char *id)
{
	struct doc_ctx ctx = {.arena = arena, .diags = diags, .src = source, .smart = true, .repeat = ""};
	struct doc *doc;
	uint32_t lines;

	if (!source)
		return NULL;
	if (source->len > DOC_MAX_BYTES) {
		diag(diags, SPAN_NONE, MSG_FILE_SIZE, source->name, (size_t)DOC_MAX_BYTES);
		return NULL;
	}
	doc = arena_one(arena, struct doc);
	doc->id = id;
	doc->path = source->name;
	doc->source = source;
	doc->lead = true;
	lines = front_lines(&ctx);
	read_front(&ctx, lines, doc);
	fill_in(&ctx, doc);
	/* In a document that is printed once an item, two blanks of one id are one answer just the same. */
	doc->first = doc_tree(&ctx, lines);
	buf_free(&ctx.run);
	return doc;
}

struct doc *doc_load(struct arena *arena, struct diags *diags, const char *path)
{
	const struct source *source = source_load(arena, diags, path, DOC_MAX_BYTES);
	struct doc *doc = source ? doc_parse(arena, diags, source, file_stem(arena, path)) : NULL;

	if (doc)
		doc->path = arena_strdup(arena, path);
	return doc;
}
