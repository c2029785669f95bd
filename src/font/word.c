/* Words, shaped once. The same words come again and again on the pages of a packet, in few faces; so what HarfBuzz makes of
 * a word is kept, in font units and without a place, and serves every size. A space parts words for shaping too: no face
 * here joins or kerns across one to any effect one could see. */
#include "font/int.h"

#include <stdlib.h>
#include <string.h>

#define BUCKETS 8192	      /* a power of two */
#define MOST_BYTES (8u << 20) /* what is kept at most; past that a word lives as long as the paragraph it is for */

struct font_words {
	struct arena *arena;
	hb_buffer_t *buffer;
	struct font_word *buckets[BUCKETS];
};

static struct font_words *words_of(struct font_set *set)
{
	if (!set->words) {
		set->words = calloc(1, sizeof *set->words);
		set->words->arena = arena_new();
		set->words->buffer = hb_buffer_create();
		/* Dotted circles are for fonts on a screen: a mark alone prints as it is. */
		hb_buffer_set_flags(set->words->buffer,
				    HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES | HB_BUFFER_FLAG_DO_NOT_INSERT_DOTTED_CIRCLE);
	}
	return set->words;
}

void font_words_free(struct font_words *words)
{
	if (!words)
		return;
	arena_free(words->arena);
	hb_buffer_destroy(words->buffer);
	free(words);
}

bool font_script_joins(hb_script_t script)
{
	switch (script) {
	case HB_SCRIPT_ARABIC:
	case HB_SCRIPT_SYRIAC:
	case HB_SCRIPT_MONGOLIAN:
	case HB_SCRIPT_NKO:
	case HB_SCRIPT_PHAGS_PA:
	case HB_SCRIPT_MANDAIC:
	case HB_SCRIPT_MANICHAEAN:
	case HB_SCRIPT_PSALTER_PAHLAVI:
	case HB_SCRIPT_ADLAM:
	case HB_SCRIPT_HANIFI_ROHINGYA:
	case HB_SCRIPT_SOGDIAN:
	case HB_SCRIPT_DEVANAGARI:
	case HB_SCRIPT_BENGALI:
	case HB_SCRIPT_GURMUKHI: /* the last three by their head line */ return true;
	default: return false;
	}
}

static bool same_shaping(const struct font_shaping *a, const struct font_shaping *b)
{
	return a->face == b->face && a->script == b->script && a->lang == b->lang && a->features == b->features &&
	       a->rtl == b->rtl;
}

