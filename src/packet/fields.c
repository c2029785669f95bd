/* The blanks of a document as its source defines them: one line each, with the pattern of its path, its type, and how many stand for
 * it at least. Walking is checking: unknown paths, conditions and lists, two types on one path, missing words of a choice are told. */
#include "packet/packet.h"

#include <string.h>

#include "packet/int.h"

struct pattern { /* an item of a repeat, as a pattern: "people[]" */
	const struct pattern *up;
	const char *as, *path;
};

struct fields {
	struct arena *arena;
	struct diags *diags;
	const struct record_shapes *shapes;
	const struct doc *doc;
	struct str_map *seen;    /* path -> struct packet_field *, of all documents checked together */
	struct str_map *options; /* ids of optional passages that have their line */
	const char *root;
	struct packet_field *items;
	size_t n, cap;
	struct record_allow *allow; /* where not NULL: all that the document prints, and all that it decides by */
};

enum { SOME = 4 /* keys that a message names */ };

struct place { /* where a node stands */
	struct fields *f;
	const struct pattern *scope;
	const char *prefix;
	const char *head;        /* a column's or row's words, for blanks without a label */
	const char *row, *column;/* ids of a fixed row's cell */
	int times, depth;
	bool where;              /* a condition here says which items a list has */
};

/* ---- paths ----------------------------------------------------------------------------------------------------------- */

static const char *full_path(const struct place *p, const char *path)
{
	size_t n = strcspn(path, ".");
	const struct pattern *from = p->scope;

	if (*path == '/')
		return path + 1;
	if (str_eq(path, "."))
		return from ? from->path : path;
	for (const struct pattern *s = p->scope; s; s = s->up) {
		if (s->as && strlen(s->as) == n && !strncmp(s->as, path, n))
			return path[n] ? arena_printf(p->f->arena, "%s.%s", s->path, path + n + 1) : s->path;
	}
	return from ? arena_printf(p->f->arena, "%s.%s", from->path, path) : path;
}

static void tell_unknown(struct diags *diags, struct span at, const char *path, const char *unknown, const char *near)
{
	if (near)
		diag(diags, at, MSG_PACKET_PATH_NEAR, path, unknown ? unknown : path, near);
	else
		diag(diags, at, MSG_PACKET_PATH, path, unknown ? unknown : path);
}

static void shows(const struct place *p, const char *path)
{
	if (p->f->allow)
		record_paths_add(p->f->arena, &p->f->allow->shown, path);
}

/* The paths that a list's condition looks at, in each of its items. */
static void members(const struct place *p, const char *list, const char *where)
{
	struct fields *f = p->f;
	const struct record_cond *cond = where ? record_cond_parse(f->arena, f->diags, SPAN_NONE, where) : NULL;
	const char *const *paths;
	size_t n = cond ? record_cond_paths(cond, f->arena, &paths) : 0;

	for (size_t i = 0; i < n; i++) {
		const char *path = *paths[i] == '/' ? paths[i] + 1 : arena_printf(f->arena, "%s[].%s", list, paths[i]);

		if (!record_shape_find(f->shapes, path, NULL, NULL) && *paths[i] != '/')
			path = paths[i]; /* a fact */
		record_paths_add(f->arena, &f->allow->members, path);
	}
}

/* What decides which items stand in a list, and in what order. */
static void shows_list(const struct place *p, const char *list, const struct record_shape *shape)
{
	struct fields *f = p->f;
	const struct record_shape *own;

	if (!f->allow || shape->free)
		return;
	if (shape->type == RECORD_REFS) {
		shows(p, list); /* who they are is which items there are */
		list = shape->refers;
	}
	own = record_shape_find(f->shapes, list, NULL, NULL);
	members(p, list, shape->where);
	if (own && own != shape)
		members(p, list, own->where);
	for (const char *const *key = (const char *const[]){"date", "time", "print", NULL}; *key; key++) {
		const char *path = arena_printf(f->arena, "%s[].%s", list, *key);

		if (record_shape_find(f->shapes, path, NULL, NULL))
			record_paths_add(f->arena, &f->allow->members, path);
	}
}

