/* A text with its lines, so that a byte of it can be told as line and column and shown. */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* All that `fd` gives, at most `max` bytes, into `text`: a file's size is only a first guess, and a pipe has none. False with errno (EFBIG:
 * there is more). */
static bool read_all(int fd, size_t size, size_t max, struct buf *text)
{
	char block[65536];
	ssize_t got;

	buf_room(text, size);
	while ((got = read(fd, block, sizeof block)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return false;
		if (text->len + (size_t)got > max) {
			errno = EFBIG;
			return false;
		}
		buf_add(text, block, (size_t)got);
	}
	return true;
}

const struct source *source_load(struct arena *arena, struct diags *diags, const char *path, size_t max)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	const struct source *source = NULL;
	struct buf text = {0};
	struct stat st;

	if (fd < 0 || fstat(fd, &st) != 0 || (S_ISDIR(st.st_mode) && (errno = EISDIR))) {
		diag(diags, SPAN_NONE, MSG_FILE_OPEN, path, strerror(errno));
		if (fd >= 0)
			close(fd);
		return NULL;
	}
	if (st.st_size < 0 || (uint64_t)st.st_size > max) {
		diag(diags, SPAN_NONE, MSG_FILE_SIZE, path, max);
		close(fd);
		return NULL;
	}
	if (read_all(fd, (size_t)st.st_size, max, &text))
		source = source_new(arena, diags, path, text.data, text.len);
	else if (errno == EFBIG)
		diag(diags, SPAN_NONE, MSG_FILE_SIZE, path, max);
	else
		diag(diags, SPAN_NONE, MSG_FILE_OPEN, path, strerror(errno));
	buf_free(&text);
	close(fd);
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
