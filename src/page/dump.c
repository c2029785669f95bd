/* The stages as text: one line an item, in the order of the page, the tree or the fields. Made to be compared by tests and
 * read by people, so places are in points and nothing depends on addresses or on how tags are numbered. */
#include "page/page.h"

static const char *role_name(enum page_role role)
{
	static const char *const names[] = {"Document", "Part",	 "Sect",       "Div",  "H1",  "H2",	"H3",	     "H4",
					    "H5",	"H6",	 "P",	       "L",    "LI",  "Lbl",	"LBody",     "Table",
					    "THead",	"TBody", "TR",	       "TH",   "TD",  "Figure", "Caption",   "Link",
					    "Form",	"Span",	 "BlockQuote", "Code", "TOC", "TOCI",	"Reference", "Note"};

	return (size_t)role < sizeof names / sizeof *names ? names[role] : "?";
}

static void pair(struct buf *out, mpt a, char between, mpt b)
{
	buf_add_mpt(out, a, 3);
	buf_addc(out, between);
	buf_add_mpt(out, b, 3);
}

static void length(struct buf *out, const char *name, mpt v)
{
	if (v == 0)
		return;
	buf_addf(out, " %s ", name);
	buf_add_mpt(out, v, 3);
}

static void string(struct buf *out, const char *name, const char *text)
{
	if (!text)
		return;
	buf_addf(out, " %s ", name);
	buf_add_json(out, text);
}

static void color(struct buf *out, struct page_color c)
{
	if (c.r || c.g || c.b)
		buf_addf(out, " #%02x%02x%02x", c.r, c.g, c.b);
}

static void add_run(const struct font_run *run, struct buf *out)
{
	struct buf text = {0};

	if (run->object)
		return;
	buf_addf(out, " %s ", run->face ? run->face->name : "-");
	buf_add_mpt(out, run->size, 3);
	buf_adds(out, run->rtl ? " rtl " : " ");
	buf_add(&text, run->text, run->text_len);
	buf_add_json(out, text.data);
	buf_free(&text);
}

static void dump_item(const struct page_set *set, const struct page_item *item, const char *indent, struct buf *out)
{
	static const char *const names[] = {"text", "fill", "stroke", "rule", "path", "image", "widget", "link", "mark"};

	buf_addf(out, "%s%s ", indent, names[item->kind]);
	pair(out, item->x, ',', item->y);
	if (item->kind == PAGE_GLYPHS) {
		length(out, "w", item->as.run->width);
		add_run(item->as.run, out);
		if (item->turned)
			buf_adds(out, " turned");
	} else if (item->w || item->h) {
		buf_addc(out, ' ');
		pair(out, item->w, 'x', item->h);
	}
	switch (item->kind) {
	case PAGE_FILL:
	case PAGE_STROKE:
	case PAGE_RULE:
		length(out, "line", item->as.shape.line);
		length(out, "radius", item->as.shape.radius);
		length(out, "dash", item->as.shape.dash);
		break;
	case PAGE_PATH:
		length(out, "line", item->as.path.line);
		buf_adds(out, " ");
		for (size_t i = 0, at = 0; i < item->as.path.path.n_ops; i++) {
			uint8_t op = item->as.path.path.ops[i];
			size_t n = op == PAGE_CURVE ? 3 : op == PAGE_CLOSE ? 0 : 1;

			buf_addc(out, "MLCZ"[op & 3]);
			for (; n > 0 && at < item->as.path.path.n_points; n--, at++) {
				pair(out, item->as.path.path.points[2 * at], ',', item->as.path.path.points[2 * at + 1]);
				if (n > 1)
					buf_addc(out, ' ');
			}
		}
		break;
	case PAGE_IMAGE: buf_addf(out, " of %ux%u", item->as.image->width, item->as.image->height); break;
	case PAGE_WIDGET:
		buf_addf(out, " %s", set->fields[set->widgets[item->as.widget].field].name);
		string(out, "state", set->widgets[item->as.widget].state);
		break;
	case PAGE_LINK:
		string(out, "to", set->links[item->as.link].uri);
		string(out, "at", set->links[item->as.link].anchor);
		break;
	default: break;
	}
	if (item->kind < PAGE_IMAGE)
		color(out, item->color);
	if (item->tag < set->n_tags)
		buf_addf(out, " <%s>", role_name(set->tags[item->tag].role));
	buf_addc(out, '\n');
}

void page_dump_pages(const struct page_set *set, struct buf *out)
{
	for (size_t p = 0; p < set->n_pages; p++) {
		const struct page *page = &set->pages[p];

		buf_addf(out, "page %zu ", p + 1);
		pair(out, page->w, 'x', page->h);
		string(out, "label", page->label);
		string(out, "document", page->document);
		buf_addc(out, '\n');
		for (size_t i = 0; i < page->body.n; i++)
			dump_item(set, &page->body.items[i], "  ", out);
		if (page->furniture.n > 0)
			buf_adds(out, "  furniture\n");
		for (size_t i = 0; i < page->furniture.n; i++)
			dump_item(set, &page->furniture.items[i], "    ", out);
	}
}

