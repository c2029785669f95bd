/* What the files of this room share. A bind goes: plan.c says which documents stand where, bind.c walks their nodes, text.c, blank.c,
 * records.c and blocks.c make the set's parts. fields.c (with path.c and field.c) and check.c walk the same documents without a
 * record. */
#ifndef PACKET_INT_H
#define PACKET_INT_H

#include "packet/packet.h"

enum {
	PACKET_MAX_PARTS = 400000, /* nodes and blanks of a packet: a long list in a long list must end somewhere */
	PACKET_MAX_DEPTH = 64,
	PACKET_NUMBERS = 64,
};

/* ---- packet.c: what a packet file says ------------------------------------------------------------------------------ */

struct packet_entry {
	const char *id;      /* a document, or NULL: */
	const char *section; /* all documents of this one */
	const char *when;    /* or NULL */
	const char *for_each, *as, *where, *which; /* instead of the document's own; for_each NULL: its own */
	bool front;          /* it opens the packet: no consent need name it */
	struct span at, when_at;
};

enum packet_mine { PACKET_APART, PACKET_TOGETHER, PACKET_ONLY };

struct packet {
	const char *name, *title, *kind;
	struct packet_entry *entries; size_t n_entries, cap_entries;
	bool family, date;         /* in the foot */
	bool duplex, begins_right;
	enum packet_mine mine;
	const char *file, *discreet_title; /* or NULL */
	struct span file_at;
	const char *of; struct span of_at; /* the packet that is put into this folder; NULL: none but this one */
	bool program;              /* what the program answers may be read: never in a packet that a family keeps */
	bool filled;               /* only what is filled in: `empty: drop` */
	const char *consent;       /* the kind of consent that it needs to be shared, or NULL */
	const char **only;         /* a share: none but these documents, ended by NULL; NULL: all */
	bool adhoc;                /* documents named on the command line: printed whatever they apply to */
};

/* The id of the blank that a sheet offers at its end. */
#define PACKET_MORE_ROOM "more-room"

/* ---- bind.c --------------------------------------------------------------------------------------------------------- */

/* Patterns of the document's language with their arguments marked \1 and \2, read once, so that putting words in is a copy. */
struct bind_patterns {
	const char *in;           /* "{group}: {label}" */
	const char *item;         /* "{item} {n}" */
	const char *nested;       /* "{outer}, {inner}" */
	const char *option;       /* "{question}: {answer}" */
	const char *option_asked; /* "{question} {answer}", for one that ends in its own mark */
	const char *again;        /* "{label} ({n})" */
	const char *passage;      /* "Keep this part: {label}" */
	const char *line;         /* "{label}, line {n}" */
	const char *within;       /* "{title}: {label}", of a blank in a sentence that does not say enough */
	const char *done, *name, *date, *sign, *draw; /* "{label}: done", of a checklist's line; of signatures; of a drawing */
};

struct bind {
	const struct packet_job *job;
	const struct packet *packet;
	struct arena *arena;
	const struct record_set *set;
	const struct lang *lang;      /* the copy's: what the program says for itself, and how values are written out */
	const struct lang *own;       /* the document's at hand, where it has a file; else the copy's: tooltips, pronouns, "Entry 1" */
	const char *tag;              /* what the document at hand is written in */
	bool unknown;                 /* a clean copy: no values */
	bool failed;
	size_t parts;                 /* made so far */
	bool rtl;                     /* the document that is bound */
	bool flat;                    /* it is printed as it is: nothing on it can be filled in on a screen */
	struct str_map *conds;        /* text -> parsed condition */
	struct bind_patterns patterns;
	const char *numbers[PACKET_NUMBERS]; /* in the document's numerals, made when first asked for */
	struct bind_telling { const char *word; uint32_t letters; } *telling; size_t n_telling, cap_telling; /* giveaway words, lower case, of
	                               * discreet and travelling copies */
	struct str_map *heeded;       /* paths of values that tell, and of which that was said */
	struct str_map *telling_of;   /* tags of languages whose words are among them */
	struct plan_item **plan; size_t n_plan, cap_plan;
	struct str_map *present;      /* document id -> its first plan item */
	struct plan_item **sections; size_t n_sections; /* one for each section of the folder: plan_sections */
	struct plan_item **inside; size_t n_inside;     /* what the folder holds, in order */
	bool sections_made;
	struct str_map *said[2];      /* tooltip -> name of its field, in each file */
	struct str_map *fresh;        /* a view and a number -> its blank item, so that every sheet that shows the view shows the same one */
	struct str_map *noted;        /* what stands in `news` */
	const char **news; size_t n_news, cap_news; /* items that a view wants something of, as set_packet's `fresh` */
};

