/* Files written whole or not at all, several of them together or none. A temporary stands beside its file, so that moving it
 * there is one step; whatever fails, it is removed, and what stood there before stands there again.
 *
 * A process that is killed removes nothing. So each temporary is locked (flock) by whoever writes it for as long as it has
 * that name: one that can be locked is nobody's, and the next run takes it away. */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define MARK ".kinfolio-"
#define UNIQUE 6 /* the X of mkstemp */

enum state { WRITTEN, NEW /* moved to where nothing stood */, EXCHANGED /* the temporary's name now has the older file */, REPLACED };

struct pending {
	char *path, *temporary;
	int lock; /* -1: none */
	enum state state;
};

struct file_batch {
	struct file_batch *outer; /* the one that was open before */
	struct arena *arena;
	struct pending *files;
	size_t n, cap;
	char **folders; /* made for these files, each the last of its path */
	size_t n_folders, cap_folders;
	char *stage; /* a folder that all temporaries stand in; NULL: each stands beside its file */
	int stage_fd;
	bool done;
};

/* The last one that is open, for file_abandon: whoever calls that has no more than the process itself. */
static struct file_batch *in_hand;

struct file_batch *file_batch_new(void)
{
	struct arena *arena = arena_new();
	struct file_batch *batch = arena_one(arena, struct file_batch);

	batch->arena = arena;
	batch->outer = in_hand;
	in_hand = batch;
	return batch;
}

/* Makes the folders that `path` stands in. */
static bool make_folders(struct file_batch *batch, const char *path)
{
	char *way = arena_strdup(batch->arena, path);

	for (char *p = way + 1; (p = strchr(p, '/')) != NULL; p++) {
		/* Only the innermost may go again: another process may be about to make its own in those above. It is
		 * written down first: memory may end at any call. */
		char **slot = NULL;
		bool made;

		*p = '\0';
		if (!strchr(p + 1, '/')) {
			slot = arena_grow(batch->arena, batch->folders, batch->n_folders, &batch->cap_folders, sizeof *slot);
			batch->folders = slot;
			slot[batch->n_folders] = arena_strdup(batch->arena, way);
		}
		made = mkdir(way, 0700) == 0;
		if (!made && errno != EEXIST)
			return false;
		batch->n_folders += made && slot;
		*p = '/';
	}
	return true;
}

/* A new file beside `path`, locked; -1 with errno. */
static int open_temporary(struct file_batch *batch, const char *path, char **name)
{
	for (int i = 0; i < 100; i++) {
		struct stat st;
		int fd;

		*name = arena_printf(batch->arena, "%s" MARK "XXXXXX", path);
		fd = mkstemp(*name);
		if (fd < 0)
			return -1;
		/* Where a file system knows no locks, nothing is ever cleared either. */
		(void)flock(fd, LOCK_EX);
		if (fstat(fd, &st) == 0 && st.st_nlink > 0)
			return fd;
		close(fd); /* somebody cleared it before it was locked */
	}
	errno = EAGAIN;
	return -1;
}

