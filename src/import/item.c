/* `children.0.name` and `children.1.name` are two children, but a record's items have keys that never change. So a number is
 * given the key of the item that it means: the one of that name (or day, or title) where the record has it, else the one
 * that this number was given before, which is worked out from record, list and number and so needs to be kept nowhere. Where
 * an item stands under that key and is called otherwise, somebody else may be meant: a child who was added in front of the
 * others in the sheet must not get another's answers. */
#include "import/int.h"

#include <stdlib.h>
#include <string.h>

struct item {
	const char *in;   /* "goals.0.steps.1" */
	const char *list; /* the list it stands in, as in the sheet: "goals.0.steps" */
	const char *number;
	const char *out;  /* with keys; NULL: not known yet */
	size_t depth;     /* full stops in it */
};

struct items {
	struct made *made;
	struct item *items; size_t n, cap;
	struct str_map *taken; /* paths with keys */
};

struct span value_span(const struct made *made, const struct value *value)
{
	return value->column ? (struct span){made->sheet->source, value->at, value->at} : value->span;
}

const char *value_place(const struct made *made, const struct value *value)
{
	if (!value->column)
		return arena_printf(made->job->arena, "row %zu, constant %s", made->row->number, value->constant->as.path);
	return arena_printf(made->job->arena, "row %zu, column %s (%s)", made->row->number, value->column->letters,
			    value->column->heading);
}

static const struct val *val_at(const struct val *v, const char *path, struct arena *arena)
{
	while (v && *path) {
		size_t n = strcspn(path, ".");

		v = val_lookup(v, arena_strndup(arena, path, n));
		path += n + (path[n] == '.');
	}
	return v;
}

/* ---- which items there are -------------------------------------------------------------------------------------------- */

static bool is_number(const char *s, size_t n)
{
	return n > 0 && strspn(s, "0123456789") >= n;
}

static bool holds_items(const struct record_shape *shape)
{
	return shape && !shape->free && (shape->type == RECORD_ITEMS || (shape->type == RECORD_TEXTS && shape->keyed));
}

static void find_in(struct items *items, const char *path)
{
	struct made *m = items->made;

	for (const char *s = strchr(path, '.'); s; s = strchr(s + 1, '.')) {
		size_t n = strcspn(s + 1, "."), depth = 0;
		const char *list, *in;

		if (!is_number(s + 1, n))
			continue;
		list = arena_strndup(m->arena, path, (size_t)(s - path));
		in = arena_strndup(m->arena, path, (size_t)(s - path) + 1 + n);
		if (str_map_lookup(m->keys, in) || !holds_items(record_shape_find(m->job->shapes, list, NULL, NULL)))
			continue;
		for (const char *p = in; *p; p++)
			depth += *p == '.';
		*str_map_slot(m->keys, in) = (void *)(uintptr_t)in; /* until its key is known */
		*arena_push(m->arena, items->items, items->n, items->cap) =
			(struct item){in, list, arena_strndup(m->arena, s + 1, n), NULL, depth};
	}
}

/* ---- which item of the record is meant --------------------------------------------------------------------------------- */

/* A text that the row has at item.key, or NULL. */
static const struct value *own_value(const struct items *items, const struct item *item, const char *key)
{
	size_t n = strlen(item->in);

	for (size_t i = 0; i < items->made->n; i++) {
		const struct value *v = &items->made->values[i];

		if (strncmp(v->path, item->in, n) == 0 && v->path[n] == '.' && str_eq(v->path + n + 1, key))
			return v;
	}
	return NULL;
}

static bool same_at(const struct items *items, const struct item *item, const struct val *old, const char *key)
{
	const struct value *own = own_value(items, item, key);
	const char *text = val_text(val_lookup(old, key));

	return own && text && *text && cell_same(own->text, text);
}

/* What items of the list are told apart by, of what the row has; NULL: nothing. */
static const char *told_by(const struct items *items, const struct item *item)
{
	static const char *const keys[] = {"name", "date", "title", NULL};

	for (int i = 0; keys[i]; i++)
		if (own_value(items, item, keys[i]))
			return keys[i];
	return NULL;
}

