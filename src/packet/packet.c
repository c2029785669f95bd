/* Packet files: templates/packets/<name>.yaml, read and checked by themselves. Whether the documents they name are there is
 * plan.c's and check.c's to say. */
#include "packet/packet.h"

#include <string.h>

#include "val/val.h"
#include "packet/int.h"

static const char *const packet_keys[] = {"title", "for", "documents", "cover", "head", "foot", "duplex", "begins-right", "mine",
					  "file", "discreet-title", "description", "program", "of", "empty", "consent", "theme", NULL};
static const char *const entry_keys[] = {"id", "section", "when", "for-each", "as", "where", "which", NULL};
static const char *const strip_keys[] = {"family", "date", NULL};

enum { PACKET_MAX_BYTES = 1 << 18 };

static const char *packet_path(struct arena *arena, const char *const *dirs, size_t n, const char *name)
{
	for (size_t i = n; i-- > 0;) {
		const char *path = file_join(arena, dirs[i], arena_printf(arena, "packets/%s.yaml", name));

		if (!strchr(name, '/') && file_exists(path))
			return path;
	}
	return NULL;
}

static bool truth_at(struct diags *diags, const struct val *map, const char *key)
{
	const struct val *v = val_lookup(map, key);
	bool ok = true, truth;

	if (!v)
		return false;
	truth = val_truth(v, &ok);
	if (!ok)
		diag(diags, v->at, MSG_PACKET_VALUE, key, v->kind == VAL_TEXT ? v->text : "this", "yes or no");
	return ok && truth;
}

static void strip_read(struct diags *diags, const struct val *file, const char *key, struct packet *packet)
{
	const struct val *v = val_lookup(file, key);

	if (!v)
		return;
	if (v->kind != VAL_MAP) {
		diag(diags, v->at, MSG_PACKET_VALUE, key, v->kind == VAL_TEXT ? v->text : "this",
		     "{family: yes, date: yes}, or one of the two");
		return;
	}
	val_check_keys(diags, v, key, strip_keys);
	packet->family |= truth_at(diags, v, "family");
	packet->date |= truth_at(diags, v, "date");
}

static void entry_read(struct arena *arena, struct diags *diags, struct packet *packet, const struct val *v)
{
	struct packet_entry e = {.at = v->at};

	if (v->kind == VAL_TEXT) {
		e.id = v->text;
	} else if (v->kind == VAL_MAP) {
		const struct val *when = val_lookup(v, "when");

		val_check_keys(diags, v, "an entry of `documents`", entry_keys);
		e.id = val_text_at(v, "id", NULL);
		e.section = val_text_at(v, "section", NULL);
		e.when = val_text(when);
		e.when_at = when ? when->at : v->at;
		e.for_each = val_text_at(v, "for-each", NULL);
		e.as = val_text_at(v, "as", NULL);
		e.where = val_text_at(v, "where", NULL);
		e.which = val_text_at(v, "which", NULL);
	}
	if (!e.id == !e.section) {
		diag(diags, v->at, MSG_PACKET_ENTRY);
		return;
	}
	*arena_push(arena, packet->entries, packet->n_entries, packet->cap_entries) = e;
}

static void mine_read(struct diags *diags, const struct val *file, struct packet *packet)
{
	const struct val *v = val_lookup(file, "mine");
	const char *word = val_text(v);

	packet->mine = str_eq(word, "together") ? PACKET_TOGETHER : str_eq(word, "only") ? PACKET_ONLY : PACKET_APART;
	if (v && packet->mine == PACKET_APART && !str_eq(word, "apart"))
		diag(diags, v->at, MSG_PACKET_VALUE, "mine", word ? word : "this", "apart, together or only");
}

/* `empty: drop` */
static void empty_read(struct diags *diags, const struct val *file, struct packet *packet)
{
	const struct val *v = val_lookup(file, "empty");

	packet->filled = str_eq(val_text(v), "drop");
	if (v && !packet->filled && !str_eq(val_text(v), "print"))
		diag(diags, v->at, MSG_PACKET_VALUE, "empty", val_text(v) ? val_text(v) : "this", "print or drop");
}

