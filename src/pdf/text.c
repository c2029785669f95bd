/* One run of glyphs as text operators (ISO 32000-1, 9.4). Codes are glyph ids (Identity-H), two bytes each.
 *
 * The reader advances by the widths in /W, whole thousandths of an em; the run says where each glyph stands. The difference
 * (kerning, tracking, rounding) goes into TJ, measured from the run's start each time, so that errors do not add up, and
 * only where it could be seen.
 *
 * What a reader copies or speaks is the ToUnicode text of the glyphs in the order in which they are shown. Where that is not
 * what the cluster says (a letter set before the one it follows, a mark split off), the cluster's own text stands beside it
 * as /ActualText (14.9.4).
 *
 * Runs that go leftwards are shown from left to right, and what one glyph says of several letters stands in that order too
 * (font.c): Poppler, MuPDF, PDFium and pdf.js all take right-to-left text for visual order and turn it round, glyph by
 * letter. /ReversedChars (14.8.2.3.3) would say so, but none of them reads it and one loses the rest of the mark behind it.
 */
#include "pdf/int.h"

#include <stdlib.h>
#include <string.h>

/* Thousandths of an em that nobody sees: 0.02 pt at 10 pt. */
#define UNSEEN 2
/* A mark this little up or down (half a point where people read) stays on the line: moving it parts a text in two, and readers then
 * lose its order. Poppler begins a new word, and maybe a new line, where a glyph stands more than half a point off. */
#define SAME_HEIGHT 50

/* A run while it is shown: `at` is where the reader's pen is, thousandths of an em from the run's start. */
struct pen {
	struct pdf_content *c;
	const struct font_run *run;
	struct pdf_face *face;
	int64_t want; /* thousandths of a point: where the layout's pen is */
	int64_t at;
	size_t open; /* offset of the open array in the output; 0: none is */
	bool adjusted;
	unsigned char codes[512];
	size_t n;
};

static void flush_codes(struct pen *pen)
{
	pdf_put_bytes(&pen->c->out, pen->codes, pen->n, !pen->c->w->meta->compress);
	pen->n = 0;
}

static void end_array(struct pen *pen)
{
	if (!pen->open)
		return;
	flush_codes(pen);
	if (pen->adjusted)
		buf_adds(&pen->c->out, "]TJ\n");
	else
		buf_adds(&pen->c->out, "Tj\n");
	if (!pen->adjusted)
		pen->c->out.data[pen->open - 1] = ' '; /* the bracket: one string needs none */
	pen->open = 0;
}

static void begin_array(struct pen *pen)
{
	if (pen->open)
		return;
	buf_addc(&pen->c->out, '[');
	pen->open = pen->c->out.len;
	pen->adjusted = false;
}

static int64_t round_div(int64_t a, int64_t b)
{
	return a >= 0 ? (a + b / 2) / b : -((-a + b / 2) / b);
}

static void show_glyph(struct pen *pen, const struct font_glyph *glyph)
{
	struct pdf_content *c = pen->c;
	int64_t off = round_div((pen->want + glyph->dx) * 1000, c->size) - pen->at;
	mpt rise = abs(glyph->dy) > c->size / 1000 * SAME_HEIGHT ? glyph->dy : 0;

	if (rise != c->rise) {
		end_array(pen);
		buf_add_mpt(&c->out, rise, 2);
		buf_adds(&c->out, " Ts ");
		c->rise = rise;
	}
	if (off > UNSEEN || off < -UNSEEN) {
		begin_array(pen);
		if (pen->n > 0)
			flush_codes(pen);
		pdf_put_int(&c->out, (long)-off);
		pen->adjusted = true;
		pen->at += off;
	}
	begin_array(pen);
	if (pen->n + 2 > sizeof pen->codes) {
		flush_codes(pen);
		pen->adjusted = true;
	}
	pen->codes[pen->n++] = (unsigned char)(glyph->id >> 8);
	pen->codes[pen->n++] = (unsigned char)glyph->id;
	pen->at += pdf_width(pen->face, glyph->id);
	pen->face->used[glyph->id] = 1;
	pen->want += glyph->advance;
}

