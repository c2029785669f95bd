/* Text strings (7.9.2.2). Savers write all four encodings, and some of them not well: an odd byte at the end, half a surrogate pair, a
 * NUL behind the text. Whatever stands there, what comes out is good UTF-8. */
#include "cos/cos.h"

#include "cos/int.h"

/* PDFDocEncoding (annex D.2) where it is not Latin-1. 0: no letter. */
static const uint16_t doc_18[] = {0x02d8, 0x02c7, 0x02c6, 0x02d9, 0x02dd, 0x02db, 0x02da, 0x02dc};
static const uint16_t doc_80[] = {
	0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203a, 0x2212,
	0x2030, 0x201e, 0x201c, 0x201d, 0x2018, 0x2019, 0x201a, 0x2122, 0xfb01, 0xfb02, 0x0141,
	0x0152, 0x0160, 0x0178, 0x017d, 0x0131, 0x0142, 0x0153, 0x0161, 0x017e, 0,	0x20ac,
};

static uint32_t from_doc(unsigned char c)
{
	uint32_t u = c >= 0x18 && c < 0x20    ? doc_18[c - 0x18]
		     : c >= 0x80 && c <= 0xa0 ? doc_80[c - 0x80]
		     : c == 0x7f || c == 0xad ? 0
					      : c;

	return u || c == 0 ? u : 0xfffd;
}

static void put(struct buf *out, uint32_t c)
{
	if (c)
		buf_add_utf8(out, c);
}

/* `high` is the offset of a unit's high byte: 0 for UTF-16BE, 1 for LE. */
static void decode_utf16(struct buf *out, const unsigned char *s, size_t len, int high)
{
	uint32_t lead = 0;
	bool escape = false;

	for (size_t i = 0; i + 1 < len; i += 2) {
		uint32_t c = (uint32_t)s[i + (size_t)high] << 8 | s[i + 1 - (size_t)high];
		bool low = c >= 0xdc00 && c < 0xe000;

		/* A language between two escapes (7.9.2.2.1) is about the text and not of it. */
		if (c == 0x1b) {
			escape = !escape;
			continue;
		}
		if (escape)
			continue;
		if (lead && low)
			c = 0x10000 + ((lead - 0xd800) << 10) + (c - 0xdc00);
		else if (lead)
			put(out, 0xfffd);
		lead = c >= 0xd800 && c < 0xdc00 ? c : 0;
		if (!lead)
			put(out, c >= 0xdc00 && c < 0xe000 ? 0xfffd : c);
	}
	if (lead)
		put(out, 0xfffd);
}

/* Bytes as text (7.9.2.2): UTF-16 or UTF-8 by its mark, else PDFDocEncoding; added as UTF-8. */
static void decode(struct buf *out, const char *bytes, size_t len)
{
	const unsigned char *s = (const unsigned char *)bytes;
	const char *end = bytes + len;

	if (len >= 2 && ((s[0] == 0xfe && s[1] == 0xff) || (s[0] == 0xff && s[1] == 0xfe))) {
		decode_utf16(out, s + 2, len - 2, s[0] == 0xff);
	} else if (len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		for (bytes += 3; bytes < end;)
			put(out, utf8_next(&bytes, end));
	} else {
		for (size_t i = 0; i < len; i++)
			put(out, from_doc(s[i]));
	}
}

char *cos_encode(struct arena *arena, const char *text)
{
	const char *end = text + strlen(text);
	struct buf out = {0};
	char *doc = NULL;
	uint32_t c;
	unsigned b = 0;

	while (b < 256 && (c = utf8_next(&text, end)) != 0) {
		for (b = 1; b < 256 && from_doc((unsigned char)b) != c;)
			b++;
		buf_addc(&out, (char)b);
	}
	if (b < 256)
		doc = buf_text(&out, arena);
	buf_free(&out);
	return doc;
}

/* CR LF and CR are what Windows, PDFium and old Macs write for LF. */
static char *lines(const struct buf *text, struct arena *arena)
{
	char *out = arena_alloc(arena, text->len + 1), *to = out;

	for (size_t i = 0; i < text->len; i++)
		if (text->data[i] != '\r')
			*to++ = text->data[i];
		else if (i + 1 >= text->len || text->data[i + 1] != '\n')
			*to++ = '\n';
	*to = '\0';
	return out;
}

static void decode_name(struct buf *out, const char *bytes, size_t len)
{
	/* A name is UTF-8 (7.3.5); older savers wrote the letters of their platform. */
	if (utf8_invalid(bytes, len) < len) {
		decode(out, bytes, len);
		return;
	}
	for (size_t i = 0; i < len; i++)
		if (bytes[i])
			buf_addc(out, bytes[i]);
}

char *cos_name_text(struct arena *arena, const char *name)
{
	struct buf out = {0};
	char *text;

	decode_name(&out, name + 1, strlen(name + 1));
	text = out.len ? lines(&out, arena) : arena_strdup(arena, "");
	buf_free(&out);
	return text;
}

char *cos_text(struct cos *cos, struct arena *arena, unsigned object, size_t max, bool *too_long)
{
	enum cos_type type = cos_type(cos, object);
	struct buf raw = {.max = 2 * max + 64}, out = {.max = max + 1};
	const char *bytes;
	char *text = NULL;
	size_t len;

	switch (type) {
	case COS_STRING:
		bytes = cos_bytes(cos, object, &len);
		decode(&out, bytes, len);
		break;
	case COS_NAME:
		bytes = cos_bytes(cos, object, &len);
		decode_name(&out, bytes, len);
		break;
	case COS_STREAM:
		if (cos_stream(cos, object, true, &raw))
			decode(&out, raw.data ? raw.data : "", raw.len);
		else
			out.failed = true;
		break;
	case COS_INT: buf_addf(&out, "%lld", cos_int(cos, object, 0)); break;
	case COS_REAL: buf_adds(&out, cos->q.oh_get_real_value(cos->data, object)); break;
	default: return NULL;
	}
	if (out.failed || out.len > max)
		*too_long = true;
	else
		text = out.len ? lines(&out, arena) : arena_strdup(arena, "");
	buf_free(&raw);
	buf_free(&out);
	return text;
}
