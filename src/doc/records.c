/* `each` and `table`: records with heads. A list of the record, numbered blank ones, or fixed rows; cards or a grid. The
 * cells of fixed rows are made complete here: what a row leaves to its column is read again under the row's id, so that
 * nobody else needs to. */
#include "doc/int.h"

static const char *const record_keys[] = {"list",    "where",  "which",	 "as",	   "at-least", "spare",	 "item", "numbered",
					  "columns", "across", "corner", "fields", "rows",     "repeat", "id",	 "frame",    NULL};
static const char *const whiches[] = {"all", "next", "last", "new", NULL};
static const char *const row_keys[] = {"id", "head", "when", "cells", NULL};

static void read_list(struct doc_ctx *ctx, const struct val *v, struct doc_list_ref *list)
{
	bool repeat = val_lookup(v, "repeat") != NULL;

	list->at = v->at;
	list->path = doc_path_at(ctx, v, "list");
	list->path_at = val_lookup(v, "list") ? doc_inside(val_lookup(v, "list")) : v->at;
	list->where = doc_cond_at(ctx, v, "where", &list->where_at);
	list->which = doc_enum(ctx, val_lookup(v, "which"), "which", whiches);
	list->as = doc_id_at(ctx, v, "as", false);
	list->at_least = doc_int_at(ctx, v, "at-least", 0, DOC_MAX_ITEMS, 0);
	list->spare = doc_truth_at(ctx, v, "spare", !repeat);
	if (!repeat)
		return;
	list->id = doc_id_at(ctx, v, "id", false);
	list->at_least = doc_int_at(ctx, v, "repeat", 1, DOC_MAX_ITEMS, 1);
	if (!val_lookup(v, "id"))
		diag(ctx->diags, val_key_at(v, "repeat"), MSG_DOC_REPEAT_ID);
}

/* Which items there are: a list's, numbered ones, or rows; just one of these. */
static bool check_source(struct doc_ctx *ctx, const struct val *v, bool grid)
{
	static const char *const sources[] = {"list", "repeat", "rows", NULL}, *const only_list[] = {"where", "which",
												     "as",    "at-least",
												     "spare", NULL};
	const char *first = NULL;

	for (size_t i = 0; sources[i]; i++) {
		if (!val_lookup(v, sources[i]))
			continue;
		if (first) {
			diag(ctx->diags, val_key_at(v, sources[i]), MSG_DOC_SOURCES, first, sources[i]);
			return false;
		}
		first = sources[i];
	}
	if (!first) {
		diag(ctx->diags, v->at, MSG_DOC_NO_SOURCE, grid ? "table" : "each");
		return false;
	}
	for (size_t i = 0; !str_eq(first, "list") && only_list[i]; i++)
		if (val_lookup(v, only_list[i]))
			diag(ctx->diags, val_key_at(v, only_list[i]), MSG_DOC_ONLY_LIST, only_list[i]);
	if (val_lookup(v, "id") && !str_eq(first, "repeat"))
		diag(ctx->diags, val_key_at(v, "id"), MSG_DOC_ONLY_REPEAT, "id");
	return true;
}

/* What a column or a row's cell says besides its head: text, entries, another block; NULL: a blank. */
static const char *cell_kind(const struct val *v)
{
	if (val_lookup(v, "text"))
		return "text";
	if (val_lookup(v, "fields"))
		return "fields";
	for (size_t i = 0; doc_block_names[i]; i++)
		if (val_lookup(v, doc_block_names[i]))
			return doc_block_names[i];
	return NULL;
}

static struct doc_node *read_kind(struct doc_ctx *ctx, const struct val *v, const char *kind)
{
	const struct val *inner = val_lookup(v, kind);

	if (str_eq(kind, "text"))
		return doc_entry_text(ctx, inner);
	if (str_eq(kind, "fields"))
		return doc_entries(ctx, inner, inner->n > 1);
	return doc_block_read(ctx, kind, inner, inner->at);
}

/* What a column has in each row. */
static struct doc_node *column_cell(struct doc_ctx *ctx, const struct val *v)
{
	const char *kind = cell_kind(v);
	struct doc_blank *blank;

	if (kind) {
		const char *const known[] = {"id", "head", "width", kind, NULL};

		doc_check_keys(ctx, v, "a column", known);
		return read_kind(ctx, v, kind);
	}
	blank = doc_blank_read(ctx, v, BLANK_COLUMN, NULL);
	return blank ? doc_fields_node(ctx, blank) : NULL;
}

/* What a row says in a cell of its own. `id`: its blank's, where it gives none. */
static struct doc_node *own_cell(struct doc_ctx *ctx, const struct val *v, const char *id)
{
	const char *kind;
	struct doc_blank *blank;
	bool truth, ok;

