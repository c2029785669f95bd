/* The pictures that the program draws itself: how a sheet lies, which edge it turns over, how a pile is folded and stapled. Line art in
 * a box of 200 by 100, so that it prints anywhere. They are one figure each, with words for those who cannot see it, and they hold no
 * words of their own. */
#include "layout/int.h"

#include <string.h>

enum { WIDE = 200, HIGH = 100, MOST_OPS = 64 };

/* A drawing on its way. All its paths span the whole box, so that a right-to-left page turns them over as one. */
struct drawing {
	struct layout *l;
	struct page_items *items;
	page_tag_id tag;
	mpt x, w, h;
	uint8_t ops[MOST_OPS];
	size_t n_ops;
	mpt points[2 * 3 * MOST_OPS];
	size_t n_points;
};

static void add_op(struct drawing *d, enum page_path_op op, const int *at, size_t n)
{
	if (d->n_ops == MOST_OPS)
		return;
	d->ops[d->n_ops++] = (uint8_t)op;
	for (size_t i = 0; i < n; i++, d->n_points++) {
		d->points[2 * d->n_points] = (mpt)((int64_t)d->w * at[2 * i] / WIDE);
		d->points[2 * d->n_points + 1] = (mpt)((int64_t)d->h * at[2 * i + 1] / HIGH);
	}
}

static void move(struct drawing *d, int x, int y)
{
	add_op(d, PAGE_MOVE, (const int[]){x, y}, 1);
}

static void line(struct drawing *d, int x, int y)
{
	add_op(d, PAGE_LINE, (const int[]){x, y}, 1);
}

static void curve(struct drawing *d, int x1, int y1, int x2, int y2, int x, int y)
{
	add_op(d, PAGE_CURVE, (const int[]){x1, y1, x2, y2, x, y}, 3);
}

static void close_path(struct drawing *d)
{
	add_op(d, PAGE_CLOSE, NULL, 0);
}

/* Ends the path: stroked `width` wide, filled where that is 0. */
static void ink(struct drawing *d, mpt width, struct page_color color)
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

static void box(struct drawing *d, int x, int y, int w, int h)
{
	move(d, x, y);
	line(d, x + w, y);
	line(d, x + w, y + h);
	line(d, x, y + h);
	close_path(d);
}

/* A box that hides what is behind it. */
static void sheet(struct drawing *d, int x, int y, int w, int h)
{
	box(d, x, y, w, h);
	ink(d, 0, d->l->style->white);
	box(d, x, y, w, h);
	ink(d, PT(1.2), d->l->style->ink);
}

static void dashes(struct drawing *d, int x, int from, int to)
{
	for (int y = from; y < to; y += 8) {
		move(d, x, y);
		line(d, x, y + 4 < to ? y + 4 : to);
	}
	ink(d, PT(1), d->l->section->strong);
}

/* Lines of writing on a page. */
static void writing(struct drawing *d, int x, int y, int w, int n)
{
	for (int i = 0; i < n; i++) {
		move(d, x, y + 9 * i);
		line(d, x + (i == n - 1 ? w * 2 / 3 : w), y + 9 * i);
	}
	ink(d, PT(0.8), d->l->style->outline_color);
}

/* The point of an arrow that comes from (dx, dy), eight long. */
static void arrow(struct drawing *d, int x, int y, int dx, int dy)
{
	move(d, x + dx - dy / 2, y + dy + dx / 2);
	line(d, x, y);
	line(d, x + dx + dy / 2, y + dy - dx / 2);
	ink(d, PT(2), d->l->section->strong);
}

/* A pile of paper that lies wider than high. */
static void draw_paper(struct drawing *d)
{
	for (int i = 4; i >= 0; i--)
		sheet(d, 40 + 4 * i, 12 + 4 * (4 - i), 104, 68);
	dashes(d, 92, 28, 96);
}

/* A page on the screen with its two halves, upright, in true size. */
static void draw_settings(struct drawing *d)
{
	sheet(d, 45, 14, 110, 72);
	dashes(d, 100, 14, 86);
	writing(d, 53, 28, 36, 5);
	writing(d, 111, 28, 36, 5);
}