/* ---- plan.c: one document in its place ------------------------------------------------------------------------------- */

struct plan_item {
	const struct doc *doc;
	const struct record_scope *scope; /* its item, or NULL */
	const char *key;                  /* the item's, or NULL */
	int index, count;                 /* which of how many instances, from 1 */
	const char *lead;                 /* "Child 2", where there are several; or NULL */
	const char *prefix;               /* where its blanks live: "answers.my-goals" */
	const char *anchor;
	const char *number;
	const char *section;              /* id, or NULL */
	const char *section_title, *section_number; /* or NULL */
	int color;
	int tab, tabs;                    /* the section's place among those of the folder, and how many; 0: it stands for none */
	bool mine;                        /* stands in the parent's own file, or bears its field names */
	int file;                         /* 0 or 1 */
	bool front;                       /* it opens the packet */
	bool empty;                       /* nothing in it is filled in */
	bool neutral;                     /* no names of program, agency, packet, section */
};

void plan_make(struct bind *bind);
/* Notes in the file what a view wants of an item that it shows, for whoever reads the filled copy: no name of a field tells. */
void plan_note(struct bind *bind, const struct record_item *item, const char *where);
/* The k-th blank item of a view: one view, one number, one item, and so one field on every sheet that shows it. */
struct record_item plan_fresh(struct bind *bind, const struct record_scope *scope, const char *path, const char *where, const char *as, size_t k);
/* sections.c: `sections`, a list that is no record's: the parts of the folder that the packet is, or is made for (`of:`). Finds them once;
 * false where they cannot be found (told). */
bool plan_sections(struct bind *bind);
bool plan_is_sections(const char *path);
/* The collection that has this section (and this document, where it is not NULL) and the section's index in it; NULL where none. */
const struct doc_collection *plan_section(const struct doc_library *library, const char *id, const char *document, size_t *index);
/* "answers", "program.answers" or "staff.answers": the root of what a document's own blanks ask. set NULL: by its audience. */
const char *plan_root(const struct doc *doc, const struct record_set *set);
/* Where the blanks of a document live within an item (its full path); `outer` is where they live around it. */
const char *plan_item_prefix(struct arena *arena, const struct record_shapes *shapes, const char *root, const char *doc, const char *outer,
			     const char *item);
void plan_tell_document(struct arena *arena, struct diags *diags, const struct doc_library *library, struct span at, const char *id);

/* ---- frames: where a node stands -------------------------------------------------------------------------------------- */

struct frame {
	struct bind *bind;
	const struct plan_item *item;
	const struct doc *doc;
	const struct record_scope *scope;
	const char *prefix;   /* where blanks without a field live here */
	const char *lead;     /* "Goal 1, step 2", or NULL */
	const char *heading;  /* the nearest one's words, or NULL */
	const char *column;   /* the column head's words, or NULL */
	int level;            /* the last heading's */
	int depth;
	bool front;           /* a discreet file's first page: no names */
	bool spare;           /* within the block that stands ready for one more: half the lines, half the inner ones */
	struct str_map *labels;   /* label -> how often it stands in the document, as a pointer's number */
	const char *title;        /* the document's, plain */
	struct str_map *variants; /* option id -> struct option_variants */
	struct str_map *groups;   /* field name -> the struct set_blank of its variants */
};

