/* Paragraphs met before. Labels, heads, feet, options and most of a sheet's sentences say the same again and again, on the
 * pages of a packet and in all families' files of a run; what the font room made of a text is kept, and the lines that it
 * was broken into. Only the shape is shared: tags, colours and places are each paragraph's own.
 *
 * What is kept is a function of the spans alone, so a page is the same whether it was or not. A text with a letter that no
 * face covers has to be told at each of its places and in each record, so nothing is kept once anything was told, and no
 * such text ever. */
#include "layout/int.h"

#include <stdlib.h>
#include <string.h>

enum {
	BUCKETS = 4096,     /* a power of two */
	MOST = 12 * 1000000 /* bytes: between records it is emptied where it holds more; within one it holds twice that at most */
};

struct entry {
	struct entry *next;
	uint64_t hash;
	const struct font_span *spans; size_t n;
	const char *lang, *family;
	bool rtl;
	struct layout_kept kept;
};

struct layout_memo {
	struct arena *arena;
	bool many; /* of a run: the arena is its own, and it ends with layout_memo_free */
	struct entry *buckets[BUCKETS];
};

struct layout_memo *layout_memo_in(struct arena *arena)
{
	struct layout_memo *memo = arena_one(arena, struct layout_memo);

	memo->arena = arena;
	return memo;
}

struct layout_memo *layout_memo_new(void)
{
	struct layout_memo *memo = calloc(1, sizeof *memo);

	memo->arena = arena_new();
	memo->many = true;
	return memo;
}

void layout_memo_begin(struct layout_memo *memo)
{
	if (!memo || arena_used(memo->arena) <= MOST)
		return;
	arena_free(memo->arena);
	*memo = (struct layout_memo){.arena = arena_new(), .many = true};
}

void layout_memo_free(struct layout_memo *memo)
{
	if (memo)
		arena_free(memo->arena);
	free(memo);
}

struct arena *layout_memo_arena(struct layout *l)
{
	return l->memo->many && arena_used(l->memo->arena) > 2 * (size_t)MOST ? l->arena : l->memo->arena;
}

static bool same_style(const struct font_style *a, const struct font_style *b)
{
	return a->weight == b->weight && a->italic == b->italic && a->size == b->size && a->tracking == b->tracking &&
	       a->tabular == b->tabular && str_eq(a->family, b->family);
}

/* A value is set apart from the text around it, so it may differ from the same words of a sheet. */
static bool same_span(const struct font_span *a, const struct font_span *b)
{
	return a->len == b->len && memcmp(a->text, b->text, a->len) == 0 && !a->path == !b->path && str_eq(a->lang, b->lang) &&
	       same_style(a->style, b->style);
}

static bool same(const struct entry *e, const struct font_span *spans, size_t n, const char *family, const char *lang, bool rtl)
{
	if (e->n != n || e->rtl != rtl || !str_eq(e->lang, lang) || !str_eq(e->family, family))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!same_span(&e->spans[i], &spans[i]))
			return false;
	return true;
}

static const char *copy(struct arena *arena, const char *s)
{
	return s ? arena_strdup(arena, s) : NULL;
}

/* The key is the entry's own: styles and texts of a record end with it. */
static const struct font_span *copy_spans(struct arena *arena, const struct font_span *spans, size_t n)
{
	struct font_span *own = arena_many(arena, struct font_span, n);
	struct font_style *styles = arena_many(arena, struct font_style, n);

	for (size_t i = 0; i < n; i++) {
		styles[i] = *spans[i].style;
		styles[i].family = i > 0 && str_eq(styles[i].family, styles[i - 1].family) ? styles[i - 1].family
											   : copy(arena, styles[i].family);
		own[i] = (struct font_span){
			.text = arena_strndup(arena, spans[i].text, spans[i].len), .len = spans[i].len, .style = &styles[i],
			.lang = copy(arena, spans[i].lang), .path = spans[i].path ? "" : NULL,
		};
	}
	return own;
}

struct layout_kept *layout_memo_find(struct layout *l, const struct font_span *spans, size_t n, const char *family,
				     const char *lang, bool rtl)
{
	struct layout_memo *memo = l->memo;
	uint64_t hash = n;
	struct entry *e, **bucket;

	for (size_t i = 0; i < n; i++) {
		if (!spans[i].text || !memo)
			return NULL; /* an object is as wide as what stands in it */
		hash = (hash ^ str_hash(spans[i].text, spans[i].len) ^ (uint64_t)(uint32_t)spans[i].style->size << 32) *
		       UINT64_C(0x9E3779B97F4A7C15);
	}
	bucket = &memo->buckets[(hash >> 40) % BUCKETS];
	for (e = *bucket; e; e = e->next)
		if (e->hash == hash && same(e, spans, n, family, lang, rtl))
			return &e->kept;
	if (n == 0 || diags_count(l->job->diags, DIAG_WARNING) > 0 || layout_memo_arena(l) != memo->arena)
		return NULL;
	e = arena_one(memo->arena, struct entry);
	*e = (struct entry){.next = *bucket, .hash = hash, .spans = copy_spans(memo->arena, spans, n), .n = n,
			    .lang = copy(memo->arena, lang), .family = copy(memo->arena, family), .rtl = rtl};
	*bucket = e;
	return &e->kept;
}
