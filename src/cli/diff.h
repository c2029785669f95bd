/* diff.c */
#ifndef CLI_DIFF_H
#define CLI_DIFF_H

#include "base/base.h"

/* Adds what turns the one text into the other, as `diff -u` writes it; nothing where they are one. */
void cli_diff(struct arena *arena, const char *name, const char *was, const char *now, struct buf *out);

#endif
