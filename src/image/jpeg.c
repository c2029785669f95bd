/* JPEG: measured and passed through, never decoded: PDF takes the file as it is (DCTDecode). What is copied is what a
 * decoder needs (ITU-T T.81: tables, frame, scans) and no more: EXIF, XMP, IPTC, thumbnails, comments, colour profiles and
 * whatever stands behind the end are left out, since they can hold a place, a name or the picture before it was cropped.
 * Refused: lossless, hierarchical and arithmetic frames and 12 bits, which DCTDecode does not take, and files cut short. */
#include "image/int.h"

#include <string.h>

enum {
	M_SOF0 = 0xc0,
	M_SOF2 = 0xc2,
	M_DHT = 0xc4,
	M_JPG = 0xc8,
	M_DAC = 0xcc,
	M_SOF15 = 0xcf,
	M_RST0 = 0xd0,
	M_RST7 = 0xd7,
	M_SOI = 0xd8,
	M_EOI = 0xd9,
	M_SOS = 0xda,
	M_DQT = 0xdb,
	M_DRI = 0xdd,
	M_APP0 = 0xe0,
	M_APP1 = 0xe1,
	M_APP14 = 0xee,
	M_TEM = 0x01
};

struct job {
	const struct image_source *src;
	struct image *image;
	size_t at; /* in the file */
	unsigned char *out;
	size_t n;
	bool frame, scan, adobe, tables;
};

static bool broken(struct job *j, const char *why)
{
	diag(j->src->diags, j->src->at, MSG_IMAGE_BROKEN, j->src->path, why);
	return false;
}

static void keep(struct job *j, const unsigned char *data, size_t n)
{
	memcpy(j->out + j->n, data, n);
	j->n += n;
}

/* The frame header (T.81 B.2.2); `p` is behind the segment's length, `n` what it holds. */
static bool read_frame(struct job *j, int marker, const unsigned char *p, size_t n)
{
	uint32_t width, height;

	if (j->frame)
		return broken(j, "it has two frames");
	if (n < 6 || n < 6 + 3 * (size_t)p[5])
		return broken(j, "its frame header is cut short");
	if (marker > M_SOF2 || p[0] != 8) {
		diag(j->src->diags, j->src->at, MSG_IMAGE_JPEG_KIND, j->src->path);
		return false;
	}
	height = (uint32_t)p[1] << 8 | p[2];
	width = (uint32_t)p[3] << 8 | p[4];
	if (!image_fits(j->src, width, height))
		return false;
	if (p[5] != 1 && p[5] != 3 && p[5] != 4)
		return broken(j, "it has neither 1, 3 nor 4 colour components");
	j->image->width = width;
	j->image->height = height;
	j->image->components = p[5];
	j->frame = true;
	return true;
}

/* Scan data: until a marker that is neither a stuffed zero nor a restart. */
static void keep_scan(struct job *j)
{
	const unsigned char *data = j->src->data;
	size_t from = j->at, len = j->src->len;

	while (j->at < len) {
		const unsigned char *ff = memchr(data + j->at, 0xff, len - j->at);

		if (!ff || ff + 1 >= data + len) {
			j->at = len;
			break;
		}
		j->at = (size_t)(ff - data);
		if (ff[1] != 0 && ff[1] != 0xff && (ff[1] < M_RST0 || ff[1] > M_RST7))
			break;
		j->at += ff[1] == 0xff ? 1 : 2;
	}
	keep(j, data + from, j->at - from);
}

/* One segment with a length: what of it is kept. `seg` is at its marker, `size` the whole of it. */
static bool read_segment(struct job *j, int marker, const unsigned char *seg, size_t size)
{
	static const unsigned char exif[6] = {'E', 'x', 'i', 'f', 0, 0};
	const unsigned char *p = seg + 4;
	size_t n = size - 4;

	if (marker >= M_SOF0 && marker <= M_SOF15 && marker != M_DHT && marker != M_JPG && marker != M_DAC) {
		if (!read_frame(j, marker, p, n))
			return false;
		keep(j, seg, size);
	} else if (marker == M_DHT || marker == M_DQT || marker == M_DRI) {
		j->tables |= marker == M_DQT;
		keep(j, seg, size);
	} else if (marker == M_APP0 && n >= 14 && memcmp(p, "JFIF", 5) == 0) {
		/* Without its thumbnail: the two sides of it are the last of 14 bytes. */
		static const unsigned char head[4] = {0xff, M_APP0, 0, 16}, none[2] = {0, 0};

		keep(j, head, sizeof head);
		keep(j, p, 12);
		keep(j, none, sizeof none);
	} else if (marker == M_APP14 && n >= 12 && memcmp(p, "Adobe", 5) == 0) {
		/* Its 12 bytes say which colours there are; what stands behind them is nobody's. */
		static const unsigned char adobe[4] = {0xff, M_APP14, 0, 14};

		j->adobe = true;
		keep(j, adobe, sizeof adobe);
		keep(j, p, 12);
	} else if (marker == M_APP1 && n > sizeof exif && memcmp(p, exif, sizeof exif) == 0 && j->image->orientation == 1) {
		j->image->orientation = image_exif_orientation(p + sizeof exif, n - sizeof exif);
	} else if (marker == M_SOS) {
		if (!j->frame || !j->tables)
			return broken(j, "its picture comes before its header");
		keep(j, seg, size);
		keep_scan(j);
		j->scan = true;
	}
	return true;
}

bool image_jpeg(const struct image_source *src, struct image *image)
{
	struct job j = {.src = src, .image = image, .at = 2};
	static const unsigned char soi[2] = {0xff, M_SOI}, eoi[2] = {0xff, M_EOI};

	j.out = arena_alloc(src->arena, src->len + 2);
	keep(&j, soi, sizeof soi);
	for (;;) {
		const unsigned char *seg;
		size_t size;
		int marker;

		while (j.at < src->len && src->data[j.at] != 0xff)
			j.at++; /* strays between segments: decoders skip them */
		while (j.at + 1 < src->len && src->data[j.at + 1] == 0xff)
			j.at++;
		if (j.at + 2 > src->len)
			return broken(&j, "it is cut short");
		seg = src->data + j.at;
		marker = seg[1];
		if (marker == M_EOI)
			break;
		if (marker == 0 || marker == M_TEM || marker == M_SOI || (marker >= M_RST0 && marker <= M_RST7)) {
			j.at += 2;
			continue;
		}
		size = j.at + 4 <= src->len ? 2 + ((size_t)seg[2] << 8 | seg[3]) : 0;
		if (size < 4 || size > src->len - j.at)
			return broken(&j, "it is cut short");
		j.at += size;
		if (!read_segment(&j, marker, seg, size))
			return false;
	}
	if (!j.scan)
		return broken(&j, "it holds no picture");
	keep(&j, eoi, sizeof eoi);
	image->jpeg = true;
	image->inverted = image->components == 4 && j.adobe;
	image->data = j.out;
	image->len = j.n;
	return true;
}
