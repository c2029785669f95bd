/* Themes and papers: what the shipped ones say, that everything on them can be read, and every mistake a theme can hold. Run from the
 * project's top. */
#include "style/style.h"

#include <stdlib.h>
#include <unistd.h>

#include "style/int.h"
#include "test.h"

static const char *const shipped[] = {"templates"};
static const char *const themes[] = {"first-steps", "plain", "ink-saver"};
static const char *const papers[] = {"letter", "a4", "half-letter", "a5", "phone"};

static struct arena *arena;
static struct diags *diags;

static void begin(void)
{
	if (!arena)
		arena = arena_new();
	if (!diags)
		diags = diags_new();
}

static const struct style *load(const char *theme, const char *paper, bool landscape)
{
	begin();
	return style_load(arena, diags, &(struct style_dirs){shipped, 1}, theme, paper, landscape);
}

static const char *told(void)
{
	return test_told(arena, diags, false);
}

TEST(measure)
{
	static const struct {
		const char *text;
		mpt length;
	} good[] = {{"24", 24000},       {"24 pt", 24000},    {"24pt", 24000},  {"0.95 in", 68400}, {"10 mm", 28346},
		    {"210 mm", 595276},  {"1 cm", 28346},     {".5", 500},      {"-0.25 pt", -250}, {"0", 0},
		    {"0.0005", 1},       {"20000", 20000000}};
	static const char *const bad[] = {"", "pt", "24 px", "1e3", "24  pt", "24 pt ", "--1", "20001", "1.2.3", " 5", "0x10", "9999999999999"};
	struct page_color color;
	mpt length;

	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		length = 77;
		CHECK(style_length_parse(good[i].text, &length));
		CHECK_INT(length, good[i].length);
	}
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		CHECK(!style_length_parse(bad[i], &length));
	CHECK(style_color_parse("#0b6E69", &color) && color.r == 11 && color.g == 110 && color.b == 105);
	CHECK(!style_color_parse("#0b6e6", &color) && !style_color_parse("0b6e69", &color) && !style_color_parse("#0b6e6g", &color) &&
	      !style_color_parse("#0b6e699", &color) && !style_color_parse("", &color));
}

TEST(contrast)
{
	struct page_color white = {255, 255, 255}, black = {0, 0, 0}, grey = {0x76, 0x76, 0x76}, lighter = {0x77, 0x77, 0x77};

	CHECK_INT(style_contrast(white, black), 2100);
	CHECK_INT(style_contrast(black, white), 2100);
	CHECK_INT(style_contrast(white, white), 100);
	CHECK_INT(style_contrast(grey, white), 454); /* the lightest grey that passes, and the first that does not */
	CHECK_INT(style_contrast(lighter, white), 447);
}

TEST(first_steps)
{
	const struct style *s = load("first-steps", "letter", false), *wide = load("first-steps", "letter", true);
	const struct style *phone = load("first-steps", "phone", true);

	CHECK_STR(told(), "");
	if (!s || !wide || !phone)
		return;
	CHECK_STR(s->theme, "first-steps");
	CHECK(s->paper.w == 612000 && s->paper.h == 792000 && !s->paper.landscape && s->paper.punched && !s->paper.phone);
	CHECK(wide->paper.w == 792000 && wide->paper.h == 612000 && wide->paper.landscape);
	CHECK_INT(s->paper.start, 68400);
	CHECK_INT(s->paper.bottom, 57600);
	CHECK_INT(s->text[STYLE_BODY].font.size, 11500);
	CHECK_INT(s->text[STYLE_BODY].leading, 16300);
	CHECK_STR(s->text[STYLE_H1].font.family, "Lato");
	CHECK_INT(s->text[STYLE_H1].font.weight, 900);
	CHECK(s->text[STYLE_H1].section_color && !s->text[STYLE_H2].section_color && s->text[STYLE_HEAD].upper);
	CHECK_INT(s->text[STYLE_HEAD].font.tracking, 570);
	CHECK(s->sections[1].strong.r == 0xa8 && s->sections[3].light.b == 0xe8 && s->rule_color.r == 0x76);
	CHECK(s->columns == 12 && s->fills && s->italics && s->shrink == 6 && s->page_blanks == 0);
	CHECK(s->line_pitch == 24000 && s->field_height == 23000 && s->column_min == 72000);
	CHECK_INT(s->measure, 446400);
	CHECK(phone->paper.phone && phone->paper.w == 300000 && !phone->paper.landscape);
	CHECK(phone->columns == 1 && phone->page_blanks == 7 && phone->field_height == 38000 && phone->widget_min == 42000);
	CHECK_INT(phone->text[STYLE_ENTRY].font.weight, 400);
}

