/* How scalars are written; for fresh.c and patch.c. */
#ifndef VAL_WRITE_H
#define VAL_WRITE_H

#include "val/val.h"

void val_write_key(struct buf *out, const char *key);
/* As a literal block of several lines, without the end of its last line; `head` (a comment, or "") stands behind its mark. False, and
 * nothing written, where the text cannot stand so. */
bool val_write_block(struct buf *out, const char *text, size_t indent, const char *head, const char *eol);

#endif
