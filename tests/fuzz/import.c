/* A spreadsheet of any bytes: read and checked, with nothing written. The first byte chooses the kind of record. */
#include "import/import.h"

#include "house.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const kinds[] = {NULL, "family", "staff", "agency"};
	const struct fuzz_house *house = fuzz_house();
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	struct fuzz_file file = fuzz_file(data + (size > 0), size - (size > 0));
	struct import_job job = {.arena = arena, .diags = diags, .shapes = house->shapes, .lang = house->lang, .sheet = file.path,
				 .dir = fuzz_folder(), .kind = kinds[size ? data[0] % 4 : 0], .keep_going = true, .dry_run = true};
	struct import in = {0};

	FUZZ_CHECK(import_sheet(&job, &in) || diags_count(diags, DIAG_ERROR) > 0, "not told");
	FUZZ_CHECK(in.n + in.wrong <= in.rows || diags_count(diags, DIAG_ERROR) > 0, "%zu rows, %zu records, %zu wrong", in.rows, in.n, in.wrong);
	fuzz_tell(diags);
	fuzz_file_end(&file);
	diags_free(diags);
	arena_free(arena);
	return 0;
}
