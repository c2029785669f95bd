/* Themes: a file laid over its base, then the `phone` or `small` parts of both (`card`: for cards alone), each key checked
 * as it is read. Names of typefaces are not checked here but by `font`, which knows them. Refuses unknown keys and values
 * out of range, at their places. */
#include "style/int.h"

#include <stdlib.h>
#include <string.h>

const char *const style_role_names[STYLE_ROLES + 1] = {
	[STYLE_BODY] = "body", [STYLE_LEAD] = "lead", [STYLE_H1] = "h1", [STYLE_H2] = "h2", [STYLE_H3] = "h3", [STYLE_H4] = "h4",
	[STYLE_H5] = "h5", [STYLE_H6] = "h6", [STYLE_LABEL] = "label", [STYLE_HELP] = "help", [STYLE_ENTRY] = "entry",
	[STYLE_DERIVED] = "derived", [STYLE_OPTION] = "option", [STYLE_TIP] = "tip", [STYLE_CODE] = "code",
	[STYLE_TABLE_HEAD] = "table_head", [STYLE_ROW_HEAD] = "row_head", [STYLE_CELL] = "cell", [STYLE_CHECKLIST] = "checklist",
	[STYLE_HEAD] = "head", [STYLE_HEAD_RIGHT] = "head_right", [STYLE_FOOT] = "foot", [STYLE_PAGE_NUMBER] = "page_number",
	[STYLE_COVER_TITLE] = "cover_title", [STYLE_COVER_LINE] = "cover_line", [STYLE_DIVIDER_TITLE] = "divider_title",
	[STYLE_STONE] = "stone", [STYLE_TAB] = "tab", [STYLE_CALL] = "call", [STYLE_DAY] = "day",
	[STYLE_NOTE] = "note",
};

const char *const style_hue_names[STYLE_HUES + 1] = {
	[STYLE_INK] = "ink", [STYLE_SOFT] = "soft", [STYLE_ENTRY_INK] = "entry", [STYLE_FILL] = "fill", [STYLE_RULE] = "rule",
	[STYLE_OUTLINE] = "outline", [STYLE_HAIRLINE] = "hairline", [STYLE_WHITE] = "white",
};

/* The keys under `spacing`, all lengths. */
static const struct {
	const char *name;
	size_t offset;
	mpt least, most;
} spacings[] = {
#define SPACING(field, least, most) {#field, offsetof(struct style, field), least, most}
	SPACING(column_gap, PT(4), PT(40)),   SPACING(row_gap, PT(3), PT(40)),      SPACING(field_height, PT(20), PT(80)),
	SPACING(line_pitch, PT(18), PT(60)),  SPACING(entry_min_size, PT(9), PT(24)), SPACING(field_pad, PT(1), PT(20)),
	SPACING(box, PT(8), PT(40)),          SPACING(radio, PT(8), PT(40)),        SPACING(widget_min, PT(18), PT(80)),
	SPACING(option_gap, PT(4), PT(60)),   SPACING(cell_pad, PT(1), PT(20)),     SPACING(column_min, PT(48), PT(200)),
	SPACING(card_pad, 0, PT(40)),         SPACING(card_edge, 0, PT(20)),        SPACING(card_radius, 0, PT(20)),
	SPACING(tip_pad, 0, PT(40)),          SPACING(tip_radius, 0, PT(20)),       SPACING(hairline, 250, PT(4)),
	SPACING(rule, 250, PT(4)),            SPACING(outline, 250, PT(6)),         SPACING(measure, 0, PT(1000)),
	SPACING(margin_min, 0, PT(144)),      SPACING(panel_width, PT(100), PT(600)),
	SPACING(panel_height, PT(40), PT(800)), SPACING(panel_pad, PT(4), PT(40)),
#undef SPACING
};
#define N_SPACINGS (sizeof spacings / sizeof spacings[0])
_Static_assert(N_SPACINGS <= STYLE_SPACINGS_MAX, "said_spacing has a bit for each");

enum { FEW = 8 /* keys that may be told one by one */ };

enum text_key { T_FAMILY, T_WEIGHT, T_ITALIC, T_SIZE, T_LEADING, T_TRACKING, T_COLOR, T_UPPER, T_ABOVE, T_BELOW, T_TABULAR, T_KEYS };
static const char *const text_keys[T_KEYS + 1] = {"family",   "weight", "italic", "size",  "leading", "tracking",
						  "color",    "upper",  "above",  "below", "tabular"};

