/* Conditions of any text. */
#include "record/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	const struct source *src = source_new(arena, diags, "fuzz", (const char *)data, size);

	if (src) {
		const char *const *paths;
		const struct record_cond *cond = record_cond_parse(arena, diags, (struct span){src, 0, (uint32_t)src->len}, src->text);

		if (cond)
			record_cond_paths(cond, arena, &paths);
	}
	diags_free(diags);
	arena_free(arena);
	return 0;
}
