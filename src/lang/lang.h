/* lang: what a language decides: direction, how dates and lists are written out, the fixed words that the program itself
 * prints, and the patterns of tooltips. All of it comes from templates/languages/<tag>.yaml; no word a reader sees is in C.
 * Patterns are ICU MessageFormat with named arguments: "{n, plural, one {# year} other {# years}}"; pattern.c says which
 * part of it. */
#ifndef LANG_LANG_H
#define LANG_LANG_H

#include "base/base.h"
#include "val/val.h"

struct lang {
	const char *tag;  /* "en-US", "es", "ar" */
	const char *name; /* in itself: "English" */
	bool rtl;
	struct lang_words *words; /* this room's own */
};

/* Reads <tag>.yaml; where that is missing, the tag's language alone ("es" for "es-MX"). Missing words are taken from
 * en.yaml, which must have all. The folders are laid over each other: words of a later one win, what it leaves out is taken
 * from those before; dates and the like are those of the last one that has the language. NULL where neither is there (told
 * at `at`). lang_free ends ICU's handles. */
struct lang *lang_load(struct arena *arena, struct diags *diags, const char *const *dirs, size_t n_dirs, const char *tag,
			    struct span at);
/* Another language of the same folders, into the same arena; English is not read again. NULL where it is not there, or wrong
 * (told). */
struct lang *lang_beside(const struct lang *lang, const char *tag);
void lang_free(struct lang *lang);
/* What a document written in `tag` says by itself, in a copy in `lang`: `lang` where that is the same language or no folder has a file
 * for the other; else that one, read once and kept until lang_free(lang). Its mistakes go to the diags that `lang` was loaded with. */
const struct lang *lang_for(const struct lang *lang, const char *tag);
/* Tags of all languages in the folders; n of them. */
size_t lang_list(struct arena *arena, const char *const *dirs, size_t n_dirs, const char ***tags);

/* A fixed word or phrase by its key ("yes", "continued"). A key that en.yaml does not have is a mistake of the program: abort. */
const char *lang_word(const struct lang *lang, const char *key);
/* The tag of the language that word is in: "en" where a language leaves it out. */
const char *lang_word_tag(const struct lang *lang, const char *key);
/* The same where it may be missing: NULL then. */
const char *lang_find(const struct lang *lang, const char *key);

/* One argument of a pattern: a text, or a number where text is NULL. */
struct lang_arg {
	const char *name;
	const char *text;
	long number;
};
/* The pattern at `key` with its arguments. In the arena. A number stands in the language's numerals. */
const char *lang_format(const struct lang *lang, struct arena *arena, const char *key, const struct lang_arg *args, size_t n);
/* "a, b and c" */
const char *lang_join(const struct lang *lang, struct arena *arena, const char *const *items, size_t n);

struct lang_date {
	int year, month, day; /* Gregorian; year 0: no date */
};

enum lang_date_form {
	LANG_DATE_LONG,    /* April 12, 1996 */
	LANG_DATE_DAY,     /* Tuesday, December 1, 2026 */
	LANG_DATE_SHORT,   /* Dec 1, 2026 */
	LANG_DATE_MONTH,   /* December 2026 */
	LANG_DATE_NO_YEAR  /* May 2 */
};

/* YYYY-MM-DD, of a day that exists, years 1800 to 2200. False for anything else. */
bool lang_date_parse(const char *iso, struct lang_date *date);
char *lang_date_iso(struct arena *arena, struct lang_date date);
const char *lang_date_text(const struct lang *lang, struct arena *arena, struct lang_date date, enum lang_date_form form);
/* A day as people write it, back to a date: as this language writes it out (in any of its forms that has a year), or in numbers in the
 * order of that, or YYYY-MM-DD; with the digits of any script. False where anything is left open: no year of four digits, a word that
 * dates do not have. */
bool lang_date_read(const struct lang *lang, struct arena *arena, const char *text, struct lang_date *date);
/* A time as people write it, back to HH:MM in `out`. False where it may be before or after noon, and the language says which. */
bool lang_time_read(const struct lang *lang, struct arena *arena, const char *text, char out[6]);
/* HH:MM, 24 hours. As read: "3:30 PM" where the language says so. NULL where it is no time. */
const char *lang_time_text(const struct lang *lang, struct arena *arena, const char *hhmm);
/* Names of the days of the week, from the first one that a calendar in this language prints; [7]. `first` is 0 for Sunday. */
const char *const *lang_weekdays(const struct lang *lang, struct arena *arena, int *first);
/* The same, abbreviated: "Sun". */
/* A number of digits in the language's own numerals. */
const char *lang_number(const struct lang *lang, struct arena *arena, long number);

/* The value of a decimal digit in any script, or -1: U+0667, U+096D and 7 are 7 (Unicode, Nd). */
int lang_digit(uint32_t c);
/* How many of them a text has. */
size_t lang_digits(const char *s);

/* Days since 1970-01-01, and back; weekday 0 is Sunday. Months are clamped to their last day (Jan 31 + 1 month = Feb 28). */
long lang_date_days(struct lang_date date);
struct lang_date lang_date_from_days(long days);
struct lang_date lang_date_add(struct lang_date date, int months, int days);
int lang_date_weekday(struct lang_date date);
int lang_date_compare(struct lang_date a, struct lang_date b);
/* Whole months from a to b (for ages): the most that lang_date_add can add to a without passing b; negative where b is before a. */
int lang_date_months(struct lang_date a, struct lang_date b);

#endif
