/* The vertical list: strips with the space and the break cost before each. Building it decides nothing about pages; it only says
 * what may be parted, at what cost, and what has to be kept in one piece. */
#include "layout/int.h"

void layout_vspace(struct layout_vlist *v, mpt space)
{
	if (space > v->space)
		v->space = space;
}

void layout_vcost(struct layout_vlist *v, int cost)
{
	if (cost > v->cost)
		v->cost = cost;
}

static struct layout_vitem *push(struct layout_vlist *v, enum layout_vkind kind, mpt h)
{
	struct layout_vitem *item = arena_push(v->arena, v->items, v->n, v->cap);

	item->kind = kind;
	item->h = h;
	if (kind == LAYOUT_CLOSE) {
		/* The last child's space below falls to the decoration's own inner space. */
		item->cost = LAYOUT_COST_NEVER;
	} else {
		/* A decoration's own inner space is enough above its first child. */
		item->space = v->n > 1 && item[-1].kind == LAYOUT_OPEN && item[-1].h > 0 ? 0 : v->space;
		item->cost = v->cost;
	}
	v->space = 0;
	v->cost = 0;
	return item;
}

void layout_vadd(struct layout_vlist *v, const struct layout_strip *strip)
{
	push(v, LAYOUT_STRIP, strip->h)->strip = strip;
}

struct layout_strip *layout_vstrip(struct layout_vlist *v, mpt h)
{
	struct layout_strip *strip = arena_one(v->arena, struct layout_strip);

	strip->h = h;
	layout_vadd(v, strip);
	return strip;
}

void layout_vopen(struct layout_vlist *v, const struct layout_deco *deco)
{
	struct layout_vitem *item;

	/* Deeper than anyone reads, a frame more says nothing. */
	if (v->depth++ >= LAYOUT_DEPTH)
		return;
	item = push(v, LAYOUT_OPEN, deco->top);
	item->deco = deco;
	v->open[v->depth - 1] = v->n - 1;
	v->cost = LAYOUT_COST_NEVER;
}

void layout_vclose(struct layout_vlist *v)
{
	const struct layout_deco *deco;
	struct layout_vitem *item;
	size_t open;

	if (--v->depth >= LAYOUT_DEPTH)
		return;
	open = v->open[v->depth];
	deco = v->items[open].deco;
	item = push(v, LAYOUT_CLOSE, deco->bottom);
	item->deco = deco;
	item->match = open;
	v->items[open].match = v->n - 1;
}

size_t layout_vkeep_begin(struct layout_vlist *v)
{
	return v->n;
}

void layout_vkeep_end(struct layout_vlist *v, size_t from, int cost)
{
	struct layout_range *r;

	if (v->n - from < 2)
		return;
	r = arena_push(v->arena, v->keeps, v->n_keeps, v->cap_keeps);
	r->from = from;
	r->to = v->n;
	r->cost = cost;
}

mpt layout_vheight(const struct layout_vlist *v)
{
	mpt h = 0;

	for (size_t i = 0; i < v->n; i++)
		h += v->items[i].h + (i ? v->items[i].space : 0);
	return h;
}

void layout_vjoin(struct layout_vlist *to, const struct layout_vlist *from)
{
	size_t base = to->n;

	for (size_t i = 0; i < from->n; i++) {
		struct layout_vitem *item = arena_push(to->arena, to->items, to->n, to->cap);

		*item = from->items[i];
		item->match += base;
		if (i == 0) {
			item->space = item->space > to->space ? item->space : to->space;
			item->cost = item->cost > to->cost ? item->cost : to->cost;
		}
	}
	for (size_t i = 0; i < from->n_keeps; i++) {
		struct layout_range *r = arena_push(to->arena, to->keeps, to->n_keeps, to->cap_keeps);

		r->from = from->keeps[i].from + base;
		r->to = from->keeps[i].to + base;
		r->cost = from->keeps[i].cost;
	}
	if (from->n) {
		to->space = 0;
		to->cost = 0;
	}
	layout_vspace(to, from->space);
	layout_vcost(to, from->cost);
}

struct layout_flow layout_flow_new(const struct layout_flow *f, mpt x, mpt w)
{
	struct layout_flow part = *f;

	part.v = arena_one(f->l->arena, struct layout_vlist);
	part.v->arena = f->l->arena;
	part.x = x;
	part.w = w;
	return part;
}

mpt layout_flatten(struct layout *l, const struct layout_vlist *v, struct page_items *items, mpt x, mpt y, int *blanks)
{
	mpt *tops = arena_many(l->arena, mpt, v->n + 1);
	mpt h = 0;

	for (size_t i = 0; i < v->n; i++) {
		h += i ? v->items[i].space : 0;
		tops[i] = h;
		h += v->items[i].h;
	}
	for (size_t i = 0; i < v->n; i++) {
		const struct layout_vitem *item = &v->items[i];

		if (item->kind == LAYOUT_OPEN && item->deco) {
			const struct layout_vitem *close = &v->items[item->match];

			layout_deco_draw(l, item->deco, items, x + item->deco->x, y + tops[i],
					 tops[item->match] + close->h - tops[i], true, true);
		} else if (item->kind == LAYOUT_STRIP) {
			if (item->strip->area)
				layout_area_draw(l, item->strip->area, &((struct layout_strip *)item->strip)->items, item->strip->h);
			layout_items_join(l, items, &item->strip->items, x, y + tops[i], false);
			if (blanks)
				*blanks += item->strip->blanks;
		}
	}
	return h;
}