static void run_harfbuzz(hb_buffer_t *buffer, const struct font_shaping *how, const char *text, size_t len, size_t before,
			 size_t behind)
{
	hb_feature_t features[3];
	unsigned n = 0;

	if (how->features & FONT_TABULAR)
		features[n++] =
			(hb_feature_t){HB_TAG('t', 'n', 'u', 'm'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
	if (how->features & FONT_NO_LIGATURES) {
		features[n++] =
			(hb_feature_t){HB_TAG('l', 'i', 'g', 'a'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
		features[n++] =
			(hb_feature_t){HB_TAG('c', 'l', 'i', 'g'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
	}
	hb_buffer_clear_contents(buffer);
	hb_buffer_add_utf8(buffer, text - before, (int)(before + len + behind), (unsigned)before, (int)len);
	hb_buffer_set_direction(buffer, how->rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
	hb_buffer_set_script(buffer, how->script);
	hb_buffer_set_language(buffer, how->lang);
	hb_shape(how->face->handle->font, buffer, features, n);
}

/* Glyphs and clusters of the buffer, as a word. Clusters are HarfBuzz's: never less than a grapheme. */
static void take_glyphs(struct arena *arena, hb_buffer_t *buffer, struct font_word *word, size_t before)
{
	unsigned n;
	const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &n);
	const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, NULL);
	bool rtl = word->how.rtl;

	if (n > UINT16_MAX) /* only a hostile font makes that of FONT_WORD_MAX bytes */
		n = UINT16_MAX;
	word->n_glyphs = (uint16_t)n;
	word->glyphs = arena_many(arena, struct font_word_glyph, n);
	word->clusters = arena_many(arena, struct font_word_cluster, n + 1);
	for (unsigned i = 0; i < n; i++) {
		unsigned k = rtl ? n - 1 - i : i; /* in logical order */
		uint16_t text = (uint16_t)(infos[k].cluster - before);
		struct font_word_cluster *c = word->n_clusters ? &word->clusters[word->n_clusters - 1] : NULL;

		if (!c || c->at != text) {
			c = &word->clusters[word->n_clusters++];
			c->at = text;
			c->glyph = (uint16_t)k;
		}
		if (k < c->glyph)
			c->glyph = (uint16_t)k;
		c->n++;
		c->unsafe |= (hb_glyph_info_get_glyph_flags(&infos[k]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0;
		word->glyphs[k] = (struct font_word_glyph){infos[k].codepoint,
							   at[k].x_advance,
							   at[k].x_offset,
							   at[k].y_offset,
							   (uint16_t)(word->n_clusters - 1),
							   false};
	}
	if (word->n_clusters == 0) /* nothing shows: the text is a cluster all the same */
		word->n_clusters = 1;
	word->clusters[0].at = 0;
	for (unsigned i = 0; i < word->n_clusters; i++) {
		struct font_word_cluster *c = &word->clusters[i];

		c->len = (uint16_t)((i + 1 < word->n_clusters ? word->clusters[i + 1].at : word->len) - c->at);
		if (c->n)
			word->glyphs[c->glyph].first = true;
	}
}

/* What a lone glyph stood for, where no code point maps to it: ligatures, joined forms. */
static void find_texts(struct font_word *word)
{
	for (unsigned i = 0; i < word->n_clusters; i++) {
		struct font_word_cluster *c = &word->clusters[i];
		const char *text = word->text + c->at, *s = text;
		uint32_t ch;

		if (c->n != 1)
			continue;
		ch = utf8_next(&s, text + c->len);
		if (s != text + c->len || font_face_glyph(word->how.face, ch) != word->glyphs[c->glyph].id)
			c->telling = word->telling = true;
	}
}

void font_word_again(const struct font_word *word)
{
	for (unsigned i = 0; word->telling && i < word->n_clusters; i++) {
		const struct font_word_cluster *c = &word->clusters[i];

		if (c->telling)
			font_face_met(word->how.face, word->glyphs[c->glyph].id, word->text + c->at, c->len);
	}
}

const struct font_word *font_word(struct font_set *set, struct arena *arena, const struct font_shaping *how,
				  const char *text, size_t len, size_t before, size_t behind)
{
	struct font_words *words = words_of(set);
	struct font_word *word, **bucket;
	uint64_t hash;
	bool kept;

	if (!font_script_joins(how->script))
		before = behind = 0;
	hash = str_hash(text, len);
	hash = (hash ^ (uintptr_t)how->face >> 4 ^ how->script ^ (uint64_t)how->features << 40 ^ (uint64_t)how->rtl << 48) *
	       UINT64_C(0x9E3779B97F4A7C15);
	bucket = &words->buckets[hash >> 51];
	kept = before + behind == 0;
	if (kept)
		for (word = *bucket; word; word = word->next)
			if (word->hash == hash && word->len == len && same_shaping(&word->how, how) &&
			    memcmp(word->text, text, len) == 0) {
				font_word_again(word);
				return word;
			}
	run_harfbuzz(words->buffer, how, text, len, before, behind);
	kept &= arena_used(words->arena) < MOST_BYTES;
	if (kept)
		arena = words->arena;
	word = arena_one(arena, struct font_word);
	word->hash = hash;
	word->how = *how;
	word->text = arena_strndup(arena, text, len);
	word->len = (uint16_t)len;
	take_glyphs(arena, words->buffer, word, before);
	find_texts(word);
	font_word_again(word);
	if (kept) {
		word->next = *bucket;
		*bucket = word;
	}
	return word;
}
