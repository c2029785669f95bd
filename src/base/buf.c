/* Text or bytes that grow, up to a maximum. Going past it is sticky, so a writer checks once, at the end. */
#include "base/base.h"

#include <stdlib.h>

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

bool buf_room(struct buf *buf, size_t n)
{
	size_t max = buf->max ? buf->max : DEFAULT_MAX, cap;

	if (buf->failed || n > max - buf->len) {
		buf->failed = true;
		return false;
	}
	if (buf->len + n + 1 <= buf->cap)
		return true;
	cap = buf->cap ? buf->cap * 2 : 256;
#ifdef KINFOLIO_TORTURE
	if (buf->len + n < 256)
		cap = 0; /* no byte to spare, where that is quick enough */
#endif
	if (cap < buf->len + n + 1)
		cap = buf->len + n + 1;
	if (cap - 1 > max)
		cap = max + 1; /* what is there may be filled without looking at the maximum */
	buf->data = realloc(buf->data, cap);
	buf->cap = cap;
	return true;
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
	} else if (n >= 0 && buf_room(buf, (size_t)n)) {
		vsnprintf(buf->data + buf->len, (size_t)n + 1, fmt, again);
		buf->len += (size_t)n;
	}
	va_end(again);
}

char *buf_text(const struct buf *buf, struct arena *arena)
{
	return arena_strndup(arena, buf->data ? buf->data : "", buf->len);
}

/* "w", "w.f" or "w.ff" of hundredths, with their sign: most of a page is such numbers. */
static void add_hundredths(struct buf *buf, uint32_t a, bool negative)
{
	char text[16], *at = text + sizeof text; /* from its end */
	uint32_t whole = a / 100, tens = a % 100 / 10, ones = a % 10;

	if (ones)
		*--at = (char)('0' + ones);
	if (ones || tens) {
		*--at = (char)('0' + tens);
		*--at = '.';
	}
	if (whole || !a)
		do
			*--at = (char)('0' + whole % 10);
		while (whole /= 10);
	if (negative && a)
		*--at = '-';
	buf_add(buf, at, (size_t)(text + sizeof text - at));
}

void buf_add_mpt(struct buf *buf, mpt v, int places)
{
	static const uint32_t unit[] = {1000, 100, 10, 1};
	uint32_t step = unit[places < 0 ? 0 : places > 3 ? 3 : places];
	uint32_t a = v < 0 ? 0u - (uint32_t)v : (uint32_t)v, thousandths;

	if (step > 1) {
		add_hundredths(buf, step == 10 ? (a + 5) / 10 : (a + step / 2) / step * (step / 10), v < 0);
		return;
	}
	thousandths = a % 10;
	if (!thousandths) {
		add_hundredths(buf, a / 10, v < 0);
		return;
	}
	/* Three decimals that do not end in 0 */
	if (v < 0)
		buf_addc(buf, '-');
	if (a >= 1000)
		add_hundredths(buf, a / 1000 * 100, false);
	buf_addc(buf, '.');
	buf_addc(buf, (char)('0' + a / 100 % 10));
	buf_addc(buf, (char)('0' + a / 10 % 10));
	buf_addc(buf, (char)('0' + thousandths));
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
