/* Pictures (8.9): a JPEG as it is, samples with PNG's predictors, transparency as a soft mask. One object however often it
 * is shown. */
#include "pdf/int.h"

#include <stdlib.h>

unsigned pdf_image(struct pdf_writer *w, const struct image *image, size_t *index)
{
	struct pdf_image *slot;

	for (size_t i = 0; i < w->n_images; i++)
		if (w->images[i].image == image ||
		    (w->images[i].image->hash == image->hash && w->images[i].image->len == image->len &&
		     w->images[i].image->width == image->width)) {
			*index = i;
			return w->images[i].id;
		}
	*index = w->n_images;
	slot = arena_push(w->arena, w->images, w->n_images, w->cap_images);
	slot->image = image;
	slot->id = pdf_file_object(w->file);
	return slot->id;
}

/* Rows with PNG's filter Sub or Up before each (PNG 9.2), whichever leaves the smaller differences. */
static unsigned char *filter_rows(const unsigned char *data, size_t row, size_t height, size_t pixel)
{
	unsigned char *out = malloc((row + 1) * height), *to = out;

	for (size_t y = 0; y < height; y++) {
		const unsigned char *now = data + y * row, *above = y > 0 ? now - row : NULL;
		unsigned long sub = 0, up = 0;

		for (size_t i = 0; i < row; i++) {
			sub += (unsigned long)abs((signed char)(now[i] - (i >= pixel ? now[i - pixel] : 0)));
			up += (unsigned long)abs((signed char)(now[i] - (above ? above[i] : 0)));
		}
		*to++ = up < sub ? 2 : 1;
		for (size_t i = 0; i < row; i++)
			*to++ = (unsigned char)(now[i] -
						(up < sub ? (above ? above[i] : 0) : (i >= pixel ? now[i - pixel] : 0)));
	}
	return out;
}

static void put_head(struct buf *out, const struct image *image, const char *space)
{
	buf_addf(out, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8/ColorSpace/%s", image->width,
		 image->height, space);
}

static void write_samples(struct pdf_writer *w, unsigned id, const struct image *image, const unsigned char *data,
			  int components)
{
	size_t row = (size_t)image->width * (size_t)components, n = (row + 1) * image->height, len;
	unsigned char *rows;
	const void *packed;

	rows = filter_rows(data, row, image->height, (size_t)components);
	packed = w->meta->compress ? pdf_deflate(w->shared->deflate, w->arena, rows, n, &len) : NULL;
	free(rows);
	if (!packed) {
		pdf_set_stream(w, id, data, row * image->height, true);
		return;
	}
	buf_addf(&w->tmp, "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %d/Columns %u>>/Length %zu", components,
		 image->width, len);
	pdf_file_set_stream(w->file, id, buf_text(&w->tmp, w->arena), w->tmp.len, packed, len);
	buf_reset(&w->tmp);
}

static void write_image(struct pdf_writer *w, const struct pdf_image *slot)
{
	const struct image *image = slot->image;
	const char *space = image->components == 1 ? "DeviceGray" : image->components == 3 ? "DeviceRGB" : "DeviceCMYK";
	unsigned mask = 0;

	if (image->alpha) {
		mask = pdf_file_object(w->file);
		put_head(&w->tmp, image, "DeviceGray");
		write_samples(w, mask, image, image->alpha, 1);
	}
	put_head(&w->tmp, image, space);
	if (mask) {
		buf_adds(&w->tmp, "/SMask ");
		pdf_put_ref(&w->tmp, mask);
	}
	if (image->inverted)
		buf_adds(&w->tmp, "/Decode[1 0 1 0 1 0 1 0]");
	if (!image->jpeg) {
		write_samples(w, slot->id, image, image->data, image->components);
		return;
	}
	buf_addf(&w->tmp, "/Filter/DCTDecode/Length %zu", image->len);
	pdf_file_set_stream(w->file, slot->id, buf_text(&w->tmp, w->arena), w->tmp.len, image->data, image->len);
	buf_reset(&w->tmp);
}

void pdf_write_images(struct pdf_writer *w)
{
	for (size_t i = 0; i < w->n_images; i++)
		write_image(w, &w->images[i]);
}
