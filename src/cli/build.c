/* build: a packet for each record. The pipeline, read like a recipe: records -> bind -> lay out -> PDF -> file. Several records are
 * made by worker processes, so that one record's failure is its own; a worker's words reach the terminal in one piece. */
#include "cli/cli.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "layout/layout.h"
#include "cli/paper.h"

#define MOST_RESULTS 2
#define MOST_BYTES (2u << 20) /* of a record's file, as in record */

static const char *default_packet(const char *kind)
{
	return str_eq(kind, "staff") ? "training-plan" : "portfolio";
}

/* Sets one bound packet and writes its file. */
static bool make_file(struct cli_house *house, struct cli_made *made, const struct set_packet *packet)
{
	struct arena *arena = arena_new(); /* pages take the most memory by far: what one file took serves the next */
	struct layout_job job = {arena, house->diags, house->fonts, house->upright, house->landscape, house->lang, NULL};
	size_t errors = diags_count(house->diags, DIAG_ERROR);
	struct page_set *pages = layout_packet(&job, packet);
	/* What layout told as an error (a letter no face covers, a broken photo) must not become a file all the same. */
	bool ok = pages && diags_count(house->diags, DIAG_ERROR) == errors &&
		  cli_made_add(house, made, CLI_FOR_READERS, packet, packet->name, pages);

	arena_free(arena);
	return ok;
}

/* The same packet for paper and for the printer, where that is asked for: bound again, since a copy that is printed has no live blanks. */
static bool make_paper(struct cli_house *house, const struct packet_job *live, struct packet *packet, struct cli_made *made)
{
	const struct cli_options *o = house->options;
	struct record_set set = *live->set;
	struct packet_job job = *live;

	set.flat = job.flat = true;
	job.set = &set;
	return (!o->booklet || cli_booklets(house, &job, packet, made)) && (!o->shop || cli_shop(house, &job, packet, made)) &&
	       (!o->printer || cli_print(house, made));
}

/* NULL (told) where there is none of that name. `kind` is the record's; NULL: not known yet, and then only what the options name. */
static struct packet *choose_packet(struct cli_house *house, const char *kind)
{
	const struct cli_options *o = house->options;
	const char *name = o->packet ? o->packet : kind ? default_packet(kind) : NULL;

	if (o->documents.n > 0)
		return packet_of(house->arena, o->documents.items, o->documents.n);
	return name ? packet_load(house->arena, house->diags, house->templates, house->n_dirs, name) : NULL;
}

/* One record, or a clean copy where `path` is NULL. All that is wrong is told; nothing is written unless all of it is right. */
static bool build_record(struct cli_house *house, const char *path, struct buf *lines)
{
	const struct cli_options *o = house->options;
	struct arena *arena = house->arena; /* what is told points into the record's text, and is printed at the end */
	struct record_set set = {.arena = arena, .shapes = house->shapes, .lang = house->lang, .today = house->today, .blank = o->blank};
	struct set_packet *files[MOST_RESULTS] = {NULL, NULL};
	struct packet *packet = choose_packet(house, NULL);
	const struct record *main_record;
	bool named = o->packet || o->documents.n > 0, ok = packet || !named;
	/* What a family keeps never opens the program's file; the default packets are such. */
	bool program = packet && packet_program(house->arena, house->diags, house->library, packet);

	if (ok && path)
		ok = record_set_load(arena, house->diags, house->shapes, path, o->with.items, o->with.n, program, &set);
	main_record = set.family ? set.family : set.staff ? set.staff : set.agency;
	if (ok && path && !main_record && set.program) {
		const char *ending = ".program.yaml", *stem = arena_strndup(arena, path, strlen(path) - (str_ends(path, ending) ? strlen(ending) : 0));

		diag(house->diags, ((struct span){set.program->source, 0, 0}), MSG_CLI_PROGRAM, arena_printf(arena, "%s.yaml", stem));
		ok = false;
	}
	set.discreet = set.discreet && !o->not_discreet && !o->blank;
	set.flat = o->flat;
	if (ok && !packet) {
		packet = choose_packet(house, main_record ? main_record->kind : "family");
		ok = packet != NULL;
	}
	if (ok) {
		const char *id = o->blank || !main_record ? "blank" : main_record->id;
		struct cli_made made = {.arena = arena, .id = id, .lines = lines};
		struct packet_job job = {
			.arena = arena, .diags = house->diags, .library = house->library, .set = &set, .lang = house->lang,
			.template_dirs = house->templates, .n_dirs = house->n_dirs,
			.records_dir = path ? file_dirname(arena, path) : ".", .to = o->to, .blank = o->blank, .flat = o->flat,
			.discreet = set.discreet,
		};

		/* What was told of the record or its sources must not become a file all the same. */
		ok = packet_bind(&job, packet, files) && diags_count(house->diags, DIAG_ERROR) == 0;
		for (int i = 0; ok && i < MOST_RESULTS; i++) {
			if (files[i] && !files[i]->anonymous)
				files[i]->record_digest = digest_hex(arena, id, strlen(id));
			ok = !files[i] || make_file(house, &made, files[i]);
		}
		ok = ok && make_paper(house, &job, packet, &made);
	}
	return ok && diags_count(house->diags, DIAG_ERROR) == 0;
}

