/* Pictures made here byte by byte, so that each mistake is one. */
#include "image/image.h"

#include <stdlib.h>
#include <string.h>

#include <png.h>

#include "file.h"

static const struct image *load(const void *data, size_t n)
{
	const struct image *image;

	put_file(data, n);
	image = image_load(arena, diags, SPAN_NONE, path);
	tell();
	return image;
}

struct memory {
	unsigned char data[4096];
	size_t n;
};

static void put(png_structp png, png_bytep data, size_t n)
{
	struct memory *m = png_get_io_ptr(png);

	memcpy(m->data + m->n, data, n);
	m->n += n;
}

/* A PNG of the colour type and depth; every row is `row`. */
static struct memory png(uint32_t w, uint32_t h, int depth, int type, int interlace, const unsigned char *row)
{
	png_structp p = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_infop info = png_create_info_struct(p);
	static const png_color palette[2] = {{10, 20, 30}, {40, 50, 60}};
	static const png_byte clear[2] = {255, 7};
	struct memory m = {.n = 0};

	png_set_write_fn(p, &m, put, NULL);
	png_set_IHDR(p, info, w, h, depth, type, interlace, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	if (type == PNG_COLOR_TYPE_PALETTE) {
		png_set_PLTE(p, info, palette, 2);
		png_set_tRNS(p, info, clear, 2, NULL);
	}
	png_write_info(p, info);
	for (int pass = png_set_interlace_handling(p); pass > 0; pass--)
		for (uint32_t y = 0; y < h; y++)
			png_write_row(p, row);
	png_write_end(p, info);
	png_destroy_write_struct(&p, &info);
	return m;
}

TEST(png_rgb)
{
	static const unsigned char row[6] = {1, 2, 3, 4, 5, 6};
	struct memory m = png(2, 3, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, row);
	const struct image *image;

	begin();
	image = load(m.data, m.n);
	CHECK(image && !image->jpeg && !image->alpha);
	CHECK_INT(image->width, 2);
	CHECK_INT(image->height, 3);
	CHECK_INT(image->components, 3);
	CHECK_INT(image->len, 18);
	CHECK(memcmp(image->data + 12, row, 6) == 0);
	CHECK_INT(image->orientation, 1);
	end();
}

TEST(png_interlaced_16_bit_with_alpha)
{
	static const unsigned char row[16] = {0xff, 0xff, 0x80, 0x80, 0, 0, 0x40, 0x40, 1, 1, 2, 2, 3, 3, 0xff, 0xff};
	struct memory m = png(2, 9, 16, PNG_COLOR_TYPE_RGB_ALPHA, PNG_INTERLACE_ADAM7, row);
	const struct image *image;

	begin();
	image = load(m.data, m.n);
	CHECK(image && image->alpha);
	CHECK_INT(image->data[8 * 6 + 1], 0x80);
	CHECK_INT(image->data[8 * 6 + 5], 3);
	CHECK_INT(image->alpha[16], 0x40);
	CHECK_INT(image->alpha[17], 0xff);
	end();
}

TEST(png_palette_and_gray)
{
	static const unsigned char indexes[1] = {0x40}, opaque[4] = {9, 255, 8, 255}; /* 0 1, and two pixels */
	struct memory m = png(2, 1, 1, PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE, indexes);
	const struct image *image;

	begin();
	image = load(m.data, m.n);
	CHECK(image && image->alpha);
	CHECK_INT(image->components, 3);
	CHECK_INT(image->data[3], 40);
	CHECK_INT(image->alpha[1], 7);
	m = png(2, 1, 8, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_INTERLACE_NONE, opaque);
	image = load(m.data, m.n);
	CHECK(image && !image->alpha); /* all opaque is none */
	CHECK_INT(image->components, 1);
	CHECK_INT(image->data[1], 8);
	end();
}

TEST(png_broken)
{
	static const unsigned char row[6] = {1, 2, 3, 4, 5, 6};
	struct memory m = png(2, 3, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, row);

	begin();
	CHECK(!load(m.data, m.n - 13));
	CHECK_STR(told, "error: the picture @ is broken: it is cut short; save it again");
	m.data[29] ^= 1; /* the header's checksum */
	CHECK(!load(m.data, m.n));
	CHECK_STR(told, "error: the picture @ is broken: IHDR: CRC error; save it again");
	m = png(20000, 1, 1, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE, (unsigned char[2500]){0});
	CHECK(!load(m.data, m.n));
	CHECK_STR(told, "error: the picture @ is 20000 x 1 pixels; at most 12000 a side and 60 million in all can be used");
	CHECK(!load("GIF89a", 6));
	CHECK_STR(told, "error: @ is neither a PNG nor a JPEG picture; save it as one of the two");
	CHECK(!load("", 0));
	CHECK_STR(told, "error: @ is neither a PNG nor a JPEG picture; save it as one of the two");
	CHECK(!image_load(arena, diags, SPAN_NONE, "/nowhere/at/all.png"));
	CHECK(!image_load(arena, diags, SPAN_NONE, "/tmp"));
	CHECK_INT(diags_count(diags, DIAG_ERROR), 7);
	end();
}

/* A JPEG's markers, with everything that must not be passed on. */
#define SOI "\xff\xd8"
#define JFIF "\xff\xe0\0\x13JFIF\0\1\1\0\0\1\0\1\1\1ABC"
#define EXIF                                                                                                                \
	"\xff\xe1\0\x22"                                                                                                    \
	"Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"
#define COMMENT "\xff\xfe\0\x08secret"
#define ADOBE                                                                                                               \
	"\xff\xee\0\x0e"                                                                                                    \
	"Adobe\0d\0\0\0\0\2"
#define ADOBE_MORE                                                                                                          \
	"\xff\xee\0\x14"                                                                                                    \
	"Adobe\0d\0\0\0\0\2secret"
#define DQT "\xff\xdb\0\x05\0\1\2"
#define SOF3 "\xff\xc2\0\x11\x08\0\x10\0\x20\3\1\x11\0\2\x11\0\3\x11\0"
#define SOF4 "\xff\xc0\0\x14\x08\0\x10\0\x20\4\1\x11\0\2\x11\0\3\x11\0\4\x11\0"
#define SOS "\xff\xda\0\x08\1\1\0\0\x3f\0"
#define DATA "\x12\xff\0\x34\xff\xd0\x56"
#define EOI "\xff\xd9"
#define BYTES(s) (s), sizeof(s) - 1

TEST(jpeg_without_its_metadata)
{
	static const char clean[] =
		SOI "\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0" DQT SOF3 SOS DATA "\xff\xdb\0\x05\0\1\2" SOS DATA EOI;
	const struct image *image;

	begin();
	image = load(BYTES(SOI JFIF EXIF COMMENT DQT SOF3 SOS DATA "\xff\xdb\0\x05\0\1\2" SOS DATA EOI "trailing secret"));
	CHECK(image && image->jpeg);
	CHECK_INT(image->width, 32);
	CHECK_INT(image->height, 16);
	CHECK_INT(image->components, 3);
	CHECK_INT(image->orientation, 6);
	CHECK_INT(image->len, sizeof clean - 1);
	CHECK(memcmp(image->data, clean, sizeof clean - 1) == 0);
	image = load(BYTES(SOI ADOBE DQT SOF4 SOS DATA EOI));
	CHECK(image && image->inverted);
	CHECK_INT(image->components, 4);
	CHECK_INT(image->len, sizeof(SOI ADOBE DQT SOF4 SOS DATA EOI) - 1);
	/* Only its twelve bytes go on, and the length that they have; a shorter one says nothing of colours. */
	image = load(BYTES(SOI ADOBE_MORE DQT SOF4 SOS DATA EOI));
	CHECK(image && image->inverted);
	CHECK_INT(image->len, sizeof(SOI ADOBE DQT SOF4 SOS DATA EOI) - 1);
	CHECK(image && memcmp(image->data, SOI ADOBE DQT SOF4 SOS DATA EOI, image->len) == 0);
	image = load(BYTES(SOI "\xff\xee\0\x08" "Adobe\0" DQT SOF4 SOS DATA EOI));
	CHECK(image && !image->inverted);
	CHECK_INT(image->len, sizeof(SOI DQT SOF4 SOS DATA EOI) - 1);
	end();
}

TEST(jpeg_broken)
{
	static const char whole[] = SOI JFIF EXIF DQT SOF3 SOS DATA EOI;

	begin();
	for (size_t n = 3; n < sizeof whole - 1; n++)
		if (load(whole, n) || strcmp(told, "error: the picture @ is broken: it is cut short; save it again") != 0)
			CHECK_STR(told, "cut short");
	CHECK(!load(BYTES(SOI DQT EOI)));
	CHECK_STR(told, "error: the picture @ is broken: it holds no picture; save it again");
	CHECK(!load(BYTES(SOI DQT SOS DATA EOI)));
	CHECK_STR(told, "error: the picture @ is broken: its picture comes before its header; save it again");
	CHECK(!load(BYTES(SOI DQT "\xff\xc9\0\x11\x08\0\x10\0\x20\3\1\x11\0\2\x11\0\3\x11\0" SOS DATA EOI)));
	CHECK_STR(told, "error: the picture @ is a rare kind of JPEG that PDF readers cannot show; save it as an ordinary "
			"JPEG or PNG");
	CHECK(!load(BYTES(SOI DQT "\xff\xc0\0\x11\x08\0\0\0\x20\3\1\x11\0\2\x11\0\3\x11\0" SOS DATA EOI)));
	CHECK_STR(told, "error: the picture @ is 32 x 0 pixels; at most 12000 a side and 60 million in all can be used");
	/* An EXIF block whose directory lies outside it says nothing. */
	CHECK_INT(load(BYTES(SOI "\xff\xe1\0\x10"
				 "Exif\0\0II*\0\xff\xff\xff\xff" DQT SOF3 SOS DATA EOI))
			  ->orientation,
		  1);
	end();
}

TEST(qr)
{
	const struct image_qr *qr;
	char *text = malloc(4001);

	begin();
	qr = image_qr(arena, diags, SPAN_NONE, "https://988lifeline.org");
	CHECK(qr && qr->side == 25);
	CHECK(qr && qr->modules[0] == 1 && qr->modules[7] == 0); /* a finder, and the light line around it */
	memset(text, 'a', 4000);
	text[4000] = '\0';
	CHECK(!image_qr(arena, diags, SPAN_NONE, text));
	CHECK(!image_qr(arena, diags, SPAN_NONE, ""));
	CHECK_INT(diags_count(diags, DIAG_ERROR), 2);
	free(text);
	end();
}

TEST_MAIN
