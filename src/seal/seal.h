/* seal: a finished PDF, encrypted or made smaller. It changes how a file is written and nothing that it says. */
#ifndef SEAL_SEAL_H
#define SEAL_SEAL_H

#include "base/base.h"

struct seal_how {
	const char *password; /* AES-256 (R6), extraction for accessibility and printing allowed; NULL: not encrypted */
	bool compact;	      /* object streams */
};

#define SEAL_MIN_PASSWORD 8 /* characters */
#define SEAL_MAX_PASSWORD 127 /* bytes: what revision 6 looks at (7.6.4.3.3) */

/* Reads a password's first line from a file, or from standard input where `path` is "-". Core dumps are switched off before
 * it is read. The text is not the arena's: seal_forget wipes and frees it. NULL (told) where it cannot be read or is too
 * short. */
char *seal_password(struct diags *diags, const char *path);
void seal_forget(char *password);

/* The same for opening a file that somebody sealed: of any length but none. */
char *seal_password_of(struct diags *diags, const char *path);

/* Writes the PDF `in` anew to `out`. False (told) where libqpdf refuses it. */
bool seal(struct diags *diags, const struct buf *in, const struct seal_how *how, struct buf *out);

#endif
