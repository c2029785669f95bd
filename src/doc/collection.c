/* collection.yaml: a collection's title, its sections with their colours, and the order of its documents. */
#include "doc/int.h"

#define COLLECTION_MAX_BYTES (1u << 20)

static int read_color(struct doc_ctx *ctx, const struct val *v)
{
	static const char *const colors[] = {"teal", "orange", "plum", "green", NULL};
	const char *color = doc_enum(ctx, v, "color", colors);

	for (int i = 0; color && colors[i]; i++)
		if (str_eq(color, colors[i]))
			return i;
	return -1;
}

static void read_sections(struct doc_ctx *ctx, const struct val *v, struct doc_collection *collection)
{
	static const char *const keys[] = {"id", "title", "color", NULL};
	size_t cap = 0;

	if (!v || v->kind == VAL_NULL || !doc_is_list(ctx, v, "sections"))
		return;
	for (size_t i = 0; i < v->n; i++) {
		const struct val *item = v->items[i];
		const char *id;

		if (!doc_is_map(ctx, item, "a section"))
			continue;
		doc_check_keys(ctx, item, "a section", keys);
		id = doc_id_at(ctx, item, "id", false);
		if (!val_lookup(item, "id") || !val_lookup(item, "title"))
			diag(ctx->diags, item->at, MSG_DOC_FRONT_NEEDS, "a section",
			     val_lookup(item, "id") ? "title" : "id");
		if (!id)
			continue;
		arena_push(ctx->arena, collection->sections, collection->n_sections, cap)->id = id;
		collection->sections[collection->n_sections - 1].title = doc_text_at(ctx, item, "title");
		collection->sections[collection->n_sections - 1].color = read_color(ctx, val_lookup(item, "color"));
	}
}

static void read_order(struct doc_ctx *ctx, const struct val *v, struct doc_collection *collection)
{
	struct str_map *seen = str_map_new(ctx->arena);
	size_t cap = 0, cap_at = 0, n_at = 0;

	if (!v || v->kind == VAL_NULL || !doc_is_list(ctx, v, "order"))
		return;
	for (size_t i = 0; i < v->n; i++) {
		const char *id = val_text(v->items[i]);

		if (!doc_is_id(id)) {
			diag(ctx->diags, v->items[i]->at, MSG_DOC_ID, id ? id : "");
			continue;
		}
		if (str_map_lookup(seen, id)) {
			diag(ctx->diags, v->items[i]->at, MSG_DOC_ORDER_TWICE, id);
			continue;
		}
		*str_map_slot(seen, id) = seen;
		*arena_push(ctx->arena, collection->order, collection->n, cap) = id;
		*arena_push(ctx->arena, collection->order_at, n_at, cap_at) = v->items[i]->at;
	}
}

/* False where it cannot be used (told). */
bool doc_collection_read(struct arena *arena, struct diags *diags, const char *path, struct doc_collection *collection)
{
	static const char *const keys[] = {"id", "title", "sections", "order", NULL};
	struct doc_ctx ctx = {.arena = arena, .diags = diags, .smart = true, .repeat = ""};
	const struct val *v = val_load(arena, diags, path, COLLECTION_MAX_BYTES);

	if (!v || !doc_is_map(&ctx, v, "a collection"))
		return false;
	ctx.src = v->at.src;
	doc_check_keys(&ctx, v, "a collection", keys);
	collection->id = doc_id_at(&ctx, v, "id", false);
	collection->title = doc_words_at(&ctx, v, "title", "plain words");
	collection->dir = file_dirname(arena, path);
	for (size_t i = 0; i < 2; i++)
		if (!val_lookup(v, keys[i]))
			diag(diags, v->at, MSG_DOC_FRONT_NEEDS, "a collection", keys[i]);
	read_sections(&ctx, val_lookup(v, "sections"), collection);
	read_order(&ctx, val_lookup(v, "order"), collection);
	buf_free(&ctx.run);
	return collection->id != NULL;
}
