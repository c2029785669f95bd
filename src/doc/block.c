/* The fenced blocks, by name. `fields`, `each` and `table` are read in entry.c and records.c; the smaller ones here. */
#include "doc/int.h"

#include <string.h>

const char *const doc_block_names[] = {"fields",   "each",  "table",	 "checklist", "choice", "signatures",
				       "calendar", "space", "resources", "contents",  "photo",	NULL};

/* ---- checklist ---------------------------------------------------------------------------------------------------- */

static void read_check(struct doc_ctx *ctx, const struct val *v, struct doc_node *node, size_t *cap)
{
	static const char *const keys[] = {"id", "label", "words", "document", "when", "field", "help", "say", NULL};
	struct doc_check *check, made = {.at = v->at};

	if (!doc_is_map(ctx, v, "a line of a checklist") || !doc_count(ctx, v->at))
		return;
	doc_check_keys(ctx, v, "a line of a checklist", keys);
	made.id = doc_id_at(ctx, v, "id", false);
	made.words = doc_text_at(ctx, v, val_lookup(v, "words") ? "words" : "label");
	made.document = doc_id_at(ctx, v, "document", true);
	made.when = doc_cond_at(ctx, v, "when", &made.when_at);
	if (!val_lookup(v, "id"))
		diag(ctx->diags, v->at, MSG_DOC_BLANK_ID);
	else if (!made.words && !made.document && !val_lookup(v, "document"))
		diag(ctx->diags, v->at, MSG_DOC_CHECK_WORDS, made.id ? made.id : "");
	if (!made.id)
		return;
	if (ctx->row)
		made.id = arena_printf(ctx->arena, "%s-%s", ctx->row, made.id);
	made.blank = doc_blank_new(ctx, made.id, v->at, NULL);
	made.blank->id_at = val_lookup(v, "id")->at;
	made.blank->label = made.words;
	made.blank->help = doc_text_at(ctx, v, "help");
	made.blank->say = doc_words_at(ctx, v, "say", "plain words");
	made.blank->field = doc_path_at(ctx, v, "field");
	made.blank->field_at = made.blank->field ? doc_inside(val_lookup(v, "field")) : v->at;
	if (!made.blank->field) {
		made.blank->type = "check";
		ctx->conditional += made.when != NULL;
		doc_register(ctx, made.id, made.blank->id_at);
		ctx->conditional -= made.when != NULL;
	}
	check = arena_push(ctx->arena, node->checks, node->n_checks, *cap);
	*check = made;
}

static struct doc_node *read_checklist(struct doc_ctx *ctx, const struct val *v, struct span at)
{
	static const char *const keys[] = {"label", "items", "section", NULL};
	struct doc_node *node = doc_node_new(ctx, DOC_CHECKLIST, at);
	const struct val *items = v;
	size_t cap = 0;

	if (v->kind == VAL_MAP) {
		doc_check_keys(ctx, v, "checklist", keys);
		node->text = doc_text_at(ctx, v, "label");
		node->section = doc_id_at(ctx, v, "section", false);
		items = val_lookup(v, "items");
		if (val_lookup(v, "section")) {
			if (items)
				diag(ctx->diags, val_key_at(v, "items"), MSG_DOC_SOURCES, "section", "items");
			return node->section ? node : NULL;
		}
	}
	if (!items || items->kind == VAL_NULL || (items->kind == VAL_LIST && !items->n)) {
		diag(ctx->diags, at, MSG_DOC_EMPTY, "items");
		return NULL;
	}
	if (!doc_is_list(ctx, items, "items"))
		return NULL;
	for (size_t i = 0; i < items->n; i++)
		read_check(ctx, items->items[i], node, &cap);
	return node->n_checks ? node : NULL;
}

/* ---- choice, space ------------------------------------------------------------------------------------------------ */

static void one_blank(struct doc_ctx *ctx, struct doc_node *node, struct doc_blank *blank)
{
	node->blanks = arena_one(ctx->arena, struct doc_blank *);
	node->blanks[0] = blank;
	node->n_blanks = 1;
}

static struct doc_node *read_choice(struct doc_ctx *ctx, const struct val *v, struct span at)
{
	struct doc_node *node = doc_node_new(ctx, DOC_CHOICE, at);
	struct doc_blank *blank = doc_blank_read(ctx, v, BLANK_LABELLED, NULL);

	if (!blank)
		return NULL;
	if (!blank->n_options) {
		if (blank->field || val_lookup(v, "type"))
			diag(ctx->diags, blank->id_at, MSG_DOC_CHOICE_OPTIONS, blank->id);
		else if (!val_lookup(v, "options"))
			diag(ctx->diags, blank->id_at, MSG_DOC_CHOICE_OPTIONS, blank->id);
		return NULL;
	}
	blank->below = true;
	node->text = blank->label;
	one_blank(ctx, node, blank);
	return node;
}

