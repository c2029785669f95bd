/* The small pieces of PDF's syntax (ISO 32000-1, 7.3 and 7.9): numbers, names, strings, dates. Nothing here knows of
 * documents. */
#include "pdf/int.h"

#include <string.h>
#include <time.h>

void pdf_put_int(struct buf *out, long v)
{
	char digits[24];
	int n = sizeof digits;
	unsigned long a = v < 0 ? 0ul - (unsigned long)v : (unsigned long)v;

	do
		digits[--n] = (char)('0' + a % 10);
	while (a /= 10);
	if (v < 0)
		digits[--n] = '-';
	buf_add(out, digits + n, sizeof digits - (size_t)n);
}

void pdf_put_ref(struct buf *out, unsigned id)
{
	pdf_put_int(out, (long)id);
	buf_add(out, " 0 R", 4);
}

void pdf_put_name(struct buf *out, const char *name)
{
	buf_addc(out, '/');
	for (; *name; name++) {
		unsigned char c = (unsigned char)*name;

		if (c <= ' ' || c >= 0x7f || strchr("()<>[]{}/%#", c))
			buf_addf(out, "#%02X", c);
		else
			buf_addc(out, *name);
	}
}

/* ---- strings ----------------------------------------------------------------------------------------------------- */

void pdf_put_hex(struct buf *out, uint32_t v, int digits)
{
	static const char hex[] = "0123456789ABCDEF";

	while (digits > 0)
		buf_addc(out, hex[v >> 4 * --digits & 15]);
}

void pdf_put_bytes(struct buf *out, const void *data, size_t n, bool hex)
{
	static const char digits[] = "0123456789ABCDEF";
	/* A reader takes a bare CR for a line feed. */
	static const char escapes[256] = {['('] = '(', [')'] = ')', ['\\'] = '\\', ['\r'] = 'r', ['\n'] = 'n'};
	const unsigned char *p = data;
	size_t from = 0;

	if (hex) {
		buf_addc(out, '<');
		for (size_t i = 0; i < n; i++) {
			buf_addc(out, digits[p[i] >> 4]);
			buf_addc(out, digits[p[i] & 15]);
		}
		buf_addc(out, '>');
		return;
	}
	buf_addc(out, '(');
	for (size_t i = 0; i < n; i++) {
		char escape = escapes[p[i]];

		if (!escape)
			continue;
		buf_add(out, p + from, i - from);
		buf_addc(out, '\\');
		buf_addc(out, escape);
		from = i + 1;
	}
	buf_add(out, p + from, n - from);
	buf_addc(out, ')');
}

/* PDFDocEncoding beyond ASCII (Annex D.3): 0x80 to 0x9E, and 0xA0; from 0xA1 on it is Latin-1 without U+00AD. */
static int doc_code(uint32_t c)
{
	static const uint16_t high[] = {0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044,
					0x2039, 0x203a, 0x2212, 0x2030, 0x201e, 0x201c, 0x201d, 0x2018,
					0x2019, 0x201a, 0x2122, 0xfb01, 0xfb02, 0x0141, 0x0152, 0x0160,
					0x0178, 0x017d, 0x0131, 0x0142, 0x0153, 0x0161, 0x017e};

	if ((c >= 0x20 && c < 0x7f) || c == '\n' || c == '\t')
		return (int)c;
	if (c > 0xa0 && c <= 0xff && c != 0xad)
		return (int)c;
	for (size_t i = 0; i < sizeof high / sizeof *high; i++)
		if (high[i] == c)
			return 0x80 + (int)i;
	return c == 0x20ac ? 0xa0 : -1;
}

static void put_utf16(struct buf *to, const char *text)
{
	const char *end = text + strlen(text);
	uint32_t c;

	while ((c = utf8_next(&text, end)) != 0) {
		if (c == 0x1b)
			continue; /* would open a language escape */
		if (c >= 0x10000) {
			uint32_t hi = 0xd800 + ((c - 0x10000) >> 10);

			buf_addc(to, (char)(hi >> 8));
			buf_addc(to, (char)hi);
			c = 0xdc00 + ((c - 0x10000) & 0x3ff);
		}
		buf_addc(to, (char)(c >> 8));
		buf_addc(to, (char)c);
	}
}

/* The escape (7.9.2.2): U+001B, two letters of ISO 639 and maybe two of ISO 3166, each pair in one unit, U+001B. A language
 * of three letters has none. */
static void put_language(struct buf *to, const char *lang)
{
	size_t n = strcspn(lang, "-");
	const char *region = lang[n] == '-' ? lang + n + 1 : "";

	if (n != 2)
		return;
	if (strcspn(region, "-") == 4 && region[4] == '-')
		region += 5; /* a script stands between */
	buf_add(to, "\0\33", 2);
	buf_add(to, lang, 2);
	if (strcspn(region, "-") == 2)
		buf_add(to, region, 2);
	buf_add(to, "\0\33", 2);
}

static void put_string(struct buf *out, const char *text, const char *lang, bool ascii)
{
	const char *p = text, *end = text + strlen(text);
	struct buf bytes = {0};
	bool narrow = !lang;
	uint32_t c;

	while (narrow && (c = utf8_next(&p, end)) != 0) {
		int code = doc_code(c);

		if (code < 0 || (ascii && code > 0x7f) || (bytes.len == 0 && code >= 0xef))
			narrow = false; /* or it would look like a byte order mark */
		else
			buf_addc(&bytes, (char)code);
	}
	if (!narrow) {
		buf_reset(&bytes);
		buf_add(&bytes, "\xfe\xff", 2);
		if (lang)
			put_language(&bytes, lang);
		put_utf16(&bytes, text);
	}
	pdf_put_bytes(out, bytes.data ? bytes.data : "", bytes.len, false);
	buf_free(&bytes);
}

void pdf_put_text(struct buf *out, const char *text, const char *lang)
{
	put_string(out, text, lang, false);
}

void pdf_put_value(struct buf *out, const char *text)
{
	put_string(out, text, NULL, true);
}

void pdf_put_date(struct buf *out, int64_t t)
{
	time_t when = (time_t)t;
	struct tm tm = {0};

	gmtime_r(&when, &tm);
	buf_addf(out, "(D:%04d%02d%02d%02d%02d%02dZ)", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min,
		 tm.tm_sec);
}

void pdf_put_rect(struct buf *out, mpt height, mpt x, mpt y, mpt w, mpt h)
{
	buf_addc(out, '[');
	buf_add_mpt(out, x, 2);
	buf_addc(out, ' ');
	buf_add_mpt(out, height - y - h, 2);
	buf_addc(out, ' ');
	buf_add_mpt(out, x + w, 2);
	buf_addc(out, ' ');
	buf_add_mpt(out, height - y, 2);
	buf_addc(out, ']');
}
