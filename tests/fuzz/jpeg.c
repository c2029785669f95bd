/* JPEG files of any bytes. What is passed through is again a JPEG, of the same size, without what was cut out. */
#include "image/image.h"

#include "fuzz.h"

static const struct image *load(struct arena *arena, struct diags *diags, const void *data, size_t size)
{
	struct fuzz_file file = fuzz_file(data, size);
	const struct image *image = image_load(arena, diags, SPAN_NONE, file.path);

	fuzz_file_end(&file);
	return image;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	const struct image *image = load(arena, diags, data, size), *again;

	FUZZ_CHECK(image || diags_count(diags, DIAG_ERROR) == 1, "not told");
	if (image && image->jpeg) {
		again = load(arena, diags, image->data, image->len);
		FUZZ_CHECK(again && again->width == image->width && again->height == image->height && again->components == image->components,
			   "what is passed through is another picture");
		FUZZ_CHECK(again->len == image->len && memcmp(again->data, image->data, image->len) == 0, "more could have been cut out");
	}
	fuzz_tell(diags);
	diags_free(diags);
	arena_free(arena);
	return 0;
}
