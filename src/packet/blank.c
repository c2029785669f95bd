/* Blanks: a blank of the source and what the record has -> the blank that is set: its name (which is its path), kind, value as the
 * reader sees it, and a tooltip that makes sense alone. A shape decides the type of what it knows; an answer's is the sheet's. */
#include "packet/packet.h"

#include <stdlib.h>
#include <string.h>

#include "packet/int.h"

/* ---- options --------------------------------------------------------------------------------------------------------- */

/* A question that ends in its own mark takes no colon. */
static const char *option_tooltip(struct bind *bind, const char *question, const char *answer)
{
	size_t n = strlen(question);
	const char *pattern = n && strchr("?!.", question[n - 1]) ? bind->patterns.option_asked : bind->patterns.option;

	return bind_fill(bind, pattern, question, answer);
}

/* ---- values ---------------------------------------------------------------------------------------------------------- */

/* The first strong letter's direction; the page's where there is none. */
bool set_rtl(const char *s, bool otherwise)
{
	const char *end = s + strlen(s);
	uint32_t c;

	while (s < end && (c = utf8_next(&s, end))) {
		if ((c >= 0x590 && c <= 0x8ff) || (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfeff) ||
		    (c >= 0x10800 && c <= 0x10fff) || (c >= 0x1e800 && c <= 0x1efff))
			return !(c >= 0x660 && c <= 0x669) && !(c >= 0x6f0 && c <= 0x6f9);
		if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xc0 && c < 0x2000) || c >= 0x2c00)
			return false;
	}
	return otherwise;
}

/* A value that no shape knows, by the sheet's type: as the reader writes it. */
static const char *answer_text(struct bind *bind, const struct val *val, enum record_type type)
{
	const char *text = val_text(val), *time;
	struct lang_date date;

	if (!text)
		return "";
	if (type == RECORD_DATE && lang_date_parse(text, &date))
		return lang_date_text(bind->lang, bind->arena, date, LANG_DATE_LONG);
	if (type == RECORD_TIME && (time = lang_time_text(bind->lang, bind->arena, text)))
		return time;
	return text;
}

static const char *answer_lang(const struct bind *bind, const struct val *val, enum record_type type)
{
	struct lang_date date;
	bool worded = (type == RECORD_DATE && lang_date_parse(val_text(val) ? val_text(val) : "", &date)) || type == RECORD_TIME;

	return val && worded ? bind_differs(bind, bind->lang->tag) : NULL;
}

static const char *value_text(struct frame *frame, const struct record_found *found, enum record_type type, bool answer)
{
	const char *text;

	if (!found->val)
		return "";
	if (answer) {
		bind_heed(frame, found, val_text(found->val));
		return answer_text(frame->bind, found->val, type);
	}
	text = bind_value(frame, found);
	return text ? text : "";
}

static bool holds(const struct val *val, const char *id)
{
	if (!val)
		return false;
	if (val->kind == VAL_TEXT)
		return str_eq(val->text, id);
	for (size_t i = 0; i < val->n; i++) {
		if (val->kind == VAL_LIST && str_eq(val_text(val->items[i]), id))
			return true;
		if (val->kind == VAL_MAP && str_eq(val->keys[i].text, id))
			return val_truth(val->items[i], NULL);
	}
	return false;
}

/* ---- what is chosen --------------------------------------------------------------------------------------------------- */

/* `plain` names it in the tooltip, which is the document's language. */
static void option_add(struct frame *frame, struct set_blank *b, size_t *cap, const char *id, struct set_text *words, const char *plain)
{
	struct set_option *o = arena_push(frame->bind->arena, b->options, b->n_options, *cap);

	o->id = id;
	o->words = words ? words : bind_words(frame->bind, plain, 0, NULL);
	o->plain = plain;
	o->name = b->kind == SET_BLANK_SEVERAL ? arena_printf(frame->bind->arena, "%s.%s", b->name, bind_key(frame, id)) : b->name;
	o->tooltip = option_tooltip(frame->bind, b->tooltip, plain);
}

static void options_fixed(struct frame *frame, struct set_blank *b, size_t *cap, bool not_applicable)
{
	static const struct { const char *id, *word; } fixed[] = {{"yes", "yes"}, {"no", "no"}, {"na", "not_applicable"}, {"skip", "rather_not_say"}};

	for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
		if (i < 2 || (i == 2 && not_applicable) || (i == 3 && b->tender))
			option_add(frame, b, cap, fixed[i].id, bind_word(frame->bind, fixed[i].word), lang_word(frame->bind->own, fixed[i].word));
}

static void options_make(struct frame *frame, struct set_blank *b, const struct doc_blank *from, const struct record_shape *shape,
			 enum record_type type)
{
	size_t cap = 0;

