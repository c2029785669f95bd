/* What `build` makes besides a packet's live pages: booklets, files for a print shop, how to print them, and jobs for a printer. */
#ifndef CLI_PAPER_H
#define CLI_PAPER_H

#include "cli/cli.h"
#include "page/page.h"
#include "pdf/pdf.h"

enum cli_use { CLI_FOR_READERS, CLI_FOR_OFFICE /* goes to a printer by itself */, CLI_FOR_SHOP, CLI_HOWTO };

/* The files of one record, as they are made. */
struct cli_made {
	struct arena *arena;
	const char *id;
	struct buf *lines; /* what standard output will say */
	struct cli_file {
		enum cli_use use;
		const char *path;
		mpt w, h; /* of its paper */
		bool duplex, duplex_short;
	} *files; size_t n, cap;
};

/* made.c: writes a finished set as <out>/<id>/<name>.pdf and tells its line. */
bool cli_made_add(struct cli_house *house, struct cli_made *made, enum cli_use use, const struct set_packet *packet, const char *name,
		  const struct page_set *pages);

/* booklet.c: the packet's files for paper, set anew: values printed, no live fields. `job` is the one that bound them. */
bool cli_booklets(struct cli_house *house, const struct packet_job *job, struct packet *packet, struct cli_made *made);
/* The way booklets are printed on the paper of the run; false where there is none (told). */
bool cli_booklet_style(struct cli_house *house);

/* shop.c */
bool cli_shop(struct cli_house *house, const struct packet_job *job, struct packet *packet, struct cli_made *made);
/* Tells a paper whose margins are narrower than `safe`; `in` is how far pages are moved towards their spine. */
bool cli_safe(struct cli_house *house, const struct style *style, mpt safe, mpt in);

/* howto.c: the page that says how booklets are printed, folded and stapled. */
struct cli_pile {
	const char *name; /* of the booklet's file */
	size_t sheets;
};
bool cli_howto(struct cli_house *house, struct cli_made *made, const struct cli_pile *piles, size_t n);

/* print.c: hands what was made to the printer. */
bool cli_print(struct cli_house *house, const struct cli_made *made);

/* wipe.c: tells on standard error what lies in the out folder for more than seven days. */
void cli_tell_old(const struct cli_options *options);

#endif
