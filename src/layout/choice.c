/* Choices: boxes and circles with their words. On a line where they fit, in columns of one width where there are many, one
 * under another where the sheet says so; on a phone each is a row to tap, and the row is the widget. Outlines are page
 * content; the widget shows only its mark. */
#include "layout/int.h"

bool layout_option_round(const struct set_blank *blank)
{
	return blank->kind == SET_BLANK_ONE;
}

static bool option_on(const struct set_blank *blank, int option)
{
	if (blank->kind == SET_BLANK_CHECK && blank->n_options == 0)
		return blank->value && *blank->value && !str_eq(blank->value, "no") && !str_eq(blank->value, "false");
	return (size_t)option < blank->n_options && blank->options[option].on;
}

static mpt box_side(const struct layout *l, const struct set_blank *blank)
{
	return layout_option_round(blank) ? l->style->radio : l->style->box;
}

static void put_mark(struct layout *l, struct page_items *items, const struct set_blank *blank, page_tag_id tag, mpt cx, mpt cy)
{
	mpt side = box_side(l, blank);

	if (layout_option_round(blank)) {
		mpt dot = side * 54 / 100;

		layout_ellipse(l, items, cx - dot / 2, cy - dot / 2, dot, dot, 0, l->style->entry_ink);
		items->items[items->n - 1].tag = tag;
	} else {
		layout_check(l, items, tag, cx - side / 2, cy - side / 2, side, l->style->entry_ink);
	}
}

static void put_outline(struct layout *l, struct page_items *items, const struct set_blank *blank, mpt cx, mpt cy)
{
	const struct style *style = l->style;
	mpt side = box_side(l, blank), line = style->outline;

	if (layout_option_round(blank))
		layout_ellipse(l, items, cx - side / 2, cy - side / 2, side, side, line, style->outline_color);
	else
		layout_stroke(l, items, cx - side / 2, cy - side / 2, side, side, line, side / 6, style->outline_color);
}

static struct layout_widget *widget_option(struct layout *l, const struct set_blank *blank, int option, mpt side, mpt cx, mpt cy)
{
	struct layout_widget *widget = arena_one(l->arena, struct layout_widget);
	const struct set_option *o = (size_t)option < blank->n_options ? &blank->options[option] : NULL;
	struct page_items *shown = arena_one(l->arena, struct page_items);
	const char *state = o ? o->id : "yes";
	bool round = layout_option_round(blank);

	widget->field = (struct page_field){.name = o && o->name && !round ? o->name : blank->name,
					    .kind = round ? PAGE_FIELD_RADIO : PAGE_FIELD_CHECK, .tooltip = blank->tooltip};
	if (!round && blank->kind == SET_BLANK_SEVERAL && o && o->tooltip)
		widget->field.tooltip = o->tooltip;
	if (round)
		widget->field.value = blank->value && *blank->value ? blank->value : NULL;
	else
		widget->field.value = option_on(blank, option) ? state : NULL;
	widget->widget = (struct page_widget){.state = state, .tooltip = o ? o->tooltip : NULL, .size = side};
	put_mark(l, shown, blank, PAGE_ARTIFACT, cx, cy);
	widget->widget.shown = shown;
	return widget;
}

static void say_mark(struct layout *l, const struct set_blank *blank, int option, page_tag_id tag)
{
	const char *key = option_on(blank, option) ? "mark_on" : "mark_off";

	l->set->tags[tag].actual = lang_word(l->job->lang, key);
	layout_tag_lang(l, tag, layout_word_lang(l, key));
}

void layout_mark_box(struct layout *l, struct page_items *items, const struct set_blank *blank, int option, page_tag_id tag, mpt cx,
		     mpt cy)
{
	mpt hit = l->style->widget_min < PT(18) ? PT(18) : l->style->widget_min;

	put_outline(l, items, blank, cx, cy);
	if (blank->live) {
		layout_widget_put(l, items, widget_option(l, blank, option, box_side(l, blank), hit / 2, hit / 2), tag, cx - hit / 2,
				  cy - hit / 2, hit, hit);
		return;
	}
	/* In print the mark itself is what tells; it is read as the sign that it is. */
	say_mark(l, blank, option, tag);
	if (option_on(blank, option))
		put_mark(l, items, blank, tag, cx, cy);
	else
		items->items[items->n - 1].tag = tag;
}

/* ---- setting them ------------------------------------------------------------------------------------------------------ */

struct option {
	struct layout_para *words;
	page_tag_id tag, mark;
	mpt w; /* box, gap and words on one line */
};

static struct option *options_new(struct layout_flow *f, const struct set_blank *blank, size_t *n)
{
	struct layout *l = f->l;
	const struct set_text *label = blank->kind == SET_BLANK_CHECK && blank->n_options == 0 ? blank->label : NULL;
	mpt lead = box_side(l, blank) + PT(6);
	struct option *options;

	*n = blank->n_options ? blank->n_options : 1;
	options = arena_many(l->arena, struct option, *n);
	for (size_t i = 0; i < *n; i++) {
		const struct set_text *words = i < blank->n_options ? blank->options[i].words : label;

		options[i].tag = layout_tag(l, PAGE_ROLE_P, f->tag);
		options[i].mark = layout_tag(l, blank->live ? PAGE_ROLE_FORM : PAGE_ROLE_SPAN, options[i].tag);
		options[i].words = layout_para_text(f, words, STYLE_OPTION, options[i].tag);
		options[i].w = lead + options[i].words->natural;
	}
	return options;
}

