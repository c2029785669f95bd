/* set: the tree that will be set: documents with their conditions decided, repeats done and values in their places. Everything a
 * reader will meet is here as plain text or as a blank; `layout` needs no record and no Markdown. */
#ifndef PACKET_SET_H
#define PACKET_SET_H

#include "base/base.h"
#include "lang/lang.h"

/* ---- text -------------------------------------------------------------------------------------------------------- */

enum set_piece_kind { SET_TEXT, SET_BREAK, SET_INLINE_BLANK, SET_INLINE_IMAGE };
enum { SET_STRONG = 1, SET_EMPH = 2, SET_CODE_SPAN = 4 };

struct set_piece {
	enum set_piece_kind kind;
	int marks;
	const char *text;      /* TEXT; INLINE_IMAGE: alternative text */
	const char *url;       /* link: an address, or "#<document id>" for a place in the packet; NULL: none */
	const char *lang;      /* where it differs; else NULL */
	const char *value_path; /* TEXT that is a value: its path (an isolate for bidi; named in warnings); else NULL */
	struct set_blank *blank;/* INLINE_BLANK; of kind CHECK or ONE where it is the box before an optional passage in a sentence: */
	const char *option_state; /* then the option of ONE that is this passage's; else NULL */
	const char *src;       /* INLINE_IMAGE: path of the file */
	struct span at;
};

struct set_text {
	struct set_piece *pieces;
	size_t n;
};

/* ---- blanks ------------------------------------------------------------------------------------------------------ */

enum set_blank_kind {
	SET_BLANK_TEXT,      /* one line */
	SET_BLANK_LINES,     /* several */
	SET_BLANK_ONE,       /* one of options: radio buttons */
	SET_BLANK_SEVERAL,   /* several of options: a check box each; names are name.option */
	SET_BLANK_CHECK,     /* one box */
	SET_BLANK_SIGNATURE, /* a line for the pen; a signature field only where digital */
	SET_BLANK_DRAWING,   /* an open space with a text blank */
	SET_BLANK_TEXTS      /* numbered lines, each a blank: items[] */
};

struct set_option {
	const char *id;
	struct set_text *words;
	const char *plain;   /* the words, for tooltips */
	const char *name;    /* SEVERAL: the field's full name */
	const char *tooltip; /* of its button: question and answer */
	bool on;
};

struct set_blank {
	enum set_blank_kind kind;
	const char *name;      /* the PDF field's full name, `mine.` in front where it is */
	const char *id;
	struct set_text *label;/* NULL: none is printed (a table's head says it) */
	struct set_text *help;
	const char *tooltip;   /* makes sense alone */
	const char *value;     /* as shown and as /V: dates as the reader writes them; "" where empty. ONE: the option's id or "" */
	bool value_rtl;        /* first strong letter says so */
	const char *derived;   /* a text in its place: no blank; NULL: a blank */
	const char *lang;      /* of `derived`, or of a value that is printed as text, where it differs from the document's; else NULL */
	struct set_option *options; size_t n_options;
	struct set_blank **items; size_t n_items; /* TEXTS */
	int width;             /* twelfths, 1..12; 0: layout decides by kind */
	int lines;             /* LINES: at least so many */
	bool multiline;        /* the path is multi-line everywhere, even where a sheet shows one line */
	bool no_spellcheck;
	bool tender;
	bool digital;
	bool below;            /* options one under another */
	bool big;              /* what stands in it is set large */
	bool live;             /* false: printed flat, or never a field */
	enum { SET_FIT_ANY, SET_FIT_DATE, SET_FIT_PHONE, SET_FIT_NUMBER, SET_FIT_EMAIL, SET_FIT_NAME } fit; /* natural width */
	struct span at;
};

/* ---- blocks ------------------------------------------------------------------------------------------------------ */

enum set_kind {
	SET_HEADING,   /* level 1..6 within the document; 1 is its title */
	SET_PARA,
	SET_TIP,       /* a Markdown quotation: a tinted box; children */
	SET_LIST, SET_ITEM,
	SET_CODE, SET_THEMATIC,
	SET_COLUMNS,   /* children side by side, n */
	SET_KEEP, SET_PAGE,
	SET_FIELDS,    /* blanks in rows of twelve columns */
	SET_RECORDS,   /* see struct set_records */
	SET_CHECKLIST, /* rows: box, words, where to go */
	SET_OPTION,    /* a passage with a tick box before it; children */
	SET_SIGNATURES,/* blanks: signature, name, date in threes; label each */
	SET_CALENDAR, SET_SPACE, SET_RESOURCES, SET_CONTENTS, SET_PHOTO,
	SET_PICTURE    /* one that the program draws: `style` says which, `alt` what it shows, `height` */
};

struct set_cell {
	struct set_node *first; /* usually SET_FIELDS whose blanks have no label where the head says it */
};

struct set_row {
	struct set_text *head;   /* the row's, or the card's; NULL: none */
	const char *head_plain;
	struct set_cell *cells;  /* n_columns of them */
};

struct set_records {
	struct set_text **heads; int *widths; size_t n_columns; /* heads[i] NULL: none */
	bool *entry;             /* this column holds a text blank, so it needs style.column_min */
	struct set_text *corner;
	bool row_heads;
	struct set_row *rows; size_t n_rows;
	bool grid;               /* asked for; layout may still make cards of it where columns grow too narrow */
	bool across;
	bool numbered;
	bool frame;              /* cards framed in the section's colour */
	int per_row;
};