static void consent_read(struct diags *diags, const struct val *file, struct packet *packet)
{
	static const char *const kinds[] = {"care", "named", "proceeding", "counseling-notes", NULL};
	const struct val *v = val_lookup(file, "consent");

	for (size_t i = 0; v && kinds[i]; i++)
		if (str_eq(val_text(v), kinds[i]))
			packet->consent = kinds[i];
	if (v && !packet->consent)
		diag(diags, v->at, MSG_PACKET_VALUE, "consent", val_text(v) ? val_text(v) : "this",
		     "care, named, proceeding or counseling-notes");
}

static void kind_read(struct diags *diags, const struct val *file, struct packet *packet)
{
	static const char *const kinds[] = {"family", "staff", "agency", NULL};
	const struct val *v = val_lookup(file, "for");

	packet->kind = "family";
	for (size_t i = 0; v && kinds[i]; i++) {
		if (str_eq(val_text(v), kinds[i])) {
			packet->kind = kinds[i];
			return;
		}
	}
	if (v)
		diag(diags, v->at, MSG_PACKET_VALUE, "for", val_text(v) ? val_text(v) : "this", "family, staff or agency");
}

static struct packet *packet_read(struct arena *arena, struct diags *diags, const struct val *file, const char *name)
{
	struct packet *packet = arena_one(arena, struct packet);
	const struct val *documents = val_lookup(file, "documents");
	const struct val *cover = val_lookup(file, "cover");

	packet->name = name;
	if (file->kind != VAL_MAP) {
		diag(diags, file->at, MSG_PACKET_MAP);
		return packet;
	}
	val_check_keys(diags, file, "a packet", packet_keys);
	if (!val_text_at(file, "title", NULL))
		diag(diags, file->at, MSG_PACKET_NEEDS, "title", "the words on its cover and in its file");
	if (!documents || documents->kind != VAL_LIST || documents->n == 0)
		diag(diags, documents ? documents->at : file->at, MSG_PACKET_NEEDS, "documents", "a list of what it holds, in order");
	packet->title = val_text_at(file, "title", name);
	packet->file = val_text_at(file, "file", NULL);
	packet->file_at = packet->file ? val_lookup(file, "file")->at : file->at;
	packet->discreet_title = val_text_at(file, "discreet-title", NULL);
	packet->of = val_text_at(file, "of", NULL);
	packet->of_at = packet->of ? val_lookup(file, "of")->at : file->at;
	packet->duplex = truth_at(diags, file, "duplex");
	packet->begins_right = truth_at(diags, file, "begins-right");
	packet->program = truth_at(diags, file, "program");
	kind_read(diags, file, packet);
	mine_read(diags, file, packet);
	empty_read(diags, file, packet);
	consent_read(diags, file, packet);
	strip_read(diags, file, "head", packet);
	strip_read(diags, file, "foot", packet);
	if (cover) {
		entry_read(arena, diags, packet, cover);
		if (packet->n_entries)
			packet->entries[0].front = true;
	}
	for (size_t i = 0; documents && documents->kind == VAL_LIST && i < documents->n; i++)
		entry_read(arena, diags, packet, documents->items[i]);
	return packet;
}

static void tell_unknown(struct arena *arena, struct diags *diags, const char *const *template_dirs, size_t n_dirs, const char *name)
{
	struct buf known = {0};
	const char **names, *near;
	size_t n = packet_list(arena, template_dirs, n_dirs, &names);

	near = n ? str_nearest(name, names) : NULL;
	for (size_t i = 0; i < n; i++)
		buf_addf(&known, "%s%s", i ? ", " : "", names[i]);
	if (near)
		diag(diags, SPAN_NONE, MSG_PACKET_UNKNOWN_NEAR, name, near);
	else
		diag(diags, SPAN_NONE, MSG_PACKET_UNKNOWN, name, n ? known.data : "none");
	buf_free(&known);
}

