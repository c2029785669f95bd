/* What the files of this room share.
 *
 * A document becomes one vertical list: strips (bands that are never broken, each with what it draws), the spaces and break costs
 * before them, and decorations that span strips (a card's border, a tinted box, a table's running head). break.c chooses where the
 * list falls into pages, place.c draws the pages. Until a page is finished, x runs from the line's start: on a right-to-left page
 * everything is turned over at the end, widgets and all, and nothing else in this room knows which side is which. */
#ifndef LAYOUT_INT_H
#define LAYOUT_INT_H

#include "layout/layout.h"

/* ---- what a strip holds ------------------------------------------------------------------------------------------- */

/* Items in a strip are page items whose widgets and links are indices into the room's own lists (they get their page's ones
 * when they are placed), and besides: */
enum {
	LAYOUT_REF = PAGE_MARK + 1, /* the number of a document's first page, `as.link` into refs */
	LAYOUT_ANCHOR               /* a named place, `as.link` into anchors */
};

struct layout_widget {
	struct page_field field;   /* name, kind, tooltip, value, flags; its chain is not used */
	struct page_widget widget; /* state, tooltip, size, pad, what it shows; its place is the item's */
};

struct layout_link {
	const char *uri, *anchor, *contents;
};

struct layout_ref {
	const char *anchor;
	enum style_role role;
	const char *lang;
	struct page_color color;
};

struct layout_strip {
	mpt h;
	struct page_items items; /* from the strip's top left corner */
	int blanks;              /* questions in it, for papers with a limit a page */
	mpt base;                /* of a line of text: its baseline, from the top; 0: not one line */
	mpt fill_min;            /* > 0: may grow to the page's foot; `h` is then the least height */
	const struct layout_area *area; /* what to draw when the height is known; with fill_min */
};

enum layout_deco_kind {
	LAYOUT_CARD, LAYOUT_TIP, LAYOUT_FRAME, LAYOUT_CODE,
	LAYOUT_GROUP, /* nothing but a head that stands again over what goes on */
	LAYOUT_BLANK  /* a blank longer than a page: its lines are strips */
};

struct layout_deco {
	enum layout_deco_kind kind;
	mpt x, w;
	mpt top, bottom;                 /* space kept inside the edge, on every fragment */
	struct page_color edge, fill;
	bool has_fill;
	const struct layout_strip *head; /* over what goes on; NULL: none */
	bool head_tagged;                /* the head is text for all; else an artifact */
	const struct layout_widget *widget; /* BLANK: NULL where it is not live */
	page_tag_id widget_tag;
	mpt pitch;                       /* BLANK: between its rules */
	const struct layout_deco *beside; /* one more of the same height */
};

/* ---- the vertical list ---------------------------------------------------------------------------------------------- */

enum layout_vkind { LAYOUT_STRIP, LAYOUT_OPEN, LAYOUT_CLOSE };

enum { LAYOUT_NARROWEST = 72000 /* what is within something else keeps this width at least */ };

/* What breaking a page before an item costs; 0 is a good place. */
enum {
	LAYOUT_COST_ROWS = 150,       /* between rows of fields */
	LAYOUT_COST_LINES = 60,       /* between lines of a paragraph */
	LAYOUT_COST_TOGETHER = 800,   /* options of one question, entries that explain each other */
	LAYOUT_COST_PART = 2500,      /* within a block that would rather be whole, though what is around it goes on overleaf */
	LAYOUT_COST_WIDOW = 6000,     /* one line alone on a page */
	LAYOUT_COST_KEEP = 1000000,   /* within a block that would fit a page whole */
	LAYOUT_COST_NEVER = 2000000,  /* after a heading or a label */
	LAYOUT_COST_FORCE = 2000000000 /* a new page begins here */
};

struct layout_vitem {
	enum layout_vkind kind;
	mpt h;                   /* strip's height; a decoration's inner space */
	mpt space;               /* before it; dropped at the top of a page */
	int cost;                /* of a break before it */
	const struct layout_strip *strip;
	const struct layout_deco *deco;
	size_t match;            /* OPEN and CLOSE: the other one */
};

enum {
	LAYOUT_DEPTH = 24 /* decorations within one another in one list */,
	LAYOUT_MOST_OPEN = 256,
	LAYOUT_MAX_PAGES = 10000 /* of a file */
};

