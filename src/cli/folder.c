/* How to print a folder: which sheets go on which paper, which edge they turn over, where they are trimmed and punched,
 * where a divider goes, and the labels. Counts what was set, so that it never speaks of sheets that are not there. */
#include "cli/paper.h"

#include "packet/set.h"

enum kind { DIVIDERS, REST, LABELS, KINDS };

/* Where a kind's pages lie in the file, from 1, and how many sheets they are; what is blank on the back belongs to its front. */
struct stretch {
	size_t from, to, sheets;
};

static enum kind kind_of(const struct set_packet *packet, const struct page *page)
{
	for (size_t i = 0; page->document && i < packet->n_docs; i++) {
		const struct set_doc *doc = packet->docs[i];

		if (str_eq(doc->anchor ? doc->anchor : doc->id, page->document))
			return doc->tabs > 0 ? DIVIDERS : str_eq(doc->kind, "card") ? LABELS : REST;
	}
	return REST;
}

static void count(const struct set_packet *packet, const struct page_set *pages, struct stretch of[KINDS])
{
	enum kind kind = REST;

	for (size_t i = 0; i < pages->n_pages; i++) {
		struct stretch *s;

		if (!pages->duplex || i % 2 == 0)
			kind = kind_of(packet, &pages->pages[i]);
		s = &of[kind];
		s->sheets += !pages->duplex || i % 2 == 0;
		s->from = s->from ? s->from : i + 1;
		s->to = i + 1;
	}
}

static void say(struct cli_howto *page, const char *key, const struct stretch *s, const char *paper)
{
	const struct lang_arg args[] = {
		{"n", NULL, (long)s->sheets}, {"paper", paper, 0}, {"from", NULL, (long)s->from}, {"to", NULL, (long)s->to}};

	if (s->sheets > 0)
		cli_howto_say(page, lang_format(page->make->house->lang, page->make->arena, key, args, 4));
}

static void steps(struct cli_howto *page, const struct stretch of[KINDS], bool duplex, bool stock)
{
	const struct lang *lang = page->make->house->lang;

	cli_howto_step(page, "howto_paper", "stock", lang_word(lang, stock ? "howto_stock_say" : "howto_heavy_say"));
	cli_howto_step(page, "howto_settings", "portrait", lang_word(lang, duplex ? "howto_portrait_say" : "howto_portrait_single"));
	if (duplex)
		cli_howto_step(page, "howto_turn", "turn", lang_word(lang, "howto_turn_say"));
	if (!stock)
		cli_howto_step(page, "howto_trim", "trim", lang_word(lang, "howto_trim_say"));
	cli_howto_step(page, "howto_punch", "punch", lang_word(lang, "howto_punch_say"));
	cli_howto_step(page, "howto_order", "order",
		       lang_word(lang, of[REST].sheets > 0 ? "howto_order_say" : "howto_order_dividers"));
	if (of[LABELS].sheets > 0)
		cli_howto_step(page, "howto_labels", "labels", lang_word(lang, "howto_labels_say"));
}

/* The paper that tells: the run's own, but one that has room for two columns of pictures. */
static const struct style *page_style(struct cli_house *house)
{
	const struct style_dirs dirs = {house->templates, house->n_dirs};
	const struct style *own = house->upright;

	if (!own->paper.landscape && own->paper.w >= PT(500))
		return own;
	return style_load(house->arena, house->diags, &dirs, own->theme,
			  own->paper.landscape && own->paper.h >= PT(500) ? own->paper.name
			  : str_eq(own->paper.name, "a5")		  ? "a4"
									  : "letter",
			  false);
}

bool cli_howto_folder(struct cli_make *make, const struct set_packet *packet, const struct page_set *pages)
{
	struct cli_house *house = make->house;
	const struct style *tabs = house->upright->tabs, *style;
	struct stretch of[KINDS] = {{0, 0, 0}};
	struct cli_howto page;

	count(packet, pages, of);
	if (of[DIVIDERS].sheets == 0 || house->upright->paper.phone)
		return true;
	style = page_style(house);
	if (!style)
		return false;
	cli_howto_begin(&page, make, "howto_folder");
	say(&page, tabs ? "howto_tab_sheets" : "howto_heavy_sheets", &of[DIVIDERS],
	    tabs ? tabs->paper.title : house->upright->paper.title);
	say(&page, "howto_plain_sheets", &of[REST], house->upright->paper.title);
	say(&page, "howto_label_sheets", &of[LABELS], house->upright->paper.title);
	steps(&page, of, pages->duplex, tabs != NULL);
	return cli_howto_end(&page, style, packet->name);
}
