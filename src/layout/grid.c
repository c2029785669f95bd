/* Grids: a table's columns, its head and its rows. A row is one band; between rows a page may break, and the head then
 * stands again, as an artifact. A cell that holds one blank and nothing else is the blank, edge to edge. A row that no page
 * can hold is set with its cells one under another, so that its blanks can grow and go on. Where a column would be narrower
 * than it must be, there is no grid. */
#include "layout/int.h"

enum { MOST_COLUMNS = 40 };

struct column {
	struct set_text *head;
	mpt x, w, least;
	mpt wish;        /* of words alone: their width on one line, within reason */
	int weight;
};

struct table {
	struct layout_flow *f;
	struct layout *l;
	const struct set_records *r;
	struct column columns[MOST_COLUMNS + 2];
	size_t n, lead;  /* all columns; of these, the ones before the records' own: number, row head */
	page_tag_id tag;
	mpt head_h;
};

struct cell {
	const struct set_blank *open; /* the cell is this blank */
	const struct set_blank *pen;  /* the cell is the place to sign */
	struct layout_para *value;
	struct layout_flow part;
	mpt h;
};

/* ---- widths -------------------------------------------------------------------------------------------------------- */

static mpt longest_piece(const struct layout_para *p)
{
	mpt most = 0, from = 0;

	for (size_t i = 0; i < p->shaped->n; i++) {
		const struct font_cluster *c = &p->shaped->clusters[i];

		if (!c->space && p->at[i + 1] - from > most)
			most = p->at[i + 1] - from;
		if (c->brk >= FONT_BREAK_LINE)
			from = p->at[i + 1];
	}
	return most;
}

static mpt text_least(struct table *t, const struct set_text *text, enum style_role role)
{
	return layout_text_empty(text) ? 0 : longest_piece(layout_para_text(t->f, text, role, PAGE_ARTIFACT));
}

static mpt cell_least(struct table *t, const struct set_node *first)
{
	const struct style *style = t->l->style;
	mpt least = 0, w;

	for (const struct set_node *node = first; node; node = node->next) {
		w = 0;
		if (node->kind == SET_PARA)
			w = text_least(t, node->text, STYLE_CELL);
		for (size_t i = 0; node->kind == SET_FIELDS && i < node->n_blanks; i++) {
			const struct set_blank *blank = node->blanks[i];

			if (blank->n_options)
				w = PT(56);
			else if (blank->kind == SET_BLANK_CHECK)
				w = style->widget_min;
			else
				w = blank->derived ? PT(48) : style->column_min - 2 * style->cell_pad;
			least = w > least ? w : least;
		}
		least = w > least ? w : least;
	}
	return least;
}

/* A date that would be parted takes the room for it from the widest column, as long as one can still write there. */
static void give_room(struct table *t)
{
	for (size_t i = t->lead; i < t->n; i++) {
		mpt need = t->columns[i].wish - t->columns[i].w;
		size_t widest = t->lead;

		for (size_t k = t->lead; k < t->n; k++)
			if (t->columns[k].w > t->columns[widest].w)
				widest = k;
		if (need <= 0 || widest == i || t->columns[widest].w - need < t->columns[widest].least ||
		    t->columns[widest].w - need < PT(110) || t->columns[widest].w - need < t->columns[widest].wish)
			continue;
		t->columns[i].w += need;
		t->columns[widest].w -= need;
	}
}

static mpt cell_wish(struct table *t, const struct set_node *first)
{
	const struct style *style = t->l->style;
	mpt wish = 0, w;

	for (const struct set_node *node = first; node; node = node->next) {
		w = 0;
		if (node->kind == SET_PARA)
			w = layout_para_text(t->f, node->text, STYLE_CELL, PAGE_ARTIFACT)->natural;
		for (size_t i = 0; node->kind == SET_FIELDS && i < node->n_blanks; i++) {
			const struct set_blank *blank = node->blanks[i];

			if (blank->derived)
				w = font_measure(t->l->arena, t->l->job->fonts, &style->text[STYLE_CELL].font,
						 t->l->doc->lang, blank->derived);
		}
		wish = w > wish ? w : wish;
	}
	return wish;
}

