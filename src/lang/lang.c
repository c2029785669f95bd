/* Languages: templates/languages/<tag>.yaml read, checked and laid over English. Everything wrong with a file is told at its place,
 * patterns included, so that nothing can go wrong later, when a page is set. Refuses a file that says anything this room does
 * not know. */
#include "lang/lang.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lang/int.h"

#define TAG_MAX 35 /* RFC 5646, 4.4.1 */

/* A reading of one file. */
struct reader {
	struct arena *arena;
	struct diags *diags;
	struct lang *lang;
	const struct val *english; /* its `words`, which a translation's are held against; NULL while English itself is read */
	bool wrong;
	bool own; /* the file's words are the language's, not English ones that it is laid over */
};

static const struct {
	const char *name;
	uint32_t zero;
} numerals[] = {
	{"latn", '0'},       {"arab", 0x0660},    {"arabext", 0x06F0}, {"deva", 0x0966}, {"beng", 0x09E6}, {"guru", 0x0A66},
	{"gujr", 0x0AE6},    {"tamldec", 0x0BE6}, {"telu", 0x0C66},    {"knda", 0x0CE6}, {"mlym", 0x0D66}, {"thai", 0x0E50},
	{"laoo", 0x0ED0},    {"tibt", 0x0F20},    {"mymr", 0x1040},    {"khmr", 0x17E0},
};

static const char *const day_ids[] = {"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", NULL};

/* ---- a file's settings ------------------------------------------------------------------------------------------- */

static void tell_choice(struct reader *r, const struct val *v, const char *key, const char *choices)
{
	diag(r->diags, v->at, MSG_LANG_CHOICE, key, val_text(v) ? val_text(v) : "a list or map", choices);
	r->wrong = true;
}

/* The index of the value at `key` among `words`, or -1 where it is not said or is none of them (told). */
static int read_choice(struct reader *r, const struct val *file, const char *key, const char *const *words, const char *choices)
{
	const struct val *v = val_lookup(file, key);

	if (!v || v->kind == VAL_NULL)
		return -1;
	for (int i = 0; words[i]; i++)
		if (str_eq(val_text(v), words[i]))
			return i;
	tell_choice(r, v, key, choices);
	return -1;
}

/* The text at `key`; NULL where it is not said, or is no text (told). */
static const char *read_text(struct reader *r, const struct val *map, const char *key)
{
	const struct val *v = val_lookup(map, key);

	if (!v || v->kind == VAL_NULL)
		return NULL;
	if (v->kind != VAL_TEXT || !*v->text) {
		diag(r->diags, v->at, MSG_LANG_TEXT, key);
		r->wrong = true;
		return NULL;
	}
	return v->text;
}

/* Is the pattern one, and are its arguments among `known`? `known` NULL: any. */
static void check_pattern(struct reader *r, const struct val *v, const char *key, const char *const *known)
{
	const char *why;
	const char *const *names = lang_pattern_args(r->arena, v->text, &why);
	struct buf list = {0};

	if (!names) {
		diag(r->diags, v->at, MSG_LANG_PATTERN, key, why);
		r->wrong = true;
		return;
	}
	for (; known && *names; names++) {
		size_t i = 0;

		while (known[i] && !str_eq(known[i], *names))
			i++;
		if (known[i])
			continue;
		buf_reset(&list);
		for (i = 0; known[i]; i++)
			buf_addf(&list, "%s{%s}", i ? ", " : "", known[i]);
		diag(r->diags, v->at, MSG_LANG_ARGUMENT, key, *names, list.len ? list.data : "none");
		r->wrong = true;
	}
	buf_free(&list);
}

static const char *read_pattern(struct reader *r, const struct val *map, const char *key, const char *const *known)
{
	const char *text = read_text(r, map, key);

	if (text)
		check_pattern(r, val_lookup(map, key), key, known);
	return text;
}

/* A list of exactly n texts into `names`; false where it is not said, or wrong (told). */
static bool read_names(struct reader *r, const struct val *file, const char *key, const char **names, size_t n)
{
	const struct val *v = val_lookup(file, key);
	bool good = v && v->kind == VAL_LIST && v->n == n;

	if (!v || v->kind == VAL_NULL)
		return false;
	for (size_t i = 0; good && i < n; i++)
		good = val_text(v->items[i]) && *v->items[i]->text;
	if (!good) {
		diag(r->diags, v->at, MSG_LANG_NAMES, key, n);
		r->wrong = true;
		return false;
	}
	for (size_t i = 0; i < n; i++)
		names[i] = v->items[i]->text;
	return true;
}

