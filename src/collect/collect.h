/* collect: what a family filled in, back into its record. A filled copy says three things of each blank: what was printed, what stands
 * there now, and which path it is; the record says what stands there today. From these it is decided, blank by blank, what changes, and
 * where two hands changed one value nobody's is overwritten. Nothing here reads a PDF or writes a file: it goes from readback's fields and
 * a record to that record's new text, and says what happened as plain data. */
#ifndef COLLECT_COLLECT_H
#define COLLECT_COLLECT_H

#include "base/base.h"
#include "doc/doc.h"
#include "lang/lang.h"
#include "readback/readback.h"
#include "record/record.h"

enum collect_prefer { COLLECT_ASK, COLLECT_RETURNED, COLLECT_RECORD };

enum collect_kind {
	COLLECT_PUT,       /* the value is in its place */
	COLLECT_EMPTIED,
	COLLECT_NEW,       /* an item with a key of its own: `path` */
	/* not put in its place: */
	COLLECT_CONFLICT,  /* changed on both sides */
	COLLECT_UNPRINTED, /* the copy does not say what was printed (no /DV), and the record has something else */
	COLLECT_TWO,       /* the copy's widgets say two things: `returned` and `record` */
	COLLECT_GONE,      /* the record no longer has the item: `what` */
	COLLECT_KNOWN,     /* a new person whose name or number somebody has: `record` is their path, `what` "name" or "number" */
	COLLECT_ELSEWHERE, /* another record's: `what` is its kind */
	COLLECT_MINE,      /* the parent's own: `path` is the document, `count` how many answers */
	/* in its place or under `returned`, and to be looked at: */
	COLLECT_KEPT,      /* refused by the shape, which wants `what`: kept as written */
	COLLECT_NO_PLACE,  /* no shape knows the path: kept as written */
	COLLECT_TIGHT      /* more was typed than the box shows */
};

struct collect_note {
	enum collect_kind kind;
	const char *path;
	const char *printed, *record, *returned; /* values: to be shown only where somebody must decide */
	const char *what;
	size_t count;
	const char *file;   /* the copy */
	struct span at;     /* in the record; or none */
};

/* A blank of the copy, for whoever sets the copy anew. */
struct collect_blank {
	const char *path, *now; /* in the copy, `mine.` aside; in the record as it is today, or NULL: nothing is taken */
	const char *text;       /* what stands in it; of a button its state, "" where it is off */
	const struct readback_field *field;
	bool held;              /* the record has it now */
};

struct collect_job {
	struct arena *arena;
	struct diags *diags;
	const struct record_shapes *shapes;
	struct doc_library *library;
	const char *const *lang_tags; size_t n_langs;    /* the languages that dates are read in, besides the copy's own; the run's first */
	const struct lang *(*language)(void *of, size_t i); void *of; /* the i-th of them, as it is needed; NULL: told */
	struct lang_date today;
	enum collect_prefer prefer;
	const char *const *include; size_t n_include;    /* documents of the parent's own that are taken all the same; "*": all */
	bool traced;                                     /* `blanks` and `now` are wanted */
};

/* A record on its way: it grows with each copy. */
struct collect {
	const struct collect_job *job;
	struct record_set set;       /* as it stands after the copies so far; the caller loads it, or see collect_fresh */
	const struct record *main;   /* of the set: the one that values go to */
	const struct record *program;/* its program file as it stands, or NULL */
	bool fresh;                  /* there was no record: all that stands in a copy is taken */
	struct collect_note *notes; size_t n, cap;
	struct collect_blank *blanks; size_t n_blanks; /* where traced: the last copy's */
	struct str_map *now;         /* where traced: the last copy's blank items and new occasions -> where they went: "people.new-1" -> "people.k3f" */
	struct collect_work *work;   /* this room's own */
};

/* Starts with a record that is there: `c->set` is loaded. */
void collect_begin(struct collect *c, const struct collect_job *job);
/* Starts without one: of that kind (NULL: the one that most of the copy's blanks are of), its id made up; `name` is the file it will be. False (told) where that fails. */
bool collect_begin_fresh(struct collect *c, const struct collect_job *job, const struct readback *copy, const char *kind, const char *name);
/* Takes one copy into the record. False (told) where it is no copy of ours, another family's, a scan or flattened, or where a value
 * cannot be put in; the record is then as it was. */
bool collect_copy(struct collect *c, const struct readback *copy);
/* May two copies be asked about by hand? Those that wait for a decision. */
size_t collect_undecided(const struct collect *c);

#endif
