/* Fences: one whose first word is a block's name is read as YAML with its places in the Markdown file; one that nearly is,
 * is told; all else is code. A fence that nobody closed is told, for the rest of the document was taken for YAML. */
#include "doc/tree.h"

#include <string.h>

#include <cmark.h>

static struct doc_node *code_node(struct tree *tree, cmark_node *node, const char *code, const char *info)
{
	struct doc_node *made = doc_node_new(tree->ctx, DOC_CODE, tree_span(tree, node));

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

struct doc_node *tree_code(struct tree *tree, cmark_node *node)
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
	at = tree_span(tree, node);
	found = memmem(tree->map.text + (at.from - tree->map.at.from), at.to - at.from, word, strlen(word));
	if (found)
		at = doc_map_span(&tree->map, (size_t)(found - tree->map.text),
				  (size_t)(found - tree->map.text) + strlen(word));
	diag(tree->ctx->diags, at, MSG_DOC_FENCE_NEAR, word, near);
	return NULL;
}