mpt layout_choice_width(struct layout_flow *f, const struct set_blank *blank)
{
	const struct style_text *t = &f->l->style->text[STYLE_OPTION];
	mpt w = 0;
	size_t n = blank->n_options ? blank->n_options : 1;

	for (size_t i = 0; i < n; i++) {
		const char *plain = layout_text_plain(f->l->arena, i < blank->n_options ? blank->options[i].words : blank->label);

		w += box_side(f->l, blank) + PT(6) + f->l->style->option_gap;
		if (plain)
			w += font_measure(f->l->arena, f->l->job->fonts, &t->font, f->l->doc->lang, plain);
	}
	return w - f->l->style->option_gap;
}

/* A row to tap, the width of the column. */
static void tap_rows(struct layout_flow *f, const struct set_blank *blank, struct option *options, size_t n)
{
	struct layout *l = f->l;
	const struct style *style = l->style;
	mpt side = box_side(l, blank), inset = PT(12), text_x = inset + side + PT(10);

	for (size_t i = 0; i < n; i++) {
		struct option *o = &options[i];
		struct layout_strip *strip;
		mpt h;

		layout_para_break(l, o->words, f->w - text_x - PT(8), LAYOUT_RAGGED);
		h = o->words->h + PT(12) > style->widget_min ? o->words->h + PT(12) : style->widget_min;
		if (i > 0) {
			layout_vspace(f->v, PT(8));
			layout_vcost(f->v, LAYOUT_COST_TOGETHER);
		}
		strip = layout_vstrip(f->v, h);
		strip->blanks = i == 0 ? layout_blank_count(blank) : 0;
		layout_stroke(l, &strip->items, f->x, 0, f->w, h, PT(1), PT(4), style->rule_color);
		put_outline(l, &strip->items, blank, f->x + inset + side / 2, h / 2);
		if (blank->live) {
			layout_widget_put(l, &strip->items, widget_option(l, blank, (int)i, side, inset + side / 2, h / 2),
					  o->mark, f->x, 0, f->w, h);
		} else {
			say_mark(l, blank, (int)i, o->mark);
			if (option_on(blank, (int)i))
				put_mark(l, &strip->items, blank, o->mark, f->x + inset + side / 2, h / 2);
			else
				strip->items.items[strip->items.n - 1].tag = o->mark;
		}
		layout_para_put(l, o->words, &strip->items, f->x + text_x, (h - o->words->h) / 2);
	}
}

/* One option with its words in a column; returns its height. */
static mpt put_option(struct layout_flow *f, const struct set_blank *blank, struct option *o, int index,
		      struct page_items *items, mpt x, mpt y, mpt w, mpt least)
{
	struct layout *l = f->l;
	mpt side = box_side(l, blank), first, h;

	layout_para_break(l, o->words, w - side - PT(6), LAYOUT_RAGGED);
	first = o->words->n ? o->words->lines[0].h : 0;
	h = o->words->h + (least - first > 0 ? least - first : 0);
	if (h < least)
		h = least;
	layout_mark_box(l, items, blank, index, o->mark, x + side / 2, y + least / 2);
	layout_para_put(l, o->words, items, x + side + PT(6), y + (least - first) / 2);
	return h;
}

static void in_columns(struct layout_flow *f, const struct set_blank *blank, struct option *options, size_t n, size_t columns)
{
	struct layout *l = f->l;
	mpt w = (f->w - (mpt)(columns - 1) * l->style->option_gap) / (mpt)columns;
	mpt least = l->style->widget_min + PT(2) > PT(20) ? l->style->widget_min + PT(2) : PT(20);

	for (size_t i = 0; i < n; i += columns) {
		struct layout_strip *strip;

		if (i > 0)
			layout_vcost(f->v, LAYOUT_COST_TOGETHER);
		strip = layout_vstrip(f->v, 0);
		strip->blanks = i == 0 ? layout_blank_count(blank) : 0;
		for (size_t k = i; k < n && k < i + columns; k++) {
			mpt h = put_option(f, blank, &options[k], (int)k, &strip->items,
					   f->x + (mpt)(k - i) * (w + l->style->option_gap), 0, w, least);

			strip->h = h > strip->h ? h : strip->h;
		}
		f->v->items[f->v->n - 1].h = strip->h;
	}
}

static void on_a_line(struct layout_flow *f, const struct set_blank *blank, struct option *options, size_t n)
{
	struct layout *l = f->l;
	mpt h = l->style->field_height, x = f->x;
	struct layout_strip *strip = layout_vstrip(f->v, h);

	strip->blanks = layout_blank_count(blank);
	for (size_t i = 0; i < n; i++) {
		put_option(f, blank, &options[i], (int)i, &strip->items, x, 0, options[i].w + PT(1), h);
		x += options[i].w + l->style->option_gap;
	}
}

void layout_choice(struct layout_flow *f, const struct set_blank *blank)
{
	struct layout *l = f->l;
	size_t n, columns;
	struct option *options = options_new(f, blank, &n);
	mpt all = 0, widest = 0, gap = l->style->option_gap;

	for (size_t i = 0; i < n; i++) {
		all += options[i].w + (i ? gap : 0);
		widest = options[i].w > widest ? options[i].w : widest;
	}
	if (l->plain) {
		tap_rows(f, blank, options, n);
		return;
	}
	if (all + PT(1) <= f->w && !blank->below) {
		on_a_line(f, blank, options, n);
		return;
	}
	columns = blank->below ? 1 : (size_t)((f->w + gap) / (widest + gap + PT(1)));
	/* As many rows as columns would be tidy; three columns are read at a glance. */
	if (columns > 4)
		columns = 4;
	if (columns > n)
		columns = n;
	if (columns == 0)
		columns = 1;
	/* The last row not much emptier than the others. */
	while (columns > 2 && (n + columns - 1) / columns == (n + columns - 2) / (columns - 1))
		columns--;
	in_columns(f, blank, options, n, columns);
}
