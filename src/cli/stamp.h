/* stamp: what a record's files were made from, so that --changed can leave those that would come out the same. A stamp,
 * <out>/<id>/.stamp, is a line for each run that made files there: a digest of all that went in, and the files' names. It
 * holds no value and no name of a record's own. */
#ifndef CLI_STAMP_H
#define CLI_STAMP_H

#include "cli/cli.h"

/* Takes the digest of what all records of the run draw on: options, program, content, templates, fonts, and the day. To be
 * called once, before there are workers. False: told. */
bool cli_stamp_open(struct cli_house *house);
/* The digest of what this record's files are made from, in the arena. */
const char *cli_stamp_of(const struct cli_house *house, struct arena *arena, const struct record_set *set, const char *records_dir);
/* Do the files that were made from this stand in the folder? */
bool cli_stamp_current(struct arena *arena, const char *folder, const char *digest);
/* Before files of the folder change: forgets what they were made from, so that nothing that is cut short here is taken for
 * whole. What the stamp said of others is returned, for cli_stamp_write. */
const char *cli_stamp_forget(struct arena *arena, const char *folder);
/* Says what these files (paths) were made from, beside what `others` (NULL: nothing) says of files that are not among them.
 * A stamp that cannot be written is missing, and then the files are made again. */
void cli_stamp_write(struct arena *arena, const char *folder, const char *others, const char *digest,
		     const char *const *files, size_t n);
/* The names of a stamp, whole and being written; ended by NULL. */
extern const char *const cli_stamp_names[];

#endif
