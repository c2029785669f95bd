/* One face: the file mapped, its measures read from its own tables, its glyphs put back into text.
 * It refuses to choose among faces (set.c) and to shape (word.c). */
#include "font/int.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

static int u16(const uint8_t *p)
{
	return p[0] << 8 | p[1];
}
static int s16(const uint8_t *p)
{
	return (int16_t)u16(p);
}

struct table {
	hb_blob_t *blob;
	const uint8_t *data;
	unsigned len;
};

static struct table table_open(hb_face_t *hb, hb_tag_t tag)
{
	struct table t = {hb_face_reference_table(hb, tag), NULL, 0};

	t.data = (const uint8_t *)hb_blob_get_data(t.blob, &t.len);
	return t;
}

/* Is the CFF font CID-keyed: does its top DICT begin with ROS (12 30)? Adobe Technical Note 5176, clauses 4, 9 and 18. */
static bool cff_is_cid(const struct table *t)
{
	size_t at;

	if (t->len < 4)
		return false;
	at = t->data[2]; /* hdrSize; the Name INDEX stands there, the top DICT INDEX behind it */
	for (int index = 0; index < 2; index++) {
		size_t count, off_size, offsets, end = 0, first = 0;

		if (at + 3 > t->len)
			return false;
		count = (size_t)u16(t->data + at);
		if (count == 0) {
			at += 2;
			continue;
		}
		off_size = t->data[at + 2];
		offsets = at + 3;
		if (off_size < 1 || off_size > 4 || offsets + (count + 1) * off_size > t->len)
			return false;
		for (size_t i = 0; i < off_size; i++) {
			first = first << 8 | t->data[offsets + i];
			end = end << 8 | t->data[offsets + count * off_size + i];
		}
		at = offsets + (count + 1) * off_size - 1;
		if (first < 1 || end < first || at + end > t->len)
			return false;
		if (index == 1) {
			/* ROS is the first operator of a CID font: three operands, each a number of 1 to 5 bytes. */
			for (size_t p = at + first; p + 1 < at + end;) {
				uint8_t b = t->data[p];

				if (b == 12)
					return t->data[p + 1] == 30;
				if (b < 28)
					return false;
				p += b == 28 ? 3 : b == 29 ? 5 : b >= 247 && b < 255 ? 2 : 1;
			}
		}
		at += end;
	}
	return false;
}

static void read_metrics(struct font_face *face, hb_face_t *hb)
{
	struct table head = table_open(hb, HB_TAG('h', 'e', 'a', 'd')), hhea = table_open(hb, HB_TAG('h', 'h', 'e', 'a'));
	struct table os2 = table_open(hb, HB_TAG('O', 'S', '/', '2')), post = table_open(hb, HB_TAG('p', 'o', 's', 't'));
	int weight = face->weight;

	if (head.len >= 54)
		for (int i = 0; i < 4; i++)
			face->bbox[i] = s16(head.data + 36 + 2 * i);
	if (hhea.len >= 10) {
		face->ascent = s16(hhea.data + 4);
		face->descent = s16(hhea.data + 6);
		face->line_gap = s16(hhea.data + 8);
	}
	if (os2.len >= 78) {
		int family_class = u16(os2.data + 30) >> 8;

		/* OS/2 usWeightClass: 1 to 1000; a broken file may say anything. */
		weight = u16(os2.data + 4) < 1000 ? u16(os2.data + 4) : 1000;
		face->serif =
			(family_class >= 1 && family_class <= 5) || family_class == 7 ||
			(os2.data[32] == 2 && os2.data[33] >= 2 && os2.data[33] <= 10); /* PANOSE: Latin text, with serifs */
		/* OS/2 fsSelection, USE_TYPO_METRICS */
		if ((u16(os2.data + 62) & 0x80) || (face->ascent == 0 && face->descent == 0)) {
			face->ascent = s16(os2.data + 68);
			face->descent = s16(os2.data + 70);
			face->line_gap = s16(os2.data + 72);
		}
		if (u16(os2.data) >= 2 && os2.len >= 90) {
			face->x_height = s16(os2.data + 86);
			face->cap_height = s16(os2.data + 88);
		}
	}
	if (post.len >= 16) {
		face->italic_angle = s16(post.data + 4);
		face->fixed_pitch = (post.data[12] | post.data[13] | post.data[14] | post.data[15]) != 0;
	}
	if (face->cap_height <= 0)
		face->cap_height = face->ascent * 7 / 10;
	if (face->x_height <= 0)
		face->x_height = face->cap_height * 7 / 10;
	/* No table says how thick a stem is; this is the usual estimate from the weight. */
	face->stem_v = 50 + weight * weight / 4225;
	hb_blob_destroy(head.blob);
	hb_blob_destroy(hhea.blob);
	hb_blob_destroy(os2.blob);
	hb_blob_destroy(post.blob);
}

