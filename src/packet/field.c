/* One blank of a document: the line that it gets, with the pattern of its path, its type and how many stand for it at least.
 * A type that the path has not, words that a choice lacks, two types on one path are told. */
#include "packet/fields.h"

#include <string.h>

uint32_t field_line(struct span at)
{
	uint32_t line = 0, col = 0;

	if (at.src)
		source_place(at.src, at.from, &line, &col);
	return line;
}

/* What a path is called in lists: the catalogue's words know no references. */
static const char *type_word(enum record_type type)
{
	return type == RECORD_REF || type == RECORD_REFS ? "text" : record_type_word(type);
}

void field_add(const struct fields_place *p, const char *id, const char *path, enum record_type type, const char *label,
	       int times, struct span at)
{
	struct fields *f = p->f;
	struct packet_field *field = arena_push(f->arena, f->items, f->n, f->cap);
	const struct packet_field *first;
	void **slot;

	*field = (struct packet_field){f->doc->id, id, path, type_word(type), label ? label : "", times, at};
	fields_shows(p, path);
	slot = str_map_slot(f->seen, path);
	first = *slot;
	if (!first) {
		struct packet_field *copy = arena_one(f->arena, struct packet_field);

		*copy = *field;
		*slot = copy;
	} else if (!str_eq(first->type, field->type)) {
		diag(f->diags, at, MSG_PACKET_TYPE, path, field->type, first->type,
		     first->at.src ? first->at.src->name : first->document, (unsigned)field_line(first->at));
	}
}

const char *field_plain(const struct fields_place *p, const struct doc_text *text)
{
	return text ? doc_text_plain(p->f->arena, text) : NULL;
}

/* What a built-in is made from. */
static void shows_builtin(const struct fields_place *p, const char *path)
{
	path += *path == '/';
	if (str_eq(path, "participant.first")) {
		fields_shows(p, "participant.name_to_use");
		fields_shows(p, "participant.name");
	} else if (str_starts(path, "pronoun.")) {
		fields_shows(p, "participant.pronouns");
	}
}

/* {{path}}: a blank where the record has no value. */
static void walk_place(const struct fields_place *p, const struct doc_piece *piece)
{
	const char *path, *last;
	const struct record_shape *shape;
	struct builtin built;
	enum record_type type = RECORD_TEXT;

	if (builtin_known(piece->text, &built)) {
		shows_builtin(p, piece->text);
		if (!built.path)
			return;
		path = *built.path == '.' ? arena_printf(p->f->arena, "%s%s", p->prefix, built.path) : built.path;
		type = record_type_find(built.type);
	} else {
		shape = fields_shape(p, piece->text, piece->at, &path);
		if (p->f->allow && shape && shape->type == RECORD_ITEMS) {
			fields_shows(p, arena_printf(p->f->arena, "%s[].name", path));
			fields_shows(p, arena_printf(p->f->arena, "%s[].title", path));
		}
		if (!shape || shape->type == RECORD_OBJECT || shape->type == RECORD_ITEMS) {
			if (shape && shape->type == RECORD_OBJECT)
				diag(p->f->diags, piece->at, MSG_PACKET_NO_BLANK, piece->text, fields_held(p->f->arena, shape));
			return; /* a list in a sentence is its items' names, and no blank */
		}
		if (!shape->free)
			type = shape->type;
	}
	last = strrchr(path, '.');
	field_add(p, last ? last + 1 : path, path, type, "", p->times, piece->at);
}

void field_passage(const struct fields_place *p, const char *id, const char *is, struct span at)
{
	const char *path;
	enum record_type type = is ? RECORD_CHOICE : RECORD_CHECK;

	if (is)
		*arena_push(p->f->arena, p->f->ids, p->f->n_ids, p->f->cap_ids) = is;
	if (!id || str_map_lookup(p->f->options, id))
		return;
	*str_map_slot(p->f->options, id) = p->f;
	if (strchr(id, '.')) {
		const struct record_shape *shape = fields_shape(p, id, at, &path);

		if (!shape)
			return;
		type = shape->free ? type : shape->type;
	} else {
		path = arena_printf(p->f->arena, "%s.%s", p->prefix, id);
	}
	field_add(p, id, path, type, "", p->times, at);
}

