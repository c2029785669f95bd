/* Pages' content streams that serve again. Families' pages differ in their fields' values, which stand in the widgets'
 * appearances; what is behind them, head and foot too, is mostly what the family before had. Such a stream is kept by all
 * that it was drawn from: each item's place, colour and shape, the serial numbers of its glyph runs, where marks begin and
 * in which role. So it serves whichever document, language, theme, paper or value it comes of, and never where one letter
 * differs.
 *
 * Drawing asks the file what each glyph says (font.c), and the first to ask settles it. The questions and their answers are
 * kept beside the stream and asked again: then the file knows what it would know had the page been drawn, and where one
 * answer is another the page is drawn indeed. What holds an image is not kept; an image belongs to one record. */
#include "pdf/int.h"

#include <string.h>

#define KEPT (4u << 20) /* bytes; what is on the pages of a packet takes 1 MB */
#define NOTHING UINT32_MAX

/* A question to pdf_glyph_text, followed by the bytes of `alone` and of `said`. */
struct asked {
	const struct font_face *face;
	uint32_t glyph;
	uint32_t alone, said; /* bytes; NOTHING: NULL */
};

struct pdf_drawn {
	struct keep *keep;
	struct buf key, asked; /* of the stream at hand */
	bool noting;	       /* it is drawn, and may be kept */
	uint32_t n;	       /* streams drawn so far */
};

struct pdf_drawn *pdf_drawn_new(struct arena *arena)
{
	struct pdf_drawn *drawn = arena_one(arena, struct pdf_drawn);

	drawn->keep = keep_new(KEPT);
	return drawn;
}

void pdf_drawn_free(struct pdf_drawn *drawn)
{
	if (!drawn)
		return;
	keep_free(drawn->keep);
	buf_free(&drawn->key);
	buf_free(&drawn->asked);
}

/* ---- the key ------------------------------------------------------------------------------------------------------- */

static void put_lengths(struct buf *key, const mpt *lengths, size_t n)
{
	buf_add(key, lengths, n * sizeof *lengths);
}

static bool put_item(struct buf *key, const struct page_item *item)
{
	const struct page_path *path = &item->as.path.path;
	const mpt *shape = &item->as.shape.line;
	const size_t counts[] = {path->n_ops, path->n_points};

	put_lengths(key, &item->x, 2);
	switch (item->kind) {
	case PAGE_GLYPHS:
		buf_add(key, &item->as.run->serial, sizeof item->as.run->serial);
		return item->as.run->serial != 0;
	case PAGE_FILL:
	case PAGE_STROKE:
	case PAGE_RULE:
		put_lengths(key, (const mpt[]){item->w, item->h, shape[0], item->as.shape.radius, item->as.shape.dash}, 5);
		return true;
	case PAGE_PATH:
		put_lengths(key, &item->as.path.line, 1);
		buf_add(key, counts, sizeof counts);
		buf_add(key, path->ops, path->n_ops * sizeof *path->ops);
		buf_add(key, path->points, 2 * path->n_points * sizeof *path->points);
		return true;
	case PAGE_IMAGE:
		return false;
	case PAGE_WIDGET:
	case PAGE_LINK:
	case PAGE_MARK:
		break;
	}
	return true;
}

/* `marks`: by item; NULL: furniture, which has none. */
static bool put_key(struct pdf_writer *w, struct buf *key, const struct page *page, const uint32_t *marks)
{
	const struct page_items *items = marks ? &page->body : &page->furniture;
	bool whole = true;

	buf_reset(key);
	buf_addc(key, marks ? 'b' : 'f');
	put_lengths(key, &page->h, 1);
	for (size_t i = 0; i < items->n && whole; i++) {
		const struct page_item *item = &items->items[i];
		bool begins = marks && marks[i], goes_on = i > 0 && item->tag == items->items[i - 1].tag;
		const unsigned char head[] = {(unsigned char)item->kind,
					      item->turned,
					      goes_on,
					      item->color.r,
					      item->color.g,
					      item->color.b,
					      (unsigned char)(begins ? 1 + w->set->tags[item->tag].role : 0)};

		buf_add(key, head, sizeof head);
		whole = put_item(key, item);
	}
	return whole;
}