/* The sheet turns over one of its short edges, as a leaf of a book does: that edge stands out, and the other comes over. */
static void draw_flip(struct drawing *d)
{
	sheet(d, 20, 34, 84, 56);
	writing(d, 28, 46, 28, 4);
	writing(d, 68, 46, 28, 4);
	move(d, 104, 34);
	line(d, 188, 34);
	line(d, 188, 90);
	line(d, 104, 90);
	ink(d, PT(0.8), d->l->style->outline_color);
	move(d, 104, 30);
	line(d, 104, 94);
	ink(d, PT(3.5), d->l->section->strong);
	move(d, 48, 28);
	curve(d, 66, 2, 142, 2, 160, 26);
	ink(d, PT(2), d->l->section->strong);
	arrow(d, 161, 28, -3, -9);
}

/* Sheets that lie in each other, the cover outermost, seen from their edge. */
static void draw_pile(struct drawing *d)
{
	for (int i = 0; i < 4; i++) {
		int y = 84 - 13 * i, x = 26 + 5 * i;

		move(d, x, y - 16);
		line(d, 100, y);
		line(d, 200 - x, y - 16);
		ink(d, i == 0 ? PT(2.6) : PT(1.2), i == 0 ? d->l->section->strong : d->l->style->ink);
	}
	move(d, 100, 2);
	line(d, 100, 20);
	ink(d, PT(2), d->l->section->strong);
	arrow(d, 100, 22, 0, -8);
}

static void draw_fold(struct drawing *d)
{
	move(d, 100, 20);
	line(d, 172, 8);
	line(d, 172, 78);
	line(d, 100, 92);
	close_path(d);
	ink(d, 0, d->l->style->white);
	move(d, 100, 20);
	line(d, 172, 8);
	line(d, 172, 78);
	line(d, 100, 92);
	line(d, 30, 78);
	line(d, 30, 8);
	line(d, 100, 20);
	ink(d, PT(1.2), d->l->style->ink);
	dashes(d, 100, 20, 92);
	move(d, 46, 44);
	curve(d, 60, 30, 132, 30, 150, 44);
	ink(d, PT(2), d->l->section->strong);
	arrow(d, 151, 46, -8, -5);
}

/* The booklet lies open, its cover up; two staples on the fold, a quarter of the height from its ends. */
static void draw_staple(struct drawing *d)
{
	sheet(d, 42, 10, 116, 80);
	dashes(d, 100, 10, 90);
	writing(d, 112, 24, 36, 3);
	for (int y = 30; y <= 70; y += 40) {
		move(d, 100, y - 7);
		line(d, 100, y + 7);
		ink(d, PT(4), d->l->style->ink);
	}
}

/* Groups of sheets, each folded, side by side: back to back they are one book. */
static void draw_groups(struct drawing *d)
{
	for (int g = 0; g < 3; g++)
		for (int i = 0; i < 3; i++) {
			int x = 36 + 46 * g, in = 4 * i;

			move(d, x + 3 * i, 14 + in);
			curve(d, x + 3 * i, 84 - in, x + 40 - 3 * i, 84 - in, x + 40 - 3 * i, 14 + in);
			ink(d, PT(1.2), d->l->style->ink);
		}
	for (int g = 0; g < 3; g++) {
		move(d, 56 + 46 * g, 58);
		line(d, 56 + 46 * g, 76);
	}
	move(d, 36, 86);
	line(d, 168, 86);
	ink(d, PT(2.6), d->l->section->strong);
}

void layout_picture(struct layout_flow *f, const struct set_node *node)
{
	static const struct {
		const char *name;
		void (*draw)(struct drawing *d);
	} pictures[] = {{"paper", draw_paper}, {"settings", draw_settings}, {"flip", draw_flip},     {"pile", draw_pile},
			{"fold", draw_fold},   {"staple", draw_staple},     {"groups", draw_groups}};
	struct layout *l = f->l;
	struct drawing *d = arena_one(l->arena, struct drawing);
	mpt h = node->height > 0 ? node->height : PT(90);
	struct layout_strip *strip;

	d->l = l;
	d->h = h * WIDE / HIGH > f->w ? f->w * HIGH / WIDE : h;
	d->w = d->h * WIDE / HIGH;
	d->x = f->x;
	d->tag = layout_tag(l, PAGE_ROLE_FIGURE, f->tag);
	l->set->tags[d->tag].alt = node->alt ? node->alt : "";
	layout_vspace(f->v, PT(4));
	strip = layout_vstrip(f->v, d->h);
	d->items = &strip->items;
	for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++)
		if (str_eq(node->style, pictures[i].name))
			pictures[i].draw(d);
	layout_vspace(f->v, PT(4));
}
