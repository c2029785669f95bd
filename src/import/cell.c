/* What stands in a cell, as a record has it: dates and times as ISO, yes and no, ids of options. Refuses to guess: a date
 * that may be read in two ways, an error of Excel's, a number that it cut short are told, and what cannot be read stays
 * unwritten. */
#include "import/int.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool cell_same(const char *a, const char *b)
{
	for (;; a++, b++) {
		size_t i = strspn(a, " \t\n"), k = strspn(b, " \t\n");

		a += i;
		b += k;
		if ((i > 0) != (k > 0) && *a && *b)
			return false;
		if (!*a || !*b)
			return *a == *b;
		if (tolower((unsigned char)*a) != tolower((unsigned char)*b))
			return false;
	}
}

const char *cell_broken(const char *text)
{
	static const char *const errors[] = {"#REF!", "#N/A",	"#NAME?",  "#VALUE!", "#DIV/0!",
					     "#NUM!", "#NULL!", "#SPILL!", "#CALC!",  NULL};
	size_t n;

	for (int i = 0; errors[i]; i++)
		if (str_eq(text, errors[i]))
			return "an error of the spreadsheet's; mend the formula there";
	if (strlen(text) > 2 && !text[strspn(text, "#")])
		return "what a narrow column shows; widen it and save again";
	n = strspn(text, "0123456789.,");
	if (n > 0 && (strncmp(text + n, "E+", 2) == 0 || strncmp(text + n, "e+", 2) == 0) && isdigit((unsigned char)text[n + 2]) &&
	    !text[n + 2 + strspn(text + n + 2, "0123456789")])
		return "a number that the spreadsheet cut short; format the column as text and enter it again";
	for (const char *s = text; *s; s++)
		if (((unsigned char)*s < 0x20 && *s != '\n' && *s != '\t') || *s == 0x7f)
			return "text with a control character in it; type it again";
	return NULL;
}

bool cell_is_list(const struct record_shape *shape)
{
	return shape->type == RECORD_MULTI_CHOICE || shape->type == RECORD_REFS || (shape->type == RECORD_TEXTS && !shape->keyed);
}

/* ---- dates ------------------------------------------------------------------------------------------------------------ */

struct numbers { /* three, in their order */
	int value[3], digits[3];
};

/* "4/12/1996", "12.04.96", "1996-04-12", and a time of midnight behind it, which a spreadsheet may add. */
static bool three_numbers(const char *s, struct numbers *n)
{
	char mark = 0;

	for (int i = 0; i < 3; i++) {
		size_t digits = strspn(s, "0123456789");

		if (digits < 1 || digits > 4 || (i > 0 && digits == 3))
			return false;
		n->value[i] = (int)strtol(s, NULL, 10);
		n->digits[i] = (int)digits;
		s += digits;
		if (i == 2)
			break;
		if (!strchr("/.-", *s) || !*s || (mark && *s != mark))
			return false;
		mark = *s++;
		s += strspn(s, " ");
	}
	return !*s || str_eq(s, ".") || str_eq(s, " 0:00") || str_eq(s, " 00:00") || str_eq(s, " 0:00:00") || str_eq(s, " 00:00:00") ||
	       str_eq(s, " 12:00:00 AM") || str_eq(s, " 12:00 AM") || str_eq(s, "T00:00:00");
}

void cell_learn(struct column *column, const struct row *row, const struct cell *cell)
{
	struct numbers n;

	if (!three_numbers(cell->text, &n) || n.digits[0] == 4 || n.digits[1] > 2)
		return;
	if (n.value[0] > 12 && n.value[1] <= 12)
		column->seen.first = true;
	else if (n.value[1] > 12 && n.value[0] <= 12)
		column->seen.second = true;
	else if (n.value[0] != n.value[1] && !column->seen.open)
		column->seen.open = true, column->seen.row = row->number, column->seen.at = cell->at;
}