	for (size_t i = 0; i < from->n_options; i++) {
		const struct doc_option *o = &from->options[i];
		const char *plain = bind_plain(frame, o->words, bind_values(frame));

		option_add(frame, b, &cap, o->id, bind_text(frame, o->words), plain ? plain : o->id);
	}
	if (from->n_options == 0 && (type == RECORD_YES_NO || type == RECORD_YES_NO_NA))
		options_fixed(frame, b, &cap, type == RECORD_YES_NO_NA);
	else if (from->n_options == 0 && shape && shape->options)
		for (size_t i = 0; shape->options[i]; i++)
			option_add(frame, b, &cap, shape->options[i], NULL, shape->options[i]);
}

static void options_set(struct frame *frame, struct set_blank *b, const struct val *val, enum record_type type)
{
	bool yes_no = type == RECORD_YES_NO || type == RECORD_YES_NO_NA, ok = false;
	bool truth = yes_no && val && val->kind == VAL_TEXT && val_truth(val, &ok);

	b->value = "";
	for (size_t i = 0; i < b->n_options; i++) {
		struct set_option *o = &b->options[i];

		if (yes_no && str_eq(o->id, "skip") && holds(val, "unsaid"))
			o->on = true; /* what a record calls it: it says of no question that it was skipped */
		else if (yes_no && ok)
			o->on = str_eq(o->id, truth ? "yes" : "no");
		else
			o->on = holds(val, o->id) && (b->kind == SET_BLANK_SEVERAL || !*b->value);
		o->id = bind_key(frame, o->id); /* it is the state's name in the file */
		if (o->on && b->kind == SET_BLANK_ONE)
			b->value = o->id;
	}
}

/* ---- kinds ----------------------------------------------------------------------------------------------------------- */

struct set_blank *bind_blank_new(struct bind *bind, enum set_blank_kind kind, struct span at)
{
	struct set_blank *b = arena_one(bind->arena, struct set_blank);

	bind_count(bind, at);
	b->kind = kind;
	b->value = "";
	b->tooltip = "";
	b->live = !bind->flat;
	b->value_rtl = bind->rtl;
	b->at = at;
	return b;
}

static enum set_blank_kind kind_of(const struct frame *frame, const struct doc_blank *from, const struct record_shape *shape,
				   enum record_type type, int *lines)
{
	bool options = from->n_options > 0 || (shape && shape->options);

	*lines = frame->spare ? (from->lines + 1) / 2 : from->lines;
	switch (type) {
	case RECORD_MULTILINE:
		if (from->lines == 1)
			return SET_BLANK_TEXT;
		if (!from->lines)
			*lines = frame->column || frame->spare ? 2 : 3;
		return SET_BLANK_LINES;
	case RECORD_YES_NO:
	case RECORD_YES_NO_NA:
		return SET_BLANK_ONE;
	case RECORD_CHOICE:
		return options ? SET_BLANK_ONE : SET_BLANK_TEXT;
	case RECORD_MULTI_CHOICE:
		return options ? SET_BLANK_SEVERAL : SET_BLANK_TEXTS;
	case RECORD_CHECK:
		return SET_BLANK_CHECK;
	case RECORD_SIGNATURE:
		return SET_BLANK_SIGNATURE;
	case RECORD_DRAWING:
		return SET_BLANK_DRAWING;
	case RECORD_TEXTS:
		return SET_BLANK_TEXTS;
	default:
		if (from->count > 1)
			return SET_BLANK_TEXTS;
		if (from->n_options > 0)
			return SET_BLANK_ONE;
		return from->lines > 1 && !from->field ? SET_BLANK_LINES : SET_BLANK_TEXT;
	}
}

static int fit_of(enum record_type type, const char *path)
{
	const char *last = strrchr(path, '.');

	last = last ? last + 1 : path;
	switch (type) {
	case RECORD_DATE:
	case RECORD_DATETIME:
		return SET_FIT_DATE;
	case RECORD_PHONE:
	case RECORD_TIME:
		return SET_FIT_PHONE;
	case RECORD_NUMBER:
	case RECORD_PERCENT:
		return SET_FIT_NUMBER;
	case RECORD_EMAIL:
		return SET_FIT_EMAIL;
	case RECORD_TEXT:
		return str_eq(last, "name") || str_ends(last, "_name") || str_ends(last, "-name") ? SET_FIT_NAME : SET_FIT_ANY;
	default:
		return SET_FIT_ANY;
	}
}

/* The n-th text of a list, from 0, and its key. A map that no shape keys is numbered: its keys are the lines' numbers. */
static const struct val *text_at(struct bind *bind, const struct val *val, size_t i, bool keyed, const char **key)
{
	size_t have = val && val->kind != VAL_TEXT ? val->n : 0;

	if (keyed)
		*key = i < have ? val->keys[i].text : arena_printf(bind->arena, "new-%zu", i - have + 1);
	else
		*key = arena_printf(bind->arena, "%zu", i + 1);
	if (!val || val->kind == VAL_TEXT)
		return i ? NULL : val;
	if (val->kind == VAL_MAP && !keyed)
		return val_lookup(val, *key);
	return i < have ? val->items[i] : NULL;
}