	if (v->kind == VAL_TEXT) {
		truth = val_truth(v, &ok);
		return ok && !truth && !v->quoted ? NULL : doc_entry_text(ctx, v);
	}
	if (v->kind == VAL_LIST)
		return doc_entries(ctx, v, v->n > 1);
	kind = cell_kind(v);
	if (kind) {
		const char *const known[] = {kind, NULL};

		doc_check_keys(ctx, v, "a cell", known);
		return read_kind(ctx, v, kind);
	}
	blank = doc_blank_read(ctx, v, 0, id);
	return blank ? doc_fields_node(ctx, blank) : NULL;
}

static void read_columns(struct doc_ctx *ctx, const struct val *v, struct doc_records *records, bool fixed)
{
	records->columns = arena_many(ctx->arena, struct doc_column, v->n + 1);
	for (size_t i = 0; i < v->n; i++) {
		const struct val *item = v->items[i];
		struct doc_column *column = &records->columns[records->n_columns];

		if (!doc_count(ctx, item->at))
			return;
		if (!doc_is_map(ctx, item, "a column"))
			continue;
		records->n_columns++;
		column->at = item->at;
		column->head = doc_text_at(ctx, item, "head");
		column->width = doc_int_at(ctx, item, "width", 1, 12, 0);
		column->id = val_text(val_lookup(item, "id"));
		if (column->id && !doc_is_id(column->id))
			column->id = NULL; /* told where it is read as the blank's, or here */
		if (val_lookup(item, "id") && !column->id && cell_kind(item))
			doc_id_at(ctx, item, "id", false);
		if (!fixed)
			column->cell.first = column_cell(ctx, item);
		else if (!val_lookup(item, "id"))
			diag(ctx->diags, item->at, MSG_DOC_COLUMN_ID);
		else if (column->id && val_index(v, column->id) < 0 &&
			 (str_eq(column->id, "head") || str_eq(column->id, "when") || str_eq(column->id, "cells")))
			diag(ctx->diags, val_lookup(item, "id")->at, MSG_DOC_COLUMN_NAME, column->id);
	}
}

/* `fields:` of a table: each blank a column, its label the head. */
static void fields_as_columns(struct doc_ctx *ctx, const struct val *v, struct doc_records *records)
{
	records->columns = arena_many(ctx->arena, struct doc_column, v->n + 1);
	for (size_t i = 0; i < v->n; i++) {
		struct doc_blank *blank = doc_blank_read(ctx, v->items[i], BLANK_LABELLED, NULL);
		struct doc_column *column;

		if (!blank)
			continue;
		column = &records->columns[records->n_columns++];
		column->at = blank->at;
		column->id = blank->id;
		column->head = blank->label;
		column->width = blank->width;
		blank->label = NULL;
		blank->width = 0;
		column->cell.first = doc_fields_node(ctx, blank);
	}
}

static const struct val *row_cell(const struct val *row, const struct val *cells, const struct doc_column *column, size_t j)
{
	const struct val *v = column->id ? val_lookup(row, column->id) : NULL;

	if (!v && cells && cells->kind == VAL_LIST && j < cells->n)
		v = cells->items[j];
	return v && v->kind != VAL_NULL ? v : NULL;
}

static void check_row_keys(struct doc_ctx *ctx, const struct val *row, const struct doc_records *records)
{
	const char **known = arena_many(ctx->arena, const char *, records->n_columns + 5);
	size_t n = 0;

	for (; row_keys[n]; n++)
		known[n] = row_keys[n];
	for (size_t j = 0; j < records->n_columns; j++)
		if (records->columns[j].id)
			known[n++] = records->columns[j].id;
	doc_check_keys(ctx, row, "a row", known);
}

static void read_row(struct doc_ctx *ctx, const struct val *v, const struct val *columns, struct doc_records *records,
		     struct doc_row *row)
{
	const struct val *cells = val_lookup(v, "cells");
	const char *outer = ctx->row;

	row->at = v->at;
	row->id = doc_id_at(ctx, v, "id", false);
	row->head = doc_text_at(ctx, v, "head");
	row->when = doc_cond_at(ctx, v, "when", &row->when_at);
	row->cells = arena_many(ctx->arena, struct doc_cell, records->n_columns + 1);
	check_row_keys(ctx, v, records);
	if (!val_lookup(v, "id"))
		diag(ctx->diags, v->at, MSG_DOC_ROW_ID);
	if (cells && doc_is_list(ctx, cells, "cells") && cells->n > records->n_columns)
		diag(ctx->diags, cells->items[records->n_columns]->at, MSG_DOC_CELLS, cells->n, records->n_columns);
	if (!row->id)
		return;
	ctx->conditional += row->when != NULL;
	for (size_t j = 0, c = 0; j < columns->n; j++) {
		const struct val *own;

		if (columns->items[j]->kind != VAL_MAP)
			continue;
		own = row_cell(v, cells, &records->columns[c], c);
		if (own) {
			ctx->row = NULL;
			row->cells[c].first = own_cell(
				ctx, own,
				records->columns[c].id ? arena_printf(ctx->arena, "%s-%s", row->id, records->columns[c].id)
						       : NULL);
		} else if (val_lookup(columns->items[j], "id")) {
			ctx->row = row->id;
			row->cells[c].first = column_cell(ctx, columns->items[j]);
		}
		ctx->row = outer;
		if (++c == records->n_columns)
			break;
	}
	ctx->conditional -= row->when != NULL;
}

