/* What stands on every page around the text: running head and foot. All of it is artifact, and none of it is in a cover. */
#include "layout/int.h"

#include <string.h>

#define TITLE "title" /* a title may hold values; told as such where no typeface has a letter */

enum { MOST_LINES = 2 }; /* that head and foot have room for in their margins */

/* Lines that end at this baseline: a long title takes more room away from the text, upwards in the foot as in the head. */
static void put_up(struct layout *l, struct layout_para *p, struct page_items *to, mpt x, mpt w, mpt baseline, bool at_end)
{
	mpt y = baseline;

	layout_para_break(l, p, w, LAYOUT_BALANCED);
	if (p->n == 0)
		return;
	y -= p->lines[p->n - 1].y + p->lines[p->n - 1].base;
	for (size_t i = 0; i < p->n; i++)
		layout_line_put(l, p, i, to, at_end ? x + w - p->lines[i].w : x, y + p->lines[i].y, PAGE_ARTIFACT);
}

static struct layout_para *para(struct layout *l, const char *text, enum style_role role)
{
	/* Its fixed words, and so its direction, are the packet's, whatever the document's. */
	if (l->style->text[role].upper)
		text = layout_upper(l->arena, text);
	return layout_para_value(l, text, role, l->style->text[role].font.size, l->packet->rtl, PAGE_ARTIFACT, TITLE, SPAN_NONE);
}

static const char *titled(struct layout *l, const char *key, const char *title, size_t n, size_t total)
{
	/* A title from left to right must not draw the numbers behind it to its side (UAX #9, isolates). */
	const char *kept = title && (l->packet->rtl || l->doc->rtl)
				   ? arena_printf(l->arena, "\xE2\x81\xA8%s\xE2\x81\xA9", title)
				   : title;
	const struct lang_arg args[] = {{"title", kept, 0}, {"n", NULL, (long)n}, {"total", NULL, (long)total}};

	return lang_format(l->job->lang, l->arena, key, args, 3);
}

/* The first of these titles that the strip has room for. One with a long name in it may have none: the page says it anyway. */
static const char *title_for(struct layout *l, const char *const *titles, size_t n, enum style_role role, mpt w)
{
	for (size_t i = 0; i < n; i++) {
		struct layout_para *p = titles[i] && *titles[i] ? para(l, titles[i], role) : NULL;

		if (!p)
			continue;
		layout_para_break(l, p, w, LAYOUT_BALANCED);
		if (p->n <= MOST_LINES)
			return titles[i];
	}
	return NULL;
}

static const char *title_of(struct layout *l, enum style_role role, mpt w)
{
	const struct set_doc *doc = l->doc;
	const char *const titles[] = {doc->head_title, doc->title_plain, doc->section_title};

	return title_for(l, titles, 3, role, w);
}

/* A phone has one line for it: title and count, else a shorter way to say it, and the count alone at last. */
static void put_phone_head(struct layout *l, struct page *page, size_t index, size_t count, mpt x, mpt base)
{
	const struct set_doc *doc = l->doc;
	const char *titles[] = {doc->head_title && *doc->head_title ? doc->head_title : NULL, doc->title_plain, doc->section_title};
	struct layout_para *p = NULL;

	for (size_t i = 0; i < 3; i++) {
		if (!titles[i] || !*titles[i])
			continue;
		p = para(l, count > 1 ? titled(l, "step_of", titles[i], index + 1, count) : titles[i], STYLE_HEAD);
		if (p->natural <= l->width)
			break;
		p = NULL;
	}
	if (!p && count > 1)
		p = para(l, titled(l, "n_of", NULL, index + 1, count), STYLE_HEAD);
	if (p)
		put_up(l, p, &page->furniture, x, l->width, base, false);
}

