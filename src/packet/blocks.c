/* The smaller blocks: checklists, signatures, room to write, photos, contents. Calendar and resources have files of their own. */
#include "packet/packet.h"

#include <string.h>

#include "packet/int.h"

/* ---- checklists ------------------------------------------------------------------------------------------------------ */

static struct set_text *document_words(struct frame *frame, const struct plan_item *item)
{
	struct frame own = *frame;
	struct set_text *words;
	const char *title;

	own.item = item;
	own.doc = item->doc;
	own.scope = item->scope;
	title = bind_plain(&own, item->doc->title, item->count < 2 && bind_values(frame));
	words = bind_words(frame->bind, title ? title : item->doc->id, 0, NULL);
	words->pieces[0].lang = bind_differs(frame->bind, bind_doc_lang(frame->bind, item->doc));
	return words;
}

/* What a document is called that this copy does not hold. */
static struct set_text *library_words(struct frame *frame, const char *id)
{
	struct bind *bind = frame->bind;
	const struct doc *doc = doc_library_find(bind->arena, bind->job->diags, bind->job->library, id);
	const char *title = doc ? bind_plain(frame, doc->title, false) : NULL;
	struct set_text *words = bind_words(bind, title ? title : id, 0, NULL);

	words->pieces[0].lang = doc ? bind_differs(bind, bind_doc_lang(bind, doc)) : NULL;
	return words;
}

/* " (in your own file)", behind a line whose document is there. */
static struct set_text *with_note(struct bind *bind, struct set_text *words)
{
	struct set_text *out = arena_one(bind->arena, struct set_text);
	const char *note = lang_word(bind->lang, "own_file");

	out->n = (words ? words->n : 0) + 1;
	out->pieces = arena_many(bind->arena, struct set_piece, out->n);
	if (words)
		memcpy(out->pieces, words->pieces, words->n * sizeof *words->pieces);
	out->pieces[out->n - 1] = (struct set_piece){.kind = SET_TEXT, .marks = SET_EMPH, .text = arena_printf(bind->arena, " (%s)", note),
						      .lang = bind_differs(bind, lang_word_tag(bind->lang, "own_file"))};
	return out;
}

/* Where a line leads: nowhere for a document of the other file, which the line says. False where its document is not there at all. */
static bool check_leads(struct frame *frame, struct set_check *c, const char *document)
{
	struct bind *bind = frame->bind;
	const struct plan_item *to = document ? str_map_lookup(bind->present, document) : NULL;

	if (!document)
		return true;
	if (!to)
		return bind->packet->adhoc || bind->job->copy; /* alone, or where it stood in a copy, a checklist keeps its lines */
	if (to->file != frame->item->file) {
		c->words = with_note(bind, c->words);
		return true;
	}
	c->number = to->number;
	c->document = to->anchor;
	return true;
}

static const char *check_path(struct frame *frame, const struct doc_check *from)
{
	return from->blank && from->blank->field ? from->blank->field : bind_answer_path(frame, from->id);
}

static struct set_blank *check_box(struct frame *frame, const struct doc_check *from, const char *label)
{
	const char *path = check_path(frame, from);
	struct set_blank *box;
	const char *words = from->blank && from->blank->say ? from->blank->say : label;

	box = bind_check_blank(frame, path, from->id, bind_fill(frame->bind, frame->bind->patterns.done, words, NULL), from->at);
	if (!box) {
		diag(frame->bind->job->diags, from->at, MSG_PACKET_PATH, path, path);
		frame->bind->failed = true;
	}
	return box;
}

static const char *text_plain(const struct set_text *text)
{
	return text && text->n && text->pieces[0].text ? text->pieces[0].text : "";
}

