/* What the files of `font` share. No other room includes this. */
#ifndef FONT_INT_H
#define FONT_INT_H

#include <hb-ot.h>
#include <hb.h>
#include <unicode/ubidi.h>
#include <unicode/ubrk.h>

#include "font/font.h"

/* ---- set.c, face.c ----------------------------------------------------------------------------------------------- */

/* HarfBuzz's side of a face, and what is known of its glyphs. */
struct font_handle {
	hb_blob_t *blob;
	hb_face_t *hb;
	hb_font_t *font; /* scaled to the em: results are font units */
	struct arena *arena;
	bool ascii;	 /* has every printable ASCII character */
	uint32_t ascii_glyphs[128];
	uint32_t hyphen; /* the glyph of U+2010, or of '-' */
	int hyphen_advance;
	uint32_t *cmap;	    /* by glyph: the code point that stands for it, 0 none; made when first asked for */
	const char **texts; /* by glyph: UTF-8, made when first asked for */
	const char **met;   /* by glyph: what shaping met for a glyph that no code point maps to */
	uint32_t *touched;  /* the glyphs that it has a text for */
	size_t n_touched, cap_touched;
};

struct font_file {
	const char *path;    /* as opened */
	unsigned collection; /* the face's index in a .ttc */
	unsigned index;      /* among all files of the set */
	int weight;
	bool italic;
	struct span at;
	const struct font_family *family;
	struct font_face *face; /* once opened */
	bool failed, told_error, told_warning;
};

struct font_family {
	const char *name, *package, *licence;
	const int *scripts; /* UScriptCode */
	size_t n_scripts;
	const char *const *languages; /* it is the first choice for these; NULL where for none in particular */
	size_t n_languages;
	bool everywhere; /* scripts has Zyyy: asked last for any script */
	struct font_file *files;
	size_t n_files;
};

/* A face that was asked for before. */
struct font_found {
	const char *family;
	int weight;
	bool italic;
	const struct font_face *face;
};

/* The families to fall back on for a script in a language, best first. */
struct font_order {
	int script;
	const char *lang;
	const struct font_family **families;
	size_t n;
};

struct font_words;
struct font_scratch;

struct font_set {
	struct arena *arena;
	struct diags *diags;
	struct span at;
	struct font_family *families;
	size_t n_families;
	unsigned n_files; /* of all families */
	const struct val *typing; /* language -> family */
	struct font_face **faces;
	size_t n_faces, cap_faces;
	struct font_found *found;
	size_t n_found, cap_found;
	struct font_order *orders;
	size_t n_orders, cap_orders;
	const char **unknown; /* families that are not in fonts.yaml, told already */
	size_t n_unknown, cap_unknown;
	struct font_words *words;
	struct font_scratch *scratch;
	UBiDi *bidi;
	UBreakIterator *lines;
	uint64_t n_runs; /* set so far */
};

/* Opens a face. NULL where there is no such file, or it is no font; *why then says it. */
struct font_face *font_face_open(struct arena *arena, const struct font_file *file, const char **why);
void font_face_close(struct font_face *face);
/* Forgets what it met. */
void font_face_forget(struct font_face *face);
/* Notes that shaping set `text` as this one glyph. */
void font_face_met(const struct font_face *face, uint32_t glyph, const char *text, size_t len);

/* The face of a family's file, opened now where it was not; NULL (told at that level, once) where it cannot. */
const struct font_face *font_file_face(struct font_set *set, struct font_file *file, bool fallback);
/* The file of a family nearest to weight and slant. */
struct font_file *font_family_file(const struct font_family *family, int weight, bool italic);
/* A face to fall back on that has all of cs[0..n): families of the script in the file's order (those of the language first),
 * then those for everywhere. NULL where there is none. */
const struct font_face *font_fallback(struct font_set *set, int script, const char *lang, int weight, bool italic,
				      const uint32_t *cs, size_t n);
/* Has the face every one of these, alone or put together (NFC) or taken apart (NFD)? Characters that show nothing are passed
 * over. */
bool font_face_covers(const struct font_face *face, const uint32_t *cs, size_t n);

/* ---- word.c: shaped words, kept ---------------------------------------------------------------------------------- */

enum { FONT_TABULAR = 1, FONT_NO_LIGATURES = 2 };

/* How a stretch of text is shaped: everything but its size. */
struct font_shaping {
	const struct font_face *face;
	hb_script_t script;
	hb_language_t lang;
	uint8_t features;
	bool rtl;
};

/* In font units. Glyphs in visual order, left to right; clusters in logical order. */
struct font_word_glyph {
	uint32_t id;
	int32_t advance, dx, dy;
	uint16_t cluster; /* which of the word's */
	bool first;	  /* of its cluster, in visual order */
};

struct font_word_cluster {
	uint16_t at, len;  /* bytes of the word */
	uint16_t glyph, n; /* its glyphs */
	bool unsafe;	   /* HarfBuzz: set it anew when a line begins here */
	bool telling;	   /* its one glyph stands for more than a code point tells: font_face_met */
};

