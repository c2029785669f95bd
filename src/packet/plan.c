/* The plan: which documents of a packet apply to this record, how many times each stands (once an item, once an occasion), which file
 * each goes into, and the numbers they bear. No text is bound here. */
#include "packet/packet.h"

#include <string.h>

#include "packet/int.h"

/* ---- sections -------------------------------------------------------------------------------------------------------- */

static bool in_order(const struct doc_collection *c, const char *id)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_eq(c->order[i], id))
			return true;
	return false;
}

static bool section_index(const struct doc_collection *c, const char *id, size_t *index)
{
	for (size_t i = 0; i < c->n_sections; i++) {
		if (str_eq(c->sections[i].id, id)) {
			*index = i;
			return true;
		}
	}
	return false;
}

/* The collection that has this section (and, where `document` is not NULL, this document); NULL where none. */
const struct doc_collection *plan_section(const struct doc_library *library, const char *id, const char *document, size_t *index)
{
	const struct doc_collection *first = NULL;
	size_t found = 0;

	for (size_t c = 0; id && c < library->n_collections; c++) {
		const struct doc_collection *collection = &library->collections[c];

		if (!section_index(collection, id, index))
			continue;
		if (!document || in_order(collection, document))
			return collection;
		if (!first) {
			first = collection;
			found = *index;
		}
	}
	*index = found;
	return first;
}

/* Whether a document's file lies in the folder of another section of its collection: then it need not be read to know. */
static bool elsewhere(const struct doc_library *library, const struct doc_collection *c, const char *id, const char *section)
{
	const char *path = str_map_lookup(library->files, id), *end, *start;
	size_t index;

	if (!path || !(end = strrchr(path, '/')))
		return false;
	for (start = end; start > path && start[-1] != '/'; start--)
		;
	for (index = 0; index < c->n_sections; index++) {
		const char *other = c->sections[index].id;

		if (strlen(other) == (size_t)(end - start) && !memcmp(other, start, (size_t)(end - start)))
			return !str_eq(other, section);
	}
	return false;
}

static bool in_section(struct arena *arena, struct diags *diags, struct doc_library *library, const struct doc_collection *c,
		       const char *id, const char *section)
{
	const struct doc *doc;

	if (elsewhere(library, c, id, section))
		return false;
	doc = doc_library_find(arena, diags, library, id);
	return doc && str_eq(doc->section, section);
}

/* ---- where a document's own blanks live -------------------------------------------------------------------------------- */

const char *plan_root(const struct doc *doc, const struct record_set *set)
{
	if (set && !set->family && set->staff)
		return "staff.answers";
	if (set && !set->family && set->agency && !set->blank)
		return "agency.answers";
	if (str_eq(doc->audience, "trainer"))
		return "staff.answers";
	return !doc->audience || str_eq(doc->audience, "family") ? "answers" : "program.answers";
}

/* Whether an item (its path, or a pattern of it) keeps a document's answers itself: its shape has room for them and it stands in the
 * record that the document answers into. */
static bool item_keeps(struct arena *arena, const struct record_shapes *shapes, const char *root, const char *item)
{
	size_t n = strlen(root) - strlen("answers"); /* "program." or nothing */
	bool same = n ? strncmp(item, root, n) == 0
		      : !str_starts(item, "program.") && !str_starts(item, "staff.") && !str_starts(item, "agency.");

	return same && record_shape_find(shapes, arena_printf(arena, "%s.answers", item), NULL, NULL);
}

const char *plan_item_prefix(struct arena *arena, const struct record_shapes *shapes, const char *root, const char *doc, const char *outer,
			     const char *item)
{
	const char *key, *s;

	if (item_keeps(arena, shapes, root, item))
		return arena_printf(arena, "%s.answers.%s", item, doc);
	key = strrchr(item, '.');
	if (!key)
		return arena_printf(arena, "%s.%s", outer, item);
	for (s = key; s > item && s[-1] != '.'; s--)
		;
	return arena_printf(arena, "%s.%s", outer, s);
}