void field_text(const struct fields_place *p, const struct doc_text *text)
{
	for (size_t i = 0; text && i < text->n; i++) {
		const struct doc_piece *piece = &text->pieces[i];

		fields_cond(p, piece->when, piece->when_at);
		field_passage(p, piece->option_id, piece->option_is, piece->option_at);
		if (piece->kind == DOC_PLACE)
			walk_place(p, piece);
	}
}

/* ---- blanks ---------------------------------------------------------------------------------------------------------- */

static bool has_word(const char *const *words, const char *word)
{
	for (; words && *words; words++)
		if (str_eq(*words, word))
			return true;
	return false;
}

static void check_options(const struct fields_place *p, const struct doc_blank *b, const struct record_shape *shape,
			  enum record_type type, const char *path)
{
	struct fields *f = p->f;

	if ((type == RECORD_CHOICE || type == RECORD_MULTI_CHOICE) && !b->n_options)
		diag(f->diags, b->field ? b->field_at : b->at, MSG_PACKET_OPTIONS, path);
	for (size_t i = 0; shape && shape->options && i < b->n_options; i++) {
		struct buf known = {0};

		if (has_word(shape->options, b->options[i].id))
			continue;
		for (const char *const *o = shape->options; *o; o++)
			buf_addf(&known, "%s%s", known.len ? ", " : "", *o);
		diag(f->diags, b->options[i].at, MSG_PACKET_OPTION, path, b->options[i].id, known.data ? known.data : "");
		buf_free(&known);
	}
}

/* A shape gives the type of what it knows: a sheet may not give another, or more lines than a path has. */
static void check_shape(const struct fields_place *p, const struct doc_blank *b, const struct record_shape *shape,
			const char *path)
{
	struct fields *f = p->f;

	if (shape->office)
		diag(f->diags, b->field_at, MSG_PACKET_OFFICE, b->field);
	if (b->type && blank_type_find(b->type) != shape->type)
		diag(f->diags, b->at, MSG_PACKET_TYPE_SHAPE, path, b->type, record_type_word(shape->type));
	if ((b->lines > 1 || b->count > 1) && shape->type != RECORD_MULTILINE && shape->type != RECORD_TEXTS &&
	    shape->type != RECORD_DRAWING && !shape->derived)
		diag(f->diags, b->field_at, MSG_PACKET_LINES, path, record_type_word(shape->type));
}

void field_blank(const struct fields_place *p, const struct doc_blank *b, const char *label)
{
	struct fields *f = p->f;
	const struct record_shape *shape = NULL;
	struct builtin built;
	const char *path, *id = b->id;
	enum record_type type;

	fields_cond(p, b->when, b->when_at);
	field_text(p, b->label);
	field_text(p, b->help);
	for (size_t i = 0; i < b->n_options; i++) {
		field_text(p, b->options[i].words);
		*arena_push(f->arena, f->ids, f->n_ids, f->cap_ids) = b->options[i].id;
	}
	if (b->field && builtin_known(b->field, &built)) {
		shows_builtin(p, b->field);
		path = !built.path	    ? b->field
		       : *built.path == '.' ? arena_printf(f->arena, "%s%s", p->prefix, built.path)
					    : built.path;
		field_add(p, id, path, record_type_find(built.type), field_plain(p, b->label), p->times, b->at);
		return;
	}
	if (b->field) {
		shape = fields_shape_asked(p, b->field, b->field_at, true, &path);
		if (!shape)
			return;
		if (shape->type == RECORD_ITEMS || shape->type == RECORD_OBJECT) {
			diag(f->diags, b->field_at, MSG_PACKET_NO_BLANK, b->field, fields_held(f->arena, shape));
			return;
		}
		if (!shape->free)
			check_shape(p, b, shape, path);
	} else {
		path = arena_printf(f->arena, "%s.%s", p->prefix, id);
	}
	type = blank_type(b, shape);
	check_options(p, b, shape && !shape->free ? shape : NULL, type, path);
	/* In a fixed row the id is the row's and the column's; the column alone is what the catalogue calls it. */
	if (!b->field && p->row && p->column && str_eq(id, arena_printf(f->arena, "%s-%s", p->row, p->column)))
		id = p->column;
	label = b->label ? field_plain(p, b->label) : label ? label : p->head;
	field_add(p, id, path, type, label, p->times * (type == RECORD_TEXTS && b->count > 1 ? b->count : 1), b->at);
}