/* The end of the cluster that starts at glyph i. */
static size_t cluster_end(const struct font_run *run, size_t i)
{
	for (i++; i < run->n && run->glyphs[i].text_len == 0;)
		i++;
	return i;
}

#define MOST_LETTERS 16 /* of a cluster, to learn from */

/* The letters of a cluster that none of its known glyphs says, at most MOST_LETTERS. */
static size_t unsaid(struct pen *pen, const struct font_glyph *glyphs, size_t n, const char *text, const char *end,
		     uint32_t *letters)
{
	size_t left = 0;
	uint32_t c;

	while (left < MOST_LETTERS && (c = utf8_next(&text, end)) != 0)
		letters[left++] = c;
	for (size_t i = 0; i < n; i++) {
		const char *said = pdf_glyph_text(pen->c->w, pen->face, glyphs[i].id, NULL, 0);
		const char *stop = said ? said + strlen(said) : NULL;

		while (said && (c = utf8_next(&said, stop)) != 0)
			for (size_t k = 0; k < left; k++)
				if (letters[k] == c) {
					memmove(letters + k, letters + k + 1, sizeof *letters * (--left - k));
					break;
				}
	}
	return left;
}

/* A cluster of several glyphs teaches what a variant says that stands in no table: the only unknown glyph says what the
 * others leave unsaid. Where the unknown are as many as the letters left (marks of Arabic), each says one, in order. */
static void learn(struct pen *pen, size_t from, size_t to)
{
	const struct font_run *run = pen->run;
	const char *text = run->text + run->glyphs[from].text;
	size_t unknown = 0, left, at = 0;
	uint32_t letters[MOST_LETTERS];

	for (size_t i = from; i < to; i++)
		unknown += !pdf_glyph_text(pen->c->w, pen->face, run->glyphs[i].id, NULL, 0);
	if (unknown == 0)
		return;
	left = unsaid(pen, run->glyphs + from, to - from, text, text + run->glyphs[from].text_len, letters);
	if (left == 0 || (unknown != 1 && (unknown != left || !run->rtl)))
		return;
	for (size_t i = from; i < to; i++) {
		uint32_t glyph = run->glyphs[run->rtl ? to - 1 - (i - from) : i].id;
		char said[4 * MOST_LETTERS];
		size_t n = 0;

		if (pdf_glyph_text(pen->c->w, pen->face, glyph, NULL, 0))
			continue;
		do
			n += utf8_put(said + n, letters[at++]);
		while (unknown == 1 && at < left);
		pdf_glyph_text(pen->c->w, pen->face, glyph, said, n);
	}
}

/* Do the glyphs [from, to), one cluster, say their text by themselves? Those of a run that goes leftwards are read from the
 * right. A no-break space may be read as a space. */
static bool speaks(struct pen *pen, size_t from, size_t to)
{
	const struct font_run *run = pen->run;
	const char *text = run->text + run->glyphs[from].text;
	size_t left = run->glyphs[from].text_len;

	if (to - from == 1 && left == 1 && run->glyphs[from].id < pen->face->face->n_glyphs) {
		const char *said = pen->face->texts[run->glyphs[from].id];

		if (said && said[0] == text[0] && !said[1]) { /* nearly every one */
			pdf_drawn_note(pen->c->w, pen->face, run->glyphs[from].id, text, left, said);
			return true;
		}
	}
	if (to - from > 1)
		learn(pen, from, to);
	/* What stands above or below the letter before it is sorted anywhere by readers that go by places. */
	for (size_t i = from + 1; i < to && !run->rtl; i++)
		if (run->glyphs[i].advance == 0)
			return false;
	for (size_t i = from; i < to; i++) {
		uint32_t glyph = run->glyphs[run->rtl ? to - 1 - (i - from) : i].id;
		const char *said = pdf_glyph_text(pen->c->w, pen->face, glyph, to - from == 1 ? text : NULL, left);
		size_t n = said ? strlen(said) : 0;

		if (said && strcmp(said, " ") == 0 && left == 2 && memcmp(text, "\xc2\xa0", 2) == 0)
			return true;
		if (!said || n > left || memcmp(said, text, n) != 0)
			return false;
		text += n;
		left -= n;
	}
	return left == 0;
}

