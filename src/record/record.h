/* record: what is known of a family, a staff member or an agency. Shapes (schemas) say which paths there are and of which
 * type; a record is a file of values; a set is all records that one build looks into. Every blank is a path into it.
 *
 * Roots: a family record's keys stand at the top (`participant`, `people`, `children`, …); what the program answers stands
 * in the program's file under `program`; staff and agency records have one root each, `staff` and `agency`.
 *
 * A path is keys parted by dots: `participant.name`, `people.k3f.phone`. Through a reference it goes on at the item referred
 * to: `children.m7.pediatrician.phone` *is* `people.p8d.phone`. */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include "base/base.h"
#include "lang/lang.h"
#include "val/val.h"

/* ---- shapes ------------------------------------------------------------------------------------------------------ */

enum record_type {
	RECORD_TEXT,
	RECORD_MULTILINE,
	RECORD_DATE,
	RECORD_TIME,
	RECORD_DATETIME,
	RECORD_PHONE,
	RECORD_EMAIL,
	RECORD_URL,
	RECORD_NUMBER,
	RECORD_PERCENT,
	RECORD_YES_NO,
	RECORD_YES_NO_NA,
	RECORD_CHOICE,
	RECORD_MULTI_CHOICE,
	RECORD_CHECK,
	RECORD_SIGNATURE,
	RECORD_DRAWING,
	RECORD_TEXTS /* a list of texts */,
	RECORD_REF /* the key of an item elsewhere */,
	RECORD_REFS,
	RECORD_ITEMS /* a map of items by key: a list */,
	RECORD_OBJECT
};

/* "text", "yes_no", …: the word of a type in documents (`type:`) and in `list fields`, and back; RECORD_OBJECT where
 * unknown. */
const char *record_type_word(enum record_type type);
enum record_type record_type_find(const char *word);
extern const char *const record_type_words[]; /* those a document may use, ended by NULL */

/* Holds no words that could be misspelt: dates, numbers, phones, addresses on the web, keys. */
bool record_type_plain(enum record_type type);

struct record_shape {
	enum record_type type;
	const char *key;   /* the last key of its path */
	const char *title; /* in words, for messages; or NULL */
	const char *description;
	const char *const *options; /* CHOICE, MULTI_CHOICE: ids, ended by NULL; or NULL: open */
	const char *refers;	    /* REF, REFS: the list it points into: "people", "children" */
	const char *view;	    /* an older or shorter name: the path it stands for ("contacts" -> "people"), or NULL */
	const char *where;	    /* and the condition on its items ("emergency"), or NULL */
	bool derived;		    /* may be worked out; see record_find */
	bool secret;		    /* never printed, shared or exported: safety */
	bool office;		    /* written by staff into the file alone: no sheet asks it, and nothing that comes back sets it */
	bool asked;		    /* secret, but a blank may ask it: it stands empty whatever the record has */
	bool or_text;		    /* REF: words may stand there, where nobody is meant */
	bool no_spellcheck;	    /* names, phones, addresses, keys */
	bool free;		    /* within `answers`: the document gives the type, any key may follow */
	bool keyed; /* TEXTS: kept as a map of texts by key (path.a1, path.new-1), not as a plain list (path.1) */
	const struct record_shape *item; /* ITEMS */
	const struct record_shape **fields;
	size_t n; /* OBJECT */
};

struct record_shapes;
/* Reads {family,program,staff,agency}.yaml and what they $ref. The folders are laid over each other: of files of one name
 * the last folder's is read. NULL where a shape is broken (told). */
struct record_shapes *record_shapes_load(struct arena *arena, struct diags *diags, const char *const *dirs, size_t n_dirs);
/* The run has many records: an agency's or a staff member's that they draw on is read and checked once. To be called once. */
void record_shapes_many(struct record_shapes *shapes);
/* The file that says what a record of this kind holds. */
const char *record_shapes_path(const struct record_shapes *shapes, const char *kind);
/* The shape of a path in which items are `[]` or any key: "people[].phone", "people.k3f.phone". References are followed.
 * NULL where no shape knows it; then `*unknown` (if not NULL) is the first key that is not known and `*nearest` a better one
 * or NULL. */
