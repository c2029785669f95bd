/* UTF-8 by RFC 3629: no surrogates, nothing overlong, nothing past U+10FFFF. */
#include "base/base.h"

/* The length of the well-formed sequence at s (n bytes left), or 0. */
static size_t sequence(const unsigned char *s, size_t n, uint32_t *c)
{
	size_t len;

	if (s[0] < 0x80) {
		*c = s[0];
		return 1;
	}
	if (s[0] >= 0xC2 && s[0] <= 0xDF)
		len = 2, *c = s[0] & 0x1Fu;
	else if ((s[0] & 0xF0) == 0xE0)
		len = 3, *c = s[0] & 0x0Fu;
	else if (s[0] >= 0xF0 && s[0] <= 0xF4)
		len = 4, *c = s[0] & 0x07u;
	else
		return 0;
	if (n < len)
		return 0;
	for (size_t i = 1; i < len; i++) {
		if ((s[i] & 0xC0) != 0x80)
			return 0;
		*c = *c << 6 | (s[i] & 0x3Fu);
	}
	if ((len == 3 && (*c < 0x800 || (*c >= 0xD800 && *c <= 0xDFFF))) || (len == 4 && (*c < 0x10000 || *c > 0x10FFFF)))
		return 0;
	return len;
}

uint32_t utf8_next_long(const char **s, const char *end)
{
	uint32_t c;
	size_t len;

	if (*s >= end)
		return 0;
	len = sequence((const unsigned char *)*s, (size_t)(end - *s), &c);
	if (len == 0) {
		*s += 1;
		return 0xFFFD;
	}
	*s += len;
	return c;
}

size_t utf8_invalid(const char *s, size_t n)
{
	size_t i = 0, len;
	uint32_t c;

	while (i < n) {
		if (n - i >= 16 && str_is_ascii(s + i, 16)) {
			i += 16;
			continue;
		}
		len = sequence((const unsigned char *)s + i, n - i, &c);
		if (len == 0)
			return i;
		i += len;
	}
	return n;
}

size_t utf8_count(const char *s, size_t n)
{
	size_t count = 0;

	for (const char *end = s + n; s < end; count++)
		utf8_next(&s, end);
	return count;
}

size_t utf8_put(char out[4], uint32_t c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3F));
	out[2] = (char)(0x80 | (c >> 6 & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

void buf_add_utf8(struct buf *buf, uint32_t c)
{
	char out[4];

	buf_add(buf, out, utf8_put(out, c));
}