static void check_add(struct frame *frame, struct set_node *n, const struct doc_check *from, size_t *cap)
{
	struct set_check c = {0};
	const struct plan_item *to = from->document ? str_map_lookup(frame->bind->present, from->document) : NULL;
	const char *label;

	if (!bind_when(frame, from->when, from->when_at) && !copy_stood(frame->bind, check_path(frame, from)))
		return;
	c.words = from->words ? bind_text(frame, from->words) : to ? document_words(frame, to) : NULL;
	label = from->words ? bind_plain(frame, from->words, bind_values(frame)) : text_plain(c.words);
	if (!check_leads(frame, &c, from->document))
		return;
	if (!c.words && from->document) {
		c.words = library_words(frame, from->document);
		label = text_plain(c.words);
	}
	c.blank = check_box(frame, from, label ? label : from->id);
	*arena_push(frame->bind->arena, n->checks, n->n_checks, *cap) = c;
}

static void checks_of_section(struct frame *frame, struct set_node *n, const char *section)
{
	struct bind *bind = frame->bind;
	const struct doc *last = NULL;
	size_t cap = 0;

	for (size_t i = 0; i < bind->n_plan; i++) {
		const struct plan_item *item = bind->plan[i];
		struct doc_check check = {0};

		if (item->doc == last || item->doc == frame->doc || !str_eq(item->section, section) || str_eq(item->doc->kind, "divider") ||
		    str_eq(item->doc->kind, "cover"))
			continue;
		last = item->doc;
		check.id = arena_printf(bind->arena, "done-%s", item->doc->id);
		check.document = item->doc->id;
		check.at = frame->doc->section_at;
		check_add(frame, n, &check, &cap);
	}
}

struct set_node *bind_checklist(struct frame *frame, const struct doc_node *node)
{
	struct set_node *n = bind_node_new(frame->bind, SET_CHECKLIST, node->at);
	size_t cap = 0;

	n->text = bind_text(frame, node->text);
	if (node->section)
		checks_of_section(frame, n, node->section);
	for (size_t i = 0; i < node->n_checks; i++)
		check_add(frame, n, &node->checks[i], &cap);
	return n->n_checks ? n : NULL;
}

/* ---- signatures ------------------------------------------------------------------------------------------------------ */

/* The name in type or the date beside a signature: its words are the signature's, and the language's where the sheet has none.
 * `name: no` and `date: no` leave a place that nothing stands in. */
static struct set_blank *beside(struct frame *frame, const struct doc_blank *from, const char *who, const char *pattern, const char *word)
{
	struct doc_blank own = *from;
	struct set_blank *b;

	if (from->none) {
		b = bind_blank_new(frame->bind, SET_BLANK_TEXT, from->at);
		b->id = b->name = "";
		b->derived = "";
		b->live = false;
		return b;
	}
	if (!own.say && !own.label)
		own.say = bind_fill(frame->bind, pattern, who, NULL);
	else if (!own.say)
		own.say = bind_fill(frame->bind, frame->bind->patterns.in, who, bind_plain(frame, own.label, bind_values(frame)));
	b = bind_blank(frame, &own);
	if (b && !b->label)
		b->label = bind_word(frame->bind, word);
	return b;
}

struct set_node *bind_signatures(struct frame *frame, const struct doc_node *node)
{
	struct bind *bind = frame->bind;
	struct set_node *n = bind_node_new(bind, SET_SIGNATURES, node->at);

	n->text = bind_text(frame, node->text);
	n->blanks = arena_many(bind->arena, struct set_blank *, node->n_blanks + 1);
	for (size_t i = 0; i + 2 < node->n_blanks; i += 3) {
		const struct doc_blank *from = node->blanks[i];
		struct doc_blank sign = *from;
		struct set_blank *three[3];
		const char *who = from->say ? from->say : bind_plain(frame, from->label, !bind->job->discreet);

		who = who ? who : from->id;
		if (sign.digital)
			sign.say = bind_fill(bind, bind->patterns.sign, who, NULL);
		three[0] = bind_blank(frame, &sign);
		if (!three[0])
			continue;
		three[1] = beside(frame, node->blanks[i + 1], who, bind->patterns.name, "signature_name");
		three[2] = beside(frame, node->blanks[i + 2], who, bind->patterns.date, "signature_date");
		if (!three[1] || !three[2])
			continue;
		memcpy(n->blanks + n->n_blanks, three, sizeof three);
		n->n_blanks += 3;
	}
	return n->n_blanks ? n : NULL;
}

