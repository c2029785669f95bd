/* pdf: pages -> a PDF 1.7 file that holds to PDF/UA-1, with live fields, tags, outline, labels and metadata. */
#ifndef PDF_PDF_H
#define PDF_PDF_H

#include "base/base.h"
#include "font/font.h"
#include "page/page.h"

/* What the files of one run have in common and need not make twice: font programs, compressed streams. To be freed before the
 * fonts are. */
struct pdf_shared;
struct pdf_shared *pdf_shared_new(void);
/* The run makes many records' files: what they have in common is kept, in some 24 MB at most. To be called once. */
void pdf_shared_many(struct pdf_shared *shared);
void pdf_shared_free(struct pdf_shared *shared);

struct pdf_meta {
	const char *producer;       /* "Kinfolio 0.1" */
	const char *author;         /* NULL: none */
	int64_t time;               /* seconds since 1970, UTC: SOURCE_DATE_EPOCH or now */
	const char *record_digest;  /* into /PieceInfo; NULL: none */
	const char *packet;         /* into /PieceInfo; NULL: none */
	const char *const *fresh; size_t n_fresh; /* texts for whoever reads the filled copy, into /PieceInfo */
	struct pdf_shared *shared;  /* NULL: nothing is shared */
	bool compress;              /* false: plain streams, for tests and reading */
};

/* Writes the whole file into `out`. False (told) where a limit of the format or of libharu would be passed. */
bool pdf_write(struct diags *diags, struct font_set *fonts, const struct page_set *set, const struct pdf_meta *meta,
	       struct buf *out);

#endif