/* ---- single values ----------------------------------------------------------------------------------------------- */

static void tell_value(struct style_theme *t, const struct val *v, const char *name, const char *want)
{
	diag(t->diags, v->at, MSG_STYLE_VALUE, name, want);
	t->wrong = true;
}

static void read_bool(struct style_theme *t, const struct val *v, const char *name, bool *out)
{
	bool ok = false, value = val_truth(v, &ok);

	if (ok)
		*out = value;
	else
		tell_value(t, v, name, "yes or no");
}

static void read_int(struct style_theme *t, const struct val *v, const char *name, int least, int most, int *out)
{
	const char *text = val_text(v);
	size_t len = text ? strspn(text, "0123456789") : 0;
	int value = len && len < 6 && !text[len] ? (int)strtol(text, NULL, 10) : -1;

	if (value >= least && value <= most)
		*out = value;
	else
		tell_value(t, v, name, arena_printf(t->arena, "a whole number from %d to %d", least, most));
}

static void read_family(struct style_theme *t, const struct val *v, const char *name, const char **out)
{
	if (val_text(v) && *v->text)
		*out = v->text;
	else
		tell_value(t, v, name, "the name of a typeface in fonts.yaml");
}

static bool is_map(struct style_theme *t, const struct val *v, const char *name)
{
	if (v && v->kind == VAL_MAP)
		return true;
	if (v && v->kind != VAL_NULL)
		tell_value(t, v, name, "keys with values (`key: value`)");
	return false;
}

static void read_color(struct style_theme *t, const struct val *v, const char *name, struct page_color *out)
{
	if (!val_text(v) || !style_color_parse(v->text, out))
		tell_value(t, v, name, "a colour as \"#\" and six hex digits, such as \"#0b6e69\"");
}

/* ---- colours ----------------------------------------------------------------------------------------------------- */

static void read_hues(struct style_theme *t, const struct val *map)
{
	if (!is_map(t, map, "colors"))
		return;
	val_check_keys(t->diags, map, "colors", style_hue_names);
	for (size_t i = 0; i < STYLE_HUES; i++) {
		const struct val *v = val_lookup(map, style_hue_names[i]);

		if (!v)
			continue;
		read_color(t, v, style_hue_names[i], &t->hues[i]);
		t->hue_at[i] = v->at;
		t->said_hues |= 1u << i;
	}
}

static void read_sections(struct style_theme *t, const struct val *list)
{
	static const char *const keys[] = {"strong", "light", "middle", NULL};

	if (!list || list->kind == VAL_NULL)
		return;
	if (list->kind != VAL_LIST || list->n != STYLE_SECTIONS) {
		tell_value(t, list, "sections", "four sections, each {strong:, light:, middle:}");
		return;
	}
	t->sections_at = list->at;
	for (size_t i = 0; i < STYLE_SECTIONS; i++) {
		const struct val *map = list->items[i];
		struct page_color *colors[] = {&t->style->sections[i].strong, &t->style->sections[i].light,
					       &t->style->sections[i].middle};

		if (!is_map(t, map, "sections"))
			continue;
		val_check_keys(t->diags, map, "a section", keys);
		for (size_t k = 0; k < 3; k++) {
			const struct val *v = val_lookup(map, keys[k]);

			if (v)
				read_color(t, v, keys[k], colors[k]);
			else if (!t->said_sections)
				tell_value(t, map, "sections", "strong, light and middle");
		}
	}
	t->said_sections = true;
}

/* ---- text styles ------------------------------------------------------------------------------------------------- */

static void read_text_color(struct style_theme *t, const struct val *v, const char *name, int role)
{
	const char *text = val_text(v);

	t->text[role].color_at = v->at;
	if (str_eq(text, "section")) {
		t->text[role].hue = STYLE_HUE_SECTION;
		return;
	}
	for (int i = 0; i < STYLE_HUES; i++)
		if (str_eq(text, style_hue_names[i])) {
			t->text[role].hue = i;
			return;
		}
	if (text && style_color_parse(text, &t->style->text[role].color))
		t->text[role].hue = STYLE_HUE_OWN;
	else
		tell_value(t, v, name, "section, a name under `colors`, or \"#\" and six hex digits");
}

