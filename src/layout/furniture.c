/* What stands on every page around the text: running head and foot. All of it is artifact, and none of it is in a cover. */
#include "layout/int.h"

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
	return layout_para_plain(l, text, role, PAGE_ARTIFACT, NULL, SPAN_NONE);
}

static const char *titled(struct layout *l, const char *key, const char *title, size_t n, size_t total)
{
	const struct lang_arg args[] = {{"title", title, 0}, {"n", NULL, (long)n}, {"total", NULL, (long)total}};

	return lang_format(l->job->lang, l->arena, key, args, 3);
}

static const char *title_of(const struct layout *l)
{
	const struct set_doc *doc = l->doc;

	return doc->head_title && *doc->head_title ? doc->head_title : doc->title_plain ? doc->title_plain : "";
}

static void put_head(struct layout *l, struct page *page, size_t index, size_t count, mpt x, mpt dy)
{
	const struct set_doc *doc = l->doc;
	const struct style *style = l->style;
	const char *title = title_of(l), *left = doc->section_title;
	mpt base = style->paper.head + dy;

	if (l->plain) {
		struct layout_para *p = para(l, count > 1 ? titled(l, "step_of", title, index + 1, count) : title, STYLE_HEAD);

		/* A second line takes from below as well: there is little above. */
		put_up(l, p, &page->furniture, x, l->width, p->natural > l->width ? base + PT(6) : base, false);
		return;
	}
	if (doc->number && *doc->number) {
		const struct lang_arg args[] = {{"number", doc->number, 0}, {"title", title, 0}};

		title = lang_format(l->job->lang, l->arena, "numbered_title", args, 2);
	}
	if (left && *left) {
		put_up(l, para(l, left, STYLE_HEAD), &page->furniture, x, l->width * 2 / 5, base, false);
		put_up(l, para(l, title, STYLE_HEAD_RIGHT), &page->furniture, x + l->width * 2 / 5 + PT(12), l->width * 3 / 5 - PT(12),
		       base, true);
	} else if (index > 0 || doc->title_page == false) {
		/* Without a section the first page's own title says it all. */
		put_up(l, para(l, title, STYLE_HEAD_RIGHT), &page->furniture, x, l->width, base, true);
	} else {
		return;
	}
	layout_rule(l, &page->furniture, x, base + PT(7.5), l->width, 0, PT(1.2), l->section->strong);
}

static void put_foot(struct layout *l, struct page *page, size_t index, size_t count, mpt x, mpt dy)
{
	const struct set_doc *doc = l->doc;
	const char *text = title_of(l);
	mpt base = page->h - l->style->paper.foot + dy, number_w = PT(36);

	if (count > 1)
		text = titled(l, "page_of", text, index + 1, count);
	if (doc->foot_note && *doc->foot_note)
		text = arena_printf(l->arena, "%s  \xC2\xB7  %s", text, doc->foot_note);
	put_up(l, para(l, text, STYLE_FOOT), &page->furniture, x, l->width - number_w, base, false);
	if (page->label)
		put_up(l, para(l, page->label, STYLE_PAGE_NUMBER), &page->furniture, x + l->width - number_w, number_w, base, true);
}

void layout_furniture(struct layout *l, size_t index, size_t k, size_t count, mpt x, mpt dy)
{
	struct page *page = &l->set->pages[index];
	bool cover = str_eq(l->doc->kind, "cover"), divider = str_eq(l->doc->kind, "divider");

	if (!cover)
		page->label = lang_number(l->job->lang, l->arena, (long)index + 1);
	if (l->doc->head && !cover && !(divider && k == 0))
		put_head(l, page, k, count, x, dy);
	if (l->doc->foot && !cover && !l->plain)
		put_foot(l, page, k, count, x, dy < 0 ? dy : dy > 0 ? dy : 0);
}
