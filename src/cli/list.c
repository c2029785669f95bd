/* list: what there is: packets, documents, fields, themes, papers, stocks, languages; as lines for people or as JSON, one
 * object a line. */
#include "cli/cli.h"

/* One line: columns parted by tabs, or an object of the pairs. NULL values are left out. */
static void line(bool json, const char *const pairs[][2], size_t n)
{
	struct buf out = {0};
	bool first = true;

	for (size_t i = 0; i < n; i++) {
		if (!pairs[i][1])
			continue;
		if (json) {
			buf_addf(&out, "%s\"%s\":", first ? "{" : ",", pairs[i][0]);
			buf_add_json(&out, pairs[i][1]);
		} else {
			buf_addf(&out, "%s%s", first ? "" : "\t", pairs[i][1]);
		}
		first = false;
	}
	buf_adds(&out, json ? "}\n" : "\n");
	fwrite(out.data, 1, out.len, stdout);
	buf_free(&out);
}

static void list_packets(struct cli_house *house)
{
	const char **names;
	size_t n = packet_list(house->arena, house->templates, house->n_dirs, &names);

	for (size_t i = 0; i < n; i++) {
		struct packet *p = packet_load(house->arena, house->diags, house->templates, house->n_dirs, names[i]);

		if (p) {
			const char *const pairs[][2] = {{"packet", names[i]}, {"for", packet_for(p)}, {"title", packet_title(p)}};

			line(house->options->json, pairs, 3);
		}
	}
}

static bool wanted(const struct cli_options *o, const char *id)
{
	for (size_t i = 0; i < o->documents.n; i++)
		if (str_eq(o->documents.items[i], id))
			return true;
	return o->documents.n == 0;
}

static void list_documents(struct cli_house *house)
{
	for (size_t i = 0; i < house->library->n; i++) {
		const struct doc *doc = doc_library_find(house->arena, house->diags, house->library, house->library->ids[i]);

		if (doc && wanted(house->options, doc->id)) {
			const char *title = doc->title ? doc_text_plain(house->arena, doc->title) : doc->id;
			const char *const pairs[][2] = {{"document", doc->id}, {"kind", doc->kind}, {"audience", doc->audience},
							{"privacy", doc->privacy}, {"title", title}, {"file", doc->path}};

			line(house->options->json, pairs, 6);
		}
	}
}

static void list_fields(struct cli_house *house)
{
	struct buf out = {0};

	for (size_t i = 0; i < house->library->n; i++) {
		const struct doc *doc;
		struct packet_field *fields;
		size_t n;

		if (!wanted(house->options, house->library->ids[i]))
			continue;
		doc = doc_library_find(house->arena, house->diags, house->library, house->library->ids[i]);
		n = doc ? packet_fields(house->arena, house->diags, house->shapes, doc, &fields) : 0;
		for (size_t k = 0; k < n; k++) {
			const struct packet_field *f = &fields[k];

			if (house->options->json) {
				const char *const pairs[][2] = {{"document", f->document},
								{"id", f->id},
								{"path", f->path},
								{"type", f->type},
								{"label", f->label}};

				for (size_t p = 0; p < 5; p++) {
					buf_addf(&out, "%s\"%s\":", p ? "," : "{", pairs[p][0]);
					buf_add_json(&out, pairs[p][1] ? pairs[p][1] : "");
				}
				buf_addf(&out, ",\"at_least\":%d}\n", f->at_least);
			} else {
				buf_addf(&out, "%s\t%s\t%s\t%s\t%d\n", f->document, f->id ? f->id : "", f->path, f->type, f->at_least);
			}
		}
	}
	if (out.len)
		fwrite(out.data, 1, out.len, stdout);
	buf_free(&out);
}

static void list_names(struct cli_house *house, const char *what)
{
	const struct style_dirs dirs = {house->templates, house->n_dirs};
	const char **names;
	size_t n = str_eq(what, "languages")
			   ? lang_list(house->arena, house->languages, house->n_dirs, &names)
			   : style_list(house->arena, &dirs, str_eq(what, "papers"), &names);

	for (size_t i = 0; i < n; i++) {
		const char *const pairs[][2] = {{"name", names[i]}};

		line(house->options->json, pairs, 1);
	}
}

/* What booklets are printed on: the sheet, the page on it, how thick one is (millimetres), how many one fold holds. */
static void list_stocks(struct cli_house *house)
{
	const struct style_dirs dirs = {house->templates, house->n_dirs};
	const char **names;
	size_t n = style_print_list(house->arena, &dirs, &names);

	for (size_t i = 0; i < n; i++) {
		const struct style_print *p = style_print_load(house->arena, house->diags, &dirs, names[i]);

		if (p) {
			const char *const pairs[][2] = {
				{"name", p->name},
				{"title", p->title},
				{"sheet", p->sheet},
				{"page", p->page},
				{"thickness",
				 arena_printf(house->arena, "%d.%03d", p->thickness / 1000, p->thickness % 1000)},
				{"sheets", arena_printf(house->arena, "%d", p->sheets)}};

			line(house->options->json, pairs, 6);
		}
	}
}

int cli_list(const struct cli_options *o)
{
	static const char *const known[] = {"packets", "documents", "fields", "themes", "papers", "languages", "stocks", NULL};
	const char *what = o->rest.n > 0 ? o->rest.items[0] : NULL;
	struct cli_house house;
	int code;

	for (size_t i = 0; known[i]; i++)
		if (str_eq(what, known[i]))
			what = known[i];
	if (!what || o->rest.n > 1 || (what == o->rest.items[0])) {
		fprintf(stderr, "kinfolio: error: list what? packets, documents, fields, themes, papers, languages or stocks\n");
		return CLI_USAGE;
	}
	if (!cli_house_open(&house, o))
		return CLI_WRONG;
	if (what == known[6]) {
		list_stocks(&house);
	} else if (what == known[3] || what == known[4] || what == known[5]) {
		list_names(&house, what);
	} else if (cli_house_sources(&house)) {
		if (what == known[0])
			list_packets(&house);
		else if (what == known[1])
			list_documents(&house);
		else
			list_fields(&house);
	}
	code = cli_house_tell(&house);
	cli_house_close(&house);
	return code;
}
