/* Three-way: what was printed, what came back, what the record has today.
 *
 *     returned is printed            nothing was done here
 *     returned is the record's       it is there already
 *     the record's is printed        the family changed it: it is put in
 *     else                           both changed it: nobody's is overwritten
 *
 * All three are compared in the form that the record keeps, so that a date or a name written another way is no change. Where the copy no
 * longer says what was printed, an empty value is filled, and any other is asked about. */
#include "collect/int.h"

#include <stdlib.h>
#include <string.h>

/* A blank's place in the record as it is today. */
struct spot {
	const char *path;   /* references followed, slots filled */
	const char *parent, *key;
	enum record_type type;
	const struct record_shape *shape;
	const struct val *val;
	enum { SPOT_VALUE, SPOT_OPTION, SPOT_LINE } kind;
	const struct val *list; /* OPTION, LINE: the list's own value */
	bool word;          /* its value is an id, a date, a yes */
};

struct collect_note *note(struct collect *c, enum collect_kind kind, const char *path)
{
	struct collect_note *n = arena_push(c->job->arena, c->notes, c->n, c->cap);

	n->kind = kind;
	n->path = path;
	n->file = c->work->copy->path;
	return n;
}

static struct span place(const struct collect *c, const struct val *val)
{
	return val && val->at.src ? val->at : c->main ? (struct span){c->main->source, 0, 0} : SPAN_NONE;
}

/* ---- whose path it is ---------------------------------------------------------------------------------------------------------- */

const char *kind_of_root(const char *path)
{
	static const char *const kinds[] = {"program", "staff", "agency"};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		size_t n = strlen(kinds[i]);

		if (strncmp(path, kinds[i], n) == 0 && (path[n] == '.' || !path[n]))
			return kinds[i];
	}
	return "family";
}

/* What no sheet asks, whatever a file may say: what the record is, how every copy is made, what staff alone records. */
static bool is_closed(struct collect *c, const char *path)
{
	static const char *const keys[] = {"kind", "id", "with", "sample", "enrolled", "mine", "returned"};
	const char *s = path;

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		size_t n = strlen(keys[i]);

		if (strncmp(path, keys[i], n) == 0 && (path[n] == '.' || !path[n]))
			return true;
	}
	do {
		const struct record_shape *shape;

		s += strcspn(s, ".");
		shape = record_shape_find(c->job->shapes, arena_strndup(c->job->arena, path, (size_t)(s - path)), NULL, NULL);
		if (shape && shape->office)
			return true;
		if (!*s)
			return shape && shape->secret && !shape->asked;
	} while (*s++);
	return false;
}

/* The first step of the path at which an item is asked for that the record no longer has; NULL where there is none. */
static const char *gone(struct collect *c, const char *path)
{
	const char *end = path_answers(path);

	for (const char *s = strchr(path, '.'); s && (!end || s < end); s = strchr(s + 1, '.')) {
		const char *list = arena_strndup(c->job->arena, path, (size_t)(s - path)), *item;
		struct record_found found;

		if (!record_find(&c->set, NULL, list, &found))
			return NULL;
		if (found.shape->type != RECORD_ITEMS || found.shape->free)
			continue;
		item = arena_strndup(c->job->arena, path, (size_t)(s + 1 - path) + strcspn(s + 1, "."));
		if (!found.val || val_index(found.val, item + (s + 1 - path)) < 0)
			return item;
	}
	return NULL;
}

/* ---- where it goes ------------------------------------------------------------------------------------------------------------- */

static bool is_number(const char *s)
{
	return *s && !s[strspn(s, "0123456789")];
}

static void spot_kind(struct collect *c, struct spot *spot, bool button)
{
	struct record_found list;
	enum record_type type;

	if (!*spot->parent || !record_find(&c->set, NULL, spot->parent, &list))
		return;
	type = list.shape->free ? path_type(c, spot->parent) : list.shape->type;
	spot->list = list.val;
	if (list.shape->free && list.val && list.val->kind == VAL_LIST)
		type = is_number(spot->key) ? RECORD_TEXTS : RECORD_MULTI_CHOICE;
	if (type == RECORD_MULTI_CHOICE && button)
		spot->kind = SPOT_OPTION;
	else if ((type == RECORD_TEXTS || type == RECORD_MULTI_CHOICE) && !list.shape->keyed && is_number(spot->key) &&
		 (!list.shape->free || (list.val && list.val->kind == VAL_LIST)))
		spot->kind = SPOT_LINE;
}

