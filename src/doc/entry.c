/* What stands in a list of blanks: blanks, and between them headings, text, groups under a condition and other blocks.
 * Blanks that follow one another become one DOC_FIELDS. */
#include "doc/int.h"

struct doc_node *doc_node_new(struct doc_ctx *ctx, enum doc_kind kind, struct span at)
{
	struct doc_node *node = arena_one(ctx->arena, struct doc_node);

	node->kind = kind;
	node->at = at;
	return node;
}

struct doc_node *doc_fields_node(struct doc_ctx *ctx, struct doc_blank *blank)
{
	struct doc_node *node = doc_node_new(ctx, DOC_FIELDS, blank->at);

	node->blanks = arena_one(ctx->arena, struct doc_blank *);
	node->blanks[0] = blank;
	node->n_blanks = 1;
	return node;
}

struct doc_node *doc_entry_text(struct doc_ctx *ctx, const struct val *v)
{
	struct doc_node *node = doc_node_new(ctx, DOC_PARA, v->at);

	node->text = doc_text_value(ctx, v);
	return node->text ? node : NULL;
}

static struct doc_node *read_heading(struct doc_ctx *ctx, const struct val *entry)
{
	struct doc_node *node = doc_node_new(ctx, DOC_HEADING, entry->at);
	int level = ctx->heading ? ctx->heading + 1 : 2;

	node->text = doc_text_at(ctx, entry, "heading");
	node->level = doc_int_at(ctx, entry, "level", 1, 6, level < 6 ? level : 6);
	return node->text ? node : NULL;
}

/* The key that says what an entry is, or NULL: a blank. */
static const char *entry_kind(const struct val *v)
{
	static const char *const own[] = {"heading", "text", "fields", NULL};

	if (val_lookup(v, "id"))
		return NULL;
	for (size_t i = 0; own[i]; i++)
		if (val_index(v, own[i]) >= 0)
			return own[i];
	for (size_t i = 0; doc_block_names[i]; i++)
		if (val_index(v, doc_block_names[i]) >= 0)
			return doc_block_names[i];
	return NULL;
}

static struct doc_node *read_entry(struct doc_ctx *ctx, const struct val *entry, const char *kind, bool labelled)
{
	const char *const known[] = {kind, "when", str_eq(kind, "heading") ? "level" : NULL, NULL};
	const struct val *v = val_lookup(entry, kind);
	struct span when_at = SPAN_NONE;
	const char *when;
	struct doc_node *node, *wrap;

	doc_check_keys(ctx, entry, "an entry", known);
	when = doc_cond_at(ctx, entry, "when", &when_at);
	ctx->conditional += when != NULL;
	if (str_eq(kind, "heading"))
		node = read_heading(ctx, entry);
	else if (str_eq(kind, "text"))
		node = doc_entry_text(ctx, v);
	else if (str_eq(kind, "fields"))
		node = doc_entries(ctx, v, labelled);
	else
		node = doc_block_read(ctx, kind, v, v->at);
	ctx->conditional -= when != NULL;
	if (!node || !when)
		return node;
	wrap = doc_node_new(ctx, DOC_WHEN, entry->at);
	wrap->cond = when;
	wrap->cond_at = when_at;
	wrap->first = node;
	return wrap;
}

static struct doc_node *last_of(struct doc_node *node)
{
	while (node && node->next)
		node = node->next;
	return node;
}

/* A list of entries; `labelled`: its blanks need labels. The first node, or NULL where there is nothing (told where that is
 * wrong). */
struct doc_node *doc_entries(struct doc_ctx *ctx, const struct val *list, bool labelled)
{
	struct doc_node *first = NULL, *last = NULL, *node;
	size_t cap = 0;

	if (!list || list->kind == VAL_NULL || (list->kind == VAL_LIST && !list->n)) {
		if (list)
			diag(ctx->diags, list->at, MSG_DOC_EMPTY, "blanks");
		return NULL;
	}
	if (!doc_is_list(ctx, list, "blanks"))
		return NULL;
	if (!doc_deeper(ctx, list->at))
		return NULL;
	for (size_t i = 0; i < list->n; i++) {
		const struct val *entry = list->items[i];
		struct doc_blank *blank;
		const char *kind;

		if (!doc_count(ctx, entry->at))
			break;
		if (!doc_is_map(ctx, entry, "a blank"))
			continue;
		kind = entry_kind(entry);
		if (kind) {
			node = read_entry(ctx, entry, kind, labelled);
		} else {
			blank = doc_blank_read(ctx, entry, labelled ? BLANK_LABELLED : 0, NULL);
			if (!blank)
				continue;
			if (last && last->kind == DOC_FIELDS && cap) {
				*arena_push(ctx->arena, last->blanks, last->n_blanks, cap) = blank;
				last->at.to = blank->at.to > last->at.to ? blank->at.to : last->at.to;
				continue;
			}
			node = doc_node_new(ctx, DOC_FIELDS, blank->at);
			cap = 0;
			*arena_push(ctx->arena, node->blanks, node->n_blanks, cap) = blank;
		}
		if (!node)
			continue;
		if (kind)
			cap = 0; /* a group's own DOC_FIELDS takes no blanks from behind it */
		if (last)
			last->next = node;
		else
			first = node;
		last = last_of(node);
	}
	ctx->depth--;
	return first;
}
