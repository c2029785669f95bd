/* seal: a finished PDF, encrypted or made smaller. It changes how a file is written and nothing that it says. */
#ifndef SEAL_SEAL_H
#define SEAL_SEAL_H

#include "base/base.h"

struct seal_how {
	const char *password; /* AES-256 (R6), extraction for accessibility and printing allowed; NULL: not encrypted */
	bool compact;	      /* object streams */
};

#define SEAL_MIN_PASSWORD 8 /* characters */

/* Reads a password's first line from a file, or from standard input where `path` is "-". Core dumps are switched off before it is read. The
 * text is not the arena's: seal_forget wipes and frees it. NULL (told) where it cannot be read or is too short. */
char *seal_password(struct diags *diags, const char *path);
void seal_forget(char *password);

/* Writes the PDF `in` anew to `out`. False (told) where libqpdf refuses it. */
bool seal(struct diags *diags, const struct buf *in, const struct seal_how *how, struct buf *out);

#endif
