/* Slots: steps of a path behind which nobody stood when the copy was printed. A blank item becomes an item with a key of its own; a
 * reference to nobody becomes one to whoever was named; a new occasion gets the day it was held. Nothing is added twice: an item that was
 * not in the print and has all that was typed here is this one, come back before. And nobody is merged or doubled unasked: where a
 * new person bears a name or number that somebody has, whoever collects must say which it is. */
#include "collect/int.h"

#include <stdlib.h>
#include <string.h>

static struct slot *slot_find(const struct collect *c, const char *prefix)
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

static const char *without_last(struct arena *arena, const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot ? arena_strndup(arena, path, (size_t)(dot - path)) : "";
}

static const char *last_key(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot ? dot + 1 : path;
}

/* ---- finding them ---------------------------------------------------------------------------------------------------------- */

static void find_in(struct collect *c, const char *path);
static const struct val *items_of(const struct collect *c, const char *list);

/* Does the reference lead to nobody: empty, or words where a key may stand ("a lawyer from the court's list")? */
static bool leads_nowhere(const struct collect *c, const struct record_found *ref)
{
	const char *text = val_text(ref->val);

	return !ref->val || (text && ref->shape->or_text && ref->shape->refers && val_index(items_of(c, ref->shape->refers), text) < 0);
}

/* A blank item within a document's answers: "answers.plan.people.new-1" belongs to the item "people.new-1". Its slot's name is kept under
 * the answers' own path. */
