/* What the files of this room share. Reading a document is one walk with one context; nothing of it outlives doc_parse but
 * the tree. */
#ifndef DOC_INT_H
#define DOC_INT_H

#include "doc/doc.h"

#define DOC_MAX_NODES                                                                                                       \
	20000u /* blanks, entries and pieces of structure in one document: shared aliases cannot grow past it */
#define DOC_MAX_LINES 60
#define DOC_MAX_COUNT 60
#define DOC_MAX_ITEMS 400

/* cmark is given the source with these in place of what is ours, byte for byte as long (see prepare.c). */
#define DOC_MARK_OPEN "\xC2\x80"
#define DOC_MARK_CLOSE "\xC2\x81"
#define DOC_MARK_COMMENT "\xC2\x82"

enum doc_word { WORD_OTHER, WORD_WHEN, WORD_EACH, WORD_OPTION, WORD_COLUMNS, WORD_KEEP, WORD_PAGE, WORD_END };

/* A comment of ours, read. */
struct doc_comment {
	enum doc_word word;
	const char *args; /* behind the colon, trimmed; "" where there is nothing */
	struct span at, args_at;
};

struct doc_hidden { /* a comment that opens a line of text */
	const char *text;
	size_t len;
	struct span at;
};

struct doc_ctx {
	struct arena *arena;
	struct diags *diags;
	const struct source *src;
	bool smart;
	int heading; /* level of the heading that we stand under; 0: none yet */
	unsigned depth;
	unsigned built;
	bool full;	      /* DOC_MAX_NODES was told */
	bool deep;	      /* and DOC_MAX_DEPTH */
	const char *repeat;   /* the repeat we stand in, as a key; "" for the document itself */
	unsigned conditional; /* how many conditions we stand in */
	struct str_map *ids;  /* repeat and id -> struct doc_id */
	const char *row;      /* the fixed row's id that goes before the ids of a column's blanks; or NULL */
	struct doc_hidden *hidden;
	size_t n_hidden, cap_hidden;
	uint32_t *governing; /* offsets of comments that govern their list item, so that they are passed over inside */
	size_t n_governing, cap_governing;
	struct buf run; /* scratch for text.c */
};

/* Where the text given to cmark stands in the source. */
struct doc_map {
	const char *text; /* as prepared */
	size_t len;
	const uint32_t *lines; /* of the text; the first is the origin */
	uint32_t n_lines;
	struct span at; /* all of it */
	bool exact;	/* a byte of the text is a byte of the source; else `at` is all that is known */
};

/* prepare.c */
char *doc_prepare(struct doc_ctx *ctx, const char *text, size_t len, struct span at, bool exact);
const char *doc_restore(struct doc_ctx *ctx, const char *s);
size_t doc_hidden_at(const struct doc_ctx *ctx, const char *s, const struct doc_hidden **hidden);
size_t doc_map_offset(const struct doc_map *map, int line, int col);
struct span doc_map_span(const struct doc_map *map, size_t from, size_t to);

/* comment.c */
enum doc_word doc_comment_word(const char *text, size_t len, size_t *args_from, size_t *args_to, bool *colon);
bool doc_comment_read(struct doc_ctx *ctx, const char *text, size_t len, struct span at, bool exact,
		      struct doc_comment *comment);
const char *doc_word_name(enum doc_word word);
bool doc_is_governing(const struct doc_ctx *ctx, const struct doc_comment *comment);

/* text.c */
struct cmark_node;
bool doc_option_read(struct doc_ctx *ctx, const struct doc_comment *comment, const char **id, const char **is);
struct doc_text *doc_text_inlines(struct doc_ctx *ctx, struct cmark_node *leaf, const struct doc_map *map);

/* value.c: a text of YAML; NULL where there is none, or it is no text (told) */
struct doc_text *doc_text_value(struct doc_ctx *ctx, const struct val *value);
struct doc_text *doc_text_at(struct doc_ctx *ctx, const struct val *map, const char *key);

/* check.c: small values, each told where it is not what it must be */
bool doc_check_keys(struct doc_ctx *ctx, const struct val *map, const char *what, const char *const *known);
bool doc_is_id(const char *s);
bool doc_path_ok(struct doc_ctx *ctx, struct span at, const char *path);
struct span doc_inside(const struct val *v); /* the words of a scalar without its quotes */
const char *doc_words_at(struct doc_ctx *ctx, const struct val *map, const char *key, const char *what);
const char *doc_id_at(struct doc_ctx *ctx, const struct val *map, const char *key, bool digit);
const char *doc_path_at(struct doc_ctx *ctx, const struct val *map, const char *key);
const char *doc_cond_at(struct doc_ctx *ctx, const struct val *map, const char *key, struct span *at);
const char *doc_enum(struct doc_ctx *ctx, const struct val *v, const char *key, const char *const *words);
int doc_int_at(struct doc_ctx *ctx, const struct val *map, const char *key, int least, int most, int otherwise);
bool doc_truth_at(struct doc_ctx *ctx, const struct val *map, const char *key, bool otherwise);
int doc_width_at(struct doc_ctx *ctx, const struct val *map, const char *key);
mpt doc_length_at(struct doc_ctx *ctx, const struct val *map, const char *key);
bool doc_is_map(struct doc_ctx *ctx, const struct val *v, const char *what);
bool doc_is_list(struct doc_ctx *ctx, const struct val *v, const char *what);
bool doc_deeper(struct doc_ctx *ctx, struct span at);
bool doc_count(struct doc_ctx *ctx, struct span at);
void doc_register(struct doc_ctx *ctx, const char *id, struct span at);
bool doc_list_words(struct doc_ctx *ctx, const char *text, struct span at, struct doc_list_ref *list);
const char *doc_enter_repeat(struct doc_ctx *ctx, const struct doc_list_ref *list);

/* blank.c */
enum {
	BLANK_LABELLED = 1 /* a label must be there */,
	BLANK_COLUMN = 2 /* keys of a column stand beside */,
	BLANK_ID = 4 /* an id need not be said */
};
struct doc_blank *doc_blank_read(struct doc_ctx *ctx, const struct val *v, unsigned flags, const char *otherwise_id);
struct doc_blank *doc_blank_new(struct doc_ctx *ctx, const char *id, struct span at, const char *type);

/* entry.c */
struct doc_node *doc_node_new(struct doc_ctx *ctx, enum doc_kind kind, struct span at);
struct doc_node *doc_fields_node(struct doc_ctx *ctx, struct doc_blank *blank);
struct doc_node *doc_entries(struct doc_ctx *ctx, const struct val *list, bool labelled);
struct doc_node *doc_entry_text(struct doc_ctx *ctx, const struct val *v);

/* records.c */
struct doc_node *doc_records_read(struct doc_ctx *ctx, const struct val *v, bool grid);

/* block.c */
extern const char *const doc_block_names[];
struct doc_node *doc_block_read(struct doc_ctx *ctx, const char *name, const struct val *v, struct span at);

/* front.c */
bool doc_front_read(struct doc_ctx *ctx, const struct val *front, struct doc *doc);

/* tree.c */
struct doc_node *doc_tree(struct doc_ctx *ctx, uint32_t first_line);

/* collection.c */
bool doc_collection_read(struct arena *arena, struct diags *diags, const char *path, struct doc_collection *collection);

#endif
