/* page: finished pages as plain data. `layout` makes them, `pdf` (and imposition) read them, and neither sees the other.
 *
 * The origin is the page's top left corner, x to the right, y down; a glyph run's y is its baseline. Lengths are thousandths of
 * a point. Everything on a page stands in one of two lists: the body, in reading order, and the furniture (head, foot, page
 * number, notice), which is all artifact. What a screen reader meets is told by tags: a body item names its tag, and the tree's
 * order is the order in which tags are first met when the pages' bodies are walked (a tag brings its parents with it). So
 * reading order, content order, widget order and tree order are one by construction. */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "base/base.h"
#include "font/font.h"
#include "image/image.h"

struct page_color {
	uint8_t r, g, b;
};

/* ---- tags: the structure tree ------------------------------------------------------------------------------------ */

enum page_role {
	PAGE_ROLE_DOCUMENT, PAGE_ROLE_PART, PAGE_ROLE_SECT, PAGE_ROLE_DIV, PAGE_ROLE_H1, PAGE_ROLE_H2, PAGE_ROLE_H3, PAGE_ROLE_H4,
	PAGE_ROLE_H5, PAGE_ROLE_H6, PAGE_ROLE_P, PAGE_ROLE_L, PAGE_ROLE_LI, PAGE_ROLE_LBL, PAGE_ROLE_LBODY, PAGE_ROLE_TABLE,
	PAGE_ROLE_THEAD, PAGE_ROLE_TBODY, PAGE_ROLE_TR, PAGE_ROLE_TH, PAGE_ROLE_TD, PAGE_ROLE_FIGURE, PAGE_ROLE_CAPTION,
	PAGE_ROLE_LINK, PAGE_ROLE_FORM, PAGE_ROLE_SPAN, PAGE_ROLE_BLOCKQUOTE, PAGE_ROLE_CODE, PAGE_ROLE_TOC, PAGE_ROLE_TOCI,
	PAGE_ROLE_REFERENCE, PAGE_ROLE_NOTE
};

enum page_scope { PAGE_SCOPE_NONE, PAGE_SCOPE_ROW, PAGE_SCOPE_COLUMN, PAGE_SCOPE_BOTH };
enum page_numbering { PAGE_NUMBERING_NONE, PAGE_NUMBERING_DISC, PAGE_NUMBERING_DECIMAL };

/* Index into page_set.tags. 0 is the Document; for an item, PAGE_ARTIFACT says that it is none. */
typedef uint32_t page_tag_id;
#define PAGE_ARTIFACT UINT32_MAX

struct page_tag {
	enum page_role role;
	page_tag_id parent;
	const char *lang;   /* where it differs from its parent's; else NULL */
	const char *alt;    /* Figure */
	const char *actual; /* replacement text, or NULL */
	const char *title;  /* Sect: the document's title */
	enum page_scope scope;
	enum page_numbering numbering; /* L */
	uint16_t colspan, rowspan;     /* TH, TD; 0 is 1 */
};

/* ---- what is drawn ----------------------------------------------------------------------------------------------- */

enum page_item_kind {
	PAGE_GLYPHS, /* x, y: pen start on the baseline */
	PAGE_FILL,   /* a rectangle x, y, w, h, with corners of `radius` */
	PAGE_STROKE, /* its outline, `line` wide, drawn inside the rectangle */
	PAGE_RULE,   /* from x, y to x + w, y + h, `line` wide, `dash` on and off (0: solid) */
	PAGE_PATH,   /* points from x, y; filled, or stroked where line > 0 */
	PAGE_IMAGE,  /* in the rectangle x, y, w, h, already turned upright by its orientation */
	PAGE_WIDGET, /* the place of a widget in reading order: `widget` is its index */
	PAGE_LINK,   /* the place of a link in reading order: `link` is its index */
	PAGE_MARK    /* nothing is drawn: its tag stands here in reading order (an empty cell, say) */
};

enum page_path_op { PAGE_MOVE, PAGE_LINE, PAGE_CURVE /* three points */, PAGE_CLOSE /* none */ };

