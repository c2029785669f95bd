/* A paragraph's lines. All ways to break it are weighed at once (as Knuth and Plass do, "Breaking Paragraphs into Lines",
 * 1981), ragged and never justified: first as few lines as the width allows, then lines of like length, then no lonely word
 * on the last line. A piece that no break opportunity fits into a line is broken between grapheme clusters (UAX #14 LB28
 * gives way before text is cut).
 *
 * Nothing is shaped here; that is the font room's, as is which cluster may end a line. */
#include "layout/int.h"

enum { TAP = 36800 /* 44 pixels where 300 points are 360 */ };

/* A place where a line may end. */
struct place {
	uint32_t next; /* the cluster that begins the next line */
	mpt start;     /* where that one begins */
	mpt end;       /* where the visible text of a line that ends here ends */
	bool must;
	int lines;     /* best way from the paragraph's start to here */
	int64_t cost;
	uint32_t from; /* the place before */
};

struct places {
	struct arena *arena;
	struct place *at;
	size_t n, cap;
};

static void add_place(struct places *all, const struct layout_para *p, size_t after, bool must)
{
	const struct font_cluster *c = p->shaped->clusters;
	size_t last = after + 1, first = all->at[all->n - 1].next;
	struct place *place;

	while (last > first && c[last - 1].space)
		last--;
	place = arena_push(all->arena, all->at, all->n, all->cap);
	place->next = (uint32_t)(after + 1);
	place->start = p->at[after + 1];
	place->end = p->at[last] + (c[after].hyphen ? c[after].hyphen_width : 0);
	place->must = must;
	place->lines = INT32_MAX;
}

/* Every place, with emergency ones inside pieces that are wider than a line. */
static void find_places(struct places *all, const struct layout_para *p, mpt width)
{
	const struct font_para *s = p->shaped;
	size_t piece = 0;

	arena_push(all->arena, all->at, all->n, all->cap);
	for (size_t i = 0; i < s->n; i++) {
		bool last = i + 1 == s->n;

		if (s->clusters[i].brk < FONT_BREAK_LINE && !last)
			continue;
		if (p->at[i + 1] - p->at[piece] > width) {
			size_t visible = i + 1, from = piece;

			while (visible > piece && s->clusters[visible - 1].space)
				visible--;
			for (size_t k = piece; k < visible; k++) {
				if (k > from && p->at[k + 1] - p->at[from] > width) {
					add_place(all, p, k - 1, false);
					from = k;
				}
			}
		}
		add_place(all, p, i, s->clusters[i].brk == FONT_BREAK_MUST || last);
		piece = i + 1;
	}
}

static int64_t line_cost(mpt w, mpt width, bool last, enum layout_shape shape)
{
	int64_t slack = width > 0 ? (int64_t)(width - w) * 1000 / width : 0;

	if (slack < 0)
		slack = 0;
	if (!last || shape == LAYOUT_BALANCED)
		return slack * slack;
	/* A last line of a quarter or more is as good as any; a shorter one looks lost. */
	return slack > 750 ? (slack - 750) * (slack - 750) * 12 : 0;
}

static void choose(struct places *all, mpt width, enum layout_shape shape)
{
	all->at[0].lines = 0;
	for (size_t j = 1; j < all->n; j++) {
		struct place *to = &all->at[j];

		for (size_t i = j; i-- > 0;) {
			const struct place *from = &all->at[i];
			mpt w = to->end - from->start;

			if ((w > width && i + 1 < j) || from->lines == INT32_MAX)
				break;
			if (from->lines + 1 < to->lines ||
			    (from->lines + 1 == to->lines && from->cost + line_cost(w, width, to->must, shape) < to->cost)) {
				to->lines = from->lines + 1;
				to->cost = from->cost + line_cost(w, width, to->must, shape);
				to->from = (uint32_t)i;
			}
			if (from->must)
				break;
		}
	}
}

