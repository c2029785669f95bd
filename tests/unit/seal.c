/* Passwords as they stand in files, and a file sealed and opened again. */
#include "seal/seal.h"

#include <stdlib.h>

#include <sys/prctl.h>
#include <sys/resource.h>

#include "readback/readback.h"

#include "file.h"

/* What the file's password is, or what is told. */
static const char *password_in(const void *data, size_t n, bool any)
{
	const char *is = NULL;
	char *password;

	put_file(data, n);
	password = (any ? seal_password_of : seal_password)(diags, path);
	if (password)
		is = arena_strdup(arena, password);
	seal_forget(password);
	tell();
	return is ? is : told;
}
#define PASSWORD(bytes) password_in(bytes, sizeof(bytes) - 1, false)
#define OPENS(bytes) password_in(bytes, sizeof(bytes) - 1, true)

TEST(a_password_is_the_first_line)
{
	begin();
	CHECK_STR(PASSWORD("correct horse"), "correct horse");
	CHECK_STR(PASSWORD("correct horse\n"), "correct horse");
	CHECK_STR(PASSWORD("correct horse\r\nbattery\n"), "correct horse");
	CHECK_STR(PASSWORD("\xef\xbb\xbf" "correct horse\n"), "correct horse");
	CHECK_STR(PASSWORD(" spaces count \n"), " spaces count ");
	CHECK_STR(PASSWORD("12345678"), "12345678");
	CHECK_STR(PASSWORD("ñandúñan"), "ñandúñan"); /* characters, not bytes */
	end();
}

TEST(a_password_that_will_not_do)
{
	char most[SEAL_MAX_PASSWORD + 1];

	begin();
	CHECK_STR(PASSWORD("1234567\n89"), "error: the first line of @ has 7 characters; a password needs 8 or more");
	CHECK_STR(PASSWORD("ñandúña"), "error: the first line of @ has 7 characters; a password needs 8 or more");
	CHECK_STR(PASSWORD(""), "error: the first line of @ has 0 characters; a password needs 8 or more");
	CHECK_STR(PASSWORD("caf\xe9 caf\xe9"), "error: the password in @ is not UTF-8 text; save the file as plain UTF-8");
	CHECK_STR(PASSWORD("correct\0horse"), "error: the password in @ is not UTF-8 text; save the file as plain UTF-8");
	memset(most, 'p', sizeof most);
	CHECK_INT(strlen(password_in(most, SEAL_MAX_PASSWORD, false)), SEAL_MAX_PASSWORD);
	CHECK_STR(password_in(most, sizeof most, false), "error: the password in @ is longer than 127 bytes, all that a PDF looks at; make it shorter");
	unlink(path);
	CHECK(!seal_password(diags, path));
	tell();
	CHECK_STR(told, "error: cannot open @: No such file or directory");
	CHECK(!seal_password(diags, "/tmp"));
	tell();
	CHECK_STR(told, "error: cannot open /tmp: Is a directory");
	end();
}

TEST(what_opens_may_be_short)
{
	begin();
	CHECK_STR(OPENS("1"), "1");
	CHECK_STR(OPENS("\n"), "error: the first line of @ has 0 characters; a password needs 1 or more");
	end();
}

TEST(nobody_may_look_into_the_process)
{
	struct rlimit core;

	begin();
	CHECK_STR(PASSWORD("correct horse"), "correct horse");
	CHECK_INT(prctl(PR_GET_DUMPABLE), 0);
	CHECK_INT(getrlimit(RLIMIT_CORE, &core), 0);
	CHECK_INT(core.rlim_cur, 0);
	CHECK_INT(core.rlim_max, 0);
	end();
}

/* ---- files --------------------------------------------------------------------------------------------------------- */

static const char *const objects[] = {
	"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R 5 0 R]>>/PieceInfo<</Kinfolio<</Private<</Packet(portfolio)/Printed(D:1)>>>>>>>>",
	"<</Type/Pages/Kids[3 0 R]/Count 1>>",
	"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Annots[4 0 R 5 0 R]/Contents[6 0 R 7 0 R]>>",
	"<</FT/Tx/T(people.k3f.name)/V(Marigold)/Subtype/Widget/Rect[0 0 9 9]/AP<</N 8 0 R>>>>",
	"<</FT/Btn/T(box)/V/tickedstate/AS/tickedstate/Subtype/Widget/Rect[0 0 9 9]/AP<</N<</Off 8 0 R/tickedstate 8 0 R>>>>>>",
	"<</Length 13>>stream\nq 1 0 0 1 0 0\nendstream",
	"<</Length 4>>stream\ncm Q\nendstream",
	"<</Length 8/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<<>>>>>>stream\nMarigold\nendstream",
};
#define N_OBJECTS (sizeof objects / sizeof *objects)

