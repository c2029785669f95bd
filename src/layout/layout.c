/* One packet, as a recipe: each document's tree becomes a vertical list, the list is broken into pages and placed, and when all pages
 * are there the references to them are set and right-to-left pages turned over. */
#include "layout/int.h"

/* The names that links and references may lead to, before a page is made. */
static void find_targets(struct layout *l)
{
	for (size_t i = 0; i < l->packet->n_docs; i++) {
		const struct set_doc *doc = l->packet->docs[i];
		const char *anchor = doc->anchor ? doc->anchor : doc->id;

		*str_map_slot(l->targets, anchor) = (void *)(uintptr_t)anchor;
	}
	/* A document that repeats is met at its first by its bare id. */
	for (size_t i = 0; i < l->packet->n_docs; i++) {
		const struct set_doc *doc = l->packet->docs[i];
		void **slot = str_map_slot(l->targets, doc->id);

		if (!*slot)
			*slot = (void *)(uintptr_t)(doc->anchor ? doc->anchor : doc->id);
	}
}

static void use_doc(struct layout *l, const struct set_doc *doc)
{
	/* What is wide for the sake of its columns needs no width where there is but one. */
	const struct style *style = doc->landscape && l->job->upright->columns > 1 ? l->job->landscape : l->job->upright;
	bool tab = doc->tabs > 0 && !style->paper.phone && !style->paper.landscape;
	int color = doc->color >= 0 && doc->color < STYLE_SECTIONS ? doc->color : 0;

	if (tab)
		style = layout_tab_style(l);
	l->doc = doc;
	l->style = style;
	l->section = &style->sections[color];
	l->rtl = doc->rtl;
	l->width = style->paper.w - style->paper.start - style->paper.end;
	l->notice_h = layout_notice_height(l);
	l->height = style->paper.h - style->paper.top - style->paper.bottom - l->notice_h;
	l->room = l->width - (str_eq(doc->kind, "divider") && !style->paper.phone ? PT(14) : 0);
	l->plain = style->paper.phone;
	l->single = l->plain || style->columns == 1;
	l->card = !l->plain && str_eq(doc->kind, "card");
	if (l->card)
		layout_card_use(l);
}

static void begin_doc(struct layout *l, const struct set_doc *doc)
{
	use_doc(l, doc);
	l->level = 0;
	l->sect = layout_tag(l, PAGE_ROLE_SECT, 0);
	l->set->tags[l->sect].title = doc->title_plain;
	if (doc->lang && !str_eq(doc->lang, l->packet->lang))
		l->set->tags[l->sect].lang = doc->lang;
}

static void set_title(struct layout_flow *f)
{
	struct layout *l = f->l;
	const struct set_doc *doc = l->doc;

	if (doc->title_page && !layout_text_empty(doc->title))
		layout_head_line(f, doc->title, STYLE_H1, 1);
	if (!layout_text_empty(doc->lead))
		layout_para_flow(f, doc->lead, STYLE_LEAD, layout_tag(l, PAGE_ROLE_P, f->tag), LAYOUT_RAGGED);
}

static void add_outline(struct layout *l, bool *in_section)
{
	const struct set_doc *doc = l->doc;
	struct page_outline *entry;
	bool divider = str_eq(doc->kind, "divider");

	if (!l->packet->outline || !doc->title_plain || !*doc->title_plain)
		return;
	if (!doc->section_title)
		*in_section = false;
	entry = arena_push(l->arena, l->set->outline, l->set->n_outline, l->set->cap_outline);
	entry->title = doc->title_plain;
	if (doc->number && *doc->number) {
		const struct lang_arg args[] = {{"number", doc->number, 0}, {"title", doc->title_plain, 0}};

		entry->title = lang_format(l->job->lang, l->arena, "numbered_title", args, 2);
	}
	entry->anchor = doc->anchor ? doc->anchor : doc->id;
	entry->depth = *in_section && !divider ? 1 : 0;
	if (divider)
		*in_section = true;
}

