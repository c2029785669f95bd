/* font: faces, shaping, bidi, breaks, fallback, subsets. Widths are those of Debian 12's font packages. */
#include "font/int.h"

#include <stdlib.h>

#include "test.h"

static struct arena *arena;
static struct diags *diags;
static struct font_set *set;
static struct font_style body = {.family = "Andika", .weight = 400, .size = 12000};
static struct font_style head = {.family = "Lato", .weight = 700, .size = 20000};

static void start(void)
{
	arena = arena_new();
	diags = diags_new();
	set = font_set_load(arena, diags, val_load(arena, diags, "fonts/fonts.yaml", 1 << 20));
}

static void stop(void)
{
	font_set_free(set);
	diags_free(diags);
	arena_free(arena);
}

/* All that was told, as it is printed. */
static const char *told(void)
{
	return test_told(arena, diags, false);
}

static struct font_para *shape(const char *lang, bool rtl, const char *text, const char *path)
{
	const struct font_span span = {.text = text, .len = strlen(text), .style = &body, .path = path};

	return font_para_shape(arena, set, diags, lang, rtl, &span, 1);
}

/* The text with its breaks: | where a line may end, ~ with a hyphen, / where it must, ! where nothing may part it. */
static const char *breaks(const struct font_para *para)
{
	struct buf b = {0};
	const char *text;

	for (size_t i = 0; i < para->n; i++) {
		const struct font_cluster *c = &para->clusters[i];

		if (para->text[c->text] != '\n')
			buf_add(&b, para->text + c->text, c->len);
		if (i + 1 < para->n || c->brk == FONT_BREAK_MUST)
			buf_adds(&b, c->hyphen			 ? "~"
				     : c->brk == FONT_BREAK_LINE ? "|"
				     : c->brk == FONT_BREAK_MUST ? "/"
								 : "");
	}
	text = buf_text(&b, arena);
	buf_free(&b);
	return text;
}

/* A line's runs from left to right: [text] for left to right, <text> for right to left, {} for an object. */
static const char *runs(const struct font_line *line)
{
	struct buf b = {0};
	const char *text;

	for (size_t i = 0; i < line->n; i++) {
		const struct font_run *run = &line->runs[i];

		buf_adds(&b, run->object ? "{" : run->rtl ? "<" : "[");
		if (!run->object)
			buf_add(&b, run->text, run->text_len);
		buf_adds(&b, run->object ? "}" : run->rtl ? ">" : "]");
	}
	text = buf_text(&b, arena);
	buf_free(&b);
	return text;
}

static struct font_line whole(const struct font_para *para)
{
	struct font_line line;

	font_line_set(arena, set, para, 0, para->n, &line);
	return line;
}

static mpt sum(const struct font_para *para)
{
	mpt width = 0;

	for (size_t i = 0; i < para->n; i++)
		width += para->clusters[i].advance;
	return width;
}

TEST(faces)
{
	const struct font_face *face, *bold;

	start();
	face = font_face_find(set, "Andika", 400, false);
	bold = font_face_find(set, "Lato", 700, false);
	CHECK(face && bold);
	CHECK_STR(face->name, "Andika");
	CHECK_STR(bold->name, "Lato-Bold");
	CHECK_INT(face->upem, 2048);
	CHECK_INT(face->format, FONT_TRUETYPE);
	CHECK(face->ascent > 0 && face->descent < 0 && face->cap_height > face->x_height && !face->serif &&
	      !face->fixed_pitch);
	CHECK(face == font_face_find(set, "Andika", 400, false));
	CHECK_STR(font_face_find(set, "Lato", 790, true)->name, "Lato-BoldItalic");
	CHECK_STR(font_face_find(set, "Noto Sans Thai", 600, true)->name, "NotoSansThai-Bold");
	CHECK_INT(font_face_find(set, "Noto Sans CJK JP", 400, false)->format, FONT_CFF_CID);
	CHECK_INT(set->n_faces, 5);
	for (size_t i = 0; i < set->n_faces; i++)
		CHECK(set->faces[i]->index < font_set_places(set) && (i == 0 || set->faces[i]->index != set->faces[i - 1]->index));
	CHECK(font_family_known(set, "Symbola") && !font_family_known(set, "Comic Sans"));
	CHECK_STR(told(), "");
	CHECK(font_face_find(set, "Andka", 400, false) == NULL);
	CHECK(font_face_find(set, "Andka", 700, false) == NULL);
	const char *text = told(), *message = "error: there is no family \"Andka\" in fonts.yaml; did you mean \"Andika\"?";

	CHECK(strstr(text, message) && !strstr(strstr(text, message) + 1, message));
	stop();
}

