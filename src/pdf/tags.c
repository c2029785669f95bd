/* The structure tree (ISO 32000-1, 14.7 and 14.8) as page_walk found it, and the parent tree that leads back from a page's
 * marks and from annotations (14.7.4.4). Only standard types are used, so there is no role map. What ISO 14289-1 (PDF/UA-1)
 * asks for beyond the tags: a Figure's place (/BBox), a TH's scope, a list's numbering, a Note's own name and the tree that
 * finds it. */
#include "pdf/int.h"

const char *pdf_role(enum page_role role)
{
	static const char *const names[] = {"Document", "Part",	 "Sect",       "Div",  "H1",  "H2",	"H3",	     "H4",
					    "H5",	"H6",	 "P",	       "L",    "LI",  "Lbl",	"LBody",     "Table",
					    "THead",	"TBody", "TR",	       "TH",   "TD",  "Figure", "Caption",   "Link",
					    "Form",	"Span",	 "BlockQuote", "Code", "TOC", "TOCI",	"Reference", "Note"};

	return names[role];
}

struct box {
	mpt x0, y0, x1, y1;
	bool any;
};

static void grow(struct box *box, mpt x0, mpt y0, mpt x1, mpt y1)
{
	if (!box->any)
		*box = (struct box){x0, y0, x1, y1, true};
	box->x0 = x0 < box->x0 ? x0 : box->x0;
	box->y0 = y0 < box->y0 ? y0 : box->y0;
	box->x1 = x1 > box->x1 ? x1 : box->x1;
	box->y1 = y1 > box->y1 ? y1 : box->y1;
}

/* The place of an item, from the page's top. */
static void grow_item(struct box *box, const struct page_item *item)
{
	if (item->kind == PAGE_GLYPHS) {
		grow(box, item->x, item->y - item->as.run->size, item->x + item->as.run->width,
		     item->y + item->as.run->size / 4);
	} else if (item->kind == PAGE_PATH) {
		const struct page_path *path = &item->as.path.path;

		for (size_t i = 0; i < path->n_points; i++) {
			mpt x = item->x + path->points[2 * i], y = item->y + path->points[2 * i + 1];

			grow(box, x, y, x, y);
		}
	} else {
		grow(box, item->x, item->y, item->x + item->w, item->y + item->h);
	}
}

/* The place of all that the tag and the tags below it draw on the page of its first mark. */
static void find_box(struct pdf_writer *w, page_tag_id tag, uint32_t *page, struct box *box)
{
	const struct page_kids *kids = &w->kids[tag];

	for (size_t i = 0; i < kids->n; i++) {
		const struct page_kid *kid = &kids->kids[i];

		if (kid->is_tag) {
			find_box(w, kid->tag, page, box);
			continue;
		}
		if (!box->any)
			*page = kid->page;
		for (uint32_t k = kid->from; k < kid->to && kid->page == *page; k++)
			grow_item(box, &w->set->pages[kid->page].body.items[k]);
	}
}

static void put_attributes(struct pdf_writer *w, page_tag_id id)
{
	static const char *const scopes[] = {"", "Row", "Column", "Both"};
	const struct page_tag *tag = &w->set->tags[id];
	struct buf *out = &w->tmp;
	struct box box = {0};
	uint32_t page = 0;

	if (tag->role == PAGE_ROLE_TH || tag->role == PAGE_ROLE_TD) {
		if (tag->scope == PAGE_SCOPE_NONE && tag->colspan <= 1 && tag->rowspan <= 1)
			return;
		buf_adds(out, "/A<</O/Table");
		if (tag->scope != PAGE_SCOPE_NONE)
			buf_addf(out, "/Scope/%s", scopes[tag->scope]);
		if (tag->colspan > 1)
			buf_addf(out, "/ColSpan %d", tag->colspan);
		if (tag->rowspan > 1)
			buf_addf(out, "/RowSpan %d", tag->rowspan);
		buf_adds(out, ">>");
	} else if (tag->role == PAGE_ROLE_L && tag->numbering != PAGE_NUMBERING_NONE) {
		buf_addf(out, "/A<</O/List/ListNumbering/%s>>", tag->numbering == PAGE_NUMBERING_DISC ? "Disc" : "Decimal");
	} else if (tag->role == PAGE_ROLE_FIGURE) {
		find_box(w, id, &page, &box);
		if (!box.any)
			return;
		buf_adds(out, "/A<</O/Layout/BBox");
		pdf_put_rect(out, w->set->pages[page].h, box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0);
		buf_adds(out, ">>");
	}
}

static void put_text(struct buf *out, const char *key, const char *text)
{
	if (!text)
		return;
	buf_adds(out, key);
	pdf_put_text(out, text, NULL);
}

static void put_kid(struct pdf_writer *w, const struct page_kid *kid, uint32_t page)
{
	struct buf *out = &w->tmp;

	if (kid->is_tag) {
		pdf_put_ref(out, w->tags[kid->tag]);
	} else if (kid->page == page) {
		pdf_put_int(out, (long)w->marks[kid->page][kid->from] - 1);
	} else {
		buf_adds(out, "<</Type/MCR/Pg ");
		pdf_put_ref(out, w->pages[kid->page]);
		buf_addf(out, "/MCID %u>>", w->marks[kid->page][kid->from] - 1);
	}
}

