/* All documents of the folders, later folders laid over earlier ones. Opening it is one walk over names; a document is read
 * when it is first asked for. */
#include "doc/int.h"

#include <stdlib.h>
#include <string.h>

#define MAX_FOLDERS_DEEP 16

/* What one folder (with those in it) holds. */
struct layer {
	struct arena *arena;
	struct diags *diags;
	struct str_map *files; /* id -> path */
	const char **ids;
	size_t n, cap;
	const char **collections; /* paths of collection.yaml */
	size_t n_collections, cap_collections;
};

static void take_file(struct layer *layer, const char *path)
{
	char *id = file_stem(layer->arena, path);
	void **slot;

	/* README.md and the like are for whoever looks into the folder. */
	if (*id >= 'A' && *id <= 'Z')
		return;
	if (!doc_is_id(id)) {
		diag(layer->diags, SPAN_NONE, MSG_DOC_FILE_NAME, path);
		return;
	}
	slot = str_map_slot(layer->files, id);
	if (*slot) {
		diag(layer->diags, SPAN_NONE, MSG_DOC_FILE_TWICE, id, (const char *)*slot, path);
		return;
	}
	*slot = (void *)path;
	*arena_push(layer->arena, layer->ids, layer->n, layer->cap) = id;
}

static void walk(struct layer *layer, const char *dir, int deep)
{
	char **names;
	size_t n = file_list(layer->arena, dir, &names);

	for (size_t i = 0; i < n; i++) {
		const char *path = file_join(layer->arena, dir, names[i]);

		if (str_ends(names[i], ".md"))
			take_file(layer, path);
		else if (str_eq(names[i], "collection.yaml"))
			*arena_push(layer->arena, layer->collections, layer->n_collections, layer->cap_collections) = path;
		else if (!strchr(names[i], '.') && !str_eq(names[i], "samples") && deep < MAX_FOLDERS_DEEP &&
			 file_is_dir(path))
			walk(layer, path, deep + 1);
	}
}

static struct layer read_layer(struct arena *arena, struct diags *diags, const char *dir)
{
	struct layer layer = {.arena = arena, .diags = diags, .files = str_map_new(arena)};

	walk(&layer, dir, 0);
	return layer;
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void lay_collections(struct doc_library *library, struct layer *layer, size_t *cap)
{
	for (size_t i = 0; i < layer->n_collections; i++) {
		struct doc_collection made = {0}, *place = NULL;

		if (!doc_collection_read(layer->arena, layer->diags, layer->collections[i], &made))
			continue;
		for (size_t k = 0; k < library->n_collections; k++)
			if (str_eq(library->collections[k].id, made.id))
				place = &library->collections[k];
		if (!place)
			place = arena_push(layer->arena, library->collections, library->n_collections, *cap);
		*place = made;
	}
}

struct doc_library *doc_library_open(struct arena *arena, struct diags *diags, const char *const *dirs, size_t n)
{
	struct doc_library *library = arena_one(arena, struct doc_library);
	size_t cap = 0, cap_collections = 0;

	library->files = str_map_new(arena);
	library->loaded = str_map_new(arena);
	library->failed = str_map_new(arena);
	library->broken = str_map_new(arena);
	library->arena = arena;
	for (size_t i = 0; i < n; i++) {
		struct layer layer = read_layer(arena, diags, dirs[i]);

		for (size_t k = 0; k < layer.n; k++) {
			void **slot = str_map_slot(library->files, layer.ids[k]);

			if (!*slot)
				*arena_push(arena, library->ids, library->n, cap) = layer.ids[k];
			*slot = str_map_lookup(layer.files, layer.ids[k]);
		}
		lay_collections(library, &layer, &cap_collections);
	}
	if (library->n)
		qsort(library->ids, library->n, sizeof *library->ids, compare);
	return library;
}

struct doc *doc_library_find(struct arena *arena, struct diags *diags, struct doc_library *library, const char *id)
{
	const char *path = str_map_lookup(library->files, id), *kept;
	struct doc *doc = str_map_lookup(library->loaded, id);
	size_t errors;
	bool again;