/* Every file that fonts.yaml names is there and is a font, under a name of its own. */
TEST(all_files)
{
	start();
	for (size_t i = 0; i < set->n_families; i++)
		for (size_t k = 0; k < set->families[i].n_files; k++)
			CHECK(font_file_face(set, &set->families[i].files[k], false));
	for (size_t i = 0; i < set->n_faces; i++)
		for (size_t k = 0; k < i; k++)
			CHECK(strcmp(set->faces[i]->name, set->faces[k]->name) != 0);
	CHECK_STR(told(), "");
	stop();
}

TEST(latin)
{
	struct font_para *para;
	struct font_line line;
	uint32_t ffi;

	start();
	para = shape("en", false, "office AV", NULL);
	line = whole(para);
	CHECK_STR(breaks(para), "office |AV");
	CHECK_INT(line.n, 1);
	CHECK_INT(line.width, sum(para));
	CHECK(line.ascent > 12000 && line.descent > 0);
	CHECK_INT(shape("en", false, "Nguyễn Thị Hồng, Žofie ß", NULL)->n, 23); /* fi is one */
	CHECK_INT(sum(shape("en", false, "Nguye\xCC\x82\xCC\x83n", NULL)), sum(shape("en", false, "Nguyễn", NULL)));
	/* Kerning, and ligatures where nothing is tracked. */
	const struct font_span span = {.text = "AV ffi", .len = 6, .style = &head};
	struct font_style apart = head;
	const struct font_span tracked = {.text = "AV ffi", .len = 6, .style = &apart};

	apart.tracking = 1000;
	para = font_para_shape(arena, set, diags, "en", false, &span, 1);
	CHECK_INT(para->n, 4);
	CHECK(sum(para) < font_measure(arena, set, &head, "en", "A") + font_measure(arena, set, &head, "en", "V") +
				  font_measure(arena, set, &head, "en", " ffi"));
	line = whole(para);
	ffi = line.runs[0].glyphs[3].id;
	CHECK_STR(font_glyph_text(line.runs[0].face, ffi), "ffi");
	para = font_para_shape(arena, set, diags, "en", false, &tracked, 1);
	CHECK_INT(para->n, 6);
	CHECK_INT(para->clusters[5].advance - font_measure(arena, set, &head, "en", "i"), 1000);
	CHECK_STR(told(), "");
	stop();
}

TEST(sizes_and_figures)
{
	struct font_style big = body, even = head;

	start();
	big.size = 24000;
	CHECK(abs(font_measure(arena, set, &big, "en", "Support list") -
		  2 * font_measure(arena, set, &body, "en", "Support list")) <= 12);
	even.tabular = true;
	CHECK_INT(font_measure(arena, set, &even, "en", "1111"), font_measure(arena, set, &even, "en", "8080"));
	stop();
}

TEST(empty_and_blank)
{
	struct font_line line;

	start();
	for (int rtl = 0; rtl < 2; rtl++) {
		struct font_para *para = font_para_shape(arena, set, diags, "en", rtl, NULL, 0);

		CHECK_INT(para->n, 0);
		line = whole(para);
		CHECK_INT(line.n, 0);
		para = shape("en", rtl, "", NULL);
		CHECK_INT(para->n, 0);
		line = whole(para);
		CHECK(line.ascent > 12000);
		para = shape("en", rtl, "   ", NULL);
		CHECK_INT(para->n, 3);
		CHECK(para->clusters[1].space && sum(para) > 9000);
		line = whole(para);
		CHECK_INT(line.n, 0);
		CHECK_INT(line.width, 0);
	}
	CHECK_STR(told(), "");
	stop();
}

