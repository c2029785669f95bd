/* A discreet copy's field names are masked where they would tell: a step of a path is a digest of its key. Keys are found
 * again among all that a path can be made of: what the shapes, the record, the library and its documents name. */
#include "collect/int.h"

#include <stdlib.h>
#include <string.h>

void mask_add(struct collect *c, const char *key)
{
	if (c->work->masks) /* else no name of this copy is masked, so far */
		*str_map_slot(c->work->masks, packet_mask(c->job->arena, key)) = (void *)(uintptr_t)key;
}

void masks_of_path(struct collect *c, const char *path)
{
	while (*path) {
		size_t n = strcspn(path, ".[");

		mask_add(c, arena_strndup(c->job->arena, path, n));
		path += n;
		path += strspn(path, ".[]");
	}
}

static void masks_of_shape(struct collect *c, const struct record_shape *shape, int depth)
{
	if (!shape || depth > 6)
		return;
	for (size_t i = 0; i < shape->n; i++) {
		mask_add(c, shape->fields[i]->key);
		for (const char *const *o = shape->fields[i]->options; o && *o; o++)
			mask_add(c, *o);
		masks_of_shape(c, shape->fields[i], depth + 1);
		if (shape->fields[i]->type == RECORD_ITEMS)
			masks_of_shape(c, shape->fields[i]->item, depth + 1);
	}
}

static void masks_of_values(struct collect *c, const struct val *v, int depth)
{
	for (size_t i = 0; v && depth < 8 && i < v->n; i++) {
		if (v->kind == VAL_MAP)
			mask_add(c, v->keys[i].text);
		masks_of_values(c, v->items[i], depth + 1);
	}
}

static void masks_make(struct collect *c)
{
	static const char *const kinds[] = {"family", "program", "staff", "agency"};
	static const char *const lists[] = {"people[]", "children[]", "goals[]", "goals[].steps[]", "consents[]"};

	if (c->work->masks)
		return;
	c->work->masks = str_map_new(c->job->arena);
	c->work->types = str_map_new(c->job->arena); /* to be read again, for their keys */
	for (size_t i = 0; i < c->job->library->n; i++)
		mask_add(c, c->job->library->ids[i]);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		masks_of_shape(c, record_shape_root(c->job->shapes, kinds[i]), 0);
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		masks_of_shape(c, record_shape_find(c->job->shapes, lists[i], NULL, NULL), 0);
	masks_of_values(c, c->main ? c->main->values : NULL, 0);
	masks_of_values(c, c->program ? c->program->values : NULL, 0);
}

static bool is_masked(const char *key, size_t n)
{
	return n == 9 && *key == 'k' && strspn(key + 1, "0123456789abcdef") >= 8;
}

/* A path or a note as it was before its keys were masked. */
const char *unmask(struct collect *c, const char *name)
{
	struct buf out = {0};
	const char *path;
	bool any = false;

	for (const char *s = name; *s && !any; s += strcspn(s, PACKET_KEYS_END), s += strspn(s, PACKET_KEYS_END))
		any = is_masked(s, strcspn(s, PACKET_KEYS_END));
	if (!any)
		return name;
	masks_make(c);
	for (const char *s = name; *s;) {
		size_t n = strcspn(s, PACKET_KEYS_END), gap = strspn(s + n, PACKET_KEYS_END);
		const char *key = arena_strndup(c->job->arena, s, n), *known;

		known = is_masked(key, n) ? str_map_lookup(c->work->masks, key) : NULL;
		buf_adds(&out, known ? known : key);
		if (path_document(c->job->arena, out.data))
			path_types(c, path_document(c->job->arena, out.data));
		buf_addf(&out, "%.*s", (int)gap, s + n);
		s += n + gap;
	}
	path = buf_text(&out, c->job->arena);
	buf_free(&out);
	return path;
}

/* The state of one of a group's buttons is an option's id, which the document of its blank knows. */
const char *unmask_state(struct collect *c, const char *path, const char *state)
{
	const char *known, *document;

	if (!state || !is_masked(state, strlen(state)))
		return state;
	masks_make(c);
	document = path_document(c->job->arena, path);
	if (document)
		path_types(c, document);
	known = str_map_lookup(c->work->masks, state);
	return known ? known : state;
}
