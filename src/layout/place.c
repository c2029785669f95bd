/* Drawing the pages of one document: strips at their heights, decorations for each fragment, widgets and links given their places.
 * Fields come into being here, in the order in which they are met, so that their order is the visual one. */
#include "layout/int.h"

struct placer {
	struct layout *l;
	const struct layout_vlist *v;
	uint32_t index;     /* of the page */
	struct page *page;
	mpt x, y;           /* text block's corner */
	mpt height;
	mpt *tops;          /* of the items on this page */
	size_t from, to;
	size_t told;        /* the end of a long blank whose "continued" has been said */
};

static uint32_t intern_field(struct layout *l, const struct page_field *proto)
{
	void **slot = str_map_slot(l->fields, proto->name);
	struct page_field *field;

	if (*slot) {
		uint32_t index = (uint32_t)(uintptr_t)*slot - 1;

		field = &l->set->fields[index];
		field->multiline = field->multiline || proto->multiline;
		field->no_spellcheck = field->no_spellcheck || proto->no_spellcheck;
		if (!field->value && proto->value)
			field->value = proto->value;
		return index;
	}
	field = arena_push(l->arena, l->set->fields, l->set->n_fields, l->set->cap_fields);
	*field = *proto;
	field->first = field->last = UINT32_MAX;
	*slot = (void *)(uintptr_t)l->set->n_fields;
	return (uint32_t)(l->set->n_fields - 1);
}

static uint32_t place_widget(struct placer *p, const struct layout_widget *spec, const struct page_item *at)
{
	struct layout *l = p->l;
	uint32_t field = intern_field(l, &spec->field);
	struct page_widget *widget = arena_push(l->arena, l->set->widgets, l->set->n_widgets, l->set->cap_widgets);
	uint32_t index = (uint32_t)(l->set->n_widgets - 1);
	struct page_field *f = &l->set->fields[field];

	*widget = spec->widget;
	/* One blank on two documents: each says it in its own words. */
	if (!widget->tooltip && !str_eq(spec->field.tooltip, f->tooltip))
		widget->tooltip = spec->field.tooltip;
	widget->field = field;
	widget->next = UINT32_MAX;
	widget->page = p->index;
	widget->tag = at->tag;
	widget->x = at->x;
	widget->y = at->y;
	widget->w = at->w;
	widget->h = at->h;
	if (f->first == UINT32_MAX)
		f->first = index;
	else
		l->set->widgets[f->last].next = index;
	f->last = index;
	return index;
}

static void place_item(struct placer *p, const struct page_item *item, mpt dx, mpt dy)
{
	struct layout *l = p->l;
	struct page_items *body = &p->page->body;
	struct page_item *to;

	if ((int)item->kind == LAYOUT_ANCHOR) {
		struct page_anchor *anchor = arena_push(l->arena, l->set->anchors, l->set->n_anchors, l->set->cap_anchors);

		anchor->name = l->anchors[item->as.link];
		anchor->page = p->index;
		anchor->y = item->y + dy;
		return;
	}
	to = arena_push(l->arena, body->items, body->n, body->cap);
	*to = *item;
	to->x += dx;
	to->y += dy;
	if ((int)item->kind == LAYOUT_REF) {
		struct layout_placed *placed = arena_push(l->arena, l->placed, l->n_placed, l->cap_placed);

		placed->page = p->index;
		placed->item = body->n - 1;
		placed->ref = item->as.link;
		to->kind = PAGE_MARK;
	} else if (item->kind == PAGE_WIDGET) {
		const struct layout_widget *spec = &l->widgets[item->as.widget];
		uint32_t index = place_widget(p, spec, to);

		p->page->body.items[p->page->body.n - 1].as.widget = index;
	} else if (item->kind == PAGE_LINK) {
		const struct layout_link *spec = &l->links[item->as.link];
		struct page_link *link = arena_push(l->arena, l->set->links, l->set->n_links, l->set->cap_links);

		*link = (struct page_link){p->index, to->tag, to->x, to->y, to->w, to->h, spec->uri, spec->anchor, spec->contents};
		to->as.link = (uint32_t)(l->set->n_links - 1);
	}
}

