/* Blanks: the label over it, and what is filled in: one line, several ruled lines, an open space, a line for the pen. What
 * can be seen of an empty blank is page content and artifact, so that no viewer loses it; the widget shows only the value,
 * and in a live blank of several lines the rules, which go when somebody types. A value that is too long makes its blank
 * grow; past a page it goes on as plain text under the label and "continued". */
#include "layout/int.h"

#include <string.h>

int layout_blank_count(const struct set_blank *blank)
{
	if (blank->derived || !blank->live || (blank->kind == SET_BLANK_SIGNATURE && !blank->digital))
		return 0;
	return blank->kind == SET_BLANK_TEXTS ? (int)blank->n_items : 1;
}

/* Words for "name, continued". */
static const char *continued(struct layout *l, const char *label)
{
	const struct lang_arg args[] = {{"label", label, 0}};
	const struct lang *own = lang_for(l->job->lang, l->doc->lang);

	return label && *label ? lang_format(own, l->arena, "continued", args, 1) : lang_word(l->job->lang, "continued_mark");
}

struct layout_label layout_label_new(struct layout_flow *f, const struct set_blank *blank, mpt w)
{
	struct layout_label label = {NULL, NULL, 0};
	struct layout *l = f->l;
	struct layout_flow part = *f;

	part.w = w;
	if (!layout_text_empty(blank->label))
		label.label = layout_para_text(&part, blank->label, STYLE_LABEL, layout_tag(l, PAGE_ROLE_P, f->tag));
	if (!layout_text_empty(blank->help))
		label.help = layout_para_text(&part, blank->help, STYLE_HELP, layout_tag(l, PAGE_ROLE_P, f->tag));
	layout_label_fit(l, &label, w);
	return label;
}

void layout_label_fit(struct layout *l, struct layout_label *label, mpt w)
{
	label->h = 0;
	if (label->label) {
		layout_para_break(l, label->label, w, LAYOUT_RAGGED);
		label->h += label->label->h + PT(2.5);
	}
	if (label->help) {
		layout_para_break(l, label->help, w, LAYOUT_RAGGED);
		label->h += label->help->h + PT(2);
	}
}

void layout_label_put(struct layout *l, const struct layout_label *label, struct page_items *items, mpt x, mpt y)
{
	if (label->label) {
		layout_para_put(l, label->label, items, x, y);
		y += label->label->h + PT(1);
	}
	if (label->help)
		layout_para_put(l, label->help, items, x, y);
}

struct layout_widget *layout_widget_text(struct layout *l, const struct set_blank *blank, bool multiline, mpt size)
{
	struct layout_widget *widget = arena_one(l->arena, struct layout_widget);

	widget->field = (struct page_field){.name = blank->name, .kind = PAGE_FIELD_TEXT, .tooltip = blank->tooltip,
					    .value = blank->value ? blank->value : "", .no_spellcheck = blank->no_spellcheck};
	widget->field.multiline = multiline || blank->multiline || blank->kind == SET_BLANK_LINES || blank->kind == SET_BLANK_DRAWING;
	widget->widget = (struct page_widget){.size = size, .pad = l->style->field_pad, .rtl = l->rtl || blank->value_rtl};
	return widget;
}

void layout_widget_put(struct layout *l, struct page_items *items, const struct layout_widget *widget, page_tag_id tag, mpt x, mpt y,
		       mpt w, mpt h)
{
	struct layout_widget *to = arena_push(l->arena, l->widgets, l->n_widgets, l->cap_widgets);
	struct page_item *item;

	*to = *widget;
	item = layout_item(l, items, PAGE_WIDGET, tag, x, y);
	item->w = w;
	item->h = h;
	item->as.widget = (uint32_t)(l->n_widgets - 1);
}

/* ---- text in a blank ------------------------------------------------------------------------------------------------- */

/* A value is set from the side its first letters ask for. */
static mpt value_x(const struct layout *l, const struct set_blank *blank, const struct layout_para *p, size_t k, mpt w)
{
	mpt pad = l->style->field_pad;

	return blank->value_rtl && !l->rtl ? w - pad - p->lines[k].w : pad;
}

