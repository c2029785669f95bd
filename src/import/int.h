/* What the files of this room share. sheet.c makes cells of bytes, map.c columns of headings, cell.c values of cells, item.c
 * finds the items that numbers in paths mean, row.c makes a record of a row, import.c does it for all of them. */
#ifndef IMPORT_INT_H
#define IMPORT_INT_H

#include "import/import.h"

/* ---- sheet.c: bytes -> cells ---- */

struct cell {
	const char *text; /* without blanks around it */
	uint32_t at;      /* where it begins in the source */
};

struct row {
	size_t number; /* from 1, as a spreadsheet counts */
	uint32_t at;
	const struct cell *cells; size_t n; /* trailing empty ones left out */
};

struct sheet {
	const struct source *source; /* UTF-8, lines ended by \n */
	char delimiter;
	uint32_t from;               /* where the headings begin: behind Excel's `sep=` */
	size_t first_row;
};

/* NULL where it cannot be read (told). */
const struct sheet *sheet_load(struct arena *arena, struct diags *diags, const char *path);
/* Calls for every row, empty ones too, until it says false. A row's texts live until it returns. False where the text is no
 * CSV or breaks a limit (told). */
typedef bool sheet_take(void *data, const struct row *row);
bool sheet_each(const struct sheet *sheet, struct diags *diags, sheet_take *take, void *data);

/* ---- map.c: headings -> columns ---- */

enum date_order { DATE_OPEN /* not known yet */, DATE_MDY, DATE_DMY, DATE_YMD };

struct import_word { /* what stands in a cell, and what that means */
	const char *cell, *value;
};

struct column {
	const char *heading, *letters; /* "Birth date", "C" */
	const char *path;              /* NULL: left out */
	const struct record_shape *shape;
	bool id;
	enum date_order order;
	bool short_year;               /* two digits are allowed */
	bool told;                     /* its order was */
	const struct import_word *words; size_t n_words;
	uint32_t at;                   /* its heading */
	/* a number past 12 in that place of a date; one that may be either */
	struct { bool first, second, open; size_t row; uint32_t at; } seen;
};

struct constant {
	struct column as;  /* path, shape */
	const char *text;
	const char *const *texts; size_t n; /* a list */
	struct span at;
};

struct map {
	const char *kind;
	struct column *columns; size_t n;
	const struct column *id; /* or NULL */
	struct constant *constants; size_t n_constants;
	const struct import_word *yes; size_t n_yes; /* for all columns */
};

/* NULL: told. `headings` is the sheet's first row. */
struct map *map_make(const struct import_job *job, const struct sheet *sheet, const struct row *headings);
/* "A", "Z", "AA" */
const char *column_letters(struct arena *arena, size_t index);

/* ---- cell.c: cells -> values ---- */

/* What the column's type makes of a cell; NULL where it is wrong: then *what says what it should be. A name that should mean
 * somebody is left as it is. `split`: the values of a list, one text a line. */
const char *cell_value(const struct import_job *job, struct arena *arena, const struct map *map, const struct column *column,
		       const char *text, const char **what);
/* Looks at a date of a column whose order is not known yet. */
void cell_learn(struct column *column, const struct row *row, const struct cell *cell);
/* Does it hold several values? */
bool cell_is_list(const struct record_shape *shape);
/* What is wrong with an error of Excel's (#REF!) or a number that it cut short (5.55E+09), in words; else NULL. */
const char *cell_broken(const char *text);
/* Same words, letter case and blanks aside. */
bool cell_same(const char *a, const char *b);

/* ---- item.c: numbers -> keys ---- */

struct value { /* of one row */
	const struct column *column;
	const struct constant *constant;
	const char *path; /* with keys, once they are known */
	const char *text;
	uint32_t at;
	struct span span; /* of a constant */
};

struct made {
	const struct import_job *job;
	struct arena *arena;     /* the row's */
	const struct sheet *sheet;
	const struct map *map;
	const struct row *row;
	const char *id;
	const struct val *old;   /* the record that is there, or NULL */
	struct value *values; size_t n, cap;
	struct str_map *keys;    /* "children.0" -> path with its key */
	bool wrong;
};

/* Puts keys into the paths of all values, and people's keys where they are named. False: told. */
bool items_find(struct made *made);
/* Tells what is wrong with a value's cell. */
#define made_tell(made, value, ...) diag((made)->job->diags, value_span((made), (value)), __VA_ARGS__)
struct span value_span(const struct made *made, const struct value *value);
/* "row 14, column C (Birth date)" */
const char *value_place(const struct made *made, const struct value *value);

/* ---- row.c: a row -> a record's text ---- */

/* What becomes of a row: the record's new text, or NULL where it is wrong (told). `old` is the record that is there, or NULL. */
const struct source *row_record(const struct import_job *job, struct arena *arena, const struct sheet *sheet, const struct map *map,
				const struct row *row, const char *id, const char *path, const struct source *old);

#endif