static void place_items(struct placer *p, const struct page_items *items, mpt dx, mpt dy)
{
	for (size_t i = 0; i < items->n; i++)
		place_item(p, &items->items[i], dx, dy);
}

/* The first fragment of a blank that is longer than a page: one widget over all its lines here, whose letters are what it shows. */
static void place_blank(struct placer *p, size_t open, size_t end, mpt h)
{
	struct layout *l = p->l;
	const struct layout_deco *d = p->v->items[open].deco;
	const struct style *style = l->style;
	struct page_items *body = &p->page->body;
	struct page_items *shown = arena_one(l->arena, struct page_items);
	mpt x = p->x + d->x, y = p->y + p->tops[open - p->from];
	struct layout_widget spec;
	struct page_item at = {.kind = PAGE_WIDGET, .tag = d->widget_tag, .x = x, .y = y, .w = d->w, .h = h};

	if (style->fills)
		layout_fill(l, body, x, y, d->w, h, 0, style->field_fill);
	layout_rule(l, body, x, y + h, d->w, 0, style->rule, style->outline_color);
	if (!d->widget)
		return;
	for (mpt at_y = d->pitch; at_y < h - d->pitch / 2; at_y += d->pitch)
		layout_rule(l, shown, 0, at_y, d->w, 0, style->rule, style->rule_color);
	for (size_t i = open + 1; i < end; i++)
		if (p->v->items[i].strip)
			layout_items_join(l, shown, &p->v->items[i].strip->items, -d->x,
					  p->tops[i - p->from] - p->tops[open - p->from], true);
	spec = *d->widget;
	spec.widget.shown = shown;
	*arena_push(l->arena, body->items, body->n, body->cap) = at;
	body->items[body->n - 1].as.widget = place_widget(p, &spec, &at);
}

/* The inner space below one that is open within others, where the page ends before it. */
static mpt inner_bottom(const struct placer *p, size_t i)
{
	const struct layout_vitem *item = &p->v->items[i];

	return item->kind == LAYOUT_OPEN && item->deco && item->match >= p->to ? item->deco->bottom : 0;
}

/* `inner`: those from pages before that are open within it. */
static void place_open(struct placer *p, size_t i, mpt top, const size_t *inner, int n_inner)
{
	const struct layout_vitem *item = &p->v->items[i];
	size_t end = item->match < p->to ? item->match : p->to;
	bool first = i >= p->from;
	mpt bottom;

	if (end == item->match) {
		bottom = p->tops[end - p->from] + p->v->items[end].h;
	} else {
		bottom = p->tops[p->to - p->from];
		/* What is open within it ends above its own inner space. */
		for (int d = 0; d < n_inner; d++)
			bottom += inner_bottom(p, inner[d]);
		for (size_t k = first ? i + 1 : p->from; k < p->to; k++)
			bottom += inner_bottom(p, k);
		bottom += item->deco->bottom;
	}
	if (item->deco->kind == LAYOUT_BLANK) {
		if (first)
			place_blank(p, i, end, bottom - top);
		return;
	}
	layout_deco_draw(p->l, item->deco, &p->page->body, p->x + item->deco->x, p->y + top, bottom - top, first, end == item->match);
}

static void place_strip(struct placer *p, size_t i, bool hidden)
{
	const struct layout_strip *strip = p->v->items[i].strip;

	if (strip && !hidden)
		place_items(p, &strip->items, p->x, p->y + p->tops[i - p->from]);
}

