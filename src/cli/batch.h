/* batch: which records a run is to make: files, folders and lists, each id once, and this machine's part of them. */
#ifndef CLI_BATCH_H
#define CLI_BATCH_H

#include "cli/cli.h"

struct cli_task {
	const char *path;
	const char *id, *kind; /* as the file says at a glance; NULL: it does not, and whoever makes it will tell */
};

struct cli_batch {
	struct cli_task *tasks; size_t n, cap;
};

/* Are these records to be made by workers: more than one, a folder, a list, or under a limit of time? */
bool cli_batch_wanted(const struct cli_options *options);
/* Reads what is named on the command line. `kind`: only such records are taken from folders; NULL: those of any kind that
 * has a packet of its own. Records whose id an earlier one has are told and left out: their files would be one, and one
 * family's pages would go out under another's name. False where a folder or the list cannot be read (told). */
bool cli_batch_read(struct cli_house *house, const char *kind, struct cli_batch *batch);
/* "2/5" -> 2 and 5; false where it is no such thing. */
bool cli_shard_parse(const char *text, long *k, long *n);

#endif
