/* A family's record of any bytes, checked against its shape. Runs in the project's folder. */
#include "record/record.h"

#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *house;
	static struct record_shapes *shapes;
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	FILE *nowhere = fopen("/dev/null", "w");
	char path[] = "/dev/shm/kinfolio-fuzz-XXXXXX";
	int fd = mkstemp(path);

	if (!house) {
		house = arena_new();
		shapes = record_shapes_load(house, diags, "templates/records");
	}
	if (fd >= 0 && write(fd, data, size) == (ssize_t)size)
		record_load(arena, diags, shapes, path);
	if (fd >= 0) {
		close(fd);
		unlink(path);
	}
	diags_print(diags, nowhere, false);
	fclose(nowhere);
	diags_free(diags);
	arena_free(arena);
	return 0;
}
