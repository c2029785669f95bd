/* What a consent lets through, as a share reads it: its documents and fields as what may be seen; and what the page in front says of it, which
 * is what the pages behind show and no more. What the consent names and the parent alone keeps (`privacy: mine`) is refused, never left out in
 * silence: the page in front would say otherwise than the pages behind it. */
#include "cli/share.h"

#include <string.h>

static void tell_document(struct share *s, const struct val *v)
{
	struct cli_house *house = s->house;
	const char *near = str_nearest(v->text, house->library->ids);

	if (str_map_lookup(house->library->failed, v->text))
		return;
	if (near)
		diag(house->diags, v->at, MSG_PACKET_DOCUMENT_NEAR, v->text, near);
	else
		diag(house->diags, v->at, MSG_PACKET_DOCUMENT, v->text, v->text);
}

static void add_document(struct share *s, const struct val *v)
{
	struct cli_house *house = s->house;
	const struct doc *doc = val_text(v) ? doc_library_find(s->arena, house->diags, house->library, v->text) : NULL;

	if (!val_text(v))
		return;
	if (!doc) {
		tell_document(s, v);
		return;
	}
	if (str_eq(doc->privacy, "mine"))
		diag(house->diags, v->at, MSG_SHARE_MINE, doc->id);
	else if (doc->counseling && s->consent.kind != RECORD_CONSENT_NOTES)
		diag(house->diags, v->at, MSG_SHARE_NOTES, doc->id);
	else if (!doc->counseling && s->consent.kind == RECORD_CONSENT_NOTES)
		diag(house->diags, v->at, MSG_SHARE_NOTES_ONLY, doc->id);
	for (size_t i = 0; i < s->n_ids; i++)
		if (str_eq(s->ids[i], doc->id))
			return;
	s->ids[s->n_ids++] = doc->id;
	packet_shows(s->arena, house->shapes, doc, &s->allow);
}

/* Who else has a release, and whose has ended, is nobody's business but the parent's and the program's. */
static void drop_releases(struct record_paths *paths)
{
	size_t n = 0;

	for (size_t i = 0; i < paths->n; i++)
		if (!str_ends(paths->items[i], ".release"))
			paths->items[n++] = paths->items[i];
	paths->n = n;
}

static void add_field(struct share *s, const struct val *v)
{
	const char *unknown = NULL, *near = NULL, *path;

	if (!val_text(v))
		return;
	path = record_field_path(s->house->shapes, s->arena, s->set.family->values, v->text, &unknown, &near);
	if (path)
		record_paths_add(s->arena, &s->allow.fields, path);
	else if (near)
		diag(s->house->diags, v->at, MSG_SHARE_FIELD_NEAR, unknown ? unknown : v->text, v->text, near);
	else
		diag(s->house->diags, v->at, MSG_SHARE_FIELD, unknown ? unknown : v->text, v->text);
}

/* Each text of a list, or the one text that stands for it. */
static void each_text(struct share *s, const char *key, void (*add)(struct share *s, const struct val *v))
{
	const struct val *v = val_lookup(s->consent.val, key);

	if (val_text(v))
		add(s, v);
	for (size_t i = 0; v && v->kind == VAL_LIST && i < v->n; i++)
		add(s, v->items[i]);
}

bool share_scope_read(struct share *s)
{
	const struct val *documents = val_lookup(s->consent.val, "documents");
	size_t before = diags_count(s->house->diags, DIAG_ERROR);

	s->ids = arena_many(s->arena, const char *, documents && documents->kind == VAL_LIST ? documents->n + 1 : 2);
	s->allow.consent = &s->consent;
	s->allow.person = s->person;
	each_text(s, "documents", add_document);
	each_text(s, "fields", add_field);
	drop_releases(&s->allow.shown);
	return diags_count(s->house->diags, DIAG_ERROR) == before;
}

/* ---- what the page in front says -------------------------------------------------------------------------------------- */

