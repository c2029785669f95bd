/* Days and times as people write them, read back. A date that a form shows is written out in the reader's language, and people change
 * it or type another; what is kept is YYYY-MM-DD. Refuses to guess: a text that says more than a date, or less, is none, for what was
 * typed is then kept as it is and a person looks at it. */
#include "lang/lang.h"

#include <ctype.h>
#include <string.h>

#include "lang/int.h"

enum { MOST_NUMBERS = 3, MOST_WORDS = 8 };

struct parts { /* the numbers and words of a text */
	struct { int value, digits; } numbers[MOST_NUMBERS];
	size_t n_numbers;
	const char *words[MOST_WORDS]; /* lower case where they are ASCII */
	size_t n_words;
	bool more;
};

/* The value of a decimal digit, or -1 (Unicode 15, Nd, as far as languages here write dates with them). */
static int digit(uint32_t c)
{
	static const uint32_t zeros[] = {'0',	 0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66,
					 0x0CE6, 0x0D66, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0xFF10};

	for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
		if (c >= zeros[i] && c <= zeros[i] + 9)
			return (int)(c - zeros[i]);
	return -1;
}

static bool is_mark(uint32_t c) /* of direction: they show nothing */
{
	return c == 0x061C || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static bool is_letter(uint32_t c)
{
	if (c < 0x80)
		return isalpha((int)c) != 0;
	return c > 0xA0 && c != 0xB7 && c != 0x060C && !(c >= 0x2000 && c <= 0x206F) && !(c >= 0x3000 && c <= 0x3003) &&
	       digit(c) < 0 && !is_mark(c);
}

static void take_apart(struct arena *arena, const char *text, struct parts *p)
{
	const char *s = text, *end = text + strlen(text);

	memset(p, 0, sizeof *p);
	while (s < end) {
		const char *start = s;
		uint32_t c = utf8_next(&s, end);
		int d = digit(c);

		if (d >= 0) {
			int value = 0, n = 0;

			for (s = start; s < end && n < 9; n++) {
				const char *next = s;

				d = digit(utf8_next(&next, end));
				if (d < 0)
					break;
				value = value * 10 + d;
				s = next;
			}
			if (p->n_numbers == MOST_NUMBERS) {
				p->more = true;
				return;
			}
			p->numbers[p->n_numbers].value = value;
			p->numbers[p->n_numbers++].digits = n;
		} else if (is_letter(c)) {
			char *word;

			for (const char *next = s; next < end && is_letter(utf8_next(&next, end));)
				s = next;
			if (p->n_words == MOST_WORDS) {
				p->more = true;
				return;
			}
			word = arena_strndup(arena, start, (size_t)(s - start));
			for (char *w = word; *w; w++)
				*w = (char)((unsigned char)*w < 0x80 ? tolower((unsigned char)*w) : *w);
			p->words[p->n_words++] = word;
		}
	}
}

/* ---- words of dates --------------------------------------------------------------------------------------------------- */

static bool has_word(const struct parts *p, const char *word)
{
	for (size_t i = 0; i < p->n_words; i++)
		if (str_eq(p->words[i], word))
			return true;
	return false;
}

/* Is the word one of a name that the language has, or the beginning of it: "Apr", "Sept"? */
static bool names(struct arena *arena, const char *name, const char *word)
{
	struct parts p;

	take_apart(arena, name ? name : "", &p);
	for (size_t i = 0; i < p.n_words; i++)
		if (str_eq(p.words[i], word) ||
		    (strlen(word) >= 3 && str_is_ascii(word, strlen(word)) && str_starts(p.words[i], word)))
			return true;
	return false;
}

/* The month that the word names, from 1; 0 where it names none, or more than one (`tháng 1`). */
static int month_named(const struct lang *lang, struct arena *arena, const char *word)
{
	const struct lang_words *w = lang->words;
	int found = 0;

	for (int i = 0; i < 12; i++) {
		if (!names(arena, w->months[i], word) && !names(arena, w->months_alone[i], word) &&
		    !names(arena, w->months_short[i], word))
			continue;
		if (found)
			return 0;
		found = i + 1;
	}
	return found;
}

/* A word that stands in dates and says nothing that its numbers do not say. */
static bool is_filler(const struct lang *lang, struct arena *arena, const char *word)
{
	static const char *const ordinals[] = {"st", "nd", "rd", "th", "\xc2\xba", "\xc2\xaa", NULL};
	const struct lang_words *w = lang->words;

	for (size_t i = 0; ordinals[i]; i++)
		if (str_eq(word, ordinals[i]))
			return true;
	for (int i = 0; i < 7; i++)
		if (names(arena, w->weekdays[i], word) || names(arena, w->weekdays_short[i], word))
			return true;
	for (int i = 0; i < LANG_DATE_FORMS; i++) {
		struct parts p;

		take_apart(arena, w->dates[i] ? w->dates[i] : "", &p);
		if (has_word(&p, word))
			return true;
	}
	for (int i = 0; i < 12; i++)
		if (names(arena, w->months[i], word))
			return true;
	return false;
}

static bool month_first(const struct lang *lang)
{
	const char *pattern = lang->words->dates[LANG_DATE_LONG], *month, *day;

	if (!pattern)
		return false;
	month = strstr(pattern, "{month");
	day = strstr(pattern, "{day}");
	return month && day && month < day;
}

static bool make(struct arena *arena, int year, int month, int day, struct lang_date *date)
{
	return lang_date_parse(arena_printf(arena, "%04d-%02d-%02d", year, month, day), date);
}

/* Three numbers. Where one of the first two can only be a day the other is the month, whatever the order. */
static bool read_numbers(const struct lang *lang, struct arena *arena, const struct parts *p, struct lang_date *date)
{
	int a = p->numbers[0].value, b = p->numbers[1].value, c = p->numbers[2].value, swap;
	struct lang_date other;

	if (p->numbers[0].digits == 4)
		return make(arena, a, b, c, date);
	if (p->numbers[2].digits != 4 || p->numbers[0].digits > 2 || p->numbers[1].digits > 2)
		return false;
	if (!month_first(lang)) {
		swap = a;
		a = b;
		b = swap;
	}
	return make(arena, c, a, b, date) || (make(arena, c, b, a, &other) ? (*date = other, true) : false);
}

static bool read_named(struct arena *arena, const struct parts *p, int month, struct lang_date *date)
{
	int first = p->numbers[0].digits == 4;

	if (p->n_numbers != 2 || p->numbers[!first].digits != 4 || p->numbers[first].digits > 2)
		return false;
	return make(arena, p->numbers[!first].value, month, p->numbers[first].value, date);
}

/* As ICU writes it, where the language's file leaves that to it. */
static bool read_icu(const struct lang *lang, struct arena *arena, const char *text, const struct parts *p, struct lang_date *date)
{
	for (int form = LANG_DATE_LONG; form <= LANG_DATE_SHORT; form++) {
		for (size_t y = 0; !lang->words->dates[form] && y < p->n_numbers; y++) {
			for (size_t d = 0; d < p->n_numbers; d++) {
				for (int month = 1; month <= 12 && d != y; month++)
					if (make(arena, p->numbers[y].value, month, p->numbers[d].value, date) &&
					    str_eq(lang_date_text(lang, arena, *date, (enum lang_date_form)form), text))
						return true;
			}
		}
	}
	return false;
}

bool lang_date_read(const struct lang *lang, struct arena *arena, const char *text, struct lang_date *date)
{
	int month = 0, named;
	struct parts p;
	bool known = true;

	if (lang_date_parse(text, date))
		return true;
	take_apart(arena, text, &p);
	if (p.more || p.n_numbers < 2)
		return false;
	if (!lang->words->dates[LANG_DATE_LONG] && read_icu(lang, arena, text, &p, date))
		return true;
	for (size_t i = 0; i < p.n_words && known; i++) {
		named = month_named(lang, arena, p.words[i]);
		known = named ? !month || month == named : is_filler(lang, arena, p.words[i]);
		month = named ? named : month;
	}
	*date = (struct lang_date){0, 0, 0};
	if (!known)
		return false;
	if (month)
		return read_named(arena, &p, month, date);
	return p.n_numbers == 3 && read_numbers(lang, arena, &p, date);
}

/* ---- times ------------------------------------------------------------------------------------------------------------ */

/* "p. m." as "pm" */
static const char *joined(struct arena *arena, const struct parts *p)
{
	const char *text = "";

	for (size_t i = 0; i < p->n_words; i++)
		text = arena_printf(arena, "%s%s", text, p->words[i]);
	return text;
}

static bool is_half(struct arena *arena, const char *have, const char *word, const char *also)
{
	struct parts p;

	take_apart(arena, word ? word : "", &p);
	return *have && (str_eq(have, joined(arena, &p)) || str_eq(have, also) || (strlen(have) == 1 && *have == *also));
}

bool lang_time_read(const struct lang *lang, struct arena *arena, const char *text, char out[6])
{
	bool am, pm, halves = lang->words->time && strstr(lang->words->time, "{half}");
	const char *half;
	struct parts p;
	int hour, minute;

	take_apart(arena, text, &p);
	half = joined(arena, &p);
	if (p.more || p.n_numbers < 1 || p.n_numbers > 2 || p.numbers[0].digits > 2 || (p.n_numbers == 2 && p.numbers[1].digits != 2))
		return false;
	hour = p.numbers[0].value;
	minute = p.n_numbers == 2 ? p.numbers[1].value : 0;
	am = is_half(arena, half, lang->words->am, "am");
	pm = !am && is_half(arena, half, lang->words->pm, "pm");
	if (hour > 23 || minute > 59 || (*half && !am && !pm) || ((am || pm) && (hour < 1 || hour > 12)))
		return false;
	if (!am && !pm) {
		/* 03:30 is a time of 24 hours, and so is 15:30; 3:30 is one only where the language knows no halves. */
		if (p.n_numbers != 2 || (halves && hour < 13 && p.numbers[0].digits != 2))
			return false;
	} else {
		hour = hour % 12 + (pm ? 12 : 0);
	}
	memcpy(out,
	       (char[]){(char)('0' + hour / 10), (char)('0' + hour % 10), ':', (char)('0' + minute / 10),
			(char)('0' + minute % 10), 0},
	       6);
	return true;
}