static void read_dates(struct reader *r, const struct val *file)
{
	static const char *const keys[] = {"long", "day", "short", "month", "no_year", NULL}; /* by enum lang_date_form */
	static const char *const args[] = {"day", "month", "month_short", "month_number", "year", "weekday", "weekday_short", NULL};
	struct lang_words *words = r->lang->words;
	const struct val *dates = val_lookup(file, "dates");
	bool months = read_names(r, file, "months", words->months, 12);
	bool abbreviated = read_names(r, file, "months_short", words->months_short, 12);
	bool weekdays = read_names(r, file, "weekdays", words->weekdays, 7);
	bool days = read_names(r, file, "weekdays_short", words->weekdays_short, 7);

	read_names(r, file, "months_alone", words->months_alone, 12);
	if (!dates || dates->kind == VAL_NULL)
		return;
	if (dates->kind != VAL_MAP) {
		diag(r->diags, dates->at, MSG_LANG_MAP, "dates");
		r->wrong = true;
		return;
	}
	val_check_keys(r->diags, dates, "dates", keys);
	for (size_t i = 0; i < LANG_DATE_FORMS; i++)
		words->dates[i] = read_pattern(r, dates, keys[i], args);
	if (!months || !abbreviated || !weekdays || !days) {
		diag(r->diags, val_key_at(file, "dates"), MSG_LANG_DATE_NAMES);
		r->wrong = true;
	}
}

static void read_settings(struct reader *r, const struct val *file)
{
	static const char *const directions[] = {"ltr", "rtl", NULL};
	static const char *const plurals[] = {"none", "one", "zero-one", NULL};
	static const char *const time_args[] = {"hour", "hour24", "hour24_two", "minute", "half", NULL};
	static const char *const list_args[] = {"a", "b", NULL};
	struct lang_words *words = r->lang->words;
	const char *name = read_text(r, file, "numerals");
	size_t i = 0;

	r->lang->name = read_text(r, file, "name");
	if (!r->lang->name && !r->wrong) {
		diag(r->diags, file->at, MSG_LANG_NAME);
		r->wrong = true;
	}
	r->lang->rtl = read_choice(r, file, "direction", directions, "ltr or rtl") == 1;
	words->first_day = read_choice(r, file, "first_day", day_ids, "a day from sunday to saturday");
	/* The enum counts from "ICU decides", which is what -1 means. */
	words->plurals = (enum lang_plurals)(read_choice(r, file, "plurals", plurals, "none, one or zero-one") + 1);
	while (name && i < sizeof numerals / sizeof numerals[0] && !str_eq(name, numerals[i].name))
		i++;
	if (i == sizeof numerals / sizeof numerals[0]) {
		tell_choice(r, val_lookup(file, "numerals"), "numerals", "one of ICU's names, such as latn, arab, deva or khmr");
		i = 0;
	}
	words->numerals = numerals[i].name;
	words->zero = numerals[i].zero;
	read_dates(r, file);
	words->time = read_pattern(r, file, "time", time_args);
	words->am = read_text(r, file, "am");
	words->pm = read_text(r, file, "pm");
	if (words->time && strstr(words->time, "{half}") && (!words->am || !words->pm)) {
		diag(r->diags, val_key_at(file, "time"), MSG_LANG_HALF_DAYS);
		r->wrong = true;
	}
	words->list_two = read_pattern(r, file, "list_two", list_args);
	words->list_more = read_pattern(r, file, "list_more", list_args);
	words->list_last = read_pattern(r, file, "list_last", list_args);
	if (!words->list_more || !words->list_last)
		words->list_two = NULL; /* all three, or ICU's */
}

/* ---- its words --------------------------------------------------------------------------------------------------- */

/* `told`: what is wrong with them was told before. */
static void read_words(struct reader *r, const struct val *file, bool told)
{
	const struct val *map = val_lookup(file, "words");
	const char **known;
	const char *why;

	if (!map || map->kind == VAL_NULL)
		return;
	if (map->kind != VAL_MAP) {
		diag(r->diags, map->at, MSG_LANG_MAP, "words");
		r->wrong = true;
		return;
	}
	if (r->english && !told) {
		known = arena_many(r->arena, const char *, r->english->n + 1);
		for (size_t i = 0; i < r->english->n; i++)
			known[i] = r->english->keys[i].text;
		val_check_keys(r->diags, map, "words", known);
	}
	for (size_t i = 0; i < map->n; i++) {
		const struct val *v = map->items[i];
		const char *key = map->keys[i].text;
		const char *english = val_text(val_lookup(r->english, key));

		if (v->kind == VAL_NULL && r->english)
			continue; /* not translated yet */
		if (v->kind != VAL_TEXT) {
			diag(r->diags, v->kind == VAL_NULL ? map->keys[i].at : v->at, MSG_LANG_TEXT, key);
			r->wrong = true;
			continue;
		}
		if (!told && strpbrk(v->text, "{}"))
			check_pattern(r, v, key, english ? lang_pattern_args(r->arena, english, &why) : NULL);
		*str_map_slot(r->lang->words->map, key) = (void *)v->text;
		if (r->own)
			*str_map_slot(r->lang->words->own, key) = (void *)v->text;
	}
}

