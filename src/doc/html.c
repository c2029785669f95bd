/* The comments of an HTML block and where they stand in the source. cmark says neither where a block of one line ends nor
 * where the parts of one stand: line by line it took off the container's prefix. So they are looked for. */
#include "doc/tree.h"

#include <string.h>

#include <cmark.h>

struct span tree_span(const struct tree *tree, cmark_node *node)
{
	size_t from = doc_map_offset(&tree->map, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
	size_t to = doc_map_offset(&tree->map, cmark_node_get_end_line(node), cmark_node_get_end_column(node) + 1);

	return doc_map_span(&tree->map, from, to);
}

struct span tree_comment_span(const struct tree *tree, struct span block, const char *text, size_t n, size_t *cursor,
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

struct span tree_html_span(const struct tree *tree, cmark_node *node)
{
	size_t from = doc_map_offset(&tree->map, cmark_node_get_start_line(node), cmark_node_get_start_column(node)), to;

	to = doc_map_offset(&tree->map, cmark_node_get_start_line(node) + 1, 1);
	while (to > from && strchr(" \t\r\n", tree->map.text[to - 1]))
		to--;
	return doc_map_span(&tree->map, from, to);
}

struct span tree_html_lines(const struct tree *tree, cmark_node *node)
{
	size_t from = doc_map_offset(&tree->map, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
	const char *literal = cmark_node_get_literal(node);
	int lines = 1;

	for (; literal && *literal; literal++)
		lines += *literal == '\n';
	return doc_map_span(&tree->map, from, doc_map_offset(&tree->map, cmark_node_get_start_line(node) + lines, 1));
}

bool tree_next_comment(const char **rest, const char **text, size_t *n)
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
