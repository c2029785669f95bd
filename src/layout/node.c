/* The bound tree's blocks, one after another, into the vertical list. Each kind that is more than text has a file of its own. */
#include "layout/int.h"

#include <string.h>


void layout_head_line(struct layout_flow *f, const struct set_text *text, enum style_role role, int tag_level)
{
	struct layout *l = f->l;
	const struct style_text *t = &l->style->text[role];
	page_tag_id tag = layout_tag_heading(l, tag_level, f->tag);
	bool bar = role == STYLE_H2 && !f->cell && !l->card;
	mpt indent = bar ? PT(15) : 0;
	struct layout_flow part = *f;
	struct layout_para *p;

	part.w = f->w - indent;
	p = layout_para_text(&part, text, role, tag);
	layout_para_break(l, p, part.w, LAYOUT_BALANCED);
	if (p->n == 0)
		return;
	layout_vspace(f->v, t->above);
	f->v->headed = f->v->n + 1;
	for (size_t i = 0; i < p->n; i++) {
		struct layout_strip *strip;

		if (i > 0)
			layout_vcost(f->v, LAYOUT_COST_NEVER);
		strip = layout_vstrip(f->v, p->lines[i].h);
		strip->blanks = p->lines[i].blanks;
		if (bar)
			layout_fill(l, &strip->items, f->x, 0, PT(5), strip->h, 0, l->section->strong);
		layout_line_put(l, p, i, &strip->items, f->x + indent, 0, tag);
	}
	layout_vspace(f->v, t->below);
	layout_vcost(f->v, LAYOUT_COST_NEVER);
}

void layout_heading(struct layout_flow *f, const struct set_text *text, int level, int tag_level)
{
	/* Labels are alike. */
	int shown = level < 1 || (f->l->card && !f->l->doc->panel_folds) ? 1 : level > 6 ? 6 : level;

	if (!layout_text_empty(text))
		layout_head_line(f, text, (enum style_role)(STYLE_H1 + shown - 1), tag_level);
}

static void paragraph(struct layout_flow *f, const struct set_node *node)
{
	enum style_role role = node->role == SET_ROLE_LEAD ? STYLE_LEAD : node->role == SET_ROLE_HELP ? STYLE_HELP : f->role;
	page_tag_id tag = layout_tag(f->l, PAGE_ROLE_P, f->tag);

	layout_tag_lang(f->l, tag, node->lang);
	layout_para_flow(f, node->text, role, tag, LAYOUT_RAGGED);
}

static void tip(struct layout_flow *f, const struct set_node *node)
{
	struct layout *l = f->l;
	const struct style *style = l->style;
	struct layout_deco *deco = arena_one(l->arena, struct layout_deco);
	struct layout_flow part = *f;
	mpt pad = style->tip_pad;
	size_t keep;

	if (f->w - 2 * pad < LAYOUT_NARROWEST) {
		layout_nodes(f, node->first);
		return;
	}
	*deco = (struct layout_deco){.kind = LAYOUT_TIP, .x = f->x, .w = f->w, .top = pad * 3 / 4, .bottom = pad * 3 / 4,
				     .edge = l->section->middle, .fill = l->section->light, .has_fill = true};
	part.tag = layout_tag(l, PAGE_ROLE_BLOCKQUOTE, f->tag);
	part.x = f->x + pad;
	part.w = f->w - 2 * pad;
	part.role = STYLE_TIP;
	layout_vspace(f->v, style->text[STYLE_TIP].above);
	/* It tells of what stands before it. */
	if (f->v->n)
		layout_vcost(f->v, LAYOUT_COST_TOGETHER);
	keep = layout_vkeep_begin(f->v);
	layout_vopen(f->v, deco);
	layout_nodes(&part, node->first);
	layout_vclose(f->v);
	layout_vkeep_end(f->v, keep, LAYOUT_COST_KEEP);
	layout_vspace(f->v, style->text[STYLE_TIP].below);
}