/* Words that stand where somebody may be referred to are what that one is called. Who takes them out takes out the reference; who writes
 * a name over them names somebody new, and it was the words that they read. */
static void words_find(struct collect *c, const struct slot *slot, const char *path, struct spot *spot)
{
	struct record_found ref;
	bool name = str_ends(path, ".name");
	const char *up = name ? arena_strndup(c->job->arena, path, strlen(path) - strlen(".name")) : NULL;

	if (!name || (slot && (slot->kind != SLOT_REF || !slot->fresh || !str_eq(up, slot->out))))
		return;
	if (!record_find(&c->set, NULL, slot ? slot->list : up, &ref) || !ref.shape->or_text || !val_text(ref.val))
		return;
	if (slot)
		spot->val = ref.val;
	else if (ref.val == spot->val)
		spot->path = ref.name;
}

static bool spot_find(struct collect *c, const struct answer *a, const struct slot *slot, const char *path, struct spot *spot)
{
	struct arena *arena = c->job->arena;
	struct record_found found;
	const char *last;

	memset(spot, 0, sizeof *spot);
	if (!record_find(&c->set, NULL, path, &found))
		return false;
	spot->path = found.name;
	spot->shape = found.shape;
	/* What the item of such a list lacks is the person's, who may not be there yet. */
	if (slot && slot->via && str_starts(path, slot->out)) {
		const char *person = arena_printf(arena, "people.%s%s", slot->key, path + strlen(slot->out));

		if (record_shape_find(c->job->shapes, person, NULL, NULL) == found.shape)
			spot->path = person;
	}
	last = strrchr(spot->path, '.');
	spot->parent = last ? arena_strndup(arena, spot->path, (size_t)(last - spot->path)) : "";
	spot->key = last ? last + 1 : spot->path;
	spot->val = found.val;
	words_find(c, slot, path, spot);
	spot->type = found.shape->free ? path_type(c, spot->path) : found.shape->type;
	if (spot->type == RECORD_OBJECT)
		spot->type = a->button && a->field->kind == READBACK_CHECK ? RECORD_CHECK : a->button ? RECORD_CHOICE : RECORD_TEXT;
	spot_kind(c, spot, a->button);
	spot->word = a->button || spot->type == RECORD_DATE || spot->type == RECORD_DATETIME || spot->type == RECORD_YES_NO ||
		     spot->type == RECORD_YES_NO_NA || spot->type == RECORD_CHECK || spot->type == RECORD_REF || spot->type == RECORD_CHOICE;
	return true;
}

/* ---- conflicts ------------------------------------------------------------------------------------------------------------------ */

/* What is secret is never shown, not even to whoever must decide: they have the file and the copy. Nor is its line, then. */
static void hide(struct collect_note *n, const struct spot *spot)
{
	if (!spot->shape->secret)
		return;
	n->printed = n->record = n->returned = "…";
	n->at = SPAN_NONE;
}

/* Two hands on one value: is the copy's taken? */
static bool wins(struct collect *c, const struct answer *a, const struct spot *spot, const char *kept)
{
	struct collect_note *n;

	if (c->job->prefer != COLLECT_ASK)
		return c->job->prefer == COLLECT_RETURNED;
	n = note(c, a->printed ? COLLECT_CONFLICT : COLLECT_UNPRINTED, spot->path);
	n->printed = a->printed;
	n->record = kept;
	n->returned = a->returned;
	n->at = place(c, spot->val ? spot->val : spot->list);
	hide(n, spot);
	return false;
}

/* ---- one of several ------------------------------------------------------------------------------------------------------------- */

static bool list_has(const struct val *list, const char *text)
{
	for (size_t i = 0; list && i < list->n; i++) {
		if (list->kind == VAL_LIST && str_eq(val_text(list->items[i]), text))
			return true;
		if (list->kind == VAL_MAP && str_eq(list->keys[i].text, text))
			return val_truth(list->items[i], NULL);
	}
	return list && list->kind == VAL_TEXT && str_eq(list->text, text);
}

