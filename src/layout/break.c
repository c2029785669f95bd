/* Where the list falls into pages. Every way is weighed at once, from the first item to the last, by what each page costs:
 * how bad a place its end is (a heading left behind, one line alone, a card in two), how empty it stays, and a little for
 * being there at all, so that no page is added for nothing. A page may be a few percent too full, and its spaces are then
 * drawn tighter. A last page with less than four lines costs more than tightening the ones before it.
 *
 * A block that is to be kept whole is, if it fits a page at all; one that does not yields. What is too tall for any page
 * stands on one alone: whoever builds the list sees to it that there is no such strip. */
#include "layout/int.h"

struct breaker {
	const struct layout_vlist *v;
	size_t n;
	mpt height, more;  /* of a page; how much the first one has besides */
	int shrink;        /* percent */
	int most;          /* blanks a page; 0: any number */
	mpt few;           /* what counts as too little for a last page */
	mpt *sum;          /* heights and spaces of the items before i; n + 1 */
	mpt *spaces;       /* spaces of the items before i */
	int *blanks;
	mpt *top, *bottom; /* what open decorations ask for on a page that begins, or ends, before i */
	int *cost;
};

static mpt tightened(const struct breaker *b, mpt h, size_t from, size_t to)
{
	mpt spaces = b->spaces[to] - b->spaces[from + 1 < to ? from + 1 : to];

	return h - (mpt)((int64_t)spaces * b->shrink / 100);
}

/* A block is whole if a page holds it, tightened if need be. One that goes on overleaf does not leave its first row behind,
 * nor take only its last one with it. */
static void keep(struct breaker *b, const struct layout_range *r)
{
	const struct layout_vlist *v = b->v;
	mpt h = b->sum[r->to] - b->sum[r->from] - v->items[r->from].space + b->top[r->from] + b->bottom[r->to < b->n ? r->to : b->n];
	bool fits = tightened(b, h, r->from, r->to) <= b->height && (b->most == 0 || b->blanks[r->to] - b->blanks[r->from] <= b->most);

	for (size_t i = r->from + 1; i < r->to; i++) {
		bool edge = b->sum[i] - b->sum[r->from] < b->height / 6 || b->sum[r->to] - b->sum[i] < b->height / 8;
		int cost = fits ? r->cost : edge ? LAYOUT_COST_TOGETHER : 0;

		if (b->cost[i] < cost)
			b->cost[i] = cost;
	}
}

static void measure(struct breaker *b, struct arena *arena)
{
	const struct layout_vlist *v = b->v;
	const struct layout_deco *open[LAYOUT_MOST_OPEN];
	int depth = 0;

	b->sum = arena_many(arena, mpt, b->n + 1);
	b->spaces = arena_many(arena, mpt, b->n + 1);
	b->blanks = arena_many(arena, int, b->n + 1);
	b->top = arena_many(arena, mpt, b->n + 1);
	b->bottom = arena_many(arena, mpt, b->n + 1);
	b->cost = arena_many(arena, int, b->n + 1);
	for (size_t i = 0; i < b->n; i++) {
		const struct layout_vitem *item = &v->items[i];

		b->sum[i + 1] = b->sum[i] + item->h + item->space;
		b->spaces[i + 1] = b->spaces[i] + item->space;
		b->blanks[i + 1] = b->blanks[i] + (item->strip ? item->strip->blanks : 0);
		b->cost[i] = item->cost;
		for (int d = 0; d < depth; d++) {
			b->top[i] += open[d]->top + (open[d]->head ? open[d]->head->h : 0);
			b->bottom[i] += open[d]->bottom;
		}
		if (item->kind == LAYOUT_OPEN && depth < LAYOUT_MOST_OPEN)
			open[depth++] = item->deco;
		else if (item->kind == LAYOUT_CLOSE && depth > 0)
			depth--;
	}
	for (size_t k = 0; k < v->n_keeps; k++)
		keep(b, &v->keeps[k]);
}

static mpt page_height(const struct breaker *b, size_t i, size_t j)
{
	return b->sum[j] - b->sum[i] - b->v->items[i].space + b->top[i] + b->bottom[j];
}

static int64_t page_cost(const struct breaker *b, mpt h, size_t i, size_t j)
{
	bool last = j == b->n || b->cost[j] >= LAYOUT_COST_FORCE, begun = i > 0 && b->cost[i] < LAYOUT_COST_FORCE;
	int64_t cost = 2000, empty = b->height > 0 ? (int64_t)(b->height + (i == 0 ? b->more : 0) - h) * 1000 / b->height : 0;

	if (empty < 0)
		cost += -empty * 4; /* tightened */
	if (last) {
		/* What is left over from the page before: four lines at least, and better a quarter of a page than one
		 * question. Text goes on where the page before is full. */
		if (begun && h < b->few)
			cost += 40000;
		if (begun && empty > 750 && b->cost[i] != LAYOUT_COST_LINES)
			cost += (empty - 750) * (empty - 750) / 15;
		return cost;
	}
	if (empty > 0)
		cost += empty * empty / 250;
	return cost + b->cost[j];
}

static size_t run(struct breaker *b, struct arena *arena, size_t **starts)
{
	int64_t *best = arena_many(arena, int64_t, b->n + 1);
	size_t *from = arena_many(arena, size_t, b->n + 1), n = 0;

	for (size_t j = 1; j <= b->n; j++)
		best[j] = INT64_MAX;
	for (size_t i = 0; i < b->n; i++) {
		size_t placed = 0;

		if (best[i] == INT64_MAX)
			continue;
		for (size_t j = i + 1; j <= b->n; j++) {
			mpt h;
			int64_t cost;
			bool over;

			if (j < b->n && b->v->items[j].kind == LAYOUT_CLOSE)
				continue;
			h = page_height(b, i, j);
			over = tightened(b, h, i, j) > b->height + (i == 0 ? b->more : 0) ||
			       (b->most > 0 && b->blanks[j] - b->blanks[i] > b->most);
			if (over && placed > 0)
				break;
			placed++;
			cost = best[i] + page_cost(b, h, i, j);
			if (cost < best[j]) {
				best[j] = cost;
				from[j] = i;
			}
			if (j < b->n && b->cost[j] >= LAYOUT_COST_FORCE)
				break;
		}
	}
	for (size_t j = b->n; j > 0; j = from[j])
		n++;
	*starts = arena_many(arena, size_t, n + 1);
	(*starts)[n] = b->n;
	for (size_t j = b->n, k = n; j > 0; j = from[j])
		(*starts)[--k] = from[j];
	return n;
}

size_t layout_break(struct arena *arena, struct layout_vlist *v, mpt height, mpt more, const struct style *style, size_t **starts)
{
	struct breaker b = {.v = v,
			    .n = v->n,
			    .height = height,
			    .more = more,
			    .shrink = style->paper.phone ? 0 : style->shrink, /* what thumbs hit keeps its distance */
			    .most = style->page_blanks,
			    .few = style->text[STYLE_BODY].leading * 4};

	if (v->n == 0) {
		*starts = arena_many(arena, size_t, 1);
		return 0;
	}
	measure(&b, arena);
	return run(&b, arena, starts);
}