	(void)arena;
	if (!path || ((doc || str_map_lookup(library->failed, id)) && !str_map_lookup(library->broken, id)))
		return doc;
	/* In a run of many records each must hear of a mistake in what it draws on: what is told once, a later record would
	 * be made with. */
	again = str_map_lookup(library->broken, id) != NULL;
	if (again && (doc ? diags_about(diags, doc->source, DIAG_ERROR) : diags_count(diags, DIAG_ERROR) > 0))
		return doc;
	errors = diags_count(diags, DIAG_ERROR);
	doc = doc_load(library->arena, diags, path);
	/* The maps keep the key: the caller's may not live as long. */
	kept = doc ? doc->id : arena_strdup(library->arena, id);
	*str_map_slot(doc ? library->loaded : library->failed, kept) = doc ? (void *)doc : library;
	if (diags_count(diags, DIAG_ERROR) > errors)
		*str_map_slot(library->broken, kept) = library;
	return doc;
}

/* ---- checking ----------------------------------------------------------------------------------------------------- */

static void check_over(struct arena *arena, struct diags *diags, const struct doc *doc, const struct layer *layers, size_t n)
{
	const struct source *under = NULL;
	bool above = false;
	char digest[17];

	for (size_t i = n; i-- > 0 && !under;) {
		const char *path = str_map_lookup(layers[i].files, doc->id);

		if (path && above)
			under = source_load(arena, diags, path, DOC_MAX_BYTES);
		if (path)
			above = true;
	}
	if (!under) {
		diag(diags, doc->over_at, MSG_DOC_OVER_NOTHING);
		return;
	}
	snprintf(digest, sizeof digest, "%016llx", (unsigned long long)str_hash(under->text, under->len));
	if (!str_eq(digest, doc->over))
		diag(diags, doc->over_at, MSG_DOC_OVER, under->name, digest);
}

static void check_section(struct arena *arena, struct diags *diags, const struct doc_library *library, const struct doc *doc)
{
	const char **known = NULL, *nearest;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < library->n_collections; i++)
		for (size_t k = 0; k < library->collections[i].n_sections; k++) {
			if (str_eq(library->collections[i].sections[k].id, doc->section))
				return;
			*arena_push(arena, known, n, cap) = library->collections[i].sections[k].id;
		}
	*arena_push(arena, known, n, cap) = NULL;
	nearest = str_nearest(doc->section, known);
	if (nearest)
		diag(diags, doc->section_at, MSG_DOC_SECTION_NEAR, doc->section, nearest);
	else
		diag(diags, doc->section_at, MSG_DOC_SECTION, doc->section);
}

static void check_order(struct diags *diags, const struct doc_library *library, const struct doc_collection *collection,
			const char *const *ids)
{
	for (size_t i = 0; i < collection->n; i++) {
		const char *nearest;

		if (str_map_lookup(library->files, collection->order[i]))
			continue;
		nearest = str_nearest(collection->order[i], ids);
		if (nearest)
			diag(diags, collection->order_at[i], MSG_DOC_ORDER_NEAR, collection->order[i], nearest);
		else
			diag(diags, collection->order_at[i], MSG_DOC_ORDER, collection->order[i]);
	}
}

/* A packet takes a section's documents in their collection's order, so one that is not in it would never be printed. */
static void check_listed(struct diags *diags, const struct doc_library *library, const struct doc *doc)
{
	for (size_t i = 0; i < library->n_collections; i++) {
		const struct doc_collection *collection = &library->collections[i];
		bool listed = false;

		if (!str_starts(doc->path, collection->dir) || doc->path[strlen(collection->dir)] != '/')
			continue;
		for (size_t k = 0; k < collection->n && !listed; k++)
			listed = str_eq(collection->order[k], doc->id);
		if (!listed)
			diag(diags, ((struct span){doc->source, 0, 3}), MSG_DOC_UNLISTED, doc->id, collection->dir);
	}
}

void doc_library_check(struct arena *arena, struct diags *diags, struct doc_library *library, const char *const *dirs,
		       size_t n)
{
	struct diags *quiet = diags_new();
	struct layer *layers = arena_many(arena, struct layer, n + 1);
	const char **ids = arena_many(arena, const char *, library->n + 1);

	for (size_t i = 0; i < n; i++)
		layers[i] = read_layer(arena, quiet, dirs[i]); /* told when it was opened */
	diags_free(quiet);
	for (size_t i = 0; i < library->n; i++)
		ids[i] = library->ids[i];
	for (size_t i = 0; i < library->n_collections; i++)
		check_order(diags, library, &library->collections[i], ids);
	for (size_t i = 0; i < library->n; i++) {
		const struct doc *doc = doc_library_find(arena, diags, library, library->ids[i]);

		if (!doc)
			continue;
		if (doc->over)
			check_over(arena, diags, doc, layers, n);
		if (doc->section)
			check_section(arena, diags, library, doc);
		check_listed(diags, library, doc);
	}
}
