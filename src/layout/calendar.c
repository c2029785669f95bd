/* A month: seven columns of days, each with its number, what the record has on that day, and room to write; on narrow paper
 * a list of days. */
#include "layout/int.h"

enum { WEEK_LEAST = 46000, WEEK_MOST = 108000, DAY_LEAST = 190000 /* the width of a day in a list */ };

struct day_cell {
	const struct set_day *day;
	struct layout_para *number, *value;
	struct layout_para **notes;
	page_tag_id td;
	mpt h; /* number and notes */
};

static size_t weeks_of(const struct set_calendar *c)
{
	size_t weeks = (c->n_days + 6) / 7;

	/* A last week without a day is not drawn. */
	while (weeks > 1) {
		bool empty = true;

		for (size_t i = (weeks - 1) * 7; i < weeks * 7 && i < c->n_days; i++)
			empty = empty && c->days[i].day == 0 && !c->days[i].blank;
		if (!empty)
			break;
		weeks--;
	}
	return weeks;
}

static void put_month(struct layout_flow *f, const struct set_calendar *c)
{
	struct layout *l = f->l;

	if (c->month) {
		struct set_piece piece = {.kind = SET_TEXT, .text = c->month, .lang = c->lang};
		struct set_text text = {&piece, 1};

		layout_heading(f, &text, 2, l->level + 1 < 2 ? 2 : l->level >= 2 ? l->level : 2);
	} else if (c->month_blank) {
		struct set_blank *blank = c->month_blank;

		layout_fields(f, &blank, 1);
		layout_vcost(f->v, LAYOUT_COST_NEVER);
	}
}

static void measure_day(struct layout_flow *f, struct day_cell *cell, mpt w)
{
	struct layout *l = f->l;
	const struct set_day *day = cell->day;

	cell->h = 0;
	if (day->day > 0) {
		const char *digits = lang_number(l->job->lang, l->arena, day->day);

		cell->number = layout_para_plain(
			l, digits, STYLE_DAY,
			layout_tag_lang(l, layout_tag(l, PAGE_ROLE_P, cell->td), layout_digits_lang(l, digits)), NULL,
			SPAN_NONE);
		layout_para_break(l, cell->number, w, LAYOUT_RAGGED);
		cell->h += cell->number->h;
	}
	cell->notes = arena_many(l->arena, struct layout_para *, day->n_notes + 1);
	for (size_t i = 0; i < day->n_notes; i++) {
		cell->notes[i] = layout_para_text(f, day->notes[i], STYLE_NOTE, layout_tag(l, PAGE_ROLE_P, cell->td));
		layout_para_break(l, cell->notes[i], w, LAYOUT_RAGGED);
		cell->h += cell->notes[i]->h + PT(1);
	}
	if (day->blank)
		cell->h += layout_open_blank(l, day->blank, NULL, cell->td, 0, 0, w, 0, STYLE_CELL, &cell->value, NULL);
}

static void put_day(struct layout_flow *f, struct day_cell *cell, struct layout_strip *strip, mpt x, mpt w, mpt pad)
{
	struct layout *l = f->l;
	mpt y = PT(3);

	if (!cell->number && !cell->day->blank && cell->day->n_notes == 0) {
		layout_item(l, &strip->items, PAGE_MARK, cell->td, x, 0);
		return;
	}
	if (cell->number) {
		layout_para_put(l, cell->number, &strip->items, x + pad, y);
		y += cell->number->h;
	}
	for (size_t i = 0; i < cell->day->n_notes; i++) {
		layout_para_put(l, cell->notes[i], &strip->items, x + pad, y);
		y += cell->notes[i]->h + PT(1);
	}
	if (cell->day->blank) {
		size_t rest;

		layout_open_blank(l, cell->day->blank, &strip->items,
				  layout_tag(l, cell->day->blank->live ? PAGE_ROLE_FORM : PAGE_ROLE_P, cell->td),
				  x + PT(0.5), y, w - PT(1), strip->h - y - PT(0.5), STYLE_CELL, &cell->value, &rest);
		strip->blanks += layout_blank_count(cell->day->blank);
		if (!cell->day->blank->live && !cell->value && !cell->number && cell->day->n_notes == 0)
			layout_item(l, &strip->items, PAGE_MARK, cell->td, x, 0);
	}
}

static mpt head_height(const struct layout *l)
{
	return l->style->text[STYLE_TABLE_HEAD].leading + PT(10);
}

