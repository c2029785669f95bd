/* All rows of a sheet. It is gone through three times, so that a million rows need no more memory than their text: once for
 * the headings, once to see how each column writes its dates, once to make the records. They are written beside their places
 * as they come and moved there when all are right. Refuses to write over a record that is there unless told to, and to make
 * two of one id. */
#include "import/int.h"

#include <signal.h>
#include <string.h>

#define RECORD_BYTES (2u << 20) /* of a record's file, as in record */
#define PROGRAM_FILE ".program.yaml"

struct run {
	const struct import_job *job;
	const struct sheet *sheet;
	struct map *map;
	struct import *out;
	struct file_batch *batch;
	struct str_map *there; /* id -> path of the record that has it */
	struct str_map *rows;  /* id -> the row that had it, as a number */
	bool headed;           /* the headings were seen */
	bool closed;           /* something is wrong with whole columns: nothing is written, whatever the rows are */
};

static struct span place(const struct run *r, uint32_t at)
{
	return (struct span){r->sheet->source, at, at};
}

/* ---- before the rows -------------------------------------------------------------------------------------------------- */

static bool take_headings(void *data, const struct row *row)
{
	struct run *r = data;

	r->headed = row->n > 0;
	if (r->headed)
		r->map = map_make(r->job, r->sheet, row);
	return false;
}

/* Looks at dates, and for values that no heading stands over. */
static bool take_learning(void *data, const struct row *row)
{
	struct run *r = data;

	if (row->number == r->sheet->first_row)
		return true;
	for (size_t i = 0; i < row->n; i++) {
		struct column *column = i < r->map->n ? &r->map->columns[i] : NULL;
		const struct cell *cell = &row->cells[i];

		if (!*cell->text)
			continue;
		if (!column || !*column->heading)
			diag_each(r->job->diags, column_letters(r->job->arena, i),
				  arena_printf(r->job->arena, "%zu", row->number), place(r, cell->at), MSG_IMPORT_HEADING,
				  row->number, column_letters(r->job->arena, i));
		else if (column->path && column->order == DATE_OPEN &&
			 (column->shape->type == RECORD_DATE || column->shape->type == RECORD_DATETIME))
			cell_learn(column, row, cell);
	}
	return true;
}

/* Days before months or after them: what some cell says alone goes for its column. */
static void settle_dates(struct run *r)
{
	for (size_t i = 0; i < r->map->n; i++) {
		struct column *c = &r->map->columns[i];

		if (c->order != DATE_OPEN)
			continue;
		if (c->seen.first && c->seen.second)
			c->told = true, diag(r->job->diags, place(r, c->at), MSG_IMPORT_DATES_MIXED, c->letters, c->heading);
		else if (c->seen.open && !c->seen.first && !c->seen.second)
			c->told = true, diag(r->job->diags, place(r, c->seen.at), MSG_IMPORT_DATES_OPEN, c->letters,
					     c->heading, c->seen.row);
		else
			c->order = c->seen.first ? DATE_DMY : c->seen.second ? DATE_MDY : DATE_OPEN;
	}
}

static const char *id_of(struct arena *arena, const struct source *source)
{
	struct diags *unsaid = diags_new();
	const char *id = val_text_at(val_parse(arena, unsaid, source, NULL), "id", NULL);

	diags_free(unsaid);
	return id;
}

/* The ids of the records that are there. */
static void find_records(struct run *r)
{
	char **names;
	size_t n = file_list(r->job->arena, r->job->dir, &names);

	r->there = str_map_new(r->job->arena);
	for (size_t i = 0; i < n; i++) {
		const char *path = file_join(r->job->arena, r->job->dir, names[i]), *id;
		struct arena *own = arena_new();
		struct diags *unsaid = diags_new();
		const struct source *source = NULL;

		if (str_ends(names[i], ".yaml") && !str_ends(names[i], PROGRAM_FILE) && file_is_plain(path))
			source = source_load(own, unsaid, path, RECORD_BYTES);
		id = source ? id_of(own, source) : NULL;
		if (id)
			*str_map_slot(r->there, arena_strdup(r->job->arena, id)) = (void *)(uintptr_t)path;
		diags_free(unsaid);
		arena_free(own);
	}
}

/* ---- a row -------------------------------------------------------------------------------------------------------------- */

static const char *made_up_id(struct run *r)
{
	const char *id;

	do {
		id = record_new_id(r->job->arena, r->map->kind);
	} while (str_map_lookup(r->there, id) || str_map_lookup(r->rows, id));
	return id;
}

/* The row's own id, or one made up; NULL: told. */
static const char *row_id(struct run *r, const struct row *row)
{
	const struct import_job *job = r->job;
	const struct column *column = r->map->id;
	const struct cell *cell = column && (size_t)(column - r->map->columns) < row->n ? &row->cells[column - r->map->columns] : NULL;
	const char *id;
	size_t before;

	if (cell && *cell->text) {
		id = arena_strdup(job->arena, cell->text);
		if (!record_key_fits(id)) {
			diag(job->diags, place(r, cell->at), MSG_IMPORT_ID, row->number, column->letters, column->heading, id);
			return NULL;
		}
		if (!strpbrk(id, "0123456789"))
			diag(job->diags, place(r, cell->at), MSG_RECORD_ID_NAME, id);
	} else if (column && job->update) {
		diag(job->diags, place(r, row->at), MSG_IMPORT_NO_ID, row->number, column->letters, column->heading);
		return NULL;
	} else {
		id = made_up_id(r);
	}
	before = (uintptr_t)str_map_lookup(r->rows, id);
	if (before) {
		diag(job->diags, place(r, cell ? cell->at : row->at), MSG_IMPORT_ID_TWICE, row->number, id, before);
		return NULL;
	}
	*str_map_slot(r->rows, id) = (void *)(uintptr_t)row->number;
	return id;
}

