/* A finished PDF written anew: sealed, smaller, or both. What it says, its tags, XMP and /PieceInfo, are objects like any
 * others and come along. The same bytes in give the same bytes out, unless they are sealed: that takes random numbers. A
 * mark in the trailer lets `wipe` know the file without opening it.
 *
 * What makes a file small, of 390 KB for 38 pages: objects packed into streams (200 KB), a page's streams joined (7 KB less:
 * each costs a hundred bytes beside what it holds) and the dictionaries of appearances cut to what they need (3 KB less). */
#include "seal/seal.h"

#include "cos/cos.h"

/* A page's content in one stream (7.8.2: they are read as if joined by white space). */
static void join_contents(struct cos *cos, unsigned page)
{
	unsigned contents = cos_key(cos, page, "/Contents");
	size_t n = cos_length(cos, contents);
	struct buf all = {0};
	bool ok = n > 1;

	for (size_t i = 0; i < n && ok; i++) {
		ok = cos_stream(cos, cos_item(cos, contents, i), true, &all);
		buf_addc(&all, '\n');
	}
	if (ok && !all.failed)
		cos_set(cos, page, "/Contents", cos_new_stream(cos, all.data, all.len));
	buf_free(&all);
}

/* /Type may be left out of a form (table 93), and the resources of most are the same. */
static void trim_form(struct cos *cos, struct arena *arena, struct str_map *shared, unsigned form)
{
	unsigned resources = cos_key(cos, form, "/Resources");
	const char *syntax;
	void **slot;

	if (cos_type(cos, form) != COS_STREAM || !cos_is(cos, cos_key(cos, form, "/Subtype"), "/Form"))
		return;
	cos_set(cos, form, "/Type", 0);
	if (cos_type(cos, resources) != COS_DICT || cos_id(cos, resources))
		return;
	syntax = arena_strdup(arena, cos_syntax(cos, resources));
	slot = str_map_slot(shared, syntax);
	if (!*slot)
		*slot = (void *)(uintptr_t)cos_share(cos, resources);
	cos_set(cos, form, "/Resources", (unsigned)(uintptr_t)*slot);
}

static void trim_appearances(struct cos *cos, struct arena *arena, struct str_map *shared, unsigned page)
{
	unsigned annots = cos_key(cos, page, "/Annots");

	for (size_t i = 0; i < cos_length(cos, annots); i++) {
		unsigned looks = cos_key(cos, cos_key(cos, cos_item(cos, annots, i), "/AP"), "/N");
		const char **states;
		size_t n = cos_type(cos, looks) == COS_DICT ? cos_keys(cos, arena, looks, &states) : 0;

		trim_form(cos, arena, shared, looks);
		for (size_t s = 0; s < n; s++)
			trim_form(cos, arena, shared, cos_key(cos, looks, states[s]));
	}
}

static void make_smaller(struct cos *cos)
{
	struct arena *arena = arena_new();
	struct str_map *shared = str_map_new(arena);
	size_t pages = cos_pages(cos);

	/* No handles are dropped on the way: the shared ones must last. */
	for (size_t p = 0; p < pages; p++) {
		join_contents(cos, cos_page(cos, p));
		trim_appearances(cos, arena, shared, cos_page(cos, p));
	}
	arena_free(arena);
}

bool seal(struct diags *diags, const struct buf *in, const struct seal_how *how, struct buf *out)
{
	/* Encryption covers strings and streams but no names (7.6.2), and a box that is ticked says so by a name. Only in an
	 * object stream is all of an object covered, so what is sealed is compact, too. */
	const struct cos_how as = {.password = how->password, .object_streams = true, .mark = "/Kinfolio"};
	struct cos *cos = cos_open(diags, "the finished file", in->data ? in->data : "", in->len, NULL);
	bool ok = cos != NULL;

	if (ok) {
		make_smaller(cos);
		ok = cos_write(cos, &as, out);
	}
	cos_close(cos);
	return ok;
}
