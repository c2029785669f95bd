/* One blank: a map with its id, what it asks and how much room it takes. Whether its path exists, and of which type it is
 * there, is for `packet` to say; here a blank without a path gets a type from what it looks like. */
#include "doc/int.h"

#include <string.h>

static const char *const blank_keys[] = {"id",	  "field",   "type",   "label",	  "help",  "say",  "width", "lines",
					 "count", "options", "tender", "digital", "below", "big",  "spare", "when",  NULL};
/* A column that is a blank has its head and weight beside. */
static const char *const column_keys[] = {"id",	   "field",   "type",	"label",   "help",  "say",  "width", "lines",
					  "count", "options", "tender", "digital", "below", "big",  "spare", "when",  "head",  NULL};

/* The words of record_type_word that a document may use. */
static const char *const types[] = {"text",  "multiline", "date",    "time",   "datetime",  "phone",  "email",
				    "url",   "number",	  "percent", "yes_no", "yes_no_na", "choice", "multi_choice",
				    "check", "signature", "drawing", "texts",  NULL};

struct doc_blank *doc_blank_new(struct doc_ctx *ctx, const char *id, struct span at, const char *type)
{
	struct doc_blank *blank = arena_one(ctx->arena, struct doc_blank);

	blank->id = id;
	blank->at = blank->id_at = at;
	blank->type = type;
	return blank;
}

static void add_option(struct doc_ctx *ctx, struct doc_blank *blank, size_t *cap, const char *id, struct span at,
		       const struct val *words)
{
	struct doc_option *option;

	for (size_t i = 0; i < blank->n_options; i++)
		if (str_eq(blank->options[i].id, id)) {
			diag(ctx->diags, at, MSG_DOC_OPTION_TWICE, id);
			return;
		}
	option = arena_push(ctx->arena, blank->options, blank->n_options, *cap);
	option->id = id;
	option->at = at;
	option->words = doc_text_value(ctx, words);
	if (!option->words) {
		if (!words || words->kind == VAL_NULL)
			diag(ctx->diags, at, MSG_DOC_OPTION_WORDS, id);
		blank->n_options--;
	}
}

