/* A set of records that holds only what may be shown to somebody: the ground that `share` builds on, so that nothing
 * withheld can come into a stream, a name, a tooltip or the metadata. It lets through what is named and drops the rest: a
 * key that nobody thought of stays at home.
 *
 * Two fences stand one behind the other. The values that no document shown prints, decides by or works something out from
 * are not in the set at all; and of those that are in it only to decide something (is this child's `print` no? when is the
 * next visit?) record_find says nothing, so they print nowhere. Children whom the consent does not reach are gone with all
 * that is theirs before anything is worked out, so no age, list or "separated" can come of them.
 *
 * What it cannot do is read: a goal's title may name a child in words. `share` looks for such names and warns. */
#include "record/int.h"

#include <string.h>

#define MOST_PATH (RECORD_MAX_PATH + 1)

/* ---- patterns ---------------------------------------------------------------------------------------------------- */

void record_paths_add(struct arena *arena, struct record_paths *paths, const char *path)
{
	for (size_t i = 0; i < paths->n; i++)
		if (str_eq(paths->items[i], path))
			return;
	*arena_push(arena, paths->items, paths->n, paths->cap) = arena_strdup(arena, path);
}

/* The next key of a pattern or path; "[]" and "*" are any item. */
static const char *key_of(const char **path, size_t *n)
{
	const char *key;

	if (**path == '.')
		(*path)++;
	key = *path;
	if (key[0] == '[' && key[1] == ']')
		*n = 2;
	else
		*n = strcspn(key, ".[");
	*path = key + *n;
	return key;
}

static bool any_item(const char *key, size_t n)
{
	return (n == 2 && key[0] == '[') || (n == 1 && key[0] == '*');
}

/* How a pattern and a path stand to each other: apart, the pattern is the path or above it, or the pattern goes on below it. */
enum relation { APART, COVERS, BELOW };

static enum relation relate(const char *pattern, const char *path)
{
	while (*pattern && *path) {
		size_t n, m;
		const char *a = key_of(&pattern, &n), *b = key_of(&path, &m);

		if (!any_item(a, n) && !any_item(b, m) && (n != m || strncmp(a, b, n) != 0))
			return APART;
	}
	return *pattern ? BELOW : COVERS;
}

static bool covered(const struct record_paths *paths, const char *path)
{
	for (size_t i = 0; i < paths->n; i++)
		if (relate(paths->items[i], path) == COVERS)
			return true;
	return false;
}

static bool printed(const struct record_allow *allow, const char *path)
{
	return covered(&allow->always, path) ||
	       (covered(&allow->shown, path) && (!allow->fields.n || covered(&allow->fields, path)));
}

bool record_allowed(const struct record_set *set, const char *name)
{
	return !set->allow || str_starts(name, "staff.") || str_starts(name, "agency.") || printed(set->allow, name);
}

/* ---- paths through references ------------------------------------------------------------------------------------ */

/* What a pattern that goes through a reference ends at: "children[].pediatrician.phone" -> "people[].phone"; NULL where it
 * goes through none. */
static const char *through(const struct record_shapes *shapes, struct arena *arena, const char *pattern)
{
	const char *rest = pattern, *out = NULL;
	size_t n;

	while (*rest) {
		const char *list = NULL, *next, *key;
		const struct record_shape *shape;

		key_of(&rest, &n);
		next = rest;
		shape = record_shape_find(shapes, arena_strndup(arena, pattern, (size_t)(rest - pattern)), NULL, NULL);
		if (!shape || !*rest)
			break;
		if (shape->type == RECORD_REF)
			list = shape->refers;
		else if (shape->type == RECORD_REFS && (key_of(&next, &n), true))
			list = shape->refers;
		else if (shape_of(shape)->via && !(key = key_of(&next, &n), shape_field(shape_of(shape), key, n)))
			list = shape_of(shape)->via;
		if (!list)
			continue;
		if (shape->type == RECORD_REFS)
			rest = next;
		out = *rest ? arena_printf(arena, "%s[].%s", list, rest + (*rest == '.')) : arena_printf(arena, "%s[]", list);
		pattern = rest = out;
		key_of(&rest, &n);
		key_of(&rest, &n);
	}
	return out;
}

/* Adds to patterns what they lead to, and to those that are references the names of those they mean. */
static void follow(const struct record_shapes *shapes, struct arena *arena, struct record_paths *paths, struct record_paths *names)
{
	for (size_t i = 0, n = paths->n; i < n; i++) {
		const char *to = through(shapes, arena, paths->items[i]);
		const struct record_shape *shape = record_shape_find(shapes, paths->items[i], NULL, NULL);

		if (to)
			record_paths_add(arena, paths, to);
		if (!shape && to)
			shape = record_shape_find(shapes, to, NULL, NULL);
		if (shape && (shape->type == RECORD_REF || shape->type == RECORD_REFS)) {
			record_paths_add(arena, names, arena_printf(arena, "%s[].name", shape->refers));
			record_paths_add(arena, names, arena_printf(arena, "%s[].title", shape->refers));
		}
	}
}