TEST(line_ends)
{
	struct font_para *para;
	struct font_line line, full;

	start();
	CHECK_STR(breaks(shape("en", false, "one two-three\nfour", NULL)), "one |two-|three/four");
	CHECK_STR(breaks(shape("en", false,
			       "one\r\ntwo\rthree\xE2\x80\xA8"
			       "four\n",
			       "p")),
		  "one/two/three/four/");
	/* The spaces at the end have no width; one hangs past it, so that words stay apart. */
	para = shape("en", false, "one  two", NULL);
	font_line_set(arena, set, para, 0, 5, &line);
	CHECK_INT(line.width, font_measure(arena, set, &body, "en", "one"));
	CHECK_INT(line.runs[0].width, line.width);
	CHECK_STR(runs(&line), "[one ]");
	CHECK_INT(line.runs[0].n, 4);
	/* At the left in a paragraph from right to left. */
	para = shape("he", true, "שלום עולם", NULL);
	font_line_set(arena, set, para, 0, 5, &line);
	CHECK_STR(runs(&line), "< ><שלום>");
	CHECK_INT(line.runs[0].x, -line.runs[0].width);
	CHECK_INT(line.runs[1].x, 0);
	CHECK_INT(line.width, line.runs[1].width);
	/* A soft hyphen shows only where the line ends. */
	para = shape("de", false,
		     "Donau\xC2\xAD"
		     "dampf lie\xC2\xAD"
		     "gen",
		     NULL);
	CHECK_STR(breaks(para), "Donau~dampf |lie~gen");
	CHECK_STR(para->text, "Donaudampf liegen");
	full = whole(para);
	CHECK_STR(runs(&full), "[Donaudampf liegen]");
	font_line_set(arena, set, para, 0, 5, &line);
	CHECK_STR(runs(&line), "[Donau\xC2\xAD]");
	CHECK_INT(line.width, font_measure(arena, set, &body, "de", "Donau") + para->clusters[4].hyphen_width);
	stop();
}

/* A line that ends within joined letters is shaped anew. */
TEST(unsafe_break)
{
	struct font_para *para;
	struct font_line a, b;

	start();
	para = shape("ar", true, "ببب", NULL);
	CHECK_INT(para->n, 3);
	font_line_set(arena, set, para, 0, 1, &a);
	b = whole(shape("ar", true, "ب", NULL));
	CHECK_INT(a.runs[0].glyphs[0].id, b.runs[0].glyphs[0].id);
	CHECK_INT(a.width, b.width);
	CHECK(whole(para).runs[0].glyphs[0].id != b.runs[0].glyphs[0].id);
	stop();
}

TEST(bidi)
{
	struct font_line line;
	const struct font_span spans[] = {
		{.text = "Name: ", .len = 6, .style = &body},
		{.text = "שלום 1", .len = strlen("שלום 1"), .style = &body, .path = "a"},
		{.text = " 2, ", .len = 4, .style = &body},
		{.text = NULL, .width = 50000, .style = &body},
	};

	start();
	line = whole(shape("ar", true, "اسم Luz (Maria)", NULL));
	CHECK_STR(runs(&line), "[Luz (Maria)]<اسم >");
	line = whole(shape("en", false, "שלום (abc)", NULL));
	CHECK_STR(runs(&line), "<שלום>[ ][(abc)]");
	/* The number behind a value stays outside it: the value is an isolate. */
	line = whole(font_para_shape(arena, set, diags, "en", false, spans, 4));
	CHECK_STR(runs(&line), "[Name: ][1]< ><שלום>[ 2, ]{}");
	CHECK_INT(line.runs[5].width, 50000);
	CHECK_INT(line.width, line.runs[5].x + 50000);
	/* Bidi's format characters in a value do nothing, and are not in the text. */
	struct font_para *para = shape("en", false,
				       "a\xE2\x80\xAE"
				       "bc\xE2\x81\xA9 d\x01\t\x7F"
				       "e",
				       "v");

	CHECK_STR(para->text, "abc d e");
	line = whole(para);
	CHECK_STR(runs(&line), "[abc d e]");
	/* In content they do what they are for. */
	line = whole(shape("en", false,
			   "a\xE2\x80\xAE"
			   "bc\xE2\x80\xAC d",
			   NULL));
	CHECK_STR(runs(&line), "[a]<bc>[ d]");
	/* A value in Latin letters, in Arabic. */
	line = whole(shape("ar", true, "(508) 555-0199", "phone"));
	CHECK_STR(runs(&line), "[(508) 555-0199]");
	stop();
}

