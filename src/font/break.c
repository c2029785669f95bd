/* Where lines and graphemes may be parted.
 *
 * Line breaks (UAX 14) of plain text - Latin letters, digits, everyday punctuation, which is nearly all there is - are found
 * by the rules themselves in one pass, and come out exactly as from ICU's root rules (Unicode 15; tests/unit/font.c holds
 * the two together). Whatever is not plain goes to ICU, in analyse.c. This file refuses to know of hyphenation and of
 * dictionaries. */
#include "font/int.h"

#include <unicode/uchar.h>

/* Classes of UAX 14 as far as plain text has them. LF is any mandatory break. */
enum { NOT_PLAIN, AL, NU, SP, LF, BA, HY, OP, CP, CL, EX, IS, SY, QU, PR, PO, GL, B2, BB, IN };

static const uint8_t ascii_classes[128] = {
	['\n'] = LF, [' '] = SP, ['!'] = EX, ['"'] = QU, ['#'] = AL, ['$'] = PR, ['%'] = PO, ['&'] = AL,  ['\''] = QU,
	['('] = OP,  [')'] = CP, ['*'] = AL, ['+'] = PR, [','] = IS, ['-'] = HY, ['.'] = IS, ['/'] = SY,  ['0'] = NU,
	['1'] = NU,  ['2'] = NU, ['3'] = NU, ['4'] = NU, ['5'] = NU, ['6'] = NU, ['7'] = NU, ['8'] = NU,  ['9'] = NU,
	[':'] = IS,  [';'] = IS, ['<'] = AL, ['='] = AL, ['>'] = AL, ['?'] = EX, ['@'] = AL, ['A'] = AL,  ['B'] = AL,
	['C'] = AL,  ['D'] = AL, ['E'] = AL, ['F'] = AL, ['G'] = AL, ['H'] = AL, ['I'] = AL, ['J'] = AL,  ['K'] = AL,
	['L'] = AL,  ['M'] = AL, ['N'] = AL, ['O'] = AL, ['P'] = AL, ['Q'] = AL, ['R'] = AL, ['S'] = AL,  ['T'] = AL,
	['U'] = AL,  ['V'] = AL, ['W'] = AL, ['X'] = AL, ['Y'] = AL, ['Z'] = AL, ['['] = OP, ['\\'] = PR, [']'] = CP,
	['^'] = AL,  ['_'] = AL, ['`'] = AL, ['a'] = AL, ['b'] = AL, ['c'] = AL, ['d'] = AL, ['e'] = AL,  ['f'] = AL,
	['g'] = AL,  ['h'] = AL, ['i'] = AL, ['j'] = AL, ['k'] = AL, ['l'] = AL, ['m'] = AL, ['n'] = AL,  ['o'] = AL,
	['p'] = AL,  ['q'] = AL, ['r'] = AL, ['s'] = AL, ['t'] = AL, ['u'] = AL, ['v'] = AL, ['w'] = AL,  ['x'] = AL,
	['y'] = AL,  ['z'] = AL, ['{'] = OP, ['|'] = BA, ['}'] = CL, ['~'] = AL,
};

uint8_t font_break_class(uint32_t c)
{
	if (c < 128)
		return ascii_classes[c];
	if (c < 0xC0) {
		switch (c) {
		case 0xA0: return GL;
		case 0xA1:
		case 0xBF: return OP;
		case 0xA2:
		case 0xB0: return PO;
		case 0xA3:
		case 0xA4:
		case 0xA5:
		case 0xB1: return PR;
		case 0xAB:
		case 0xBB: return QU;
		case 0xB4: return BB;
		case 0xAD: return NOT_PLAIN; /* a soft hyphen is seen to in analyse.c */
		default: return c < 0xA0 ? NOT_PLAIN : AL;
		}
	}
	if (c < 0x250 || (c >= 0x1E00 && c < 0x1F00))
		return AL;
	switch (c) {
	case 0x2011: return GL;
	case 0x2010:
	case 0x2012:
	case 0x2013: return BA;
	case 0x2014: return B2;
	case 0x2018:
	case 0x2019:
	case 0x201C:
	case 0x201D:
	case 0x2039:
	case 0x203A: return QU;
	case 0x201A:
	case 0x201E: return OP;
	case 0x2022: return AL;
	case 0x2026: return IN;
	case 0x20AC: return PR;
	default: return NOT_PLAIN;
	}
}

