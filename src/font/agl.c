/* Glyph names for the typing font, as the Adobe Glyph List has them: PDF clients read /Differences by these names, and
 * PDF/UA-1 (7.21.6) allows only listed ones. Accented letters are named by their parts, other alphabets by rule where the
 * list has one; the rest in tables. What is not named here is not typed (typing.c): better a viewer's own font than a file
 * that breaks its promise. */
#include "font/int.h"

#include <string.h>

#include <unicode/unorm2.h>

static const char *const ascii_signs[] = {
	"space",      "exclam",	  "quotedbl", "numbersign", "dollar",	"percent", "ampersand", "quotesingle", "parenleft",
	"parenright", "asterisk", "plus",     "comma",	    "hyphen",	"period",  "slash",	"zero",	       "one",
	"two",	      "three",	  "four",     "five",	    "six",	"seven",   "eight",	"nine",	       "colon",
	"semicolon",  "less",	  "equal",    "greater",    "question", "at",
};

static const struct named {
	uint32_t c;
	const char *name;
} names[] = {
	{'[', "bracketleft"},
	{'\\', "backslash"},
	{']', "bracketright"},
	{'^', "asciicircum"},
	{'_', "underscore"},
	{'`', "grave"},
	{'{', "braceleft"},
	{'|', "bar"},
	{'}', "braceright"},
	{'~', "asciitilde"},
	{0xA0, "nbspace"},
	{0xA1, "exclamdown"},
	{0xA2, "cent"},
	{0xA3, "sterling"},
	{0xA4, "currency"},
	{0xA5, "yen"},
	{0xA6, "brokenbar"},
	{0xA7, "section"},
	{0xA8, "dieresis"},
	{0xA9, "copyright"},
	{0xAA, "ordfeminine"},
	{0xAB, "guillemotleft"},
	{0xAC, "logicalnot"},
	{0xAD, "sfthyphen"},
	{0xAE, "registered"},
	{0xAF, "macron"},
	{0xB0, "degree"},
	{0xB1, "plusminus"},
	{0xB2, "twosuperior"},
	{0xB3, "threesuperior"},
	{0xB4, "acute"},
	{0xB5, "mu"},
	{0xB6, "paragraph"},
	{0xB7, "periodcentered"},
	{0xB8, "cedilla"},
	{0xB9, "onesuperior"},
	{0xBA, "ordmasculine"},
	{0xBB, "guillemotright"},
	{0xBC, "onequarter"},
	{0xBD, "onehalf"},
	{0xBE, "threequarters"},
	{0xBF, "questiondown"},
	{0xC6, "AE"},
	{0xD0, "Eth"},
	{0xD7, "multiply"},
	{0xD8, "Oslash"},
	{0xDE, "Thorn"},
	{0xDF, "germandbls"},
	{0xE6, "ae"},
	{0xF0, "eth"},
	{0xF7, "divide"},
	{0xF8, "oslash"},
	{0xFE, "thorn"},
	{0x110, "Dcroat"},
	{0x111, "dcroat"},
	{0x126, "Hbar"},
	{0x127, "hbar"},
	{0x131, "dotlessi"},
	{0x132, "IJ"},
	{0x133, "ij"},
	{0x138, "kgreenlandic"},
	{0x13F, "Ldot"},
	{0x140, "ldot"},
	{0x141, "Lslash"},
	{0x142, "lslash"},
	{0x149, "napostrophe"},
	{0x14A, "Eng"},
	{0x14B, "eng"},
	{0x152, "OE"},
	{0x153, "oe"},
	{0x166, "Tbar"},
	{0x167, "tbar"},
	{0x17F, "longs"},
	{0x192, "florin"},
	{0x2C6, "circumflex"},
	{0x2DC, "tilde"},
	{0x2013, "endash"},
	{0x2014, "emdash"},
	{0x2018, "quoteleft"},
	{0x2019, "quoteright"},
	{0x201A, "quotesinglbase"},
	{0x201C, "quotedblleft"},
	{0x201D, "quotedblright"},
	{0x201E, "quotedblbase"},
	{0x2020, "dagger"},
	{0x2021, "daggerdbl"},
	{0x2022, "bullet"},
	{0x2026, "ellipsis"},
	{0x2030, "perthousand"},
	{0x2039, "guilsinglleft"},
	{0x203A, "guilsinglright"},
	{0x20AC, "Euro"},
	{0x2122, "trademark"},
	{0x401, "afii10023"},
	{0x40E, "afii10062"},
	{0x40F, "afii10145"},
	{0x451, "afii10071"},
	{0x45E, "afii10110"},
	{0x45F, "afii10193"},
	{0x490, "afii10050"},
	{0x491, "afii10098"},
	{0x60C, "afii57388"},
	{0x61B, "afii57403"},
	{0x61F, "afii57407"},
	{0x67E, "afii57506"},
	{0x679, "afii57511"},
	{0x686, "afii57507"},
	{0x688, "afii57512"},
	{0x691, "afii57513"},
	{0x698, "afii57508"},
	{0x6A4, "afii57505"},
	{0x6AF, "afii57509"},
	{0x6BA, "afii57514"},
	{0x6D2, "afii57519"},
};

