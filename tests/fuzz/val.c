/* YAML, whole and as a fragment, of any bytes; then values put into it, with the result read back and everything else as it was. The
 * first byte chooses what is put where. */
#include "val/val.h"

#include "fuzz.h"

/* The path of the n-th scalar, counted through lists and maps; "" where there are fewer. */
static const char *nth_path(struct arena *arena, const struct val *v, const char *path, unsigned *n)
{
	const char *found = "";

	if (!v || (v->kind != VAL_LIST && v->kind != VAL_MAP))
		return *path && (*n)-- == 0 ? path : "";
	for (size_t i = 0; i < v->n && !*found; i++) {
		const char *key = v->kind == VAL_MAP ? v->keys[i].text : arena_printf(arena, "%zu", i + 1);

		if (*key && !strchr(key, '.'))
			found = nth_path(arena, v->items[i], *path ? arena_printf(arena, "%s.%s", path, key) : key, n);
	}
	return found;
}

static const struct val *at_path(struct arena *arena, const struct val *v, const char *path)
{
	for (char *step = strtok(arena_strdup(arena, path), "."); step && v; step = strtok(NULL, "."))
		v = v->kind == VAL_LIST ? ((size_t)atoi(step) <= v->n ? v->items[atoi(step) - 1] : NULL) : val_lookup(v, step);
	return v;
}

static void put(struct arena *arena, struct diags *diags, const struct source *src, const struct val *v, uint8_t how)
{
	static const char *const texts[] = {"a", "", "no", "x: y", "# none", "two\nlines\n", " - ", "\"'", "null", "{{name}}", "José \xE2\x80\x99s", "a\n\n b"};
	const char *text = texts[how % (sizeof texts / sizeof *texts)];
	unsigned n = how / 12;
	const char *path = nth_path(arena, v, "", &n);
	const struct val_edit edit = {.path = *path ? path : "new.key", .text = text};
	const struct source *made = val_splice(arena, diags, src, &edit, 1);
	const struct val *now;

	if (!made)
		return;
	now = at_path(arena, val_parse(arena, diags, made, NULL), edit.path);
	FUZZ_CHECK(now && now->kind == VAL_TEXT && str_eq(now->text, text), "%s is not \"%s\" in\n%s", edit.path, text, made->text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	uint8_t how = size ? data[0] : 0;
	const struct source *src = source_new(arena, diags, "fuzz.yaml", (const char *)data + (size > 0), size - (size > 0));

	if (src) {
		struct val_part part = {src->text, src->len, 1};
		const struct val *v = val_parse(arena, diags, src, NULL);

		if (v && v->kind == VAL_MAP && diags_count(diags, DIAG_ERROR) == 0)
			put(arena, diags, src, v, how);
		val_parse(arena, diags, src, &part);
	}
	fuzz_tell(diags);
	diags_free(diags);
	arena_free(arena);
	return 0;
}