/* `{daily: Once a day}` */
static void add_options(struct doc_ctx *ctx, struct doc_blank *blank, size_t *cap, const struct val *map)
{
	for (size_t i = 0; i < map->n; i++) {
		const char *id = map->keys[i].text;

		if (!*id || id[strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_-")] || strchr("_-", *id))
			diag(ctx->diags, map->keys[i].at, MSG_DOC_OPTION_ID, id);
		else if (blank->n_options < 100)
			add_option(ctx, blank, cap, id, map->keys[i].at, map->items[i]);
	}
}

static void read_options(struct doc_ctx *ctx, struct doc_blank *blank, const struct val *v)
{
	size_t cap = 0;

	if (!v || v->kind == VAL_NULL)
		return;
	if (v->kind == VAL_MAP) {
		add_options(ctx, blank, &cap, v);
	} else if (v->kind == VAL_LIST) {
		for (size_t i = 0; i < v->n; i++) {
			if (v->items[i]->kind == VAL_MAP)
				add_options(ctx, blank, &cap, v->items[i]);
			else
				diag(ctx->diags, v->items[i]->at, MSG_DOC_OPTION_SHAPE);
		}
	} else {
		diag(ctx->diags, v->at, MSG_DOC_OPTION_SHAPE);
	}
	if (!blank->n_options && v->kind != VAL_TEXT && !v->n)
		diag(ctx->diags, v->at, MSG_DOC_OPTION_SHAPE);
}

/* What a blank without a path is, where it does not say. */
static const char *guess_type(const struct doc_blank *blank)
{
	if (blank->digital)
		return "signature";
	if (blank->n_options)
		return "choice";
	if (blank->count)
		return "texts";
	return blank->lines > 1 ? "multiline" : "text";
}

static void check_type(struct doc_ctx *ctx, struct doc_blank *blank, const struct val *v)
{
	bool chosen;

	if (!blank->type && !blank->field)
		blank->type = guess_type(blank);
	if (!blank->type)
		return;
	/* Several numbered lines are texts, however each is called. */
	if (blank->count && (str_eq(blank->type, "text") || str_eq(blank->type, "multiline")))
		blank->type = "texts";
	/* A text on several lines is one of several lines. */
	if (blank->lines > 1 && str_eq(blank->type, "text"))
		blank->type = "multiline";
	chosen = str_eq(blank->type, "choice") || str_eq(blank->type, "multi_choice");
	if (chosen && !blank->n_options && !blank->field) {
		if (!val_lookup(v, "options"))
			diag(ctx->diags, blank->id_at, MSG_DOC_CHOICE_OPTIONS, blank->id ? blank->id : "");
		/* It was told; what others see is a blank that can be set. */
		blank->type = "text";
		return;
	}
	if (!chosen && blank->n_options)
		diag(ctx->diags, val_key_at(v, "options"), MSG_DOC_OPTIONS_TYPE, blank->type);
	if (blank->digital && !str_eq(blank->type, "signature"))
		diag(ctx->diags, val_key_at(v, "digital"), MSG_DOC_DIGITAL);
	if (blank->count && !str_eq(blank->type, "texts"))
		diag(ctx->diags, val_key_at(v, "count"), MSG_DOC_COUNT_TYPE, blank->type);
}

/* A blank has a path of its own or makes one of its id; a row's column goes before it. NULL where it cannot be used (told).
 */
struct doc_blank *doc_blank_read(struct doc_ctx *ctx, const struct val *v, unsigned flags, const char *otherwise_id)
{
	struct doc_blank *blank;
	bool known;

	if (!doc_is_map(ctx, v, "a blank") || !doc_count(ctx, v->at))
		return NULL;
	known = doc_check_keys(ctx, v, flags & BLANK_COLUMN ? "a column" : "a blank",
			       flags & BLANK_COLUMN ? column_keys : blank_keys);
	blank = doc_blank_new(ctx, doc_id_at(ctx, v, "id", false), v->at, NULL);
	if (val_lookup(v, "id"))
		blank->id_at = val_lookup(v, "id")->at;
	if (!val_lookup(v, "id")) {
		if (known && !otherwise_id && !(flags & BLANK_ID))
			diag(ctx->diags, v->at, MSG_DOC_BLANK_ID);
		blank->id = otherwise_id;
	} else if (blank->id && ctx->row) {
		blank->id = arena_printf(ctx->arena, "%s-%s", ctx->row, blank->id);
	}
	blank->field = doc_path_at(ctx, v, "field");
	if (blank->field)
		blank->field_at = doc_inside(val_lookup(v, "field"));
	blank->type = doc_enum(ctx, val_lookup(v, "type"), "type", types);
	blank->label = doc_text_at(ctx, v, "label");
	blank->help = doc_text_at(ctx, v, "help");
	blank->say = doc_words_at(ctx, v, "say", "plain words");
	if (!(flags & BLANK_COLUMN))
		blank->width = doc_width_at(ctx, v, "width");
	blank->lines = doc_int_at(ctx, v, "lines", 1, DOC_MAX_LINES, 0);
	blank->count = doc_int_at(ctx, v, "count", 1, DOC_MAX_COUNT, 0);
	blank->tender = doc_truth_at(ctx, v, "tender", false);
	blank->digital = doc_truth_at(ctx, v, "digital", false);
	blank->below = doc_truth_at(ctx, v, "below", false);
	blank->big = doc_truth_at(ctx, v, "big", false);
	if (val_lookup(v, "spare") && str_eq(val_text(val_lookup(v, "spare")), "no"))
		blank->no_spare = true;
	else
		blank->spare_width = doc_width_at(ctx, v, "spare");
	blank->when = doc_cond_at(ctx, v, "when", &blank->when_at);
	read_options(ctx, blank, val_lookup(v, "options"));
	if (!val_lookup(v, "type") || blank->type)
		check_type(ctx, blank, v);
	/* A misspelt key was told; what it should have been is not told as missing too. */
	if (known && (flags & BLANK_LABELLED) && !blank->label &&
	    (!val_lookup(v, "label") || val_lookup(v, "label")->kind == VAL_NULL))
		diag(ctx->diags, blank->id_at, MSG_DOC_BLANK_LABEL, blank->id ? blank->id : "");
	if (!blank->id)
		return NULL;
	if (!val_lookup(v, "field")) {
		ctx->conditional += blank->when != NULL;
		doc_register(ctx, blank->id, blank->id_at);
		ctx->conditional -= blank->when != NULL;
	}
	return blank;
}