/* In letters: "12-Apr-1996", "April 12, 1996". */
static const char *written_date(const struct import_job *job, struct arena *arena, const char *text)
{
	bool letters = false;
	struct lang_date date;

	for (const char *s = text; *s; s++)
		letters = letters || isalpha((unsigned char)*s) || (unsigned char)*s >= 0x80;
	return letters && lang_date_read(job->lang, arena, text, &date) ? lang_date_iso(arena, date) : NULL;
}

static const char *date_value(const struct import_job *job, struct arena *arena, const struct column *column,
			      const char *text, const char **what)
{
	struct numbers n;
	struct lang_date date;
	enum date_order order = column->order;
	const char *iso;

	*what = "a date";
	if (!three_numbers(text, &n)) {
		if (strspn(text, "0123456789") == strlen(text))
			*what = "a date (a bare number is a day's count; format the column as a date)";
		return written_date(job, arena, text);
	}
	/* A year of four digits in front is one in every order. */
	if (n.digits[0] == 4)
		order = DATE_YMD;
	if (order == DATE_OPEN)
		order = DATE_MDY; /* both are below 13 and the same, or nothing in the column says otherwise */
	if (order == DATE_YMD)
		date = (struct lang_date){n.value[0], n.value[1], n.value[2]};
	else if (order == DATE_DMY)
		date = (struct lang_date){n.value[2], n.value[1], n.value[0]};
	else
		date = (struct lang_date){n.value[2], n.value[0], n.value[1]};
	if (n.digits[order == DATE_YMD ? 0 : 2] != 4) {
		if (!column->short_year) {
			*what = "a date with a year of four digits (or say in the map how dates are written, with YY)";
			return NULL;
		}
		date.year += date.year < 30 ? 2000 : 1900; /* as spreadsheets do */
	}
	iso = lang_date_iso(arena, date);
	return lang_date_parse(iso, &date) ? iso : NULL;
}

/* ---- times ------------------------------------------------------------------------------------------------------------ */

static const char *time_value(const struct import_job *job, struct arena *arena, const char *text, const char **what)
{
	const struct record_shape shape = {.type = RECORD_TIME};
	size_t n = strlen(text);
	char out[6];

	*what = "a time, such as 15:30 or 3:30 PM";
	if (n >= 7 && text[n - 3] == ':' && strspn(text, "0123456789:") == n) /* seconds */
		text = arena_strndup(arena, text, n - 3), n -= 3;
	if (n == 4 && text[1] == ':' && *text == '0')
		text = arena_printf(arena, "0%s", text);
	if (!record_refuses(arena, &shape, text))
		return text;
	return lang_time_read(job->lang, arena, text, out) ? arena_strdup(arena, out) : NULL;
}

static const char *datetime_value(const struct import_job *job, struct arena *arena, const struct column *column, const char *text,
				  const char **what)
{
	for (const char *s = text + strlen(text); s > text; s--) {
		const char *date, *time, *unsaid;

		if (*s != ' ' && *s != 'T' && *s != ',')
			continue;
		date = date_value(job, arena, column, arena_strndup(arena, text, (size_t)(s - text)), &unsaid);
		time = time_value(job, arena, s + 1 + strspn(s + 1, " "), &unsaid);
		if (date && time)
			return arena_printf(arena, "%s %s", date, time);
	}
	*what = "a date and a time";
	return NULL;
}

/* ---- words ------------------------------------------------------------------------------------------------------------ */

/* yes and no, as a column of marks has them. */
static const char *yes_value(const struct import_job *job, struct arena *arena, const struct map *map,
			     const struct record_shape *shape, const char *text, const char **what)
{
	static const char *const words[][2] = {{"yes", "yes"}, {"y", "yes"},	{"true", "yes"},	 {"on", "yes"},
					       {"1", "yes"},   {"x", "yes"},	{"\xE2\x9C\x93", "yes"}, {"no", "no"},
					       {"n", "no"},    {"false", "no"}, {"off", "no"},		 {"0", "no"},
					       {"n/a", "na"},  {"na", "na"},	{"unsaid", "unsaid"}};

	for (size_t i = 0; i < map->n_yes; i++)
		if (cell_same(map->yes[i].cell, text))
			return map->yes[i].value;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasecmp(words[i][0], text) == 0 && !record_refuses(arena, shape, words[i][1]))
			return words[i][1];
	if (cell_same(lang_word(job->lang, "yes"), text))
		return "yes";
	if (cell_same(lang_word(job->lang, "no"), text))
		return "no";
	*what = "yes or no; say in the map what other words mean";
	return NULL;
}