const struct record_shape *record_shape_find(const struct record_shapes *shapes, const char *path, const char **unknown,
					     const char **nearest);
/* The path as fields are named by it, older names and views replaced: "contacts[].relationship" -> "people[].role".
 * References are kept ("children[].pediatrician.name"). NULL where no shape knows it. */
const char *record_shape_name(const struct record_shapes *shapes, struct arena *arena, const char *path);
/* "family", "staff", "agency", "program": the root object of a record kind. What its file names by $ref under items is read
 * when record_shape_find first goes there; `fields` of what it gives are always there. */
const struct record_shape *record_shape_root(const struct record_shapes *shapes, const char *kind);

/* ---- records ----------------------------------------------------------------------------------------------------- */

struct record {
	const char *kind; /* family, program, staff, agency */
	const char *id;
	const char *path; /* of its file */
	const struct source *source;
	const struct val *values; /* whole file */
};

/* Loads and checks one record against its shape: types, formats, enums, unknown keys, references to nobody, item keys that
 * would not do in a field name, an id that looks like a name (warning). NULL where it cannot be used (told); smaller
 * problems are told and leave the record usable for `check`. */
struct record *record_load(struct arena *arena, struct diags *diags, const struct record_shapes *shapes, const char *path);

/* Holds the values of a file that is no record (a help line) against the shape of an item ("agency.resources[]"); what is wrong
 * is told, under `name`. */
void record_check_item(struct arena *arena, struct diags *diags, const struct record_shapes *shapes, const char *path,
		       const char *name, const struct val *v);

struct record_set {
	struct arena *arena;
	const struct record_shapes *shapes;
	const struct record *family, *program, *staff, *agency; /* each may be NULL */
	const struct lang *lang;
	struct lang_date today;
	bool blank;    /* a clean copy: nothing is known of family and program, and unknown prints; an agency or staff record
			* that is    set is known all the same */
	bool discreet; /* what `copy.discreet` asks; record_set_load sets it from `safety`, a caller may lift it */
	bool addressed; /* what `copy.addressed` asks: a letter to somebody; the caller sets it */
	bool flat;     /* `copy.live` is its opposite; the caller sets it */
	const struct record_allow *allow; /* only this is told of family and program; NULL: all. record_set_filter sets it */
	struct record_memo *memo; /* this room's own */
};

/* The same of a text in memory, under the name that it has as a source. */
struct record *record_read(struct arena *arena, struct diags *diags, const struct record_shapes *shapes, const struct source *source);

/* What a typed text would have to be where the shape refuses it ("a date", "one of: text, call, email"); NULL where it does.
 * A reference is not looked up: any text does. */
const char *record_refuses(struct arena *arena, const struct record_shape *shape, const char *text);
/* May it be an item's key: [a-z0-9][a-z0-9-]*, and not new-1? */
bool record_key_fits(const char *key);

/* Everything that building this record looks into: the record itself, its program file beside it (<stem>.program.yaml,
 * opened only where `program` is set), those under its `with:` (a circle is told), and `extra` ones (which win). False where
 * one cannot be used. `lang`, `today`, `blank` and `flat` are the caller's and stay as they are; all else in `set` is filled
 * in. */
bool record_set_load(struct arena *arena, struct diags *diags, const struct record_shapes *shapes, const char *path,
		     const char *const *extra, size_t n_extra, bool program, struct record_set *set);

/* ---- finding values ---------------------------------------------------------------------------------------------- */

/* Where a relative path starts: the item of a repeat, within the item of an outer repeat, within the record. */
struct record_scope {
	const struct record_scope *up; /* NULL: the record itself */
	const char *as;		       /* a name for the item in paths ("goal" for goal.title), or NULL */
	const char *name;	       /* the item's own full path: "children.m7"; "people.new-1" for a blank one */
	const struct val *val;	       /* NULL for a blank one */
	const struct record_shape *shape;
};

