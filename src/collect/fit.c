/* Did a typed text show whole in its box? Viewers set it in their own way, so this is a judgement by the usual widths of
 * letters, and it errs to the side of saying nothing: what it tells is worth a look at the paper. */
#include "collect/int.h"

#include <string.h>

#define LEAST 4.0 /* points that a box keeps free around its text, both sides together */
#define LEADING 1.15

/* Hundredths of the letter's size. */
static int width_of(uint32_t c)
{
	if (c < 0x80) {
		if (strchr("iljI.,:;'|!()[]{}tf-/ r\"", (int)c))
			return 28;
		if (strchr("mwMW@%", (int)c))
			return 82;
		return c >= 'A' && c <= 'Z' ? 62 : 50;
	}
	if ((c >= 0x300 && c <= 0x36f) || (c >= 0x200b && c <= 0x200f) || (c >= 0xfe00 && c <= 0xfe0f))
		return 0;
	if ((c >= 0x1100 && c <= 0x11ff) || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7ff) ||
	    (c >= 0xf900 && c <= 0xfaff) || c >= 0x1f000)
		return 95;
	return 46;
}

/* Lines that a text takes where `room` hundredths of the size are on each. */
static size_t lines_of(const char *text, long room)
{
	const char *end = text + strlen(text);
	size_t lines = 1;
	long at = 0, word = 0;

	while (text < end) {
		uint32_t c = utf8_next(&text, end);

		if (c == '\n') {
			lines++;
			at = word = 0;
			continue;
		}
		at += width_of(c);
		word = c == ' ' ? 0 : word + width_of(c);
		if (at > room && c != ' ') {
			lines++;
			at = word < room ? word : width_of(c);
			word = at;
		}
	}
	return lines;
}

static bool fits_in(const struct readback_field *f, const struct readback_widget *w, const char *text)
{
	double wide = w->rect[2] - w->rect[0] - LEAST, high = w->rect[3] - w->rect[1], size = w->size;
	size_t lines;

	if (wide <= 0 || high <= 0)
		return true;
	if (size <= 0)
		size = 9; /* the viewer makes it smaller, down to what can be read */
	lines = lines_of(text, (long)(wide * 100 / size));
	if (!f->multiline)
		return lines == 1;
	return lines <= 1 || (double)lines * size * LEADING <= high + size * 0.3;
}

bool fits(const struct readback_field *field, const char *text)
{
	if (field->kind != READBACK_TEXT || !field->n_widgets)
		return true;
	for (size_t i = 0; i < field->n_widgets; i++)
		if (fits_in(field, &field->widgets[i], text))
			return true;
	return false;
}
