/* The two pages that stand for a part of the file: the cover, with stones to step on and a sun, and the divider of a section, with its stone,
 * its number and a tab at the outer edge. */
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
	static const struct { int x, y, rx, ry; } stones[4] = {{140, 690, 70, 21}, {276, 646, 57, 17}, {390, 602, 46, 14}, {482, 564, 36, 11}};
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

		layout_ellipse(l, &page->furniture, cx - rx, cy - ry, 2 * rx, 2 * ry, style->fills ? 0 : PT(1.5), style->sections[i].strong);
	}
	{
		mpt r = (mpt)(scale * 26 / 612), cx = (mpt)(across * 520 / 612), cy = foot - (mpt)(scale * (742 - 492) / 612);

		layout_ellipse(l, &page->furniture, cx - r, cy - r, 2 * r, 2 * r, PT(3), style->sections[1].strong);
	}
	layout_rule(l, &page->furniture, (mpt)(across * 70 / 612), foot, (mpt)(across * 472 / 612), 0, PT(1), style->sections[0].middle);
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

void layout_divider_tab(struct layout *l, struct page *page, mpt dx)
{
	const struct style *style = l->style;
	const struct set_doc *doc = l->doc;
	const char *number = doc->section_number && *doc->section_number ? doc->section_number : doc->number;
	mpt w = PT(26), h = page->h / 9, inset = PT(14), x, y;
	struct layout_para *p;
	long place = number ? strtol(number, NULL, 10) : 1;

	/* Printers leave a quarter inch white; the tab ends there, and what is left of the margin must hold it. */
	if (l->plain || style->paper.end < w + inset + PT(2) || style->paper.landscape)
		return;
	if (place < 1 || place > 5)
		place = 1;
	y = page->h * 11 / 100 + (mpt)(place - 1) * (h + PT(10));
	x = dx == 0 ? page->w - inset - w : inset;
	layout_stroke(l, &page->furniture, x, y, w, h, PT(1.6), PT(7), l->section->strong);
	if (!number || !*number)
		return;
	p = layout_para_plain(l, number, STYLE_H2, PAGE_ARTIFACT, NULL, SPAN_NONE);
	layout_para_break(l, p, w, LAYOUT_RAGGED);
	for (size_t i = 0; i < p->n; i++) {
		layout_line_put(l, p, i, &page->furniture, x + (w - p->lines[i].w) / 2, y + (h - p->h) / 2, PAGE_ARTIFACT);
		page->furniture.items[page->furniture.n - 1].color = l->section->strong;
	}
}
