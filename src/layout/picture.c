/* The pictures that the program draws itself: how a sheet lies, which edge it turns over, how a pile is folded and stapled.
 * Line art in a box of 200 by 100, so that it prints anywhere. They are one figure each, with words for those who cannot see
 * it, and they hold no words of their own. */
#include "layout/picture.h"

#include <string.h>

static void add_op(struct drawing *d, enum page_path_op op, const int *at, size_t n)
{
	if (d->n_ops == DRAWING_MOST)
		return;
	d->ops[d->n_ops++] = (uint8_t)op;
	for (size_t i = 0; i < n; i++, d->n_points++) {
		d->points[2 * d->n_points] = (mpt)((int64_t)d->w * at[2 * i] / DRAWING_WIDE);
		d->points[2 * d->n_points + 1] = (mpt)((int64_t)d->h * at[2 * i + 1] / DRAWING_HIGH);
	}
}

void drawing_move(struct drawing *d, int x, int y)
{
	add_op(d, PAGE_MOVE, (const int[]){x, y}, 1);
}

void drawing_line(struct drawing *d, int x, int y)
{
	add_op(d, PAGE_LINE, (const int[]){x, y}, 1);
}

void drawing_curve(struct drawing *d, int x1, int y1, int x2, int y2, int x, int y)
{
	add_op(d, PAGE_CURVE, (const int[]){x1, y1, x2, y2, x, y}, 3);
}

void drawing_close(struct drawing *d)
{
	add_op(d, PAGE_CLOSE, NULL, 0);
}

void drawing_lines(struct drawing *d, size_t n, const int (*at)[2])
{
	for (size_t i = 0; i < n; i++)
		add_op(d, i ? PAGE_LINE : PAGE_MOVE, at[i], 1);
}

void drawing_ink(struct drawing *d, mpt width, struct page_color color)
{
	struct page_item *item = layout_item(d->l, d->items, PAGE_PATH, d->tag, d->x, 0);
	uint8_t *ops = arena_many(d->l->arena, uint8_t, d->n_ops + 1);
	mpt *points = arena_many(d->l->arena, mpt, 2 * d->n_points + 1);

	memcpy(ops, d->ops, d->n_ops);
	memcpy(points, d->points, 2 * d->n_points * sizeof *points);
	/* The page is turned over as a whole; the lines within a path turn over here. */
	for (size_t i = 0; d->l->rtl && i < d->n_points; i++)
		points[2 * i] = d->w - points[2 * i];
	item->w = d->w;
	item->h = d->h;
	item->color = color;
	item->as.path.line = width;
	item->as.path.path = (struct page_path){ops, d->n_ops, points, d->n_points};
	d->n_ops = d->n_points = 0;
}

void drawing_stroke(struct drawing *d, int x1, int y1, int x2, int y2, mpt width, struct page_color color)
{
	drawing_move(d, x1, y1);
	drawing_line(d, x2, y2);
	drawing_ink(d, width, color);
}

static void drawing_box(struct drawing *d, int x, int y, int w, int h)
{
	drawing_lines(d, 4, (const int[][2]){{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}});
	drawing_close(d);
}

void drawing_sheet(struct drawing *d, int x, int y, int w, int h)
{
	drawing_box(d, x, y, w, h);
	drawing_ink(d, 0, d->l->style->white);
	drawing_box(d, x, y, w, h);
	drawing_ink(d, PT(1.2), d->l->style->ink);
}

void drawing_dashes(struct drawing *d, int x, int from, int to)
{
	for (int y = from; y < to; y += 8) {
		drawing_move(d, x, y);
		drawing_line(d, x, y + 4 < to ? y + 4 : to);
	}
	drawing_ink(d, PT(1), d->l->section->strong);
}

void drawing_writing(struct drawing *d, int x, int y, int w, int n)
{
	for (int i = 0; i < n; i++) {
		drawing_move(d, x, y + 9 * i);
		drawing_line(d, x + (i == n - 1 ? w * 2 / 3 : w), y + 9 * i);
	}
	drawing_ink(d, PT(0.8), d->l->style->outline_color);
}

void drawing_arrow(struct drawing *d, int x, int y, int dx, int dy)
{
	drawing_move(d, x + dx - dy / 2, y + dy + dx / 2);
	drawing_line(d, x, y);
	drawing_line(d, x + dx + dy / 2, y + dy - dx / 2);
	drawing_ink(d, PT(2), d->l->section->strong);
}

/* A pile of paper that lies wider than high. */
static void draw_paper(struct drawing *d)
{
	for (int i = 4; i >= 0; i--)
		drawing_sheet(d, 40 + 4 * i, 12 + 4 * (4 - i), 104, 68);
	drawing_dashes(d, 92, 28, 96);
}

/* A page on the screen with its two halves, upright, in true size. */
static void draw_settings(struct drawing *d)
{
	drawing_sheet(d, 45, 14, 110, 72);
	drawing_dashes(d, 100, 14, 86);
	drawing_writing(d, 53, 28, 36, 5);
	drawing_writing(d, 111, 28, 36, 5);
}

