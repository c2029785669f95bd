/* build: a packet for each record: which packet, which records it draws on. make.c makes the files, batch.c says which
 * records a run is for, workers.c makes many of them side by side. */
#include "cli/cli.h"

#include <string.h>
#include <unistd.h>

#include "cli/paper.h"
#include "cli/stamp.h"
#include "cli/workers.h"

#define PROGRAM_FILE ".program.yaml"

/* The records that a build looks into; false: told. */
static bool load_records(struct cli_house *house, const char *path, const struct packet *packet, struct record_set *set)
{
	const struct cli_options *o = house->options;
	/* What a family keeps never opens the program's file; the default packets are such. */
	bool program = packet && packet_program(house->arena, house->diags, house->library, packet);

	if (!record_set_load(house->arena, house->diags, house->shapes, path, o->with.items, o->with.n, program, set))
		return false;
	if (!set->family && !set->staff && !set->agency && set->program) {
		const char *stem = arena_strndup(house->arena, path,
						 strlen(path) - (str_ends(path, PROGRAM_FILE) ? strlen(PROGRAM_FILE) : 0));

		diag(house->diags, ((struct span){set->program->source, 0, 0}), MSG_CLI_PROGRAM,
		     arena_printf(house->arena, "%s.yaml", stem));
		return false;
	}
	return true;
}

/* One record, or a clean copy where `path` is NULL. All that is wrong is told; nothing is written unless all of it is right. */
static bool build_record(struct cli_house *house, const char *path, struct buf *lines)
{
	const struct cli_options *o = house->options;
	struct arena *arena = house->arena; /* what is told points into the record's text, and is printed at the end */
	struct record_set set = {
		.arena = arena, .shapes = house->shapes, .lang = house->lang, .today = house->today, .blank = o->blank};
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

		make.stamp = house->stamp ? cli_stamp_of(house, arena, &set, make.records_dir) : NULL;
		if (make.stamp && diags_count(house->diags, DIAG_ERROR) == 0 &&
		    cli_stamp_current(arena, file_join(arena, o->out, make.id), make.stamp))
			return true;
		ok = cli_make(&make) && cli_make_write(&make);
		if (ok)
			cli_make_tell(&make, lines);
		ok = ok && (!o->printer || cli_print(&make, lines));
		cli_make_free(&make);
	}
	return ok && diags_count(house->diags, DIAG_ERROR) == 0;
}

/* One record and what is told of it. */
static int work(struct cli_house *house, const char *path, struct buf *lines)
{
	bool ok = build_record(house, path, lines);
	int code = cli_house_tell(house);

	return ok || code > CLI_WRONG ? code : CLI_WRONG;
}

static int build_one(struct cli_house *house, const char *path)
{
	struct buf lines = {0};
	bool ok = build_record(house, path, &lines);

	return cli_house_end(house, &lines, ok);
}

/* Sets a clean copy of the packet and forgets it: what all records draw on is then read, opened and shaped once, before
 * there are workers, and a mistake in it is told once. */
static void warm(struct cli_house *house, const char *kind)
{
	struct record_set set = {
		.arena = house->arena, .shapes = house->shapes, .lang = house->lang, .today = house->today, .blank = true};
	struct packet *packet = cli_packet_choose(house, kind);
	struct cli_make make = {
		.house = house, .arena = house->arena, .set = &set, .packet = packet, .id = "blank", .records_dir = "."};

	if (packet)
		cli_make(&make);
	cli_make_free(&make);
}

static int build_batch(struct cli_house *house)
{
	const struct cli_options *o = house->options;
	long jobs = o->jobs ? o->jobs : sysconf(_SC_NPROCESSORS_ONLN);
	struct packet *packet = o->packet ? cli_packet_choose(house, NULL) : NULL;
	struct cli_batch batch = {0};
	const char *warmed[2] = {NULL, NULL};
	bool ready = !o->packet || packet;
	int told, code = CLI_OK;

	ready = ready && cli_batch_read(house, packet ? packet_for(packet) : NULL, &batch);
	told = cli_house_tell(house); /* records that are left out, folders without any */
	diags_clear(house->diags);
	if (ready && batch.n > 1)
		cli_house_many(house);
	for (size_t i = 0; ready && i < batch.n && !warmed[1]; i++) {
		const char *kind = o->packet || o->documents.n > 0 ? "any" : batch.tasks[i].kind;

		if (!kind || str_eq(kind, warmed[0]) || (!str_eq(kind, "any") && !str_eq(kind, "family") && !str_eq(kind, "staff")))
			continue;
		warmed[warmed[0] != NULL] = kind;
		warm(house, kind);
	}
	if (diags_count(house->diags, DIAG_ERROR) > 0)
		ready = false;
	code = cli_house_tell(house);
	code = code > told ? code : told;
	if (!ready)
		return code ? code : CLI_WRONG;
	if (batch.n > 0) {
		told = cli_workers(house, &batch, jobs < 1 ? 1 : jobs, work);
		code = told > code ? told : code;
	}
	return code;
}

/* Do the options about paper go together? False: told. */
static bool paper_options(const struct cli_options *o)
{
	const char *wrong = NULL;

	if (o->large_print && o->theme && !str_eq(o->theme, "large-print"))
		wrong = "--large-print is a theme of its own; leave out --theme";
	else if ((o->signature != 0 || o->marks) && !o->booklet)
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
	int code = CLI_WRONG;
	bool ready;

	if (o->rest.n == 0 && !o->blank) {
		fprintf(stderr, "kinfolio: error: build needs a record, or --blank for a clean copy\n");
		cli_usage(stderr, "build");
		return CLI_USAGE;
	}
	if (o->blank && o->rest.n > 1) {
		fprintf(stderr, "kinfolio: error: a clean copy is nobody's; name one record at most, and it is made out for "
				"that one's agency\n");
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
	for (size_t i = 0; i < o->rest.n; i++)
		if (str_eq(o->rest.items[i], "-") && str_eq(o->encrypt_with, "-")) {
			fprintf(stderr, "kinfolio: error: a list of records and a password cannot both be read from "
					"standard input; put one into a file\n");
			return CLI_USAGE;
		}
	if (!paper_options(o))
		return CLI_USAGE;
	memory_setup();
	if (!cli_house_open(&house, o))
		return CLI_WRONG;
	ready = cli_house_all(&house);
	ready = house.upright && house.landscape && cli_booklet_style(&house) && ready;
	ready = cli_house_password(&house) && ready; /* before there are workers: standard input is read once */
	ready = (!o->changed || !ready || cli_stamp_open(&house)) && ready;
	cli_tell_old(o);
	if (!ready || diags_count(house.diags, DIAG_ERROR) > 0) {
		code = cli_house_tell(&house);
		code = code ? code : CLI_WRONG;
	} else if (cli_batch_wanted(o)) {
		code = build_batch(&house);
	} else {
		code = build_one(&house, o->rest.n ? o->rest.items[0] : NULL);
	}
	cli_house_close(&house);
	return code;
}
