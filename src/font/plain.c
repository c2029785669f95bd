/* Plain text: set from left to right, of nothing but plain characters (break.c), in faces that have them all. Most
 * paragraphs are; they are copied and classed in one pass, and neither bidi nor ICU's break rules are asked. Anything else
 * is refused, to analyse.c. */
#include "font/analyse.h"

#include <string.h>

hb_language_t font_hb_language(const char *lang)
{
	return lang && *lang ? hb_language_from_string(lang, -1) : HB_LANGUAGE_INVALID;
}

static bool face_has_plain(const struct font_face *face, const char *text, size_t len)
{
	const char *end = text + len;

	while (text < end) {
		uint32_t c;

		if ((unsigned char)*text < 0x80) {
			text++;
			continue;
		}
		c = utf8_next(&text, end);
		if (font_face_glyph(face, c) == 0)
			return false;
	}
	return true;
}

/* Copies the text and classes it; false at the first character that is not plain. */
static bool copy_plain(char *to, uint8_t *classes, const char *text, size_t len, size_t *n_chars, bool *ascii)
{
	const char *s = text, *end = text + len;

	memcpy(to, text, len);
	while (s < end) {
		const char *from = s;
		uint32_t c = (unsigned char)*s;
		uint8_t class;

		if (c < 0x80) {
			s++;
		} else {
			c = utf8_next(&s, end);
			*ascii = false;
		}
		class = font_break_class(c);
		if (class == 0)
			return false;
		classes[from - text] = class;
		for (const char *rest = from + 1; rest < s; rest++)
			classes[rest - text] = FONT_CLASS_REST;
		++*n_chars;
	}
	return true;
}

bool font_analyse_plain(struct font_set *set, const char *lang, const struct font_span *spans, size_t n,
			struct font_analysis *a)
{
	struct font_scratch *s = set->scratch;
	hb_language_t last = NULL;
	const char *last_lang = NULL;
	size_t at = 0;

	a->n_chars = 0;
	for (size_t i = 0; i < n; i++) {
		const struct font_span *span = &spans[i];
		const char *span_lang = span->lang ? span->lang : lang;
		const struct font_face *face =
			font_face_find(set, span->style->family, span->style->weight, span->style->italic);
		struct font_item *item;
		size_t len = span->text ? span->len : 3;
		bool ascii = true;

		if (!face || !face->handle->ascii)
			return false;
		if (len == 0)
			continue;
		if (!span->text) {
			memcpy(s->text + at, "\xEF\xBF\xBC", 3);
			memset(s->classes + at, FONT_CLASS_REST, 3);
			s->classes[at] = FONT_CLASS_OBJECT;
			a->n_chars++;
		} else if (!copy_plain(s->text + at, s->classes + at, span->text, len, &a->n_chars, &ascii) ||
			   (!ascii && !face_has_plain(face, span->text, len))) {
			return false;
		}
		if (!last_lang || last_lang != span_lang) {
			last = font_hb_language(span_lang);
			last_lang = span_lang;
		}
		item = font_item_add(set, face, span, i, HB_SCRIPT_LATIN, last, 0);
		item->from = (uint32_t)at;
		item->to = (uint32_t)(at += len);
	}
	a->len = at;
	font_breaks_plain(s->classes, at, s->brk);
	return true;
}
