/* doc: Markdown with front matter and fenced YAML -> a checked tree. CommonMark by cmark; structure beyond it stands in HTML comments
 * (`when each option columns keep page`, ended by `end`) and in fences whose first word is a block's name. Paths and conditions are
 * read here as text and checked against shapes in `packet`. Nothing is known here of records' values or of pages. */
#ifndef DOC_DOC_H
#define DOC_DOC_H

#include "base/base.h"
#include "val/val.h"

#define DOC_MAX_BYTES (4u << 20)
#define DOC_MAX_DEPTH 64
/* The language of a document that does not name one: the shipped library's. */
#define DOC_LANG "en"

/* ---- text: one leaf, in pieces ------------------------------------------------------------------------------------ */

enum doc_piece_kind { DOC_TEXT, DOC_BREAK /* a hard line break */, DOC_PLACE /* {{path}} */, DOC_IMAGE };
enum { DOC_STRONG = 1, DOC_EMPH = 2, DOC_CODE_SPAN = 4 };

struct doc_piece {
	enum doc_piece_kind kind;
	int marks;
	const char *text;  /* TEXT; PLACE: the path; IMAGE: the alternative text */
	const char *url;   /* the link it stands in, or NULL; IMAGE: see src */
	const char *title; /* of the link or image, or NULL */
	const char *src;   /* IMAGE: the file */
	const char *when;  /* stands in an inline `when`: its condition; or NULL */
	const char *option_id, *option_is; /* stands in an inline `option`; or NULL */
	struct span when_at, option_at;
	struct span at;
};

struct doc_text {
	struct doc_piece *pieces;
	size_t n;
	struct span at;
};

/* ---- blanks ------------------------------------------------------------------------------------------------------- */

struct doc_option {
	const char *id;
	struct doc_text *words;
	struct span at;
};

/* One blank as the source defines it. */
struct doc_blank {
	const char *id;          /* the catalogue's */
	const char *field;       /* its path, or NULL: made from the id */
	const char *type;        /* `type:`, a word of record_type_word; NULL (only where there is a field): the shape says */
	struct doc_text *label;  /* NULL only where a row and column name it */
	struct doc_text *help;
	const char *say;         /* `say:` a tooltip's words where the label is not enough; plain text; or NULL */
	int width;               /* twelfths; 0: not said */
	int lines;               /* of several; 0: not said */
	int count;               /* `count: 3`: numbered lines, each a blank of its own (path.1 …); 0: one */
	struct doc_option *options; size_t n_options;
	bool tender;             /* a hard question */
	bool none;            /* of a signature: `name: no`, `date: no`: there is none */
	bool digital;            /* a signature field */
	bool below;              /* options one under another */
	bool big;                /* what stands in it is set large */
	bool no_spare;           /* `spare: no`: the block for one more does without it */
	int spare_width;         /* `spare: 1/3`: its width there; 0: the same */
	const char *when;        /* or NULL */
	struct span when_at, id_at, field_at;
	struct span at;
};

/* ---- blocks ------------------------------------------------------------------------------------------------------- */

enum doc_kind {
	/* CommonMark */
	DOC_HEADING, DOC_PARA, DOC_QUOTE, DOC_LIST, DOC_ITEM, DOC_CODE, DOC_THEMATIC,
	/* comments */
	DOC_WHEN,    /* cond */
	DOC_EACH,    /* list, with Markdown inside */
	DOC_OPTION,  /* an optional passage */
	DOC_COLUMNS, /* n, children fall into columns */
	DOC_KEEP,    /* not broken */
	DOC_PAGE,    /* a new page */
	/* fences */
	DOC_FIELDS,     /* blanks, in rows of twelve columns */
	DOC_RECORDS,    /* `each` and `table`: records with heads, see struct doc_records */
	DOC_CHECKLIST,  /* items with boxes */
	DOC_CHOICE,     /* one blank with many options, each on its own line, with text before */
	DOC_SIGNATURES, /* lines for the pen, each with typed name and date */
	DOC_CALENDAR, DOC_SPACE, DOC_RESOURCES, DOC_CONTENTS, DOC_PHOTO
};

