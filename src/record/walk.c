/* Going along a path: through objects, items, references and views, in shapes and values at once. It is one walk for
 * documents that are checked (keys are `[]`, there are no values) and for records, so both always agree on what a path
 * means.
 *
 * The name that comes out is the field's: views are replaced by what they stand for, and a reference that means somebody
 * goes on under that person's own name. A reference that means nobody keeps the path as it is, so that `collect` can tell
 * whom to add, and where. */
#include "record/int.h"

#include <stdlib.h>
#include <string.h>

struct walker {
	const struct record_shapes *shapes;
	const struct record_set *set;
	const char *unknown, *nearest;
};

static const struct val ticked = {.kind = VAL_TEXT, .text = "yes"};

const struct val *walk_top(const struct record_set *set, const char *key, size_t n, const struct record **record)
{
	const struct record *from;
	char text[65];

	if (!set || n >= sizeof text)
		return NULL;
	memcpy(text, key, n);
	text[n] = '\0';
	if (str_eq(text, "staff"))
		from = set->staff;
	else if (str_eq(text, "agency"))
		from = set->agency;
	else if (set->blank)
		from = NULL;
	else
		from = str_eq(text, "program") ? set->program : set->family;
	if (record)
		*record = from;
	return from ? val_lookup(from->values, text) : NULL;
}

const struct val *walk_item(const struct record_set *set, const char *list, const char *key)
{
	return key ? val_lookup(walk_top(set, list, strlen(list), NULL), key) : NULL;
}

/* The value at a key that is no string of its own; NULL also where nothing was written there. */
static const struct val *lookup(const struct val *v, const char *key, size_t n)
{
	if (v && v->kind == VAL_MAP)
		for (size_t i = 0; i < v->n; i++)
			if (strncmp(v->keys[i].text, key, n) == 0 && !v->keys[i].text[n])
				return v->items[i];
	return NULL;
}

static bool append(struct walk *w, const char *key, size_t n)
{
	bool open = n == 2 && key[0] == '[';

	if (w->n + n + 1 > RECORD_MAX_PATH)
		return false;
	if (w->n && !open)
		w->name[w->n++] = '.';
	memcpy(w->name + w->n, key, n);
	w->n += n;
	w->name[w->n] = '\0';
	return true;
}

static void restart(struct walk *w)
{
	w->shape = NULL;
	w->val = w->parent = NULL;
	w->record = NULL;
	w->child = NULL;
	w->n_child = 0;
	w->n = 0;
	w->name[0] = '\0';
}

static void push_where(struct walk *w, const char *where)
{
	if (where && w->n_wheres < WALK_WHERES)
		w->wheres[w->n_wheres++] = where;
}

static bool step(struct walker *k, struct walk *w, const char *key, size_t n);

/* The next key of a path: `[]`, or what stands before `.` and `[`. */
static const char *next_key(const char **path, size_t *n)
{
	const char *key = *path;

	if (key[0] == '[' && key[1] == ']')
		*n = 2;
	else
		*n = strcspn(key, ".[");
	*path = key + *n;
	if (**path == '.' && (*path)[1])
		(*path)++;
	return key;
}

static bool steps(struct walker *k, struct walk *w, const char *path)
{
	size_t n;

	while (*path) {
		const char *key = next_key(&path, &n);

		if (!n || !step(k, w, key, n)) {
			if (!k->unknown)
				k->unknown = arena_strndup(k->shapes->arena, key, n ? n : strlen(key));
			return false;
		}
	}
	return true;
}

/* A field that is a view: the walk goes to what it stands for. What it ends at keeps the view's own condition. */
static bool step_view(struct walker *k, struct walk *w, struct shape *view)
{
	const char *path = view->pub.view;

	if (++w->views > RECORD_MAX_VIEWS)
		return false;
	if (*path == '/') {
		restart(w);
		path++;
	}
	if (!steps(k, w, path))
		return false;
	push_where(w, view->pub.where);
	if (!w->shape->pub.view)
		push_where(w, w->shape->pub.where);
	if (!view->view_done) {
		struct record_shape own = view->pub;

		shape_item(w->shape);
		view->pub = w->shape->pub;
		view->pub.key = own.key;
		view->pub.description = own.description;
		view->pub.view = own.view;
		view->pub.where = own.where;
		view->of = w->shape->of;
		view->dated = w->shape->dated;
		view->many = w->shape->many;
		view->item_ref = w->shape->item_ref;
		view->view_done = true;
	}
	w->shape = view;
	return true;
}

/* Goes on at an item of a list at the top: the person that a key means. Where it means nobody only the shape is theirs. */
static void jump(struct walker *k, struct walk *w, const char *list, const char *key, size_t n)
{
	const struct record *record = NULL;
	const struct val *items = walk_top(k->set, list, strlen(list), &record), *item = key ? lookup(items, key, n) : NULL;

	w->shape = shape_list_item(k->shapes, list);
	w->parent = NULL;
	w->val = item;
	if (item) {
		w->n = 0;
		append(w, list, strlen(list));
		append(w, key, n);
		w->record = record;
	}
}