bool is_held(struct collect *c, const struct answer *a, const char *path)
{
	struct spot spot;
	const char *want, *digits;

	if (!spot_find(c, a, NULL, path, &spot))
		return false;
	if (spot.kind == SPOT_OPTION)
		return list_has(spot.list, spot.key) == (*a->returned != '\0');
	if (spot.kind == SPOT_LINE)
		return list_has(spot.list, a->returned) || str_eq(record_returned(&c->set, spot.path), a->returned);
	want = value_read(c, spot.type, spot.shape, a->returned, a->button);
	digits = spot.type == RECORD_PHONE ? digits_of(c->job->arena, want) : NULL;
	return (digits && str_eq(digits, digits_of(c->job->arena, val_text(spot.val)))) || str_eq(value_kept(c, spot.type, spot.val), want) ||
	       str_eq(record_returned(&c->set, spot.path), a->returned);
}

static void done(struct collect *c, const struct answer *a, const char *path)
{
	note(c, *a->returned ? COLLECT_PUT : COLLECT_EMPTIED, path);
	if (!fits(a->field, a->returned))
		note(c, COLLECT_TIGHT, path);
}

static void decide_option(struct collect *c, const struct answer *a, const struct spot *spot)
{
	bool on = *a->returned != '\0', has = list_has(spot->list, spot->key);
	struct list_edit *list;

	if (on == has)
		return;
	if (!a->printed && has && !wins(c, a, spot, spot->key))
		return;
	if (spot->list && spot->list->kind == VAL_MAP) {
		put_text(c, spot->path, on ? "yes" : "no", true);
	} else {
		list = put_list(c, spot->parent, spot->list, true);
		if (on)
			list_add(c, list, spot->key);
		for (size_t i = 0; !on && i < list->n; i++)
			if (str_eq(list->items[i], spot->key))
				list->items[i] = NULL;
	}
	done(c, a, spot->path);
}

/* ---- a line of several ------------------------------------------------------------------------------------------------------------ */

/* Where the printed line stands today: the office may have sorted the list, or taken from it. -1: nowhere. */
static long line_at(const struct list_edit *list, size_t i, const char *printed)
{
	if (i < list->n && str_eq(list->items[i], printed))
		return (long)i;
	for (size_t k = 0; k < list->n; k++)
		if (str_eq(list->items[k], printed))
			return (long)k;
	return -1;
}

static bool is_printed_line(const struct collect *c, const char *parent, const char *text)
{
	size_t n = strlen(parent);

	for (size_t i = 0; i < c->work->n; i++) {
		const struct answer *a = &c->work->answers[i];

		if (a->printed && strncmp(a->path, parent, n) == 0 && a->path[n] == '.' && str_eq(a->printed, text))
			return true;
	}
	return false;
}

static void decide_line(struct collect *c, const struct answer *a, const struct spot *spot)
{
	size_t i = strtoul(spot->key, NULL, 10) - 1;
	struct list_edit *list = put_list(c, spot->parent, spot->list, false);
	const char *kept = i < list->n && list->items[i] ? list->items[i] : "";
	bool answers = spot->shape->free; /* there a line is its number: a day of a week */
	long at = a->printed && *a->printed ? line_at(list, i, a->printed) : -1;

	if (str_eq(kept, a->returned))
		return;
	if (answers) {
		if (!str_eq(kept, a->printed ? a->printed : "") && !wins(c, a, spot, kept))
			return;
		while (list->n <= i)
			list_add(c, list, "");
		list->items[i] = a->returned;
	} else if (at >= 0) {
		list->items[at] = *a->returned ? a->returned : NULL;
	} else if (a->printed ? !*a->printed : !*kept) {
		if (line_at(list, i, a->returned) >= 0 && !is_printed_line(c, spot->parent, a->returned))
			return; /* it came back before */
		list_add(c, list, a->returned);
	} else {
		if (line_at(list, i, a->returned) >= 0 || !wins(c, a, spot, kept))
			return;
		if (i < list->n)
			list->items[i] = *a->returned ? a->returned : NULL;
		else if (*a->returned)
			list_add(c, list, a->returned);
	}
	done(c, a, spot->path);
}

/* ---- one value ---------------------------------------------------------------------------------------------------------------------- */

