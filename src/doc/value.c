/* Texts that are values of YAML (labels, titles, the words of an option): one paragraph of inline Markdown each, with its
 * place in the file. What would be a block of its own, a list, a heading, is told and left out. */
#include "doc/int.h"

#include <string.h>

#include <cmark.h>

/* Most labels are plain words: no mark of Markdown, nothing that smart punctuation changes, no sign that could open a block.
 */
static bool is_plain(const char *s, size_t n)
{
	unsigned char first = (unsigned char)*s;

	if (!n || !((first | 32) >= 'a' && (first | 32) <= 'z'))
		return false;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (strchr("\\`*_{}[]<>&!\"'\n\r\t", c) || c == 0xC2 || (c == '-' && i + 1 < n && s[i + 1] == '-') ||
		    (c == '.' && i + 2 < n && s[i + 1] == '.' && s[i + 2] == '.') ||
		    (c == ' ' && (i + 1 == n || s[i + 1] == ' ')))
			return false;
	}
	return true;
}

static const char *block_name(cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE: return "a quotation (>)";
	case CMARK_NODE_LIST: return "a list";
	case CMARK_NODE_CODE_BLOCK: return "code";
	case CMARK_NODE_HEADING: return "a heading (#)";
	case CMARK_NODE_THEMATIC_BREAK: return "a line across (---)";
	case CMARK_NODE_HTML_BLOCK: return "HTML";
	default: return "several paragraphs";
	}
}

static struct doc_text *parse_value(struct doc_ctx *ctx, const struct val *v, struct span at, bool exact)
{
	struct doc_map map = {.len = strlen(v->text), .at = at, .exact = exact};
	uint32_t *lines = NULL;
	size_t n = 0, cap = 0;
	struct doc_text *text;
	cmark_node *root, *leaf;

	map.text = doc_prepare(ctx, v->text, map.len, at, exact);
	*arena_push(ctx->arena, lines, n, cap) = 0;
	for (size_t i = 0; i < map.len; i++)
		if (v->text[i] == '\n')
			*arena_push(ctx->arena, lines, n, cap) = (uint32_t)i + 1;
	map.lines = lines;
	map.n_lines = (uint32_t)n;
	root = cmark_parse_document(map.text, map.len, ctx->smart ? CMARK_OPT_SMART : CMARK_OPT_DEFAULT);
	leaf = cmark_node_first_child(root);
	if (leaf && (cmark_node_get_type(leaf) != CMARK_NODE_PARAGRAPH || cmark_node_next(leaf))) {
		if (cmark_node_get_type(leaf) == CMARK_NODE_PARAGRAPH &&
		    cmark_node_get_type(cmark_node_next(leaf)) != CMARK_NODE_PARAGRAPH)
			leaf = cmark_node_next(leaf);
		diag(ctx->diags, at, MSG_DOC_TEXT_BLOCK, block_name(leaf));
		leaf = NULL;
	}
	if (leaf) {
		text = doc_text_inlines(ctx, leaf, &map);
		text->at = at;
	} else {
		text = arena_one(ctx->arena, struct doc_text);
		text->at = at;
	}
	cmark_node_free(root);
	return text;
}

struct doc_text *doc_text_value(struct doc_ctx *ctx, const struct val *v)
{
	struct doc_text *text;
	struct span at;
	size_t n;
	bool exact;

	if (!v || v->kind == VAL_NULL)
		return NULL;
	if (v->kind != VAL_TEXT) {
		diag(ctx->diags, v->at, MSG_DOC_TEXT_WANTED);
		return NULL;
	}
	at = doc_inside(v);
	n = strlen(v->text);
	exact = at.src && at.to - at.from == n && memcmp(at.src->text + at.from, v->text, n) == 0;
	if (!is_plain(v->text, n))
		return parse_value(ctx, v, at, exact);
	text = arena_one(ctx->arena, struct doc_text);
	text->at = at;
	text->n = 1;
	text->pieces = arena_one(ctx->arena, struct doc_piece);
	text->pieces[0] = (struct doc_piece){.kind = DOC_TEXT, .text = v->text, .at = at};
	return text;
}

struct doc_text *doc_text_at(struct doc_ctx *ctx, const struct val *map, const char *key)
{
	return doc_text_value(ctx, val_lookup(map, key));
}

/* Of two passages that exclude each other ("x" and "not x") only the first is said where there is no record to choose. */
static bool other_way(const struct doc_text *text, size_t i)
{
	const char *when = text->pieces[i].when;

	for (size_t k = 0; when && k < i; k++) {
		const char *before = text->pieces[k].when;

		if (before && ((str_starts(when, "not ") && str_eq(when + 4, before)) ||
			       (str_starts(before, "not ") && str_eq(before + 4, when))))
			return true;
	}
	return false;
}

const char *doc_text_plain(struct arena *arena, const struct doc_text *text)
{
	struct buf out = {0};
	const char *plain;

	for (size_t i = 0; text && i < text->n; i++) {
		const struct doc_piece *piece = &text->pieces[i];

		if (other_way(text, i))
			continue;
		if (piece->kind == DOC_BREAK)
			buf_addc(&out, ' ');
		else if (piece->kind == DOC_PLACE)
			buf_addf(&out, "{{%s}}", piece->text);
		else
			buf_adds(&out, piece->text);
	}
	plain = out.len ? buf_text(&out, arena) : "";
	buf_free(&out);
	return plain;
}
