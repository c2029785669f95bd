/* Which face each grapheme is set in: the style's own where it can be; else one that has all letters of the script in the
 * span, so that no word is set in two; else one for the grapheme alone. What no face has is replaced by its names in
 * brackets, and told. */
#include "font/analyse.h"

#include <string.h>
#include <strings.h>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

/* The language by which ideographs of a span are chosen: its own where that has a say, else Japanese where kana and Korean
 * where Hangul stand beside them. */
static const char *ideograph_language(struct font_cps span, const char *lang)
{
	if (lang && (strncasecmp(lang, "zh", 2) == 0 || strncasecmp(lang, "ja", 2) == 0 || strncasecmp(lang, "ko", 2) == 0 ||
		     strncasecmp(lang, "yue", 3) == 0))
		return lang;
	for (size_t i = 0; i < span.n; i++) {
		if (span.at[i].script == USCRIPT_HIRAGANA || span.at[i].script == USCRIPT_KATAKANA)
			return "ja";
		if (span.at[i].script == USCRIPT_HANGUL)
			return "ko";
	}
	return lang;
}

static size_t grapheme_end(struct font_cps cps, size_t from)
{
	size_t to = from + 1;

	while (to < cps.n && !(cps.at[to].flags & CP_GRAPHEME))
		to++;
	return to;
}

/* Characters that need no glyph. */
static bool shows_nothing(uint32_t c)
{
	return c == '\n' || c == FONT_OBJECT || c == 0x200B || c == 0xAD || font_is_bidi_format(c);
}

#define SCRIPTS 8 /* a span with more of them has faces found letter by letter */
#define LETTERS 192

struct finder {
	struct font_set *set;
	const struct font_style *style;
	const char *lang;
	const struct font_face *primary;
	struct font_cps span; /* the one at hand */
	struct {
		int script;
		const struct font_face *face;
	} scripts[SCRIPTS];
	size_t n_scripts;
};

/* Where no family of the script in which it stands has it: those of the scripts that use it (UAX 24, Script_Extensions). */
static const struct font_face *by_extensions(const struct finder *f, const uint32_t *cs, size_t n)
{
	UScriptCode scripts[32];
	UErrorCode status = U_ZERO_ERROR;
	int32_t n_scripts = uscript_getScriptExtensions((UChar32)cs[0], scripts, 32, &status);
	const struct font_face *face = NULL;

	for (int32_t i = 0; !face && U_SUCCESS(status) && i < n_scripts; i++)
		face = font_fallback(f->set, scripts[i], f->lang, f->style->weight, f->style->italic, cs, n);
	return face;
}

/* The one face for all letters of a script in the span, so that no word is set in two; NULL where no face has all. */
static const struct font_face *script_face(struct finder *f, int script)
{
	uint32_t cs[LETTERS];
	size_t n = 0, k;
	const struct font_face *face;

	for (size_t i = 0; i < f->n_scripts; i++)
		if (f->scripts[i].script == script)
			return f->scripts[i].face;
	if (f->n_scripts == SCRIPTS)
		return NULL;
	for (size_t i = 0; i < f->span.n && n < LETTERS; i++) {
		const struct font_cp *cp = &f->span.at[i];

		if (cp->script != script || font_is_common(cp))
			continue;
		for (k = 0; k < n && cs[k] != cp->c; k++)
			;
		if (k == n)
			cs[n++] = cp->c;
	}
	face = f->primary;
	for (size_t i = 0; i < n; i++)
		if (!font_face_covers(f->primary, &cs[i], 1))
			face = NULL;
	if (!face)
		face = font_fallback(f->set, script, f->lang, f->style->weight, f->style->italic, cs, n);
	f->scripts[f->n_scripts].script = script;
	f->scripts[f->n_scripts++].face = face;
	return face;
}

static const struct font_face *search_face(struct finder *f, struct font_cps g, const struct font_face *neighbour)
{
	uint32_t cs[64];
	size_t n = 0;
	const struct font_face *face;

	for (size_t i = 0; i < g.n && n < 64; i++)
		if (!shows_nothing(g.at[i].c))
			cs[n++] = g.at[i].c;
	if (n == 0)
		return neighbour ? neighbour : f->primary;
	if (g.at[0].script != USCRIPT_LATIN && !font_is_common(&g.at[0])) {
		face = script_face(f, g.at[0].script);
		if (face && font_face_covers(face, cs, n))
			return face;
	}
	/* What is common to all scripts (spaces, full stops) looks best in the face of the letters beside it. */
	if (neighbour && font_face_covers(neighbour, cs, n))
		return neighbour;
	if (font_face_covers(f->primary, cs, n))
		return f->primary;
	face = font_fallback(f->set, g.at[0].script, f->lang, f->style->weight, f->style->italic, cs, n);
	return face ? face : by_extensions(f, cs, n);
}

static const struct font_face *find_face(struct finder *f, struct font_cps g, const struct font_face *neighbour)
{
	struct font_scratch *s = f->set->scratch;
	struct font_choice *choice = &s->choices[(g.at[0].c ^ g.at[0].c >> 8) % FONT_CHOICES], now;

	if (g.n > 1)
		return search_face(f, g, neighbour);
	now = (struct font_choice){s->paragraph, g.at[0].c, g.at[0].script, g.at[0].span, neighbour, NULL};
	if (choice->paragraph == now.paragraph && choice->c == now.c && choice->script == now.script &&
	    choice->span == now.span && choice->neighbour == now.neighbour)
		return choice->face;
	now.face = search_face(f, g, neighbour);
	*choice = now;
	return now.face;
}

