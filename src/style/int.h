/* What the files of style share: a theme while its layers are laid over each other. */
#ifndef STYLE_INT_H
#define STYLE_INT_H

#include "style/style.h"

#define STYLE_MAX_BYTES (256u << 10) /* a theme's or a paper's file */
#define STYLE_MAX_BASES 8
#define STYLE_SPACINGS_MAX 64

/* Least sizes that DESIGN asks for; a theme that goes below is wrong. */
#define STYLE_TEXT_MIN PT(9)
#define STYLE_ENTRY_MIN 11500
#define STYLE_PHONE_TEXT_MIN PT(14)
#define STYLE_TEXT_CONTRAST 450
#define STYLE_LINE_CONTRAST 300

enum style_hue {
	STYLE_INK, STYLE_SOFT, STYLE_ENTRY_INK, STYLE_FILL, STYLE_RULE, STYLE_OUTLINE, STYLE_HAIRLINE, STYLE_WHITE, STYLE_HUES,
	STYLE_HUE_SECTION, STYLE_HUE_OWN /* a text's own colour, written out */
};

/* A text style on its way: what cannot be told until every layer is laid. */
struct style_draft {
	int hue;                 /* enum style_hue */
	int leading_percent;     /* of the size; 0: leading is a length */
	unsigned said;           /* bits by index of text_keys in theme.c */
	struct span size_at, leading_at, color_at;
};

struct style_theme {
	struct arena *arena;
	struct diags *diags;
	struct style *style;
	const char *name;
	struct span at;          /* the theme's file */
	struct style_draft text[STYLE_ROLES];
	struct page_color hues[STYLE_HUES];
	struct span hue_at[STYLE_HUES], sections_at;
	struct span spacing_at[STYLE_SPACINGS_MAX]; /* by index of spacings in theme.c */
	uint64_t said_spacing, said_hues;
	bool said_sections, said_typing;
	const char **missing; size_t n_missing, cap_missing; /* keys that nobody said */
	bool based;              /* it is laid over another */
	bool wrong;
};

extern const char *const style_role_names[STYLE_ROLES + 1]; /* "body", "lead", …; ended by NULL */
extern const char *const style_hue_names[STYLE_HUES + 1];

/* style.c */

/* The path of the file in the last of the first `n` folders that has it; *where is that folder's index. NULL where none has. */
const char *style_file_find(struct arena *arena, const struct style_dirs *dirs, size_t n, const char *kind, const char *name,
			    size_t *where);
/* The names of all files of a kind ("themes", "paper", "print"), sorted, each once; how many. */
size_t style_file_list(struct arena *arena, const struct style_dirs *dirs, const char *kind, const char ***names);
/* Tells that there is no theme (or paper) of that name, and which there are. */
void style_tell_unknown(struct arena *arena, struct diags *diags, struct span at, const struct style_dirs *dirs, bool papers,
			const char *name);

/* measure.c */

/* Reads "24", "24 pt", "0.95 in", "10 mm", "1 cm" into thousandths of a point, rounded. False where it is none of these or
 * past 20,000 pt. */
bool style_length_parse(const char *text, mpt *length);
/* "#0b6e69". */
bool style_color_parse(const char *text, struct page_color *color);
/* The length at `v` within [least, most]; false where it is not (told, and *wrong is set). */
bool style_length_read(struct diags *diags, const struct val *v, const char *name, mpt least, mpt most, mpt *length, bool *wrong);
/* A length in points for a message: "11.5". */
const char *style_length_text(struct arena *arena, mpt length);

/* theme.c: one layer of a theme: its file, or the `phone` or `small` part of it. */
void style_theme_layer(struct style_theme *theme, const struct val *map, bool part);
/* Where a key of `spacing` was last said. */
struct span style_theme_spacing_at(const struct style_theme *theme, const char *name);
/* What only the whole can tell: colours named, percents worked out, everything said. */
void style_theme_finish(struct style_theme *theme);

/* paper.c: the paper as it stands, turned or not. `*kind` is the theme's part that goes with it ("phone", "small") or NULL. `*at` is
 * where its width is said. False where it is wrong (told). */
bool style_paper_read(struct diags *diags, const struct val *file, bool landscape, struct style_paper *paper,
		      const char **kind, struct span *at);

/* check.c: sizes, contrast, and whether theme and paper go together. */
void style_check(struct style_theme *theme, struct span paper_at);

#endif