static struct doc_node *read_space(struct doc_ctx *ctx, const struct val *v, struct span at)
{
	static const char *const keys[] = {"id",   "field", "label", "help",   "say", "tender",
					   "when", "style", "lines", "height", NULL};
	static const char *const styles[] = {"ruled", "dotted", "open", "drawing", NULL};
	struct doc_node *node = doc_node_new(ctx, DOC_SPACE, at);
	struct doc_blank *blank;

	if (v->kind == VAL_NULL) {
		node->style = styles[0];
		return node;
	}
	if (!doc_is_map(ctx, v, "space"))
		return NULL;
	doc_check_keys(ctx, v, "space", keys);
	node->style = doc_enum(ctx, val_lookup(v, "style"), "style", styles);
	if (!node->style)
		node->style = styles[0];
	node->lines = doc_int_at(ctx, v, "lines", 1, DOC_MAX_LINES, 0);
	node->height = doc_length_at(ctx, v, "height");
	node->text = doc_text_at(ctx, v, "label");
	if (node->lines && node->height)
		diag(ctx->diags, val_key_at(v, "height"), MSG_DOC_SOURCES, "lines", "height");
	if (!val_lookup(v, "id")) {
		if (val_lookup(v, "field"))
			diag(ctx->diags, v->at, MSG_DOC_BLANK_ID);
		return node;
	}
	blank = doc_blank_new(ctx, doc_id_at(ctx, v, "id", false), v->at, NULL);
	if (!blank->id)
		return NULL;
	if (ctx->row)
		blank->id = arena_printf(ctx->arena, "%s-%s", ctx->row, blank->id);
	blank->id_at = val_lookup(v, "id")->at;
	blank->field = doc_path_at(ctx, v, "field");
	blank->field_at = blank->field ? doc_inside(val_lookup(v, "field")) : v->at;
	blank->label = node->text;
	blank->help = doc_text_at(ctx, v, "help");
	blank->say = doc_words_at(ctx, v, "say", "plain words");
	blank->tender = doc_truth_at(ctx, v, "tender", false);
	blank->when = doc_cond_at(ctx, v, "when", &blank->when_at);
	blank->lines = node->lines;
	if (!blank->label && !blank->say)
		diag(ctx->diags, blank->id_at, MSG_DOC_BLANK_LABEL, blank->id);
	if (!blank->field) {
		blank->type = str_eq(node->style, "drawing") ? "drawing" : "multiline";
		ctx->conditional += blank->when != NULL;
		doc_register(ctx, blank->id, blank->id_at);
		ctx->conditional -= blank->when != NULL;
	}
	one_blank(ctx, node, blank);
	return node;
}

/* ---- signatures --------------------------------------------------------------------------------------------------- */

/* The typed name or the date of a signature: an id, a blank's keys, or an id made from the signature's. */
static struct doc_blank *beside(struct doc_ctx *ctx, const struct val *signature, const char *key, const char *id,
				const char *type)
{
	const struct val *v = val_lookup(signature, key);
	const char *made = arena_printf(ctx->arena, "%s-%s", id, key);
	struct doc_blank *blank;

	if (v && v->kind == VAL_MAP) {
		blank = doc_blank_read(ctx, v, 0, made);
		if (!blank)
			return NULL;
		if (!blank->field && !val_lookup(v, "type"))
			blank->type = type;
		return blank;
	}
	if (v && v->kind == VAL_TEXT && !v->quoted && str_eq(v->text, "no")) {
		blank = doc_blank_new(ctx, made, v->at, type);
		blank->none = true;
		return blank;
	}
	if (v && v->kind != VAL_NULL) {
		made = doc_id_at(ctx, signature, key, false);
		if (!made)
			return NULL;
		if (ctx->row)
			made = arena_printf(ctx->arena, "%s-%s", ctx->row, made);
	}
	blank = doc_blank_new(ctx, made, v ? v->at : val_lookup(signature, "id")->at, type);
	doc_register(ctx, made, blank->id_at);
	return blank;
}

