/* image: PNG decoded, JPEG measured and passed through, QR codes as modules. What is hostile or too large is refused. */
#ifndef IMAGE_IMAGE_H
#define IMAGE_IMAGE_H

#include "base/base.h"

#define IMAGE_MAX_BYTES (32u << 20)
#define IMAGE_MAX_SIDE 12000u       /* pixels */
#define IMAGE_MAX_PIXELS 60000000u

struct image {
	bool jpeg;              /* data is the JPEG file, without its metadata (EXIF can hold a place); else rows of samples, 8 bit */
	uint32_t width, height; /* pixels as stored */
	int components;         /* 1 gray, 3 RGB, 4 CMYK (JPEG only) */
	bool inverted;          /* CMYK as Adobe writes it */
	int orientation;        /* EXIF's 1..8; 1 where it says nothing. Sides above are before turning. */
	const unsigned char *data;
	size_t len;
	const unsigned char *alpha; /* width * height bytes, or NULL */
	uint64_t hash;          /* of the file: one image in a PDF however often it is shown */
};

/* Reads a PNG or JPEG file (told apart by its bytes). NULL where it cannot (told at `at`, the place that names the file). */
const struct image *image_load(struct arena *arena, struct diags *diags, struct span at, const char *path);

struct image_qr {
	int side;                     /* modules, without the quiet zone (4 modules on each side) */
	const unsigned char *modules; /* side * side; 1 is dark */
};

/* A QR code (level M) of the text. NULL where it is too long (told). */
const struct image_qr *image_qr(struct arena *arena, struct diags *diags, struct span at, const char *text);

#endif
