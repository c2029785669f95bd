/* What the files of a document's check share: path.c (what a path names), field.c (one blank's line), fields.c (the walk). */
#ifndef PACKET_FIELDS_H
#define PACKET_FIELDS_H

#include "packet/int.h"

/* An item of a repeat, as a pattern: "people[]". */
struct fields_pattern {
	const struct fields_pattern *up;
	const char *as, *path;
};

struct fields {
	struct arena *arena;
	struct diags *diags;
	const struct record_shapes *shapes;
	const struct doc *doc;
	struct str_map *seen;    /* path -> struct packet_field *, of all documents checked together */
	struct str_map *options; /* ids of optional passages that have their line */
	const char *root;
	struct packet_field *items;
	size_t n, cap;
	const char **ids; size_t n_ids, cap_ids; /* of options */
	struct record_allow *allow; /* where not NULL: all that the document prints, and all that it decides by */
};

/* Where a node stands. */
struct fields_place {
	struct fields *f;
	const struct fields_pattern *scope;
	const char *prefix;
	const char *head;         /* a column's or row's words, for blanks without a label */
	const char *row, *column; /* ids of a fixed row's cell */
	int times, depth;
	bool where; /* a condition here says which items a list has */
};

/* ---- path.c ----------------------------------------------------------------------------------------------------------- */

/* The shape of a path; NULL (told) where none knows it or it is secret. *name becomes the pattern with views replaced. A
 * blank may ask some of what no text tells. */
const struct record_shape *fields_shape(const struct fields_place *p, const char *path, struct span at, const char **name);
const struct record_shape *fields_shape_asked(const struct fields_place *p, const char *path, struct span at, bool blank,
					      const char **name);
/* "street, city, state …": what is within a path that is no blank. */
const char *fields_held(struct arena *arena, const struct record_shape *shape);
/* Notes what the document prints; and what decides which items stand in a list, and in what order. */
void fields_shows(const struct fields_place *p, const char *path);
void fields_shows_list(const struct fields_place *p, const char *list, const struct record_shape *shape);
/* Reads a condition and tells what it names that nobody knows; NULL is none. */
void fields_cond(const struct fields_place *p, const char *text, struct span at);

/* ---- field.c ---------------------------------------------------------------------------------------------------------- */

void field_add(const struct fields_place *p, const char *id, const char *path, enum record_type type, const char *label,
	       int times, struct span at);
/* A text with its places and passages; a blank, its label `label` where it has none; an optional passage. */
void field_text(const struct fields_place *p, const struct doc_text *text);
void field_blank(const struct fields_place *p, const struct doc_blank *b, const char *label);
void field_passage(const struct fields_place *p, const char *id, const char *is, struct span at);
/* The words alone, or NULL. */
const char *field_plain(const struct fields_place *p, const struct doc_text *text);
/* The line of a place in its source, or 0. */
uint32_t field_line(struct span at);

#endif
