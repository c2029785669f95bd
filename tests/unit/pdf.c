/* A small file in plain streams, looked at as text (run from the project's top: it opens fonts/fonts.yaml). The independent
 * readers see whole files elsewhere (tests/conform). */
#include "pdf/pdf.h"

#include <stdlib.h>
#include <string.h>

#include "pdf/int.h"
#include "test.h"

static struct arena *arena;
static struct diags *diags;
static struct font_set *fonts;
static struct page_set set;
static struct buf out;
static const struct pdf_meta plain = {.producer = "Kinfolio test", .time = 1795000000, .packet = "portfolio"};

static void page(const char *label)
{
	struct page *p = arena_push(arena, set.pages, set.n_pages, set.cap_pages);

	p->w = PT(200);
	p->h = PT(100);
	p->label = label;
}

static page_tag_id tag(enum page_role role, page_tag_id parent)
{
	struct page_tag *t = arena_push(arena, set.tags, set.n_tags, set.cap_tags);

	t->role = role;
	t->parent = parent;
	return (page_tag_id)set.n_tags - 1;
}

static void begin(void)
{
	arena = arena_new();
	diags = diags_new();
	fonts = font_set_load(arena, diags, val_load(arena, diags, "fonts/fonts.yaml", 1 << 20));
	set = (struct page_set){.title = "A & B", .lang = "en-US"};
	set.typing = font_face_find(fonts, "Lato", 400, false);
	tag(PAGE_ROLE_DOCUMENT, 0);
	page("1");
}

static void end(void)
{
	buf_free(&out);
	font_set_free(fonts);
	diags_free(diags);
	arena_free(arena);
}

static struct page_item *item(enum page_item_kind kind, page_tag_id id, mpt x, mpt y, mpt w, mpt h)
{
	struct page_items *body = &set.pages[set.n_pages - 1].body;
	struct page_item *i = arena_push(arena, body->items, body->n, body->cap);

	*i = (struct page_item){.kind = kind, .tag = id, .x = x, .y = y, .w = w, .h = h};
	return i;
}

static void text(page_tag_id id, mpt x, mpt y, const char *words)
{
	static const struct font_style style = {.family = "Lato", .weight = 400, .size = PT(10)};
	struct font_span span = {.text = words, .len = strlen(words), .style = &style};
	struct font_para *para = font_para_shape(arena, fonts, diags, "en", false, &span, 1);
	struct font_line *line = arena_one(arena, struct font_line);

	font_line_set(arena, fonts, para, 0, para->n, line);
	for (size_t r = 0; r < line->n; r++)
		item(PAGE_GLYPHS, id, x + line->runs[r].x, y, 0, 0)->as.run = &line->runs[r];
}

static struct page_field *field(const char *name, enum page_field_kind kind, const char *value)
{
	struct page_field *f = arena_push(arena, set.fields, set.n_fields, set.cap_fields);

	*f = (struct page_field){
		.name = name, .kind = kind, .tooltip = "Tip", .value = value, .first = UINT32_MAX, .last = UINT32_MAX};
	return f;
}

/* A widget of the newest field. */
static struct page_widget *widget(const char *state)
{
	struct page_field *f = &set.fields[set.n_fields - 1];
	uint32_t n = (uint32_t)set.n_widgets;
	struct page_widget *w = arena_push(arena, set.widgets, set.n_widgets, set.cap_widgets);

	*w = (struct page_widget){.field = (uint32_t)set.n_fields - 1,
				  .next = UINT32_MAX,
				  .page = (uint32_t)set.n_pages - 1,
				  .tag = tag(PAGE_ROLE_FORM, 0),
				  .x = PT(10),
				  .y = PT(20),
				  .w = PT(50),
				  .h = PT(22),
				  .size = 11500,
				  .state = state};
	if (f->first == UINT32_MAX)
		f->first = n;
	else
		set.widgets[f->last].next = n;
	f->last = n;
	item(PAGE_WIDGET, w->tag, w->x, w->y, w->w, w->h)->as.widget = n;
	return w;
}

static bool run(void)
{
	buf_free(&out);
	return pdf_write(diags, fonts, &set, &plain, &out);
}

static int count(const char *needle)
{
	int n = 0;

	for (const char *p = out.data, *e = p + out.len; p && (p = memmem(p, (size_t)(e - p), needle, strlen(needle))); p++)
		n++;
	return n;
}

/* What was told, in one string. */
static const char *told(void)
{
	static char kept[512];
	const char *memory = test_told(arena, diags, false);

	snprintf(kept, sizeof kept, "%s", strstr(memory, "error: ") ? strstr(memory, "error: ") + 7 : memory);
	kept[strcspn(kept, "\n")] = '\0';
	return kept;
}

