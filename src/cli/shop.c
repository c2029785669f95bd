/* For a print shop: single pages in reading order with room to cut, the cover in one file and what is inside in another. Refuses paper
 * whose margins a cutter could reach. */
#include "cli/paper.h"

#include <string.h>

#include "packet/set.h"
#include "layout/layout.h"

#define BLEED PT(9)  /* an eighth of an inch */
#define SAFE PT(27)  /* three eighths */

static struct set_doc *blank_doc(struct arena *arena, const struct set_packet *packet, bool right)
{
	struct set_doc *doc = arena_one(arena, struct set_doc);

	doc->id = doc->anchor = "back";
	doc->title_plain = doc->head_title = "";
	doc->title = arena_one(arena, struct set_text);
	doc->kind = "cover";
	doc->bare = true;
	doc->begins_right = right;
	doc->lang = packet->lang;
	doc->rtl = packet->rtl;
	return doc;
}

/* A cover is a sheet of its own: four pages, of which the inner two are blank unless they are said to be more. */
static struct set_packet *covered(struct arena *arena, const struct set_packet *from)
{
	struct set_packet *packet = arena_one(arena, struct set_packet);
	struct set_doc *second, *last = from->docs[from->n_docs - 1];
	bool back = str_eq(last->kind, "cover");

	*packet = *from;
	packet->outline = false;
	if (from->n_docs < 2 || !str_eq(from->docs[0]->kind, "cover"))
		return packet;
	packet->duplex = true;
	packet->docs = arena_many(arena, struct set_doc *, from->n_docs + 2);
	memcpy(packet->docs, from->docs, from->n_docs * sizeof *packet->docs);
	second = arena_one(arena, struct set_doc);
	*second = *from->docs[1];
	second->begins_right = true;
	packet->docs[1] = second;
	packet->n_docs -= back;
	packet->docs[packet->n_docs++] = blank_doc(arena, from, true);
	packet->docs[packet->n_docs++] = back ? last : blank_doc(arena, from, false);
	return packet;
}

/* How many pages the front cover has, with the blank that ends its leaf; 0 where there is none. */
static size_t cover_pages(const struct set_packet *packet, const struct page_set *pages)
{
	const struct set_doc *cover = packet->docs[0];
	const char *name = cover->anchor ? cover->anchor : cover->id;
	size_t n = 0;

	while (packet->n_docs > 1 && str_eq(cover->kind, "cover") && n < pages->n_pages && str_eq(pages->pages[n].document, name))
		n++;
	return n;
}

static bool one_packet(struct cli_make *make, const struct set_packet *from)
{
	struct cli_house *house = make->house;
	struct layout_job job = {make->arena, house->diags, house->fonts, house->upright, house->landscape,
				 house->lang, NULL,	    house->codes, house->memo};
	const struct set_packet *packet = covered(make->arena, from);
	size_t errors = diags_count(house->diags, DIAG_ERROR), n, cover;
	struct page_set *pages = layout_packet(&job, packet);

	if (!pages || diags_count(house->diags, DIAG_ERROR) > errors)
		return false;
	n = pages->n_pages;
	cover = cover_pages(packet, pages);
	if (cover > 0) {
		const size_t front[] = {0, n - 2}, ends[] = {cover, n}, inside = cover, inside_end = n - 2;

		return cli_make_add(make, CLI_FOR_SHOP, packet, arena_printf(make->arena, "%s-cover", packet->name),
				    page_impose_cut(make->arena, pages, front, ends, 2, BLEED)) &&
		       cli_make_add(make, CLI_FOR_SHOP, packet, arena_printf(make->arena, "%s-inside", packet->name),
				    page_impose_cut(make->arena, pages, &inside, &inside_end, 1, BLEED));
	}
	return cli_make_add(make, CLI_FOR_SHOP, packet, arena_printf(make->arena, "%s-inside", packet->name),
			    page_impose_cut(make->arena, pages, &cover, &n, 1, BLEED));
}

bool cli_shop(struct cli_make *make)
{
	struct cli_house *house = make->house;
	struct set_packet *files[CLI_MOST_RESULTS];

	if (!cli_safe(house, house->upright, SAFE, 0) || !cli_safe(house, house->landscape, SAFE, 0) ||
	    !cli_make_bind(make, true, files))
		return false;
	for (int i = 0; i < CLI_MOST_RESULTS; i++)
		if (files[i] && !one_packet(make, files[i]))
			return false;
	return true;
}