/* Lines on the ruled lines: the baseline a little above each rule, where a hand would write too. */
static void put_lines(struct layout *l, const struct set_blank *blank, const struct layout_para *p, size_t from, size_t to,
		      struct page_items *items, mpt x, mpt y, mpt w, mpt pitch, page_tag_id tag)
{
	mpt above = p->size * 54 / 100 < pitch / 3 ? p->size * 54 / 100 : pitch / 3;

	for (size_t k = from; k < to; k++) {
		mpt base = y + (mpt)(k - from + 1) * pitch - above;

		layout_line_put(l, p, k, items, x + value_x(l, blank, p, k, w), base - p->lines[k].base, tag);
	}
}

static void put_rules(struct layout *l, struct page_items *items, mpt x, mpt y, mpt w, mpt h, mpt pitch)
{
	for (mpt at = pitch; at < h - pitch / 2; at += pitch)
		layout_rule(l, items, x, y + at, w, 0, l->style->rule, l->style->rule_color);
}

static void put_ground(struct layout *l, struct page_items *items, mpt x, mpt y, mpt w, mpt h)
{
	const struct style *style = l->style;
	mpt line = style->rule > PT(1) ? style->rule : PT(1);

	if (style->fills)
		layout_fill(l, items, x, y, w, h, 0, style->field_fill);
	layout_rule(l, items, x, y + h - line / 2, w, 0, line, style->outline_color);
}

static const char *plain_label(struct layout *l, const struct set_blank *blank)
{
	const char *plain = layout_text_plain(l->arena, blank->label);

	return *plain ? plain : blank->tooltip ? blank->tooltip : "";
}

enum style_role layout_entry_role(const struct set_blank *blank)
{
	return blank->big ? STYLE_CALL : STYLE_ENTRY;
}

/* The size to which a line of it may shrink. */
static mpt entry_least(const struct style *style, const struct set_blank *blank)
{
	return blank->big ? style->text[STYLE_ENTRY].font.size : style->entry_min_size;
}

mpt layout_line_height(const struct layout *l, const struct set_blank *blank)
{
	mpt least = l->style->text[STYLE_CALL].leading + PT(9);

	return blank->big && least > l->style->field_height ? least : l->style->field_height;
}

/* From one of its lines to the next. */
static mpt line_pitch(const struct layout *l, const struct set_blank *blank)
{
	mpt h = blank->big ? layout_line_height(l, blank) : 0;

	return h > l->style->line_pitch ? h : l->style->line_pitch;
}

static struct layout_para *value_new(struct layout *l, const struct set_blank *blank, mpt size)
{
	struct layout_para *p = layout_para_value(l, blank->value, layout_entry_role(blank), size, blank->value_rtl, PAGE_ARTIFACT,
						  blank->name, blank->at);

	/* Of what is set large the name has the section's colour; a number beside it is found by its black. */
	for (size_t i = 0; blank->big && blank->fit == SET_FIT_PHONE && i < p->n_inks; i++)
		((struct layout_ink *)(uintptr_t)p->inks)[i].color = l->style->ink;
	return p;
}

static void one_line(struct layout_flow *f, const struct set_blank *blank, const struct layout_para *value)
{
	struct layout *l = f->l;
	const struct style *style = l->style;
	mpt h = layout_line_height(l, blank) > f->line_h ? layout_line_height(l, blank) : f->line_h;
	struct layout_strip *strip = layout_vstrip(f->v, h);
	page_tag_id tag = layout_tag_lang(l, layout_tag(l, blank->live ? PAGE_ROLE_FORM : PAGE_ROLE_P, f->tag),
					  blank->live ? NULL : blank->lang);
	struct page_items *shown = arena_one(l->arena, struct page_items);

	strip->blanks = layout_blank_count(blank);
	put_ground(l, &strip->items, f->x, 0, f->w, h);
	if (value && value->n) {
		struct page_items *to = blank->live ? shown : &strip->items;
		mpt x = blank->live ? 0 : f->x, y = (h - style->rule - value->lines[0].h) / 2;

		layout_line_put(l, value, 0, to, x + value_x(l, blank, value, 0, f->w), y, blank->live ? PAGE_ARTIFACT : tag);
	}
	if (blank->live) {
		struct layout_widget *widget = layout_widget_text(
			l, blank, false, value ? value->size : style->text[layout_entry_role(blank)].font.size);

		widget->widget.shown = shown;
		layout_widget_put(l, &strip->items, widget, tag, f->x, 0, f->w, h);
	}
}