/* The nodes of a chain, bound; NULL where nothing is left. */
struct set_node *bind_nodes(struct frame *frame, const struct doc_node *first);
/* One part more; past the limit it is told, once, and the bind has failed. */
void bind_count(struct bind *bind, struct span at);
struct set_node *bind_node_new(struct bind *bind, enum set_kind kind, struct span at);

/* ---- value.c: what the record says here ----------------------------------------------------------------------------- */

/* A condition in this frame; true for NULL and for unknown. */
bool bind_when(struct frame *frame, const char *text, struct span at);
/* Finds a path in the frame. False where no shape knows it (not told). */
bool bind_find(struct frame *frame, const char *path, struct record_found *found);
/* Is it a word of the office (a worker's title, say) that a discreet or travelling copy must not hold? */
bool bind_withheld(struct frame *frame, const struct record_found *found);
/* What the family wrote stands in their own copy as they wrote it; where it tells, that is said once, with its place. */
void bind_heed(struct frame *frame, const struct record_found *found, const char *text);
/* The value as text, NULL where there is none or it is withheld. */
const char *bind_value(struct frame *frame, const struct record_found *found);
const struct val *bind_walk(const struct val *val, const char *path);

/* ---- words.c: what the program says for itself ---------------------------------------------------------------------- */

/* From here on tooltips, numerals and pronouns are in this language, or the copy's own (NULL): a tooltip is in one,
 * its document's. */
void bind_speak(struct bind *bind, const char *tag);
/* The pattern with words for its \1 and \2. */
const char *bind_fill(struct bind *bind, const char *pattern, const char *a, const char *b);
const char *bind_number(struct bind *bind, size_t n);
/* The tag, where it is not what the document at hand is written in; else NULL. */
const char *bind_differs(const struct bind *bind, const char *lang);
/* What a document is written in. */
const char *bind_doc_lang(const struct bind *bind, const struct doc *doc);
/* The language a value's text is in, where that is not the document's; else NULL. */
const char *bind_value_lang(struct frame *frame, const struct record_found *found);

/* ---- telling.c ------------------------------------------------------------------------------------------------------ */

/* Reads the giveaway words. */
void bind_telling_make(struct bind *bind);
/* And those of a language. */
void bind_telling_in(struct bind *bind, const struct lang *lang);
/* True where the text holds one of the giveaway words. */
bool bind_telling(const struct bind *bind, const char *text);

/* ---- copy.c: what stood in the copy that is set anew; nothing did where none is ---------------------------------------- */

bool copy_stood(const struct bind *bind, const char *path);
/* It has blanks of its own; where the copy has none of them, it did not stand there. */
bool copy_lacks(const struct bind *bind, const struct doc *doc);
const char *copy_now(const struct bind *bind, const char *path);
/* The month of the days that it had below `prefix`. */
bool copy_month(const struct bind *bind, const char *prefix, struct lang_date *date);
/* Are any of the copy's blanks among these nodes? */
bool copy_has(const struct bind *bind, const struct set_node *first);

/* ---- text.c ----------------------------------------------------------------------------------------------------------- */

struct set_text *bind_text(struct frame *frame, const struct doc_text *text);
/* Words alone, values included where `values`; NULL where nothing is left. */
const char *bind_plain(struct frame *frame, const struct doc_text *text, bool values);
/* May words that are spoken or stand in metadata hold values? Not in a discreet copy. */
static inline bool bind_values(const struct frame *frame)
{
	return !frame->bind->job->discreet;
}
struct set_text *bind_words(struct bind *bind, const char *plain, int marks, const char *value_path);
/* A fixed word of the copy's language, marked as such. */
struct set_text *bind_word(struct bind *bind, const char *key);
bool bind_has_place(const struct doc_text *text);

/* What packet resolves by itself before a record is asked: today, to.*, participant.first, pronoun.*. */
struct builtin {
	const char *text;  /* its value, or NULL: a blank */
	const char *lang;  /* that its words are in; NULL: the document's, or nobody's */
	const char *path;  /* the blank's: from the record, or below the document's answers where it begins with "." */
	const char *type;
};
bool builtin_known(const char *path, struct builtin *out);
bool builtin_find(struct frame *frame, const char *path, struct builtin *out);

