/* The tree's order and the three dumps, from pages put together by hand; no font is opened. */
#include "page/page.h"

#include <string.h>

#include "test.h"

static struct arena *arena;
static struct page_set set;
static struct font_face face = {.name = "Lato-Bold"};

static void begin(void)
{
	arena = arena_new();
	set = (struct page_set){.title = "T", .lang = "en"};
}

static page_tag_id tag(enum page_role role, page_tag_id parent)
{
	struct page_tag *t = arena_push(arena, set.tags, set.n_tags, set.cap_tags);

	t->role = role;
	t->parent = parent;
	return (page_tag_id)set.n_tags - 1;
}

static void page(const char *label)
{
	struct page *p = arena_push(arena, set.pages, set.n_pages, set.cap_pages);

	p->w = PT(612);
	p->h = PT(792);
	p->label = label;
}

static struct page_item *item(enum page_item_kind kind, page_tag_id id, mpt x, mpt y, mpt w, mpt h)
{
	struct page_items *body = &set.pages[set.n_pages - 1].body;
	struct page_item *i = arena_push(arena, body->items, body->n, body->cap);

	i->kind = kind;
	i->tag = id;
	i->x = x;
	i->y = y;
	i->w = w;
	i->h = h;
	return i;
}

static struct page_item *text(page_tag_id id, mpt x, mpt y, const char *words)
{
	struct font_run *run = arena_one(arena, struct font_run);
	struct page_item *i = item(PAGE_GLYPHS, id, x, y, 0, 0);

	run->face = &face;
	run->size = PT(12);
	run->text = words;
	run->text_len = strlen(words);
	run->width = PT(50);
	i->as.run = run;
	return i;
}

TEST(walk_goes_by_first_meeting)
{
	page_tag_id p, span, late, td;
	struct page_kids *kids;

	begin();
	tag(PAGE_ROLE_DOCUMENT, 0);
	late = tag(PAGE_ROLE_P, 0); /* made first, met last */
	p = tag(PAGE_ROLE_P, 0);
	span = tag(PAGE_ROLE_SPAN, p);
	td = tag(PAGE_ROLE_TD, tag(PAGE_ROLE_TR, 0));
	page("1");
	text(p, 0, PT(20), "one");
	text(p, 0, PT(40), "two");
	item(PAGE_RULE, PAGE_ARTIFACT, 0, 0, PT(9), 0);
	text(p, 0, PT(60), "three");
	text(span, 0, PT(60), "in");
	text(p, 0, PT(60), "four");
	item(PAGE_MARK, td, 0, 0, 0, 0);
	page("2");
	text(p, 0, PT(20), "five");
	text(late, 0, PT(40), "six");
	kids = page_walk(arena, &set);
	CHECK_INT(kids[0].n, 3);
	CHECK_INT(kids[0].kids[0].tag, p);
	CHECK_INT(kids[0].kids[1].tag, td - 1);
	CHECK_INT(kids[0].kids[2].tag, late);
	CHECK_INT(kids[p].n, 5); /* one two | three | span | four | five on the next page */
	CHECK_INT(kids[p].kids[0].from, 0);
	CHECK_INT(kids[p].kids[0].to, 2);
	CHECK_INT(kids[p].kids[1].from, 3);
	CHECK(kids[p].kids[2].is_tag && kids[p].kids[2].tag == span);
	CHECK_INT(kids[p].kids[4].page, 1);
	CHECK_INT(kids[td].n, 0);
	CHECK_INT(kids[td - 1].kids[0].tag, td);
	arena_free(arena);
}

TEST(walk_survives_a_circle)
{
	page_tag_id a, b;
	struct page_kids *kids;

	begin();
	tag(PAGE_ROLE_DOCUMENT, 0);
	a = tag(PAGE_ROLE_DIV, 2);
	b = tag(PAGE_ROLE_DIV, a);
	page(NULL);
	text(b, 0, 0, "x");
	kids = page_walk(arena, &set);
	CHECK_INT(kids[0].n, 0);
	CHECK_INT(kids[a].n, 1);
	arena_free(arena);
}