static bool widths(struct table *t, mpt width)
{
	mpt fixed = 0, least = 0, at = t->f->x, spent = 0;
	int64_t weights = 0;
	bool settled[MOST_COLUMNS + 2] = {false};
	bool again = true;

	for (size_t i = 0; i < t->n; i++) {
		fixed += t->columns[i].w;
		least += t->columns[i].w ? 0 : t->columns[i].least;
	}
	if (fixed + least > width)
		return false;
	/* What is left goes by weight; a column that would fall under its least gets that, and the others share the rest. */
	while (again) {
		mpt left = width - fixed;

		weights = 0;
		for (size_t i = 0; i < t->n; i++) {
			if (settled[i])
				left -= t->columns[i].least;
			else if (!t->columns[i].w || i >= t->lead)
				weights += t->columns[i].weight;
		}
		again = false;
		for (size_t i = t->lead; i < t->n; i++) {
			if (settled[i])
				continue;
			t->columns[i].w = (mpt)((int64_t)left * t->columns[i].weight / (weights ? weights : 1));
			if (t->columns[i].w < t->columns[i].least) {
				settled[i] = true;
				t->columns[i].w = t->columns[i].least;
				again = true;
			}
		}
	}
	for (size_t i = 0; i < t->n; i++)
		spent += t->columns[i].w;
	t->columns[t->n - 1].w += width - spent;
	give_room(t);
	for (size_t i = 0; i < t->n; i++) {
		t->columns[i].x = at;
		at += t->columns[i].w;
	}
	return true;
}

static bool plan(struct table *t)
{
	const struct set_records *r = t->r;
	const struct style *style = t->l->style;
	mpt width = t->f->w, pad = 2 * style->cell_pad;

	if (r->n_columns > MOST_COLUMNS)
		return false;
	if (r->numbered) {
		struct column *c = &t->columns[t->n++];

		c->w = font_measure(t->l->arena, t->l->job->fonts, &style->text[STYLE_ROW_HEAD].font, t->l->doc->lang,
				    lang_number(t->l->job->lang, t->l->arena, (long)r->n_rows)) + pad + PT(2);
	}
	if (r->row_heads) {
		struct column *c = &t->columns[t->n++];
		mpt natural = 0, piece = text_least(t, r->corner, STYLE_TABLE_HEAD);

		for (size_t i = 0; i < r->n_rows; i++) {
			struct layout_para *p;
			mpt w;

			if (layout_text_empty(r->rows[i].head))
				continue;
			p = layout_para_text(t->f, r->rows[i].head, STYLE_ROW_HEAD, PAGE_ARTIFACT);
			w = longest_piece(p);
			piece = w > piece ? w : piece;
			natural = p->natural > natural ? p->natural : natural;
		}
		c->head = r->corner;
		c->w = natural > PT(90) ? PT(90) : natural;
		c->w = (piece > c->w ? piece : c->w) + pad + PT(1);
		/* Long heads take up to a quarter of the width, so that rows do not grow tall for them. */
		if (natural > PT(180) && width / 4 > c->w)
			c->w = width / 4;
		if (c->w > width / 3)
			c->w = width / 3;
	}
	t->lead = t->n;
	for (size_t i = 0; i < r->n_columns; i++) {
		struct column *c = &t->columns[t->n++];
		mpt head = r->heads ? text_least(t, r->heads[i], STYLE_TABLE_HEAD) : 0;

		c->head = r->heads ? r->heads[i] : NULL;
		c->weight = r->widths && r->widths[i] > 0 ? r->widths[i] : 1;
		c->least = head;
		for (size_t k = 0; k < r->n_rows; k++) {
			mpt w = cell_least(t, r->rows[k].cells[i].first), wish = cell_wish(t, r->rows[k].cells[i].first);

			c->least = w > c->least ? w : c->least;
			if (wish <= PT(116) && wish > c->wish)
				c->wish = wish;
		}
		c->wish += c->wish ? pad + PT(1) : 0;
		c->least += pad + PT(1);
		if (r->entry && r->entry[i] && c->least < style->column_min)
			c->least = style->column_min;
	}
	return widths(t, width);
}