static bool is_taken(const struct items *items, const char *out)
{
	return str_map_lookup(items->taken, out) != NULL;
}

static void take(struct items *items, struct item *item, const char *list, const char *key)
{
	item->out = arena_printf(items->made->arena, "%s.%s", list, key);
	*str_map_slot(items->taken, item->out) = item;
	*str_map_slot(items->made->keys, item->in) = (void *)(uintptr_t)item->out;
}

/* By its name: the only item of the record that has it. */
static void find_named(struct items *items, struct item *item, const char *list)
{
	struct made *m = items->made;
	const struct val *old = val_at(m->old, list, m->arena);
	const char *by = told_by(items, item), *found = NULL;

	for (size_t i = 0; by && old && old->kind == VAL_MAP && i < old->n; i++) {
		bool same = same_at(items, item, old->items[i], by);

		if (same && str_eq(by, "date") && own_value(items, item, "title") && val_lookup(old->items[i], "title"))
			same = same_at(items, item, old->items[i], "title");
		if (!same || is_taken(items, arena_printf(m->arena, "%s.%s", list, old->keys[i].text)))
			continue;
		if (found)
			return; /* two of a name: the number decides */
		found = old->keys[i].text;
	}
	if (found)
		take(items, item, list, found);
}

/* A letter, a digit, two letters: says nothing, spells nothing. `n` counts on where a key is taken. */
static const char *made_key(struct arena *arena, const char *id, const char *list, const char *number, const char *date, unsigned n)
{
	static const char letters[] = "cdfghjkmnpqrtwxyz", digits[] = "234679";
	const char *seed = arena_printf(arena, "%s\n%s\n%s\n%s\n%u", id, list, number, date, n);
	uint64_t h = str_hash(seed, strlen(seed));
	const char key[5] = {letters[h % 17], digits[h / 17 % 6], letters[h / 102 % 17], letters[h / 1734 % 17], '\0'};

	return arena_strdup(arena, key);
}

static void find_numbered(struct items *items, struct item *item, const char *list)
{
	struct made *m = items->made;
	const char *by = told_by(items, item), *date = str_eq(by, "date") ? own_value(items, item, by)->text : "";
	const struct val *lists = val_at(m->old, list, m->arena);

	for (unsigned n = 0;; n++) {
		const char *key = made_key(m->arena, m->id, list, item->number, date, n);
		const struct val *old = val_lookup(lists, key);
		const char *called = by ? val_text(val_lookup(old, by)) : NULL;

		if (is_taken(items, arena_printf(m->arena, "%s.%s", list, key)))
			continue;
		if (called && *called && !same_at(items, item, old, by) && !same_at(items, item, old, "dob") &&
		    !same_at(items, item, old, "phone") && !same_at(items, item, old, "email")) {
			const struct value *own = own_value(items, item, by);

			made_tell(m, own, MSG_IMPORT_OTHER_ITEM, value_place(m, own), list, key, by, list, key);
			m->wrong = true;
		}
		take(items, item, list, key);
		return;
	}
}

/* The path with the keys of the items on its way, as far as they are known. */
static const char *with_keys(const struct made *m, const char *path)
{
	const char *best = NULL, *rest = path;

	for (const char *s = path; *s;) {
		size_t n = strcspn(s, ".");
		const char *out = str_map_lookup(m->keys, arena_strndup(m->arena, path, (size_t)(s + n - path)));

		s += n;
		if (out) {
			best = out;
			rest = s;
		}
		s += *s == '.';
	}
	return best ? arena_printf(m->arena, "%s%s", best, rest) : path;
}