struct set_check {
	struct set_blank *blank; /* its box; NULL: none */
	struct set_text *words;
	const char *number;      /* "1.3" or NULL */
	const char *document;    /* leads to; NULL: nowhere */
};

struct set_entry { /* a line of the contents */
	const char *number;
	const char *title;
	const char *lang;        /* of the title, and */
	const char *note_lang;   /* of the note, where it differs; else NULL */
	const char *document;    /* anchor "#<id>" */
	int depth;
	int color;               /* section colour, or -1 */
	const char *note;        /* "in your own file", or NULL */
};

struct set_day {
	int day;                 /* 1..31; 0: outside the month */
	const char *date;        /* written out, for the tooltip's sake */
	struct set_text **notes; size_t n_notes; /* what the record has on that day */
	struct set_blank *blank;
};

struct set_calendar {
	const char *lang;          /* of the month's and the weekdays' names, where it differs; else NULL */
	const char *month;         /* "December 2026", or NULL: undated */
	struct set_blank *month_blank; /* where undated */
	const char *const *heads;  /* 7 weekdays, in the language's order */
	struct set_day *days; size_t n_days; /* 42 (six weeks) */
};

struct set_resource {
	const char *name, *phone, *text_line, *address, *hours, *languages, *notes, *url;
	const char *checked;       /* "checked November 2, 2026", or NULL */
	const char *lang, *checked_lang; /* of what the agency or the file says; of `checked`; where it differs, else NULL */
	bool qr;
};

struct set_node {
	enum set_kind kind;
	struct set_node *first, *next;
	struct set_text *text;
	enum { SET_ROLE_BODY, SET_ROLE_LEAD, SET_ROLE_HELP, SET_ROLE_LETTER } role; /* PARA */
	bool spare;                /* FIELDS: nobody misses it where it would need a page of its own */
	int level;                 /* HEADING; COLUMNS: how many */
	bool ordered, tight; int start;
	const char *code;
	struct set_blank **blanks; size_t n_blanks; /* FIELDS, OPTION (its box), SPACE (its label is `text`), PHOTO (none), SIGNATURES (a name
	                            * or date that the sheet does not want is derived "") */
	const char *option_state;  /* OPTION: the state that is this passage's, where the blank is one of several */
	struct set_records *records;
	struct set_check *checks; size_t n_checks;
	struct set_entry *entries; size_t n_entries;
	struct set_calendar *calendar;
	struct set_resource *resources; size_t n_resources; /* RESOURCES; `tight`: a line or two each */
	const char *style;         /* SPACE: ruled dotted open drawing */
	int lines;
	mpt height;
	const char *src;           /* PHOTO: path of the file; NULL: an empty frame to stick one in */
	const char *alt;
	const char *lang;          /* where it differs */
	struct span at;
};

/* ---- documents and files ------------------------------------------------------------------------------------------- */

struct set_doc {
	const char *id;
	const char *anchor;        /* unique in the packet: the id, and the item's key where it repeats */
	struct set_text *title;
	const char *title_plain;
	const char *head_title;    /* shorter, for the running head */
	const char *kind;          /* cover divider worksheet … */
	const char *number;        /* "1.3", or NULL */
	const char *section_title; /* for the head; NULL: none */
	const char *section_number;/* "1" */
	int color;                 /* 0..3 */
	bool landscape;
	bool begins_right;
	bool mine;                 /* the parent's own: it shares no leaf with anybody else's */
	bool head, foot;           /* printed at all */
	const char *foot_note;     /* family's name or print date where asked; or NULL */
	const char *lang;
	bool rtl;
	bool bare;                 /* a cover with nothing on it at all */
	mpt panel_w, panel_h;      /* a card's sides; 0: the theme's */
	bool panel_folds;          /* they fold onto each other; else they are cut apart */
	int tab, tabs;             /* a divider's tab: its position and how many there are; 0: as its number says */
	bool title_page;           /* print the title as H1 (letters have none) */
	struct set_text *lead;     /* the summary under the title; NULL: none */
	struct set_node *first;
};

struct set_packet {
	const char *name;          /* of the file: "portfolio", "portfolio-mine" */
	const char *title;
	const char *lang;
	const char *typing_lang;   /* what people will type in: the reader's language, or the copy's */
	bool rtl;
	bool discreet;
	const char *notice;        /* stands at the foot of every sheet, or NULL */
	bool flat;
	bool duplex;
	bool outline;
	size_t multiple;           /* of pages: 4 for a booklet; 0: as many as there are. A cover that ends the packet is the last page */
	struct set_doc *filler;    /* one page, set as often as needed; NULL: blank ones. Only where duplex begins documents on the right too */
	bool anonymous;            /* a clean, discreet or travelling copy: no record digest, packet or agency name in its metadata */
	const char *record_digest; /* 64 hex digits, or NULL (travels, blank) */
	const char **fresh; size_t n_fresh; /* items, blank ones above all, and what the view that shows each wants of it: "people.new-1 emergency" */
	struct set_doc **docs; size_t n_docs;
};

/* Does the text run from right to left, by its first strong letter? `otherwise` where it has none. */
bool set_rtl(const char *text, bool otherwise);
void set_dump(const struct set_packet *packet, struct buf *out); /* dump.c */

#endif
