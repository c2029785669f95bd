/* What an item needs besides what was typed of it: what the view that showed its blank wants of it, whatever points to it,
 * and, where a document's blanks were all that was filled, that it is there. */
#include "collect/int.h"

#include <string.h>

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
		if (path_closed(c, path) || is_put(c, path) || !record_find(&c->set, NULL, path, &found) ||
		    found.shape->derived || record_refuses(c->job->arena, found.shape, value))
			continue;
		if (!found.val || (name == n && !val_truth(found.val, NULL) && val_text(found.val) &&
				   (!*found.val->text || str_eq(found.val->text, "no"))))
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
		if (slot->fresh && val_text(found.val) && *found.val->text &&
		    !is_put(c, arena_printf(arena, "%s.name", slot->out)))
			put_text(c, arena_printf(arena, "%s.name", slot->out), found.val->text, false);
		put_text(c, slot->list, slot->key, true);
		put_wants(c, slot->out, found.shape->where);
	}
	if (slot->kind == SLOT_REFS && record_find(&c->set, NULL, slot->list, &found) && !list_has(found.val, slot->key))
		list_add(c, put_list(c, slot->list, found.val, true), slot->key);
	/* One of which nothing was typed but answers to a document is an item all the same: the next print shows them behind
	 * it. */
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

		if (!strstr(item, ".new-") && str_map_lookup(c->work->printed, item) &&
		    str_eq(kind_of_root(item), c->main->kind))
			put_flags(c, item, fresh[i] + n);
	}
}

void put_items(struct collect *c)
{
	for (size_t i = 0; i < c->work->n_slots; i++)
		if (!c->work->slots[i].skip)
			put_slot(c, &c->work->slots[i]);
	put_views(c);
}
