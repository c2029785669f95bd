/* What the files of readback share: the form as it is walked. */
#ifndef READBACK_INT_H
#define READBACK_INT_H

#include "cos/cos.h"
#include "readback/readback.h"

/* What a field has from itself or a parent: handles, 0 where there is none. */
struct readback_inherited {
	const char *name; /* so far; NULL above the first /T */
	unsigned ft, ff, v, dv, da, opt;
	enum readback_kind kind; /* that ft says, flags aside */
	const struct readback_inherited *above;
	uint64_t id; /* of the node that hands it down */
};

/* A field while widgets are still being found for it. */
struct readback_draft {
	struct readback_field field;
	uint64_t id; /* of its dictionary */
	size_t cap;  /* of field.widgets */
};

struct readback_ids {
	uint64_t *slots;
	size_t n, size;
};
bool readback_ids_has(const struct readback_ids *ids, uint64_t id);
void readback_ids_add(struct arena *arena, struct readback_ids *ids, uint64_t id);

/* What a scrubbed copy is to be without. */
struct readback_scrub {
	const char *prefix;
	const char *const *keep;
	size_t n_keep;
	struct readback_ids cleared; /* widgets */
	bool on_page;		     /* one was cleared since the last page */
};

struct readback_form {
	struct arena *arena;
	struct cos *cos;
	struct diags *diags;
	const char *path;
	struct readback_draft *drafts;
	size_t n, cap;
	struct str_map *names; /* full name -> 1 + its place in drafts */
	struct readback_ids seen;
	struct readback_scrub *scrub; /* NULL: nothing is altered */
	size_t looks, texts, syntax; /* bytes of the last two */
	bool over; /* a limit was passed, and told */
};

/* Counts one thing more that is looked at; false when it is one too many (told), and ever after. */
bool readback_look(struct readback_form *form);
void readback_over(struct readback_form *form, const char *limit);
/* The object's text, or NULL; a text that is too long is told. */
const char *readback_text(struct readback_form *form, unsigned object);
/* The texts of a /V or /DV: one, or an array's. */
size_t readback_values(struct readback_form *form, unsigned value, const char ***values);
/* The same in one text, a line each; NULL where there is none. */
const char *readback_joined(struct readback_form *form, unsigned value);
/* Makes what an option shows into what it exports. */
void readback_export(struct readback_form *form, unsigned opt, const char **values, size_t n);
struct readback_widget readback_widget(struct readback_form *form, unsigned widget, unsigned rect, unsigned da, bool button);

/* Walks /AcroForm /Fields, then the pages. */
void readback_walk(struct readback_form *form, unsigned acroform);

/* scrub.c; where nothing is to be scrubbed, they do nothing. Empties a node of a field of that name, once what it says was read: */
void readback_clear(struct readback_form *form, const char *name, unsigned node, bool widget, bool box);
/* Takes what readers added out of a page on which widgets were emptied. */
void readback_clear_page(struct readback_form *form, unsigned page);

/* readback.c: the file's bytes within the limit; the form of an open file, NULL past a limit. */
bool readback_bytes(struct diags *diags, const char *path, struct buf *data);
struct readback *readback_form(struct arena *arena, struct diags *diags, const char *path, struct cos *cos,
			       struct readback_scrub *scrub);

#endif