struct layout_range {
	size_t from, to;
	int cost;                /* of a break within it, at least */
};

struct layout_vlist {
	struct arena *arena;
	struct layout_vitem *items; size_t n, cap;
	struct layout_range *keeps; size_t n_keeps, cap_keeps;
	size_t open[LAYOUT_DEPTH]; int depth; /* OPENs not closed yet */
	size_t headed;           /* the item at which the last heading begins, and 1; 0: none yet */
	mpt space;               /* pending, before the next item */
	int cost;
};

void layout_vspace(struct layout_vlist *v, mpt space);      /* neighbours' spaces collapse to the larger */
void layout_vcost(struct layout_vlist *v, int cost);        /* the larger cost holds */
struct layout_strip *layout_vstrip(struct layout_vlist *v, mpt h);
void layout_vadd(struct layout_vlist *v, const struct layout_strip *strip);
void layout_vopen(struct layout_vlist *v, const struct layout_deco *deco);
void layout_vclose(struct layout_vlist *v);
size_t layout_vkeep_begin(struct layout_vlist *v);
/* `cost`: KEEP, or PART where it may go on overleaf if nothing else is better. */
void layout_vkeep_end(struct layout_vlist *v, size_t from, int cost);
/* Height when nothing is broken. */
mpt layout_vheight(const struct layout_vlist *v);
/* Appends `from` to `to`, as it is. */
void layout_vjoin(struct layout_vlist *to, const struct layout_vlist *from);

/* ---- the state of a run ----------------------------------------------------------------------------------------------- */

struct layout {
	const struct layout_job *job;
	const struct set_packet *packet;
	struct arena *arena;
	struct page_set *set;
	struct layout_widget *widgets; size_t n_widgets, cap_widgets;
	struct layout_link *links; size_t n_links, cap_links;
	struct layout_ref *refs; size_t n_refs, cap_refs;
	const char **anchors; size_t n_anchors, cap_anchors;
	struct layout_placed { uint32_t page; size_t item; size_t ref; } *placed; size_t n_placed, cap_placed;
	struct str_map *targets; /* names of all documents' anchors, known before any is placed */
	struct str_map *fields;  /* name -> index + 1 */
	struct str_map *images;  /* path -> image */
	struct layout_memo *memo;
	const struct set_doc **page_docs; size_t n_page_docs, cap_page_docs; /* whose each page is */
	/* of the document at hand */
	const struct set_doc *doc;
	const struct style *style;
	const struct style_section *section;
	bool rtl;
	page_tag_id sect;
	int level;               /* of the last heading, in the tree */
	mpt width, height;       /* of the text block */
	mpt notice_h;            /* what the packet's notice takes of it, at the foot */
	mpt room;                /* what of its width is used: a divider leaves some to its tab */
	bool plain;              /* phone: a choice is a row, a card has no edges */
	bool single;             /* one column: phone and large print */
	bool card;               /* panels, not pages */
	const struct style *card_style; /* read when the first card is met */
	const struct style *tab_style;  /* upright's, with room for a tab; made when the first one is met */
};

/* Where things are being set: a column of the list, under a tag. */
struct layout_flow {
	struct layout *l;
	struct layout_vlist *v;
	mpt x, w;
	page_tag_id tag;
	enum style_role role;    /* of running text here */
	bool cell;               /* of a grid: no fills, no rules */
	mpt line_h;              /* a blank of one line is so high at least: as high as the one beside it */
};

/* ---- tags.c, draw.c ----------------------------------------------------------------------------------------------------- */

page_tag_id layout_tag(struct layout *l, enum page_role role, page_tag_id parent);
/* Says that all of a tag is in this language, where it is not the document's; gives the tag. NULL: the document's. */
page_tag_id layout_tag_lang(struct layout *l, page_tag_id tag, const char *lang);
/* A place within a tag for text in this language: the tag itself where that is the document's. */
page_tag_id layout_tag_in(struct layout *l, page_tag_id tag, const char *lang);
/* The language of a fixed word, and of the copy's numerals. */
const char *layout_word_lang(const struct layout *l, const char *key);
const char *layout_digits_lang(const struct layout *l, const char *digits);
/* H1..H6, never skipping a level within the file. */
page_tag_id layout_tag_heading(struct layout *l, int level, page_tag_id parent);