/* The sheet turns over one of its short edges, as a leaf of a book does: that edge stands out, and the other comes over. */
static void draw_flip(struct drawing *d)
{
	drawing_sheet(d, 20, 34, 84, 56);
	drawing_writing(d, 28, 46, 28, 4);
	drawing_writing(d, 68, 46, 28, 4);
	drawing_lines(d, 4, (const int[][2]){{104, 34}, {188, 34}, {188, 90}, {104, 90}});
	drawing_ink(d, PT(0.8), d->l->style->outline_color);
	drawing_stroke(d, 104, 30, 104, 94, PT(3.5), d->l->section->strong);
	drawing_move(d, 48, 28);
	drawing_curve(d, 66, 2, 142, 2, 160, 26);
	drawing_ink(d, PT(2), d->l->section->strong);
	drawing_arrow(d, 161, 28, -3, -9);
}

/* Sheets that lie in each other, the cover outermost, seen from their edge. */
static void draw_pile(struct drawing *d)
{
	for (int i = 0; i < 4; i++) {
		int y = 84 - 13 * i, x = 26 + 5 * i;

		drawing_lines(d, 3, (const int[][2]){{x, y - 16}, {100, y}, {200 - x, y - 16}});
		drawing_ink(d, i == 0 ? PT(2.6) : PT(1.2), i == 0 ? d->l->section->strong : d->l->style->ink);
	}
	drawing_stroke(d, 100, 2, 100, 20, PT(2), d->l->section->strong);
	drawing_arrow(d, 100, 22, 0, -8);
}

static void draw_fold(struct drawing *d)
{
	drawing_lines(d, 4, (const int[][2]){{100, 20}, {172, 8}, {172, 78}, {100, 92}});
	drawing_close(d);
	drawing_ink(d, 0, d->l->style->white);
	drawing_lines(d, 7, (const int[][2]){{100, 20}, {172, 8}, {172, 78}, {100, 92}, {30, 78}, {30, 8}, {100, 20}});
	drawing_ink(d, PT(1.2), d->l->style->ink);
	drawing_dashes(d, 100, 20, 92);
	drawing_move(d, 46, 44);
	drawing_curve(d, 60, 30, 132, 30, 150, 44);
	drawing_ink(d, PT(2), d->l->section->strong);
	drawing_arrow(d, 151, 46, -8, -5);
}

/* The booklet lies open, its cover up; two staples on the fold, a quarter of the height from its ends. */
static void draw_staple(struct drawing *d)
{
	drawing_sheet(d, 42, 10, 116, 80);
	drawing_dashes(d, 100, 10, 90);
	drawing_writing(d, 112, 24, 36, 3);
	for (int y = 30; y <= 70; y += 40)
		drawing_stroke(d, 100, y - 7, 100, y + 7, PT(4), d->l->style->ink);
}

/* Groups of sheets, each folded, side by side: back to back they are one book. */
static void draw_groups(struct drawing *d)
{
	for (int g = 0; g < 3; g++)
		for (int i = 0; i < 3; i++) {
			int x = 36 + 46 * g, in = 4 * i;

			drawing_move(d, x + 3 * i, 14 + in);
			drawing_curve(d, x + 3 * i, 84 - in, x + 40 - 3 * i, 84 - in, x + 40 - 3 * i, 14 + in);
			drawing_ink(d, PT(1.2), d->l->style->ink);
		}
	for (int g = 0; g < 3; g++) {
		drawing_move(d, 56 + 46 * g, 58);
		drawing_line(d, 56 + 46 * g, 76);
	}
	drawing_move(d, 36, 86);
	drawing_line(d, 168, 86);
	drawing_ink(d, PT(2.6), d->l->section->strong);
}

void layout_picture(struct layout_flow *f, const struct set_node *node)
{
	static const struct drawing_kind booklet[] = {
		{"paper", draw_paper}, {"settings", draw_settings}, {"flip", draw_flip},     {"pile", draw_pile},
		{"fold", draw_fold},   {"staple", draw_staple},     {"groups", draw_groups}, {NULL, NULL},
	};
	const struct drawing_kind *kinds[] = {booklet, drawing_folder};
	struct layout *l = f->l;
	struct drawing *d = arena_one(l->arena, struct drawing);
	mpt h = node->height > 0 ? node->height : PT(90);
	struct layout_strip *strip;

	d->l = l;
	d->h = h * DRAWING_WIDE / DRAWING_HIGH > f->w ? f->w * DRAWING_HIGH / DRAWING_WIDE : h;
	d->w = d->h * DRAWING_WIDE / DRAWING_HIGH;
	d->x = f->x;
	d->tag = layout_tag(l, PAGE_ROLE_FIGURE, f->tag);
	l->set->tags[d->tag].alt = node->alt ? node->alt : "";
	layout_vspace(f->v, PT(4));
	strip = layout_vstrip(f->v, d->h);
	d->items = &strip->items;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		for (const struct drawing_kind *kind = kinds[i]; kind->name; kind++)
			if (str_eq(node->style, kind->name))
				kind->draw(d);
	layout_vspace(f->v, PT(4));
}