TEST(dumps)
{
	static const mpt points[4] = {0, 0, 1500, 3000};
	static const uint8_t ops[2] = {PAGE_MOVE, PAGE_LINE};
	page_tag_id h1, p, form, link;
	struct page_field *field;
	struct page_widget *widget;
	struct page_link *l;
	struct page_item *i;
	struct buf out = {0};

	begin();
	tag(PAGE_ROLE_DOCUMENT, 0);
	h1 = tag(PAGE_ROLE_H1, 0);
	p = tag(PAGE_ROLE_P, 0);
	set.tags[p].lang = "es";
	form = tag(PAGE_ROLE_FORM, p);
	link = tag(PAGE_ROLE_LINK, p);
	page("6");
	text(h1, PT(72), PT(100), "My \"list\"")->color = (struct page_color){11, 110, 105};
	text(p, PT(72), PT(120), "Hola");
	text(p, PT(72), PT(140), "mundo");
	i = item(PAGE_STROKE, PAGE_ARTIFACT, PT(72), PT(150), PT(200), PT(22));
	i->as.shape.line = 750;
	i->as.shape.radius = PT(3);
	i = item(PAGE_PATH, PAGE_ARTIFACT, PT(1), PT(2), 0, 0);
	i->as.path.path = (struct page_path){ops, 2, points, 2};
	i->as.path.line = 1800;
	item(PAGE_WIDGET, form, PT(72), PT(150), PT(200), PT(22));
	item(PAGE_LINK, link, PT(72), PT(180), PT(20), PT(12));
	field = arena_push(arena, set.fields, set.n_fields, set.cap_fields);
	*field = (struct page_field){.name = "people.k3f.phone", .tooltip = "Phone", .value = "1\n2", .multiline = true};
	widget = arena_push(arena, set.widgets, set.n_widgets, set.cap_widgets);
	*widget = (struct page_widget){.next = UINT32_MAX,
				       .tag = form,
				       .x = PT(72),
				       .y = PT(150),
				       .w = PT(200),
				       .h = PT(22),
				       .size = 11500,
				       .rtl = true};
	l = arena_push(arena, set.links, set.n_links, set.cap_links);
	*l = (struct page_link){.tag = link, .uri = "https://example.org"};

	page_dump_pages(&set, &out);
	CHECK_STR(out.data, "page 1 612x792 label \"6\"\n"
			    "  text 72,100 w 50 Lato-Bold 12 \"My \\\"list\\\"\" #0b6e69 <H1>\n"
			    "  text 72,120 w 50 Lato-Bold 12 \"Hola\" <P>\n"
			    "  text 72,140 w 50 Lato-Bold 12 \"mundo\" <P>\n"
			    "  stroke 72,150 200x22 line .75 radius 3\n"
			    "  path 1,2 line 1.8 M0,0L1.5,3\n"
			    "  widget 72,150 200x22 people.k3f.phone <Form>\n"
			    "  link 72,180 20x12 to \"https://example.org\" <Link>\n");
	buf_reset(&out);
	page_dump_tags(&set, &out);
	CHECK_STR(out.data, "Document\n"
			    "  H1\n"
			    "    1: \"My \\\"list\\\"\"\n"
			    "  P lang \"es\"\n"
			    "    1: \"Hola mundo\"\n"
			    "    Form people.k3f.phone\n"
			    "    Link to \"https://example.org\"\n");
	buf_reset(&out);
	page_dump_fields(&set, &out);
	CHECK_STR(out.data, "people.k3f.phone text multiline tooltip \"Phone\" value \"1\\n2\"\n"
			    "  page 1 72,150 200x22 size 11.5 rtl\n");
	buf_free(&out);
	arena_free(arena);
}

TEST_MAIN
