/* Imposition: finished pages set out on sheets of paper, data to data. Saddle stitch, where the sheets of a signature lie in each
 * other and fold once: the k-th sheet from outside bears on its front the k-th pair of pages counted from both ends, on its back the
 * pair that follows. And single pages with room to cut, for a print shop. Pages are placed, never changed, set anew or made smaller.
 */
#include "page/page.h"

#define MARK_LINE 250        /* a quarter point, as cutters have it */
#define MARK_GAP PT(3)       /* between the bleed and a crop mark, so that none is left on the finished page */
#define MARK_LENGTH PT(18)
#define PRINTABLE PT(12)     /* office printers leave a sixth of an inch white */
#define STAPLE PT(34)        /* the crown of a common staple: 12 mm */

static void add_mark(struct arena *arena, struct page *side, mpt x, mpt y, mpt w, mpt h, mpt dash)
{
	struct page_item *item = arena_push(arena, side->body.items, side->body.n, side->body.cap);

	item->kind = PAGE_RULE;
	item->tag = PAGE_ARTIFACT;
	item->x = x;
	item->y = y;
	item->w = w;
	item->h = h;
	item->as.shape.line = MARK_LINE;
	item->as.shape.dash = dash;
}

static struct page_set *new_sides(struct arena *arena, const struct page_set *singles)
{
	struct page_set *set = arena_one(arena, struct page_set);
	struct page_tag *root = arena_push(arena, set->tags, set->n_tags, set->cap_tags);

	root->role = PAGE_ROLE_DOCUMENT;
	set->title = singles->title;
	set->lang = singles->lang;
	set->rtl = singles->rtl;
	set->typing_lang = singles->typing_lang;
	set->singles = singles;
	return set;
}

/* ---- folded sheets ------------------------------------------------------------------------------------------------- */

size_t page_fold_sheets(size_t n_pages)
{
	return (n_pages + 3) / 4;
}

/* Rounded once, from micrometres, so that fifty sheets are no further off than one: 1 um is 72/25.4 thousandths of a point. */
static mpt creep(const struct page_fold *fold, size_t sheet)
{
	return (mpt)(((int64_t)sheet * fold->thickness * 720 + 127) / 254);
}

static size_t signature_size(const struct page_fold *fold, size_t sheets)
{
	return fold->signature > 0 && fold->signature < sheets ? fold->signature : sheets;
}

mpt page_fold_creep(const struct page_fold *fold, size_t n_pages)
{
	size_t n = signature_size(fold, page_fold_sheets(n_pages));

	return n > 0 ? creep(fold, n - 1) : 0;
}

/* One half of a side; the page stands against the fold, `in` past it, and is cut off there. */
static void place(const struct page_set *singles, struct page *side, struct page_place *places, const struct page_fold *fold,
		  size_t index, bool right, mpt in)
{
	const struct page *page;
	struct page_place *at;
	mpt middle = fold->sheet_w / 2;

	if (index >= singles->n_pages)
		return;
	page = &singles->pages[index];
	at = &places[side->n_places++];
	at->page = (uint32_t)index;
	at->turned = page->w > page->h;
	at->x = right ? middle - in : middle - (at->turned ? page->h : page->w) + in;
	at->y = (fold->sheet_h - (at->turned ? page->w : page->h)) / 2;
	at->clip[0] = right ? middle : 0;
	at->clip[2] = middle;
	at->clip[3] = fold->sheet_h;
}

/* Where the sheet is folded; and on the outside of a signature where two staples go, at a quarter of the height from both ends. All of
 * them stand on the fold, in the margin of both pages. */
static void add_fold_marks(struct arena *arena, struct page *side, const struct page_fold *fold, bool staples)
{
	mpt x = fold->sheet_w / 2, length = fold->safe - PRINTABLE;

	if (length > 0) {
		add_mark(arena, side, x, PRINTABLE, 0, length, PT(3));
		add_mark(arena, side, x, fold->sheet_h - fold->safe, 0, length, PT(3));
	}
	for (int i = 1; staples && i <= 3; i += 2) {
		mpt y = fold->sheet_h / 4 * i;

		add_mark(arena, side, x, y - STAPLE / 2, 0, STAPLE, 0);
		add_mark(arena, side, x - PT(3), y - STAPLE / 2, PT(6), 0, 0);
		add_mark(arena, side, x - PT(3), y + STAPLE / 2, PT(6), 0, 0);
	}
}

