/* One line: the clusters that layout chose, put into visual order (UAX 9, rules L1 and L2) as runs of glyphs.
 *
 * Words come as they were shaped. Where a line parts a word at a place that HarfBuzz calls unsafe, the part is shaped again.
 * The spaces at the end of a line have the paragraph's level (L1) and no width; one of them stays as a glyph that hangs past
 * the line's end, where more text follows, so that a reader of the page's text does not run two words into one. */
#include "font/int.h"

#include <string.h>

/* Some clusters of one word, or a bare one (word NULL). */
struct font_slice {
	const struct font_word *word;
	uint16_t from, to; /* the word's clusters */
	uint8_t level;
	bool hyphen;	    /* not in the text: shown because the line ends here */
	uint32_t text, len; /* in the paragraph's text */
	uint32_t word_text; /* where the word begins in it */
	mpt width;
	const struct font_item *item;
};

/* Slices that make one run. */
struct font_unit {
	uint32_t from, to;
	uint8_t level;
};

struct setter {
	struct arena *arena;
	struct font_set *set;
	const struct font_para *para;
	const struct font_shaped *shaped;
	size_t n_slices, n_units;
	size_t n_glyphs;
	mpt hang; /* width of the space past the end */
	bool met;
};

static size_t slice_glyphs(const struct font_slice *slice, size_t *first)
{
	const struct font_word *w = slice->word;
	const struct font_word_cluster *a, *b;

	*first = 0;
	if (!w || w->n_glyphs == 0 || slice->from == slice->to)
		return 0;
	a = &w->clusters[slice->from];
	b = &w->clusters[slice->to - 1];
	if (w->how.rtl) {
		const struct font_word_cluster *c = a;

		a = b;
		b = c;
	}
	*first = a->glyph;
	return (size_t)(b->glyph + b->n - a->glyph);
}

static struct font_slice *slice_add(struct setter *s, struct font_slice slice)
{
	struct font_scratch *scratch = s->set->scratch;
	size_t first, n;

	scratch->slices = font_grow(scratch->slices, &scratch->cap_slices, s->n_slices + 1, sizeof *scratch->slices);
	n = slice_glyphs(&slice, &first);
	for (size_t i = first; i < first + n; i++)
		slice.width += font_scaled(slice.word->glyphs[i].advance, slice.item->scale);
	if (n > 0)
		slice.width += slice.item->tracking * (slice.to - slice.from);
	s->n_glyphs += n;
	scratch->slices[s->n_slices] = slice;
	return &scratch->slices[s->n_slices++];
}

/* The piece that a cluster belongs to. */
static size_t piece_at(const struct font_shaped *shaped, size_t cluster)
{
	size_t low = 0, high = shaped->n_pieces;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (shaped->pieces[mid].cluster <= cluster)
			low = mid;
		else
			high = mid;
	}
	return low;
}

/* Clusters [from, to) of a piece, shaped again where they part a word at an unsafe place. */
static void add_part(struct setter *s, const struct font_piece *piece, size_t from, size_t to, size_t end)
{
	const struct font_cluster *clusters = s->para->clusters;
	const struct font_word *word = piece->word;
	struct font_slice slice = {
		.item = &s->shaped->items[piece->item], .text = clusters[from].text, .word_text = piece->text};

	slice.len = clusters[to - 1].text + clusters[to - 1].len - slice.text;
	slice.level = slice.item->level;
	if (!word) {
		slice.width = clusters[from].advance;
	} else {
		slice.from = (uint16_t)(from - piece->cluster);
		slice.to = (uint16_t)(to - piece->cluster);
		if ((from > piece->cluster && word->clusters[slice.from].unsafe) ||
		    (to < end && word->clusters[slice.to].unsafe)) {
			word = font_word(s->set, s->arena, &slice.item->how, s->para->text + slice.text, slice.len, 0, 0);
			slice.from = 0;
			slice.to = word->n_clusters;
			slice.word_text = slice.text;
			s->met |= word->telling;
		}
	}
	slice.word = word;
	slice_add(s, slice);
}

