/* base: what every other room stands on: memory by the arena, growing text, UTF-8, diagnostics with their place in a
 * source, and files that are written whole or not at all. It knows nothing of YAML, Markdown or PDF. */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#if defined __GNUC__
#define BASE_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define BASE_PRINTF(f, a)
#endif

/* A length: thousandths of a point, so that a result is the same on every machine. */
typedef int32_t mpt;
#define PT(points) ((mpt)((points)*1000))

/* ---- memory.c: malloc for the whole process ------------------------------------------------------------------------ */

/* Makes the heap fit for a run that builds. To be called once, before there are threads. */
void memory_setup(void);

/* ---- arena.c: memory that is freed all at once ------------------------------------------------------------------- */

struct arena;

/* A new, empty arena. The caller owns it and ends it with arena_free. */
struct arena *arena_new(void);
void arena_free(struct arena *arena);
/* What `from` holds lives on in `into`; `from` itself is gone. */
void arena_join(struct arena *into, struct arena *from);
/* Zeroed memory, aligned for any type, that lives as long as the arena. Never NULL: where memory ends, so does the process. */
void *arena_alloc(struct arena *arena, size_t size);
/* The same, not zeroed. */
void *arena_bytes(struct arena *arena, size_t size);
char *arena_strdup(struct arena *arena, const char *s);
char *arena_strndup(struct arena *arena, const char *s, size_t n);
char *arena_printf(struct arena *arena, const char *fmt, ...) BASE_PRINTF(2, 3);
/* Bytes handed out so far; for tests and `bench`. */
size_t arena_used(const struct arena *arena);

#define arena_one(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_many(arena, type, n) ((type *)arena_alloc((arena), sizeof(type) * (size_t)(n)))

/* A growing array in an arena: three variables, the items, how many there are and how many fit.
 *     struct thing *things = NULL; size_t n = 0, cap = 0;
 *     struct thing *t = arena_push(arena, things, n, cap);      (zeroed; t is valid until the next push) */
#define arena_push(arena, items, n, cap)                                                                               \
	((items) = arena_grow((arena), (items), (n), &(cap), sizeof *(items)), &(items)[(n)++])
void *arena_grow(struct arena *arena, void *items, size_t n, size_t *cap, size_t size);

/* ---- keep.c: what was made once and serves again ------------------------------------------------------------------ */

struct keep;

/* Room for `most` bytes of what was asked for last and as many of what came before. The caller ends it with keep_free. */
struct keep *keep_new(size_t most);
void keep_free(struct keep *keep);
/* The value that was kept for these `n` bytes: a copy in the arena, a NUL behind it. NULL where it is not there, or no more;
 * or where `keep` is NULL, which keeps nothing. */
void *keep_find(struct keep *keep, struct arena *arena, const void *key, size_t n, size_t *len);
/* Keeps copies of both. What keep_find found is not to be added again. */
void keep_add(struct keep *keep, const void *key, size_t n, const void *value, size_t len);

/* ---- buf.c: text or bytes that grow, up to a maximum ------------------------------------------------------------- */

struct buf {
	char *data;  /* owned; always ends in a NUL that is not counted */
	size_t len;
	size_t cap;
	size_t max;  /* bytes; 0 is 1 GiB */
	bool failed; /* went past max: sticky, tested once at the end; data then holds what fitted */
};

void buf_free(struct buf *buf);
/* Room for n more bytes and the closing NUL; false past the maximum. For those below. */
bool buf_room(struct buf *buf, size_t n);

/* Whole files are written through these, a few bytes at a time, so they are the compiler's to put in place. */
static inline void buf_add(struct buf *buf, const void *data, size_t n)
{
	if ((buf->failed || buf->len + n >= buf->cap) && !buf_room(buf, n))
		return;
	if (n > 0)
		memcpy(buf->data + buf->len, data, n);
	buf->len += n;
	buf->data[buf->len] = '\0';
}

static inline void buf_adds(struct buf *buf, const char *s)
{
	buf_add(buf, s, strlen(s));
}

