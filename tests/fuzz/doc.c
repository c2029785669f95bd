/* A document of any bytes: front matter, Markdown, blocks. */
#include "doc/doc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	const struct source *src = source_new(arena, diags, "fuzz.md", (const char *)data, size);
	FILE *nowhere = fopen("/dev/null", "w");
	struct buf out = {0};
	struct doc *doc = src ? doc_parse(arena, diags, src, "fuzz") : NULL;

	if (doc)
		doc_dump(doc, &out);
	diags_print(diags, nowhere, false);
	fclose(nowhere);
	buf_free(&out);
	diags_free(diags);
	arena_free(arena);
	return 0;
}