/* Numbered lines: what the record's list has, each under its key, then empty ones up to the count; never fewer than it has. */
static void texts_make(struct frame *frame, struct set_blank *b, const struct val *val, int count, bool keyed)
{
	struct bind *bind = frame->bind;
	size_t have = val && val->kind != VAL_TEXT ? val->n : val ? 1 : 0, n;

	keyed = keyed && (!val || val->kind == VAL_MAP);
	for (size_t i = 0; !keyed && val && val->kind == VAL_MAP && i < val->n; i++) {
		size_t k = strtoul(val->keys[i].text, NULL, 10);

		have = k > have && k < 1000 ? k : have;
	}
	n = count > 0 ? (size_t)count : have + 1 > 2 ? have + 1 : 2;
	n = n > have ? n : have;
	b->items = arena_many(bind->arena, struct set_blank *, n);
	b->n_items = n;
	for (size_t i = 0; i < n; i++) {
		struct set_blank *item = bind_blank_new(bind, SET_BLANK_TEXT, b->at);
		const char *key;
		const struct val *v = text_at(bind, val, i, keyed, &key);
		const char *text = val_text(v);

		if (v && !text && v->kind == VAL_MAP)
			text = val_text_at(v, "title", val_text_at(v, "name", ""));
		item->id = b->id;
		item->name = arena_printf(bind->arena, "%s.%s", b->name, bind_key(frame, key));
		item->tooltip = bind_fill(bind, bind->patterns.line, b->tooltip, bind_number(bind, i + 1));
		item->value = text ? text : "";
		item->value_rtl = set_rtl(item->value, bind->rtl);
		item->no_spellcheck = b->no_spellcheck;
		b->items[i] = item;
	}
}

/* Tells a path that nobody knows, at its place. */
static struct set_blank *tell_unknown(struct frame *frame, const struct doc_blank *from, const char *path)
{
	const char *unknown = NULL, *near = NULL, *name = path + (*path == '/');

	if (frame->scope && *path != '/')
		name = arena_printf(frame->bind->arena, "%s.%s", frame->scope->name, path);
	record_shape_find(frame->bind->set->shapes, name, &unknown, &near);
	if (near)
		diag(frame->bind->job->diags, from->field_at, MSG_PACKET_PATH_NEAR, path, unknown ? unknown : path, near);
	else
		diag(frame->bind->job->diags, from->field_at, MSG_PACKET_PATH, path, unknown ? unknown : path);
	frame->bind->failed = true;
	return NULL;
}

/* Documents say `check` and `texts` for what the catalogue calls a checkbox and a list. */
enum record_type blank_type_find(const char *word)
{
	return str_eq(word, "check") ? RECORD_CHECK : str_eq(word, "texts") ? RECORD_TEXTS : record_type_find(word);
}

enum record_type blank_type(const struct doc_blank *blank, const struct record_shape *shape)
{
	if (shape && !shape->free)
		return shape->type;
	if (blank->type)
		return blank_type_find(blank->type);
	return blank->n_options ? RECORD_CHOICE : blank->count ? RECORD_TEXTS : blank->lines > 1 ? RECORD_MULTILINE : RECORD_TEXT;
}

/* What the label, the head above or the words `say` call it. */
static const char *question(struct frame *frame, const struct doc_blank *from)
{
	const char *plain = from->say;

	if (!plain)
		plain = bind_plain(frame, from->label, bind_values(frame));
	return plain ? plain : frame->column;
}

/* What came back and could not be put in its place stands in its blank as it was written, until somebody settles it. */
static bool fill_returned(struct frame *frame, struct set_blank *b, const char *name)
{
	const char *text = name && !frame->bind->unknown ? record_returned(frame->bind->set, name + (*name == '/')) : NULL;

	if (!text || (b->kind != SET_BLANK_TEXT && b->kind != SET_BLANK_LINES && b->kind != SET_BLANK_DRAWING))
		return false;
	b->value = text;
	b->value_rtl = set_rtl(text, frame->bind->rtl);
	return true;
}

static void fill_blank(struct frame *frame, struct set_blank *b, const struct doc_blank *from, const struct record_found *found,
		       enum record_type type)
{
	const struct val *val = found->val;
	bool answer = !found->shape || found->shape->free;

