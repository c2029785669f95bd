/* Cards: a document whose pages are panels, several to a sheet, to be cut out and folded. A list is broken at a panel's
 * height as it would be at a page's, so what does not fit one panel goes on in the next, and none is ever cut off.
 *
 * Panels that fold stand one under another: folded back and forth, the first one is in front. Where they all stand in one
 * column the others hold copies of it; where they need more the columns are folded onto each other first. Panels that do not
 * fold are labels: row by row, cut apart. The lines to cut and to fold are artifacts at the panels' edges, and so are the
 * copies: who listens hears a card once. */
#include "layout/int.h"

enum { SIDE = 36000, ABOVE = 58000, BELOW = 36000 /* of the sheet, that no panel stands in */, GAP = 5000, SAFE = 27000 };

void layout_card_use(struct layout *l)
{
	const struct set_doc *doc = l->doc;
	mpt pad;

	if (!l->card_style)
		l->card_style = style_card(l->arena, l->job->diags, l->job->upright);
	if (!l->card_style) {
		l->card = false; /* told */
		return;
	}
	l->style = l->card_style;
	l->section = &l->style->sections[doc->color >= 0 && doc->color < STYLE_SECTIONS ? doc->color : 0];
	l->single = true;
	pad = l->style->panel_pad;
	l->width = (doc->panel_w ? doc->panel_w : l->style->panel_width) - 2 * pad;
	l->height = (doc->panel_h ? doc->panel_h : l->style->panel_height) - 2 * pad;
	if (l->width > l->style->paper.w - 2 * SIDE - 2 * pad)
		l->width = l->style->paper.w - 2 * SIDE - 2 * pad;
	if (l->height > l->style->paper.h - ABOVE - BELOW - 2 * pad)
		l->height = l->style->paper.h - ABOVE - BELOW - 2 * pad;
	if (!doc->panel_folds) {
		/* A label holds two lines and a small one, however large they are. */
		mpt least = 2 * l->style->text[STYLE_H1].leading + l->style->text[STYLE_BODY].leading;

		l->height = l->height > least ? l->height : least;
	}
	l->room = l->width;
}

struct sheet {
	mpt w, h;          /* of a panel */
	size_t cols, rows; /* as many as fit */
	size_t used_cols, used_rows, copies;
	struct layout_para *way; /* what to do with the sheet */
	bool folds;
	mpt x, y;
};

/* What to do with the sheet stands over the panels. */
static mpt set_way(struct layout *l, struct sheet *s, const char *key)
{
	s->way = layout_para_plain(l, lang_word(l->job->lang, key), STYLE_HELP,
				   layout_tag_lang(l, layout_tag(l, PAGE_ROLE_P, l->sect), layout_word_lang(l, key)), NULL, SPAN_NONE);
	layout_para_break(l, s->way, l->style->paper.w - 2 * SIDE, LAYOUT_BALANCED);
	return s->way->h + GAP + SAFE > ABOVE ? s->way->h + GAP + SAFE : ABOVE;
}

static struct sheet measure(struct layout *l, size_t n)
{
	const struct style_paper *paper = &l->style->paper;
	mpt pad = l->style->panel_pad, above;
	struct sheet s = {.w = l->width + 2 * pad, .h = l->height + 2 * pad, .folds = l->doc->panel_folds, .copies = 1};

	s.cols = (size_t)((paper->w - 2 * SIDE) / s.w);
	s.cols = s.cols ? s.cols : 1;
	/* The longest way: which one it is shows only when the rows are counted. */
	above = set_way(l, &s, s.folds ? "card_fold_both" : "card_cut");
	s.rows = (size_t)((paper->h - above - BELOW) / s.h);
	s.rows = s.rows ? s.rows : 1;
	s.used_cols = s.cols;
	if (s.folds) {
		s.used_rows = n < s.rows ? n : s.rows;
		s.copies = n <= s.rows ? s.cols : 1;
	} else {
		s.used_rows = (n + s.cols - 1) / s.cols;
		s.used_rows = s.used_rows < s.rows ? s.used_rows : s.rows;
	}
	s.x = (paper->w - (mpt)s.used_cols * s.w) / 2;
	s.y = (paper->h - (mpt)s.used_rows * s.h) / 2;
	if (s.folds && (s.copies > 1 || s.cols == 1))
		above = set_way(l, &s, "card_fold");
	s.y = s.folds && s.y > above ? s.y : above;
	return s;
}

static void dashed(struct layout *l, struct page_items *items, mpt x, mpt y, mpt w, mpt h)
{
	layout_rule(l, items, x, y, w, h, l->style->hairline, l->style->outline_color);
	items->items[items->n - 1].as.shape.dash = PT(4);
}

