/* What was made once and serves again: results by the bytes that they were made from. A run makes thousands of files, and
 * most of what stands in them is the same in all; what is not comes once and never again. So there are two generations: what
 * is asked for moves to the younger, and when that is full the older goes with all that nobody asked for. Memory stays
 * within twice the bound however long the run.
 *
 * Keys are kept whole and compared whole: a digest that two families' pages have in common would print one family's page for
 * the other. What comes out is a copy of what went in, so it can only be left out, never be wrong: no result may depend on
 * whether it was kept. */
#include "base/base.h"

#include <stdlib.h>

#define BUCKETS 4096 /* a power of two */

struct kept {
	struct kept *next;
	uint64_t hash;
	size_t n, len; /* of the key, which stands behind this head, and of the value behind that */
};

struct generation {
	struct arena *arena;
	struct kept *buckets[BUCKETS];
};

struct keep {
	size_t most;
	struct generation *young, *old; /* NULL: none so far */
};

struct keep *keep_new(size_t most)
{
	struct keep *keep = calloc(1, sizeof *keep);

	keep->most = most;
	return keep;
}

static void end(struct generation *generation)
{
	if (generation)
		arena_free(generation->arena);
	free(generation);
}

void keep_free(struct keep *keep)
{
	if (!keep)
		return;
	end(keep->young);
	end(keep->old);
	free(keep);
}

/* Eight bytes at a time: keys are whole pages. */
static uint64_t hash_of(const unsigned char *key, size_t n)
{
	uint64_t hash = n * UINT64_C(0x9e3779b97f4a7c15), word;

	for (; n > 0; key += sizeof word, n -= sizeof word) {
		word = 0;
		memcpy(&word, key, n < sizeof word ? n : sizeof word);
		hash = (hash ^ word) * UINT64_C(0xbf58476d1ce4e5b9);
		hash ^= hash >> 29;
		if (n <= sizeof word)
			break;
	}
	return hash;
}

static const unsigned char *key_of(const struct kept *kept)
{
	return (const unsigned char *)(kept + 1);
}

static const struct kept *find(const struct generation *generation, uint64_t hash, const void *key, size_t n)
{
	const struct kept *kept = generation ? generation->buckets[hash % BUCKETS] : NULL;

	while (kept && (kept->hash != hash || kept->n != n || memcmp(key_of(kept), key, n) != 0))
		kept = kept->next;
	return kept;
}

static void add(struct keep *keep, uint64_t hash, const void *key, size_t n, const void *value, size_t len)
{
	size_t size = sizeof(struct kept) + n + len;
	struct kept *kept;

	if (size > keep->most / 4)
		return;
	if (keep->young && arena_used(keep->young->arena) + size > keep->most) {
		end(keep->old);
		keep->old = keep->young;
		keep->young = NULL;
	}
	if (!keep->young) {
		keep->young = calloc(1, sizeof *keep->young);
		keep->young->arena = arena_new();
	}
	kept = arena_bytes(keep->young->arena, size);
	*kept = (struct kept){keep->young->buckets[hash % BUCKETS], hash, n, len};
	memcpy(kept + 1, key, n);
	memcpy((char *)(kept + 1) + n, value, len);
	keep->young->buckets[hash % BUCKETS] = kept;
}

void *keep_find(struct keep *keep, struct arena *arena, const void *key, size_t n, size_t *len)
{
	uint64_t hash = keep ? hash_of(key, n) : 0;
	const struct kept *kept = keep ? find(keep->young, hash, key, n) : NULL;
	bool young = kept != NULL;
	void *value;

	if (keep && !kept)
		kept = find(keep->old, hash, key, n);
	if (!kept)
		return NULL;
	*len = kept->len;
	value = arena_strndup(arena, (const char *)key_of(kept) + n, kept->len);
	if (!young)
		add(keep, hash, key, n, value, *len);
	return value;
}

void keep_add(struct keep *keep, const void *key, size_t n, const void *value, size_t len)
{
	if (keep)
		add(keep, hash_of(key, n), key, n, value, len);
}