/* The page that most kids need not name: that of the first mark or annotation; UINT32_MAX where there is neither. */
static uint32_t home_page(const struct pdf_writer *w, page_tag_id tag)
{
	const struct page_kids *kids = &w->kids[tag];

	for (size_t i = 0; i < kids->n; i++)
		if (!kids->kids[i].is_tag)
			return kids->kids[i].page;
	return w->tag_annots[tag] != UINT32_MAX ? w->annots[w->tag_annots[tag]].page : UINT32_MAX;
}

static void put_kids(struct pdf_writer *w, page_tag_id tag, uint32_t page)
{
	const struct page_kids *kids = &w->kids[tag];
	struct buf *out = &w->tmp;
	size_t n = kids->n;

	for (uint32_t a = w->tag_annots[tag]; a != UINT32_MAX; a = w->annots[a].next)
		n++;
	if (n == 0)
		return;
	buf_adds(out, n > 1 ? "/K[" : "/K ");
	for (size_t i = 0; i < kids->n; i++) {
		if (i > 0)
			buf_addc(out, ' ');
		put_kid(w, &kids->kids[i], page);
	}
	for (uint32_t a = w->tag_annots[tag]; a != UINT32_MAX; a = w->annots[a].next) {
		buf_adds(out, "<</Type/OBJR/Obj ");
		pdf_put_ref(out, w->annots[a].id);
		if (w->annots[a].page != page) {
			buf_adds(out, "/Pg ");
			pdf_put_ref(out, w->pages[w->annots[a].page]);
		}
		buf_adds(out, ">>");
	}
	if (n > 1)
		buf_addc(out, ']');
}

static void write_tag(struct pdf_writer *w, page_tag_id id, unsigned parent)
{
	const struct page_tag *tag = &w->set->tags[id];
	uint32_t page = home_page(w, id);
	struct buf *out = &w->tmp;

	buf_adds(out, "/S/");
	buf_adds(out, pdf_role(tag->role));
	buf_adds(out, "/P ");
	pdf_put_ref(out, parent);
	if (page != UINT32_MAX) {
		buf_adds(out, "/Pg ");
		pdf_put_ref(out, w->pages[page]);
	}
	put_text(out, "/T", tag->title);
	put_text(out, "/Lang", tag->lang);
	put_text(out, "/Alt", tag->alt);
	put_text(out, "/ActualText", tag->actual);
	if (tag->role == PAGE_ROLE_NOTE)
		buf_addf(out, "/ID(n%06u)", id);
	put_attributes(w, id);
	put_kids(w, id, page);
	pdf_set(w, w->tags[id]);
	for (size_t i = 0; i < w->kids[id].n; i++)
		if (w->kids[id].kids[i].is_tag)
			write_tag(w, w->kids[id].kids[i].tag, w->tags[id]);
}

static unsigned write_parent_tree(struct pdf_writer *w)
{
	unsigned id = pdf_file_object(w->file);
	struct buf *out = &w->tmp;

	buf_adds(out, "/Nums[");
	for (size_t p = 0; p < w->set->n_pages; p++) {
		if (w->n_marks[p] == 0)
			continue;
		pdf_put_int(out, (long)p);
		buf_addc(out, '[');
		for (uint32_t m = 0; m < w->n_marks[p]; m++) {
			if (m > 0)
				buf_addc(out, ' ');
			pdf_put_ref(out, w->tags[w->mark_tags[p][m]]);
		}
		buf_adds(out, "]\n");
	}
	for (size_t a = 0; a < w->n_annots; a++) {
		pdf_put_int(out, (long)(w->set->n_pages + a));
		buf_addc(out, ' ');
		pdf_put_ref(out, w->tags[w->annots[a].tag]);
		buf_addc(out, '\n');
	}
	buf_addc(out, ']');
	pdf_set(w, id);
	return id;
}

/* Notes by their names, which are in order since their numbers are. */
static unsigned write_id_tree(struct pdf_writer *w)
{
	unsigned id = 0;

	for (page_tag_id tag = 0; tag < w->set->n_tags; tag++) {
		if (w->set->tags[tag].role != PAGE_ROLE_NOTE || !w->tags[tag])
			continue;
		if (!id) {
			id = pdf_file_object(w->file);
			buf_adds(&w->tmp, "/Names[");
		}
		buf_addf(&w->tmp, "(n%06u)", tag);
		pdf_put_ref(&w->tmp, w->tags[tag]);
	}
	if (id) {
		buf_addc(&w->tmp, ']');
		pdf_set(w, id);
	}
	return id;
}

unsigned pdf_write_tags(struct pdf_writer *w)
{
	unsigned root = pdf_file_object(w->file), parents, ids;

	write_tag(w, 0, root);
	parents = write_parent_tree(w);
	ids = write_id_tree(w);
	buf_adds(&w->tmp, "/Type/StructTreeRoot/K[");
	pdf_put_ref(&w->tmp, w->tags[0]);
	buf_adds(&w->tmp, "]/ParentTree ");
	pdf_put_ref(&w->tmp, parents);
	buf_addf(&w->tmp, "/ParentTreeNextKey %zu", w->set->n_pages + w->n_annots);
	if (ids) {
		buf_adds(&w->tmp, "/IDTree ");
		pdf_put_ref(&w->tmp, ids);
	}
	pdf_set(w, root);
	return root;
}
