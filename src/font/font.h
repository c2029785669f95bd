/* font: typefaces, and text turned into glyphs: fallback by script, bidi, shaping, break opportunities, subsetting.
 * Lines are chosen by `layout`; this room says how wide each cluster is and where a line may end, and then sets one line.
 * Faces are opened (mapped, not read) when first used. Nothing here knows of pages or PDF. */
#ifndef FONT_FONT_H
#define FONT_FONT_H

#include "base/base.h"
#include "val/val.h"

/* ---- faces ------------------------------------------------------------------------------------------------------- */

enum font_format { FONT_TRUETYPE, FONT_CFF, FONT_CFF_CID };

/* One face, as opened. Owned by its set; the same pointer for the same face during a run. */
struct font_face {
	unsigned index;          /* its place among the files of fonts.yaml: the same in every run, whatever was opened first */
	const char *name;        /* PostScript name: "Lato-Bold" */
	const char *family;      /* as in fonts.yaml: "Lato" */
	enum font_format format;
	int weight;              /* 100..900 */
	bool italic, serif, fixed_pitch;
	int upem;
	/* In font units, y up. */
	int ascent, descent, line_gap, cap_height, x_height, stem_v, italic_angle;
	int bbox[4];
	unsigned n_glyphs;
	struct font_handle *handle; /* HarfBuzz's side, this room's own */
};

struct font_set;

/* Reads fonts.yaml (parsed already). Told: unknown keys, a family without a file. Fonts are looked for at their path in the
 * file; a missing one is told when something needs it, with its Debian package. */
struct font_set *font_set_load(struct arena *arena, struct diags *diags, const struct val *fonts_yaml);
/* Ends HarfBuzz's and ICU's handles; the memory is the arena's. */
void font_set_free(struct font_set *set);
/* To be called before each of several records of a run: forgets what shaping met and what was told, so that what comes of a
 * record is the same whichever came before it. Faces stay open, shaped words are kept. */
void font_set_begin(struct font_set *set);
/* Every font file that fonts.yaml names, opened or not. */
void font_set_files(const struct font_set *set, void (*each)(void *data, const char *path), void *data);
/* All faces have an index below this. */
unsigned font_set_places(const struct font_set *set);
/* The face of a family nearest to weight and slant. NULL where there is none that can be opened (told once). */
const struct font_face *font_face_find(struct font_set *set, const char *family, int weight, bool italic);
/* Is there a family of that name in fonts.yaml? */
bool font_family_known(const struct font_set *set, const char *family);
/* The same; where there is none it is told at `at`, with the nearest name. */
bool font_family_check(const struct font_set *set, struct diags *diags, struct span at, const char *family);
/* The family of live blanks that fonts.yaml gives a language (`typing`), or NULL. */
const char *font_typing_family(const struct font_set *set, const char *lang);

/* The glyph of a character that stands alone; 0 where the face has none. */
uint32_t font_face_glyph(const struct font_face *face, uint32_t c);
/* Advance of a glyph, in font units. */
int font_advance(const struct font_face *face, uint32_t glyph);
/* The Unicode text that a glyph stands for when it stands alone (from the cmap, reversed; ligatures and variants through what
 * shaping met during this run). UTF-8 in the face's memory; NULL where it is not known. The source of ToUnicode. */
const char *font_glyph_text(const struct font_face *face, uint32_t glyph);

/* ---- text to glyphs ---------------------------------------------------------------------------------------------- */

struct font_style {
	const char *family;
	int weight;
	bool italic;
	mpt size;
	mpt tracking;   /* added after each cluster; 0 for joined scripts */
	bool tabular;   /* figures of one width */
};

/* A stretch of a paragraph in one style; or, where text is NULL, an object of a fixed width set in the line (a blank, a box). */
struct font_span {
	const char *text;
	size_t len;
	const struct font_style *style; /* also for an object: the line's height and, for fallback, nothing */
	const char *lang;               /* BCP 47; NULL: the paragraph's */
	mpt width;                      /* of an object */
	/* what to name in the warning when no face has a character: a path in the record, or NULL for content */
	const char *path;
	struct span at;                 /* where it stands; for the error when content has such a character */
};

enum font_break {
	FONT_BREAK_NONE,
	FONT_BREAK_GRAPHEME /* in an emergency: between grapheme clusters */,
	FONT_BREAK_LINE,
	FONT_BREAK_MUST
};

/* One cluster, in logical order: it is never broken. */
struct font_cluster {
	uint32_t text;     /* offset into para->text */
	uint16_t len;      /* bytes */
	uint16_t span;     /* index of its span */
	mpt advance;
	uint8_t brk;       /* enum font_break: what may happen *after* it; the last one has LINE, or MUST after a \n */
	uint8_t level;     /* bidi */
	bool space;        /* hangs at the end of a line */
	bool hyphen;       /* a soft hyphen: when the line ends here a hyphen is set, `hyphen_width` wide */
	mpt hyphen_width;
};

