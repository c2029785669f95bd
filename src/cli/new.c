/* new: a commented record to start from, on standard output or, with -o, as a file (never over one that is there). */
#include "cli/cli.h"

#include <string.h>

int cli_new(const struct cli_options *o)
{
	struct cli_house house;
	struct buf out = {0};
	const char *kind = o->rest.n > 0 ? o->rest.items[0] : NULL, *id;
	int code = CLI_WRONG;

	if ((!str_eq(kind, "family") && !str_eq(kind, "staff") && !str_eq(kind, "agency")) || o->rest.n > 2) {
		cli_usage(stderr, "new");
		return CLI_USAGE;
	}
	if (!cli_house_open(&house, o))
		return CLI_WRONG;
	id = o->rest.n > 1 ? o->rest.items[1] : record_new_id(house.arena, kind);
	if (id[strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-")] || !*id || *id == '-') {
		fprintf(stderr, "kinfolio: error: an id is small letters, digits and '-', such as f-7k2m; leave it out and "
				"one is made up\n");
		cli_house_close(&house);
		return CLI_USAGE;
	}
	if (cli_house_sources(&house)) {
		record_new_text(house.shapes, kind, id, &out);
		code = cli_house_tell(&house);
		if (code == CLI_OK)
			fwrite(out.data, 1, out.len, stdout);
		buf_free(&out);
	} else {
		code = cli_house_tell(&house);
	}
	cli_house_close(&house);
	return code;
}
