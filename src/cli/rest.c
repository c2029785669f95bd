/* What a family wrote is on the pages that `finish` sets, whatever became of the sheets: a blank that the record does not
 * fill (another record's, one that is never printed by itself) is filled as it stood, and what has no blank any more stands
 * on a page behind the others. That page shows each answer under its blank's tooltip, which makes sense alone. */
#include "cli/rest.h"

#include <string.h>

#include "cli/make.h"

struct seen {
	const struct cli_rest *rest;
	struct str_map *blanks; /* path -> 1 + index of the copy's blank */
	struct str_map *shown;	/* paths of all that the pages show */
	bool *found;		/* by index */
};

static const char *plain_name(const char *name)
{
	return str_starts(name, "mine.") ? name + strlen("mine.") : name;
}

/* The copy's blank of that name, if anything stands in it; it is seen now. */
static const struct collect_blank *blank_of(struct seen *seen, const char *name)
{
	uintptr_t i = name ? (uintptr_t)str_map_lookup(seen->blanks, plain_name(name)) : 0;

	if (name)
		*str_map_slot(seen->shown, plain_name(name)) = seen;
	if (!i || !*seen->rest->c->blanks[i - 1].text)
		return NULL;
	seen->found[i - 1] = true;
	return &seen->rest->c->blanks[i - 1];
}

static void put_options(struct seen *seen, struct set_blank *b, const struct collect_blank *from)
{
	for (size_t i = 0; i < b->n_options; i++) {
		struct set_option *o = &b->options[i];

		if (b->kind == SET_BLANK_SEVERAL)
			o->on = blank_of(seen, o->name) || o->on;
		else if (from && (!*b->value || !from->held))
			o->on = str_eq(o->id, from->text);
	}
}

static void put_blank(struct seen *seen, struct set_blank *b)
{
	const struct collect_blank *from = b ? blank_of(seen, b->name) : NULL;

	if (!b)
		return;
	for (size_t i = 0; i < b->n_items; i++)
		put_blank(seen, b->items[i]);
	put_options(seen, b, from);
	if (!from || (*b->value && from->held) || (b->derived && from->held))
		return;
	b->value = b->kind == SET_BLANK_CHECK ? "yes" : from->text;
	b->value_rtl = set_rtl(from->text, b->value_rtl);
	b->derived = NULL;
	b->lang = NULL;
}

static void put_text(struct seen *seen, struct set_text *text)
{
	for (size_t i = 0; text && i < text->n; i++) {
		struct set_piece *piece = &text->pieces[i];
		const struct collect_blank *from;

		put_blank(seen, piece->blank);
		from = blank_of(seen, piece->value_path);
		if (from && !from->held) {
			piece->text = from->text;
			piece->lang = NULL;
		}
	}
}

static void put_nodes(struct seen *seen, struct set_node *n)
{
	for (; n; n = n->next) {
		put_text(seen, n->text);
		for (size_t i = 0; i < n->n_blanks; i++)
			put_blank(seen, n->blanks[i]);
		for (size_t i = 0; i < n->n_checks; i++) {
			put_blank(seen, n->checks[i].blank);
			put_text(seen, n->checks[i].words);
		}
		for (size_t r = 0; n->records && r < n->records->n_rows; r++) {
			put_text(seen, n->records->rows[r].head);
			for (size_t i = 0; i < n->records->n_columns; i++)
				put_nodes(seen, n->records->rows[r].cells[i].first);
		}
		for (size_t i = 0; n->calendar && i < n->calendar->n_days; i++)
			put_blank(seen, n->calendar->days[i].blank);
		if (n->calendar)
			put_blank(seen, n->calendar->month_blank);
		put_nodes(seen, n->first);
	}
}