/* A name where a key is wanted, and nobody is called so: somebody new, unless words will do. */
static const char *new_person(struct collect *c, const struct spot *spot, const char *name)
{
	const char *key;

	if (spot->type != RECORD_REF || !*name || !str_eq(spot->shape->refers, "people") || spot->shape->or_text)
		return name;
	if (record_find(&c->set, NULL, arena_printf(c->job->arena, "people.%s", name), &(struct record_found){0}) && key_named(c, "people", name))
		return name;
	key = key_fresh(c, "people", name);
	put_text(c, arena_printf(c->job->arena, "people.%s.name", key), name, false);
	note(c, COLLECT_NEW, arena_printf(c->job->arena, "people.%s", key));
	return key;
}

/* Is it a list of texts in the file, where one text would do? record_find gives it as that. */
static bool is_list(const struct collect *c, const char *path)
{
	const struct record *record = str_eq(kind_of_root(path), "program") && !str_eq(c->main->kind, "program") ? c->program : c->main;
	const struct val *v = record ? record->values : NULL;

	for (const char *s = path; v && *s; s += *s == '.') {
		size_t n = strcspn(s, ".");

		v = v->kind == VAL_MAP ? val_lookup(v, arena_strndup(c->job->arena, s, n)) : NULL;
		s += n;
	}
	return v && v->kind == VAL_LIST;
}

static void put_value(struct collect *c, const struct answer *a, const struct spot *spot, const char *value)
{
	const char *refused = record_refuses(c->job->arena, spot->shape, value);
	bool lines = is_list(c, spot->path);

	if (spot->type == RECORD_REFS && refused == NULL) {
		/* Keys, a line each; a name that means nobody leaves the text as it was written. */
		for (const char *s = value; *s && !refused; s += strcspn(s, "\n"), s += *s == '\n') {
			const char *key = arena_strndup(c->job->arena, s, strcspn(s, "\n"));

			if (!record_find(&c->set, NULL, arena_printf(c->job->arena, "%s.%s", spot->shape->refers, key), &(struct record_found){0}) ||
			    !str_eq(key_named(c, spot->shape->refers, key), key))
				refused = arena_printf(c->job->arena, "names of %s", spot->shape->refers);
		}
		lines = true;
	}
	if (refused) {
		struct collect_note *n = note(c, COLLECT_KEPT, spot->path);

		n->what = refused;
		n->at = place(c, spot->val);
		put_returned(c, spot->path, a->returned);
		return;
	}
	if (lines) {
		struct list_edit *list = put_list(c, spot->path, NULL, spot->type == RECORD_REFS);

		list->n = 0;
		for (const char *s = value; s && *value; s = strchr(s, '\n') ? strchr(s, '\n') + 1 : NULL)
			list_add(c, list, arena_strndup(c->job->arena, s, strcspn(s, "\n")));
	} else {
		put_text(c, spot->path, new_person(c, spot, value), spot->word);
	}
	drop_returned(c, spot->path);
	done(c, a, spot->path);
}

/* One number or name, written in two ways? */
static bool is_alike(struct collect *c, const struct spot *spot, const char *a, const char *b)
{
	const char *digits = digits_of(c->job->arena, a);

	return spot->type == RECORD_PHONE ? digits && str_eq(digits, digits_of(c->job->arena, b))
					  : str_ends(spot->path, ".name") && value_same_words(a, b);
}

/* Two blanks of one copy can come to one place, where they name one person twice. The first is put in, and another that says something
 * else is told. */
static bool is_said(struct collect *c, const struct answer *a, const struct spot *spot, const char *value)
{
	const struct answer *first = str_map_lookup(c->work->said, spot->path);
	const char *other = first ? value_read(c, spot->type, spot->shape, first->returned, first->button) : NULL;
	struct collect_note *n;

	if (!first)
		return false;
	if (str_eq(other, value) || !*value || is_alike(c, spot, other, value))
		return true;
	n = note(c, COLLECT_TWO, spot->path);
	n->printed = a->printed;
	n->returned = first->returned;
	n->record = a->returned;
	n->at = place(c, spot->val);
	hide(n, spot);
	return true;
}

