/* A text as a YAML scalar. It is written the shortest way that reads back to the same bytes: here, where every scalar is text, and in
 * programs that make numbers and truths of plain words, so `no` and `01001` stand in quotes unless they are meant as words. */
#include "val/write.h"

#include <string.h>
#include <strings.h>

/* Characters that may not stand as they are (YAML 1.1, 5.1), or that a reader takes for an end of line (5.4). */
static bool needs_escape(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x2028 || c == 0x2029 || c == 0xfeff || c == 0xfffe || c == 0xffff;
}

static bool has_escape(const char *text, bool lines)
{
	const char *end = text + strlen(text);

	while (text < end) {
		uint32_t c = utf8_next(&text, end);

		if (needs_escape(c) && !(lines && (c == '\n' || c == '\t')))
			return true;
	}
	return false;
}

/* What readers of YAML 1.1 take for something else than a text. */
static bool is_typed(const char *s)
{
	static const char *const words[] = {"y", "n", "yes", "no", "true", "false", "on", "off", "=", "<<", NULL};

	for (size_t i = 0; words[i]; i++)
		if (strcasecmp(s, words[i]) == 0)
			return true;
	if (strspn(s, "0123456789") == 4 && s[4] == '-')
		return true; /* a day, and perhaps a time */
	return strchr("0123456789.+-", *s) && !s[strspn(s, "0123456789abcdefABCDEFxXoO_.,:+-")];
}

static bool is_null(const char *s)
{
	return !*s || str_eq(s, "~") || strcasecmp(s, "null") == 0;
}

static bool is_plain(const char *s, bool flow, bool word)
{
	size_t n = strlen(s);

	if (is_null(s) || has_escape(s, false) || strchr("-?:,[]{}#&*!|>'\"%@` \t", *s) || strchr(" \t:", s[n - 1]) ||
	    str_starts(s, "..."))
		return false;
	if (strstr(s, ": ") || strstr(s, " #") || strchr(s, '\t') || (flow && strpbrk(s, ",[]{}?")))
		return false;
	return word || !is_typed(s);
}

static void put_quoted(struct buf *out, const char *text)
{
	const char *end = text + strlen(text);

	buf_addc(out, '"');
	while (text < end) {
		uint32_t c = utf8_next(&text, end);

		if (c == '"' || c == '\\')
			buf_addf(out, "\\%c", (int)c);
		else if (c == '\n')
			buf_adds(out, "\\n");
		else if (c == '\t')
			buf_adds(out, "\\t");
		else if (needs_escape(c))
			buf_addf(out, c < 0x100 ? "\\x%02X" : "\\u%04X", (unsigned)c);
		else
			buf_add_utf8(out, c);
	}
	buf_addc(out, '"');
}

void val_write_text(struct buf *out, const char *text, bool flow, bool word)
{
	if (is_plain(text, flow, word))
		buf_adds(out, text);
	else
		put_quoted(out, text);
}

void val_write_key(struct buf *out, const char *key)
{
	bool plain = *key && !key[strspn(key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")] && *key != '-';

	if (plain && !is_null(key))
		buf_adds(out, key);
	else
		put_quoted(out, key);
}

/* Can the text stand as a literal block (8.1.3)? Its first line gives the indentation, and its last end of line is the block's. */
static bool is_block(const char *text)
{
	size_t n = strlen(text);

	if (!strchr(text, '\n') || strchr(" \t\n", *text) || strstr(text, "\n\t") || has_escape(text, true))
		return false;
	return !(n > 1 && text[n - 1] == '\n' && text[n - 2] == '\n') && text[n - 1] != ' ';
}

bool val_write_block(struct buf *out, const char *text, size_t indent, const char *head, const char *eol)
{
	size_t n = strlen(text);

	if (!is_block(text))
		return false;
	buf_addf(out, "%s%s", text[n - 1] == '\n' ? "|" : "|-", head);
	n -= text[n - 1] == '\n';
	for (const char *line = text; line < text + n;) {
		size_t len = strcspn(line, "\n");

		buf_adds(out, eol);
		if (len)
			buf_addf(out, "%*s%.*s", (int)indent, "", (int)len, line);
		line += len + 1;
	}
	return true;
}
