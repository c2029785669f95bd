/* pages -> PDF, read like a recipe. The order is that of the objects in the file; what they are is told where they are
 * written. */
#include "pdf/pdf.h"

#include "pdf/int.h"

#define LEAST_SIDE PT(3) /* Annex C: the smallest and the largest page that readers promise to show */
#define MOST_SIDE PT(14400)
#define MOST_PAGES 32767 /* libharu's longest array */

static bool check_pages(struct pdf_writer *w)
{
	const struct page_set *set = w->set;

	if (set->n_pages == 0 || set->n_pages > MOST_PAGES) {
		diag(w->diags, SPAN_NONE, MSG_PDF_PAGES, set->n_pages, MOST_PAGES);
		w->failed = true;
	}
	for (size_t p = 0; p < set->n_pages && !w->failed; p++) {
		const struct page *page = &set->pages[p];

		if (page->w < LEAST_SIDE || page->h < LEAST_SIDE || page->w > MOST_SIDE || page->h > MOST_SIDE) {
			diag(w->diags, SPAN_NONE, MSG_PDF_PAPER, p + 1, page->w / 1000, page->h / 1000);
			w->failed = true;
		}
	}
	return !w->failed;
}

static void write_resources(struct pdf_writer *w)
{
	struct buf *out = &w->tmp;

	buf_adds(out, "/Font<<");
	for (size_t i = 0; i < w->n_faces; i++)
		if (w->faces[i].id) {
			buf_addf(out, "/F%zu ", i);
			pdf_put_ref(out, w->faces[i].id);
		}
	buf_adds(out, ">>");
	if (w->n_images > 0)
		buf_adds(out, "/XObject<<");
	for (size_t i = 0; i < w->n_images; i++) {
		buf_addf(out, "/I%zu ", i);
		pdf_put_ref(out, w->images[i].id);
	}
	if (w->n_images > 0)
		buf_adds(out, ">>");
	pdf_set(w, w->resources);
}

static void write_pages(struct pdf_writer *w)
{
	size_t a = 0;

	write_resources(w);
	for (size_t p = 0; p < w->set->n_pages; p++) {
		struct buf *out = &w->tmp;
		size_t first = a;

		buf_adds(out, "/Type/Page/MediaBox[0 0 ");
		buf_add_mpt(out, w->set->pages[p].w, 2);
		buf_addc(out, ' ');
		buf_add_mpt(out, w->set->pages[p].h, 2);
		buf_addc(out, ']');
		if (w->set->singles) {
			pdf_put_side(w, out, &w->set->pages[p]);
		} else {
			buf_adds(out, "/Resources ");
			pdf_put_ref(out, w->resources);
		}
		buf_adds(out, "/Contents[");
		for (int i = 0; i < 2; i++)
			if (w->contents[p][i]) {
				pdf_put_ref(out, w->contents[p][i]);
				buf_addc(out, ' ');
			}
		buf_addc(out, ']');
		if (!w->set->singles)
			buf_adds(out, "/Tabs/S");
		if (w->n_marks[p] > 0)
			buf_addf(out, "/StructParents %zu", p);
		for (; a < w->n_annots && w->annots[a].page == p; a++) {
			buf_adds(out, a == first ? "/Annots[" : " ");
			pdf_put_ref(out, w->annots[a].id);
		}
		if (a > first)
			buf_addc(out, ']');
		pdf_set(w, w->pages[p]);
	}
}

static void index_anchors(struct pdf_writer *w)
{
	w->anchors = str_map_new(w->arena);
	for (size_t i = 0; i < w->set->n_anchors; i++)
		*str_map_slot(w->anchors, w->set->anchors[i].name) = &w->set->anchors[i];
}

static bool save(struct pdf_writer *w, struct buf *out)
{
	unsigned long error;

	if (w->failed)
		return false;
	error = pdf_file_save(w->file, out);
	if (error == 0)
		return true;
	diag(w->diags, SPAN_NONE, MSG_PDF_LIMIT, error);
	return false;
}

bool pdf_write(struct diags *diags, struct font_set *fonts, const struct page_set *set, const struct pdf_meta *meta,
	       struct buf *out)
{
	struct arena *arena = arena_new();
	struct pdf_shared *own = meta->shared ? NULL : pdf_shared_new();
	struct pdf_writer w = {.arena = arena, .diags = diags, .fonts = fonts, .set = set, .meta = meta,
			       .shared = own ? own : meta->shared};
	unsigned form, outline, tree;
	bool ok = check_pages(&w) && pdf_fields_check(&w);

	if (!ok) {
		pdf_shared_free(own);
		arena_free(arena);
		return false;
	}
	w.file = pdf_file_new(arena);
	w.streams = str_map_new(arena);
	w.n_faces = font_set_places(fonts);
	w.faces = arena_many(arena, struct pdf_face, w.n_faces);
	index_anchors(&w);

	pdf_plan(&w);
	if (set->singles)
		pdf_write_sides(&w);
	else
		pdf_write_contents(&w);
	form = pdf_write_fields(&w);
	pdf_write_links(&w);
	outline = pdf_write_outline(&w);
	tree = set->singles ? 0 : pdf_write_tags(&w);
	pdf_write_fonts(&w);
	pdf_write_typing(&w);
	pdf_write_images(&w);
	if (!w.resources)
		w.resources = pdf_file_object(w.file);
	write_pages(&w);
	pdf_write_info(&w);
	pdf_write_catalog(&w, form, outline, tree);
	ok = save(&w, out);

	pdf_file_free(w.file);
	buf_free(&w.tmp);
	pdf_shared_free(own);
	arena_free(arena);
	return ok;
}
