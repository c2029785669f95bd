/* Lists: a marker in the start margin beside each item's first line; and optional passages, which have a box to tick there. */
#include "layout/int.h"

/* Draws into the first strip made since `from`, before what it holds: the marker is read first. `base` is the marker's own
 * baseline; it stands on that of the words, which a blank among them may have pushed down. */
static void put_before(struct layout_flow *f, size_t from, const struct page_items *items, mpt base)
{
	struct layout *l = f->l;
	struct page_items joined = {0};
	struct layout_strip *strip = NULL;
	size_t i = from;

	while (i < f->v->n && f->v->items[i].kind != LAYOUT_STRIP)
		i++;
	if (i == f->v->n) {
		/* An empty item is a marker all the same. */
		strip = layout_vstrip(f->v, l->style->text[STYLE_BODY].leading);
		layout_items_join(l, &strip->items, items, 0, 0, false);
		return;
	}
	strip = (struct layout_strip *)(uintptr_t)f->v->items[i].strip;
	layout_items_join(l, &joined, items, 0, strip->base ? strip->base - base : 0, false);
	layout_items_join(l, &joined, &strip->items, 0, 0, false);
	strip->items = joined;
}

static void one_item(struct layout_flow *f, const struct set_node *item, const char *number, mpt indent, page_tag_id list)
{
	struct layout *l = f->l;
	enum style_role role = f->role == STYLE_TIP || f->role == STYLE_CELL ? f->role : STYLE_BODY;
	page_tag_id li = layout_tag(l, PAGE_ROLE_LI, list), lbl = layout_tag(l, PAGE_ROLE_LBL, li);
	struct layout_para *marker = layout_para_plain(l, number ? number : "\xE2\x80\xA2", role, lbl, NULL, SPAN_NONE);
	struct layout_flow part = *f;
	struct page_items items = {0};
	size_t from = f->v->n;

	layout_para_break(l, marker, indent, LAYOUT_RAGGED);
	/* Numbers end where the text is about to begin; a bullet stands at the list's start. */
	layout_para_put(l, marker, &items, f->x + (number ? indent - PT(6) - marker->w : indent / 4), 0);
	part.x = f->x + indent;
	part.w = f->w - indent > PT(20) ? f->w - indent : PT(20);
	part.tag = layout_tag(l, PAGE_ROLE_LBODY, li);
	layout_nodes(&part, item->first);
	put_before(f, from, &items, marker->n ? marker->lines[0].base : 0);
}

void layout_list(struct layout_flow *f, const struct set_node *node)
{
	struct layout *l = f->l;
	const struct style_text *body = &l->style->text[STYLE_BODY];
	page_tag_id list = layout_tag(l, PAGE_ROLE_L, f->tag);
	mpt indent = body->font.size * 3 / 2, widest = 0;
	long n = node->start, count = 0;

	l->set->tags[list].numbering = node->ordered ? PAGE_NUMBERING_DECIMAL : PAGE_NUMBERING_DISC;
	for (const struct set_node *item = node->first; item; item = item->next)
		count++;
	if (node->ordered) {
		widest = font_measure(l->arena, l->job->fonts, &body->font, l->doc->lang,
				      arena_printf(l->arena, "%s.", lang_number(l->job->lang, l->arena, n + count))) + PT(10);
		indent = widest > indent ? widest : indent;
	}
	/* So deep that no room is left, a list goes no further in. */
	if (f->w - indent < LAYOUT_NARROWEST)
		indent = f->w - PT(12) > LAYOUT_NARROWEST ? f->w - LAYOUT_NARROWEST : PT(12);
	for (const struct set_node *item = node->first; item; item = item->next, n++) {
		const char *number = node->ordered ? arena_printf(l->arena, "%s.", lang_number(l->job->lang, l->arena, n)) : NULL;
		mpt space = node->tight ? body->below / 2 : body->below;

		layout_vspace(f->v, item == node->first ? 0 : space);
		/* One point alone under its heading, or over the page's edge, looks forgotten. */
		if (item == node->first || item == node->first->next || !item->next)
			layout_vcost(f->v, LAYOUT_COST_TOGETHER);
		if (item->kind == SET_OPTION) {
			/* An optional point has its box where the others have their mark. */
			struct layout_flow part = *f;

			part.tag = layout_tag(l, PAGE_ROLE_LBODY, layout_tag(l, PAGE_ROLE_LI, list));
			layout_option(&part, item);
		} else {
			one_item(f, item->kind == SET_KEEP && item->first ? item->first : item, number, indent, list);
		}
		if (node->tight) {
			/* Paragraphs of a tight list stand closer than in running text. */
			if (f->v->space > space)
				f->v->space = space;
		}
	}
	layout_vspace(f->v, body->below);
}

/* A passage that is printed for the parent to keep or to leave out: its box stands in the margin. */
void layout_option(struct layout_flow *f, const struct set_node *node)
{
	struct layout *l = f->l;
	const struct style *style = l->style;
	const struct style_text *body = &style->text[STYLE_BODY];
	const struct set_blank *blank = node->n_blanks ? node->blanks[0] : NULL;
	mpt side = style->box > style->radio ? style->box : style->radio;
	mpt indent = l->plain ? style->widget_min + PT(8) : side + PT(12), half = body->leading / 2;
	struct layout_flow part = *f;
	struct page_items items = {0};
	size_t from = f->v->n;
	int option = 0;

	if (!blank || f->w - indent < LAYOUT_NARROWEST) {
		layout_nodes(f, node->first);
		return;
	}
	for (size_t i = 0; i < blank->n_options; i++)
		if (str_eq(blank->options[i].id, node->option_state))
			option = (int)i;
	part.tag = layout_tag(l, PAGE_ROLE_DIV, f->tag);
	layout_mark_box(l, &items, blank, option, layout_tag(l, blank->live ? PAGE_ROLE_FORM : PAGE_ROLE_SPAN, part.tag),
			f->x + (l->plain ? style->widget_min / 2 : side / 2), half);
	part.x = f->x + indent;
	part.w = f->w - indent;
	layout_vspace(f->v, l->plain ? style->widget_min / 2 : style->text[STYLE_BODY].below);
	/* Around a list's item it is the item's own text that follows the box. */
	layout_nodes(&part, node->first && node->first->kind == SET_ITEM ? node->first->first : node->first);
	put_before(f, from, &items, (body->leading - body->font.size) / 2 + body->font.size * 4 / 5);
	if (l->plain) {
		/* What a thumb hits reaches past a short passage, above and below. */
		mpt h = 0;

		for (size_t i = from; i < f->v->n; i++)
			h += f->v->items[i].h;
		layout_vspace(f->v, half + style->widget_min / 2 - h > PT(8) ? half + style->widget_min / 2 - h : PT(8));
	}
	for (size_t i = from; i < f->v->n; i++)
		if (f->v->items[i].kind == LAYOUT_STRIP) {
			((struct layout_strip *)(uintptr_t)f->v->items[i].strip)->blanks += layout_blank_count(blank);
			break;
		}
}