static void several_lines(struct layout_flow *f, const struct set_blank *blank, const struct layout_para *value, size_t lines)
{
	struct layout *l = f->l;
	const struct style *style = l->style;
	mpt pitch = line_pitch(l, blank), h = (mpt)lines * pitch;
	struct layout_strip *strip = layout_vstrip(f->v, h);
	page_tag_id tag = layout_tag_lang(l, layout_tag(l, blank->live ? PAGE_ROLE_FORM : PAGE_ROLE_P, f->tag),
					  blank->live ? NULL : blank->lang);

	strip->blanks = layout_blank_count(blank);
	put_ground(l, &strip->items, f->x, 0, f->w, h);
	if (blank->live) {
		struct layout_widget *widget = layout_widget_text(
			l, blank, lines > 1, value ? value->size : style->text[layout_entry_role(blank)].font.size);
		struct page_items *shown = arena_one(l->arena, struct page_items), *empty = arena_one(l->arena, struct page_items);

		put_rules(l, shown, 0, 0, f->w, h, pitch);
		put_rules(l, empty, 0, 0, f->w, h, pitch);
		if (value)
			put_lines(l, blank, value, 0, value->n, shown, 0, 0, f->w, pitch, PAGE_ARTIFACT);
		widget->widget.shown = shown;
		widget->widget.empty = empty;
		layout_widget_put(l, &strip->items, widget, tag, f->x, 0, f->w, h);
	} else {
		put_rules(l, &strip->items, f->x, 0, f->w, h, pitch);
		if (value)
			put_lines(l, blank, value, 0, value->n, &strip->items, f->x, 0, f->w, pitch, tag);
	}
}

static struct layout_strip *continued_head(struct layout_flow *f, const char *label)
{
	struct layout *l = f->l;
	struct layout_strip *head = arena_one(l->arena, struct layout_strip);
	/* The label is the document's; of words that frame it, their language is told where there is no label. */
	page_tag_id tag = layout_tag_lang(l, layout_tag(l, PAGE_ROLE_P, f->tag),
					  label && *label ? NULL : layout_word_lang(l, "continued_mark"));
	struct layout_para *p = layout_para_plain(l, continued(l, label), STYLE_LABEL, tag, NULL, SPAN_NONE);

	layout_para_break(l, p, f->w, LAYOUT_RAGGED);
	layout_para_put(l, p, &head->items, f->x, 0);
	head->h = p->h + PT(4);
	return head;
}

/* A value that no page holds: its lines are strips, the ones on the first page the blank's, the rest running text. */
static void many_lines(struct layout_flow *f, const struct set_blank *blank, struct layout_para *value)
{
	struct layout *l = f->l;
	struct layout_deco *deco = arena_one(l->arena, struct layout_deco);
	page_tag_id tag = layout_tag(l, PAGE_ROLE_P, f->tag);

	*deco = (struct layout_deco){.kind = LAYOUT_BLANK, .x = f->x, .w = f->w, .pitch = line_pitch(l, blank), .head_tagged = true};
	deco->head = continued_head(f, plain_label(l, blank));
	if (blank->live) {
		deco->widget = layout_widget_text(l, blank, true, value->size);
		deco->widget_tag = layout_tag(l, PAGE_ROLE_FORM, f->tag);
	}
	layout_vopen(f->v, deco);
	for (size_t k = 0; k < value->n; k++) {
		struct layout_strip *strip;

		if (k > 0)
			layout_vcost(f->v, k < 3 || k + 1 == value->n ? LAYOUT_COST_WIDOW : LAYOUT_COST_LINES);
		strip = layout_vstrip(f->v, line_pitch(l, blank));
		strip->blanks = k == 0 ? layout_blank_count(blank) : 0;
		put_lines(l, blank, value, k, k + 1, &strip->items, f->x, 0, f->w, line_pitch(l, blank), tag);
	}
	layout_vclose(f->v);
}

/* What is typed on a phone needs no room for a pen: half the lines, so that a person is seen on one screen. Half a sheet of paper has
 * room for two thirds of them. */
static size_t lines_of(const struct layout *l, const struct set_blank *blank)
{
	size_t lines = blank->lines > 1 ? (size_t)blank->lines : 2;

	if (blank->kind != SET_BLANK_LINES)
		return 1;
	if (lines > 2 && l->plain && blank->live)
		return (lines + 1) / 2;
	return lines > 2 && l->height < PT(540) && !l->card && !l->style->paper.phone ? lines * 2 / 3 : lines;
}