/* Those for a message: what an object has, and what it takes from the list that its key is of. */
static const char *near(struct walker *k, const struct shape *object, const char *key, size_t n)
{
	const char *word = arena_strndup(k->shapes->arena, key, n), *best;

	best = str_nearest(word, shape_keys(k->shapes->arena, object));
	if (!best && object->via)
		best = str_nearest(word, shape_keys(k->shapes->arena, shape_list_item(k->shapes, object->via)));
	return best;
}

static bool step_object(struct walker *k, struct walk *w, const char *key, size_t n)
{
	struct shape *field = shape_field(w->shape, key, n);

	if (!field && w->shape->via && shape_field(shape_list_item(k->shapes, w->shape->via), key, n)) {
		const char *own = strrchr(w->name, '.');

		own = own ? own + 1 : w->name;
		jump(k, w, w->shape->via, own, strlen(own));
		return step_object(k, w, key, n);
	}
	if (!field) {
		k->nearest = near(k, w->shape, key, n);
		return false;
	}
	if (field->pub.view)
		return step_view(k, w, field);
	w->parent = w->val;
	w->val = lookup(w->val, key, n);
	w->shape = field;
	return append(w, key, n);
}

static bool step_top(struct walker *k, struct walk *w, const char *key, size_t n)
{
	struct shape *field = shape_top(k->shapes, key, n);

	if (!field) {
		const char *word = arena_strndup(k->shapes->arena, key, n);
		static const char *const others[] = {"program", "staff", "agency", NULL};

		k->nearest = str_nearest(word, shape_keys(k->shapes->arena, k->shapes->family));
		if (!k->nearest)
			k->nearest = str_nearest(word, others);
		return false;
	}
	if (field->pub.view)
		return step_view(k, w, field);
	w->val = walk_top(k->set, key, n, &w->record);
	w->shape = field;
	return append(w, key, n);
}

static bool key_like(const char *key, size_t n)
{
	if (n == 2 && key[0] == '[')
		return true;
	for (size_t i = 0; i < n; i++)
		if (!((key[i] >= 'a' && key[i] <= 'z') || (key[i] >= '0' && key[i] <= '9') || key[i] == '-'))
			return false;
	return true;
}

static bool step_items(struct walk *w, const char *key, size_t n)
{
	struct shape *item = shape_item(w->shape);

	if (!key_like(key, n) || !item)
		return false;
	if (str_eq(w->name, "children")) {
		w->child = key;
		w->n_child = n;
	}
	w->parent = w->val;
	w->val = lookup(w->val, key, n);
	w->shape = item;
	return append(w, key, n);
}

/* A number from 1, or 0. */
static size_t number(const char *key, size_t n)
{
	size_t v = 0;

	for (size_t i = 0; i < n; i++) {
		if (key[i] < '0' || key[i] > '9' || v > 100000)
			return 0;
		v = v * 10 + (size_t)(key[i] - '0');
	}
	return v;
}

/* One of several texts: by its key or, where that is no key, by its number. */
static bool step_texts(struct walk *w, const char *key, size_t n)
{
	const struct val *list = w->val;
	size_t i = number(key, n), have = list && (list->kind == VAL_LIST || list->kind == VAL_MAP) ? list->n : 0;
	char fresh[32];

	if (!key_like(key, n))
		return false;
	w->parent = list;
	w->val = lookup(list, key, n);
	if (!w->val && i && i <= have) {
		w->val = list->items[i - 1];
		if (list->kind == VAL_MAP) {
			key = list->keys[i - 1].text;
			n = strlen(key);
		}
	} else if (!w->val && i && w->shape->pub.keyed) {
		n = (size_t)snprintf(fresh, sizeof fresh, "new-%zu", i - have);
		key = fresh;
	}
	w->shape = shape_item(w->shape);
	return append(w, key, n);
}

static bool step_refs(struct walker *k, struct walk *w, const char *key, size_t n)
{
	const struct val *keys = w->val;
	const char *list = w->shape->pub.refers;
	bool among = false;

	if (!key_like(key, n))
		return false;
	for (size_t i = 0; keys && keys->kind == VAL_LIST && i < keys->n && !among; i++) {
		const char *one = val_text(keys->items[i]);

		among = one && strncmp(one, key, n) == 0 && !one[n];
	}
	if (!append(w, key, n))
		return false;
	jump(k, w, list, among ? key : NULL, n);
	return true;
}

static bool step_option(struct walker *k, struct walk *w, const char *key, size_t n)
{
	const struct val *list = w->val;
	bool known = !w->shape->pub.options;

	for (const char *const *o = w->shape->pub.options; o && *o && !known; o++)
		known = strncmp(*o, key, n) == 0 && !(*o)[n];
	if (!known) {
		k->nearest = str_nearest(arena_strndup(k->shapes->arena, key, n), w->shape->pub.options);
		return false;
	}
	w->val = NULL;
	for (size_t i = 0; list && i < (list->kind == VAL_LIST ? list->n : 1); i++) {
		const char *one = val_text(list->kind == VAL_LIST ? list->items[i] : list);

		if (one && strncmp(one, key, n) == 0 && !one[n])
			w->val = &ticked;
	}
	w->shape = k->shapes->check;
	return append(w, key, n);
}

