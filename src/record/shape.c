/* Shapes: JSON Schema written as YAML -> what a path may hold. templates/records/README.md says which keywords there are
 * (the words in `format` are format.c's); anything else is refused here, so that a shape never means more to an editor than
 * it does to us.
 *
 * A build needs a few of the files and this runs at every start, so a file that only items name is read when a path first
 * goes there. */
#include "record/int.h"

#include <string.h>

#define SHAPE_MAX_BYTES (256u << 10)
#define MAX_FILES_DEEP 8

static struct shape *build(struct record_shapes *shapes, const struct val *v, const char *key, bool secret);

const struct shape *shape_of(const struct record_shape *shape)
{
	return (const struct shape *)shape;
}

/* ---- building ---------------------------------------------------------------------------------------------------- */

static void broken(struct record_shapes *shapes)
{
	shapes->broken = true;
}

static const char *path_of(const struct record_shapes *shapes, const char *name)
{
	const char *path = NULL;

	for (size_t i = shapes->n_dirs; i-- > 0 && !(path && file_exists(path));)
		path = file_join(shapes->arena, shapes->dirs[i], name);
	return path;
}

/* Reads a file of the folders once; NULL where it is broken (told). */
static struct shape *load_file(struct record_shapes *shapes, const char *name, struct span at)
{
	void **slot = str_map_slot(shapes->files, name);
	const struct val *v;
	struct shape *shape;

	if (*slot)
		return *slot == shapes->text ? NULL : *slot;
	if (shapes->depth >= MAX_FILES_DEEP) {
		diag(shapes->diags, at, MSG_SHAPE_CIRCLE, name);
		broken(shapes);
		return NULL;
	}
	shapes->depth++;
	v = val_load(shapes->arena, shapes->diags, path_of(shapes, name), SHAPE_MAX_BYTES);
	shape = v && v->kind == VAL_MAP ? build(shapes, v, "", false) : NULL;
	if (v && v->kind != VAL_MAP)
		diag(shapes->diags, v->at, MSG_SHAPE_MAP);
	if (!shape)
		broken(shapes);
	shapes->depth--;
	*str_map_slot(shapes->files, name) = shape ? shape : shapes->text;
	return shape;
}

/* What `type` allows: a text, a list, a map. */
enum { SCALAR = 1, LIST = 2, MAP = 4 };

static int read_types(struct record_shapes *shapes, const struct val *v)
{
	static const char *const known[] = {"string", "number", "boolean", "array", "object", NULL};
	static const int bits[] = {SCALAR, SCALAR, SCALAR, LIST, MAP};
	int types = 0;

	for (size_t i = 0; v && i < (v->kind == VAL_LIST ? v->n : 1); i++) {
		const struct val *one = v->kind == VAL_LIST ? v->items[i] : v;
		const char *text = val_text(one);
		int k = 0;

		while (known[k] && !str_eq(known[k], text))
			k++;
		if (known[k]) {
			types |= bits[k];
		} else {
			diag(shapes->diags, one->at, MSG_SHAPE_TYPE, text ? text : "");
			broken(shapes);
		}
	}
	return types;
}

static const char *const *read_enum(struct record_shapes *shapes, const struct val *v)
{
	const char **ids;
	size_t n = 0;

	if (!v || v->kind != VAL_LIST)
		return NULL;
	ids = arena_many(shapes->arena, const char *, v->n + 1);
	for (size_t i = 0; i < v->n; i++)
		if (val_text(v->items[i]))
			ids[n++] = v->items[i]->text;
	return ids;
}

static void build_fields(struct record_shapes *shapes, struct shape *shape, const struct val *properties)
{
	if (!properties || properties->kind != VAL_MAP)
		return;
	shape->pub.fields = arena_many(shapes->arena, const struct record_shape *, properties->n);
	for (size_t i = 0; i < properties->n; i++) {
		struct shape *field = build(shapes, properties->items[i], properties->keys[i].text, shape->pub.secret);

		if (field)
			shape->pub.fields[shape->pub.n++] = &field->pub;
	}
}

