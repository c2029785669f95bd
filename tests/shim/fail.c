/* Lets a system call fail, or kills the process there, so that tests see what a full disk and a power cut leave behind. Loaded
 * with LD_PRELOAD; counts only calls on files under $FAIL_UNDER. Environment:
 *
 *   FAIL_CALL   write, fsync, close, rename (renameat2 too), mkstemp, mkdir; or alloc: any piece of memory, asked for by whom ever
 *   FAIL_AT     which call of that name, from 1
 *   FAIL_ERRNO  the error it fails with; 0: the process is killed there, without a word (SIGKILL)
 *
 *   FAIL_COUNT  instead of failing any: a file that the number of such calls is written to at the end
 *
 * A write that fails takes half of its bytes first, as a disk that fills up does. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int calls;

/* How many such calls there were, for whoever wants to fail each of them. */
__attribute__((destructor)) static void tell(void)
{
	const char *path = getenv("FAIL_COUNT");
	FILE *f = path ? fopen(path, "w") : NULL;

	if (f) {
		fprintf(f, "%d\n", calls);
		fclose(f);
	}
}

static int under(const char *path)
{
	const char *dir = getenv("FAIL_UNDER");

	return dir && path && strncmp(path, dir, strlen(dir)) == 0;
}

static int under_fd(int fd)
{
	char link[64], path[PATH_MAX];
	ssize_t n;

	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	n = readlink(link, path, sizeof path - 1);
	if (n < 0)
		return 0;
	path[n] = '\0';
	return under(path);
}

static int now(const char *name, int ours)
{
	const char *call = getenv("FAIL_CALL"), *at = getenv("FAIL_AT"), *number = getenv("FAIL_ERRNO");

	if (!ours || !call || strcmp(call, name) != 0 || ++calls != atoi(at ? at : "1") || getenv("FAIL_COUNT"))
		return 0;
	errno = atoi(number ? number : "0");
	return 1;
}

/* Where no error is named the process ends here. */
static int end(void)
{
	if (errno == 0)
		raise(SIGKILL);
	return -1;
}

ssize_t write(int fd, const void *data, size_t len)
{
	ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");

	if (now("write", under_fd(fd))) {
		int error = errno;

		if (real(fd, data, len / 2) < 0)
			error = EIO;
		errno = error;
		return end();
	}
	return real(fd, data, len);
}

int fsync(int fd)
{
	int (*real)(int) = dlsym(RTLD_NEXT, "fsync");

	return now("fsync", under_fd(fd)) ? end() : real(fd);
}

int close(int fd)
{
	int (*real)(int) = dlsym(RTLD_NEXT, "close");

	if (now("close", under_fd(fd))) {
		int error = errno;

		real(fd);
		errno = error;
		return end();
	}
	return real(fd);
}

int rename(const char *from, const char *to)
{
	int (*real)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");

	return now("rename", under(to)) ? end() : real(from, to);
}

int renameat2(int from_dir, const char *from, int to_dir, const char *to, unsigned flags)
{
	int (*real)(int, const char *, int, const char *, unsigned) = dlsym(RTLD_NEXT, "renameat2");

	return now("rename", under(to)) ? end() : real(from_dir, from, to_dir, to, flags);
}

int mkstemp(char *path)
{
	int (*real)(char *) = dlsym(RTLD_NEXT, "mkstemp");

	return now("mkstemp", under(path)) ? end() : real(path);
}

int mkdir(const char *path, mode_t mode)
{
	int (*real)(const char *, mode_t) = dlsym(RTLD_NEXT, "mkdir");

	return now("mkdir", under(path)) ? end() : real(path, mode);
}

/* The allocator behind malloc, as glibc names it and src/base/memory.c calls it. */
void *__libc_malloc(size_t n)
{
	static void *(*real)(size_t);

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "__libc_malloc");
	return now("alloc", 1) ? NULL : real(n);
}

void *__libc_calloc(size_t n, size_t size)
{
	static void *(*real)(size_t, size_t);

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "__libc_calloc");
	return now("alloc", 1) ? NULL : real(n, size);
}

void *__libc_realloc(void *old, size_t n)
{
	static void *(*real)(void *, size_t);

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "__libc_realloc");
	return now("alloc", 1) ? NULL : real(old, n);
}