static bool step_free(struct walker *k, struct walk *w, const char *key, size_t n)
{
	const struct val *v = w->val;
	size_t i = number(key, n);

	w->parent = v;
	w->val = lookup(v, key, n);
	if (v && v->kind == VAL_LIST) {
		w->val = i && i <= v->n ? v->items[i - 1] : NULL;
		for (size_t j = 0; !i && j < v->n; j++)
			if (val_text(v->items[j]) && strncmp(v->items[j]->text, key, n) == 0 && !v->items[j]->text[n])
				w->val = &ticked;
	}
	w->shape = k->shapes->free;
	return append(w, key, n);
}

/* Through a reference to the person. Words in its place, where they may stand, are what that person is called. */
static bool step_ref(struct walker *k, struct walk *w, const char *key, size_t n)
{
	const struct val *ref = w->val;
	const char *to = val_text(ref);
	bool words = w->shape->pub.or_text && to && *to;

	jump(k, w, w->shape->pub.refers, to, to ? strlen(to) : 0);
	words = words && !w->val;
	if (!step_object(k, w, key, n))
		return false;
	if (words && n == 4 && strncmp(key, "name", n) == 0)
		w->val = ref;
	return true;
}

static bool step(struct walker *k, struct walk *w, const char *key, size_t n)
{
	if (!w->shape)
		return step_top(k, w, key, n);
	if (w->shape->pub.free)
		return step_free(k, w, key, n);
	switch (w->shape->pub.type) {
	case RECORD_OBJECT: return step_object(k, w, key, n);
	case RECORD_ITEMS: return step_items(w, key, n);
	case RECORD_TEXTS: return step_texts(w, key, n);
	case RECORD_REFS: return step_refs(k, w, key, n);
	case RECORD_MULTI_CHOICE: return step_option(k, w, key, n);
	case RECORD_REF: return step_ref(k, w, key, n);
	default: return false;
	}
}

/* Where a scope's item stands. */
static bool begin(const struct record_set *set, const struct record_scope *scope, struct walk *w)
{
	size_t n = scope->name ? strlen(scope->name) : 0;
	const char *top = scope->name ? scope->name : "";

	if (n > RECORD_MAX_PATH || !scope->shape)
		return false;
	memcpy(w->name, top, n + 1);
	w->n = n;
	w->shape = shape_of(scope->shape);
	w->val = scope->val;
	walk_top(set, top, strcspn(top, "."), &w->record);
	return true;
}

/* The child whose item the scope is, or is within: a consent may be for one child alone. */
static void begin_child(const struct record_scope *scope, struct walk *w)
{
	for (; scope && !w->child; scope = scope->up) {
		if (scope->name && str_starts(scope->name, "children.")) {
			w->child = scope->name + 9;
			w->n_child = strcspn(w->child, ".");
		}
	}
}

bool walk_find(const struct record_shapes *shapes, const struct record_set *set, const struct record_scope *scope,
	       const char *path, struct walk *w, const char **unknown, const char **nearest)
{
	struct walker k = {.shapes = shapes, .set = set};
	const struct record_scope *from = scope;
	size_t n = strcspn(path, ".");
	bool ok;

	restart(w);
	w->n_wheres = 0;
	w->views = 0;
	if (*path == '/') {
		path++;
		from = NULL;
	} else if (str_eq(path, ".")) {
		path++;
	} else {
		for (const struct record_scope *s = scope; s; s = s->up) {
			if (s->as && strlen(s->as) == n && strncmp(s->as, path, n) == 0) {
				from = s;
				path += n + (path[n] == '.');
				break;
			}
		}
	}
	if (from) {
		if (!begin(set, from, w))
			return false;
		begin_child(from, w);
	}
	ok = steps(&k, w, path) && w->shape;
	if (unknown)
		*unknown = ok ? NULL : k.unknown ? k.unknown : path;
	if (nearest)
		*nearest = ok ? NULL : k.nearest;
	return ok;
}

const struct record_shape *record_shape_find(const struct record_shapes *shapes, const char *path, const char **unknown,
					     const char **nearest)
{
	struct walk w;

	if (!walk_find(shapes, NULL, NULL, *path == '/' ? path + 1 : path, &w, unknown, nearest))
		return NULL;
	if (w.shape->pub.type == RECORD_ITEMS)
		shape_item(w.shape);
	return &w.shape->pub;
}

const char *record_shape_name(const struct record_shapes *shapes, struct arena *arena, const char *path)
{
	struct walk w;

	return walk_find(shapes, NULL, NULL, *path == '/' ? path + 1 : path, &w, NULL, NULL) ? arena_strdup(arena, w.name)
											     : NULL;
}