/* Stretches that the list numbers: afii<number>. */
static const struct numbered {
	uint32_t from, to;
	int number;
} numbered[] = {
	{0x402, 0x40C, 10051}, {0x410, 0x415, 10017}, {0x416, 0x42F, 10024}, {0x430, 0x435, 10065}, {0x436, 0x44F, 10072},
	{0x452, 0x45C, 10099}, {0x5D0, 0x5EA, 57664}, {0x621, 0x63A, 57409}, {0x640, 0x646, 57440}, {0x647, 0x647, 57470},
	{0x648, 0x64A, 57448}, {0x64B, 0x652, 57451}, {0x660, 0x669, 57392},
};

static const char *const greek[] = {
	/* from U+0386 */
	"Alphatonos",
	NULL,
	"Epsilontonos",
	"Etatonos",
	"Iotatonos",
	NULL,
	"Omicrontonos",
	NULL,
	"Upsilontonos",
	"Omegatonos",
	"iotadieresistonos",
	"Alpha",
	"Beta",
	"Gamma",
	"Deltagreek",
	"Epsilon",
	"Zeta",
	"Eta",
	"Theta",
	"Iota",
	"Kappa",
	"Lambda",
	"Mu",
	"Nu",
	"Xi",
	"Omicron",
	"Pi",
	"Rho",
	NULL,
	"Sigma",
	"Tau",
	"Upsilon",
	"Phi",
	"Chi",
	"Psi",
	"Omegagreek",
	"Iotadieresis",
	"Upsilondieresis",
	"alphatonos",
	"epsilontonos",
	"etatonos",
	"iotatonos",
	"upsilondieresistonos",
	"alpha",
	"beta",
	"gamma",
	"delta",
	"epsilon",
	"zeta",
	"eta",
	"theta",
	"iota",
	"kappa",
	"lambda",
	"mugreek",
	"nu",
	"xi",
	"omicron",
	"pi",
	"rho",
	"sigma1",
	"sigma",
	"tau",
	"upsilon",
	"phi",
	"chi",
	"psi",
	"omega",
	"iotadieresis",
	"upsilondieresis",
	"omicrontonos",
	"upsilontonos",
	"omegatonos",
};

static const struct named marks[] = {
	/* the last is named last whatever its place */
	{0x300, "grave"},	 {0x301, "acute"},     {0x302, "circumflex"}, {0x303, "tilde"},	      {0x304, "macron"},
	{0x306, "breve"},	 {0x307, "dotaccent"}, {0x308, "dieresis"},   {0x309, "hookabove"},   {0x30A, "ring"},
	{0x30B, "hungarumlaut"}, {0x30C, "caron"},     {0x31B, "horn"},	      {0x326, "commaaccent"}, {0x327, "cedilla"},
	{0x328, "ogonek"},	 {0x323, "dotbelow"},
};

static const char *mark_name(uint32_t mark, char base)
{
	if (mark == 0x327 && strchr("GgKkLlNnRrTt", base))
		return "commaaccent";
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (marks[i].c == mark)
			return marks[i].name;
	return NULL;
}

/* Is the name of an accented letter on the list? All of Latin-1 and Extended-A, and Vietnamese. */
static bool composed_listed(uint32_t c)
{
	return (c >= 0xC0 && c < 0x180) || c == 0x1A0 || c == 0x1A1 || c == 0x1AF || c == 0x1B0 || c == 0x218 ||
	       c == 0x219 || (c >= 0x1EA0 && c <= 0x1EF9);
}

static bool composed_name(uint32_t c, char name[48])
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *norm = unorm2_getNFCInstance(&status);
	UChar parts[16];
	int32_t n = U_SUCCESS(status) ? unorm2_getDecomposition(norm, (UChar32)c, parts, 16, &status) : -1;
	bool below = false;
	int len;

	if (n < 2 || U_FAILURE(status) || parts[0] > 0x7F)
		return false;
	len = snprintf(name, 48, "%c", (char)parts[0]);
	for (int32_t i = 1; i < n; i++) {
		const char *mark = mark_name(parts[i], name[0]);

		if (parts[i] == 0x323)
			below = true;
		else if (mark && len < 30)
			len += snprintf(name + len, 48 - (size_t)len, "%s", mark);
		else
			return false;
	}
	if (below)
		snprintf(name + len, 48 - (size_t)len, "dotbelow");
	return true;
}

static bool listed_name(uint32_t c, char name[48])
{
	if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
		return snprintf(name, 48, "%c", (char)c) > 0;
	if (c >= ' ' && c <= '@')
		return snprintf(name, 48, "%s", ascii_signs[c - ' ']) > 0;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (names[i].c == c)
			return snprintf(name, 48, "%s", names[i].name) > 0;
	for (size_t i = 0; i < sizeof numbered / sizeof numbered[0]; i++)
		if (c >= numbered[i].from && c <= numbered[i].to)
			return snprintf(name, 48, "afii%d", numbered[i].number + (int)(c - numbered[i].from)) > 0;
	if (c >= 0x386 && c < 0x386 + sizeof greek / sizeof greek[0] && greek[c - 0x386])
		return snprintf(name, 48, "%s", greek[c - 0x386]) > 0;
	return composed_listed(c) && composed_name(c, name);
}

bool font_glyph_listed(uint32_t c)
{
	char name[48];

	return listed_name(c, name);
}

/* The name, in the arena: listed, or uniXXXX. */
const char *font_glyph_name(struct arena *arena, uint32_t c)
{
	char name[48];

	return listed_name(c, name) ? arena_strdup(arena, name) : arena_printf(arena, c > 0xFFFF ? "u%05X" : "uni%04X", c);
}
