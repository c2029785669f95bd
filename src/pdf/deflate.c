/* zlib, with one state for all streams of a file: making one costs more than compressing a page. */
#include "pdf/int.h"

#include <stdlib.h>

#include <zlib.h>

/* Above 2, text and fonts get shorter by 4% in all, and take twice as long (5). */
#define LEVEL 2
/* Below this a stream does not get shorter by more than naming the filter costs. */
#define SHORTEST 96
/* Up to here the small state serves: most streams are heads and feet of some hundred bytes, and clearing the tables of a large
 * one (64 KB) takes longer than compressing those. Its window holds all of such a stream. */
#define SMALL 1024

struct pdf_deflate {
	struct arena *arena;
	z_stream z[2]; /* for what is small, for the rest */
	bool ready[2];
};

struct pdf_deflate *pdf_deflate_new(struct arena *arena)
{
	struct pdf_deflate *state = arena_one(arena, struct pdf_deflate);

	state->arena = arena;
	return state;
}

void pdf_deflate_free(struct pdf_deflate *state)
{
	for (int i = 0; i < 2; i++)
		if (state->ready[i])
			deflateEnd(&state->z[i]);
}

const void *pdf_deflate(struct pdf_deflate *state, const void *data, size_t n, size_t *len)
{
	bool large = n > SMALL;
	z_stream *z = &state->z[large];
	unsigned char *out;
	void *kept = NULL;
	size_t room;

	if (n < SHORTEST || n > UINT32_MAX / 2)
		return NULL;
	if (!state->ready[large])
		state->ready[large] = deflateInit2(z, LEVEL, Z_DEFLATED, large ? 15 : 10, large ? 8 : 4, Z_DEFAULT_STRATEGY) == Z_OK;
	else
		deflateReset(z);
	if (!state->ready[large])
		return NULL;
	room = n - 24; /* "/Filter/FlateDecode": what is not shorter by that is not worth it */
	out = malloc(room);
	z->next_in = (unsigned char *)data;
	z->avail_in = (uInt)n;
	z->next_out = out;
	z->avail_out = (uInt)room;
	if (deflate(z, Z_FINISH) == Z_STREAM_END) {
		*len = room - z->avail_out;
		kept = arena_strndup(state->arena, (const char *)out, *len);
	}
	free(out);
	return kept;
}