struct packet *packet_load(struct arena *arena, struct diags *diags, const char *const *template_dirs, size_t n_dirs,
			   const char *name)
{
	const char *path = packet_path(arena, template_dirs, n_dirs, name);
	size_t before = diags_count(diags, DIAG_ERROR);
	struct packet *packet;
	const struct val *file;

	if (!path) {
		tell_unknown(arena, diags, template_dirs, n_dirs, name);
		return NULL;
	}
	file = val_load(arena, diags, path, PACKET_MAX_BYTES);
	if (!file)
		return NULL;
	packet = packet_read(arena, diags, file, arena_strdup(arena, name));
	return diags_count(diags, DIAG_ERROR) > before ? NULL : packet;
}

size_t packet_list(struct arena *arena, const char *const *template_dirs, size_t n_dirs, const char ***names)
{
	return file_list_yaml(arena, template_dirs, n_dirs, "packets", names);
}

const char *packet_title(const struct packet *packet)
{
	return packet->title;
}

const char *packet_for(const struct packet *packet)
{
	return packet->kind;
}

bool packet_program(struct arena *arena, struct diags *diags, struct doc_library *library, const struct packet *packet)
{
	if (!packet->adhoc)
		return packet->program;
	for (size_t i = 0; i < packet->n_entries; i++) {
		const struct doc *doc = packet->entries[i].id ? doc_library_find(arena, diags, library, packet->entries[i].id) : NULL;

		if (doc && str_eq(doc->privacy, "program"))
			return true;
	}
	return false;
}

struct packet *packet_of(struct arena *arena, const char *const *ids, size_t n)
{
	struct packet *packet = arena_one(arena, struct packet);

	packet->adhoc = true;
	packet->name = n == 1 ? arena_strdup(arena, ids[0]) : "documents";
	packet->kind = NULL;
	for (size_t i = 0; i < n; i++) {
		struct packet_entry *e = arena_push(arena, packet->entries, packet->n_entries, packet->cap_entries);

		e->id = arena_strdup(arena, ids[i]);
	}
	return packet;
}

const char *packet_theme(struct arena *arena, const char *const *template_dirs, size_t n_dirs, const char *name)
{
	const char *path = packet_path(arena, template_dirs, n_dirs, name);
	struct diags *unsaid = diags_new(); /* told when it is loaded */
	const char *theme = path ? val_text_at(val_load(arena, unsaid, path, PACKET_MAX_BYTES), "theme", NULL) : NULL;

	diags_free(unsaid);
	return theme;
}

const char *packet_consent(const struct packet *packet)
{
	return packet->consent;
}

/* Of the documents in `of`, or of all; those that open it stand whatever a consent names. */
struct packet *packet_share(struct arena *arena, const struct packet *of, const char *scope, const char *const *ids,
			    size_t n, const char *name)
{
	struct packet *packet = of ? arena_one(arena, struct packet) : packet_of(arena, ids, n);
	size_t cap = 0;
	struct packet_entry *own = packet->entries, first = {.id = scope, .front = true};

	if (of)
		*packet = *of;
	packet->adhoc = true; /* what a consent names is not asked whether it applies */
	packet->filled = true;
	packet->only = arena_many(arena, const char *, n + 1);
	memcpy(packet->only, ids, n * sizeof *ids);
	packet->name = name;
	packet->title = NULL;
	packet->family = false;
	packet->mine = PACKET_APART;
	own = of ? of->entries : own;
	n = of ? of->n_entries : n;
	packet->entries = NULL;
	packet->n_entries = 0;
	*arena_push(arena, packet->entries, packet->n_entries, cap) = first;
	for (size_t i = 0; i < n; i++)
		*arena_push(arena, packet->entries, packet->n_entries, cap) = own[i];
	packet->cap_entries = cap;
	return packet;
}
