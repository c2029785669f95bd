/* Has this come back before? The same copy is taken twice, or what was typed was brought in by another: an item that was not
 * in the print and has all that was typed in a blank one is that one. Each item of the list is tried in the blank's place,
 * so paths below it lead into that item, and blank items within it are looked for there. */
#include "collect/int.h"

#include <string.h>

/* Is the blank one of the slot's item? What follows the item in its path; NULL where it is not. */
const char *slot_rest(const struct slot *slot, const char *path, const char **prefix)
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
	const struct val *items = list_items(c, list);

	for (size_t i = 0; items && i < items->n; i++)
		if (str_eq(val_text(items->items[i]), text))
			return true;
	return false;
}

/* A blank item within the item: has the record one, in the item that this one is held for, of which all was typed there? */
static bool has_inner(struct collect *c, const char *prefix)
{
	struct slot *inner = slot_find(c, prefix);
	const char *list = inner ? slot_path(c, path_above(c->job->arena, inner->prefix), NULL) : NULL;
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
		const char *prefix, *rest = a->changed && *a->returned ? slot_rest(slot, a->path, &prefix) : NULL, *fresh,
				    *path;
		bool has;

		if (!rest)
			continue;
		path = arena_printf(arena, "%s%s", slot_path(c, prefix, NULL), rest);
		fresh = strstr(rest, ".new-");
		if (!fresh)
			has = is_held(c, a, path);
		else if (!strchr(fresh + 1, '.'))
			has = has_line(c, path_above(arena, path), a->returned);
		else
			has = has_inner(
				c, arena_strndup(arena, a->path, (size_t)(fresh - a->path) + 1 + strcspn(fresh + 1, ".")));
		if (!has)
			return false;
		same++;
	}
	return same > 0;
}

/* The key of the item that came back before in this slot's place. Each is tried: paths below it then lead to that item. */
const char *key_returned(struct collect *c, struct slot *slot, const char *list)
{
	const struct val *items = list_items(c, list);
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