static void add_sheet(struct arena *arena, struct page_set *set, const struct page_fold *fold, size_t first, size_t sheets, size_t k)
{
	const struct page_set *singles = set->singles;
	size_t low = first + 2 * k, high = first + 4 * sheets - 1 - 2 * k;
	mpt in = creep(fold, k);

	for (int back = 0; back < 2; back++) {
		struct page *side = arena_push(arena, set->pages, set->n_pages, set->cap_pages);
		struct page_place *places = arena_many(arena, struct page_place, 2);
		/* The earlier page is on the right of a front and on the left of a back; the other way round where one reads
		 * from the right. */
		bool right = (back == 0) != singles->rtl;

		side->w = fold->sheet_w;
		side->h = fold->sheet_h;
		side->places = places;
		if (right)
			place(singles, side, places, fold, high - (size_t)back, false, in);
		place(singles, side, places, fold, low + (size_t)back, right, in);
		if (!right)
			place(singles, side, places, fold, high - (size_t)back, true, in);
		if (fold->marks && !back)
			add_fold_marks(arena, side, fold, k == 0);
	}
}

struct page_set *page_impose_fold(struct arena *arena, const struct page_set *singles, const struct page_fold *fold)
{
	struct page_set *set = new_sides(arena, singles);
	size_t sheets = page_fold_sheets(singles->n_pages), size = signature_size(fold, sheets);

	set->duplex = true;
	set->duplex_short = true; /* a sheet that is wider than high turns over its short edge like a leaf */
	for (size_t done = 0; done < sheets; done += size) {
		size_t n = sheets - done < size ? sheets - done : size;

		for (size_t k = 0; k < n; k++)
			add_sheet(arena, set, fold, 4 * done, n, k);
	}
	return set;
}

/* ---- single pages with room to cut ----------------------------------------------------------------------------------- */

/* What reaches an edge goes on past it, so that a knife that is a little off leaves no white line. */
static void extend(struct page_items *items, const struct page *page, mpt bleed)
{
	for (size_t i = 0; i < items->n; i++) {
		struct page_item *item = &items->items[i];
		mpt right = item->x + item->w, bottom = item->y + item->h;

		if (item->kind != PAGE_FILL && (item->kind != PAGE_RULE || (item->w != 0 && item->h != 0)))
			continue;
		if (item->kind == PAGE_FILL || item->w != 0) {
			if (right >= page->w)
				right = page->w + bleed;
			if (item->x <= 0)
				item->x = -bleed;
			item->w = right - item->x;
		}
		if (item->kind == PAGE_FILL || item->h != 0) {
			if (bottom >= page->h)
				bottom = page->h + bleed;
			if (item->y <= 0)
				item->y = -bleed;
			item->h = bottom - item->y;
		}
	}
}

static void add_crop_marks(struct arena *arena, struct page *side, mpt bleed)
{
	mpt out = side->trim - bleed - MARK_GAP - MARK_LENGTH;

	for (int corner = 0; corner < 4; corner++) {
		bool right = corner & 1, low = corner & 2;
		mpt x = right ? side->w - side->trim : side->trim, y = low ? side->h - side->trim : side->trim;

		add_mark(arena, side, right ? side->w - out - MARK_LENGTH : out, y, MARK_LENGTH, 0, 0);
		add_mark(arena, side, x, low ? side->h - out - MARK_LENGTH : out, 0, MARK_LENGTH, 0);
	}
}

struct page_set *page_impose_cut(struct arena *arena, struct page_set *singles, const size_t *from, const size_t *to,
				 size_t n, mpt bleed)
{
	struct page_set *set = new_sides(arena, singles);
	mpt trim = bleed + MARK_GAP + MARK_LENGTH + PT(6);

	set->duplex = singles->duplex;
	set->duplex_short = singles->duplex_short;
	for (size_t i = 0; i < n; i++)
		for (size_t p = from[i]; p < to[i] && p < singles->n_pages; p++) {
			struct page *side = arena_push(arena, set->pages, set->n_pages, set->cap_pages), *page = &singles->pages[p];
			struct page_place *at = arena_one(arena, struct page_place);

			extend(&page->body, page, bleed);
			extend(&page->furniture, page, bleed);
			side->w = page->w + 2 * trim;
			side->h = page->h + 2 * trim;
			side->trim = trim;
			side->bleed = bleed;
			side->label = page->label;
			*at = (struct page_place){.page = (uint32_t)p, .x = trim, .y = trim,
						  .clip = {trim - bleed, trim - bleed, page->w + 2 * bleed, page->h + 2 * bleed}};
			side->places = at;
			side->n_places = 1;
			add_crop_marks(arena, side, bleed);
		}
	return set;
}