/* The class of the character after the one at i, SP included; 0 at the end. */
static uint8_t next_class(const uint8_t *classes, size_t n, size_t i, size_t *at)
{
	for (i++; i < n && classes[i] == FONT_CLASS_REST; i++)
		;
	*at = i;
	return i < n ? classes[i] : 0;
}

/* Does a number begin at i: NU, or IS NU? (LB 25) */
static bool number_at(const uint8_t *classes, size_t n, size_t i)
{
	size_t at;

	if (i >= n)
		return false;
	return classes[i] == NU || (classes[i] == IS && next_class(classes, n, i, &at) == NU);
}

/* What LB 25 has seen: nothing, a number's digits (with SY and IS among them), its closing bracket. */
enum number { NO_NUMBER, IN_NUMBER, CLOSED_NUMBER };

/* One place between two characters. */
struct between {
	uint8_t a, b;	   /* the last class that is no space, the class behind */
	bool spaces;	   /* spaces lie between them */
	bool hyphen_first; /* a is a hyphen at the start of a word: LB 20.09 of ICU */
	bool number_next;  /* behind b, which is OP, a number begins */
	bool decimal;	   /* b is IS and NU is behind it */
	enum number number;
};

static bool may_break(const struct between *p)
{
	uint8_t a = p->a, b = p->b;

	if (!p->spaces) {
		if (a == GL)
			return false; /* LB 12 */
		if (b == GL && a != BA && a != HY)
			return false; /* LB 12a */
	}
	if (b == CL || b == CP || b == EX || b == SY || (b == IS && !(p->spaces && p->decimal)))
		return false; /* LB 13 */
	if (a == OP)
		return false; /* LB 14 */
	if (b == IS)
		return true; /* LB 14a of ICU: a space before .5 */
	if ((a == QU && b == OP) || (a == B2 && b == B2))
		return false; /* LB 15, 17 */
	if (p->spaces)
		return true; /* LB 18 */
	if (a == QU || b == QU || b == BA || b == HY || a == BB || b == IN)
		return false; /* LB 19, 21, 22 */
	if (p->hyphen_first && b == AL)
		return false;
	if ((a == AL && (b == NU || b == PR || b == PO || b == AL)) ||
	    (b == AL && (a == NU || a == PR || a == PO || a == IS)))
		return false; /* LB 23, 24, 28, 29 */
	if ((a == PR || a == PO) && (b == NU || (b == OP && p->number_next)))
		return false; /* LB 25, from here */
	if (b == NU && (a == NU || a == HY || a == IS || (p->number == IN_NUMBER && a == SY)))
		return false;
	if (p->number != NO_NUMBER && (b == PR || b == PO))
		return false;
	if (((a == AL || a == NU) && b == OP) || (a == CP && (b == AL || b == NU)))
		return false; /* LB 30 */
	return true;
}

