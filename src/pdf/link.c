/* Ways through the file: links (12.5.6.5), the outline (12.3.3) and the places they lead to. Places are direct, not named,
 * so no reader has to look them up and no name tells anything. */
#include "pdf/int.h"

/* "/Dest[...]" of an anchor; false (told) where there is none. */
static bool put_dest(struct pdf_writer *w, struct buf *out, const char *anchor)
{
	const struct page_anchor *a = anchor ? str_map_lookup(w->anchors, anchor) : NULL;

	if (!a || a->page >= w->set->n_pages) {
		diag(w->diags, SPAN_NONE, MSG_PDF_ANCHOR, anchor ? anchor : "");
		w->failed = true;
		return false;
	}
	buf_adds(out, "/Dest[");
	pdf_put_ref(out, w->pages[a->page]);
	buf_adds(out, "/XYZ null ");
	buf_add_mpt(out, w->set->pages[a->page].h - a->y, 2);
	buf_adds(out, " null]");
	return true;
}

/* Only ASCII may stand in a URI (12.6.4.7); other letters are percent-encoded UTF-8 (RFC 3987, 3.1), and so are spaces and
 * controls. */
static void put_uri(struct buf *out, const char *uri)
{
	struct buf ascii = {0};

	for (; *uri; uri++) {
		unsigned char c = (unsigned char)*uri;

		if (c <= ' ' || c >= 0x7f)
			buf_addf(&ascii, "%%%02X", c);
		else
			buf_addc(&ascii, *uri);
	}
	pdf_put_bytes(out, ascii.data ? ascii.data : "", ascii.len, false);
	buf_free(&ascii);
}

void pdf_write_links(struct pdf_writer *w)
{
	for (size_t i = 0; i < w->n_annots; i++) {
		const struct pdf_annot *a = &w->annots[i];
		const struct page_link *link;
		struct buf *out = &w->tmp;

		if (!a->link)
			continue;
		link = &w->set->links[a->index];
		buf_adds(out, "/Type/Annot/Subtype/Link/Rect");
		pdf_put_rect(out, w->set->pages[a->page].h, link->x, link->y, link->w, link->h);
		buf_adds(out, "/Border[0 0 0]/F 4/P ");
		pdf_put_ref(out, w->pages[a->page]);
		buf_addf(out, "/StructParent %zu/Contents", w->set->n_pages + i);
		pdf_put_text(out, link->contents ? link->contents : link->uri ? link->uri : "", NULL);
		if (link->uri) {
			buf_adds(out, "/A<</S/URI/URI");
			put_uri(out, link->uri);
			buf_adds(out, ">>");
		} else {
			put_dest(w, out, link->anchor);
		}
		pdf_set(w, a->id);
	}
}

/* ---- outline ------------------------------------------------------------------------------------------------------- */

/* Up to so many entries the whole outline stands open; a longer one opens as its first level. */
#define OPEN_UP_TO 40

struct entry {
	unsigned id;
	int depth;				/* with no step left out */
	size_t parent, prev, next, first, last; /* SIZE_MAX: none; a parent SIZE_MAX is the root */
	long below, kids;			/* all entries below it; those directly below */
};

static void link_entries(struct entry *entries, size_t n, struct entry *root)
{
	for (size_t i = 0; i < n; i++) {
		struct entry *e = &entries[i], *parent;

		e->parent = i > 0 ? i - 1 : SIZE_MAX;
		while (e->parent != SIZE_MAX && entries[e->parent].depth >= e->depth)
			e->parent = entries[e->parent].parent;
		e->first = e->last = e->next = SIZE_MAX;
		parent = e->parent == SIZE_MAX ? root : &entries[e->parent];
		e->prev = parent->last;
		if (e->prev == SIZE_MAX)
			parent->first = i;
		else
			entries[e->prev].next = i;
		parent->last = i;
		parent->kids++;
		for (size_t up = e->parent; up != SIZE_MAX; up = entries[up].parent)
			entries[up].below++;
	}
}

static void put_entry_ref(struct buf *out, const char *key, const struct entry *entries, size_t i)
{
	if (i == SIZE_MAX)
		return;
	buf_adds(out, key);
	pdf_put_ref(out, entries[i].id);
}

unsigned pdf_write_outline(struct pdf_writer *w)
{
	size_t n = w->set->n_outline;
	struct entry *entries = arena_many(w->arena, struct entry, n), root = {.first = SIZE_MAX, .last = SIZE_MAX};
	struct buf *out = &w->tmp;
	bool open = n <= OPEN_UP_TO;

	if (n == 0)
		return 0;
	root.id = pdf_file_object(w->file);
	for (size_t i = 0; i < n; i++) {
		entries[i].id = pdf_file_object(w->file);
		entries[i].depth = w->set->outline[i].depth;
	}
	link_entries(entries, n, &root);
	for (size_t i = 0; i < n; i++) {
		const struct entry *e = &entries[i];

		buf_adds(out, "/Title");
		pdf_put_text(out, w->set->outline[i].title, NULL);
		buf_adds(out, "/Parent ");
		pdf_put_ref(out, e->parent == SIZE_MAX ? root.id : entries[e->parent].id);
		put_entry_ref(out, "/Prev ", entries, e->prev);
		put_entry_ref(out, "/Next ", entries, e->next);
		put_entry_ref(out, "/First ", entries, e->first);
		put_entry_ref(out, "/Last ", entries, e->last);
		if (e->kids > 0)
			buf_addf(out, "/Count %ld", open ? e->below : -e->kids);
		put_dest(w, out, w->set->outline[i].anchor);
		pdf_set(w, e->id);
	}
	put_entry_ref(out, "/First ", entries, root.first);
	put_entry_ref(out, "/Last ", entries, root.last);
	buf_addf(out, "/Count %ld", open ? (long)n : root.kids);
	pdf_set(w, root.id);
	return root.id;
}
