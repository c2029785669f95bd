/* Dates, times, numbers and lists written out as a language does. What its file says comes first; what it leaves open is asked of
 * ICU. Refuses to guess: a time that is none is NULL, a date of year 0 is "". */
#include "lang/lang.h"

#include <string.h>

#include "lang/int.h"

void lang_number_write(const struct lang *lang, long number, struct buf *out)
{
	unsigned long rest = number < 0 ? 0UL - (unsigned long)number : (unsigned long)number;
	char digits[24];
	size_t n = 0;

	if (number < 0)
		buf_adds(out, "-");
	do {
		digits[n++] = (char)(rest % 10);
		rest /= 10;
	} while (rest);
	while (n)
		buf_add_utf8(out, lang->words->zero + (uint32_t)digits[--n]);
}

static const char *take(struct buf *buf, struct arena *arena)
{
	const char *text = buf_text(buf, arena);

	buf_free(buf);
	return text;
}

const char *lang_number(const struct lang *lang, struct arena *arena, long number)
{
	struct buf buf = {0};

	lang_number_write(lang, number, &buf);
	return take(&buf, arena);
}

const char *lang_format(const struct lang *lang, struct arena *arena, const char *key, const struct lang_arg *args, size_t n)
{
	struct buf buf = {0};

	lang_pattern_write(lang, lang_word(lang, key), args, n, &buf);
	return take(&buf, arena);
}

static const char *two(const struct lang *lang, struct arena *arena, const char *pattern, const char *a, const char *b)
{
	const struct lang_arg args[2] = {{"a", a, 0}, {"b", b, 0}};
	struct buf buf = {0};

	lang_pattern_write(lang, pattern, args, 2, &buf);
	return take(&buf, arena);
}

const char *lang_join(const struct lang *lang, struct arena *arena, const char *const *items, size_t n)
{
	const struct lang_words *words = lang->words;
	struct buf buf = {0};
	const char *so_far;

	if (n == 0)
		return "";
	if (n == 1)
		return arena_strdup(arena, items[0]);
	if (!words->list_two)
		return lang_icu_join(lang, arena, items, n);
	if (n == 2)
		return two(lang, arena, words->list_two, items[0], items[1]);
	so_far = items[0];
	for (size_t i = 1; i + 1 < n; i++) {
		const struct lang_arg args[2] = {{"a", so_far, 0}, {"b", items[i], 0}};

		buf_reset(&buf);
		lang_pattern_write(lang, words->list_more, args, 2, &buf);
		so_far = buf_text(&buf, arena);
	}
	buf_free(&buf);
	return two(lang, arena, words->list_last, so_far, items[n - 1]);
}

const char *lang_date_text(const struct lang *lang, struct arena *arena, struct lang_date date, enum lang_date_form form)
{
	const struct lang_words *words = lang->words;
	const char *const *months = form == LANG_DATE_MONTH && words->months_alone[0] ? words->months_alone : words->months;
	struct buf buf = {0};
	int weekday;

	if (!date.year || date.month < 1 || date.month > 12)
		return "";
	if (!words->dates[form])
		return lang_icu_date(lang, arena, date, form);
	weekday = lang_date_weekday(date);
	lang_pattern_write(lang, words->dates[form],
			   (const struct lang_arg[]){
				   {"day", NULL, date.day},
				   {"month", months[date.month - 1], 0},
				   {"month_short", words->months_short[date.month - 1], 0},
				   {"month_number", NULL, date.month},
				   {"year", NULL, date.year},
				   {"weekday", words->weekdays[weekday], 0},
				   {"weekday_short", words->weekdays_short[weekday], 0},
			   },
			   7, &buf);
	return take(&buf, arena);
}

const char *lang_time_text(const struct lang *lang, struct arena *arena, const char *hhmm)
{
	const struct lang_words *words = lang->words;
	struct buf buf = {0}, hour2 = {0}, minute2 = {0};
	int hour, minute;
	const char *text;

	if (!hhmm || strlen(hhmm) != 5 || hhmm[2] != ':')
		return NULL;
	for (int i = 0; i < 5; i++)
		if (i != 2 && (hhmm[i] < '0' || hhmm[i] > '9'))
			return NULL;
	hour = (hhmm[0] - '0') * 10 + hhmm[1] - '0';
	minute = (hhmm[3] - '0') * 10 + hhmm[4] - '0';
	if (hour > 23 || minute > 59)
		return NULL;
	if (!words->time)
		return lang_icu_time(lang, arena, hour, minute);
	for (int i = 0; i < 2; i++) {
		lang_number_write(lang, i ? hour % 10 : hour / 10, &hour2);
		lang_number_write(lang, i ? minute % 10 : minute / 10, &minute2);
	}
	lang_pattern_write(lang, words->time,
			   (const struct lang_arg[]){
				   {"hour", NULL, hour % 12 ? hour % 12 : 12},
				   {"hour24", NULL, hour},
				   {"hour24_two", hour2.data, 0},
				   {"minute", minute2.data, 0},
				   {"half", hour < 12 ? words->am : words->pm, 0},
			   },
			   5, &buf);
	text = take(&buf, arena);
	buf_free(&hour2);
	buf_free(&minute2);
	return text;
}

const char *const *lang_weekdays(const struct lang *lang, struct arena *arena, int *first)
{
	const char *const *names = lang->words->weekdays;
	const char **turned = arena_many(arena, const char *, 7);
	int start = lang->words->first_day >= 0 ? lang->words->first_day : lang_icu_first_day(lang);

	for (int i = 0; i < 7; i++) {
		int day = (start + i) % 7;

		turned[i] = names[0] ? names[day] : lang_icu_weekday(lang, arena, day);
	}
	if (first)
		*first = start;
	return turned;
}
