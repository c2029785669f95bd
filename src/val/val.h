/* val: YAML as values that know where they stand. Scalars are text and stay what was written (`01001`, `no`, `12:30`);
 * only a schema gives them a type. Merge keys, tags and more than one document in a file are refused. */
#ifndef VAL_VAL_H
#define VAL_VAL_H

#include "base/base.h"

enum val_kind { VAL_NULL /* nothing was written, or ~ or null, unquoted */, VAL_TEXT, VAL_LIST, VAL_MAP };

struct val {
	enum val_kind kind;
	bool quoted;        /* VAL_TEXT: in quotes or a block scalar, so 'null' is text */
	struct span at;     /* the whole value in its source */
	const char *text;   /* VAL_TEXT; never NULL there */
	struct val **items; /* VAL_LIST: n of them; VAL_MAP: the values, in the file's order */
	struct val_key *keys; /* VAL_MAP: n of them */
	size_t n;
};

struct val_key {
	const char *text;
	struct span at;
};

/* A fragment of a source that is YAML: whole lines of it from `first_line` (from 1). Each line of `text` is a *suffix* of its
 * line in the source (a fenced block in a list or a quotation has lost its prefix), and so its columns are found again. */
struct val_part {
	const char *text;
	size_t len;
	uint32_t first_line;
};

/* Limits; going past one is an ordinary error. */
#define VAL_MAX_DEPTH 32
#define VAL_MAX_NODES 200000 /* with aliases followed: who walks the values meets no more */
#define VAL_MAX_ALIASES 100

/* Parses all of `src`, or only `part` of it where that is not NULL. NULL where it is no YAML or breaks a limit (told);
 * an empty text is a VAL_NULL. A key that stands twice is told, and the first one counts. */
struct val *val_parse(struct arena *arena, struct diags *diags, const struct source *src, const struct val_part *part);
/* source_load and val_parse in one. */
struct val *val_load(struct arena *arena, struct diags *diags, const char *path, size_t max);

/* The value at a key of a map, or NULL (also where `v` is NULL or no map). */
struct val *val_lookup(const struct val *v, const char *key);
/* The index of a key in a map, or -1. */
int val_index(const struct val *v, const char *key);
/* The place of a key of the map, for a diagnostic; the map's own where it is not there. */
struct span val_key_at(const struct val *v, const char *key);
/* The text of a scalar; NULL where v is NULL, VAL_NULL, a list or a map. */
const char *val_text(const struct val *v);
/* The text at a key; `otherwise` where there is none. */
const char *val_text_at(const struct val *v, const char *key, const char *otherwise);
/* yes/true/on and no/false/off in any case; false (and *ok false, where ok is not NULL) for anything else. */
bool val_truth(const struct val *v, bool *ok);

/* ---- splice.c, patch.c, fresh.c: values changed in the text they stand in ----------------------------------------------- */

enum val_edit_kind { VAL_SET, VAL_SET_LIST, VAL_SET_MAP /* a map, empty where there is none yet */, VAL_DROP };

struct val_edit {
	const char *path; /* keys parted by full stops; an item of a list by its number, from 1; the one behind its last is added */
	enum val_edit_kind kind;
	const char *text; /* SET */
	bool word;        /* SET: an id, a date, a yes: it stands without quotes wherever it then reads back */
	const char *const *texts; size_t n; /* SET_LIST: a list of these texts */
};

/* The source with these edits made, under the same name: values, and what is missing on the way to them, are put in at their places;
 * comments, order and every byte elsewhere stay. Where several edits name one path the last one counts. The result is read again and
 * held against what was meant: NULL (told, at the place) where it says anything else, as where an edit would change a value that
 * stands in several places (&name, *name). */
const struct source *val_splice(struct arena *arena, struct diags *diags, const struct source *src,
				const struct val_edit *edits, size_t n);
/* A text as a YAML value on one line, quoted where it must be. */
void val_write_text(struct buf *out, const char *text, bool flow, bool word);

/* Tells every key of the map that is not among `known` (ended by NULL), with the nearest known one. */
void val_check_keys(struct diags *diags, const struct val *map, const char *what, const char *const *known);

#endif
