/* Booklets: a packet set anew at half the sheet's size, filled up with pages for notes to whole sheets, and imposed for
 * saddle stitch. A letter page made smaller would be a page that nobody can read, so nothing is ever scaled. */
#include "cli/paper.h"

#include "packet/set.h"
#include "layout/layout.h"

bool cli_booklet_style(struct cli_house *house)
{
	const struct cli_options *o = house->options;
	const struct style_dirs dirs = {house->templates, house->n_dirs};
	const char *theme = o->theme ? o->theme : o->large_print ? "large-print" : "first-steps";
	const struct style *leaf;
	struct style *bound;

	if (!o->booklet || house->press)
		return true;
	house->press = style_print_load(house->arena, house->diags, &dirs, o->paper ? o->paper : "letter");
	if (!house->press)
		return false;
	leaf = style_load(house->arena, house->diags, &dirs, theme, house->press->page, o->landscape);
	house->leaf_landscape = leaf ? style_turned(house->arena, house->diags, leaf) : NULL;
	house->sheet =
		o->landscape || !str_eq(house->press->sheet, house->upright->paper.name) || house->upright->columns == 1
			? style_load(house->arena, house->diags, &dirs, leaf && leaf->columns > 1 ? theme : "plain",
				     house->press->sheet, false)
			: house->upright;
	if (!leaf || !house->leaf_landscape || !house->sheet)
		return false;
	/* A booklet has no holes, but it has a spine: margins change sides as on punched paper. */
	bound = arena_one(house->arena, struct style);
	*bound = *leaf;
	bound->paper.punched = true;
	house->leaf = bound;
	return true;
}

bool cli_safe(struct cli_house *house, const struct style *style, mpt safe, mpt in)
{
	const struct style_paper *paper = &style->paper;
	/* Turned, the head is at the spine or at the outer edge. */
	const mpt margins[] = {paper->landscape ? paper->bottom - in : paper->start - in, paper->end, paper->top, paper->bottom};
	struct buf is = {0}, least = {0};
	mpt worst = margins[0];

	for (int i = 1; i < 4; i++)
		worst = margins[i] < worst ? margins[i] : worst;
	if (worst >= safe)
		return true;
	buf_add_mpt(&is, worst, 2);
	buf_add_mpt(&least, safe, 2);
	diag(house->diags, SPAN_NONE, MSG_CLI_SAFE, paper->name, is.data, least.data,
	     in > 0 ? ", thinner paper or smaller signatures" : "");
	buf_free(&is);
	buf_free(&least);
	return false;
}

/* A page to write on, ruled to its foot. */
static struct set_doc *notes_page(struct cli_house *house, struct arena *arena)
{
	struct set_doc *doc = arena_one(arena, struct set_doc);

	doc->id = doc->anchor = "notes";
	doc->title_plain = doc->head_title = lang_word(house->lang, "notes");
	doc->title = cli_text(arena, doc->title_plain);
	doc->kind = "worksheet";
	doc->head = doc->foot = doc->title_page = true;
	doc->lang = house->lang->tag;
	doc->rtl = house->lang->rtl;
	doc->first = arena_one(arena, struct set_node);
	doc->first->kind = SET_SPACE;
	doc->first->style = "ruled";
	return doc;
}

/* The back of a booklet that has a front: a page with nothing on it, so that what is inside stays there. */
static struct set_doc *back_cover(struct cli_house *house, struct arena *arena)
{
	struct set_doc *doc = arena_one(arena, struct set_doc);

	doc->id = doc->anchor = "back";
	doc->title_plain = doc->head_title = "";
	doc->title = cli_text(arena, "");
	doc->kind = "cover";
	doc->bare = true;
	doc->lang = house->lang->tag;
	doc->rtl = house->lang->rtl;
	return doc;
}

/* A tab stands out of a folder; between folded sheets it would only be cut off. */
static struct set_doc *without_tab(struct arena *arena, struct set_doc *doc)
{
	struct set_doc *copy = arena_one(arena, struct set_doc);

	*copy = *doc;
	copy->tab = copy->tabs = 0;
	return copy;
}

static struct set_packet *folded(struct cli_house *house, struct arena *arena, const struct set_packet *from)
{
	struct set_packet *packet = arena_one(arena, struct set_packet);

	*packet = *from;
	packet->duplex = true;
	packet->outline = false;
	packet->multiple = 4;
	packet->filler = notes_page(house, arena);
	packet->docs = arena_many(arena, struct set_doc *, from->n_docs + 1);
	for (size_t i = 0; i < from->n_docs; i++)
		packet->docs[i] = from->docs[i]->tabs > 0 ? without_tab(arena, from->docs[i]) : from->docs[i];
	if (from->n_docs > 1 && str_eq(from->docs[0]->kind, "cover") && !str_eq(from->docs[from->n_docs - 1]->kind, "cover"))
		packet->docs[packet->n_docs++] = back_cover(house, arena);
	return packet;
}

static bool one_booklet(struct cli_make *make, const struct set_packet *from, struct cli_pile *pile)
{
	struct cli_house *house = make->house;
	const struct style_print *press = house->press;
	struct layout_job job = {.arena = make->arena, .diags = house->diags, .fonts = house->fonts, .upright = house->leaf,
				 .landscape = house->leaf_landscape, .lang = house->lang, .codes = house->codes, .memo = house->memo};
	struct page_fold fold = {press->sheet_w, press->sheet_h, press->page_w, press->page_h, (size_t)house->options->signature,
				 press->thickness, press->safe, house->options->marks};
	const struct set_packet *packet = folded(house, make->arena, from);
	size_t errors = diags_count(house->diags, DIAG_ERROR), most;
	struct page_set *pages = layout_packet(&job, packet);
	mpt in;

	if (!pages || diags_count(house->diags, DIAG_ERROR) > errors)
		return false;
	in = page_fold_creep(&fold, pages->n_pages);
	if (!cli_safe(house, house->leaf, press->safe, in) || !cli_safe(house, house->leaf_landscape, press->safe, in))
		return false;
	pile->name = arena_printf(make->arena, "%s-booklet", packet->name);
	pile->sheets = page_fold_sheets(pages->n_pages);
	most = fold.signature > 0 && fold.signature < pile->sheets ? fold.signature : pile->sheets;
	if (most > (size_t)press->sheets)
		diag(house->diags, SPAN_NONE, MSG_CLI_SHEETS, pile->name, most, press->sheets);
	return cli_make_add(make, CLI_FOR_OFFICE, packet, pile->name, page_impose_fold(make->arena, pages, &fold));
}

bool cli_booklets(struct cli_make *make)
{
	struct set_packet *files[CLI_MOST_RESULTS];
	struct cli_pile piles[CLI_MOST_RESULTS];
	const char *name = NULL;
	size_t n = 0;

	if (!cli_make_bind(make, true, files))
		return false;
	for (int i = 0; i < CLI_MOST_RESULTS; i++) {
		if (!files[i])
			continue;
		if (!one_booklet(make, files[i], &piles[n++]))
			return false;
		name = name ? name : files[i]->name;
	}
	return n == 0 || cli_howto_booklets(make, name, piles, n);
}
