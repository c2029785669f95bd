/* Three-way: what was printed, what came back, what the record has today.
 *
 *     returned is printed            nothing was done here
 *     returned is the record's       it is there already
 *     the record's is printed        the family changed it: it is put in
 *     else                           both changed it: nobody's is overwritten
 *
 * All three are compared in the form that the record keeps, so that a date or a name written another way is no change. Where
 * the copy no longer says what was printed, an empty value is filled, and any other is asked about. */
#include "collect/int.h"

#include <string.h>

struct collect_note *note(struct collect *c, enum collect_kind kind, const char *path)
{
	struct collect_note *n = arena_push(c->job->arena, c->notes, c->n, c->cap);

	n->kind = kind;
	n->path = path;
	n->file = c->work->copy->path;
	return n;
}

struct span note_place(const struct collect *c, const struct val *val)
{
	return val && val->at.src ? val->at : c->main ? (struct span){c->main->source, 0, 0} : SPAN_NONE;
}

/* ---- conflicts ----------------------------------------------------------------------------------------------------- */

/* What is secret is never shown, not even to whoever must decide: they have the file and the copy. Nor is its line, then. */
void note_hide(struct collect_note *n, const struct spot *spot)
{
	if (!spot->shape->secret)
		return;
	n->printed = n->record = n->returned = "…";
	n->at = SPAN_NONE;
}

/* Two hands on one value: is the copy's taken? */
bool wins(struct collect *c, const struct answer *a, const struct spot *spot, const char *kept)
{
	struct collect_note *n;

	if (c->job->prefer != COLLECT_ASK)
		return c->job->prefer == COLLECT_RETURNED;
	n = note(c, a->printed ? COLLECT_CONFLICT : COLLECT_UNPRINTED, spot->path);
	n->printed = a->printed;
	n->record = kept;
	n->returned = a->returned;
	n->at = note_place(c, spot->val ? spot->val : spot->list);
	note_hide(n, spot);
	return false;
}

/* ---- one of several ------------------------------------------------------------------------------------------------ */

void note_done(struct collect *c, const struct answer *a, const char *path)
{
	note(c, *a->returned ? COLLECT_PUT : COLLECT_EMPTIED, path);
	if (!fits(a->field, a->returned))
		note(c, COLLECT_TIGHT, path);
}

/* ---- one value ----------------------------------------------------------------------------------------------------- */

/* A name where a key is wanted, and nobody is called so: somebody new, unless words will do. */
static const char *new_person(struct collect *c, const struct spot *spot, const char *name)
{
	const char *key;

	if (spot->type != RECORD_REF || !*name || !str_eq(spot->shape->refers, "people") || spot->shape->or_text)
		return name;
	if (record_find(&c->set, NULL, arena_printf(c->job->arena, "people.%s", name), &(struct record_found){0}) &&
	    key_named(c, "people", name))
		return name;
	key = key_fresh(c, "people", name);
	put_text(c, arena_printf(c->job->arena, "people.%s.name", key), name, false);
	note(c, COLLECT_NEW, arena_printf(c->job->arena, "people.%s", key));
	return key;
}

/* Is it a list of texts in the file, where one text would do? record_find gives it as that. */
static bool is_list(const struct collect *c, const char *path)
{
	const struct record *record =
		str_eq(kind_of_root(path), "program") && !str_eq(c->main->kind, "program") ? c->program : c->main;
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

			if (!record_find(&c->set, NULL, arena_printf(c->job->arena, "%s.%s", spot->shape->refers, key),
					 &(struct record_found){0}) ||
			    !str_eq(key_named(c, spot->shape->refers, key), key))
				refused = arena_printf(c->job->arena, "names of %s", spot->shape->refers);
		}
		lines = true;
	}
	if (refused) {
		struct collect_note *n = note(c, COLLECT_KEPT, spot->path);

		n->what = refused;
		n->at = note_place(c, spot->val);
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
	note_done(c, a, spot->path);
}

/* One number or name, written in two ways? */
static bool is_alike(struct collect *c, const struct spot *spot, const char *a, const char *b)
{
	const char *digits = digits_of(c->job->arena, a);

	return spot->type == RECORD_PHONE ? digits && str_eq(digits, digits_of(c->job->arena, b))
					  : str_ends(spot->path, ".name") && value_same_words(a, b);
}

/* Two blanks of one copy can come to one place, where they name one person twice. The first is put in, and another that says
 * something else is told. */
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
	n->at = note_place(c, spot->val);
	note_hide(n, spot);
	return true;
}

static void decide_value(struct collect *c, const struct answer *a, const struct spot *spot)
{
	const char *waits = record_returned(&c->set, spot->path);
	const char *kept =
		waits ? value_read(c, spot->type, spot->shape, waits, a->button) : value_kept(c, spot->type, spot->val);
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

/* ---- all of it ----------------------------------------------------------------------------------------------------- */

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
	n->at = note_place(c, NULL);
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
	if (path_closed(c, path) || !spot_find(c, a, slot, path, &spot)) {
		no_place(c, a);
		return;
	}
	if (!a->printed && (slot || !str_eq(spot.path, path))) {
		/* Nobody stood there, or the blank would bear their own path. */
		a->printed = "";
		if (!*a->returned)
			return;
	}
	item = slot && slot->pending ? NULL : item_gone(c, spot.path);
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
		n->at = note_place(c, spot.val);
		note_hide(n, &spot);
		return;
	}
	if (spot.kind == SPOT_OPTION)
		decide_option(c, a, &spot);
	else if (spot.kind == SPOT_LINE)
		decide_line(c, a, &spot);
	else
		decide_value(c, a, &spot);
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
	put_items(c);
	for (size_t i = 0; i < w->n_mine; i++)
		note(c, COLLECT_MINE, w->mine_ids[i])->count = (size_t)(uintptr_t)str_map_lookup(w->mine, w->mine_ids[i]);
}