struct page_path {
	const uint8_t *ops; /* enum page_path_op */
	size_t n_ops;
	const mpt *points;  /* x, y pairs, from the item's x and y, y down */
	size_t n_points;    /* pairs */
};

struct page_item {
	enum page_item_kind kind;
	bool turned;     /* GLYPHS: a quarter turn clockwise; letters run down from x, y, their tops to the right, w across */
	page_tag_id tag; /* PAGE_ARTIFACT for none; furniture always none */
	mpt x, y, w, h;
	struct page_color color;
	union {
		const struct font_run *run; /* its own x is not counted again */
		struct { mpt line, radius, dash; } shape;
		struct { struct page_path path; mpt line; } path;
		const struct image *image;
		uint32_t widget; /* into page_set.widgets */
		uint32_t link;   /* into page_set.links */
	} as;
};

/* A growing list of items. */
struct page_items {
	struct page_item *items;
	size_t n, cap;
};

/* ---- fields ------------------------------------------------------------------------------------------------------ */

enum page_field_kind { PAGE_FIELD_TEXT, PAGE_FIELD_CHECK, PAGE_FIELD_RADIO, PAGE_FIELD_SIGNATURE };

/* One blank: a path. It has a widget for each place where it is printed. */
struct page_field {
	const char *name;    /* the path, the PDF field's full name: "people.k3f.phone" */
	enum page_field_kind kind;
	const char *tooltip; /* makes sense alone */
	const char *lang;    /* of the tooltip where it differs from the file's; else NULL */
	const char *value;   /* TEXT: UTF-8, lines parted by \n, "" where empty. CHECK, RADIO: the state that is on, or NULL */
	bool multiline;
	bool no_spellcheck;
	uint32_t first, last; /* its widgets: a chain through page_widget.next; UINT32_MAX where none */
};

/* What a widget shows, drawn by layout, apart from the outline and the ruled lines, which are in the page's body.
 * Coordinates from the widget's top left corner. For CHECK and RADIO it is the mark of the on-state. For a TEXT it is the value as
 * shown, and `empty` (may be NULL) what shows while it is empty (the rules of several lines); all as artifacts. */
struct page_widget {
	uint32_t field;      /* into page_set.fields */
	uint32_t next;       /* the field's next widget; UINT32_MAX at the end */
	uint32_t page;       /* into page_set.pages */
	page_tag_id tag;     /* its Form element */
	mpt x, y, w, h;
	mpt size;            /* type size for typing; fixed */
	mpt pad;             /* text starts so far from the left or right edge */
	bool rtl;            /* quadding */
	const char *state;   /* CHECK, RADIO: the name of the on-state, an option's id */
	const char *tooltip; /* "Is this your cell phone? Yes"; NULL: the field's */
	const struct page_items *shown;
	const struct page_items *empty;
};

/* ---- links, anchors, outline ------------------------------------------------------------------------------------- */

struct page_link {
	uint32_t page;
	page_tag_id tag;      /* its Link element */
	mpt x, y, w, h;
	const char *uri;      /* or NULL, and then */
	const char *anchor;   /* a name in page_set.anchors */
	const char *contents; /* what it is, in words */
};

struct page_anchor {
	const char *name;
	uint32_t page;
	mpt y;
};

struct page_outline {
	const char *title;
	const char *anchor;
	int depth; /* 0 outermost */
};

/* ---- pages ------------------------------------------------------------------------------------------------------- */

/* A single page where it stands on the side of a sheet. */
struct page_place {
	uint32_t page;  /* into page_set.singles->pages */
	bool turned;    /* a quarter turn counter-clockwise: its head is at the left */
	mpt x, y;       /* the top left corner of what it covers */
	mpt clip[4];    /* x, y, w, h: nothing of it shows outside */
};