struct record_found {
	const struct record_shape *shape; /* never NULL when found */
	const struct val *val;		  /* NULL: the record has none */
	const char *name;		  /* full path, references followed: the field's name */
	const char *derived;		  /* worked out: a text for the reader; it is printed and is no field */
};

/* Finds a path: `name` from the innermost item, `/participant.name` from the record, `goal.title` from a named item, `.` the
 * item itself. Where a reference on the way is empty the name keeps the path as it is. Derived, where their ground is there:
 * age, release, due dates, joined lists (see derive.c). False where no shape knows it (nothing told; for a document that is
 * found by packet_check). */
bool record_find(const struct record_set *set, const struct record_scope *scope, const char *path,
		 struct record_found *found);

/* What came back for the path and waits, as it was written, for somebody to settle it (`returned:` of the family's or the
 * program's file); NULL where nothing does. `name` is a found one's. */
const char *record_returned(const struct record_set *set, const char *name);

/* The value as the reader sees it (dates written out, lists joined, a reference's name), "" where empty. */
const char *record_text(const struct record_set *set, const struct record_found *found);
/* The language that text is in where its words are not the record's own but a language's (a date, yes and no, an option, an age); else
 * NULL. */
const char *record_text_lang(const struct record_set *set, const struct record_found *found);

enum record_which { RECORD_ALL, RECORD_NEXT /* the first from today on */, RECORD_LAST, RECORD_NEW /* a new, empty one */ };

struct record_item {
	const char *key;
	struct record_scope scope; /* up and as as asked for */
	/* what the views that show it want of it, as paths of the item, ended by NULL; see below; or NULL */
	const char *const *flags;
};

/* The items of a list or view at `path`, in the file's order (occasions by date), that fulfil `where` (a condition, or
 * NULL). */
size_t record_items(const struct record_set *set, const struct record_scope *scope, const char *path, const char *where,
		    enum record_which which, const char *as, struct record_item **items);
/* The k-th (from 1) blank item of that list: its scope's name is "people.new-1"; a nested list's "goals.home.steps.new-2".
 * New items are numbered within one set so that two views of `people` never share one: each call counts on for its `list`.
 */
struct record_item record_new_item(const struct record_set *set, const struct record_scope *scope, const char *path,
				   const char *as);
/* What a view's condition asks of an item, as paths of it that collect must set: "emergency and kind is family" ->
 * {"emergency", "kind=family", NULL}. */
const char *const *record_where_flags(struct arena *arena, const char *where);

/* ---- conditions --------------------------------------------------------------------------------------------------- */

/* Conditions: paths, `not`, `and`, `or`, parentheses, `is` and `is not` with a word: "case and not separated",
 * "lives_with is kin or lives_with is foster", "kind is friend". A path is true where it has a value that is not `no`, or
 * items. Besides paths there are the derived facts: separated, expecting, case (child welfare is involved), and
 * `copy.blank`, `copy.live`, `copy.discreet`, `copy.addressed` (a letter that `--to` gives a reader). */
enum record_truth { RECORD_NO, RECORD_YES, RECORD_UNKNOWN };
struct record_cond;
/* NULL where it cannot be read (told at the place in the text). */
const struct record_cond *record_cond_parse(struct arena *arena, struct diags *diags, struct span at, const char *text);
/* Unknown only in a blank copy. */
enum record_truth record_cond_test(const struct record_set *set, const struct record_scope *scope,
				   const struct record_cond *cond);
/* Each path in it, for checking. */
size_t record_cond_paths(const struct record_cond *cond, struct arena *arena, const char *const **paths);

/* ---- consent.c: what an entry under `consents` allows -------------------------------------------------------------- */

