/* What the targets share. A target is one function that is given any bytes; where what comes of them is wrong, though nothing crashed, it
 * says so with FUZZ_CHECK, which ends it as a crash does. */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

#define FUZZ_CHECK(ok, ...)                                                                                            \
	do {                                                                                                           \
		if (!(ok)) {                                                                                           \
			fprintf(stderr, "%s:%d: ", __FILE__, __LINE__);                                                \
			fprintf(stderr, __VA_ARGS__);                                                                  \
			fputc('\n', stderr);                                                                           \
			abort();                                                                                       \
		}                                                                                                      \
	} while (0)

/* The bytes as a file that has no place on any disk. */
struct fuzz_file {
	int fd;
	char path[32];
};

static inline struct fuzz_file fuzz_file(const void *data, size_t size)
{
	struct fuzz_file f = {.fd = memfd_create("fuzz", 0)};

	FUZZ_CHECK(f.fd >= 0 && write(f.fd, data, size) == (ssize_t)size, "no file in memory");
	snprintf(f.path, sizeof f.path, "/proc/self/fd/%d", f.fd);
	return f;
}

static inline void fuzz_file_end(const struct fuzz_file *f)
{
	close(f->fd);
}

/* Prints all that was told, as the program would (places and carets are worked out there), to nobody. */
static inline void fuzz_tell(struct diags *diags)
{
	static FILE *nowhere;

	if (!nowhere)
		nowhere = fopen("/dev/null", "w");
	diags_print(diags, nowhere, false);
}

/* A folder for the run, in memory. */
static inline const char *fuzz_folder(void)
{
	static char dir[] = "/dev/shm/kinfolio-fuzz-XXXXXX";
	static bool made;

	if (!made)
		FUZZ_CHECK(mkdtemp(dir) != NULL, "no folder");
	made = true;
	return dir;
}

#endif
