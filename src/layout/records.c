/* Records with heads: a grid where its columns keep their least width, else cards with the heads as labels. A card is whole
 * where a page holds it; cards may stand side by side. */
#include "layout/int.h"

/* What one card holds, in order: blanks of all its cells flow together in rows, other things stand between them. */
struct gather {
	struct layout_flow *f;
	struct set_blank **blanks;
	size_t n, cap;
};

static void flush(struct gather *g)
{
	if (g->n)
		layout_fields(g->f, g->blanks, g->n);
	g->n = 0;
	g->blanks = NULL;
	g->cap = 0;
}

static void put_head(struct layout_flow *f, const struct set_text *head)
{
	struct layout_para *p = layout_para_text(f, head, STYLE_LABEL, layout_tag(f->l, PAGE_ROLE_P, f->tag));

	layout_para_break(f->l, p, f->w, LAYOUT_RAGGED);
	layout_para_strips(f, p, f->x);
	layout_vspace(f->v, PT(2));
	layout_vcost(f->v, LAYOUT_COST_NEVER);
}

static void gather_cell(struct gather *g, struct set_text *head, const struct set_node *first)
{
	struct layout *l = g->f->l;
	bool headed = !layout_text_empty(head);

	if (first && first->kind == SET_FIELDS && !first->next) {
		bool lone = first->n_blanks == 1 && layout_text_empty(first->blanks[0]->label);

		if (headed && !lone) {
			flush(g);
			put_head(g->f, head);
		}
		for (size_t i = 0; i < first->n_blanks; i++) {
			struct set_blank *blank = first->blanks[i];

			if (headed && lone) {
				struct set_blank *own = arena_one(l->arena, struct set_blank);

				*own = *blank;
				own->label = head;
				blank = own;
			}
			*arena_push(l->arena, g->blanks, g->n, g->cap) = blank;
		}
		return;
	}
	if (!first)
		return;
	flush(g);
	if (headed)
		put_head(g->f, head);
	layout_nodes(g->f, first);
	layout_vspace(g->f->v, l->style->row_gap);
}

static void put_cells(struct layout_flow *f, const struct set_records *r, const struct set_row *row)
{
	struct gather g = {.f = f};

	for (size_t i = 0; i < r->n_columns; i++)
		gather_cell(&g, r->heads ? r->heads[i] : NULL, row->cells[i].first);
	flush(&g);
}

void layout_cell_stacked(struct layout_flow *f, struct set_text *head, const struct set_node *first)
{
	struct gather g = {.f = f};

	gather_cell(&g, head, first);
	flush(&g);
}

/* Where an item has no name of its own its number is its head. */
static struct set_text *numbered(struct layout *l, size_t n)
{
	struct set_text *text = arena_one(l->arena, struct set_text);

	text->n = 1;
	text->pieces = arena_one(l->arena, struct set_piece);
	text->pieces[0].kind = SET_TEXT;
	text->pieces[0].text = lang_number(l->job->lang, l->arena, (long)n);
	text->pieces[0].lang = layout_digits_lang(l, text->pieces[0].text);
	return text;
}

static void put_card(struct layout_flow *f, const struct set_records *r, size_t index, int level)
{
	struct layout *l = f->l;
	const struct style *style = l->style;
	const struct set_row *row = &r->rows[index];
	struct layout_deco *deco = arena_one(l->arena, struct layout_deco);
	struct layout_flow part = *f;
	mpt pad = style->card_pad + (r->frame && !l->plain ? PT(4) : 0), edge = r->frame ? 0 : style->card_edge;
	bool plain = l->plain && !r->frame;
	struct set_text *head = r->numbered && layout_text_empty(row->head) ? numbered(l, index + 1) : row->head;

	/* The inner space above is a little less than beside: labels have air over their letters. */
	*deco = (struct layout_deco){.kind = r->frame ? LAYOUT_FRAME : LAYOUT_CARD,
				     .x = f->x,
				     .w = f->w,
				     .top = plain ? PT(10) : pad * 4 / 5,
				     .bottom = plain ? 0 : pad,
				     .edge = r->frame ? l->section->strong : l->section->middle};
	part.tag = layout_tag(l, PAGE_ROLE_DIV, f->tag);
	part.cell = false;
	if (!plain && f->w <= LAYOUT_NARROWEST * 2)
		pad = PT(4);
	if (!plain) {
		part.x = f->x + pad + edge;
		part.w = f->w - 2 * pad - edge;
	}
	layout_vopen(f->v, deco);
	if (!layout_text_empty(head)) {
		l->level = level;
		/* Within a frame it is the name that is large. */
		layout_heading(&part, head, r->frame ? 5 : level + 1 > 3 ? level + 1 : 3, level + 1);
		if (r->frame)
			layout_vspace(f->v, PT(6));
	}
	put_cells(&part, r, row);
	layout_vclose(f->v);
}