static size_t pages_of(struct layout *l, struct layout_vlist *v)
{
	size_t *starts;

	return layout_break(l->arena, v, l->height, layout_first_more(l), l->style, &starts);
}

/* The blank for more at a sheet's end takes what its last page has left, down to two lines. Where there are not even those,
 * a page that holds three lines would be a poor one: then all of it is for writing. */
static void set_spare(struct layout_flow *f, const struct set_node *node)
{
	struct layout *l = f->l;
	struct set_node only = *node;
	struct set_blank *blank = arena_one(l->arena, struct set_blank);
	struct layout_vlist before = *f->v;
	size_t pages = pages_of(l, f->v);

	*blank = *node->blanks[0];
	only.blanks = &blank;
	only.next = NULL;
	only.spare = false;
	for (; blank->lines >= 2; blank->lines--) {
		layout_nodes(f, &only);
		if (pages_of(l, f->v) <= pages)
			return;
		*f->v = before;
	}
	blank->lines = (int)((l->height - PT(60)) / l->style->line_pitch);
	layout_nodes(f, &only);
}

static void set_doc(struct layout *l, const struct set_doc *doc)
{
	struct layout_vlist list = {.arena = l->arena};
	struct layout_flow f = {.l = l, .v = &list, .role = STYLE_BODY};

	begin_doc(l, doc);
	f.w = l->room;
	f.tag = l->sect;
	if (doc->bare) {
		layout_blank_page(l);
		return;
	}
	if (str_eq(doc->kind, "cover"))
		layout_cover(&f);
	else if (str_eq(doc->kind, "divider"))
		layout_divider(&f);
	else
		set_title(&f);
	layout_nodes(&f, doc->first);
	for (const struct set_node *n = doc->first; n && !l->card; n = n->next)
		if (n->spare)
			set_spare(&f, n);
	if (l->card)
		layout_card(l, &list);
	else
		layout_place(l, &list);
}

/* A page's number, in a box that was kept for it: at the box's end, so that numbers stand under one another. */
static void set_reference(struct layout *l, const struct layout_placed *placed)
{
	const struct layout_ref *ref = &l->refs[placed->ref];
	struct page_item *item = &l->set->pages[placed->page].body.items[placed->item];
	const char *label = NULL;
	struct layout_para *p;

	for (size_t i = 0; i < l->set->n_anchors && !label; i++)
		if (str_eq(l->set->anchors[i].name, ref->anchor))
			label = l->set->pages[l->set->anchors[i].page].label;
	if (!label)
		return;
	/* The space parts it from the words before, for whoever hears it. */
	p = layout_para_plain(l, arena_printf(l->arena, " %s", label), ref->role, PAGE_ARTIFACT, NULL, SPAN_NONE);
	layout_para_break(l, p, item->w, LAYOUT_RAGGED);
	if (p->n == 0 || p->lines[0].set.n == 0)
		return;
	item->kind = PAGE_GLYPHS;
	item->as.run = &p->lines[0].set.runs[0];
	item->x += item->w - item->as.run->width;
	item->w = item->as.run->width;
	item->h = 0;
	item->color = ref->color;
}

static void turn_page(struct layout *l, struct page *page)
{
	layout_mirror(&page->body, page->w);
	layout_mirror(&page->furniture, page->w);
	for (size_t i = 0; i < page->body.n; i++) {
		const struct page_item *item = &page->body.items[i];

		if (item->kind == PAGE_WIDGET) {
			struct page_widget *widget = &l->set->widgets[item->as.widget];

			widget->x = page->w - widget->x - widget->w;
			/* What it shows is this placement's own. */
			if (widget->shown)
				layout_mirror((struct page_items *)(uintptr_t)widget->shown, widget->w);
			if (widget->empty)
				layout_mirror((struct page_items *)(uintptr_t)widget->empty, widget->w);
		} else if (item->kind == PAGE_LINK) {
			struct page_link *link = &l->set->links[item->as.link];

			link->x = page->w - link->x - link->w;
		}
	}
}