/* ---- which file -------------------------------------------------------------------------------------------------- */

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The tag as RFC 5646, 2.1.1 would have it written (zh-Hant-TW), or NULL where it is none: subtags of one to eight letters and
 * digits, the first of two or three letters. Nothing else may become part of a path. */
static char *tag_clean(struct arena *arena, const char *tag)
{
	char *clean = arena_strdup(arena, tag);
	size_t len = strlen(tag), from = 0;

	if (!len || len > TAG_MAX)
		return NULL;
	for (size_t i = 0; i <= len; i++) {
		size_t n = i - from;

		if (i < len && is_alnum(clean[i])) {
			if (clean[i] < 'a' && clean[i] > '9')
				clean[i] = (char)(clean[i] + 32);
			if (!from && clean[i] <= '9')
				return NULL;
			continue;
		}
		if ((i < len && clean[i] != '-') || !n || n > 8 || (!from && (n < 2 || n > 3)))
			return NULL;
		for (size_t j = from; from && j < i; j++)
			if ((n == 2 || (n == 4 && j == from)) && clean[j] > '9')
				clean[j] = (char)(clean[j] - 32);
		from = i + 1;
	}
	return clean;
}

/* The tag of the nearest file that any of the folders has: "es-MX", then "es". NULL where there is none. */
static const char *find_tag(struct arena *arena, const char *const *dirs, size_t n_dirs, const char *tag)
{
	char *shorter = arena_strdup(arena, tag);

	for (;;) {
		char *dash = strrchr(shorter, '-');

		for (size_t i = 0; i < n_dirs; i++)
			if (file_exists(file_join(arena, dirs[i], arena_printf(arena, "%s.yaml", shorter))))
				return shorter;
		if (!dash)
			return NULL;
		*dash = '\0';
	}
}

size_t lang_list(struct arena *arena, const char *const *dirs, size_t n_dirs, const char ***tags)
{
	return file_list_yaml(arena, dirs, n_dirs, NULL, tags);
}

static void tell_missing(struct arena *arena, struct diags *diags, const char *const *dirs, size_t n_dirs, const char *tag,
			 struct span at)
{
	struct buf list = {0};
	const char **tags;
	size_t n = lang_list(arena, dirs, n_dirs, &tags);

	for (size_t i = 0; i < n; i++)
		buf_addf(&list, "%s%s", i ? ", " : "", tags[i]);
	if (n)
		diag(diags, at, MSG_LANG_UNKNOWN, tag, list.data);
	else
		diag(diags, at, MSG_LANG_NONE, dirs[0]);
	buf_free(&list);
}

static bool read_file(struct reader *r, const char *path, const struct val **file)
{
	static const char *const keys[] = {"name", "direction", "numerals", "first_day", "plurals", "months", "months_alone",
					   "months_short", "weekdays", "weekdays_short", "dates", "time", "am", "pm", "list_two",
					   "list_more", "list_last", "words", NULL};

	*file = val_load(r->arena, r->diags, path, LANG_MAX_BYTES);
	if (!*file)
		return false;
	if ((*file)->kind != VAL_MAP) {
		diag(r->diags, (*file)->at, MSG_LANG_MAP, "a language's file");
		return false;
	}
	val_check_keys(r->diags, *file, "a language", keys);
	return true;
}

/* Reads the language's files, from the lowest folder up; how many there are, 0 (told) where one is none. */
static size_t read_files(struct reader *r, const char *const *dirs, size_t n_dirs, const char *tag, const struct val *const **files)
{
	const struct val **list = arena_many(r->arena, const struct val *, n_dirs + 1);
	size_t n = 0;

	for (size_t i = 0; i < n_dirs; i++) {
		const char *path = file_join(r->arena, dirs[i], arena_printf(r->arena, "%s.yaml", tag));

		if (file_exists(path) && !read_file(r, path, &list[n++]))
			return 0;
	}
	*files = list;
	return n;
}

