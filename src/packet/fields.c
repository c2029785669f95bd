/* The blanks of a document as its source defines them, a line each: the walk of its nodes, in the order of the page. Walking
 * is checking: unknown paths, conditions and lists, two types on one path, missing words of a choice are told (path.c,
 * field.c). */
#include "packet/fields.h"

#include <string.h>

/* ---- repeats --------------------------------------------------------------------------------------------------------- */

static void walk_nodes(const struct fields_place *p, const struct doc_node *first);

/* The place within an item of a list; false where it is no list (told). */
static bool within(const struct fields_place *p, const struct doc_list_ref *list, struct fields_pattern *scope,
		   struct fields_place *inner)
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
	shape = fields_shape(p, list->path, list->path_at, &name);
	if (!shape)
		return false;
	if (shape->type != RECORD_ITEMS && shape->type != RECORD_REFS && !shape->free) {
		diag(f->diags, list->path_at, MSG_PACKET_NO_LIST, list->path);
		return false;
	}
	scope->up = p->scope;
	scope->as = list->as;
	scope->path = arena_printf(f->arena, "%s[]", shape->type == RECORD_REFS ? shape->refers : name);
	fields_shows_list(p, name, shape);
	inner->scope = scope;
	inner->prefix = plan_item_prefix(f->arena, f->shapes, f->root, f->doc->id, p->prefix, scope->path);
	inner->where = true;
	fields_cond(inner, list->where, list->where_at);
	inner->where = false;
	return true;
}

static void walk_cell(const struct fields_place *p, const struct doc_cell *cell, const struct doc_column *column, const char *row)
{
	struct fields_place inner = *p;

	inner.head = column->head ? field_plain(p, column->head) : p->head;
	inner.column = column->id;
	inner.row = row;
	walk_nodes(&inner, cell->first);
}

static void walk_records(const struct fields_place *p, const struct doc_records *r)
{
	struct fields_pattern scope;
	struct fields_place inner;

	for (size_t i = 0; i < r->n_columns; i++)
		field_text(p, r->columns[i].head);
	field_text(p, r->corner);
	if (r->n_rows) {
		for (size_t k = 0; k < r->n_rows; k++) {
			inner = *p;
			inner.head = field_plain(p, r->rows[k].head);
			fields_cond(p, r->rows[k].when, r->rows[k].when_at);
			field_text(p, r->rows[k].head);
			for (size_t i = 0; i < r->n_columns; i++)
				walk_cell(&inner, &r->rows[k].cells[i], &r->columns[i], r->rows[k].id);
		}
		return;
	}
	if (!within(p, &r->list, &scope, &inner))
		return;
	for (size_t i = 0; r->item && i < r->item->n; i++) {
		const char *name;

		if (r->item->pieces[i].kind == DOC_PLACE &&
		    fields_shape(&inner, r->item->pieces[i].text, r->item->pieces[i].at, &name))
			fields_shows(&inner, name);
	}
	for (size_t i = 0; i < r->n_columns; i++)
		walk_cell(&inner, &r->columns[i].cell, &r->columns[i], NULL);
}

static void walk_each(const struct fields_place *p, const struct doc_node *node)
{
	struct fields_pattern scope;
	struct fields_place inner;

	if (within(p, &node->list, &scope, &inner))
		walk_nodes(&inner, node->first);
}

/* ---- nodes ----------------------------------------------------------------------------------------------------------- */

static void walk_checks(const struct fields_place *p, const struct doc_node *node)
{
	field_text(p, node->text);
	for (size_t i = 0; i < node->n_checks; i++) {
		const struct doc_check *c = &node->checks[i];

		fields_cond(p, c->when, c->when_at);
		if (!c->blank)
			continue;
		field_blank(p, c->blank, c->document ? c->document : "");
	}
}

static void walk_calendar(const struct fields_place *p, const struct doc_node *node)
{
	const char *name;

	if (node->of && fields_shape(p, node->of, node->of_at, &name) && p->f->allow)
		for (const char *const *key =
			     (const char *const[]){"date", "time", "title", "where", "group", "activity", NULL};
		     *key; key++)
			fields_shows(p, arena_printf(p->f->arena, "%s[].%s", name, *key));
	for (size_t i = 0; i < node->n_blanks; i++) {
		struct fields_place inner = *p;

		inner.times *= node->blanks[i]->count > 1 ? node->blanks[i]->count : 1;
		field_blank(&inner, node->blanks[i], node->blanks[i]->id);
	}
}