static void read_rows(struct doc_ctx *ctx, const struct val *rows, const struct val *columns, struct doc_records *records)
{
	records->rows = arena_many(ctx->arena, struct doc_row, rows->n + 1);
	for (size_t i = 0; i < rows->n; i++) {
		if (!doc_is_map(ctx, rows->items[i], "a row"))
			continue;
		if (!doc_count(ctx, rows->items[i]->at))
			return;
		for (size_t k = 0; k < records->n_rows; k++) {
			const char *id = val_text(val_lookup(rows->items[i], "id"));

			if (id && str_eq(records->rows[k].id, id)) {
				diag(ctx->diags, val_lookup(rows->items[i], "id")->at, MSG_DOC_ROW_TWICE, id);
				break;
			}
		}
		read_row(ctx, rows->items[i], columns, records, &records->rows[records->n_rows++]);
	}
}

/* The body: columns with or without rows, or entries in one column. False (told) where there is none. */
static bool read_body(struct doc_ctx *ctx, const struct val *v, bool grid, struct doc_records *records)
{
	const struct val *columns = val_lookup(v, "columns"), *fields = val_lookup(v, "fields"),
			 *rows = val_lookup(v, "rows");

	if (columns && columns->kind == VAL_TEXT) {
		if (grid)
			diag(ctx->diags, columns->at, MSG_DOC_LIST, "columns");
		records->per_row = doc_int_at(ctx, v, "columns", 1, 4, 1);
		columns = NULL;
	}
	if (columns && fields) {
		diag(ctx->diags, val_key_at(v, "fields"), MSG_DOC_SOURCES, "columns", "fields");
		return false;
	}
	if (columns) {
		if (!doc_is_list(ctx, columns, "columns"))
			return false;
		read_columns(ctx, columns, records, rows != NULL);
		if (rows && records->n_columns && doc_is_list(ctx, rows, "rows"))
			read_rows(ctx, rows, columns, records);
		return records->n_columns > 0;
	}
	if (rows) {
		diag(ctx->diags, val_key_at(v, "rows"), MSG_DOC_ROWS_COLUMNS);
		return false;
	}
	if (!fields) {
		diag(ctx->diags, v->at, MSG_DOC_NO_BODY, grid ? "table" : "each", grid ? "columns" : "fields");
		return false;
	}
	if (grid && doc_is_list(ctx, fields, "blanks")) {
		fields_as_columns(ctx, fields, records);
		return records->n_columns > 0;
	}
	if (grid)
		return false;
	records->columns = arena_one(ctx->arena, struct doc_column);
	records->n_columns = 1;
	records->columns->at = fields->at;
	records->columns->cell.first = doc_entries(ctx, fields, true);
	return records->columns->cell.first != NULL;
}

/* NULL where it cannot be used (told). */
struct doc_node *doc_records_read(struct doc_ctx *ctx, const struct val *v, bool grid)
{
	struct doc_node *node;
	struct doc_records *records;
	const char *outer, *row = ctx->row;
	bool ok;

	if (!doc_is_map(ctx, v, grid ? "a table" : "an each"))
		return NULL;
	if (!doc_deeper(ctx, v->at))
		return NULL;
	node = doc_node_new(ctx, DOC_RECORDS, v->at);
	records = node->records = arena_one(ctx->arena, struct doc_records);
	doc_check_keys(ctx, v, grid ? "table" : "each", record_keys);
	read_list(ctx, v, &records->list);
	records->grid = grid;
	records->item = doc_text_at(ctx, v, "item");
	records->corner = doc_text_at(ctx, v, "corner");
	records->across = doc_truth_at(ctx, v, "across", false);
	records->numbered = doc_truth_at(ctx, v, "numbered", false);
	records->frame = doc_truth_at(ctx, v, "frame", false);
	ok = check_source(ctx, v, grid);
	if (val_lookup(v, "rows")) {
		records->list.spare = false;
	} else if (records->list.id) {
		doc_register(ctx, records->list.id, val_lookup(v, "id")->at);
		records->list.spare = false;
	}
	/* Inside a repeat an id is made unique by the item, not by an outer row. */
	outer = doc_enter_repeat(ctx, &records->list);
	if (records->list.path || records->list.id)
		ctx->row = NULL;
	ok = read_body(ctx, v, grid, records) && ok;
	ctx->row = row;
	ctx->repeat = outer;
	ctx->depth--;
	return ok && (records->list.path || records->list.id || records->n_rows) ? node : NULL;
}
