/* A copy of a returned file without some of its answers. They go from wherever a saver can have put them: values, rich text,
 * appearances, alternate text; and from the page that they stand on goes what a reader can have added to it (notes, ink, a
 * thumbnail). The blanks stay, empty. The file is written anew, so no earlier revision and no orphan is left. */
#include "readback/readback.h"

#include "cos/cos.h"
#include "readback/int.h"

/* "mine.": mine.x and, as a node that holds fields, mine. */
static bool is_meant(const struct readback_scrub *scrub, const char *name)
{
	size_t n = strlen(scrub->prefix);

	if (!name || (!str_starts(name, scrub->prefix) &&
		      !(n > 0 && strlen(name) == n - 1 && strncmp(name, scrub->prefix, n - 1) == 0)))
		return false;
	for (size_t i = 0; i < scrub->n_keep; i++)
		if (str_eq(scrub->keep[i], name))
			return false;
	return true;
}

void readback_clear(struct readback_form *form, const char *name, unsigned node, bool widget, bool box)
{
	static const char *const texts[] = {"/V", "/RV", "/DV", "/I", "/Contents", "/RC", "/PMD"};
	struct cos *cos = form->cos;

	if (!form->scrub || !is_meant(form->scrub, name))
		return;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		cos_set(cos, node, texts[i], 0);
	if (!widget)
		return;
	/* What a box looks like says nothing; which of its looks is shown does. */
	if (box)
		cos_set(cos, node, "/AS", cos_new_name(cos, "/Off"));
	else
		cos_set(cos, node, "/AP", 0);
	readback_ids_add(form->arena, &form->scrub->cleared, cos_id(cos, node));
	form->scrub->on_page = form->scrub->on_page || !cos_id(cos, node);
}

/* Emptied as well as taken out: a structure tree may still lead to it. */
static void empty(struct readback_form *form, unsigned dict)
{
	const char **keys;
	size_t n = cos_keys(form->cos, form->arena, dict, &keys);

	for (size_t i = 0; i < n; i++)
		cos_set(form->cos, dict, keys[i], 0);
}

void readback_clear_page(struct readback_form *form, unsigned page)
{
	struct cos *cos = form->cos;
	unsigned annots = cos_key(cos, page, "/Annots");
	bool meant;

	if (!form->scrub)
		return;
	meant = form->scrub->on_page;
	form->scrub->on_page = false;
	for (size_t i = 0; i < cos_length(cos, annots) && !meant; i++)
		meant = readback_ids_has(&form->scrub->cleared, cos_id(cos, cos_item(cos, annots, i)));
	if (!meant)
		return;
	cos_set(cos, page, "/Thumb", 0);
	cos_set(cos, page, "/PieceInfo", 0);
	for (size_t i = cos_length(cos, annots); i-- > 0;) {
		unsigned annot = cos_item(cos, annots, i), subtype = cos_key(cos, annot, "/Subtype");

		if (cos_is(cos, subtype, "/Widget") || cos_is(cos, subtype, "/Link"))
			continue;
		cos_take_out(cos, annots, i);
		empty(form, annot);
	}
}

bool readback_scrub(struct diags *diags, const char *path, const char *password, const char *prefix, const char *const *keep,
		    size_t n_keep, struct buf *out)
{
	struct readback_scrub scrub = {.prefix = prefix, .keep = keep, .n_keep = n_keep};
	struct arena *arena = arena_new();
	struct buf data = {0};
	struct cos *cos = NULL;
	bool ok = readback_bytes(diags, path, &data) &&
		  (cos = cos_open(diags, path, data.data ? data.data : "", data.len, password)) != NULL;

	if (ok && readback_form(arena, diags, path, cos, &scrub)) {
		const struct cos_how how = {.password = cos_encrypted(cos) ? password : NULL,
					    .object_streams = cos_encrypted(cos) && password};

		/* Beside the form an XFA keeps the same answers as XML. */
		cos_set(cos, cos_key(cos, cos_root(cos), "/AcroForm"), "/XFA", 0);
		ok = cos_write(cos, &how, out);
	} else {
		ok = false;
	}
	cos_close(cos);
	buf_free(&data);
	arena_free(arena);
	return ok;
}
