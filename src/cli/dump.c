/* dump: what a stage made of one document, as text: for authors who wonder, and for the golden tests. */
#include "cli/cli.h"

#include "page/page.h"
#include "layout/layout.h"

/* Binds and sets the document as its own packet; dumps each file that comes of it. */
static void dump_set(struct cli_house *house, const char *stage, const char *document, const char *record, struct buf *out)
{
	const struct cli_options *o = house->options;
	struct record_set set = {.arena = house->arena, .shapes = house->shapes, .lang = house->lang, .today = house->today,
				 .blank = o->blank || !record};
	struct set_packet *files[2] = {NULL, NULL};
	struct packet_job job = {
		.arena = house->arena, .diags = house->diags, .library = house->library, .set = &set, .lang = house->lang,
		.template_dirs = house->templates, .n_dirs = house->n_dirs,
		.records_dir = record ? file_dirname(house->arena, record) : ".", .to = o->to, .blank = set.blank, .flat = o->flat,
	};

	if (record && !record_set_load(house->arena, house->diags, house->shapes, record, o->with.items, o->with.n, true, &set))
		return;
	/* As `build` does it. */
	job.discreet = set.discreet = o->discreet || (set.discreet && !o->not_discreet && !set.blank);
	if (!packet_bind(&job, packet_of(house->arena, &document, 1), files))
		return;
	for (int i = 0; i < 2; i++) {
		struct layout_job lay = {house->arena, house->diags, house->fonts, house->upright, house->landscape, house->lang,
					 str_eq(stage, "boxes") ? out : NULL, NULL, NULL};
		struct page_set *pages;

		if (!files[i])
			continue;
		if (str_eq(stage, "tree")) {
			set_dump(files[i], out);
			continue;
		}
		pages = layout_packet(&lay, files[i]);
		if (!pages)
			continue;
		if (str_eq(stage, "pages"))
			page_dump_pages(pages, out);
		else if (str_eq(stage, "tags"))
			page_dump_tags(pages, out);
		else if (str_eq(stage, "fields"))
			page_dump_fields(pages, out);
	}
}

int cli_dump(const struct cli_options *o)
{
	static const char *const stages[] = {"doc", "tree", "boxes", "pages", "tags", "fields", NULL};
	struct cli_house house;
	struct buf out = {0};
	bool known = false;
	int code;

	if (str_eq(o->stage, "values"))
		return cli_values(o);
	for (size_t i = 0; stages[i]; i++)
		known = known || str_eq(o->stage, stages[i]);
	if (!known || o->rest.n < 1 || o->rest.n > 2) {
		cli_usage(stderr, "dump");
		return CLI_USAGE;
	}
	if (!cli_house_open(&house, o))
		return CLI_WRONG;
	if (cli_house_sources(&house) && cli_house_lang(&house)) {
		if (str_eq(o->stage, "doc")) {
			const struct doc *doc = doc_library_find(house.arena, house.diags, house.library, o->rest.items[0]);

			if (doc)
				doc_dump(doc, &out);
		} else if (cli_house_style(&house) && cli_house_fonts(&house)) {
			dump_set(&house, o->stage, o->rest.items[0], o->rest.n > 1 ? o->rest.items[1] : NULL, &out);
		}
	}
	code = cli_house_tell(&house);
	if (out.len)
		fwrite(out.data, 1, out.len, stdout);
	buf_free(&out);
	cli_house_close(&house);
	return code;
}