TEST(bases)
{
	const struct style *plain = load("plain", "letter", false), *phone = load("plain", "phone", false);
	const struct style *saver = load("ink-saver", "a5", false);

	CHECK_STR(told(), "");
	if (!plain || !phone || !saver)
		return;
	CHECK(plain->text[STYLE_BODY].font.size == 13000 && plain->text[STYLE_BODY].leading == 19500 && !plain->italics);
	CHECK_STR(plain->text[STYLE_H1].font.family, "Andika");
	CHECK_INT(phone->text[STYLE_BODY].font.size, 15000); /* a part comes after all whole themes */
	CHECK_INT(phone->row_gap, 11000);
	CHECK(!saver->fills && saver->sections[2].strong.r == 0 && saver->text[STYLE_H1].font.size == 22000);
}

/* Every theme on every paper, told apart from style's own check: what DESIGN asks of text, lines, and fields. */
TEST(all)
{
	for (size_t i = 0; i < sizeof themes / sizeof themes[0]; i++)
		for (size_t j = 0; j < sizeof papers / sizeof papers[0] * 2; j++) {
			const struct style *s = load(themes[i], papers[j / 2], j % 2);
			int lowest = 2100, lines = 2100;
			mpt smallest = PT(99);

			CHECK_STR(told(), "");
			CHECK(s != NULL);
			if (!s)
				continue;
			for (int role = 0; role < STYLE_ROLES; role++)
				for (int c = 0; c < STYLE_SECTIONS; c++) {
					const struct style_section *section = &s->sections[c];
					const struct style_text *text = &s->text[role];
					struct page_color color = text->section_color ? section->strong : text->color;
					bool on_strong = s->fills && (role == STYLE_TABLE_HEAD || role == STYLE_STONE);
					struct page_color grounds[3] = {on_strong ? section->strong : s->white,
									on_strong ? section->strong : s->field_fill,
									on_strong ? section->strong : section->light};

					for (int g = 0; g < 3; g++) {
						int is = style_contrast(color, grounds[g]);
						int rule = style_contrast(s->rule_color, on_strong ? s->white : grounds[g]);
						int outline = style_contrast(s->outline_color, on_strong ? s->white : grounds[g]);
						int cell = style_contrast(s->hairline_color, on_strong ? s->white : grounds[g]);

						lowest = is < lowest ? is : lowest;
						lines = rule < lines ? rule : lines;
						lines = outline < lines ? outline : lines;
						lines = cell < lines ? cell : lines;
					}
					smallest = text->font.size < smallest ? text->font.size : smallest;
				}
			CHECK(lowest >= 450);
			CHECK(lines >= 300);
			CHECK(s->text[STYLE_ENTRY].font.size >= (s->paper.phone ? 14000 : 11500));
			CHECK(smallest >= (s->paper.phone ? 14000 : 9500));
			CHECK(s->field_height >= (s->paper.phone ? 38000 : 20000));
			CHECK(s->widget_min >= (s->paper.phone ? 38000 : 18000));
			CHECK(s->line_pitch >= 24000);
			CHECK(!s->paper.punched || (s->paper.landscape ? s->paper.head : s->paper.start) >= 64800);
		}
}

/* A theme's typefaces are ones that fonts.yaml has; `font` would tell a reader much later. */
TEST(families)
{
	const struct val *fonts;

	begin();
	fonts = val_lookup(val_load(arena, diags, "fonts/fonts.yaml", 1 << 20), "families");
	CHECK(fonts != NULL);
	for (size_t i = 0; i < sizeof themes / sizeof themes[0]; i++) {
		const struct style *s = load(themes[i], "letter", false);

		for (int role = 0; s && role < STYLE_ROLES; role++)
			if (!val_lookup(fonts, s->text[role].font.family))
				CHECK_STR(s->text[role].font.family, "a family in fonts.yaml");
		CHECK(s && val_lookup(fonts, s->typing_family));
	}
}

