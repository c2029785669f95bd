/* The one thing we want from EXIF: which way up the camera was held. Everything else in it is thrown away, unread. */
#include "image/int.h"

#define TAG_ORIENTATION 0x0112
#define TYPE_SHORT 3

static uint32_t number(const unsigned char *p, int bytes, bool big)
{
	uint32_t v = 0;

	for (int i = 0; i < bytes; i++)
		v = v << 8 | p[big ? i : bytes - 1 - i];
	return v;
}

int image_exif_orientation(const unsigned char *tiff, size_t len)
{
	bool big;
	size_t at, n;

	if (len < 10 || (tiff[0] != 'I' && tiff[0] != 'M') || tiff[1] != tiff[0])
		return 1;
	big = tiff[0] == 'M';
	at = number(tiff + 4, 4, big);
	if (number(tiff + 2, 2, big) != 42 || at > len - 2)
		return 1;
	n = number(tiff + at, 2, big);
	at += 2;
	for (size_t i = 0; i < n && len - at >= 12; i++, at += 12) {
		uint32_t v;

		if (number(tiff + at, 2, big) != TAG_ORIENTATION || number(tiff + at + 2, 2, big) != TYPE_SHORT)
			continue;
		v = number(tiff + at + 8, 2, big);
		return v >= 1 && v <= 8 ? (int)v : 1;
	}
	return 1;
}