static void text_control(struct layout_flow *f, const struct set_blank *blank)
{
	struct layout *l = f->l;
	const struct style *style = l->style;
	mpt size = style->text[layout_entry_role(blank)].font.size, small, w = f->w - 2 * style->field_pad;
	struct layout_para *value = NULL;
	size_t lines = lines_of(l, blank), most;

	if (blank->value && *blank->value) {
		mpt least = entry_least(style, blank);

		value = value_new(l, blank, size);
		if (lines == 1 && value->natural > w && !strchr(blank->value, '\n') &&
		    (int64_t)size * w >= (int64_t)least * value->natural) {
			/* The last tenth of a point is left, so that the kerning of the smaller size cannot make it too wide again. */
			small = (mpt)((int64_t)size * w / value->natural / 100 * 100) - 100;
			value = value_new(l, blank, small > least ? small : least);
		}
		layout_para_break(l, value, w, LAYOUT_RAGGED);
		if (value->n > lines)
			lines = value->n;
	}
	if (lines == 1) {
		one_line(f, blank, value);
		return;
	}
	/* NOLINTNEXTLINE(clang-analyzer-core.DivideZero): a theme's pitch is more than 0, held when it is read */
	most = (size_t)((l->height - PT(60)) / line_pitch(l, blank));
	if (most < 2)
		most = 2;
	if (value && value->n > most)
		many_lines(f, blank, value);
	else
		several_lines(f, blank, value, lines < most ? lines : most);
}

mpt layout_open_blank(struct layout *l, const struct set_blank *blank, struct page_items *items, page_tag_id tag, mpt x, mpt y, mpt w,
		      mpt h, enum style_role role, struct layout_para **kept, size_t *rest)
{
	const struct style *style = l->style;
	struct layout_para *value = *kept;
	mpt pad = style->field_pad, size = style->text[role].font.size, top = PT(3.5);
	size_t n;

	if (!value && blank->value && *blank->value) {
		value = *kept = layout_para_value(l, blank->value, role, size, blank->value_rtl, PAGE_ARTIFACT, blank->name,
						  blank->at);
		layout_para_break(l, value, w - 2 * pad, LAYOUT_RAGGED);
	}
	n = value ? value->n : 0;
	if (items) {
		struct page_items *shown = arena_one(l->arena, struct page_items), *to = blank->live ? shown : items;
		mpt ox = blank->live ? 0 : x, oy = (blank->live ? 0 : y) + top;

		if (!blank->live)
			layout_tag_lang(l, tag, blank->lang); /* one that is its own */
		while (n > 1 && value->lines[n - 1].y + value->lines[n - 1].h + top > h)
			n--;
		if (rest)
			*rest = n;
		for (size_t k = 0; k < n; k++)
			layout_line_put(l, value, k, to, ox + value_x(l, blank, value, k, w), oy + value->lines[k].y,
					blank->live ? PAGE_ARTIFACT : tag);
		if (blank->live) {
			struct layout_widget *widget = layout_widget_text(l, blank, h > style->field_height * 8 / 5, size);

			widget->widget.shown = shown;
			layout_widget_put(l, items, widget, tag, x, y, w, h);
		}
	}
	return value ? value->h + 2 * top : 0;
}

/* ---- the other kinds ---------------------------------------------------------------------------------------------------- */

static void derived(struct layout_flow *f, const struct set_blank *blank)
{
	struct layout *l = f->l;
	page_tag_id tag = layout_tag_lang(l, layout_tag(l, PAGE_ROLE_P, f->tag), blank->lang);
	enum style_role role = f->cell ? STYLE_CELL : STYLE_DERIVED;
	struct layout_para *p = layout_para_value(l, blank->derived, role, l->style->text[role].font.size, blank->value_rtl, tag,
						  blank->name, blank->at);
	mpt least = l->style->field_height;

	layout_para_break(l, p, f->w, LAYOUT_RAGGED);
	if (least > p->h * 8 / 5)
		least = p->h + PT(6); /* what nobody taps needs no room for a finger */
	if (p->n <= 1 && !f->cell) {
		struct layout_strip *strip = layout_vstrip(f->v, least);

		layout_para_put(l, p, &strip->items, f->x, (least - p->h) / 2);
	} else {
		layout_vspace(f->v, f->cell ? 0 : PT(3));
		layout_para_strips(f, p, f->x);
	}
}

