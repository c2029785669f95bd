/* Headings -> columns. A heading is a path into the record, or the map says what it is; nothing is taken by likeness, for a
 * column that was meant otherwise would fill a whole caseload with wrong values. Each mistake is told with the nearest path
 * that there is. */
#include "import/int.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define MAP_BYTES (1u << 20)

struct maker {
	const struct import_job *job;
	struct arena *arena;
	struct diags *diags;
	const struct sheet *sheet;
	const struct row *headings;
	const struct val *yaml;
	struct map *map;
	struct str_map *paths; /* path -> heading that has it */
	bool ok;
};

const char *column_letters(struct arena *arena, size_t index)
{
	char letters[16];
	size_t n = sizeof letters;

	letters[--n] = '\0';
	for (index++; index > 0; index = (index - 1) / 26)
		letters[--n] = (char)('A' + (index - 1) % 26);
	return arena_strdup(arena, letters + n);
}

/* Tells, at the span, and the map will not do. */
#define refuse(m, span, ...) (diag((m)->diags, span, __VA_ARGS__), (m)->ok = false)

/* ---- paths ------------------------------------------------------------------------------------------------------------ */

static bool is_number(const char *s)
{
	return *s && !s[strspn(s, "0123456789")] && strlen(s) <= 4;
}

static bool in_root(const struct maker *m, const char *key)
{
	const struct record_shape *root = record_shape_root(m->job->shapes, m->map->kind);

	for (size_t i = 0; root && i < root->n; i++)
		if (str_eq(root->fields[i]->key, key))
			return true;
	return false;
}

/* The shape that a step of the path has, whose steps before are right; NULL: told. */
static const struct record_shape *step(struct maker *m, struct span at, const char *path, const char *prefix, const char *key,
				       const struct record_shape *above)
{
	const struct record_shape *shape = record_shape_find(m->job->shapes, prefix, NULL, NULL);

	if (above && cell_is_list(above)) {
		refuse(m, at, MSG_IMPORT_LIST, path, above->key);
		return NULL;
	}
	if (above && !above->free && (above->type == RECORD_ITEMS || above->type == RECORD_TEXTS) && !is_number(key) &&
	    !record_key_fits(key)) {
		refuse(m, at, MSG_IMPORT_ITEM, path, above->key);
		return NULL;
	}
	if (!shape || (!above && !in_root(m, key))) {
		const char *unknown, *near = NULL;

		record_shape_find(m->job->shapes, prefix, &unknown, &near);
		if (near && (above || in_root(m, near)))
			refuse(m, at, MSG_IMPORT_PATH_NEAR, path, m->map->kind, near);
		else
			refuse(m, at, MSG_IMPORT_PATH, path, m->map->kind);
		return NULL;
	}
	if (shape->view)
		refuse(m, at, MSG_IMPORT_VIEW, path, key, shape->view + (*shape->view == '/'));
	else if (above && above->type == RECORD_REF)
		refuse(m, at, MSG_IMPORT_THROUGH, path, above->refers, above->key);
	else
		return shape;
	return NULL;
}

/* What a cell under this path is; NULL: told. */
static const struct record_shape *resolve(struct maker *m, struct span at, const char *path)
{
	const struct record_shape *shape = NULL;
	const char *end = path;

	do {
		const char *from = end + (*end == '.');

		end = from + strcspn(from, ".");
		shape = step(m, at, path, arena_strndup(m->arena, path, (size_t)(end - path)),
			     arena_strndup(m->arena, from, (size_t)(end - from)), shape);
		if (!shape)
			return NULL;
	} while (*end);
	if (str_eq(path, "kind"))
		refuse(m, at, MSG_IMPORT_KIND_COLUMN);
	else if (shape->derived && !str_eq(path, "id") && (shape->type == RECORD_TEXT || shape->type == RECORD_DATE))
		refuse(m, at, MSG_IMPORT_DERIVED, path);
	else if (shape->type == RECORD_OBJECT || shape->type == RECORD_ITEMS || (shape->type == RECORD_TEXTS && shape->keyed))
		refuse(m, at, MSG_IMPORT_GROUP, path);
	else if (shape->type == RECORD_SIGNATURE || shape->type == RECORD_DRAWING)
		refuse(m, at, MSG_IMPORT_DERIVED, path);
	else
		return shape;
	return NULL;
}

/* ---- what the map says of cells ---------------------------------------------------------------------------------------- */

static void read_dates(struct maker *m, const struct val *v, enum date_order *order, bool *short_year)
{
	const char *text = val_text(v), *s;
	char first = 0, seen[4] = "";
	size_t n = 0, years = 0;

	for (s = text; s && *s; s++) {
		char c = (char)toupper((unsigned char)*s);

		if (!strchr("MDY/.- ", c))
			break;
		years += c == 'Y';
		if (isalpha((unsigned char)c) && !strchr(seen, c) && n < 3)
			seen[n++] = c;
		first = first ? first : c;
	}
	if (!text || *s || n != 3 || (years != 2 && years != 4) || (first == 'Y' && !str_eq(seen, "YMD")) ||
	    (first != 'Y' && seen[2] != 'Y')) {
		refuse(m, v->at, MSG_IMPORT_DATES);
		return;
	}
	*order = first == 'Y' ? DATE_YMD : first == 'D' ? DATE_DMY : DATE_MDY;
	*short_year = years == 2;
}

