/* Slots: steps of a path behind which nobody stood when the copy was printed. A blank item becomes an item with a key of its
 * own; a reference to nobody becomes one to whoever was named; a new occasion gets the day it was held. Nothing is added
 * twice (again.c), and nobody is merged unasked (who.c). */
#include "collect/int.h"

#include <string.h>

struct slot *slot_find(const struct collect *c, const char *prefix)
{
	uintptr_t i = (uintptr_t)str_map_lookup(c->work->slot_at, prefix);

	return i ? &c->work->slots[i - 1] : NULL;
}

static bool is_new(const char *key, size_t n)
{
	return n > 4 && strncmp(key, "new-", 4) == 0 && strspn(key + 4, "0123456789") >= n - 4;
}

static struct slot *slot_add(struct collect *c, enum slot_kind kind, const char *prefix)
{
	struct collect_work *w = c->work;
	struct slot *slot = arena_push(c->job->arena, w->slots, w->n_slots, w->cap_slots);

	slot->kind = kind;
	slot->prefix = prefix;
	*str_map_slot(w->slot_at, prefix) = (void *)(uintptr_t)w->n_slots;
	return slot;
}

const char *path_above(struct arena *arena, const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot ? arena_strndup(arena, path, (size_t)(dot - path)) : "";
}

const char *path_last(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot ? dot + 1 : path;
}

/* ---- finding them -------------------------------------------------------------------------------------------------- */

static void find_in(struct collect *c, const char *path);
/* Does the reference lead to nobody: empty, or words where a key may stand ("a lawyer from the court's list")? */
static bool leads_nowhere(const struct collect *c, const struct record_found *ref)
{
	const char *text = val_text(ref->val);

	return !ref->val ||
	       (text && ref->shape->or_text && ref->shape->refers && val_index(list_items(c, ref->shape->refers), text) < 0);
}

/* A blank item within a document's answers: "answers.plan.people.new-1" belongs to the item "people.new-1". Its slot's name
 * is kept under the answers' own path. */
static void find_below_answers(struct collect *c, const char *prefix)
{
	struct arena *arena = c->job->arena;
	const char *at = path_answers(prefix), *item = strchr(at, '.') + 1,
		   *outer = arena_strndup(arena, prefix, (size_t)(at - prefix));
	struct slot *slot;

	if (slot_find(c, prefix))
		return;
	if (!record_shape_find(c->job->shapes, item, NULL, NULL)) {
		/* a child's sheet: children.m7.answers.plan.emergency.new-1 */
		outer = strlen(outer) > strlen("answers.") ? arena_strndup(arena, outer, strlen(outer) - strlen(".answers."))
							   : "";
		item = arena_printf(arena, "%s.%s", outer, item);
		if (!record_shape_find(c->job->shapes, item, NULL, NULL))
			return;
	}
	find_in(c, arena_printf(arena, "%s.", item));
	slot = slot_find(c, item);
	if (!slot)
		return;
	*str_map_slot(c->work->slot_at, prefix) = str_map_lookup(c->work->slot_at, item);
	*arena_push(arena, slot->below, slot->n_below, slot->cap_below) = prefix;
}

/* Every slot that a path goes through. */
static void find_in(struct collect *c, const char *path)
{
	struct arena *arena = c->job->arena;
	const char *answers = path_answers(path);

	for (const char *s = path; *s;) {
		size_t n = strcspn(s, ".");
		const char *prefix = arena_strndup(arena, path, (size_t)(s + n - path));
		struct record_found found;

		if (slot_find(c, prefix)) {
			;
		} else if (answers && s >= answers) {
			if (n == 3 && strncmp(s, "new", 3) == 0 && s[n] && strchr(answers, '.') + 1 == s)
				slot_add(c, SLOT_OCCASION, prefix);
			else if (is_new(s, n) && strchr(answers, '.') < s)
				find_below_answers(c, prefix);
		} else if (is_new(s, n)) {
			slot_add(c, SLOT_ITEM, prefix);
		} else if (s[n] && record_find(&c->set, NULL, prefix, &found) && found.shape->type == RECORD_REF &&
			   leads_nowhere(c, &found)) {
			slot_add(c, SLOT_REF, prefix);
		}
		s += n + (s[n] == '.');
	}
}