/* The record that is there for the row, in *old; false: there is one, and it must not be touched (told). */
static bool find_old(struct run *r, struct arena *arena, const struct row *row, const char *id, const char **path,
		     const struct source **old)
{
	const char *there = str_map_lookup(r->there, id);

	*old = NULL;
	*path = there ? there : arena_printf(r->job->arena, "%s/%s.yaml", r->job->dir, id);
	if (!there && !file_exists(*path))
		return true;
	if (!there || !r->job->update) {
		if (there)
			diag(r->job->diags, place(r, row->at), MSG_IMPORT_EXISTS, row->number, *path);
		else
			diag(r->job->diags, place(r, row->at), MSG_IMPORT_IN_THE_WAY, row->number, *path);
		return false;
	}
	*old = source_load(arena, r->job->diags, *path, RECORD_BYTES);
	return *old != NULL;
}

static bool write_record(struct run *r, const char *path, const struct source *source)
{
	/* Once a row is wrong no other will be written, and those that were are taken away again. */
	if (r->job->dry_run || r->closed || (r->out->wrong > 0 && !r->job->keep_going))
		return true;
	return file_batch_add(r->batch, r->job->diags, path, source->text, source->len);
}

static bool make_record(struct run *r, struct arena *arena, const struct row *row)
{
	const char *id = row_id(r, row), *path;
	const struct source *old = NULL, *source;
	struct import_record *record;
	bool open = id && find_old(r, arena, row, id, &path, &old);

	/* Cells are looked at even where the row cannot be written: everything is told at once. */
	source = row_record(r->job, arena, r->sheet, r->map, row, id ? id : "x-1", id ? path : "", old);
	if (!open || !source)
		return false;
	record = arena_push(r->job->arena, r->out->records, r->out->n, r->out->cap);
	*record = (struct import_record){row->number, id, path,
					 !old				   ? IMPORT_NEW
					 : str_eq(old->text, source->text) ? IMPORT_SAME
									   : IMPORT_CHANGED};
	return record->what == IMPORT_SAME || write_record(r, path, source);
}

static bool take_row(void *data, const struct row *row)
{
	struct run *r = data;
	struct arena *arena;
	size_t told = diags_count(r->job->diags, DIAG_WARNING);

	if (row->number == r->sheet->first_row || row->n == 0)
		return true;
	arena = arena_new();
	r->out->rows++;
	if (!make_record(r, arena, row))
		r->out->wrong++;
	/* What was told points into the row's texts until it is printed. */
	if (diags_count(r->job->diags, DIAG_WARNING) == told)
		arena_free(arena);
	else
		arena_join(r->job->arena, arena);
	return diags_count(r->job->diags, DIAG_SYSTEM) == 0;
}

/* ---- all of them ---------------------------------------------------------------------------------------------------------- */

static bool commit(struct run *r)
{
	sigset_t ends, before;
	bool ok;

	/* Whoever ends the run now waits until all stand in their places. */
	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGHUP);
	sigprocmask(SIG_BLOCK, &ends, &before);
	ok = file_batch_commit(r->batch, r->job->diags);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return ok;
}

static bool make_records(struct run *r)
{
	struct diags *diags = r->job->diags;
	bool ok;

	r->rows = str_map_new(r->job->arena);
	find_records(r);
	if (!r->job->dry_run) {
		file_clear_leftovers(r->job->dir);
		r->batch = file_batch_new();
		if (!file_batch_stage(r->batch, diags, r->job->dir))
			return false;
	}
	ok = sheet_each(r->sheet, diags, take_row, r) && diags_count(diags, DIAG_SYSTEM) == 0;
	if (ok && r->out->rows == 0)
		diag(diags, place(r, 0), MSG_IMPORT_EMPTY, r->job->sheet);
	ok = ok && r->out->rows > 0 && !r->closed && (r->out->wrong == 0 || r->job->keep_going);
	if (!r->job->dry_run)
		ok = ok && commit(r);
	if (!ok)
		r->out->n = 0;
	return ok && r->out->wrong == 0;
}

bool import_sheet(const struct import_job *job, struct import *out)
{
	struct run r = {.job = job, .out = out};
	size_t errors = diags_count(job->diags, DIAG_ERROR);
	bool ok;

	r.sheet = sheet_load(job->arena, job->diags, job->sheet);
	if (!r.sheet)
		return false;
	ok = sheet_each(r.sheet, job->diags, take_headings, &r);
	if (ok && !r.headed)
		diag(job->diags, place(&r, 0), MSG_IMPORT_EMPTY, job->sheet);
	if (!ok || !r.map || !sheet_each(r.sheet, job->diags, take_learning, &r))
		return false;
	settle_dates(&r);
	r.closed = diags_count(job->diags, DIAG_ERROR) > errors;
	ok = make_records(&r);
	if (r.batch)
		file_batch_free(r.batch);
	return ok;
}
