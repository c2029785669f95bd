/* The two pages that stand for a part of the file: the cover, with stones to step on and a sun, and the divider of a
 * section, with its stone, its number and a tab at the outer edge. */
#include "layout/int.h"

#include <stdlib.h>

static void skip(struct layout_flow *f, mpt h)
{
	layout_vstrip(f->v, h);
	layout_vcost(f->v, LAYOUT_COST_NEVER);
}

static void put_title(struct layout_flow *f, enum style_role role, mpt below)
{
	struct layout *l = f->l;
	const struct set_doc *doc = l->doc;
	page_tag_id tag;
	struct layout_para *p;

	if (layout_text_empty(doc->title))
		return;
	tag = layout_tag_heading(l, 1, f->tag);
	p = layout_para_text(f, doc->title, role, tag);
	/* A title of two words stands in two lines where it is large. */
	layout_para_break(l, p, role == STYLE_COVER_TITLE ? f->w * 3 / 4 : f->w, LAYOUT_BALANCED);
	if (p->n == 1 && p->w > f->w * 5 / 8)
		layout_para_break(l, p, f->w * 5 / 8, LAYOUT_BALANCED);
	for (size_t i = 0; i < p->n; i++) {
		struct layout_strip *strip;

		if (i > 0)
			layout_vcost(f->v, LAYOUT_COST_NEVER);
		strip = layout_vstrip(f->v, p->lines[i].h);
		layout_line_put(l, p, i, &strip->items, f->x, 0, tag);
	}
	layout_vspace(f->v, below);
	layout_vcost(f->v, LAYOUT_COST_NEVER);
}

static struct page_color accent(const struct layout *l)
{
	const struct style *style = l->style;

	return l->section == &style->sections[1] ? style->sections[0].strong : style->sections[1].strong;
}

void layout_cover(struct layout_flow *f)
{
	struct layout *l = f->l;
	const struct set_doc *doc = l->doc;
	struct layout_strip *strip;

	skip(f, l->plain ? PT(30) : l->style->paper.h * 8 / 100);
	put_title(f, STYLE_COVER_TITLE, PT(12));
	strip = layout_vstrip(f->v, PT(5));
	layout_fill(l, &strip->items, f->x + PT(1), 0, PT(64), PT(5), 0, accent(l));
	layout_vspace(f->v, PT(14));
	if (!layout_text_empty(doc->lead)) {
		layout_vcost(f->v, LAYOUT_COST_NEVER);
		layout_para_flow(f, doc->lead, STYLE_COVER_LINE, layout_tag(l, PAGE_ROLE_P, f->tag), LAYOUT_BALANCED);
	}
	layout_vspace(f->v, l->plain ? PT(24) : l->style->paper.h * 6 / 100);
}

void layout_cover_motif(struct layout *l, struct page *page, mpt top)
{
	static const struct {
		int x, y, rx, ry;
	} stones[4] = {{140, 690, 70, 21}, {276, 646, 57, 17}, {390, 602, 46, 14}, {482, 564, 36, 11}};
	const struct style *style = l->style;
	/* Drawn for a page of 612 by 792; smaller where the paper is, and where words need the room. */
	int64_t across = page->w, room = (int64_t)page->h - top - PT(24) - (int64_t)50 * page->w / 612, scale;
	mpt foot = page->h - (mpt)(across * 50 / 612);

	scale = across < room * 612 / 280 ? across : room * 612 / 280;
	if (scale < across / 4)
		return;
	for (int i = 0; i < 4; i++) {
		mpt rx = (mpt)(scale * stones[i].rx / 612), ry = (mpt)(scale * stones[i].ry / 612);
		mpt cx = (mpt)(across * stones[i].x / 612), cy = foot - (mpt)(scale * (742 - stones[i].y) / 612);

		layout_ellipse(l, &page->furniture, cx - rx, cy - ry, 2 * rx, 2 * ry, style->fills ? 0 : PT(1.5),
			       style->sections[i].strong);
	}
	{
		mpt r = (mpt)(scale * 26 / 612), cx = (mpt)(across * 520 / 612), cy = foot - (mpt)(scale * (742 - 492) / 612);

		layout_ellipse(l, &page->furniture, cx - r, cy - r, 2 * r, 2 * r, PT(3), style->sections[1].strong);
	}
	layout_rule(l, &page->furniture, (mpt)(across * 70 / 612), foot, (mpt)(across * 472 / 612), 0, PT(1),
		    style->sections[0].middle);
}

