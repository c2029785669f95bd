/* A family's record of any bytes, checked against its shape. Runs in the project's folder. */
#include "record/record.h"

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *house;
	static struct record_shapes *shapes;
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	const struct source *source = source_new(arena, diags, "fuzz.yaml", (const char *)data, size);

	if (!house) {
		house = arena_new();
		shapes = record_shapes_load(house, diags, "templates/records");
	}
	if (source)
		record_read(arena, diags, shapes, source);
	fuzz_tell(diags);
	diags_free(diags);
	arena_free(arena);
	return 0;
}
