/* Shapes: rectangles, rules, rings and check marks as page items, always artifacts; and items moved, joined and turned over. */
#include "layout/int.h"

#include <string.h>

struct page_item *layout_item(struct layout *l, struct page_items *items, enum page_item_kind kind, page_tag_id tag, mpt x, mpt y)
{
	struct page_item *item = arena_push(l->arena, items->items, items->n, items->cap);

	item->kind = kind;
	item->tag = tag;
	item->x = x;
	item->y = y;
	return item;
}

void layout_fill(struct layout *l, struct page_items *items, mpt x, mpt y, mpt w, mpt h, mpt radius, struct page_color color)
{
	struct page_item *item;

	if (w <= 0 || h <= 0)
		return;
	item = layout_item(l, items, PAGE_FILL, PAGE_ARTIFACT, x, y);
	item->w = w;
	item->h = h;
	item->color = color;
	item->as.shape.radius = radius;
}

void layout_stroke(struct layout *l, struct page_items *items, mpt x, mpt y, mpt w, mpt h, mpt line, mpt radius,
		   struct page_color color)
{
	struct page_item *item = layout_item(l, items, PAGE_STROKE, PAGE_ARTIFACT, x, y);

	item->w = w;
	item->h = h;
	item->color = color;
	item->as.shape.line = line;
	item->as.shape.radius = radius;
}

void layout_rule(struct layout *l, struct page_items *items, mpt x, mpt y, mpt w, mpt h, mpt line, struct page_color color)
{
	struct page_item *item = layout_item(l, items, PAGE_RULE, PAGE_ARTIFACT, x, y);

	item->w = w;
	item->h = h;
	item->color = color;
	item->as.shape.line = line;
}

void layout_ellipse(struct layout *l, struct page_items *items, mpt x, mpt y, mpt w, mpt h, mpt line, struct page_color color)
{
	static const uint8_t ops[] = {PAGE_MOVE, PAGE_CURVE, PAGE_CURVE, PAGE_CURVE, PAGE_CURVE, PAGE_CLOSE};
	struct page_item *item = layout_item(l, items, PAGE_PATH, PAGE_ARTIFACT, x, y);
	mpt *p = arena_many(l->arena, mpt, 26);
	/* A ring is drawn inside its rectangle, like a stroked one. */
	mpt in = line / 2, rx = w / 2 - in, ry = h / 2 - in, cx = w / 2, cy = h / 2;
	mpt kx = (mpt)((int64_t)rx * 5523 / 10000), ky = (mpt)((int64_t)ry * 5523 / 10000);
	const mpt at[26] = {cx + rx, cy,      cx + rx, cy + ky, cx + kx, cy + ry, cx,	   cy + ry, cx - kx,
			    cy + ry, cx - rx, cy + ky, cx - rx, cy,	 cx - rx, cy - ky, cx - kx, cy - ry,
			    cx,	     cy - ry, cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy};

	memcpy(p, at, sizeof at);
	item->w = w;
	item->h = h;
	item->color = color;
	item->as.path.line = line;
	item->as.path.path = (struct page_path){ops, sizeof ops, p, 13};
}

void layout_check(struct layout *l, struct page_items *items, page_tag_id tag, mpt x, mpt y, mpt side, struct page_color color)
{
	static const uint8_t ops[] = {PAGE_MOVE, PAGE_LINE, PAGE_LINE};
	struct page_item *item = layout_item(l, items, PAGE_PATH, tag, x, y);
	mpt *p = arena_many(l->arena, mpt, 6);

	p[0] = side * 20 / 100;
	p[1] = side * 53 / 100;
	p[2] = side * 42 / 100;
	p[3] = side * 76 / 100;
	p[4] = side * 82 / 100;
	p[5] = side * 22 / 100;
	item->w = side;
	item->h = side;
	item->color = color;
	item->as.path.line = side * 17 / 100;
	item->as.path.path = (struct page_path){ops, sizeof ops, p, 3};
}

void layout_items_join(struct layout *l, struct page_items *to, const struct page_items *from, mpt dx, mpt dy, bool artifact)
{
	if (from->n == 0)
		return;
	if (to->n + from->n > to->cap) {
		size_t cap = to->cap * 2 > to->n + from->n ? to->cap * 2 : to->n + from->n;
		struct page_item *items = arena_many(l->arena, struct page_item, cap);

		if (to->n)
			memcpy(items, to->items, to->n * sizeof *items);
		to->items = items;
		to->cap = cap;
	}
	for (size_t i = 0; i < from->n; i++) {
		struct page_item *item = &to->items[to->n];

		*item = from->items[i];
		item->x += dx;
		item->y += dy;
		if (artifact) {
			if ((int)item->kind >= PAGE_WIDGET)
				continue;
			item->tag = PAGE_ARTIFACT;
		}
		to->n++;
	}
}

void layout_mirror(struct page_items *items, mpt width)
{
	for (size_t i = 0; i < items->n; i++)
		items->items[i].x = width - items->items[i].x - items->items[i].w;
}
