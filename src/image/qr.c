/* QR codes by libqrencode, level M, as modules: `layout` draws them as squares, so they stay sharp. */
#include "image/image.h"

#include <qrencode.h>

const struct image_qr *image_qr(struct arena *arena, struct diags *diags, struct span at, const char *text)
{
	struct image_qr *qr;
	unsigned char *modules;
	QRcode *code;
	size_t n;

	if (text[0] == '\0') {
		diag(diags, at, MSG_IMAGE_QR_EMPTY);
		return NULL;
	}
	code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	if (!code) {
		diag(diags, at, MSG_IMAGE_QR_LONG);
		return NULL;
	}
	qr = arena_one(arena, struct image_qr);
	qr->side = code->width;
	n = (size_t)code->width * (size_t)code->width;
	modules = arena_alloc(arena, n);
	for (size_t i = 0; i < n; i++)
		modules[i] = code->data[i] & 1;
	qr->modules = modules;
	QRcode_free(code);
	return qr;
}
