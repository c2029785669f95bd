/* The sections of a folder: a list that no record has. A packet that is made for another one (`of: portfolio`: its dividers,
 * its labels) asks that packet's plan which parts hold anything for this record, so that there are just as many tabs as
 * parts. Nothing of the other packet is bound here. */
#include "packet/packet.h"

#include "packet/int.h"

bool plan_is_sections(const char *path)
{
	return path && str_eq(path + (*path == '/'), "sections");
}

/* The other packet's plan, made as if it were built. */
static bool other_plan(struct bind *bind, struct bind *other)
{
	const struct packet_job *job = bind->job;

	*other = *bind;
	other->plan = NULL;
	other->n_plan = other->cap_plan = 0;
	other->present = str_map_new(bind->arena);
	other->sections_made = true; /* a folder within a folder has none */
	if (bind->packet->of) {
		other->packet = packet_load(bind->arena, job->diags, job->template_dirs, job->n_dirs, bind->packet->of);
		if (!other->packet)
			return false;
	}
	plan_make(other);
	return !other->failed;
}

/* A document that is named alone belongs to no folder: all parts of the collection that has most. */
static void all_sections(struct bind *bind, size_t *cap)
{
	const struct doc_library *library = bind->job->library;
	const struct doc_collection *most = NULL;

	for (size_t c = 0; c < library->n_collections; c++)
		if (library->collections[c].n_sections > (most ? most->n_sections : 0))
			most = &library->collections[c];
	for (size_t i = 0; most && i < most->n_sections; i++) {
		struct plan_item *section = arena_one(bind->arena, struct plan_item);

		section->section = most->sections[i].id;
		section->section_title = doc_text_plain(bind->arena, most->sections[i].title);
		section->section_number = bind_number(bind, i + 1);
		section->color = most->sections[i].color >= 0 ? most->sections[i].color : (int)(i % 4);
		section->tab = (int)i + 1;
		*arena_push(bind->arena, bind->sections, bind->n_sections, *cap) = section;
	}
}

bool plan_sections(struct bind *bind)
{
	struct bind other;
	size_t cap = 0;

	if (bind->sections_made)
		return true;
	bind->sections_made = true;
	if (!other_plan(bind, &other)) {
		bind->failed = true;
		return false;
	}
	bind->inside = other.plan;
	bind->n_inside = other.n_plan;
	for (size_t i = 0; i < other.n_plan; i++) {
		struct plan_item *item = other.plan[i], *section;
		size_t k = 0;

		while (item->section && k < bind->n_sections && !str_eq(bind->sections[k]->section, item->section))
			k++;
		if (!item->section || k < bind->n_sections)
			continue;
		section = arena_one(bind->arena, struct plan_item);
		*section = *item;
		section->tab = (int)k + 1;
		*arena_push(bind->arena, bind->sections, bind->n_sections, cap) = section;
	}
	if (bind->packet->adhoc)
		all_sections(bind, &cap);
	for (size_t i = 0; i < bind->n_sections; i++)
		bind->sections[i]->tabs = (int)bind->n_sections;
	return true;
}