/* Glyphs of a run say where their text is, in a run from right to left too. */
TEST(run_text)
{
	struct font_line line;
	const struct font_run *run;
	size_t at;

	start();
	line = whole(shape("ar", true, "لا بأس", NULL));
	CHECK_INT(line.n, 1);
	run = &line.runs[0];
	CHECK(run->rtl && run->n > 0);
	at = run->text_len;
	for (size_t i = 0; i < run->n; i++) {
		if (run->glyphs[i].text_len == 0)
			continue;
		CHECK_INT(run->glyphs[i].text + run->glyphs[i].text_len, at);
		at = run->glyphs[i].text;
	}
	CHECK_INT(at, 0);
	stop();
}

TEST(scripts)
{
	static const struct {
		const char *lang, *text, *face, *breaks;
	} cases[] = {
		{"en", "Привет", "Andika", "Привет"},
		{"en", "Ελλάδα", "Lato-Regular", "Ελλάδα"},
		{"en", "ليلى حسن", "NotoSansArabic-Regular", "ليلى |حسن"},
		{"en", "שלום", "NotoSansHebrew-Regular", "שלום"},
		{"hi", "क्षेत्र में", "NotoSansDevanagari-Regular", "क्षेत्र |में"},
		{"km", "ខ្ញុំស្រឡាញ់ភាសាខ្មែរ", "NotoSansKhmer-Regular", "ខ្ញុំ|ស្រឡាញ់|ភាសាខ្មែរ"},
		{"th", "ภาษาไทยสวยงาม", "NotoSansThai-Regular", "ภาษา|ไทย|สวยงาม"},
		{"am", "ሰላም ለዓለም፡", "NotoSansEthiopic-Regular", "ሰላም |ለዓለም፡"},
		{"en", "王小明", "NotoSansCJKsc-Regular", "王|小|明"},
		{"zh-TW", "王小明。", "NotoSansCJKtc-Regular", "王|小|明。"},
		{"ja", "骨（直）", "NotoSansCJKjp-Regular", "骨|（直）"},
		{"en", "田中さくら", "NotoSansCJKjp-Regular", "田|中|さ|く|ら"},
		{"ko", "김민수 씨", "NotoSansCJKkr-Regular", "김|민|수 |씨"},
		{"en", "👍🏽", "Symbola", "👍🏽"},
		{"en", "☐", "NotoSansSymbols2-Regular", "☐"},
	};

	start();
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct font_para *para = shape(cases[i].lang, false, cases[i].text, "v");
		struct font_line line = whole(para);

		CHECK_STR(breaks(para), cases[i].breaks);
		CHECK_INT(line.n, 1);
		CHECK_STR(line.runs[0].face->name, cases[i].face);
		CHECK_INT(line.width, sum(para));
		for (size_t g = 0; g < line.runs[0].n; g++)
			CHECK(line.runs[0].glyphs[g].id != 0);
	}
	CHECK_STR(told(), "");
	stop();
}

