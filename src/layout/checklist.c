/* Lines that lead somewhere: checklists, with a box to tick, and the contents. A page's number is set when all pages are there, in a
 * place of fixed width, so that it never moves a line. */
#include "layout/int.h"

static void put_ref(struct layout *l, struct page_items *items, const char *anchor, enum style_role role, page_tag_id tag,
		    mpt x, mpt y, mpt w, struct page_color color)
{
	struct layout_ref *ref = arena_push(l->arena, l->refs, l->n_refs, l->cap_refs);
	struct page_item *item;

	ref->anchor = anchor;
	ref->role = role;
	ref->color = color;
	/* Its digits are not known yet; whose they are is. */
	item = layout_item(l, items, (enum page_item_kind)LAYOUT_REF,
			   layout_tag_in(l, tag, layout_digits_lang(l, lang_number(l->job->lang, l->arena, 1))), x, y);
	item->w = w;
	item->as.link = (uint32_t)(l->n_refs - 1);
}

static void put_link(struct layout *l, struct page_items *items, const char *anchor, const char *title, page_tag_id tag, mpt x, mpt y,
		     mpt w, mpt h)
{
	const struct lang_arg args[] = {{"title", title, 0}};
	struct layout_link *link = arena_push(l->arena, l->links, l->n_links, l->cap_links);
	struct page_item *item;

	link->anchor = anchor;
	link->contents = lang_format(lang_for(l->job->lang, l->doc->lang), l->arena, "link_document", args, 1);
	item = layout_item(l, items, PAGE_LINK, tag, x, y);
	item->w = w;
	item->h = h;
	item->as.link = (uint32_t)(l->n_links - 1);
}

static mpt base_of(const struct layout_para *p)
{
	return p->n ? p->lines[0].base : 0;
}

/* The number at the line's end: "1.3", and on which page it is found. */
static void put_where(struct layout *l, struct page_items *items, const char *number, const char *anchor, page_tag_id tag,
		      mpt end, mpt y, mpt base)
{
	mpt page_w = l->style->text[STYLE_PAGE_NUMBER].font.size * 5 / 2, w = anchor ? page_w + PT(4) : 0;

	if (number && *number) {
		struct layout_para *p = layout_para_plain(l, arena_printf(l->arena, " %s", number), STYLE_HELP, tag, NULL, SPAN_NONE);

		layout_para_break(l, p, PT(60), LAYOUT_RAGGED);
		layout_para_put(l, p, items, end - w - p->w, y + base - base_of(p));
	}
	if (anchor)
		put_ref(l, items, anchor, STYLE_PAGE_NUMBER, tag, end - page_w, y + base, page_w, layout_color(l, STYLE_PAGE_NUMBER));
}

void layout_checklist(struct layout_flow *f, const struct set_node *node)
{
	struct layout *l = f->l;
	const struct style *style = l->style;
	const struct style_text *t = &style->text[STYLE_CHECKLIST];
	page_tag_id list = layout_tag(l, PAGE_ROLE_L, f->tag);
	mpt lead = l->plain ? style->widget_min + PT(8) : style->box + PT(12), tail = PT(64);
	size_t keep = layout_vkeep_begin(f->v);

	if (!layout_text_empty(node->text)) {
		struct layout_para *p = layout_para_text(f, node->text, STYLE_H4, layout_tag(l, PAGE_ROLE_P, f->tag));

		for (size_t i = 0; i < p->n_inks; i++)
			((struct layout_ink *)(uintptr_t)p->inks)[i].color = l->section->strong;
		layout_para_break(l, p, f->w, LAYOUT_RAGGED);
		layout_vspace(f->v, style->text[STYLE_H4].above + PT(4));
		layout_para_strips(f, p, f->x);
		layout_vspace(f->v, style->text[STYLE_H4].below);
		layout_vcost(f->v, LAYOUT_COST_NEVER);
	}
	for (size_t i = 0; i < node->n_checks; i++) {
		const struct set_check *check = &node->checks[i];
		const char *anchor = layout_target(l, check->document);
		bool boxed = check->blank != NULL;
		page_tag_id li = layout_tag(l, PAGE_ROLE_LI, list), body = layout_tag(l, PAGE_ROLE_LBODY, li), words = body;
		mpt indent = boxed ? lead : 0, room = anchor || check->number ? tail : 0, h, pad = t->above + t->below;

		struct layout_flow part = *f;
		struct layout_para *p;
		struct layout_strip *strip;

		if (anchor)
			words = layout_tag(l, PAGE_ROLE_LINK, body);
		part.w = f->w - indent - room;
		p = layout_para_text(&part, check->words, STYLE_CHECKLIST, words);
		layout_para_break(l, p, part.w, LAYOUT_RAGGED);
		/* A long list stands closer, so that it is seen whole. */
		if (node->n_checks > 9 && !l->plain)
			pad = pad * 2 / 3;
		h = p->h + pad;
		/* On a phone boxes are as tall as a thumb and 8 points apart. */
		if (l->plain && h < style->widget_min + PT(8))
			h = style->widget_min + PT(8);
		if (i > 0)
			layout_vcost(f->v, i == 1 || i + 1 == node->n_checks ? LAYOUT_COST_TOGETHER : LAYOUT_COST_ROWS);
		strip = layout_vstrip(f->v, h);
		if (boxed) {
			layout_mark_box(l, &strip->items, check->blank, 0,
					layout_tag(l, check->blank->live ? PAGE_ROLE_FORM : PAGE_ROLE_SPAN, body),
					f->x + (l->plain ? style->widget_min / 2 : style->box / 2),
					l->plain ? h / 2 : (h - p->h) / 2 + (p->n ? p->lines[0].h / 2 : 0));
			strip->blanks = layout_blank_count(check->blank);
		}
		layout_para_put(l, p, &strip->items, f->x + indent, (h - p->h) / 2);
		if (anchor) {
			put_link(l, &strip->items, anchor, layout_text_plain(l->arena, check->words), words, f->x + indent,
				 0, f->w - indent, h);
		}
		put_where(l, &strip->items, check->number, anchor, words, f->x + f->w, (h - p->h) / 2, base_of(p));
		layout_rule(l, &strip->items, f->x, h - PT(0.3), f->w, 0, PT(0.4), style->hairline_color);
	}
	/* A divider that does not hold its list has it whole on its back. */
	if (str_eq(l->doc->kind, "divider"))
		layout_vkeep_end(f->v, keep, LAYOUT_COST_KEEP);
	layout_vspace(f->v, style->text[STYLE_BODY].below);
}

