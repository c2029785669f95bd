/* What `build` makes besides a packet's live pages: booklets, files for a print shop, how to print them, and jobs for a printer. */
#ifndef CLI_PAPER_H
#define CLI_PAPER_H

#include "cli/make.h"

/* booklet.c: the packet's files for paper, set anew: values printed, no live fields. */
bool cli_booklets(struct cli_make *make);
/* The way booklets are printed on the paper of the run; false where there is none (told). */
bool cli_booklet_style(struct cli_house *house);

/* shop.c */
bool cli_shop(struct cli_make *make);
/* Tells a paper whose margins are narrower than `safe`; `in` is how far pages are moved towards their spine. */
bool cli_safe(struct cli_house *house, const struct style *style, mpt safe, mpt in);

/* howto.c: a page that tells how what was made is printed: what it says first, then steps with a picture each, under a title. Keys are
 * those of the fixed words; pictures those of layout. */
struct cli_howto {
	struct cli_make *make;
	struct set_doc *doc;
	struct set_node *top, *last, *steps, *last_step; /* what is said, and the steps */
	long n_steps;
};
void cli_howto_begin(struct cli_howto *page, struct cli_make *make, const char *title);
void cli_howto_say(struct cli_howto *page, const char *text);
void cli_howto_step(struct cli_howto *page, const char *head, const char *picture, const char *say);
/* Makes it as <packet>-how-to-print.pdf. */
bool cli_howto_end(struct cli_howto *page, const struct style *style, const char *packet);

/* How booklets are printed, folded and stapled. */
struct cli_pile {
	const char *name; /* of the booklet's file */
	size_t sheets;
};
bool cli_howto_booklets(struct cli_make *make, const char *packet, const struct cli_pile *piles, size_t n);

/* folder.c: how a packet with dividers is printed, trimmed and put together. Nothing where it has none. */
bool cli_howto_folder(struct cli_make *make, const struct set_packet *packet, const struct page_set *pages);

/* print.c: hands what was made and written to the printer; `lines` is what standard output will say. */
bool cli_print(struct cli_make *make, struct buf *lines);

/* wipe.c: tells on standard error what lies in the out folder for more than seven days. */
void cli_tell_old(const struct cli_options *options);

#endif
