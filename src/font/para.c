/* A paragraph shaped: its items cut into words, each word set by word.c, and the clusters of all in one list for the one who
 * breaks lines. */
#include "font/int.h"

#include <string.h>

/* Filled as the text is walked. */
struct builder {
	struct arena *arena;
	struct font_set *set;
	const struct font_analysis *a;
	struct font_para *para;
	const struct font_word *space; /* of the item at hand */
	uint32_t item;
	bool telling;
};

static struct font_piece *piece_add(struct builder *b, const struct font_word *word, size_t text)
{
	struct font_scratch *s = b->set->scratch;
	struct font_piece *piece;

	s->pieces = font_grow(s->pieces, &s->cap_pieces, s->n_pieces + 1, sizeof *s->pieces);
	piece = &s->pieces[s->n_pieces++];
	*piece = (struct font_piece){word, (uint32_t)text, (uint32_t)b->para->n, b->item};
	return piece;
}

static struct font_cluster *cluster_add(struct builder *b, const struct font_item *item, size_t text, size_t len)
{
	struct font_cluster *c = &b->para->clusters[b->para->n++];
	uint8_t brk = b->a->brk[text + len - 1];

	c->text = (uint32_t)text;
	c->len = (uint16_t)len;
	c->span = item->span;
	c->level = item->level;
	c->brk = brk & 0x7f;
	if (brk & FONT_BRK_HYPHEN) {
		c->hyphen = true;
		c->hyphen_width = font_scaled(item->how.face->handle->hyphen_advance, item->scale);
	}
	return c;
}

/* An object, or a character that shows nothing: a cluster without glyphs. */
static struct font_cluster *add_bare(struct builder *b, const struct font_item *item, size_t text, size_t len)
{
	piece_add(b, NULL, text);
	return cluster_add(b, item, text, len);
}

static void add_word(struct builder *b, const struct font_item *item, const struct font_word *word, size_t text, bool space)
{
	piece_add(b, word, text);
	b->telling |= word->telling;
	for (unsigned i = 0; i < word->n_clusters; i++) {
		const struct font_word_cluster *from = &word->clusters[i];
		struct font_cluster *c = cluster_add(b, item, text + from->at, from->len);
		mpt advance = 0;

		for (unsigned g = from->glyph; g < (unsigned)from->glyph + from->n; g++)
			advance += font_scaled(word->glyphs[g].advance, item->scale);
		c->advance = from->n ? advance + item->tracking : 0;
		c->space = space;
	}
}

/* The space at s, n bytes left: its length, or 0. Those that hang at the end of a line: U+0020, U+1680, U+2000 to U+200A
 * without the figure space, U+205F, U+3000. */
static size_t space_len(const char *s, size_t n)
{
	const unsigned char *u = (const unsigned char *)s;

	if (u[0] == ' ')
		return 1;
	if (n < 3 || u[0] < 0xE1 || u[0] > 0xE3)
		return 0;
	if (u[0] == 0xE2 && u[1] == 0x80)
		return u[2] >= 0x80 && u[2] <= 0x8A && u[2] != 0x87 ? 3 : 0;
	if ((u[0] == 0xE2 && u[1] == 0x81 && u[2] == 0x9F) || (u[0] == 0xE1 && u[1] == 0x9A && u[2] == 0x80) ||
	    (u[0] == 0xE3 && u[1] == 0x80 && u[2] == 0x80))
		return 3;
	return 0;
}

static bool is_zwsp(const char *s, size_t n)
{
	return n >= 3 && memcmp(s, "\xE2\x80\x8B", 3) == 0;
}

/* Does text go on here that joined letters could hang together with? */
static bool goes_on(const struct font_analysis *a, size_t at)
{
	const char *s = a->text + at;

	return at < a->len && *s != '\n' && space_len(s, a->len - at) == 0 && !is_zwsp(s, a->len - at);
}

#define CONTEXT 5 /* characters to either side; HarfBuzz looks at no more */

static bool is_rest(const struct font_analysis *a, size_t at)
{
	return at < a->len && ((unsigned char)a->text[at] & 0xC0) == 0x80;
}

static size_t context_before(const struct font_analysis *a, size_t at)
{
	size_t from = at;

	for (int i = 0; i < CONTEXT && from > 0; i++) {
		size_t p = from - 1;

		while (p > 0 && is_rest(a, p))
			p--;
		if (!goes_on(a, p))
			break;
		from = p;
	}
	return at - from;
}

static size_t context_behind(const struct font_analysis *a, size_t at)
{
	size_t to = at;

	for (int i = 0; i < CONTEXT && goes_on(a, to); i++)
		for (to++; is_rest(a, to);)
			to++;
	return to - at;
}