/* ---- instances ------------------------------------------------------------------------------------------------------- */

static enum record_which which_of(const char *word)
{
	return str_eq(word, "next") ? RECORD_NEXT : str_eq(word, "last") ? RECORD_LAST : str_eq(word, "new") ? RECORD_NEW : RECORD_ALL;
}

struct entry { /* a document as an entry of the packet asks for it */
	const struct doc *doc;
	const struct packet_entry *from;
	const struct doc_collection *collection;
	size_t section;
	int file;
};

/* `prefix`: where its blanks live. */
static bool applies(struct bind *bind, const struct entry *e, const struct record_scope *scope, const char *prefix)
{
	struct frame frame = {.bind = bind, .doc = e->doc, .scope = scope};

	if (copy_stood(bind, prefix))
		return true;
	if (!bind->packet->adhoc && copy_lacks(bind, e->doc))
		return false;
	if (!bind_when(&frame, e->from->when, e->from->when_at))
		return false;
	return bind->packet->adhoc || bind_when(&frame, e->doc->applies_when, e->doc->applies_at);
}

static void instance_add(struct bind *bind, const struct entry *e, const struct record_scope *scope, const char *key, const char *prefix)
{
	struct plan_item *item = arena_one(bind->arena, struct plan_item);
	const struct doc *doc = e->doc;

	*arena_push(bind->arena, bind->plan, bind->n_plan, bind->cap_plan) = item;
	item->doc = doc;
	item->scope = scope;
	item->key = key;
	item->prefix = prefix;
	item->mine = str_eq(doc->privacy, "mine");
	item->neutral = str_eq(doc->privacy, "travels");
	item->file = e->file;
	item->section = doc->section;
	if (e->collection) {
		int color = e->collection->sections[e->section].color;

		item->color = color >= 0 ? color : (int)(e->section % 4);
		item->section_title = doc_text_plain(bind->arena, e->collection->sections[e->section].title);
		item->section_number = bind_number(bind, e->section + 1);
	}
	if (!str_map_lookup(bind->present, doc->id))
		*str_map_slot(bind->present, doc->id) = item;
}

/* A day, or a day and a number where there was more than one: 2026-11-21-2. */
static bool is_dated(struct arena *arena, const char *key)
{
	struct lang_date date;

	return strlen(key) >= 10 && (!key[10] || key[10] == '-') && lang_date_parse(arena_strndup(arena, key, 10), &date);
}

/* Occasions: earlier answers of this sheet stand under their dates; a new one is written under `new`. */
static void occasions_add(struct bind *bind, const struct entry *e, const struct record_scope *scope, const char *key, const char *prefix)
{
	/* What is read and not written on tells what was; a new sheet has nothing to tell. */
	enum record_which which = bind->packet->filled ? RECORD_ALL : which_of(e->doc->occasion);
	struct frame frame = {.bind = bind, .doc = e->doc};
	struct record_found found;
	const char *best = NULL, *today = lang_date_iso(bind->arena, bind->set->today);

	if (!e->doc->occasion) {
		instance_add(bind, e, scope, key, prefix);
		return;
	}
	if (bind->unknown || !bind_find(&frame, arena_printf(bind->arena, "/%s", prefix), &found))
		found.val = NULL;
	for (size_t i = 0; found.val && found.val->kind == VAL_MAP && i < found.val->n; i++) {
		const char *k = found.val->keys[i].text;

		if (!is_dated(bind->arena, k))
			continue;
		if (which == RECORD_ALL)
			instance_add(bind, e, scope, k, arena_printf(bind->arena, "%s.%s", prefix, k));
		else if (which == RECORD_NEXT && strcmp(k, today) >= 0 && (!best || strcmp(k, best) < 0))
			best = k;
		else if (which == RECORD_LAST && (!best || strcmp(k, best) > 0))
			best = k;
	}
	if (bind->packet->filled && (!best || which == RECORD_ALL))
		return;
	if (!best || which == RECORD_ALL) {
		/* What was written on a new sheet stands under its day now. */
		const char *now = copy_now(bind, arena_printf(bind->arena, "%s.new", prefix));

		if (now && which == RECORD_ALL)
			return;
		best = now ? strrchr(now, '.') + 1 : "new";
	}
	instance_add(bind, e, scope, best, arena_printf(bind->arena, "%s.%s", prefix, best));
}