static void walk_signatures(const struct fields_place *p, const struct doc_node *node)
{
	for (size_t i = 0; i < node->n_blanks; i++)
		if (!node->blanks[i]->none)
			field_blank(p, node->blanks[i], field_plain(p, node->blanks[i - i % 3]->label));
}

static void walk_node(const struct fields_place *p, const struct doc_node *node)
{
	const char *name;

	switch (node->kind) {
	case DOC_WHEN:
		fields_cond(p, node->cond, node->cond_at);
		break;
	case DOC_OPTION:
		field_passage(p, node->option_id, node->option_is, node->at);
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
			fields_shape(p, node->of, node->of_at, &name);
		break;
	case DOC_PHOTO:
		if (!node->file && node->style && fields_shape(p, node->style, node->style_at, &name))
			fields_shows(p, name);
		return;
	default:
		break;
	}
	if (node->kind != DOC_CHOICE && node->kind != DOC_SPACE)
		field_text(p, node->text);
	for (size_t i = 0; i < node->n_blanks; i++)
		field_blank(p, node->blanks[i], NULL);
	walk_nodes(p, node->first);
}

static void walk_nodes(const struct fields_place *p, const struct doc_node *first)
{
	struct fields_place inner = *p;

	if (++inner.depth > PACKET_MAX_DEPTH)
		return; /* told when it is bound; doc has its own limit */
	for (const struct doc_node *n = first; n; n = n->next)
		walk_node(&inner, n);
}

/* ---- documents ------------------------------------------------------------------------------------------------------- */

static struct fields walk_doc(struct arena *arena, struct diags *diags, const struct record_shapes *shapes, const struct doc *doc,
			      struct str_map *seen, struct record_allow *allow)
{
	struct fields f = {.arena = arena, .diags = diags, .shapes = shapes, .doc = doc, .seen = seen, .allow = allow};
	struct fields_place top = {.f = &f, .times = 1}, p;
	struct fields_pattern scope;

	if (doc->unread)
		return f; /* what its paths start at is not known */
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
	fields_cond(&p, doc->applies_when, doc->applies_at);
	if (doc->occasion)
		p.prefix = arena_printf(arena, "%s[]", p.prefix);
	field_text(&p, doc->title);
	if (doc->lead)
		field_text(&p, doc->summary);
	walk_nodes(&p, doc->first);
	if (doc->more)
		field_add(&p, PACKET_MORE_ROOM, arena_printf(arena, "%s.%s", p.prefix, PACKET_MORE_ROOM), RECORD_MULTILINE,
			  "", p.times, (struct span){doc->source, 0, 0});
	return f;
}

size_t fields_walk(struct arena *arena, struct diags *diags, const struct record_shapes *shapes, const struct doc *doc,
		   struct str_map *seen, struct packet_field **fields)
{
	struct fields f = walk_doc(arena, diags, shapes, doc, seen, NULL);

	*fields = f.items;
	return f.n;
}

void packet_shows(struct arena *arena, const struct record_shapes *shapes, const struct doc *doc, struct record_allow *allow)
{
	struct diags *unsaid = diags_new(); /* `check` tells what is wrong with a document */

	(void)walk_doc(arena, unsaid, shapes, doc, str_map_new(arena), allow);
	diags_free(unsaid);
}

size_t packet_options(struct arena *arena, const struct record_shapes *shapes, const struct doc *doc, const char ***ids)
{
	struct diags *unsaid = diags_new();
	struct fields f = walk_doc(arena, unsaid, shapes, doc, str_map_new(arena), NULL);

	diags_free(unsaid);
	*ids = f.ids;
	return f.n_ids;
}

void fields_check_within(struct arena *arena, struct diags *diags, const struct packet_field *fields, size_t n,
			 const struct str_map *seen)
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
			     fields[i].at.src ? fields[i].at.src->name : fields[i].document, (unsigned)field_line(fields[i].at));
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
