/* A record to start from: every key with what it is for above it, nothing filled in, and an id that says nothing. A text is
 * there and empty; what an editor would call wrong while it is empty (a date, a choice, a list) is commented out, and so are
 * items of lists, which stand there once, to be copied. */
#include "record/int.h"

#include <stdlib.h>
#include <string.h>

#include <sys/random.h>

#define WIDTH 110 /* columns of a comment */

/* No vowels, so that chance spells no word, and nothing that is taken for something else: 0 o, 1 l i, 5 s, u v, 8 b. */
static const char letters[] = "234679cdfghjkmnpqrtwxyz";

char *record_new_id(struct arena *arena, const char *kind)
{
	char id[8] = "";
	size_t n = 0;
	bool digit = false;

	id[n++] = *kind;
	id[n++] = '-';
	while (n < 6) {
		unsigned char byte;

		if (getrandom(&byte, 1, 0) != 1 || byte >= 256 / (sizeof letters - 1) * (sizeof letters - 1))
			continue;
		byte %= sizeof letters - 1;
		/* The last one is a digit where none was: an id without one looks like a name. */
		if (n == 5 && !digit)
			byte %= 6;
		digit = digit || byte < 6;
		id[n++] = letters[byte];
	}
	id[n] = '\0';
	return arena_strdup(arena, id);
}

struct writer {
	const struct record_shapes *shapes;
	struct buf *out;
	bool commented;
};

static void indent(struct writer *w, int depth)
{
	if (w->commented)
		buf_adds(w->out, "# ");
	for (int i = 0; i < depth; i++)
		buf_adds(w->out, "  ");
}

/* A text as comment lines. */
static void comment(struct writer *w, int depth, const char *text)
{
	size_t room = (size_t)(WIDTH - depth * 2 - 4);

	while (*text) {
		size_t n = strlen(text);

		if (n > room) {
			for (n = room; n && text[n] != ' '; n--)
				;
			if (!n)
				n = strcspn(text, " ");
		}
		indent(w, depth);
		buf_addf(w->out, "# %.*s\n", (int)n, text);
		text += n;
		text += strspn(text, " ");
	}
}

static const char *hint(enum record_type type)
{
	switch (type) {
	case RECORD_DATE: return "YYYY-MM-DD";
	case RECORD_TIME: return "HH:MM";
	case RECORD_DATETIME: return "YYYY-MM-DD HH:MM";
	case RECORD_YES_NO:
	case RECORD_CHECK: return "yes or no";
	case RECORD_YES_NO_NA: return "yes, no or na";
	case RECORD_REFS:
	case RECORD_TEXTS: return "[a, b]";
	default: return NULL;
	}
}

static void write_fields(struct writer *w, const struct shape *object, int depth);

static void write_options(struct writer *w, const struct record_shape *field)
{
	buf_adds(w->out, field->type == RECORD_MULTI_CHOICE ? "  # several of " : "  # ");
	for (const char *const *o = field->options; *o; o++)
		buf_addf(w->out, "%s%s", o == field->options ? "" : " | ", *o);
}

/* One item, commented out, under a key to be replaced. */
static void write_item(struct writer *w, const struct shape *list, int depth)
{
	const struct shape *item = shape_item(list);
	bool commented = w->commented;

	w->commented = true;
	indent(w, depth);
	if (list->pub.keyed) {
		buf_adds(w->out, "a1:\n");
	} else {
		buf_adds(w->out,
			 item && item->via ? "k3f:  # a key of the list above\n" : "k3f:  # a key of your own making\n");
		if (item)
			write_fields(w, item, depth + 1);
	}
	w->commented = commented;
}

static bool only_derived(const struct shape *object);

/* May its key stand there with an empty text? JSON Schema knows date, time, email and uri, and holds even an empty one to them. */
static bool may_be_empty(const struct shape *field)
{
	switch (field->pub.type) {
	case RECORD_TEXT:
	case RECORD_MULTILINE:
	case RECORD_PHONE:
	case RECORD_YES_NO:
	case RECORD_YES_NO_NA:
	case RECORD_REF: return !field->pub.options && !field->pattern && !field->pub.free;
	default: return false;
	}
}

/* Fields that a record to start from has. */
static bool is_asked(const struct shape *field, int depth)
{
	const char *key = field->pub.key;

	if (field->pub.view || (field->pub.derived && field->pub.type != RECORD_MULTILINE) || only_derived(field))
		return false;
	return depth > 0 || !(str_eq(key, "kind") || str_eq(key, "id") || str_eq(key, "sample") || str_eq(key, "returned"));
}

/* Does anything in it stand there that is not commented out? */
static bool is_live(const struct shape *field)
{
	if (field->pub.type != RECORD_OBJECT || field->pub.free)
		return may_be_empty(field);
	for (size_t i = 0; i < field->pub.n; i++)
		if (is_asked(shape_of(field->pub.fields[i]), 1) && is_live(shape_of(field->pub.fields[i])))
			return true;
	return false;
}

static void write_field(struct writer *w, const struct shape *field, int depth)
{
	const char *key = field->pub.key, *also;
	bool commented = w->commented,
	     leaf = !(field->pub.type == RECORD_OBJECT || field->pub.type == RECORD_ITEMS || field->pub.keyed);

	if (depth == 0 && !w->commented)
		buf_addc(w->out, '\n');
	if (field->pub.description)
		comment(w, depth, field->pub.description);
	if (!leaf && !is_live(field))
		w->commented = true;
	indent(w, depth);
	if (leaf && !w->commented)
		buf_addf(w->out, may_be_empty(field) ? "%s: \"\"" : "# %s:", key);
	else
		buf_addf(w->out, "%s:", key);
	also = hint(field->pub.type);
	if (field->pub.options)
		write_options(w, &field->pub);
	else if (also && !field->pub.keyed)
		buf_addf(w->out, "  # %s", also);
	buf_addc(w->out, '\n');
	if (field->pub.type == RECORD_OBJECT && !field->pub.free)
		write_fields(w, field, depth + 1);
	else if (!field->pub.free && (field->pub.type == RECORD_ITEMS || field->pub.keyed))
		write_item(w, field, depth + 1);
	w->commented = commented;
}

static bool only_derived(const struct shape *object)
{
	for (size_t i = 0; i < object->pub.n; i++)
		if (!object->pub.fields[i]->derived)
			return false;
	return object->pub.n != 0;
}

static void write_fields(struct writer *w, const struct shape *object, int depth)
{
	for (size_t i = 0; i < object->pub.n; i++) {
		const struct shape *field = shape_of(object->pub.fields[i]);

		if (is_asked(field, depth))
			write_field(w, field, depth);
	}
}

void record_new_text(const struct record_shapes *shapes, const char *kind, const char *id, struct buf *out)
{
	struct writer w = {.shapes = shapes, .out = out};
	const struct shape *root = shape_root(shapes, kind), *field;
	char *schema;

	if (!root)
		return;
	/* Editors that speak the YAML language server read the shape from here. */
	schema = realpath(record_shapes_path(shapes, kind), NULL);
	if (schema && !schema[strcspn(schema, "\n\r")])
		buf_addf(out, "# yaml-language-server: $schema=%s\n", schema);
	free(schema);
	if (root->pub.description)
		comment(&w, 0, root->pub.description);
	buf_addf(out, "kind: %s\n", kind);
	field = shape_field(root, "id", 2);
	if (field && field->pub.description)
		comment(&w, 0, field->pub.description);
	buf_addf(out, "id: %s\n", id);
	write_fields(&w, root, 0);
}
