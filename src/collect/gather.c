/* Fields -> answers: what each blank of the copy says, and which path it is. A viewer may have written a value at the field
 * or at one of its widgets, kept an old state beside a new value, or dropped what was printed: what differs from the print
 * counts. The parent's own answers are counted here and left where they are. */
#include "collect/int.h"

#include <string.h>

struct doc_types {
	struct packet_field *fields;
	size_t n;
};

/* ---- paths below `answers` -----------------------------------------------------------------------------------------------
 */

const char *path_answers(const char *path)
{
	const char *at = strstr(path, ".answers.");

	if (str_starts(path, "answers."))
		return path + strlen("answers.");
	return at ? at + strlen(".answers.") : NULL;
}

const char *path_document(struct arena *arena, const char *path)
{
	const char *at = path_answers(path);

	return at ? arena_strndup(arena, at, strcspn(at, ".")) : NULL;
}

/* Does the path fit the pattern: "children[].answers.a.b" and "children.m7.answers.a.b"? */
static bool matches(const char *pattern, const char *path)
{
	for (;;) {
		size_t n = strcspn(pattern, ".["), m = strcspn(path, ".");

		if (n != m || strncmp(pattern, path, n) != 0)
			return false;
		pattern += n;
		path += m;
		while (pattern[0] == '[' && *path == '.') {
			pattern += 2;
			path += 1 + strcspn(path + 1, ".");
		}
		if (*pattern != *path)
			return false;
		if (!*pattern)
			return true;
		pattern++;
		path++;
	}
}

/* The document's blanks, read when the first path names it. */
static const struct doc_types *types_of(struct collect *c, const char *id)
{
	struct arena *arena = c->job->arena;
	void **slot = str_map_slot(c->work->types, id);
	struct diags *quiet;
	const struct doc *doc;
	const char **options;
	struct doc_types *types = *slot;

	if (types)
		return types;
	types = *slot = arena_one(arena, struct doc_types);
	if (!str_map_lookup(c->job->library->files, id))
		return types;
	quiet = diags_new(); /* what is wrong with a document is for `check` to say */
	doc = doc_library_find(arena, quiet, c->job->library, id);
	if (doc)
		types->n = packet_fields(arena, quiet, c->job->shapes, doc, &types->fields);
	diags_free(quiet);
	for (size_t i = 0; c->work->masks && i < types->n; i++)
		masks_of_path(c, types->fields[i].path);
	for (size_t i = 0, n = c->work->masks && doc ? packet_options(arena, c->job->shapes, doc, &options) : 0; i < n; i++)
		mask_add(c, options[i]);
	return types;
}

void path_types(struct collect *c, const char *id)
{
	types_of(c, id);
}

enum record_type path_type(struct collect *c, const char *path)
{
	const char *id = path_document(c->job->arena, path);
	const struct doc_types *types = id ? types_of(c, id) : NULL;

	for (size_t i = 0; types && i < types->n; i++)
		if (matches(types->fields[i].path, path))
			return record_type_find(types->fields[i].type);
	return RECORD_OBJECT;
}

/* ---- what a field says ---------------------------------------------------------------------------------------------------
 */

struct says { /* different things that a field says besides what was printed */
	const char *items[2];
	size_t n;
	bool printed; /* or that */
};

static void say(struct says *says, const char *printed, const char *text)
{
	if (printed && str_eq(text, printed)) {
		says->printed = true;
		return;
	}
	for (size_t i = 0; i < says->n; i++)
		if (str_eq(says->items[i], text))
			return;
	if (says->n < 2)
		says->items[says->n++] = text;
}

static const char *state(const char *s)
{
	return !s || str_eq(s, "Off") ? "" : s;
}

static void say_text(struct says *says, const struct readback_field *f, const char *printed)
{
	bool kids = false;

	for (size_t i = 0; i < f->n_widgets; i++) {
		if (f->widgets[i].value) {
			say(says, printed, f->widgets[i].value);
			kids = true;
		}
	}
	if (f->has_value || !kids)
		say(says, printed, f->n_values ? f->values[0] : "");
}