struct doc_list_ref { /* which items: `list: people`, `where: emergency`, `at-least: 2`, `which: next`, `as: person` */
	const char *path;   /* NULL: no list; fixed rows, or `repeat:` numbered blank ones under the document's answers */
	const char *id;     /* where there is no list: the answers' own list, answers.<doc>.<id>.<n>; at_least says how many */
	const char *where;
	const char *as;
	const char *which;  /* all next last new; NULL: all */
	int at_least;       /* blank blocks up to so many; always one spare, unless `spare: no` */
	bool spare;
	struct span at, path_at, where_at;
};

struct doc_cell { /* what stands in one cell or card: blanks, and other things between them */
	struct doc_node *first; /* DOC_FIELDS, DOC_RECORDS (nested), DOC_PARA, DOC_SPACE, DOC_CHECKLIST, DOC_CHOICE */
};

struct doc_column {
	const char *id;
	struct doc_text *head;
	int width;           /* weight; 0: 1 */
	struct doc_cell cell;/* what each row has here */
	struct span at;
};

struct doc_row { /* a fixed row */
	const char *id;
	struct doc_text *head;
	const char *when;
	struct doc_cell *cells; /* n = columns, complete: what a row left to the column is copied here, its blanks' ids made
				 * <row>-<column>; first NULL: an empty cell */
	struct span at, when_at;
};

struct doc_records {
	struct doc_list_ref list;
	/* `item:` what one of them is called, for tooltips and card heads: "Emergency contact"; may hold {{name}} */
	struct doc_text *item;
	struct doc_text *corner; /* head over the row heads, or NULL */
	struct doc_column *columns; size_t n_columns;
	struct doc_row *rows; size_t n_rows;   /* fixed rows, where list.path is NULL */
	bool grid;               /* a table was asked for; else cards */
	bool across;             /* records run across, heads down the side */
	bool numbered;           /* rows are numbered */
	bool frame;              /* cards that must be found at once: framed in the section's colour */
	int per_row;             /* cards side by side: `columns: 2`; 0: 1 */
};

struct doc_check { /* a line of a checklist */
	const char *id;
	struct doc_text *words;
	const char *document; /* the document it leads to, or NULL */
	const char *when;
	struct doc_blank *blank;
	struct span at, when_at;
};

struct doc_resource_spec { /* which resources: `kind:` and `of: agency.resources`, or `names:` of templates/resources */
	const char *of;     /* a list path in the record, or NULL */
	const char *kind;   /* or NULL: all */
	const char **names; size_t n_names;
	bool qr;
	bool brief;         /* `short: yes`: a line or two each */
};

/* A comment that opens a list item governs it: then a WHEN, EACH, OPTION or KEEP stands in the LIST, with the ITEM as its child. */
struct doc_node {
	enum doc_kind kind;
	struct doc_node *first, *next; /* children (comments, quotes, lists, items); the next sibling */
	struct span at;
	struct doc_text *text;     /* HEADING, PARA; CHECKLIST, CHOICE, SPACE, SIGNATURES: the label; PHOTO: the alternative text */
	struct doc_text *label;    /* PHOTO: what stands under it, or NULL */
	int level;                 /* HEADING 1..6; COLUMNS: how many */
	bool ordered, tight;       /* LIST */
	int start;
	const char *code;          /* CODE: its text */
	const char *info;
	const char *cond;          /* WHEN: the condition; OPTION: NULL */
	struct span cond_at;
	struct doc_list_ref list;  /* EACH */
	const char *option_id, *option_is; /* OPTION: `option: steady` or `option: tone is warm` */
	struct doc_blank **blanks;
	size_t n_blanks; /* FIELDS; CHOICE: one; SPACE: one or none; SIGNATURES: three a line: sign, name, date (the
			  * latter two have no label where the fixed words will do); CALENDAR: eight: the month's, then
			  * sunday … saturday, each with count 6 */
	struct doc_records *records; /* RECORDS */
	struct doc_check *checks; size_t n_checks;
	const char *section;       /* CHECKLIST without items: a line for each document of this section */
	struct doc_resource_spec *resources;
	/* SPACE: ruled dotted open drawing; PHOTO: a path in the record or a file; CONTENTS: "packet", "section" */
	const char *style;
	const char *file;          /* PHOTO: the picture's file beside the document; NULL: style is a path in the record */
	struct span style_at;      /* PHOTO: the place of file or path */
	const char *of;            /* CALENDAR: the list of dated items, or NULL */
	struct span of_at;
	int lines;                 /* SPACE, and blank rows */
	mpt height;                /* SPACE, PHOTO; 0: not said */
};

