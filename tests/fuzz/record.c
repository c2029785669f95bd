/* A family's record of any bytes, checked against its shape. Runs in the project's folder. */
#include "record/record.h"

#include "house.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	const struct source *source = source_new(arena, diags, "fuzz.yaml", (const char *)data, size);

	if (source)
		record_read(arena, diags, fuzz_house()->shapes, source);
	fuzz_tell(diags);
	diags_free(diags);
	arena_free(arena);
	return 0;
}
