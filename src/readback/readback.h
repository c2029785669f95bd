/* readback: a filled PDF as plain data: which fields it has and what stands in them. It reads the form of *any* PDF that libqpdf can
 * open, ours or not, and judges nothing: whose copy it is and where values go is for `collect` to say. */
#ifndef READBACK_READBACK_H
#define READBACK_READBACK_H

#include "base/base.h"

enum readback_kind {
	READBACK_TEXT,
	READBACK_CHECK,
	READBACK_RADIO,
	READBACK_CHOICE,
	READBACK_SIGNATURE,
	READBACK_BUTTON /* pushed: has no value */
};

/* One widget of a field, in the order of /Kids. */
struct readback_widget {
	const char *state; /* buttons: /AS without its slash ("Off", "yes"); or NULL */
	const char *on;	   /* buttons: the name of its state that is not Off; or NULL */
	const char *value; /* a /V of its own, where a saver wrote one at the kid; or NULL */
	double rect[4];	   /* points, lower left and upper right, as written */
	double size;	   /* points: of the font of its /DA; 0 where it is automatic or there is none */
};

/* A terminal field. Texts are UTF-8 with LF ends of line, whatever the file wrote. */
struct readback_field {
	const char *name;     /* fully qualified: "people.k3f.phone" */
	enum readback_kind kind;
	const char *tooltip;  /* /TU or NULL */
	const char **values;  /* /V: one text, or several chosen ones; a button's state without its slash */
	size_t n_values;      /* 0 where there is no /V: emptied, or never filled */
	bool has_value, has_default;
	const char *printed;  /* /DV as text (a button's state without its slash; several, a line each); NULL where there is none */
	bool multiline;
	struct readback_widget *widgets;
	size_t n_widgets;
};

struct readback {
	const char *path, *version; /* "1.7" */
	bool encrypted, xfa;
	/* Our catalog's /PieceInfo /Kinfolio; NULL each in a foreign file. */
	const char *record_digest, *packet, *made;
	const char **fresh;	    /* its /New: blank items and the flags that their views set, "people.new-1 emergency" */
	size_t n_fresh;
	const char *lang;	    /* the catalog's /Lang, or NULL */
	size_t n_pages;
	struct readback_field *fields; /* in the order of the form */
	size_t n;
};

/* Limits; going past one is an ordinary error. They bound the work, too: a small file can point at one array a million times. */
#define READBACK_MAX_BYTES (64u << 20) /* the file, and all texts taken from it */
#define READBACK_MAX_FIELDS 100000
#define READBACK_MAX_DEPTH 64	       /* fields in fields, and parents above a widget */
#define READBACK_MAX_NAME 4096	       /* bytes of a full name */
#define READBACK_MAX_TEXT (1u << 20)   /* bytes of one text, as UTF-8 */
#define READBACK_MAX_LOOKS 1000000     /* kids, widgets and choices looked at */

/* Reads the file at `path`; `password` may be NULL. NULL (told, at the file) where it cannot be read, is no PDF, is locked,
 * or breaks a limit; a damaged file that can be mended is read, with a warning. A file without a form gives n == 0: a scan
 * or a flattened copy. All texts are the arena's.
 *
 * Fields are those of 12.7.3: their /FT /Ff /V /DV /DA come from the nearest parent that has one, and dictionaries with one
 * full name are one field, whose widgets are then all of theirs (each with its own /V, where that is not the field's
 * dictionary). A widget that stands on a page and not in the form, as some savers leave it, is found there. Where only kids
 * have a /V, the first one's is the field's. Of a choice, a value that is no export value of /Opt but what an option shows
 * is given as that option's export value. */
struct readback *readback_load(struct arena *arena, struct diags *diags, const char *path, const char *password);

/* Writes the file at `path` anew into `out`, without what was answered in the fields whose full name begins with `prefix`
 * ("mine."), those named in `keep` left as they are: no value, printed value, appearance or rich text of theirs, and on
 * their pages nothing that a reader added (notes, ink). The blanks stay, empty. A file locked with `password` is locked with
 * it again. False: told. */
bool readback_scrub(struct diags *diags, const char *path, const char *password, const char *prefix, const char *const *keep,
		    size_t n_keep, struct buf *out);

#endif
