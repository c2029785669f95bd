/* Layout: where pages break, how blanks grow, when a table turns into cards, and how a right-to-left page is turned over. Run from the
 * project's top. */
#include "layout/layout.h"

#include <stdlib.h>

#include "layout/int.h"
#include "test.h"

static struct arena *arena;
static struct diags *diags;
static struct font_set *fonts;
static const struct style *upright, *phone, *landscape;
static struct lang *english;

static void begin(void)
{
	static const char *const dirs[] = {"templates"};
	struct style_dirs where = {dirs, 1};

	if (arena)
		return;
	arena = arena_new();
	diags = diags_new();
	fonts = font_set_load(arena, diags, val_load(arena, diags, "fonts/fonts.yaml", 1u << 20));
	upright = style_load(arena, diags, &where, "first-steps", "letter", false);
	landscape = style_load(arena, diags, &where, "first-steps", "letter", true);
	phone = style_load(arena, diags, &where, "first-steps", "phone", false);
	english = lang_load(arena, diags, &(const char *){"templates/languages"}, 1, "en", SPAN_NONE);
}

/* ---- breaking ------------------------------------------------------------------------------------------------------ */

static struct layout_vlist *list_new(void)
{
	struct layout_vlist *v;

	begin();
	v = arena_one(arena, struct layout_vlist);
	v->arena = arena;
	return v;
}

static void strips(struct layout_vlist *v, int n, mpt h, mpt space, int cost)
{
	for (int i = 0; i < n; i++) {
		if (v->n) {
			layout_vspace(v, space);
			layout_vcost(v, cost);
		}
		layout_vstrip(v, h);
	}
}

/* The same, kept together. */
static void block(struct layout_vlist *v, int n, mpt h, mpt space, int cost, int keep)
{
	size_t from = layout_vkeep_begin(v);

	strips(v, n, h, space, cost);
	layout_vkeep_end(v, from, keep);
}

static size_t broken(struct layout_vlist *v, mpt height, const struct style *style, size_t **starts)
{
	return layout_break(arena, v, height, 0, style, starts);
}

TEST(a_paragraph_leaves_no_line_alone)
{
	struct layout_vlist *v = list_new();
	size_t *starts;

	/* Six lines where five fit: the last would stand alone. */
	for (int i = 0; i < 6; i++) {
		if (i > 0)
			layout_vcost(v, i == 1 || i == 5 ? LAYOUT_COST_WIDOW : LAYOUT_COST_LINES);
		layout_vstrip(v, PT(100));
	}
	CHECK_INT(broken(v, PT(500), upright, &starts), 2);
	CHECK_INT(starts[1], 4);
}

TEST(a_heading_goes_with_what_follows)
{
	struct layout_vlist *v = list_new();
	size_t *starts;

	strips(v, 4, PT(100), 0, 0);
	layout_vstrip(v, PT(50));
	layout_vcost(v, LAYOUT_COST_NEVER);
	layout_vstrip(v, PT(100));
	CHECK_INT(broken(v, PT(500), upright, &starts), 2);
	CHECK_INT(starts[1], 4);
}

TEST(a_block_is_kept_whole_where_a_page_holds_it)
{
	struct layout_vlist *v = list_new();
	size_t *starts;

	strips(v, 3, PT(100), 0, 0);
	block(v, 3, PT(100), 0, 0, LAYOUT_COST_KEEP);
	CHECK_INT(broken(v, PT(500), upright, &starts), 2);
	CHECK_INT(starts[1], 3);
}

TEST(a_block_taller_than_a_page_yields)
{
	struct layout_vlist *v = list_new();
	size_t *starts;

	strips(v, 1, PT(100), 0, 0);
	block(v, 6, PT(100), 0, 0, LAYOUT_COST_KEEP);
	CHECK_INT(broken(v, PT(500), upright, &starts), 2);
}

TEST(a_block_that_fits_a_page_tightened_is_whole)
{
	struct layout_vlist *v = list_new();
	size_t *starts;

	/* 5 * 91.5 + 4 * 11 = 501.5, and 6% of 44 is 2.6. */
	strips(v, 1, PT(100), 0, 0);
	block(v, 5, 91500, PT(11), 0, LAYOUT_COST_KEEP);
	CHECK_INT(broken(v, PT(500), upright, &starts), 2);
	CHECK_INT(starts[1], 1);
}