TEST(list)
{
	const char **names;

	begin();
	CHECK(style_list(arena, &(struct style_dirs){shipped, 1}, false, &names) >= 3);
	CHECK_STR(names[0], "first-steps");
	CHECK(style_list(arena, &(struct style_dirs){shipped, 1}, true, &names) >= 5);
	CHECK_INT(style_list(arena, &(struct style_dirs){(const char *const[]){"no/such"}, 1}, true, &names), 0);
}

/* Loads theme `x` made of `text`, over the shipped ones, on the shipped letter paper or on the paper `x` made of `paper`. */
static const struct style *made(const char *text, const char *paper, const char *on)
{
	char dir[] = "/tmp/kinfolio-style-XXXXXX", top[4096];
	const struct style *s;
	const char *folders[2] = {NULL, "."};

	begin();
	if (!getcwd(top, sizeof top) || !mkdtemp(dir) || chdir(dir))
		return NULL;
	folders[0] = file_join(arena, top, "templates");
	file_write(diags, "themes/x.yaml", text, strlen(text));
	if (paper)
		file_write(diags, "paper/x.yaml", paper, strlen(paper));
	s = style_load(arena, diags, &(struct style_dirs){folders, 2}, "x", paper ? "x" : on, false);
	unlink("themes/x.yaml");
	unlink("paper/x.yaml");
	rmdir("themes");
	rmdir("paper");
	if (chdir(top))
		return NULL;
	rmdir(dir);
	return s;
}

static void bad(const char *text, const char *message)
{
	CHECK(!made(text, NULL, "letter"));
	CHECK_STR(told(), message);
}

static void bad_paper(const char *paper, const char *message)
{
	CHECK(!made("base: first-steps\n", paper, NULL));
	CHECK_STR(told(), message);
}

TEST(over)
{
	const struct style *s = made("base: first-steps\ntext: {body: {size: 12}}\nphone: {text: {body: {size: 18}}}\n", NULL, "phone");

	CHECK_STR(told(), "");
	CHECK(s && s->text[STYLE_BODY].font.size == 18000);
	s = made("base: first-steps\ntext: {body: {size: 12, color: section, leading: 150 %}}\n", NULL, "letter");
	CHECK(s && s->text[STYLE_BODY].leading == 18000 && s->text[STYLE_BODY].section_color);
	told();
}

