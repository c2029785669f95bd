/* A finished PDF written anew: sealed, smaller, or both. What it says, its tags, XMP and /PieceInfo, are objects like any others and come
 * along. The same bytes in give the same bytes out, unless they are sealed: that takes random numbers. A mark in the trailer lets
 * `wipe` know the file without opening it. */
#include "seal/seal.h"

#include "cos/cos.h"

bool seal(struct diags *diags, const struct buf *in, const struct seal_how *how, struct buf *out)
{
	/* Encryption covers strings and streams but no names (7.6.2), and a box that is ticked says so by a name. Only in an object stream is
	 * all of an object covered, so what is sealed is compact, too. */
	const struct cos_how as = {.password = how->password, .object_streams = how->compact || how->password, .mark = "/Kinfolio"};
	struct cos *cos = cos_open(diags, "the finished file", in->data ? in->data : "", in->len, NULL);
	bool ok = cos && cos_write(cos, &as, out);

	cos_close(cos);
	return ok;
}