static void decide_value(struct collect *c, const struct answer *a, const struct spot *spot)
{
	const char *waits = record_returned(&c->set, spot->path);
	const char *kept = waits ? value_read(c, spot->type, spot->shape, waits, a->button) : value_kept(c, spot->type, spot->val);
	const char *value = value_read(c, spot->type, spot->shape, a->returned, a->button);
	const char *printed = a->printed ? value_read(c, spot->type, spot->shape, a->printed, a->button) : NULL;

	if ((printed && str_eq(value, printed)) || is_said(c, a, spot, value) || str_eq(value, kept))
		return;
	if (printed ? !str_eq(kept, printed) : *kept != '\0' && !(spot->type == RECORD_CHECK && str_eq(kept, "no"))) {
		if ((*value && is_alike(c, spot, kept, value)) || !wins(c, a, spot, waits ? waits : kept))
			return;
	}
	*str_map_slot(c->work->said, spot->path) = (void *)(uintptr_t)a;
	put_value(c, a, spot, value);
}

/* ---- all of it ------------------------------------------------------------------------------------------------------------------------ */

static void no_place(struct collect *c, const struct answer *a)
{
	if (!*a->returned)
		return;
	note(c, COLLECT_NO_PLACE, a->path);
	put_returned(c, a->path, a->returned);
}

static void tell_gone(struct collect *c, const struct answer *a, const char *item)
{
	void **slot = str_map_slot(c->work->gone, item);
	struct collect_note *n;

	if (!*a->returned)
		return;
	n = note(c, COLLECT_GONE, a->path);
	n->what = item;
	n->printed = a->printed;
	n->returned = a->returned;
	n->at = place(c, NULL);
	*slot = n;
}

/* An item that is put back comes back whole, as it stands on the copy. */
static void put_back(struct collect *c, const char *item)
{
	size_t n = strlen(item);
	void **slot = str_map_slot(c->work->gone, item);

	if (*slot)
		return;
	*slot = c;
	note(c, COLLECT_NEW, item);
	for (size_t i = 0; i < c->work->n; i++) {
		struct answer *a = &c->work->answers[i];

		if (strncmp(a->path, item, n) == 0 && a->path[n] == '.') {
			a->changed = *a->returned != '\0';
			a->printed = "";
		}
	}
}

static void decide_one(struct collect *c, struct answer *a)
{
	const struct slot *slot;
	const char *path = slot_path(c, a->path, &slot), *root = kind_of_root(path), *item;
	struct spot spot;

	if (slot && slot->skip)
		return;
	if (!str_eq(root, c->main->kind) && !(str_eq(root, "program") && str_eq(c->main->kind, "family"))) {
		note(c, COLLECT_ELSEWHERE, path)->what = root;
		return;
	}
	if (is_closed(c, path) || !spot_find(c, a, slot, path, &spot)) {
		no_place(c, a);
		return;
	}
	if (!a->printed && (slot || !str_eq(spot.path, path))) {
		/* Nobody stood there, or the blank would bear their own path. */
		a->printed = "";
		if (!*a->returned)
			return;
	}
	item = slot && slot->pending ? NULL : gone(c, spot.path);
	if (item && !c->fresh) {
		if (c->job->prefer != COLLECT_RETURNED) {
			if (c->job->prefer == COLLECT_ASK)
				tell_gone(c, a, item);
			return;
		}
		put_back(c, item);
	}
	if (a->second) {
		struct collect_note *n = note(c, COLLECT_TWO, spot.path);

		n->returned = a->returned;
		n->record = a->second;
		n->printed = a->printed;
		n->at = place(c, spot.val);
		hide(n, &spot);
		return;
	}
	if (spot.kind == SPOT_OPTION)
		decide_option(c, a, &spot);
	else if (spot.kind == SPOT_LINE)
		decide_line(c, a, &spot);
	else
		decide_value(c, a, &spot);
}

static bool is_put(const struct collect *c, const char *path)
{
	for (int file = 0; file < 2; file++)
		for (size_t i = 0; i < c->work->n_edits[file]; i++)
			if (str_eq(c->work->edits[file][i].path, path))
				return true;
	return false;
}

/* Does anything go to the item? */
static bool is_begun(const struct collect *c, const char *item)
{
	size_t n = strlen(item);

	for (int file = 0; file < 2; file++) {
		for (size_t i = 0; i < c->work->n_edits[file]; i++) {
			const char *path = c->work->edits[file][i].path;

			if (strncmp(path, item, n) == 0 && (path[n] == '.' || !path[n]))
				return true;
		}
	}
	return false;
}