const char *record_field_path(const struct record_shapes *shapes, struct arena *arena, const struct val *values, const char *path,
			      const char **unknown, const char **nearest)
{
	const char *out = "", *rest = path;
	const struct val *at = values; /* NULL once an item's key was left out: then only fields follow */
	size_t n;

	while (*rest) {
		const char *key = key_of(&rest, &n), *word = arena_strndup(arena, key, n);
		const struct record_shape *shape = *out ? record_shape_find(shapes, out, NULL, NULL) : NULL;
		bool open = any_item(key, n);

		if (!n)
			break;
		if (shape && shape->type == RECORD_ITEMS && !shape->free && !open && !val_lookup(at, word)) {
			out = arena_printf(arena, "%s[]", out);
			at = NULL;
		}
		out = open ? arena_printf(arena, "%s[]", out) : arena_printf(arena, "%s%s%s", out, *out ? "." : "", word);
		at = open ? NULL : val_lookup(at, word);
	}
	return record_shape_find(shapes, out, unknown, nearest) ? record_shape_name(shapes, arena, out) : NULL;
}

/* ---- what values are worked out from ------------------------------------------------------------------------------ */

/* A derived path (its end, after which it may say more) and what derive.c looks at for it. */
static const struct {
	const char *path, *from[8];
} grounds[] = {
	{"participant.age", {"participant.dob"}},
	{"children[].age", {"children[].dob"}},
	{"next.visit", {"family_time[].date", "family_time[].time"}},
	{"next.appointment", {"appointments[].date", "appointments[].time"}},
	{"next.court", {"court.next_date", "court.next_time"}},
	{"next.home_visit", {"program.home_visits[].date", "program.home_visits[].time"}},
	{"separated", {"children[].lives_with", "children[].print"}},
	{"expecting", {"participant.due_date", "children[].dob", "children[].print"}},
	{"case", {"case", "people[].kind"}},
};

static void add_grounds(struct arena *arena, const struct record_paths *of, struct record_paths *to)
{
	for (size_t i = 0; i < sizeof grounds / sizeof *grounds; i++)
		if (covered(of, grounds[i].path))
			for (int k = 0; grounds[i].from[k]; k++)
				record_paths_add(arena, to, grounds[i].from[k]);
}

/* ---- filtering --------------------------------------------------------------------------------------------------- */

struct filter {
	struct arena *arena;
	struct diags *diags;
	const struct record_set *set;
	const struct record_allow *allow;
	struct record_paths looked_at; /* kept, whether printed or not */
	bool all_people;	       /* a document shows a list of people: the list's own conditions decide who stands in it */
	struct str_map *meant;	       /* keys of people whom something kept refers to */
	struct str_map *theirs;	       /* keys of people whom a child who is withheld refers to */
	int depth;
};

static bool kept(const struct filter *f, const char *path)
{
	return printed(f->allow, path) || covered(&f->looked_at, path);
}

/* Could anything at or below the path be kept? */
static bool may_hold(const struct filter *f, const char *path)
{
	const struct record_paths *const all[] = {&f->allow->shown, &f->allow->always, &f->looked_at};

	for (int k = 0; k < 3; k++)
		for (size_t i = 0; i < all[k]->n; i++)
			if (relate(all[k]->items[i], path) != APART)
				return true;
	return false;
}

static bool child_ok(const struct filter *f, const char *key)
{
	return record_consent_child(f->allow->consent, key);
}

static struct val *copy_of(struct filter *f, const struct val *v)
{
	struct val *out = arena_one(f->arena, struct val);

	*out = *v;
	if (v->kind == VAL_LIST || v->kind == VAL_MAP) {
		out->n = 0;
		out->items = arena_many(f->arena, struct val *, v->n + 1);
		out->keys = v->kind == VAL_MAP ? arena_many(f->arena, struct val_key, v->n + 1) : NULL;
	}
	return out;
}

