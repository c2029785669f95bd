/* Where a blank belongs in the record as it is today: whose file, which list, which item, and of what type; and what the
 * record says there. It refuses what no sheet asks: what the record is, how every copy is made, what staff alone records. */
#include "collect/int.h"

#include <string.h>

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
bool path_closed(struct collect *c, const char *path)
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
		shape = record_shape_find(c->job->shapes, arena_strndup(c->job->arena, path, (size_t)(s - path)), NULL,
					  NULL);
		if (shape && shape->office)
			return true;
		if (!*s)
			return shape && shape->secret && !shape->asked;
	} while (*s++);
	return false;
}

/* The first step of the path at which an item is asked for that the record no longer has; NULL where there is none. */
const char *item_gone(struct collect *c, const char *path)
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

/* Words that stand where somebody may be referred to are what that one is called. Who takes them out takes out the
 * reference; who writes a name over them names somebody new, and it was the words that they read. */
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

bool spot_find(struct collect *c, const struct answer *a, const struct slot *slot, const char *path, struct spot *spot)
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
		spot->type = a->button && a->field->kind == READBACK_CHECK ? RECORD_CHECK
			     : a->button				   ? RECORD_CHOICE
									   : RECORD_TEXT;
	spot_kind(c, spot, a->button);
	spot->word = a->button || spot->type == RECORD_DATE || spot->type == RECORD_DATETIME ||
		     spot->type == RECORD_YES_NO || spot->type == RECORD_YES_NO_NA || spot->type == RECORD_CHECK ||
		     spot->type == RECORD_REF || spot->type == RECORD_CHOICE;
	return true;
}

bool list_has(const struct val *list, const char *text)
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
	return (digits && str_eq(digits, digits_of(c->job->arena, val_text(spot.val)))) ||
	       str_eq(value_kept(c, spot.type, spot.val), want) || str_eq(record_returned(&c->set, spot.path), a->returned);
}
