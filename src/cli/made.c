/* A finished set becomes a file, and a line of standard output. Refuses sets of which layout told an error: a letter that no face covers
 * or a broken photo must not become a file all the same. */
#include "cli/paper.h"

#include "packet/set.h"

bool cli_made_add(struct cli_house *house, struct cli_made *made, enum cli_use use, const struct set_packet *packet, const char *name,
		  const struct page_set *pages)
{
	struct pdf_meta meta = {.shared = house->pdf, .producer = "Kinfolio " CLI_VERSION, .time = house->time, .packet = packet->record_digest ? packet->name : NULL,
				.record_digest = packet->record_digest, .compress = true};
	const char *path = arena_printf(made->arena, "%s/%s/%s.pdf", house->options->out, made->id, name);
	struct buf out = {0}, *lines = made->lines;
	bool ok = pdf_write(house->diags, house->fonts, pages, &meta, &out) && file_write(house->diags, path, out.data, out.len);

	if (ok) {
		struct cli_file *file = arena_push(made->arena, made->files, made->n, made->cap);

		*file = (struct cli_file){use, path, pages->pages[0].w, pages->pages[0].h, pages->duplex, pages->duplex_short};
	}
	if (ok && house->options->json) {
		buf_adds(lines, "{\"record\":");
		buf_add_json(lines, made->id);
		buf_adds(lines, ",\"packet\":");
		buf_add_json(lines, packet->name);
		buf_adds(lines, ",\"file\":");
		buf_add_json(lines, path);
		buf_addf(lines, ",\"pages\":%zu,\"fields\":%zu,\"bytes\":%zu}\n", pages->n_pages, pages->n_fields, out.len);
	} else if (ok) {
		buf_addf(lines, "%s\n", path);
	}
	buf_free(&out);
	return ok;
}
