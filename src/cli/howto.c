/* <packet>-how-to-print.pdf: one page for whoever stands at the printer: pictures that the program draws, words from
 * templates/languages/. It says nothing of the record, so it may lie about. Here is the page itself, and what it says of
 * booklets; folder.c says the rest. */
#include "cli/paper.h"

#include "packet/set.h"
#include "layout/layout.h"

#define NAME "how-to-print"

enum { PICTURE = 90000, LEAST_PICTURE = 48000 /* how high one is */ };

static struct set_node *add(struct arena *arena, struct set_node *parent, struct set_node **last, enum set_kind kind)
{
	struct set_node *node = arena_one(arena, struct set_node);

	node->kind = kind;
	if (*last)
		(*last)->next = node;
	else
		parent->first = node;
	*last = node;
	return node;
}

void cli_howto_begin(struct cli_howto *page, struct cli_make *make, const char *title)
{
	const struct lang *lang = make->house->lang;
	struct set_doc *doc = arena_one(make->arena, struct set_doc);

	*page = (struct cli_howto){.make = make, .doc = doc, .top = arena_one(make->arena, struct set_node),
				    .steps = arena_one(make->arena, struct set_node)};
	doc->id = doc->anchor = NAME;
	doc->title_plain = doc->head_title = lang_word(lang, title);
	doc->title = cli_text(make->arena, doc->title_plain);
	doc->kind = "handout";
	doc->title_page = true;
	doc->lang = lang->tag;
	doc->rtl = lang->rtl;
	page->steps->kind = SET_COLUMNS;
	page->steps->level = 2;
}

void cli_howto_say(struct cli_howto *page, const char *text)
{
	struct arena *arena = page->make->arena;

	add(arena, page->top, &page->last, SET_PARA)->text = cli_text(arena, text);
}

void cli_howto_step(struct cli_howto *page, const char *head, const char *picture, const char *say)
{
	const struct lang *lang = page->make->house->lang;
	struct arena *arena = page->make->arena;
	const struct lang_arg args[] = {{"number", lang_number(lang, arena, ++page->n_steps), 0}, {"title", lang_word(lang, head), 0}};
	struct set_node *step = add(arena, page->steps, &page->last_step, SET_KEEP), *within = NULL, *node;

	node = add(arena, step, &within, SET_HEADING);
	node->level = 2;
	node->text = cli_text(arena, lang_format(lang, arena, "numbered_title", args, 2));
	node = add(arena, step, &within, SET_PICTURE);
	node->style = picture;
	node->alt = lang_word(lang, arena_printf(arena, "howto_%s_alt", picture));
	node = add(arena, step, &within, SET_PARA);
	node->text = cli_text(arena, say);
}

bool cli_howto_end(struct cli_howto *page, const struct style *style, const char *packet)
{
	struct cli_make *make = page->make;
	struct cli_house *house = make->house;
	struct layout_job job = {make->arena, house->diags, house->fonts, style, style, house->lang, NULL, house->codes, house->memo};
	struct set_doc *docs[1] = {page->doc};
	struct set_packet set = {.name = NAME, .title = page->doc->title_plain, .lang = house->lang->tag, .rtl = house->lang->rtl,
				 .flat = true, .anonymous = true, .docs = docs, .n_docs = 1};
	size_t errors = diags_count(house->diags, DIAG_ERROR);
	struct page_set *pages, *best = NULL;

	if (page->last)
		page->last->next = page->steps;
	page->doc->first = page->last ? page->top->first : page->steps;
	/* It hangs by the printer, so it is one page: smaller pictures before a second one, but none too small to read.
	 * Where large type takes more all the same, they are as large as those pages let them be. */
	for (mpt high = PICTURE; high >= LEAST_PICTURE && (!best || best->n_pages > 1); high -= PT(6)) {
		for (struct set_node *step = page->steps->first; step; step = step->next)
			step->first->next->height = high;
		pages = layout_packet(&job, &set);
		if (!pages || diags_count(house->diags, DIAG_ERROR) > errors)
			return false;
		if (!best || pages->n_pages < best->n_pages)
			best = pages;
	}
	return cli_make_add(make, CLI_HOWTO, &set, arena_printf(make->arena, "%s-" NAME, packet), best);
}

static void booklet_steps(struct cli_howto *page, long group)
{
	const struct lang *lang = page->make->house->lang;
	struct arena *arena = page->make->arena;
	const struct lang_arg paper = {"paper", page->make->house->press->title, 0}, n = {"n", NULL, group};

	cli_howto_step(page, "howto_paper", "paper", lang_format(lang, arena, "howto_paper_say", &paper, 1));
	cli_howto_step(page, "howto_settings", "settings", lang_word(lang, "howto_settings_say"));
	cli_howto_step(page, "howto_flip", "flip", lang_word(lang, "howto_flip_say"));
	if (group > 0)
		cli_howto_step(page, "howto_groups", "groups", lang_format(lang, arena, "howto_groups_say", &n, 1));
	else
		cli_howto_step(page, "howto_pile", "pile", lang_word(lang, "howto_pile_say"));
	cli_howto_step(page, "howto_fold", "fold", lang_word(lang, group > 0 ? "howto_fold_groups" : "howto_fold_say"));
	cli_howto_step(page, group > 0 ? "howto_stitch" : "howto_staple", "staple",
		       lang_word(lang, group > 0 ? "howto_staple_groups" : "howto_staple_say"));
}

bool cli_howto_booklets(struct cli_make *make, const char *packet, const struct cli_pile *piles, size_t n)
{
	struct cli_house *house = make->house;
	struct cli_howto page;
	size_t most = 0;

	cli_howto_begin(&page, make, "howto_title");
	for (size_t i = 0; i < n; i++) {
		const struct lang_arg args[] = {
			{"name", piles[i].name, 0}, {"n", NULL, (long)piles[i].sheets}, {"paper", house->press->title, 0}};
		const char *says = lang_format(house->lang, make->arena, n > 1 ? "howto_each" : "howto_lead", args, 3);

		if (n > 1)
			cli_howto_say(&page, says);
		else
			page.doc->lead = cli_text(make->arena, says);
		most = piles[i].sheets > most ? piles[i].sheets : most;
	}
	booklet_steps(&page, (size_t)house->options->signature < most ? house->options->signature : 0);
	return cli_howto_end(&page, house->sheet, packet);
}
