/* What the three files of a splice share: splice.c makes the edits a tree, puts the patches together and holds the outcome
 * against what was meant; patch.c walks tree and values and says which bytes go and come; fresh.c writes what comes. */
#ifndef VAL_SPLICE_H
#define VAL_SPLICE_H

#include "val/val.h"

#define SPLICE_WIDTH 130 /* bytes: an entry of a flow map that would go past it stands on a line of its own */

/* A step of a path that an edit goes through or ends at. */
struct splice_node {
	const char *key;
	const struct val_edit *edit;
	struct splice_node *first, *last, *next;
};

/* A stretch of the source, and what stands there instead. */
struct splice_patch {
	uint32_t from, to;
	const char *text;
	size_t order;
};

struct splicer {
	struct arena *arena;
	const struct source *src;
	const char *text; /* the source's */
	const char *eol;
	size_t step; /* columns of an indentation */
	struct splice_patch *patches;
	size_t n, cap;
	struct diags *diags;
	bool failed;
};

static inline bool splice_is_dropped(const struct splice_node *node)
{
	return node->edit && node->edit->kind == VAL_DROP;
}

/* splice.c: the path of an edit that the node holds, for a message; what cannot be done, told; a patch, which takes the
 * text's bytes. */
const char *splice_path(const struct splice_node *node);
void splice_fail(struct splicer *s, uint32_t at, const struct splice_node *node);
void splice_patch_add(struct splicer *s, uint32_t from, uint32_t to, struct buf *text);

/* patch.c: a value and what is to become of it; `after` is as in place.h, `indent` the columns of its key, `flow`: it stands
 * in braces. */
void splice_walk(struct splicer *s, const struct val *v, const struct splice_node *node, uint32_t after, size_t indent,
		 bool flow);
/* `key:` with nothing behind it, or `{}`, becomes a block of lines under the key. */
void splice_open_block(struct splicer *s, const struct splice_node *node, uint32_t from, uint32_t to, size_t indent);

/* fresh.c: nodes keyed 1, 2 … in a place where nothing stands yet: the lines of a list. */
bool splice_is_list(const struct splice_node *node);
/* What a node holds, on one line: itself; with its key; a list of texts. */
void splice_put_flow(struct buf *out, const struct splice_node *node);
void splice_put_flow_entry(struct buf *out, const struct splice_node *node);
void splice_put_flow_list(struct buf *out, const struct val_edit *edit);
/* The same as lines of a block, the last one without its end; `flow`: on one line where it fits. */
void splice_put_block_entry(struct splicer *s, struct buf *out, const struct splice_node *node, size_t indent, bool flow);
/* A text as a block of lines. False, and nothing written, where it cannot stand so. */
bool splice_put_lines(const struct splicer *s, struct buf *out, const char *text, size_t indent, const char *head);

#endif