TEST(a_page_of_text)
{
	struct page_item *i;
	char *first, shown[80];
	size_t len;

	begin();
	text(tag(PAGE_ROLE_H1, 0), PT(10), PT(20), "Hi");
	i = item(PAGE_FILL, PAGE_ARTIFACT, PT(1), PT(2), PT(3), PT(4));
	i->color = (struct page_color){255, 0, 128};
	CHECK(run());
	CHECK_INT(count("%PDF-1.7\n"), 1);
	snprintf(shown, sizeof shown, "/H1<</MCID 0>>BDC\nBT 10 80 Td /F%u 10 Tf ", set.typing->index);
	CHECK_INT(count(shown), 1);
	CHECK_INT(count("/Artifact BMC\n1 0 .502 rg 1 94 3 4 re f\nEMC\n"), 1);
	CHECK_INT(
		count("/Lang(en-US)/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true/PrintScaling/None>>"),
		1);
	CHECK_INT(count("<pdfuaid:part>1</pdfuaid:part>"), 1);
	CHECK_INT(count("<rdf:li xml:lang=\"x-default\">A &amp; B</rdf:li>"), 1);
	CHECK_INT(count("/PieceInfo<</Kinfolio<</LastModified(D:20261118110640Z)/Private<</Printed(D:20261118110640Z)/"
			"Packet(portfolio)>>>>>>"),
		  1);
	CHECK_INT(count("1 beginbfchar") + count("2 beginbfchar"), 1); /* and no range */
	CHECK_INT(count("/AcroForm"), 0);
	CHECK_INT(count("/KT"), 0);
	len = out.len;
	first = malloc(len);
	memcpy(first, out.data, len);
	CHECK(run() && out.len == len && memcmp(first, out.data, len) == 0); /* same inputs, same bytes */
	free(first);
	end();
}

TEST(fields_are_paths)
{
	begin();
	field("people.k3f.phone", PAGE_FIELD_TEXT, "(508)")->no_spellcheck = true;
	widget(NULL);
	field("answers.notes", PAGE_FIELD_TEXT, "a\nb")->multiline = true;
	widget(NULL);
	widget(NULL)->rtl = true;
	field("people.k3f.name", PAGE_FIELD_TEXT, "\xc5\xbd");
	set.fields[2].lang = "es-MX";
	widget(NULL);
	CHECK(run());
	CHECK_INT(count("/T(people)/Kids["), 1);
	CHECK_INT(count("/T(k3f)/Parent "), 1);
	CHECK_INT(count("/FT/Tx/Ff 4194304/V(\\(508\\))/DV(\\(508\\))/Type/Annot/Subtype/Widget/Rect[10 58 60 80]/F 4"), 1);
	CHECK_INT(count("/Ff 4096/V(a\\nb)/DV(a\\nb)/TU(Tip)/Kids["), 1);
	CHECK_INT(count("/TU(Tip)"), 4); /* on the field of two widgets, on both, and on the first */
	CHECK_INT(count("/DA(/KT 11.5 Tf 0 g)/Q 2"), 1);
	CHECK_INT(count("/S/Form"), 4);
	CHECK_INT(count("/Subtype/Form/BBox[0 0 50 22]"), 1); /* nothing shown: one appearance for all */
	CHECK_INT(count("/DR<</Font<</KT "), 1);
	CHECK_INT(count("/Subtype/TrueType"), 1);
	CHECK(memmem(out.data, out.len, "/V(\xfe\xff\x01\x7d)", 8) != NULL);
	CHECK(memmem(out.data, out.len, "/TU(\xfe\xff\0\33esMX\0\33\0T\0i\0p)", 21) != NULL);
	end();
}

TEST(buttons)
{
	begin();
	field("a.cell", PAGE_FIELD_RADIO, "no way");
	widget("yes")->tooltip = "Cell? Yes";
	widget("no way");
	field("a.mail", PAGE_FIELD_CHECK, NULL);
	widget("mail");
	field("a.sig", PAGE_FIELD_SIGNATURE, NULL);
	widget(NULL);
	CHECK(run());
	CHECK_INT(count("/FT/Btn/Ff 32768/V/no#20way/DV/no#20way"), 1);
	CHECK_INT(count("/AS/no#20way"), 1);
	CHECK_INT(count("/TU(Cell? Yes)"), 1);
	CHECK_INT(count("/FT/Btn/V/Off/DV/Off/Type/Annot"), 1);
	CHECK_INT(count("/AS/Off"), 2);
	CHECK_INT(count("/FT/Sig"), 1);
	CHECK_INT(count("/KT"), 0); /* nothing to type */
	end();
}