/* A line of a list, an option, a person who is named by a reference: the path above is on the page. */
static bool is_seen(const struct seen *seen, size_t i)
{
	const struct collect_blank *b = &seen->rest->c->blanks[i];
	const char *last = b->now ? strrchr(b->now, '.') : NULL;

	return seen->found[i] ||
	       (last && b->held &&
		str_map_lookup(seen->shown, arena_strndup(seen->rest->arena, b->now, (size_t)(last - b->now))));
}

/* ---- the page behind the others ------------------------------------------------------------------------------------ */

static struct set_blank *rest_blank(const struct cli_rest *rest, const struct collect_blank *from, size_t i)
{
	struct set_blank *b = arena_one(rest->arena, struct set_blank);
	const char *label = from->field->tooltip ? from->field->tooltip : from->path;
	bool check = from->field->kind == READBACK_CHECK;

	b->kind = check ? SET_BLANK_CHECK : SET_BLANK_LINES;
	b->name = b->id = arena_printf(rest->arena, "rest-%zu", i + 1);
	b->label = cli_text(rest->arena, label);
	b->tooltip = label;
	b->value = check ? "yes" : from->text;
	b->value_rtl = set_rtl(from->text, rest->house->lang->rtl);
	b->width = 12;
	b->lines = 1;
	b->multiline = true;
	return b;
}

static struct set_doc *rest_doc(const struct cli_rest *rest, const struct set_packet *packet)
{
	struct set_doc *doc = arena_one(rest->arena, struct set_doc);

	doc->id = doc->anchor = "rest-of-the-copy";
	doc->title_plain = doc->head_title = lang_word(rest->house->lang, "finish_rest");
	doc->title = cli_text(rest->arena, doc->title_plain);
	doc->lead = cli_text(rest->arena, lang_word(rest->house->lang, "finish_rest_lead"));
	doc->kind = "worksheet";
	doc->head = doc->foot = doc->title_page = true;
	doc->begins_right = packet->n_docs > 0 && packet->docs[packet->n_docs - 1]->begins_right;
	doc->lang = rest->house->lang->tag;
	doc->rtl = rest->house->lang->rtl;
	doc->first = arena_one(rest->arena, struct set_node);
	doc->first->kind = SET_FIELDS;
	return doc;
}

void cli_rest_put(const struct cli_rest *rest, struct set_packet *packet)
{
	struct arena *arena = rest->arena;
	const struct collect *c = rest->c;
	struct seen seen = {.rest = rest,
			    .blanks = str_map_new(arena),
			    .shown = str_map_new(arena),
			    .found = arena_many(arena, bool, c->n_blanks + 1)};
	struct set_doc *doc = NULL, **docs;

	for (size_t i = 0; i < c->n_blanks; i++) {
		/* A new item stands where it went; what the record did not take, in the blank of its own name. */
		if (c->blanks[i].now)
			*str_map_slot(seen.blanks, c->blanks[i].now) = (void *)(uintptr_t)(i + 1);
		if (!c->blanks[i].held)
			*str_map_slot(seen.blanks, c->blanks[i].path) = (void *)(uintptr_t)(i + 1);
	}
	for (size_t i = 0; i < packet->n_docs; i++) {
		put_text(&seen, packet->docs[i]->title);
		put_nodes(&seen, packet->docs[i]->first);
	}
	for (size_t i = 0; rest->page && i < c->n_blanks; i++) {
		if (!*c->blanks[i].text || is_seen(&seen, i))
			continue;
		if (!doc) {
			doc = rest_doc(rest, packet);
			doc->first->blanks = arena_many(arena, struct set_blank *, c->n_blanks);
		}
		doc->first->blanks[doc->first->n_blanks++] = rest_blank(rest, &c->blanks[i], i);
	}
	if (!doc)
		return;
	docs = arena_many(arena, struct set_doc *, packet->n_docs + 1);
	memcpy(docs, packet->docs, packet->n_docs * sizeof *docs);
	docs[packet->n_docs++] = doc;
	packet->docs = docs;
	diag(rest->house->diags, SPAN_NONE, MSG_FINISH_REST, doc->first->n_blanks, rest->file);
}