/* A map of items, each under a key of its own. An item of another file waits until it is asked for. */
static void build_items(struct record_shapes *shapes, struct shape *shape, const struct val *item)
{
	const char *ref = val_text_at(item, "$ref", NULL);
	struct shape *built;

	shape->pub.type = RECORD_ITEMS;
	if (ref && !shape->via) {
		shape->item_ref = ref;
		return;
	}
	built = build(shapes, item, "", shape->pub.secret);
	if (!built)
		return;
	if (built->pub.type == RECORD_TEXT) {
		shape->pub.type = RECORD_TEXTS;
		shape->pub.keyed = true;
	}
	if (shape->via) {
		struct shape *own = arena_one(shapes->arena, struct shape);

		*own = *built;
		own->via = shape->via;
		shape->via = NULL;
		built = own;
	}
	shape->pub.item = &built->pub;
}

static void build_list(struct record_shapes *shapes, struct shape *shape, const struct val *items)
{
	const char *const *options = read_enum(shapes, val_lookup(items, "enum"));

	if (shape->pub.type == RECORD_REFS)
		return;
	if (options || shape->pub.type == RECORD_CHOICE) {
		shape->pub.type = RECORD_MULTI_CHOICE;
		shape->pub.options = options;
		return;
	}
	shape->pub.type = RECORD_TEXTS;
	if (items && items->kind == VAL_MAP) {
		struct shape *item = build(shapes, items, "", shape->pub.secret);

		shape->pub.item = item ? &item->pub : &shapes->text->pub;
	} else {
		shape->pub.item = &shapes->text->pub;
	}
}

static void check_keywords(struct record_shapes *shapes, const struct val *v)
{
	static const char *const known[] = {"type",    "properties", "items",	    "enum", "format",
					    "pattern", "title",	     "description", "$ref", "additionalProperties",
					    NULL};

	for (size_t i = 0; i < v->n; i++) {
		size_t k = 0;

		while (known[k] && strcmp(known[k], v->keys[i].text) != 0)
			k++;
		if (!known[k]) {
			val_check_keys(shapes->diags, v, "a shape", known);
			broken(shapes);
			return;
		}
	}
}

/* The shape of another file, under this key and with this key's own description. */
static struct shape *build_ref(struct record_shapes *shapes, const struct val *v, const char *ref, const char *key)
{
	struct shape *other = load_file(shapes, ref, v->at), *shape;

	if (!other)
		return NULL;
	shape = arena_one(shapes->arena, struct shape);
	*shape = *other;
	shape->pub.key = key;
	shape->pub.title = val_text_at(v, "title", other->pub.title);
	shape->pub.description = val_text_at(v, "description", other->pub.description);
	return shape;
}

static struct shape *build(struct record_shapes *shapes, const struct val *v, const char *key, bool secret)
{
	const char *ref = val_text_at(v, "$ref", NULL), *format, *unknown;
	const struct val *additional;
	struct shape *shape;
	int types;

	if (!v || v->kind != VAL_MAP) {
		if (v)
			diag(shapes->diags, v->at, MSG_SHAPE_MAP);
		broken(shapes);
		return NULL;
	}
	check_keywords(shapes, v);
	if (ref)
		return build_ref(shapes, v, ref, key);
	shape = arena_one(shapes->arena, struct shape);
	shape->of = shapes;
	shape->at = v->at;
	shape->pub.key = key;
	shape->pub.secret = secret;
	shape->pub.title = val_text_at(v, "title", NULL);
	shape->pub.description = val_text_at(v, "description", NULL);
	shape->pattern = val_text_at(v, "pattern", NULL);
	shape->pub.type = RECORD_TEXT;
	format = val_text_at(v, "format", "");
	unknown = shape_format(shape, shapes->arena, format);
	if (unknown) {
		diag(shapes->diags, val_lookup(v, "format")->at, MSG_SHAPE_FORMAT, unknown);
		broken(shapes);
	}
	types = read_types(shapes, val_lookup(v, "type"));
	additional = val_lookup(v, "additionalProperties");
	if (types & MAP) {
		shape->pub.type = RECORD_OBJECT;
		if (shape->pub.free)
			shape->pub.item = &shapes->free->pub;
		else if (additional && additional->kind == VAL_MAP)
			build_items(shapes, shape, additional);
		else if (!shape->pub.view)
			build_fields(shapes, shape, val_lookup(v, "properties"));
	} else if (types == LIST) {
		if (!shape->pub.view)
			build_list(shapes, shape, val_lookup(v, "items"));
	} else {
		shape->many = (types & LIST) != 0;
		if (val_lookup(v, "enum")) {
			shape->pub.type = RECORD_CHOICE;
			shape->pub.options = read_enum(shapes, val_lookup(v, "enum"));
		}
	}
	shape->pub.no_spellcheck = shape->pub.no_spellcheck || record_type_plain(shape->pub.type);
	return shape;
}