/* The face that letters of the same script behind g[0] in the span have been given, or, looking ahead, will be: for signs
 * before them. */
static const struct font_face *letters_ahead(struct finder *f, struct font_cps cps, size_t from)
{
	for (size_t i = from; i < cps.n && i < from + 64 && cps.at[i].span == cps.at[from].span; i++)
		if (!font_is_common(&cps.at[i])) {
			struct font_cps g = {cps.at + i, grapheme_end(cps, i) - i};

			return cps.at[i].script == cps.at[from].script ? find_face(f, g, NULL) : NULL;
		}
	return NULL;
}

/* "KHMER LETTER KA"; "U+E000" where Unicode has no name. Returns its length. */
static size_t character_name(uint32_t c, char name[128])
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t len = u_charName((UChar32)c, U_UNICODE_CHAR_NAME, name, 120, &status);

	if (U_FAILURE(status) || len <= 0)
		len = snprintf(name, 120, "U+%04X", c);
	return (size_t)len;
}

/* Puts the names of a grapheme's characters in its place, and tells it where there are diags (measuring has none). */
static void put_names(struct font_scratch *s, size_t *n, struct font_cps g, const struct finder *f, struct diags *diags,
		      const struct font_span *span)
{
	struct font_cp put = {
		.span = g.at[0].span, .script = USCRIPT_LATIN, .flags = CP_GRAPHEME | CP_NAME, .face = f->primary};

	s->named = true;
	for (size_t i = 0; i < g.n; i++) {
		char name[128], what[160];
		size_t len;

		if (shows_nothing(g.at[i].c) ||
		    u_hasBinaryProperty((UChar32)g.at[i].c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
		    (i > 0 && font_face_glyph(f->primary, g.at[i].c)))
			continue;
		len = character_name(g.at[i].c, name);
		for (size_t k = 0; k < len + 2; k++) {
			put.c = k == 0 ? '[' : k == len + 1 ? ']' : (uint32_t)(unsigned char)name[k - 1];
			font_cp_add(&s->cps2, &s->cap_cps2, n, put);
		}
		if (!diags)
			continue;
		snprintf(what, sizeof what, name[0] == 'U' && name[1] == '+' ? "%s" : "%s (U+%04X)", name, g.at[i].c);
		if (span->path) {
			char which[512];

			/* Once a path: whoever mends the record must hear of each. */
			snprintf(which, sizeof which, "%s %s", what, span->path);
			diag_each(diags, which, span->path, span->at, MSG_FONT_NO_FACE_VALUE, span->path, what);
		} else {
			diag_each(diags, what, NULL, span->at, MSG_FONT_NO_FACE, what);
		}
	}
}

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* Is it part of a number, a phone number or a date? Those are set in the style's own face, whole. */
static bool in_figures(struct font_cps cps, size_t i)
{
	if (cps.at[i].c >= 0x80)
		return false;
	return is_digit(cps.at[i].c) || (i > 0 && is_digit(cps.at[i - 1].c)) || (i + 1 < cps.n && is_digit(cps.at[i + 1].c));
}

static bool same_script_beside(const struct font_cp *cp, const struct font_cp *before)
{
	return before->span == cp->span && before->script == cp->script &&
	       !(before->flags & (CP_OBJECT | CP_ISOLATE | CP_NAME));
}

/* Faces for all, into cps2: characters without a face are replaced there. False where no face can be opened at all. */
bool font_give_faces(struct font_set *set, struct diags *diags, const char *lang, const struct font_span *spans,
		     struct font_cps cps, size_t *n_out)
{
	struct font_scratch *s = set->scratch;
	struct finder f = {.set = set};
	const struct font_cp *letter = NULL; /* the last one that is no common character */
	struct font_cp last_letter;
	size_t span = SIZE_MAX, n = 0;

	s->paragraph++;
	for (size_t i = 0, to; i < cps.n; i = to) {
		struct font_cps g;
		const struct font_face *face, *neighbour = NULL;
		bool common;

		to = grapheme_end(cps, i);
		g = (struct font_cps){cps.at + i, to - i};
		if (g.at[0].span != span) {
			size_t end = i;

			span = g.at[0].span;
			while (end < cps.n && cps.at[end].span == span)
				end++;
			f.style = spans[span].style;
			f.primary = font_span_face(set, &spans[span]);
			if (!f.primary)
				return false;
			f.span = (struct font_cps){cps.at + i, end - i};
			f.lang = ideograph_language(f.span, spans[span].lang ? spans[span].lang : lang);
			f.n_scripts = 0;
			letter = NULL;
		}
		common = font_is_common(&g.at[0]);
		if (g.at[0].flags & (CP_OBJECT | CP_ISOLATE)) {
			face = f.primary;
		} else {
			if (common && g.at[0].script != USCRIPT_LATIN && !in_figures(cps, i))
				neighbour = letter && same_script_beside(&g.at[0], letter) ? letter->face
											   : letters_ahead(&f, cps, i);
			face = find_face(&f, g, neighbour);
		}
		if (!face) {
			put_names(s, &n, g, &f, diags, &spans[span]);
			continue;
		}
		for (size_t k = 0; k < g.n; k++) {
			g.at[k].face = face;
			g.at[k].script = g.at[0].script;
			font_cp_add(&s->cps2, &s->cap_cps2, &n, g.at[k]);
		}
		if (!common) {
			last_letter = g.at[0];
			letter = &last_letter;
		}
	}
	*n_out = n;
	return true;
}
