/* A file becomes plain data: its bytes within a limit, its form walked, and what our own catalog says of whose print it is. */
#include "readback/readback.h"

#include <errno.h>

#include "cos/cos.h"
#include "readback/int.h"

bool readback_bytes(struct diags *diags, const char *path, struct buf *data)
{
	FILE *f = fopen(path, "rb");
	char part[65536];
	size_t n;
	int wrong = errno;

	data->max = READBACK_MAX_BYTES;
	if (f) {
		while (!data->failed && (n = fread(part, 1, sizeof part, f)) > 0)
			buf_add(data, part, n);
		wrong = ferror(f) ? errno : 0;
		fclose(f);
	}
	if (!f || wrong)
		diag(diags, SPAN_NONE, MSG_FILE_OPEN, path, strerror(wrong));
	else if (data->failed)
		diag(diags, SPAN_NONE, MSG_READBACK_SIZE, path, READBACK_MAX_BYTES >> 20);
	return f && !wrong && !data->failed;
}

static void read_catalog(struct readback_form *form, struct readback *rb, unsigned root)
{
	struct cos *cos = form->cos;
	unsigned mine = cos_key(cos, cos_key(cos, cos_key(cos, root, "/PieceInfo"), "/Kinfolio"), "/Private");

	rb->version = cos_version(cos, form->arena);
	rb->encrypted = cos_encrypted(cos);
	rb->lang = readback_text(form, cos_key(cos, root, "/Lang"));
	rb->record_digest = readback_text(form, cos_key(cos, mine, "/Record"));
	rb->packet = readback_text(form, cos_key(cos, mine, "/Packet"));
	rb->made = readback_text(form, cos_key(cos, mine, "/Printed"));
	rb->n_fresh = readback_values(form, cos_key(cos, mine, "/New"), &rb->fresh);
	rb->n_pages = cos_pages(cos);
}

struct readback *readback_form(struct arena *arena, struct diags *diags, const char *path, struct cos *cos,
			       struct readback_scrub *scrub)
{
	struct readback_form form = {
		.arena = arena, .cos = cos, .diags = diags, .path = path, .names = str_map_new(arena), .scrub = scrub};
	struct readback *rb = arena_one(arena, struct readback);
	unsigned root = cos_root(cos), acroform = cos_key(cos, root, "/AcroForm");

	rb->path = arena_strdup(arena, path);
	rb->xfa = cos_type(cos, cos_key(cos, acroform, "/XFA")) != COS_NULL;
	read_catalog(&form, rb, root);
	readback_walk(&form, acroform);
	if (form.over)
		return NULL;
	rb->fields = arena_many(arena, struct readback_field, form.n);
	for (rb->n = 0; rb->n < form.n; rb->n++)
		rb->fields[rb->n] = form.drafts[rb->n].field;
	return rb;
}

struct readback *readback_load(struct arena *arena, struct diags *diags, const char *path, const char *password)
{
	struct readback *rb = NULL;
	struct buf data = {0};
	struct cos *cos = NULL;

	if (readback_bytes(diags, path, &data) &&
	    (cos = cos_open(diags, path, data.data ? data.data : "", data.len, password)) != NULL)
		rb = readback_form(arena, diags, path, cos, NULL);
	cos_close(cos);
	buf_free(&data);
	return rb;
}