/* Cards of a row are as tall as the tallest. */
static void level_bottoms(struct layout_flow *parts, size_t n)
{
	mpt tallest = 0;

	for (size_t i = 0; i < n; i++) {
		mpt h = layout_vheight(parts[i].v);

		tallest = h > tallest ? h : tallest;
	}
	for (size_t i = 0; i < n; i++)
		if (parts[i].v->n)
			parts[i].v->items[parts[i].v->n - 1].h += tallest - layout_vheight(parts[i].v);
}

static void put_cards(struct layout_flow *f, const struct set_records *r)
{
	struct layout *l = f->l;
	const struct style *style = l->style;
	size_t per_row = r->per_row > 1 && !l->single ? (size_t)r->per_row : 1;
	mpt gap = style->column_gap, w, before = 0;
	int level = l->level;

	/* A card narrower than two labels side by side is no card. */
	while (per_row > 1 && (f->w - gap * (mpt)(per_row - 1)) / (mpt)per_row < PT(190))
		per_row--;
	w = (f->w - gap * (mpt)(per_row - 1)) / (mpt)per_row;
	for (size_t i = 0; i < r->n_rows; i += per_row) {
		size_t n = r->n_rows - i < per_row ? r->n_rows - i : per_row, keep;
		bool high = false;
		mpt h = 0;

		layout_vspace(f->v, l->plain ? PT(18) : style->row_gap + PT(1));
		/* On a phone one card is one screen. */
		if (l->plain && i > 0 && layout_vheight(f->v) - before > l->height * 2 / 5)
			layout_vcost(f->v, LAYOUT_COST_FORCE);
		before = layout_vheight(f->v);
		keep = layout_vkeep_begin(f->v);
		if (per_row == 1) {
			put_card(f, r, i, level);
		} else {
			struct layout_flow *parts = arena_many(l->arena, struct layout_flow, n);

			for (size_t k = 0; k < n; k++) {
				parts[k] = layout_flow_new(f, f->x + (mpt)k * (w + gap), w);
				put_card(&parts[k], r, i + k, level);
			}
			for (size_t k = 0; k < n; k++)
				high |= layout_vheight(parts[k].v) > l->height;
			if (high) {
				/* Higher than a page they follow one another, narrow as they are: none is read back to front. */
				for (size_t k = 0; k < n; k++)
					layout_beside(f, &parts[k], 1);
			} else if (!layout_zip(f, parts, n)) {
				level_bottoms(parts, n);
				layout_beside(f, parts, n);
			}
		}
		for (size_t k = keep; k < f->v->n; k++)
			h += f->v->items[k].h + f->v->items[k].space;
		/* A card is whole; a high one within another may go on overleaf, as the outer one does. Not so cards side by side:
		 * each is read to its end before the next, and so would turn back to the page before. */
		layout_vkeep_end(f->v, keep, n > 1 || f->v->depth == 0 || h < l->height * 3 / 5 ? LAYOUT_COST_KEEP : LAYOUT_COST_PART);
	}
	l->level = level;
	layout_vspace(f->v, style->row_gap + PT(3));
}

/* Records run across: each is a column, and what was a column is a row with its head at the start. */
static struct set_records *turned(struct layout *l, const struct set_records *r)
{
	struct set_records *t = arena_one(l->arena, struct set_records);
	bool entry = false;

	t->n_columns = r->n_rows;
	t->n_rows = r->n_columns;
	t->heads = arena_many(l->arena, struct set_text *, t->n_columns + 1);
	t->widths = arena_many(l->arena, int, t->n_columns + 1);
	t->entry = arena_many(l->arena, bool, t->n_columns + 1);
	t->rows = arena_many(l->arena, struct set_row, t->n_rows + 1);
	t->corner = r->corner;
	t->row_heads = true;
	t->grid = true;
	for (size_t k = 0; k < r->n_columns; k++)
		entry = entry || (r->entry && r->entry[k]);
	for (size_t i = 0; i < t->n_columns; i++) {
		t->heads[i] = layout_text_empty(r->rows[i].head) ? numbered(l, i + 1) : r->rows[i].head;
		t->entry[i] = entry;
	}
	for (size_t k = 0; k < t->n_rows; k++) {
		t->rows[k].head = r->heads ? r->heads[k] : NULL;
		t->rows[k].cells = arena_many(l->arena, struct set_cell, t->n_columns + 1);
		for (size_t i = 0; i < t->n_columns; i++)
			t->rows[k].cells[i] = r->rows[i].cells[k];
	}
	return t;
}

void layout_records(struct layout_flow *f, const struct set_node *node)
{
	const struct set_records *r = node->records;

	if (!r || r->n_rows == 0 || r->n_columns == 0)
		return;
	if (f->v->n)
		layout_vcost(f->v, LAYOUT_COST_TOGETHER);
	if (r->grid && !f->l->single && layout_grid(f, r->across ? turned(f->l, r) : r))
		return;
	put_cards(f, r);
}
