/* The command line is read here, once, for all commands; what they do stands in a file each. */
#include "cli/cli.h"

#include <getopt.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "cli/batch.h"

static const struct {
	const char *name;
	int (*run)(const struct cli_options *options);
} commands[] = {
	{"build", cli_build}, {"check", cli_check}, {"list", cli_list}, {"new", cli_new}, {"dump", cli_dump}, {"wipe", cli_wipe},
	{"collect", cli_collect},
	{"share", cli_share},
	{"finish", cli_finish},
	{"import", cli_import},
};

enum {
	OPT_PAPER = 256,
	OPT_THEME,
	OPT_LARGE_PRINT,
	OPT_OVERLAY,
	OPT_BLANK,
	OPT_FLAT,
	OPT_JSON,
	OPT_TO,
	OPT_DATA,
	OPT_NOT_DISCREET,
	OPT_DISCREET,
	OPT_HELP,
	OPT_VERSION,
	OPT_LANDSCAPE,
	OPT_BOOKLET,
	OPT_SIGNATURE,
	OPT_MARKS,
	OPT_SHOP,
	OPT_PRINT,
	OPT_COPIES,
	OPT_DRY_RUN,
	OPT_ENCRYPT_WITH,
	OPT_PASSWORD_FROM,
	OPT_COMPACT,
	OPT_INTO,
	OPT_PREFER,
	OPT_INCLUDE,
	OPT_SCRUB,
	OPT_CONSENT,
	OPT_LOG,
	OPT_TIMEOUT,
	OPT_SHARD,
	OPT_FAIL_FAST,
	OPT_KEEP_GOING,
	OPT_MAP,
	OPT_UPDATE,
	OPT_KIND,
	OPT_CHANGED,
};

static const struct option long_options[] = {
	{"packet", required_argument, NULL, 'p'},       {"document", required_argument, NULL, 'd'},
	{"with", required_argument, NULL, 'w'},         {"out", required_argument, NULL, 'o'},
	{"lang", required_argument, NULL, 'l'},         {"jobs", required_argument, NULL, 'j'},
	{"stage", required_argument, NULL, 'T'},        {"paper", required_argument, NULL, OPT_PAPER},
	{"theme", required_argument, NULL, OPT_THEME},  {"large-print", no_argument, NULL, OPT_LARGE_PRINT},
	{"overlay", required_argument, NULL, OPT_OVERLAY}, {"blank", no_argument, NULL, OPT_BLANK},
	{"flat", no_argument, NULL, OPT_FLAT},          {"json", no_argument, NULL, OPT_JSON},
	{"to", required_argument, NULL, OPT_TO},        {"data", required_argument, NULL, OPT_DATA},
	{"not-discreet", no_argument, NULL, OPT_NOT_DISCREET}, {"discreet", no_argument, NULL, OPT_DISCREET},
	{"help", no_argument, NULL, OPT_HELP},
	{"landscape", no_argument, NULL, OPT_LANDSCAPE},
	{"booklet", no_argument, NULL, OPT_BOOKLET},    {"signature", required_argument, NULL, OPT_SIGNATURE},
	{"marks", no_argument, NULL, OPT_MARKS},        {"shop", no_argument, NULL, OPT_SHOP},
	{"print", required_argument, NULL, OPT_PRINT},  {"copies", required_argument, NULL, OPT_COPIES},
	{"dry-run", no_argument, NULL, OPT_DRY_RUN},
	{"encrypt-with", required_argument, NULL, OPT_ENCRYPT_WITH}, {"password-from", required_argument, NULL, OPT_PASSWORD_FROM},
	{"compact", no_argument, NULL, OPT_COMPACT},
	{"into", required_argument, NULL, OPT_INTO},    {"prefer", required_argument, NULL, OPT_PREFER},
	{"include", required_argument, NULL, OPT_INCLUDE}, {"scrub", no_argument, NULL, OPT_SCRUB},
	{"consent", required_argument, NULL, OPT_CONSENT}, {"log", required_argument, NULL, OPT_LOG},
	{"timeout", required_argument, NULL, OPT_TIMEOUT},
	{"shard", required_argument, NULL, OPT_SHARD},  {"fail-fast", no_argument, NULL, OPT_FAIL_FAST},
	{"keep-going", no_argument, NULL, OPT_KEEP_GOING},
	{"map", required_argument, NULL, OPT_MAP},       {"update", no_argument, NULL, OPT_UPDATE},
	{"kind", required_argument, NULL, OPT_KIND},     {"changed", no_argument, NULL, OPT_CHANGED},
	{"version", no_argument, NULL, OPT_VERSION},    {NULL, 0, NULL, 0},
};

static void add(struct arena *arena, struct cli_words *words, const char *word)
{
	*arena_push(arena, words->items, words->n, words->cap) = word;
}

/* The option's number, from 1; false (told) where it is none. */
static bool read_number(const char *option, const char *what, long most, long *number)
{
	char *end;

	*number = strtol(optarg, &end, 10);
	if (!*end && end != optarg && *number >= 1 && *number <= most)
		return true;
	fprintf(stderr, "kinfolio: error: --%s takes %s from 1 to %ld, not \"%s\"\n", option, what, most, optarg);
	return false;
}

