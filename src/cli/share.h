/* What the files of share are between them: share.c (the run), ground.c (on which consent, or why on none), scope.c (what it lets through, and
 * what the page in front says of it), mention.c (who is named in words), log.c. */
#ifndef CLI_SHARE_H
#define CLI_SHARE_H

#include "cli/cli.h"
#include "cli/make.h"

struct share {
	struct cli_house *house;
	struct arena *arena;
	struct record_set set;
	const char *person;            /* key */
	const struct val *people;
	struct record_consent consent;
	struct packet *of;             /* the packet that was asked for, or NULL */
	const char **ids; size_t n_ids;/* the documents' */
	struct record_allow allow;
	struct packet_scope scope;
	int log;                       /* open, or -1 */
	bool log_made;                 /* by this run */
	off_t log_end;                 /* where the log ended before this run's line; -1: there is none of it */
};

/* A list at the top of the family's record, or NULL. */
const struct val *share_list(const struct share *s, const char *key);

/* ---- ground.c: all are false where they have told why not ------------------------------------------------------------ */

/* The one consent in force for this person; where there is none each says why, and where there are several one must be named. */
bool share_ground(struct share *s);

/* ---- scope.c ----------------------------------------------------------------------------------------------------------- */

/* The consent's documents and fields, as what may be seen. False: told. */
bool share_scope_read(struct share *s);
/* What the page in front says, of the records that are `shown`. */
void share_scope_make(struct share *s, const struct record_set *shown);

/* ---- mention.c --------------------------------------------------------------------------------------------------------- */

/* Warns where a child whom the consent leaves out is named in words that go out. */
void share_mentions(struct share *s, const struct record_set *shown);

/* ---- log.c ------------------------------------------------------------------------------------------------------------- */

/* cli_make's `ready`: the line is on the disk before the file has its name, so that nothing goes out that cannot be logged. `make->data` is
 * the share. False: told. */
bool share_log_line(struct cli_make *make);
/* Nothing went out after all: the log is as it was. */
void share_log_take_back(struct share *s);
void share_log_close(struct share *s);

#endif