/* ---- what was asked ------------------------------------------------------------------------------------------------ */

void pdf_drawn_note(struct pdf_writer *w, struct pdf_face *f, uint32_t glyph, const char *alone, size_t len, const char *said)
{
	struct pdf_drawn *drawn = w->shared->drawn;
	struct asked asked = {f->face, glyph, alone ? (uint32_t)len : NOTHING, said ? (uint32_t)strlen(said) : NOTHING};

	if (!drawn || !drawn->noting)
		return;
	if (glyph >= f->face->n_glyphs) {
		drawn->noting = false; /* a broken font's */
		return;
	}
	if (f->noted_in != drawn->n)
		memset(f->noted, 0, f->face->n_glyphs);
	f->noted_in = drawn->n;
	/* What is settled is answered alike however often. */
	if (said && f->noted[glyph])
		return;
	f->noted[glyph] = said != NULL;
	buf_add(&drawn->asked, &asked, sizeof asked);
	buf_add(&drawn->asked, alone, alone ? len : 0);
	buf_add(&drawn->asked, said, said ? strlen(said) : 0);
}

/* False: not what it was. */
static bool ask_again(struct pdf_writer *w, const char *data, size_t n)
{
	const char *end = data + n;

	while (data < end) {
		struct asked asked;
		struct pdf_face *f;
		const char *alone, *said;
		size_t len;

		memcpy(&asked, data, sizeof asked);
		alone = data + sizeof asked;
		len = asked.alone == NOTHING ? 0 : asked.alone;
		f = pdf_face(w, asked.face);
		f->used[asked.glyph] = 1;
		said = pdf_glyph_text(w, f, asked.glyph, asked.alone == NOTHING ? NULL : alone, len);
		if (said ? asked.said != strlen(said) || memcmp(said, alone + len, asked.said) != 0 : asked.said != NOTHING)
			return false;
		data = alone + len + (said ? asked.said : 0);
	}
	return true;
}

/* ---- streams ------------------------------------------------------------------------------------------------------- */

/* What is kept of a stream, followed by the questions and the bytes. */
struct kept {
	size_t asked; /* bytes */
	bool packed;
};

bool pdf_drawn_find(struct pdf_writer *w, unsigned id, const struct page *page, const uint32_t *marks)
{
	struct pdf_drawn *drawn = w->shared->drawn;
	struct kept head;
	size_t len;
	char *kept;

	if (!drawn || !w->meta->compress || !put_key(w, &drawn->key, page, marks))
		return false;
	kept = keep_find(drawn->keep, w->arena, drawn->key.data, drawn->key.len, &len);
	if (kept) {
		memcpy(&head, kept, sizeof head);
		if (!ask_again(w, kept + sizeof head, head.asked))
			return false; /* what is kept is most files' */
		pdf_set_bytes(w, id, kept + sizeof head + head.asked, len - sizeof head - head.asked, head.packed);
		return true;
	}
	buf_reset(&drawn->asked);
	drawn->noting = true;
	drawn->n++;
	return false;
}

void pdf_drawn_set(struct pdf_writer *w, unsigned id, const struct buf *content)
{
	struct pdf_drawn *drawn = w->shared->drawn;
	const char *plain = content->data ? content->data : "";
	struct buf value = {0};
	struct kept head;
	const void *data;
	size_t len;

	if (!drawn || !drawn->noting) {
		pdf_set_stream(w, id, plain, content->len, false);
		return;
	}
	drawn->noting = false;
	data = pdf_pack(w->shared->deflate, w->arena, plain, content->len, &len);
	head = (struct kept){drawn->asked.len, data != NULL};
	if (!data) {
		data = arena_strndup(w->arena, plain, content->len);
		len = content->len;
	}
	pdf_set_bytes(w, id, data, len, head.packed);
	buf_add(&value, &head, sizeof head);
	buf_add(&value, drawn->asked.data, drawn->asked.len);
	buf_add(&value, data, len);
	keep_add(drawn->keep, drawn->key.data, drawn->key.len, value.data, value.len);
	buf_free(&value);
}