TEST(mistakes)
{
	CHECK(!load("first-step", "leter", false));
	CHECK_STR(told(),
	          "kinfolio: error: there is no paper \"leter\"; there are: a4, a5, half-letter, letter, phone, tab-letter\n"
	          "kinfolio: error: there is no theme \"first-step\"; there are: first-steps, ink-saver, large-print, plain\n");
	CHECK(!load("../themes/plain", "letter", false));
	CHECK_STR(told(),
	          "kinfolio: error: there is no theme \"../themes/plain\"; there are: first-steps, ink-saver, large-print, plain\n");
	bad("base: firststeps\n",
	    "./themes/x.yaml:1:7: error: there is no theme \"firststeps\"; there are: first-steps, ink-saver, large-print, plain, x\n"
	    "    1 | base: firststeps\n"
	    "      |       ^~~~~~~~~~\n");
	bad("base: x\n",
	    "./themes/x.yaml:1:7: error: the base \"x\" comes round to itself; name another or leave it out\n"
	    "    1 | base: x\n"
	    "      |       ^\n");
	bad("base: first-steps\ntexts: {}\ntext: {boddy: {}, body: {szie: 3}}\nspacing: {boxx: 3}\ncolors: {inc: \"#000000\"}\n",
	    "./themes/x.yaml:2:1: error: a theme has no key \"texts\"; did you mean \"text\"?\n"
	    "    2 | texts: {}\n"
	    "      | ^~~~~\n"
	    "./themes/x.yaml:3:8: error: text has no key \"boddy\"; did you mean \"body\"?\n"
	    "    3 | text: {boddy: {}, body: {szie: 3}}\n"
	    "      |        ^~~~~\n"
	    "./themes/x.yaml:3:26: error: body has no key \"szie\"; did you mean \"size\"?\n"
	    "    3 | text: {boddy: {}, body: {szie: 3}}\n"
	    "      |                          ^~~~\n"
	    "./themes/x.yaml:4:11: error: spacing has no key \"boxx\"; did you mean \"box\"?\n"
	    "    4 | spacing: {boxx: 3}\n"
	    "      |           ^~~~\n"
	    "./themes/x.yaml:5:10: error: colors has no key \"inc\"; did you mean \"ink\"?\n"
	    "    5 | colors: {inc: \"#000000\"}\n"
	    "      |          ^~~\n");
	bad("base: first-steps\ntext: {body: {size: 0, leading: 5, weight: bold, italic: maybe, above: -1}}\n",
	    "./themes/x.yaml:2:21: error: body.size: 0 is out of range; write 9 pt to 96 pt\n"
	    "    2 | text: {body: {size: 0, leading: 5, weight: bold, italic: maybe, above: -1}}\n"
	    "      |                     ^\n"
	    "./themes/x.yaml:2:33: error: body.leading: 5 is out of range; write 9 pt to 120 pt\n"
	    "    2 | text: {body: {size: 0, leading: 5, weight: bold, italic: maybe, above: -1}}\n"
	    "      |                                 ^\n"
	    "./themes/x.yaml:2:44: error: body.weight: write a whole number from 100 to 900\n"
	    "    2 | text: {body: {size: 0, leading: 5, weight: bold, italic: maybe, above: -1}}\n"
	    "      |                                            ^~~~\n"
	    "./themes/x.yaml:2:58: error: body.italic: write yes or no\n"
	    "    2 | text: {body: {size: 0, leading: 5, weight: bold, italic: maybe, above: -1}}\n"
	    "      |                                                          ^~~~~\n"
	    "./themes/x.yaml:2:72: error: body.above: -1 is out of range; write 0 pt to 100 pt\n"
	    "    2 | text: {body: {size: 0, leading: 5, weight: bold, italic: maybe, above: -1}}\n"
	    "      |                                                                        ^~\n");
	bad("base: first-steps\ntext: {body: {size: big, color: teal, leading: 50 %, family: [], tracking: 1 em}}\n",
	    "./themes/x.yaml:2:21: error: body.size: this is no length; write points as a number, or a unit with it: 24 pt, 0.95 in, 10 mm\n"
	    "    2 | text: {body: {size: big, color: teal, leading: 50 %, family: [], tracking: 1 em}}\n"
	    "      |                     ^~~\n"
	    "./themes/x.yaml:2:33: error: body.color: write section, a name under `colors`, or \"#\" and six hex digits\n"
	    "    2 | text: {body: {size: big, color: teal, leading: 50 %, family: [], tracking: 1 em}}\n"
	    "      |                                 ^~~~\n"
	    "./themes/x.yaml:2:48: error: body.leading: write 100 % to 300 % of the size, or a length\n"
	    "    2 | text: {body: {size: big, color: teal, leading: 50 %, family: [], tracking: 1 em}}\n"
	    "      |                                                ^~~~\n"
	    "./themes/x.yaml:2:62: error: body.family: write the name of a typeface in fonts.yaml\n"
	    "    2 | text: {body: {size: big, color: teal, leading: 50 %, family: [], tracking: 1 em}}\n"
	    "      |                                                              ^~\n"
	    "./themes/x.yaml:2:76: error: body.tracking: this is no length; write points as a number, or a unit with it: 24 pt, 0.95 in, 10 mm\n"
	    "    2 | text: {body: {size: big, color: teal, leading: 50 %, family: [], tracking: 1 em}}\n"
	    "      |                                                                            ^~~~\n");
	bad("base: first-steps\nspacing: {field_height: 10, line_pitch: 0}\ncolumns: 13\nfills: black\n",
	    "./themes/x.yaml:2:25: error: field_height: 10 is out of range; write 20 pt to 80 pt\n"
	    "    2 | spacing: {field_height: 10, line_pitch: 0}\n"
	    "      |                         ^~\n"
	    "./themes/x.yaml:2:41: error: line_pitch: 0 is out of range; write 18 pt to 60 pt\n"
	    "    2 | spacing: {field_height: 10, line_pitch: 0}\n"
	    "      |                                         ^\n"
	    "./themes/x.yaml:3:10: error: columns: write a whole number from 1 to 12\n"
	    "    3 | columns: 13\n"
	    "      |          ^~\n"
	    "./themes/x.yaml:4:8: error: fills: write yes or no\n"
	    "    4 | fills: black\n"
	    "      |        ^~~~~\n");
	bad("base: first-steps\nsections: [{strong: red}]\n",
	    "./themes/x.yaml:2:11: error: sections: write four sections, each {strong:, light:, middle:}\n"
	    "    2 | sections: [{strong: red}]\n"
	    "      |           ^~~~~~~~~~~~~~~\n");
	bad("base: first-steps\ncolors: {rule: \"#c3cbd0\"}\ntext: {help: {color: \"#888888\"}}\n",
	    "./themes/x.yaml:2:16: error: rule on a section's light colour has a contrast of 1.41:1; it must be 3.00:1 or more\n"
	    "    2 | colors: {rule: \"#c3cbd0\"}\n"
	    "      |                ^~~~~~~~~\n"
	    "./themes/x.yaml:3:22: error: help on a section's light colour has a contrast of 3.04:1; it must be 4.50:1 or more\n"
	    "    3 | text: {help: {color: \"#888888\"}}\n"
	    "      |                      ^~~~~~~~~\n");
	bad("base: first-steps\ntext: {entry: {size: 10, leading: 9.5}}\n",
	    "./themes/x.yaml:2:22: error: entry.size is 10 pt; it must be 11.5 pt or more for entries\n"
	    "    2 | text: {entry: {size: 10, leading: 9.5}}\n"
	    "      |                      ^~\n"
	    "./themes/x.yaml:2:35: error: entry.leading is 9.5 pt; it must be 10 pt or more for its lines not to touch\n"
	    "    2 | text: {entry: {size: 10, leading: 9.5}}\n"
	    "      |                                   ^~~\n");
	bad("[]\n",
	    "./themes/x.yaml:1:1: error: a theme: write keys with values (`key: value`)\n"
	    "    1 | []\n"
	    "      | ^~\n");
	bad_paper("width: 3 in\nheight: 4 in\nmargins: {start: 20, end: 20, top: 30, bottom: 30, head: 20, foot: 20}\n",
	          "./paper/x.yaml:1:8: error: paper x leaves 176 by 228 pt for text; theme x needs 236 by 225.4 pt: use larger paper or smaller margins\n"
	          "    1 | width: 3 in\n"
	          "      |        ^~~~\n");
	bad_paper("width: 8.5 inches\nkind: screen\nmargins: {start: 20, end: 20, top: 30, bottom: 30, head: 30, foot: 20}\n",
	          "./paper/x.yaml:1:1: error: height is missing\n"
	          "    1 | width: 8.5 inches\n"
	          "      | ^~~~~~~~~~~~~~~~~\n"
	          "./paper/x.yaml:1:8: error: width: this is no length; write points as a number, or a unit with it: 24 pt, 0.95 in, 10 mm\n"
	          "    1 | width: 8.5 inches\n"
	          "      |        ^~~~~~~~~~\n"
	          "./paper/x.yaml:2:7: error: kind: write sheet, small or phone\n"
	          "    2 | kind: screen\n"
	          "      |       ^~~~~~\n"
	          "./paper/x.yaml:3:58: error: head must be less than top, or it stands in the text\n"
	          "    3 | margins: {start: 20, end: 20, top: 30, bottom: 30, head: 30, foot: 20}\n"
	          "      |                                                          ^~\n");
	bad_paper("width: 612\nheight: 0\nmargin: {}\n",
	          "./paper/x.yaml:1:1: error: margins: write start, end, top, bottom, head and foot\n"
	          "    1 | width: 612\n"
	          "      | ^~~~~~~~~~\n"
	          "./paper/x.yaml:2:9: error: height: 0 is out of range; write 144 pt to 3000 pt\n"
	          "    2 | height: 0\n"
	          "      |         ^\n"
	          "./paper/x.yaml:3:1: error: a paper has no key \"margin\"; did you mean \"margins\"?\n"
	          "    3 | margin: {}\n"
	          "      | ^~~~~~\n");
	CHECK(!made("base: first-steps\nphone: {text: {body: {size: 12}}, spacing: {field_height: 30}}\n", NULL, "phone"));
	CHECK_STR(told(),
	          "./themes/x.yaml:2:29: error: body.size is 12 pt; it must be 14 pt or more on a phone\n"
	          "    2 | phone: {text: {body: {size: 12}}, spacing: {field_height: 30}}\n"
	          "      |                             ^~\n"
	          "./themes/x.yaml:2:59: error: field_height is 30 pt; it must be 38 pt or more on a phone\n"
	          "    2 | phone: {text: {body: {size: 12}}, spacing: {field_height: 30}}\n"
	          "      |                                                           ^~\n");
	diags_free(diags);
	arena_free(arena);
}

TEST_MAIN
