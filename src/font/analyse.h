/* A paragraph of any script while it is taken apart: what analyse.c, script.c and fallback.c share. */
#ifndef FONT_ANALYSE_H
#define FONT_ANALYSE_H

#include "font/int.h"

#define FONT_OBJECT 0xFFFCu

enum {
	CP_GRAPHEME = 1, /* begins one */
	CP_OBJECT = 2,
	CP_ISOLATE = 4, /* FSI or PDI, put in here */
	CP_NAME = 8	/* of a missing character */
};

struct font_cp {
	uint32_t c;
	uint16_t span;
	int16_t script; /* UScriptCode */
	uint8_t level, flags, brk;
	const struct font_face *face;
};

struct font_cps {
	struct font_cp *at;
	size_t n;
};

void font_cp_add(struct font_cp **at, size_t *cap, size_t *n, struct font_cp cp);
bool font_is_bidi_format(uint32_t c);
/* The face of a span's style; else the first one of fonts.yaml that can be opened; else NULL (told). */
const struct font_face *font_span_face(struct font_set *set, const struct font_span *span);

/* script.c: a script for each code point (UAX 24). */
void font_give_scripts(struct font_cps cps);
/* Is it one that all scripts share, or a mark that takes its letter's? */
bool font_is_common(const struct font_cp *cp);

/* fallback.c: a face for each, into the scratch's cps2 (n_out of them), where characters without one are replaced by their
 * names (told where there are diags). False where no face can be opened at all. */
bool font_give_faces(struct font_set *set, struct diags *diags, const char *lang, const struct font_span *spans,
		     struct font_cps cps, size_t *n_out);

/* plain.c: plain text in one pass; false where it is not plain after all. */
bool font_analyse_plain(struct font_set *set, const char *lang, const struct font_span *spans, size_t n,
			struct font_analysis *a);
/* The language for HarfBuzz. */
hb_language_t font_hb_language(const char *lang);

#endif
