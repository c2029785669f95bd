/* What was decided, into the text: edits are gathered here, each for the file that its path belongs to, and spliced in at
 * the end of a copy. Then the record is what its new text says, and the next copy is held against that. */
#include "collect/int.h"

#include <string.h>

/* ---- edits --------------------------------------------------------------------------------------------------------- */

void put_edit(struct collect *c, struct val_edit edit)
{
	struct collect_work *w = c->work;
	int file = str_eq(kind_of_root(edit.path), "program") && !str_eq(c->main->kind, "program");

	*arena_push(c->job->arena, w->edits[file], w->n_edits[file], w->cap_edits[file]) = edit;
}

void put_text(struct collect *c, const char *path, const char *text, bool word)
{
	put_edit(c, (struct val_edit){.path = path, .text = text, .word = word});
}

struct list_edit *put_list(struct collect *c, const char *path, const struct val *val, bool word)
{
	struct collect_work *w = c->work;
	void **slot = str_map_slot(w->lists, path);
	struct list_edit *list = *slot;

	if (list)
		return list;
	list = *slot = arena_one(c->job->arena, struct list_edit);
	list->path = path;
	list->word = word;
	if (val && val->kind == VAL_TEXT && *val->text)
		list_add(c, list, val->text);
	for (size_t i = 0; val && val->kind == VAL_LIST && i < val->n; i++)
		list_add(c, list, val_text(val->items[i]) ? val_text(val->items[i]) : "");
	*w->end_list = list;
	w->end_list = &list->next;
	return list;
}

void list_add(struct collect *c, struct list_edit *list, const char *text)
{
	*arena_push(c->job->arena, list->items, list->n, list->cap) = text;
}

static void lists_done(struct collect *c)
{
	for (struct list_edit *list = c->work->first_list; list; list = list->next) {
		size_t n = 0;

		for (size_t i = 0; i < list->n; i++)
			if (list->items[i])
				list->items[n++] = list->items[i];
		put_edit(
			c,
			(struct val_edit){
				.path = list->path, .kind = VAL_SET_LIST, .texts = list->items, .n = n, .word = list->word});
	}
}

/* ---- returned ------------------------------------------------------------------------------------------------------ */

static const struct record *file_of(const struct collect *c, const char *path)
{
	return str_eq(kind_of_root(path), "program") && !str_eq(c->main->kind, "program") ? c->program : c->main;
}

/* The entry that waits for the path, or NULL. */
static const char *entry_at(const struct collect *c, const char *path)
{
	const struct record *record = file_of(c, path);
	const struct val *all = record ? val_lookup(record->values, "returned") : NULL;

	for (size_t i = 0; all && all->kind == VAL_MAP && i < all->n; i++)
		if (str_eq(val_text_at(all->items[i], "path", NULL), path))
			return all->keys[i].text;
	return NULL;
}

/* The edit goes to the file of the path that waits, not to that of `returned`, which both have. */
static void put_there(struct collect *c, const char *path, struct val_edit edit)
{
	struct collect_work *w = c->work;
	int file = str_eq(kind_of_root(path), "program") && !str_eq(c->main->kind, "program");

	*arena_push(c->job->arena, w->edits[file], w->n_edits[file], w->cap_edits[file]) = edit;
}

void put_returned(struct collect *c, const char *path, const char *text)
{
	struct arena *arena = c->job->arena;
	const char *key = entry_at(c, path), *document = path_document(arena, path);
	const char *item, *today = lang_date_iso(arena, c->job->today);

	if (!document)
		document = c->work->copy->packet;
	if (!key)
		key = key_fresh(c, "returned", arena_printf(arena, "%s\n%s", path, text));
	item = arena_printf(arena, "returned.%s", key);
	put_there(c, path, (struct val_edit){.path = arena_printf(arena, "%s.path", item), .text = path});
	put_there(c, path, (struct val_edit){.path = arena_printf(arena, "%s.value", item), .text = text});
	if (document)
		put_there(c, path, (struct val_edit){.path = arena_printf(arena, "%s.document", item), .text = document});
	put_there(c, path, (struct val_edit){.path = arena_printf(arena, "%s.date", item), .text = today, .word = true});
}

void drop_returned(struct collect *c, const char *path)
{
	const char *key = entry_at(c, path);

	if (key)
		put_there(c, path,
			  (struct val_edit){.path = arena_printf(c->job->arena, "returned.%s", key), .kind = VAL_DROP});
}

/* ---- the new text -------------------------------------------------------------------------------------------------- */

static const struct record *read_again(struct collect *c, const struct source *source)
{
	struct diags *quiet = diags_new(); /* what is wrong with the record was told when it was loaded */
	const struct record *record = record_read(c->job->arena, quiet, c->job->shapes, source);

	diags_free(quiet);
	return record;
}

static const struct record *spliced(struct collect *c, const struct record *record, int file)
{
	const struct source *source =
		val_splice(c->job->arena, c->job->diags, record->source, c->work->edits[file], c->work->n_edits[file]);

	return source ? read_again(c, source) : NULL;
}

/* A program file beside the record, where there was none. */
static const struct record *new_program(struct collect *c)
{
	struct arena *arena = c->job->arena;
	const char *path = c->main->path, *text = arena_printf(arena, "kind: program\nid: %s\n", c->main->id);
	size_t n = strlen(path) - (str_ends(path, ".yaml") ? strlen(".yaml") : 0);

	return read_again(c, source_new(arena, c->job->diags, arena_printf(arena, "%.*s.program.yaml", (int)n, path), text,
					strlen(text)));
}

static void settle(struct collect *c)
{
	struct record_set *set = &c->set;

	if (str_eq(c->main->kind, "family"))
		set->family = c->main;
	else if (str_eq(c->main->kind, "staff"))
		set->staff = c->main;
	else
		set->agency = c->main;
	set->program = c->program;
	set->memo = NULL; /* what was worked out of the values before */
}

bool apply(struct collect *c)
{
	const struct record *main = c->main, *program = c->program;

	lists_done(c);
	if (c->work->n_edits[0])
		main = spliced(c, main, 0);
	if (main && c->work->n_edits[1]) {
		if (!program)
			program = new_program(c);
		program = program ? spliced(c, program, 1) : NULL;
		if (!program)
			return false;
	}
	if (!main)
		return false;
	c->main = main;
	c->program = program;
	settle(c);
	return true;
}