static bool is_children(const char *path)
{
	path += *path == '/';
	return str_eq(path, "children");
}

void plan_note(struct bind *bind, const struct record_item *item, const char *where)
{
	struct buf text = {0};
	void **slot;

	if (!item->scope.name || bind->flat)
		return;
	buf_adds(&text, item->scope.name);
	for (const char *const *flag = item->flags; flag && *flag; flag++)
		buf_addf(&text, " %s", *flag);
	for (const char *const *flag = record_where_flags(bind->arena, where); *flag; flag++)
		buf_addf(&text, " %s", *flag);
	slot = str_map_slot(bind->noted, buf_text(&text, bind->arena));
	if (!*slot && text.len > strlen(item->scope.name)) {
		*arena_push(bind->arena, bind->news, bind->n_news, bind->cap_news) = buf_text(&text, bind->arena);
		*slot = bind;
	}
	buf_free(&text);
}

/* The blank item that stands for `who`: the same one each time it is asked for. */
static struct record_item fresh_of(struct bind *bind, const struct record_scope *scope, const char *path, const char *where, const char *as,
				   const char *who)
{
	const char *outer = *path != '/' && scope ? scope->name : "";
	void **slot = str_map_slot(bind->fresh, arena_printf(bind->arena, "%s|%s|%s|%s", outer, path, where ? where : "", who));
	struct record_item item;

	if (!*slot) {
		struct record_item *first = arena_one(bind->arena, struct record_item);

		*first = record_new_item(bind->set, scope, path, as);
		plan_note(bind, first, where);
		*slot = first;
	}
	item = *(struct record_item *)*slot;
	item.scope.up = scope;
	item.scope.as = as;
	return item;
}

struct record_item plan_fresh(struct bind *bind, const struct record_scope *scope, const char *path, const char *where, const char *as, size_t k)
{
	return fresh_of(bind, scope, path, where, as, arena_printf(bind->arena, "%zu", k));
}

/* Where the blank item was written on, in the copy that is set anew, it is the item that came of it. */
static struct record_item written(struct bind *bind, const char *path, const char *as, struct record_item fresh)
{
	const char *now = copy_now(bind, fresh.scope.name);
	struct record_item *items = NULL;
	size_t n = now ? record_items(bind->set, NULL, path, NULL, RECORD_ALL, as, &items) : 0;

	for (size_t i = 0; i < n; i++)
		if (str_eq(items[i].scope.name, now))
			return items[i];
	return fresh;
}

