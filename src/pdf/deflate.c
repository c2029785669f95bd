/* zlib, with states that serve all streams of a run: making one costs more than compressing a page. */
#include "pdf/int.h"

#include <stdint.h>
#include <stdlib.h>

#include <zlib.h>

/* Higher ones make text and fonts shorter by 4% in all (5), and take twice as long. */
#define LEVEL 1
/* What is shorter stays as it is: zlib then takes longer over its code tables than a fifth of a kilobyte a page is worth. */
#define SHORTEST 640

/* States by the longest stream that each is for, whose window holds all of it. Most are pages of some
 * thousand bytes: they need no tables as large as those of fonts (64 KB), which are cleared for each stream. */
static const struct { size_t most; int window, memory; } states[] = {{1u << 13, 13, 6}, {UINT32_MAX / 2, 15, 8}};
#define STATES (sizeof states / sizeof *states)

struct pdf_deflate {
	z_stream z[STATES];
	bool ready[STATES];
};

struct pdf_deflate *pdf_deflate_new(struct arena *arena)
{
	return arena_one(arena, struct pdf_deflate);
}

void pdf_deflate_free(struct pdf_deflate *deflater)
{
	for (size_t i = 0; i < STATES; i++)
		if (deflater->ready[i])
			deflateEnd(&deflater->z[i]);
}

static z_stream *state_for(struct pdf_deflate *deflater, size_t n)
{
	size_t i = 0;
	z_stream *z;

	while (n > states[i].most)
		i++;
	z = &deflater->z[i];
	if (deflater->ready[i])
		deflateReset(z);
	else
		deflater->ready[i] = deflateInit2(z, LEVEL, Z_DEFLATED, states[i].window, states[i].memory, Z_DEFAULT_STRATEGY) == Z_OK;
	return deflater->ready[i] ? z : NULL;
}

const void *pdf_deflate(struct pdf_deflate *deflater, struct arena *arena, const void *data, size_t n, size_t *len)
{
	z_stream *z = n < SHORTEST || n > UINT32_MAX / 2 ? NULL : state_for(deflater, n);
	unsigned char *out;
	void *kept = NULL;
	size_t room;

	if (!z)
		return NULL;
	room = n - 24; /* "/Filter/FlateDecode": what is not shorter by that is not worth it */
	out = malloc(room);
	z->next_in = (unsigned char *)(uintptr_t)data;
	z->avail_in = (uInt)n;
	z->next_out = out;
	z->avail_out = (uInt)room;
	if (deflate(z, Z_FINISH) == Z_STREAM_END) {
		*len = room - z->avail_out;
		kept = arena_strndup(arena, (const char *)out, *len);
	}
	free(out);
	return kept;
}
