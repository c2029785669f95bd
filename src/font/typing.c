/* Which letters people can type into a blank: the 256 codes of the typing font. A simple font is what every PDF client can
 * type in, and 256 codes are all it has; so they go to ASCII, and to the letters of the language. */
#include "font/int.h"

#include <string.h>
#include <strings.h>

#include <unicode/uchar.h>
#include <unicode/ulocdata.h>
#include <unicode/uset.h>

/* PDF 32000-1, Annex D.2: WinAnsiEncoding from 128 to 159; 0 where it has no character of its own. From 160 on it is
 * Latin-1. */
static const uint16_t win_ansi[32] = {
	0x20AC, 0,	0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,	0x017D, 0,	0,	0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,	0x017E, 0x0178,
};

/* Signs that are typed in any language, in the order in which they are dropped last. */
static const uint16_t signs[] = {0x2019, 0x2018, 0x201C, 0x201D, 0x2013, 0x2014, 0x2026, 0x2022,
				 0x20AC, 0xB0,	 0xBF,	 0xA1,	 0xAB,	 0xBB,	 0xB7,	 0xBD};

/* Languages whose letters WinAnsi has, so that ICU's data need not be opened for the commonest. */
static const char *const ansi_languages[] = {"ca", "da", "de", "en", "es", "fi", "fil", "fr", "ga", "gl", "id", "is",
					     "it", "ms", "nb", "nl", "nn", "no", "pt",	"so", "sv", "sw", "tl", NULL};

/* The code of a character in WinAnsi, or 0. */
static int ansi_code(uint32_t c)
{
	if ((c >= 0x20 && c < 0x7F) || (c >= 0xA0 && c <= 0xFF))
		return (int)c;
	for (int i = 0; i < 32; i++)
		if (c && win_ansi[i] == c)
			return 128 + i;
	return 0;
}

static void all_of_ansi(uint32_t codes[256])
{
	for (int i = 0; i < 128; i++)
		codes[128 + i] = i < 32 ? win_ansi[i] : (uint32_t)(128 + i);
}

static bool speaks_ansi(const char *lang)
{
	for (int i = 0; ansi_languages[i]; i++) {
		size_t len = strlen(ansi_languages[i]);

		if (strncasecmp(lang, ansi_languages[i], len) == 0 &&
		    (lang[len] == '\0' || lang[len] == '-' || lang[len] == '_'))
			return true;
	}
	return false;
}

#define MOST_LETTERS 512

struct letters {
	uint32_t c[MOST_LETTERS];
	size_t n;
	bool too_many;
};

static void add_letter(struct letters *l, uint32_t c)
{
	if (c < 128)
		return;
	for (size_t i = 0; i < l->n; i++)
		if (l->c[i] == c)
			return;
	if (l->n == MOST_LETTERS)
		l->too_many = true;
	else
		l->c[l->n++] = c;
}

/* The language's letters beyond ASCII, small ones first, then their capitals; too_many where no byte could hold them. */
static void find_letters(const char *lang, struct letters *l)
{
	UErrorCode status = U_ZERO_ERROR;
	ULocaleData *data = ulocdata_open(lang, &status);
	USet *set = U_SUCCESS(status) ? ulocdata_getExemplarSet(data, NULL, 0, ULOCDATA_ES_STANDARD, &status) : NULL;
	size_t n_small;

	if (U_SUCCESS(status) && set && uset_size(set) > 400) {
		l->too_many = true;
	} else if (U_SUCCESS(status) && set) {
		for (int32_t i = 0; i < uset_getItemCount(set); i++) {
			UChar text[16];
			UChar32 from, to;
			int32_t len = uset_getItem(set, i, &from, &to, text, 16, &status);

			if (len == 0)
				for (UChar32 c = from; c <= to; c++)
					add_letter(l, (uint32_t)c);
			else
				for (int32_t k = 0; k < len && k < 16;) {
					UChar32 c;

					U16_NEXT(text, k, len, c);
					add_letter(l, (uint32_t)c);
				}
		}
		n_small = l->n;
		for (size_t i = 0; i < n_small; i++)
			add_letter(l, (uint32_t)u_toupper((UChar32)l->c[i]));
	}
	if (set)
		uset_close(set);
	if (data)
		ulocdata_close(data);
}

static void place(uint32_t codes[256], uint32_t c)
{
	if (ansi_code(c) && codes[ansi_code(c)] == 0)
		codes[ansi_code(c)] = c;
}

/* The first free code: from 128, and when all of those are taken from below the space, leaving out tab and line ends. */
static int free_code(const uint32_t codes[256])
{
	for (int i = 128; i < 256; i++)
		if (codes[i] == 0)
			return i;
	for (int i = 1; i < 32; i++)
		if (codes[i] == 0 && i != 9 && i != 10 && i != 12 && i != 13)
			return i;
	return 0;
}

void font_typing_codes(const char *lang, uint32_t codes[256])
{
	struct letters l = {.n = 0};
	bool fits = true;
	size_t room = 128, beyond = 0;

	memset(codes, 0, 256 * sizeof codes[0]);
	for (uint32_t c = ' '; c <= '~'; c++)
		codes[c] = c;
	if (!lang || speaks_ansi(lang)) {
		all_of_ansi(codes);
		return;
	}
	find_letters(lang, &l);
	for (size_t i = 0; i < l.n; i++)
		if (!ansi_code(l.c[i]))
			fits = false;
	if (l.too_many || fits) {
		all_of_ansi(codes);
		return;
	}
	for (size_t i = 0; i < l.n; i++)
		if (ansi_code(l.c[i]))
			place(codes, l.c[i]), room--;
		else if (font_glyph_listed(l.c[i]))
			beyond++;
	/* Signs, and then the letters of neighbours' names, have the places that the language leaves them. */
	for (size_t i = 0; i < sizeof signs / sizeof signs[0] && beyond < room; i++)
		if (codes[ansi_code(signs[i])] == 0)
			place(codes, signs[i]), room--;
	for (size_t i = 0; i < l.n; i++)
		if (!ansi_code(l.c[i]) && font_glyph_listed(l.c[i])) {
			int code = free_code(codes);

			if (code == 0)
				break;
			codes[code] = l.c[i];
		}
	for (uint32_t c = 0xC0; c <= 0xFF; c++)
		place(codes, c);
}
