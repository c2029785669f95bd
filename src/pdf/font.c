/* Faces as composite fonts (9.7): codes are glyph ids, only the glyphs that were shown are embedded, with their widths and
 * what they say. One font a face. */
#include "pdf/int.h"

#include <stdlib.h>
#include <string.h>

struct pdf_face *pdf_face(struct pdf_writer *w, const struct font_face *face)
{
	struct pdf_face *f = &w->faces[face->index];

	if (!f->id) {
		f->face = face;
		f->id = pdf_file_object(w->file);
		f->used = arena_many(w->arena, uint8_t, face->n_glyphs + 1);
		f->noted = arena_many(w->arena, uint8_t, face->n_glyphs + 1);
		f->widths = arena_many(w->arena, int16_t, face->n_glyphs + 1);
		f->texts = arena_many(w->arena, const char *, face->n_glyphs + 1);
	}
	return f;
}

static long per_mille(const struct font_face *face, long units)
{
	long half = face->upem / 2, v = units * 1000;

	return (v >= 0 ? v + half : v - half) / face->upem;
}

int pdf_width(struct pdf_face *f, uint32_t glyph)
{
	if (f->widths[glyph] == 0)
		f->widths[glyph] = (int16_t)(per_mille(f->face, font_advance(f->face, glyph)) + 1);
	return f->widths[glyph] - 1;
}

/* The first glyph in use from `g` on; n_glyphs where there is none. Some faces have 60,000 and use three. */
static uint32_t next_used(const struct pdf_face *f, uint32_t g)
{
	const uint8_t *found = g < f->face->n_glyphs ? memchr(f->used + g, 1, f->face->n_glyphs - g) : NULL;

	return found ? (uint32_t)(found - f->used) : f->face->n_glyphs;
}

/* "/DW 500/W[3[250 333]9[...]]": the commonest width is not listed, neighbours share a list. */
static void put_widths(struct pdf_face *f, struct buf *out)
{
	uint32_t n = f->face->n_glyphs;
	uint16_t counts[4096] = {0};
	int common = 1000, last = -2;

	for (uint32_t g = next_used(f, 0); g < n; g = next_used(f, g + 1))
		if (pdf_width(f, g) < 4096 && ++counts[pdf_width(f, g)] > counts[common])
			common = pdf_width(f, g);
	buf_adds(out, "/DW ");
	pdf_put_int(out, common);
	buf_adds(out, "/W[");
	for (uint32_t g = next_used(f, 0); g < n; g = next_used(f, g + 1)) {
		if (pdf_width(f, g) == common)
			continue;
		if ((int)g != last + 1) {
			if (last >= 0)
				buf_addc(out, ']');
			pdf_put_int(out, (long)g);
			buf_addc(out, '[');
		} else {
			buf_addc(out, ' ');
		}
		pdf_put_int(out, pdf_width(f, g));
		last = (int)g;
	}
	buf_adds(out, last >= 0 ? "]]" : "]");
}

/* Arabic presentation forms and Latin ligatures: they stand in a font's table for old texts, and no one searches for them.
 */
static bool is_presentation_form(const char *text)
{
	const char *end = text + strlen(text);
	uint32_t c = utf8_next(&text, end);

	return (c >= 0xfb00 && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfeff);
}

/* Is the text what a glyph made of it surely means? Not where it is a space or hyphen of a special kind, which fonts set
 * like the plain one. */
static bool is_plain(const char *text, size_t len)
{
	const char *end = text + len;
	uint32_t c = utf8_next(&text, end);

	return (c >= 0x20 && c < 0x7f) || (c > 0xad && c < 0x2000) || (c >= 0x2070 && c < 0xfb00);
}

/* Asking the font costs a walk over its whole table once, so where the text itself tells, that is taken. */
static const char *find_text(struct pdf_writer *w, struct pdf_face *f, uint32_t glyph, const char *alone, size_t len)
{
	const char *text = glyph < f->face->n_glyphs ? f->texts[glyph] : NULL;

	if (text || glyph >= f->face->n_glyphs)
		return text;
	if (alone && len == 2 && memcmp(alone, "\xc2\xa0", 2) == 0) {
		text = " ";
	} else if (alone && len > 0 && is_plain(alone, len)) {
		text = arena_strndup(w->arena, alone, len);
	} else {
		text = font_glyph_text(f->face, glyph);
		if (text && (!*text || is_presentation_form(text)))
			text = NULL;
		if (!text && alone && len > 0)
			text = arena_strndup(w->arena, alone, len);
	}
	if (text)
		f->texts[glyph] = text;
	return text;
}

