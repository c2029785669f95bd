/* Small things about strings: comparing, the nearest known word, and a map keyed by strings. */
#include "base/base.h"

#include <string.h>

bool str_eq(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

bool str_starts(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool str_ends(const char *s, const char *suffix)
{
	size_t n = strlen(s), m = strlen(suffix);

	return n >= m && memcmp(s + n - m, suffix, m) == 0;
}

bool str_is_ascii(const char *s, size_t n)
{
	uint64_t all = 0, word;
	size_t i = 0;

	for (; n - i >= sizeof word; i += sizeof word) {
		memcpy(&word, s + i, sizeof word);
		all |= word;
	}
	for (; i < n; i++)
		all |= (unsigned char)s[i];
	return (all & UINT64_C(0x8080808080808080)) == 0;
}

uint64_t str_hash(const char *s, size_t n)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)s[i]) * 1099511628211u;
	return h;
}

#define LONGEST 64

int str_distance(const char *a, const char *b, int most)
{
	int rows[3][LONGEST + 1];
	int n = (int)strnlen(a, LONGEST + 1), m = (int)strnlen(b, LONGEST + 1);
	int *before = rows[0], *last = rows[1], *row = rows[2];

	if (n > LONGEST || m > LONGEST || n - m > most || m - n > most)
		return most + 1;
	for (int j = 0; j <= m; j++)
		last[j] = j;
	memset(rows[0], 0, sizeof rows[0]);
	for (int i = 1; i <= n; i++) {
		int *spare = before, least = row[0] = i;

		for (int j = 1; j <= m; j++) {
			int d = last[j - 1] + (a[i - 1] != b[j - 1]);

			if (last[j] + 1 < d)
				d = last[j] + 1;
			if (row[j - 1] + 1 < d)
				d = row[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && before[j - 2] + 1 < d)
				d = before[j - 2] + 1;
			row[j] = d;
			if (d < least)
				least = d;
		}
		if (least > most)
			return most + 1;
		before = last;
		last = row;
		row = spare;
	}
	return last[m] > most ? most + 1 : last[m];
}

const char *str_nearest(const char *s, const char *const *words)
{
	const char *best = NULL;
	int most = (int)(strlen(s) / 3), least;

	if (most > 3)
		most = 3;
	if (most < 1)
		most = 1;
	least = most + 1;
	for (; *words; words++) {
		int d = str_distance(s, *words, most);

		if (d < least) {
			least = d;
			best = *words;
		}
	}
	return best;
}

struct slot {
	const char *key;
	uint64_t hash;
	void *value;
};

struct str_map {
	struct arena *arena;
	struct slot *slots;
	size_t n, cap; /* cap is a power of two */
};

struct str_map *str_map_new(struct arena *arena)
{
	struct str_map *map = arena_one(arena, struct str_map);

	map->arena = arena;
	map->cap = 16;
	map->slots = arena_many(arena, struct slot, map->cap);
	return map;
}

static struct slot *find(struct slot *slots, size_t cap, const char *key, uint64_t hash)
{
	size_t i = hash & (cap - 1);

	while (slots[i].key && (slots[i].hash != hash || strcmp(slots[i].key, key) != 0))
		i = (i + 1) & (cap - 1);
	return &slots[i];
}

void *str_map_lookup(const struct str_map *map, const char *key)
{
	return find(map->slots, map->cap, key, str_hash(key, strlen(key)))->value;
}

void **str_map_slot(struct str_map *map, const char *key)
{
	uint64_t hash = str_hash(key, strlen(key));
	struct slot *slot = find(map->slots, map->cap, key, hash);

	if (slot->key)
		return &slot->value;
	if ((map->n + 1) * 2 > map->cap) {
		size_t cap = map->cap * 2;
		struct slot *slots = arena_many(map->arena, struct slot, cap);

		for (size_t i = 0; i < map->cap; i++)
			if (map->slots[i].key)
				*find(slots, cap, map->slots[i].key, map->slots[i].hash) = map->slots[i];
		map->slots = slots;
		map->cap = cap;
		slot = find(slots, cap, key, hash);
	}
	map->n++;
	slot->key = key;
	slot->hash = hash;
	return &slot->value;
}
