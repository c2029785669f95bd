/* What the files of this room share. A copy goes: gather.c makes answers of its fields (their names unmasked by mask.c), slot.c finds new
 * items, references and occasions in their paths and gives them keys (again.c, who.c, key.c), spot.c says where each answer belongs,
 * decide.c and list.c hold it against the record, item.c adds what new items need, apply.c puts all of it into the text. */
#ifndef COLLECT_INT_H
#define COLLECT_INT_H

#include "collect/collect.h"
#include "packet/packet.h"

/* One blank of the copy. */
struct answer {
	const struct readback_field *field;
	const char *path;     /* without `mine.`, masked keys found again */
	const char *printed;  /* NULL: the copy does not say */
	const char *returned;
	const char *second;   /* another widget's, which is a third thing; or NULL */
	bool button;          /* check or radio: a state, "" where it is off */
	bool changed;
	bool done;            /* nothing is left to decide */
};

/* A step of a path behind which nobody stood when it was printed: a blank item, a reference to nobody, a new occasion. */
enum slot_kind { SLOT_ITEM, SLOT_REFS, SLOT_REF, SLOT_OCCASION };
struct slot {
	enum slot_kind kind;
	const char *prefix; /* as in the copy: "people.new-1", "children.m7.pediatrician", "answers.check-in.new" */
	const char **below; size_t n_below, cap_below; /* the same within documents' answers: "answers.plan.people.new-1" */
	const char *list;   /* the list that the item goes into, as it is now: "people", "goals.k3f.steps" */
	const char *out;    /* its path now: "people.k3f" */
	const char *key;
	bool fresh;         /* the key is a new one */
	bool pending;       /* or that of a slot before, whose item the record does not have yet either */
	bool via;           /* an item whose key is a person's too: `providers` */
	bool skip;          /* nothing is taken: somebody must decide first */
};

struct collect_work {
	const struct readback *copy;
	struct answer *answers; size_t n, cap;
	const char **fresh;       /* the copy's notes on new items (readback's `fresh`), masked keys found again */
	struct slot *slots; size_t n_slots, cap_slots;
	struct str_map *slot_at;  /* prefix -> index + 1 */
	struct str_map *printed;  /* every path of the copy, and each path above one */
	struct str_map *masks;    /* digest -> key */
	struct str_map *types;    /* document -> struct doc_types * */
	struct str_map *mine;     /* document -> how many answers were left alone */
	const char **mine_ids; size_t n_mine, cap_mine;
	const struct lang *lang;  /* the copy's, or NULL */
	/* decided: */
	struct val_edit *edits[2]; size_t n_edits[2], cap_edits[2]; /* the record's, the program file's */
	struct str_map *lists;    /* path -> struct list_edit * */
	struct list_edit *first_list, **end_list;
	struct str_map *gone;     /* items told as gone */
	struct str_map *said;     /* path -> struct answer *: the one whose value goes there */
	size_t n_returned;
};

struct list_edit { /* a list of texts that several blanks change */
	const char *path;
	const char **items; size_t n, cap;
	bool word;
	struct list_edit *next;
};

/* ---- gather.c ---- */
void gather(struct collect *c);
/* The part of a path from the document's id on ("my-goals.why" of "children.m7.answers.my-goals.why"), or NULL. */
const char *path_answers(const char *path);
const char *path_document(struct arena *arena, const char *path);
/* The type that a document gives the blank at a path below `answers`; RECORD_OBJECT where it has none there. */
enum record_type path_type(struct collect *c, const char *path);
/* Reads what the document asks, if that was not done. */
void path_types(struct collect *c, const char *id);

/* ---- mask.c ---- */
/* The path behind a field's name, or a note of its /New; the same where nothing in it is masked. */
const char *unmask(struct collect *c, const char *name);
/* The state of a button of the field at the path; "" and NULL as they are. */
const char *unmask_state(struct collect *c, const char *path, const char *state);
/* They are among what masks are looked up in, once any name of the copy was masked. */
void mask_add(struct collect *c, const char *key);
void masks_of_path(struct collect *c, const char *path);

