/* Items as operators (ISO 32000-1, 8 and 9), in the shortest form that says the same: colours, fonts and lines are named
 * only when they change, numbers have two decimals (a 7200th of an inch). Marked content, and what belongs to whom, is the
 * caller's. */
#include "pdf/int.h"

/* The operand and a space. */
static void put(struct pdf_content *c, mpt v)
{
	buf_add_mpt(&c->out, v, 2);
	buf_addc(&c->out, ' ');
}

static void put_point(struct pdf_content *c, mpt x, mpt y)
{
	put(c, x);
	put(c, c->height - y);
}

void pdf_draw_end(struct pdf_content *c)
{
	if (c->text)
		buf_adds(&c->out, "ET\n");
	c->text = false;
}

void pdf_draw_color(struct pdf_content *c, struct page_color color, bool stroke)
{
	uint32_t rgb = (uint32_t)color.r << 16 | (uint32_t)color.g << 8 | color.b, *now = stroke ? &c->stroke : &c->fill;

	if (*now == rgb)
		return;
	*now = rgb;
	buf_add_mpt(&c->out, (color.r * 1000 + 127) / 255, 3);
	if (color.r != color.g || color.g != color.b) {
		buf_addc(&c->out, ' ');
		buf_add_mpt(&c->out, (color.g * 1000 + 127) / 255, 3);
		buf_addc(&c->out, ' ');
		buf_add_mpt(&c->out, (color.b * 1000 + 127) / 255, 3);
		buf_adds(&c->out, stroke ? " RG " : " rg ");
	} else {
		buf_adds(&c->out, stroke ? " G " : " g ");
	}
}

static void set_line(struct pdf_content *c, mpt line, mpt dash, bool round)
{
	if (c->line != line) {
		put(c, line);
		buf_adds(&c->out, "w ");
		c->line = line;
	}
	if (c->dash != dash) {
		buf_addc(&c->out, '[');
		if (dash > 0)
			buf_add_mpt(&c->out, dash, 2);
		buf_adds(&c->out, "]0 d ");
		c->dash = dash;
	}
	if (c->round != round) {
		buf_adds(&c->out, round ? "1 J 1 j " : "0 J 0 j ");
		c->round = round;
	}
}

static void put_curve(struct pdf_content *c, mpt x1, mpt y1, mpt x2, mpt y2, mpt x, mpt y)
{
	put_point(c, x1, y1);
	put_point(c, x2, y2);
	put_point(c, x, y);
	buf_adds(&c->out, "c ");
}

static void put_line(struct pdf_content *c, mpt x, mpt y, const char *op)
{
	put_point(c, x, y);
	buf_adds(&c->out, op);
}

/* A rectangle, its corners rounded by quarter circles (one Bezier curve each, off by 0.03%). */
static void put_rectangle(struct pdf_content *c, mpt x, mpt y, mpt w, mpt h, mpt r)
{
	mpt k;

	if (r > w / 2)
		r = w / 2;
	if (r > h / 2)
		r = h / 2;
	if (r <= 0) {
		put(c, x);
		put(c, c->height - y - h);
		put(c, w);
		put(c, h);
		buf_adds(&c->out, "re ");
		return;
	}
	k = r - (mpt)((int64_t)r * 5523 / 10000);
	put_line(c, x + r, y, "m ");
	put_line(c, x + w - r, y, "l ");
	put_curve(c, x + w - k, y, x + w, y + k, x + w, y + r);
	put_line(c, x + w, y + h - r, "l ");
	put_curve(c, x + w, y + h - k, x + w - k, y + h, x + w - r, y + h);
	put_line(c, x + r, y + h, "l ");
	put_curve(c, x + k, y + h, x, y + h - k, x, y + h - r);
	put_line(c, x, y + r, "l ");
	put_curve(c, x, y + k, x + k, y, x + r, y);
	buf_adds(&c->out, "h ");
}

