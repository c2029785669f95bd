/* Tabs that step down a folder's edge: as many positions as there are dividers, each with the part's title, on both sides of
 * its sheet. On tab stock the tab is cut already and only its words are printed; on other paper a line shows where to trim,
 * and the tab is what is left. */
#include "layout/int.h"

enum {
	INSET = 18000 /* printers leave a quarter inch white */,
	FREE = 36000 /* above the first tab and below the last */,
	MOST = 158400
};
enum { LEAST = 42000 /* of the margin that holds a tab: what no printer reaches, a line of words, and air before the text */ };

/* Small paper has narrow margins: a divider's text gives way to its tab. */
const struct style *layout_tab_style(struct layout *l)
{
	const struct style *from = l->job->upright->tabs ? l->job->upright->tabs : l->job->upright;
	struct style *style;

	if (from->paper.end >= LEAST)
		return from;
	if (!l->tab_style) {
		style = arena_one(l->arena, struct style);
		*style = *from;
		style->paper.end = LEAST + PT(6);
		style->paper.punched = true; /* the tab changes sides, and the wide margin with it */
		l->tab_style = style;
	}
	return l->tab_style;
}

static void dashed(struct layout *l, struct page_items *items, mpt x, mpt y, mpt w, mpt h)
{
	if (w <= 0 && h <= 0)
		return;
	layout_rule(l, items, x, y, w, h, l->style->hairline, l->style->outline_color);
	items->items[items->n - 1].as.shape.dash = PT(4);
}

/* Where to trim: straight down, but around the tab. `x` is the line's, `w` the tab's depth to the sheet's edge, from there
 * towards it. */
static void put_trim(struct layout *l, struct page *page, mpt x, mpt w, mpt y, mpt h, bool at_end)
{
	struct page_items *items = &page->furniture;
	mpt from = at_end ? x : x - w;

	dashed(l, items, x, INSET, 0, y - INSET);
	dashed(l, items, x, y + h, 0, page->h - INSET - y - h);
	dashed(l, items, from, y, w, 0);
	dashed(l, items, from, y + h, w, 0);
}

void layout_tab_draw(struct layout *l, struct page *page, bool at_end)
{
	const struct style *style = l->style;
	const struct style_paper *paper = &style->paper;
	const struct set_doc *doc = l->doc;
	const char *title = doc->section_title && *doc->section_title ? doc->section_title : doc->title_plain;
	mpt pitch = (page->h - 2 * FREE) / doc->tabs, h = pitch - PT(7), depth, x, y, size = style->text[STYLE_TAB].font.size;
	mpt rise = size * 72 / 100, band;
	struct layout_para *p;

	if (l->plain || paper->landscape || !title || paper->end < LEAST)
		return;
	h = h > MOST ? MOST : h;
	y = FREE + (mpt)(doc->tab - 1) * pitch + (pitch - h) / 2;
	depth = paper->tab ? paper->tab : paper->end - PT(8);
	if (depth > PT(45))
		depth = PT(45);
	x = at_end ? page->w - depth : depth;
	if (!paper->tab)
		put_trim(l, page, x, depth - INSET, y, h, at_end);
	/* A band in the part's colour where the tab meets the sheet, and the words between it and what no printer reaches. */
	band = PT(4);
	layout_fill(l, &page->furniture, at_end ? x : x - band, y + PT(1), band, h - PT(2), 0, l->section->strong);
	p = layout_para_plain(l, style->text[STYLE_TAB].upper ? layout_upper(l->arena, title) : title, STYLE_TAB,
			      PAGE_ARTIFACT, NULL, SPAN_NONE);
	layout_para_break(l, p, h - PT(6), LAYOUT_BALANCED);
	for (size_t k = 0; k < p->n; k++) {
		const struct layout_line *line = &p->lines[k];
		mpt room = depth - band - INSET, lines = (mpt)p->n * rise + (mpt)(p->n - 1) * PT(2), start;

		/* Letters run down; the first line is the one at the right. */
		start = (at_end ? x + band : INSET) + (room - lines) / 2 + (mpt)(p->n - 1 - k) * (rise + PT(2));
		for (size_t i = 0; i < line->set.n; i++) {
			const struct font_run *run = &line->set.runs[i];
			struct page_item *item;

			if (run->object || run->n == 0)
				continue;
			item = layout_item(l, &page->furniture, PAGE_GLYPHS, PAGE_ARTIFACT, start, y + (h - line->w) / 2 + run->x);
			item->w = rise;
			item->turned = true;
			item->color = l->section->strong;
			item->as.run = run;
		}
	}
}
