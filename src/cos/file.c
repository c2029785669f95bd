/* A PDF opened and written anew. libqpdf mends what it can and says what it could not; its own words go nowhere (they can hold a piece
 * of the file), ours say which file and what to do. */
#include "cos/cos.h"

#include <sys/random.h>

#include "cos/int.h"

/* Was it a PDF once? The header may stand behind other bytes (annex H). One without any is opened all the same, if libqpdf can. */
static bool has_header(const char *data, size_t len)
{
	return memmem(data, len < 65536 ? len : 65536, "%PDF-", 5) != NULL;
}

static void start(struct cos *cos)
{
	cos->data = cos->q.init();
	cos->q.silence_errors(cos->data);
	cos->q.set_suppress_warnings(cos->data, QPDF_TRUE);
}

/* What went wrong with the last call, or qpdf_e_success. */
static enum qpdf_error_code_e failure(struct cos *cos)
{
	return cos->q.has_error(cos->data) ? cos->q.get_error_code(cos->data, cos->q.get_error(cos->data)) : qpdf_e_success;
}

static enum qpdf_error_code_e read_with(struct cos *cos, const void *data, size_t len, const char *password)
{
	if (cos->data)
		cos->q.cleanup(&cos->data);
	start(cos);
	cos->q.read_memory(cos->data, "", data, len, password);
	return failure(cos);
}

struct cos *cos_open(struct diags *diags, const char *name, const void *data, size_t len, const char *password)
{
	struct cos_calls q;
	struct arena *arena;
	struct cos *cos;
	enum qpdf_error_code_e wrong;
	const char *older;

	if (!cos_library(diags, &q))
		return NULL;
	arena = arena_new();
	cos = arena_one(arena, struct cos);
	*cos = (struct cos){.q = q, .diags = diags, .arena = arena, .name = arena_strdup(arena, name)};
	wrong = read_with(cos, data, len, password);
	/* Before revision 5 a password was not UTF-8 but PDFDocEncoding (7.6.4.3.2). */
	if (wrong == qpdf_e_password && password && !str_is_ascii(password, strlen(password)) &&
	    (older = cos_encode(arena, password)) != NULL)
		wrong = read_with(cos, data, len, older);
	if (wrong == qpdf_e_success)
		return cos;
	if (wrong == qpdf_e_password && password)
		diag(diags, SPAN_NONE, MSG_COS_PASSWORD, name);
	else if (wrong == qpdf_e_password)
		diag(diags, SPAN_NONE, MSG_COS_LOCKED, name);
	else if (wrong == qpdf_e_unsupported)
		diag(diags, SPAN_NONE, MSG_COS_UNSUPPORTED, name);
	else if (has_header(data, len))
		diag(diags, SPAN_NONE, MSG_COS_BROKEN, name);
	else
		diag(diags, SPAN_NONE, MSG_COS_NO_PDF, name);
	cos->diags = NULL;
	cos_close(cos);
	return NULL;
}

void cos_close(struct cos *cos)
{
	bool mended;

	if (!cos)
		return;
	/* An error that nobody asked for is written to standard error when the file is closed. */
	mended = failure(cos) != qpdf_e_success || cos->q.more_warnings(cos->data);
	if (cos->diags && mended)
		diag(cos->diags, SPAN_NONE, MSG_COS_DAMAGED, cos->name);
	cos->q.cleanup(&cos->data);
	arena_free(cos->arena);
}

bool cos_encrypted(const struct cos *cos)
{
	return cos->q.is_encrypted(cos->data);
}

const char *cos_version(struct cos *cos, struct arena *arena)
{
	const char *header = arena_strdup(arena, cos->q.get_pdf_version(cos->data));
	size_t mark = cos_mark(cos), len;
	const char *later = cos_bytes(cos, cos_key(cos, cos_root(cos), "/Version"), &len);

	if (later && len == 3 && strcmp(later, header) > 0 && utf8_invalid(later, len) == len)
		header = arena_strndup(arena, later, len);
	cos_drop(cos, mark);
	return header;
}

/* The owner's password is made up and thrown away: who has the file's password may do what is allowed below, and nobody more. */
static bool make_up(char *text, size_t size)
{
	unsigned char bytes[32];
	bool ok = getrandom(bytes, sizeof bytes, 0) == (ssize_t)sizeof bytes;

	for (size_t i = 0; i < sizeof bytes && 2 * i + 2 < size; i++)
		snprintf(text + 2 * i, 3, "%02x", bytes[i]);
	explicit_bzero(bytes, sizeof bytes);
	return ok;
}

bool cos_write(struct cos *cos, const struct cos_how *how, struct buf *out)
{
	char owner[65] = "";
	bool ok = !how->password || make_up(owner, sizeof owner);

	if (!ok) {
		diag(cos->diags, SPAN_NONE, MSG_COS_RANDOM);
		return false;
	}
	if (how->mark)
		cos_set(cos, cos_trailer(cos), how->mark, cos_new_dict(cos));
	cos->q.init_write_memory(cos->data);
	cos->q.set_object_stream_mode(cos->data, how->object_streams ? qpdf_o_generate : qpdf_o_disable);
	cos->q.set_preserve_encryption(cos->data, QPDF_FALSE);
	if (how->password) {
		/* Filling in, commenting, copying out a phone number and printing are what the file is for; rebuilding it is not. */
		cos->q.set_r6_encryption_parameters2(cos->data, how->password, owner, QPDF_TRUE, QPDF_TRUE, QPDF_FALSE,
						     QPDF_TRUE, QPDF_TRUE, QPDF_FALSE, qpdf_r3p_full, QPDF_TRUE);
	} else {
		cos->q.set_deterministic_ID(cos->data, QPDF_TRUE);
	}
	cos->q.write(cos->data);
	explicit_bzero(owner, sizeof owner);
	if (cos->q.has_error(cos->data)) {
		cos->q.get_error(cos->data);
		diag(cos->diags, SPAN_NONE, MSG_COS_WRITE, cos->name);
		return false;
	}
	buf_add(out, cos->q.get_buffer(cos->data), cos->q.get_buffer_length(cos->data));
	return !out->failed;
}
