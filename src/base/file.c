/* What little of folders and paths the program needs. Files are written in write.c. */
#include "base/base.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

bool file_is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool file_is_plain(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* All that `fd` gives, at most `max` bytes, into `text`: a file's size is only a first guess, and a pipe has none. False
 * with errno (EFBIG: there is more). */
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

bool file_read(struct diags *diags, const char *path, size_t max, struct buf *bytes)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	struct stat st;
	bool ok = false;

	if (fd < 0 || fstat(fd, &st) != 0 || (S_ISDIR(st.st_mode) && (errno = EISDIR)))
		diag(diags, SPAN_NONE, MSG_FILE_OPEN, path, strerror(errno));
	else if (st.st_size < 0 || (uint64_t)st.st_size > max)
		diag(diags, SPAN_NONE, MSG_FILE_SIZE, path, max);
	else if (read_all(fd, (size_t)st.st_size, max, bytes))
		ok = true;
	else if (errno == EFBIG)
		diag(diags, SPAN_NONE, MSG_FILE_SIZE, path, max);
	else
		diag(diags, SPAN_NONE, MSG_FILE_OPEN, path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return ok;
}

char *file_join(struct arena *arena, const char *dir, const char *name)
{
	if (!dir || !*dir || name[0] == '/')
		return arena_strdup(arena, name);
	return arena_printf(arena, "%s%s%s", dir, str_ends(dir, "/") ? "" : "/", name);
}

char *file_dirname(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return arena_strdup(arena, ".");
	return arena_strndup(arena, path, slash == path ? 1 : (size_t)(slash - path));
}

char *file_stem(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');

	return arena_strndup(arena, name, dot && dot > name ? (size_t)(dot - name) : strlen(name));
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

size_t file_list(struct arena *arena, const char *dir, char ***names)
{
	DIR *d = opendir(dir);
	char **list = NULL;
	size_t n = 0, cap = 0;

	*names = NULL;
	if (!d)
		return 0;
	for (struct dirent *e; (e = readdir(d)) != NULL;)
		if (e->d_name[0] != '.')
			*arena_push(arena, list, n, cap) = arena_strdup(arena, e->d_name);
	closedir(d);
	if (n > 1)
		qsort(list, n, sizeof *list, by_name);
	*names = list;
	return n;
}

size_t file_list_yaml(struct arena *arena, const char *const *dirs, size_t n_dirs, const char *sub, const char ***names)
{
	const char **all = NULL;
	size_t n = 0, cap = 0, kept = 0;

	for (size_t d = 0; d < n_dirs; d++) {
		char **files;
		size_t found = file_list(arena, sub ? file_join(arena, dirs[d], sub) : dirs[d], &files);

		for (size_t i = 0; i < found; i++)
			if (str_ends(files[i], ".yaml"))
				*arena_push(arena, all, n, cap) = file_stem(arena, files[i]);
	}
	if (n > 1)
		qsort(all, n, sizeof *all, by_name);
	for (size_t i = 0; i < n; i++)
		if (!i || !str_eq(all[i], all[kept - 1]))
			all[kept++] = all[i];
	*arena_push(arena, all, kept, cap) = NULL;
	*names = all;
	return kept - 1;
}