TEST(no_face)
{
	start();
	CHECK_STR(shape("en", false, "x\xF0\x93\x80\x80y", "people.k3f.name")->text, "x[EGYPTIAN HIEROGLYPH A001]y");
	CHECK_STR(told(), "kinfolio: warning: people.k3f.name: no typeface has EGYPTIAN HIEROGLYPH A001 (U+13000); it is "
			  "printed as its name in "
			  "brackets\n");
	CHECK_STR(shape("en", false, "\xEE\x84\xA3", NULL)->text, "[U+E123]");
	CHECK_STR(told(), "kinfolio: error: no typeface has U+E123; write something else, or add a family that has it to "
			  "fonts.yaml\n");
	CHECK_STR(shape("en", false,
			"a\xFF"
			"b",
			"v")
			  ->text,
		  "a\xEF\xBF\xBD"
		  "b");
	stop();
}

/* Nothing one can put in a value breaks anything: heaps of marks, no space for a long time, bytes of any kind. */
TEST(hostile)
{
	struct buf b = {0};
	struct font_para *para;
	uint32_t seed = 1;
	size_t text = 0;

	start();
	buf_addc(&b, 'a');
	for (int i = 0; i < 5000; i++)
		buf_add_utf8(&b, 0x301 + (uint32_t)i % 8);
	para = shape("en", false, b.data, "v");
	CHECK(para->n > 1 && whole(para).n > 0);
	for (int mode = 0; mode < 3; mode++) {
		buf_reset(&b);
		for (int i = 0; i < 20000; i++) {
			seed = seed * 1103515245u + 12345u;
			if (mode == 0)
				buf_addc(&b, "abcdefghij"[seed >> 16 & 7]);
			else if (mode == 1)
				buf_add_utf8(&b, 0x620 + (seed >> 16 & 31));
			else
				buf_addc(&b, (char)(1 + (seed >> 16) % 255));
		}
		para = shape("en", mode == 1, b.data, "v");
		CHECK(para->n > 0);
		text = 0;
		for (size_t i = 0; i < para->n; i++) {
			if (para->clusters[i].text != text || para->clusters[i].len == 0)
				break;
			text += para->clusters[i].len;
		}
		CHECK_INT(text, para->len);
		for (size_t i = 0; i < para->n; i += 97) {
			struct font_line line;

			font_line_set(arena, set, para, i, i + 97, &line);
			CHECK(line.n > 0);
		}
	}
	buf_free(&b);
	stop();
}

/* The rules for plain text against ICU's, on all strings of four among one character of each class. */
TEST(breaks_as_icu)
{
	static const uint16_t one_of_each[] = {'a', '5', ' ', '|', '-',	 '(',	 ')',  '}',    '!', ',',
					       '/', '"', '$', '%', 0xA0, 0x2014, 0xB4, 0x2026, '\n'};
	const int n = sizeof one_of_each / sizeof one_of_each[0];
	UErrorCode status = U_ZERO_ERROR;
	UBreakIterator *icu = ubrk_open(UBRK_LINE, "en", NULL, 0, &status);
	int differ = 0;

	for (int all = 0; all < n * n * n * n; all++) {
		UChar text[4];
		uint8_t classes[4], brk[4];

		for (int i = 0, rest = all; i < 4; i++, rest /= n) {
			text[i] = one_of_each[rest % n];
			classes[i] = font_break_class(text[i]);
		}
		font_breaks_plain(classes, 4, brk);
		ubrk_setText(icu, text, 4, &status);
		for (int i = 0; i < 4; i++)
			differ += (brk[i] >= FONT_BREAK_LINE) != (ubrk_isBoundary(icu, i + 1) || i == 3);
	}
	CHECK_INT(differ, 0);
	ubrk_close(icu);
}