/* Whether what stands beside it at its depth has a number: then one without keeps the place of it free. */
static bool numbered_beside(const struct set_node *node, size_t i)
{
	const struct set_entry *e = node->entries;

	return (e[i].number && *e[i].number) || (i > 0 && e[i - 1].depth == e[i].depth && e[i - 1].number && *e[i - 1].number) ||
	       (i + 1 < node->n_entries && e[i + 1].depth == e[i].depth && e[i + 1].number && *e[i + 1].number);
}

void layout_contents(struct layout_flow *f, const struct set_node *node)
{
	struct layout *l = f->l;
	const struct style *style = l->style;
	page_tag_id toc = layout_tag(l, PAGE_ROLE_TOC, f->tag);

	for (size_t i = 0; i < node->n_entries; i++) {
		const struct set_entry *entry = &node->entries[i];
		const char *anchor = layout_target(l, entry->document);
		bool part = entry->depth == 0 && i + 1 < node->n_entries && node->entries[i + 1].depth > 0;
		enum style_role role = part ? STYLE_H4 : STYLE_BODY;
		mpt indent = (mpt)entry->depth * PT(16),
		    number_w = numbered_beside(node, i) ? style->text[STYLE_HELP].font.size * 3 : 0, room = PT(44),
		    note_h = 0, h;
		page_tag_id item = layout_tag(l, PAGE_ROLE_TOCI, toc), tag = item;
		struct layout_para *p, *note = NULL;
		struct layout_strip *strip;
		mpt x = f->x + indent, pad = l->plain ? PT(9) : PT(3.5);

		if (anchor)
			tag = layout_tag(l, PAGE_ROLE_LINK, layout_tag(l, PAGE_ROLE_REFERENCE, item));
		p = layout_para_plain(l, entry->title ? entry->title : "", role, layout_tag_in(l, tag, entry->lang), "title",
				      node->at);
		layout_para_break(l, p, f->w - indent - number_w - room, LAYOUT_RAGGED);
		if (entry->note && *entry->note) {
			note = layout_para_plain(l, entry->note, STYLE_HELP, layout_tag_in(l, tag, entry->note_lang), NULL, node->at);
			layout_para_break(l, note, f->w - indent - number_w, LAYOUT_RAGGED);
			note_h = note->h;
		}
		h = p->h + note_h + 2 * pad;
		if (part) {
			layout_vspace(f->v, PT(9));
			layout_vcost(f->v, 0);
		} else if (i > 0) {
			layout_vcost(f->v, LAYOUT_COST_ROWS);
		}
		strip = layout_vstrip(f->v, h);
		if (entry->color >= 0 && entry->color < STYLE_SECTIONS && part)
			layout_fill(l, &strip->items, f->x - PT(9), pad + PT(1), PT(4), p->h - PT(2), PT(2),
				    style->sections[entry->color].strong);
		if (entry->number && *entry->number) {
			struct layout_para *number =
				layout_para_plain(l, entry->number, part ? role : STYLE_HELP, tag, NULL, node->at);

			layout_para_break(l, number, number_w - PT(4), LAYOUT_RAGGED);
			layout_para_put(l, number, &strip->items, x, pad + base_of(p) - base_of(number));
		}
		layout_para_put(l, p, &strip->items, x + number_w, pad);
		if (note)
			layout_para_put(l, note, &strip->items, x + number_w, pad + p->h);
		if (anchor) {
			mpt base = pad + (p->n ? p->lines[p->n - 1].y + p->lines[p->n - 1].base : 0), from = x + number_w + PT(6);

			from += p->n ? p->lines[p->n - 1].w : 0;
			put_link(l, &strip->items, anchor, entry->title ? entry->title : "", tag, x, 0, f->x + f->w - x, h);
			put_ref(l, &strip->items, anchor, STYLE_PAGE_NUMBER, tag, f->x + f->w - PT(32), base, PT(32),
				entry->color >= 0 && entry->color < STYLE_SECTIONS ? style->sections[entry->color].strong
										  : layout_color(l, STYLE_PAGE_NUMBER));
			/* A dotted way for the eye from the title to its number. */
			if (f->x + f->w - PT(34) > from + PT(10)) {
				layout_rule(l, &strip->items, from, base, f->x + f->w - PT(30) - from, 0, PT(0.6),
					    style->hairline_color);
				strip->items.items[strip->items.n - 1].as.shape.dash = PT(2);
			}
		}
		if (part)
			layout_vcost(f->v, LAYOUT_COST_NEVER);
	}
	layout_vspace(f->v, style->text[STYLE_BODY].below);
}
