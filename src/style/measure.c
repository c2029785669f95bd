/* Lengths and colours as people write them. Refuses what is not wholly one: no spare letters, no relative units, no colour names. */
#include "style/int.h"

#include <string.h>

#define DECIMALS_MAX 6

bool style_length_parse(const char *text, mpt *length)
{
	/* A unit in thousandths of a point, as a fraction. */
	static const struct {
		const char *name;
		int64_t num, den;
	} units[] = {{"", 1000, 1}, {"pt", 1000, 1}, {"in", 72000, 1}, {"mm", 720000, 254}, {"cm", 7200000, 254}};
	bool negative = *text == '-';
	const char *p = text + negative;
	int64_t value = 0, scale = 1; /* value / scale */
	int digits = 0, decimals = 0;

	for (; *p >= '0' && *p <= '9' && digits < 6; p++, digits++)
		value = value * 10 + (*p - '0');
	if (*p == '.')
		for (p++; *p >= '0' && *p <= '9' && decimals < DECIMALS_MAX; p++, decimals++) {
			value = value * 10 + (*p - '0');
			scale *= 10;
		}
	if (!digits && !decimals)
		return false;
	if (*p == ' ')
		p++;
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
		int64_t num = value * units[i].num, den = scale * units[i].den;
		int64_t mils = (2 * num + den) / (2 * den);

		if (strcmp(p, units[i].name) != 0)
			continue;
		if (mils > PT(20000))
			return false;
		*length = (mpt)(negative ? -mils : mils);
		return true;
	}
	return false;
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool style_color_parse(const char *text, struct page_color *color)
{
	uint8_t parts[3];

	if (text[0] != '#' || strlen(text) != 7)
		return false;
	for (int i = 0; i < 3; i++) {
		int high = hex(text[1 + 2 * i]), low = hex(text[2 + 2 * i]);

		if (high < 0 || low < 0)
			return false;
		parts[i] = (uint8_t)(high * 16 + low);
	}
	*color = (struct page_color){parts[0], parts[1], parts[2]};
	return true;
}

const char *style_length_text(struct arena *arena, mpt length)
{
	struct buf buf = {0};
	const char *text;

	buf_add_mpt(&buf, length, 3);
	text = buf_text(&buf, arena);
	buf_free(&buf);
	return text;
}

bool style_length_read(struct diags *diags, const struct val *v, const char *name, mpt least, mpt most, mpt *length, bool *wrong)
{
	const char *text = val_text(v);
	struct buf low = {0}, high = {0};
	mpt read = 0;

	if (!text || !style_length_parse(text, &read)) {
		diag(diags, v->at, MSG_STYLE_LENGTH, name);
		*wrong = true;
		return false;
	}
	if (read >= least && read <= most) {
		*length = read;
		return true;
	}
	buf_add_mpt(&low, least, 3);
	buf_add_mpt(&high, most, 3);
	diag(diags, v->at, MSG_STYLE_RANGE, name, text, low.data, high.data);
	buf_free(&low);
	buf_free(&high);
	*wrong = true;
	return false;
}
