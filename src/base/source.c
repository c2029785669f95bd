/* A text with its lines, so that a byte of it can be told as line and column and shown. */
#include "base/base.h"

#include <string.h>

static void find_lines(struct arena *arena, struct source *src)
{
	uint32_t n = 1, *lines;

	for (const char *p = src->text; (p = memchr(p, '\n', src->len - (size_t)(p - src->text))) != NULL; p++)
		n++;
	lines = arena_many(arena, uint32_t, n);
	n = 1;
	for (size_t i = 0; i < src->len; i++)
		if (src->text[i] == '\n')
			lines[n++] = (uint32_t)i + 1;
	src->lines = lines;
	src->n_lines = n;
}

/* `text` is in the arena already, and ends in a NUL. */
static const struct source *adopt(struct arena *arena, struct diags *diags, const char *name, char *text, size_t len)
{
	struct source *src = arena_one(arena, struct source);
	size_t bad = utf8_invalid(text, len);
	const char *nul = memchr(text, '\0', len);

	src->name = name;
	src->text = text;
	src->len = len;
	if (bad < len || nul) {
		/* Where it is told the text must be good: the rest of the source is left out of what is shown. */
		size_t at = nul && (bad == len || (size_t)(nul - text) < bad) ? (size_t)(nul - text) : bad;
		unsigned char byte = (unsigned char)text[at];

		src->text = arena_strndup(arena, text, at);
		src->len = at;
		find_lines(arena, src);
		if (byte == 0)
			diag(diags, ((struct span){src, (uint32_t)at, (uint32_t)at}), MSG_NUL);
		else
			diag(diags, ((struct span){src, (uint32_t)at, (uint32_t)at}), MSG_UTF8, byte);
		return NULL;
	}
	find_lines(arena, src);
	return src;
}

/* A byte order mark says nothing in UTF-8; editors on Windows write it. */
static size_t mark(const char *text, size_t len)
{
	return len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

const struct source *source_new(struct arena *arena, struct diags *diags, const char *name, const char *text, size_t len)
{
	size_t skip = mark(text, len);

	return adopt(arena, diags, arena_strdup(arena, name), arena_strndup(arena, text + skip, len - skip), len - skip);
}

const struct source *source_load(struct arena *arena, struct diags *diags, const char *path, size_t max)
{
	const struct source *source = NULL;
	struct buf text = {0};

	if (file_read(diags, path, max, &text))
		source = source_new(arena, diags, path, text.data, text.len);
	buf_free(&text);
	return source;
}

void source_place(const struct source *src, uint32_t at, uint32_t *line, uint32_t *col)
{
	uint32_t low = 0, high = src->n_lines;

	if (at > src->len)
		at = (uint32_t)src->len;
	while (high - low > 1) {
		uint32_t mid = low + (high - low) / 2;

		if (src->lines[mid] <= at)
			low = mid;
		else
			high = mid;
	}
	*line = low + 1;
	*col = (uint32_t)utf8_count(src->text + src->lines[low], at - src->lines[low]) + 1;
}

uint32_t source_offset(const struct source *src, uint32_t line, uint32_t col)
{
	const char *p, *end;

	if (line < 1)
		line = 1;
	if (line > src->n_lines)
		return (uint32_t)src->len;
	p = src->text + src->lines[line - 1];
	end = line < src->n_lines ? src->text + src->lines[line] - 1 : src->text + src->len;
	for (; col > 1 && p < end; col--) {
		if ((unsigned char)*p < 0x80)
			p++;
		else
			utf8_next(&p, end);
	}
	return (uint32_t)(p - src->text);
}