/* The lines to cut are whole, those to fold are dashed. Nothing of a panel's words comes nearer to them than its padding. */
static void put_lines(struct layout *l, struct page_items *items, const struct sheet *s, size_t n)
{
	struct page_color color = l->style->outline_color;
	mpt line = l->style->hairline, w = (mpt)s->used_cols * s->w, h = (mpt)s->used_rows * s->h;

	if (!s->folds) {
		for (size_t i = 0; i < n; i++) {
			mpt x = s->x + (mpt)(i % s->cols) * s->w, y = s->y + (mpt)(i / s->cols) * s->h;

			/* Neighbours' lines lie on each other. */
			layout_rule(l, items, x, y, s->w, 0, line, color);
			layout_rule(l, items, x, y + s->h, s->w, 0, line, color);
			layout_rule(l, items, x, y, 0, s->h, line, color);
			layout_rule(l, items, x + s->w, y, 0, s->h, line, color);
		}
		return;
	}
	/* The front is found again when the card is folded. */
	for (size_t c = 0; c < s->copies; c++)
		layout_fill(l, items, s->x + (mpt)c * s->w, s->y, s->w, PT(5), 0, l->section->strong);
	layout_stroke(l, items, s->x, s->y, w, h, line, 0, color);
	for (size_t c = 1; c < s->used_cols; c++) {
		if (s->copies > 1)
			layout_rule(l, items, s->x + (mpt)c * s->w, s->y, 0, h, line, color);
		else
			dashed(l, items, s->x + (mpt)c * s->w, s->y, 0, h);
	}
	for (size_t r = 1; r < s->used_rows; r++)
		dashed(l, items, s->x, s->y + (mpt)r * s->h, w, 0);
}

/* A label's words stand in its middle. */
static mpt centred(const struct layout *l, const struct layout_vlist *v, size_t from, size_t to)
{
	mpt h = 0;

	for (size_t i = from; i < to; i++)
		h += v->items[i].h + (i > from ? v->items[i].space : 0);
	return h < l->height ? (l->height - h) / 2 : 0;
}

static void put_way(struct layout *l, struct page *page, const struct sheet *s, bool first)
{
	struct page_items items = {0};
	mpt x = s->x + s->way->w <= page->w - SIDE ? s->x : SIDE;

	/* Who listens hears it once. */
	layout_para_put(l, s->way, &items, x, s->y - s->way->h - GAP);
	layout_items_join(l, &page->body, &items, 0, 0, !first);
}

/* The other columns: the first one again, for the eye alone. */
static void copy_column(struct layout *l, struct page *page, const struct sheet *s, size_t from)
{
	const struct page_items first = {page->body.items + from, page->body.n - from, 0};

	for (size_t c = 1; c < s->copies; c++)
		layout_items_join(l, &page->body, &first, (mpt)c * s->w, 0, true);
}

void layout_card(struct layout *l, struct layout_vlist *v)
{
	size_t *starts, n = layout_break(l->arena, v, l->height, 0, l->style, &starts), per, from = 0, sheets;
	struct layout_open open = {.depth = 0};
	struct sheet s = measure(l, n);
	mpt pad = l->style->panel_pad;

	per = s.copies > 1 ? s.rows : s.rows * s.cols;
	sheets = n ? (n + per - 1) / per : 1;
	for (size_t k = 0; k < (n ? n : 1); k++) {
		size_t at = k % per, col = s.folds ? at / s.rows : at % s.cols, row = s.folds ? at % s.rows : at / s.cols;
		uint32_t index;

		if (at == 0) {
			size_t here = n - k < per ? n - k : per;

			layout_blank_page(l);
			index = (uint32_t)l->set->n_pages - 1;
			if (k == 0)
				*arena_push(l->arena, l->set->anchors, l->set->n_anchors, l->set->cap_anchors) =
					(struct page_anchor){l->doc->anchor ? l->doc->anchor : l->doc->id, index, 0};
			put_lines(l, &l->set->pages[index].furniture, &s, here);
			put_way(l, &l->set->pages[index], &s, k == 0);
			layout_furniture(l, index, k / per, sheets, s.x, 0, false);
			from = l->set->pages[index].body.n;
		}
		if (n == 0)
			break;
		index = (uint32_t)l->set->n_pages - 1;
		layout_place_part(l, v, starts[k], starts[k + 1], index, s.x + (mpt)col * s.w + pad,
				  s.y + (mpt)row * s.h + pad + (s.folds ? 0 : centred(l, v, starts[k], starts[k + 1])),
				  l->height, &open);
		if (at + 1 == per || k + 1 == n)
			copy_column(l, &l->set->pages[index], &s, from);
	}
}
