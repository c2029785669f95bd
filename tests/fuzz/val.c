/* YAML, whole and as a fragment, of any bytes. */
#include "val/val.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	const struct source *src = source_new(arena, diags, "fuzz.yaml", (const char *)data, size);
	FILE *nowhere = fopen("/dev/null", "w");

	if (src) {
		struct val_part part = {src->text, src->len, 1};

		val_parse(arena, diags, src, NULL);
		val_parse(arena, diags, src, &part);
	}
	diags_print(diags, nowhere, false);
	fclose(nowhere);
	diags_free(diags);
	arena_free(arena);
	return 0;
}
