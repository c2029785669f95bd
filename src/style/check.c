/* What a theme and a paper must be together: text large enough, colours that can be told apart, room for a field. A theme is data
 * that anybody may write, so it is held to this whenever it is read. */
#include "style/int.h"

/* sRGB to linear light. The 2.4th power is x^2 times the fifth root of x^2, by Newton's way from 1, which seven steps bring
 * to the last digits that matter for x of 0.09 and more. There is no pow() here: its last digit is not the same on every
 * machine. */
static double linear(uint8_t part)
{
	double x = part / 255.0, root = 1.0;

	if (x <= 0.04045)
		return x / 12.92;
	x = (x + 0.055) / 1.055;
	for (int i = 0; i < 8; i++) {
		double square = root * root;

		root = 0.8 * root + 0.2 * x * x / (square * square);
	}
	return x * x * root;
}

static double luminance(struct page_color color)
{
	return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
}

int style_contrast(struct page_color a, struct page_color b)
{
	double la = luminance(a) + 0.05, lb = luminance(b) + 0.05;

	return (int)(100.0 * (la > lb ? la / lb : lb / la) + 1e-9);
}

/* Of all the grounds that a colour may stand on, the one where it is hardest to see; so that a colour is told once. */
struct worst {
	int contrast;
	const char *ground;
};

static void consider(struct worst *worst, struct page_color color, struct page_color under, const char *ground)
{
	int is = style_contrast(color, under);

	if (worst->ground && is >= worst->contrast)
		return;
	worst->contrast = is;
	worst->ground = ground;
}

/* Paper, a blank's fill, a section's tint. */
static void consider_all(struct worst *worst, const struct style *style, struct page_color color, const struct style_section *section)
{
	consider(worst, color, style->white, "white");
	consider(worst, color, style->field_fill, "the fill of a blank");
	consider(worst, color, section->light, "a section's light colour");
}

static void need_contrast(struct style_theme *t, struct span at, const char *what, const struct worst *worst, int least)
{
	int is = worst->contrast;

	if (is >= least)
		return;
	diag(t->diags, at, MSG_STYLE_CONTRAST, what, worst->ground, is / 100, is % 100, least / 100, least % 100);
	t->wrong = true;
}

/* A text on every ground; heads of tables and the numbers on stepping stones on the strong colour where it is printed. */
static void consider_text(struct style_theme *t, int role, struct worst *worst)
{
	const struct style *style = t->style;
	const struct style_text *text = &style->text[role];

	for (int i = 0; i < STYLE_SECTIONS; i++) {
		const struct style_section *section = &style->sections[i];
		struct page_color color = text->section_color ? section->strong : text->color;

		if ((role == STYLE_TABLE_HEAD || role == STYLE_STONE) && style->fills)
			consider(worst, color, section->strong, "a section's strong colour");
		else
			consider_all(worst, style, color, section);
	}
}

/* A colour that has a name is told once, where it is said, however many texts are printed in it. */
static void check_text_contrast(struct style_theme *t)
{
	for (int hue = 0; hue <= STYLE_HUE_SECTION; hue++) {
		bool section = hue == STYLE_HUE_SECTION;
		struct worst worst = {0, NULL};

		if (hue == STYLE_HUES)
			continue;
		for (int role = 0; role < STYLE_ROLES; role++)
			if (t->text[role].hue == hue)
				consider_text(t, role, &worst);
		if (worst.ground)
			need_contrast(t, section ? t->sections_at : t->hue_at[hue],
				      section ? "a section's strong colour" : style_hue_names[hue], &worst,
				      STYLE_TEXT_CONTRAST);
	}
	for (int role = 0; role < STYLE_ROLES; role++) {
		struct worst worst = {0, NULL};

		if (t->text[role].hue != STYLE_HUE_OWN)
			continue;
		consider_text(t, role, &worst);
		need_contrast(t, t->text[role].color_at, style_role_names[role], &worst, STYLE_TEXT_CONTRAST);
	}
}