struct page_item *layout_item(struct layout *l, struct page_items *items, enum page_item_kind kind, page_tag_id tag, mpt x, mpt y);
void layout_fill(struct layout *l, struct page_items *items, mpt x, mpt y, mpt w, mpt h, mpt radius, struct page_color color);
void layout_stroke(struct layout *l, struct page_items *items, mpt x, mpt y, mpt w, mpt h, mpt line, mpt radius,
		   struct page_color color);
void layout_rule(struct layout *l, struct page_items *items, mpt x, mpt y, mpt w, mpt h, mpt line, struct page_color color);
/* An ellipse in the rectangle; filled, or a ring `line` wide. */
void layout_ellipse(struct layout *l, struct page_items *items, mpt x, mpt y, mpt w, mpt h, mpt line, struct page_color color);
/* A check mark within a square of `side`. */
void layout_check(struct layout *l, struct page_items *items, page_tag_id tag, mpt x, mpt y, mpt side, struct page_color color);
/* All items of `from`, moved. With `artifact` nothing of them is text, a link or a widget any more. */
void layout_items_join(struct layout *l, struct page_items *to, const struct page_items *from, mpt dx, mpt dy, bool artifact);
/* Everything turned over within the width: items of finished pages and of what widgets show. */
void layout_mirror(struct page_items *items, mpt width);

/* ---- text.c, para.c ------------------------------------------------------------------------------------------------------- */

enum layout_shape { LAYOUT_RAGGED /* no lonely last word */, LAYOUT_BALANCED /* lines of about one length */ };

struct layout_ink { /* what a span of a paragraph is, besides its letters */
	const struct font_style *font;
	struct page_color color;
	page_tag_id tag;
	const char *url;            /* a link; NULL: none */
	const char *contents;       /* of the link, in words */
	const struct set_blank *blank; /* an object: a blank in the sentence */
	int option;                 /* of that blank, or -1 */
	const struct image *image;  /* an object: an image */
	mpt image_h;
	page_tag_id form;           /* the object's own tag */
	struct layout_para *value;  /* what stands in the blank */
	mpt rise;                   /* of an object: how far it stands above the baseline, and */
	mpt fall;                   /* below */
};

struct layout_line {
	uint32_t from, to;       /* clusters */
	mpt y, h, base;          /* from the paragraph's top; base from its own top */
	mpt w;
	struct font_line set;
	int blanks;
};

/* The lines of a paragraph, and what they depend on. */
struct layout_broken {
	struct layout_broken *next;
	mpt width;               /* INT32_MAX: of all that it fits into on one line */
	enum layout_shape shape;
	mpt size, leading;
	struct layout_line *lines; size_t n;
	mpt w, h;
};

/* What is the same in all paragraphs that say the same (memo.c). */
struct layout_kept {
	struct font_para *shaped; /* NULL: not made yet */
	mpt *at, natural;
	struct layout_broken *broken;
};

struct layout_para {
	struct font_para *shaped;
	struct layout_kept *kept; /* NULL: of its own */
	const struct layout_ink *inks; size_t n_inks;
	const struct style_text *text;
	mpt size, leading;
	page_tag_id tag;
	mpt *at;                 /* where each cluster begins on an endless line; n + 1 */
	mpt natural;             /* its width on as few lines as it allows */
	const struct layout_line *lines; size_t n;
	mpt w, h;                /* widest line, all lines */
};

/* A memo of one packet, in its arena. */
struct layout_memo *layout_memo_in(struct arena *arena);
/* What was made of a text in the family's type, or is to be filled in by the caller with what lives in layout_memo_arena.
 * NULL: it is not kept. */
struct layout_kept *layout_memo_find(struct layout *l, const struct font_span *spans, size_t n, const char *family,
				     const char *lang, bool rtl);
/* The packet's own where no more is kept. */
struct arena *layout_memo_arena(struct layout *l);
/* A paragraph from bound text; not yet broken. `width` bounds its blanks and images. */
struct layout_para *layout_para_text(struct layout_flow *f, const struct set_text *text, enum style_role role, page_tag_id tag);
/* From a plain string. `lang` NULL: the document's. `path` names it in warnings: a value; NULL: content. */
struct layout_para *layout_para_plain(struct layout *l, const char *text, enum style_role role, page_tag_id tag, const char *path,
				      struct span at);