static void items_add(struct bind *bind, const struct entry *e, const char *root)
{
	const struct doc *doc = e->doc;
	bool own = !e->from->for_each;
	const char *path = own ? doc->for_each : e->from->for_each, *as = own ? doc->for_each_as : e->from->as;
	const char *where = own ? doc->for_each_where : e->from->where;
	const char *which = bind->packet->filled ? "all" : own ? doc->for_each_which : e->from->which;
	const char *outer = arena_printf(bind->arena, "%s.%s", root, doc->id), *unknown = NULL, *near = NULL;
	const struct record_shape *shape = record_shape_find(bind->set->shapes, path + (*path == '/'), &unknown, &near);
	struct record_item *items = NULL, fresh;
	size_t n = 0, start = bind->n_plan;
	struct span at = own ? doc->for_each_at : e->from->at;

	if (!shape) {
		if (near)
			diag(bind->job->diags, at, MSG_PACKET_PATH_NEAR, path, unknown ? unknown : path, near);
		else
			diag(bind->job->diags, at, MSG_PACKET_PATH, path, unknown ? unknown : path);
		bind->failed = true;
		return;
	}
	if (!bind->unknown && which_of(which) != RECORD_NEW)
		n = record_items(bind->set, NULL, path, where, which_of(which), as, &items);
	for (size_t i = 0; i < n; i++) {
		const char *prefix = plan_item_prefix(bind->arena, bind->set->shapes, root, doc->id, outer, items[i].scope.name);

		if (bind_child_left_out(&items[i], is_children(path)) || !applies(bind, e, &items[i].scope, prefix))
			continue;
		plan_note(bind, &items[i], where);
		occasions_add(bind, e, &items[i].scope, items[i].key, prefix);
	}
	/* A clean copy, a new occasion, or a sheet that was asked for by name: one for somebody not yet known. */
	if (bind->n_plan == start && !bind->packet->filled && (bind->unknown || (which && !str_eq(which, "all")) || bind->packet->adhoc)) {
		struct record_scope *scope = arena_one(bind->arena, struct record_scope);
		const char *prefix;

		/* A new one each time is no other sheet's: two releases in one packet are two, and neither is the line that takes one back. */
		fresh = which_of(which) == RECORD_NEW ? fresh_of(bind, NULL, path, where, as, doc->id) : plan_fresh(bind, NULL, path, where, as, 1);
		fresh = written(bind, path, as, fresh);
		*scope = fresh.scope;
		prefix = plan_item_prefix(bind->arena, bind->set->shapes, root, doc->id, outer, scope->name);
		if (applies(bind, e, NULL, prefix))
			occasions_add(bind, e, scope, fresh.key, prefix);
	}
	for (size_t i = start; i < bind->n_plan; i++) {
		const char *word = is_children(path) ? "child_n" : str_eq(path, "people") ? "person_n" : NULL;
		struct lang_arg arg = {"n", bind_number(bind, i - start + 1), 0};

		if (word && bind->n_plan - start > 1)
			bind->plan[i]->lead = lang_format(lang_for(bind->lang, bind_doc_lang(bind, bind->plan[i]->doc)), bind->arena, word, &arg, 1);
	}
}

/* Once a part of the folder, with its title, number, colour and tab. */
static void sections_add(struct bind *bind, const struct entry *e, const char *root)
{
	if (!plan_sections(bind))
		return;
	for (size_t i = 0; i < bind->n_sections; i++) {
		const struct plan_item *section = bind->sections[i];
		const char *prefix = arena_printf(bind->arena, "%s.%s.%s", root, e->doc->id, section->section);
		struct plan_item *item;

		if (!applies(bind, e, NULL, prefix))
			continue;
		instance_add(bind, e, NULL, section->section, prefix);
		item = bind->plan[bind->n_plan - 1];
		item->section = section->section;
		item->section_title = section->section_title;
		item->section_number = section->section_number;
		item->color = section->color;
		item->tab = section->tab;
		item->tabs = section->tabs;
	}
}

static int file_of(const struct bind *bind, const struct doc *doc)
{
	const struct record *family = bind->set->family;

	if (!str_eq(doc->privacy, "mine"))
		return bind->packet->mine == PACKET_ONLY ? -1 : 0;
	if (bind->packet->only || bind->packet->consent)
		return -1; /* the parent's own pages go to nobody else */
	if (bind->packet->mine != PACKET_APART || bind->unknown)
		return 0;
	return family && str_eq(val_text_at(family->values, "mine", NULL), "together") ? 0 : 1;
}

/* A share holds the documents that its consent names, and those that open it. */
static bool withheld(const struct bind *bind, const struct packet_entry *from, const char *id)
{
	if (!bind->packet->only || from->front)
		return false;
	for (const char **only = bind->packet->only; *only; only++)
		if (str_eq(*only, id))
			return false;
	return true;
}

