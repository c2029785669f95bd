/* Who is meant: by name, by number, by what was typed elsewhere in the same copy. Nobody is merged or doubled unasked: where
 * a new person bears a name or number that somebody has, whoever collects must say which it is. */
#include "collect/int.h"

#include <string.h>

const struct val *list_items(const struct collect *c, const char *list)
{
	struct record_found found;

	return record_find(&c->set, NULL, list, &found) && found.val && found.val->kind == VAL_MAP ? found.val : NULL;
}

const char *item_name(const struct val *item)
{
	return item && item->kind == VAL_MAP ? val_text_at(item, "name", val_text_at(item, "title", NULL)) : NULL;
}

const char *key_named(struct collect *c, const char *list, const char *text)
{
	const struct val *items = list_items(c, list);
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
	const struct val *items = list_items(c, list);
	const char *digits = digits_of(c->job->arena, phone), *other;

	for (size_t i = 0; digits && items && i < items->n; i++) {
		other = digits_of(c->job->arena, val_text_at(items->items[i], "phone", NULL));
		if (other && str_eq(other, digits))
			return items->keys[i].text;
	}
	return NULL;
}

/* What was typed of the slot's item at a path below it, or NULL. */
const char *slot_typed(const struct collect *c, const struct slot *slot, const char *rest)
{
	size_t n = strlen(slot->prefix);

	for (size_t i = 0; i < c->work->n; i++) {
		const struct answer *a = &c->work->answers[i];

		if (a->changed && strncmp(a->path, slot->prefix, n) == 0 &&
		    (*rest ? a->path[n] == '.' && str_eq(a->path + n + 1, rest) : !a->path[n]))
			return *a->returned ? a->returned : NULL;
	}
	return NULL;
}

/* A person typed earlier in the same copy under the same name, or with the same number. */
static const struct slot *same_before(struct collect *c, const struct slot *slot, const char *name, const char *phone)
{
	const char *digits = digits_of(c->job->arena, phone);

	for (const struct slot *s = c->work->slots; s < slot; s++) {
		const char *other = slot_typed(c, s, "name"), *number = digits_of(c->job->arena, slot_typed(c, s, "phone"));

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
		const char *other = slot_typed(c, s, "name"), *number = digits_of(c->job->arena, slot_typed(c, s, "phone"));

		if (!s->skip && str_starts(s->out, "people.") && !strchr(s->out + 7, '.') && other && number &&
		    value_same_words(name, other) && str_eq(digits, number))
			return s->key;
	}
	return NULL;
}

/* Whether the person with this key may be meant by the number that was typed: it is theirs, or one of the two has none. */
static bool number_fits(struct collect *c, const char *list, const char *key, const char *phone)
{
	const char *a = digits_of(c->job->arena, phone);
	const char *b = digits_of(c->job->arena, val_text_at(val_lookup(list_items(c, list), key), "phone", NULL));

	return !a || !b || str_eq(a, b);
}

void choose_person(struct collect *c, struct slot *slot, const char *list)
{
	const char *name = slot_typed(c, slot, "name"), *phone = slot_typed(c, slot, "phone");
	const char *named = name ? key_named(c, list, name) : NULL, *numbered = key_numbered(c, list, phone),
		   *known = named ? named : numbered;
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
	n->at = val_key_at(list_items(c, list), known);
	slot->skip = true;
}