/* ---- blank.c ---------------------------------------------------------------------------------------------------------- */

struct set_blank *bind_blank(struct frame *frame, const struct doc_blank *blank);
/* The same for a place in running text. */
struct set_blank *bind_inline(struct frame *frame, const char *path, const char *type, const char *around, struct span at);
/* The field's name of a path: `mine.` in front, telling keys masked where the copy is discreet or the sheet travels. */
const char *bind_name(struct frame *frame, const char *path);
/* The same of one key or option's id. */
const char *bind_key(struct frame *frame, const char *key);
/* Telling keys of a path or note masked (PACKET_KEYS_END parts them), whatever the copy. */
const char *bind_mask(struct bind *bind, const char *keys);
/* A tooltip made unique within its document. */
const char *bind_tooltip(struct frame *frame, const char *label, const char *name);
/* The path of a blank that has no `field`. */
const char *bind_answer_path(struct frame *frame, const char *id);
struct set_blank *bind_blank_new(struct bind *bind, enum set_blank_kind kind, struct span at);
struct set_blank *bind_check_blank(struct frame *frame, const char *path, const char *id, const char *label, struct span at);
enum record_type blank_type(const struct doc_blank *blank, const struct record_shape *shape);
enum record_type blank_type_find(const char *word);

/* ---- option.c --------------------------------------------------------------------------------------------------------- */

struct option_variant {
	const char *is;
	const struct doc_text *words; /* or NULL */
};
struct option_variants { /* all passages of a document under one answer */
	struct option_variant *items;
	size_t n, cap;
};
/* What the record says of an optional passage, and (unknown) the box that asks. `words` are the passage's, for the tooltip, or NULL. */
struct set_blank *bind_passage(struct frame *frame, const char *id, const char *is, const char *words, struct span at,
			       enum record_truth *truth);
/* Counts labels and gathers variants of a chain into the frame. */
void option_survey(struct frame *frame, const struct doc_node *node, int depth);

/* ---- records.c, blocks.c ---------------------------------------------------------------------------------------------- */

struct set_node *bind_records(struct frame *frame, const struct doc_node *node);
struct set_node *bind_each(struct frame *frame, const struct doc_node *node);
/* How a child's `print:` lets it stand. */
bool bind_child_left_out(const struct record_item *item, bool own_sheet);

struct set_node *bind_checklist(struct frame *frame, const struct doc_node *node);
struct set_node *bind_signatures(struct frame *frame, const struct doc_node *node);
struct set_node *bind_calendar(struct frame *frame, const struct doc_node *node);
struct set_node *bind_space(struct frame *frame, const struct doc_node *node);
struct set_node *bind_resources(struct frame *frame, const struct doc_node *node);
struct set_node *bind_contents(struct frame *frame, const struct doc_node *node);
struct set_node *bind_photo(struct frame *frame, const struct doc_node *node);

/* ---- filled.c ---------------------------------------------------------------------------------------------------------- */

/* Takes what nobody answered out of a bound document; false where nothing is left to read. */
bool filled_settle(struct bind *bind, struct set_doc *d);

/* ---- fields.c, path.c --------------------------------------------------------------------------------------------------------- */

/* What was seen of paths so far, over all documents that are checked together: path -> the first blank on it. */
size_t fields_walk(struct arena *arena, struct diags *diags, const struct record_shapes *shapes, const struct doc *doc, struct str_map *seen,
		   struct packet_field **fields);
/* Tells every path that begins another one. */
void fields_check_within(struct arena *arena, struct diags *diags, const struct packet_field *fields, size_t n, const struct str_map *seen);
/* Tells unknown paths of a condition that stands at the record's top. */
void fields_check_cond(struct arena *arena, struct diags *diags, const struct record_shapes *shapes, const char *text, struct span at);

#endif