TEST(a_block_that_goes_on_overleaf_leaves_no_row_behind)
{
	struct layout_vlist *v = list_new();
	size_t *starts;

	/* Rows of 60 in a block of 600: where only one would fit it begins overleaf, and no page gets only the last one. */
	strips(v, 1, PT(400), 0, 0);
	block(v, 10, PT(60), 0, LAYOUT_COST_ROWS, LAYOUT_COST_KEEP);
	CHECK_INT(broken(v, PT(500), upright, &starts), 3);
	CHECK_INT(starts[1], 1);
	CHECK(starts[2] <= 9);
}

TEST(a_block_within_another_is_parted_only_for_much)
{
	struct layout_vlist *v = list_new();
	size_t *starts;

	/* Half a page stays empty rather than that the inner block is in two. */
	strips(v, 1, PT(250), 0, 0);
	block(v, 6, PT(60), 0, LAYOUT_COST_ROWS, LAYOUT_COST_PART);
	CHECK_INT(broken(v, PT(500), upright, &starts), 2);
	CHECK_INT(starts[1], 1);
}

TEST(a_last_page_is_not_for_one_question)
{
	struct layout_vlist *v = list_new();
	size_t *starts;

	/* Nine of 70 where seven fit: two would be a quarter of a page and more; of eight, one more goes with the last. */
	strips(v, 9, PT(70), 0, LAYOUT_COST_ROWS);
	CHECK_INT(broken(v, PT(500), upright, &starts), 2);
	CHECK_INT(starts[1], 7);
	v = list_new();
	strips(v, 8, PT(70), 0, LAYOUT_COST_ROWS);
	CHECK_INT(broken(v, PT(500), upright, &starts), 2);
	CHECK_INT(starts[1], 6);
}

TEST(spaces_tighten_rather_than_start_a_page_for_little)
{
	struct layout_vlist *v = list_new();
	size_t *starts;

	/* 5 * 92 + 4 * 11 = 504, and 6% of 44 is 2.6: too much; 5 * 91.5 + 44 = 501.5: not. */
	strips(v, 5, PT(92), PT(11), 0);
	CHECK_INT(broken(v, PT(500), upright, &starts), 2);
	v = list_new();
	strips(v, 5, 91500, PT(11), 0);
	CHECK_INT(broken(v, PT(500), upright, &starts), 1);
}

TEST(a_forced_page_and_a_limit_of_blanks)
{
	struct layout_vlist *v = list_new();
	size_t *starts;

	layout_vstrip(v, PT(10));
	layout_vcost(v, LAYOUT_COST_FORCE);
	layout_vstrip(v, PT(10));
	CHECK_INT(broken(v, PT(500), upright, &starts), 2);
	v = list_new();
	for (int i = 0; i < 9; i++)
		layout_vstrip(v, PT(20))->blanks = 1;
	CHECK_INT(broken(v, PT(500), phone, &starts), 2);
	CHECK(starts[1] <= 7 && starts[1] >= 2);
}

/* ---- whole documents --------------------------------------------------------------------------------------------------- */

static struct set_text *text_new(const char *words)
{
	struct set_text *text = arena_one(arena, struct set_text);

	text->pieces = arena_one(arena, struct set_piece);
	text->pieces[0].kind = SET_TEXT;
	text->pieces[0].text = words;
	text->n = 1;
	return text;
}

static struct set_blank *blank_new(const char *name, const char *label, const char *value)
{
	struct set_blank *blank = arena_one(arena, struct set_blank);

	blank->kind = SET_BLANK_TEXT;
	blank->name = blank->id = name;
	blank->tooltip = label ? label : name;
	blank->label = label ? text_new(label) : NULL;
	blank->value = value;
	blank->live = true;
	return blank;
}

static struct set_node *node_new(enum set_kind kind, struct set_node *next)
{
	struct set_node *node = arena_one(arena, struct set_node);

	node->kind = kind;
	node->next = next;
	return node;
}

static struct set_node *fields_new(struct set_blank *blank, struct set_node *next)
{
	struct set_node *node = node_new(SET_FIELDS, next);

	node->blanks = arena_one(arena, struct set_blank *);
	node->blanks[0] = blank;
	node->n_blanks = 1;
	return node;
}

