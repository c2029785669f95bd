/* Streams made shorter, with libdeflate: it takes whole streams, as ours are, and is more than twice as fast at them as
 * zlib. What is the same in many files of a run (pages without a word of the record's, appearances, fonts) is compressed
 * once. */
#include "pdf/int.h"

#include <libdeflate.h>

/* Higher ones cost more than the bytes are worth: see `make bench`. */
#define LEVEL 1
/* What is shorter stays as it is: the code tables take longer than a fifth of a kilobyte a page is worth. */
#define SHORTEST 640
/* Bytes of streams kept: those of a packet are 2 MB, and most of them are every family's. */
#define KEPT (4u << 20)

struct pdf_deflate {
	struct libdeflate_compressor *compressor;
	struct keep *keep;
};

struct pdf_deflate *pdf_deflate_new(struct arena *arena)
{
	struct pdf_deflate *deflater = arena_one(arena, struct pdf_deflate);

	deflater->compressor = libdeflate_alloc_compressor(LEVEL);
	return deflater;
}

void pdf_deflate_keep(struct pdf_deflate *deflater)
{
	deflater->keep = keep_new(KEPT);
}

void pdf_deflate_free(struct pdf_deflate *deflater)
{
	libdeflate_free_compressor(deflater->compressor);
	keep_free(deflater->keep);
}

const void *pdf_pack(struct pdf_deflate *deflater, struct arena *arena, const void *data, size_t n, size_t *len)
{
	void *packed = n < SHORTEST ? NULL : arena_bytes(arena, n);

	/* "/Filter/FlateDecode": what is not shorter by that is not worth it */
	*len = packed ? libdeflate_zlib_compress(deflater->compressor, data, n, packed, n - 24) : 0;
	return *len > 0 ? packed : NULL;
}

const void *pdf_deflate(struct pdf_deflate *deflater, struct arena *arena, const void *data, size_t n, size_t *len)
{
	const void *packed = n < SHORTEST ? NULL : keep_find(deflater->keep, arena, data, n, len);

	if (!packed) {
		packed = pdf_pack(deflater, arena, data, n, len);
		if (n >= SHORTEST)
			keep_add(deflater->keep, data, n, packed ? packed : "", *len);
	}
	return *len > 0 ? packed : NULL;
}
