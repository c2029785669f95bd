/* packet: which documents, for whom, in what order: templates/packets/<name>.yaml, the library and a record -> the tree that is set. */
#ifndef PACKET_PACKET_H
#define PACKET_PACKET_H

#include "base/base.h"
#include "doc/doc.h"
#include "lang/lang.h"
#include "packet/set.h"
#include "record/record.h"

/* What a packet file says. Its keys: title, for (the record kind), documents (a list: an id; {section: my-steps}: all documents
 * of that section in its collection's order; {id:, when:}), cover, head, foot: {family: yes, date: yes}, duplex, begins-right, mine
 * (apart | together | only), empty (print | drop: what nobody filled in), consent (the kind that it needs to be shared),
 * theme (where the run names none), of (the packet whose folder this one is for), file (a neutral name for discreet copies), discreet-title. */
struct packet;

struct packet *packet_load(struct arena *arena, struct diags *diags, const char *const *template_dirs, size_t n_dirs,
			   const char *name);
size_t packet_list(struct arena *arena, const char *const *template_dirs, size_t n_dirs, const char ***names);
const char *packet_title(const struct packet *packet);
const char *packet_for(const struct packet *packet); /* family, staff, agency */
/* May it read what the program answered about a family (the file beside the record)? What a family keeps never does: a packet file says
 * `program: yes`; documents named alone do where one of them is the program's. */
bool packet_program(struct arena *arena, struct diags *diags, struct doc_library *library, const struct packet *packet);
/* A packet of these documents alone. */
struct packet *packet_of(struct arena *arena, const char *const *ids, size_t n);

/* The theme that a packet asks for, or NULL. */
const char *packet_theme(struct arena *arena, const char *const *template_dirs, size_t n_dirs, const char *name);
/* The kind of consent that a packet needs to be shared, or NULL. */
const char *packet_consent(const struct packet *packet);
/* What is shared: the documents `ids` of packet `of` (NULL: those alone, in this order) behind the page `scope`, only what is filled in,
 * under `name`. */
struct packet *packet_share(struct arena *arena, const struct packet *of, const char *scope, const char *const *ids, size_t n, const char *name);

/* What the page that opens a share says, as {{share.purpose}} and so on; NULL: not said. */
struct packet_scope {
	const char *recipient, *agency, *purpose, *what, *documents, *children, *fields, *until, *until_event, *given, *proceeding, *record;
};

/* A filled copy that is set anew, by paths as they are today. */
struct packet_copy {
	struct str_map *stood;             /* those of its blanks, and each step above one */
	struct str_map *now;               /* where a blank item or a new occasion went: "consents.new-1" -> "consents.k4x" */
	const char *const *paths; size_t n;/* those of its blanks */
};

struct packet_job {
	struct arena *arena;
	struct diags *diags;
	struct doc_library *library;
	const struct record_set *set;
	const struct lang *lang;
	const char *const *template_dirs; size_t n_dirs; /* for resources/ */
	const char *records_dir;  /* folder of the record, for its photos */
	const char *to;           /* a letter's recipient: a key of people; or NULL */
	const struct packet_scope *scope; /* of a share, or NULL */
	const char *notice;       /* stands on every sheet, or NULL */
	const struct packet_copy *copy; /* that is set anew, or NULL */
	bool blank, flat, discreet;
};

/* Binds a packet to the job's records. Gives one file, or two (the second is the `mine` one); files[i] NULL where it would be empty.
 * False where something in the inputs is wrong (told; all of it). */
bool packet_bind(const struct packet_job *job, const struct packet *packet, struct set_packet *files[2]);

/* ---- checking, and the list of blanks as the sources define them ---------------------------------------------------- */

struct packet_field {
	const char *document, *id, *path, *type, *label;
	int at_least;
	struct span at;
};

/* Every blank of a document, inline ones too, with its path as a pattern ("people[].phone"), its type, and how many stand for it
 * at least. Paths that no shape knows, paths of two types, ids that stand twice, conditions on unknown paths are told. */
size_t packet_fields(struct arena *arena, struct diags *diags, const struct record_shapes *shapes, const struct doc *doc,
		     struct packet_field **fields);
/* Adds to `allow` what a document shows: the patterns of all that it prints (`shown`), of what decides who stands in its lists
 * (`members`), and of its other conditions (`conds`). Nothing is told. */
void packet_shows(struct arena *arena, const struct record_shapes *shapes, const struct doc *doc, struct record_allow *allow);
/* The ids of all options that a document gives its blanks and passages: what the states of its buttons are called. */
size_t packet_options(struct arena *arena, const struct record_shapes *shapes, const struct doc *doc, const char ***ids);
/* What stands for a key (of a path, or an option's id) in a copy where its own letters would tell: "k" and eight digits of its digest, so
 * that the same answer keeps one name, and whoever knows the key finds it again. */
const char *packet_mask(struct arena *arena, const char *key);
/* What parts keys in names of fields and in notes on new items ("people.new-1 kind=family"). */
#define PACKET_KEYS_END ". ="
/* All documents and packets held against the shapes and each other. */
void packet_check(struct arena *arena, struct diags *diags, const struct record_shapes *shapes, struct doc_library *library,
		  const char *const *template_dirs, size_t n_dirs);

#endif