/* The same with its own size, direction and place in a warning: what stands in a blank. */
struct layout_para *layout_para_value(struct layout *l, const char *text, enum style_role role, mpt size, bool rtl, page_tag_id tag,
				      const char *path, struct span at);
/* Chooses its lines (again). */
void layout_para_break(struct layout *l, struct layout_para *p, mpt width, enum layout_shape shape);
/* Draws one line, its top at y. The line's own y is not counted. */
void layout_line_put(struct layout *l, const struct layout_para *p, size_t line, struct page_items *items, mpt x, mpt y,
		     page_tag_id tag);
/* All lines, the first one's top at y. */
void layout_para_put(struct layout *l, const struct layout_para *p, struct page_items *items, mpt x, mpt y);
/* Each line a strip, with the costs of widows and orphans. */
void layout_para_strips(struct layout_flow *f, const struct layout_para *p, mpt x);
/* Sets a paragraph in the flow: its spaces, its lines. */
void layout_para_flow(struct layout_flow *f, const struct set_text *text, enum style_role role, page_tag_id tag,
		      enum layout_shape shape);
struct page_color layout_color(const struct layout *l, enum style_role role);
/* In capitals, for scripts that have them. */
char *layout_upper(struct arena *arena, const char *s);
bool layout_text_empty(const struct set_text *text);
const char *layout_text_plain(struct arena *arena, const struct set_text *text);
/* A link's target within the packet ("#id" or "id"), or NULL where it is not in this file. */
const char *layout_target(const struct layout *l, const char *url);

/* ---- blanks --------------------------------------------------------------------------------------------------------------- */

/* The part of a blank that is filled in, as strips of the flow; `head` is set before it (label and help) by the caller. */
void layout_control(struct layout_flow *f, const struct set_blank *blank);
/* How what stands in it is set. */
enum style_role layout_entry_role(const struct set_blank *blank);
/* How high one line of it is. */
mpt layout_line_height(const struct layout *l, const struct set_blank *blank);
/* Label, help and blank. */
void layout_blank_flow(struct layout_flow *f, const struct set_blank *blank);
/* Label and help alone, as paragraphs one under another; returns their height. Set where `items` is not NULL. */
struct layout_label {
	struct layout_para *label, *help;
	mpt h; /* with the space to the blank; 0 where there is neither */
};
struct layout_label layout_label_new(struct layout_flow *f, const struct set_blank *blank, mpt w);
/* The same at another width. */
void layout_label_fit(struct layout *l, struct layout_label *label, mpt w);
void layout_label_put(struct layout *l, const struct layout_label *label, struct page_items *items, mpt x, mpt y);
/* A text blank's widget, its place in the items; value and rules are drawn by the caller into shown and empty. */
struct layout_widget *layout_widget_text(struct layout *l, const struct set_blank *blank, bool multiline, mpt size);
void layout_widget_put(struct layout *l, struct page_items *items, const struct layout_widget *widget, page_tag_id tag, mpt x, mpt y,
		       mpt w, mpt h);
/* The box or circle of an option at its centre, outline, mark and widget; `hit` is the widget's side. */
void layout_mark_box(struct layout *l, struct page_items *items, const struct set_blank *blank, int option, page_tag_id tag, mpt cx,
		     mpt cy);
bool layout_option_round(const struct set_blank *blank);
/* A text blank in a rectangle of its own without fill or rules (a grid's cell, a day, an open space): value at the top.
 * Gives how high it wants to be; draws where `items` is not NULL. `rest` (may be NULL) is set to the text that does not fit
 * into `h`. */
mpt layout_open_blank(struct layout *l, const struct set_blank *blank, struct page_items *items, page_tag_id tag, mpt x, mpt y, mpt w,
		      mpt h, enum style_role role, struct layout_para **value, size_t *rest);
void layout_choice(struct layout_flow *f, const struct set_blank *blank); /* choice.c: ONE, SEVERAL, CHECK */
mpt layout_choice_width(struct layout_flow *f, const struct set_blank *blank); /* on one line */
/* fields.c: blanks in rows. */
void layout_fields(struct layout_flow *f, struct set_blank *const *blanks, size_t n);
/* How many questions, for papers with a limit. */
int layout_blank_count(const struct set_blank *blank);

/* ---- blocks ----------------------------------------------------------------------------------------------------------------- */