bool file_put(int fd, const void *data, size_t len)
{
	const char *from = data;

	while (len > 0) {
		ssize_t n = write(fd, from, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		from += n;
		len -= (size_t)n;
	}
	return true;
}

/* A new file in the stage; -1 with errno. */
static int open_staged(struct file_batch *batch, char **name)
{
	*name = arena_printf(batch->arena, "%s/%zu", batch->stage, batch->n);
	return open(*name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
}

bool file_batch_stage(struct file_batch *batch, struct diags *diags, const char *dir)
{
	char *stage = arena_printf(batch->arena, "%s/import" MARK "XXXXXX", dir);

	if (make_folders(batch, stage) && mkdtemp(stage)) {
		batch->stage_fd = open(stage, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (batch->stage_fd >= 0) {
			(void)flock(batch->stage_fd, LOCK_EX);
			batch->stage = stage;
			return true;
		}
	}
	diag(diags, SPAN_NONE, MSG_FILE_WRITE, stage, strerror(errno));
	return false;
}

/* Staged files are synced all at once, when they are moved. */
static bool fill_staged(int fd, const void *data, size_t len)
{
	bool ok = file_put(fd, data, len);
	int error = errno;

	if (close(fd) != 0 && ok) {
		ok = false;
		error = errno;
	}
	errno = error;
	return ok;
}

static bool fill(struct pending *file, int fd, const void *data, size_t len)
{
	bool ok = fchmod(fd, 0600) == 0 && file_put(fd, data, len) && fsync(fd) == 0;
	int error = errno;

	/* A duplicate holds the lock, so that what only close would tell is told before the file is moved. */
	file->lock = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	if (close(fd) != 0 && ok) {
		ok = false;
		error = errno;
	}
	errno = error;
	return ok;
}

bool file_batch_add(struct file_batch *batch, struct diags *diags, const char *path, const void *data, size_t len)
{
	struct pending *file = arena_push(batch->arena, batch->files, batch->n, batch->cap);
	int fd;

	*file = (struct pending){arena_strdup(batch->arena, path), NULL, -1, WRITTEN};
	fd = !make_folders(batch, path) ? -1
	     : batch->stage		? open_staged(batch, &file->temporary)
					: open_temporary(batch, path, &file->temporary);
	if (fd < 0) {
		batch->n--;
		diag(diags, SPAN_NONE, MSG_FILE_WRITE, path, strerror(errno));
		return false;
	}
	if (batch->stage ? fill_staged(fd, data, len) : fill(file, fd, data, len))
		return true;
	diag(diags, SPAN_NONE, MSG_FILE_WRITE, path, strerror(errno));
	return false;
}

static bool exchange(const char *a, const char *b)
{
	return renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE) == 0;
}

/* To its place; false with errno. */
static bool move(struct pending *file)
{
	struct stat st;
	bool there = lstat(file->path, &st) == 0;

	if (there && S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return false;
	}
	if (there && exchange(file->temporary, file->path)) {
		file->state = EXCHANGED;
		return true;
	}
	/* Not every file system can exchange two files; then the older one is gone for good. */
	if (there && errno != EINVAL && errno != ENOSYS && errno != ENOENT)
		return false;
	if (rename(file->temporary, file->path) != 0)
		return false;
	file->state = there ? REPLACED : NEW;
	return true;
}

static void take_back(struct pending *file)
{
	if (file->state == NEW)
		unlink(file->path);
	if (file->state == EXCHANGED && exchange(file->temporary, file->path))
		file->state = WRITTEN;
}

bool file_batch_commit(struct file_batch *batch, struct diags *diags)
{
	size_t i = 0;

	if (batch->stage && batch->n > 0 && syncfs(batch->stage_fd) != 0) {
		diag(diags, SPAN_NONE, MSG_FILE_WRITE, batch->stage, strerror(errno));
		return false;
	}
	while (i < batch->n && move(&batch->files[i]))
		i++;
	batch->done = i == batch->n;
	if (!batch->done) {
		diag(diags, SPAN_NONE, MSG_FILE_WRITE, batch->files[i].path, strerror(errno));
		while (i-- > 0)
			take_back(&batch->files[i]);
	}
	return batch->done;
}

static void clear(struct file_batch *batch)
{
	for (size_t i = 0; i < batch->n; i++) {
		struct pending *file = &batch->files[i];

		if (file->temporary && (file->state == WRITTEN || file->state == EXCHANGED))
			unlink(file->temporary);
		if (file->lock >= 0)
			close(file->lock);
	}
	if (batch->stage) {
		(void)rmdir(batch->stage);
		close(batch->stage_fd);
	}
	for (size_t i = batch->n_folders; !batch->done && i-- > 0;)
		(void)rmdir(batch->folders[i]);
}

void file_batch_free(struct file_batch *batch)
{
	struct file_batch **at = &in_hand;

	clear(batch);
	while (*at != batch)
		at = &(*at)->outer;
	*at = batch->outer;
	arena_free(batch->arena);
}

void file_abandon(void)
{
	for (; in_hand; in_hand = in_hand->outer) {
		for (size_t i = in_hand->n; !in_hand->done && i-- > 0;)
			take_back(&in_hand->files[i]);
		clear(in_hand);
	}
}

bool file_write(struct diags *diags, const char *path, const void *data, size_t len)
{
	struct file_batch *batch = file_batch_new();
	bool ok = file_batch_add(batch, diags, path, data, len) && file_batch_commit(batch, diags);

	file_batch_free(batch);
	return ok;
}

/* ---- what killed runs left ----------------------------------------------------------------------------------------- */

bool file_is_leftover(const char *name)
{
	size_t n = strlen(name), tail = strlen(MARK) + UNIQUE;

	if (n <= tail || strncmp(name + n - tail, MARK, strlen(MARK)) != 0)
		return false;
	for (const char *p = name + n - UNIQUE; *p; p++)
		if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", *p))
			return false;
	return true;
}

/* A folder of files that were being written. */
static void clear_stage(struct arena *arena, const char *path, int fd)
{
	char **names;
	size_t n = file_list(arena, path, &names);

	for (size_t i = 0; i < n; i++)
		if (!names[i][strspn(names[i], "0123456789")])
			(void)unlinkat(fd, names[i], 0);
	(void)rmdir(path);
}

void file_clear_leftovers(const char *dir)
{
	struct arena *arena = arena_new();
	char **names;
	size_t n = file_list(arena, dir, &names);

	for (size_t i = 0; i < n; i++) {
		const char *path = file_join(arena, dir, names[i]);
		struct stat st;
		int fd;

		if (!file_is_leftover(names[i]))
			continue;
		fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
		if (fd < 0)
			continue;
		if (fstat(fd, &st) != 0)
			st.st_mode = 0;
		if (S_ISREG(st.st_mode) && flock(fd, LOCK_EX | LOCK_NB) == 0)
			unlink(path);
		else if (S_ISDIR(st.st_mode) && flock(fd, LOCK_EX | LOCK_NB) == 0)
			clear_stage(arena, path, fd);
		close(fd);
	}
	arena_free(arena);
}