/* ---- room to write, photos ------------------------------------------------------------------------------------------- */

struct set_node *bind_space(struct frame *frame, const struct doc_node *node)
{
	struct set_node *n = bind_node_new(frame->bind, SET_SPACE, node->at);
	struct doc_blank own;
	struct set_blank *b;

	n->text = bind_text(frame, node->text);
	n->style = node->style;
	n->lines = node->lines;
	n->height = node->height;
	if (!node->n_blanks)
		return n;
	own = *node->blanks[0];
	if (own.lines < 2 && !str_eq(own.type, "drawing"))
		own.lines = node->lines > 1 ? node->lines : 2;
	if (!own.say && str_eq(own.type, "drawing") && own.label)
		own.say = bind_fill(frame->bind, frame->bind->patterns.draw, bind_plain(frame, own.label, bind_values(frame)), NULL);
	b = bind_blank(frame, &own);
	if (!b)
		return NULL;
	n->blanks = arena_one(frame->bind->arena, struct set_blank *);
	n->blanks[0] = b;
	n->n_blanks = 1;
	b->label = NULL; /* it stands over the whole space: in n->text */
	return n;
}

struct set_node *bind_photo(struct frame *frame, const struct doc_node *node)
{
	struct bind *bind = frame->bind;
	struct set_node *n = bind_node_new(bind, SET_PHOTO, node->at);
	struct record_found found;
	const char *file;

	if (frame->front)
		return NULL;
	n->text = bind_text(frame, node->label);
	n->alt = bind_plain(frame, node->text, !bind->job->discreet);
	n->height = node->height;
	if (node->file) {
		n->src = frame->doc->path ? file_join(bind->arena, file_dirname(bind->arena, frame->doc->path), node->file) : node->file;
		n->at = node->style_at;
		return n;
	}
	if (!node->style)
		return n;
	if (!bind_find(frame, node->style, &found)) {
		diag(bind->job->diags, node->style_at, MSG_PACKET_PATH, node->style, node->style);
		bind->failed = true;
		return NULL;
	}
	file = bind_value(frame, &found);
	if (file && *file) {
		n->src = file_join(bind->arena, bind->job->records_dir, file);
		n->at = found.val ? found.val->at : node->style_at;
	}
	return n;
}

/* ---- contents -------------------------------------------------------------------------------------------------------- */

static void entry_title(struct frame *frame, struct set_entry *e, const struct plan_item *item)
{
	const struct set_text *words = document_words(frame, item);

	e->title = text_plain(words);
	e->lang = words->pieces[0].lang;
}

/* What a part of the folder holds: it lies in another file, so there is nowhere to lead to and no page to name. */
static struct set_node *contents_inside(struct frame *frame, const struct doc_node *node)
{
	struct bind *bind = frame->bind;
	struct set_node *n = bind_node_new(bind, SET_CONTENTS, node->at);
	const struct doc *last = NULL;

	n->entries = arena_many(bind->arena, struct set_entry, bind->n_inside + 1);
	for (size_t i = 0; i < bind->n_inside; i++) {
		const struct plan_item *item = bind->inside[i];
		struct set_entry *e = &n->entries[n->n_entries];

		if (item->doc == last || item->file != 0 || str_eq(item->doc->kind, "cover") || str_eq(item->doc->kind, "divider") ||
		    !str_eq(item->section, frame->item->section))
			continue;
		last = item->doc;
		entry_title(frame, e, item);
		if (bind->job->discreet && bind_telling(bind, e->title))
			continue;
		e->number = item->number;
		e->color = -1;
		n->n_entries++;
	}
	return n->n_entries ? n : NULL;
}