static struct set_node *para_new(enum set_kind kind, const char *words, int level, struct set_node *next)
{
	struct set_node *node = node_new(kind, next);

	node->text = text_new(words);
	node->level = level;
	return node;
}

static struct set_doc *doc_new(const char *id, struct set_node *first)
{
	struct set_doc *doc = arena_one(arena, struct set_doc);

	doc->id = doc->anchor = id;
	doc->title = text_new(id);
	doc->title_plain = id;
	doc->kind = "worksheet";
	doc->head = doc->foot = doc->title_page = true;
	doc->lang = "en";
	doc->first = first;
	return doc;
}

static struct page_set *set_docs(struct set_doc **docs, size_t n, const struct style *style, bool duplex)
{
	struct layout_job job = {arena, diags, fonts, style, style == phone ? phone : landscape, english, NULL, NULL, NULL};
	struct set_packet packet = {.name = "t", .title = "T", .lang = "en", .rtl = docs[0]->rtl, .duplex = duplex, .docs = docs, .n_docs = n};

	return layout_packet(&job, &packet);
}

static struct page_set *set_one(struct set_node *first, const struct style *style)
{
	struct set_doc *doc;

	begin();
	doc = doc_new("one", first);
	return set_docs(&doc, 1, style, false);
}

static const char *tags_of(const struct page_set *set)
{
	struct buf buf = {0};
	const char *text;

	page_dump_tags(set, &buf);
	text = buf_text(&buf, arena);
	buf_free(&buf);
	return text;
}

static int times(const char *text, const char *part)
{
	int n = 0;

	for (const char *at = text; (at = strstr(at, part)) != NULL; at++)
		n++;
	return n;
}

static const char *repeated(const char *words, int n)
{
	struct buf buf = {0};
	const char *text;

	for (int i = 0; i < n; i++)
		buf_adds(&buf, words);
	text = buf_text(&buf, arena);
	buf_free(&buf);
	return text;
}

TEST(a_value_shrinks_then_wraps_and_never_ends)
{
	struct set_blank *blank;
	struct page_set *set;

	begin();
	blank = blank_new("a", "A", "A value that is a little longer than its blank");
	blank->width = 6;
	set = set_one(fields_new(blank, NULL), upright);
	CHECK_INT(set->n_widgets, 1);
	CHECK(set->widgets[0].size < upright->text[STYLE_ENTRY].font.size && set->widgets[0].size >= upright->entry_min_size);
	CHECK(!set->fields[0].multiline);
	blank->value = repeated("much longer than any blank ", 12);
	set = set_one(fields_new(blank, NULL), upright);
	CHECK(set->fields[0].multiline);
	CHECK_INT(set->widgets[0].size, upright->text[STYLE_ENTRY].font.size);
	CHECK_INT(set->widgets[0].h % upright->line_pitch, 0);
	CHECK(set->widgets[0].h > upright->line_pitch);
}

TEST(a_value_longer_than_a_page_goes_on_as_text)
{
	struct set_blank *blank;
	struct page_set *set;
	const char *tags;

	begin();
	blank = blank_new("a", "My story", repeated("Once upon a time there was a family. ", 120));
	blank->kind = SET_BLANK_LINES;
	set = set_one(fields_new(blank, NULL), upright);
	tags = tags_of(set);
	CHECK_INT(set->n_widgets, 1);
	CHECK_INT(set->n_pages, 3);
	CHECK_INT(times(tags, "My story, continued"), 1);
	/* The blank fills the first page to the foot. */
	CHECK(set->widgets[0].y + set->widgets[0].h > upright->paper.h - upright->paper.bottom - 2 * upright->line_pitch);
	CHECK_STR(set->fields[0].value, blank->value);
}

TEST(one_path_is_one_field)
{
	struct page_set *set;

	begin();
	set = set_one(fields_new(blank_new("people.k3f.phone", "Phone", ""), fields_new(blank_new("people.k3f.phone", "Phone", ""), NULL)), upright);
	CHECK_INT(set->n_fields, 1);
	CHECK_INT(set->n_widgets, 2);
	CHECK_INT(set->fields[0].first, 0);
	CHECK_INT(set->widgets[0].next, 1);
	CHECK_INT(set->fields[0].last, 1);
}

