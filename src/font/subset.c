/* Cutting a face down to what a file needs, with HarfBuzz. Glyph ids stay (a CID-keyed font's ids are its CIDs, which stay
 * by themselves), hints and all tables for shaping go: what is printed is set already. */
#include "font/int.h"

#include <stdlib.h>
#include <string.h>

#include <hb-subset.h>

static void copy_table(hb_face_t *to, hb_face_t *from, hb_tag_t tag)
{
	hb_blob_t *blob = hb_face_reference_table(from, tag);

	if (hb_blob_get_length(blob) > 0)
		hb_face_builder_add_table(to, tag, blob);
	hb_blob_destroy(blob);
}

/* The face with only the tables that a PDF wants. HarfBuzz walks a font's whole cmap and layout where it meets them, which
 * costs more than the subset itself. */
static hb_face_t *bare_face(const struct font_face *face, bool with_cmap)
{
	static const hb_tag_t tags[] = {HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'),
					HB_TAG('m', 'a', 'x', 'p'), HB_TAG('g', 'l', 'y', 'f'), HB_TAG('l', 'o', 'c', 'a'),
					HB_TAG('C', 'F', 'F', ' ')};
	hb_face_t *bare = hb_face_builder_create();

	for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
		copy_table(bare, face->handle->hb, tags[i]);
	if (with_cmap)
		copy_table(bare, face->handle->hb, HB_TAG('c', 'm', 'a', 'p'));
	return bare;
}

/* A copy of the table, or of the whole file where tag is 0; false where it is empty. */
static bool copy_out(hb_face_t *face, hb_tag_t tag, unsigned char **data, size_t *len)
{
	hb_blob_t *blob = tag ? hb_face_reference_table(face, tag) : hb_face_reference_blob(face);
	unsigned n;
	const char *bytes = hb_blob_get_data(blob, &n);

	if (n > 0) {
		*data = malloc(n);
		memcpy(*data, bytes, n);
		*len = n;
	}
	hb_blob_destroy(blob);
	return n > 0;
}

static bool run_subset(struct diags *diags, const struct font_face *face, hb_face_t *bare, const hb_subset_input_t *input,
		       hb_tag_t tag, unsigned char **data, size_t *len)
{
	hb_face_t *subset = hb_subset_or_fail(bare, input);
	bool ok = subset && copy_out(subset, tag, data, len);

	if (!ok)
		diag(diags, SPAN_NONE, MSG_FONT_SUBSET, face->name, "its tables are broken; install its package anew");
	hb_face_destroy(subset);
	return ok;
}

bool font_subset(struct diags *diags, const struct font_face *face, const uint8_t *used, unsigned char **data, size_t *len)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	hb_set_t *glyphs = hb_subset_input_glyph_set(input);
	hb_face_t *bare = bare_face(face, false);
	unsigned flags = HB_SUBSET_FLAGS_NO_HINTING;
	bool ok;

	*data = NULL;
	*len = 0;
	hb_set_add(glyphs, 0);
	for (unsigned i = 0; i < face->n_glyphs; i++)
		if (used[i])
			hb_set_add(glyphs, i);
	if (face->format != FONT_CFF_CID)
		flags |= HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_NOTDEF_OUTLINE;
	hb_subset_input_set_flags(input, flags);
	ok = run_subset(diags, face, bare, input, face->format == FONT_TRUETYPE ? 0 : HB_TAG('C', 'F', 'F', ' '), data, len);
	hb_subset_input_destroy(input);
	hb_face_destroy(bare);
	return ok;
}

void font_subset_tag(const struct font_face *face, const uint8_t *used, char tag[7])
{
	uint64_t hash = str_hash((const char *)used, face->n_glyphs) ^ str_hash(face->name, strlen(face->name));

	hash ^= hash >> 32;
	for (int i = 0; i < 6; i++) {
		tag[i] = (char)('A' + hash % 26);
		hash /= 26;
	}
	tag[6] = '\0';
}

/* ---- the typing font --------------------------------------------------------------------------------------------- */

bool font_typing_subset(struct diags *diags, const struct font_face *face, const uint32_t codes[256], unsigned char **data,
			size_t *len, int widths[256], const char *names[256])
{
	hb_subset_input_t *input;
	hb_face_t *bare;
	bool ok;

	*data = NULL;
	*len = 0;
	memset(widths, 0, 256 * sizeof widths[0]);
	memset(names, 0, 256 * sizeof names[0]);
	if (face->format != FONT_TRUETYPE) {
		diag(diags, SPAN_NONE, MSG_FONT_SUBSET, face->name,
		     "fields want a TrueType font to type in; name another family");
		return false;
	}
	input = hb_subset_input_create_or_fail();
	for (int i = 0; i < 256; i++) {
		uint32_t glyph = codes[i] ? font_face_glyph(face, codes[i]) : 0;

		if (glyph == 0)
			continue;
		hb_set_add(hb_subset_input_unicode_set(input), codes[i]);
		widths[i] = (int)(((int64_t)font_advance(face, glyph) * 2000 + face->upem) / (2 * face->upem));
		names[i] = font_glyph_name(face->handle->arena, codes[i]);
	}
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
	bare = bare_face(face, true);
	ok = run_subset(diags, face, bare, input, 0, data, len);
	hb_subset_input_destroy(input);
	hb_face_destroy(bare);
	return ok;
}
