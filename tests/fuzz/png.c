/* PNG files of any bytes. Sums are made right after each change, or libpng would look no further. */
#include "image/image.h"

#include <zlib.h>

#include "fuzz.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed);

static uint32_t u32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed)
{
	size = LLVMFuzzerMutate(data, size, max);
	for (size_t at = 8; seed % 8 != 0 && at + 12 <= size;) {
		uint32_t len = u32(data + at), sum;

		if (len > size - at - 12)
			break;
		sum = (uint32_t)crc32(crc32(0, NULL, 0), data + at + 4, len + 4);
		for (int i = 0; i < 4; i++)
			data[at + 8 + len + (size_t)i] = (uint8_t)(sum >> (24 - 8 * i));
		at += 12 + len;
	}
	return size;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	struct fuzz_file file = fuzz_file(data, size);
	const struct image *image = image_load(arena, diags, SPAN_NONE, file.path);

	if (image && !image->jpeg)
		FUZZ_CHECK(image->len == (size_t)image->width * image->height * (size_t)image->components, "%zu bytes", image->len);
	FUZZ_CHECK(image || diags_count(diags, DIAG_ERROR) == 1, "not told");
	fuzz_file_end(&file);
	diags_free(diags);
	arena_free(arena);
	return 0;
}
