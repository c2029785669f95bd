/* A theme of any bytes over the shipped one, or (the first byte is odd) a paper. */
#include "style/style.h"

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *house;
	static struct font_set *fonts;
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	const char *dirs[] = {"templates", fuzz_folder()};
	const struct style_dirs where = {dirs, 2};
	bool paper = size && data[0] % 2;
	const struct style *style;

	if (!house) {
		house = arena_new();
		fonts = font_set_load(house, diags, val_load(house, diags, "fonts/fonts.yaml", 1u << 20));
	}
	FUZZ_CHECK(file_write(diags, arena_printf(arena, "%s/%s/fuzz.yaml", dirs[1], paper ? "paper" : "themes"), data + (size > 0), size - (size > 0)),
		   "no file");
	style = style_load(arena, diags, &where, paper ? "first-steps" : "fuzz", paper ? "fuzz" : "letter", false);
	FUZZ_CHECK(style || diags_count(diags, DIAG_ERROR) > 0, "not told");
	if (style) {
		FUZZ_CHECK(style->paper.w > style->paper.start + style->paper.end && style->paper.h > style->paper.top + style->paper.bottom, "no room for text");
		style_turned(arena, diags, style);
		style_card(arena, diags, style);
		style_check_faces(diags, style, fonts);
	}
	fuzz_tell(diags);
	diags_free(diags);
	arena_free(arena);
	return 0;
}