/* A PostScript name as a PDF name may carry it: without spaces, brackets and so on. */
static const char *face_name(struct arena *arena, hb_face_t *hb, const char *family)
{
	char name[64], *to;
	unsigned len = sizeof name;

	if (hb_ot_name_get_utf8(hb, HB_OT_NAME_ID_POSTSCRIPT_NAME, hb_language_from_string("en", -1), &len, name) == 0)
		len = (unsigned)snprintf(name, sizeof name, "%s", family);
	to = name;
	for (const char *s = name; *s; s++)
		if ((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') || (*s >= '0' && *s <= '9') || *s == '-')
			*to++ = *s;
	*to = '\0';
	return arena_strdup(arena, name[0] ? name : "Font");
}

/* Notes the glyphs of ASCII, which are asked for again and again. */
static void find_ascii(struct font_handle *h)
{
	hb_codepoint_t glyph;

	h->ascii = true;
	for (hb_codepoint_t c = 0; c < 128; c++) {
		h->ascii_glyphs[c] = hb_font_get_nominal_glyph(h->font, c, &glyph) ? glyph : 0;
		if (c >= ' ' && c <= '~' && h->ascii_glyphs[c] == 0)
			h->ascii = false;
	}
}

struct font_face *font_face_open(struct arena *arena, const struct font_file *file, const char **why)
{
	struct font_face *face;
	struct font_handle *h;
	struct table cff, glyf;
	hb_blob_t *blob;
	hb_face_t *hb;

	blob = hb_blob_create_from_file_or_fail(file->path);
	if (!blob) {
		*why = "there is no such file, or it cannot be read";
		return NULL;
	}
	hb = file->collection < hb_face_count(blob) ? hb_face_create(blob, file->collection) : hb_face_get_empty();
	cff = table_open(hb, HB_TAG('C', 'F', 'F', ' '));
	glyf = table_open(hb, HB_TAG('g', 'l', 'y', 'f'));
	if (hb_face_get_glyph_count(hb) == 0 || (cff.len == 0 && glyf.len == 0)) {
		*why = "it is no TrueType or OpenType font";
		hb_blob_destroy(cff.blob);
		hb_blob_destroy(glyf.blob);
		hb_face_destroy(hb);
		hb_blob_destroy(blob);
		return NULL;
	}
	face = arena_one(arena, struct font_face);
	h = face->handle = arena_one(arena, struct font_handle);
	h->arena = arena;
	h->blob = blob;
	h->hb = hb;
	h->font = hb_font_create(hb);
	face->family = file->family->name;
	face->weight = file->weight;
	face->italic = file->italic;
	face->upem = (int)hb_face_get_upem(hb);
	face->n_glyphs = hb_face_get_glyph_count(hb);
	face->format = cff.len == 0 ? FONT_TRUETYPE : cff_is_cid(&cff) ? FONT_CFF_CID : FONT_CFF;
	face->name = face_name(arena, hb, file->family->name);
	hb_font_set_scale(h->font, face->upem, face->upem);
	read_metrics(face, hb);
	find_ascii(h);
	h->hyphen = font_face_glyph(face, 0x2010);
	if (h->hyphen == 0)
		h->hyphen = font_face_glyph(face, '-');
	h->hyphen_advance = font_advance(face, h->hyphen);
	hb_blob_destroy(cff.blob);
	hb_blob_destroy(glyf.blob);
	return face;
}

void font_face_close(struct font_face *face)
{
	struct font_handle *h = face->handle;

	hb_font_destroy(h->font);
	hb_face_destroy(h->hb);
	hb_blob_destroy(h->blob);
}

int font_advance(const struct font_face *face, uint32_t glyph)
{
	return hb_font_get_glyph_h_advance(face->handle->font, glyph);
}

uint32_t font_face_glyph(const struct font_face *face, uint32_t c)
{
	hb_codepoint_t glyph;

	if (c < 128)
		return face->handle->ascii_glyphs[c];
	return hb_font_get_nominal_glyph(face->handle->font, c, &glyph) ? glyph : 0;
}

/* ---- coverage ---------------------------------------------------------------------------------------------------- */

static bool has_all(const struct font_face *face, const uint32_t *cs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (font_face_glyph(face, cs[i]) == 0 &&
		    !u_hasBinaryProperty((UChar32)cs[i], UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
			return false;
	return true;
}

static bool decomposes(uint32_t c)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar parts[32];

	return unorm2_getDecomposition(unorm2_getNFCInstance(&status), (UChar32)c, parts, 32, &status) >= 0;
}

bool font_face_covers(const struct font_face *face, const uint32_t *cs, size_t n)
{
	UChar from[128], to[512];
	int32_t len = 0, out;

	if (has_all(face, cs, n))
		return true;
	if (n > 40 || (n == 1 && !decomposes(cs[0])))
		return false;
	for (size_t i = 0; i < n; i++)
		U16_APPEND_UNSAFE(from, len, cs[i]);
	for (int composed = 1; composed >= 0; composed--) {
		UErrorCode status = U_ZERO_ERROR;
		const UNormalizer2 *norm = composed ? unorm2_getNFCInstance(&status) : unorm2_getNFDInstance(&status);
		uint32_t put[512];
		size_t n_put = 0;

		out = unorm2_normalize(norm, from, len, to, 512, &status);
		if (U_FAILURE(status))
			continue;
		for (int32_t i = 0; i < out;) {
			UChar32 c;

			U16_NEXT_UNSAFE(to, i, c);
			put[n_put++] = (uint32_t)c;
		}
		if (has_all(face, put, n_put))
			return true;
	}
	return false;
}

/* ---- glyphs back to text ----------------------------------------------------------------------------------------- */

/* Ligatures and letter forms that Unicode has for old encodings' sake: their glyphs stand for the letters themselves. */
static bool is_presentation_form(uint32_t c)
{
	return (c >= 0xFB00 && c < 0xFE00) || (c >= 0xFE70 && c < 0xFEFF);
}

/* Several code points may have one glyph. Which of them speaks for it must not hang on what else was set in this run, so
 * that the same input gives the same bytes: the lowest does; presentation forms, private use and the radicals' doubles of
 * ideographs last. */
static int rank(uint32_t c)
{
	if ((c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000)
		return 2;
	return (c >= 0x2E80 && c < 0x2FE0) || is_presentation_form(c);
}

/* The code point that stands for each glyph, 0 where none does. */
static uint32_t *reverse_cmap(const struct font_face *face)
{
	struct font_handle *h = face->handle;
	hb_set_t *all = hb_set_create();
	hb_codepoint_t last = HB_SET_VALUE_INVALID, cs[256], glyphs[256];
	uint32_t *cmap = arena_many(h->arena, uint32_t, face->n_glyphs);
	unsigned n;

	hb_face_collect_unicodes(h->hb, all);
	while ((n = hb_set_next_many(all, last, cs, 256)) > 0) {
		unsigned found = hb_font_get_nominal_glyphs(h->font, n, cs, sizeof cs[0], glyphs, sizeof glyphs[0]);

		for (unsigned i = 0; i < n; i++) {
			uint32_t glyph = i < found ? glyphs[i] : font_face_glyph(face, cs[i]), *now;

			if (glyph == 0 || glyph >= face->n_glyphs)
				continue;
			now = &cmap[glyph];
			if (*now == 0 || rank(cs[i]) < rank(*now))
				*now = cs[i];
		}
		last = cs[n - 1];
	}
	hb_set_destroy(all);
	return cmap;
}

static const char *text_of(struct arena *arena, uint32_t c)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar from[2], to[32];
	char utf8[128];
	size_t len = 0;
	int32_t n_from = 0, n;

	if (!is_presentation_form(c))
		return arena_strndup(arena, utf8, utf8_put(utf8, c));
	U16_APPEND_UNSAFE(from, n_from, c);
	n = unorm2_normalize(unorm2_getNFKCInstance(&status), from, n_from, to, 32, &status);
	for (int32_t i = 0; U_SUCCESS(status) && i < n;) {
		UChar32 part;

		U16_NEXT(to, i, n, part);
		len += utf8_put(utf8 + len, (uint32_t)part);
	}
	return arena_strndup(arena, utf8, len);
}

const char *font_glyph_text(const struct font_face *face, uint32_t glyph)
{
	struct font_handle *h = face->handle;

	if (glyph >= face->n_glyphs)
		return NULL;
	if (!h->cmap) {
		h->cmap = reverse_cmap(face);
		h->texts = arena_many(h->arena, const char *, face->n_glyphs);
	}
	if (h->cmap[glyph] && !h->texts[glyph])
		h->texts[glyph] = text_of(h->arena, h->cmap[glyph]);
	if (h->texts[glyph])
		return h->texts[glyph];
	return h->met ? h->met[glyph] : NULL;
}

void font_face_met(const struct font_face *face, uint32_t glyph, const char *text, size_t len)
{
	struct font_handle *h = face->handle;
	const char *old;

	if (glyph >= face->n_glyphs || len == 0)
		return;
	if (!h->met)
		h->met = arena_many(h->arena, const char *, face->n_glyphs);
	old = h->met[glyph];
	if (!old)
		*arena_push(h->arena, h->touched, h->n_touched, h->cap_touched) = glyph;
	/* A form may serve several letters: the shortest, then lowest text wins, whichever came first. */
	if (old && (strlen(old) < len || (strlen(old) == len && memcmp(old, text, len) <= 0)))
		return;
	h->met[glyph] = arena_strndup(h->arena, text, len);
}

void font_face_forget(struct font_face *face)
{
	struct font_handle *h = face->handle;

	for (size_t i = 0; i < h->n_touched; i++)
		h->met[h->touched[i]] = NULL;
	h->n_touched = 0;
}