struct font_word {
	struct font_word *next; /* of the same bucket */
	uint64_t hash;
	struct font_shaping how;
	const char *text;
	uint16_t len;
	uint16_t n_glyphs, n_clusters;
	bool telling; /* one of its clusters is */
	struct font_word_glyph *glyphs;
	struct font_word_cluster *clusters;
};

/* The longest text that is shaped at once, in bytes. */
#define FONT_WORD_MAX 2048

/* The text shaped. It is kept and given again, except where the text before and behind it (`before`, `behind` bytes of it)
 * makes a difference: joined letters that go on; then it is the arena's. */
const struct font_word *font_word(struct font_set *set, struct arena *arena, const struct font_shaping *how,
				  const char *text, size_t len, size_t before, size_t behind);
/* Its glyphs stand for what they did when it was shaped. */
void font_word_again(const struct font_word *word);
void font_words_free(struct font_words *words);
/* Do letters of the script join their neighbours? */
bool font_script_joins(hb_script_t script);

/* ---- break.c ----------------------------------------------------------------------------------------------------- */

/* Class of a character for font_breaks_plain; 0: it is not plain. */
uint8_t font_break_class(uint32_t c);
enum { FONT_CLASS_REST = 0xff /* a byte that goes on with a character */, FONT_CLASS_OBJECT = 1 /* letters */ };
/* Break opportunities of text in plain characters (Latin, ASCII, common punctuation), exactly as ICU's root rules have them.
 * `classes` has one class a byte; brk[i] is written for the last byte of each character, FONT_BREAK_NONE for others. */
void font_breaks_plain(const uint8_t *classes, size_t n, uint8_t *brk);
/* May text be parted between these two characters (UAX 29)? `state` begins as zero and is kept between calls for a text. */
bool font_grapheme_break(uint32_t a, uint32_t b, uint32_t *state);

/* ---- analyse.c: text of any script ------------------------------------------------------------------------------- */

struct font_item {
	struct font_shaping how;
	uint32_t from, to; /* bytes of the paragraph's text */
	uint16_t span;
	uint8_t level;
	bool object;
	mpt size, tracking;
	int64_t scale; /* mpt a font unit, times 2^20 */
};

/* What is known of a paragraph before it is shaped. text, brk and items are the scratch's. */
struct font_analysis {
	char *text;
	size_t len, n_chars;
	uint8_t *brk; /* by byte, at each character's last: enum font_break, and FONT_BRK_HYPHEN */
	struct font_item *items;
	size_t n_items;
	uint8_t base; /* the paragraph's level */
};

enum { FONT_BRK_HYPHEN = 0x80 /* a soft hyphen stood behind this character */ };

/* What was found for a character in this paragraph. */
struct font_choice {
	uint64_t paragraph;
	uint32_t c;
	int script;
	size_t span;
	const struct font_face *neighbour, *face;
};

#define FONT_CHOICES 256

/* Buffers that are used again for each paragraph. */
struct font_scratch {
	char *text;
	uint8_t *brk, *classes;
	size_t cap;
	struct font_item *items;
	size_t n_items, cap_items;
	struct font_cp *cps, *cps2;
	size_t cap_cps, cap_cps2;
	uint16_t *utf16;
	uint32_t *where;
	size_t cap_utf16;
	struct font_piece *pieces;
	size_t n_pieces, cap_pieces;
	struct font_slice *slices;
	struct font_unit *units;
	size_t cap_slices, cap_units;
	struct font_choice choices[FONT_CHOICES];
	uint64_t paragraph;
	bool named; /* a letter of the paragraph at hand was replaced by its name */
};

void *font_grow(void *p, size_t *cap, size_t need, size_t size);
void font_scratch_free(struct font_scratch *scratch);
struct font_item *font_item_add(struct font_set *set, const struct font_face *face, const struct font_span *span,
				size_t index, hb_script_t script, hb_language_t lang, uint8_t level);
/* False where no face at all can be opened (told). */
bool font_analyse(struct font_set *set, struct diags *diags, const char *lang, bool rtl, const struct font_span *spans,
		  size_t n, struct font_analysis *a);

/* ---- para.c ------------------------------------------------------------------------------------------------------ */

struct font_piece {
	const struct font_word *word; /* NULL: an object, or a character that shows nothing */
	uint32_t text;		      /* its place in the paragraph's text */
	uint32_t cluster;	      /* its first cluster in the paragraph */
	uint32_t item;
};

struct font_shaped {
	struct font_item *items;
	size_t n_items;
	struct font_piece *pieces; /* n_pieces, and one more that ends the last */
	size_t n_pieces;
	bool telling; /* one of the words is */
	uint8_t base;
	const struct font_face *strut; /* of the first span: the height of an empty line */
	mpt strut_size;
};

/* ---- agl.c ------------------------------------------------------------------------------------------------------- */

/* The name of a character's glyph: as the Adobe Glyph List has it, or uniXXXX. In the arena. */
const char *font_glyph_name(struct arena *arena, uint32_t c);
/* Does the list have it? PDF/UA-1, 7.21.6 allows no other names for the codes of a simple font. */
bool font_glyph_listed(uint32_t c);

static inline mpt font_scaled(int32_t units, int64_t scale)
{
	return (mpt)((units * scale + (1 << 19)) >> 20);
}

#endif