static const char *untabbed(struct arena *arena, const char *s, size_t n)
{
	char *out = arena_alloc(arena, n * 4 + 1), *to = out;

	for (size_t i = 0; i < n; i++) {
		if (s[i] != '\t') {
			*to++ = s[i];
			continue;
		}
		do
			*to++ = ' ';
		while ((to - out) % 4 != 0);
	}
	*to = '\0';
	return out;
}

/* Code as it was written: a line is a line, and one that is too long goes on below. */
static void code(struct layout_flow *f, const struct set_node *node)
{
	struct layout *l = f->l;
	const struct style_text *t = &l->style->text[STYLE_CODE];
	struct layout_deco *deco = arena_one(l->arena, struct layout_deco);
	page_tag_id tag = layout_tag(l, PAGE_ROLE_CODE, layout_tag(l, PAGE_ROLE_P, f->tag));
	const char *s = node->code ? node->code : "";
	mpt pad = PT(8);
	size_t line_no = 0;

	*deco = (struct layout_deco){.kind = LAYOUT_CODE, .x = f->x, .w = f->w, .top = PT(6), .bottom = PT(6),
				     .edge = l->style->hairline_color};
	layout_vspace(f->v, t->above);
	layout_vopen(f->v, deco);
	while (*s) {
		size_t n = strcspn(s, "\n");
		const char *line = untabbed(l->arena, s, n);
		struct layout_para *p;

		s += n + (s[n] == '\n');
		if (line_no > 0)
			layout_vcost(f->v, line_no == 1 || !*s ? LAYOUT_COST_WIDOW : LAYOUT_COST_LINES);
		line_no++;
		p = layout_para_plain(l, line, STYLE_CODE, tag, NULL, node->at);
		layout_para_break(l, p, f->w - 2 * pad, LAYOUT_RAGGED);
		if (p->n == 0)
			layout_vstrip(f->v, t->leading);
		else
			layout_para_strips(f, p, f->x + pad);
	}
	layout_vclose(f->v);
	layout_vspace(f->v, t->below);
}

static void thematic(struct layout_flow *f)
{
	struct layout *l = f->l;
	struct layout_strip *strip;

	layout_vspace(f->v, PT(8));
	strip = layout_vstrip(f->v, PT(2));
	layout_rule(l, &strip->items, f->x, PT(1), f->w, 0, l->style->hairline, l->section->middle);
	layout_vspace(f->v, PT(10));
}

static void set_columns(struct layout_flow *f, const struct set_node *node)
{
	struct layout *l = f->l;
	size_t n = node->level > 1 ? (size_t)node->level : 2, kids = 0, at = 0;
	mpt gap = l->style->column_gap * 2, w = (f->w - gap * (mpt)(n - 1)) / (mpt)n;
	struct layout_flow *parts;
	mpt total = 0, *heights;
	const struct set_node **nodes;

	for (const struct set_node *kid = node->first; kid; kid = kid->next)
		kids++;
	if (l->single || w < PT(110) || kids < 2) {
		layout_nodes(f, node->first);
		return;
	}
	parts = arena_many(l->arena, struct layout_flow, n);
	nodes = arena_many(l->arena, const struct set_node *, kids);
	heights = arena_many(l->arena, mpt, kids);
	for (const struct set_node *kid = node->first; kid; kid = kid->next) {
		struct set_node one = *kid;
		struct layout_flow trial = layout_flow_new(f, f->x, w);
		int level = l->level;

		one.next = NULL;
		layout_nodes(&trial, &one);
		l->level = level;
		nodes[at] = kid;
		heights[at] = layout_vheight(trial.v) + PT(7);
		total += heights[at++];
	}
	at = 0;
	for (size_t c = 0; c < n; c++) {
		mpt share = total / (mpt)(n - c), h = 0;

		parts[c] = layout_flow_new(f, f->x + (mpt)c * (w + gap), w);
		while (at < kids && (h == 0 || h + heights[at] / 2 <= share || c + 1 == n)) {
			struct set_node one = *nodes[at];

			/* A column for each child where there are just so many; a heading never stands last. */
			if (kids <= n && h > 0)
				break;
			if (kids > n && c + 1 < n && h > 0 && one.kind == SET_HEADING && at + 1 < kids &&
			    h + heights[at] + heights[at + 1] / 2 > share)
				break;
			one.next = NULL;
			layout_nodes(&parts[c], &one);
			h += heights[at];
			total -= heights[at++];
		}
	}
	layout_vspace(f->v, l->style->text[STYLE_BODY].below);
	layout_beside(f, parts, n);
	layout_vspace(f->v, l->style->text[STYLE_BODY].below);
}