/* A value, and the states of its widgets, of which some viewers write only the one or the other. */
static void say_button(struct says *says, const struct readback_field *f, const char *printed)
{
	bool any = false, on = false;

	if (f->has_value) {
		say(says, printed, f->n_values ? state(f->values[0]) : "");
		if (!printed)
			return; /* what is stale and what is new cannot be told apart: the value is what readers of forms
				   take */
	}
	for (size_t i = 0; i < f->n_widgets; i++) {
		const char *s = state(f->widgets[i].state);

		any = any || f->widgets[i].state;
		on = on || *s;
		if (f->kind == READBACK_CHECK ? f->widgets[i].state != NULL : *s != '\0')
			say(says, printed, s);
	}
	if (f->kind == READBACK_RADIO && any && !on)
		say(says, printed, "");
	if (!any && !f->has_value)
		say(says, printed, "");
}

static bool is_field(const struct readback_field *f)
{
	return f->kind == READBACK_TEXT || f->kind == READBACK_CHECK || f->kind == READBACK_RADIO ||
	       f->kind == READBACK_CHOICE;
}

static void read_field(const struct readback_field *f, struct answer *a)
{
	struct says says = {{NULL, NULL}, 0, false};

	a->field = f;
	a->button = f->kind == READBACK_CHECK || f->kind == READBACK_RADIO;
	a->printed = f->has_default ? (a->button ? state(f->printed) : f->printed ? f->printed : "") : NULL;
	if (a->button)
		say_button(&says, f, a->printed);
	else
		say_text(&says, f, a->printed);
	/* A check box says one of two things, so what is not printed is what was meant. */
	a->returned = says.n ? says.items[0] : a->printed ? a->printed : "";
	a->second = says.n > 1 ? says.items[1] : NULL;
	a->changed = says.n > 0;
}

/* ---- the parent's own ---------------------------------------------------------------------------------------------- */

static bool is_included(const struct collect *c, const char *id)
{
	for (size_t i = 0; i < c->job->n_include; i++)
		if (str_eq(c->job->include[i], id) || str_eq(c->job->include[i], "*"))
			return true;
	return false;
}

/* Counts what is left alone; true where it is not. It goes by its document, or where a sheet of the parent's own asks for
 * what the record has by the part of the record: people. */
static bool take_mine(struct collect *c, const char *path, bool answered)
{
	struct collect_work *w = c->work;
	const char *document = path_document(c->job->arena, path);
	const char *id = document ? document : arena_strndup(c->job->arena, path, strcspn(path, "."));
	void **slot;

	if (is_included(c, id))
		return true;
	if (!answered)
		return false;
	slot = str_map_slot(w->mine, id);
	if (!*slot)
		*arena_push(c->job->arena, w->mine_ids, w->n_mine, w->cap_mine) = id;
	*slot = (void *)((uintptr_t)*slot + 1);
	return false;
}

/* Every step of a path that the copy has. */
static void remember(struct collect *c, const char *path)
{
	struct arena *arena = c->job->arena;

	for (const char *dot = strchr(path, '.');; dot = strchr(dot + 1, '.')) {
		const char *step = dot ? arena_strndup(arena, path, (size_t)(dot - path)) : path;

		*str_map_slot(c->work->printed, step) = (void *)(uintptr_t)path;
		if (!dot)
			return;
	}
}

void gather(struct collect *c)
{
	struct collect_work *w = c->work;

	w->fresh = arena_many(c->job->arena, const char *, w->copy->n_fresh + 1);
	for (size_t i = 0; i < w->copy->n_fresh; i++)
		w->fresh[i] = unmask(c, w->copy->fresh[i]);
	for (size_t i = 0; i < w->copy->n; i++) {
		const struct readback_field *f = &w->copy->fields[i];
		struct answer a = {0};
		bool mine = str_starts(f->name, "mine.");

		if (!is_field(f) || !*f->name)
			continue;
		read_field(f, &a);
		a.path = unmask(c, mine ? f->name + 5 : f->name);
		if (a.button) {
			a.printed = unmask_state(c, a.path, a.printed);
			a.returned = unmask_state(c, a.path, a.returned);
			a.second = unmask_state(c, a.path, a.second);
		}
		if (mine && !take_mine(c, a.path, a.changed && *a.returned))
			continue;
		remember(c, a.path);
		if (c->fresh) {
			/* Nobody has a record that it could differ from. */
			a.changed = *a.returned != '\0';
			a.printed = "";
		}
		*arena_push(c->job->arena, w->answers, w->n, w->cap) = a;
	}
}
