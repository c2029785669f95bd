/* Puts a page's body into the tree's order. Cards that stand side by side are set row by row, so that their rows are level,
 * but each is read to its end before the next: what is drawn follows what is read, and so do the widgets.
 *
 * An artifact stays before the item that it was drawn for, which is the next one that has a tag: a fill lies under its text.
 */
#include "page/page.h"

#include <string.h>

/* What has a place in the tree, counted as a reader meets it. Text goes on behind a blank in its sentence, so a tag's marks are
 * counted one by one, each in its turn among the tags within. */
struct places {
	const struct page_kids *all;
	uint32_t *tags;   /* by tag */
	uint32_t **items; /* by page and item; of drawn items that have a tag */
	uint32_t next;
};

static void count(struct places *places, page_tag_id tag)
{
	const struct page_kids *kids = &places->all[tag];

	places->tags[tag] = places->next++;
	for (size_t i = 0; i < kids->n; i++) {
		const struct page_kid *kid = &kids->kids[i];

		if (kid->is_tag) {
			count(places, kid->tag);
			continue;
		}
		for (uint32_t k = kid->from; k < kid->to; k++)
			places->items[kid->page][k] = places->next;
		places->next++;
	}
}

/* Each item's place into `keys`, which holds those of drawn items already; true where they do not rise. */
static bool disordered(const struct page_set *set, const struct page_items *body, const struct places *places, uint32_t *keys)
{
	bool found = false;
	uint32_t after = UINT32_MAX;

	for (size_t i = body->n; i-- > 0;) {
		const struct page_item *item = &body->items[i];

		if (item->tag < set->n_tags) {
			if (item->kind == PAGE_WIDGET || item->kind == PAGE_LINK || item->kind == PAGE_MARK)
				keys[i] = places->tags[item->tag];
			found |= after != UINT32_MAX && keys[i] > after;
			after = keys[i];
		} else {
			keys[i] = after;
		}
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
	struct places places = {.all = page_walk(arena, set)};

	if (set->n_tags == 0)
		return;
	places.tags = arena_many(arena, uint32_t, set->n_tags);
	places.items = arena_many(arena, uint32_t *, set->n_pages + 1);
	for (size_t p = 0; p < set->n_pages; p++)
		places.items[p] = arena_many(arena, uint32_t, set->pages[p].body.n + 1);
	count(&places, 0);
	for (size_t p = 0; p < set->n_pages; p++) {
		struct page_items *body = &set->pages[p].body;
		uint32_t *order, *spare;
		struct page_item *items;

		if (!disordered(set, body, &places, places.items[p]))
			continue;
		order = arena_many(arena, uint32_t, body->n);
		spare = arena_many(arena, uint32_t, body->n);
		items = arena_many(arena, struct page_item, body->n);
		for (uint32_t i = 0; i < body->n; i++)
			order[i] = i;
		sort(order, places.items[p], body->n, spare);
		for (size_t i = 0; i < body->n; i++)
			items[i] = body->items[order[i]];
		body->items = items;
		body->cap = body->n;
	}
}