/* The words of all of them; the last one has the settings, too. */
static void read_layers(struct reader *r, const struct val *const *files, size_t n, bool told)
{
	for (size_t i = 0; i < n; i++) {
		read_words(r, files[i], told);
		if (!r->english)
			r->english = val_lookup(files[i], "words"); /* the lowest English one: all others are held against it */
	}
}

/* The folders outlive the caller's list of them. */
static const char *const *dirs_keep(struct arena *arena, const char *const *dirs, size_t n)
{
	const char **kept = arena_many(arena, const char *, n + 1);

	for (size_t i = 0; i < n; i++)
		kept[i] = arena_strdup(arena, dirs[i]);
	return kept;
}

/* `beside`: a language of the same folders, whose English serves again; or NULL. */
static struct lang *load(struct arena *arena, struct diags *diags, const char *const *dirs, size_t n_dirs, const char *tag,
			 struct span at, const struct lang *beside)
{
	struct reader r = {.arena = arena, .diags = diags};
	const char *clean = tag_clean(arena, tag), *found;
	const struct val *const *files = NULL;
	struct lang_words *words;
	size_t n;

	if (!clean) {
		diag(diags, at, MSG_LANG_TAG, tag);
		return NULL;
	}
	found = find_tag(arena, dirs, n_dirs, clean);
	if (!found || !find_tag(arena, dirs, n_dirs, "en")) {
		tell_missing(arena, diags, dirs, n_dirs, found ? "en" : clean, at);
		return NULL;
	}
	r.lang = arena_one(arena, struct lang);
	r.lang->tag = clean;
	r.lang->words = words = arena_one(arena, struct lang_words);
	words->arena = arena;
	words->map = str_map_new(arena);
	words->file = found;
	words->diags = diags;
	words->dirs = beside ? beside->words->dirs : dirs_keep(arena, dirs, n_dirs);
	words->n_dirs = n_dirs;
	words->english = beside ? beside->words->english : NULL;
	words->n_english = beside ? beside->words->n_english : read_files(&r, dirs, n_dirs, "en", &words->english);
	if (!words->n_english)
		return NULL;
	files = words->english;
	n = words->n_english;
	read_layers(&r, files, n, beside != NULL);
	r.own = !str_eq(found, "en");
	if (r.own) {
		words->own = str_map_new(arena);
		n = read_files(&r, dirs, n_dirs, found, &files);
		if (!n)
			return NULL;
		read_layers(&r, files, n, false);
	}
	read_settings(&r, files[n - 1]);
	return r.wrong ? NULL : r.lang;
}

struct lang *lang_load(struct arena *arena, struct diags *diags, const char *const *dirs, size_t n_dirs, const char *tag,
		       struct span at)
{
	return load(arena, diags, dirs, n_dirs, tag, at, NULL);
}

struct lang *lang_beside(const struct lang *lang, const char *tag)
{
	const struct lang_words *words = lang->words;

	return load(words->arena, words->diags, words->dirs, words->n_dirs, tag, SPAN_NONE, lang);
}

void lang_free(struct lang *lang)
{
	if (!lang)
		return;
	for (size_t i = 0; i < lang->words->n_others; i++)
		lang_free(lang->words->others[i]);
	lang->words->n_others = 0;
	lang_icu_free(lang->words->icu);
	lang->words->icu = NULL;
}

const struct lang *lang_for(const struct lang *lang, const char *tag)
{
	struct lang_words *words = lang->words;
	const char *clean = tag ? tag_clean(words->arena, tag) : NULL, *file;
	struct lang *other;

	if (!clean || str_eq(clean, lang->tag))
		return lang;
	file = find_tag(words->arena, words->dirs, words->n_dirs, clean);
	if (!file || str_eq(file, words->file))
		return lang;
	for (size_t i = 0; i < words->n_others; i++)
		if (str_eq(words->others[i]->words->file, file))
			return words->others[i];
	other = lang_beside(lang, file);
	if (!other)
		return lang; /* told */
	*arena_push(words->arena, words->others, words->n_others, words->cap_others) = other;
	return other;
}

const char *lang_word_tag(const struct lang *lang, const char *key)
{
	return !lang->words->own || str_map_lookup(lang->words->own, key) ? lang->tag : "en";
}

const char *lang_find(const struct lang *lang, const char *key)
{
	return str_map_lookup(lang->words->map, key);
}

const char *lang_word(const struct lang *lang, const char *key)
{
	const char *word = str_map_lookup(lang->words->map, key);

	if (!word) {
		fprintf(stderr, "kinfolio: there is no word \"%s\" in templates/languages/en.yaml\n", key);
		abort();
	}
	return word;
}
