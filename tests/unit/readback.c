/* Forms written here object by object, each with one thing that savers do, or should not do. */
#include "readback/readback.h"

#include <stdlib.h>

#include "file.h"

static struct buf file; /* being written */
static size_t offsets[16];
static int n_objects;

static void end_file(void)
{
	buf_free(&file);
	end();
}

static struct readback *load_bytes(const void *data, size_t n, const char *password)
{
	struct readback *rb;

	put_file(data, n);
	rb = readback_load(arena, diags, path, password);
	tell();
	return rb;
}

static void open_file(void)
{
	buf_free(&file);
	n_objects = 0;
	buf_adds(&file, "%PDF-1.7\n");
}

static void object_bytes(const char *text, size_t n)
{
	offsets[++n_objects] = file.len;
	buf_addf(&file, "%d 0 obj\n", n_objects);
	buf_add(&file, text, n);
	buf_adds(&file, "\nendobj\n");
}

static void object(const char *text)
{
	object_bytes(text, strlen(text));
}

static void close_file(void)
{
	size_t xref = file.len;

	buf_addf(&file, "xref\n0 %d\n0000000000 65535 f \n", n_objects + 1);
	for (int i = 1; i <= n_objects; i++)
		buf_addf(&file, "%010zu 00000 n \n", offsets[i]);
	buf_addf(&file, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", n_objects + 1, xref);
}

/* The start of a file: catalog 1, pages 2, form 3, page 4. Own objects follow from 5. */
static void start(const char *fields, const char *annots)
{
	open_file();
	object("<</Type/Catalog/Pages 2 0 R/AcroForm 3 0 R/Lang(es)>>");
	object("<</Type/Pages/Kids[4 0 R]/Count 1>>");
	object(arena_printf(arena, "<</Fields[%s]/DA(/F0 9.5 Tf 0 g)>>", fields));
	object(arena_printf(arena, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Annots[%s]>>", annots));
}

static struct readback *finish(void)
{
	close_file();
	return load_bytes(file.data, file.len, NULL);
}

#define CALM(rb, count)                                                                                                \
	do {                                                                                                           \
		CHECK((rb) != NULL);                                                                                   \
		CHECK_STR(told, "");                                                                                   \
		CHECK_INT((rb) ? (rb)->n : 0, count);                                                                  \
		if (!(rb) || (rb)->n != (count)) {                                                                     \
			end_file();                                                                                         \
			return;                                                                                        \
		}                                                                                                      \
	} while (0)

/* ---- text ---------------------------------------------------------------------------------------------------------- */

static const char *value_of(const char *bytes, size_t n)
{
	struct buf o = {0};
	struct readback *rb;
	const char *text;

	start("5 0 R", "5 0 R");
	buf_adds(&o, "<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/Rect[1 2 3 4]/V<");
	for (size_t i = 0; i < n; i++)
		buf_addf(&o, "%02x", (unsigned char)bytes[i]);
	buf_adds(&o, ">>>");
	object_bytes(o.data, o.len);
	buf_free(&o);
	rb = finish();
	text = rb && rb->n == 1 && rb->fields[0].n_values == 1 ? rb->fields[0].values[0] : NULL;
	return *told ? told : text;
}
#define VALUE(bytes) value_of(bytes, sizeof(bytes) - 1)

TEST(text_in_every_encoding)
{
	begin();
	CHECK_STR(VALUE("Maria"), "Maria");
	CHECK_STR(VALUE("\xfe\xff\0M\xd8\x3d\xde\x00\x4e\x2d"), "M😀中");
	CHECK_STR(VALUE("\xff\xfeM\0\x3d\xd8\x00\xde\x2d\x4e"), "M😀中");
	CHECK_STR(VALUE("\xef\xbb\xbfM\xf0\x9f\x98\x80"), "M😀");
	CHECK_STR(VALUE("\xd1o\xf1o \x80 \x92 \xa0 \x18\x1f"), "Ñoño • ™ € ˘˜");
	CHECK_STR(VALUE("Caf\xc3\xa9"), "CafÃ©"); /* no mark, so it is not UTF-8 */
	CHECK_STR(VALUE(""), "");
	CHECK_STR(VALUE("\xfe\xff"), "");
	end_file();
}

TEST(broken_text_is_still_text)
{
	begin();
	CHECK_STR(VALUE("\xfe\xff\xd8\x3d\0a"), "\xef\xbf\xbd" "a");
	CHECK_STR(VALUE("\xfe\xff\xde\x00\0a"), "\xef\xbf\xbd" "a");
	CHECK_STR(VALUE("\xfe\xff\0a\xd8\x3d"), "a\xef\xbf\xbd");
	CHECK_STR(VALUE("\xfe\xff\0a\0"), "a");
	CHECK_STR(VALUE("\xef\xbb\xbf" "a\xff"), "a\xef\xbf\xbd");
	CHECK_STR(VALUE("a\x7f\x9f\xad"), "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
	CHECK_STR(VALUE("\xfe\xff\0\x1b\0e\0n\0\x1b\0H\0i"), "Hi");
	CHECK_STR(VALUE("a\0b\0"), "ab");
	end_file();
}

TEST(line_ends_become_lf)
{
	begin();
	CHECK_STR(VALUE("a\r\nb\rc\nd\r"), "a\nb\nc\nd\n");
	CHECK_STR(VALUE("\xfe\xff\0a\0\r\0\n\0\r\0\r\0b"), "a\n\n\nb");
	CHECK_STR(VALUE(" \ta "), " \ta ");
	end_file();
}

TEST(values_of_every_type)
{
	struct readback *rb;

	begin();
	start("5 0 R 6 0 R 7 0 R 8 0 R 9 0 R 10 0 R", "");
	object("<</FT/Tx/T(stream)/V 11 0 R>>");
	object("<</FT/Tx/T(number)/V 12.50>>");
	object("<</FT/Tx/T(name)/V/S#c3#ad>>");
	object("<</FT/Tx/T(null)/V null/DV(x)>>");
	object("<</FT/Tx/T(rich)/RV(<body/>)/V(plain)/Ff 4096>>");
	object("<</FT/Sig/T(sig)/V<</Type/Sig/Name(N)>>>>");
	object("<</Length 7>>stream\n\xef\xbb\xbf" "A\r\nB\nendstream");
	rb = finish();
	CALM(rb, 6);
	CHECK_STR(rb->fields[0].values[0], "A\nB");
	CHECK_STR(rb->fields[1].values[0], "12.50");
	CHECK_STR(rb->fields[2].values[0], "Sí");
	CHECK(!rb->fields[3].has_value && rb->fields[3].n_values == 0);
	CHECK(rb->fields[3].has_default);
	CHECK_STR(rb->fields[3].printed, "x");
	CHECK_STR(rb->fields[4].values[0], "plain");
	CHECK(rb->fields[4].multiline && !rb->fields[0].multiline);
	CHECK_INT(rb->fields[5].kind, READBACK_SIGNATURE);
	CHECK(rb->fields[5].has_value && rb->fields[5].n_values == 0);
	end_file();
}

/* ---- fields -------------------------------------------------------------------------------------------------------- */

TEST(names_kids_and_what_is_inherited)
{
	struct readback *rb;
	const struct readback_field *f;

	begin();
	start("5 0 R", "7 0 R 8 0 R 9 0 R");
	object("<</T(people)/Kids[6 0 R 9 0 R]/FT/Tx/DA(/F0 12 Tf 0 g)/DV(was)>>");
	object("<</T(k3f.phone)/Parent 5 0 R/Kids[7 0 R 8 0 R]/V(555)/TU(Ana: phone)/Ff 4096>>");
	object("<</Subtype/Widget/Parent 6 0 R/Rect[30 40 10 20]/DA(/F0 8 Tf)>>");
	object("<</Subtype/Widget/Parent 6 0 R/Rect[1 1 2 2]/V(556)>>");
	object("<</T(new-1)/Parent 5 0 R/Subtype/Widget/Rect[0 0 9 9]/DV()>>");
	rb = finish();
	CALM(rb, 2);
	f = rb->fields;
	CHECK_STR(f[0].name, "people.k3f.phone");
	CHECK_STR(f[0].tooltip, "Ana: phone");
	CHECK_STR(f[0].values[0], "555");
	CHECK_STR(f[0].printed, "was");
	CHECK(f[0].multiline);
	CHECK_INT(f[0].n_widgets, 2);
	CHECK_INT(f[0].widgets[0].rect[0], 10);
	CHECK_INT(f[0].widgets[0].rect[3], 40);
	CHECK_INT(f[0].widgets[0].size, 8);
	CHECK_INT(f[0].widgets[1].size, 12);
	CHECK_STR(f[0].widgets[0].value, NULL);
	CHECK_STR(f[0].widgets[1].value, "556");
	CHECK_STR(f[1].name, "people.new-1");
	CHECK_STR(f[1].printed, "");
	CHECK(!f[1].has_value);
	CHECK_STR(rb->lang, "es");
	CHECK_STR(rb->version, "1.7");
	CHECK_INT(rb->n_pages, 1);
	CHECK_STR(rb->made, NULL);
	end_file();
}

TEST(buttons_are_their_states)
{
	struct readback *rb;

	begin();
	start("5 0 R 6 0 R 9 0 R", "");
	object("<</FT/Btn/T(check)/V/yes/AS/yes/DV/Off/Subtype/Widget/Rect[0 0 9 9]/AP<</N<</Off 10 0 R/yes 10 0 R>>>>>>");
	object("<</FT/Btn/T(radio)/Ff 49152/V/b/Kids[7 0 R 8 0 R]>>");
	object("<</Subtype/Widget/Parent 6 0 R/AS/Off/AP<</N<</a 10 0 R>>>>>>");
	object("<</Subtype/Widget/Parent 6 0 R/AS/b/AP<</D<</b 10 0 R>>>>>>");
	object("<</FT/Btn/T(push)/Ff 65536/V/x/Subtype/Widget>>");
	object("<</Length 0/Type/XObject/Subtype/Form/BBox[0 0 9 9]>>stream\n\nendstream");
	rb = finish();
	CALM(rb, 3);
	CHECK_INT(rb->fields[0].kind, READBACK_CHECK);
	CHECK_STR(rb->fields[0].values[0], "yes");
	CHECK_STR(rb->fields[0].printed, "Off");
	CHECK_STR(rb->fields[0].widgets[0].state, "yes");
	CHECK_STR(rb->fields[0].widgets[0].on, "yes");
	CHECK_INT(rb->fields[1].kind, READBACK_RADIO);
	CHECK_STR(rb->fields[1].values[0], "b");
	CHECK_STR(rb->fields[1].widgets[0].state, "Off");
	CHECK_STR(rb->fields[1].widgets[0].on, "a");
	CHECK_STR(rb->fields[1].widgets[1].on, "b");
	CHECK_INT(rb->fields[2].kind, READBACK_BUTTON);
	CHECK_INT(rb->fields[2].n_values, 0);
	end_file();
}

TEST(choices_come_as_what_they_export)
{
	struct readback *rb;

	begin();
	start("5 0 R 6 0 R 7 0 R", "");
	object("<</FT/Ch/T(one)/Ff 131072/Opt[[(d)(Once a day)][(w)(Once a week)]]/V(Once a week)>>");
	object("<</FT/Ch/T(many)/Ff 2097152/Opt[(a)(b)(c)]/V[(c)(a)]/DV[(a)(b)]>>");
	object("<</FT/Ch/T(own)/Ff 393216/Opt[[(d)(Once a day)]]/V(Now and then)>>");
	rb = finish();
	CALM(rb, 3);
	CHECK_STR(rb->fields[0].values[0], "w");
	CHECK_INT(rb->fields[1].n_values, 2);
	CHECK_STR(rb->fields[1].values[0], "c");
	CHECK_STR(rb->fields[1].values[1], "a");
	CHECK_STR(rb->fields[1].printed, "a\nb");
	CHECK_STR(rb->fields[2].values[0], "Now and then");
	end_file();
}

/* ---- what savers leave --------------------------------------------------------------------------------------------- */

TEST(widgets_that_no_field_leads_to)
{
	struct readback *rb;

	begin();
	start("5 0 R 9 0 R", "6 0 R 7 0 R 8 0 R <</Subtype/Widget/FT/Tx/T(direct)/V(d)/Rect[0 0 1 1]>> <</Subtype/Link/Rect[0 0 1 1]>>");
	object("<</T(group)/FT/Tx/Kids[]>>");
	object("<</Subtype/Widget/Rect[0 0 1 1]/FT/Tx/T(lone)/V(1)>>");
	object("<</Subtype/Widget/Rect[0 0 1 1]/Parent 5 0 R/T(kid)/V(2)>>");
	object("<</Subtype/Widget/Rect[0 0 1 1]/Parent 10 0 R/V(4)>>");
	object("<</Subtype/Widget/Rect[0 0 1 1]/Parent 10 0 R>>"); /* listed, and its field is not */
	object("<</FT/Tx/T(field)/V(3)>>");
	rb = finish();
	CALM(rb, 5);
	CHECK_STR(rb->fields[0].name, "group");
	CHECK_STR(rb->fields[1].name, "field");
	CHECK_STR(rb->fields[1].values[0], "3");
	CHECK_INT(rb->fields[1].n_widgets, 2);
	CHECK_STR(rb->fields[1].widgets[0].value, NULL);
	CHECK_STR(rb->fields[1].widgets[1].value, "4");
	CHECK_STR(rb->fields[2].name, "lone");
	CHECK_STR(rb->fields[3].name, "group.kid");
	CHECK_STR(rb->fields[4].name, "direct");
	end_file();
}

TEST(one_name_is_one_field)
{
	struct readback *rb;

	begin();
	start("5 0 R 6 0 R 7 0 R", "");
	object("<</FT/Tx/T(a)/DV(p)/Subtype/Widget/Rect[0 0 1 1]>>");
	object("<</FT/Tx/T(a)/V(2)/Subtype/Widget/Rect[0 0 1 1]>>");
	object("<</FT/Btn/T(a)/V/x/Subtype/Widget>>");
	rb = finish();
	CALM(rb, 2);
	CHECK_STR(rb->fields[0].values[0], "2");
	CHECK_STR(rb->fields[0].printed, "p");
	CHECK_INT(rb->fields[0].n_widgets, 2);
	CHECK_STR(rb->fields[0].widgets[0].value, NULL);
	CHECK_STR(rb->fields[0].widgets[1].value, "2");
	CHECK_INT(rb->fields[1].kind, READBACK_CHECK);
	end_file();
}

TEST(values_at_the_kids_alone)
{
	struct readback *rb;

	begin();
	start("5 0 R", "");
	object("<</T(a)/Kids[6 0 R 7 0 R]>>");
	object("<</FT/Tx/Subtype/Widget/Parent 5 0 R/V(one)>>");
	object("<</FT/Tx/Subtype/Widget/Parent 5 0 R/V(two)>>");
	rb = finish();
	CALM(rb, 1);
	CHECK(rb->fields[0].has_value);
	CHECK_STR(rb->fields[0].values[0], "one");
	CHECK_STR(rb->fields[0].widgets[0].value, "one");
	CHECK_STR(rb->fields[0].widgets[1].value, "two");
	end_file();
}

TEST(circles_end)
{
	struct readback *rb;

	begin();
	start("5 0 R 5 0 R 7 0 R", "8 0 R");
	object("<</T(a)/Kids[6 0 R 5 0 R]>>");
	object("<</T(b)/Parent 5 0 R/FT/Tx/V(x)/Kids[5 0 R 6 0 R]>>");
	object("<</T(c)/FT/Tx/V 7 0 R/Parent 7 0 R>>");
	object("<</Subtype/Widget/Parent 9 0 R>>");
	object("<</FT/Tx/T(d)/Parent 10 0 R>>");
	object("<</T(e)/Parent 9 0 R>>");
	rb = finish();
	CALM(rb, 3);
	CHECK_STR(rb->fields[0].name, "a.b");
	CHECK_STR(rb->fields[1].name, "c");
	CHECK(rb->fields[1].has_value && rb->fields[1].n_values == 0);
	CHECK_STR(rb->fields[2].name, "e.d");
	end_file();
}

TEST(kids_listed_before_their_parent)
{
	struct readback *rb;

	begin();
	start("6 0 R 5 0 R", "");
	object("<</T(a)/FT/Tx/Kids[6 0 R]>>");
	object("<</T(b)/Parent 5 0 R/V(x)>>");
	rb = finish();
	CALM(rb, 1);
	CHECK_STR(rb->fields[0].name, "a.b");
	end_file();
}

TEST(no_form_at_all)
{
	struct readback *rb;

	begin();
	open_file();
	object("<</Type/Catalog/Pages 2 0 R>>");
	object("<</Type/Pages/Kids[3 0 R]/Count 1>>");
	object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>");
	rb = finish();
	CALM(rb, 0);
	CHECK(!rb->xfa && !rb->encrypted);
	end_file();
}

TEST(whose_print_it_is)
{
	struct readback *rb;

	begin();
	open_file();
	object("<</Type/Catalog/Version/2.0/Pages 2 0 R/AcroForm<</Fields[]/XFA[]>>/PieceInfo<</Kinfolio<</Private<</Record(ab12)/Packet(portfolio)"
	       "/Printed(D:20261122)/New[(people.new-1 emergency)(goals.new-1)]>>>>>>>>");
	object("<</Type/Pages/Kids[]/Count 0>>");
	rb = finish();
	CALM(rb, 0);
	CHECK_STR(rb->version, "2.0");
	CHECK(rb->xfa);
	CHECK_STR(rb->record_digest, "ab12");
	CHECK_STR(rb->packet, "portfolio");
	CHECK_STR(rb->made, "D:20261122");
	CHECK_INT(rb->n_fresh, 2);
	CHECK_STR(rb->fresh[0], "people.new-1 emergency");
	end_file();
}

/* ---- what is refused ----------------------------------------------------------------------------------------------- */

TEST(what_is_no_pdf)
{
	begin();
	CHECK(!load_bytes("", 0, NULL));
	CHECK_STR(told, "error: @ is no PDF file; a photo or scan of a page cannot be read, only the PDF itself");
	CHECK(!load_bytes("\xff\xd8\xff\xe0JFIF", 8, NULL));
	CHECK_STR(told, "error: @ is no PDF file; a photo or scan of a page cannot be read, only the PDF itself");
	CHECK(!load_bytes("%PDF-1.7\nnothing more", 21, NULL));
	CHECK_STR(told, "error: @ is too damaged to read; ask for it to be saved or sent again");
	unlink(path);
	CHECK(!readback_load(arena, diags, path, NULL));
	tell();
	CHECK_STR(told, "error: cannot open @: No such file or directory");
	CHECK(!readback_load(arena, diags, "/tmp", NULL));
	tell();
	CHECK_STR(told, "error: cannot open /tmp: Is a directory");
	end_file();
}

TEST(a_damaged_file_is_read_as_far_as_it_goes)
{
	struct readback *rb;
	char *at;

	begin();
	start("5 0 R", "");
	object("<</FT/Tx/T(a)/V(kept)>>");
	close_file();
	at = strstr(file.data, "startxref");
	memcpy(at + 10, "999", 3);
	rb = load_bytes(file.data, file.len, NULL);
	CHECK_STR(told, "warning: @ is damaged and was read as far as it goes; compare what was read with the pages");
	CHECK_INT(rb ? rb->n : 0, 1);
	CHECK_STR(rb ? rb->fields[0].values[0] : NULL, "kept");
	end_file();
}

static bool with_text(size_t n)
{
	struct buf o = {0};
	struct readback *rb;

	start("5 0 R", "");
	buf_adds(&o, "<</FT/Tx/T(a)/V(");
	for (size_t i = 0; i < n; i++)
		buf_addc(&o, 'x');
	buf_adds(&o, ")>>");
	object_bytes(o.data, o.len);
	buf_free(&o);
	rb = finish();
	return rb && strlen(rb->fields[0].values[0]) == n;
}

TEST(the_longest_text)
{
	begin();
	CHECK(with_text(READBACK_MAX_TEXT));
	CHECK(!with_text(READBACK_MAX_TEXT + 1));
	CHECK_STR(told, "error: @ has more than 1 MB in one text, the limit for a form that is read");
	end_file();
}

static struct readback *with_fields(size_t n)
{
	struct buf o = {0};

	buf_adds(&o, "[");
	for (size_t i = 0; i < n; i++)
		buf_addf(&o, "<</FT/Tx/T(%zu)>>", i);
	buf_adds(&o, "]");
	open_file();
	object("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields 3 0 R>>>>");
	object("<</Type/Pages/Kids[]/Count 0>>");
	object_bytes(o.data, o.len);
	buf_free(&o);
	return finish();
}

TEST(the_most_fields)
{
	struct readback *rb;

	begin();
	rb = with_fields(READBACK_MAX_FIELDS);
	CALM(rb, READBACK_MAX_FIELDS);
	CHECK_STR(rb->fields[99999].name, "99999");
	CHECK(!with_fields(READBACK_MAX_FIELDS + 1));
	CHECK_STR(told, "error: @ has more than 100,000 blanks, the limit for a form that is read");
	end_file();
}

/* Fields within each other, the innermost one `depth` below the outermost. */
static struct readback *with_depth(int depth, const char *part)
{
	struct buf o = {0};

	start("5 0 R", "");
	for (int i = 0; i < depth; i++)
		buf_addf(&o, "<</T(%s)/Parent 2 0 R/Kids[", part);
	buf_adds(&o, "<</T(z)/Parent 2 0 R/FT/Tx>>");
	for (int i = 0; i < depth; i++)
		buf_adds(&o, "]>>");
	object_bytes(o.data, o.len);
	buf_free(&o);
	return finish();
}

TEST(the_deepest_field)
{
	struct readback *rb;

	begin();
	start("5 0 R", "");
	rb = with_depth(READBACK_MAX_DEPTH, "a");
	CALM(rb, 1);
	CHECK_INT(strlen(rb->fields[0].name), 2 * READBACK_MAX_DEPTH + 1);
	CHECK(!with_depth(READBACK_MAX_DEPTH + 1, "a"));
	CHECK_STR(told, "error: @ has more than 64 blanks within each other, the limit for a form that is read");
	end_file();
}

TEST(the_longest_name)
{
	char part[2048 + 1];
	struct readback *rb;

	begin();
	memset(part, 'n', sizeof part);
	part[2046] = '\0';
	rb = with_depth(2, part);
	CALM(rb, 1);
	CHECK_INT(strlen(rb->fields[0].name), READBACK_MAX_NAME - 1);
	part[2046] = 'n';
	part[2047] = '\0';
	CHECK(!with_depth(2, part));
	CHECK_STR(told, "error: @ has more than 4,096 letters in a name, the limit for a form that is read");
	end_file();
}

/* A thousand fields that share one array of choices. */
static struct readback *with_shared(size_t each, bool text)
{
	struct buf fields = {0}, shared = {0};

	buf_adds(&fields, "[");
	for (size_t i = 0; i < 1000; i++)
		buf_addf(&fields, "<</FT/Ch/T(%zu)/V 4 0 R>>", i);
	buf_adds(&fields, "]");
	buf_adds(&shared, text ? "(" : "[");
	for (size_t i = 0; i < each; i++)
		buf_adds(&shared, text ? "x" : "()");
	buf_adds(&shared, text ? ")" : "]");
	open_file();
	object("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields 3 0 R>>>>");
	object("<</Type/Pages/Kids[]/Count 0>>");
	object_bytes(fields.data, fields.len);
	object_bytes(shared.data, shared.len);
	buf_free(&fields);
	buf_free(&shared);
	return finish();
}

TEST(one_array_for_many)
{
	struct readback *rb;

	begin();
	rb = with_shared(999, false); /* and the field itself */
	CALM(rb, 1000);
	CHECK(!with_shared(1000, false));
	CHECK_STR(told, "error: @ has more than 1,000,000 blanks and choices, the limit for a form that is read");
	rb = with_shared(READBACK_MAX_BYTES / 1000 - 4, true);
	CALM(rb, 1000);
	CHECK(!with_shared(READBACK_MAX_BYTES / 1000 + 1, true));
	CHECK_STR(told, "error: @ has more than 64 MB of text, the limit for a form that is read");
	end_file();
}

TEST(the_largest_file)
{
	begin();
	start("5 0 R", "");
	object("<</FT/Tx/T(a)>>");
	while (file.len < READBACK_MAX_BYTES - (1u << 20))
		buf_addf(&file, "%%%065000d\n", 0);
	close_file();
	file.len = READBACK_MAX_BYTES; /* what follows the end may be anything */
	file.data = realloc(file.data, (size_t)READBACK_MAX_BYTES + 2);
	memset(strstr(file.data + READBACK_MAX_BYTES - (2u << 20), "%%EOF") + 6, '\n', 64);
	CHECK(load_bytes(file.data, strlen(file.data), NULL) != NULL);
	CHECK_STR(told, "");
	file.data[READBACK_MAX_BYTES] = '\n';
	CHECK(!load_bytes(file.data, (size_t)READBACK_MAX_BYTES + 1, NULL));
	CHECK_STR(told, "error: @ is larger than 64 MB, the limit for a PDF that is read");
	end_file();
}

TEST(a_stream_that_unpacks_to_more_than_it_should)
{
	struct buf o = {0};

	begin();
	start("5 0 R", "");
	object("<</FT/Tx/T(a)/V 6 0 R>>");
	buf_addf(&o, "<</Length %d>>stream\n", 70000);
	for (int i = 0; i < 70000; i++)
		buf_addc(&o, 'x');
	buf_adds(&o, "\nendstream");
	object_bytes(o.data, o.len);
	buf_free(&o);
	CHECK(!finish());
	CHECK_STR(told, "error: @ has more than 1 MB in one text, the limit for a form that is read");
	end_file();
}

/* ---- scrubbed copies ----------------------------------------------------------------------------------------------- */

TEST(a_copy_without_what_is_the_parents_own)
{
	static const char *const keep[] = {"mine.kept"};
	struct buf out = {0};
	struct readback *rb;

	begin();
	start("5 0 R 9 0 R", "6 0 R 7 0 R 8 0 R 10 0 R 11 0 R");
	object("<</T(mine)/FT/Tx/V(SECRET0)/Kids[6 0 R 7 0 R 8 0 R]>>");
	object("<</T(x)/Parent 5 0 R/Subtype/Widget/Rect[0 0 9 9]/V(SECRET1)/RV(SECRET2)/DV(SECRET3)/Contents(SECRET4)/AP<</N 12 0 R>>/TU(kept)>>");
	object("<</T(kept)/Parent 5 0 R/Subtype/Widget/Rect[0 0 9 9]/V(stays)>>");
	object("<</T(box)/Parent 5 0 R/FT/Btn/Subtype/Widget/Rect[0 0 9 9]/V/yes/AS/yes/AP<</N<</yes 13 0 R/Off 13 0 R>>>>>>");
	object("<</T(people)/FT/Tx/V(shared)>>");
	object("<</Subtype/FreeText/Contents(SECRET5)/Rect[0 0 9 9]>>");
	object("<</Subtype/Link/Rect[0 0 9 9]>>");
	object("<</Length 7/Type/XObject/Subtype/Form/BBox[0 0 9 9]>>stream\nSECRET6\nendstream");
	object("<</Length 2/Type/XObject/Subtype/Form/BBox[0 0 9 9]>>stream\nok\nendstream");
	object("(SECRET7)"); /* an orphan: an earlier revision's */
	CHECK(finish() != NULL);
	CHECK(readback_scrub(diags, path, NULL, "mine.", keep, 1, &out));
	CHECK(!memmem(out.data, out.len, "SECRET", 6));
	rb = load_bytes(out.data, out.len, NULL);
	CALM(rb, 4);
	CHECK_STR(rb->fields[0].name, "mine.x");
	CHECK(!rb->fields[0].has_value && !rb->fields[0].printed);
	CHECK_STR(rb->fields[0].tooltip, "kept");
	CHECK_STR(rb->fields[1].values[0], "stays");
	CHECK(!rb->fields[2].has_value);
	CHECK_STR(rb->fields[2].widgets[0].state, "Off");
	CHECK_STR(rb->fields[2].widgets[0].on, "yes");
	CHECK_STR(rb->fields[3].values[0], "shared");
	buf_free(&out);
	end_file();
}

TEST_MAIN