static void write_plain(struct buf *out)
{
	size_t at[N_OBJECTS], xref;

	buf_adds(out, "%PDF-1.7\n");
	for (size_t i = 0; i < N_OBJECTS; i++) {
		at[i] = out->len;
		buf_addf(out, "%zu 0 obj\n%s\nendobj\n", i + 1, objects[i]);
	}
	xref = out->len;
	buf_addf(out, "xref\n0 %zu\n0000000000 65535 f \n", N_OBJECTS + 1);
	for (size_t i = 0; i < N_OBJECTS; i++)
		buf_addf(out, "%010zu 00000 n \n", at[i]);
	buf_addf(out, "trailer<</Size %zu/Root 1 0 R/ID[(first)(second)]>>\nstartxref\n%zu\n%%%%EOF\n", N_OBJECTS + 1, xref);
}

static bool holds(const struct buf *out, const char *text)
{
	return memmem(out->data, out->len, text, strlen(text)) != NULL;
}

static struct readback *open_again(const struct buf *out, const char *password)
{
	struct readback *rb;

	put_file(out->data, out->len);
	rb = readback_load(arena, diags, path, password);
	tell();
	return rb;
}

static void check_kept(const struct readback *rb)
{
	CHECK_STR(told, "");
	CHECK_INT(rb ? rb->n : 0, 2);
	if (!rb || rb->n != 2)
		return;
	CHECK_STR(rb->packet, "portfolio");
	CHECK_STR(rb->fields[0].values[0], "Marigold");
	CHECK_STR(rb->fields[1].values[0], "tickedstate");
	CHECK_STR(rb->fields[1].widgets[0].on, "tickedstate");
}

TEST(a_sealed_file_opens_with_its_password_alone)
{
	const struct seal_how how = {.password = "correct horse"};
	struct buf in = {0}, out = {0}, again = {0};
	struct readback *rb;

	begin();
	write_plain(&in);
	CHECK(seal(diags, &in, &how, &out));
	CHECK(!open_again(&out, NULL));
	CHECK_STR(told, "error: @ is locked; put its password in a file and name it with --password-from");
	CHECK(!open_again(&out, "wrong horse"));
	CHECK_STR(told, "error: the password does not open @; check it, and that it stands alone on the first line");
	CHECK(!open_again(&out, ""));
	rb = open_again(&out, "correct horse");
	check_kept(rb);
	CHECK(rb && rb->encrypted);
	/* Names are not encrypted, so no object that has a telling one may stand in plain sight. */
	CHECK(!holds(&out, "Marigold") && !holds(&out, "tickedstate") && !holds(&out, "people") && !holds(&out, "correct"));
	CHECK(holds(&out, "/Kinfolio <<"));
	CHECK(seal(diags, &in, &how, &again));
	CHECK(again.len != out.len || memcmp(again.data, out.data, out.len) != 0);
	buf_free(&in);
	buf_free(&out);
	buf_free(&again);
	end();
}

TEST(a_password_in_any_script)
{
	const struct seal_how how = {.password = "contraseña — 密码"};
	struct buf in = {0}, out = {0};

	begin();
	write_plain(&in);
	CHECK(seal(diags, &in, &how, &out));
	check_kept(open_again(&out, how.password));
	buf_free(&in);
	buf_free(&out);
	end();
}

TEST(a_compact_file_is_the_same_every_time)
{
	const struct seal_how how = {.compact = true};
	struct buf in = {0}, out = {0}, again = {0};
	struct readback *rb;

	begin();
	write_plain(&in);
	CHECK(seal(diags, &in, &how, &out));
	CHECK(seal(diags, &in, &how, &again));
	CHECK_INT(out.len, again.len);
	CHECK(out.len == again.len && memcmp(out.data, again.data, out.len) == 0);
	rb = open_again(&out, NULL);
	check_kept(rb);
	CHECK(rb && !rb->encrypted);
	CHECK(holds(&out, "/ObjStm") && holds(&out, "<6669727374>"));
	buf_free(&in);
	buf_free(&out);
	buf_free(&again);
	end();
}

TEST(what_is_no_pdf_is_not_sealed)
{
	const struct seal_how how = {.compact = true};
	struct buf in = {0}, out = {0};

	begin();
	buf_adds(&in, "no PDF");
	CHECK(!seal(diags, &in, &how, &out));
	tell();
	CHECK_STR(told, "error: the finished file is no PDF file; a photo or scan of a page cannot be read, only the PDF itself");
	buf_free(&in);
	buf_free(&out);
	end();
}

TEST_MAIN