/* Height and baseline: the style's leading, more where an object or another script's face asks for it. */
static void measure_line(const struct layout_para *p, struct layout_line *line)
{
	mpt base = (p->leading - p->size) / 2 + p->size * 4 / 5, below = p->leading - base;
	mpt up = base, down = below;

	for (size_t i = 0; i < line->set.n; i++) {
		const struct font_run *run = &line->set.runs[i];
		const struct layout_ink *ink = run->span < p->n_inks ? &p->inks[run->span] : NULL;

		if (run->object && ink) {
			mpt gap = ink->image ? 0 : PT(1.5);

			up = ink->rise + gap > up ? ink->rise + gap : up;
			down = ink->fall + gap > down ? ink->fall + gap : down;
			line->blanks += ink->blank && ink->blank->live && ink->option <= 0;
		} else if (run->face && p->text->font.family && run->face->upem > 0 &&
			   !str_eq(run->face->family, p->text->font.family)) {
			mpt slack = run->size * 12 / 100;
			mpt high = (mpt)((int64_t)run->size * run->face->ascent / run->face->upem) - slack;
			int depth = run->face->descent < 0 ? -run->face->descent : run->face->descent;
			mpt low = (mpt)((int64_t)run->size * depth / run->face->upem) - slack;

			up = high > up ? high : up;
			down = low > down ? low : down;
		}
	}
	line->base = up;
	line->h = up + down;
}

/* From `line->from` to `line->to`. */
static void set_line(struct layout *l, struct arena *arena, struct layout_para *p, struct layout_line *line)
{
	line->y = p->h;
	font_line_set(arena, l->job->fonts, p->shaped, line->from, line->to, &line->set);
	line->w = line->set.width;
	measure_line(p, line);
	p->h += line->h;
	if (line->w > p->w)
		p->w = line->w;
}

/* All on one line, or the best of all ways to break it. */
static void choose_lines(struct layout *l, struct arena *arena, struct layout_para *p, const struct layout_broken *how)
{
	struct places all = {.arena = l->arena};
	struct layout_line *lines;
	bool met = false;

	if (how->width == INT32_MAX) {
		p->n = 1;
		p->lines = lines = arena_one(arena, struct layout_line);
		lines->to = (uint32_t)p->shaped->n;
	} else {
		find_places(&all, p, how->width);
		choose(&all, how->width, how->shape);
		p->n = (size_t)all.at[all.n - 1].lines;
		p->lines = lines = arena_many(arena, struct layout_line, p->n);
		for (size_t k = p->n, j = all.n - 1; k > 0; j = all.at[j].from) {
			lines[--k].to = all.at[j].next;
			lines[k].from = all.at[all.at[j].from].next;
		}
	}
	for (size_t k = 0; k < p->n; k++) {
		set_line(l, arena, p, &lines[k]);
		met |= lines[k].set.met;
	}
	if (p->kept && arena == layout_memo_arena(l) && !met) {
		struct layout_broken *b = arena_one(arena, struct layout_broken);

		*b = *how;
		b->next = p->kept->broken;
		b->lines = lines;
		b->n = p->n;
		b->w = p->w;
		b->h = p->h;
		p->kept->broken = b;
	}
}

void layout_para_break(struct layout *l, struct layout_para *p, mpt width, enum layout_shape shape)
{
	struct layout_broken how = {.width = width, .shape = shape, .size = p->size, .leading = p->leading};
	const struct layout_broken *b = p->kept ? p->kept->broken : NULL;
	size_t must = 0;

	p->n = 0;
	p->w = 0;
	p->h = 0;
	if (p->shaped->n == 0)
		return;
	for (size_t i = 0; i + 1 < p->shaped->n; i++)
		must += p->shaped->clusters[i].brk == FONT_BREAK_MUST;
	if (!must && p->natural <= width) {
		how.width = INT32_MAX;
		how.shape = LAYOUT_RAGGED;
	}
	while (b && (b->width != how.width || b->shape != how.shape || b->size != how.size || b->leading != how.leading))
		b = b->next;
	if (b) {
		p->lines = b->lines;
		p->n = b->n;
		p->w = b->w;
		p->h = b->h;
		return;
	}
	choose_lines(l, p->kept ? layout_memo_arena(l) : l->arena, p, &how);
}

