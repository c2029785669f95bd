/* Decorations that span strips: drawn once a page fragment, as artifacts. Where a card goes on overleaf it is open on that side. */
#include "layout/int.h"

/* An outline without the side where it goes on overleaf: legs down (or up) from the side that is closed. */
static void open_stroke(struct layout *l, struct page_items *items, mpt x, mpt y, mpt w, mpt h, mpt line, mpt radius,
			struct page_color color, bool first, bool last)
{
	static const uint8_t ops[] = {PAGE_MOVE, PAGE_LINE, PAGE_CURVE, PAGE_LINE, PAGE_CURVE, PAGE_LINE};
	struct page_item *item;
	mpt in = line / 2, r = radius > in ? radius - in : 0, k = r - (mpt)((int64_t)r * 5523 / 10000), l0 = in, r0 = w - in;
	const mpt at[20] = {l0,	    h,	l0,	in + r, l0, in + k, l0 + k, in,	    l0 + r, in,
			    r0 - r, in, r0 - k, in,	r0, in + k, r0,	    in + r, r0,	    h};
	mpt *points;

	if (first && last) {
		layout_stroke(l, items, x, y, w, h, line, radius, color);
		return;
	}
	if (!first && !last) {
		layout_rule(l, items, x + in, y, 0, h, line, color);
		layout_rule(l, items, x + w - in, y, 0, h, line, color);
		return;
	}
	points = arena_many(l->arena, mpt, 20);
	for (size_t i = 0; i < 20; i += 2) {
		points[i] = at[i];
		points[i + 1] = first ? at[i + 1] : h - at[i + 1];
	}
	item = layout_item(l, items, PAGE_PATH, PAGE_ARTIFACT, x, y);
	item->w = w;
	item->h = h;
	item->color = color;
	item->as.path.line = line;
	item->as.path.path = (struct page_path){ops, sizeof ops, points, 10};
}

void layout_deco_draw(struct layout *l, const struct layout_deco *d, struct page_items *items, mpt x, mpt y, mpt h,
		      bool first, bool last)
{
	const struct style *style = l->style;
	mpt edge;

	if (d->beside)
		layout_deco_draw(l, d->beside, items, x - d->x + d->beside->x, y, h, first, last);
	switch (d->kind) {
	case LAYOUT_CARD:
		/* The strong start edge is a band under the outline's corner. */
		edge = style->card_edge;
		if (l->plain) {
			if (first)
				layout_rule(l, items, x, y, d->w, 0, style->hairline, d->edge);
			break;
		}
		open_stroke(l, items, x, y, d->w, h, style->hairline > PT(0.8) ? style->hairline : PT(0.8), style->card_radius,
			    style->hairline_color, first, last);
		layout_fill(l, items, x, y, edge, h, first && last ? edge / 2 : 0, d->edge);
		break;
	case LAYOUT_TIP:
		if (style->fills && d->has_fill)
			layout_fill(l, items, x, y, d->w, h, style->tip_radius, d->fill);
		else
			open_stroke(l, items, x, y, d->w, h, style->outline, style->tip_radius, d->edge, first, last);
		break;
	case LAYOUT_FRAME:
		open_stroke(l, items, x, y, d->w, h, PT(1.8), style->tip_radius, d->edge, first, last);
		break;
	case LAYOUT_CODE:
		open_stroke(l, items, x, y, d->w, h, style->hairline, PT(2), d->edge, first, last);
		break;
	case LAYOUT_GROUP:
	case LAYOUT_BLANK:
		break;
	}
}