/* The shape of a path; NULL (told) where none knows it or it is secret: a blank may ask some of what no text tells. *name becomes the
 * pattern with views replaced. */
static const struct record_shape *shape_asked(const struct place *p, const char *path, struct span at, bool blank, const char **name)
{
	struct fields *f = p->f;
	const char *full = full_path(p, path), *unknown = NULL, *near = NULL;
	const struct record_shape *shape = record_shape_find(f->shapes, full, &unknown, &near);

	*name = full;
	if (!shape) {
		tell_unknown(f->diags, at, path, unknown, near);
		return NULL;
	}
	if (shape->secret && !(blank && shape->asked)) {
		diag(f->diags, at, MSG_PACKET_SECRET, path);
		return NULL;
	}
	*name = record_shape_name(f->shapes, f->arena, full);
	if (!*name)
		*name = full;
	return shape;
}

static const struct record_shape *shape_of(const struct place *p, const char *path, struct span at, const char **name)
{
	return shape_asked(p, path, at, false, name);
}

/* "street, city, state …": what is within a path that is no blank. */
static const char *held(struct arena *arena, const struct record_shape *shape)
{
	const struct record_shape *of = shape->type == RECORD_ITEMS && shape->item ? shape->item : shape;
	struct buf buf = {0};
	const char *out;
	size_t n = 0;

	for (size_t i = 0; i < of->n && n < SOME; i++)
		if (!of->fields[i]->view)
			buf_addf(&buf, "%s%s", n++ ? ", " : "", of->fields[i]->key);
	if (of->n > n)
		buf_adds(&buf, " …");
	out = n ? buf_text(&buf, arena) : "keys and values";
	buf_free(&buf);
	return out;
}

/* A path that a condition asks: a value's, a list's (who stands in it), or a fact's. */
static void looks_at(const struct place *p, const char *path, struct record_paths *to)
{
	struct fields *f = p->f;
	const char *full = full_path(p, path), *name;
	const struct record_shape *shape = record_shape_find(f->shapes, full, NULL, NULL);

	name = shape ? record_shape_name(f->shapes, f->arena, full) : path;
	name = name ? name : full;
	if (shape && shape->type == RECORD_ITEMS && !shape->free)
		shows_list(p, name, shape);
	record_paths_add(f->arena, to, name);
}

static void check_cond(const struct place *p, const char *text, struct span at)
{
	struct fields *f = p->f;
	const struct record_cond *cond = text ? record_cond_parse(f->arena, f->diags, at, text) : NULL;
	const char *const *paths;
	size_t n = cond ? record_cond_paths(cond, f->arena, &paths) : 0;

	/* Facts are no paths; what they are worked out from is the record's to know. */
	for (const char *const *fact = (const char *const[]){"separated", "expecting", "case", NULL}; f->allow && text && *fact; fact++)
		if (strstr(text, *fact))
			record_paths_add(f->arena, &f->allow->conds, *fact);
	for (size_t i = 0; i < n; i++) {
		const char *unknown = NULL, *near = NULL;
		const struct record_shape *shape = record_shape_find(f->shapes, full_path(p, paths[i]), &unknown, &near);

		if (f->allow)
			looks_at(p, paths[i], p->where ? &f->allow->members : &f->allow->conds);
		if (shape && shape->secret)
			diag(f->diags, at, MSG_PACKET_COND_SECRET, paths[i]);
		if (shape)
			continue;
		if (near)
			diag(f->diags, at, MSG_PACKET_COND_NEAR, unknown ? unknown : paths[i], paths[i], near);
		else
			diag(f->diags, at, MSG_PACKET_COND, unknown ? unknown : paths[i], paths[i]);
	}
}