const char *pdf_glyph_text(struct pdf_writer *w, struct pdf_face *f, uint32_t glyph, const char *alone, size_t len)
{
	const char *said = find_text(w, f, glyph, alone, len);

	pdf_drawn_note(w, f, glyph, alone, len, said);
	return said;
}

/* ---- ToUnicode ----------------------------------------------------------------------------------------------------- */

/* Hebrew to Arabic Extended-A, N'Ko and their like, and the plane's right-to-left part: what `font` sets leftwards. */
static bool is_leftward(uint32_t c)
{
	return (c >= 0x590 && c <= 0x8ff) || (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfeff) ||
	       (c >= 0x10800 && c <= 0x10fff) || (c >= 0x1e800 && c <= 0x1efff);
}

/* The text as UTF-16BE in hexadecimal; the letters of a right-to-left ligature in the order in which they would be shown. */
static void put_utf16(struct buf *out, const char *text)
{
	const char *end = text + strlen(text);
	uint32_t letters[16], c;
	size_t n = 0;

	while (n < sizeof letters / sizeof *letters && (c = utf8_next(&text, end)) != 0)
		letters[n++] = c;
	buf_addc(out, '<');
	for (size_t i = 0; i < n; i++) {
		c = letters[is_leftward(letters[0]) ? n - 1 - i : i];
		if (c >= 0x10000)
			pdf_put_hex(out, (0xd800 + ((c - 0x10000) >> 10)) << 16 | (0xdc00 + ((c - 0x10000) & 0x3ff)), 8);
		else
			pdf_put_hex(out, c, 4);
	}
	buf_addc(out, '>');
}

/* The only code point of the text, where that is in the basic plane; else 0. */
static uint32_t single(const char *text)
{
	const char *end = text + strlen(text);
	uint32_t c = utf8_next(&text, end);

	return text == end && c < 0x10000 ? c : 0;
}

/* How many codes from `from` on go up by one together with their letters, within one first byte of both (9.10.3). */
static size_t range(const struct pdf_map *map, size_t from, size_t n)
{
	size_t i = from + 1;
	uint32_t c = single(map[from].text);

	for (; c && i < n; i++)
		if (map[i].code != map[i - 1].code + 1 || single(map[i].text) != c + (i - from) ||
		    map[i].code >> 8 != map[from].code >> 8 || (c + (i - from)) >> 8 != c >> 8)
			break;
	return i - from;
}

static void put_code(struct buf *out, uint32_t code, int digits)
{
	buf_addc(out, '<');
	pdf_put_hex(out, code, digits);
	buf_addc(out, '>');
}

/* Either the ranges of two or more, or what is left; at most 100 stand in one block. */
static void put_block(struct buf *out, const struct pdf_map *map, size_t n, int digits, bool ranges)
{
	const char *name = ranges ? "bfrange" : "bfchar";
	struct buf block = {0};
	int count = 0;

	for (size_t i = 0, len; i < n; i += len) {
		len = range(map, i, n);
		if ((len > 1) == ranges) {
			put_code(&block, map[i].code, digits);
			if (ranges)
				put_code(&block, map[i + len - 1].code, digits);
			put_utf16(&block, map[i].text);
			buf_addc(&block, '\n');
			count++;
		}
		if (count == 100 || (count > 0 && i + len >= n)) {
			buf_addf(out, "%d begin%s\n%send%s\n", count, name, block.data, name);
			buf_reset(&block);
			count = 0;
		}
	}
	buf_free(&block);
}

