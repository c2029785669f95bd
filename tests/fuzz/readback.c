/* PDF files of any bytes, read for their form and written anew without the parent's own answers; with a password, where the first byte is
 * odd, as a PDF's is. libqpdf is not built to be watched here;
 * what we make of it is. Nothing may be left of an answer that was taken out. */
#include "readback/readback.h"

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	struct fuzz_file file = fuzz_file(data, size);
	const char *password = size > 0 && data[0] & 1 ? "correct horse" : NULL;
	const struct readback *copy = readback_load(arena, diags, file.path, password);
	struct buf out = {0};

	FUZZ_CHECK(copy || diags_count(diags, DIAG_ERROR) > 0, "not told");
	for (size_t i = 0; copy && i < copy->n; i++) {
		const struct readback_field *f = &copy->fields[i];

		FUZZ_CHECK(f->name && utf8_invalid(f->name, strlen(f->name)) == strlen(f->name), "a name is no UTF-8");
		for (size_t k = 0; k < f->n_values; k++)
			FUZZ_CHECK(utf8_invalid(f->values[k], strlen(f->values[k])) == strlen(f->values[k]), "a value is no UTF-8");
	}
	if (copy && readback_scrub(diags, file.path, password, "mine.", NULL, 0, &out)) {
		struct fuzz_file again = fuzz_file(out.data, out.len);
		const struct readback *left = readback_load(arena, diags, again.path, password);

		for (size_t i = 0; left && i < left->n; i++)
			FUZZ_CHECK(!str_starts(left->fields[i].name, "mine.") || left->fields[i].kind != READBACK_TEXT || left->fields[i].n_values == 0 ||
				   !*left->fields[i].values[0], "an answer is left in %s", left->fields[i].name);
		fuzz_file_end(&again);
	}
	buf_free(&out);
	fuzz_file_end(&file);
	fuzz_tell(diags);
	diags_free(diags);
	arena_free(arena);
	return 0;
}