/* Heights of a page's items. What is too much is taken from the spaces, what is left goes to a strip that fills. */
static void measure_page(struct placer *p, const size_t *open, int depth)
{
	const struct layout_vlist *v = p->v;
	struct layout *l = p->l;
	mpt h = 0, spaces = 0, over, bottom = 0, y = 0;
	size_t fill = SIZE_MAX;
	int closing = depth;

	for (int d = 0; d < depth; d++)
		h += v->items[open[d]].deco->top + (v->items[open[d]].deco->head ? v->items[open[d]].deco->head->h : 0);
	y = h;
	for (size_t i = p->from; i < p->to; i++) {
		h += v->items[i].h + (i > p->from ? v->items[i].space : 0);
		spaces += i > p->from ? v->items[i].space : 0;
		if (v->items[i].strip && v->items[i].strip->fill_min > 0 && fill == SIZE_MAX)
			fill = i;
		if (v->items[i].kind == LAYOUT_OPEN && v->items[i].match >= p->to && v->items[i].deco)
			bottom += v->items[i].deco->bottom;
		else if (v->items[i].kind == LAYOUT_CLOSE && v->items[i].match < p->from)
			closing--;
	}
	for (int d = 0; d < closing; d++)
		bottom += v->items[open[d]].deco->bottom;
	over = h + bottom - p->height;
	if (over < 0 && fill != SIZE_MAX) {
		struct layout_strip *grown = arena_one(l->arena, struct layout_strip);

		*grown = *v->items[fill].strip;
		grown->h += -over;
		v->items[fill].h = grown->h;
		v->items[fill].strip = grown;
	}
	for (size_t i = p->from; i < p->to; i++) {
		mpt space = i > p->from ? v->items[i].space : 0;

		if (over > 0 && spaces > 0)
			space -= (mpt)((int64_t)space * (over < spaces ? over : spaces) / spaces);
		y += space;
		p->tops[i - p->from] = y;
		y += v->items[i].h;
		if (v->items[i].strip && v->items[i].strip->area) {
			struct layout_strip *drawn = arena_one(l->arena, struct layout_strip);

			*drawn = *v->items[i].strip;
			layout_area_draw(l, drawn->area, &drawn->items, drawn->h);
			drawn->area = NULL;
			v->items[i].strip = drawn;
		}
	}
	p->tops[p->to - p->from] = y;
}

static void place_page(struct placer *p, size_t *open, int *depth)
{
	const struct layout_vlist *v = p->v;
	struct layout *l = p->l;
	size_t hidden_to = 0;
	mpt y = 0;

	p->tops = arena_many(l->arena, mpt, p->to - p->from + 1);
	measure_page(p, open, *depth);
	for (int d = 0; d < *depth; d++) {
		const struct layout_deco *deco = v->items[open[d]].deco;

		place_open(p, open[d], y, open + d + 1, *depth - d - 1);
		y += deco->top;
		if (!deco->head)
			continue;
		if (deco->head_tagged && p->v->items[open[d]].match != p->told) {
			/* Text once; over later pages of the same it only reminds. */
			place_items(p, &deco->head->items, p->x, p->y + y);
			p->told = p->v->items[open[d]].match;
		} else {
			layout_items_join(l, &p->page->body, &deco->head->items, p->x, p->y + y, true);
		}
		y += deco->head->h;
	}
	for (size_t i = p->from; i < p->to; i++) {
		const struct layout_vitem *item = &v->items[i];

		if (item->kind == LAYOUT_STRIP) {
			place_strip(p, i, i < hidden_to);
		} else if (item->kind == LAYOUT_OPEN && item->deco && *depth < LAYOUT_MOST_OPEN) {
			place_open(p, i, p->tops[i - p->from], NULL, 0);
			if (item->deco->kind == LAYOUT_BLANK && item->deco->widget)
				hidden_to = item->match < p->to ? item->match : p->to;
			open[(*depth)++] = i;
		} else if (item->kind == LAYOUT_CLOSE && item->deco && *depth > 0) {
			(*depth)--;
		}
	}
}

void layout_place_part(struct layout *l, const struct layout_vlist *v, size_t from, size_t to, uint32_t page, mpt x, mpt y, mpt height,
		       struct layout_open *open)
{
	struct placer p = {.l = l, .v = v, .index = page, .page = &l->set->pages[page], .x = x, .y = y, .height = height, .from = from,
			   .to = to, .told = open->told};

	place_page(&p, open->items, &open->depth);
	open->told = p.told;
}

static struct page *new_page(struct layout *l)
{
	struct page *page = arena_push(l->arena, l->set->pages, l->set->n_pages, l->set->cap_pages);

	page->w = l->style->paper.w;
	page->h = l->style->paper.h;
	page->document = l->doc->anchor ? l->doc->anchor : l->doc->id;
	*arena_push(l->arena, l->page_docs, l->n_page_docs, l->cap_page_docs) = l->doc;
	return page;
}

void layout_blank_page(struct layout *l)
{
	new_page(l);
}

