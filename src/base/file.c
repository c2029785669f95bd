/* What little of folders and paths the program needs. Files are written in write.c. */
#include "base/base.h"

#include <dirent.h>
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
	*names = all;
	return kept;
}
