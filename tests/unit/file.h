/* What the tests of a reader share: one file, written here byte by byte, so that each mistake in it is one, and what is told of it. */
#ifndef UNIT_FILE_H
#define UNIT_FILE_H

#include <unistd.h>

#include "test.h"

static struct arena *arena;
static struct diags *diags;
static char path[64];
static char told[512];

static inline void begin(void)
{
	arena = arena_new();
	diags = diags_new();
	told[0] = '\0';
	snprintf(path, sizeof path, "/tmp/kinfolio-unit-%ld", (long)getpid());
}

static inline void end(void)
{
	unlink(path);
	diags_free(diags);
	arena_free(arena);
}

static inline void put_file(const void *data, size_t n)
{
	FILE *f = fopen(path, "wb");

	fwrite(data, 1, n, f);
	fclose(f);
}

/* The first line of what was told, into `told`: without "kinfolio: ", and the file's name, which changes with every run, as @. */
static inline void tell(void)
{
	char *text = test_told(arena, diags, false), *name;

	while ((name = strstr(text, path)) != NULL) {
		*name = '@';
		memmove(name + 1, name + strlen(path), strlen(name + strlen(path)) + 1);
	}
	snprintf(told, sizeof told, "%s", str_starts(text, "kinfolio: ") ? text + 10 : text);
	told[strcspn(told, "\n")] = '\0';
}

#endif
