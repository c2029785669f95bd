/* cos: the objects of a PDF that somebody else wrote or changed (ISO 32000 calls them COS objects, 7.3): read, altered,
 * written anew. It is libqpdf behind a door: no other room sees that library, and it is loaded only when a file is opened.
 * It knows objects, not what they are for. */
#ifndef COS_COS_H
#define COS_COS_H

#include "base/base.h"

struct cos;

/* An object: a handle, good until cos_drop. 0 is the null object, and so is whatever is not there; asking null for anything gives null
 * or nothing, so a path into a file can be followed without a test at every step. */
enum cos_type { COS_NULL, COS_BOOL, COS_INT, COS_REAL, COS_STRING, COS_NAME, COS_ARRAY, COS_DICT, COS_STREAM };

/* ---- file.c -------------------------------------------------------------------------------------------------------- */

/* Opens the `len` bytes of a PDF, which must stay until cos_close; `name` is what messages call it. `password` (UTF-8) may
 * be NULL, the user's or the owner's. NULL (told) where it is no PDF, is past mending or is locked. */
struct cos *cos_open(struct diags *diags, const char *name, const void *data, size_t len, const char *password);
/* Tells (once, a warning) that the file was damaged, where libqpdf had to mend it. NULL is allowed. */
void cos_close(struct cos *cos);
bool cos_encrypted(const struct cos *cos);
/* "1.7": the header's or the catalog's, whichever is later (7.5.2). The arena's. */
const char *cos_version(struct cos *cos, struct arena *arena);

struct cos_how {
	const char *password; /* AES-256 (revision 6); NULL: not encrypted */
	bool object_streams;  /* the smaller way to write: objects packed together */
	const char *mark;     /* a key for the trailer, which stays in plain sight when all else is packed or locked; or NULL */
};
/* Writes the file anew: what is reachable and nothing else, one revision, the first half of its /ID kept. False (told) where libqpdf
 * refuses. */
bool cos_write(struct cos *cos, const struct cos_how *how, struct buf *out);

/* ---- object.c ------------------------------------------------------------------------------------------------------ */

/* Handles are on a stack: what was taken since the mark goes with cos_drop. */
size_t cos_mark(const struct cos *cos);
void cos_drop(struct cos *cos, size_t mark);

unsigned cos_root(struct cos *cos);
unsigned cos_trailer(struct cos *cos);
/* The number of pages, or 0 where the page tree is beyond reading; and one of them, from 0. */
size_t cos_pages(struct cos *cos);
unsigned cos_page(struct cos *cos, size_t n);

enum cos_type cos_type(struct cos *cos, unsigned object);
/* Object number and generation as one number; 0 for a direct object. */
uint64_t cos_id(struct cos *cos, unsigned object);
/* An entry of a dictionary or of a stream's; `key` with its slash. */
unsigned cos_key(struct cos *cos, unsigned object, const char *key);
/* A dictionary's keys, sorted, with their slashes, in the arena. */
size_t cos_keys(struct cos *cos, struct arena *arena, unsigned object, const char ***keys);
size_t cos_length(struct cos *cos, unsigned array);
unsigned cos_item(struct cos *cos, unsigned array, size_t n);
/* The bytes of a string, or of a name without its slash; good until the next call. NULL for other types. */
const char *cos_bytes(struct cos *cos, unsigned object, size_t *len);
/* The name is this one ("/Widget"). */
bool cos_is(struct cos *cos, unsigned object, const char *name);
long long cos_int(struct cos *cos, unsigned object, long long otherwise);
double cos_number(struct cos *cos, unsigned object, double otherwise);
/* A stream's data as stored (`decoded` false) or decoded, into `out`; false where that is not possible or is more than
 * out->max. Decoding is libqpdf's and cannot be bounded, so it is refused for stored data of more than 64 KiB or more than
 * one filter. */
bool cos_stream(struct cos *cos, unsigned stream, bool decoded, struct buf *out);

/* Alterations, seen by cos_write: */
unsigned cos_new_dict(struct cos *cos);
unsigned cos_new_name(struct cos *cos, const char *name); /* with its slash */
/* A stream of its own with these bytes; they are compressed when it is written. */
unsigned cos_new_stream(struct cos *cos, const void *data, size_t len);
/* Makes a direct object one of its own, which many places can then share. */
unsigned cos_share(struct cos *cos, unsigned object);
/* The object as PDF syntax, references unresolved: alike objects have alike texts. Good until the next call. */
const char *cos_syntax(struct cos *cos, unsigned object);
void cos_set(struct cos *cos, unsigned dict, const char *key, unsigned value); /* 0: the key is taken out */
void cos_take_out(struct cos *cos, unsigned array, size_t n);

/* ---- text.c -------------------------------------------------------------------------------------------------------- */

/* What a string, a stream, a name (without its slash) or a number says, as UTF-8 in the arena: UTF-16BE, UTF-16LE, UTF-8 or
 * PDFDocEncoding read, language marks taken out, ends of line as LF, U+FFFD for what is no letter, NUL dropped. NULL for
 * other types and for what is longer than `max` bytes (then *too_long is set). */
char *cos_text(struct cos *cos, struct arena *arena, unsigned object, size_t max, bool *too_long);
/* The same of a name as cos_keys gives it. */
char *cos_name_text(struct arena *arena, const char *name);

#endif
