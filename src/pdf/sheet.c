/* Sides of sheets: each single page is written once, as a form (ISO 32000-1, 8.10), and shown where it is placed. They are
 * for paper: nothing here is tagged and nothing is live. What is no text stays marked as an artifact all the same, so that
 * one can tell them apart.
 */
#include "pdf/int.h"

/* A stretch of items that are artifacts, or that are not. */
static void draw_part(struct pdf_content *c, const struct page_items *items, size_t from, size_t to, bool artifact)
{
	if (artifact)
		buf_adds(&c->out, "/Artifact BMC\n");
	pdf_draw(c, items->items, from, to);
	pdf_draw_end(c);
	if (artifact)
		buf_adds(&c->out, "EMC\n");
}

static void draw_items(struct pdf_content *c, const struct page_items *items)
{
	for (size_t i = 0, end; i < items->n; i = end) {
		bool artifact = items->items[i].tag == PAGE_ARTIFACT;

		for (end = i + 1; end < items->n && (items->items[end].tag == PAGE_ARTIFACT) == artifact;)
			end++;
		draw_part(c, items, i, end, artifact);
	}
}

static unsigned write_form(struct pdf_writer *w, const struct page *page, mpt past)
{
	struct pdf_content c = {.w = w, .height = page->h, .line = PT(1)};
	unsigned id = pdf_file_object(w->file);

	draw_items(&c, &page->body);
	if (page->furniture.n > 0) {
		c.plain = true;
		draw_part(&c, &page->furniture, 0, page->furniture.n, true);
	}
	buf_adds(&w->tmp, "/Type/XObject/Subtype/Form/BBox");
	pdf_put_rect(&w->tmp, page->h, -past, -past, page->w + 2 * past, page->h + 2 * past);
	buf_adds(&w->tmp, "/Resources ");
	pdf_put_ref(&w->tmp, w->resources);
	pdf_set_stream(w, id, c.out.data ? c.out.data : "", c.out.len, false);
	buf_free(&c.out);
	return id;
}

static void put_place(struct pdf_content *c, const struct page *side, const struct page_place *at, const struct page *page)
{
	struct buf *out = &c->out;
	/* The form's origin is its lower left corner. */
	mpt high = at->turned ? page->w : page->h;
	const mpt clip[] = {at->clip[0], side->h - at->clip[1] - at->clip[3], at->clip[2], at->clip[3]};

	buf_adds(out, "q ");
	for (int i = 0; i < 4; i++) {
		buf_add_mpt(out, clip[i], 3);
		buf_addc(out, ' ');
	}
	buf_adds(out, at->turned ? "re W n 0 1 -1 0 " : "re W n 1 0 0 1 ");
	buf_add_mpt(out, at->x + (at->turned ? page->h : 0), 3);
	buf_addc(out, ' ');
	buf_add_mpt(out, side->h - at->y - high, 3);
	buf_addf(out, " cm/P%u Do Q\n", at->page);
}

static unsigned write_side(struct pdf_writer *w, const struct page *side)
{
	struct pdf_content c = {.w = w, .height = side->h, .line = PT(1), .plain = true};
	unsigned id = pdf_file_object(w->file);

	for (size_t i = 0; i < side->n_places; i++)
		put_place(&c, side, &side->places[i], &w->set->singles->pages[side->places[i].page]);
	if (side->body.n > 0)
		draw_part(&c, &side->body, 0, side->body.n, true);
	pdf_set_stream(w, id, c.out.data ? c.out.data : "", c.out.len, false);
	buf_free(&c.out);
	return id;
}

void pdf_write_sides(struct pdf_writer *w)
{
	const struct page_set *set = w->set;

	w->resources = pdf_file_object(w->file);
	w->forms = arena_many(w->arena, unsigned, set->singles->n_pages);
	w->contents = arena_alloc(w->arena, sizeof *w->contents * (set->n_pages + 1));
	for (size_t s = 0; s < set->n_pages; s++) {
		const struct page *side = &set->pages[s];

		for (size_t i = 0; i < side->n_places; i++) {
			uint32_t p = side->places[i].page;

			if (!w->forms[p])
				w->forms[p] = write_form(w, &set->singles->pages[p], side->bleed);
		}
		w->contents[s][0] = write_side(w, side);
	}
}

/* What a side's page object has besides its size and contents: the pages it shows, and where it is cut (14.11.2). */
void pdf_put_side(struct pdf_writer *w, struct buf *out, const struct page *side)
{
	buf_adds(out, "/Resources<<");
	for (size_t i = 0; i < side->n_places; i++) {
		buf_addf(out, i == 0 ? "/XObject<</P%u " : "/P%u ", side->places[i].page);
		pdf_put_ref(out, w->forms[side->places[i].page]);
	}
	buf_adds(out, side->n_places > 0 ? ">>>>" : ">>");
	if (side->trim <= 0)
		return;
	buf_adds(out, "/TrimBox");
	pdf_put_rect(out, side->h, side->trim, side->trim, side->w - 2 * side->trim, side->h - 2 * side->trim);
	buf_adds(out, "/BleedBox");
	pdf_put_rect(out, side->h, side->trim - side->bleed, side->trim - side->bleed, side->w - 2 * (side->trim - side->bleed),
		     side->h - 2 * (side->trim - side->bleed));
}
