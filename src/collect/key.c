/* Keys for what is new: three letters and digits that say nothing, made of what was typed, so that the same copy gives the
 * same; or for an occasion the day that it was held. */
#include "collect/int.h"

#include <string.h>

static bool is_taken(struct collect *c, const char *list, const char *key)
{
	const char *path = arena_printf(c->job->arena, "%s.%s", list, key);

	if (str_map_lookup(c->work->printed, path) || val_index(list_items(c, list), key) >= 0)
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
	static const char letters[] = "cdfghjkmnpqrtwxyz",
			  digits[] = "234679"; /* as in record ids: no chance words, nothing that looks like another */
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
const char *seed_of(struct collect *c, const struct slot *slot)
{
	struct buf out = {0};
	const char *seed, *prefix;

	buf_adds(&out, slot->prefix);
	for (size_t i = 0; i < c->work->n; i++)
		if (c->work->answers[i].changed && slot_rest(slot, c->work->answers[i].path, &prefix))
			buf_addf(&out, "\n%s", c->work->answers[i].returned);
	seed = buf_text(&out, c->job->arena);
	buf_free(&out);
	return seed;
}

void choose_day(struct collect *c, struct slot *slot)
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
	for (size_t k = 2; val_index(list_items(c, slot->list), slot->key) >= 0; k++)
		slot->key = arena_printf(arena, "%s-%zu", day, k);
}