/* Where the word that begins at `at` ends: at a space, at the item's end, or where it grows too long for one shaping. */
static size_t word_end(const struct font_analysis *a, size_t at, size_t end)
{
	size_t to = at, cut = 0;

	while (to < end) {
		unsigned char c = (unsigned char)a->text[to];

		if (c == ' ' || c == '\n')
			break;
		if (c >= 0xE1 && c <= 0xE3 && (space_len(a->text + to, end - to) || is_zwsp(a->text + to, end - to)))
			break;
		to++;
		if (to - at > FONT_WORD_MAX)
			return cut ? cut : to - 1;
		if (a->brk[to - 1] != FONT_BREAK_NONE)
			cut = to;
	}
	return to;
}

static void shape_item(struct builder *b, const struct font_item *item)
{
	const struct font_analysis *a = b->a;
	size_t at = item->from;

	b->space = NULL;
	while (at < item->to) {
		const char *s = a->text + at;
		size_t left = item->to - at, len = space_len(s, left), before = 0, behind = 0;

		if (*s == '\n' || is_zwsp(s, left)) {
			len = *s == '\n' ? 1 : 3;
			add_bare(b, item, at, len)->space = true;
		} else if (len == 1) {
			if (!b->space)
				b->space = font_word(b->set, b->arena, &item->how, " ", 1, 0, 0);
			add_word(b, item, b->space, at, true);
		} else if (len > 1) {
			add_word(b, item, font_word(b->set, b->arena, &item->how, s, len, 0, 0), at, true);
		} else {
			len = word_end(a, at, item->to) - at;
			if (font_script_joins(item->how.script)) {
				before = context_before(a, at);
				behind = context_behind(a, at + len);
			}
			add_word(b, item, font_word(b->set, b->arena, &item->how, s, len, before, behind), at, false);
		}
		at += len;
	}
}

static struct font_shaped *keep(struct builder *b, const struct font_span *spans, size_t n)
{
	struct font_scratch *s = b->set->scratch;
	struct font_shaped *shaped = arena_one(b->arena, struct font_shaped);

	shaped->base = b->a->base;
	shaped->telling = b->telling;
	shaped->n_items = b->a->n_items;
	shaped->items = arena_many(b->arena, struct font_item, shaped->n_items);
	if (shaped->n_items)
		memcpy(shaped->items, b->a->items, shaped->n_items * sizeof *shaped->items);
	shaped->n_pieces = s->n_pieces;
	piece_add(b, NULL, b->a->len);
	shaped->pieces = arena_many(b->arena, struct font_piece, s->n_pieces);
	memcpy(shaped->pieces, s->pieces, s->n_pieces * sizeof *s->pieces);
	if (n > 0) {
		shaped->strut =
			font_face_find(b->set, spans[0].style->family, spans[0].style->weight, spans[0].style->italic);
		shaped->strut_size = spans[0].style->size;
	}
	return shaped;
}

struct font_para *font_para_shape(struct arena *arena, struct font_set *set, struct diags *diags, const char *lang, bool rtl,
				  const struct font_span *spans, size_t n)
{
	struct font_para *para = arena_one(arena, struct font_para);
	struct font_analysis a = {0};
	struct builder b = {.arena = arena, .set = set, .a = &a, .para = para};

	set->scratch->n_pieces = 0;
	set->scratch->named = false;
	para->rtl = rtl;
	para->text = "";
	if (!font_analyse(set, diags, lang, rtl, spans, n, &a) || !a.text) {
		a = (struct font_analysis){.base = rtl}; /* no face at all, which is told: nothing is set */
		para->shaped = keep(&b, spans, 0);
		para->named = true;
		return para;
	}
	para->text = arena_strndup(arena, a.text, a.len);
	para->len = a.len;
	para->clusters = arena_many(arena, struct font_cluster, a.n_chars);
	for (size_t i = 0; i < a.n_items; i++) {
		const struct font_item *item = &a.items[i];

		b.item = (uint32_t)i;
		if (item->object)
			add_bare(&b, item, item->from, item->to - item->from)->advance = spans[item->span].width;
		else
			shape_item(&b, item);
	}
	para->shaped = keep(&b, spans, n);
	para->named = set->scratch->named;
	return para;
}

void font_para_again(const struct font_para *para)
{
	for (size_t i = 0; para->shaped->telling && i < para->shaped->n_pieces; i++)
		if (para->shaped->pieces[i].word)
			font_word_again(para->shaped->pieces[i].word);
}

mpt font_measure(struct arena *scratch, struct font_set *set, const struct font_style *style, const char *lang,
		 const char *text)
{
	const struct font_span span = {.text = text, .len = strlen(text), .style = style, .path = ""};
	const struct font_para *para = font_para_shape(scratch, set, NULL, lang, false, &span, 1);
	mpt width = 0;

	for (size_t i = 0; i < para->n; i++)
		width += para->clusters[i].advance;
	return width;
}