static void read_leading(struct style_theme *t, const struct val *v, const char *name, int role)
{
	const char *text = val_text(v);
	mpt percent;

	t->text[role].leading_at = v->at;
	if (text && str_ends(text, "%")) {
		size_t len = strlen(text) - 1;
		const char *number = arena_strndup(t->arena, text, len && text[len - 1] == ' ' ? len - 1 : len);

		if (style_length_parse(number, &percent) && percent >= PT(100) && percent <= PT(300))
			t->text[role].leading_percent = (int)percent;
		else
			tell_value(t, v, name, "100 % to 300 % of the size, or a length");
	} else if (style_length_read(t->diags, v, name, PT(9), PT(120), &t->style->text[role].leading, &t->wrong)) {
		t->text[role].leading_percent = 0;
	}
}

static void read_text_key(struct style_theme *t, const struct val *v, const char *name, int role, enum text_key key)
{
	struct style_text *text = &t->style->text[role];
	bool *wrong = &t->wrong;

	switch (key) {
	case T_FAMILY:
		read_family(t, v, name, &text->font.family);
		break;
	case T_WEIGHT:
		read_int(t, v, name, 100, 900, &text->font.weight);
		break;
	case T_ITALIC:
		read_bool(t, v, name, &text->font.italic);
		break;
	case T_SIZE:
		style_length_read(t->diags, v, name, STYLE_TEXT_MIN, PT(96), &text->font.size, wrong);
		t->text[role].size_at = v->at;
		break;
	case T_LEADING:
		read_leading(t, v, name, role);
		break;
	case T_TRACKING:
		style_length_read(t->diags, v, name, -PT(2), PT(10), &text->font.tracking, wrong);
		break;
	case T_COLOR:
		read_text_color(t, v, name, role);
		break;
	case T_UPPER:
		read_bool(t, v, name, &text->upper);
		break;
	case T_ABOVE:
		style_length_read(t->diags, v, name, 0, PT(100), &text->above, wrong);
		break;
	case T_BELOW:
		style_length_read(t->diags, v, name, 0, PT(100), &text->below, wrong);
		break;
	case T_TABULAR:
		read_bool(t, v, name, &text->font.tabular);
		break;
	case T_KEYS:
		break;
	}
}

static void read_texts(struct style_theme *t, const struct val *map)
{
	if (!is_map(t, map, "text"))
		return;
	val_check_keys(t->diags, map, "text", style_role_names);
	for (int role = 0; role < STYLE_ROLES; role++) {
		const struct val *text = val_lookup(map, style_role_names[role]);

		if (!is_map(t, text, style_role_names[role]))
			continue;
		val_check_keys(t->diags, text, style_role_names[role], text_keys);
		for (int key = 0; key < T_KEYS; key++) {
			const struct val *v = val_lookup(text, text_keys[key]);

			if (!v)
				continue;
			read_text_key(t, v, arena_printf(t->arena, "%s.%s", style_role_names[role], text_keys[key]), role,
				      (enum text_key)key);
			t->text[role].said |= 1u << key;
		}
	}
}

static void read_spacing(struct style_theme *t, const struct val *map)
{
	const char *known[N_SPACINGS + 1] = {NULL};

	if (!is_map(t, map, "spacing"))
		return;
	for (size_t i = 0; i < N_SPACINGS; i++)
		known[i] = spacings[i].name;
	val_check_keys(t->diags, map, "spacing", known);
	for (size_t i = 0; i < N_SPACINGS; i++) {
		const struct val *v = val_lookup(map, spacings[i].name);

		if (!v)
			continue;
		style_length_read(t->diags, v, spacings[i].name, spacings[i].least, spacings[i].most,
				  (mpt *)((char *)t->style + spacings[i].offset), &t->wrong);
		t->spacing_at[i] = v->at;
		t->said_spacing |= (uint64_t)1 << i;
	}
}

struct span style_theme_spacing_at(const struct style_theme *t, const char *name)
{
	for (size_t i = 0; i < N_SPACINGS; i++)
		if (str_eq(spacings[i].name, name))
			return t->spacing_at[i];
	return t->at;
}

/* ---- a layer, and the whole -------------------------------------------------------------------------------------- */

