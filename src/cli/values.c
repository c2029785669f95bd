/* dump -T values: the fields of any PDF and what stands in them, a line each. The one command that prints values, because
 * that is what it is asked for. It needs no house: no content, templates or fonts. */
#include "cli/cli.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "readback/readback.h"
#include "seal/seal.h"

static const char *const kinds[] = {"text", "check", "radio", "choice", "signature", "button"};

/* A text as one column of one line. */
static void put_column(struct buf *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\\' || *text == '\n' || *text == '\t')
			buf_addf(out, "\\%c", *text == '\n' ? 'n' : *text == '\t' ? 't' : '\\');
		else
			buf_addc(out, *text);
	}
}

static void put_line(struct buf *out, const struct readback_field *f)
{
	put_column(out, f->name);
	buf_addf(out, "\t%s", kinds[f->kind]);
	for (size_t i = 0; i < f->n_values; i++) {
		buf_addc(out, '\t');
		put_column(out, f->values[i]);
	}
	buf_addc(out, '\n');
}

static void put_text(struct buf *out, const char *key, const char *text)
{
	buf_addf(out, ",\"%s\":", key);
	if (text)
		buf_add_json(out, text);
	else
		buf_adds(out, "null");
}

/* Two decimals are finer than any page; the same on every machine. */
static void put_number(struct buf *out, double v)
{
	buf_addf(out, "%.10g", fabs(v) < 1e9 ? round(v * 100) / 100 + 0.0 : 0.0);
}

static void put_widget(struct buf *out, const struct readback_widget *w)
{
	buf_adds(out, "{\"rect\":[");
	for (size_t i = 0; i < 4; i++) {
		buf_adds(out, i ? "," : "");
		put_number(out, w->rect[i]);
	}
	buf_adds(out, "],\"size\":");
	put_number(out, w->size);
	if (w->state)
		put_text(out, "state", w->state);
	if (w->on)
		put_text(out, "on", w->on);
	if (w->value)
		put_text(out, "value", w->value);
	buf_addc(out, '}');
}

static void put_json(struct buf *out, const struct readback_field *f)
{
	buf_adds(out, "{\"name\":");
	buf_add_json(out, f->name);
	put_text(out, "kind", kinds[f->kind]);
	if (f->multiline)
		buf_adds(out, ",\"multiline\":true");
	put_text(out, "tooltip", f->tooltip);
	buf_adds(out, ",\"values\":");
	buf_adds(out, f->has_value ? "[" : "null");
	for (size_t i = 0; i < f->n_values; i++) {
		buf_adds(out, i ? "," : "");
		buf_add_json(out, f->values[i]);
	}
	buf_adds(out, f->has_value ? "]" : "");
	put_text(out, "printed", f->printed);
	buf_adds(out, ",\"widgets\":[");
	for (size_t i = 0; i < f->n_widgets; i++) {
		buf_adds(out, i ? "," : "");
		put_widget(out, &f->widgets[i]);
	}
	buf_adds(out, "]}\n");
}

int cli_values(const struct cli_options *o)
{
	struct cli_house house = {.options = o,
				  .arena = arena_new(),
				  .diags = diags_new(),
				  .color = isatty(STDERR_FILENO) && !getenv("NO_COLOR")};
	struct readback *rb = NULL;
	struct buf out = {0};
	char *password = NULL;
	int code;

	if (o->rest.n != 1) {
		cli_usage(stderr, "dump");
		code = CLI_USAGE;
	} else {
		if (!o->password_from || (password = seal_password_of(house.diags, o->password_from)) != NULL)
			rb = readback_load(house.arena, house.diags, o->rest.items[0], password);
		for (size_t i = 0; rb && i < rb->n; i++)
			(o->json ? put_json : put_line)(&out, &rb->fields[i]);
		if (rb && rb->n == 0)
			diag(house.diags, SPAN_NONE, MSG_CLI_NO_FORM, rb->path);
		if (rb && rb->xfa)
			diag(house.diags, SPAN_NONE, MSG_CLI_XFA, rb->path);
		code = cli_house_tell(&house);
		if (out.len)
			fwrite(out.data, 1, out.len, stdout);
	}
	seal_forget(password);
	buf_free(&out);
	diags_free(house.diags);
	arena_free(house.arena);
	return code;
}