void fields_check_cond(struct arena *arena, struct diags *diags, const struct record_shapes *shapes, const char *text, struct span at)
{
	struct fields f = {.arena = arena, .diags = diags, .shapes = shapes};
	struct place p = {.f = &f};

	check_cond(&p, text, at);
}

/* ---- lines ----------------------------------------------------------------------------------------------------------- */

static uint32_t line_of(struct span at)
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

static void add_field(const struct place *p, const char *id, const char *path, enum record_type type, const char *label, int times,
		      struct span at)
{
	struct fields *f = p->f;
	struct packet_field *field = arena_push(f->arena, f->items, f->n, f->cap);
	const struct packet_field *first;
	void **slot;

	*field = (struct packet_field){f->doc->id, id, path, type_word(type), label ? label : "", times, at};
	shows(p, path);
	slot = str_map_slot(f->seen, path);
	first = *slot;
	if (!first) {
		struct packet_field *copy = arena_one(f->arena, struct packet_field);

		*copy = *field;
		*slot = copy;
	} else if (!str_eq(first->type, field->type)) {
		diag(f->diags, at, MSG_PACKET_TYPE, path, field->type, first->type, first->at.src ? first->at.src->name : first->document,
		     (unsigned)line_of(first->at));
	}
}

static const char *plain(const struct place *p, const struct doc_text *text)
{
	return text ? doc_text_plain(p->f->arena, text) : NULL;
}

/* What a built-in is made from. */
static void shows_builtin(const struct place *p, const char *path)
{
	path += *path == '/';
	if (str_eq(path, "participant.first")) {
		shows(p, "participant.name_to_use");
		shows(p, "participant.name");
	} else if (str_starts(path, "pronoun.")) {
		shows(p, "participant.pronouns");
	}
}

/* {{path}}: a blank where the record has no value. */
static void walk_place(const struct place *p, const struct doc_piece *piece)
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
		shape = shape_of(p, piece->text, piece->at, &path);
		if (p->f->allow && shape && shape->type == RECORD_ITEMS) {
			shows(p, arena_printf(p->f->arena, "%s[].name", path));
			shows(p, arena_printf(p->f->arena, "%s[].title", path));
		}
		if (!shape || shape->type == RECORD_OBJECT || shape->type == RECORD_ITEMS) {
			if (shape && shape->type == RECORD_OBJECT)
				diag(p->f->diags, piece->at, MSG_PACKET_NO_BLANK, piece->text, held(p->f->arena, shape));
			return; /* a list in a sentence is its items' names, and no blank */
		}
		if (!shape->free)
			type = shape->type;
	}
	last = strrchr(path, '.');
	add_field(p, last ? last + 1 : path, path, type, "", p->times, piece->at);
}

static void walk_passage(const struct place *p, const char *id, const char *is, struct span at)
{
	const char *path;
	enum record_type type = is ? RECORD_CHOICE : RECORD_CHECK;

	if (!id || str_map_lookup(p->f->options, id))
		return;
	*str_map_slot(p->f->options, id) = p->f;
	if (strchr(id, '.')) {
		const struct record_shape *shape = shape_of(p, id, at, &path);

		if (!shape)
			return;
		type = shape->free ? type : shape->type;
	} else {
		path = arena_printf(p->f->arena, "%s.%s", p->prefix, id);
	}
	add_field(p, id, path, type, "", p->times, at);
}