/* " emergency kind=family": what the view that showed the blank item wants of it, unless it has a value there. */
static void put_flags(struct collect *c, const char *item, const char *flags)
{
	while (*(flags += strspn(flags, " "))) {
		size_t n = strcspn(flags, " "), name = strcspn(flags, " =");
		const char *path = arena_printf(c->job->arena, "%s.%.*s", item, (int)name, flags);
		const char *value = name < n ? arena_strndup(c->job->arena, flags + name + 1, n - name - 1) : "yes";
		struct record_found found;

		flags += n;
		if (is_closed(c, path) || is_put(c, path) || !record_find(&c->set, NULL, path, &found) || found.shape->derived ||
		    record_refuses(c->job->arena, found.shape, value))
			continue;
		if (!found.val || (name == n && !val_truth(found.val, NULL) && val_text(found.val) && (!*found.val->text || str_eq(found.val->text, "no"))))
			put_text(c, found.name, value, true);
	}
}

/* What is so of whoever a reference means. */
static void put_wants(struct collect *c, const char *item, const char *where)
{
	for (const char *const *flag = record_where_flags(c->job->arena, where); *flag; flag++)
		put_flags(c, item, *flag);
}

/* What a slot's item needs besides what was typed of it: what its view wants of it, and what points to it. */
static void put_slot(struct collect *c, const struct slot *slot)
{
	struct arena *arena = c->job->arena;
	const char *const *fresh = c->work->fresh;
	struct record_found found;

	if (slot->fresh)
		note(c, COLLECT_NEW, slot->via ? arena_printf(arena, "people.%s", slot->key) : slot->out);
	if (slot->kind == SLOT_REF && record_find(&c->set, NULL, slot->list, &found)) {
		/* Words that stood for them are their name, unless another was typed. */
		if (slot->fresh && val_text(found.val) && *found.val->text && !is_put(c, arena_printf(arena, "%s.name", slot->out)))
			put_text(c, arena_printf(arena, "%s.name", slot->out), found.val->text, false);
		put_text(c, slot->list, slot->key, true);
		put_wants(c, slot->out, found.shape->where);
	}
	if (slot->kind == SLOT_REFS && record_find(&c->set, NULL, slot->list, &found) && !list_has(found.val, slot->key))
		list_add(c, put_list(c, slot->list, found.val, true), slot->key);
	/* One of which nothing was typed but answers to a document is an item all the same: the next print shows them behind it. */
	if (slot->via || (slot->fresh && slot->kind == SLOT_ITEM && !is_begun(c, slot->out)))
		put_edit(c, (struct val_edit){.path = slot->out, .kind = VAL_SET_MAP});
	for (size_t i = 0; i < c->work->copy->n_fresh; i++) {
		size_t n = strcspn(fresh[i], " ");

		if (strncmp(fresh[i], slot->prefix, n) == 0 && !slot->prefix[n])
			put_flags(c, slot->out, fresh[i] + n);
	}
}

/* Where there was no record, what its views showed is all that is known of its items. */
static void put_views(struct collect *c)
{
	const char *const *fresh = c->work->fresh;

	for (size_t i = 0; c->fresh && i < c->work->copy->n_fresh; i++) {
		size_t n = strcspn(fresh[i], " ");
		const char *item = arena_strndup(c->job->arena, fresh[i], n);

		if (!strstr(item, ".new-") && str_map_lookup(c->work->printed, item) && str_eq(kind_of_root(item), c->main->kind))
			put_flags(c, item, fresh[i] + n);
	}
}

void decide(struct collect *c)
{
	struct collect_work *w = c->work;

	for (size_t i = 0; i < w->n; i++)
		if (w->answers[i].changed) {
			w->answers[i].done = true;
			decide_one(c, &w->answers[i]);
		}
	/* Those of items that were put back, and that stood before the blank that told of it. */
	for (size_t i = 0; i < w->n; i++)
		if (w->answers[i].changed && !w->answers[i].done)
			decide_one(c, &w->answers[i]);
	for (size_t i = 0; i < w->n_slots; i++)
		if (!w->slots[i].skip)
			put_slot(c, &w->slots[i]);
	put_views(c);
	for (size_t i = 0; i < w->n_mine; i++)
		note(c, COLLECT_MINE, w->mine_ids[i])->count = (size_t)(uintptr_t)str_map_lookup(w->mine, w->mine_ids[i]);
}
