/* Front matter: what a document is, for whom, and when it is printed. */
#include "doc/int.h"

#include <string.h>

static const char *const keys[] = {"title",    "summary",     "kind",	      "audience", "privacy",
				   "section",  "short-title", "applies-when", "for-each", "occasion",
				   "language", "orientation", "begins",	      "over",	  "sources",
				   "lead",     "smart",	      "id",	      "panel",	  "cover",  "counseling", "more", NULL};
static const char *const kinds[] = {"worksheet", "plan",      "log",	   "planner",	  "pocket", "journal", "handout",
				    "letter",	 "checklist", "agreement", "assessment",  "role",   "guide",   "form",
				    "cover",	 "divider",   "glossary",  "certificate", "card",    NULL};
static const char *const audiences[] = {"family", "provider", "trainer", "agency", NULL};
static const char *const privacies[] = {"mine", "ours", "travels", "program", NULL};
static const char *const whiches[] = {"next", "last", "new", "all", NULL};
static const char *const orientations[] = {"portrait", "landscape", NULL};
static const char *const beginnings[] = {"any", "right", NULL};

static bool is_date(const char *s)
{
	if (!s || strlen(s) != 10)
		return false;
	for (int i = 0; i < 10; i++)
		if (i == 4 || i == 7 ? s[i] != '-' : s[i] < '0' || s[i] > '9')
			return false;
	return true;
}

static void read_sources(struct doc_ctx *ctx, const struct val *v, struct doc *doc)
{
	static const char *const source_keys[] = {"fact", "name", "url", "checked", NULL};
	size_t cap = 0, cap_facts = 0, n_facts = 0;

	if (!v || v->kind == VAL_NULL || !doc_is_list(ctx, v, "sources"))
		return;
	for (size_t i = 0; i < v->n; i++) {
		const struct val *item = v->items[i];
		struct doc_source source = {.at = item->at};

		if (!doc_is_map(ctx, item, "a source"))
			continue;
		doc_check_keys(ctx, item, "a source", source_keys);
		source.fact = doc_words_at(ctx, item, "fact", "words");
		source.name = doc_words_at(ctx, item, "name", "words");
		source.url = doc_words_at(ctx, item, "url", "an address");
		source.checked = doc_words_at(ctx, item, "checked", "a date");
		if (source.checked && !is_date(source.checked)) {
			diag(ctx->diags, val_lookup(item, "checked")->at, MSG_DOC_DATE, "checked", source.checked);
			source.checked = NULL;
		}
		if (!source.url && !source.name && !val_lookup(item, "url") && !val_lookup(item, "name")) {
			diag(ctx->diags, item->at, MSG_DOC_SOURCE);
			continue;
		}
		*arena_push(ctx->arena, doc->facts, n_facts, cap_facts) = source;
		*arena_push(ctx->arena, doc->sources, doc->n_sources, cap) = source.url	   ? source.url
									     : source.name ? source.name
											   : "";
	}
}

static void take_list(const struct doc_list_ref *list, struct doc *doc)
{
	doc->for_each = list->path;
	doc->for_each_as = list->as;
	doc->for_each_where = list->where;
	doc->for_each_which = list->which;
}

static void read_for_each(struct doc_ctx *ctx, const struct val *v, struct doc *doc)
{
	static const char *const list_keys[] = {"list", "where", "as", "which", NULL};
	struct doc_list_ref list = {0};

	if (!v || v->kind == VAL_NULL)
		return;
	doc->for_each_at = v->at;
	if (v->kind == VAL_TEXT) {
		if (doc_list_words(ctx, v->text, doc_inside(v), &list)) {
			take_list(&list, doc);
			doc->for_each_at = list.path_at;
		}
		return;
	}
	if (!doc_is_map(ctx, v, "for-each"))
		return;
	doc_check_keys(ctx, v, "for-each", list_keys);
	list.path = doc_path_at(ctx, v, "list");
	list.as = doc_id_at(ctx, v, "as", false);
	list.where = doc_cond_at(ctx, v, "where", &list.where_at);
	list.which = doc_enum(ctx, val_lookup(v, "which"), "which", whiches);
	if (!val_lookup(v, "list"))
		diag(ctx->diags, v->at, MSG_DOC_FRONT_NEEDS, "for-each", "list");
	if (list.path) {
		take_list(&list, doc);
		doc->for_each_at = doc_inside(val_lookup(v, "list"));
	}
}