static void walk_text(const struct place *p, const struct doc_text *text)
{
	for (size_t i = 0; text && i < text->n; i++) {
		const struct doc_piece *piece = &text->pieces[i];

		check_cond(p, piece->when, piece->when_at);
		walk_passage(p, piece->option_id, piece->option_is, piece->option_at);
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

static void check_options(const struct place *p, const struct doc_blank *b, const struct record_shape *shape, enum record_type type,
			  const char *path)
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
static void check_shape(const struct place *p, const struct doc_blank *b, const struct record_shape *shape, const char *path)
{
	struct fields *f = p->f;

	if (shape->office)
		diag(f->diags, b->field_at, MSG_PACKET_OFFICE, b->field);
	if (b->type && blank_type_find(b->type) != shape->type)
		diag(f->diags, b->at, MSG_PACKET_TYPE_SHAPE, path, b->type, record_type_word(shape->type));
	if ((b->lines > 1 || b->count > 1) && shape->type != RECORD_MULTILINE && shape->type != RECORD_TEXTS && shape->type != RECORD_DRAWING &&
	    !shape->derived)
		diag(f->diags, b->field_at, MSG_PACKET_LINES, path, record_type_word(shape->type));
}

static void walk_blank(const struct place *p, const struct doc_blank *b, const char *label)
{
	struct fields *f = p->f;
	const struct record_shape *shape = NULL;
	struct builtin built;
	const char *path, *id = b->id;
	enum record_type type;

	check_cond(p, b->when, b->when_at);
	walk_text(p, b->label);
	walk_text(p, b->help);
	for (size_t i = 0; i < b->n_options; i++)
		walk_text(p, b->options[i].words);
	if (b->field && builtin_known(b->field, &built)) {
		shows_builtin(p, b->field);
		path = !built.path ? b->field : *built.path == '.' ? arena_printf(f->arena, "%s%s", p->prefix, built.path) : built.path;
		add_field(p, id, path, record_type_find(built.type), plain(p, b->label), p->times, b->at);
		return;
	}
	if (b->field) {
		shape = shape_asked(p, b->field, b->field_at, true, &path);
		if (!shape)
			return;
		if (shape->type == RECORD_ITEMS || shape->type == RECORD_OBJECT) {
			diag(f->diags, b->field_at, MSG_PACKET_NO_BLANK, b->field, held(f->arena, shape));
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
	label = b->label ? plain(p, b->label) : label ? label : p->head;
	add_field(p, id, path, type, label, p->times * (type == RECORD_TEXTS && b->count > 1 ? b->count : 1), b->at);
}

/* ---- repeats --------------------------------------------------------------------------------------------------------- */

static void walk_nodes(const struct place *p, const struct doc_node *first);

/* The place within an item of a list; false where it is no list (told). */
static bool within(const struct place *p, const struct doc_list_ref *list, struct pattern *scope, struct place *inner)
{
	struct fields *f = p->f;
	const struct record_shape *shape;
	const char *name;

	*inner = *p;
	inner->times = p->times * (list->at_least > 0 ? list->at_least : 1);
	if (!list->path) {
		if (list->id)
			inner->prefix = arena_printf(f->arena, "%s.%s[]", p->prefix, list->id);
		return true;
	}
	if (plan_is_sections(list->path)) {
		inner->prefix = arena_printf(f->arena, "%s[]", p->prefix);
		return true;
	}
	shape = shape_of(p, list->path, list->path_at, &name);
	if (!shape)
		return false;
	if (shape->type != RECORD_ITEMS && shape->type != RECORD_REFS && !shape->free) {
		diag(f->diags, list->path_at, MSG_PACKET_NO_LIST, list->path);
		return false;
	}
	scope->up = p->scope;
	scope->as = list->as;
	scope->path = arena_printf(f->arena, "%s[]", shape->type == RECORD_REFS ? shape->refers : name);
	shows_list(p, name, shape);
	inner->scope = scope;
	inner->prefix = plan_item_prefix(f->arena, f->shapes, f->root, f->doc->id, p->prefix, scope->path);
	inner->where = true;
	check_cond(inner, list->where, list->where_at);
	inner->where = false;
	return true;
}

static void walk_cell(const struct place *p, const struct doc_cell *cell, const struct doc_column *column, const char *row)
{
	struct place inner = *p;

	inner.head = column->head ? plain(p, column->head) : p->head;
	inner.column = column->id;
	inner.row = row;
	walk_nodes(&inner, cell->first);
}

static void walk_records(const struct place *p, const struct doc_records *r)
{
	struct pattern scope;
	struct place inner;

	for (size_t i = 0; i < r->n_columns; i++)
		walk_text(p, r->columns[i].head);
	walk_text(p, r->corner);
	if (r->n_rows) {
		for (size_t k = 0; k < r->n_rows; k++) {
			inner = *p;
			inner.head = plain(p, r->rows[k].head);
			check_cond(p, r->rows[k].when, r->rows[k].when_at);
			walk_text(p, r->rows[k].head);
			for (size_t i = 0; i < r->n_columns; i++)
				walk_cell(&inner, &r->rows[k].cells[i], &r->columns[i], r->rows[k].id);
		}
		return;
	}
	if (!within(p, &r->list, &scope, &inner))
		return;
	for (size_t i = 0; r->item && i < r->item->n; i++) {
		const char *name;

		if (r->item->pieces[i].kind == DOC_PLACE && shape_of(&inner, r->item->pieces[i].text, r->item->pieces[i].at, &name))
			shows(&inner, name);
	}
	for (size_t i = 0; i < r->n_columns; i++)
		walk_cell(&inner, &r->columns[i].cell, &r->columns[i], NULL);
}

static void walk_each(const struct place *p, const struct doc_node *node)
{
	struct pattern scope;
	struct place inner;

	if (within(p, &node->list, &scope, &inner))
		walk_nodes(&inner, node->first);
}

/* ---- nodes ----------------------------------------------------------------------------------------------------------- */

static void walk_checks(const struct place *p, const struct doc_node *node)
{
	walk_text(p, node->text);
	for (size_t i = 0; i < node->n_checks; i++) {
		const struct doc_check *c = &node->checks[i];

		check_cond(p, c->when, c->when_at);
		if (!c->blank)
			continue;
		walk_blank(p, c->blank, c->document ? c->document : "");
	}
}

static void walk_calendar(const struct place *p, const struct doc_node *node)
{
	const char *name;

	if (node->of && shape_of(p, node->of, node->of_at, &name) && p->f->allow)
		for (const char *const *key = (const char *const[]){"date", "time", "title", "where", "group", "activity", NULL}; *key; key++)
			shows(p, arena_printf(p->f->arena, "%s[].%s", name, *key));
	for (size_t i = 0; i < node->n_blanks; i++) {
		struct place inner = *p;

		inner.times *= node->blanks[i]->count > 1 ? node->blanks[i]->count : 1;
		walk_blank(&inner, node->blanks[i], node->blanks[i]->id);
	}
}

static void walk_signatures(const struct place *p, const struct doc_node *node)
{
	for (size_t i = 0; i < node->n_blanks; i++)
		if (!node->blanks[i]->none)
			walk_blank(p, node->blanks[i], plain(p, node->blanks[i - i % 3]->label));
}

static void walk_node(const struct place *p, const struct doc_node *node)
{
	const char *name;

	switch (node->kind) {
	case DOC_WHEN:
		check_cond(p, node->cond, node->cond_at);
		break;
	case DOC_OPTION:
		walk_passage(p, node->option_id, node->option_is, node->at);
		break;
	case DOC_EACH:
		walk_each(p, node);
		return;
	case DOC_RECORDS:
		walk_records(p, node->records);
		return;
	case DOC_CHECKLIST:
		walk_checks(p, node);
		return;
	case DOC_CALENDAR:
		walk_calendar(p, node);
		return;
	case DOC_SIGNATURES:
		walk_signatures(p, node);
		return;
	case DOC_RESOURCES:
		if (node->of)
			shape_of(p, node->of, node->of_at, &name);
		break;
	case DOC_PHOTO:
		if (!node->file && node->style && shape_of(p, node->style, node->style_at, &name))
			shows(p, name);
		return;
	default:
		break;
	}
	if (node->kind != DOC_CHOICE && node->kind != DOC_SPACE)
		walk_text(p, node->text);
	for (size_t i = 0; i < node->n_blanks; i++)
		walk_blank(p, node->blanks[i], NULL);
	walk_nodes(p, node->first);
}

static void walk_nodes(const struct place *p, const struct doc_node *first)
{
	struct place inner = *p;

	if (++inner.depth > PACKET_MAX_DEPTH)
		return; /* told when it is bound; doc has its own limit */
	for (const struct doc_node *n = first; n; n = n->next)
		walk_node(&inner, n);
}

/* ---- documents ------------------------------------------------------------------------------------------------------- */

static size_t walk_doc(struct arena *arena, struct diags *diags, const struct record_shapes *shapes, const struct doc *doc,
		       struct str_map *seen, struct record_allow *allow, struct packet_field **fields)
{
	struct fields f = {.arena = arena, .diags = diags, .shapes = shapes, .doc = doc, .seen = seen, .allow = allow};
	struct place top = {.f = &f, .times = 1}, p;
	struct pattern scope;

	*fields = NULL;
	if (doc->unread)
		return 0; /* what its paths start at is not known */
	f.options = str_map_new(arena);
	f.root = plan_root(doc, NULL);
	top.prefix = arena_printf(arena, "%s.%s", f.root, doc->id);
	p = top;
	if (doc->for_each) {
		struct doc_list_ref list = {.path = doc->for_each, .as = doc->for_each_as, .where = doc->for_each_where,
					    .path_at = doc->for_each_at, .where_at = doc->for_each_at, .at = doc->for_each_at};

		if (!within(&top, &list, &scope, &p))
			p = top;
	}
	check_cond(&p, doc->applies_when, doc->applies_at);
	if (doc->occasion)
		p.prefix = arena_printf(arena, "%s[]", p.prefix);
	walk_text(&p, doc->title);
	if (doc->lead)
		walk_text(&p, doc->summary);
	walk_nodes(&p, doc->first);
	if (doc->more)
		add_field(&p, PACKET_MORE_ROOM, arena_printf(arena, "%s.%s", p.prefix, PACKET_MORE_ROOM), RECORD_MULTILINE, "", p.times,
			  (struct span){doc->source, 0, 0});
	*fields = f.items;
	return f.n;
}

size_t fields_walk(struct arena *arena, struct diags *diags, const struct record_shapes *shapes, const struct doc *doc, struct str_map *seen,
		   struct packet_field **fields)
{
	return walk_doc(arena, diags, shapes, doc, seen, NULL, fields);
}

void packet_shows(struct arena *arena, const struct record_shapes *shapes, const struct doc *doc, struct record_allow *allow)
{
	struct diags *unsaid = diags_new(); /* `check` tells what is wrong with a document */
	struct packet_field *fields;

	walk_doc(arena, unsaid, shapes, doc, str_map_new(arena), allow, &fields);
	diags_free(unsaid);
}

void fields_check_within(struct arena *arena, struct diags *diags, const struct packet_field *fields, size_t n, const struct str_map *seen)
{
	struct str_map *told = str_map_new(arena);

	for (size_t i = 0; i < n; i++) {
		char *path = arena_strdup(arena, fields[i].path);

		if (str_map_lookup(told, path))
			continue;
		*str_map_slot(told, fields[i].path) = path;
		for (char *dot = strrchr(path, '.'); dot; dot = strrchr(path, '.')) {
			const struct packet_field *outer;

			*dot = '\0';
			outer = str_map_lookup(seen, path);
			if (!outer)
				continue;
			diag(diags, outer->at, MSG_PACKET_PREFIX, outer->path, fields[i].path,
			     fields[i].at.src ? fields[i].at.src->name : fields[i].document, (unsigned)line_of(fields[i].at));
			break;
		}
	}
}

size_t packet_fields(struct arena *arena, struct diags *diags, const struct record_shapes *shapes, const struct doc *doc,
		     struct packet_field **fields)
{
	struct str_map *seen = str_map_new(arena);
	size_t n = fields_walk(arena, diags, shapes, doc, seen, fields);

	fields_check_within(arena, diags, *fields, n, seen);
	return n;
}
