/* Streams: the two of a page, body and furniture, and the appearances of widgets. Here items get their marks: what belongs
 * to a tag stands between BDC and EMC with the number that plan.c gave it (14.7.4.2), everything else is an artifact
 * (14.8.2.2). */
#include "pdf/int.h"

#include <string.h>

void pdf_set(struct pdf_writer *w, unsigned id)
{
	pdf_file_set(w->file, id, buf_text(&w->tmp, w->arena), w->tmp.len);
	buf_reset(&w->tmp);
}

/* Text and bytes are the writer's arena's, or live longer. */
static void set_stream(struct pdf_writer *w, unsigned id, const void *data, size_t len)
{
	buf_adds(&w->tmp, "/Length ");
	pdf_put_int(&w->tmp, (long)len);
	pdf_file_set_stream(w->file, id, buf_text(&w->tmp, w->arena), w->tmp.len, data, len);
	buf_reset(&w->tmp);
}

void pdf_set_bytes(struct pdf_writer *w, unsigned id, const void *data, size_t len, bool packed)
{
	if (packed)
		buf_adds(&w->tmp, "/Filter/FlateDecode");
	set_stream(w, id, data, len);
}

void pdf_set_stream(struct pdf_writer *w, unsigned id, const void *data, size_t n, bool plain)
{
	size_t len;
	const void *packed = w->meta->compress && !plain ? pdf_deflate(w->shared->deflate, w->arena, data, n, &len) : NULL;

	pdf_set_bytes(w, id, packed ? packed : arena_strndup(w->arena, data, n), packed ? len : n, packed != NULL);
}

static bool is_place(const struct page_item *item)
{
	return item->kind == PAGE_WIDGET || item->kind == PAGE_LINK || item->kind == PAGE_MARK;
}

/* The state of a content stream's start (8.4.1). */
static struct pdf_content new_content(struct pdf_writer *w, mpt height, bool plain)
{
	return (struct pdf_content){.w = w, .height = height, .plain = plain, .line = PT(1)};
}

static unsigned write_body(struct pdf_writer *w, uint32_t p)
{
	const struct page *page = &w->set->pages[p];
	const struct page_items *body = &page->body;
	struct pdf_content c = new_content(w, page->h, false);
	unsigned id = pdf_file_object(w->file);

	if (pdf_drawn_find(w, id, page, w->marks[p]))
		return id;
	for (size_t i = 0, end; i < body->n; i = end) {
		const struct page_item *item = &body->items[i];

		end = i + 1;
		if (w->marks[p][i]) {
			/* All that follows in this tag, up to the next mark or tag. */
			while (end < body->n && body->items[end].tag == item->tag && !w->marks[p][end])
				end++;
			buf_adds(&c.out, "/");
			buf_adds(&c.out, pdf_role(w->set->tags[item->tag].role));
			buf_adds(&c.out, "<</MCID ");
			pdf_put_int(&c.out, (long)w->marks[p][i] - 1);
			buf_adds(&c.out, ">>BDC\n");
		} else if (!is_place(item)) {
			while (end < body->n && !w->marks[p][end] && !is_place(&body->items[end]))
				end++;
			buf_adds(&c.out, "/Artifact BMC\n");
		} else {
			continue;
		}
		pdf_draw(&c, body->items, i, end);
		pdf_draw_end(&c);
		buf_adds(&c.out, "EMC\n");
	}
	pdf_drawn_set(w, id, &c.out);
	buf_free(&c.out);
	return id;
}

static unsigned write_furniture(struct pdf_writer *w, const struct page *page)
{
	struct pdf_content c = new_content(w, page->h, true);
	unsigned id;

	if (page->furniture.n == 0)
		return 0;
	id = pdf_file_object(w->file);
	if (pdf_drawn_find(w, id, page, NULL))
		return id;
	/* The body may have left any state behind, and it does not know that we come. */
	buf_adds(&c.out, "/Artifact<</Type/Pagination>>BDC\n0 g 0 G 1 w[]0 d 0 J 0 j ");
	pdf_draw(&c, page->furniture.items, 0, page->furniture.n);
	pdf_draw_end(&c);
	buf_adds(&c.out, "EMC\n");
	pdf_drawn_set(w, id, &c.out);
	buf_free(&c.out);
	return id;
}

void pdf_write_contents(struct pdf_writer *w)
{
	w->contents = arena_alloc(w->arena, sizeof *w->contents * (w->set->n_pages + 1));
	for (uint32_t p = 0; p < w->set->n_pages; p++) {
		w->contents[p][0] = write_body(w, p);
		w->contents[p][1] = write_furniture(w, &w->set->pages[p]);
	}
}

/* ---- appearances --------------------------------------------------------------------------------------------------- */

/* Most appearances are alike: empty ones of one size, one tick mark. The dictionary and the content are the key; codes are
 * binary, so it is written in hexadecimal where it holds a NUL. */
static char *appearance_key(struct pdf_writer *w, const struct buf *content)
{
	const char *data = content->data ? content->data : "";
	struct buf key = {0};
	char *text;

	buf_add(&key, w->tmp.data, w->tmp.len);
	pdf_put_bytes(&key, data, content->len, memchr(data, 0, content->len) != NULL);
	text = buf_text(&key, w->arena);
	buf_free(&key);
	return text;
}

unsigned pdf_appearance(struct pdf_writer *w, const struct page_items *items, mpt width, mpt height, bool variable)
{
	struct pdf_content c = new_content(w, height, !variable);
	unsigned id;
	void **slot;

	if (variable)
		buf_adds(&c.out, "/Tx BMC q\n");
	if (items)
		pdf_draw(&c, items->items, 0, items->n);
	pdf_draw_end(&c);
	if (variable)
		buf_adds(&c.out, "Q EMC");
	buf_adds(&w->tmp, "/Type/XObject/Subtype/Form/BBox[0 0 ");
	buf_add_mpt(&w->tmp, width, 2);
	buf_addc(&w->tmp, ' ');
	buf_add_mpt(&w->tmp, height, 2);
	buf_adds(&w->tmp, c.n_faces > 0 ? "]/Resources<</Font<<" : "]/Resources<<");
	for (uint32_t i = 0; i < c.n_faces; i++) {
		buf_addf(&w->tmp, "/F%u ", c.faces[i]);
		pdf_put_ref(&w->tmp, w->faces[c.faces[i]].id);
	}
	buf_adds(&w->tmp, c.n_faces > 0 ? ">>>>" : ">>");
	slot = str_map_slot(w->streams, appearance_key(w, &c.out));
	id = (unsigned)(uintptr_t)*slot;
	if (id) {
		buf_reset(&w->tmp);
	} else {
		id = pdf_file_object(w->file);
		*slot = (void *)(uintptr_t)id;
		pdf_set_stream(w, id, c.out.data ? c.out.data : "", c.out.len, false);
	}
	buf_free(&c.out);
	return id;
}
