/* A paragraph before it is shaped: cleaned, in one text, parted into items of one face, script and direction, with its
 * breaks.
 *
 * Two ways lead there. Plain text (break.c says what that is) set from left to right in a face that has all of it - most
 * paragraphs there are - is copied and classed in one pass (plain.c). Anything else is taken apart into code points, and
 * then:
 *
 *   1. cleaned: control characters go, line ends become \n, and in a value bidi's own format characters go too (a stray PDI
 * would close the isolate that keeps the value from stirring what stands around it);
 *   2. given a script each (UAX 24: common characters take that of their neighbours, a closing bracket that of the opening
 * one);
 *   3. given a face a grapheme: the style's own, else what fonts.yaml has for the script; where nothing has it, the grapheme
 * is replaced by its characters' names in brackets;
 *   4. given a level (UAX 9 by ICU), every value being an isolate of its own;
 *   5. given breaks (UAX 14 and 29; ICU, with its dictionaries for Thai, Lao, Khmer and Burmese). An object counts as a
 * letter: it keeps to the quotation mark, bracket or currency sign beside it, and parts from words at spaces.
 *
 * Bidi's format characters and soft hyphens are then taken out: they have said what they had to say. */
#include "font/analyse.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#define FSI 0x2068u
#define PDI 0x2069u

void *font_grow(void *p, size_t *cap, size_t need, size_t size)
{
	if (need <= *cap)
		return p;
	*cap = need + need / 2 + 64;
	return realloc(p, *cap * size);
}

void font_scratch_free(struct font_scratch *s)
{
	if (!s)
		return;
	free(s->text);
	free(s->brk);
	free(s->classes);
	free(s->items);
	free(s->cps);
	free(s->cps2);
	free(s->utf16);
	free(s->where);
	free(s->pieces);
	free(s->slices);
	free(s->units);
	free(s);
}

static void text_room(struct font_scratch *s, size_t need)
{
	size_t cap = s->cap;

	if (need <= cap)
		return;
	s->text = font_grow(s->text, &s->cap, need, 1);
	s->brk = realloc(s->brk, s->cap);
	s->classes = realloc(s->classes, s->cap);
}

struct font_item *font_item_add(struct font_set *set, const struct font_face *face, const struct font_span *span,
				size_t index, hb_script_t script, hb_language_t lang, uint8_t level)
{
	struct font_scratch *s = set->scratch;
	const struct font_style *style = span->style;
	struct font_item *item;

	s->items = font_grow(s->items, &s->cap_items, s->n_items + 1, sizeof *s->items);
	item = &s->items[s->n_items++];
	*item = (struct font_item){0};
	item->how.face = face;
	item->how.script = script;
	item->how.lang = lang;
	item->how.rtl = level & 1;
	item->level = level;
	item->span = (uint16_t)index;
	item->object = !span->text;
	item->size = style->size;
	item->tracking = font_script_joins(script) ? 0 : style->tracking;
	item->how.features = (uint8_t)((style->tabular ? FONT_TABULAR : 0) | (item->tracking ? FONT_NO_LIGATURES : 0));
	item->scale = (((int64_t)style->size << 20) + face->upem / 2) / face->upem;
	return item;
}

const struct font_face *font_span_face(struct font_set *set, const struct font_span *span)
{
	const struct font_style *style = span->style;
	const struct font_face *face = font_face_find(set, style->family, style->weight, style->italic);

	for (size_t i = 0; !face && i < set->n_families; i++) {
		struct font_file *file = font_family_file(&set->families[i], style->weight, style->italic);

		face = file ? font_file_face(set, file, true) : NULL;
	}
	if (!face)
		diag(set->diags, set->at, MSG_FONT_NONE);
	return face;
}

/* ---- 1: code points, cleaned ------------------------------------------------------------------------------------- */

void font_cp_add(struct font_cp **at, size_t *cap, size_t *n, struct font_cp cp)
{
	*at = font_grow(*at, cap, *n + 1, sizeof **at);
	(*at)[(*n)++] = cp;
}

