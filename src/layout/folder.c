/* The pictures of a folder: its dividers with their tabs, which edge the sheet turns over, where it is trimmed and punched,
 * in what order it all lies, and its labels. */
#include "layout/picture.h"

enum { TAB = 7 /* how far one stands out */, TALL_PAPER = 820000 /* A4 and such, which have two holes */ };

/* A circle about a point. */
static void circle(struct drawing *d, int x, int y, int r)
{
	int k = (r * 55 + 50) / 100;

	/* The box is twice as wide as high, so its units are the same both ways. */
	drawing_move(d, x + r, y);
	drawing_curve(d, x + r, y + k, x + k, y + r, x, y + r);
	drawing_curve(d, x - k, y + r, x - r, y + k, x - r, y);
	drawing_curve(d, x - r, y - k, x - k, y - r, x, y - r);
	drawing_curve(d, x + k, y - r, x + r, y - k, x + r, y);
	drawing_close(d);
}

static void outline(struct drawing *d, int x, int y, int w, int h, int from, int to)
{
	int edge = x + w;

	drawing_lines(d, 8, (const int[][2]){{x, y}, {edge, y}, {edge, from}, {edge + TAB, from + 3}, {edge + TAB, to - 3}, {edge, to},
					     {edge, y + h}, {x, y + h}});
	drawing_close(d);
}

/* A divider; its tab is the slot-th of three at its outer edge. */
static void divider(struct drawing *d, int x, int y, int w, int h, int slot)
{
	int from = y + 3 + (h - 6) * slot / 3, to = y + 3 + (h - 6) * (slot + 1) / 3;

	outline(d, x, y, w, h, from, to);
	drawing_ink(d, 0, d->l->style->white);
	outline(d, x, y, w, h, from, to);
	drawing_ink(d, PT(1.2), d->l->style->ink);
	drawing_stroke(d, x + w + TAB - 2, from + 4, x + w + TAB - 2, to - 4, PT(3), d->l->section->strong);
}

static void holes(struct drawing *d, int x, int y, int h)
{
	bool two = d->l->style->paper.h > TALL_PAPER;
	static const int three[] = {12, 50, 88}, pair[] = {36, 64};

	for (int i = 0; i < (two ? 2 : 3); i++) {
		circle(d, x, y + h * (two ? pair[i] : three[i]) / 100, 2);
		drawing_ink(d, 0, d->l->style->ink);
	}
}

/* Two blades that cross, points up, and the rings one holds them by. */
static void scissors(struct drawing *d, int x, int y)
{
	for (int side = -1; side <= 1; side += 2) {
		drawing_stroke(d, x + 3 * side, y, x - 4 * side, y + 20, PT(1.6), d->l->section->strong);
		circle(d, x - 6 * side, y + 24, 4);
		drawing_ink(d, PT(1.6), d->l->section->strong);
	}
}

/* Two piles: stock for dividers, and paper. */
static void draw_stock(struct drawing *d)
{
	for (int i = 2; i >= 0; i--)
		divider(d, 30 + 9 * i, 29 - 7 * i, 50, 64, i);
	for (int i = 3; i >= 0; i--)
		drawing_sheet(d, 122 + 4 * i, 26 - 4 * i, 50, 64);
	drawing_writing(d, 130, 38, 34, 5);
}

/* A sheet that stands upright, in true size. */
static void draw_portrait(struct drawing *d)
{
	drawing_sheet(d, 66, 4, 70, 91);
	drawing_writing(d, 82, 20, 44, 7);
}

/* The sheet turns over its long edge, where the holes will be; its tab comes to the same height on the other side. */
static void draw_turn(struct drawing *d)
{
	drawing_lines(d, 8, (const int[][2]){{100, 26}, {46, 26}, {46, 50}, {39, 53}, {39, 66}, {46, 69}, {46, 96}, {100, 96}});
	drawing_ink(d, PT(0.8), d->l->style->outline_color);
	divider(d, 100, 26, 54, 70, 1);
	drawing_writing(d, 110, 40, 36, 5);
	drawing_stroke(d, 100, 22, 100, 99, PT(3.5), d->l->section->strong);
	drawing_move(d, 138, 20);
	drawing_curve(d, 126, 0, 76, 0, 64, 18);
	drawing_ink(d, PT(2), d->l->section->strong);
	drawing_arrow(d, 63, 20, 3, -9);
}

/* What stands outside the dashed line goes, but for the tab. */
static void draw_trim(struct drawing *d)
{
	drawing_sheet(d, 64, 4, 70, 91);
	drawing_dashes(d, 120, 50, 92);
	drawing_dashes(d, 120, 6, 24);
	drawing_move(d, 120, 24);
	drawing_line(d, 134, 24);
	drawing_move(d, 120, 50);
	drawing_line(d, 134, 50);
	drawing_ink(d, PT(1), d->l->section->strong);
	drawing_stroke(d, 128, 29, 128, 45, PT(3), d->l->section->strong);
	drawing_writing(d, 76, 20, 34, 6);
	scissors(d, 120, 68);
}

static void draw_punch(struct drawing *d)
{
	divider(d, 72, 6, 64, 88, 0);
	drawing_writing(d, 90, 24, 38, 6);
	holes(d, 79, 6, 88);
	drawing_stroke(d, 40, 50, 66, 50, PT(2), d->l->section->strong);
	drawing_arrow(d, 68, 50, -8, 0);
}

/* From the back to the front: pages, their divider before them, and so on; what goes into the folder first is at the back. */
static void draw_order(struct drawing *d)
{
	for (int i = 5; i >= 0; i--) {
		int x = 34 + 17 * i, y = 32 - 6 * i;

		if (i % 3 == 0) {
			divider(d, x, y, 50, 64, i / 3);
		} else {
			drawing_sheet(d, x, y, 50, 64);
		}
	}
	drawing_writing(d, 46, 46, 28, 4);
	holes(d, 40, 32, 64);
}

/* Cut apart, and stuck on the folder. */
static void draw_labels(struct drawing *d)
{
	drawing_sheet(d, 22, 10, 58, 76);
	for (int row = 0; row < 3; row++)
		for (int col = 0; col < 2; col++)
			drawing_sheet(d, 27 + 24 * col, 18 + 14 * row, 24, 14);
	scissors(d, 51, 62);
	drawing_stroke(d, 92, 48, 114, 48, PT(2), d->l->section->strong);
	drawing_arrow(d, 116, 48, -8, 0);
	drawing_sheet(d, 126, 8, 56, 82);
	drawing_stroke(d, 133, 8, 133, 90, PT(1.2), d->l->style->ink);
	drawing_sheet(d, 144, 24, 28, 16);
	drawing_stroke(d, 149, 32, 167, 32, PT(2), d->l->section->strong);
}

const struct drawing_kind drawing_folder[] = {
	{"stock", draw_stock}, {"portrait", draw_portrait}, {"turn", draw_turn},     {"trim", draw_trim},
	{"punch", draw_punch}, {"order", draw_order},       {"labels", draw_labels}, {NULL, NULL},
};
