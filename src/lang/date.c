/* Days of the Gregorian calendar as numbers: parsing, counting, adding. Nothing here knows a language, a clock or a time zone. */
#include "lang/lang.h"

#include <string.h>

static bool leap_year(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
	static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && leap_year(year) ? 29 : days[month - 1];
}

/* `n` digits at s, or -1. */
static int digits(const char *s, int n)
{
	int value = 0;

	for (int i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		value = value * 10 + (s[i] - '0');
	}
	return value;
}

bool lang_date_parse(const char *iso, struct lang_date *date)
{
	int year, month, day;

	*date = (struct lang_date){0, 0, 0};
	if (!iso || strlen(iso) != 10 || iso[4] != '-' || iso[7] != '-')
		return false;
	year = digits(iso, 4);
	month = digits(iso + 5, 2);
	day = digits(iso + 8, 2);
	if (year < 1800 || year > 2200 || month < 1 || month > 12 || day < 1 || day > month_days(year, month))
		return false;
	*date = (struct lang_date){year, month, day};
	return true;
}

char *lang_date_iso(struct arena *arena, struct lang_date date)
{
	return date.year ? arena_printf(arena, "%04d-%02d-%02d", date.year, date.month, date.day) : arena_strdup(arena, "");
}

/* Years are counted from March, so that the leap day is the last of its year: the days before a month are then a straight line,
 * (153 m + 2) / 5, which is exact for the lengths 31 30 31 30 31 31 30 31 30 31 31. */
long lang_date_days(struct lang_date date)
{
	long month = (date.month + 9) % 12;
	long year = date.year - (date.month <= 2);
	long era = (year >= 0 ? year : year - 399) / 400;
	long of_era = year - era * 400;
	long of_year = (153 * month + 2) / 5 + date.day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct lang_date lang_date_from_days(long days)
{
	long since = days + 719468; /* 0000-03-01 is day 0 */
	long era = (since >= 0 ? since : since - 146096) / 146097;
	long day = since - era * 146097;
	/* A first guess at the year that can only be one too high, on its last days. */
	long year = day / 365;
	long of_year, month;
	struct lang_date date;

	while (day < year * 365 + year / 4 - year / 100 + year / 400)
		year--;
	of_year = day - (year * 365 + year / 4 - year / 100 + year / 400);
	month = (5 * of_year + 2) / 153;
	date.day = (int)(of_year - (153 * month + 2) / 5 + 1);
	date.month = (int)(month < 10 ? month + 3 : month - 9);
	date.year = (int)(year + era * 400 + (date.month <= 2));
	return date;
}

struct lang_date lang_date_add(struct lang_date date, int months, int days)
{
	long count = (long)date.year * 12 + date.month - 1 + months;

	date.year = (int)(count / 12);
	date.month = (int)(count % 12) + 1;
	if (date.day > month_days(date.year, date.month))
		date.day = month_days(date.year, date.month);
	return days ? lang_date_from_days(lang_date_days(date) + days) : date;
}

int lang_date_weekday(struct lang_date date)
{
	long day = (lang_date_days(date) + 4) % 7; /* 1970-01-01 was a Thursday */

	return (int)(day < 0 ? day + 7 : day);
}

int lang_date_compare(struct lang_date a, struct lang_date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return a.day == b.day ? 0 : a.day < b.day ? -1 : 1;
}

int lang_date_months(struct lang_date a, struct lang_date b)
{
	int months = (b.year - a.year) * 12 + b.month - a.month;

	/* By the clamped day, so that a child born on February 29 has a birthday every year. */
	if (lang_date_compare(lang_date_add(a, months, 0), b) > 0)
		months--;
	return months;
}