static struct page_set *new_set(const struct layout_job *job, const struct set_packet *packet)
{
	struct page_set *set = arena_one(job->arena, struct page_set);
	const char *typing = font_typing_family(job->fonts, packet->typing_lang ? packet->typing_lang : packet->lang);
	struct page_tag *root = arena_push(job->arena, set->tags, set->n_tags, set->cap_tags);

	root->role = PAGE_ROLE_DOCUMENT;
	set->title = packet->title;
	set->lang = packet->lang;
	set->rtl = packet->rtl;
	set->duplex = packet->duplex && !job->upright->paper.phone;
	set->typing_lang = packet->typing_lang ? packet->typing_lang : packet->lang;
	set->typing = font_face_find(job->fonts, typing ? typing : job->upright->typing_family, 400, false);
	set->duplex_short = set->duplex && packet->n_docs > 0;
	for (size_t i = 0; i < packet->n_docs; i++)
		set->duplex_short = set->duplex_short && packet->docs[i]->landscape;
	return set;
}

/* One page between documents: ruled for notes where the packet has such, else blank. */
static void fill_page(struct layout *l)
{
	if (l->packet->filler)
		set_doc(l, l->packet->filler);
	else
		layout_blank_page(l);
}

/* Pages until they are a multiple of what the packet asks, but for the `left` that are still to come. */
static void fill_to(struct layout *l, size_t left)
{
	while (l->packet->multiple > 1 && (l->set->n_pages + left) % l->packet->multiple != 0)
		fill_page(l);
}

/* What stands between the last document and this one. On paper with two sides a leaf that somebody may tear out and keep bears nothing
 * of anybody else: where the parent's own pages begin or end, so does a leaf. The last cover is the last page of all. */
static void fill_before(struct layout *l, size_t i)
{
	const struct set_doc *doc = l->packet->docs[i], *before = i > 0 ? l->packet->docs[i - 1] : NULL;
	bool apart = before && before->mine != doc->mine;

	if (!before || !l->set->duplex)
		return;
	if (i + 1 == l->packet->n_docs && l->packet->multiple > 1 && str_eq(doc->kind, "cover")) {
		if (apart)
			fill_page(l);
		fill_to(l, 1);
	} else if ((doc->begins_right || apart) && l->set->n_pages % 2 == 1) {
		fill_page(l);
	}
}

struct page_set *layout_packet(const struct layout_job *job, const struct set_packet *packet)
{
	struct layout l = {.job = job,
			   .packet = packet,
			   .arena = job->arena,
			   .memo = job->memo ? job->memo : layout_memo_in(job->arena)};
	bool in_section = false;

	l.set = new_set(job, packet);
	l.targets = str_map_new(l.arena);
	l.fields = str_map_new(l.arena);
	l.images = str_map_new(l.arena);
	find_targets(&l);
	if (!l.set->typing)
		return NULL;
	for (size_t i = 0; i < packet->n_docs; i++) {
		fill_before(&l, i);
		set_doc(&l, packet->docs[i]);
		add_outline(&l, &in_section);
		if (l.set->n_pages > LAYOUT_MAX_PAGES) {
			diag(job->diags, SPAN_NONE, MSG_LAYOUT_PAGES, LAYOUT_MAX_PAGES, packet->name, packet->docs[i]->id);
			return NULL;
		}
	}
	fill_to(&l, 0);
	for (size_t i = 0; i < l.n_placed; i++) {
		use_doc(&l, l.page_docs[l.placed[i].page]);
		set_reference(&l, &l.placed[i]);
	}
	for (size_t i = 0; i < l.n_page_docs; i++)
		if (l.page_docs[i]->rtl)
			turn_page(&l, &l.set->pages[i]);
	page_order(l.arena, l.set);
	return l.set;
}
