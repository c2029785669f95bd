/* style: a theme and a paper, checked and resolved into plain numbers that `layout` reads. Themes are templates/themes/<name>.yaml
 * (one file holds colour, type and spacing; `base:` names a theme it is laid over), papers templates/paper/<name>.yaml. */
#ifndef STYLE_STYLE_H
#define STYLE_STYLE_H

#include "base/base.h"
#include "font/font.h"
#include "page/page.h"
#include "val/val.h"

enum style_role {
	STYLE_BODY, STYLE_LEAD, STYLE_H1, STYLE_H2, STYLE_H3, STYLE_H4, STYLE_H5, STYLE_H6,
	STYLE_LABEL,      /* over a blank */
	STYLE_HELP,       /* under a label */
	STYLE_ENTRY,      /* what stands in a blank */
	STYLE_DERIVED,    /* a derived value in a blank's place */
	STYLE_OPTION,     /* words beside a box */
	STYLE_TIP,        /* in a tinted box: a Markdown quotation */
	STYLE_CODE,
	STYLE_TABLE_HEAD, STYLE_ROW_HEAD, STYLE_CELL,
	STYLE_CHECKLIST,
	STYLE_HEAD, STYLE_HEAD_RIGHT, STYLE_FOOT, STYLE_PAGE_NUMBER,
	STYLE_COVER_TITLE, STYLE_COVER_LINE, STYLE_DIVIDER_TITLE, STYLE_STONE /* number on a stepping stone */, STYLE_TAB,
	STYLE_CALL,       /* the big line of a call card */
	STYLE_DAY,        /* a calendar's day number */
	STYLE_NOTE,       /* what stands in its days */
	STYLE_ROLES
};

struct style_text {
	struct font_style font;   /* family, weight, italic, size, tracking */
	mpt leading;              /* baseline to baseline */
	struct page_color color;
	bool section_color;       /* coloured by the document's section instead */
	bool upper;               /* set in capitals (where the script has them) */
	mpt above, below;         /* space around such a block; neighbours' spaces collapse to the larger */
};

/* A section's colours: the strong one, a light tint for boxes, a middle one for edges. */
struct style_section {
	struct page_color strong, light, middle;
};

struct style_paper {
	const char *name, *title; /* the file's, and as it stands on the pack */
	mpt w, h;                 /* as it stands: turned for landscape already */
	bool landscape;
	bool phone;               /* one column, tall fields, rows as choices */
	bool punched;             /* the binding edge has holes; mirrored when duplex */
	mpt tab;                  /* how far the outer edge of tab stock stands out past the pages behind it; `end` holds it */
	const char *behind;       /* of tab stock: the paper that pages without a tab stand on; NULL: the same */
	mpt start, end, top, bottom; /* margins of the text block; start is the binding edge of a left-to-right portrait page.
	                              * On landscape the binding edge is the top: top holds it. Head and foot stand in the margins:
	                              * top clears the head and the line under it, bottom clears the foot. */
	mpt head, foot;           /* baselines of head and foot, from the top and from the bottom edge */
};

#define STYLE_SECTIONS 4

struct style {
	const char *theme;
	struct style_paper paper;
	const struct style *tabs;      /* of pages that bear a tab, where those stand on stock of their own; else NULL */
	struct style_text text[STYLE_ROLES];
	struct style_section sections[STYLE_SECTIONS]; /* teal, orange, plum, green */
	const char *typing_family;     /* a simple TrueType face for live blanks */
	int columns;                   /* of the grid: 12; 1 on phone */
	mpt column_gap, row_gap;       /* between fields */
	mpt field_height;              /* a one-line blank; at least 20 pt, 38 on phone */
	mpt line_pitch;                /* writing lines: 24 pt */
	mpt entry_min_size;            /* a one-line value may shrink so far: 9 pt */
	mpt field_pad;                 /* from a blank's edge to its text */
	mpt box, radio;                /* side of a tick box, diameter of a circle */
	mpt widget_min;                /* side of a tick widget at least: 18 pt; 42 on phone, where it is a row */
	mpt option_gap;                /* between options on a line */
	mpt cell_pad;
	mpt column_min;                /* least width of a grid column with a text blank: 72 pt */
	mpt card_pad, card_edge, card_radius;
	mpt tip_pad, tip_radius;
	mpt hairline, rule, outline;   /* line widths: cell borders, writing rules, boxes */
	struct page_color ink, soft_ink, entry_ink, field_fill, rule_color, outline_color, hairline_color, white;
	bool fills;                    /* tinted areas are printed (ink-saver: not) */
	int shrink;                    /* percent that vertical spaces may tighten: 6 */
	int page_blanks;               /* blanks a page at most; 0: no limit; 7 on phone */
	mpt measure;                   /* widest running text; 0: the column */
	mpt margin_min;                /* a paper's margins are at least so wide; 0: as the paper has them */
	bool ragged;                   /* always: text is never justified. Kept for themes to say so. */
	bool italics;                  /* emphasis may be set in italics; false: bold instead */
	mpt panel_width, panel_height; /* of a card that folds: one of its sides */
	mpt panel_pad;                 /* from its edge to its words */
	const struct style_files *files; /* this room's own */
};

/* Where a theme and a paper are looked for; the last folder that has it wins. */
struct style_dirs {
	const char *const *dirs; /* folders that hold themes/ and paper/ */
	size_t n;
};

/* Reads theme and paper; `landscape` turns a paper that can be turned (a phone cannot). NULL where one is missing or wrong
 * (told, with the names there are). Lengths in the files are points as numbers, or texts with a unit: "24 pt", "0.95 in",
 * "10 mm". A paper that names one `behind` it gives that one's style, with its own as `tabs`. */
const struct style *style_load(struct arena *arena, struct diags *diags, const struct style_dirs *dirs, const char *theme,
			       const char *paper, bool landscape);
/* The same theme on the same paper turned, of the files that were read for it. NULL where they do not go together (told). */
const struct style *style_turned(struct arena *arena, struct diags *diags, const struct style *upright);
/* The same for cards that fold: the theme's `card` part over all. NULL where that is wrong (told). */
const struct style *style_card(struct arena *arena, struct diags *diags, const struct style *upright);
/* Tells each typeface that the theme (its bases and parts too) names and fonts.yaml does not have, where it is named. */
bool style_check_faces(struct diags *diags, const struct style *style, const struct font_set *fonts);
/* How booklets are printed on a paper. */
struct style_print {
	const char *name, *title;
	const char *sheet, *page;      /* papers by name */
	mpt sheet_w, sheet_h;          /* as it lies before the printer: wider than high */
	mpt page_w, page_h;            /* upright */
	int thickness;                 /* of a sheet, micrometres */
	mpt safe;                      /* nothing to read nearer than this to an edge */
	int sheets;                    /* as many as one fold holds */
};

/* print.c: the names of all of them, sorted. */
size_t style_print_list(struct arena *arena, const struct style_dirs *dirs, const char ***names);
/* Reads templates/print/<paper>.yaml. NULL where there is none or it is wrong (told, with those there are). */
const struct style_print *style_print_load(struct arena *arena, struct diags *diags, const struct style_dirs *dirs, const char *paper);
/* Contrast of two colours in hundredths, rounded down: 450 is 4.5:1. WCAG 2.2, "contrast ratio" and "relative luminance". */
int style_contrast(struct page_color a, struct page_color b);
/* Names of all themes (or papers), sorted. */
size_t style_list(struct arena *arena, const struct style_dirs *dirs, bool papers, const char ***names);

#endif
