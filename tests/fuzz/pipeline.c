/* A family's record of any bytes, through one of the shipped documents, to a PDF. The first byte chooses the document, the second how it is
 * made. */
#include "press.h"

static struct doc_library *library;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static const char *content[] = {"content"};

	(void)argc;
	(void)argv;
	press_open();
	library = doc_library_open(press.arena, press.diags, content, 1);
	FUZZ_CHECK(library && library->n > 0, "no library");
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	struct fuzz_file file;
	struct record_set set = {.arena = arena, .shapes = press.shapes, .today = {2026, 11, 22}};

	if (size >= 2) {
		file = fuzz_file(data + 2, size - 2);
		set.lang = data[1] & 2 ? press.arabic : press.english;
		font_set_begin(press.fonts);
		if (record_set_load(arena, diags, press.shapes, file.path, NULL, 0, false, &set) && diags_count(diags, DIAG_ERROR) == 0)
			press_run(arena, diags, library, &set, library->ids[data[0] % library->n], data[1]);
		fuzz_file_end(&file);
	}
	fuzz_tell(diags);
	diags_free(diags);
	arena_free(arena);
	return 0;
}