/* The sides of a card: how large, and whether they fold onto each other or are cut apart. */
static void read_panel(struct doc_ctx *ctx, const struct val *v, struct doc *doc)
{
	static const char *const panel_keys[] = {"width", "height", "fold", NULL};

	doc->panel_folds = true;
	if (!v || v->kind == VAL_NULL || !doc_is_map(ctx, v, "panel"))
		return;
	doc_check_keys(ctx, v, "panel", panel_keys);
	doc->panel_w = doc_length_at(ctx, v, "width");
	doc->panel_h = doc_length_at(ctx, v, "height");
	doc->panel_folds = doc_truth_at(ctx, v, "fold", true);
}

/* A BCP 47 tag, roughly. */
static const char *read_language(struct doc_ctx *ctx, const struct val *front)
{
	const char *tag = doc_words_at(ctx, front, "language", "a language tag");

	if (!tag)
		return NULL;
	if (strlen(tag) <= 35 && ((*tag >= 'a' && *tag <= 'z')) &&
	    !tag[strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")])
		return tag;
	diag(ctx->diags, val_lookup(front, "language")->at, MSG_DOC_LANGUAGE, tag);
	return NULL;
}

/* `known`: no key was misspelt; else what is missing was told as that. */
static const char *needed(struct doc_ctx *ctx, const struct val *front, const char *key, const char *const *words,
			  bool known)
{
	if (val_lookup(front, key) && val_lookup(front, key)->kind != VAL_NULL)
		return doc_enum(ctx, val_lookup(front, key), key, words);
	if (known)
		diag(ctx->diags, ((struct span){front->at.src, 0, 3}), MSG_DOC_FRONT_NEEDS, "the front matter", key);
	return NULL;
}

/* Sheets that people write on at length offer more room at their end. */
static bool gives_more(const struct doc *doc)
{
	return str_eq(doc->kind, "worksheet") || str_eq(doc->kind, "plan") || str_eq(doc->kind, "log") || str_eq(doc->kind, "planner");
}

/* Fills the document's head. False (told) where what is there is no map, or what the document's paths start at is not known.
 * Missing things are told, and stand-ins put in their place. */
bool doc_front_read(struct doc_ctx *ctx, const struct val *front, struct doc *doc)
{
	const char *id;
	bool known, readable;

	if (!doc_is_map(ctx, front, "the front matter"))
		return false;
	known = doc_check_keys(ctx, front, "the front matter", keys);
	ctx->smart = doc_truth_at(ctx, front, "smart", true);
	doc->title = doc_text_at(ctx, front, "title");
	if (known && !doc->title && (!val_lookup(front, "title") || val_lookup(front, "title")->kind == VAL_NULL))
		diag(ctx->diags, ((struct span){front->at.src, 0, 3}), MSG_DOC_FRONT_NEEDS, "the front matter", "title");
	doc->summary = doc_text_at(ctx, front, "summary");
	doc->short_title = doc_words_at(ctx, front, "short-title", "plain words");
	doc->kind = needed(ctx, front, "kind", kinds, known);
	doc->audience = needed(ctx, front, "audience", audiences, known);
	doc->privacy = doc_enum(ctx, val_lookup(front, "privacy"), "privacy", privacies);
	doc->section = doc_id_at(ctx, front, "section", false);
	if (doc->section)
		doc->section_at = val_lookup(front, "section")->at;
	doc->applies_when = doc_cond_at(ctx, front, "applies-when", &doc->applies_at);
	read_for_each(ctx, val_lookup(front, "for-each"), doc);
	/* One that is there, or that a misspelt key may have been meant for. */
	readable = doc->for_each || (known && !(val_lookup(front, "for-each") && val_lookup(front, "for-each")->kind != VAL_NULL));
	doc->occasion = doc_enum(ctx, val_lookup(front, "occasion"), "occasion", whiches);
	doc->lang = read_language(ctx, front);
	doc->landscape = str_eq(doc_enum(ctx, val_lookup(front, "orientation"), "orientation", orientations), "landscape");
	doc->begins_right = str_eq(doc_enum(ctx, val_lookup(front, "begins"), "begins", beginnings), "right");
	doc->over = doc_words_at(ctx, front, "over", "a digest");
	if (doc->over)
		doc->over_at = val_lookup(front, "over")->at;
	doc->lead = doc_truth_at(ctx, front, "lead", true);
	doc->coverless = !doc_truth_at(ctx, front, "cover", true);
	doc->more = doc_truth_at(ctx, front, "more", gives_more(doc));
	doc->counseling = doc_truth_at(ctx, front, "counseling", false);
	read_sources(ctx, val_lookup(front, "sources"), doc);
	read_panel(ctx, val_lookup(front, "panel"), doc);
	id = doc_words_at(ctx, front, "id", "an id");
	if (id && !str_eq(id, doc->id))
		diag(ctx->diags, val_lookup(front, "id")->at, MSG_DOC_FILE_ID, id, doc->id);
	return readable;
}