static void put_heads(struct layout_flow *f, const struct set_calendar *c, page_tag_id table, mpt w)
{
	struct layout *l = f->l;
	const struct style *style = l->style;
	page_tag_id tr = layout_tag(l, PAGE_ROLE_TR, table);
	mpt h = head_height(l);
	struct layout_strip *strip = layout_vstrip(f->v, h);

	if (style->fills)
		layout_fill(l, &strip->items, f->x, 0, f->w, h, 0, l->section->strong);
	else
		layout_stroke(l, &strip->items, f->x, 0, f->w, h, style->hairline, 0, style->hairline_color);
	for (int i = 0; i < 7; i++) {
		page_tag_id th = layout_tag_lang(l, layout_tag(l, PAGE_ROLE_TH, tr), c->lang);
		struct layout_para *p = layout_para_plain(l, c->heads[i], STYLE_TABLE_HEAD, th, NULL, SPAN_NONE);

		l->set->tags[th].scope = PAGE_SCOPE_COLUMN;
		if (p->natural > w - PT(4)) {
			/* A long name gives way in size, never in letters. */
			mpt size = (mpt)((int64_t)style->text[STYLE_TABLE_HEAD].font.size * (w - PT(5)) / p->natural);

			p = layout_para_value(l, c->heads[i], STYLE_TABLE_HEAD, size, l->rtl, th, NULL, SPAN_NONE);
		}
		layout_para_break(l, p, w, LAYOUT_RAGGED);
		layout_para_put(l, p, &strip->items, f->x + i * w + (w - p->w) / 2, (h - p->h) / 2);
	}
	layout_vcost(f->v, LAYOUT_COST_NEVER);
}

/* The weeks share the room: each is as high as the fullest of its days at least, and what is left makes the lower ones equal. */
static void share_room(mpt *heights, size_t weeks, mpt room)
{
	mpt level = weeks ? room / (mpt)weeks : 0;

	for (size_t round = 0; round < weeks; round++) {
		mpt left = room;
		size_t lower = 0;

		for (size_t i = 0; i < weeks; i++) {
			if (heights[i] > level)
				left -= heights[i];
			else
				lower++;
		}
		if (lower)
			level = left / (mpt)lower;
	}
	if (level > WEEK_MOST)
		level = WEEK_MOST;
	for (size_t i = 0; i < weeks; i++)
		heights[i] = heights[i] > level ? heights[i] : level;
}

static void put_week(struct layout_flow *f, struct day_cell *cells, mpt w, mpt h)
{
	struct layout *l = f->l;
	const struct style *style = l->style;
	struct layout_strip *strip;

	layout_vcost(f->v, LAYOUT_COST_TOGETHER);
	strip = layout_vstrip(f->v, h);
	layout_rule(l, &strip->items, f->x, h, 7 * w, 0, style->hairline, style->hairline_color);
	for (int i = 0; i <= 7; i++)
		layout_rule(l, &strip->items, f->x + i * w, 0, 0, h, style->hairline, style->hairline_color);
	for (size_t i = 0; i < 7; i++)
		if (cells[i].day)
			put_day(f, &cells[i], strip, f->x + (mpt)i * w, w, PT(4));
}

/* How high the weeks must be; returns the sum. */
static mpt measure_weeks(struct layout_flow *f, const struct set_calendar *c, struct day_cell *cells, mpt *heights, size_t weeks)
{
	struct layout *l = f->l;
	mpt all = 0;

	for (size_t week = 0; week < weeks; week++) {
		heights[week] = WEEK_LEAST;
		for (size_t i = week * 7; i < week * 7 + 7 && i < c->n_days; i++) {
			mpt least;

			cells[i].day = &c->days[i];
			cells[i].td = layout_tag(l, PAGE_ROLE_TD, f->tag);
			measure_day(f, &cells[i], f->w / 7 - PT(8));
			/* Room to write stays however much the record has. */
			least = cells[i].h + (cells[i].day->blank && !cells[i].value ? PT(24) : PT(6));
			heights[week] = least > heights[week] ? least : heights[week];
		}
		all += heights[week];
	}
	return all;
}

static void as_grid(struct layout_flow *f, const struct set_calendar *c, struct day_cell *cells, mpt *heights, size_t weeks, mpt used)
{
	struct layout *l = f->l;
	page_tag_id table = layout_tag(l, PAGE_ROLE_TABLE, f->tag);

	put_heads(f, c, table, f->w / 7);
	share_room(heights, weeks, l->height - used - head_height(l));
	for (size_t week = 0; week < weeks; week++) {
		page_tag_id tr = layout_tag(l, PAGE_ROLE_TR, table);

		for (size_t i = 0; i < 7; i++)
			if (cells[week * 7 + i].day)
				l->set->tags[cells[week * 7 + i].td].parent = tr;
		put_week(f, cells + week * 7, f->w / 7, heights[week]);
	}
}

