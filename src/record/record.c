/* Records and the sets of them that one build looks into: a family's record, its program file beside it, and those that they
 * name under `with`. */
#include "record/int.h"

#include <stdlib.h>
#include <string.h>

#define MOST_RECORDS 16
#define MOST_DRAWN 64 /* files that are read once a run; further ones are read for each record that draws on them */

static const char *const kinds[] = {"family", "program", "staff", "agency", NULL};

/* An id stands in folder and file names, so it must say nothing of whom it is: one without a digit is likely a name. */
static bool check_id(struct diags *diags, const struct val *id)
{
	if (!record_key_ok(id->text, false)) {
		diag(diags, id->at, MSG_RECORD_ID, id->text);
		return false;
	}
	if (!strpbrk(id->text, "0123456789"))
		diag(diags, id->at, MSG_RECORD_ID_NAME, id->text);
	return true;
}

static struct record *read_source(struct arena *arena, struct diags *diags, const struct source *source)
{
	const struct val *values = source ? val_parse(arena, diags, source, NULL) : NULL, *kind, *id;
	struct span start = {source, 0, 0};
	struct record *record;
	const char *near;
	size_t i = 0;

	if (!values)
		return NULL;
	if (values->kind != VAL_MAP) {
		diag(diags, values->at, MSG_RECORD_MAP);
		return NULL;
	}
	kind = val_lookup(values, "kind");
	id = val_lookup(values, "id");
	if (!val_text(kind)) {
		diag(diags, kind ? kind->at : start, MSG_RECORD_NO_KIND);
		return NULL;
	}
	while (kinds[i] && strcmp(kinds[i], kind->text) != 0)
		i++;
	if (!kinds[i]) {
		near = str_nearest(kind->text, kinds);
		if (near)
			diag(diags, kind->at, MSG_RECORD_KIND_NEAR, kind->text, near);
		else
			diag(diags, kind->at, MSG_RECORD_KIND, kind->text);
		return NULL;
	}
	if (!val_text(id)) {
		diag(diags, val_key_at(values, id ? "id" : "kind"), MSG_RECORD_NO_ID);
		return NULL;
	}
	if (!check_id(diags, id))
		return NULL;
	record = arena_one(arena, struct record);
	record->kind = kinds[i];
	record->id = id->text;
	record->path = source->name;
	record->source = source;
	record->values = values;
	return record;
}

static struct record *read_record(struct arena *arena, struct diags *diags, const char *path)
{
	return read_source(arena, diags, source_load(arena, diags, path, RECORD_MAX_BYTES));
}

struct record *record_read(struct arena *arena, struct diags *diags, const struct record_shapes *shapes, const struct source *source)
{
	struct record *record = read_source(arena, diags, source);
	const struct shape *root = record ? shape_root(shapes, record->kind) : NULL;

	if (!root)
		return NULL;
	/* A program file's references point into the family's record, which may not be here. */
	check_record(arena, diags, record, root, str_eq(record->kind, "family") ? record->values : NULL);
	return record;
}

struct record *record_load(struct arena *arena, struct diags *diags, const struct record_shapes *shapes, const char *path)
{
	return record_read(arena, diags, shapes, source_load(arena, diags, path, RECORD_MAX_BYTES));
}

/* ---- sets -------------------------------------------------------------------------------------------------------- */

struct loader {
	struct diags *diags;
	struct record_set *set;
	const struct record *own;	/* the one that is built for */
	bool extra;			/* what is loaded wins over what stands in its place */
	const char *open[MOST_RECORDS]; /* files whose `with` is being followed */
	size_t n_open;
	const char *done[MOST_RECORDS];
	size_t n_done;
	bool ok;
};