/* Notes everybody whom a value refers to. */
static void note_refs(struct filter *f, const struct val *v, const struct shape *shape, struct str_map *to)
{
	if (!v || !shape || shape->pub.free || ++f->depth > VAL_MAX_DEPTH) {
		f->depth -= v && shape && !shape->pub.free;
		return;
	}
	if ((shape->pub.type == RECORD_REF || shape->pub.type == RECORD_REFS) && str_eq(shape->pub.refers, "people")) {
		if (val_text(v))
			*str_map_slot(to, v->text) = f;
		for (size_t i = 0; v->kind == VAL_LIST && i < v->n; i++)
			if (val_text(v->items[i]))
				*str_map_slot(to, v->items[i]->text) = f;
	} else if (v->kind == VAL_MAP) {
		for (size_t i = 0; i < v->n; i++) {
			const char *key = v->keys[i].text;
			const struct shape *inner =
				shape->pub.type == RECORD_ITEMS ? shape_item(shape) : shape_field(shape, key, strlen(key));

			if (inner && shape->pub.type == RECORD_ITEMS && str_eq(inner->via, "people"))
				*str_map_slot(to, key) = f;
			note_refs(f, v->items[i], inner, to);
		}
	}
	f->depth--;
}

/* Is this item about a child who is withheld? */
static bool about_other_child(const struct filter *f, const struct val *item, const struct shape *shape)
{
	for (size_t i = 0; item->kind == VAL_MAP && i < item->n; i++) {
		const char *key = item->keys[i].text;
		const struct shape *field = shape_field(shape, key, strlen(key));
		const struct val *v = item->items[i];

		if (!field || !str_eq(field->pub.refers, "children"))
			continue;
		if (v->kind == VAL_TEXT && !child_ok(f, v->text))
			return true;
		for (size_t k = 0; v->kind == VAL_LIST && k < v->n; k++)
			if (val_text(v->items[k]) && !child_ok(f, v->items[k]->text))
				return true;
	}
	return false;
}

static bool person_ok(const struct filter *f, const char *key, const struct val *person)
{
	static const char *const flags[] = {"emergency", "caregiver", "can_stay", "positive", "team", NULL};

	if (str_eq(key, f->allow->person) || str_map_lookup(f->meant, key))
		return true;
	if (!f->all_people)
		return false;
	if (!str_map_lookup(f->theirs, key))
		return true;
	for (int i = 0; flags[i]; i++) { /* a child's alone, or the parent's own too? */
		const char *text = val_text_at(person, flags[i], NULL);

		if (text && *text && !str_eq(text, "no") && !str_eq(text, "false") && !str_eq(text, "off"))
			return true;
	}
	return false;
}

static const char *below(struct filter *f, const char *path, const char *key)
{
	return *path ? arena_printf(f->arena, "%s.%s", path, key) : key;
}

static struct val *take(struct filter *f, const struct val *v, const struct shape *shape, const char *path);

static bool item_ok(struct filter *f, const char *list, const char *key, const struct val *item, const struct shape *shape,
		    struct span at)
{
	if (str_eq(list, "children"))
		return child_ok(f, key);
	if (str_eq(list, "people"))
		return person_ok(f, key, item);
	if (str_eq(list, "consents"))
		return str_eq(key, f->allow->consent->key); /* whom else the parent lets in is not this person's to know */
	if (!about_other_child(f, item, shape))
		return true;
	diag(f->diags, at, MSG_SHARE_OTHER_CHILD, below(f, list, key));
	return false;
}

static struct val *take_map(struct filter *f, const struct val *v, const struct shape *shape, const char *path)
{
	struct val *out = copy_of(f, v);
	bool items = shape->pub.type == RECORD_ITEMS && !shape->pub.free;

	for (size_t i = 0; i < v->n; i++) {
		const char *key = v->keys[i].text, *name = below(f, path, key);
		const struct shape *inner = shape->pub.free ? shape
					    : items	    ? shape_item(shape)
					    : shape->pub.type == RECORD_TEXTS ? shape_of(shape->pub.item)
									      : shape_field(shape, key, strlen(key));
		struct val *kept_val;

		if (!inner || inner->pub.secret || inner->pub.view || !may_hold(f, name))
			continue;
		if (items && !item_ok(f, path, key, v->items[i], inner, v->keys[i].at))
			continue;
		kept_val = take(f, v->items[i], inner, name);
		if (!kept_val)
			continue;
		out->keys[out->n] = v->keys[i];
		out->items[out->n++] = kept_val;
	}
	return out->n ? out : NULL;
}

/* A list of references loses those it may not name. */
static struct val *take_refs(struct filter *f, const struct val *v, const struct shape *shape)
{
	struct val *out = copy_of(f, v);

	for (size_t i = 0; i < v->n; i++)
		if (!str_eq(shape->pub.refers, "children") || (val_text(v->items[i]) && child_ok(f, v->items[i]->text)))
			out->items[out->n++] = v->items[i];
	return out->n ? out : NULL;
}

static struct val *take(struct filter *f, const struct val *v, const struct shape *shape, const char *path)
{
	struct val *out = NULL;