/* ---- tags -------------------------------------------------------------------------------------------------------- */

/* The words of a mark. Lines of one paragraph are parted by a space where the text itself has none. */
static void mark_text(const struct page_items *body, const struct page_kid *mark, struct buf *text)
{
	mpt y = 0;

	for (uint32_t i = mark->from; i < mark->to; i++) {
		const struct page_item *item = &body->items[i];

		if (item->kind != PAGE_GLYPHS || item->as.run->object)
			continue;
		if (text->len > 0 && item->y != y && text->data[text->len - 1] != ' ')
			buf_addc(text, ' ');
		y = item->y;
		buf_add(text, item->as.run->text, item->as.run->text_len);
	}
}

/* What stands on a place that no text tells: the field of a Form, the target of a Link. */
struct dump_places {
	const char **form; /* by tag */
	const char **link;
};

static void dump_tag(const struct page_set *set, const struct page_kids *all, const struct dump_places *places,
		     page_tag_id id, int depth, struct buf *out)
{
	static const char *const scopes[] = {"", " scope row", " scope column", " scope both"};
	static const char *const numberings[] = {"", " disc", " decimal"};
	const struct page_tag *tag = &set->tags[id];

	buf_addf(out, "%*s%s%s%s", 2 * depth, "", role_name(tag->role), scopes[tag->scope], numberings[tag->numbering]);
	if (tag->colspan > 1)
		buf_addf(out, " colspan %d", tag->colspan);
	if (tag->rowspan > 1)
		buf_addf(out, " rowspan %d", tag->rowspan);
	string(out, "lang", tag->lang);
	string(out, "title", tag->title);
	string(out, "alt", tag->alt);
	string(out, "actual", tag->actual);
	if (places->form[id])
		buf_addf(out, " %s", places->form[id]);
	string(out, "to", places->link[id]);
	buf_addc(out, '\n');
	for (size_t i = 0; i < all[id].n; i++) {
		const struct page_kid *kid = &all[id].kids[i];
		struct buf text = {0};

		if (kid->is_tag) {
			dump_tag(set, all, places, kid->tag, depth + 1, out);
			continue;
		}
		mark_text(&set->pages[kid->page].body, kid, &text);
		buf_addf(out, "%*s%u: ", 2 * depth + 2, "", kid->page + 1);
		buf_add_json(out, text.data ? text.data : "");
		buf_addc(out, '\n');
		buf_free(&text);
	}
}

void page_dump_tags(const struct page_set *set, struct buf *out)
{
	struct arena *arena = arena_new();
	struct dump_places places = {arena_many(arena, const char *, set->n_tags + 1),
				     arena_many(arena, const char *, set->n_tags + 1)};

	for (size_t p = 0; p < set->n_pages; p++)
		for (size_t i = 0; i < set->pages[p].body.n; i++) {
			const struct page_item *item = &set->pages[p].body.items[i];

			if (item->tag >= set->n_tags)
				continue;
			if (item->kind == PAGE_WIDGET)
				places.form[item->tag] = set->fields[set->widgets[item->as.widget].field].name;
			if (item->kind == PAGE_LINK) {
				const struct page_link *link = &set->links[item->as.link];

				places.link[item->tag] = link->uri ? link->uri : link->anchor;
			}
		}
	if (set->n_tags > 0)
		dump_tag(set, page_walk(arena, set), &places, 0, 0, out);
	arena_free(arena);
}

/* ---- fields ------------------------------------------------------------------------------------------------------ */

static void dump_widget(const struct page_widget *widget, struct buf *out)
{
	buf_addf(out, "  page %u ", widget->page + 1);
	pair(out, widget->x, ',', widget->y);
	buf_addc(out, ' ');
	pair(out, widget->w, 'x', widget->h);
	length(out, "size", widget->size);
	length(out, "pad", widget->pad);
	if (widget->rtl)
		buf_adds(out, " rtl");
	string(out, "state", widget->state);
	string(out, "tooltip", widget->tooltip);
	buf_addc(out, '\n');
}

void page_dump_fields(const struct page_set *set, struct buf *out)
{
	static const char *const kinds[] = {"text", "check", "radio", "signature"};

	for (size_t f = 0; f < set->n_fields; f++) {
		const struct page_field *field = &set->fields[f];

		buf_addf(out, "%s %s%s%s", field->name, kinds[field->kind], field->multiline ? " multiline" : "",
			 field->no_spellcheck ? " no-spellcheck" : "");
		string(out, "lang", field->lang);
		string(out, "tooltip", field->tooltip);
		string(out, "value", field->value);
		buf_addc(out, '\n');
		for (uint32_t w = field->first; w < set->n_widgets; w = set->widgets[w].next)
			dump_widget(&set->widgets[w], out);
	}
}
