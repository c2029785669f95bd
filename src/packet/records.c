/* Records with heads: the items of a list, blank ones up to what the sheet asks for, and always one spare; or fixed rows; or numbered
 * blank ones. Also `each` around Markdown. Every item is a scope of its own, and says its name to the tooltips within it. */
#include "packet/packet.h"

#include <stdlib.h>
#include <string.h>

#include "packet/int.h"

bool bind_child_left_out(const struct record_item *item, bool own_sheet)
{
	const char *print = val_text_at(item->scope.val, "print", NULL);

	return str_starts(item->scope.name, "children.") && (str_eq(print, "no") || (own_sheet && str_eq(print, "rest")));
}

static enum record_which which_of(const char *word)
{
	return str_eq(word, "next") ? RECORD_NEXT : str_eq(word, "last") ? RECORD_LAST : str_eq(word, "new") ? RECORD_NEW : RECORD_ALL;
}

/* One item of a repeat: a real one, a blank one, or a number. */
struct unit {
	struct record_scope *scope; /* NULL: numbered, no item */
	const char *prefix;
	bool fresh;                 /* nothing is known of it */
	bool spare;                 /* nor did the sheet ask for it: room for one more */
	const struct plan_item *section; /* a part of the folder, which is no item of a record; else NULL */
};

struct units {
	struct unit *items;
	size_t n, cap;
};

static void unit_add(struct frame *frame, struct units *units, const struct record_item *item, bool fresh)
{
	struct bind *bind = frame->bind;
	struct unit *u = arena_push(bind->arena, units->items, units->n, units->cap);

	u->scope = arena_one(bind->arena, struct record_scope);
	*u->scope = item->scope;
	u->prefix = plan_item_prefix(bind->arena, bind->set->shapes, plan_root(frame->doc, bind->set), frame->doc->id, frame->prefix,
				     item->scope.name);
	u->fresh = fresh;
}

/* Numbered ones below the document's answers: as many as asked for, and more where the record has more. */
static void units_numbered(struct frame *frame, const struct doc_list_ref *list, struct units *units)
{
	struct bind *bind = frame->bind;
	const char *prefix = arena_printf(bind->arena, "%s.%s", frame->prefix, list->id ? list->id : "rows");
	struct record_found found;
	long most = list->at_least > 0 ? list->at_least : 1;

	if (bind_find(frame, arena_printf(bind->arena, "/%s", prefix), &found) && found.val && found.val->kind == VAL_MAP)
		for (size_t i = 0; i < found.val->n; i++) {
			long k = strtol(found.val->keys[i].text, NULL, 10);

			most = k > most && k < 1000 ? k : most;
		}
	for (long k = 1; k <= most; k++) {
		struct unit *u = arena_push(bind->arena, units->items, units->n, units->cap);

		u->prefix = arena_printf(bind->arena, "%s.%ld", prefix, k);
		u->fresh = true;
	}
}

/* The parts of the folder: what each is called is the plan's to say. */
static void units_sections(struct frame *frame, struct units *units)
{
	struct bind *bind = frame->bind;

	for (size_t i = 0; plan_sections(bind) && i < bind->n_sections; i++) {
		struct plan_item *item = arena_one(bind->arena, struct plan_item);
		struct unit *u = arena_push(bind->arena, units->items, units->n, units->cap);

		*item = *frame->item;
		item->section = bind->sections[i]->section;
		item->section_title = bind->sections[i]->section_title;
		item->section_number = bind->sections[i]->section_number;
		u->section = item;
		u->prefix = arena_printf(bind->arena, "%s.%s", frame->prefix, item->section);
	}
}

/* Where a list is unknown it is told, and there are no items. */
static bool list_known(struct frame *frame, const struct doc_list_ref *list)
{
	struct record_found found;
	const char *unknown = NULL, *near = NULL, *path = list->path;

	if (bind_find(frame, path, &found)) {
		if (found.shape && found.shape->secret) {
			diag(frame->bind->job->diags, list->path_at, MSG_PACKET_SECRET, path);
			frame->bind->failed = true;
			return false;
		}
		return true;
	}
	if (frame->scope && *path != '/')
		path = arena_printf(frame->bind->arena, "%s.%s", frame->scope->name, path);
	record_shape_find(frame->bind->set->shapes, path, &unknown, &near);
	if (near)
		diag(frame->bind->job->diags, list->path_at, MSG_PACKET_PATH_NEAR, list->path, unknown ? unknown : path, near);
	else
		diag(frame->bind->job->diags, list->path_at, MSG_PACKET_PATH, list->path, unknown ? unknown : path);
	frame->bind->failed = true;
	return false;
}