static void put_head(struct layout *l, struct page *page, size_t index, size_t count, mpt x, mpt dy)
{
	const struct set_doc *doc = l->doc;
	const struct style *style = l->style;
	const char *const sections[] = {doc->section_title};
	const char *left = title_for(l, sections, 1, STYLE_HEAD, l->width * 2 / 5);
	const char *title = title_of(l, STYLE_HEAD_RIGHT, left ? l->width / 2 : l->width * 4 / 5);
	mpt base = style->paper.head + dy;

	if (l->plain) {
		put_phone_head(l, page, index, count, x, base);
		return;
	}
	if (title && doc->number && *doc->number) {
		const struct lang_arg args[] = {{"number", doc->number, 0}, {"title", title, 0}};

		title = lang_format(l->job->lang, l->arena, "numbered_title", args, 2);
	}
	if (left && *left) {
		put_up(l, para(l, left, STYLE_HEAD), &page->furniture, x, l->width * 2 / 5, base, false);
		if (title)
			put_up(l, para(l, title, STYLE_HEAD_RIGHT), &page->furniture, x + l->width * 2 / 5 + PT(12),
			       l->width * 3 / 5 - PT(12), base, true);
	} else if (title && (index > 0 || doc->title_page == false)) {
		/* Without a section the first page's own title says it all. */
		put_up(l, para(l, title, STYLE_HEAD_RIGHT), &page->furniture, x, l->width, base, true);
	} else {
		return;
	}
	layout_rule(l, &page->furniture, x, base + PT(7.5), l->width, 0, PT(1.2), l->section->strong);
}

static void put_foot(struct layout *l, struct page *page, size_t index, size_t count, mpt x, mpt dy, bool outer_start)
{
	const struct set_doc *doc = l->doc;
	mpt base = page->h - l->style->paper.foot + dy - l->notice_h, number_w = PT(36);
	const char *title = title_of(l, STYLE_FOOT, (l->width - number_w) * 3 / 5), *text = title ? title : "";

	if (count > 1)
		text = titled(l, title ? "page_of" : "n_of", title, index + 1, count);
	if (doc->foot_note && *doc->foot_note)
		text = arena_printf(l->arena, "%s  \xC2\xB7  %s", text, doc->foot_note);
	put_up(l, para(l, text, STYLE_FOOT), &page->furniture, x + (outer_start ? number_w : 0), l->width - number_w, base,
	       outer_start);
	if (page->label)
		put_up(l, para(l, page->label, STYLE_PAGE_NUMBER), &page->furniture,
		       x + (outer_start ? 0 : l->width - number_w), number_w, base, !outer_start);
}

enum { NOTICE_LINE = PT(12) };

/* A law's words are set in their own direction, whatever the copy's. */
static struct layout_para *notice(struct layout *l)
{
	const char *words = l->packet->notice;
	bool rtl = l->packet->rtl && !str_is_ascii(words, strlen(words));
	struct layout_para *p = layout_para_value(l, words, STYLE_FOOT, l->style->text[STYLE_FOOT].font.size, rtl,
						  PAGE_ARTIFACT, NULL, SPAN_NONE);

	layout_para_break(l, p, l->width, LAYOUT_BALANCED);
	return p;
}

mpt layout_notice_height(struct layout *l)
{
	return l->packet->notice ? (mpt)notice(l)->n * NOTICE_LINE + PT(2) : 0;
}

void layout_furniture(struct layout *l, size_t index, size_t k, size_t count, mpt x, mpt dy, bool outer_start)
{
	struct page *page = &l->set->pages[index];
	bool cover = str_eq(l->doc->kind, "cover"), divider = str_eq(l->doc->kind, "divider");

	if (!cover)
		page->label = lang_number(l->job->lang, l->arena, (long)index + 1);
	if (l->doc->head && !cover && !(divider && k == 0))
		put_head(l, page, k, count, x, dy);
	if (l->doc->foot && !cover && !l->plain)
		put_foot(l, page, k, count, x, dy, outer_start);
	if (l->packet->notice)
		put_up(l, notice(l), &page->furniture, x, l->width, page->h - l->style->paper.foot + dy, false);
}