/* False for what getopt has complained about already, or a number that is none. */
static bool read_options(struct arena *arena, struct cli_options *o, int argc, char **argv)
{
	int c;

	while ((c = getopt_long(argc, argv, "p:d:w:o:l:j:T:", long_options, NULL)) != -1) {
		switch (c) {
		case 'p': o->packet = optarg; break;
		case 'd': add(arena, &o->documents, optarg); break;
		case 'w': add(arena, &o->with, optarg); break;
		case 'o':
			o->out = optarg;
			o->out_given = true;
			break;
		case 'l': o->lang = optarg; break;
		case 'T': o->stage = optarg; break;
		case OPT_PAPER: o->paper = optarg; break;
		case OPT_THEME: o->theme = optarg; break;
		case OPT_LARGE_PRINT: o->large_print = true; break;
		case OPT_OVERLAY: add(arena, &o->overlays, optarg); break;
		case OPT_BLANK: o->blank = true; break;
		case OPT_FLAT: o->flat = true; break;
		case OPT_JSON: o->json = true; break;
		case OPT_TO: o->to = optarg; break;
		case OPT_DATA: o->data = optarg; break;
		case OPT_NOT_DISCREET: o->not_discreet = true; break;
		case OPT_DISCREET: o->discreet = true; break;
		case OPT_LANDSCAPE: o->landscape = true; break;
		case OPT_HELP: o->help = true; break;
		case OPT_VERSION: o->version = true; break;
		case 'j':
			if (!read_number("jobs", "a number", 256, &o->jobs))
				return false;
			break;
		case OPT_BOOKLET: o->booklet = true; break;
		case OPT_MARKS: o->marks = true; break;
		case OPT_SHOP: o->shop = true; break;
		case OPT_PRINT: o->printer = optarg; break;
		case OPT_DRY_RUN: o->dry_run = true; break;
		case OPT_ENCRYPT_WITH: o->encrypt_with = optarg; break;
		case OPT_PASSWORD_FROM: o->password_from = optarg; break;
		case OPT_COMPACT: o->compact = true; break;
		case OPT_INTO: o->into = optarg; break;
		case OPT_PREFER: o->prefer = optarg; break;
		case OPT_INCLUDE: add(arena, &o->include, optarg); break;
		case OPT_SCRUB: o->scrub = true; break;
		case OPT_CONSENT: o->consent = optarg; break;
		case OPT_LOG: o->log = optarg; break;
		case OPT_FAIL_FAST: o->fail_fast = true; break;
		case OPT_KEEP_GOING:
			o->fail_fast = false;
			o->keep_going = true;
			break;
		case OPT_MAP: o->map = optarg; break;
		case OPT_UPDATE: o->update = true; break;
		case OPT_KIND: o->kind = optarg; break;
		case OPT_CHANGED: o->changed = true; break;
		case OPT_TIMEOUT:
			if (!read_number("timeout", "seconds", 86400, &o->timeout))
				return false;
			break;
		case OPT_SHARD:
			if (!cli_shard_parse(optarg, &o->shard_k, &o->shard_n)) {
				fprintf(stderr, "kinfolio: error: --shard takes K/N, such as 2/5: the second of five parts; not \"%s\"\n", optarg);
				return false;
			}
			break;
		case OPT_COPIES:
			if (!read_number("copies", "a number", 999, &o->copies))
				return false;
			break;
		case OPT_SIGNATURE:
			o->signature = 0;
			if (!str_eq(optarg, "all") && !read_number("signature", "`all`, or a number of sheets", 100, &o->signature))
				return false;
			break;
		default:
			return false;
		}
	}
	for (; optind < argc; optind++)
		add(arena, &o->rest, argv[optind]);
	return true;
}

static int run(struct arena *arena, struct cli_options *o, int argc, char **argv)
{
	const char *names[sizeof commands / sizeof *commands + 1] = {0}, *near;

	if (!read_options(arena, o, argc, argv)) {
		fprintf(stderr, "Try 'kinfolio --help'.\n");
		return CLI_USAGE;
	}
	if (o->version) {
		printf("kinfolio %s\n", CLI_VERSION);
		return CLI_OK;
	}
	if (o->rest.n > 0) {
		o->command = o->rest.items[0];
		o->rest.items++;
		o->rest.n--;
		o->rest.cap = 0; /* it is never pushed to again */
	}
	if (o->help) {
		cli_usage(stdout, o->command);
		return CLI_OK;
	}
	if (!o->command) {
		cli_usage(stderr, NULL);
		return CLI_USAGE;
	}
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		if (str_eq(commands[i].name, o->command))
			return commands[i].run(o);
		names[i] = commands[i].name;
	}
	near = str_nearest(o->command, names);
	fprintf(stderr, "kinfolio: error: there is no command \"%s\"", o->command);
	fprintf(stderr, near ? "; did you mean \"%s\"?\n" : "\n", near);
	fprintf(stderr, "Try 'kinfolio --help'.\n");
	return CLI_USAGE;
}

int main(int argc, char **argv)
{
	struct arena *arena = arena_new();
	struct cli_options options = {.out = "out"};
	int code;

	/* A file that may not grow (quota, ulimit) is an error to tell, not an end that leaves half a file. */
	signal(SIGXFSZ, SIG_IGN);
	code = run(arena, &options, argc, argv);

	/* A full disk behind standard output must not pass for success. */
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("kinfolio: error: standard output");
		code = CLI_SYSTEM;
	}
	arena_free(arena);
	return code;
}
