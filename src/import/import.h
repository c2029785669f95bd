/* import: spreadsheets -> records. A row of a CSV file is a record; its headings are paths into it, or words that a map file
 * gives paths. Everything that is wrong is told at its cell, all at once, and then nothing is written. */
#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H

#include "base/base.h"
#include "lang/lang.h"
#include "record/record.h"
#include "val/val.h"

/* Limits; going past one is an ordinary error. The last two are Excel's own. */
#define IMPORT_MAX_BYTES ((size_t)512 << 20)
#define IMPORT_MAX_ROWS 1000000
#define IMPORT_MAX_COLUMNS 16384
#define IMPORT_MAX_CELL 32767 /* characters */

struct import_job {
	struct arena *arena; /* for the run; each row has one of its own */
	struct diags *diags;
	const struct record_shapes *shapes;
	const struct lang *lang; /* reads months' names and times of day */
	const char *sheet;
	const char *map;  /* a file, or NULL */
	const char *dir;  /* where the records are */
	const char *kind; /* family, staff, agency; NULL: what the map says, or family */
	bool update;      /* existing records get what their row has */
	bool keep_going;  /* rows that are right are written, whatever is wrong with others */
	bool dry_run;     /* nothing is written */
};

enum import_what { IMPORT_NEW, IMPORT_CHANGED, IMPORT_SAME };

struct import_record {
	size_t row; /* as a spreadsheet counts: headings are row 1 */
	const char *id, *path;
	enum import_what what;
};

struct import {
	struct import_record *records; size_t n, cap;
	size_t rows;  /* that hold anything */
	size_t wrong; /* of them */
};

/* Reads, checks and writes, all records together or (where a row is wrong and `keep_going` is not set) none. False:
 * something was wrong (told); what was written stands in `out` all the same. */
bool import_sheet(const struct import_job *job, struct import *out);

#endif