/* ---- rows ------------------------------------------------------------------------------------------------------------ */

static void put_lines(struct table *t, struct page_items *items, mpt h, bool top)
{
	const struct style *style = t->l->style;
	const struct column *last = &t->columns[t->n - 1];
	mpt line = style->hairline;

	if (top)
		layout_rule(t->l, items, t->f->x, 0, t->f->w, 0, line, style->hairline_color);
	layout_rule(t->l, items, t->f->x, h, t->f->w, 0, line, style->hairline_color);
	for (size_t i = 0; i < t->n; i++)
		layout_rule(t->l, items, t->columns[i].x, 0, 0, h, line, style->hairline_color);
	layout_rule(t->l, items, last->x + last->w, 0, 0, h, line, style->hairline_color);
}

static page_tag_id head_tag(struct table *t, page_tag_id row, enum page_scope scope)
{
	page_tag_id tag = layout_tag(t->l, PAGE_ROLE_TH, row);

	t->l->set->tags[tag].scope = scope;
	return tag;
}

static void put_head(struct table *t)
{
	struct layout *l = t->l;
	const struct style *style = l->style;
	struct layout_strip *strip = arena_one(l->arena, struct layout_strip);
	struct layout_para *heads[MOST_COLUMNS + 2] = {NULL};
	struct layout_deco *deco = arena_one(l->arena, struct layout_deco);
	page_tag_id row = layout_tag(l, PAGE_ROLE_TR, t->tag);
	bool any = false;
	mpt h = 0;

	for (size_t i = 0; i < t->n; i++) {
		if (layout_text_empty(t->columns[i].head))
			continue;
		any = true;
		heads[i] = layout_para_text(t->f, t->columns[i].head, STYLE_TABLE_HEAD, head_tag(t, row, PAGE_SCOPE_COLUMN));
		layout_para_break(l, heads[i], t->columns[i].w - 2 * style->cell_pad, LAYOUT_BALANCED);
		h = heads[i]->h > h ? heads[i]->h : h;
	}
	*deco = (struct layout_deco){.kind = LAYOUT_GROUP, .x = t->f->x, .w = t->f->w};
	if (any)
		deco->head = strip;
	layout_vopen(t->f->v, deco);
	if (!any)
		return;
	strip->h = t->head_h = h + PT(10);
	if (style->fills)
		layout_fill(l, &strip->items, t->f->x, 0, t->f->w, strip->h, 0, l->section->strong);
	else
		put_lines(t, &strip->items, strip->h, true);
	for (size_t i = 0; i < t->n; i++) {
		if (heads[i])
			layout_para_put(l, heads[i], &strip->items, t->columns[i].x + style->cell_pad, (strip->h - heads[i]->h) / 2);
		else
			layout_item(l, &strip->items, PAGE_MARK, layout_tag(l, PAGE_ROLE_TD, row), t->columns[i].x, 0);
	}
	layout_vadd(t->f->v, strip);
	layout_vcost(t->f->v, LAYOUT_COST_NEVER);
}

static const struct set_blank *lone_text(const struct set_node *first)
{
	const struct set_blank *blank;

	if (!first || first->kind != SET_FIELDS || first->next || first->n_blanks != 1)
		return NULL;
	blank = first->blanks[0];
	if (blank->derived || !layout_text_empty(blank->label) || !layout_text_empty(blank->help))
		return NULL;
	return blank->kind == SET_BLANK_TEXT || blank->kind == SET_BLANK_LINES || blank->kind == SET_BLANK_DRAWING ? blank : NULL;
}