/* ---- asking ------------------------------------------------------------------------------------------------------ */

struct shape *shape_item(const struct shape *list)
{
	struct shape *mine = (struct shape *)list; /* ours, in our arena: only not yet read */

	if (!mine->pub.item && mine->item_ref) {
		struct shape *item = load_file(mine->of, mine->item_ref, mine->at);

		mine->pub.item = item ? &item->pub : &mine->of->text->pub;
	}
	return (struct shape *)mine->pub.item;
}

struct shape *shape_field(const struct shape *object, const char *key, size_t n)
{
	for (size_t i = 0; i < object->pub.n; i++)
		if (strncmp(object->pub.fields[i]->key, key, n) == 0 && !object->pub.fields[i]->key[n])
			return (struct shape *)object->pub.fields[i];
	return NULL;
}

static const char *const kinds[] = {"program", "staff", "agency"};

struct shape *shape_root(const struct record_shapes *shapes, const char *kind)
{
	struct record_shapes *mine = (struct record_shapes *)shapes;
	char name[32];

	if (str_eq(kind, "family"))
		return mine->family;
	for (size_t i = 0; i < 3; i++) {
		if (str_eq(kinds[i], kind)) {
			snprintf(name, sizeof name, "%s.yaml", kind);
			return load_file(mine, arena_strdup(mine->arena, name), SPAN_NONE);
		}
	}
	return NULL;
}

struct shape *shape_top(const struct record_shapes *shapes, const char *key, size_t n)
{
	for (size_t i = 0; i < 3; i++) {
		if (strlen(kinds[i]) == n && strncmp(kinds[i], key, n) == 0) {
			struct shape *root = shape_root(shapes, kinds[i]);

			return root ? shape_field(root, key, n) : NULL;
		}
	}
	return shape_field(shapes->family, key, n);
}

struct shape *shape_list_item(const struct record_shapes *shapes, const char *list)
{
	struct shape *shape = list ? shape_top(shapes, list, strlen(list)) : NULL;
	struct shape *item = shape ? shape_item(shape) : NULL;

	return item ? item : shapes->text;
}

bool shape_is_list(const struct shape *shape)
{
	return shape->pub.type == RECORD_ITEMS || shape->pub.type == RECORD_REFS || shape->pub.type == RECORD_TEXTS ||
	       shape->pub.free;
}

const char *const *shape_keys(struct arena *arena, const struct shape *object)
{
	const char **keys = arena_many(arena, const char *, object->pub.n + 1);

	for (size_t i = 0; i < object->pub.n; i++)
		keys[i] = object->pub.fields[i]->key;
	return keys;
}

const struct record_shape *record_shape_root(const struct record_shapes *shapes, const char *kind)
{
	const struct shape *root = shape_root(shapes, kind);

	return root ? &root->pub : NULL;
}

const char *record_shapes_path(const struct record_shapes *shapes, const char *kind)
{
	return path_of(shapes, arena_printf(shapes->arena, "%s.yaml", kind));
}

struct record_shapes *record_shapes_load(struct arena *arena, struct diags *diags, const char *const *dirs, size_t n_dirs)
{
	struct record_shapes *shapes = arena_one(arena, struct record_shapes);

	shapes->arena = arena;
	shapes->diags = diags;
	shapes->dirs = arena_many(arena, const char *, n_dirs);
	shapes->n_dirs = n_dirs;
	for (size_t i = 0; i < n_dirs; i++)
		shapes->dirs[i] = arena_strdup(arena, dirs[i]);
	shapes->files = str_map_new(arena);
	shapes->text = arena_one(arena, struct shape);
	shapes->text->pub.key = "";
	shapes->text->of = shapes;
	shapes->check = arena_one(arena, struct shape);
	*shapes->check = *shapes->text;
	shapes->check->pub.type = RECORD_CHECK;
	shapes->free = arena_one(arena, struct shape);
	*shapes->free = *shapes->text;
	shapes->free->pub.free = true;
	shapes->free->pub.item = &shapes->free->pub;
	shapes->family = load_file(shapes, "family.yaml", SPAN_NONE);
	return shapes->family && !shapes->broken ? shapes : NULL;
}