struct font_para {
	const char *text;   /* all spans' text in one, logical order; an object is U+FFFC */
	size_t len;
	bool rtl;           /* base direction */
	struct font_cluster *clusters;
	size_t n;
	bool named;         /* a letter that no face has stands in it by its name */
	struct font_shaped *shaped; /* this room's own */
};

/* Shapes a paragraph. `lang` is its language, `rtl` its base direction (a value whose first strong letter says otherwise is
 * isolated by this room: each span with `path` is its own isolate). All memory is the arena's. Control and bidi-format
 * characters in a value have no effect outside it. Missing characters become their Unicode name in brackets (values: warning
 * MSG_FONT_NO_FACE_VALUE; content: error). Never NULL; an empty paragraph has n == 0. */
struct font_para *font_para_shape(struct arena *arena, struct font_set *set, struct diags *diags, const char *lang, bool rtl,
				  const struct font_span *spans, size_t n);
/* To be called where a paragraph that was shaped before is used for another record: what shaping met is met again. */
void font_para_again(const struct font_para *para);

struct font_glyph {
	uint32_t id;
	mpt advance;       /* at the run's size, with kerning and tracking */
	mpt dx, dy;        /* where it is drawn beside the pen; y up */
	uint32_t text;     /* offset of its cluster's text within the run's text */
	uint16_t text_len; /* bytes; 0 for the second and later glyphs of a cluster */
};

/* Glyphs of one face, size and direction, in visual order from left to right. */
struct font_run {
	uint64_t serial;    /* no other run of this font set has it, in all its time */
	const struct font_face *face;
	mpt size;
	mpt x;              /* from the line's left edge */
	mpt width;
	uint16_t span;      /* index of its span */
	bool rtl;
	bool object;        /* no glyphs: the object of its span stands here */
	const char *text;   /* what the run says, logical order, UTF-8 */
	size_t text_len;
	struct font_glyph *glyphs;
	size_t n;
};

struct font_line {
	struct font_run *runs; /* visual order */
	size_t n;
	mpt width;             /* without the spaces that hang at its end: none is set but, where text follows, one,
				* as a glyph past the end (so that words stay apart when the page is read): outside its
				* run's width; from right to left, a run of its own at a negative x */
	mpt ascent, descent;   /* the largest of its faces, both positive */
	bool met;              /* what was shaped for this line alone told what a glyph stands for: font_para_again does not */
};

/* Sets clusters [from, to) of the paragraph as one line: reordered, reshaped at its ends where shaping asks for it, a soft
 * hyphen shown (a hyphen's glyph, whose text is U+00AD). Soft hyphens that do not show are not in the paragraph's text. A line
 * without clusters has the height of the first span's face. */
void font_line_set(struct arena *arena, struct font_set *set, const struct font_para *para, size_t from, size_t to,
		   struct font_line *line);

/* The width of a text on one line, in the style. */
mpt font_measure(struct arena *scratch, struct font_set *set, const struct font_style *style, const char *lang, const char *text);

/* ---- into a file ------------------------------------------------------------------------------------------------- */

/* The font program that holds these glyphs (`used` has a byte per glyph id; glyph 0 is always in), glyph ids kept; for
 * FONT_CFF and FONT_CFF_CID a bare CFF table, else a TrueType file. The caller frees *data with free(). False: it cannot (told). */
bool font_subset(struct diags *diags, const struct font_face *face, const uint8_t *used, unsigned char **data, size_t *len);

/* The letters that people type in a language, for the typing font: 256 code points by code, 0 where a code is free. ASCII stands
 * at its own codes, then WinAnsi's places where the language needs those letters, then the rest of the language's letters
 * (ICU exemplars, upper and lower case) in free places from 128 on, and, where those are all taken (Vietnamese), below 32.
 * Letters without a name in the Adobe Glyph List are left out: PDF/UA-1 (7.21.6) allows no others in /Differences. */
void font_typing_codes(const char *lang, uint32_t codes[256]);
/* A simple TrueType font of those letters, with a (3,1) cmap; widths in 1/1000 em by code; PostScript glyph names (AGL) by code,
 * NULL (and width 0) where the code is free or the face has no such letter. The face must be FONT_TRUETYPE (else told). */
bool font_typing_subset(struct diags *diags, const struct font_face *face, const uint32_t codes[256], unsigned char **data,
			size_t *len, int widths[256], const char *names[256]);

/* PDF's "no more than this subset": six capitals made from the glyphs and the face, the same for the same input. */
void font_subset_tag(const struct font_face *face, const uint8_t *used, char tag[7]);

#endif