static const struct set_blank *lone_pen(const struct set_node *first)
{
	if (!first || first->kind != SET_FIELDS || first->next || first->n_blanks != 1)
		return NULL;
	return first->blanks[0]->kind == SET_BLANK_SIGNATURE && !first->blanks[0]->digital && !first->blanks[0]->derived &&
	       layout_text_empty(first->blanks[0]->label) ? first->blanks[0] : NULL;
}

static void measure_cell(struct table *t, struct cell *cell, const struct column *column, const struct set_node *first,
			 page_tag_id tag)
{
	struct layout *l = t->l;
	const struct style *style = l->style;
	mpt pad = style->cell_pad;
	mpt high = first && first->kind == SET_FIELDS && first->n_blanks == 1 && !first->blanks[0]->derived ? pad * 2 / 3 : pad;

	cell->open = lone_text(first);
	if (cell->open) {
		int lines = cell->open->kind == SET_BLANK_TEXT ? 1 : cell->open->lines > 1 ? cell->open->lines : 2;

		cell->h = layout_open_blank(l, cell->open, NULL, tag, 0, 0, column->w, 0, STYLE_ENTRY, &cell->value, NULL);
		if (lines == 1 && cell->h < style->field_height + PT(3))
			cell->h = style->field_height + PT(3);
		else if (lines > 1 && cell->h < lines * style->line_pitch)
			cell->h = lines * style->line_pitch;
		return;
	}
	cell->pen = lone_pen(first);
	if (cell->pen) {
		cell->h = style->field_height + PT(6);
		return;
	}
	cell->part = layout_flow_new(t->f, column->x + pad, column->w - 2 * pad);
	cell->part.tag = tag;
	cell->part.role = STYLE_CELL;
	cell->part.cell = true;
	layout_nodes(&cell->part, first);
	cell->h = cell->part.v->n ? layout_vheight(cell->part.v) + 2 * high : 0;
}

static void put_cell(struct table *t, struct cell *cell, const struct column *column, page_tag_id tag, struct layout_strip *strip)
{
	struct layout *l = t->l;

	if (cell->open) {
		size_t rest;
		page_tag_id inner = layout_tag(l, cell->open->live ? PAGE_ROLE_FORM : PAGE_ROLE_P, tag);

		layout_open_blank(l, cell->open, &strip->items, inner, column->x + PT(0.5), PT(0.5), column->w - PT(1),
				  strip->h - PT(1), STYLE_ENTRY, &cell->value, &rest);
		strip->blanks += layout_blank_count(cell->open);
		if (!cell->open->live && !cell->value)
			layout_item(l, &strip->items, PAGE_MARK, tag, column->x, 0);
	} else if (cell->part.v && cell->part.v->n) {
		mpt h = layout_vheight(cell->part.v), y = (cell->h - h) / 2;

		layout_flatten(l, cell->part.v, &strip->items, 0, y, &strip->blanks);
	} else {
		layout_item(l, &strip->items, PAGE_MARK, tag, column->x, 0);
	}
}

/* Too tall for a page: cells one under another, each with its head as label. */
static void put_stacked(struct table *t, const struct set_row *row, page_tag_id tr)
{
	struct layout_flow part = *t->f;

	if (!layout_text_empty(row->head)) {
		part.tag = head_tag(t, tr, PAGE_SCOPE_ROW);
		layout_para_flow(&part, row->head, STYLE_ROW_HEAD, part.tag, LAYOUT_RAGGED);
		layout_vspace(part.v, PT(4));
		layout_vcost(part.v, LAYOUT_COST_NEVER);
	}
	for (size_t i = 0; i < t->r->n_columns; i++) {
		part.tag = layout_tag(t->l, PAGE_ROLE_TD, tr);
		layout_cell_stacked(&part, t->r->heads ? t->r->heads[i] : NULL, row->cells[i].first);
	}
}

/* Where a row's head begins, so that it stands on one line with the words of its cells. */
static mpt head_top(const struct style *style, const struct layout_para *head)
{
	const struct style_text *cell = &style->text[STYLE_CELL];
	mpt base = (cell->leading - cell->font.size) / 2 + cell->font.size * 4 / 5;

	return head->n && head->lines[0].base < base ? style->cell_pad + base - head->lines[0].base : style->cell_pad;
}

