/* The font for typing: one simple TrueType font (9.6.3), since a composite one in /DA leaves every field blank in some
 * clients. Its codes are ASCII and the letters of the record's language; what lies outside WinAnsi is named in /Differences.
 */
#include "pdf/int.h"

#include <stdlib.h>
#include <string.h>

/* The letter of WinAnsiEncoding (Annex D.2) at a code. */
static uint32_t winansi(int code)
{
	static const uint16_t high[32] = {0x20ac, 0x2022, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
					  0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x2022, 0x017d, 0x2022,
					  0x2022, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
					  0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x2022, 0x017e, 0x0178};

	if (code >= 0x80 && code < 0xa0)
		return high[code - 0x80];
	return (uint32_t)code;
}

static void put_encoding(struct buf *out, const uint32_t codes[256], const char *const names[256])
{
	int last = -2;

	buf_adds(out, "/Encoding<</Type/Encoding/BaseEncoding/WinAnsiEncoding");
	for (int c = 32; c < 256; c++) {
		if (!codes[c] || !names[c] || codes[c] == winansi(c))
			continue;
		if (last < 0)
			buf_adds(out, "/Differences[");
		if (c != last + 1)
			pdf_put_int(out, c);
		pdf_put_name(out, names[c]);
		last = c;
	}
	buf_adds(out, last >= 0 ? "]>>" : ">>");
}

static unsigned write_unicode(struct pdf_writer *w, const uint32_t codes[256])
{
	struct pdf_map map[256];
	size_t n = 0;

	for (uint32_t c = 32; c < 256; c++) {
		char text[4];

		if (!codes[c])
			continue;
		map[n].code = c;
		map[n++].text = arena_strndup(w->arena, text, utf8_put(text, codes[c]));
	}
	return pdf_write_unicode(w, map, n, 1);
}

/* The font program, cut down and compressed: the same for all files of a run in one language, and the largest stream of each. */
static const struct pdf_typing *prepare(struct pdf_writer *w, const struct font_face *face, const uint32_t codes[256])
{
	struct pdf_typing *typing = &w->shared->typing;
	unsigned char *data;
	size_t len;

	if (typing->face == face && memcmp(typing->codes, codes, sizeof typing->codes) == 0)
		return typing;
	typing->face = NULL;
	if (!font_typing_subset(w->diags, face, codes, &data, &len, typing->widths, typing->names))
		return NULL;
	typing->face = face;
	memcpy(typing->codes, codes, sizeof typing->codes);
	typing->data = arena_strndup(w->shared->arena, (const char *)data, len);
	typing->len = len;
	typing->packed = pdf_deflate(w->shared->deflate, w->shared->arena, data, len, &typing->packed_len);
	free(data);
	return typing;
}

void pdf_write_typing(struct pdf_writer *w)
{
	const struct font_face *face = w->set->typing;
	const struct pdf_typing *typing;
	unsigned file, descriptor, unicode;
	uint32_t codes[256];
	int last = 126;
	char tag[7], *name;
	uint8_t *used;

	if (!w->typing)
		return;
	if (!face) { /* told where it was looked for */
		w->failed = true;
		return;
	}
	font_typing_codes(w->set->typing_lang ? w->set->typing_lang : w->set->lang, codes);
	typing = prepare(w, face, codes);
	if (!typing) {
		w->failed = true;
		return;
	}
	/* The tag is made from what is in it; glyphs are this font's own, so its letters stand for them. */
	used = arena_many(w->arena, uint8_t, face->n_glyphs + 256);
	for (int c = 32; c < 256; c++)
		used[codes[c] % (face->n_glyphs + 1)] = 1;
	font_subset_tag(face, used, tag);
	name = arena_printf(w->arena, "%s+%s", tag, face->name);

	file = pdf_file_object(w->file);
	buf_addf(&w->tmp, "/Length1 %zu", typing->len);
	if (typing->packed && w->meta->compress)
		pdf_set_bytes(w, file, typing->packed, typing->packed_len, true);
	else
		pdf_set_stream(w, file, typing->data, typing->len, true);
	descriptor = pdf_file_object(w->file);
	pdf_put_descriptor(w, face, name, 32, "FontFile2", file);
	pdf_set(w, descriptor);
	unicode = write_unicode(w, codes);

	for (int c = 127; c < 256; c++)
		if (codes[c])
			last = c;
	buf_adds(&w->tmp, "/Type/Font/Subtype/TrueType/BaseFont");
	pdf_put_name(&w->tmp, name);
	buf_addf(&w->tmp, "/FirstChar 32/LastChar %d/Widths[", last);
	for (int c = 32; c <= last; c++) {
		if (c > 32)
			buf_addc(&w->tmp, ' ');
		pdf_put_int(&w->tmp, codes[c] ? typing->widths[c] : 0);
	}
	buf_adds(&w->tmp, "]/FontDescriptor ");
	pdf_put_ref(&w->tmp, descriptor);
	put_encoding(&w->tmp, codes, typing->names);
	buf_adds(&w->tmp, "/ToUnicode ");
	pdf_put_ref(&w->tmp, unicode);
	pdf_set(w, w->typing);
}
