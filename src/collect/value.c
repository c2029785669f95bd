/* What was typed, as a record has it: dates and times as ISO, a person's name as their key, a button's state as its answer.
 * What cannot be read so stays as it was written, and the shape judges it. */
#include "collect/int.h"

#include <ctype.h>
#include <string.h>

bool value_same_words(const char *a, const char *b)
{
	struct buf words[2] = {{0}, {0}};
	const char *texts[2] = {a, b};
	bool same;

	for (int i = 0; i < 2; i++) {
		bool blank = false;

		for (const char *s = texts[i]; *s; s++) {
			if (strchr(" \t\n", *s)) {
				blank = words[i].len > 0;
				continue;
			}
			if (blank)
				buf_addc(&words[i], ' ');
			blank = false;
			buf_addc(&words[i], (char)((unsigned char)*s < 0x80 ? tolower((unsigned char)*s) : *s));
		}
	}
	same = words[0].len == words[1].len && (!words[0].len || memcmp(words[0].data, words[1].data, words[0].len) == 0);
	buf_free(&words[0]);
	buf_free(&words[1]);
	return same;
}

/* ---- languages -----------------------------------------------------------------------------------------------------------
 */

/* The i-th language to read in: the copy's own first. NULL behind the last. */
static const struct lang *language(const struct collect *c, size_t i)
{
	if (c->work->lang && i == 0)
		return c->work->lang;
	i -= c->work->lang != NULL;
	return i < c->job->n_langs ? c->job->language(c->job->of, i) : NULL;
}

static const char *read_date(struct collect *c, const char *text)
{
	const struct lang *lang;
	struct lang_date date;

	for (size_t i = 0; (lang = language(c, i)); i++)
		if (lang_date_read(lang, c->job->arena, text, &date))
			return lang_date_iso(c->job->arena, date);
	return text;
}

static const char *read_time(struct collect *c, const char *text)
{
	const struct lang *lang;
	char out[6];

	for (size_t i = 0; (lang = language(c, i)); i++)
		if (lang_time_read(lang, c->job->arena, text, out))
			return arena_strdup(c->job->arena, out);
	return text;
}

/* A date and a time: wherever the text can be parted into both. */
static const char *read_datetime(struct collect *c, const char *text)
{
	for (const char *s = text; *s; s++) {
		const char *date, *time, *rest = s;
		struct lang_date day;

		if (*s != ' ' && *s != ',' && *s != 'T' && (unsigned char)*s < 0x80)
			continue;
		rest += strspn(rest, " ,T");
		date = read_date(c, arena_strndup(c->job->arena, text, (size_t)(s - text)));
		time = read_time(c, rest);
		if (lang_date_parse(date, &day) && strlen(time) == 5 && time[2] == ':')
			return arena_printf(c->job->arena, "%s %s", date, time);
	}
	return text;
}

/* Digits of Arabic and its like as ASCII ones. */
static const char *read_number(struct collect *c, const char *text)
{
	const char *s = text, *end = text + strlen(text), *number;
	struct buf out = {0};

	while (s < end) {
		uint32_t ch = utf8_next(&s, end);

		if (ch >= 0x660 && ch <= 0x669)
			ch = '0' + ch - 0x660;
		else if (ch >= 0x6f0 && ch <= 0x6f9)
			ch = '0' + ch - 0x6f0;
		buf_add_utf8(&out, ch);
	}
	number = out.data ? buf_text(&out, c->job->arena) : text;
	buf_free(&out);
	return number;
}

static const char *read_yes_no(struct collect *c, const char *text)
{
	static const struct {
		const char *word, *value;
	} words[] = {{"yes", "yes"}, {"no", "no"}, {"not_applicable", "na"}, {"rather_not_say", "unsaid"}};
	const struct lang *lang;

	if (str_eq(text, "skip"))
		return "unsaid";
	for (size_t i = 0; (lang = language(c, i)); i++)
		for (size_t k = 0; k < sizeof words / sizeof *words; k++)
			if (value_same_words(lang_word(lang, words[k].word), text))
				return words[k].value;
	return text;
}

/* ---- references ---------------------------------------------------------------------------------------------------- */

/* The longest beginning of the text that names somebody, up to where a list is parted; its length in *n. NULL where none
 * does. */
static const char *first_name(struct collect *c, const char *list, const char *text, size_t *n)
{
	const char *key = NULL;

	for (*n = strlen(text); *n && !key; --*n) {
		if (!text[*n] || strchr(",;\n ", text[*n]))
			key = key_named(c, list, arena_strndup(c->job->arena, text, *n));
		if (key)
			break;
	}
	return key;
}

/* Several names, as a list is written out, with at most one word between two ("and", in whatever language). Each must mean
 * somebody: else it is the text as it is. */
static const char *read_refs(struct collect *c, const char *list, const char *text)
{
	struct buf out = {0};
	const char *keys, *s = text;
	bool between = false, good = true;

	for (s += strspn(s, " \n"); *s && good; s += strspn(s, ",; \n")) {
		size_t n, word = strcspn(s, " \n");
		const char *key = first_name(c, list, s, &n);

		if (key) {
			buf_addf(&out, "%s%s", out.len ? "\n" : "", key);
			between = true;
			s += n;
		} else {
			good = between && s[word] != '\0';
			between = false;
			s += word;
		}
	}
	keys = good && out.data ? buf_text(&out, c->job->arena) : text;
	buf_free(&out);
	return keys;
}

/* ---- all types ----------------------------------------------------------------------------------------------------- */

const char *value_read(struct collect *c, enum record_type type, const struct record_shape *shape, const char *text,
		       bool button)
{
	const char *key;

	if (type == RECORD_CHECK)
		return str_eq(text, "no") || !*text ? "no" : button ? "yes" : read_yes_no(c, text);
	if (!*text)
		return text;
	switch (type) {
	case RECORD_DATE: return read_date(c, text);
	case RECORD_TIME: return read_time(c, text);
	case RECORD_DATETIME: return read_datetime(c, text);
	case RECORD_NUMBER:
	case RECORD_PERCENT: return read_number(c, text);
	case RECORD_YES_NO:
	case RECORD_YES_NO_NA: return read_yes_no(c, text);
	case RECORD_REF: key = shape && shape->refers ? key_named(c, shape->refers, text) : NULL; return key ? key : text;
	case RECORD_REFS: return shape && shape->refers ? read_refs(c, shape->refers, text) : text;
	default: return text;
	}
}

const char *value_kept(struct collect *c, enum record_type type, const struct val *val)
{
	bool ok, yes = val_truth(val, &ok);
	struct buf out = {0};
	const char *text;

	if (type == RECORD_CHECK)
		return yes ? "yes" : "no";
	if (!val || val->kind == VAL_NULL || val->kind == VAL_MAP)
		return "";
	if (val->kind == VAL_TEXT)
		return ok && (type == RECORD_YES_NO || type == RECORD_YES_NO_NA) ? (yes ? "yes" : "no") : val->text;
	for (size_t i = 0; i < val->n; i++)
		if (val_text(val->items[i]))
			buf_addf(&out, "%s%s", i ? "\n" : "", val->items[i]->text);
	text = out.data ? buf_text(&out, c->job->arena) : "";
	buf_free(&out);
	return text;
}