void layout_nodes(struct layout_flow *f, const struct set_node *first);
void layout_heading(struct layout_flow *f, const struct set_text *text, int level, int tag_level);
void layout_head_line(struct layout_flow *f, const struct set_text *text, enum style_role role, int tag_level);
void layout_records(struct layout_flow *f, const struct set_node *node);
/* One cell of a table as it stands in a card: its head as label. */
void layout_cell_stacked(struct layout_flow *f, struct set_text *head, const struct set_node *first);
bool layout_grid(struct layout_flow *f, const struct set_records *records); /* false: columns too narrow, nothing set */
void layout_calendar(struct layout_flow *f, const struct set_node *node);
void layout_list(struct layout_flow *f, const struct set_node *node);
void layout_checklist(struct layout_flow *f, const struct set_node *node);
void layout_contents(struct layout_flow *f, const struct set_node *node);
void layout_option(struct layout_flow *f, const struct set_node *node);
void layout_space(struct layout_flow *f, const struct set_node *node);
void layout_area_draw(struct layout *l, const struct layout_area *area, struct page_items *items, mpt h);
void layout_signatures(struct layout_flow *f, const struct set_node *node);
void layout_resources(struct layout_flow *f, const struct set_node *node);
void layout_photo(struct layout_flow *f, const struct set_node *node);
void layout_picture(struct layout_flow *f, const struct set_node *node);
const struct image *layout_image(struct layout *l, const char *path, struct span at);

/* Sets a part apart: a fresh list of the same kind of flow. */
struct layout_flow layout_flow_new(const struct layout_flow *f, mpt x, mpt w);
/* Everything of the list as one strip's items from (x, y); returns its height. Decorations are drawn whole. */
mpt layout_flatten(struct layout *l, const struct layout_vlist *v, struct page_items *items, mpt x, mpt y, int *blanks);
/* Columns side by side as one strip; where they are too tall for a page they are joined one under another instead. */
void layout_beside(struct layout_flow *f, struct layout_flow *parts, size_t n);
/* Lists of one make side by side, level row by row and free to break between rows. False: they are not alike, and nothing is done. */
bool layout_zip(struct layout_flow *f, struct layout_flow *parts, size_t n);

/* ---- pages -------------------------------------------------------------------------------------------------------------------- */

void layout_cover(struct layout_flow *f);
void layout_divider(struct layout_flow *f);
/* `top` is where the words end. */
void layout_cover_motif(struct layout *l, struct page *page, mpt top);
/* `at_end`: at the side where its lines end; else where they start. */
void layout_divider_tab(struct layout *l, struct page *page, bool at_end);

/* card.c: a document of kind `card`: panels instead of pages, several to a sheet. layout_card_use turns the state to its
 * style and size. */
void layout_card_use(struct layout *l);
void layout_card(struct layout *l, struct layout_vlist *v);
/* tab.c: the tab of a divider that is one of so many: on every page of it, where the folder's other tabs leave room. */
void layout_tab_draw(struct layout *l, struct page *page, bool at_end);
/* The style of a document that has one. */
const struct style *layout_tab_style(struct layout *l);

/* What is open where a list goes on. */
struct layout_open {
	size_t items[LAYOUT_MOST_OPEN];
	int depth;
	size_t told; /* the end of a long blank whose "continued" has been said */
};
/* The items [from, to) on a page that is there, their top left corner at (x, y) and no higher than `height`. */
void layout_place_part(struct layout *l, const struct layout_vlist *v, size_t from, size_t to, uint32_t page, mpt x, mpt y, mpt height,
		       struct layout_open *open);

/* Where pages begin: starts[0] == 0; returns how many pages. `height` is the text block's; the first page has `more`. */
size_t layout_break(struct arena *arena, struct layout_vlist *v, mpt height, mpt more, const struct style *style, size_t **starts);
void layout_deco_draw(struct layout *l, const struct layout_deco *d, struct page_items *items, mpt x, mpt y, mpt h,
		      bool first, bool last);
void layout_place(struct layout *l, struct layout_vlist *v);
/* How much taller the first page of the document at hand is. */
mpt layout_first_more(const struct layout *l);
/* A page of the document at hand with nothing on it. */
void layout_blank_page(struct layout *l);
/* How high the notice at the foot of every page is; 0: there is none. */
mpt layout_notice_height(struct layout *l);
void layout_furniture(struct layout *l, size_t index, size_t k, size_t count, mpt x, mpt dy, bool outer_start);

#endif