/* The first and the last day of what a document lists, where its items have a date. False: it lists no such thing. */
static bool days_listed(struct bind *bind, const struct plan_item *item, struct lang_date *first, struct lang_date *last)
{
	const struct doc_node *node = item->doc->first;
	struct record_item *items;
	char low[11] = "", high[11] = "";
	size_t n;

	while (node && !(node->kind == DOC_RECORDS && node->records->list.path))
		node = node->next;
	if (!node)
		return false;
	n = record_items(bind->set, item->scope, node->records->list.path, node->records->list.where, RECORD_ALL, NULL, &items);
	for (size_t i = 0; i < n; i++) {
		struct record_found found;
		struct lang_date date;
		const char *day;

		if (!record_find(bind->set, &items[i].scope, "date", &found) || found.shape->type != RECORD_DATE || !val_text(found.val) ||
		    !lang_date_parse(found.val->text, &date))
			continue;
		day = lang_date_iso(bind->arena, date);
		if (!*low || strcmp(day, low) < 0)
			snprintf(low, sizeof low, "%s", day);
		if (strcmp(day, high) > 0)
			snprintf(high, sizeof high, "%s", day);
	}
	return *low && lang_date_parse(low, first) && lang_date_parse(high, last);
}

/* A title with the days it tells of: an occasion's own; of a list's items the first and the last; else the day it was printed. */
static const char *dated(struct bind *bind, const struct plan_item *item, const char *title)
{
	struct lang_date date = bind->set->today, last = {0};
	const char *day = item->scope ? val_text_at(item->scope->val, "date", item->key) : item->key;
	struct lang_arg args[3] = {{"title", title, 0}};
	bool listed = !day && days_listed(bind, item, &date, &last);

	if (day && !lang_date_parse(day, &date))
		date = bind->set->today;
	if (!date.year)
		return title;
	args[1] = (struct lang_arg){"date", lang_date_text(bind->lang, bind->arena, date, LANG_DATE_LONG), 0};
	if (!listed || str_eq(lang_date_iso(bind->arena, date), lang_date_iso(bind->arena, last)))
		return lang_format(bind->lang, bind->arena, "contents_dated", args, 2);
	args[2] = (struct lang_arg){"last", lang_date_text(bind->lang, bind->arena, last, LANG_DATE_LONG), 0};
	return lang_format(bind->lang, bind->arena, "contents_days", args, 3);
}

struct set_node *bind_contents(struct frame *frame, const struct doc_node *node)
{
	struct bind *bind = frame->bind;
	struct set_node *n = bind_node_new(bind, SET_CONTENTS, node->at);
	bool whole = !str_eq(node->style, "section");

	if (!whole && frame->item->tabs)
		return contents_inside(frame, node);
	n->entries = arena_many(bind->arena, struct set_entry, bind->n_plan + 1);
	for (size_t i = 0; i < bind->n_plan; i++) {
		const struct plan_item *item = bind->plan[i];
		struct set_entry *e = &n->entries[n->n_entries];
		bool divider = str_eq(item->doc->kind, "divider");

		if (item->doc == frame->doc || (item->front && bind->packet->only) || str_eq(item->doc->kind, "cover") || (!whole && !str_eq(item->section, frame->doc->section)))
			continue;
		e->number = divider ? item->section_number : item->number;
		entry_title(frame, e, item);
		if (bind->job->discreet && bind_telling(bind, e->title))
			continue;
		if (bind->packet->filled)
			e->title = dated(bind, item, e->title);
		e->depth = whole && !bind->packet->filled && item->section && !divider ? 1 : 0;
		e->color = item->section ? item->color : -1;
		if (item->file == frame->item->file) {
			e->document = item->anchor;
		} else {
			e->note = lang_word(bind->lang, "own_file");
			e->note_lang = bind_differs(bind, lang_word_tag(bind->lang, "own_file"));
		}
		n->n_entries++;
	}
	return n->n_entries ? n : NULL;
}