static void find_below_answers(struct collect *c, const char *prefix)
{
	struct arena *arena = c->job->arena;
	const char *at = path_answers(prefix), *item = strchr(at, '.') + 1, *outer = arena_strndup(arena, prefix, (size_t)(at - prefix));
	struct slot *slot;

	if (slot_find(c, prefix))
		return;
	if (!record_shape_find(c->job->shapes, item, NULL, NULL)) {
		/* a child's sheet: children.m7.answers.plan.emergency.new-1 */
		outer = strlen(outer) > strlen("answers.") ? arena_strndup(arena, outer, strlen(outer) - strlen(".answers.")) : "";
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
		} else if (s[n] && record_find(&c->set, NULL, prefix, &found) && found.shape->type == RECORD_REF && leads_nowhere(c, &found)) {
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

/* ---- who it is ----------------------------------------------------------------------------------------------------------------- */

static const struct val *items_of(const struct collect *c, const char *list)
{
	struct record_found found;

	return record_find(&c->set, NULL, list, &found) && found.val && found.val->kind == VAL_MAP ? found.val : NULL;
}

static const char *item_name(const struct val *item)
{
	return item && item->kind == VAL_MAP ? val_text_at(item, "name", val_text_at(item, "title", NULL)) : NULL;
}

const char *key_named(struct collect *c, const char *list, const char *text)
{
	const struct val *items = items_of(c, list);
	const char *found = NULL;

	for (size_t i = 0; items && i < items->n; i++) {
		const char *name = item_name(items->items[i]);

		if (!name || !value_same_words(name, text))
			continue;
		if (found)
			return NULL;
		found = items->keys[i].text;
	}
	return found ? found : items && val_index(items, text) >= 0 ? text : NULL;
}

const char *digits_of(struct arena *arena, const char *phone)
{
	char *digits = arena_strdup(arena, phone ? phone : "");
	size_t n = 0;

	for (const char *s = digits; *s; s++)
		if (*s >= '0' && *s <= '9')
			digits[n++] = *s;
	digits[n] = '\0';
	return n < 7 ? NULL : n > 10 ? digits + n - 10 : digits;
}

static const char *key_numbered(struct collect *c, const char *list, const char *phone)
{
	const struct val *items = items_of(c, list);
	const char *digits = digits_of(c->job->arena, phone), *other;

	for (size_t i = 0; digits && items && i < items->n; i++) {
		other = digits_of(c->job->arena, val_text_at(items->items[i], "phone", NULL));
		if (other && str_eq(other, digits))
			return items->keys[i].text;
	}
	return NULL;
}

/* What was typed of the slot's item at a path below it, or NULL. */
static const char *typed(const struct collect *c, const struct slot *slot, const char *rest)
{
	size_t n = strlen(slot->prefix);

	for (size_t i = 0; i < c->work->n; i++) {
		const struct answer *a = &c->work->answers[i];

		if (a->changed && strncmp(a->path, slot->prefix, n) == 0 && (*rest ? a->path[n] == '.' && str_eq(a->path + n + 1, rest) : !a->path[n]))
			return *a->returned ? a->returned : NULL;
	}
	return NULL;
}

/* Is the blank one of the slot's item? What follows the item in its path; NULL where it is not. */
static const char *rest_of(const struct slot *slot, const char *path, const char **prefix)
{
	for (size_t i = 0; i <= slot->n_below; i++) {
		size_t n;

		*prefix = i ? slot->below[i - 1] : slot->prefix;
		n = strlen(*prefix);
		if (strncmp(path, *prefix, n) == 0 && (!path[n] || path[n] == '.'))
			return path + n;
	}
	return NULL;
}

/* Was the item that the slot stands for in the print? */
static bool was_printed(struct collect *c, const struct slot *slot)
{
	bool printed = str_map_lookup(c->work->printed, slot->out) != NULL;

	for (size_t i = 0; i < slot->n_below; i++)
		printed = printed || str_map_lookup(c->work->printed, slot_path(c, slot->below[i], NULL));
	return printed;
}

static bool has_line(struct collect *c, const char *list, const char *text)
{
	const struct val *items = items_of(c, list);

	for (size_t i = 0; items && i < items->n; i++)
		if (str_eq(val_text(items->items[i]), text))
			return true;
	return false;
}

static const char *key_returned(struct collect *c, struct slot *slot, const char *list);

/* A blank item within the item: has the record one, in the item that this one is held for, of which all was typed there? */
static bool has_inner(struct collect *c, const char *prefix)
{
	struct slot *inner = slot_find(c, prefix);
	const char *list = inner ? slot_path(c, without_last(c->job->arena, inner->prefix), NULL) : NULL;
	struct record_found found;

	if (!inner || !record_find(&c->set, NULL, list, &found))
		return false;
	return key_returned(c, inner, found.shape->type == RECORD_REFS ? found.shape->refers : list) != NULL;
}

/* Has the item that the slot stands for all that was typed, and was it not in the print? Then it has come back before. */
static bool has_all(struct collect *c, const struct slot *slot)
{
	struct arena *arena = c->job->arena;
	size_t same = 0;

	if (was_printed(c, slot))
		return false;
	for (size_t i = 0; i < c->work->n; i++) {
		const struct answer *a = &c->work->answers[i];
		const char *prefix, *rest = a->changed && *a->returned ? rest_of(slot, a->path, &prefix) : NULL, *fresh, *path;
		bool has;

		if (!rest)
			continue;
		path = arena_printf(arena, "%s%s", slot_path(c, prefix, NULL), rest);
		fresh = strstr(rest, ".new-");
		if (!fresh)
			has = is_held(c, a, path);
		else if (!strchr(fresh + 1, '.'))
			has = has_line(c, without_last(arena, path), a->returned);
		else
			has = has_inner(c, arena_strndup(arena, a->path, (size_t)(fresh - a->path) + 1 + strcspn(fresh + 1, ".")));
		if (!has)
			return false;
		same++;
	}
	return same > 0;
}

/* The key of the item that came back before in this slot's place. Each is tried: paths below it then lead to that item. */
static const char *key_returned(struct collect *c, struct slot *slot, const char *list)
{
	const struct val *items = items_of(c, list);
	const char *key = NULL;

	for (size_t i = 0; items && i < items->n && !key; i++) {
		slot->key = items->keys[i].text;
		slot->out = arena_printf(c->job->arena, "%s.%s", list, slot->key);
		if (has_all(c, slot))
			key = slot->key;
	}
	slot->key = slot->out = NULL;
	return key;
}

static bool is_taken(struct collect *c, const char *list, const char *key)
{
	const char *path = arena_printf(c->job->arena, "%s.%s", list, key);

	if (str_map_lookup(c->work->printed, path) || val_index(items_of(c, list), key) >= 0)
		return true;
	for (size_t i = 0; i < c->work->n_slots; i++)
		if (str_eq(c->work->slots[i].out, path))
			return true;
	/* Those that this copy has been given already. */
	for (int file = 0; file < 2; file++)
		for (size_t i = 0; i < c->work->n_edits[file]; i++) {
			const char *edit = c->work->edits[file][i].path;

			if (str_starts(edit, path) && (edit[strlen(path)] == '.' || !edit[strlen(path)]))
				return true;
		}
	return false;
}

const char *key_fresh(struct collect *c, const char *list, const char *seed)
{
	static const char letters[] = "cdfghjkmnpqrtwxyz", digits[] = "234679"; /* as in record ids: no chance words, nothing that looks like another */
	struct arena *arena = c->job->arena;

	for (unsigned n = 0;; n++) {
		const char *text = arena_printf(arena, "%s\n%s\n%u", list, seed, n);
		uint64_t h = str_hash(text, strlen(text));
		char key[6] = {letters[h % 17], digits[h / 17 % 6], letters[h / 102 % 17], 0, 0, 0};

		/* Where three are taken again and again, longer ones. */
		if (n > 20)
			key[3] = letters[h / 1734 % 17];
		if (n > 200)
			key[4] = digits[h / 29478 % 6];
		if (!is_taken(c, list, key))
			return arena_strdup(arena, key);
	}
}

/* All that was typed of the item, so that two items rarely come to one key. */
static const char *seed_of(struct collect *c, const struct slot *slot)
{
	struct buf out = {0};
	const char *seed, *prefix;

	buf_adds(&out, slot->prefix);
	for (size_t i = 0; i < c->work->n; i++)
		if (c->work->answers[i].changed && rest_of(slot, c->work->answers[i].path, &prefix))
			buf_addf(&out, "\n%s", c->work->answers[i].returned);
	seed = buf_text(&out, c->job->arena);
	buf_free(&out);
	return seed;
}

/* ---- people ---------------------------------------------------------------------------------------------------------------------- */

/* A person typed earlier in the same copy under the same name, or with the same number. */
static const struct slot *same_before(struct collect *c, const struct slot *slot, const char *name, const char *phone)
{
	const char *digits = digits_of(c->job->arena, phone);

	for (const struct slot *s = c->work->slots; s < slot; s++) {
		const char *other = typed(c, s, "name"), *number = digits_of(c->job->arena, typed(c, s, "phone"));

		if (!s->fresh || s->skip || !str_starts(s->out, "people.") || strchr(s->out + 7, '.'))
			continue;
		if ((name && other && value_same_words(name, other)) || (digits && number && str_eq(digits, number)))
			return s;
	}
	return NULL;
}

/* One hand wrote one name with one number twice: that is one person, and there is nothing to ask. */
static const char *key_twice(struct collect *c, const struct slot *slot, const char *name, const char *phone)
{
	const char *digits = digits_of(c->job->arena, phone);

	for (const struct slot *s = c->work->slots; s < slot && name && digits; s++) {
		const char *other = typed(c, s, "name"), *number = digits_of(c->job->arena, typed(c, s, "phone"));

		if (!s->skip && str_starts(s->out, "people.") && !strchr(s->out + 7, '.') && other && number && value_same_words(name, other) && str_eq(digits, number))
			return s->key;
	}
	return NULL;
}

/* Whether the person with this key may be meant by the number that was typed: it is theirs, or one of the two has none. */
static bool number_fits(struct collect *c, const char *list, const char *key, const char *phone)
{
	const char *a = digits_of(c->job->arena, phone);
	const char *b = digits_of(c->job->arena, val_text_at(val_lookup(items_of(c, list), key), "phone", NULL));

	return !a || !b || str_eq(a, b);
}

static void choose_person(struct collect *c, struct slot *slot, const char *list)
{
	const char *name = typed(c, slot, "name"), *phone = typed(c, slot, "phone");
	const char *named = name ? key_named(c, list, name) : NULL, *numbered = key_numbered(c, list, phone), *known = named ? named : numbered;
	const struct slot *before = same_before(c, slot, name, phone);
	struct collect_note *n;

	slot->key = key_returned(c, slot, list);
	if (!slot->key)
		slot->key = key_twice(c, slot, name, phone);
	if (slot->key)
		return;
	if (slot->kind != SLOT_ITEM || slot->via) {
		/* Somebody is meant, and that is who is called so. */
		if (named && number_fits(c, list, named, phone)) {
			slot->key = named;
			return;
		}
		if (!known && before) {
			slot->key = before->key;
			return;
		}
	}
	if (!known && before)
		known = before->key;
	if (!known)
		return;
	if (c->job->prefer == COLLECT_RECORD)
		slot->key = known;
	if (c->job->prefer != COLLECT_ASK)
		return;
	n = note(c, COLLECT_KNOWN, slot->prefix);
	n->record = arena_printf(c->job->arena, "%s.%s", list, known);
	n->returned = name ? name : phone;
	n->what = named || (before && name) ? "name" : "number";
	n->at = val_key_at(items_of(c, list), known);
	slot->skip = true;
}

/* ---- keys ------------------------------------------------------------------------------------------------------------------------ */

static void choose_day(struct collect *c, struct slot *slot)
{
	struct arena *arena = c->job->arena;
	const char *day = NULL;
	struct lang_date date;
	size_t n = strlen(slot->prefix);

	slot->key = key_returned(c, slot, slot->list);
	for (size_t i = 0; i < c->work->n && !slot->key; i++) {
		const struct answer *a = &c->work->answers[i];
		const char *iso;

		if (!a->changed || strncmp(a->path, slot->prefix, n) != 0 || path_type(c, a->path) != RECORD_DATE)
			continue;
		iso = value_read(c, RECORD_DATE, NULL, a->returned, false);
		if (lang_date_parse(iso, &date) && (!day || str_ends(a->path, ".date")))
			day = iso;
	}
	if (slot->key)
		return;
	day = day ? day : lang_date_iso(arena, c->job->today);
	slot->fresh = true;
	slot->key = day;
	for (size_t k = 2; val_index(items_of(c, slot->list), slot->key) >= 0; k++)
		slot->key = arena_printf(arena, "%s-%zu", day, k);
}

/* Is the list one whose keys are those of people (`keys people`)? Its items lack what a person has, and it is found there. */
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
	const char *words = val_text(ref->val), *name = typed(c, slot, "name"), *called = NULL;
	struct collect_note *n;

	if (!words || !*words || c->job->prefer == COLLECT_RETURNED || words_printed(c, slot, words))
		return true;
	called = ref->shape->refers ? item_name(val_lookup(items_of(c, ref->shape->refers), words)) : NULL;
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
	const char *at = slot_path(c, without_last(arena, slot->prefix), &outer), *into;
	struct record_found found = {0};

	slot->skip = outer && outer->skip;
	slot->list = at;
	if (slot->kind == SLOT_OCCASION) {
		choose_day(c, slot);
		slot->out = arena_printf(arena, "%s.%s", at, slot->key);
		return;
	}
	if (slot->kind == SLOT_REF)
		slot->list = at = arena_printf(arena, "%s.%s", at, last_key(slot->prefix));
	record_find(&c->set, NULL, at, &found);
	if (slot->kind == SLOT_REF && found.shape && !is_settled(c, slot, &found))
		slot->skip = true;
	if (slot->kind == SLOT_ITEM && found.shape && found.shape->type == RECORD_REFS)
		slot->kind = SLOT_REFS;
	slot->via = slot->kind == SLOT_ITEM && is_via(c, at);
	into = slot->kind == SLOT_ITEM ? found.name ? found.name : at : found.shape && found.shape->refers ? found.shape->refers : "people";
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
