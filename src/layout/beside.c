/* Lists side by side. Cards of one make go on row by row: what stands at one place in each becomes one band, so that their
 * rows are level and a page may break between them. What is not alike becomes a single band, or, where no page holds that,
 * is read one after another. */
#include "layout/int.h"

static bool alike(const struct layout_flow *parts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (parts[i].v->n != parts[0].v->n || parts[i].v->n == 0 || parts[i].v->depth != 0)
			return false;
		for (size_t k = 0; k < parts[i].v->n; k++) {
			const struct layout_vitem *item = &parts[i].v->items[k];

			if (item->kind != parts[0].v->items[k].kind || (item->strip && item->strip->area) ||
			    item->cost >= LAYOUT_COST_FORCE ||
			    (item->deco && (item->deco->kind == LAYOUT_BLANK || item->deco->head)))
				return false;
		}
	}
	return true;
}

static void join_item(struct layout *l, struct layout_vitem *to, const struct layout_vitem *from)
{
	to->h = from->h > to->h ? from->h : to->h;
	to->space = from->space > to->space ? from->space : to->space;
	to->cost = from->cost > to->cost ? from->cost : to->cost;
	if (from->kind == LAYOUT_OPEN) {
		struct layout_deco *deco = (struct layout_deco *)(uintptr_t)to->deco;
		struct layout_deco *more = arena_one(l->arena, struct layout_deco);

		*more = *from->deco;
		more->beside = deco->beside;
		deco->beside = more;
	} else if (from->kind == LAYOUT_STRIP) {
		struct layout_strip *strip = (struct layout_strip *)(uintptr_t)to->strip;

		strip->h = to->h;
		strip->blanks += from->strip->blanks;
		layout_items_join(l, &strip->items, &from->strip->items, 0, 0, false);
	}
}

bool layout_zip(struct layout_flow *f, struct layout_flow *parts, size_t n)
{
	struct layout_vlist *first = parts[0].v;

	if (!alike(parts, n))
		return false;
	for (size_t k = 0; k < first->n; k++)
		for (size_t i = 1; i < n; i++)
			join_item(f->l, &first->items[k], &parts[i].v->items[k]);
	layout_vjoin(f->v, first);
	return true;
}

void layout_beside(struct layout_flow *f, struct layout_flow *parts, size_t n)
{
	struct layout *l = f->l;
	struct layout_strip *strip;
	mpt tallest = 0;
	bool paged = false;

	for (size_t i = 0; i < n; i++) {
		mpt h = layout_vheight(parts[i].v);

		tallest = h > tallest ? h : tallest;
		for (size_t k = 0; k < parts[i].v->n; k++)
			paged = paged || parts[i].v->items[k].cost >= LAYOUT_COST_FORCE ||
				(parts[i].v->items[k].deco && parts[i].v->items[k].deco->kind == LAYOUT_BLANK);
	}
	if (tallest > l->height * 9 / 10 || paged) {
		/* Too tall to be one band: read one after another, each in its own column's width and free to break. */
		for (size_t i = 0; i < n; i++) {
			layout_vjoin(f->v, parts[i].v);
			layout_vspace(f->v, l->style->row_gap);
		}
		return;
	}
	strip = layout_vstrip(f->v, tallest);
	for (size_t i = 0; i < n; i++)
		layout_flatten(l, parts[i].v, &strip->items, 0, 0, &strip->blanks);
}
