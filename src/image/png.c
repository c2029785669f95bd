/* PNG, decoded by libpng to 8-bit gray or RGB with the transparency apart, as PDF wants it. Colour profiles and text are not
 * read. libpng reports errors by longjmp, its own way; the jump stays within this file and crosses no frame but libpng's. */
#include "image/int.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <png.h>

#define MAX_CHUNK (8u << 20) /* bytes; of the chunks that are not the picture itself */

struct job {
	const struct image_source *src;
	struct image *image;
	size_t at;
	char why[128];
	png_structp png;
	png_infop info;
	unsigned char *rows; /* one row, or all of them where it is interlaced; malloc's */
	png_bytep *pointers; /* malloc's */
	unsigned char *color, *alpha;
	bool told;
	jmp_buf failed;
};

static void read_bytes(png_structp png, png_bytep to, size_t n)
{
	struct job *j = png_get_io_ptr(png);

	if (n > j->src->len - j->at)
		png_error(png, "it is cut short");
	memcpy(to, j->src->data + j->at, n);
	j->at += n;
}

static void on_error(png_structp png, png_const_charp why)
{
	struct job *j = png_get_error_ptr(png);

	snprintf(j->why, sizeof j->why, "%s", why);
	longjmp(j->failed, 1);
}

static void on_warning(png_structp png, png_const_charp why)
{
	(void)png;
	(void)why;
}

/* Splits rows of samples into colour and alpha. */
static void split(struct job *j, const unsigned char *row, uint32_t y)
{
	int n = j->image->components;
	uint32_t w = j->image->width;
	unsigned char *color = j->color + (size_t)y * w * (size_t)n, *alpha;

	if (!j->alpha) {
		memcpy(color, row, (size_t)w * (size_t)n);
		return;
	}
	alpha = j->alpha + (size_t)y * w;
	for (uint32_t x = 0; x < w; x++) {
		for (int c = 0; c < n; c++)
			*color++ = *row++;
		*alpha++ = *row++;
	}
}

static void decode(struct job *j)
{
	png_uint_32 w, h;
	int depth, type, interlace;
	size_t row;

	png_read_info(j->png, j->info);
	png_get_IHDR(j->png, j->info, &w, &h, &depth, &type, &interlace, NULL, NULL);
	if (!image_fits(j->src, w, h)) {
		j->told = true;
		longjmp(j->failed, 1);
	}
	png_set_expand(j->png); /* palette, small gray and tRNS */
	png_set_scale_16(j->png);
	png_set_interlace_handling(j->png);
	png_read_update_info(j->png, j->info);
	j->image->width = w;
	j->image->height = h;
	j->image->components = png_get_channels(j->png, j->info) >= 3 ? 3 : 1;
	row = png_get_rowbytes(j->png, j->info);
	j->image->len = (size_t)w * h * (size_t)j->image->components;
	j->color = arena_alloc(j->src->arena, j->image->len);
	if (png_get_channels(j->png, j->info) % 2 == 0)
		j->alpha = arena_alloc(j->src->arena, (size_t)w * h);
	if (interlace == PNG_INTERLACE_NONE) {
		j->rows = malloc(row);
		for (uint32_t y = 0; y < h; y++) {
			png_read_row(j->png, j->rows, NULL);
			split(j, j->rows, y);
		}
	} else {
		j->rows = malloc(row * h);
		j->pointers = malloc(sizeof *j->pointers * h);
		for (uint32_t y = 0; y < h; y++)
			j->pointers[y] = j->rows + row * y;
		png_read_image(j->png, j->pointers);
		for (uint32_t y = 0; y < h; y++)
			split(j, j->pointers[y], y);
	}
	png_read_end(j->png, j->info);
}

static void read_orientation(struct job *j)
{
#ifdef PNG_eXIf_SUPPORTED
	png_uint_32 n = 0;
	png_bytep exif = NULL;

	if (png_get_eXIf_1(j->png, j->info, &n, &exif) && exif)
		j->image->orientation = image_exif_orientation(exif, n);
#else
	(void)j;
#endif
}

/* Apart, so that no local of a caller is at the mercy of the jump. */
static bool run(struct job *j)
{
	if (setjmp(j->failed))
		return false;
	j->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, j, on_error, on_warning);
	if (!j->png)
		return false;
	j->info = png_create_info_struct(j->png);
	png_set_read_fn(j->png, j, read_bytes);
	png_set_user_limits(j->png, 0x7fffffff, 0x7fffffff); /* ours are told in our words */
	png_set_chunk_malloc_max(j->png, MAX_CHUNK);
	png_set_chunk_cache_max(j->png, 128);
	decode(j);
	read_orientation(j);
	return true;
}

bool image_png(const struct image_source *src, struct image *image)
{
	struct job *j = arena_one(src->arena, struct job);
	bool ok;

	j->src = src;
	j->image = image;
	snprintf(j->why, sizeof j->why, "libpng does not start");
	ok = run(j);
	png_destroy_read_struct(&j->png, &j->info, NULL);
	free(j->rows);
	free(j->pointers);
	if (!ok && !j->told)
		diag(src->diags, src->at, MSG_IMAGE_BROKEN, src->path, j->why);
	if (!ok)
		return false;
	image->data = j->color;
	/* A channel that says "all opaque" is none. */
	for (size_t i = 0; j->alpha && i < (size_t)image->width * image->height; i++)
		if (j->alpha[i] != 0xff) {
			image->alpha = j->alpha;
			break;
		}
	return true;
}
