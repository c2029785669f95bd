/* zlib, with one state for all streams of a file: making one costs more than compressing a page. */
#include "pdf/int.h"

#include <stdlib.h>

#include <zlib.h>

/* From here on text and fonts get shorter by less than 1% a level, and take a quarter longer. */
#define LEVEL 5
/* Below this a stream does not get shorter by more than naming the filter costs. */
#define SHORTEST 96

struct pdf_deflate {
	struct arena *arena;
	z_stream z;
	bool ready;
};

struct pdf_deflate *pdf_deflate_new(struct arena *arena)
{
	struct pdf_deflate *state = arena_one(arena, struct pdf_deflate);

	state->arena = arena;
	return state;
}

void pdf_deflate_free(struct pdf_deflate *state)
{
	if (state->ready)
		deflateEnd(&state->z);
}

const void *pdf_deflate(struct pdf_deflate *state, const void *data, size_t n, size_t *len)
{
	z_stream *z = &state->z;
	unsigned char *out;
	void *kept = NULL;
	size_t room;

	if (n < SHORTEST || n > UINT32_MAX / 2)
		return NULL;
	if (!state->ready)
		state->ready = deflateInit(z, LEVEL) == Z_OK;
	else
		deflateReset(z);
	if (!state->ready)
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
