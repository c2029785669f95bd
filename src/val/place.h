/* Places in the text that values stand in: byte offsets. For splice.c and patch.c. `after` is always the end of what stands
 * before a value: its key's colon, the item above it; a value that begins above that place is an alias's. */
#ifndef VAL_PLACE_H
#define VAL_PLACE_H

#include "val/val.h"

/* The beginning of the line; behind its end, or the end of the text; columns in front of the place, as spaces would fill them. */
uint32_t place_line_start(const struct source *src, uint32_t at);
uint32_t place_line_end(const struct source *src, uint32_t at);
size_t place_column(const struct source *src, uint32_t at);
/* Up to the end of the line: nothing but blanks; nothing but blanks and a comment. */
bool place_only_blank(const struct source *src, uint32_t at);
bool place_line_done(const struct source *src, uint32_t at);

/* Where a value's own text begins, behind its anchor. */
uint32_t place_content(const struct source *src, const struct val *v);
/* A map in braces or a list in brackets; a text as a block of lines (`|`, `>`). */
bool place_is_flow(const struct source *src, const struct val *v);
bool place_is_literal(const struct source *src, const struct val *v);
/* Behind the colon of the i-th key. */
uint32_t place_behind_colon(const struct source *src, const struct val *map, size_t i);
/* An alias: the value itself stands where its anchor is, above. Its end, and where it begins. */
bool place_is_alias(const struct val *v, uint32_t after);
uint32_t place_alias_end(const struct source *src, uint32_t after, uint32_t *from);
/* Behind the last byte of a value, with all that it holds: libyaml ends a block behind the comments that follow it. */
uint32_t place_value_end(const struct source *src, const struct val *v, uint32_t after);

#endif
