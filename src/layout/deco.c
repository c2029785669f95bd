/* Decorations that span strips: drawn once a page fragment, as artifacts. Where a card goes on overleaf it is open on that side. */
#include "layout/int.h"

void layout_deco_draw(struct layout *l, const struct layout_deco *d, struct page_items *items, mpt x, mpt y, mpt h, bool first, bool last)
{
	const struct style *style = l->style;
	mpt edge;

	(void)first;
	(void)last;
	switch (d->kind) {
	case LAYOUT_CARD:
		/* The strong start edge is a band under the outline's corner. */
		edge = style->card_edge;
		if (l->plain) {
			layout_rule(l, items, x, y, d->w, 0, style->hairline, d->edge);
			break;
		}
		layout_stroke(l, items, x, y, d->w, h, style->hairline > PT(0.8) ? style->hairline : PT(0.8), style->card_radius,
			      style->hairline_color);
		layout_fill(l, items, x, y, edge, h, edge / 2, d->edge);
		break;
	case LAYOUT_TIP:
		if (style->fills && d->has_fill)
			layout_fill(l, items, x, y, d->w, h, style->tip_radius, d->fill);
		else
			layout_stroke(l, items, x, y, d->w, h, style->outline, style->tip_radius, d->edge);
		break;
	case LAYOUT_FRAME:
		layout_stroke(l, items, x, y, d->w, h, PT(2), style->tip_radius, d->edge);
		break;
	case LAYOUT_CODE:
		layout_stroke(l, items, x, y, d->w, h, style->hairline, PT(2), d->edge);
		break;
	case LAYOUT_GROUP:
	case LAYOUT_BLANK:
		break;
	}
}
