/* Paths as the documents of a check write them: made whole by the repeats that they stand in, held against the shapes, and,
 * where it is asked, noted among what the document shows and decides by. No record is read: what a path will hold is not
 * known here. */
#include "packet/fields.h"

#include <string.h>

enum { SOME = 4 /* keys that a message names */ };

/* The whole of a path, as a pattern. */
static const char *full_path(const struct fields_place *p, const char *path)
{
	size_t n = strcspn(path, ".");
	const struct fields_pattern *from = p->scope;

	if (*path == '/')
		return path + 1;
	if (str_eq(path, "."))
		return from ? from->path : path;
	for (const struct fields_pattern *s = p->scope; s; s = s->up) {
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

void fields_shows(const struct fields_place *p, const char *path)
{
	if (p->f->allow)
		record_paths_add(p->f->arena, &p->f->allow->shown, path);
}

/* The paths that a list's condition looks at, in each of its items. */
static void members(const struct fields_place *p, const char *list, const char *where)
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

void fields_shows_list(const struct fields_place *p, const char *list, const struct record_shape *shape)
{
	struct fields *f = p->f;
	const struct record_shape *own;

	if (!f->allow || shape->free)
		return;
	if (shape->type == RECORD_REFS) {
		fields_shows(p, list); /* who they are is which items there are */
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

const struct record_shape *fields_shape_asked(const struct fields_place *p, const char *path, struct span at, bool blank,
					      const char **name)
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

const struct record_shape *fields_shape(const struct fields_place *p, const char *path, struct span at, const char **name)
{
	return fields_shape_asked(p, path, at, false, name);
}

const char *fields_held(struct arena *arena, const struct record_shape *shape)
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
static void looks_at(const struct fields_place *p, const char *path, struct record_paths *to)
{
	struct fields *f = p->f;
	const char *full = full_path(p, path), *name;
	const struct record_shape *shape = record_shape_find(f->shapes, full, NULL, NULL);

	name = shape ? record_shape_name(f->shapes, f->arena, full) : path;
	name = name ? name : full;
	if (shape && shape->type == RECORD_ITEMS && !shape->free)
		fields_shows_list(p, name, shape);
	record_paths_add(f->arena, to, name);
}

void fields_cond(const struct fields_place *p, const char *text, struct span at)
{
	struct fields *f = p->f;
	const struct record_cond *cond = text ? record_cond_parse(f->arena, f->diags, at, text) : NULL;
	const char *const *paths;
	size_t n = cond ? record_cond_paths(cond, f->arena, &paths) : 0;

	/* Facts are no paths; what they are worked out from is the record's to know. */
	for (const char *const *fact = (const char *const[]){"separated", "expecting", "case", NULL};
	     f->allow && text && *fact; fact++)
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

void fields_check_cond(struct arena *arena, struct diags *diags, const struct record_shapes *shapes, const char *text,
		       struct span at)
{
	struct fields f = {.arena = arena, .diags = diags, .shapes = shapes};
	struct fields_place p = {.f = &f};

	fields_cond(&p, text, at);
}