TEST(headings_skip_no_level)
{
	struct page_set *set;
	const char *tags;

	begin();
	set = set_one(para_new(SET_HEADING, "Deep", 4, para_new(SET_HEADING, "Two", 2, NULL)), upright);
	tags = tags_of(set);
	CHECK_INT(times(tags, "H1"), 1);
	CHECK_INT(times(tags, "H2"), 2);
	CHECK_INT(times(tags, "H4"), 0);
}

static struct set_node *table_new(size_t columns, size_t rows)
{
	struct set_node *node = node_new(SET_RECORDS, NULL);
	struct set_records *r = arena_one(arena, struct set_records);

	r->grid = true;
	r->n_columns = columns;
	r->n_rows = rows;
	r->heads = arena_many(arena, struct set_text *, columns);
	r->widths = arena_many(arena, int, columns);
	r->entry = arena_many(arena, bool, columns);
	r->rows = arena_many(arena, struct set_row, rows);
	for (size_t c = 0; c < columns; c++) {
		r->heads[c] = text_new("Head");
		r->entry[c] = true;
	}
	for (size_t i = 0; i < rows; i++) {
		r->rows[i].cells = arena_many(arena, struct set_cell, columns);
		for (size_t c = 0; c < columns; c++)
			r->rows[i].cells[c].first = fields_new(blank_new(arena_printf(arena, "r%zu.c%zu", i, c), NULL, ""), NULL);
	}
	node->records = r;
	return node;
}

TEST(a_table_repeats_its_head_as_an_artifact)
{
	struct page_set *set;
	const char *tags;
	int artifacts = 0;

	begin();
	set = set_one(table_new(3, 60), upright);
	tags = tags_of(set);
	CHECK_INT(times(tags, "TH "), 3);
	CHECK_INT(times(tags, "Table"), 1);
	CHECK_INT(set->n_widgets, 180);
	CHECK(set->n_pages > 1);
	for (size_t i = 0; i < set->pages[1].body.n; i++)
		artifacts += set->pages[1].body.items[i].kind == PAGE_GLYPHS && set->pages[1].body.items[i].tag == PAGE_ARTIFACT;
	CHECK_INT(artifacts, 3);
}

TEST(a_table_too_narrow_becomes_cards)
{
	struct page_set *set;

	begin();
	/* 500 points hold six columns of 72, not eight. */
	set = set_one(table_new(6, 2), upright);
	CHECK_INT(times(tags_of(set), "Table"), 1);
	set = set_one(table_new(8, 2), upright);
	CHECK_INT(times(tags_of(set), "Table"), 0);
	CHECK_INT(set->n_widgets, 16);
	set = set_one(table_new(2, 2), phone);
	CHECK_INT(times(tags_of(set), "Table"), 0);
}

TEST(a_page_is_turned_over)
{
	struct set_doc *doc;
	struct page_set *left, *right;

	begin();
	doc = doc_new("one", fields_new(blank_new("a", "A", ""), NULL));
	left = set_docs(&doc, 1, upright, false);
	doc->rtl = true;
	right = set_docs(&doc, 1, upright, false);
	CHECK_INT(right->widgets[0].x, upright->paper.w - left->widgets[0].x - left->widgets[0].w);
	CHECK_INT(right->widgets[0].y, left->widgets[0].y);
	CHECK(right->widgets[0].rtl && !left->widgets[0].rtl);
}

TEST(the_binding_edge_changes_sides)
{
	struct set_doc *docs[2];
	struct page_set *set;

	begin();
	docs[0] = doc_new("one", fields_new(blank_new("a", "A", ""), NULL));
	docs[1] = doc_new("two", fields_new(blank_new("b", "B", ""), NULL));
	set = set_docs(docs, 2, upright, true);
	CHECK_INT(set->widgets[0].x, upright->paper.start);
	CHECK_INT(set->widgets[1].x, upright->paper.end);
	docs[1]->begins_right = true;
	set = set_docs(docs, 2, upright, true);
	CHECK_INT(set->n_pages, 3);
	CHECK_INT(set->widgets[1].x, upright->paper.start);
}

