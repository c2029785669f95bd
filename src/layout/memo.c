/* Paragraphs met before. Labels, heads, feet and options say the same again and again on the pages of a packet; what the font room made of
 * one plain text is kept, and the line where one line holds it. Only the shape is shared: tags, colours and places are each paragraph's own.
 *
 * A text with a letter that no face covers has to be told at each of its places, so nothing is kept once anything was told. */
#include "layout/int.h"

enum { BUCKETS = 1024 /* a power of two */ };

struct entry {
	struct entry *next;
	uint64_t hash;
	const struct font_style *style;
	const char *text, *lang;
	bool rtl, value;
	struct layout_shape_kept kept;
};

struct layout_memo {
	struct entry *buckets[BUCKETS];
};

struct layout_shape_kept *layout_memo_find(struct layout *l, const struct font_span *span, const char *lang, bool rtl)
{
	const char *of = span->lang ? span->lang : lang;
	struct entry *e, **bucket;
	uint64_t hash;

	if (!span->text || diags_count(l->job->diags, DIAG_WARNING) > 0)
		return NULL;
	if (!l->memo)
		l->memo = arena_one(l->arena, struct layout_memo);
	hash = (str_hash(span->text, span->len) ^ (uintptr_t)span->style >> 3) * UINT64_C(0x9E3779B97F4A7C15);
	bucket = &l->memo->buckets[hash >> 54];
	/* A value is set apart from the text around it, so it may differ from the same words of a sheet. */
	for (e = *bucket; e; e = e->next)
		if (e->hash == hash && e->style == span->style && e->rtl == rtl && e->value == (span->path != NULL) && str_eq(e->text, span->text) &&
		    str_eq(e->lang, of))
			return &e->kept;
	e = arena_one(l->arena, struct entry);
	e->hash = hash;
	e->style = span->style;
	e->text = span->text;
	e->lang = of;
	e->rtl = rtl;
	e->value = span->path != NULL;
	e->next = *bucket;
	*bucket = e;
	return &e->kept;
}
