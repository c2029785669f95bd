/* Text or bytes that grow, up to a maximum. Going past it is sticky, so a writer checks once, at the end. */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_MAX ((size_t)1 << 30)

void buf_free(struct buf *buf)
{
	free(buf->data);
	*buf = (struct buf){.max = buf->max};
}

void buf_reset(struct buf *buf)
{
	buf->len = 0;
	buf->failed = false;
	if (buf->data)
		buf->data[0] = '\0';
}

/* Room for n more bytes and the closing NUL; false past the maximum. */
static bool room(struct buf *buf, size_t n)
{
	size_t max = buf->max ? buf->max : DEFAULT_MAX, cap;

	if (buf->failed || n > max - buf->len) {
		buf->failed = true;
		return false;
	}
	if (buf->len + n + 1 <= buf->cap)
		return true;
#ifdef KINFOLIO_TORTURE
	cap = buf->len + n + 1;
#else
	cap = buf->cap ? buf->cap * 2 : 256;
	if (cap < buf->len + n + 1)
		cap = buf->len + n + 1;
#endif
	buf->data = realloc(buf->data, cap);
	buf->cap = cap;
	return true;
}

void buf_add(struct buf *buf, const void *data, size_t n)
{
	if (!room(buf, n))
		return;
	if (n > 0)
		memcpy(buf->data + buf->len, data, n);
	buf->len += n;
	buf->data[buf->len] = '\0';
}

void buf_adds(struct buf *buf, const char *s)
{
	buf_add(buf, s, strlen(s));
}

void buf_addc(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void buf_addf(struct buf *buf, const char *fmt, ...)
{
	char small[512];
	va_list args, again;
	int n;

	va_start(args, fmt);
	va_copy(again, args);
	n = vsnprintf(small, sizeof small, fmt, args);
	va_end(args);
	if (n >= 0 && (size_t)n < sizeof small) {
		buf_add(buf, small, (size_t)n);
	} else if (n >= 0 && room(buf, (size_t)n)) {
		vsnprintf(buf->data + buf->len, (size_t)n + 1, fmt, again);
		buf->len += (size_t)n;
	}
	va_end(again);
}

char *buf_text(const struct buf *buf, struct arena *arena)
{
	return arena_strndup(arena, buf->data ? buf->data : "", buf->len);
}

void buf_add_mpt(struct buf *buf, mpt v, int places)
{
	static const int unit[] = {1000, 100, 10, 1};
	char text[16];
	int n = 0, step = unit[places < 0 ? 0 : places > 3 ? 3 : places];
	int64_t a = v < 0 ? -(int64_t)v : v;

	a = (a + step / 2) / step * step;
	if (v < 0 && a != 0)
		text[n++] = '-';
	if (a >= 1000 || a == 0) {
		char digits[16];
		int d = 0;

		for (int64_t w = a / 1000; w > 0 || d == 0; w /= 10)
			digits[d++] = (char)('0' + w % 10);
		while (d > 0)
			text[n++] = digits[--d];
	}
	if (a % 1000) {
		int f = (int)(a % 1000);

		text[n++] = '.';
		for (int p = 100; f > 0; p /= 10) {
			text[n++] = (char)('0' + f / p);
			f %= p;
		}
	}
	buf_add(buf, text, (size_t)n);
}

void buf_add_json(struct buf *buf, const char *s)
{
	buf_addc(buf, '"');
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '"' || c == '\\') {
			buf_addc(buf, '\\');
			buf_addc(buf, *s);
		} else if (c == '\n') {
			buf_adds(buf, "\\n");
		} else if (c < 0x20 || c == 0x7f) {
			buf_addf(buf, "\\u%04x", c);
		} else {
			buf_addc(buf, *s);
		}
	}
	buf_addc(buf, '"');
}