TEST(a_choice_on_a_phone_is_a_row)
{
	static struct set_option options[2] = {{.id = "yes", .plain = "Yes"}, {.id = "no", .plain = "No", .on = true}};
	struct set_blank *blank;
	struct page_set *set;

	begin();
	blank = blank_new("q", "Is it so?", "no");
	blank->kind = SET_BLANK_ONE;
	options[0].words = text_new("Yes");
	options[1].words = text_new("No");
	blank->options = options;
	blank->n_options = 2;
	set = set_one(fields_new(blank, NULL), phone);
	CHECK_INT(set->n_fields, 1);
	CHECK_INT(set->n_widgets, 2);
	CHECK_INT(set->widgets[0].w, phone->paper.w - phone->paper.start - phone->paper.end);
	CHECK(set->widgets[0].h >= PT(42));
	CHECK_STR(set->fields[0].value, "no");
	CHECK_STR(set->widgets[1].state, "no");
}

TEST(room_to_write_reaches_the_foot)
{
	struct set_node *node;
	struct page_set *set;

	begin();
	node = node_new(SET_SPACE, NULL);
	node->style = "open";
	node->blanks = arena_one(arena, struct set_blank *);
	node->blanks[0] = blank_new("a", "Draw", "");
	node->n_blanks = 1;
	set = set_one(node, upright);
	CHECK_INT(set->n_pages, 1);
	CHECK_INT(set->widgets[0].y + set->widgets[0].h, upright->paper.h - upright->paper.bottom);
}

TEST(contents_tell_the_page)
{
	static struct set_entry entry = {.title = "Two", .document = "#two", .color = -1};
	struct set_doc *docs[2];
	struct set_node *node;
	struct page_set *set;
	bool found = false;

	begin();
	node = node_new(SET_CONTENTS, NULL);
	node->entries = &entry;
	node->n_entries = 1;
	docs[0] = doc_new("one", node);
	docs[1] = doc_new("two", para_new(SET_PARA, "Words.", 0, NULL));
	set = set_docs(docs, 2, upright, false);
	for (size_t i = 0; i < set->pages[0].body.n; i++) {
		const struct page_item *item = &set->pages[0].body.items[i];

		if (item->kind == PAGE_GLYPHS && item->as.run->text_len <= 2 && memchr(item->as.run->text, '2', item->as.run->text_len)) {
			found = true;
			CHECK_INT(item->x + item->w, upright->paper.w - upright->paper.end);
		}
	}
	CHECK(found);
	CHECK_INT(set->n_links, 1);
	CHECK_STR(set->links[0].anchor, "two");
}

/* ---- what stands apart ----------------------------------------------------------------------------------------------- */

static struct set_node *cards_new(size_t rows, int per_row, bool frame)
{
	struct set_node *node = node_new(SET_RECORDS, NULL);
	struct set_records *r = node->records = arena_one(arena, struct set_records);

	r->n_columns = 1;
	r->heads = arena_many(arena, struct set_text *, 1);
	r->widths = arena_many(arena, int, 1);
	r->entry = arena_many(arena, bool, 1);
	r->n_rows = rows;
	r->per_row = per_row;
	r->frame = frame;
	r->rows = arena_many(arena, struct set_row, rows);
	for (size_t i = 0; i < rows; i++) {
		struct set_blank *blank = blank_new(arena_printf(arena, "card.%zu", i), "Name", i ? "" : "Luz Rivera");

		blank->big = frame;
		r->rows[i].head = text_new("A card");
		r->rows[i].cells = arena_one(arena, struct set_cell);
		/* The first one has more to say: its rows are higher, and so are those beside it. */
		r->rows[i].cells[0].first = fields_new(blank, fields_new(blank_new(arena_printf(arena, "more.%zu", i), "More",
			i ? "" : repeated("words ", 40)), NULL));
	}
	return node;
}

TEST(what_is_big_stands_in_a_frame)
{
	begin();
	const struct page_set *set = set_one(cards_new(1, 0, true), upright);
	const struct page_item *run = &set->widgets[0].shown->items[0];
	int frames = 0;

	for (size_t i = 0; i < set->pages[0].body.n; i++)
		frames += set->pages[0].body.items[i].kind == PAGE_STROKE && set->pages[0].body.items[i].as.shape.line == PT(1.8);
	CHECK_INT(frames, 1);
	CHECK_INT(set->widgets[0].size, upright->text[STYLE_CALL].font.size);
	CHECK_INT(run->as.run->size, upright->text[STYLE_CALL].font.size);
}

