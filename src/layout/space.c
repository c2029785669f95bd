/* Room to write or draw: ruled, dotted, open, or for drawing. Where no height is asked for it takes what the page has left,
 * so it is only drawn when that is known. */
#include "layout/int.h"

struct layout_area {
	enum { AREA_RULED, AREA_DOTTED, AREA_OPEN } kind;
	const struct set_blank *blank; /* or NULL: paper alone */
	struct layout_para *value;
	page_tag_id tag;
	mpt x, w, pitch;
};

static void put_rules(struct layout *l, const struct layout_area *area, struct page_items *items, mpt x, mpt h)
{
	const struct style *style = l->style;

	for (mpt y = area->pitch; y <= h + PT(1); y += area->pitch) {
		layout_rule(l, items, x, y - style->rule / 2, area->w, 0, style->rule, style->rule_color);
		if (area->kind == AREA_DOTTED)
			items->items[items->n - 1].as.shape.dash = PT(1.6);
	}
}

static void put_value(struct layout *l, const struct layout_area *area, struct page_items *items, mpt x, page_tag_id tag)
{
	const struct layout_para *p = area->value;
	mpt pad = l->style->field_pad;

	for (size_t k = 0; p && k < p->n; k++) {
		mpt base = area->kind == AREA_OPEN ? PT(4) + p->lines[k].y + p->lines[k].base
						   : (mpt)(k + 1) * area->pitch - p->size * 54 / 100;
		mpt at = area->blank && area->blank->value_rtl && !l->rtl ? area->w - pad - p->lines[k].w : pad;

		layout_line_put(l, p, k, items, x + at, base - p->lines[k].base, tag);
	}
}

void layout_area_draw(struct layout *l, const struct layout_area *area, struct page_items *items, mpt h)
{
	const struct style *style = l->style;
	bool live = area->blank && area->blank->live;

	if (area->kind == AREA_OPEN)
		layout_stroke(l, items, area->x, 0, area->w, h, PT(1), PT(3), style->rule_color);
	else if (live && style->fills)
		layout_fill(l, items, area->x, 0, area->w, h, 0, style->field_fill);
	if (live) {
		struct layout_widget *widget = layout_widget_text(l, area->blank, true, style->text[STYLE_ENTRY].font.size);
		struct page_items *shown = arena_one(l->arena, struct page_items), *empty = arena_one(l->arena, struct page_items);

		if (area->kind != AREA_OPEN) {
			put_rules(l, area, shown, 0, h);
			put_rules(l, area, empty, 0, h);
			layout_rule(l, items, area->x, h, area->w, 0, style->rule, style->outline_color);
		}
		put_value(l, area, shown, 0, PAGE_ARTIFACT);
		widget->widget.shown = shown;
		widget->widget.empty = empty;
		layout_widget_put(l, items, widget, area->tag, area->x, 0, area->w, h);
		return;
	}
	if (area->kind != AREA_OPEN)
		put_rules(l, area, items, area->x, h);
	if (area->value)
		put_value(l, area, items, area->x, area->tag);
}

static mpt value_height(const struct layout_area *area)
{
	if (!area->value)
		return 0;
	return area->kind == AREA_OPEN ? area->value->h + PT(10) : (mpt)area->value->n * area->pitch;
}

static void one_area(struct layout_flow *f, const struct layout_area *area, mpt h, bool fill)
{
	struct layout_strip *strip = arena_one(f->l->arena, struct layout_strip);

	strip->h = h;
	strip->area = area;
	strip->fill_min = fill ? h : 0;
	strip->blanks = area->blank ? layout_blank_count(area->blank) : 0;
	layout_vadd(f->v, strip);
}

void layout_space(struct layout_flow *f, const struct set_node *node)
{
	struct layout *l = f->l;
	const struct style *style = l->style;
	const struct set_blank *blank = node->n_blanks ? node->blanks[0] : NULL;
	struct layout_area *area = arena_one(l->arena, struct layout_area);
	const struct set_text *label = blank && !layout_text_empty(blank->label) ? blank->label : node->text;
	mpt h, most = l->height - PT(48);
	bool fill = node->height == 0 && node->lines == 0;

	area->kind = str_eq(node->style, "dotted") ? AREA_DOTTED
		     : str_eq(node->style, "open") || str_eq(node->style, "drawing") ? AREA_OPEN : AREA_RULED;
	area->x = f->x;
	area->w = f->w;
	area->pitch = style->line_pitch;
	area->blank = blank;
	if (!layout_text_empty(label)) {
		layout_para_flow(f, label, STYLE_LABEL, layout_tag(l, PAGE_ROLE_P, f->tag), LAYOUT_RAGGED);
		layout_vspace(f->v, PT(2.5));
		layout_vcost(f->v, LAYOUT_COST_NEVER);
	}
	if (blank && !layout_text_empty(blank->help)) {
		layout_para_flow(f, blank->help, STYLE_HELP, layout_tag(l, PAGE_ROLE_P, f->tag), LAYOUT_RAGGED);
		layout_vcost(f->v, LAYOUT_COST_NEVER);
	}
	if (blank) {
		area->tag = layout_tag(l, blank->live ? PAGE_ROLE_FORM : PAGE_ROLE_P, f->tag);
		if (blank->value && *blank->value) {
			area->value = layout_para_value(l, blank->value, STYLE_ENTRY, style->text[STYLE_ENTRY].font.size,
							blank->value_rtl, PAGE_ARTIFACT, blank->name, blank->at);
			layout_para_break(l, area->value, f->w - 2 * style->field_pad, LAYOUT_RAGGED);
		}
	}
	h = node->lines > 0 ? node->lines * area->pitch : node->height > 0 ? node->height : 5 * area->pitch;
	if (area->kind != AREA_OPEN)
		h = (h + area->pitch / 2) / area->pitch * area->pitch;
	if (h < area->pitch)
		h = area->pitch;
	if (value_height(area) > h)
		h = value_height(area);
	if (blank && area->value && h > most) {
		/* More than a page of words: they go on as those of any blank do. */
		struct set_blank *lines = arena_one(l->arena, struct set_blank);

		*lines = *blank;
		lines->kind = SET_BLANK_LINES;
		layout_control(f, lines);
		layout_vspace(f->v, style->row_gap);
		return;
	}
	/* Many lines of paper go on over pages; the blank is the first part of them. */
	while (h > most) {
		mpt part = most / area->pitch * area->pitch;
		struct layout_area *next = arena_one(l->arena, struct layout_area);

		one_area(f, area, part, false);
		h -= part;
		*next = *area;
		next->blank = NULL;
		next->value = NULL;
		area = next;
		layout_vcost(f->v, LAYOUT_COST_ROWS);
	}
	one_area(f, area, h, fill);
	layout_vspace(f->v, style->row_gap);
}