static void add_word(struct maker *m, struct import_word **words, size_t *n, const char *cell, const char *value)
{
	struct import_word *more = arena_many(m->arena, struct import_word, *n + 1);

	if (*words)
		memcpy(more, *words, *n * sizeof *more);
	more[(*n)++] = (struct import_word){cell, value};
	*words = more;
}

/* `yes: [y, x]`, `no: nein` */
static void read_yes(struct maker *m, const struct val *of, struct import_word **words, size_t *n)
{
	static const char *const keys[] = {"yes", "no", NULL};

	for (int k = 0; keys[k]; k++) {
		const struct val *v = val_lookup(of, keys[k]);

		for (size_t i = 0; v && i < (v->kind == VAL_LIST ? v->n : 1); i++) {
			const struct val *one = v->kind == VAL_LIST ? v->items[i] : v;

			if (val_text(one))
				add_word(m, words, n, one->text, keys[k]);
			else
				refuse(m, one->at, MSG_IMPORT_WORDS);
		}
	}
}

/* `words: {Relative: kin}`: what the cell says -> what the record has */
static void read_words(struct maker *m, const struct val *v, struct column *column, struct import_word **words, size_t *n)
{
	if (v && v->kind != VAL_MAP) {
		refuse(m, v->at, MSG_IMPORT_WORDS);
		return;
	}
	for (size_t i = 0; v && i < v->n; i++) {
		const char *value = val_text(v->items[i]), *wrong = NULL;

		if (value && column->shape->options)
			wrong = record_refuses(
				m->arena, &(struct record_shape){.type = RECORD_CHOICE, .options = column->shape->options},
				value);
		else if (value && column->shape->type != RECORD_REF && column->shape->type != RECORD_REFS)
			wrong = record_refuses(m->arena, column->shape, value);
		if (!value || wrong)
			refuse(m, v->items[i]->at, MSG_IMPORT_WORD, column->path, wrong ? wrong : "a text");
		else
			add_word(m, words, n, v->keys[i].text, value);
	}
}

/* ---- columns ------------------------------------------------------------------------------------------------------------ */

static void read_column(struct maker *m, struct column *column, const struct val *v)
{
	static const char *const known[] = {"path", "dates", "words", "yes", "no", NULL};
	const struct val *path = v && v->kind == VAL_MAP ? val_lookup(v, "path") : v;
	struct span at = path ? path->at : (struct span){m->sheet->source, column->at, column->at};
	struct import_word *words = NULL;
	const char *other;
	size_t n = 0;

	if (v && v->kind == VAL_MAP)
		val_check_keys(m->diags, v, "a column", known);
	if (v && (v->kind == VAL_LIST || (v->kind == VAL_MAP && !val_text(path)))) {
		refuse(m, v->at, MSG_IMPORT_COLUMN, column->heading);
		return;
	}
	if (v && !val_text(path))
		return; /* left out */
	column->path = path ? path->text : column->heading;
	column->shape = resolve(m, at, column->path);
	if (!column->shape) {
		column->path = NULL;
		return;
	}
	other = str_map_lookup(m->paths, column->path);
	if (other)
		refuse(m, at, MSG_IMPORT_TWICE, other, column->heading, column->path);
	*str_map_slot(m->paths, column->path) = (void *)(uintptr_t)column->heading;
	column->id = str_eq(column->path, "id");
	if (column->id)
		m->map->id = column;
	if (v && v->kind == VAL_MAP) {
		if (val_lookup(v, "dates"))
			read_dates(m, val_lookup(v, "dates"), &column->order, &column->short_year);
		read_yes(m, v, &words, &n);
		read_words(m, val_lookup(v, "words"), column, &words, &n);
		column->words = words;
		column->n_words = n;
	}
}

static const struct val *mapped(const struct val *columns, const char *heading, bool *used)
{
	for (size_t i = 0; columns && columns->kind == VAL_MAP && i < columns->n; i++)
		if (cell_same(columns->keys[i].text, heading)) {
			used[i] = true;
			return columns->items[i];
		}
	return NULL;
}

static void read_columns(struct maker *m)
{
	const struct val *columns = val_lookup(m->yaml, "columns");
	bool *used = arena_many(m->arena, bool, columns ? columns->n + 1 : 1);
	enum date_order order = DATE_OPEN;
	bool short_year = false;

	if (val_lookup(m->yaml, "dates"))
		read_dates(m, val_lookup(m->yaml, "dates"), &order, &short_year);
	if (columns && columns->kind != VAL_MAP && columns->kind != VAL_NULL)
		refuse(m, columns->at, MSG_IMPORT_MAP, "columns");
	m->map->n = m->headings->n;
	m->map->columns = arena_many(m->arena, struct column, m->headings->n + 1);
	for (size_t i = 0; i < m->headings->n; i++) {
		struct column *column = &m->map->columns[i];
		const char *heading = arena_strdup(m->arena, m->headings->cells[i].text);

		*column = (struct column){.heading = heading,
					  .letters = column_letters(m->arena, i),
					  .at = m->headings->cells[i].at,
					  .order = order,
					  .short_year = short_year};
		if (*heading)
			read_column(m, column, mapped(columns, heading, used));
	}
	for (size_t i = 0; columns && columns->kind == VAL_MAP && i < columns->n; i++)
		if (!used[i])
			diag(m->diags, columns->keys[i].at, MSG_IMPORT_NO_COLUMN, columns->keys[i].text);
}

