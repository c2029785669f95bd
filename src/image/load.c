/* A picture's file, read whole and told apart by its first bytes. It refuses what is no plain file, too large, or neither
 * PNG nor JPEG; names and endings decide nothing. */
#include "image/image.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "image/int.h"

/* The file's bytes, from malloc; NULL where it cannot (told). */
static unsigned char *read_file(struct diags *diags, struct span at, const char *path, size_t *len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	unsigned char *data = NULL;
	struct stat st;
	size_t n = 0;

	if (fd < 0 || fstat(fd, &st) != 0) {
		diag(diags, at, MSG_IMAGE_OPEN, path, strerror(errno));
		goto out;
	}
	if (!S_ISREG(st.st_mode)) {
		diag(diags, at, MSG_IMAGE_OPEN, path, "it is no file");
		goto out;
	}
	if (st.st_size > (off_t)IMAGE_MAX_BYTES) {
		diag(diags, at, MSG_IMAGE_SIZE, path, IMAGE_MAX_BYTES >> 20);
		goto out;
	}
	data = malloc((size_t)st.st_size + 1);
	while (n < (size_t)st.st_size) {
		ssize_t got = read(fd, data + n, (size_t)st.st_size - n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			diag(diags, at, MSG_IMAGE_OPEN, path, strerror(errno));
			free(data);
			data = NULL;
			goto out;
		}
		if (got == 0)
			break;
		n += (size_t)got;
	}
	*len = n;
out:
	if (fd >= 0)
		close(fd);
	return data;
}

/* A photo is some megabytes, so eight bytes at a time (the mixing step is that of splitmix64). */
static uint64_t hash_bytes(const unsigned char *data, size_t len)
{
	uint64_t h = 0x9e3779b97f4a7c15u ^ len, word;

	for (; len > 0; data += sizeof word) {
		size_t n = len < sizeof word ? len : sizeof word;

		word = 0;
		memcpy(&word, data, n);
		h = (h ^ word) * 0xbf58476d1ce4e5b9u;
		h ^= h >> 29;
		len -= n;
	}
	return h;
}

bool image_fits(const struct image_source *src, uint32_t width, uint32_t height)
{
	if (width > 0 && height > 0 && width <= IMAGE_MAX_SIDE && height <= IMAGE_MAX_SIDE &&
	    (uint64_t)width * height <= IMAGE_MAX_PIXELS)
		return true;
	diag(src->diags, src->at, MSG_IMAGE_SIDE, src->path, width, height, IMAGE_MAX_SIDE, IMAGE_MAX_PIXELS / 1000000);
	return false;
}

const struct image *image_load(struct arena *arena, struct diags *diags, struct span at, const char *path)
{
	static const unsigned char png[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, jpeg[3] = {0xff, 0xd8, 0xff};
	struct image_source src = {.arena = arena, .diags = diags, .at = at, .path = path};
	struct image *image = arena_one(arena, struct image);
	unsigned char *data = read_file(diags, at, path, &src.len);
	bool ok = false;

	if (!data)
		return NULL;
	src.data = data;
	image->orientation = 1;
	if (src.len >= sizeof png && memcmp(data, png, sizeof png) == 0)
		ok = image_png(&src, image);
	else if (src.len >= sizeof jpeg && memcmp(data, jpeg, sizeof jpeg) == 0)
		ok = image_jpeg(&src, image);
	else
		diag(diags, at, MSG_IMAGE_KIND, path);
	image->hash = hash_bytes(data, src.len);
	free(data);
	return ok ? image : NULL;
}
