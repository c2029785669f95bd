/* One copy into one record: is it a copy of ours, and of this record; then gather, find slots, decide, apply. */
#include "collect/collect.h"

#include <string.h>

#include "collect/int.h"

void collect_begin(struct collect *c, const struct collect_job *job)
{
	c->job = job;
	c->main = c->set.family ? c->set.family : c->set.staff ? c->set.staff : c->set.agency;
	c->program = c->set.program;
}

/* The record that most of a copy's blanks belong to. */
static const char *kind_of(const struct readback *copy)
{
	size_t staff = 0, agency = 0, family = 0;

	for (size_t i = 0; i < copy->n; i++) {
		const char *kind = kind_of_root(copy->fields[i].name);

		staff += str_eq(kind, "staff");
		agency += str_eq(kind, "agency");
		family += str_eq(kind, "family");
	}
	return family >= staff && family >= agency ? "family" : staff >= agency ? "staff" : "agency";
}

bool collect_begin_fresh(struct collect *c, const struct collect_job *job, const struct readback *copy, const char *kind,
			 const char *name)
{
	const struct source *source;
	const struct record *record;
	const char *text;

	kind = kind ? kind : kind_of(copy);
	text = arena_printf(job->arena, "kind: %s\nid: %s\n", kind, record_new_id(job->arena, kind));
	source = source_new(job->arena, job->diags, name, text, strlen(text));
	record = source ? record_read(job->arena, job->diags, job->shapes, source) : NULL;
	if (!record)
		return false;
	c->set.arena = job->arena;
	c->set.shapes = job->shapes;
	c->set.today = job->today;
	c->set.lang = job->n_langs ? job->language(job->of, 0) : NULL;
	if (str_eq(kind, "family"))
		c->set.family = record;
	else if (str_eq(kind, "staff"))
		c->set.staff = record;
	else
		c->set.agency = record;
	c->fresh = true;
	collect_begin(c, job);
	return true;
}

/* Is there any blank in it that this record's file, or the program's beside it, could take? */
static bool has_ours(const struct collect *c, const struct readback *copy)
{
	bool any = false;

	for (size_t i = 0; i < copy->n && !any; i++) {
		const char *kind = kind_of_root(copy->fields[i].name);

		any = str_eq(kind, c->main->kind) || (str_eq(kind, "program") && str_eq(c->main->kind, "family"));
	}
	return any;
}

static bool is_ours(struct collect *c, const struct readback *copy)
{
	struct diags *diags = c->job->diags;
	const char *id = digest_hex(c->job->arena, c->main->id, strlen(c->main->id));

	if (!copy->n) {
		diag(diags, SPAN_NONE, MSG_COLLECT_NO_FORM, copy->path);
		return false;
	}
	if (!copy->made) {
		diag(diags, SPAN_NONE, MSG_COLLECT_FOREIGN, copy->path);
		return false;
	}
	if (!c->fresh && (!has_ours(c, copy) || (copy->record_digest && !str_eq(copy->record_digest, id)))) {
		diag(diags, SPAN_NONE, MSG_COLLECT_OTHER, copy->path, c->main->path);
		return false;
	}
	return true;
}

/* The copy's own language among those that are there: "es" for "es-MX". */
static const struct lang *lang_of(const struct collect *c, const char *tag)
{
	for (int exact = 1; tag && exact >= 0; exact--) {
		for (size_t i = 0; i < c->job->n_langs; i++) {
			const char *have = c->job->lang_tags[i];

			if (exact ? str_eq(have, tag) : strncmp(have, tag, strcspn(tag, "-")) == 0)
				return c->job->language(c->job->of, i);
		}
	}
	return NULL;
}

/* Where each blank of the copy leads to, now that all of it is in. */
static void trace(struct collect *c)
{
	struct collect_work *w = c->work;

	c->blanks = arena_many(c->job->arena, struct collect_blank, w->n + 1);
	c->n_blanks = 0;
	c->now = str_map_new(c->job->arena);
	for (size_t i = 0; i < w->n_slots; i++) {
		const struct slot *slot = &w->slots[i];

		*str_map_slot(c->now, slot->prefix) = slot->skip ? NULL : (void *)(uintptr_t)slot->out;
		for (size_t k = 0; k < slot->n_below && !slot->skip; k++)
			*str_map_slot(c->now, slot->below[k]) = (void *)(uintptr_t)slot_path(c, slot->below[k], NULL);
	}
	for (size_t i = 0; i < w->n; i++) {
		const struct answer *a = &w->answers[i];
		const struct slot *slot;
		const char *path = slot_path(c, a->path, &slot);
		struct record_found found;
		bool taken = !slot || !slot->skip, known = taken && record_find(&c->set, NULL, path, &found);

		c->blanks[c->n_blanks++] = (struct collect_blank){.path = a->path,
								  .now = known	 ? found.name
									 : taken ? path
										 : NULL,
								  .text = a->returned,
								  .field = a->field,
								  .held = taken && !a->second && is_held(c, a, path)};
	}
}

bool collect_copy(struct collect *c, const struct readback *copy)
{
	struct arena *arena = c->job->arena;
	struct collect_work work = {.copy = copy};
	size_t n = c->n;
	bool ok;

	if (!is_ours(c, copy))
		return false;
	work.slot_at = str_map_new(arena);
	work.printed = str_map_new(arena);
	work.types = str_map_new(arena);
	work.mine = str_map_new(arena);
	work.lists = str_map_new(arena);
	work.gone = str_map_new(arena);
	work.said = str_map_new(arena);
	work.end_list = &work.first_list;
	work.lang = lang_of(c, copy->lang);
	c->work = &work;
	gather(c);
	slots_find(c);
	decide(c);
	ok = apply(c);
	if (!ok)
		c->n = n; /* nothing of it happened */
	else if (c->job->traced)
		trace(c);
	c->work = NULL;
	return ok;
}

size_t collect_undecided(const struct collect *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		n += c->notes[i].kind >= COLLECT_CONFLICT && c->notes[i].kind <= COLLECT_KNOWN;
	return n;
}
