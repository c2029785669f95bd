/* import: records from a spreadsheet. It says which row became which record, because ids are made up where the sheet has
 * none; it never shows a value, save of a cell that is wrong. */
#include "cli/cli.h"

#include <string.h>

#include "import/import.h"

static bool options_ok(const struct cli_options *o)
{
	const char *wrong = NULL;

	if (o->rest.n != 1)
		wrong = "import needs one CSV file";
	else if (!o->out_given)
		wrong = "import needs a folder for the records: --out DIR";
	else if (o->kind && !str_eq(o->kind, "family") && !str_eq(o->kind, "staff") && !str_eq(o->kind, "agency"))
		wrong = "--kind takes family, staff or agency";
	if (wrong)
		fprintf(stderr, "kinfolio: error: %s\n", wrong);
	return !wrong;
}

static void tell(const struct cli_options *o, const struct import *in)
{
	static const char *const words[] = {"new", "changed", "as it was"};
	size_t n[3] = {0, 0, 0};
	struct buf out = {0};

	for (size_t i = 0; i < in->n; i++) {
		const struct import_record *r = &in->records[i];

		n[r->what]++;
		if (o->json) {
			buf_addf(&out, "{\"row\":%zu,\"record\":", r->row);
			buf_add_json(&out, r->id);
			buf_adds(&out, ",\"file\":");
			buf_add_json(&out, r->path);
			buf_addf(&out, ",\"what\":\"%s\",\"written\":%s}\n", r->what == IMPORT_SAME ? "same" : words[r->what],
				 r->what != IMPORT_SAME && !o->dry_run ? "true" : "false");
		} else {
			buf_addf(&out, "row %zu: %s (%s)\n", r->row, r->path, words[r->what]);
		}
	}
	if (!o->json)
		buf_addf(&out, "%zu rows: %zu new, %zu changed, %zu as they were, %zu wrong%s\n", in->rows, n[0], n[1], n[2],
			 in->wrong, o->dry_run ? " (nothing was written)" : "");
	fwrite(out.data ? out.data : "", 1, out.len, stdout);
	buf_free(&out);
}

int cli_import(const struct cli_options *o)
{
	struct cli_house house;
	struct import in = {0};
	int code;
	bool ok = false;

	if (!options_ok(o)) {
		cli_usage(stderr, "import");
		return CLI_USAGE;
	}
	if (!cli_house_open(&house, o))
		return CLI_WRONG;
	if (cli_house_sources(&house) && cli_house_lang(&house)) {
		const struct import_job job = {
			.arena = house.arena,
			.diags = house.diags,
			.shapes = house.shapes,
			.lang = house.lang,
			.sheet = o->rest.items[0],
			.map = o->map,
			.dir = strlen(o->out) > 0 ? o->out : ".",
			.kind = o->kind,
			.update = o->update,
			.keep_going = o->keep_going,
			.dry_run = o->dry_run,
		};

		ok = import_sheet(&job, &in);
	}
	if (in.n > 0)
		tell(o, &in);
	code = cli_house_tell(&house);
	if (!ok && in.n == 0 && in.wrong > 0 && !o->json)
		fprintf(stderr, "kinfolio: %zu of %zu rows are wrong, and nothing was written\n", in.wrong, in.rows);
	code = !ok && code == CLI_OK ? CLI_WRONG : code;
	cli_house_close(&house);
	return code;
}