TEST(ways_through)
{
	page_tag_id link;

	begin();
	for (int i = 2; i < 5; i++)
		page((const char *[]){"2", "A-9", "A-10"}[i - 2]);
	link = tag(PAGE_ROLE_LINK, 0);
	*arena_push(arena, set.links, set.n_links, set.cap_links) =
		(struct page_link){.page = 3, .tag = link, .w = PT(5), .h = PT(5), .anchor = "there", .contents = "There"};
	item(PAGE_LINK, link, 0, 0, PT(5), PT(5));
	*arena_push(arena, set.anchors, set.n_anchors, set.cap_anchors) = (struct page_anchor){"there", 1, PT(30)};
	for (int i = 0; i < 4; i++)
		*arena_push(arena, set.outline, set.n_outline, set.cap_outline) =
			(struct page_outline){"O", "there", (int[]){0, 2, 1, 0}[i]};
	set.duplex = set.rtl = true;
	CHECK(run());
	CHECK_INT(count("/PageLabels<</Nums[0<</S/D/St 1>>2<</P(A-)/S/D/St 9>>]>>"), 1);
	CHECK_INT(count("/Duplex/DuplexFlipLongEdge/Direction/R2L"), 1);
	CHECK_INT(count("0 R/XYZ null 70 null]"), 5);
	CHECK_INT(count("/Contents(There)/Dest["), 1);
	CHECK_INT(count("/Count 2/Dest["), 1);
	CHECK_INT(count("/Count 4>>"), 1);
	CHECK_INT(count("/Type/OBJR"), 1);
	set.outline[3].anchor = "nowhere";
	CHECK(!run());
	CHECK_STR(told(), "a link leads to \"nowhere\", and no place has that name");
	end();
}

TEST(what_cannot_be_written)
{
	begin();
	field("a.b", PAGE_FIELD_TEXT, "");
	field("a.b.c", PAGE_FIELD_TEXT, "");
	CHECK(!run());
	CHECK_STR(told(), "the path a.b is itself a blank and also begins a.b.c; give one of them another path");
	set.fields[1].name = "a.b";
	CHECK(!run());
	CHECK_STR(told(), "two blanks of different kinds share the path a.b; give one of them another");
	set.fields[1].name = "a..c";
	CHECK(!run());
	CHECK_STR(told(), "\"a..c\" is no path that can name a blank; write steps parted by single full stops");
	set.fields[1].name = "a.c";
	set.fields[1].kind = PAGE_FIELD_CHECK;
	widget("Off");
	CHECK(!run());
	CHECK_STR(told(),
		  "the blank a.c has a choice whose id \"Off\" cannot be kept in a PDF; use 1 to 127 letters, and not Off");
	set.n_fields = 0;
	set.pages[0].w = PT(20000);
	CHECK(!run());
	CHECK_STR(told(), "page 1 is 20000 x 100 pt; a PDF page has sides of 3 to 14400 pt");
	set.n_pages = 0;
	CHECK(!run());
	CHECK_STR(told(), "0 pages cannot be made into one PDF; it takes 1 to 32767");
	CHECK_INT(out.len, 0);
	end();
}

TEST(syntax)
{
	struct buf b = {0};

	pdf_put_name(&b, "a b/(#\xc3\xa9");
	CHECK_STR(b.data, "/a#20b#2F#28#23#C3#A9");
	buf_reset(&b);
	pdf_put_text(&b, "caf\xc3\xa9 \xe2\x80\x94 (x\\", NULL);
	CHECK_STR(b.data, "(caf\xe9 \x84 \\(x\\\\)");
	buf_reset(&b);
	pdf_put_value(&b, "\xf0\x9f\x99\x82");
	CHECK(b.len == 8 && memcmp(b.data, "(\xfe\xff\xd8\x3d\xde\x42)", 8) == 0);
	buf_reset(&b);
	pdf_put_text(&b, "\xc3\xbe\xc3\xbf", NULL); /* would read as a byte order mark */
	CHECK(b.len == 8 && memcmp(b.data, "(\xfe\xff\0\xfe\0\xff)", 8) == 0);
	buf_reset(&b);
	pdf_put_bytes(&b, "\r\n)", 3, false);
	CHECK_STR(b.data, "(\\r\\n\\))");
	buf_reset(&b);
	pdf_put_rect(&b, PT(100), 500, PT(10), PT(20), PT(5));
	CHECK_STR(b.data, "[.5 85 20.5 90]");
	buf_reset(&b);
	pdf_put_int(&b, -1204);
	CHECK_STR(b.data, "-1204");
	buf_free(&b);
}

TEST_MAIN