/* How far the text block moves on this page so that the binding edge is where the paper is punched, and whether the outer edge, where
 * numbers and tabs are looked for, is the one where lines start. */
static void binding(const struct layout *l, size_t page, mpt *dx, mpt *dy, bool *outer_start)
{
	const struct style_paper *paper = &l->style->paper;
	bool back = l->set->duplex && page % 2 == 1, turned = l->packet->rtl != l->rtl;

	*dx = *dy = 0;
	*outer_start = !paper->landscape && !paper->phone && back != turned;
	if (!paper->punched)
		return;
	if (paper->landscape) {
		/* Between portrait pages a landscape one lies on its side, its head at the outer edge of a back. */
		if (back && !l->set->duplex_short)
			*dy = paper->bottom - paper->top;
	} else if (*outer_start) {
		*dx = paper->end - paper->start;
	}
}

/* A page without a running head begins where that would stand. */
mpt layout_first_more(const struct layout *l)
{
	const struct style_paper *paper = &l->style->paper;
	bool headless = str_eq(l->doc->kind, "divider") || str_eq(l->doc->kind, "cover") || !l->doc->head;

	return headless && paper->top > paper->head ? (paper->top - paper->head + PT(8)) : 0;
}

static void dump_strips(struct layout *l, const struct placer *p)
{
	struct buf *out = l->job->boxes;

	buf_addf(out, "page %u %s\n", p->index + 1, p->page->document);
	for (size_t i = p->from; i < p->to; i++) {
		static const char *const names[] = {"strip", "open", "close"};
		const struct layout_vitem *item = &p->v->items[i];

		buf_addf(out, "  %s y ", names[item->kind]);
		buf_add_mpt(out, p->y + p->tops[i - p->from], 2);
		buf_adds(out, " h ");
		buf_add_mpt(out, item->h, 2);
		if (item->kind == LAYOUT_STRIP && item->strip)
			buf_addf(out, " items %zu blanks %d", item->strip->items.n, item->strip->blanks);
		else if (item->deco) {
			buf_adds(out, " x ");
			buf_add_mpt(out, p->x + item->deco->x, 2);
			buf_adds(out, " w ");
			buf_add_mpt(out, item->deco->w, 2);
		}
		buf_addc(out, '\n');
	}
}

void layout_place(struct layout *l, struct layout_vlist *v)
{
	const struct style_paper *paper = &l->style->paper;
	size_t *starts, n = layout_break(l->arena, v, l->height, layout_first_more(l), l->style, &starts), open[LAYOUT_MOST_OPEN];
	size_t told = 0;
	int depth = 0;

	for (size_t k = 0; k < (n ? n : 1); k++) {
		struct placer p = {.l = l, .v = v, .index = (uint32_t)l->set->n_pages, .told = told};
		mpt dx, dy;
		bool outer_start;

		p.page = new_page(l);
		binding(l, p.index, &dx, &dy, &outer_start);
		p.x = paper->start + dx + (outer_start ? l->width - l->room : 0);
		p.y = paper->top + dy - (k == 0 ? layout_first_more(l) : 0);
		p.height = l->height + (k == 0 ? layout_first_more(l) : 0);
		if (k == 0) {
			struct page_anchor *anchor = arena_push(l->arena, l->set->anchors, l->set->n_anchors, l->set->cap_anchors);

			anchor->name = l->doc->anchor ? l->doc->anchor : l->doc->id;
			anchor->page = p.index;
			if (str_eq(l->doc->kind, "divider") && !l->doc->tabs)
				layout_divider_tab(l, p.page, !outer_start);
		}
		if (l->doc->tabs)
			layout_tab_draw(l, p.page, !outer_start);
		if (n) {
			p.from = starts[k];
			p.to = starts[k + 1];
			place_page(&p, open, &depth);
			told = p.told;
			if (l->job->boxes)
				dump_strips(l, &p);
		}
		if (k == 0 && str_eq(l->doc->kind, "cover"))
			layout_cover_motif(l, p.page, p.tops ? p.y + p.tops[p.to - p.from] : p.y);
		layout_furniture(l, p.index, k, n ? n : 1, paper->start + dx, dy, outer_start);
	}
}
