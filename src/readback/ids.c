/* Object ids that were met: a hash with open places, in an arena. 0, a direct object, is never in it. */
#include "readback/readback.h"

#include "readback/int.h"

static size_t slot_of(const struct readback_ids *ids, uint64_t id)
{
	size_t at = (size_t)(id * 0x9e3779b97f4a7c15u >> 20) & (ids->size - 1);

	while (ids->slots[at] && ids->slots[at] != id)
		at = (at + 1) & (ids->size - 1);
	return at;
}

bool readback_ids_has(const struct readback_ids *ids, uint64_t id)
{
	return id && ids->size && ids->slots[slot_of(ids, id)] == id;
}

void readback_ids_add(struct arena *arena, struct readback_ids *ids, uint64_t id)
{
	if (!id || readback_ids_has(ids, id))
		return;
	if (2 * (ids->n + 1) > ids->size) {
		const uint64_t *old = ids->slots;
		size_t n = ids->size;

		ids->size = n ? 2 * n : 1024;
		ids->slots = arena_many(arena, uint64_t, ids->size);
		for (size_t i = 0; i < n; i++)
			if (old[i])
				ids->slots[slot_of(ids, old[i])] = old[i];
	}
	ids->slots[slot_of(ids, id)] = id;
	ids->n++;
}
