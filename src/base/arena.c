/* Memory that lives and ends together. One arena a document or a pass; nothing in it is freed alone. It never fails: the
 * allocator below it (memory.c) ends the process when memory does. */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

/* In torture builds each piece ends where it ends: AddressSanitizer is told so, with a strip behind each that nobody may
 * touch; without it each piece is a block of its own, so that every one of them can be refused. */
#if defined(__SANITIZE_ADDRESS__)
#define WATCHED true
#elif defined(__has_feature)
#define WATCHED __has_feature(address_sanitizer)
#else
#define WATCHED false
#endif
#if defined(KINFOLIO_TORTURE) && WATCHED
#include <sanitizer/asan_interface.h>
#define STRIP ALIGN
#define SHUT(at, size) __asan_poison_memory_region(memset(at, 0xa5, size), size)
#define OPEN(at, size) __asan_unpoison_memory_region(at, size)
#define ALONE false
#else
#define STRIP 0
#define SHUT(at, size) ((void)0)
#define OPEN(at, size) ((void)0)
#ifdef KINFOLIO_TORTURE
#define ALONE true
#else
#define ALONE false
#endif
#endif
#define FIRST_BLOCK 16384
#define LARGEST_BLOCK (1u << 20)
#define ALIGN 16u

struct block {
	struct block *before;
	size_t cap, used; /* bytes behind this head */
};

struct arena {
	struct block *block;
	size_t next_cap;
	size_t used;
};

struct arena *arena_new(void)
{
	struct arena *arena = calloc(1, sizeof *arena);

	arena->next_cap = FIRST_BLOCK;
	return arena;
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	for (struct block *b = arena->block, *before; b; b = before) {
		before = b->before;
		free(b);
	}
	free(arena);
}

void arena_join(struct arena *into, struct arena *from)
{
	struct block **rest = into->block ? &into->block->before : &into->block, *behind = *rest;

	*rest = from->block;
	while (*rest)
		rest = &(*rest)->before;
	*rest = behind;
	into->used += from->used;
	free(from);
}

#define HEAD ((sizeof(struct block) + ALIGN - 1) / ALIGN * ALIGN)

/* A block behind the current one for a large piece alone; the current one's room stays in use. */
static void *alloc_alone(struct arena *arena, size_t size)
{
	struct block *own = malloc(HEAD + size), *now = arena->block;

	own->cap = own->used = size;
	own->before = now ? now->before : NULL;
	if (now)
		now->before = own;
	else
		arena->block = own;
	arena->used += size;
	return (char *)own + HEAD;
}

/* Memory as malloc gives it. Blocks are not zeroed as a whole, since most of their bytes are written over, and some never touched. */
static void *alloc(struct arena *arena, size_t size)
{
	struct block *b = arena->block;
	size_t asked = size;
	void *at;

	if (ALONE)
		return alloc_alone(arena, size);
	size = (size + ALIGN - 1) / ALIGN * ALIGN + STRIP;
	if (size == 0)
		size = ALIGN;
	if (!b || b->cap - b->used < size) {
		size_t cap = arena->next_cap;

		if (size > cap / 4)
			return alloc_alone(arena, asked);
		b = malloc(HEAD + cap);
		b->cap = cap;
		b->used = 0;
		b->before = arena->block;
		SHUT((char *)b + HEAD, cap);
		arena->block = b;
		if (arena->next_cap < LARGEST_BLOCK)
			arena->next_cap *= 2;
	}
	at = (char *)b + HEAD + b->used;
	OPEN(at, asked);
	b->used += size;
	arena->used += size;
	return at;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	return memset(alloc(arena, size), 0, size);
}

void *arena_bytes(struct arena *arena, size_t size)
{
	return alloc(arena, size);
}

char *arena_strndup(struct arena *arena, const char *s, size_t n)
{
	char *copy = alloc(arena, n + 1);

	if (n > 0)
		memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

char *arena_strdup(struct arena *arena, const char *s)
{
	return arena_strndup(arena, s, strlen(s));
}

char *arena_printf(struct arena *arena, const char *fmt, ...)
{
	va_list args, again;
	char small[256];
	int n;
	char *text;

	va_start(args, fmt);
	va_copy(again, args);
	n = vsnprintf(small, sizeof small, fmt, args);
	va_end(args);
	if (n < 0)
		n = 0;
	text = alloc(arena, (size_t)n + 1);
	if ((size_t)n < sizeof small)
		memcpy(text, small, (size_t)n);
	else
		vsnprintf(text, (size_t)n + 1, fmt, again);
	text[n] = '\0';
	va_end(again);
	return text;
}

size_t arena_used(const struct arena *arena)
{
	return arena->used;
}

void *arena_grow(struct arena *arena, void *items, size_t n, size_t *cap, size_t size)
{
	void *grown;

	if (n < *cap)
		return items;
	if (*cap)
		*cap *= 2;
	else
		*cap = size < 24 ? 8 : size < 96 ? 192 / size : 2; /* most arrays of large things stay short */
	grown = alloc(arena, *cap * size);
	if (n > 0)
		memcpy(grown, items, n * size);
	memset((char *)grown + n * size, 0, (*cap - n) * size);
	return grown;
}
