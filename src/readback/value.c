/* Values and widgets: what stands in a field, whatever type its writer gave it. */
#include "readback/readback.h"

#include <stdlib.h>

#include "cos/cos.h"
#include "readback/int.h"

void readback_over(struct readback_form *form, const char *limit)
{
	if (!form->over)
		diag(form->diags, SPAN_NONE, MSG_READBACK_LIMIT, form->path, limit);
	form->over = true;
}

bool readback_look(struct readback_form *form)
{
	if (!form->over && form->looks++ >= READBACK_MAX_LOOKS)
		readback_over(form, "1,000,000 blanks and choices");
	return !form->over;
}

const char *readback_text(struct readback_form *form, unsigned object)
{
	bool too_long = false;
	const char *text = cos_text(form->cos, form->arena, object, READBACK_MAX_TEXT, &too_long);

	if (too_long)
		readback_over(form, "1 MB in one text");
	/* One long text can be the value of many fields. */
	form->texts += text ? strlen(text) : 0;
	if (form->texts > READBACK_MAX_BYTES)
		readback_over(form, "64 MB of text");
	return text;
}

size_t readback_values(struct readback_form *form, unsigned value, const char ***values)
{
	struct cos *cos = form->cos;
	enum cos_type type = cos_type(cos, value);
	bool several = type == COS_ARRAY;
	size_t most = several ? cos_length(cos, value) : type != COS_NULL, n = 0, cap = 0;
	const char **list = NULL;

	for (size_t i = 0; i < most && readback_look(form); i++) {
		size_t mark = cos_mark(cos);
		unsigned item = several ? cos_item(cos, value, i) : value;
		/* An option can be chosen as the pair that /Opt has for it. */
		const char *text = readback_text(form, cos_type(cos, item) == COS_ARRAY ? cos_item(cos, item, 0) : item);

		if (text)
			*arena_push(form->arena, list, n, cap) = text;
		cos_drop(cos, mark);
	}
	*values = list;
	return n;
}

const char *readback_joined(struct readback_form *form, unsigned value)
{
	struct buf out = {0};
	const char **values, *text;
	size_t n = readback_values(form, value, &values);

	if (n < 2)
		return n ? values[0] : cos_type(form->cos, value) == COS_ARRAY ? "" : NULL;
	for (size_t i = 0; i < n; i++) {
		buf_adds(&out, i ? "\n" : "");
		buf_adds(&out, values[i]);
	}
	text = buf_text(&out, form->arena);
	buf_free(&out);
	return text;
}

void readback_export(struct readback_form *form, unsigned opt, const char **values, size_t n)
{
	struct cos *cos = form->cos;
	size_t n_options = cos_length(cos, opt);

	for (size_t v = 0; v < n; v++) {
		const char *shown = NULL;
		bool known = false;

		for (size_t i = 0; i < n_options && !known && readback_look(form); i++) {
			size_t mark = cos_mark(cos);
			unsigned option = cos_item(cos, opt, i);
			bool pair = cos_type(cos, option) == COS_ARRAY;
			const char *export = readback_text(form, pair ? cos_item(cos, option, 0) : option);

			known = str_eq(export, values[v]);
			if (pair && !known && !shown && str_eq(readback_text(form, cos_item(cos, option, 1)), values[v]))
				shown = export;
			cos_drop(cos, mark);
		}
		if (!known && shown)
			values[v] = shown;
	}
}

/* The size that the last Tf of a default appearance sets (12.7.3.3). */
static double size_in(struct cos *cos, unsigned da)
{
	char text[1024] = "", *save = NULL;
	const char *before = "", *bytes;
	double size = 0;
	size_t len;

	bytes = cos_bytes(cos, da, &len);
	if (!bytes || len >= sizeof text)
		return 0;
	memcpy(text, bytes, len);
	for (char *word = strtok_r(text, " \t\r\n\f", &save); word; word = strtok_r(NULL, " \t\r\n\f", &save)) {
		if (str_eq(word, "Tf"))
			size = strtod(before, NULL);
		before = word;
	}
	return size > 0 && size < 10000 ? size : 0;
}

/* A button's state that is not Off: of the appearances it has, or else the one that it is in. */
static const char *on_state(struct readback_form *form, unsigned widget, const char *state)
{
	struct cos *cos = form->cos;
	unsigned ap = cos_key(cos, widget, "/AP");
	static const char *const kinds[] = {"/N", "/D"};

	for (size_t k = 0; k < 2; k++) {
		unsigned states = cos_key(cos, ap, kinds[k]);
		const char **keys;
		size_t n = cos_type(cos, states) == COS_DICT ? cos_keys(cos, form->arena, states, &keys) : 0;

		for (size_t i = 0; i < n && readback_look(form); i++)
			if (!str_eq(keys[i], "/Off"))
				return cos_name_text(form->arena, keys[i]);
	}
	return state && !str_eq(state, "Off") ? state : NULL;
}

/* A /Rect's corners, in whichever order they stand there. A direct one belongs to this widget alone, so it is read in one
 * piece; one that many share may be of any size, and of that we look at four items. */
static void read_rect(struct readback_form *form, unsigned rect, double out[4])
{
	struct cos *cos = form->cos;
	const char *text = NULL;
	char *end = NULL;
	size_t n = 0;

	if (cos_type(cos, rect) != COS_ARRAY)
		return;
	if (!cos_id(cos, rect) && form->syntax < READBACK_MAX_BYTES) {
		text = cos_syntax(cos, rect);
		form->syntax += strlen(text);
		text += *text == '[';
	}
	for (; text && n < 4; n++, text = end) {
		out[n] = strtod(text, &end);
		if (end == text || *end != ' ')
			break;
	}
	for (; n < 4; n++)
		out[n] = cos_number(cos, cos_item(cos, rect, n), 0);
	for (size_t i = 0; i < 2; i++) {
		double least = out[i] < out[i + 2] ? out[i] : out[i + 2];

		out[i + 2] = out[i] > out[i + 2] ? out[i] : out[i + 2];
		out[i] = least;
	}
}

struct readback_widget readback_widget(struct readback_form *form, unsigned widget, unsigned rect, unsigned da, bool button)
{
	struct cos *cos = form->cos;
	struct readback_widget w = {0};

	read_rect(form, rect, w.rect);
	w.size = size_in(cos, da);
	if (button) {
		unsigned as = cos_key(cos, widget, "/AS");

		w.state = cos_type(cos, as) == COS_NAME ? readback_text(form, as) : NULL;
		w.on = on_state(form, widget, w.state);
	}
	return w;
}