enum record_consent_kind {
	RECORD_CONSENT_CARE, /* treatment, payment, operations */
	RECORD_CONSENT_NAMED,
	RECORD_CONSENT_PROCEEDING,
	RECORD_CONSENT_NOTES, /* counseling notes */
	RECORD_CONSENT_NO_KIND
};

/* In the order in which they are asked: one that was taken back is nothing else, a draft has no dates that count. */
enum record_consent_state {
	RECORD_CONSENT_REVOKED,
	RECORD_CONSENT_DRAFT,
	RECORD_CONSENT_ENDED, /* its last day is past, or the event that ends it has come */
	RECORD_CONSENT_NOT_YET,
	RECORD_CONSENT_IN_FORCE
};

struct record_consent {
	const char *key, *person; /* of the consent; of who may be told, or NULL */
	const struct val *val;
	enum record_consent_kind kind;
	enum record_consent_state state;
	struct lang_date day; /* since when taken back; its last day; its first day; year 0: none is known, or it has no last day */
	const char *lacks;    /* DRAFT: the first key that it needs and has not */
	struct span at;       /* what decided */
};

/* What the entry `key` of `consents` says on this day. 42 CFR 2.31(a) and (c). */
struct record_consent record_consent_judge(const struct val *consents, const char *key, struct lang_date today);
/* Does it reach this child (NULL: no child in particular)? All, where it names none. */
bool record_consent_child(const struct record_consent *consent, const char *child);
/* May a consent of this kind reach a person of that kind (`people.*.kind`)? A court is told for one proceeding alone; care does not
 * reach lawyers, probation or child welfare. 42 CFR 2.31(d), 2.33(b). */
bool record_consent_fits(enum record_consent_kind kind, const char *person_kind);
/* All that name this person (NULL: all), judged on the set's day, in the record's order. */
size_t record_consents_of(const struct record_set *set, const char *person, struct record_consent **list);

/* ---- filter.c: a set that holds only what may be shown ------------------------------------------------------------ */

/* What may be shown: paths as patterns ("people[].phone", `[]` any item), each with all below it. */
struct record_paths {
	const char **items;
	size_t n, cap;
};

struct record_allow {
	struct record_paths shown;   /* printed by the documents that may be shown */
	struct record_paths fields;  /* and of those only these; none: all of them */
	struct record_paths members; /* says which items stand in a list: looked at, never printed */
	/* other conditions, and what derived values are worked out from: the same, but not where there are fields */
	struct record_paths conds;
	struct record_paths always;  /* printed whatever the fields say */
	const struct record_consent *consent; /* whose children it reaches; no other is shown */
	const char *person;          /* the key of the one it goes to */
};

void record_paths_add(struct arena *arena, struct record_paths *paths, const char *path);
/* A path as people write it in a consent's `fields`: items' keys left out ("children.allergies" -> "children[].allergies") or given
 * ("goals.home"), where `values` (a record's) has such an item. NULL where no shape knows it; then *unknown and *nearest are as with
 * record_shape_find. */
const char *record_field_path(const struct record_shapes *shapes, struct arena *arena, const struct val *values, const char *path,
			      const char **unknown, const char **nearest);
/* A set in memory with the values alone that `allow` lets through; record_find on it tells nothing else. Children whom the
 * consent does not reach are not in it, nor what is about them: items that name one of them (told as a warning), and people
 * whom only they are tied to. Staff and agency are the program's own and stay. `allow` must outlive it. */
struct record_set *record_set_filter(struct arena *arena, struct diags *diags, const struct record_set *set,
				     struct record_allow *allow);
/* May this path be printed? */
bool record_allowed(const struct record_set *set, const char *name);

/* ---- new.c -------------------------------------------------------------------------------------------------------- */

/* An id that says nothing: f-7k2m, s-…, a-…; from the system's randomness. */
char *record_new_id(struct arena *arena, const char *kind);
/* A commented record to start from, made from the shape's descriptions. */
void record_new_text(const struct record_shapes *shapes, const char *kind, const char *id, struct buf *out);

#endif
