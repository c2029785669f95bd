/* Checking all documents and packets against the shapes and each other, without a record. */
#include "packet/packet.h"

#include "packet/int.h"

struct check {
	struct arena *arena;
	struct diags *diags;
	const struct record_shapes *shapes;
	struct doc_library *library;
	const char *const *dirs;
	size_t n_dirs;
	struct str_map *seen;
	struct packet_field **all; /* of each document */
	size_t *n_all;
};

static void check_document(struct check *c, struct span at, const char *id)
{
	if (id && !str_map_lookup(c->library->files, id))
		plan_tell_document(c->arena, c->diags, c->library, at, id);
}

static bool resource_there(struct check *c, const char *name)
{
	for (size_t i = 0; i < c->n_dirs; i++)
		if (file_exists(file_join(c->arena, c->dirs[i], arena_printf(c->arena, "resources/%s.yaml", name))))
			return true;
	return false;
}

/* What a document names besides paths: documents of checklists and links within the library, help lines. */
static void check_text_links(struct check *c, const struct doc_text *text)
{
	for (size_t i = 0; text && i < text->n; i++) {
		const char *url = text->pieces[i].url;

		if (url && url[0] == '#' && url[1])
			check_document(c, text->pieces[i].at, url + 1);
	}
}

static void check_nodes(struct check *c, const struct doc_node *n, int depth)
{
	size_t index;

	for (; n && depth < PACKET_MAX_DEPTH; n = n->next) {
		check_text_links(c, n->text);
		for (size_t i = 0; i < n->n_checks; i++)
			check_document(c, n->checks[i].at, n->checks[i].document);
		if (n->section && !plan_section(c->library, n->section, NULL, &index))
			diag(c->diags, n->at, MSG_PACKET_SECTION, n->section);
		for (size_t i = 0; n->resources && i < n->resources->n_names; i++)
			if (!resource_there(c, n->resources->names[i]))
				diag(c->diags, n->at, MSG_PACKET_RESOURCE, n->resources->names[i]);
		for (size_t i = 0; n->records && n->records->n_rows == 0 && i < n->records->n_columns; i++)
			check_nodes(c, n->records->columns[i].cell.first, depth + 1);
		for (size_t r = 0; n->records && r < n->records->n_rows; r++)
			for (size_t i = 0; i < n->records->n_columns; i++)
				check_nodes(c, n->records->rows[r].cells[i].first, depth + 1);
		check_nodes(c, n->first, depth + 1);
	}
}

/* That its section is one is doc_library_check's to say. */
static void check_doc(struct check *c, const struct doc *doc, size_t at)
{
	c->n_all[at] = fields_walk(c->arena, c->diags, c->shapes, doc, c->seen, &c->all[at]);
	check_nodes(c, doc->first, 0);
}

static void check_entry(struct check *c, const struct packet_entry *e)
{
	size_t index;

	if (e->id)
		check_document(c, e->at, e->id);
	if (e->section && !plan_section(c->library, e->section, NULL, &index))
		diag(c->diags, e->at, MSG_PACKET_SECTION, e->section);
	fields_check_cond(c->arena, c->diags, c->shapes, e->when, e->when_at);
	if (e->for_each && !plan_is_sections(e->for_each)) {
		const char *unknown = NULL, *near = NULL;

		if (record_shape_find(c->shapes, e->for_each, &unknown, &near))
			return;
		if (near)
			diag(c->diags, e->at, MSG_PACKET_PATH_NEAR, e->for_each, unknown ? unknown : e->for_each, near);
		else
			diag(c->diags, e->at, MSG_PACKET_PATH, e->for_each, unknown ? unknown : e->for_each);
	}
}

/* Two packets of one record must not lie over each other, whatever their discreet copies are called. */
static void check_file(const struct check *c, const struct packet *packet, const struct packet *const *before, size_t n)
{
	const char *file = packet->file ? packet->file : packet->name;

	for (size_t i = 0; i < n; i++) {
		const struct packet *other = before[i];

		if (!other || (!packet->file && !other->file) || !str_eq(other->file ? other->file : other->name, file))
			continue;
		diag(c->diags, packet->file ? packet->file_at : other->file_at, MSG_PACKET_FILE_TWICE,
		     packet->file ? other->name : packet->name, file);
	}
}

void packet_check(struct arena *arena, struct diags *diags, const struct record_shapes *shapes, struct doc_library *library,
		  const char *const *template_dirs, size_t n_dirs)
{
	struct check c = {.arena = arena,
			  .diags = diags,
			  .shapes = shapes,
			  .library = library,
			  .dirs = template_dirs,
			  .n_dirs = n_dirs};
	const struct packet **packets;
	const char **names;
	size_t n;

	c.seen = str_map_new(arena);
	c.all = arena_many(arena, struct packet_field *, library->n + 1);
	c.n_all = arena_many(arena, size_t, library->n + 1);
	for (size_t i = 0; i < library->n; i++) {
		const struct doc *doc = doc_library_find(arena, diags, library, library->ids[i]);

		if (doc)
			check_doc(&c, doc, i);
	}
	for (size_t i = 0; i < library->n; i++)
		fields_check_within(arena, diags, c.all[i], c.n_all[i], c.seen);
	n = packet_list(arena, template_dirs, n_dirs, &names);
	packets = arena_many(arena, const struct packet *, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct packet *packet = packets[i] = packet_load(arena, diags, template_dirs, n_dirs, names[i]);

		if (packet)
			check_file(&c, packet, packets, i);
		for (size_t k = 0; packet && k < packet->n_entries; k++)
			check_entry(&c, &packet->entries[k]);
		for (size_t k = 0; packet && packet->of && k <= n; k++) {
			if (k < n && str_eq(names[k], packet->of))
				break;
			if (k == n)
				diag(diags, packet->of_at, MSG_PACKET_OF, packet->of);
		}
	}
}