static void pen_line(struct layout_flow *f, const struct set_blank *blank)
{
	struct layout *l = f->l;
	const struct style *style = l->style;
	mpt h = style->field_height + PT(4);
	struct layout_strip *strip = layout_vstrip(f->v, h);

	layout_rule(l, &strip->items, f->x, h - PT(0.5), f->w, 0, PT(1), style->outline_color);
	if (blank->digital && blank->live) {
		struct layout_widget widget = {
			.field = {.name = blank->name, .kind = PAGE_FIELD_SIGNATURE, .tooltip = blank->tooltip},
			.widget = {.size = style->text[STYLE_ENTRY].font.size, .pad = style->field_pad, .rtl = l->rtl},
		};

		layout_widget_put(l, &strip->items, &widget, layout_tag(l, PAGE_ROLE_FORM, f->tag), f->x, 0, f->w, h - PT(1));
		strip->blanks = 1;
	}
}

static void numbered(struct layout_flow *f, const struct set_blank *blank)
{
	struct layout *l = f->l;
	mpt indent = l->style->text[STYLE_ENTRY].font.size * 3 / 2;

	for (size_t i = 0; i < blank->n_items; i++) {
		struct layout_flow part = layout_flow_new(f, f->x + indent, f->w - indent);
		struct layout_strip *strip;
		struct layout_para *number;
		const char *digits;

		if (i > 0) {
			layout_vspace(f->v, l->plain ? l->style->row_gap : l->style->row_gap / 2);
			layout_vcost(f->v, i == 1 ? LAYOUT_COST_TOGETHER : LAYOUT_COST_ROWS);
		}
		digits = lang_number(l->job->lang, l->arena, (long)i + 1);
		number = layout_para_plain(
			l, arena_printf(l->arena, "%s.", digits), STYLE_LABEL,
			layout_tag_lang(l, layout_tag(l, PAGE_ROLE_P, f->tag), layout_digits_lang(l, digits)), NULL,
			SPAN_NONE);
		layout_para_break(l, number, indent, LAYOUT_RAGGED);
		text_control(&part, blank->items[i]);
		if (layout_vheight(part.v) > l->height / 2) {
			layout_vjoin(f->v, part.v);
			continue;
		}
		strip = layout_vstrip(f->v, layout_vheight(part.v));
		layout_para_put(l, number, &strip->items, f->x, (l->style->field_height - number->h) / 2);
		layout_flatten(l, part.v, &strip->items, 0, 0, &strip->blanks);
	}
}

void layout_control(struct layout_flow *f, const struct set_blank *blank)
{
	if (blank->derived) {
		derived(f, blank);
		return;
	}
	switch (blank->kind) {
	case SET_BLANK_TEXT:
	case SET_BLANK_LINES:
		text_control(f, blank);
		break;
	case SET_BLANK_ONE:
	case SET_BLANK_SEVERAL:
	case SET_BLANK_CHECK:
		layout_choice(f, blank);
		break;
	case SET_BLANK_SIGNATURE:
		pen_line(f, blank);
		break;
	case SET_BLANK_DRAWING: {
		struct set_blank *one = arena_one(f->l->arena, struct set_blank);
		struct set_node node = {.kind = SET_SPACE, .style = "drawing", .lines = blank->lines, .blanks = &one, .n_blanks = 1};

		*one = *blank;
		one->label = one->help = NULL;
		if (!node.lines)
			node.height = PT(150);
		layout_space(f, &node);
		break;
	}
	case SET_BLANK_TEXTS:
		numbered(f, blank);
		break;
	}
}

void layout_blank_flow(struct layout_flow *f, const struct set_blank *blank)
{
	struct layout *l = f->l;
	/* A lone box bears its own words. */
	struct layout_label label = blank->kind == SET_BLANK_CHECK && !blank->derived ? (struct layout_label){NULL, NULL, 0}
										      : layout_label_new(f, blank, f->w);

	if (label.h > 0) {
		struct layout_strip *strip = layout_vstrip(f->v, label.h);

		layout_label_put(l, &label, &strip->items, f->x, 0);
		layout_vcost(f->v, LAYOUT_COST_NEVER);
	}
	layout_control(f, blank);
}