static void read_signature(struct doc_ctx *ctx, const struct val *v, struct doc_node *node, size_t *cap)
{
	static const char *const keys[] = {"id", "label", "name", "date", "digital", "field", "help", "say", "when", NULL};
	struct doc_blank *sign, *name, *date;

	if (!doc_is_map(ctx, v, "a signature") || !doc_count(ctx, v->at))
		return;
	doc_check_keys(ctx, v, "a signature", keys);
	sign = doc_blank_new(ctx, doc_id_at(ctx, v, "id", false), v->at, NULL);
	sign->label = doc_text_at(ctx, v, "label");
	if (!val_lookup(v, "id"))
		diag(ctx->diags, v->at, MSG_DOC_BLANK_ID);
	else if (!sign->label && !val_lookup(v, "label"))
		diag(ctx->diags, val_lookup(v, "id")->at, MSG_DOC_BLANK_LABEL, sign->id ? sign->id : "");
	if (!sign->id)
		return;
	if (ctx->row)
		sign->id = arena_printf(ctx->arena, "%s-%s", ctx->row, sign->id);
	sign->id_at = val_lookup(v, "id")->at;
	sign->help = doc_text_at(ctx, v, "help");
	sign->say = doc_words_at(ctx, v, "say", "plain words");
	sign->digital = doc_truth_at(ctx, v, "digital", false);
	sign->when = doc_cond_at(ctx, v, "when", &sign->when_at);
	sign->field = doc_path_at(ctx, v, "field");
	sign->field_at = sign->field ? doc_inside(val_lookup(v, "field")) : v->at;
	ctx->conditional += sign->when != NULL;
	if (!sign->field) {
		sign->type = "signature";
		doc_register(ctx, sign->id, sign->id_at);
	}
	name = beside(ctx, v, "name", sign->id, "text");
	date = beside(ctx, v, "date", sign->id, "date");
	ctx->conditional -= sign->when != NULL;
	if (!name || !date)
		return;
	*arena_push(ctx->arena, node->blanks, node->n_blanks, *cap) = sign;
	*arena_push(ctx->arena, node->blanks, node->n_blanks, *cap) = name;
	*arena_push(ctx->arena, node->blanks, node->n_blanks, *cap) = date;
}

static struct doc_node *read_signatures(struct doc_ctx *ctx, const struct val *v, struct span at)
{
	struct doc_node *node = doc_node_new(ctx, DOC_SIGNATURES, at);
	size_t cap = 0;

	if (v->kind == VAL_NULL || (v->kind == VAL_LIST && !v->n)) {
		diag(ctx->diags, at, MSG_DOC_EMPTY, "signatures");
		return NULL;
	}
	if (!doc_is_list(ctx, v, "signatures"))
		return NULL;
	for (size_t i = 0; i < v->n; i++)
		read_signature(ctx, v->items[i], node, &cap);
	return node->n_blanks ? node : NULL;
}

/* ---- calendar ----------------------------------------------------------------------------------------------------- */

static struct doc_node *read_calendar(struct doc_ctx *ctx, const struct val *v, struct span at)
{
	static const char *const keys[] = {"of", "month", "lines", NULL};
	static const char *const days[] = {"sunday",   "monday", "tuesday",  "wednesday",
					   "thursday", "friday", "saturday", NULL};
	struct doc_node *node = doc_node_new(ctx, DOC_CALENDAR, at);
	const struct val *month;
	const char *id = "month";
	size_t cap = 0;

	if (v->kind != VAL_NULL && !doc_is_map(ctx, v, "calendar"))
		return NULL;
	if (v->kind == VAL_MAP)
		doc_check_keys(ctx, v, "calendar", keys);
	node->of = doc_path_at(ctx, v, "of");
	node->of_at = node->of ? doc_inside(val_lookup(v, "of")) : at;
	node->lines = doc_int_at(ctx, v, "lines", 1, 12, 0);
	month = val_lookup(v, "month");
	if (month && month->kind == VAL_MAP) {
		struct doc_blank *blank = doc_blank_read(ctx, month, BLANK_ID, "month");

		if (!blank)
			return NULL;
		*arena_push(ctx->arena, node->blanks, node->n_blanks, cap) = blank;
	} else {
		if (month && month->kind != VAL_NULL)
			id = doc_id_at(ctx, v, "month", false);
		if (!id)
			return NULL;
		*arena_push(ctx->arena, node->blanks, node->n_blanks, cap) =
			doc_blank_new(ctx, id, month ? month->at : at, "text");
		doc_register(ctx, id, month ? month->at : at);
	}
	for (size_t i = 0; days[i]; i++) {
		struct doc_blank *blank = doc_blank_new(ctx, days[i], at, "multiline");

		blank->count = 6;
		blank->lines = node->lines ? node->lines : 4;
		doc_register(ctx, days[i], at);
		*arena_push(ctx->arena, node->blanks, node->n_blanks, cap) = blank;
	}
	return node;
}

/* ---- resources, contents, photo ----------------------------------------------------------------------------------- */

static struct doc_node *read_resources(struct doc_ctx *ctx, const struct val *v, struct span at)
{
	static const char *const keys[] = {"of", "kind", "names", "qr", "short", "label", NULL};
	struct doc_node *node = doc_node_new(ctx, DOC_RESOURCES, at);
	struct doc_resource_spec *spec = node->resources = arena_one(ctx->arena, struct doc_resource_spec);
	const struct val *names;
	size_t cap = 0;