	switch (b->kind) {
	case SET_BLANK_ONE:
	case SET_BLANK_SEVERAL:
		options_make(frame, b, from, found->shape, type);
		options_set(frame, b, val, type);
		break;
	case SET_BLANK_CHECK:
		b->value = val && val->kind == VAL_TEXT && val_truth(val, NULL) ? "yes" : "";
		break;
	case SET_BLANK_TEXTS:
		texts_make(frame, b, val, from->count ? from->count : from->lines, found->shape && found->shape->keyed);
		break;
	case SET_BLANK_SIGNATURE:
		break;
	default:
		b->value = value_text(frame, found, type, answer);
		b->lang = answer ? answer_lang(frame->bind, val, type) : bind_value_lang(frame, found);
		b->value_rtl = set_rtl(b->value, frame->bind->rtl);
	}
}

/* A built-in under `field`: its text stands in the blank's place, or it leads to a path. NULL where it is none. */
static const char *builtin_field(struct frame *frame, const char *field, const char **path, const char **lang)
{
	struct builtin built;

	if (!builtin_find(frame, field, &built))
		return NULL;
	if (!built.text && built.path)
		*path = *built.path == '.' ? bind_answer_path(frame, built.path + 1) : arena_printf(frame->bind->arena, "/%s", built.path);
	*lang = built.lang;
	return built.text;
}

struct set_blank *bind_blank(struct frame *frame, const struct doc_blank *from)
{
	struct bind *bind = frame->bind;
	const char *path = from->field ? from->field : bind_answer_path(frame, from->id), *derived = NULL, *built_lang = NULL;
	struct record_found found = {0};
	enum record_type type;
	struct set_blank *b;
	int lines;

	if (from->when && !bind_when(frame, from->when, from->when_at))
		return NULL;
	if (frame->front || (frame->spare && from->no_spare))
		return NULL;
	if (from->field)
		derived = builtin_field(frame, from->field, &path, &built_lang);
	if (!derived && !bind_find(frame, path, &found))
		return tell_unknown(frame, from, path);
	if (found.shape && found.shape->secret) {
		if (!found.shape->asked) {
			diag(bind->job->diags, from->field_at, MSG_PACKET_SECRET, path);
			bind->failed = true;
			return NULL;
		}
		found.val = NULL; /* asked, never told: what the record has must not be read over somebody's shoulder */
	}
	type = blank_type(from, found.shape);
	b = bind_blank_new(bind, kind_of(frame, from, found.shape, type, &lines), from->at);
	b->id = from->id;
	b->lines = lines;
	b->width = frame->spare && from->spare_width ? from->spare_width : from->width;
	b->label = bind_text(frame, from->label);
	b->help = bind_text(frame, from->help);
	b->tender = from->tender;
	b->digital = from->digital;
	b->below = from->below;
	b->big = from->big;
	if (b->tender && !b->help)
		b->help = bind_word(bind, "skip_line");
	if (!derived)
		derived = found.derived;
	b->name = bind_name(frame, found.name ? found.name : path);
	b->tooltip = bind_tooltip(frame, question(frame, from), b->name);
	if (derived) {
		b->kind = SET_BLANK_TEXT;
		b->derived = derived;
		b->lang = from->field && !found.derived ? bind_differs(bind, built_lang) : bind_value_lang(frame, &found);
		b->live = false;
		return b;
	}
	b->multiline = type == RECORD_MULTILINE || b->kind == SET_BLANK_LINES || b->kind == SET_BLANK_DRAWING;
	b->no_spellcheck = found.shape && !found.shape->free ? found.shape->no_spellcheck
			   : record_type_plain(type);
	b->fit = fit_of(type, b->name);
	if (!fill_returned(frame, b, found.name))
		fill_blank(frame, b, from, &found, type);
	return b;
}

struct set_blank *bind_inline(struct frame *frame, const char *path, const char *type, const char *around, struct span at)
{
	struct record_found found = {0};
	struct doc_blank from = {.field = path, .field_at = at, .at = at, .say = around, .type = type};
	const char *last = strrchr(path, '.');
	struct set_blank *b;

	from.id = last ? last + 1 : path;
	if (bind_find(frame, path, &found) && found.shape && found.shape->title)
		from.say = found.shape->title;
	b = bind_blank(frame, &from);
	if (b && (b->kind == SET_BLANK_LINES || b->kind == SET_BLANK_TEXTS))
		b->kind = SET_BLANK_TEXT; /* one line in a sentence; `multiline` stays what its path says */
	return b;
}

struct set_blank *bind_check_blank(struct frame *frame, const char *path, const char *id, const char *label, struct span at)
{
	struct bind *bind = frame->bind;
	struct set_blank *b = bind_blank_new(bind, SET_BLANK_CHECK, at);
	struct record_found found;

	if (!bind_find(frame, path, &found))
		return NULL;
	b->id = id;
	b->name = bind_name(frame, found.name);
	b->tooltip = bind_tooltip(frame, label, b->name);
	b->value = found.val && val_truth(found.val, NULL) ? "yes" : "";
	return b;
}
