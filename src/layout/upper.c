/* Capitals for running heads and tabs: Latin, Greek, Cyrillic and Armenian, by the regular places of their pairs in Unicode. Other
 * scripts have none and stay as they are. What has no one-letter capital (ß) becomes two. */
#include "layout/int.h"

static uint32_t upper(uint32_t c)
{
	if (c >= 'a' && c <= 'z')
		return c - 32;
	if (c < 0x80)
		return c;
	if ((c >= 0xE0 && c <= 0xFE && c != 0xF7) || (c >= 0x3B1 && c <= 0x3C9 && c != 0x3C2) || (c >= 0x430 && c <= 0x44F))
		return c - 32;
	if (c == 0xFF)
		return 0x178;
	if (c == 0x3C2)
		return 0x3A3;
	if (c == 0x3AC)
		return 0x386;
	if (c >= 0x3AD && c <= 0x3AF)
		return c - 37;
	if (c == 0x3CC)
		return 0x38C;
	if (c == 0x3CD || c == 0x3CE)
		return c - 63;
	if (c >= 0x450 && c <= 0x45F)
		return c - 80;
	if (c >= 0x561 && c <= 0x586)
		return c - 48;
	if (c == 0x131)
		return 'I';
	if (c == 0x1A1 || c == 0x1B0) /* Vietnamese horns: odd is small below U+01A5, and here */
		return c == 0x1A1 ? 0x1A0 : 0x1AF;
	if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E))
		return c % 2 == 0 ? c - 1 : c;
	if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177) || (c >= 0x218 && c <= 0x21B) || (c >= 0x460 && c <= 0x481) ||
	    (c >= 0x48A && c <= 0x4BF) || (c >= 0x4D0 && c <= 0x52F) || (c >= 0x1E00 && c <= 0x1E95) || (c >= 0x1EA0 && c <= 0x1EFF))
		return c % 2 == 1 ? c - 1 : c;
	return c;
}

char *layout_upper(struct arena *arena, const char *s)
{
	struct buf buf = {0};
	const char *end = s;
	char *out;
	uint32_t c;

	while (*end)
		end++;
	while (s < end && (c = utf8_next(&s, end)) != 0) {
		if (c == 0xDF)
			buf_adds(&buf, "SS");
		else
			buf_add_utf8(&buf, upper(c));
	}
	out = buf.len ? buf_text(&buf, arena) : arena_strdup(arena, "");
	buf_free(&buf);
	return out;
}
