/* Conditions of any text: read, and asked of an empty record and of a blank copy. */
#include "record/record.h"

#include "house.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct fuzz_house *house = fuzz_house();
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	const struct source *src = source_new(arena, diags, "fuzz", (const char *)data, size);
	const struct record_cond *cond;

	cond = src ? record_cond_parse(arena, diags, (struct span){src, 0, (uint32_t)src->len}, src->text) : NULL;
	if (cond) {
		static const char text[] = "kind: family\nid: f-0\npeople:\n  a: {name: A, kind: friend}\nchildren:\n  k: {name: K, lives_with: a}\n";
		const struct source *file = source_new(arena, diags, "f-0.yaml", text, sizeof text - 1);
		struct record_set set = {.arena = arena, .shapes = house->shapes, .lang = house->lang, .today = {2026, 11, 22}};
		const char *const *paths;

		set.family = record_read(arena, diags, house->shapes, file);
		record_cond_paths(cond, arena, &paths);
		record_where_flags(arena, src->text);
		FUZZ_CHECK(record_cond_test(&set, NULL, cond) <= RECORD_UNKNOWN, "no truth");
		set.blank = true;
		FUZZ_CHECK(record_cond_test(&set, NULL, cond) <= RECORD_UNKNOWN, "no truth");
	}
	fuzz_tell(diags);
	diags_free(diags);
	arena_free(arena);
	return 0;
}