static void put_row(struct table *t, size_t index)
{
	struct layout *l = t->l;
	const struct style *style = l->style;
	const struct set_row *row = &t->r->rows[index];
	struct cell *cells = arena_many(l->arena, struct cell, t->r->n_columns);
	page_tag_id tr = layout_tag(l, PAGE_ROLE_TR, t->tag), head = 0, *tags = arena_many(l->arena, page_tag_id, t->r->n_columns);
	struct layout_para *words = NULL;
	struct layout_strip *strip;
	mpt pad = style->cell_pad, h = style->field_height;
	size_t lead = 0;

	if (t->r->row_heads && !layout_text_empty(row->head)) {
		const struct column *column = &t->columns[t->lead - 1];

		head = head_tag(t, tr, PAGE_SCOPE_ROW);
		words = layout_para_text(t->f, row->head, STYLE_ROW_HEAD, head);
		layout_para_break(l, words, column->w - 2 * pad, LAYOUT_RAGGED);
		h = words->h + PT(10) > h ? words->h + PT(10) : h;
	}
	for (size_t i = 0; i < t->r->n_columns; i++) {
		tags[i] = layout_tag(l, PAGE_ROLE_TD, tr);
		measure_cell(t, &cells[i], &t->columns[t->lead + i], row->cells[i].first, tags[i]);
		h = cells[i].h > h ? cells[i].h : h;
	}
	layout_vcost(t->f->v, index == 1 || index + 1 == t->r->n_rows ? LAYOUT_COST_TOGETHER : LAYOUT_COST_ROWS);
	if (h > (l->height - t->head_h) * 4 / 5) {
		put_stacked(t, row, layout_tag(l, PAGE_ROLE_TR, t->tag));
		return;
	}
	strip = arena_one(l->arena, struct layout_strip);
	strip->h = h;
	if (t->r->row_heads && style->fills)
		/* The line above belongs to the row before and stays. */
		layout_fill(l, &strip->items, t->columns[t->lead - 1].x, style->hairline / 2, t->columns[t->lead - 1].w,
			    h - style->hairline / 2, 0, l->section->light);
	put_lines(t, &strip->items, h, t->head_h == 0 && index == 0);
	if (t->r->numbered) {
		const char *digits = lang_number(l->job->lang, l->arena, (long)index + 1);
		struct layout_para *p = layout_para_plain(
			l, digits, STYLE_ROW_HEAD,
			layout_tag_lang(l, layout_tag(l, PAGE_ROLE_TD, tr), layout_digits_lang(l, digits)), NULL, SPAN_NONE);

		layout_para_break(l, p, t->columns[0].w, LAYOUT_RAGGED);
		layout_para_put(l, p, &strip->items, t->columns[0].x + (t->columns[0].w - p->w) / 2, head_top(style, p));
		lead = 1;
	}
	if (words)
		layout_para_put(l, words, &strip->items, t->columns[lead].x + pad, head_top(style, words));
	else if (t->r->row_heads)
		layout_item(l, &strip->items, PAGE_MARK, layout_tag(l, PAGE_ROLE_TD, tr), t->columns[lead].x, 0);
	for (size_t i = 0; i < t->r->n_columns; i++)
		put_cell(t, &cells[i], &t->columns[t->lead + i], tags[i], strip);
	layout_vadd(t->f->v, strip);
}

bool layout_grid(struct layout_flow *f, const struct set_records *r)
{
	struct table t = {.f = f, .l = f->l, .r = r};

	if (!plan(&t))
		return false;
	t.tag = layout_tag(f->l, PAGE_ROLE_TABLE, f->tag);
	layout_vspace(f->v, f->l->style->row_gap);
	put_head(&t);
	for (size_t i = 0; i < r->n_rows; i++)
		put_row(&t, i);
	layout_vclose(f->v);
	layout_vspace(f->v, f->l->style->row_gap + PT(3));
	return true;
}