/* ---- constants ------------------------------------------------------------------------------------------------------------ */

static void read_constant(struct maker *m, const char *path, const struct val *v)
{
	struct constant *c = &m->map->constants[m->map->n_constants];
	const char **texts = arena_many(m->arena, const char *, v->n + 1);

	*c = (struct constant){.as = {.heading = path, .path = path}, .at = v->at};
	c->as.shape = resolve(m, v->at, path);
	if (!c->as.shape)
		return;
	if (str_eq(path, "id") || str_map_lookup(m->paths, path)) {
		refuse(m, v->at, MSG_IMPORT_CONSTANT_TWICE, path);
		return;
	}
	if (cell_is_list(c->as.shape)) {
		c->texts = texts;
		for (size_t i = 0; i < (v->kind == VAL_LIST ? v->n : 1); i++) {
			const struct val *one = v->kind == VAL_LIST ? v->items[i] : v;

			if (!val_text(one) ||
			    record_refuses(m->arena, &(struct record_shape){.options = c->as.shape->options}, one->text)) {
				refuse(m, one->at, MSG_IMPORT_WORD, path, "texts, or ids of its options");
				return;
			}
			texts[c->n++] = one->text;
		}
	} else {
		const char *wrong = val_text(v) ? record_refuses(m->arena, c->as.shape, v->text) : "a text";

		if (wrong) {
			refuse(m, v->at, MSG_IMPORT_WORD, path, wrong);
			return;
		}
		c->text = v->text;
	}
	m->map->n_constants++;
}

/* Nested as in a record, or with whole paths: both come to the same. */
static void read_constants(struct maker *m, const struct val *v, const char *prefix)
{
	for (size_t i = 0; v && v->kind == VAL_MAP && i < v->n; i++) {
		const char *path = arena_printf(m->arena, "%s%s%s", prefix, *prefix ? "." : "", v->keys[i].text);

		if (v->items[i]->kind == VAL_MAP)
			read_constants(m, v->items[i], path);
		else
			read_constant(m, path, v->items[i]);
	}
}

static size_t leaves(const struct val *v)
{
	size_t n = 1;

	for (size_t i = 0; v && v->kind == VAL_MAP && i < v->n; i++)
		n += leaves(v->items[i]);
	return n;
}

/* ---- all of it -------------------------------------------------------------------------------------------------------------- */

static void read_kind(struct maker *m)
{
	const struct val *v = val_lookup(m->yaml, "kind");
	const char *said = val_text(v);

	m->map->kind = m->job->kind ? m->job->kind : said ? said : "family";
	if (v && !str_eq(said, "family") && !str_eq(said, "staff") && !str_eq(said, "agency"))
		refuse(m, v->at, MSG_IMPORT_KIND);
	else if (v && m->job->kind && !str_eq(said, m->job->kind))
		refuse(m, v->at, MSG_IMPORT_KIND_OTHER, said, m->job->kind);
}

struct map *map_make(const struct import_job *job, const struct sheet *sheet, const struct row *headings)
{
	static const char *const known[] = {"kind", "dates", "yes", "no", "columns", "constants", NULL};
	struct maker m = {.job = job, .arena = job->arena, .diags = job->diags, .sheet = sheet, .headings = headings, .ok = true};
	struct import_word *yes = NULL;
	size_t errors = diags_count(job->diags, DIAG_ERROR);

	m.map = arena_one(m.arena, struct map);
	m.paths = str_map_new(m.arena);
	if (job->map) {
		m.yaml = val_load(m.arena, m.diags, job->map, MAP_BYTES);
		if (!m.yaml)
			return NULL;
		if (m.yaml->kind == VAL_MAP)
			val_check_keys(m.diags, m.yaml, "the map", known);
		else if (m.yaml->kind != VAL_NULL)
			refuse(&m, m.yaml->at, MSG_IMPORT_MAP, "the map");
	}
	read_kind(&m);
	if (!m.ok)
		return NULL;
	read_yes(&m, m.yaml, &yes, &m.map->n_yes);
	m.map->yes = yes;
	read_columns(&m);
	m.map->constants = arena_many(m.arena, struct constant, leaves(val_lookup(m.yaml, "constants")) + 1);
	read_constants(&m, val_lookup(m.yaml, "constants"), "");
	if (job->update && !m.map->id && m.ok)
		refuse(&m, ((struct span){sheet->source, headings->at, headings->at}), MSG_IMPORT_UPDATE_ID);
	return m.ok && diags_count(job->diags, DIAG_ERROR) == errors ? m.map : NULL;
}