static void draw_shape(struct pdf_content *c, const struct page_item *item)
{
	mpt line = item->as.shape.line, half = line / 2, radius = item->as.shape.radius;

	switch (item->kind) {
	case PAGE_FILL:
		pdf_draw_color(c, item->color, false);
		put_rectangle(c, item->x, item->y, item->w, item->h, radius);
		buf_adds(&c->out, "f\n");
		break;
	case PAGE_STROKE:
		pdf_draw_color(c, item->color, true);
		set_line(c, line, item->as.shape.dash, false);
		put_rectangle(c, item->x + half, item->y + half, item->w - line, item->h - line,
			      radius > half ? radius - half : 0);
		buf_adds(&c->out, "S\n");
		break;
	default:
		pdf_draw_color(c, item->color, true);
		set_line(c, line, item->as.shape.dash, false);
		put_line(c, item->x, item->y, "m ");
		put_line(c, item->x + item->w, item->y + item->h, "l ");
		buf_adds(&c->out, "S\n");
	}
}

static void draw_path(struct pdf_content *c, const struct page_item *item)
{
	const struct page_path *path = &item->as.path.path;
	bool stroke = item->as.path.line > 0;
	size_t at = 0;

	pdf_draw_color(c, item->color, stroke);
	if (stroke)
		set_line(c, item->as.path.line, 0, true);
	for (size_t i = 0; i < path->n_ops; i++) {
		static const int counts[] = {1, 1, 3, 0};
		static const char *const ops[] = {"m ", "l ", "c ", "h "};
		unsigned op = path->ops[i] & 3u;

		if (at + (size_t)counts[op] > path->n_points)
			break;
		for (int n = 0; n < counts[op]; n++, at++)
			put_point(c, item->x + path->points[2 * at], item->y + path->points[2 * at + 1]);
		buf_adds(&c->out, ops[op]);
	}
	buf_adds(&c->out, stroke ? "S\n" : "f\n");
}

/* An image fills the unit square, its first row on top; the matrix sets it upright (EXIF's eight ways to hold a camera). */
static void draw_image(struct pdf_content *c, const struct page_item *item)
{
	/* By orientation: the signs of a, b, c, d, and whether e starts at the right, f at the top. */
	static const signed char ways[9][6] = {{1, 0, 0, 1, 0, 0},   {1, 0, 0, 1, 0, 0},  {-1, 0, 0, 1, 1, 0},
					       {-1, 0, 0, -1, 1, 1}, {1, 0, 0, -1, 0, 1}, {0, -1, -1, 0, 1, 1},
					       {0, -1, 1, 0, 0, 1},  {0, 1, 1, 0, 0, 0},  {0, 1, -1, 0, 1, 0}};
	const struct image *image = item->as.image;
	int o = image->orientation >= 1 && image->orientation <= 8 ? image->orientation : 1;
	const signed char *way = ways[o];
	size_t index;

	pdf_image(c->w, image, &index);
	buf_adds(&c->out, "q ");
	put(c, way[0] * item->w);
	put(c, way[1] * item->h);
	put(c, way[2] * item->w);
	put(c, way[3] * item->h);
	put(c, item->x + way[4] * item->w);
	put(c, c->height - item->y - item->h + way[5] * item->h);
	buf_addf(&c->out, "cm/I%zu Do Q\n", index);
}

/* A run that was turned: the page is turned for it and back again, and so is what we know of the reader's state. */
static void draw_turned(struct pdf_content *c, const struct page_item *item)
{
	struct page_item upright = *item;
	uint32_t fill = c->fill;
	const struct font_face *face = c->face;
	mpt size = c->size;

	pdf_draw_end(c);
	buf_adds(&c->out, "q 0 -1 1 0 ");
	put_point(c, item->x, item->y);
	buf_adds(&c->out, "cm\n");
	upright.x = 0;
	upright.y = c->height;
	pdf_draw_run(c, &upright);
	pdf_draw_end(c);
	buf_adds(&c->out, "Q\n");
	c->fill = fill;
	c->face = face;
	c->size = size;
}

void pdf_draw(struct pdf_content *c, const struct page_item *items, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		const struct page_item *item = &items[i];

		if (item->kind == PAGE_GLYPHS) {
			if (item->turned)
				draw_turned(c, item);
			else
				pdf_draw_run(c, item);
			continue;
		}
		if (item->kind == PAGE_WIDGET || item->kind == PAGE_LINK || item->kind == PAGE_MARK)
			continue;
		pdf_draw_end(c);
		if (item->kind == PAGE_PATH)
			draw_path(c, item);
		else if (item->kind == PAGE_IMAGE)
			draw_image(c, item);
		else
			draw_shape(c, item);
	}
}