	if (v->kind == VAL_NULL || (v->kind == VAL_MAP && !v->n)) {
		diag(ctx->diags, at, MSG_DOC_RESOURCES);
		return NULL;
	}
	if (!doc_is_map(ctx, v, "resources"))
		return NULL;
	doc_check_keys(ctx, v, "resources", keys);
	spec->of = doc_path_at(ctx, v, "of");
	node->of = spec->of;
	node->of_at = spec->of ? doc_inside(val_lookup(v, "of")) : at;
	spec->kind = doc_id_at(ctx, v, "kind", false);
	spec->qr = doc_truth_at(ctx, v, "qr", true);
	spec->brief = doc_truth_at(ctx, v, "short", false);
	node->text = doc_text_at(ctx, v, "label");
	names = val_lookup(v, "names");
	if (names && names->kind != VAL_NULL && doc_is_list(ctx, names, "names")) {
		for (size_t i = 0; i < names->n && i < DOC_MAX_ITEMS; i++) {
			const char *name = val_text(names->items[i]);

			if (name && *name && !name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-")])
				*arena_push(ctx->arena, spec->names, spec->n_names, cap) = name;
			else
				diag(ctx->diags, names->items[i]->at, MSG_DOC_ID, name ? name : "");
		}
	}
	if (!val_lookup(v, "of") && !val_lookup(v, "kind") && !names) {
		diag(ctx->diags, at, MSG_DOC_RESOURCES);
		return NULL;
	}
	return spec->of || spec->kind || spec->n_names ? node : NULL;
}

static struct doc_node *read_contents(struct doc_ctx *ctx, const struct val *v, struct span at)
{
	static const char *const keys[] = {"of", NULL}, *const words[] = {"packet", "section", NULL};
	struct doc_node *node = doc_node_new(ctx, DOC_CONTENTS, at);

	if (v->kind != VAL_NULL && !doc_is_map(ctx, v, "contents"))
		return NULL;
	if (v->kind == VAL_MAP)
		doc_check_keys(ctx, v, "contents", keys);
	node->style = doc_enum(ctx, val_lookup(v, "of"), "of", words);
	if (!node->style)
		node->style = words[0];
	return node;
}

static struct doc_node *read_photo(struct doc_ctx *ctx, const struct val *v, struct span at)
{
	static const char *const keys[] = {"file", "field", "alt", "label", "height", NULL};
	struct doc_node *node = doc_node_new(ctx, DOC_PHOTO, at);

	if (!doc_is_map(ctx, v, "photo"))
		return NULL;
	doc_check_keys(ctx, v, "photo", keys);
	node->text = doc_text_at(ctx, v, "alt");
	node->label = doc_text_at(ctx, v, "label");
	node->height = doc_length_at(ctx, v, "height");
	node->file = doc_words_at(ctx, v, "file", "a file's name");
	node->style = node->file ? node->file : doc_path_at(ctx, v, "field");
	node->style_at =
		doc_inside(val_lookup(v, node->file ? "file" : "field") ? val_lookup(v, node->file ? "file" : "field") : v);
	if (node->file && val_lookup(v, "field"))
		diag(ctx->diags, val_key_at(v, "field"), MSG_DOC_SOURCES, "file", "field");
	if (!node->text && !val_lookup(v, "alt"))
		diag(ctx->diags, at, MSG_DOC_PHOTO_ALT);
	if (!val_lookup(v, "file") && !val_lookup(v, "field"))
		diag(ctx->diags, at, MSG_DOC_PHOTO_FILE);
	return node->style && node->text ? node : NULL;
}

/* One block, whose YAML is `v`; `at` is told where the YAML has no place of its own. NULL where it cannot be used (told). */
struct doc_node *doc_block_read(struct doc_ctx *ctx, const char *name, const struct val *v, struct span at)
{
	if (!v || !doc_count(ctx, at))
		return NULL;
	if (str_eq(name, "fields"))
		return doc_entries(ctx, v, true);
	if (str_eq(name, "each") || str_eq(name, "table"))
		return doc_records_read(ctx, v, str_eq(name, "table"));
	if (str_eq(name, "checklist"))
		return read_checklist(ctx, v, at);
	if (str_eq(name, "choice"))
		return read_choice(ctx, v, at);
	if (str_eq(name, "signatures"))
		return read_signatures(ctx, v, at);
	if (str_eq(name, "calendar"))
		return read_calendar(ctx, v, at);
	if (str_eq(name, "space"))
		return read_space(ctx, v, at);
	if (str_eq(name, "resources"))
		return read_resources(ctx, v, at);
	if (str_eq(name, "contents"))
		return read_contents(ctx, v, at);
	return read_photo(ctx, v, at);
}