static void add_clusters(struct setter *s, size_t from, size_t to)
{
	if (from >= to)
		return;
	for (size_t i = piece_at(s->shaped, from); i < s->shaped->n_pieces; i++) {
		const struct font_piece *piece = &s->shaped->pieces[i];
		size_t start = piece->cluster, end = piece[1].cluster;

		if (start >= to)
			break;
		if (end > from)
			add_part(s, piece, start > from ? start : from, end < to ? end : to, end);
	}
}

static void add_hyphen(struct setter *s)
{
	const struct font_slice *last = &s->set->scratch->slices[s->n_slices - 1];
	struct font_slice slice = {.item = last->item, .level = last->level, .hyphen = true, .text = last->text + last->len};
	const char *text = font_face_glyph(last->item->how.face, 0x2010) ? "\xE2\x80\x90" : "-";

	slice.word_text = slice.text;
	slice.word = font_word(s->set, s->arena, &slice.item->how, text, strlen(text), 0, 0);
	slice.to = slice.word->n_clusters;
	s->met |= slice.word->telling;
	slice_add(s, slice);
}

/* One space of the trailing ones [end, to), to hang. */
static void add_hanging(struct setter *s, size_t end, size_t to)
{
	for (size_t i = end; i < to; i++)
		if (s->para->clusters[i].advance > 0) {
			size_t n = s->n_slices;

			add_clusters(s, i, i + 1);
			if (s->n_slices > n) {
				struct font_slice *slice = &s->set->scratch->slices[n];

				slice->level = s->shaped->base;
				s->hang = slice->width;
			}
			return;
		}
}

/* ---- order ------------------------------------------------------------------------------------------------------- */

static bool same_run(const struct setter *s, size_t i)
{
	const struct font_slice *a = &s->set->scratch->slices[i - 1], *b = a + 1;

	if (s->hang && i + 1 == s->n_slices && (s->shaped->base & 1))
		return false; /* a hanging space at the left is a run before the line */
	return a->item->span == b->item->span && a->item->how.face == b->item->how.face && a->level == b->level &&
	       !a->item->object && !b->item->object;
}

static void find_units(struct setter *s)
{
	struct font_scratch *scratch = s->set->scratch;

	for (size_t i = 0; i < s->n_slices; i++) {
		if (i == 0 || !same_run(s, i)) {
			scratch->units =
				font_grow(scratch->units, &scratch->cap_units, s->n_units + 1, sizeof *scratch->units);
			scratch->units[s->n_units++] =
				(struct font_unit){(uint32_t)i, (uint32_t)i, scratch->slices[i].level};
		}
		scratch->units[s->n_units - 1].to = (uint32_t)(i + 1);
	}
}

/* UAX 9, L2: from the highest level down to the lowest odd one, reverse what stands at that level or above. */
static void reorder(struct font_unit *units, size_t n)
{
	uint8_t highest = 0;

	for (size_t i = 0; i < n; i++)
		if (units[i].level > highest)
			highest = units[i].level;
	for (uint8_t level = highest; level > 0; level--)
		for (size_t i = 0; i < n; i++) {
			size_t from = i, to;

			if (units[i].level < level)
				continue;
			while (i < n && units[i].level >= level)
				i++;
			for (to = i; from + 1 < to; from++, to--) {
				struct font_unit unit = units[from];

				units[from] = units[to - 1];
				units[to - 1] = unit;
			}
		}
}

/* ---- runs -------------------------------------------------------------------------------------------------------- */

static struct font_glyph *put_glyphs(const struct font_slice *slice, uint32_t run_text, struct font_glyph *to)
{
	const struct font_word *w = slice->word;
	int64_t scale = slice->item->scale;
	size_t first, n = slice_glyphs(slice, &first);

