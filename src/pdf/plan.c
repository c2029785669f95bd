/* The plan of the file: which object is what, before any of them is written, since they name each other. Pages first, then
 * the tags in the tree's order, and the annotations in reading order; the marks of each page are numbered from 0 in the
 * order in which its content draws them. A widget or link without an item in a body is on no page and is left out. */
#include "pdf/int.h"

static void plan_pages(struct pdf_writer *w)
{
	w->pages = arena_many(w->arena, unsigned, w->set->n_pages);
	for (size_t p = 0; p < w->set->n_pages; p++)
		w->pages[p] = pdf_file_page(w->file);
}

/* The tag and all below it. */
static void plan_tag(struct pdf_writer *w, page_tag_id tag)
{
	const struct page_kids *kids = &w->kids[tag];

	w->tags[tag] = pdf_file_object(w->file);
	for (size_t i = 0; i < kids->n; i++) {
		const struct page_kid *kid = &kids->kids[i];

		if (kid->is_tag)
			plan_tag(w, kid->tag);
		else
			w->marks[kid->page][kid->from] = 1; /* to be numbered */
	}
}

static void plan_marks(struct pdf_writer *w)
{
	for (size_t p = 0; p < w->set->n_pages; p++) {
		const struct page_items *body = &w->set->pages[p].body;

		w->mark_tags[p] = arena_many(w->arena, page_tag_id, body->n);
		for (size_t i = 0; i < body->n; i++)
			if (w->marks[p][i]) {
				w->mark_tags[p][w->n_marks[p]] = body->items[i].tag;
				w->marks[p][i] = ++w->n_marks[p];
			}
	}
}

static void plan_annot(struct pdf_writer *w, size_t *cap, uint32_t *last, const struct page_item *item, uint32_t page)
{
	uint32_t at = (uint32_t)w->n_annots;
	struct pdf_annot *a;

	if (item->tag >= w->set->n_tags || (item->kind == PAGE_WIDGET && w->widget_annots[item->as.widget] != UINT32_MAX))
		return;
	a = arena_push(w->arena, w->annots, w->n_annots, *cap);
	a->id = pdf_file_object(w->file);
	a->page = page;
	a->tag = item->tag;
	a->next = UINT32_MAX;
	a->link = item->kind == PAGE_LINK;
	a->index = a->link ? item->as.link : item->as.widget;
	if (!a->link)
		w->widget_annots[a->index] = at;
	if (w->tag_annots[a->tag] == UINT32_MAX)
		w->tag_annots[a->tag] = at;
	else
		w->annots[last[a->tag]].next = at;
	last[a->tag] = at;
}

static void plan_annots(struct pdf_writer *w)
{
	uint32_t *last = arena_many(w->arena, uint32_t, w->set->n_tags);
	size_t cap = 0;

	w->tag_annots = arena_many(w->arena, uint32_t, w->set->n_tags);
	for (size_t i = 0; i < w->set->n_tags; i++)
		w->tag_annots[i] = UINT32_MAX;
	w->widget_annots = arena_many(w->arena, uint32_t, w->set->n_widgets);
	for (size_t i = 0; i < w->set->n_widgets; i++)
		w->widget_annots[i] = UINT32_MAX;
	for (uint32_t p = 0; p < w->set->n_pages; p++) {
		const struct page_items *body = &w->set->pages[p].body;

		for (size_t i = 0; i < body->n; i++)
			if (body->items[i].kind == PAGE_WIDGET || body->items[i].kind == PAGE_LINK)
				plan_annot(w, &cap, last, &body->items[i], p);
	}
}

void pdf_plan(struct pdf_writer *w)
{
	size_t n = w->set->n_pages;

	plan_pages(w);
	w->kids = page_walk(w->arena, w->set);
	w->tags = arena_many(w->arena, unsigned, w->set->n_tags);
	w->marks = arena_many(w->arena, uint32_t *, n);
	w->n_marks = arena_many(w->arena, uint32_t, n);
	w->mark_tags = arena_many(w->arena, page_tag_id *, n);
	for (size_t p = 0; p < n; p++)
		w->marks[p] = arena_many(w->arena, uint32_t, w->set->pages[p].body.n);
	if (!w->set->singles)
		plan_tag(w, 0);
	plan_marks(w);
	plan_annots(w);
}
