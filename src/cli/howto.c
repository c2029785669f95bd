/* <packet>-how-to-print.pdf: one page for whoever stands at the printer: pictures that the program draws, words from templates/languages/. It says
 * nothing of the record, so it may lie about. */
#include "cli/paper.h"

#include "packet/set.h"
#include "layout/layout.h"

#define NAME "how-to-print"

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

/* One step: its number and name, its picture, what to do. */
static void add_step(struct cli_house *house, struct arena *arena, struct set_node *columns, struct set_node **last, long n,
		     const char *head, const char *picture, const char *say)
{
	const struct lang_arg args[] = {{"number", lang_number(house->lang, arena, n), 0},
					{"title", lang_word(house->lang, head), 0}};
	struct set_node *step = add(arena, columns, last, SET_KEEP), *within = NULL, *node;

	node = add(arena, step, &within, SET_HEADING);
	node->level = 2;
	node->text = cli_text(arena, lang_format(house->lang, arena, "numbered_title", args, 2));
	node = add(arena, step, &within, SET_PICTURE);
	node->style = picture;
	node->height = PT(84);
	node->alt = lang_word(house->lang, arena_printf(arena, "howto_%s_alt", picture));
	node = add(arena, step, &within, SET_PARA);
	node->text = cli_text(arena, say);
}

static struct set_node *steps(struct cli_house *house, struct arena *arena, long group)
{
	const struct lang *lang = house->lang;
	const struct lang_arg paper = {"paper", house->press->title, 0}, n = {"n", NULL, group};
	struct set_node *columns = arena_one(arena, struct set_node), *last = NULL;

	columns->kind = SET_COLUMNS;
	columns->level = 2;
	add_step(house, arena, columns, &last, 1, "howto_paper", "paper", lang_format(lang, arena, "howto_paper_say", &paper, 1));
	add_step(house, arena, columns, &last, 2, "howto_settings", "settings", lang_word(lang, "howto_settings_say"));
	add_step(house, arena, columns, &last, 3, "howto_flip", "flip", lang_word(lang, "howto_flip_say"));
	if (group > 0)
		add_step(house, arena, columns, &last, 4, "howto_groups", "groups", lang_format(lang, arena, "howto_groups_say", &n, 1));
	else
		add_step(house, arena, columns, &last, 4, "howto_pile", "pile", lang_word(lang, "howto_pile_say"));
	add_step(house, arena, columns, &last, 5, "howto_fold", "fold", lang_word(lang, group > 0 ? "howto_fold_groups" : "howto_fold_say"));
	add_step(house, arena, columns, &last, 6, group > 0 ? "howto_stitch" : "howto_staple", "staple",
		 lang_word(lang, group > 0 ? "howto_staple_groups" : "howto_staple_say"));
	return columns;
}

static struct set_doc *howto_doc(struct cli_house *house, struct arena *arena, const struct cli_pile *piles, size_t n)
{
	struct set_doc *doc = arena_one(arena, struct set_doc);
	struct set_node top = {0}, *last = NULL, *columns;
	size_t most = 0;

	doc->id = doc->anchor = NAME;
	doc->title_plain = doc->head_title = lang_word(house->lang, "howto_title");
	doc->title = cli_text(arena, doc->title_plain);
	doc->kind = "handout";
	doc->title_page = true;
	doc->lang = house->lang->tag;
	doc->rtl = house->lang->rtl;
	for (size_t i = 0; i < n; i++) {
		const struct lang_arg args[] = {{"name", piles[i].name, 0}, {"n", NULL, (long)piles[i].sheets}, {"paper", house->press->title, 0}};
		const char *says = lang_format(house->lang, arena, n > 1 ? "howto_each" : "howto_lead", args, 3);

		if (n > 1)
			add(arena, &top, &last, SET_PARA)->text = cli_text(arena, says);
		else
			doc->lead = cli_text(arena, says);
		most = piles[i].sheets > most ? piles[i].sheets : most;
	}
	columns = steps(house, arena, (size_t)house->options->signature < most ? house->options->signature : 0);
	if (last)
		last->next = columns;
	else
		top.first = columns;
	doc->first = top.first;
	return doc;
}

bool cli_howto(struct cli_make *make, const char *packet, const struct cli_pile *piles, size_t n)
{
	struct cli_house *house = make->house;
	struct layout_job job = {make->arena, house->diags, house->fonts, house->sheet, house->sheet, house->lang, NULL};
	struct set_doc *docs[1] = {howto_doc(house, make->arena, piles, n)};
	struct set_packet page = {.name = NAME, .title = docs[0]->title_plain, .lang = house->lang->tag, .rtl = house->lang->rtl,
				  .flat = true, .anonymous = true, .docs = docs, .n_docs = 1};
	size_t errors = diags_count(house->diags, DIAG_ERROR);
	struct page_set *pages = layout_packet(&job, &page);

	return pages && diags_count(house->diags, DIAG_ERROR) == errors &&
	       cli_make_add(make, CLI_HOWTO, &page, arena_printf(make->arena, "%s-" NAME, packet), pages);
}
