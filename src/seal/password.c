/* A password is read from a file or from standard input and nowhere else: arguments and environments can be seen by every
 * process of the user. It never stands in an arena, a message or stdio's buffers; before it is read, the process can no
 * longer be dumped or traced.
 *
 * libqpdf keeps copies of its own, which we cannot reach; those go with the process, and until then nobody may look into it.
 */
#include "seal/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <sys/prctl.h>
#include <sys/resource.h>

#define ROOM 4096 /* bytes looked at for the first line */

static bool no_dumps(void)
{
	struct rlimit none = {0, 0};

	return setrlimit(RLIMIT_CORE, &none) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
}

/* What stands in the file, up to ROOM bytes; -1 where it cannot be read. */
static ssize_t read_some(const char *path, char *to)
{
	int fd = str_eq(path, "-") ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = 0, all = 0;

	if (fd < 0)
		return -1;
	while (all < ROOM && ((n = read(fd, to + all, (size_t)(ROOM - all))) > 0 || (n < 0 && errno == EINTR)))
		all += n > 0 ? n : 0;
	if (fd != STDIN_FILENO)
		close(fd);
	return n < 0 ? -1 : all;
}

/* The line's bytes, if they can be a password: without a mark of UTF-8 in front and the line's end behind. */
static bool check(struct diags *diags, const char *path, const char *line, size_t len, size_t least)
{
	size_t count = utf8_count(line, len);

	if (utf8_invalid(line, len) < len || memchr(line, '\0', len))
		diag(diags, SPAN_NONE, MSG_SEAL_UTF8, path);
	else if (count < least)
		diag(diags, SPAN_NONE, MSG_SEAL_SHORT, path, count, least);
	else if (len > SEAL_MAX_PASSWORD)
		diag(diags, SPAN_NONE, MSG_SEAL_LONG, path, SEAL_MAX_PASSWORD);
	else
		return true;
	return false;
}

static char *read_password(struct diags *diags, const char *path, size_t least)
{
	char *bytes = calloc(1, ROOM + 1), *line = bytes;
	char *password = NULL;
	ssize_t n;
	size_t len;

	if (!no_dumps())
		diag(diags, SPAN_NONE, MSG_SEAL_DUMPS, strerror(errno));
	else if ((n = read_some(path, bytes)) < 0)
		diag(diags, SPAN_NONE, MSG_FILE_OPEN, path, strerror(errno));
	else {
		if (n >= 3 && memcmp(line, "\xef\xbb\xbf", 3) == 0)
			line += 3;
		len = (size_t)(bytes + n - line);
		if (memchr(line, '\n', len))
			len = (size_t)((char *)memchr(line, '\n', len) - line);
		if (len > 0 && line[len - 1] == '\r')
			len--;
		if (check(diags, path, line, len, least)) {
			password = calloc(1, len + 1);
			memcpy(password, line, len);
		}
	}
	explicit_bzero(bytes, ROOM);
	free(bytes);
	return password;
}

char *seal_password(struct diags *diags, const char *path)
{
	return read_password(diags, path, SEAL_MIN_PASSWORD);
}

char *seal_password_of(struct diags *diags, const char *path)
{
	return read_password(diags, path, 1);
}

void seal_forget(char *password)
{
	if (password)
		explicit_bzero(password, strlen(password));
	free(password);
}
