/* make: one record's packet -> finished files, first in memory, then all of them in their places at once. Every command that makes PDFs
 * comes through here: the caller has loaded the house and the records (and may have changed or withheld values in them) and says which
 * packet; `change` may alter what was bound before it is set (a title, a notice, a page in front), `seal` the bytes that came of it. */
#ifndef CLI_MAKE_H
#define CLI_MAKE_H

#include "cli/cli.h"
#include "page/page.h"
#include "pdf/pdf.h"

#define CLI_MOST_RESULTS 2 /* files that a packet is bound to: its own, and what the parent alone keeps */

enum cli_use { CLI_FOR_READERS, CLI_FOR_OFFICE /* goes to a printer by itself */, CLI_FOR_SHOP, CLI_HOWTO };

struct cli_file {
	enum cli_use use;
	const char *packet; /* the name of its set */
	const char *path;
	/* Its pages by the paper that they go on, whichever way they lie; from 1. */
	struct cli_stretch {
		mpt w, h; /* upright */
		size_t from, to;
	} *stretches; size_t n_stretches, cap_stretches;
	bool duplex, duplex_short;
	size_t pages, fields;
	struct buf pdf; /* owned: cli_make_free */
};

struct cli_make {
	struct cli_house *house;    /* with sources, style, fonts and language loaded; problems go to its diags */
	struct arena *arena;        /* outlives the telling of problems, which point into what stands in it */
	const struct record_set *set;
	const struct packet *packet;
	const char *id;             /* of the folder under `out`, and of the file's digest: the record's, or "blank" */
	const char *records_dir;    /* where the record's photos are found */
	const char *to;             /* a letter's recipient, or NULL */
	size_t told;                /* errors told before that need not stop it; 0: any does */
	bool flat;                  /* no live fields */
	const struct packet_scope *scope; /* of a share, or NULL */
	const char *notice;         /* on every sheet, or NULL */
	const struct packet_copy *copy; /* that is set anew, or NULL */
	const char *stamp;          /* what the files are made from (--changed), or NULL */
	bool paper;                 /* booklet, print-shop files and printing too, where the options ask for them */
	/* Called with each file that was bound, before it is set, for readers and for paper alike. False: told, and nothing is made. NULL: as
	 * it is. */
	bool (*change)(struct cli_make *make, struct set_packet *packet);
	/* Called with each finished file; it may put other bytes in the place of those in `pdf`. False: told. NULL: as it is. */
	bool (*seal)(struct cli_make *make, struct buf *pdf);
	/* Called when all files stand whole beside their places, and before any is moved there. False: told, and none is. NULL: they are moved. */
	bool (*ready)(struct cli_make *make);
	void *data;                 /* for those three */

	struct cli_file *files; size_t n, cap; /* what was made */
};

/* The packet that the options name, or the one of the record's kind ("family", "staff" …; NULL: not known, and then only what the options
 * name). NULL (told where it was named) where there is none. */
struct packet *cli_packet_choose(struct cli_house *house, const char *kind);
/* The packet that a copy says it is of: also its `-mine` file's, or a document alone; NULL (not told) where none here is. */
struct packet *cli_packet_of_copy(struct cli_house *house, const char *name);
/* Makes all files in memory. False where anything is wrong (told in house->diags), and then none may be written. */
bool cli_make(struct cli_make *make);
/* Writes what was made into <out>/<id>/, all of it or none; clears what a killed run left there. A signal that would end the run waits until
 * the files stand. False: told. */
bool cli_make_write(struct cli_make *make);
/* One line for each file: its path, or with --json an object. */
void cli_make_tell(const struct cli_make *make, struct buf *lines);
void cli_make_free(struct cli_make *make);

/* For the files beside this one that set further copies: binds the packet and changes it as asked; a NULL in `files` is an empty one. */
bool cli_make_bind(struct cli_make *make, bool flat, struct set_packet *files[CLI_MOST_RESULTS]);
/* A finished set becomes a file of that name, sealed. */
bool cli_make_add(struct cli_make *make, enum cli_use use, const struct set_packet *packet, const char *name, const struct page_set *pages);
/* A text of one piece. */
struct set_text *cli_text(struct arena *arena, const char *text);

#endif