/* An option by its id, letter case, blanks and hyphens aside: "Co-Parent", "on their own". */
static const char *option_value(const struct record_shape *shape, const char *text)
{
	for (const char *const *o = shape->options; *o; o++) {
		const char *a = *o, *b = text;

		while (*a && *b &&
		       (tolower((unsigned char)*a) == tolower((unsigned char)*b) ||
			(strchr("-_ ", *a) && strchr("-_ ", *b))))
			a++, b++;
		if (!*a && !*b)
			return *o;
	}
	return NULL;
}

static const char *choice_value(struct arena *arena, const struct record_shape *shape, const char *text, const char **what)
{
	const char *option = shape->options && !shape->free ? option_value(shape, text) : text;

	if (!option)
		*what = record_refuses(arena, &(struct record_shape){.type = RECORD_CHOICE, .options = shape->options}, text);
	return option;
}

/* A text of one line: ends of lines become blanks. */
static const char *one_line(struct arena *arena, const char *text)
{
	char *line;

	if (!strchr(text, '\n'))
		return text;
	line = arena_strdup(arena, text);
	for (char *s = line; *s; s++)
		*s = *s == '\n' ? ' ' : *s;
	return line;
}

static const char *one_value(const struct import_job *job, struct arena *arena, const struct map *map, const struct column *column,
			     const char *text, const char **what)
{
	const struct record_shape *shape = column->shape;
	const char *write;

	for (size_t i = 0; i < column->n_words; i++)
		if (cell_same(column->words[i].cell, text))
			return column->words[i].value;
	switch (shape->type) {
	case RECORD_DATE: return date_value(job, arena, column, text, what);
	case RECORD_TIME: return time_value(job, arena, text, what);
	case RECORD_DATETIME: return datetime_value(job, arena, column, text, what);
	case RECORD_YES_NO:
	case RECORD_YES_NO_NA:
	case RECORD_CHECK: return yes_value(job, arena, map, shape, text, what);
	case RECORD_CHOICE:
	case RECORD_MULTI_CHOICE: return choice_value(arena, shape, text, what);
	case RECORD_MULTILINE: return text;
	default: break;
	}
	text = one_line(arena, text);
	write = record_refuses(arena, shape, text);
	if (!write)
		return text;
	*what = write;
	return NULL;
}

const char *cell_value(const struct import_job *job, struct arena *arena, const struct map *map, const struct column *column,
		       const char *text, const char **what)
{
	/* Words within a text list may have commas. */
	const char *marks = column->shape->type == RECORD_TEXTS ? ";\n" : ",;\n";
	struct buf out = {0};
	const char *list;
	bool ok = true;

	if (!cell_is_list(column->shape))
		return one_value(job, arena, map, column, text, what);
	for (const char *s = text; *s && ok; s += strspn(s, ",;\n")) {
		const char *one;
		size_t n;

		s += strspn(s, marks) + strspn(s + strspn(s, marks), " ");
		n = strcspn(s, marks);
		for (size_t end = n; n > 0 && end > 0 && s[end - 1] == ' '; n = --end)
			;
		if (n > 0) {
			one = one_value(job, arena, map, column, arena_strndup(arena, s, n), what);
			ok = one != NULL;
			buf_addf(&out, "%s%s", out.len ? "\n" : "", ok ? one : "");
		}
		s += strcspn(s, marks);
	}
	list = !ok ? NULL : out.data ? buf_text(&out, arena) : "";
	buf_free(&out);
	return list;
}
