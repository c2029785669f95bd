/* build: a packet for each record: which packet, which records it draws on; make.c makes the files, workers.c many of them side by side. */
#include "cli/cli.h"

#include <string.h>
#include <unistd.h>

#include "cli/paper.h"
#include "cli/workers.h"

#define PROGRAM_FILE ".program.yaml"
#define MOST_BYTES (2u << 20) /* of a record's file, as in record */

/* The records that a build looks into; false: told. */
static bool load_records(struct cli_house *house, const char *path, const struct packet *packet, struct record_set *set)
{
	const struct cli_options *o = house->options;
	/* What a family keeps never opens the program's file; the default packets are such. */
	bool program = packet && packet_program(house->arena, house->diags, house->library, packet);

	if (!record_set_load(house->arena, house->diags, house->shapes, path, o->with.items, o->with.n, program, set))
		return false;
	if (!set->family && !set->staff && !set->agency && set->program) {
		const char *stem = arena_strndup(house->arena, path, strlen(path) - (str_ends(path, PROGRAM_FILE) ? strlen(PROGRAM_FILE) : 0));

		diag(house->diags, ((struct span){set->program->source, 0, 0}), MSG_CLI_PROGRAM, arena_printf(house->arena, "%s.yaml", stem));
		return false;
	}
	return true;
}

/* One record, or a clean copy where `path` is NULL. All that is wrong is told; nothing is written unless all of it is right. */
static bool build_record(struct cli_house *house, const char *path, struct buf *lines)
{
	const struct cli_options *o = house->options;
	struct arena *arena = house->arena; /* what is told points into the record's text, and is printed at the end */
	struct record_set set = {.arena = arena, .shapes = house->shapes, .lang = house->lang, .today = house->today, .blank = o->blank};
	struct packet *packet = cli_packet_choose(house, NULL);
	const struct record *own;
	bool named = o->packet || o->documents.n > 0, ok = (packet || !named) && (!path || load_records(house, path, packet, &set));

	own = set.family ? set.family : set.staff ? set.staff : set.agency;
	/* A clean copy is nobody's; asked for, it is discreet all the same: cards to hand out. */
	set.discreet = o->discreet || (set.discreet && !o->not_discreet && !o->blank);
	if (ok && !packet) {
		packet = cli_packet_choose(house, own ? own->kind : "family");
		ok = packet != NULL;
	}
	if (ok) {
		struct cli_make make = {
			.house = house, .arena = arena, .set = &set, .packet = packet, .id = o->blank || !own ? "blank" : own->id,
			.records_dir = path ? file_dirname(arena, path) : ".", .to = o->to, .flat = o->flat, .paper = true,
		};

		ok = cli_make(&make) && cli_make_write(&make);
		if (ok)
			cli_make_tell(&make, lines);
		ok = ok && (!o->printer || cli_print(&make, lines));
		cli_make_free(&make);
	}
	return ok && diags_count(house->diags, DIAG_ERROR) == 0;
}

static int work(struct cli_house *house, const char *path)
{
	struct buf lines = {0};
	bool ok = build_record(house, path, &lines);
	int code = cli_house_tell(house);

	if (lines.len)
		fwrite(lines.data, 1, lines.len, stdout);
	buf_free(&lines);
	if (fflush(stdout) != 0)
		code = CLI_SYSTEM;
	fflush(stderr);
	return ok ? code : code == CLI_SYSTEM ? CLI_SYSTEM : CLI_WRONG;
}

/* The records of a run but those whose id an earlier one has: their files would be one, and one family's pages go out under
 * another's name. What else is wrong with a record its worker tells. */
static struct cli_words distinct(struct cli_house *house, struct diags *diags)
{
	const struct cli_words *all = &house->options->rest;
	struct str_map *seen = str_map_new(house->arena);
	struct diags *unsaid = diags_new();
	struct cli_words kept = {0};