static void find_all(struct items *items)
{
	size_t most = 0;

	for (size_t i = 0; i < items->n; i++)
		most = items->items[i].depth > most ? items->items[i].depth : most;
	/* From the outside in; of one depth those that are called by name first, so that nobody else gets their keys. */
	for (size_t depth = 1; depth <= most; depth++) {
		for (size_t i = 0; i < items->n; i++)
			if (items->items[i].depth == depth)
				find_named(items, &items->items[i], with_keys(items->made, items->items[i].list));
		for (size_t i = 0; i < items->n; i++)
			if (items->items[i].depth == depth && !items->items[i].out)
				find_numbered(items, &items->items[i], with_keys(items->made, items->items[i].list));
	}
}

/* ---- who is meant ------------------------------------------------------------------------------------------------------ */

static const char *last_key(const char *path)
{
	return strrchr(path, '.') ? strrchr(path, '.') + 1 : path;
}

/* The key of the one item of the list that is called so, in the row or the record; by its number ("people.0") or its key.
 * NULL: nobody is, or several. */
static const char *key_of(const struct made *m, const char *list, const char *text)
{
	const struct val *old = val_at(m->old, list, m->arena);
	const char *found = str_starts(text, list) && text[strlen(list)] == '.' ? str_map_lookup(m->keys, text) : NULL;
	size_t n = strlen(list);

	if (found)
		return last_key(found);
	for (size_t i = 0; i < m->n; i++) {
		const char *path = m->values[i].path;

		if (strncmp(path, list, n) == 0 && path[n] == '.' && strchr(path + n + 1, '.') &&
		    str_eq(strchr(path + n + 1, '.'), ".name") && cell_same(m->values[i].text, text)) {
			if (found)
				return NULL;
			found = arena_strndup(m->arena, path + n + 1, strcspn(path + n + 1, "."));
		}
	}
	for (size_t i = 0; old && old->kind == VAL_MAP && i < old->n; i++) {
		const char *name = val_text(val_lookup(old->items[i], "name"));

		if (str_eq(old->keys[i].text, text))
			return text;
		if (name && cell_same(name, text) && !str_eq(found, old->keys[i].text)) {
			if (found)
				return NULL;
			found = old->keys[i].text;
		}
	}
	for (size_t i = 0; !found && i < m->n; i++)
		if (strncmp(m->values[i].path, list, n) == 0 && m->values[i].path[n] == '.') {
			const char *key = m->values[i].path + n + 1;

			if (strcspn(key, ".") == strlen(text) && strncmp(key, text, strlen(text)) == 0)
				found = text;
		}
	return found;
}

/* Names become keys; a name that nobody bears is told, or stays as words where words may stand. A constant that means an
 * item which this row has not is left out. */
static void find_people(struct made *m, struct value *v, const struct record_shape *shape)
{
	struct buf out = {0};

	for (const char *s = v->text; *s; s += strcspn(s, "\n"), s += *s == '\n') {
		const char *name = arena_strndup(m->arena, s, strcspn(s, "\n")), *key = key_of(m, shape->refers, name);

		if (!key && v->constant)
			continue;
		if (!key && !shape->or_text) {
			made_tell(m, v, MSG_IMPORT_NOBODY, value_place(m, v), shape->refers, name);
			m->wrong = true;
		}
		buf_addf(&out, "%s%s", out.len ? "\n" : "", key ? key : name);
	}
	v->text = out.data ? buf_text(&out, m->arena) : NULL;
	buf_free(&out);
}

bool items_find(struct made *m)
{
	struct items items = {.made = m, .taken = str_map_new(m->arena)};

	m->keys = str_map_new(m->arena);
	for (size_t i = 0; i < m->n; i++)
		if (!m->values[i].constant)
			find_in(&items, m->values[i].path);
	find_all(&items);
	for (size_t i = 0; i < m->n; i++)
		m->values[i].path = with_keys(m, m->values[i].path);
	for (size_t i = 0; i < m->n; i++) {
		const struct value *v = &m->values[i];
		const struct record_shape *shape = v->constant ? v->constant->as.shape : v->column->shape;

		if (shape->type == RECORD_REF || shape->type == RECORD_REFS)
			find_people(m, &m->values[i], shape);
	}
	return !m->wrong;
}