static void units_make(struct frame *frame, const struct doc_list_ref *list, struct units *units, bool blanks)
{
	const struct record_set *set = frame->bind->set;
	enum record_which which = which_of(list->which);
	struct record_item *items = NULL;
	size_t n = 0, k = 0, least = list->at_least > 0 ? (size_t)list->at_least : 0;

	if (!list->path) {
		units_numbered(frame, list, units);
		return;
	}
	if (plan_is_sections(list->path)) {
		units_sections(frame, units);
		return;
	}
	if (!list_known(frame, list))
		return;
	if (which != RECORD_NEW)
		n = record_items(set, frame->scope, list->path, list->where, which, list->as, &items);
	for (size_t i = 0; i < n; i++)
		if (!bind_child_left_out(&items[i], false)) {
			plan_note(frame->bind, &items[i], list->where);
			unit_add(frame, units, &items[i], false);
		}
	if (!blanks)
		return;
	if ((which == RECORD_NEW || (which != RECORD_ALL && !units->n)) && !least)
		least = 1;
	if (which != RECORD_ALL && units->n)
		return; /* the next visit is one visit */
	if (frame->spare)
		least = (least + 1) / 2;
	while (units->n < least || (list->spare && which == RECORD_ALL && (!units->n || !units->items[units->n - 1].fresh))) {
		struct record_item fresh = plan_fresh(frame->bind, frame->scope, list->path, list->where, list->as, ++k);
		bool spare = units->n > 0 && units->n >= least;

		unit_add(frame, units, &fresh, true);
		units->items[units->n - 1].spare = spare;
	}
}

/* A frame within one item, with its name for the tooltips: "Goal 1, Step 2". */
static struct frame unit_frame(struct frame *frame, const struct unit *unit, const struct doc_text *item, size_t number)
{
	struct frame inner = *frame;
	struct bind *bind = frame->bind;
	const char *words;

	if (unit->scope)
		inner.scope = unit->scope;
	inner.prefix = unit->prefix;
	inner.spare = frame->spare || unit->spare;
	inner.column = NULL;
	words = item && bind_has_place(item) && bind_values(frame) ? bind_plain(&inner, item, true) : NULL;
	if (unit->section) {
		inner.item = unit->section;
		words = unit->section->section_title;
	}
	if (words && (strstr(words, "…") || bind_telling(bind, words)))
		words = NULL; /* the record does not say it, or nobody may */
	if (!words) {
		words = item && !bind_has_place(item) ? bind_plain(&inner, item, false) : NULL;
		if (!words && !frame->lead)
			words = frame->heading;
		if (!words || bind_telling(bind, words))
			words = lang_word(bind->own, "item");
		words = bind_fill(bind, bind->patterns.item, words, bind_number(bind, number));
	}
	inner.lead = frame->lead ? bind_fill(bind, bind->patterns.nested, frame->lead, words) : words;
	return inner;
}

/* What stands over a card: what one is called and its number, or the words with their values where it has some. */
static struct set_text *unit_head(struct frame *inner, const struct doc_text *item, size_t number)
{
	struct bind *bind = inner->bind;
	const char *words;

	if (!item || inner->front)
		return NULL;
	if (!bind_has_place(item)) {
		words = bind_plain(inner, item, false);
		return words ? bind_words(bind, bind_fill(bind, bind->patterns.item, words, bind_number(bind, number)), 0,
					  NULL)
			     : NULL;
	}
	words = bind_plain(inner, item, true);
	if (words && strstr(words, "…"))
		words = bind_fill(bind, bind->patterns.item, lang_word(bind->own, "item"), bind_number(bind, number));
	return bind_words(bind, words, 0, inner->scope ? inner->scope->name : NULL);
}

static size_t count_blanks(const struct doc_node *n)
{
	size_t k = 0;

	for (; n; n = n->next)
		k += n->n_blanks + (n->first ? count_blanks(n->first) : 0);
	return k;
}

static struct set_cell cell_bind(struct frame *frame, const struct doc_cell *cell, const char *head, bool labelled)
{
	struct set_cell out;
	bool one = count_blanks(cell->first) == 1;

	frame->column = head;
	out.first = bind_nodes(frame, cell->first);
	/* A cell that is one blank is named by its head: the label would say it twice. */
	if (one && !labelled && out.first && !out.first->next && out.first->kind == SET_FIELDS && out.first->n_blanks == 1 && head)
		out.first->blanks[0]->label = NULL;
	frame->column = NULL;
	return out;
}

static void row_cells(struct frame *frame, const struct doc_records *from, struct set_row *row, const struct doc_cell *cells)
{
	row->cells = arena_many(frame->bind->arena, struct set_cell, from->n_columns + 1);
	for (size_t i = 0; i < from->n_columns; i++) {
		const struct doc_column *column = &from->columns[i];
		const char *head = bind_plain(frame, column->head, bind_values(frame));

		row->cells[i] = cell_bind(frame, cells ? &cells[i] : &column->cell, head, false);
	}
}