static void show(struct pen *pen, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (pen->run->glyphs[i].id < pen->face->face->n_glyphs)
			show_glyph(pen, &pen->run->glyphs[i]);
}

/* The clusters [from, to) with their own words beside them. */
static void show_spoken(struct pen *pen, size_t from, size_t to)
{
	const struct font_run *run = pen->run;
	uint32_t first = UINT32_MAX, last = 0;
	char *text;

	for (size_t i = from; i < to; i++) {
		const struct font_glyph *g = &run->glyphs[i];

		if (g->text_len == 0)
			continue;
		if (g->text < first)
			first = g->text;
		if (g->text + g->text_len > last)
			last = g->text + g->text_len;
	}
	if (first >= last) {
		show(pen, from, to);
		return;
	}
	end_array(pen);
	text = arena_strndup(pen->c->w->arena, run->text + first, last - first);
	buf_adds(&pen->c->out, "/Span<</ActualText");
	pdf_put_text(&pen->c->out, text, NULL);
	buf_adds(&pen->c->out, ">>BDC ");
	show(pen, from, to);
	end_array(pen);
	buf_adds(&pen->c->out, "EMC\n");
}

static void set_font(struct pdf_content *c, const struct font_run *run)
{
	uint32_t n;

	if (c->face == run->face && c->size == run->size)
		return;
	c->face = run->face;
	c->size = run->size;
	buf_adds(&c->out, "/F");
	pdf_put_int(&c->out, (long)run->face->index);
	buf_addc(&c->out, ' ');
	buf_add_mpt(&c->out, run->size, 3);
	buf_adds(&c->out, " Tf ");
	for (n = 0; n < c->n_faces && c->faces[n] != run->face->index;)
		n++;
	if (n == c->n_faces && n < sizeof c->faces / sizeof *c->faces)
		c->faces[c->n_faces++] = run->face->index;
}

/* To the run's start; the pen may stand there already. */
static void move(struct pdf_content *c, mpt x, mpt y)
{
	int64_t to_x = round_div(x, 10), to_y = round_div((int64_t)c->height - y, 10);

	if (!c->text) {
		buf_adds(&c->out, "BT ");
		c->text = true;
		c->line_x = c->line_y = 0;
		c->pen_x = INT64_MIN;
	}
	if (to_y == c->line_y && c->pen_x != INT64_MIN && llabs(c->pen_x - x) < 20)
		return;
	buf_add_mpt(&c->out, (mpt)(to_x - c->line_x) * 10, 2);
	buf_addc(&c->out, ' ');
	buf_add_mpt(&c->out, (mpt)(to_y - c->line_y) * 10, 2);
	buf_adds(&c->out, " Td ");
	c->line_x = to_x;
	c->line_y = to_y;
	c->pen_x = x;
}

void pdf_draw_run(struct pdf_content *c, const struct page_item *item)
{
	const struct font_run *run = item->as.run;
	struct pen pen = {.c = c, .run = run};

	if (run->object || run->n == 0 || run->size <= 0)
		return;
	pen.face = pdf_face(c->w, run->face);
	pdf_draw_color(c, item->color, false);
	move(c, item->x, item->y);
	set_font(c, run);
	pen.at = round_div((c->pen_x - item->x) * 1000, run->size);
	for (size_t i = 0, end; i < run->n; i = end) {
		bool spoken;

		end = cluster_end(run, i);
		spoken = !speaks(&pen, i, end) && !c->plain;
		while (spoken && !run->rtl && end < run->n && !speaks(&pen, end, cluster_end(run, end)))
			end = cluster_end(run, end);
		if (spoken)
			show_spoken(&pen, i, end);
		else
			show(&pen, i, end);
	}
	end_array(&pen);
	if (c->rise != 0) {
		buf_adds(&c->out, "0 Ts\n");
		c->rise = 0;
	}
	c->pen_x = item->x + round_div(pen.at * run->size, 1000);
}