	if (v->kind == VAL_NULL || ++f->depth > VAL_MAX_DEPTH) {
		f->depth -= v->kind != VAL_NULL;
		return NULL;
	}
	if (v->kind == VAL_MAP)
		out = take_map(f, v, shape, path);
	else if (!kept(f, path))
		out = NULL;
	else if (v->kind == VAL_LIST && shape->pub.type == RECORD_REFS)
		out = take_refs(f, v, shape);
	else if (shape->pub.type == RECORD_REF && str_eq(shape->pub.refers, "children") && val_text(v) && !child_ok(f, v->text))
		out = NULL;
	else if (v->kind == VAL_LIST) {
		out = copy_of(f, v);
		memcpy(out->items, v->items, v->n * sizeof *v->items);
		out->n = v->n;
	} else
		out = copy_of(f, v);
	f->depth--;
	return out;
}

/* A record with what is kept of it; its people come last, when it is known whom the rest means. */
static const struct record *take_record(struct filter *f, const struct record *record)
{
	const struct shape *root = record ? shape_root(f->set->shapes, record->kind) : NULL;
	struct record *out;
	struct val *values;
	bool family = record && str_eq(record->kind, "family");

	if (!root || record->values->kind != VAL_MAP)
		return NULL;
	out = arena_one(f->arena, struct record);
	*out = *record;
	values = copy_of(f, record->values);
	for (int people = 0; people < 1 + family; people++) {
		for (size_t i = 0; i < record->values->n; i++) {
			const char *key = record->values->keys[i].text;
			const struct shape *shape = shape_field(root, key, strlen(key));
			struct val *v;

			if (!shape || shape->pub.secret || shape->pub.view || (family && str_eq(key, "people") != people) ||
			    !may_hold(f, key))
				continue;
			v = take(f, record->values->items[i], shape, key);
			if (!v)
				continue;
			note_refs(f, v, shape, f->meant);
			values->keys[values->n] = record->values->keys[i];
			values->items[values->n++] = v;
		}
	}
	out->values = values;
	return out;
}

struct record_set *record_set_filter(struct arena *arena, struct diags *diags, const struct record_set *set,
				     struct record_allow *allow)
{
	struct record_set *out = arena_one(arena, struct record_set);
	struct filter f = {.arena = arena, .diags = diags, .set = set, .allow = allow};
	static const char *const own[] = {"name", "agency", "role", "phone", "email", "address"};
	const struct val *children = walk_top(set, "children", strlen("children"), NULL);
	struct record_paths names = {0}, derived = {0};

	/* A letter is addressed: what the recipient knows of themselves. */
	for (size_t i = 0; allow->person && i < sizeof own / sizeof *own; i++)
		record_paths_add(arena, &allow->always, arena_printf(arena, "people.%s.%s", allow->person, own[i]));
	for (size_t i = 0; i < allow->shown.n && !f.all_people; i++)
		f.all_people = str_starts(allow->shown.items[i], "people[]");
	for (size_t i = 0; i < allow->members.n && !f.all_people; i++)
		f.all_people = str_starts(allow->members.items[i], "people[]");
	follow(set->shapes, arena, &allow->shown, &names);
	follow(set->shapes, arena, &allow->fields, &names);
	follow(set->shapes, arena, &allow->members, &f.looked_at);
	if (!allow->fields.n) {
		follow(set->shapes, arena, &allow->conds, &f.looked_at);
		for (size_t i = 0; i < allow->conds.n; i++)
			record_paths_add(arena, &f.looked_at, allow->conds.items[i]);
		add_grounds(arena, &allow->conds, &f.looked_at);
	}
	for (size_t i = 0; i < allow->members.n; i++)
		record_paths_add(arena, &f.looked_at, allow->members.items[i]);
	for (size_t i = 0; i < names.n; i++)
		record_paths_add(arena, &f.looked_at, names.items[i]);
	for (size_t i = 0; i < sizeof grounds / sizeof *grounds; i++)
		if (printed(allow, grounds[i].path))
			record_paths_add(arena, &derived, grounds[i].path);
	add_grounds(arena, &derived, &f.looked_at);

	f.meant = str_map_new(arena);
	f.theirs = str_map_new(arena);
	for (size_t i = 0; children && children->kind == VAL_MAP && i < children->n; i++)
		if (!child_ok(&f, children->keys[i].text))
			note_refs(&f, children->items[i], shape_list_item(set->shapes, "children"), f.theirs);
	*out = *set;
	out->arena = arena;
	out->memo = NULL;
	out->allow = allow;
	out->program = take_record(&f, set->program);
	out->family = take_record(&f, set->family);
	return out;
}
