/* image/int.h: the seam between the file reader and the two formats. */
#ifndef IMAGE_INT_H
#define IMAGE_INT_H

#include "image/image.h"

/* Where a picture comes from, for its diagnostics. */
struct image_source {
	struct arena *arena;
	struct diags *diags;
	struct span at;
	const char *path;
	const unsigned char *data; /* the whole file */
	size_t len;
};

/* Both fill everything but `hash`; false: told. */
bool image_png(const struct image_source *src, struct image *image);
bool image_jpeg(const struct image_source *src, struct image *image);
/* EXIF's orientation, 1..8, from a TIFF block ("II*\0..." or "MM\0*..."); 1 where it is broken or says nothing. */
int image_exif_orientation(const unsigned char *tiff, size_t len);
/* Are the sides within the limits? False: told. */
bool image_fits(const struct image_source *src, uint32_t width, uint32_t height);

#endif