/* One below another: titles have commas of their own, and the word that would join them is the run's language, not the page's. */
static const char *joined(struct share *s, const char **words, size_t n)
{
	struct buf lines = {0};
	const char *text;

	for (size_t i = 0; i < n; i++)
		buf_addf(&lines, "%s%s", i ? "\n" : "", words[i]);
	text = n ? buf_text(&lines, s->arena) : NULL;
	buf_free(&lines);
	return text;
}

/* The title as the pages behind bear it: they are no blank copy, and what only one says is not in it. */
static const char *title_shared(struct share *s, const struct doc *doc)
{
	struct doc_text title = {0};

	if (!doc->title)
		return doc->id;
	title.pieces = arena_many(s->arena, struct doc_piece, doc->title->n);
	for (size_t k = 0; k < doc->title->n; k++) {
		if (doc->title->pieces[k].kind == DOC_PLACE)
			return doc->short_title ? doc->short_title : doc->id;
		if (!str_eq(doc->title->pieces[k].when, "copy.blank"))
			title.pieces[title.n++] = doc->title->pieces[k];
	}
	return doc_text_plain(s->arena, &title);
}

static const char *document_titles(struct share *s)
{
	const char **words = arena_many(s->arena, const char *, s->n_ids + 1);

	for (size_t i = 0; i < s->n_ids; i++)
		words[i] = title_shared(s, doc_library_find(s->arena, s->house->diags, s->house->library, s->ids[i]));
	return joined(s, words, s->n_ids);
}

/* Names of children go out only where the pages behind would show them. */
static const char *children_names(struct share *s, const struct record_set *shown)
{
	const struct val *children = shown->family ? val_lookup(shown->family->values, "children") : NULL;
	const char **words = arena_many(s->arena, const char *, children ? children->n + 1 : 1);
	size_t n = 0;

	for (size_t i = 0; children && i < children->n; i++) {
		struct record_found found;

		if (record_find(shown, NULL, arena_printf(s->arena, "/children.%s.name", children->keys[i].text), &found) && val_text(found.val))
			words[n++] = found.val->text;
	}
	return joined(s, words, n);
}

/* "children: allergies", as the record's own words have it. */
static const char *field_words(struct share *s)
{
	const char **words = arena_many(s->arena, const char *, s->allow.fields.n + 1);

	for (size_t i = 0; i < s->allow.fields.n; i++) {
		struct buf text = {0};

		for (const char *c = s->allow.fields.items[i]; *c; c++) {
			if (*c == '[' && c[1])
				c++;
			else if (*c == '.')
				buf_adds(&text, ": ");
			else
				buf_addc(&text, *c == '_' || *c == '-' ? ' ' : *c);
		}
		words[i] = buf_text(&text, s->arena);
		buf_free(&text);
	}
	return joined(s, words, s->allow.fields.n);
}

static const char *text_of(struct share *s, const char *key)
{
	const struct val *v = val_lookup(s->consent.val, key);
	struct record_found found = {0};
	struct record_shape shape = {.type = RECORD_TEXTS};

	if (val_text(v))
		return *v->text ? v->text : NULL;
	if (!v || v->kind != VAL_LIST)
		return NULL;
	found.shape = &shape;
	found.val = v;
	return record_text(&s->set, &found);
}

static const char *date_of(struct share *s, const char *key)
{
	struct lang_date date;
	const char *text = val_text_at(s->consent.val, key, NULL);

	return text && lang_date_parse(text, &date) ? lang_date_text(s->house->lang, s->arena, date, LANG_DATE_LONG) : NULL;
}

void share_scope_make(struct share *s, const struct record_set *shown)
{
	const struct val *person = val_lookup(s->people, s->person);

	s->scope = (struct packet_scope){
		.recipient = val_text_at(person, "name", val_text_at(s->consent.val, "to_name", NULL)),
		.agency = val_text_at(person, "agency", NULL),
		.purpose = text_of(s, "purpose"),
		.what = text_of(s, "what"),
		.documents = document_titles(s),
		.children = children_names(s, shown),
		.fields = field_words(s),
		.until = date_of(s, "expires"),
		.until_event = text_of(s, "expires_when"),
		.given = date_of(s, "given"),
		.proceeding = s->consent.kind == RECORD_CONSENT_PROCEEDING ? text_of(s, "proceeding") : NULL,
	};
}
