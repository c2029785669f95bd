/* PNG and JPEG files of any bytes. */
#include "image/image.h"

#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	char path[] = "/dev/shm/kinfolio-fuzz-XXXXXX";
	int fd = mkstemp(path);

	if (fd >= 0 && write(fd, data, size) == (ssize_t)size)
		image_load(arena, diags, SPAN_NONE, path);
	if (fd >= 0) {
		close(fd);
		unlink(path);
	}
	diags_free(diags);
	arena_free(arena);
	return 0;
}