TEST(cards_side_by_side_are_level)
{
	begin();
	const struct page_set *set = set_one(cards_new(2, 2, false), upright);

	CHECK_INT(set->n_widgets, 4);
	CHECK(set->widgets[0].x < set->widgets[1].x);
	CHECK_INT(set->widgets[0].y, set->widgets[1].y);
	CHECK_INT(set->widgets[2].y, set->widgets[3].y);
	CHECK(set->widgets[2].h > set->widgets[3].h);
}

TEST(a_month_is_one_page)
{
	begin();
	struct set_node *node = node_new(SET_CALENDAR, NULL);
	struct set_calendar *c = node->calendar = arena_one(arena, struct set_calendar);
	static const char *const heads[] = {"Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"};
	const struct page_set *set;
	mpt low = 0;

	c->month = "August 2026";
	c->heads = heads;
	c->n_days = 42;
	c->days = arena_many(arena, struct set_day, 42);
	for (int i = 0; i < 42; i++) {
		c->days[i].day = i >= 6 && i < 37 ? i - 5 : 0;
		if (c->days[i].day)
			c->days[i].blank = blank_new(arena_printf(arena, "day.%d", i), "", "");
	}
	c->days[10].n_notes = 2;
	c->days[10].notes = arena_many(arena, struct set_text *, 2);
	c->days[10].notes[0] = c->days[10].notes[1] = text_new("2:15 PM Visit at the health center");
	set = set_one(node, landscape);
	CHECK_INT(set->n_pages, 1);
	for (size_t i = 0; i < set->n_widgets; i++)
		low = set->widgets[i].y + set->widgets[i].h > low ? set->widgets[i].y + set->widgets[i].h : low;
	CHECK(low <= landscape->paper.h - landscape->paper.bottom);
}

/* ---- lines ---------------------------------------------------------------------------------------------------------------- */

TEST(lines_have_no_lonely_word_and_no_cut_letter)
{
	struct layout l = {0};
	struct layout_job job = {0};
	struct set_packet packet = {0};
	struct layout_para *p;

	begin();
	job = (struct layout_job){arena, diags, fonts, upright, landscape, english, NULL, NULL, NULL};
	l = (struct layout){.job = &job, .packet = &packet, .arena = arena, .style = upright, .section = &upright->sections[0],
			    .doc = doc_new("x", NULL), .width = PT(400), .height = PT(600)};
	p = layout_para_plain(&l, "Keep the people who back you on one list, so help is easy to reach on a hard day.", STYLE_LEAD, PAGE_ARTIFACT,
			      NULL, SPAN_NONE);
	layout_para_break(&l, p, p->natural - PT(10), LAYOUT_RAGGED);
	CHECK_INT(p->n, 2);
	CHECK(p->lines[1].w * 9 > p->lines[0].w * 2);
	layout_para_break(&l, p, p->natural - PT(10), LAYOUT_BALANCED);
	CHECK_INT(p->n, 2);
	CHECK(p->lines[1].w * 5 > p->lines[0].w * 4);
	p = layout_para_plain(&l, repeated("m", 100), STYLE_BODY, PAGE_ARTIFACT, NULL, SPAN_NONE);
	layout_para_break(&l, p, PT(100), LAYOUT_RAGGED);
	CHECK(p->n > 5 && p->w <= PT(100));
	p = layout_para_plain(&l, "one\ntwo", STYLE_BODY, PAGE_ARTIFACT, NULL, SPAN_NONE);
	layout_para_break(&l, p, PT(100), LAYOUT_RAGGED);
	CHECK_INT(p->n, 2);
}

TEST(capitals)
{
	begin();
	CHECK_STR(layout_upper(arena, "My Steps, straße"), "MY STEPS, STRASSE");
	CHECK_STR(layout_upper(arena, "Việt ơn đ ÿ"), "VIỆT ƠN Đ Ÿ");
	CHECK_STR(layout_upper(arena, "όνομα жё"), "ΌΝΟΜΑ ЖЁ");
	CHECK_STR(layout_upper(arena, "خطواتي"), "خطواتي");
}

TEST_MAIN