static bool among(const char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* The file's one name, whatever way it was written. */
static const char *real_name(struct arena *arena, const char *path)
{
	char *real = realpath(path, NULL);
	const char *name = arena_strdup(arena, real ? real : path);

	free(real);
	return name;
}

/* The path without `folder/..` in it, as a reader would write it. */
static const char *tidy(struct arena *arena, const char *path)
{
	char *out = arena_strdup(arena, str_starts(path, "./") ? path + 2 : path), *up;

	while ((up = strstr(out, "/../"))) {
		char *from = up;

		while (from > out && from[-1] != '/')
			from--;
		if (from == up || strncmp(from, "../", 3) == 0 || strncmp(from, "./", 2) == 0)
			break;
		memmove(from, up + 4, strlen(up + 4) + 1);
	}
	return out;
}

static const struct record **place(struct record_set *set, const char *kind)
{
	if (str_eq(kind, "staff"))
		return &set->staff;
	if (str_eq(kind, "agency"))
		return &set->agency;
	return str_eq(kind, "program") ? &set->program : &set->family;
}

static void load(struct loader *l, const char *path, struct span at, bool main);

static void follow_with(struct loader *l, const struct record *record)
{
	const struct val *with = val_lookup(record->values, "with");
	const char *dir = file_dirname(l->set->arena, record->path);

	for (size_t i = 0; with && with->kind == VAL_LIST && i < with->n; i++) {
		const struct val *name = with->items[i];
		const char *path;

		if (!val_text(name))
			continue;
		path = tidy(l->set->arena, file_join(l->set->arena, dir, name->text));
		if (file_exists(path)) {
			load(l, path, name->at, false);
		} else {
			diag(l->diags, name->at, MSG_RECORD_WITH_MISSING, name->text);
			l->ok = false;
		}
	}
}

void record_shapes_many(struct record_shapes *shapes)
{
	shapes->drawn = str_map_new(shapes->arena);
}

struct drawn {
	struct record *record;
	bool told; /* something was wrong with it */
};

/* A record that others draw on. It lives as long as the run, unless it is one too many or something was told of it, which each record's run
 * is to tell. */
static struct record *load_drawn(struct loader *l, const char *path)
{
	struct record_shapes *shapes = (struct record_shapes *)l->set->shapes; /* a cache: what it gives is what the file gives */
	size_t told = diags_count(l->diags, DIAG_WARNING);
	struct drawn *drawn = shapes->drawn ? str_map_lookup(shapes->drawn, path) : NULL;

	if (drawn && !drawn->told)
		return drawn->record;
	if (drawn || !shapes->drawn || shapes->n_drawn == MOST_DRAWN)
		return record_load(l->set->arena, l->diags, shapes, path);
	path = arena_strdup(shapes->arena, path);
	shapes->n_drawn++;
	drawn = arena_one(shapes->arena, struct drawn);
	drawn->record = record_load(shapes->arena, l->diags, shapes, path);
	drawn->told = diags_count(l->diags, DIAG_WARNING) > told;
	*str_map_slot(shapes->drawn, path) = drawn;
	return drawn->record;
}

static void load(struct loader *l, const char *path, struct span at, bool main)
{
	const char *real = real_name(l->set->arena, path);
	const struct record **slot;
	struct record *record;

	if (among(l->open, l->n_open, real)) {
		diag(l->diags, at, MSG_RECORD_WITH_CIRCLE, path);
		l->ok = false;
		return;
	}
	if (among(l->done, l->n_done, real))
		return;
	if (l->n_done == MOST_RECORDS) {
		diag(l->diags, at, MSG_RECORD_WITH_MANY, MOST_RECORDS);
		l->ok = false;
		return;
	}
	l->done[l->n_done++] = real;
	record = main ? record_load(l->set->arena, l->diags, l->set->shapes, path) : load_drawn(l, path);
	if (!record) {
		l->ok = false;
		return;
	}
	if (!main && (str_eq(record->kind, "family") || str_eq(record->kind, "program"))) {
		diag(l->diags, at.src ? at : val_key_at(record->values, "kind"), MSG_RECORD_WITH_FAMILY, path, record->kind);
		l->ok = false;
		return;
	}
	if (main)
		l->own = record;
	slot = place(l->set, record->kind);
	if (!*slot || l->extra)
		*slot = record;
	else if (l->n_open <= 1) /* what those it draws on draw on in turn is only a help where nothing nearer is named */
		diag(l->diags, at, MSG_RECORD_WITH_SECOND, record->kind, path, (*slot)->path);
	l->open[l->n_open++] = real;
	follow_with(l, record);
	l->n_open--;
}

static void load_program(struct loader *l, const char *path)
{
	struct record_set *set = l->set;
	size_t n = strlen(path) - (str_ends(path, ".yaml") ? 5 : 0);
	const char *name = arena_printf(set->arena, "%.*s.program.yaml", (int)n, path);
	struct record *record;

	if (!file_exists(name))
		return;
	record = read_record(set->arena, l->diags, name);
	if (!record) {
		l->ok = false;
		return;
	}
	if (!str_eq(record->kind, "program")) {
		diag(l->diags, val_lookup(record->values, "kind")->at, MSG_RECORD_PROGRAM_KIND, record->kind);
		l->ok = false;
		return;
	}
	if (!str_eq(record->id, set->family->id)) {
		diag(l->diags, val_lookup(record->values, "id")->at, MSG_RECORD_PROGRAM_ID, record->id, set->family->id);
		l->ok = false;
		return;
	}
	check_record(set->arena, l->diags, record, shape_root(set->shapes, "program"), set->family->values);
	set->program = record;
}

bool record_set_load(struct arena *arena, struct diags *diags, const struct record_shapes *shapes, const char *path,
		     const char *const *extra, size_t n_extra, bool program, struct record_set *set)
{
	struct loader l = {.diags = diags, .set = set, .ok = true};
	const struct record *own, **slot;

	set->arena = arena;
	set->shapes = shapes;
	set->family = set->program = set->staff = set->agency = NULL;
	set->discreet = false;
	set->memo = NULL;
	memo_of(set);
	load(&l, path, SPAN_NONE, true);
	if (!l.own)
		return false;
	own = l.own;
	l.extra = true;
	for (size_t i = 0; i < n_extra; i++) {
		if (file_exists(extra[i])) {
			load(&l, extra[i], SPAN_NONE, false);
		} else {
			diag(diags, SPAN_NONE, MSG_RECORD_WITH_MISSING, extra[i]);
			l.ok = false;
		}
	}
	/* A build's own record keeps its place, whatever else is named. */
	slot = place(set, own->kind);
	*slot = own;
	if (program && set->family)
		load_program(&l, path);
	if (set->family)
		set->discreet = derive_discreet(set->family);
	return l.ok;
}