static inline void buf_addc(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void buf_addf(struct buf *buf, const char *fmt, ...) BASE_PRINTF(2, 3);
void buf_reset(struct buf *buf);
/* A copy of the text in the arena. */
char *buf_text(const struct buf *buf, struct arena *arena);
/* A length as a PDF number in points, the shortest form: 72, 11.5, -.05. Rounds to `places` (0..3) decimals. */
void buf_add_mpt(struct buf *buf, mpt v, int places);
/* The text as a JSON string, quotes included. */
void buf_add_json(struct buf *buf, const char *s);

/* ---- utf8.c ------------------------------------------------------------------------------------------------------ */

/* utf8_next past ASCII. */
uint32_t utf8_next_long(const char **s, const char *end);
/* The code point at *s, moving *s past it; 0 at the end (which *s is not moved past). Broken bytes read as U+FFFD, one a byte. */
static inline uint32_t utf8_next(const char **s, const char *end)
{
	if (*s < end && (unsigned char)**s < 0x80)
		return (unsigned char)*(*s)++;
	return utf8_next_long(s, end);
}
/* The offset of the first byte that is not well-formed UTF-8 (RFC 3629), or n. */
size_t utf8_invalid(const char *s, size_t n);
size_t utf8_count(const char *s, size_t n); /* code points */
size_t utf8_put(char out[4], uint32_t c);   /* bytes written */
void buf_add_utf8(struct buf *buf, uint32_t c);

/* ---- str.c ------------------------------------------------------------------------------------------------------- */

bool str_eq(const char *a, const char *b); /* NULL equals only NULL */
bool str_starts(const char *s, const char *prefix);
bool str_ends(const char *s, const char *suffix);
bool str_is_ascii(const char *s, size_t n);
uint64_t str_hash(const char *s, size_t n); /* FNV-1a, 64 bit */
/* Edits (Levenshtein, swaps counted as one) from a to b, or `most` + 1 where there are more. ASCII case counts. */
int str_distance(const char *a, const char *b, int most);
/* The word of `words` (ended by NULL) nearest to `s` within 3 edits and a third of its length, or NULL. */
const char *str_nearest(const char *s, const char *const *words);
/* A map from string to pointer or number, in an arena. Keys are not copied. */
struct str_map;
struct str_map *str_map_new(struct arena *arena);
/* The slot for the key (its value NULL when new); valid until the next call. */
void **str_map_slot(struct str_map *map, const char *key);
void *str_map_lookup(const struct str_map *map, const char *key); /* NULL where there is none */

/* ---- source.c: a text with its lines ----------------------------------------------------------------------------- */

struct source {
	const char *name; /* as the user named it */
	const char *text; /* `len` bytes, valid UTF-8, no NUL but the one behind it */
	size_t len;
	const uint32_t *lines; /* byte offset at which each line starts */
	uint32_t n_lines;
	bool unshown; /* its lines are not shown with what is told: each holds more than what is wrong (a row of a spreadsheet) */
};

/* A stretch of a source, in bytes. src NULL: no place. */
struct span {
	const struct source *src;
	uint32_t from, to;
};

#define SPAN_NONE ((struct span){NULL, 0, 0})

/* A source over `text`, which is copied. Bytes that are no UTF-8 and NUL bytes are told in `diags` and the source is then NULL. */
struct diags;
const struct source *source_new(struct arena *arena, struct diags *diags, const char *name, const char *text, size_t len);
/* Reads a whole file of at most `max` bytes; NULL where it cannot (told). */
const struct source *source_load(struct arena *arena, struct diags *diags, const char *path, size_t max);
/* Line and column from 1 of a byte offset; the column counts code points. */
void source_place(const struct source *src, uint32_t at, uint32_t *line, uint32_t *col);
/* Byte offset of a line (from 1) and column (from 1, in code points), held within the source. */
uint32_t source_offset(const struct source *src, uint32_t line, uint32_t col);

/* ---- diag.c: everything that is wrong, told at its place and all at once ------------------------------------------ */

enum diag_level { DIAG_WARNING, DIAG_ERROR, DIAG_SYSTEM /* the machine failed: disk, memory, permission */ };

struct diags *diags_new(void);
void diags_free(struct diags *diags);
/* Forgets all that was told, counts too: as new. */
void diags_clear(struct diags *diags);
/* Use it with an entry of messages.h, which gives level, name and text:  diag(diags, span, MSG_BAD_DATE, path, value); */
#define diag(diags, at, ...) diag_tell((diags), (at), __VA_ARGS__)
void diag_tell(struct diags *diags, struct span at, enum diag_level level, const char *id, const char *fmt, ...)
	BASE_PRINTF(5, 6);
/* How many were told of that level or worse. */
/* The same for what may be wrong in the same way at many places: of all that name the same `what` (and entry of messages.h)
 * the first is told, with how many more there are. `place` tells places apart that have no span of their own. */
#define diag_each(diags, what, place, at, ...) diag_tell_each((diags), (what), (place), (at), __VA_ARGS__)
void diag_tell_each(struct diags *diags, const char *what, const char *place, struct span at, enum diag_level level, const char *id,
		    const char *fmt, ...) __attribute__((format(printf, 7, 8)));
size_t diags_count(const struct diags *diags, enum diag_level least);
/* Was anything of that level or worse told in a source of that name? */
bool diags_about(const struct diags *diags, const struct source *source, enum diag_level least);
/* Prints all, in the order of their places (those of one source together, as they came first), each once, and forgets them. */
void diags_print(struct diags *diags, FILE *to, bool color);
/* The same, a JSON object a line: {"file","line","column","level","id","message"}. */
void diags_print_json(struct diags *diags, FILE *to);
/* The exit code that what was told asks for so far (it outlives diags_print): 0, 1 or 3. */
int diags_exit(const struct diags *diags);

/* ---- write.c: files written whole or not at all ------------------------------------------------------------------- */

/* Writes the bytes beside `path` and moves them there when whole and synced, mode 0600; folders on the way are made
 * (mode 0700). False (told as DIAG_SYSTEM, nothing left behind) where that fails: a batch of one, see below. */
bool file_write(struct diags *diags, const char *path, const void *data, size_t len);
/* Writes all of it to an open file or pipe; false with errno. */
bool file_put(int fd, const void *data, size_t len);

/* Several files that appear together or not at all. The caller owns the batch and ends it with file_batch_free. */
struct file_batch;
struct file_batch *file_batch_new(void);
/* For very many files of one folder: they are written in a folder of their own within it, are not held open, and are synced
 * together when they are moved. To be called before any is added. False: told. */
bool file_batch_stage(struct file_batch *batch, struct diags *diags, const char *dir);
/* Writes and syncs the bytes beside `path`; nothing stands under its name yet. False: told. */
bool file_batch_add(struct file_batch *batch, struct diags *diags, const char *path, const void *data, size_t len);
/* Moves all to their places. Where one cannot be moved (told), those before it are taken back, older files stand again, and
 * it is false. */
bool file_batch_commit(struct file_batch *batch, struct diags *diags);
/* Removes what was not moved, and an empty folder that was made for it. */
void file_batch_free(struct file_batch *batch);

/* For a process that ends at once, where no memory is left: does what file_batch_free does, of the batch that is open,
 * taking no memory. */
void file_abandon(void);

/* "portfolio.pdf.kinfolio-Xa81Kq": the name of a file, or a folder of files, that is being written. */
bool file_is_leftover(const char *name);
/* Removes from a folder such files whose writer is no more; a run that works beside this one keeps its own. Says nothing
 * where it cannot. */
void file_clear_leftovers(const char *dir);

/* ---- file.c ------------------------------------------------------------------------------------------------------ */

bool file_exists(const char *path);
bool file_is_dir(const char *path);
bool file_is_plain(const char *path); /* or a link to a plain file */
/* All bytes of a file of at most `max`, behind what `bytes` has; false where it cannot (told). */
bool file_read(struct diags *diags, const char *path, size_t max, struct buf *bytes);
/* The names in a folder, sorted bytewise, without dot files; how many, or 0 (nothing told) where it is no folder. */
size_t file_list(struct arena *arena, const char *dir, char ***names);
/* The names, without their ending, of the *.yaml in the folder `sub` (NULL: themselves) of each of `dirs`; sorted bytewise,
 * each once, and NULL behind them. How many. */
size_t file_list_yaml(struct arena *arena, const char *const *dirs, size_t n_dirs, const char *sub, const char ***names);
/* dir/name, in the arena. `name` alone where it is absolute or dir is NULL or "". */
char *file_join(struct arena *arena, const char *dir, const char *name);
char *file_dirname(struct arena *arena, const char *path);
/* The name without folders and without its last ending. */
char *file_stem(struct arena *arena, const char *path);

/* ---- digest.c ---------------------------------------------------------------------------------------------------- */

/* SHA-256 of the bytes as 64 hexadecimal digits, in the arena. */
char *digest_hex(struct arena *arena, const void *data, size_t len);

#include "base/messages.h"

#endif