struct doc_source { /* where a fact comes from */
	const char *fact, *name, *url, *checked; /* each may be NULL; checked is YYYY-MM-DD */
	struct span at;
};

/* ---- a document --------------------------------------------------------------------------------------------------- */

struct doc {
	bool unread;           /* its front matter is so wrong that what its paths start at is not known (told) */
	const char *id;            /* the file's name without .md */
	const char *path;
	const struct source *source;
	struct doc_text *title, *summary;
	const char *short_title;   /* plain; for heads; NULL: the title */
	const char *kind, *audience, *privacy; /* as in the front matter, checked against what there is */
	const char *section;       /* NULL: none */
	const char *applies_when;  /* a condition, or NULL */
	struct span applies_at;
	const char *for_each, *for_each_as, *for_each_where, *for_each_which; /* `for-each: children as child` */
	struct span for_each_at;
	const char *occasion;      /* `occasion:` next last new all; NULL: none; with `for-each` over occasions use for_each_which */
	const char *lang;          /* NULL: the library's */
	bool landscape;
	bool begins_right;         /* on a right-hand page */
	const char *over;          /* `over:` the version below that it was made from */
	struct span over_at;
	bool counseling;           /* counseling notes: they need a consent of their own (42 CFR 2.31(b)) */
	bool more;                 /* a blank for more stands at its end */
	bool lead;                 /* the summary is printed under the title */
	bool coverless;            /* a discreet copy has no neutral page in front of it */
	mpt panel_w, panel_h;      /* of a card's sides; 0: the theme's */
	bool panel_folds;          /* they fold onto each other; else they are cut apart */
	struct span section_at;
	const char **sources; size_t n_sources; /* where facts come from: url, or name where there is none */
	struct doc_source *facts;  /* the same, whole; n_sources of them */
	struct doc_node *first;
};

/* Reads and checks one document. NULL where it cannot be used (told). */
struct doc *doc_load(struct arena *arena, struct diags *diags, const char *path);
/* The same from a text in memory, under that name; for tests and fuzzing. */
struct doc *doc_parse(struct arena *arena, struct diags *diags, const struct source *source, const char *id);
/* A text's words without marks; places as {{path}}. */
const char *doc_text_plain(struct arena *arena, const struct doc_text *text);

/* dump.c */
void doc_dump(const struct doc *doc, struct buf *out);

/* ---- a library: all documents of the folders ----------------------------------------------------------------------- */

struct doc_collection {
	const char *id, *title;
	const char *dir;              /* its folder */
	const char **order; size_t n; /* document ids */
	struct span *order_at;        /* their places */
	struct { const char *id; struct doc_text *title; int color; /* 0..3, or -1 */ } *sections; size_t n_sections;
};

struct doc_library {
	struct arena *arena;   /* of what is read: documents live as long as the library, whoever asked first */
	struct str_map *files; /* id -> path (const char *), the last folder's */
	const char **ids; size_t n; /* all, sorted */
	struct doc_collection *collections; size_t n_collections;
	struct str_map *loaded; /* id -> struct doc * */
	struct str_map *failed; /* ids of those that could not be used */
	struct str_map *broken; /* ids of those, and of documents that have mistakes: told anew to whoever was not told yet */
};

/* Finds every document (*.md outside samples/) and collection.yaml under the folders, later ones laid over earlier ones. Documents
 * are only parsed when asked for by doc_library_find. A file whose `over:` is not the digest of what lies under it is told as a
 * warning by doc_library_check. */
/* doc_library_find: NULL where there is none of that id (nothing told: ask `files`), or where it cannot be used (told). */
struct doc_library *doc_library_open(struct arena *arena, struct diags *diags, const char *const *dirs, size_t n);
struct doc *doc_library_find(struct arena *arena, struct diags *diags, struct doc_library *library, const char *id);
void doc_library_check(struct arena *arena, struct diags *diags, struct doc_library *library, const char *const *dirs, size_t n);

#endif