/* The runs of a line as they are read. They come as they are seen, from left to right; what is read the other way is turned. */
static void reading_order(const struct font_line *line, bool rtl, size_t *order)
{
	size_t n = line->n;

	for (size_t i = 0; i < n; i++)
		order[i] = rtl ? n - 1 - i : i;
	for (size_t i = 0; i < n;) {
		size_t end = i;

		while (end < n && line->runs[order[end]].rtl != rtl && !line->runs[order[end]].object)
			end++;
		for (size_t a = i, b = end; a + 1 < b; a++) {
			size_t swap = order[a];

			order[a] = order[--b];
			order[b] = swap;
		}
		i = end > i ? end : i + 1;
	}
}

static void put_object(struct layout *l, const struct layout_ink *ink, struct page_items *items, mpt x, mpt base, mpt w,
		       page_tag_id tag)
{
	const struct style *style = l->style;
	mpt top = base - ink->rise, h = ink->rise + ink->fall;

	if (ink->image) {
		struct page_item *item =
			layout_item(l, items, PAGE_IMAGE, tag == PAGE_ARTIFACT ? tag : ink->form, x, base - ink->image_h);

		item->w = w;
		item->h = ink->image_h;
		item->as.image = ink->image;
		return;
	}
	if (ink->option >= 0) {
		mpt cy = top + h / 2;

		layout_mark_box(l, items, ink->blank, ink->option, ink->form, x + (w - PT(2)) / 2, cy);
		return;
	}
	if (style->fills)
		layout_fill(l, items, x, top, w, h, 0, style->field_fill);
	layout_rule(l, items, x, top + h, w, 0, style->rule, style->outline_color);
	if (ink->blank->live) {
		struct layout_widget *widget = layout_widget_text(l, ink->blank, ink->value && ink->value->n > 1,
								  style->text[STYLE_ENTRY].font.size);
		struct page_items *shown = arena_one(l->arena, struct page_items);

		if (ink->value)
			layout_para_put(l, ink->value, shown, style->field_pad, (h - ink->value->h) / 2);
		widget->widget.shown = shown;
		layout_widget_put(l, items, widget, ink->form, x, top, w, h);
	} else if (ink->value) {
		for (size_t i = 0; i < ink->value->n; i++)
			layout_line_put(l, ink->value, i, items, x + style->field_pad,
					top + (h - ink->value->h) / 2 + ink->value->lines[i].y, ink->form);
	}
}

