/* Puts a page's body into the tree's order. Cards that stand side by side are set row by row, so that their rows are level, but each is
 * read to its end before the next: what is drawn follows what is read, and so do the widgets.
 *
 * An artifact stays before the item that it was drawn for, which is the next one that has a tag: a fill lies under its text. */
#include "page/page.h"

#include <string.h>

/* The tags' places in the tree, depth first. */
static void rank(const struct page_kids *all, page_tag_id tag, uint32_t *ranks, uint32_t *next)
{
	ranks[tag] = (*next)++;
	for (size_t i = 0; i < all[tag].n; i++)
		if (all[tag].kids[i].is_tag)
			rank(all, all[tag].kids[i].tag, ranks, next);
}

/* Each item's rank into `keys`; true where they do not rise. */
static bool disordered(const struct page_set *set, const struct page_items *body, const uint32_t *ranks, uint32_t *keys)
{
	bool found = false;
	uint32_t after = UINT32_MAX;

	for (size_t i = body->n; i-- > 0;) {
		if (body->items[i].tag < set->n_tags) {
			found |= after != UINT32_MAX && ranks[body->items[i].tag] > after;
			after = ranks[body->items[i].tag];
		}
		keys[i] = after;
	}
	return found;
}

/* Merge sort: neighbours of one rank keep their order. */
static void sort(uint32_t *order, const uint32_t *keys, size_t n, uint32_t *spare)
{
	size_t half = n / 2, i = 0, j = half, k = 0;

	if (n < 2)
		return;
	sort(order, keys, half, spare);
	sort(order + half, keys, n - half, spare);
	while (i < half || j < n)
		spare[k++] = j >= n || (i < half && keys[order[i]] <= keys[order[j]]) ? order[i++] : order[j++];
	memcpy(order, spare, n * sizeof *order);
}

void page_order(struct arena *arena, struct page_set *set)
{
	struct page_kids *all = page_walk(arena, set);
	uint32_t *ranks = arena_many(arena, uint32_t, set->n_tags + 1), next = 0;

	if (set->n_tags == 0)
		return;
	rank(all, 0, ranks, &next);
	for (size_t p = 0; p < set->n_pages; p++) {
		struct page_items *body = &set->pages[p].body;
		uint32_t *keys = arena_many(arena, uint32_t, body->n), *order, *spare;
		struct page_item *items;

		if (!disordered(set, body, ranks, keys))
			continue;
		order = arena_many(arena, uint32_t, body->n);
		spare = arena_many(arena, uint32_t, body->n);
		items = arena_many(arena, struct page_item, body->n);
		for (uint32_t i = 0; i < body->n; i++)
			order[i] = i;
		sort(order, keys, body->n, spare);
		for (size_t i = 0; i < body->n; i++)
			items[i] = body->items[order[i]];
		body->items = items;
		body->cap = body->n;
	}
}