void layout_divider(struct layout_flow *f)
{
	struct layout *l = f->l;
	const struct style *style = l->style;
	const struct set_doc *doc = l->doc;
	const char *number = doc->section_number && *doc->section_number ? doc->section_number : doc->number;
	mpt w = PT(116), h = PT(36);
	struct layout_strip *strip = layout_vstrip(f->v, h + PT(6));

	layout_ellipse(l, &strip->items, f->x, PT(3), w, h, style->fills ? 0 : PT(1.5), l->section->strong);
	if (number && *number) {
		struct layout_para *p = layout_para_plain(l, number, STYLE_STONE, layout_tag(l, PAGE_ROLE_P, f->tag), NULL, SPAN_NONE);

		layout_para_break(l, p, w, LAYOUT_RAGGED);
		layout_para_put(l, p, &strip->items, f->x + (w - p->w) / 2, PT(3) + (h - p->h) / 2);
	}
	layout_vspace(f->v, style->text[STYLE_DIVIDER_TITLE].above);
	layout_vcost(f->v, LAYOUT_COST_NEVER);
	put_title(f, STYLE_DIVIDER_TITLE, style->text[STYLE_DIVIDER_TITLE].below);
	if (!layout_text_empty(doc->lead))
		layout_para_flow(f, doc->lead, STYLE_LEAD, layout_tag(l, PAGE_ROLE_P, f->tag), LAYOUT_RAGGED);
}

/* Three sides of a box whose fourth is the page's edge, which the printer leaves white; its inner corners are round. */
static void put_tab(struct layout *l, struct page_items *items, mpt x, mpt y, mpt w, mpt h, bool opens_right)
{
	static const uint8_t ops[] = {PAGE_MOVE, PAGE_LINE, PAGE_CURVE, PAGE_LINE, PAGE_CURVE, PAGE_LINE};
	struct page_item *item = layout_item(l, items, PAGE_PATH, PAGE_ARTIFACT, x, y);
	mpt r = PT(7), k = r - (mpt)((int64_t)r * 5523 / 10000);
	const mpt at[20] = {w, 0, r, 0, k, 0, 0, k, 0, r, 0, h - r, 0, h - k, k, h, r, h, w, h};
	mpt *points = arena_many(l->arena, mpt, 20);

	for (size_t i = 0; i < 20; i += 2) {
		points[i] = opens_right ? at[i] : w - at[i];
		points[i + 1] = at[i + 1];
	}
	item->w = w;
	item->h = h;
	item->color = l->section->strong;
	item->as.path.line = PT(1.6);
	item->as.path.path = (struct page_path){ops, sizeof ops, points, 10};
}

void layout_divider_tab(struct layout *l, struct page *page, bool at_end)
{
	const struct style *style = l->style;
	const struct set_doc *doc = l->doc;
	const char *number = doc->section_number && *doc->section_number ? doc->section_number : doc->number;
	const char *title = doc->section_title && *doc->section_title ? doc->section_title : doc->title_plain;
	mpt w = PT(24), inset = PT(18), step = page->h * 17 / 100, size = style->text[STYLE_TAB].font.size,
	    rise = size * 72 / 100, h, x, y;
	struct layout_para *p;
	long place = number ? strtol(number, NULL, 10) : 1;

	/* Printers leave a quarter inch white; the tab ends there, and what is left of the margin must hold it. */
	if (l->plain || style->paper.end < w + inset || style->paper.landscape || !title)
		return;
	if (place < 1 || place > 5)
		place = 1;
	p = layout_para_plain(l, title, STYLE_TAB, PAGE_ARTIFACT, NULL, SPAN_NONE);
	layout_para_break(l, p, page->h, LAYOUT_RAGGED);
	if (p->n == 0)
		return;
	h = p->w + PT(26) > step - PT(26) ? p->w + PT(26) : step - PT(26);
	y = page->h * 11 / 100 + (mpt)(place - 1) * step;
	/* A long title is not cut at the page's foot. */
	if (y + h > page->h - style->paper.bottom - l->notice_h)
		y = page->h - style->paper.bottom - l->notice_h - h;
	x = at_end ? page->w - inset - w : inset;
	put_tab(l, &page->furniture, x, y, w, h, at_end != l->rtl);
	for (size_t i = 0; i < p->lines[0].set.n; i++) {
		const struct font_run *run = &p->lines[0].set.runs[i];
		struct page_item *item;

		if (run->object || run->n == 0)
			continue;
		item = layout_item(l, &page->furniture, PAGE_GLYPHS, PAGE_ARTIFACT, x + (w - rise) / 2, y + (h - p->w) / 2 + run->x);
		item->w = rise;
		item->turned = true;
		item->color = l->section->strong;
		item->as.run = run;
	}
}