struct page {
	mpt w, h;
	const char *label; /* page label as printed: "6"; NULL: none */
	struct page_items body, furniture;
	const char *document; /* the document it belongs to; for dumps */
	/* of the side of a sheet: */
	const struct page_place *places; size_t n_places;
	mpt trim, bleed;      /* where trim > 0 the finished page begins so far from each edge, and may be printed so far past that */
};

/* Everything that makes one file. All memory is the arena's it was made in. */
struct page_set {
	struct page *pages;                                      size_t n_pages, cap_pages;
	struct page_tag *tags;                                   size_t n_tags, cap_tags;     /* [0] is the Document */
	struct page_field *fields;                               size_t n_fields, cap_fields; /* in visual order */
	struct page_widget *widgets;                             size_t n_widgets, cap_widgets;
	struct page_link *links;                                 size_t n_links, cap_links;
	struct page_anchor *anchors;                             size_t n_anchors, cap_anchors;
	struct page_outline *outline;                            size_t n_outline, cap_outline;
	const char *title;
	const char *lang;      /* BCP 47 */
	bool rtl;
	bool duplex;           /* ask for both sides */
	bool duplex_short;     /* landscape: flip on the short edge */
	const struct font_face *typing; /* the face of the typing font */
	const char *typing_lang;
	const struct page_set *singles; /* NULL, or these are sides of sheets and show those pages: print alone, no tags, no fields */
};

/* ---- imposition: single pages -> sides of sheets ------------------------------------------------------------------- */

/* Sheets that are folded once in the middle and laid into each other. */
struct page_fold {
	mpt sheet_w, sheet_h; /* as it lies before the printer: wider than high */
	mpt page_w, page_h;   /* half of it, or a little less: pages stand against the fold */
	size_t signature;     /* sheets that are stitched together; 0: all */
	int thickness;        /* of a sheet, micrometres */
	mpt safe;             /* what stands nearer than this to an edge of a page may be lost; marks stand there */
	bool marks;           /* of the fold, and of the staples on the outermost side */
};

/* impose.c: sides in the printer's order, front and back of each sheet, bound on the right where the set is right-to-left. The
 * sheets of a signature push each other out where they are folded (creep), so the pages of the k-th one from outside stand k
 * thicknesses nearer to the spine. Pages that make no whole sheet leave places empty. */
struct page_set *page_impose_fold(struct arena *arena, const struct page_set *singles, const struct page_fold *fold);
size_t page_fold_sheets(size_t n_pages);
/* How far the innermost sheet of so many pages is pushed in. */
mpt page_fold_creep(const struct page_fold *fold, size_t n_pages);

/* The pages [from[i], to[i]) of `n` stretches, each by itself with room to cut: `bleed` past its edges, and crop marks outside that.
 * What touches an edge of the page is drawn on into the bleed; `singles` is changed so. */
struct page_set *page_impose_cut(struct arena *arena, struct page_set *singles, const size_t *from, const size_t *to,
				 size_t n, mpt bleed);

/* dump.c: the stages as text, one line an item, for `kinfolio dump` and for tests. */
void page_dump_pages(const struct page_set *set, struct buf *out);  /* every item with its place */
void page_dump_tags(const struct page_set *set, struct buf *out);   /* the structure tree with its text */
void page_dump_fields(const struct page_set *set, struct buf *out); /* fields and their widgets */

/* order.c: puts each page's body into the tree's order; for whoever has set things side by side. */
void page_order(struct arena *arena, struct page_set *set);

/* walk.c: the tree's order, found once. For each tag the kids in order: other tags, or marks (a run of neighbouring body items of
 * one tag on one page). */
struct page_kid {
	bool is_tag;
	page_tag_id tag;      /* is_tag */
	uint32_t page;        /* else: the mark's page */
	uint32_t from, to;    /* and its body items [from, to) */
};
struct page_kids {
	struct page_kid *kids;
	size_t n, cap;
};
/* One page_kids a tag. PAGE_WIDGET, PAGE_LINK and PAGE_MARK items place their tag and are no mark themselves. */
struct page_kids *page_walk(struct arena *arena, const struct page_set *set);

#endif