static bool holds_text(const struct set_node *n)
{
	for (; n; n = n->next) {
		for (size_t i = 0; i < n->n_blanks; i++) {
			enum set_blank_kind kind = n->blanks[i]->kind;

			if (kind == SET_BLANK_TEXT || kind == SET_BLANK_LINES || kind == SET_BLANK_TEXTS ||
			    kind == SET_BLANK_SIGNATURE || kind == SET_BLANK_DRAWING)
				return true;
		}
		if (holds_text(n->first) || n->records)
			return true;
	}
	return false;
}

static void heads_bind(struct frame *frame, const struct doc_records *from, struct set_records *to)
{
	struct arena *arena = frame->bind->arena;

	to->n_columns = from->n_columns;
	to->heads = arena_many(arena, struct set_text *, from->n_columns + 1);
	to->widths = arena_many(arena, int, from->n_columns + 1);
	to->entry = arena_many(arena, bool, from->n_columns + 1);
	for (size_t i = 0; i < from->n_columns; i++) {
		to->heads[i] = bind_text(frame, from->columns[i].head);
		to->widths[i] = from->columns[i].width > 0 ? from->columns[i].width : 1;
	}
	to->corner = bind_text(frame, from->corner);
	to->grid = from->grid;
	to->across = from->across;
	to->numbered = from->numbered;
	to->frame = from->frame;
	to->per_row = from->per_row;
}

static void rows_fixed(struct frame *frame, const struct doc_records *from, struct set_records *to)
{
	to->rows = arena_many(frame->bind->arena, struct set_row, from->n_rows);
	for (size_t r = 0; r < from->n_rows; r++) {
		const struct doc_row *row = &from->rows[r];
		struct frame inner = *frame;
		struct set_row *out = &to->rows[to->n_rows];
		const char *head;

		if (!bind_when(frame, row->when, row->when_at))
			continue;
		head = bind_plain(frame, row->head, bind_values(frame));
		out->head = bind_text(frame, row->head);
		out->head_plain = head;
		if (head)
			inner.lead = frame->lead ? bind_fill(frame->bind, frame->bind->patterns.nested, frame->lead, head) : head;
		row_cells(&inner, from, out, row->cells);
		to->row_heads |= out->head != NULL;
		to->n_rows++;
	}
}

static void rows_repeated(struct frame *frame, const struct doc_records *from, struct set_records *to)
{
	struct units units = {0};

	units_make(frame, &from->list, &units, true);
	to->rows = arena_many(frame->bind->arena, struct set_row, units.n + 1);
	for (size_t i = 0; i < units.n; i++) {
		struct frame inner = unit_frame(frame, &units.items[i], from->item, i + 1);
		struct set_row *out = &to->rows[to->n_rows++];

		out->head = from->grid ? NULL
			    : units.items[i].section && !from->item
				    ? bind_words(frame->bind, units.items[i].section->section_title, 0, NULL)
				    : unit_head(&inner, from->item, i + 1);
		out->head_plain = inner.lead;
		row_cells(&inner, from, out, NULL);
	}
}

struct set_node *bind_records(struct frame *frame, const struct doc_node *node)
{
	const struct doc_records *from = node->records;
	struct set_node *n = bind_node_new(frame->bind, SET_RECORDS, node->at);

	n->records = arena_one(frame->bind->arena, struct set_records);
	heads_bind(frame, from, n->records);
	if (from->n_rows)
		rows_fixed(frame, from, n->records);
	else
		rows_repeated(frame, from, n->records);
	for (size_t r = 0; r < n->records->n_rows; r++)
		for (size_t i = 0; i < from->n_columns; i++)
			n->records->entry[i] |= holds_text(n->records->rows[r].cells[i].first);
	return n->records->n_rows ? n : NULL;
}

/* Markdown once an item: nothing is printed for items that are not there, save in a clean copy, which prints it once. */
struct set_node *bind_each(struct frame *frame, const struct doc_node *node)
{
	struct set_node *first = NULL, **end = &first;
	struct units units = {0};
	bool blanks = frame->bind->unknown || node->list.at_least > 0 || str_eq(node->list.which, "new") ||
		      str_eq(node->list.which, "next");
	struct doc_list_ref list = node->list;

	list.spare = false;
	if (frame->bind->unknown && list.at_least < 1)
		list.at_least = 1;
	units_make(frame, &list, &units, blanks);
	for (size_t i = 0; i < units.n; i++) {
		struct frame inner = unit_frame(frame, &units.items[i], NULL, i + 1);

		*end = bind_nodes(&inner, node->first);
		while (*end)
			end = &(*end)->next;
	}
	return first;
}