static size_t subset_size(const struct font_face *face, const char *text, unsigned char head4[4])
{
	uint8_t *used = calloc(face->n_glyphs, 1);
	unsigned char *data;
	size_t len, again_len;
	unsigned char *again;

	for (const char *s = text, *end = text + strlen(text); s < end;)
		used[font_face_glyph(face, utf8_next(&s, end))] = 1;
	CHECK(font_subset(diags, face, used, &data, &len));
	CHECK(font_subset(diags, face, used, &again, &again_len));
	CHECK(len == again_len && memcmp(data, again, len) == 0);
	memcpy(head4, data, 4);
	if (face->format == FONT_TRUETYPE) { /* glyph ids are kept, and those not used are empty */
		hb_blob_t *blob = hb_blob_create((const char *)data, (unsigned)len, HB_MEMORY_MODE_READONLY, NULL, NULL);
		hb_face_t *hb = hb_face_create(blob, 0);
		hb_font_t *font = hb_font_create(hb);
		hb_glyph_extents_t a, b;
		uint32_t glyph = font_face_glyph(face, 'g');

		CHECK(hb_font_get_glyph_extents(font, glyph, &a) &&
		      hb_font_get_glyph_extents(face->handle->font, glyph, &b));
		CHECK(a.width == b.width && a.height == b.height && a.width != 0);
		CHECK(hb_font_get_glyph_extents(font, font_face_glyph(face, 'A'), &a) && a.width == 0);
		hb_font_destroy(font);
		hb_face_destroy(hb);
		hb_blob_destroy(blob);
	}
	free(data);
	free(again);
	free(used);
	return len;
}