static void check_line_contrast(struct style_theme *t, enum style_hue hue)
{
	struct worst worst = {0, NULL};

	for (int i = 0; i < STYLE_SECTIONS; i++)
		consider_all(&worst, t->style, t->hues[hue], &t->style->sections[i]);
	need_contrast(t, t->hue_at[hue], style_hue_names[hue], &worst, STYLE_LINE_CONTRAST);
}

static void need_length(struct style_theme *t, struct span at, const char *what, mpt is, mpt least, const char *where)
{
	if (is >= least)
		return;
	diag(t->diags, at, MSG_STYLE_LEAST, what, style_length_text(t->arena, is), style_length_text(t->arena, least), where);
	t->wrong = true;
}

static void need_spacing(struct style_theme *t, const char *name, mpt is, mpt least, const char *where)
{
	need_length(t, style_theme_spacing_at(t, name), name, is, least, where);
}

static void check_sizes(struct style_theme *t)
{
	const struct style *style = t->style;
	bool phone = style->paper.phone;

	for (int role = 0; role < STYLE_ROLES; role++) {
		const struct style_text *text = &style->text[role];
		const char *size = arena_printf(t->arena, "%s.size", style_role_names[role]);
		const char *leading = arena_printf(t->arena, "%s.leading", style_role_names[role]);

		if (phone)
			need_length(t, t->text[role].size_at, size, text->font.size, STYLE_PHONE_TEXT_MIN, "on a phone");
		else if (role == STYLE_ENTRY || role == STYLE_DERIVED)
			need_length(t, t->text[role].size_at, size, text->font.size, STYLE_ENTRY_MIN, "for entries");
		need_length(t, t->text[role].leading_at, leading, text->leading, text->font.size, "for its lines not to touch");
	}
	need_spacing(t, "field_height", style->field_height, style->text[STYLE_ENTRY].leading, "to hold an entry");
	need_spacing(t, "line_pitch", style->line_pitch, style->text[STYLE_ENTRY].leading, "to hold an entry");
	if (!phone)
		return;
	need_spacing(t, "field_height", style->field_height, PT(38), "on a phone");
	need_spacing(t, "widget_min", style->widget_min, PT(38), "on a phone");
	need_spacing(t, "row_gap", style->row_gap, PT(8), "on a phone");
	need_spacing(t, "option_gap", style->option_gap, PT(8), "on a phone");
	need_spacing(t, "entry_min_size", style->entry_min_size, STYLE_PHONE_TEXT_MIN, "on a phone");
}

/* A page must hold a title, a heading and four blanks, three columns side by side (or a line of twelve letters' widths). */
static void check_room(struct style_theme *t, struct span paper_at)
{
	const struct style *style = t->style;
	const struct style_paper *paper = &style->paper;
	mpt w = paper->w - paper->start - paper->end, h = paper->h - paper->top - paper->bottom;
	mpt need_w = style->columns > 1 ? 3 * style->column_min + 2 * style->column_gap : 12 * style->text[STYLE_BODY].font.size;
	mpt need_h = style->text[STYLE_H1].leading + style->text[STYLE_H2].leading +
		     4 * (style->text[STYLE_LABEL].leading + style->field_height + style->row_gap);

	/* One column is never set on turned paper. */
	if ((w >= need_w && h >= need_h) || (paper->landscape && style->columns == 1))
		return;
	diag(t->diags, paper_at, MSG_STYLE_PAPER_SMALL, paper->name, paper->landscape ? " (turned)" : "",
	     style_length_text(t->arena, w), style_length_text(t->arena, h), t->name, style_length_text(t->arena, need_w),
	     style_length_text(t->arena, need_h));
	t->wrong = true;
}

void style_check(struct style_theme *t, struct span paper_at)
{
	check_text_contrast(t);
	check_line_contrast(t, STYLE_RULE);
	check_line_contrast(t, STYLE_OUTLINE);
	check_line_contrast(t, STYLE_HAIRLINE);
	check_sizes(t);
	check_room(t, paper_at);
}
