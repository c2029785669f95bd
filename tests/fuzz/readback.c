/* A PDF of any bytes, read back and scrubbed. Without a password and with one, by the first byte. */
#include "readback/readback.h"

#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	FILE *nowhere = fopen("/dev/null", "w");
	struct buf out = {0};
	char path[] = "/dev/shm/kinfolio-fuzz-XXXXXX";
	const char *password = size > 0 && data[0] & 1 ? "correct horse" : NULL;
	int fd = mkstemp(path);

	if (fd >= 0 && write(fd, data, size) == (ssize_t)size && readback_load(arena, diags, path, password))
		readback_scrub(diags, path, password, "p", NULL, 0, &out);
	if (fd >= 0) {
		close(fd);
		unlink(path);
	}
	buf_free(&out);
	diags_print(diags, nowhere, false);
	fclose(nowhere);
	diags_free(diags);
	arena_free(arena);
	return 0;
}