	for (size_t i = first; i < first + n; i++, to++) {
		const struct font_word_glyph *g = &w->glyphs[i];
		const struct font_word_cluster *c = &w->clusters[g->cluster];

		to->id = g->id;
		to->advance = font_scaled(g->advance, scale);
		to->dx = g->dx ? font_scaled(g->dx, scale) : 0;
		to->dy = g->dy ? font_scaled(g->dy, scale) : 0;
		if (i + 1 == (size_t)(c->glyph + c->n))
			to->advance += slice->item->tracking;
		to->text = slice->word_text + c->at - run_text;
		if (slice->hyphen)
			to->text_len = g->first ? 2 : 0; /* U+00AD */
		else
			to->text_len = g->first ? c->len : 0;
	}
	return to;
}

static struct font_glyph *set_run(struct setter *s, const struct font_unit *unit, struct font_run *run,
				  struct font_glyph *glyphs)
{
	const struct font_slice *slices = s->set->scratch->slices, *first = &slices[unit->from],
				*last = &slices[unit->to - 1];
	const struct font_item *item = first->item;
	struct font_glyph *end = glyphs;

	run->serial = ++s->set->n_runs;
	run->face = item->how.face;
	run->size = item->size;
	run->span = item->span;
	run->rtl = unit->level & 1;
	run->object = item->object;
	run->text = s->para->text + first->text;
	run->text_len = last->text + last->len - first->text;
	if (last->hyphen) {
		run->text = arena_printf(s->arena, "%.*s\xC2\xAD", (int)run->text_len, run->text);
		run->text_len += 2;
	}
	for (uint32_t i = unit->from; i < unit->to; i++)
		run->width += slices[i].width;
	if (run->rtl)
		for (uint32_t i = unit->to; i-- > unit->from;)
			end = put_glyphs(&slices[i], first->text, end);
	else
		for (uint32_t i = unit->from; i < unit->to; i++)
			end = put_glyphs(&slices[i], first->text, end);
	run->glyphs = glyphs;
	run->n = (size_t)(end - glyphs);
	return end;
}

static void line_height(struct font_line *line, const struct font_face *face, mpt size)
{
	int64_t scale = ((int64_t)size << 20) / face->upem;
	mpt ascent = font_scaled(face->ascent, scale), descent = font_scaled(-face->descent, scale);

	if (ascent > line->ascent)
		line->ascent = ascent;
	if (descent > line->descent)
		line->descent = descent;
}

void font_line_set(struct arena *arena, struct font_set *set, const struct font_para *para, size_t from, size_t to,
		   struct font_line *line)
{
	struct setter s = {.arena = arena, .set = set, .para = para, .shaped = para->shaped};
	struct font_glyph *glyphs;
	size_t end;
	mpt x;

	*line = (struct font_line){0};
	if (to > para->n)
		to = para->n;
	for (end = to; end > from && para->clusters[end - 1].space; end--)
		;
	add_clusters(&s, from, end);
	if (end == to && end > from && to < para->n && para->clusters[end - 1].hyphen)
		add_hyphen(&s);
	if (s.n_slices > 0 && to < para->n)
		add_hanging(&s, end, to);
	find_units(&s);
	if (s.n_units > 1 || (para->shaped->base & 1))
		reorder(set->scratch->units, s.n_units);
	line->n = s.n_units;
	line->met = s.met;
	line->runs = arena_many(arena, struct font_run, s.n_units);
	glyphs = arena_many(arena, struct font_glyph, s.n_glyphs);
	x = para->shaped->base & 1 ? -s.hang : 0;
	for (size_t i = 0; i < s.n_units; i++) {
		struct font_run *run = &line->runs[i];

		glyphs = set_run(&s, &set->scratch->units[i], run, glyphs);
		run->x = x;
		x += run->width;
		line_height(line, run->face, run->size);
	}
	line->width = para->shaped->base & 1 ? x : x - s.hang;
	if (s.hang && !(para->shaped->base & 1) && s.n_units > 0)
		line->runs[s.n_units - 1].width -= s.hang;
	if (line->n == 0 && para->shaped->strut)
		line_height(line, para->shaped->strut, para->shaped->strut_size);
}
