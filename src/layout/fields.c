/* Blanks in rows of twelve columns. A width that the sheet gives is kept; the others are chosen so that a row is filled: a date or a
 * phone number needs little, a name more, and what is left goes to the blanks that can use it. Labels stand above, at one height, so
 * that the blanks of a row stand on one line. */
#include "layout/int.h"

#include <string.h>

enum { COLUMNS = 12 };

struct field {
	const struct set_blank *blank;
	struct layout_label label;
	int least, wish, span; /* twelfths */
	bool grows;            /* can use more room than it asks for */
};

struct grid {
	struct layout_flow *f;
	mpt unit, gap;
};

static mpt span_width(const struct grid *g, int span)
{
	return g->unit * span + g->gap * (span - 1);
}

static int span_of(const struct grid *g, mpt w)
{
	int span = 1;

	while (span < COLUMNS && span_width(g, span) < w)
		span++;
	return span;
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

/* The room that a kind of entry takes when written or typed. */
static void by_fit(const struct grid *g, struct field *field)
{
	static const struct { int least, wish; mpt w; } rooms[] = {
		[SET_FIT_ANY] = {4, 6, 120000}, [SET_FIT_DATE] = {3, 4, 112000}, [SET_FIT_PHONE] = {3, 4, 102000},
		[SET_FIT_NUMBER] = {2, 3, 48000}, [SET_FIT_EMAIL] = {4, 6, 150000}, [SET_FIT_NAME] = {4, 6, 130000},
	};
	int fit = (int)field->blank->fit;

	field->least = most(rooms[fit].least, span_of(g, rooms[fit].w));
	field->wish = most(rooms[fit].wish, field->least);
	field->grows = field->blank->fit != SET_FIT_DATE && field->blank->fit != SET_FIT_NUMBER && field->blank->fit != SET_FIT_PHONE;
}

/* The room that the longest word of a value takes, with the pads beside it. */
static mpt longest_word(struct layout *l, const struct set_blank *blank)
{
	const char *s = blank->value;
	mpt w, longest = 0;

	while (*s) {
		size_t n = strcspn(s, " \n-");

		w = font_measure(l->arena, l->job->fonts, &l->style->text[layout_entry_role(blank)].font, l->doc->lang,
				 arena_strndup(l->arena, s, n + (s[n] == '-')));
		longest = w > longest ? w : longest;
		s += n + (s[n] != '\0');
	}
	return longest + 2 * l->style->field_pad + PT(1);
}

static void wish(const struct grid *g, struct field *field)
{
	struct layout *l = g->f->l;
	const struct set_blank *blank = field->blank;
	const struct style *style = l->style;
	int label, value = 0;

	field->label = layout_label_new(g->f, blank, g->f->w);
	if (blank->derived) {
		value = span_of(g, font_measure(l->arena, l->job->fonts, &style->text[STYLE_DERIVED].font, l->doc->lang,
						blank->derived) +
					   PT(2));
		field->least = most(3, value);
		field->wish = most(value, 6);
		field->grows = true;
	} else {
		switch (blank->kind) {
		case SET_BLANK_TEXT:
			by_fit(g, field);
			if (blank->value && *blank->value) {
				const struct font_style *font = &style->text[layout_entry_role(blank)].font;

				value = span_of(g, font_measure(l->arena, l->job->fonts, font, l->doc->lang, blank->value) +
							   2 * style->field_pad + PT(1));
			}
			field->least = most(field->least, value);
			break;
		case SET_BLANK_ONE:
		case SET_BLANK_SEVERAL:
			field->least = most(2, span_of(g, layout_choice_width(g->f, blank) + PT(1)));
			field->wish = field->least;
			break;
		case SET_BLANK_CHECK:
			field->least = field->wish = most(3, span_of(g, layout_choice_width(g->f, blank) + PT(1)));
			field->label = (struct layout_label){NULL, NULL, 0};
			break;
		case SET_BLANK_SIGNATURE:
			field->least = 5;
			field->wish = 6;
			field->grows = true;
			break;
		case SET_BLANK_LINES:
		case SET_BLANK_DRAWING:
		case SET_BLANK_TEXTS:
			field->least = field->wish = COLUMNS;
			break;
		}
	}
	/* A label of more than two lines asks for room too. */
	if (field->label.label) {
		label = span_of(g, field->label.label->natural * 55 / 100);
		field->least = most(field->least, label);
		if (field->wish < field->least)
			field->wish = field->least;
		if (!field->grows && blank->kind != SET_BLANK_TEXT)
			field->wish = most(field->wish, span_of(g, field->label.label->natural + PT(1)));
	}
	if (blank->width > 0 && blank->width <= COLUMNS) {
		/* On narrow paper a third of the width may be no room at all. */
		int floor = blank->kind == SET_BLANK_TEXT ? span_of(g, PT(94)) : blank->derived ? 1 : 3;

		if (blank->kind == SET_BLANK_TEXT && (blank->fit == SET_FIT_NUMBER))
			floor = span_of(g, PT(48));
		/* Nor is it any for a value one word of which would be broken. */
		if (value > blank->width && span_width(g, most(floor, blank->width)) < longest_word(l, blank))
			floor = COLUMNS;
		field->least = field->wish = most(blank->width, floor);
		field->grows = false;
	}
	if (l->single)
		field->least = field->wish = COLUMNS;
}

/* Gives the row's twelfths out: first what each asks for at least, then what it wishes, then what is left to those that can use it. */
static void fill_row(struct field *row, size_t n)
{
	int left = COLUMNS;
	bool gave = true;

	for (size_t i = 0; i < n; i++) {
		row[i].span = row[i].least;
		left -= row[i].span;
	}
	while (left > 0 && gave) {
		gave = false;
		for (size_t i = 0; i < n && left > 0; i++)
			if (row[i].span < row[i].wish) {
				row[i].span++;
				left--;
				gave = true;
			}
	}
	gave = true;
	while (left > 0 && gave) {
		gave = false;
		for (size_t i = 0; i < n && left > 0; i++)
			if (row[i].grows) {
				row[i].span++;
				left--;
				gave = true;
			}
	}
}

static size_t take_row(struct field *fields, size_t n)
{
	int least = 0, wished = 0;
	size_t k = 0;

	while (k < n) {
		bool fits = wished + fields[k].wish <= COLUMNS;
		/* A row that would stay a quarter empty is closed up by asking its blanks for less. */
		bool squeezed = least + fields[k].least <= COLUMNS && COLUMNS - wished >= 3;

		if (k > 0 && !fits && !squeezed)
			break;
		least += fields[k].least;
		wished = fits ? wished + fields[k].wish : COLUMNS;
		k++;
		if (!fits)
			break;
	}
	fill_row(fields, k);
	return k;
}

static void put_row(struct grid *g, struct field *row, size_t n)
{
	struct layout_flow *f = g->f;
	struct layout *l = f->l;
	struct layout_flow *parts = arena_many(l->arena, struct layout_flow, n);
	struct layout_strip *strip;
	mpt label_h = 0, tallest = 0, limit = l->height * 3 / 4, line_h = 0;
	bool blanks = false;
	int at = 0;

	for (size_t i = 0; i < n; i++)
		blanks = blanks || !row[i].blank->derived;
	for (size_t i = 0; i < n; i++)
		if (row[i].blank->kind == SET_BLANK_TEXT && !row[i].blank->derived && layout_line_height(l, row[i].blank) > line_h)
			line_h = layout_line_height(l, row[i].blank);

	for (size_t i = 0; i < n; i++) {
		mpt x = f->x + (g->unit + g->gap) * at, w = span_width(g, row[i].span), h;

		parts[i] = layout_flow_new(f, x, w);
		parts[i].line_h = line_h;
		layout_label_fit(l, &row[i].label, w);
		label_h = row[i].label.h > label_h ? row[i].label.h : label_h;
		layout_control(&parts[i], row[i].blank);
		h = layout_vheight(parts[i].v);
		tallest = h > tallest ? h : tallest;
		at += row[i].span;
	}
	if (label_h + tallest > limit) {
		/* Something grew past what one band may be: each blank gets the whole width. */
		for (size_t i = 0; i < n; i++) {
			if (i > 0) {
				layout_vspace(f->v, l->style->row_gap);
				layout_vcost(f->v, LAYOUT_COST_ROWS);
			}
			layout_blank_flow(f, row[i].blank);
		}
		return;
	}
	strip = layout_vstrip(f->v, label_h + tallest);
	for (size_t i = 0; i < n; i++) {
		mpt short_by = tallest - layout_vheight(parts[i].v);
		bool line = blanks && tallest - short_by <= l->style->field_height + PT(4);

		/* Beside a line for the pen, which is a little higher, a blank stands on the same ground. */
		layout_label_put(l, &row[i].label, &strip->items, parts[i].x, label_h - row[i].label.h);
		layout_flatten(l, parts[i].v, &strip->items, 0, label_h + (line && short_by < PT(16) ? short_by : 0), &strip->blanks);
	}
}

void layout_fields(struct layout_flow *f, struct set_blank *const *blanks, size_t n)
{
	struct layout *l = f->l;
	struct grid g = {.f = f, .gap = l->style->column_gap};
	struct field *fields = arena_many(l->arena, struct field, n + 1);

	g.unit = (f->w - g.gap * (COLUMNS - 1)) / COLUMNS;
	if (g.unit <= 0) {
		g.gap = 0;
		g.unit = f->w / COLUMNS;
	}
	for (size_t i = 0; i < n; i++) {
		fields[i].blank = blanks[i];
		wish(&g, &fields[i]);
	}
	for (size_t i = 0; i < n;) {
		size_t k = take_row(fields + i, n - i);

		if (i > 0)
			layout_vcost(f->v, LAYOUT_COST_ROWS);
		if (k == 1 && fields[i].span == COLUMNS) {
			size_t keep = layout_vkeep_begin(f->v);
			mpt h = 0;

			if (fields[i].label.h > 0) {
				struct layout_strip *strip;

				layout_label_fit(l, &fields[i].label, f->w);
				strip = layout_vstrip(f->v, fields[i].label.h);
				layout_label_put(l, &fields[i].label, &strip->items, f->x, 0);
				layout_vcost(f->v, LAYOUT_COST_NEVER);
			}
			layout_control(f, fields[i].blank);
			for (size_t at = keep; at < f->v->n; at++)
				h += f->v->items[at].h;
			/* A few lines that answer one question are seen together, and more so the answers to choose from. */
			if (h <= (!fields[i].blank->n_options ? l->height / 4 : l->plain ? l->height : l->height / 2))
				layout_vkeep_end(f->v, keep, LAYOUT_COST_KEEP);
		} else {
			put_row(&g, fields + i, k);
		}
		layout_vspace(f->v, l->style->row_gap);
		i += k;
	}
}
