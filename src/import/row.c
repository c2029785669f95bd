/* A row -> a record's text. Values are put in as edits of a text, new or there already, so that comments and order stay, and
 * what comes out is read as any record is before it counts: nothing that `build` would refuse is ever written. */
#include "import/int.h"

#include <string.h>

static void add_cell(struct made *m, const struct column *column, const struct cell *cell)
{
	struct value v = {.column = column, .path = column->path, .at = cell->at};
	const char *what, *broken = cell_broken(cell->text);

	if (column->id || column->told) /* a column that cannot be read is told once, not at each of its cells */
		return;
	v.text = broken ? NULL : cell_value(m->job, m->arena, m->map, column, cell->text, &what);
	if (broken) {
		made_tell(m, &v, MSG_IMPORT_BROKEN, value_place(m, &v), cell->text, broken);
		m->wrong = true;
		return;
	}
	if (!v.text) {
		made_tell(m, &v, MSG_IMPORT_CELL, value_place(m, &v), cell->text, what);
		m->wrong = true;
		return;
	}
	*arena_push(m->arena, m->values, m->n, m->cap) = v;
}

/* Does the row have anything of the item that the path goes through? A constant alone makes none. */
static bool has_item(const struct made *m, const char *path, size_t n_cells)
{
	size_t n = 0;

	for (const char *s = path; (s = strchr(s, '.')) != NULL; s++)
		if (s[1 + strspn(s + 1, "0123456789")] == '.' && s[1] != '.')
			n = (size_t)(s - path) + 1 + strspn(s + 1, "0123456789");
	for (size_t i = 0; n > 0 && i < n_cells; i++)
		if (strncmp(m->values[i].path, path, n) == 0 && m->values[i].path[n] == '.')
			return true;
	return n == 0;
}

static void add_constants(struct made *m)
{
	size_t n_cells = m->n;

	for (size_t i = 0; i < m->map->n_constants; i++) {
		const struct constant *c = &m->map->constants[i];
		struct buf list = {0};

		if (!has_item(m, c->as.path, n_cells))
			continue;
		for (size_t k = 0; k < c->n; k++)
			buf_addf(&list, "%s%s", k ? "\n" : "", c->texts[k]);
		*arena_push(m->arena, m->values, m->n, m->cap) =
			(struct value){.constant = c,
				       .path = c->as.path,
				       .text = c->texts ? (c->n ? buf_text(&list, m->arena) : NULL) : c->text,
				       .span = c->at};
		buf_free(&list);
	}
}

/* ---- edits ------------------------------------------------------------------------------------------------------------ */

/* Ids, days, yes: what stands without quotes. */
static bool is_word(const struct record_shape *shape, const char *text)
{
	switch (shape->type) {
	case RECORD_DATE:
	case RECORD_TIME:
	case RECORD_DATETIME:
	case RECORD_NUMBER:
	case RECORD_YES_NO:
	case RECORD_YES_NO_NA:
	case RECORD_CHECK:
	case RECORD_CHOICE:
	case RECORD_MULTI_CHOICE: return true;
	case RECORD_REF:
	case RECORD_REFS: return record_key_fits(text);
	default: return false;
	}
}

static struct val_edit edit_of(const struct made *m, const struct value *v)
{
	const struct record_shape *shape = v->column ? v->column->shape : v->constant->as.shape;
	struct val_edit edit = {.path = v->path, .kind = VAL_SET, .text = v->text, .word = is_word(shape, v->text)};
	const char **texts = NULL;
	size_t n = 0, cap = 0;

	if (!cell_is_list(shape))
		return edit;
	for (const char *s = v->text; *s; s += strcspn(s, "\n"), s += *s == '\n')
		*arena_push(m->arena, texts, n, cap) = arena_strndup(m->arena, s, strcspn(s, "\n"));
	edit.kind = VAL_SET_LIST;
	edit.texts = texts;
	edit.n = n;
	return edit;
}

static const struct source *begin(const struct made *m, const char *path)
{
	struct buf text = {0};
	const struct source *source;

	buf_addf(&text, "kind: %s\nid: ", m->map->kind);
	val_write_text(&text, m->id, false, false);
	buf_addc(&text, '\n');
	source = source_new(m->arena, m->job->diags, path, text.data, text.len);
	buf_free(&text);
	return source;
}

/* Is it a record? What is wrong is told in its own lines, with the row that it came of. */
static bool reads_back(const struct made *m, const struct source *source)
{
	struct diags *quiet = diags_new();
	struct record *record = record_read(m->arena, quiet, m->job->shapes, source);
	bool ok = record && diags_count(quiet, DIAG_ERROR) == 0;

	diags_free(quiet);
	if (!ok) {
		record_read(m->arena, m->job->diags, m->job->shapes, source);
		diag(m->job->diags, ((struct span){m->sheet->source, m->row->at, m->row->at}), MSG_IMPORT_ROW,
		     m->row->number, source->name);
	}
	return ok;
}

const struct source *row_record(const struct import_job *job, struct arena *arena, const struct sheet *sheet, const struct map *map,
				const struct row *row, const char *id, const char *path, const struct source *old)
{
	struct made m = {.job = job, .arena = arena, .sheet = sheet, .map = map, .row = row, .id = id};
	const struct source *source = old;
	struct val_edit *edits;
	size_t n = 0;

	if (old) {
		m.old = val_parse(arena, job->diags, old, NULL);
		if (!m.old)
			return NULL;
	}
	for (size_t i = 0; i < row->n && i < map->n; i++)
		if (*row->cells[i].text && map->columns[i].path)
			add_cell(&m, &map->columns[i], &row->cells[i]);
	add_constants(&m);
	/* Names are looked for even in a row that is wrong: all of it is told at once. */
	if (!items_find(&m) || m.wrong)
		return NULL;
	edits = arena_many(arena, struct val_edit, m.n + 1);
	for (size_t i = 0; i < m.n; i++)
		if (m.values[i].text)
			edits[n++] = edit_of(&m, &m.values[i]);
	if (!source)
		source = begin(&m, path);
	source = source ? val_splice(arena, job->diags, source, edits, n) : NULL;
	return source && reads_back(&m, source) ? source : NULL;
}