	for (size_t i = 0; i < all->n; i++) {
		struct arena *arena = arena_new();
		const struct val *record = val_load(arena, unsaid, all->items[i], MOST_BYTES), *id = val_lookup(record, "id");
		const char *other = val_text(id) ? str_map_lookup(seen, id->text) : NULL;

		if (other) {
			/* Read again where its line stays until it is shown. */
			id = val_lookup(val_load(house->arena, unsaid, all->items[i], MOST_BYTES), "id");
			diag(diags, id->at, MSG_CLI_ID_TWICE, other, id->text);
		} else {
			if (val_text(id))
				*str_map_slot(seen, arena_strdup(house->arena, id->text)) = (void *)all->items[i];
			*arena_push(house->arena, kept.items, kept.n, kept.cap) = all->items[i];
		}
		arena_free(arena);
	}
	diags_free(unsaid);
	return kept;
}

/* Do the options about paper go together? False: told. */
static bool paper_options(const struct cli_options *o)
{
	const char *wrong = NULL;

	if ((o->signature != 0 || o->marks) && !o->booklet)
		wrong = "--signature and --marks are for --booklet; give that too";
	else if ((o->copies || o->dry_run) && !o->printer)
		wrong = "--copies and --dry-run are for --print; name the printer";
	else if (o->encrypt_with && o->printer)
		wrong = "--encrypt-with makes files that no printer can open; print without it";
	else if (o->shop && o->printer)
		wrong = "--shop makes files for a print shop, --print sends to a printer; give one of them";
	else if (o->printer && (!*o->printer || *o->printer == '-' || o->printer[strcspn(o->printer, " /\t\n#")]))
		wrong = "--print takes a printer's name as `lpstat -e` shows it";
	if (wrong)
		fprintf(stderr, "kinfolio: error: %s\n", wrong);
	return !wrong;
}

int cli_build(const struct cli_options *o)
{
	struct cli_house house;
	long jobs = o->jobs ? o->jobs : sysconf(_SC_NPROCESSORS_ONLN);
	int code = CLI_WRONG;
	bool ready;

	if (o->rest.n == 0 && !o->blank) {
		fprintf(stderr, "kinfolio: error: build needs a record, or --blank for a clean copy\n");
		cli_usage(stderr, "build");
		return CLI_USAGE;
	}
	if (o->packet && o->documents.n > 0) {
		fprintf(stderr, "kinfolio: error: --packet and --document do not go together; give one of them\n");
		return CLI_USAGE;
	}
	if (o->discreet && o->not_discreet) {
		fprintf(stderr, "kinfolio: error: --discreet and --not-discreet do not go together; give one of them\n");
		return CLI_USAGE;
	}
	if (!paper_options(o))
		return CLI_USAGE;
	memory_setup();
	if (!cli_house_open(&house, o)) {
		cli_house_close(&house);
		return CLI_WRONG;
	}
	ready = cli_house_sources(&house);
	ready = cli_house_style(&house) && cli_booklet_style(&house) && ready;
	ready = cli_house_fonts(&house) && ready;
	ready = cli_house_lang(&house) && ready;
	ready = cli_house_password(&house) && ready; /* before there are workers: standard input is read once */
	cli_tell_old(o);
	if (!ready || diags_count(house.diags, DIAG_ERROR) > 0) {
		code = cli_house_tell(&house);
		code = code ? code : CLI_WRONG;
	} else if (o->rest.n <= 1) {
		code = work(&house, o->rest.n ? o->rest.items[0] : NULL);
	} else {
		struct diags *own = house.diags, *doubles = diags_new(); /* those of the run are each worker's start */
		struct cli_words records = distinct(&house, doubles);
		int told;

		house.diags = doubles;
		told = cli_house_tell(&house);
		house.diags = own;
		diags_free(doubles);
		if (jobs < 1)
			jobs = 1;
		code = cli_workers(&house, &records, jobs > (long)records.n ? (long)records.n : jobs, work);
		code = code > told ? code : told;
	}
	cli_house_close(&house);
	return code;
}