bool font_is_bidi_format(uint32_t c)
{
	return c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* What a character becomes in clean text; 0: nothing. */
static uint32_t clean(uint32_t c, bool value)
{
	if (c == '\n' || (c >= ' ' && c < 0x7F))
		return c;
	switch (c) {
	case '\t': return ' ';
	case 0x0B:
	case 0x0C:
	case '\r':
	case 0x85:
	case 0x2028:
	case 0x2029: return '\n';
	case FONT_OBJECT: return 0xFFFD;
	case 0xFEFF:
	case 0xFFF9:
	case 0xFFFA:
	case 0xFFFB: return 0;
	}
	if (c < ' ' || (c >= 0x7F && c < 0xA0) || (c >= 0xE0000 && c < 0xE0080) || (value && font_is_bidi_format(c)))
		return 0;
	return c;
}

static void decode_span(struct font_scratch *s, size_t *n, const struct font_span *span, size_t index)
{
	const char *text = span->text, *end = text + span->len;
	bool value = span->path != NULL;
	struct font_cp cp = {.span = (uint16_t)index, .script = USCRIPT_COMMON};
	const struct font_cp isolate = {.c = FSI, .span = cp.span, .script = USCRIPT_COMMON, .flags = CP_ISOLATE},
			     close = {.c = PDI, .span = cp.span, .script = USCRIPT_COMMON, .flags = CP_ISOLATE};

	if (value)
		font_cp_add(&s->cps, &s->cap_cps, n, isolate);
	while (text < end) {
		uint32_t c;

		if (*text == '\0') { /* utf8_next reads a NUL as the end */
			text++;
			continue;
		}
		c = utf8_next(&text, end);
		if (c == '\r' && text < end && *text == '\n')
			continue;
		cp.c = clean(c, value);
		if (cp.c == 0)
			continue;
		/* An isolate ends with its paragraph (UAX 9, BD 9), so a value of several lines is one a line. */
		if (cp.c == '\n' && value)
			font_cp_add(&s->cps, &s->cap_cps, n, close);
		font_cp_add(&s->cps, &s->cap_cps, n, cp);
		if (cp.c == '\n' && value)
			font_cp_add(&s->cps, &s->cap_cps, n, isolate);
	}
	if (value)
		font_cp_add(&s->cps, &s->cap_cps, n, close);
}

static size_t decode(struct font_scratch *s, const struct font_span *spans, size_t n)
{
	size_t n_cps = 0;

	for (size_t i = 0; i < n; i++)
		if (spans[i].text)
			decode_span(s, &n_cps, &spans[i], i);
		else
			font_cp_add(&s->cps, &s->cap_cps, &n_cps,
				    (struct font_cp){.c = FONT_OBJECT,
						     .span = (uint16_t)i,
						     .script = USCRIPT_COMMON,
						     .flags = CP_OBJECT});
	return n_cps;
}

static void mark_graphemes(struct font_cps cps)
{
	uint32_t state = 0;

	for (size_t i = 0; i < cps.n; i++) {
		struct font_cp *cp = &cps.at[i], *before = i ? cp - 1 : NULL;

		if (!before || before->span != cp->span || ((before->flags | cp->flags) & (CP_ISOLATE | CP_OBJECT))) {
			cp->flags |= CP_GRAPHEME;
			state = 0;
		} else if (font_grapheme_break(before->c, cp->c, &state)) {
			cp->flags |= CP_GRAPHEME;
		}
	}
}

/* ---- 4: levels --------------------------------------------------------------------------------------------------- */

static int32_t to_utf16(struct font_scratch *s, struct font_cps cps, bool objects_as_letters)
{
	size_t cap = s->cap_utf16, n = 0;

	if (cps.n * 2 > cap) {
		s->utf16 = font_grow(s->utf16, &s->cap_utf16, cps.n * 2, sizeof *s->utf16);
		s->where = realloc(s->where, s->cap_utf16 * sizeof *s->where);
	}
	for (size_t i = 0; i < cps.n; i++) {
		size_t from = n;

		U16_APPEND_UNSAFE(s->utf16, n,
				  objects_as_letters && (cps.at[i].flags & CP_OBJECT) ? 'A' : (UChar32)cps.at[i].c);
		for (; from < n; from++)
			s->where[from] = (uint32_t)i;
	}
	return (int32_t)n;
}

/* Is there anything that UAX 9 has to look at, in a paragraph from left to right? */
static bool needs_bidi(struct font_cps cps)
{
	for (size_t i = 0; i < cps.n; i++) {
		uint32_t c = cps.at[i].c;

		if (c < 0x590 || (cps.at[i].flags & CP_ISOLATE))
			continue;
		if (c < 0x900 || font_is_bidi_format(c) || (c >= 0xFB1D && c < 0xFF00) || (c >= 0x10800 && c < 0x11000) ||
		    (c >= 0x1E800 && c < 0x1F000))
			return true;
	}
	return false;
}

static void give_levels(struct font_set *set, struct font_cps cps, bool rtl)
{
	struct font_scratch *s = set->scratch;
	UErrorCode status = U_ZERO_ERROR;
	const UBiDiLevel *levels;
	int32_t len;

	for (size_t i = 0; i < cps.n; i++)
		cps.at[i].level = rtl;
	if (cps.n == 0 || (!rtl && !needs_bidi(cps)))
		return;
	len = to_utf16(s, cps, false);
	if (!set->bidi)
		set->bidi = ubidi_open();
	ubidi_setPara(set->bidi, s->utf16, len, rtl ? 1 : 0, NULL, &status);
	levels = ubidi_getLevels(set->bidi, &status);
	if (U_FAILURE(status))
		return;
	for (int32_t i = 0; i < len; i++)
		cps.at[s->where[i]].level = levels[i];
}

/* ---- 5: breaks --------------------------------------------------------------------------------------------------- */

static size_t drop(struct font_cps cps, bool soft_hyphens)
{
	size_t to = 0;

	for (size_t i = 0; i < cps.n; i++) {
		const struct font_cp *cp = &cps.at[i];

		if (soft_hyphens && cp->c == 0xAD) {
			if (to > 0 && cp->brk == FONT_BREAK_LINE && i + 1 < cps.n && cps.at[to - 1].c != '\n')
				cps.at[to - 1].brk = FONT_BREAK_LINE | FONT_BRK_HYPHEN;
			continue;
		}
		if (!soft_hyphens && ((cp->flags & CP_ISOLATE) || font_is_bidi_format(cp->c)))
			continue;
		cps.at[to++] = *cp;
	}
	return to;
}

static void give_breaks(struct font_set *set, struct font_cps cps)
{
	struct font_scratch *s = set->scratch;
	UErrorCode status = U_ZERO_ERROR;
	int32_t len = to_utf16(s, cps, true), at;

	for (size_t i = 0; i < cps.n; i++)
		cps.at[i].brk =
			i + 1 == cps.n || (cps.at[i + 1].flags & CP_GRAPHEME) ? FONT_BREAK_GRAPHEME : FONT_BREAK_NONE;
	if (!set->lines)
		set->lines = ubrk_open(UBRK_LINE, "en", NULL, 0, &status);
	if (set->lines)
		ubrk_setText(set->lines, s->utf16, len, &status);
	if (!set->lines || U_FAILURE(status))
		return; /* ICU without its data: lines end between graphemes */
	while ((at = ubrk_next(set->lines)) != UBRK_DONE) {
		struct font_cp *cp = &cps.at[s->where[at - 1]];

		if (cp->brk != FONT_BREAK_NONE)
			cp->brk = FONT_BREAK_LINE;
	}
	for (size_t i = 0; i < cps.n; i++)
		if (cps.at[i].c == '\n')
			cps.at[i].brk = FONT_BREAK_MUST;
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */

static hb_script_t to_hb_script(int script)
{
	const char *name = uscript_getShortName((UScriptCode)script);

	return name ? hb_script_from_iso15924_tag(HB_TAG(name[0], name[1], name[2], name[3])) : HB_SCRIPT_LATIN;
}

static bool same_item(const struct font_cp *a, const struct font_cp *b)
{
	return a->span == b->span && a->face == b->face && a->script == b->script && a->level == b->level;
}

static void write_items(struct font_set *set, const char *lang, const struct font_span *spans, struct font_cps cps,
			struct font_analysis *a)
{
	struct font_scratch *s = set->scratch;
	struct font_item *item = NULL;
	size_t at = 0;

	text_room(s, cps.n * 4 + 1);
	for (size_t i = 0; i < cps.n; i++) {
		const struct font_cp *cp = &cps.at[i];
		size_t len;

		if (!item || !same_item(cp, cp - 1)) {
			const struct font_span *span = &spans[cp->span];

			item = font_item_add(set, cp->face, span, cp->span, to_hb_script(cp->script),
					     font_hb_language(span->lang ? span->lang : lang), cp->level);
			item->from = (uint32_t)at;
		}
		len = utf8_put(s->text + at, cp->c);
		memset(s->brk + at, FONT_BREAK_NONE, len);
		s->brk[at + len - 1] = cp->brk;
		item->to = (uint32_t)(at += len);
	}
	if (at > 0 && s->brk[at - 1] != FONT_BREAK_MUST)
		s->brk[at - 1] = FONT_BREAK_LINE; /* the text ends: no hyphen */
	a->len = at;
	a->n_chars = cps.n;
}

bool font_analyse(struct font_set *set, struct diags *diags, const char *lang, bool rtl, const struct font_span *spans,
		  size_t n, struct font_analysis *a)
{
	struct font_scratch *s = set->scratch;
	size_t total = 0, n_cps;
	struct font_cps cps;

	for (size_t i = 0; i < n; i++)
		total += spans[i].text ? spans[i].len : 3;
	text_room(s, total + 1);
	*a = (struct font_analysis){.base = rtl};
	s->n_items = 0;
	if (rtl || !font_analyse_plain(set, lang, spans, n, a)) {
		s->n_items = 0;
		n_cps = decode(s, spans, n);
		cps = (struct font_cps){s->cps, n_cps};
		mark_graphemes(cps);
		font_give_scripts(cps);
		if (!font_give_faces(set, diags, lang, spans, cps, &n_cps))
			return false;
		cps = (struct font_cps){s->cps2, n_cps};
		give_levels(set, cps, rtl);
		cps.n = drop(cps, false);
		if (cps.n > 0)
			give_breaks(set, cps);
		cps.n = drop(cps, true);
		write_items(set, lang, spans, cps, a);
	}
	s->text[a->len] = '\0';
	a->text = s->text;
	a->brk = s->brk;
	a->items = s->items;
	a->n_items = s->n_items;
	return true;
}