void style_theme_layer(struct style_theme *t, const struct val *map, bool part)
{
	static const char *const keys[] = {"colors", "sections", "text",    "spacing", "typing", "columns", "fills",
					   "italics", "shrink",  "page_blanks", "title", "base",  "phone",   "small", "card", NULL};
	static const char *const part_keys[] = {"colors", "sections", "text",   "spacing", "typing",      "columns",
						"fills",  "italics",  "shrink", "page_blanks", NULL};
	struct style *style = t->style;
	const struct val *v;

	if (!is_map(t, map, part ? "this part" : "a theme"))
		return;
	val_check_keys(t->diags, map, part ? "a part of a theme" : "a theme", part ? part_keys : keys);
	read_hues(t, val_lookup(map, "colors"));
	read_sections(t, val_lookup(map, "sections"));
	read_texts(t, val_lookup(map, "text"));
	read_spacing(t, val_lookup(map, "spacing"));
	if ((v = val_lookup(map, "typing"))) {
		read_family(t, v, "typing", &style->typing_family);
		t->said_typing = true;
	}
	if ((v = val_lookup(map, "columns")))
		read_int(t, v, "columns", 1, 12, &style->columns);
	if ((v = val_lookup(map, "fills")))
		read_bool(t, v, "fills", &style->fills);
	if ((v = val_lookup(map, "italics")))
		read_bool(t, v, "italics", &style->italics);
	if ((v = val_lookup(map, "shrink")))
		read_int(t, v, "shrink", 0, 20, &style->shrink);
	if ((v = val_lookup(map, "page_blanks")))
		read_int(t, v, "page_blanks", 0, 100, &style->page_blanks);
}

static void missing(struct style_theme *t, const char *name)
{
	*arena_push(t->arena, t->missing, t->n_missing, t->cap_missing) = name;
	t->wrong = true;
}

/* A theme that lacks nearly all of it was meant to be laid over another. */
static void tell_missing(struct style_theme *t)
{
	if (!t->based && t->n_missing > FEW) {
		diag(t->diags, t->at, MSG_STYLE_NO_BASE, t->n_missing, t->missing[0], t->missing[1]);
		return;
	}
	for (size_t i = 0; i < t->n_missing; i++)
		diag(t->diags, t->at, MSG_STYLE_MISSING, t->missing[i]);
}

void style_theme_finish(struct style_theme *t)
{
	struct style *style = t->style;
	static const unsigned needed = 1u << T_FAMILY | 1u << T_WEIGHT | 1u << T_SIZE | 1u << T_LEADING | 1u << T_COLOR;

	for (size_t i = 0; i < STYLE_HUES; i++)
		if (!(t->said_hues & 1u << i))
			missing(t, arena_printf(t->arena, "colors.%s", style_hue_names[i]));
	for (size_t i = 0; i < N_SPACINGS; i++)
		if (!(t->said_spacing & (uint64_t)1 << i))
			missing(t, arena_printf(t->arena, "spacing.%s", spacings[i].name));
	for (int role = 0; role < STYLE_ROLES; role++) {
		struct style_text *text = &style->text[role];
		const struct style_draft *draft = &t->text[role];

		for (int key = 0; key < T_KEYS; key++)
			if (needed & ~draft->said & 1u << key)
				missing(t, arena_printf(t->arena, "text.%s.%s", style_role_names[role], text_keys[key]));
		if (draft->leading_percent)
			text->leading = (mpt)(((int64_t)text->font.size * draft->leading_percent + 50000) / 100000);
		text->section_color = draft->hue == STYLE_HUE_SECTION;
		if (draft->hue < STYLE_HUES)
			text->color = t->hues[draft->hue];
		else if (text->section_color)
			text->color = style->sections[0].strong;
	}
	if (!t->said_sections)
		missing(t, "sections");
	if (!t->said_typing)
		missing(t, "typing");
	tell_missing(t);
	style->ink = t->hues[STYLE_INK];
	style->soft_ink = t->hues[STYLE_SOFT];
	style->entry_ink = t->hues[STYLE_ENTRY_INK];
	style->field_fill = t->hues[STYLE_FILL];
	style->rule_color = t->hues[STYLE_RULE];
	style->outline_color = t->hues[STYLE_OUTLINE];
	style->hairline_color = t->hues[STYLE_HAIRLINE];
	style->white = t->hues[STYLE_WHITE];
}
