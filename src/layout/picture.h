/* A drawing on its way: line art in a box of 200 by 100, black and the section's colour. No words stand in it. */
#ifndef LAYOUT_PICTURE_H
#define LAYOUT_PICTURE_H

#include "layout/int.h"

enum { DRAWING_WIDE = 200, DRAWING_HIGH = 100, DRAWING_MOST = 128 /* strokes of one path */ };

/* All its paths span the whole box, so that a right-to-left page turns them over as one. */
struct drawing {
	struct layout *l;
	struct page_items *items;
	page_tag_id tag;
	mpt x, w, h;
	uint8_t ops[DRAWING_MOST];
	size_t n_ops;
	mpt points[2 * 3 * DRAWING_MOST];
	size_t n_points;
};

/* A path, in the box's units. */
void drawing_move(struct drawing *d, int x, int y);
void drawing_line(struct drawing *d, int x, int y);
void drawing_curve(struct drawing *d, int x1, int y1, int x2, int y2, int x, int y);
void drawing_close(struct drawing *d);
/* To the first of n points, and by lines through the others. */
void drawing_lines(struct drawing *d, size_t n, const int (*at)[2]);
/* Ends the path: stroked `width` wide, filled where that is 0. */
void drawing_ink(struct drawing *d, mpt width, struct page_color color);
/* A path of its own: one line. */
void drawing_stroke(struct drawing *d, int x1, int y1, int x2, int y2, mpt width, struct page_color color);

/* Whole things. A sheet hides what is behind it; dashes run down; writing is
 * lines on a page, the last one shorter; the point of an arrow that comes from (dx, dy), eight long. */
void drawing_sheet(struct drawing *d, int x, int y, int w, int h);
void drawing_dashes(struct drawing *d, int x, int from, int to);
void drawing_writing(struct drawing *d, int x, int y, int w, int n);
void drawing_arrow(struct drawing *d, int x, int y, int dx, int dy);

struct drawing_kind {
	const char *name;
	void (*draw)(struct drawing *d);
};
/* folder.c: how a folder is made; ends with a NULL name. */
extern const struct drawing_kind drawing_folder[];

#endif