/* What a heading and a few words only lead up to stays with them, and they with each other. */
static void lead_up(struct layout_flow *f, const struct set_node *before)
{
	struct layout_vlist *v = f->v;
	size_t from = v->headed;
	/* A heading, a few lines, a question; blanks alone lead up only where they are a row or two. */
	mpt h = 0, most = before && before->kind == SET_FIELDS ? PT(120) : f->l->height * 3 / 10;

	/* A divider's list is complete without it, and may stand on the back. */
	if (before && before->next->kind == SET_CHECKLIST && str_eq(f->l->doc->kind, "divider"))
		return;
	if (!before || (before->kind != SET_PARA && before->kind != SET_TIP && before->kind != SET_FIELDS))
		return;
	for (size_t i = from ? from - 1 : v->n; i < v->n && h <= most; i++)
		h += v->items[i].h + v->items[i].space;
	if (h > 0 && h <= most)
		layout_vcost(v, LAYOUT_COST_WIDOW);
	else if (before->kind == SET_PARA)
		layout_vcost(v, LAYOUT_COST_TOGETHER);
	for (size_t i = from; h > 0 && h <= most && i < v->n; i++)
		if (v->items[i].cost < LAYOUT_COST_WIDOW)
			v->items[i].cost = LAYOUT_COST_WIDOW;
}

static void one_node(struct layout_flow *f, const struct set_node *node)
{
	size_t keep;

	switch (node->kind) {
	case SET_HEADING:
		layout_heading(f, node->text, node->level, node->level);
		break;
	case SET_PARA:
		paragraph(f, node);
		break;
	case SET_TIP:
		tip(f, node);
		break;
	case SET_LIST:
	case SET_ITEM:
		layout_list(f, node);
		break;
	case SET_CODE:
		code(f, node);
		break;
	case SET_THEMATIC:
		thematic(f);
		break;
	case SET_COLUMNS:
		set_columns(f, node);
		break;
	case SET_KEEP:
		keep = layout_vkeep_begin(f->v);
		layout_nodes(f, node->first);
		layout_vkeep_end(f->v, keep, LAYOUT_COST_KEEP);
		break;
	case SET_PAGE:
		layout_vcost(f->v, LAYOUT_COST_FORCE);
		break;
	case SET_FIELDS:
		if (!node->spare) /* that one waits for the end */
			layout_fields(f, node->blanks, node->n_blanks);
		break;
	case SET_RECORDS:
		layout_records(f, node);
		break;
	case SET_CHECKLIST:
		layout_checklist(f, node);
		break;
	case SET_OPTION:
		layout_option(f, node);
		break;
	case SET_SIGNATURES:
		layout_signatures(f, node);
		break;
	case SET_CALENDAR:
		layout_calendar(f, node);
		break;
	case SET_SPACE:
		layout_space(f, node);
		break;
	case SET_RESOURCES:
		layout_resources(f, node);
		break;
	case SET_CONTENTS:
		layout_contents(f, node);
		break;
	case SET_PICTURE:
		layout_picture(f, node);
		break;
	case SET_PHOTO:
		layout_photo(f, node);
		break;
	}
}

void layout_nodes(struct layout_flow *f, const struct set_node *first)
{
	const struct set_node *before = NULL;

	for (const struct set_node *node = first; node; node = node->next) {
		if (node->kind == SET_LIST || node->kind == SET_FIELDS || node->kind == SET_RECORDS || node->kind == SET_CHECKLIST ||
		    node->kind == SET_SPACE || node->kind == SET_SIGNATURES)
			lead_up(f, before);
		one_node(f, node);
		before = node;
	}
}