void font_breaks_plain(const uint8_t *classes, size_t n, uint8_t *brk)
{
	struct between p = {0};
	size_t next;

	for (size_t i = 0; i < n; i = next) {
		uint8_t b = classes[i], after = next_class(classes, n, i, &next);

		for (size_t k = i; k + 1 < next; k++)
			brk[k] = FONT_BREAK_NONE;
		brk[next - 1] = FONT_BREAK_GRAPHEME;
		if (b == LF) {
			brk[next - 1] = FONT_BREAK_MUST;
			p = (struct between){0};
			continue;
		}
		if (b == SP) {
			p.spaces = true;
			continue;
		}
		if (b == AL && p.a == AL && !p.spaces) { /* within a word: LB 28 */
			p.number = NO_NUMBER;
			p.hyphen_first = false;
			continue;
		}
		p.b = b;
		p.number_next = b == OP && number_at(classes, n, next);
		p.decimal = b == IS && after == NU;
		bool fresh = !p.a; /* a line may begin here */

		if ((p.a || p.spaces) && may_break(&p)) {
			brk[i - 1] = FONT_BREAK_LINE;
			fresh = true;
		}
		if (b == NU)
			p.number = IN_NUMBER;
		else if (p.number == IN_NUMBER && !p.spaces && (b == SY || b == IS))
			p.number = IN_NUMBER;
		else if (p.number == IN_NUMBER && !p.spaces && (b == CL || b == CP))
			p.number = CLOSED_NUMBER;
		else
			p.number = NO_NUMBER;
		p.hyphen_first = b == HY && fresh;
		p.a = b;
		p.spaces = false;
	}
	if (n && brk[n - 1] != FONT_BREAK_MUST)
		brk[n - 1] = FONT_BREAK_LINE;
}

/* UAX 29, GB 3 to GB 13 (Unicode 15). The state holds, from the lowest bit: an emoji and its extenders are behind us; ZWJ
 * after them; an odd number of regional indicators; and above that how many extenders in a row. A base may carry 30 of them,
 * the measure of UAX 15's stream-safe text: longer heaps are parted. */
bool font_grapheme_break(uint32_t a, uint32_t b, uint32_t *state)
{
	int ga, gb;
	uint32_t extenders = *state >> 8;

	if (a < 0x300 && b < 0x300 && a != '\r' && a != 0xA9 && a != 0xAE && a != 0xAD && b != 0xAD) {
		*state = 0;
		return true;
	}
	ga = u_getIntPropertyValue((UChar32)a, UCHAR_GRAPHEME_CLUSTER_BREAK);
	gb = u_getIntPropertyValue((UChar32)b, UCHAR_GRAPHEME_CLUSTER_BREAK);
	bool pictograph = u_hasBinaryProperty((UChar32)a, UCHAR_EXTENDED_PICTOGRAPHIC);
	bool emoji = pictograph || ((*state & 1) && ga == U_GCB_EXTEND);
	bool joined = (*state & 1) && ga == U_GCB_ZWJ;
	bool odd = ga == U_GCB_REGIONAL_INDICATOR && !(*state & 4);

	extenders = gb == U_GCB_EXTEND || gb == U_GCB_ZWJ || gb == U_GCB_SPACING_MARK ? extenders + 1 : 0;
	*state = (emoji ? 1u : 0) | (odd ? 4u : 0) | extenders << 8;
	if (ga == U_GCB_CR && gb == U_GCB_LF)
		return false;
	if (ga == U_GCB_CR || ga == U_GCB_LF || ga == U_GCB_CONTROL || gb == U_GCB_CR || gb == U_GCB_LF ||
	    gb == U_GCB_CONTROL)
		return true;
	if (extenders > 30) {
		*state &= 0xff;
		return true;
	}
	if (ga == U_GCB_L && (gb == U_GCB_L || gb == U_GCB_V || gb == U_GCB_LV || gb == U_GCB_LVT))
		return false;
	if ((ga == U_GCB_LV || ga == U_GCB_V) && (gb == U_GCB_V || gb == U_GCB_T))
		return false;
	if ((ga == U_GCB_LVT || ga == U_GCB_T) && gb == U_GCB_T)
		return false;
	if (gb == U_GCB_EXTEND || gb == U_GCB_ZWJ || gb == U_GCB_SPACING_MARK || ga == U_GCB_PREPEND)
		return false;
	if (joined && u_hasBinaryProperty((UChar32)b, UCHAR_EXTENDED_PICTOGRAPHIC))
		return false;
	return !(odd && gb == U_GCB_REGIONAL_INDICATOR);
}