/* ---- spot.c: where a blank belongs ---- */
struct spot {
	const char *path;   /* references followed, slots filled */
	const char *parent, *key;
	enum record_type type;
	const struct record_shape *shape;
	const struct val *val;
	enum { SPOT_VALUE, SPOT_OPTION, SPOT_LINE } kind;
	const struct val *list; /* OPTION, LINE: the list's own value */
	bool word;          /* its value is an id, a date, a yes */
};
const char *kind_of_root(const char *path);
/* What no sheet asks, whatever a file may say. */
bool path_closed(struct collect *c, const char *path);
/* The first step of the path at which an item is asked for that the record no longer has; NULL where there is none. */
const char *item_gone(struct collect *c, const char *path);
bool spot_find(struct collect *c, const struct answer *a, const struct slot *slot, const char *path, struct spot *spot);
bool list_has(const struct val *list, const char *text);
/* Does the record say at the path what was typed in the blank? */
bool is_held(struct collect *c, const struct answer *a, const char *path);

/* ---- slot.c ---- */
void slots_find(struct collect *c);
struct slot *slot_find(const struct collect *c, const char *prefix);
const char *path_above(struct arena *arena, const char *path);
const char *path_last(const char *path);
/* The path as it is now. *slot becomes the innermost one that it goes through, or NULL. */
const char *slot_path(struct collect *c, const char *path, const struct slot **slot);

/* ---- again.c ---- */
/* Is the blank one of the slot's item? What follows the item in its path, and the prefix that it bears; NULL where it is not. */
const char *slot_rest(const struct slot *slot, const char *path, const char **prefix);
/* The key of the item that came back before in this slot's place, or NULL. */
const char *key_returned(struct collect *c, struct slot *slot, const char *list);

/* ---- who.c ---- */
const struct val *list_items(const struct collect *c, const char *list);
const char *item_name(const struct val *item);
/* What was typed of the slot's item at a path below it, or NULL. */
const char *slot_typed(const struct collect *c, const struct slot *slot, const char *rest);
/* Gives a person's slot their key, or leaves it without where they are new; or asks. */
void choose_person(struct collect *c, struct slot *slot, const char *list);
/* The key of the item of a list that is called so: by name, or by its key. NULL where none is, or more than one. */
const char *key_named(struct collect *c, const char *list, const char *text);
/* The digits of a phone number, its last ten; NULL where it has too few to tell anybody apart. */
const char *digits_of(struct arena *arena, const char *phone);

/* ---- key.c ---- */
/* All that was typed of the item, so that two items rarely come to one key. */
const char *seed_of(struct collect *c, const struct slot *slot);
void choose_day(struct collect *c, struct slot *slot);
/* A key that no item of the list has: three letters and digits that say nothing. */
const char *key_fresh(struct collect *c, const char *list, const char *seed);

/* ---- value.c: what was typed, as the record has it ---- */
const char *value_read(struct collect *c, enum record_type type, const struct record_shape *shape, const char *text, bool button);
/* The record's own value in the same form. */
const char *value_kept(struct collect *c, enum record_type type, const struct val *val);
bool value_same_words(const char *a, const char *b); /* letter case and blanks aside */

/* ---- decide.c, apply.c ---- */
void decide(struct collect *c);
bool apply(struct collect *c);
/* Two hands on one value: is the copy's taken? Told where somebody must decide. */
bool wins(struct collect *c, const struct answer *a, const struct spot *spot, const char *kept);
void note_hide(struct collect_note *n, const struct spot *spot);
struct span note_place(const struct collect *c, const struct val *val);
void note_done(struct collect *c, const struct answer *a, const char *path);
/* list.c */
void decide_option(struct collect *c, const struct answer *a, const struct spot *spot);
void decide_line(struct collect *c, const struct answer *a, const struct spot *spot);
/* item.c: what was decided of new items, once all blanks are */
void put_items(struct collect *c);
struct collect_note *note(struct collect *c, enum collect_kind kind, const char *path);
void put_text(struct collect *c, const char *path, const char *text, bool word);
void put_edit(struct collect *c, struct val_edit edit);
/* The list at a path, to be changed; begun with what the record has. */
struct list_edit *put_list(struct collect *c, const char *path, const struct val *val, bool word);
void list_add(struct collect *c, struct list_edit *list, const char *text);
/* Keeps a text under `returned`. */
void put_returned(struct collect *c, const char *path, const char *text);
/* Takes out what waited there for the path. */
void drop_returned(struct collect *c, const char *path);

/* ---- fit.c ---- */
/* Does the text show whole in one of the field's boxes? By the widths that letters have in most typefaces. */
bool fits(const struct readback_field *field, const char *text);

#endif
