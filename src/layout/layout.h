/* layout: the bound tree -> pages. It knows start and end, never left and right, until a page is finished; it never sees PDF. */
#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include "base/base.h"
#include "font/font.h"
#include "lang/lang.h"
#include "packet/set.h"
#include "page/page.h"
#include "style/style.h"

/* Texts that were shaped and broken into lines, kept for the next records of a run. Records' pages point into it while they
 * are made. */
struct layout_memo;
struct layout_memo *layout_memo_new(void);
/* To be called before each record: what is kept stays within some 24 MB. NULL does nothing. */
void layout_memo_begin(struct layout_memo *memo);
void layout_memo_free(struct layout_memo *memo);

struct layout_job {
	struct arena *arena;        /* the pages live here */
	struct diags *diags;
	struct font_set *fonts;
	const struct style *upright;   /* the paper as it stands */
	const struct style *landscape; /* and turned */
	const struct lang *lang;
	struct buf *boxes;          /* a dump of the boxes is written here; NULL: none */
	struct keep *codes;         /* QR codes by their addresses, which many records' pages show; NULL: none is kept */
	struct layout_memo *memo;   /* NULL: texts are kept for this packet alone */
};

/* Sets a packet. NULL where something in the inputs makes it impossible (told): an image, a font, a paper too small. */
struct page_set *layout_packet(const struct layout_job *job, const struct set_packet *packet);

#endif
