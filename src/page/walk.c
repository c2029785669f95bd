/* The structure tree's order, found once from the pages: a tag stands where an item of it is first met, and brings its
 * parents with it. Nothing is sorted and nothing is guessed, so reading order, content order and tree order cannot differ.
 */
#include "page/page.h"

static bool is_drawn(const struct page_item *item)
{
	return item->kind != PAGE_WIDGET && item->kind != PAGE_LINK && item->kind != PAGE_MARK;
}

static struct page_kid *add(struct arena *arena, struct page_kids *kids)
{
	return arena_push(arena, kids->kids, kids->n, kids->cap);
}

/* Hangs the tag under its parent, and that under its own, unless it has been met. `met` is set before climbing, so that a
 * circle ends. */
static void place(struct arena *arena, const struct page_set *set, struct page_kids *all, bool *met, page_tag_id tag)
{
	page_tag_id parent = set->tags[tag].parent;
	struct page_kid *kid;

	if (met[tag])
		return;
	met[tag] = true;
	if (tag == 0 || parent == tag || parent >= set->n_tags)
		return;
	place(arena, set, all, met, parent);
	kid = add(arena, &all[parent]);
	kid->is_tag = true;
	kid->tag = tag;
}

struct page_kids *page_walk(struct arena *arena, const struct page_set *set)
{
	struct page_kids *all = arena_many(arena, struct page_kids, set->n_tags + 1);
	bool *met = arena_many(arena, bool, set->n_tags + 1);

	for (uint32_t p = 0; p < set->n_pages; p++) {
		const struct page_items *body = &set->pages[p].body;
		struct page_kid *mark = NULL; /* the open one; its list does not grow while it is */
		page_tag_id open = PAGE_ARTIFACT;

		for (uint32_t i = 0; i < body->n; i++) {
			const struct page_item *item = &body->items[i];

			if (item->tag >= set->n_tags) {
				mark = NULL;
				continue;
			}
			if (item->tag != open) {
				place(arena, set, all, met, item->tag);
				mark = NULL;
				open = item->tag;
			}
			if (!is_drawn(item))
				continue;
			if (!mark) {
				mark = add(arena, &all[item->tag]);
				mark->page = p;
				mark->from = i;
			}
			mark->to = i + 1;
		}
	}
	return all;
}