static void instances_add(struct bind *bind, const struct packet_entry *from, const struct doc *doc)
{
	struct entry e = {.doc = doc, .from = from, .file = file_of(bind, doc)};
	const char *root = plan_root(doc, bind->set);
	const char *prefix = arena_printf(bind->arena, "%s.%s", root, doc->id);
	size_t start = bind->n_plan;

	if (e.file < 0 || str_map_lookup(bind->present, doc->id) || withheld(bind, from, doc->id))
		return;
	/* A letter tells by its letterhead alone: a discreet copy has it only where somebody named it. */
	if (bind->job->discreet && from->section && str_eq(doc->kind, "letter"))
		return;
	e.collection = plan_section(bind->job->library, doc->section, doc->id, &e.section);
	if (plan_is_sections(from->for_each ? from->for_each : doc->for_each))
		sections_add(bind, &e, root);
	else if (from->for_each || doc->for_each)
		items_add(bind, &e, root);
	else if (applies(bind, &e, NULL, prefix))
		occasions_add(bind, &e, NULL, NULL, prefix);
	for (size_t i = start; i < bind->n_plan; i++) {
		struct plan_item *item = bind->plan[i];

		item->index = (int)(i - start) + 1;
		item->count = (int)(bind->n_plan - start);
		item->front = from->front;
		item->anchor = bind->job->discreet || bind->packet->only ? arena_printf(bind->arena, "d%zu", i + 1)
			       : item->key && item->count > 1 ? arena_printf(bind->arena, "%s-%s", doc->id, item->key)
							      : doc->id;
	}
}

/* ---- the plan -------------------------------------------------------------------------------------------------------- */

void plan_tell_document(struct arena *arena, struct diags *diags, const struct doc_library *library, struct span at, const char *id)
{
	const char **words = arena_many(arena, const char *, library->n + 1);
	const char *near;

	if (str_map_lookup(library->failed, id))
		return; /* told when it was read */
	memcpy(words, library->ids, library->n * sizeof *words);
	near = str_nearest(id, words);
	if (near)
		diag(diags, at, MSG_PACKET_DOCUMENT_NEAR, id, near);
	else
		diag(diags, at, MSG_PACKET_DOCUMENT, id, id);
}

static void section_add(struct bind *bind, const struct packet_entry *from)
{
	size_t index;
	const struct packet_job *job = bind->job;
	const struct doc_collection *c = plan_section(job->library, from->section, NULL, &index);

	if (!c) {
		diag(job->diags, from->at, MSG_PACKET_SECTION, from->section);
		bind->failed = true;
		return;
	}
	for (size_t i = 0; i < c->n; i++)
		if (str_map_lookup(job->library->files, c->order[i]) &&
		    in_section(bind->arena, job->diags, job->library, c, c->order[i], from->section))
			instances_add(bind, from, doc_library_find(bind->arena, job->diags, job->library, c->order[i]));
}

/* Numbers by place within the section; covers, dividers and letters bear none, nor does what stands in the parent's own file. */
static void numbers_make(struct bind *bind)
{
	struct str_map *counts = str_map_new(bind->arena);
	const struct doc *last = NULL;
	const char *number = NULL;

	for (size_t i = 0; i < bind->n_plan && !bind->packet->adhoc; i++) {
		struct plan_item *item = bind->plan[i];
		const char *kind = item->doc->kind;
		void **slot;

		if (!item->section_number || item->file == 1 || item->neutral || str_eq(kind, "cover") || str_eq(kind, "divider") ||
		    str_eq(kind, "letter"))
			continue;
		if (item->doc != last) {
			slot = str_map_slot(counts, item->section);
			*slot = (void *)((uintptr_t)*slot + 1);
			number = arena_printf(bind->arena, "%s.%s", item->section_number, bind_number(bind, (uintptr_t)*slot));
			last = item->doc;
		}
		item->number = number;
	}
}

void plan_make(struct bind *bind)
{
	const struct packet_job *job = bind->job;

	for (size_t i = 0; i < bind->packet->n_entries; i++) {
		const struct packet_entry *e = &bind->packet->entries[i];
		const struct doc *doc;

		if (e->section) {
			section_add(bind, e);
			continue;
		}
		doc = doc_library_find(bind->arena, job->diags, job->library, e->id);
		if (doc) {
			instances_add(bind, e, doc);
		} else {
			plan_tell_document(bind->arena, job->diags, job->library, e->at, e->id);
			bind->failed = true;
		}
	}
	numbers_make(bind);
}
