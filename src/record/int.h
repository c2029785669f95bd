/* record, inside: what the files of this room share. */
#ifndef RECORD_INT_H
#define RECORD_INT_H

#include "record/record.h"

#define RECORD_MAX_BYTES (2u << 20)
#define RECORD_MAX_PATH 1000
#define RECORD_MAX_VIEWS 8	 /* a view of a view of … */
#define RECORD_MAX_ITEMS 1000 /* entries of one list */

/* A shape and what only this room knows of it. The public part stands first, so that a record_shape that we gave out is one
 * of these. */
struct shape {
	struct record_shape pub;
	struct record_shapes *of;
	const char *item_ref; /* the file of `item`, until somebody asks for it */
	const char *via;      /* an item whose key is also a key of this list: what it lacks is looked up there */
	const char *pattern;  /* a POSIX extended regular expression, or NULL */
	struct span at;
	bool dated;   /* ITEMS: occasions */
	bool many;    /* a list of texts may stand for the one text */
	bool view_done;
};

struct record_shapes {
	struct arena *arena;
	struct diags *diags;
	const char **dirs; size_t n_dirs; /* the last that has a file wins */
	struct str_map *files; /* name -> struct shape *: the root of a file, read once */
	struct shape *family;
	struct shape *free;  /* anything under `answers` */
	struct shape *check; /* one option of several */
	struct shape *text;  /* stands in for what is broken */
	int depth;	     /* of files being read, against a circle */
	bool broken;
	struct str_map *drawn; /* path -> a record that many draw on, read once; NULL: each reads its own */
	size_t n_drawn;
};

/* shape.c */
const struct shape *shape_of(const struct record_shape *shape);
/* The field of an object, or NULL. */
struct shape *shape_field(const struct shape *object, const char *key, size_t n);
/* The shape of an item of ITEMS or TEXTS, read where it was not yet. */
struct shape *shape_item(const struct shape *list);
/* The root of a record kind's file (its `kind` and `id` stand there), or NULL where it is broken. */
struct shape *shape_root(const struct record_shapes *shapes, const char *kind);
/* A field at the top of a path: participant, people, staff, agency, program. */
struct shape *shape_top(const struct record_shapes *shapes, const char *key, size_t n);
/* The item shape of a list that references point into. */
struct shape *shape_list_item(const struct record_shapes *shapes, const char *list);
bool shape_is_list(const struct shape *shape);
/* Keys of an object's fields, ended by NULL; for suggestions. */
const char *const *shape_keys(struct arena *arena, const struct shape *object);

/* format.c: takes the words of a `format` into the shape; the one that is not known, or NULL where all are. */
const char *shape_format(struct shape *shape, struct arena *arena, const char *s);

/* form.c */
/* [a-z0-9][a-z0-9-]* and not new-1; in answers `_` too. */
bool record_key_ok(const char *key, bool underscore);
bool record_key_is_new(const char *key, size_t n);
/* What a text of the type would be ("a date"), where this is none, and how to write one; NULL where it is one. */
const char *form_refuses(enum record_type type, const char *s, const char **write);

/* walk.c: a place on the way along a path */
#define WALK_WHERES 6
struct walk {
	const struct shape *shape;
	const struct val *val;	     /* NULL: nothing */
	const struct val *parent;    /* the object that the last key was looked up in */
	const struct record *record; /* where the values come from; NULL: nowhere */
	const char *child;	     /* the key of the child that the path went through, or NULL */
	size_t n_child;
	const char *wheres[WALK_WHERES]; /* the conditions of the views on the way to a list */
	size_t n_wheres;
	int views;
	size_t n;
	char name[RECORD_MAX_PATH + 1];
};
/* Goes along `path`; false where no shape knows it. `set` may be NULL: then only the shapes are known. `unknown` (where not
 * NULL) is then set to the first key that is not known, `nearest` to a better one or NULL. */
bool walk_find(const struct record_shapes *shapes, const struct record_set *set, const struct record_scope *scope,
	       const char *path, struct walk *w, const char **unknown, const char **nearest);
/* The values at the top of a path ("people", "staff"), NULL where there are none or the copy is blank. */
const struct val *walk_top(const struct record_set *set, const char *key, size_t n, const struct record **record);
/* The item that a key means in a list at the top, or NULL. */
const struct val *walk_item(const struct record_set *set, const char *list, const char *key);

/* derive.c: worked out, or NULL */
const char *derive(const struct record_set *set, const struct walk *w);
/* What an item is called: its name, title or key. */
const char *derive_item_name(const struct record_set *set, const char *list, const char *key);
enum release { RELEASE_NONE, RELEASE_IN_FORCE, RELEASE_ENDED, RELEASE_REVOKED, RELEASE_NOT_YET };
/* The consent that decides whether the person may be spoken with; `day` is its last one, or year 0. */
enum release derive_release(const struct record_set *set, const char *person, const char *child, struct lang_date *day);
/* Does the consent that `w` lies in count today, whatever else it says? UNKNOWN where there is none. */
enum record_truth derive_in_force(const struct record_set *set, const struct walk *w);
enum record_truth derive_separated(const struct record_set *set);
enum record_truth derive_expecting(const struct record_set *set);
enum record_truth derive_case(const struct record_set *set);
bool derive_discreet(const struct record *family);

/* cond.c: the condition with this text, parsed once a set; NULL where it cannot be read */
const struct record_cond *cond_cached(const struct record_set *set, const char *text);

/* memo.c */
struct record_memo {
	struct str_map *conds; /* text -> struct record_cond *, or NULL and then in `bad` */
	struct str_map *bad;
	struct str_map *news; /* list path -> how many new items were given out (uintptr_t) */
	bool facts_done[3];
	enum record_truth facts[3];
};
struct record_memo *memo_of(const struct record_set *set);

/* check.c: holds a record's values against its shape. `people` are the values that references point into, or NULL: they are
 * not checked. */
void check_record(struct arena *arena, struct diags *diags, const struct record *record, const struct shape *root,
		  const struct val *people);

#endif