/* ---- workers ----------------------------------------------------------------------------------------------------- */

struct worker {
	pid_t pid;
	int out, err; /* what it says, read here; -1 when closed */
	const char *path;
	struct buf said[2];
};

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

static bool start(struct cli_house *house, const char *path, struct worker *w)
{
	int out[2], err[2];

	if (pipe(out) != 0)
		return false;
	if (pipe(err) != 0) {
		close(out[0]);
		close(out[1]);
		return false;
	}
	fflush(NULL);
	*w = (struct worker){.out = out[0], .err = err[0], .path = path};
	w->pid = fork();
	if (w->pid == 0) {
		dup2(out[1], STDOUT_FILENO);
		dup2(err[1], STDERR_FILENO);
		close(out[0]);
		close(err[0]);
		close(out[1]);
		close(err[1]);
		_exit(work(house, path));
	}
	close(out[1]);
	close(err[1]);
	return w->pid > 0;
}

static void drain(int *fd, struct buf *into)
{
	char block[16384];
	ssize_t n = read(*fd, block, sizeof block);

	if (n > 0) {
		buf_add(into, block, (size_t)n);
	} else if (n == 0 || errno != EINTR) {
		close(*fd);
		*fd = -1;
	}
}

static int finish(struct worker *w)
{
	int status = 0, code;

	while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
		;
	if (w->said[1].len)
		fwrite(w->said[1].data, 1, w->said[1].len, stderr);
	if (w->said[0].len)
		fwrite(w->said[0].data, 1, w->said[0].len, stdout);
	buf_free(&w->said[0]);
	buf_free(&w->said[1]);
	if (WIFEXITED(status)) {
		code = WEXITSTATUS(status);
	} else {
		fprintf(stderr, "kinfolio: error: making %s ended by signal %d; please report it\n", w->path, WTERMSIG(status));
		code = CLI_SYSTEM;
	}
	w->pid = 0;
	return code;
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

static int run_workers(struct cli_house *house, const struct cli_words *records, long jobs)
{
	struct worker *workers = arena_many(house->arena, struct worker, jobs);
	struct pollfd *polls = arena_many(house->arena, struct pollfd, 2 * jobs);
	size_t next = 0, running = 0, done = 0;
	bool progress = isatty(STDERR_FILENO) && !house->options->json && records->n > 20;
	int worst = 0;

	while (next < records->n || running > 0) {
		for (long i = 0; i < jobs && next < records->n; i++) {
			if (workers[i].pid)
				continue;
			if (!start(house, records->items[next], &workers[i])) {
				fprintf(stderr, "kinfolio: error: cannot start a worker: %s\n", strerror(errno));
				next = records->n;
				worst = CLI_SYSTEM;
				break;
			}
			next++;
			running++;
		}
		for (long i = 0; i < jobs; i++) {
			polls[2 * i] = (struct pollfd){workers[i].pid ? workers[i].out : -1, POLLIN, 0};
			polls[2 * i + 1] = (struct pollfd){workers[i].pid ? workers[i].err : -1, POLLIN, 0};
		}
		if (running > 0 && poll(polls, (nfds_t)(2 * jobs), -1) < 0 && errno != EINTR)
			break;
		for (long i = 0; i < jobs; i++) {
			struct worker *w = &workers[i];

			if (!w->pid)
				continue;
			if (polls[2 * i].revents)
				drain(&w->out, &w->said[0]);
			if (polls[2 * i + 1].revents)
				drain(&w->err, &w->said[1]);
			if (w->out < 0 && w->err < 0) {
				int code = finish(w);

				if (code > worst)
					worst = code;
				running--;
				done++;
				if (progress)
					fprintf(stderr, "\r%zu of %zu", done, records->n);
			}
		}
	}
	if (progress)
		fputc('\n', stderr);
	return worst;
}

/* Do the options about paper go together? False: told. */
static bool paper_options(const struct cli_options *o)
{
	const char *wrong = NULL;

	if ((o->signature != 0 || o->marks) && !o->booklet)
		wrong = "--signature and --marks are for --booklet; give that too";
	else if ((o->copies || o->dry_run) && !o->printer)
		wrong = "--copies and --dry-run are for --print; name the printer";
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
		code = run_workers(&house, &records, jobs > (long)records.n ? (long)records.n : jobs);
		code = code > told ? code : told;
	}
	cli_house_close(&house);
	return code;
}