static bool is_day(const struct set_day *day)
{
	return day->day != 0 || day->blank || day->n_notes != 0;
}

static void list_day(struct layout_flow *f, const struct set_calendar *c, size_t i)
{
	struct layout *l = f->l;
	const struct set_day *day = &c->days[i];
	struct set_piece piece = {.kind = SET_TEXT, .marks = SET_STRONG};
	struct set_text text = {&piece, 1};

	piece.text = day->date && *day->date ? day->date : c->heads[i % 7];
	layout_para_flow(f, &text, STYLE_LABEL, layout_tag(l, PAGE_ROLE_P, f->tag), LAYOUT_RAGGED);
	layout_vcost(f->v, LAYOUT_COST_NEVER);
	for (size_t k = 0; k < day->n_notes; k++)
		layout_para_flow(f, day->notes[k], STYLE_NOTE, layout_tag(l, PAGE_ROLE_P, f->tag), LAYOUT_RAGGED);
	if (day->blank) {
		struct set_blank *one = arena_one(l->arena, struct set_blank);

		*one = *day->blank;
		one->label = NULL;
		one->kind = SET_BLANK_TEXT;
		layout_control(f, one);
	}
}

/* Row by row, as many side by side as there is room to write in. */
static void as_list(struct layout_flow *f, const struct set_calendar *c)
{
	struct layout *l = f->l;
	mpt gap = l->style->column_gap * 2, w;
	size_t columns = l->single ? 1 : (size_t)((f->w + gap) / (DAY_LEAST + gap)), n;

	columns = columns < 1 ? 1 : columns > 3 ? 3 : columns;
	w = (f->w - gap * (mpt)(columns - 1)) / (mpt)columns;
	for (size_t i = 0; i < c->n_days;) {
		struct layout_flow parts[3];
		size_t keep;

		for (n = 0; n < columns && i < c->n_days; i++)
			if (is_day(&c->days[i])) {
				parts[n] = layout_flow_new(f, f->x + (mpt)n * (w + gap), w);
				list_day(&parts[n++], c, i);
			}
		if (n == 0)
			break;
		layout_vspace(f->v, l->style->row_gap);
		keep = layout_vkeep_begin(f->v);
		if (n == 1)
			layout_vjoin(f->v, parts[0].v);
		else
			layout_beside(f, parts, n);
		layout_vkeep_end(f->v, keep, LAYOUT_COST_KEEP);
	}
}

void layout_calendar(struct layout_flow *f, const struct set_node *node)
{
	const struct set_calendar *c = node->calendar;
	struct layout *l = f->l;
	size_t weeks = c ? weeks_of(c) : 0, keep;
	struct day_cell *cells = arena_many(l->arena, struct day_cell, weeks * 7 + 1);
	mpt *heights = arena_many(l->arena, mpt, weeks + 1), used = (layout_vheight(f->v) + f->v->space) % l->height, least, month;

	if (!c || c->n_days == 0)
		return;
	/* The month's name, or the blank for it, stands over its table. */
	least = l->style->text[STYLE_H2].above + l->style->text[STYLE_H2].leading + l->style->field_height + head_height(l);
	if (l->single || f->w / 7 < PT(54) || least + measure_weeks(f, c, cells, heights, weeks) > l->height) {
		/* A month that no page shows as a whole is a list of days. */
		put_month(f, c);
		as_list(f, c);
	} else {
		for (size_t i = 0; i < weeks; i++)
			least += heights[i];
		/* A month is seen at a glance, so it is one page; where too little is left it has its own. */
		if (used > 0 && used + least > l->height) {
			layout_vcost(f->v, LAYOUT_COST_FORCE);
			used = 0;
		}
		keep = layout_vkeep_begin(f->v);
		month = layout_vheight(f->v) + f->v->space;
		put_month(f, c);
		used += layout_vheight(f->v) + f->v->space - month;
		as_grid(f, c, cells, heights, weeks, used);
		layout_vkeep_end(f->v, keep, LAYOUT_COST_KEEP);
	}
	layout_vspace(f->v, l->style->row_gap + PT(3));
}
