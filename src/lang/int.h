/* What the files of lang share: a language's file as read, and ICU's side, opened only where the file leaves something open. */
#ifndef LANG_INT_H
#define LANG_INT_H

#include "lang/lang.h"

#define LANG_DATE_FORMS 5
#define LANG_MAX_BYTES (256u << 10) /* a language's file */
#define LANG_MAX_NESTING 8          /* plural and select within each other */

/* Which plural rule picks a case. The first three are read from data so that the common languages never open ICU, whose first
 * call costs two milliseconds. */
enum lang_plurals { LANG_PLURALS_ICU, LANG_PLURALS_NONE, LANG_PLURALS_ONE, LANG_PLURALS_ZERO_ONE };

/* ICU's handles and the names it gave, each made when first asked for. */
struct lang_icu;

struct lang_words {
	struct arena *arena;
	struct str_map *map;          /* key -> const char *; English ones first, the language's own over them */
	struct str_map *own;          /* the keys that are the language's own; NULL: all are, it is English */
	const struct val *const *english; size_t n_english; /* the files that English is made of, the lowest folder's first */
	const char *file;             /* the tag of its file: "es" of "es-MX" */
	struct diags *diags;          /* the loader's; for others of the same folders */
	const char *const *dirs; size_t n_dirs;
	struct lang **others; size_t n_others, cap_others; /* lang_for: each loaded once */
	const char *dates[LANG_DATE_FORMS]; /* patterns; NULL: ICU's */
	const char *months[12], *months_alone[12], *months_short[12]; /* [0] NULL: ICU's dates */
	const char *weekdays[7], *weekdays_short[7];                  /* Sunday first; [0] NULL: ICU's */
	const char *time, *am, *pm;   /* time NULL: ICU's */
	const char *list_two, *list_more, *list_last; /* list_two NULL: ICU's */
	uint32_t zero;                /* the digit zero of its numerals */
	const char *numerals;         /* ICU's name of them: "latn" */
	int first_day;                /* 0 Sunday; -1: ICU's */
	enum lang_plurals plurals;
	struct lang_icu *icu;         /* NULL until used */
};

/* pattern.c */

/* The arguments that a pattern names, ended by NULL; NULL where it is no pattern, and then *why says what is wrong with it. */
const char *const *lang_pattern_args(struct arena *arena, const char *pattern, const char **why);
/* Writes the pattern with its arguments. An argument that was not given stands as {name}. */
void lang_pattern_write(const struct lang *lang, const char *pattern, const struct lang_arg *args, size_t n, struct buf *out);

/* spell.c */
void lang_number_write(const struct lang *lang, long number, struct buf *out);

/* icu.c: everything in the arena; the second-best answer (an ISO date, "other") where ICU fails. */
const char *lang_icu_date(const struct lang *lang, struct arena *arena, struct lang_date date, enum lang_date_form form);
const char *lang_icu_time(const struct lang *lang, struct arena *arena, int hour, int minute);
const char *lang_icu_weekday(const struct lang *lang, struct arena *arena, int weekday);
const char *lang_icu_plural(const struct lang *lang, long number); /* "one"; borrowed, valid until the next call */
const char *lang_icu_join(const struct lang *lang, struct arena *arena, const char *const *items, size_t n);
int lang_icu_first_day(const struct lang *lang);
void lang_icu_free(struct lang_icu *icu);

#endif