unsigned pdf_write_unicode(struct pdf_writer *w, const struct pdf_map *map, size_t n, int bytes)
{
	unsigned id = pdf_file_object(w->file);
	struct buf out = {0};
	int digits = 2 * bytes;

	buf_addf(&out,
		 "/CIDInit/ProcSet findresource begin\n12 dict "
		 "begin\nbegincmap\n/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement "
		 "0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n1 "
		 "begincodespacerange\n<%0*X><%0*X>\nendcodespacerange\n",
		 digits, 0, digits, bytes == 1 ? 0xff : 0xffff);
	put_block(&out, map, n, digits, true);
	put_block(&out, map, n, digits, false);
	buf_adds(&out, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
	pdf_set_stream(w, id, out.data, out.len, false);
	buf_free(&out);
	return id;
}

/* Every code that is shown has a text (ISO 14289-1, 7.21.7). One that has none of its own is shown with /ActualText beside
 * it. */
static unsigned write_face_unicode(struct pdf_writer *w, struct pdf_face *f)
{
	struct pdf_map *map;
	size_t n = 0;

	for (uint32_t g = next_used(f, 0); g < f->face->n_glyphs; g = next_used(f, g + 1))
		n++;
	map = arena_many(w->arena, struct pdf_map, n + 1);
	n = 0;
	for (uint32_t g = next_used(f, 0); g < f->face->n_glyphs; g = next_used(f, g + 1)) {
		const char *text = pdf_glyph_text(w, f, g, NULL, 0);

		map[n++] = (struct pdf_map){g, text ? text : "\xef\xbf\xbd"};
	}
	return pdf_write_unicode(w, map, n, 2);
}

/* ---- the font program ---------------------------------------------------------------------------------------------- */

/* Glyphs from which on a face says so much that it gets the whole alphabet. */
#define MUCH 60

/* With the letters of the codes. Their texts are theirs, unless what was shown said otherwise. */
static void use_letters(struct pdf_writer *w, struct pdf_face *f, const uint32_t codes[256], bool all)
{
	for (int i = 0; i < 256; i++) {
		bool plain = codes[i] < 0x80 || (codes[i] >= 0x2000 && codes[i] < 0x2070);
		uint32_t glyph = codes[i] && (plain || all) ? font_face_glyph(f->face, codes[i]) : 0;
		char text[4];

		if (glyph == 0 || glyph >= f->face->n_glyphs || f->used[glyph])
			continue;
		f->used[glyph] = 1;
		pdf_glyph_text(w, f, glyph, text, utf8_put(text, codes[i]));
	}
}

/* Does it show a letter of the language that is not ASCII's? */
static bool has_letters(const struct pdf_face *f, const uint32_t codes[256])
{
	for (int i = 0; i < 256; i++) {
		uint32_t glyph = codes[i] >= 0xc0 && codes[i] < 0x2000 ? font_face_glyph(f->face, codes[i]) : 0;

		if (glyph > 0 && glyph < f->face->n_glyphs && f->used[glyph])
			return true;
	}
	return false;
}

/* A face that says much has ASCII and its signs, or all letters of the language where it shows one of them: then its program
 * is the same in nearly all families' files, and is cut and compressed once a run. It is the file's own words that decide,
 * so a file's bytes do not depend on the run. Two kilobytes a face, where the letters of a whole document would leave few
 * out anyway. */
static void round_up(struct pdf_writer *w, struct pdf_face *f)
{
	uint32_t n = 0, codes[256];

	for (uint32_t g = next_used(f, 1); g < f->face->n_glyphs && n < MUCH; g = next_used(f, g + 1))
		n++;
	if (n < MUCH)
		return;
	font_typing_codes(w->set->lang, codes);
	use_letters(w, f, codes, has_letters(f, codes));
}

/* The face and which of its glyphs, as bytes; in the arena. */
static char *program_key(struct pdf_writer *w, const struct pdf_face *f, size_t *n)
{
	const unsigned index = f->face->index;
	char *key = arena_alloc(w->arena, *n = sizeof index + f->face->n_glyphs / 8 + 1);

	memcpy(key, &index, sizeof index);
	for (uint32_t g = next_used(f, 0); g < f->face->n_glyphs; g = next_used(f, g + 1))
		key[sizeof index + g / 8] |= (char)(1 << g % 8);
	return key;
}

/* What a face's glyphs decide, as it is kept: this, the widths' text and the program. */
struct program {
	char tag[7];
	bool packed;
	size_t length; /* of the program before it was packed */
	size_t widths; /* bytes */
};

/* Behind `head` and the widths stands the program, `len` bytes; in the arena. NULL: told. */
static const char *program(struct pdf_writer *w, struct pdf_face *f, struct program *head, size_t *len)
{
	size_t n, size;
	char *key = program_key(w, f, &n), *kept = keep_find(w->shared->programs, w->arena, key, n, &size);
	struct buf value = {0};
	unsigned char *data;
	const void *packed;

	if (!kept) {
		if (!font_subset(w->diags, f->face, f->used, &data, len))
			return NULL;
		*head = (struct program){.length = *len};
		font_subset_tag(f->face, f->used, head->tag);
		packed = w->meta->compress ? pdf_pack(w->shared->deflate, w->arena, data, *len, &size) : NULL;
		head->packed = packed != NULL;
		buf_add(&value, head, sizeof *head);
		put_widths(f, &value);
		head->widths = value.len - sizeof *head;
		memcpy(value.data, head, sizeof *head);
		buf_add(&value, packed ? packed : data, packed ? size : *len);
		free(data);
		size = value.len;
		kept = arena_strndup(w->arena, value.data, size);
		buf_free(&value);
		if (w->meta->compress)
			keep_add(w->shared->programs, key, n, kept, size);
	}
	memcpy(head, kept, sizeof *head);
	*len = size - sizeof *head - head->widths;
	return kept + sizeof *head;
}

/* ---- the font's objects -------------------------------------------------------------------------------------------- */

/* Flags of a descriptor (9.8.2), serif and so on; whether it is symbolic is the caller's. */
static int flags(const struct font_face *face)
{
	return (face->fixed_pitch ? 1 : 0) | (face->serif ? 2 : 0) | (face->italic ? 64 : 0);
}

void pdf_put_descriptor(struct pdf_writer *w, const struct font_face *face, const char *name, int symbolic,
			const char *file_key, unsigned file)
{
	struct buf *out = &w->tmp;

	buf_adds(out, "/Type/FontDescriptor/FontName");
	pdf_put_name(out, name);
	buf_addf(out, "/Flags %d/FontBBox[%ld %ld %ld %ld]", flags(face) | symbolic, per_mille(face, face->bbox[0]),
		 per_mille(face, face->bbox[1]), per_mille(face, face->bbox[2]), per_mille(face, face->bbox[3]));
	buf_addf(out, "/ItalicAngle %d/Ascent %ld/Descent %ld/CapHeight %ld/StemV %ld/%s ", face->italic_angle,
		 per_mille(face, face->ascent), per_mille(face, face->descent),
		 per_mille(face, face->cap_height ? face->cap_height : face->ascent), per_mille(face, face->stem_v),
		 file_key);
	pdf_put_ref(out, file);
}

static void write_face(struct pdf_writer *w, struct pdf_face *f)
{
	const struct font_face *face = f->face;
	bool cff = face->format != FONT_TRUETYPE;
	unsigned file = pdf_file_object(w->file), descriptor = pdf_file_object(w->file), cid = pdf_file_object(w->file),
		 unicode;
	struct program head;
	const char *widths;
	char *name;
	size_t len;

	f->used[0] = 0; /* .notdef is always in the subset, and never shown */
	round_up(w, f);
	widths = program(w, f, &head, &len);
	if (!widths) {
		w->failed = true;
		return;
	}
	name = arena_printf(w->arena, "%s+%s", head.tag, face->name);
	if (cff)
		buf_adds(&w->tmp, "/Subtype/CIDFontType0C");
	else
		buf_addf(&w->tmp, "/Length1 %zu", head.length);
	pdf_set_bytes(w, file, widths + head.widths, len, head.packed);
	pdf_put_descriptor(w, face, name, 4, cff ? "FontFile3" : "FontFile2", file);
	pdf_set(w, descriptor);

	buf_addf(&w->tmp, "/Type/Font/Subtype/CIDFontType%d/BaseFont", cff ? 0 : 2);
	pdf_put_name(&w->tmp, name);
	buf_adds(&w->tmp, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ");
	pdf_put_ref(&w->tmp, descriptor);
	if (!cff)
		buf_adds(&w->tmp, "/CIDToGIDMap/Identity");
	buf_add(&w->tmp, widths, head.widths);
	pdf_set(w, cid);

	unicode = write_face_unicode(w, f);
	buf_adds(&w->tmp, "/Type/Font/Subtype/Type0/BaseFont");
	pdf_put_name(&w->tmp, cff ? arena_printf(w->arena, "%s-Identity-H", name) : name);
	buf_adds(&w->tmp, "/Encoding/Identity-H/DescendantFonts[");
	pdf_put_ref(&w->tmp, cid);
	buf_adds(&w->tmp, "]/ToUnicode ");
	pdf_put_ref(&w->tmp, unicode);
	pdf_set(w, f->id);
}

void pdf_write_fonts(struct pdf_writer *w)
{
	for (size_t i = 0; i < w->n_faces; i++)
		if (w->faces[i].id)
			write_face(w, &w->faces[i]);
}