TEST(subsets)
{
	const struct font_face *face;
	unsigned char first[4];
	char tag[7], other[7];
	uint8_t *used;

	start();
	face = font_face_find(set, "Andika", 400, false);
	CHECK(subset_size(face, "gé", first) < 20000);
	CHECK(memcmp(first, "\0\1\0\0", 4) == 0);
	CHECK(subset_size(font_face_find(set, "Noto Sans CJK SC", 400, false), "王小明", first) < 8000);
	CHECK(first[0] == 1 && first[1] == 0); /* a bare CFF table */
	used = calloc(face->n_glyphs, 1);
	font_subset_tag(face, used, tag);
	used[40] = 1;
	font_subset_tag(face, used, other);
	CHECK_INT(strlen(tag), 6);
	CHECK(strcmp(tag, other) != 0 && strspn(tag, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 6);
	free(used);
	CHECK_STR(told(), "");
	stop();
}

/* Can every letter of the text be typed? */
static bool covers(const uint32_t codes[256], const char *text)
{
	const char *end = text + strlen(text);

	while (text < end) {
		uint32_t c = utf8_next(&text, end);
		bool has = c == '\n';

		for (int i = 0; i < 256 && !has; i++)
			has = codes[i] == c && c != 0;
		if (!has)
			return false;
	}
	return true;
}

TEST(typing)
{
	uint32_t codes[256];
	int widths[256];
	const char *names[256];
	unsigned char *data;
	size_t len;
	const struct font_face *face;

	start();
	face = font_face_find(set, "Andika", 400, false);
	font_typing_codes("en-US", codes);
	CHECK(codes['A'] == 'A' && codes[0x80] == 0x20AC && codes[0xE9] == 0xE9 && codes[0x92] == 0x2019);
	CHECK(covers(codes, "Žofie ß – “ok”\n") && !covers(codes, "Nguyễn"));
	CHECK(font_typing_subset(diags, face, codes, &data, &len, widths, names));
	CHECK_STR(names[0xE9], "eacute");
	CHECK_INT(widths['A'], (font_advance(face, font_face_glyph(face, 'A')) * 1000 + 1024) / 2048);
	hb_blob_t *blob = hb_blob_create((const char *)data, (unsigned)len, HB_MEMORY_MODE_READONLY, NULL, NULL);
	hb_face_t *hb = hb_face_create(blob, 0);
	hb_font_t *font = hb_font_create(hb);
	hb_codepoint_t glyph;

	CHECK(hb_font_get_nominal_glyph(font, 0x20AC, &glyph) && !hb_font_get_nominal_glyph(font, 0x1EC5, &glyph));
	hb_font_destroy(font);
	hb_face_destroy(hb);
	hb_blob_destroy(blob);
	free(data);
	font_typing_codes("vi", codes);
	CHECK(covers(codes, "Nguyễn Thị Hồng ở Đà Nẵng, ỹ Ỹ"));
	CHECK(font_typing_subset(diags, face, codes, &data, &len, widths, names));
	for (int i = 0; i < 256; i++)
		if (codes[i] == 0x1EC5)
			CHECK_STR(names[i], "ecircumflextilde");
	free(data);
	font_typing_codes("pl", codes);
	CHECK(covers(codes, "Zażółć gęślą jaźń ŁÓDŹ é"));
	font_typing_codes("ru", codes);
	CHECK(covers(codes, "Съешь ещё ЭТИХ"));
	/* Thousands of letters, or none that a simple font may name: what WinAnsi has. */
	font_typing_codes("zh", codes);
	CHECK(codes[0x80] == 0x20AC && codes[0xE9] == 0xE9);
	CHECK_STR(told(), "");
	CHECK(!font_typing_subset(diags, font_face_find(set, "Noto Sans CJK SC", 400, false), codes, &data, &len, widths,
				  names));
	CHECK_STR(told(), "kinfolio: error: the font NotoSansCJKsc-Regular cannot be cut down to what is used: fields want "
			  "a TrueType font to "
			  "type in; name another family\n");
	stop();
}

static const char *load_told(const char *yaml)
{
	struct font_set *bad;
	const char *text;
	struct font_style style = {.family = "X", .weight = 400, .size = 10000};
	const struct font_span span = {.text = "abc", .len = 3, .style = &style};

	bad = font_set_load(arena, diags,
			    val_parse(arena, diags, source_new(arena, diags, "f.yaml", yaml, strlen(yaml)), NULL));
	CHECK_INT(font_para_shape(arena, bad, diags, "en", false, &span, 1)->n, 0);
	text = told();
	font_set_free(bad);
	return text;
}

TEST(bad_fonts_yaml)
{
	start();
	CHECK(strstr(load_told("x: 1\n"), "f.yaml:1:1: error: fonts.yaml has no key \"x\""));
	CHECK(strstr(load_told("packages: {p: {}}\nfamilies: {X: {package: p, scripts: [Latin], upright: {bold: a.ttf}}}\n"),
		     "error: \"Latin\" is no script; write a code of ISO 15924: Latn, Arab, Khmr"));
	CHECK(strstr(load_told("packages: {p: {}}\nfamilies: {X: {package: p, upright: {bold: a.ttf}}}\n"),
		     "error: \"bold\" is no weight; write a number from 100 to 900"));
	/* Neither what an int takes for 400, nor what no long holds. */
	CHECK(strstr(load_told("packages: {p: {}}\nfamilies: {X: {package: p, upright: {4294967696: a.ttf}}}\n"),
		     "error: \"4294967696\" is no weight; write a number from 100 to 900"));
	CHECK(strstr(load_told("packages: {p: {}}\nfamilies: {X: {package: p, upright: {99999999999999999999: a.ttf}}}\n"),
		     "error: \"99999999999999999999\" is no weight; write a number from 100 to 900"));
	CHECK(strstr(load_told("packages: {p: {}}\nfamilies: {X: {package: p, upright: {-400: a.ttf}}}\n"),
		     "error: \"-400\" is no weight; write a number from 100 to 900"));
	CHECK(strstr(load_told("packages: {p: {}}\nfamilies: {X: {package: q, upright: {400: a.ttf}}}\n"),
		     "error: the family \"X\" needs `package`, a Debian package that stands under `packages`"));
	CHECK(strstr(
		load_told("folder: /nowhere\npackages: {fonts-x: {}}\nfamilies: {X: {package: fonts-x, upright: {400: "
			  "a.ttf}}}\n"),
		"error: cannot use the font file /nowhere/a.ttf: there is no such file, or it cannot be read; install the "
		"Debian package fonts-x"));
	CHECK(strstr(load_told("folder: /etc\npackages: {fonts-x: {}}\nfamilies: {X: {package: fonts-x, upright: {400: "
			       "passwd}}}\n"),
		     "it is no TrueType or OpenType font"));
	CHECK(strstr(load_told("packages: [1]\nfamilies: 2\n"), "error: packages: write a map"));
	stop();
}

TEST_MAIN
