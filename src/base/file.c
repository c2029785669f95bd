/* Files written whole or not at all, and what little of folders the program needs. A temporary stands beside its file, so
 * that moving it there is one step; whatever fails, it is removed. */
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

/* Makes the folders that `path` stands in. */
static bool make_dirs(char *path)
{
	for (char *p = path + 1; (p = strchr(p, '/')) != NULL; p++) {
		*p = '\0';
		if (mkdir(path, 0700) != 0 && errno != EEXIST) {
			*p = '/';
			return false;
		}
		*p = '/';
	}
	return true;
}

static bool write_all(int fd, const char *data, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, data, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		data += n;
		len -= (size_t)n;
	}
	return true;
}

bool file_write(struct diags *diags, const char *path, const void *data, size_t len)
{
	struct buf tmp = {0};
	bool ok = false;
	int fd;

	buf_addf(&tmp, "%s.XXXXXX", path);
	if (!make_dirs(tmp.data) || (fd = mkstemp(tmp.data)) < 0) {
		diag(diags, SPAN_NONE, MSG_FILE_WRITE, path, strerror(errno));
		buf_free(&tmp);
		return false;
	}
	ok = fchmod(fd, 0600) == 0 && write_all(fd, data, len) && fsync(fd) == 0;
	if (close(fd) != 0)
		ok = false;
	if (ok && rename(tmp.data, path) != 0)
		ok = false;
	if (!ok) {
		diag(diags, SPAN_NONE, MSG_FILE_WRITE, path, strerror(errno));
		unlink(tmp.data);
	}
	buf_free(&tmp);
	return ok;
}