const char *slot_path(struct collect *c, const char *path, const struct slot **slot)
{
	struct arena *arena = c->job->arena;
	const char *out = "";

	if (slot)
		*slot = NULL;
	for (const char *s = path; *s;) {
		size_t n = strcspn(s, ".");
		const struct slot *at = slot_find(c, arena_strndup(arena, path, (size_t)(s + n - path)));
		const char *answers = path_answers(path);

		if (at && slot)
			*slot = at;
		if (at && answers && s >= answers)
			out = arena_printf(arena, "%s.%s", out, at->key);
		else if (at)
			out = at->out;
		else
			out = arena_printf(arena, "%s%s%.*s", out, *out ? "." : "", (int)n, s);
		s += n + (s[n] == '.');
	}
	return out;
}

/* ---- keys ---------------------------------------------------------------------------------------------------------- */

/* Is the list one whose keys are those of people (`keys people`)? Its items lack what a person has, and it is found there.
 */
static bool is_via(const struct collect *c, const char *list)
{
	struct arena *arena = c->job->arena;
	const struct record_shape *person = record_shape_find(c->job->shapes, "people[].name", NULL, NULL);

	return record_shape_find(c->job->shapes, arena_printf(arena, "%s[].name", list), NULL, NULL) == person &&
	       record_shape_find(c->job->shapes, arena_printf(arena, "%s[]", list), NULL, NULL) !=
		       record_shape_find(c->job->shapes, "people[]", NULL, NULL);
}

/* Did the copy print these words as the name? Then the family has read them, and answers. */
static bool words_printed(const struct collect *c, const struct slot *slot, const char *words)
{
	size_t n = strlen(slot->prefix);

	for (size_t i = 0; i < c->work->n; i++) {
		const struct answer *a = &c->work->answers[i];

		if (strncmp(a->path, slot->prefix, n) == 0 && str_eq(a->path + n, ".name"))
			return str_eq(a->printed, words);
	}
	return false;
}

/* The office has words, or has named somebody, where the family now names somebody: is the family's taken? */
static bool is_settled(struct collect *c, struct slot *slot, const struct record_found *ref)
{
	const char *words = val_text(ref->val), *name = slot_typed(c, slot, "name"), *called = NULL;
	struct collect_note *n;

	if (!words || !*words || c->job->prefer == COLLECT_RETURNED || words_printed(c, slot, words))
		return true;
	called = ref->shape->refers ? item_name(val_lookup(list_items(c, ref->shape->refers), words)) : NULL;
	if (name && (value_same_words(words, name) || (called && value_same_words(called, name))))
		return true;
	if (c->job->prefer == COLLECT_ASK) {
		n = note(c, COLLECT_CONFLICT, ref->name);
		n->printed = "";
		n->record = words;
		n->returned = name ? name : "";
		n->at = ref->val->at;
	}
	return false;
}

static void choose(struct collect *c, struct slot *slot)
{
	struct arena *arena = c->job->arena;
	const struct slot *outer;
	const char *at = slot_path(c, path_above(arena, slot->prefix), &outer), *into;
	struct record_found found = {0};

	slot->skip = outer && outer->skip;
	slot->list = at;
	if (slot->kind == SLOT_OCCASION) {
		choose_day(c, slot);
		slot->out = arena_printf(arena, "%s.%s", at, slot->key);
		return;
	}
	if (slot->kind == SLOT_REF)
		slot->list = at = arena_printf(arena, "%s.%s", at, path_last(slot->prefix));
	record_find(&c->set, NULL, at, &found);
	if (slot->kind == SLOT_REF && found.shape && !is_settled(c, slot, &found))
		slot->skip = true;
	if (slot->kind == SLOT_ITEM && found.shape && found.shape->type == RECORD_REFS)
		slot->kind = SLOT_REFS;
	slot->via = slot->kind == SLOT_ITEM && is_via(c, at);
	into = slot->kind == SLOT_ITEM		    ? found.name ? found.name : at
	       : found.shape && found.shape->refers ? found.shape->refers
						    : "people";
	if (str_eq(into, "people") || slot->via)
		choose_person(c, slot, "people");
	else
		slot->key = key_returned(c, slot, into);
	slot->fresh = !slot->key;
	if (!slot->key)
		slot->key = key_fresh(c, slot->via ? "people" : into, seed_of(c, slot));
	slot->out = arena_printf(arena, "%s.%s", into, slot->key);
	slot->pending = slot->fresh;
	for (const struct slot *s = c->work->slots; s < slot && !slot->pending; s++)
		slot->pending = s->pending && str_eq(s->out, slot->out);
}

void slots_find(struct collect *c)
{
	for (size_t i = 0; i < c->work->n; i++)
		if (c->work->answers[i].changed && *c->work->answers[i].returned)
			find_in(c, c->work->answers[i].path);
	for (size_t i = 0; i < c->work->n_slots; i++)
		choose(c, &c->work->slots[i]);
}
