/* Font files of any bytes: opened, shaped with, cut down. HarfBuzz is not built to be watched here; what we read of a face's own tables is. */
#include "font/font.h"

#include "fuzz.h"

static void shape(struct arena *arena, struct font_set *set, struct diags *diags)
{
	static const char text[] = "Office AV 12 \xD8\xB3\xD9\x84\xD8\xA7\xD9\x85 \xE0\xA4\x95\xE0\xA5\x8D\xE0\xA4\xB7 e\xCC\x81 \xF0\x9F\x98\x80";
	const struct font_style style = {.family = "X", .weight = 400, .size = 12000};
	const struct font_span span = {.text = text, .len = sizeof text - 1, .style = &style, .path = "x"};
	const struct font_para *para = font_para_shape(arena, set, diags, "en", false, &span, 1);
	struct font_line line;

	font_line_set(arena, set, para, 0, para->n, &line);
	for (size_t i = 0; i < line.n; i++)
		for (size_t k = 0; k < line.runs[i].n; k++)
			font_glyph_text(line.runs[i].face, line.runs[i].glyphs[k].id);
}

static void cut(struct arena *arena, struct font_set *set, struct diags *diags, const struct font_face *face)
{
	uint8_t *used = arena_many(arena, uint8_t, face->n_glyphs + 1);
	unsigned char *data = NULL;
	uint32_t codes[256];
	const char *names[256];
	int widths[256];
	size_t len;
	char tag[7];

	(void)set;
	for (unsigned i = 0; i < 100 && i < face->n_glyphs; i++) {
		used[i] = 1;
		font_advance(face, i);
		font_glyph_text(face, i);
	}
	font_subset_tag(face, used, tag);
	if (font_subset(diags, face, used, &data, &len))
		free(data);
	font_typing_codes("vi", codes);
	data = NULL;
	if (font_typing_subset(diags, face, codes, &data, &len, widths, names))
		free(data);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char form[] = "folder: /proc/self/fd\npackages: {p: {}}\nfamilies: {X: {package: p, scripts: [Latn, Arab, Deva], upright: {400: \"%d\"}}}\n";
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	struct fuzz_file file = fuzz_file(data, size);
	const char *yaml = arena_printf(arena, form, file.fd);
	struct font_set *set = font_set_load(arena, diags, val_parse(arena, diags, source_new(arena, diags, "fonts.yaml", yaml, strlen(yaml)), NULL));
	const struct font_face *face = set ? font_face_find(set, "X", 400, false) : NULL;

	FUZZ_CHECK(set, "no set");
	if (face) {
		shape(arena, set, diags);
		cut(arena, set, diags, face);
	}
	font_set_free(set);
	fuzz_file_end(&file);
	fuzz_tell(diags);
	diags_free(diags);
	arena_free(arena);
	return 0;
}