void layout_line_put(struct layout *l, const struct layout_para *p, size_t k, struct page_items *items, mpt x, mpt y, page_tag_id tag)
{
	const struct layout_line *line = &p->lines[k];
	size_t few[32], *order = line->set.n <= 32 ? few : arena_many(l->arena, size_t, line->set.n);
	size_t n_links = 0, links[16];
	mpt base = y + line->base;

	reading_order(&line->set, p->shaped->rtl, order);
	for (size_t i = 0; i < line->set.n; i++) {
		const struct font_run *run = &line->set.runs[order[i]];
		const struct layout_ink *ink = &p->inks[run->span < p->n_inks ? run->span : 0];
		mpt at = x + (l->rtl ? line->w - run->x - run->width : run->x);
		struct page_item *item;

		if (run->object) {
			put_object(l, ink, items, at, base, run->width, tag);
			continue;
		}
		if (run->n == 0)
			continue;
		item = layout_item(l, items, PAGE_GLYPHS, tag == PAGE_ARTIFACT || p->tag == PAGE_ARTIFACT ? tag : ink->tag, at, base);
		item->w = run->width;
		item->color = ink->color;
		item->as.run = run;
		if (ink->url && tag != PAGE_ARTIFACT) {
			struct page_item *link = NULL;

			/* Neighbouring runs of one link are one place to tap. */
			if (n_links && items->items[items->n - 2].kind == PAGE_LINK && items->items[items->n - 2].tag == ink->tag &&
			    links[n_links - 1] == items->n - 2) {
				mpt end;

				link = &items->items[items->n - 2];
				end = link->x + link->w > at + run->width ? link->x + link->w : at + run->width;
				link->x = link->x < at ? link->x : at;
				link->w = end - link->x;
				struct page_item moved = *link;
				*link = items->items[items->n - 1];
				items->items[items->n - 1] = moved;
				links[n_links - 1] = items->n - 1;
			} else if (n_links < 16) {
				struct layout_link *to = arena_push(l->arena, l->links, l->n_links, l->cap_links);
				const char *anchor = layout_target(l, *ink->url == '#' ? ink->url : NULL);

				to->anchor = anchor;
				to->uri = anchor ? NULL : ink->url;
				to->contents = ink->contents;
				link = layout_item(l, items, PAGE_LINK, ink->tag, at, y);
				link->w = run->width;
				link->h = line->h;
				link->as.link = (uint32_t)(l->n_links - 1);
				links[n_links++] = items->n - 1;
			}
		}
	}
	for (size_t i = 0; i < n_links; i++) {
		const struct page_item link = items->items[links[i]];
		struct page_item *hit;

		layout_rule(l, items, link.x, base + p->size * 14 / 100, link.w, 0, p->size / 18, l->section->strong);
		/* A thumb needs more than a line's height; the rectangle may reach over its neighbours, which are no links. */
		if (l->plain) {
			mpt more_w = TAP - link.w, more_h = TAP - link.h;

			hit = &items->items[links[i]];
			if (more_h > 0) {
				hit->y -= more_h / 2;
				hit->h = TAP;
			}
			if (more_w > 0) {
				hit->x -= more_w / 2;
				hit->w = TAP;
			}
		}
	}
}

void layout_para_put(struct layout *l, const struct layout_para *p, struct page_items *items, mpt x, mpt y)
{
	for (size_t i = 0; i < p->n; i++)
		layout_line_put(l, p, i, items, x, y + p->lines[i].y, p->tag);
}

void layout_para_strips(struct layout_flow *f, const struct layout_para *p, mpt x)
{
	for (size_t i = 0; i < p->n; i++) {
		struct layout_strip *strip;

		if (i > 0)
			layout_vcost(f->v, i == 1 || i + 1 == p->n ? LAYOUT_COST_WIDOW : LAYOUT_COST_LINES);
		strip = layout_vstrip(f->v, p->lines[i].h);
		strip->blanks = p->lines[i].blanks;
		strip->base = p->lines[i].base;
		layout_line_put(f->l, p, i, &strip->items, x, 0, p->tag);
	}
}

void layout_para_flow(struct layout_flow *f, const struct set_text *text, enum style_role role, page_tag_id tag,
		      enum layout_shape shape)
{
	struct layout *l = f->l;
	const struct style_text *t = &l->style->text[role];
	struct layout_para *p = layout_para_text(f, text, role, tag);
	mpt width = l->style->measure && f->w > l->style->measure && !f->cell && role != STYLE_TIP ? l->style->measure : f->w;

	layout_para_break(l, p, width, shape);
	if (p->n == 0)
		return;
	/* A tip's own spaces stand around its box; within one, and in a cell, paragraphs keep those of running text. */
	layout_vspace(f->v, role == STYLE_TIP || role == STYLE_CELL ? l->style->text[STYLE_BODY].above : t->above);
	layout_para_strips(f, p, f->x);
	layout_vspace(f->v, role == STYLE_TIP	 ? l->style->text[STYLE_BODY].below
			    : role == STYLE_CELL ? l->style->text[STYLE_BODY].below / 2
						 : t->below);
}
