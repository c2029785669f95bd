/* The command line is read here, once, for all commands; what they do stands in a file each. */
#include "cli/cli.h"

#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "cli/batch.h"

/* ---- options ---------------------------------------------------------------------------------------------------------- */

/* A number from 1; false (told) where it is none. */
static bool read_number(const char *option, const char *text, const char *what, long most, long *number)
{
	char *end;

	*number = strtol(text, &end, 10);
	if (!*end && end != text && *number >= 1 && *number <= most)
		return true;
	fprintf(stderr, "kinfolio: error: --%s takes %s from 1 to %ld, not \"%s\"\n", option, what, most, text);
	return false;
}

static bool read_jobs(struct cli_options *o, const char *text)
{
	return read_number("jobs", text, "a number", 256, &o->jobs);
}

static bool read_copies(struct cli_options *o, const char *text)
{
	return read_number("copies", text, "a number", 999, &o->copies);
}

static bool read_timeout(struct cli_options *o, const char *text)
{
	return read_number("timeout", text, "seconds", 86400, &o->timeout);
}

static bool read_signature(struct cli_options *o, const char *text)
{
	o->signature = 0;
	return str_eq(text, "all") || read_number("signature", text, "`all`, or a number of sheets", 100, &o->signature);
}

static bool read_shard(struct cli_options *o, const char *text)
{
	if (cli_shard_parse(text, &o->shard_k, &o->shard_n))
		return true;
	fprintf(stderr, "kinfolio: error: --shard takes K/N, such as 2/5: the second of five parts; not \"%s\"\n", text);
	return false;
}

static bool read_out(struct cli_options *o, const char *text)
{
	o->out = text;
	o->out_given = true;
	return true;
}

/* Of this and --fail-fast the later one counts. */
static bool read_keep_going(struct cli_options *o, const char *text)
{
	(void)text;
	o->fail_fast = false;
	o->keep_going = true;
	return true;
}

/* What an option takes: nothing, a text, a text each time it is given; or something else, which a function of its own reads. */
enum takes { FLAG, TEXT, WORDS, READ, READ_NONE };

#define TO(member) offsetof(struct cli_options, member), NULL
#define BY(function) 0, function

static const struct {
	const char *name;
	int letter; /* 0: none */
	enum takes takes;
	size_t to; /* in struct cli_options */
	bool (*read)(struct cli_options *o, const char *text);
} options[] = {
	{"packet", 'p', TEXT, TO(packet)},
	{"document", 'd', WORDS, TO(documents)},
	{"with", 'w', WORDS, TO(with)},
	{"out", 'o', READ, BY(read_out)},
	{"lang", 'l', TEXT, TO(lang)},
	{"jobs", 'j', READ, BY(read_jobs)},
	{"stage", 'T', TEXT, TO(stage)},
	{"paper", 0, TEXT, TO(paper)},
	{"theme", 0, TEXT, TO(theme)},
	{"large-print", 0, FLAG, TO(large_print)},
	{"landscape", 0, FLAG, TO(landscape)},
	{"overlay", 0, WORDS, TO(overlays)},
	{"data", 0, TEXT, TO(data)},
	{"to", 0, TEXT, TO(to)},
	{"blank", 0, FLAG, TO(blank)},
	{"flat", 0, FLAG, TO(flat)},
	{"json", 0, FLAG, TO(json)},
	{"discreet", 0, FLAG, TO(discreet)},
	{"not-discreet", 0, FLAG, TO(not_discreet)},
	{"booklet", 0, FLAG, TO(booklet)},
	{"signature", 0, READ, BY(read_signature)},
	{"marks", 0, FLAG, TO(marks)},
	{"shop", 0, FLAG, TO(shop)},
	{"print", 0, TEXT, TO(printer)},
	{"copies", 0, READ, BY(read_copies)},
	{"dry-run", 0, FLAG, TO(dry_run)},
	{"compact", 0, FLAG, TO(compact)},
	{"encrypt-with", 0, TEXT, TO(encrypt_with)},
	{"password-from", 0, TEXT, TO(password_from)},
	{"timeout", 0, READ, BY(read_timeout)},
	{"shard", 0, READ, BY(read_shard)},
	{"changed", 0, FLAG, TO(changed)},
	{"fail-fast", 0, FLAG, TO(fail_fast)},
	{"keep-going", 0, READ_NONE, BY(read_keep_going)},
	{"into", 0, TEXT, TO(into)},
	{"prefer", 0, TEXT, TO(prefer)},
	{"include", 0, WORDS, TO(include)},
	{"scrub", 0, FLAG, TO(scrub)},
	{"consent", 0, TEXT, TO(consent)},
	{"log", 0, TEXT, TO(log)},
	{"map", 0, TEXT, TO(map)},
	{"kind", 0, TEXT, TO(kind)},
	{"update", 0, FLAG, TO(update)},
	{"help", 0, FLAG, TO(help)},
	{"version", 0, FLAG, TO(version)},
};
enum { OPTIONS = sizeof options / sizeof *options, NO_LETTER = 256 /* and up: what getopt gives for the options that have none */ };

static void add(struct arena *arena, struct cli_words *words, const char *word)
{
	*arena_push(arena, words->items, words->n, words->cap) = word;
}

/* False (told) where the text is not what the option takes. */
static bool take(struct arena *arena, struct cli_options *o, size_t i, const char *text)
{
	void *to = (char *)o + options[i].to;

	switch (options[i].takes) {
	case FLAG: *(bool *)to = true; break;
	case TEXT: *(const char **)to = text; break;
	case WORDS: add(arena, to, text); break;
	case READ:
	case READ_NONE: return options[i].read(o, text);
	}
	return true;
}

/* False for what getopt has complained about already, or what is told here. */
static bool read_options(struct arena *arena, struct cli_options *o, int argc, char **argv)
{
	struct option longs[OPTIONS + 1] = {0};
	char letters[2 * OPTIONS + 1];
	size_t n = 0;
	int c;

	for (size_t i = 0; i < OPTIONS; i++) {
		bool bare = options[i].takes == FLAG || options[i].takes == READ_NONE;
		int code = options[i].letter ? options[i].letter : NO_LETTER + (int)i;

		longs[i] = (struct option){options[i].name, bare ? no_argument : required_argument, NULL, code};
		if (options[i].letter) {
			letters[n++] = (char)options[i].letter;
			letters[n++] = ':';
		}
	}
	letters[n] = '\0';
	while ((c = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		size_t i = 0;

		while (i < OPTIONS && longs[i].val != c)
			i++;
		if (i == OPTIONS || !take(arena, o, i, optarg))
			return false;
	}
	for (; optind < argc; optind++)
		add(arena, &o->rest, argv[optind]);
	return true;
}

/* ---- commands --------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *name;
	int (*run)(const struct cli_options *options);
} commands[] = {
	{"build", cli_build},     {"check", cli_check}, {"list", cli_list},     {"new", cli_new},       {"dump", cli_dump},
	{"collect", cli_collect}, {"share", cli_share}, {"finish", cli_finish}, {"import", cli_import}, {"wipe", cli_wipe},
};

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
	struct cli_options o = {.out = "out"};
	bool flushed;
	int code;

	/* A file that may not grow (quota, ulimit) is an error to tell, not an end that leaves half a file. */
	signal(SIGXFSZ, SIG_IGN);
	code = run(arena, &o, argc, argv);

	/* A full disk behind standard output must not pass for success. What an earlier write failed of is no longer known. */
	flushed = fflush(stdout) == 0;
	if (!flushed || ferror(stdout)) {
		fprintf(stderr, "kinfolio: error: standard output: %s\n",
			flushed ? "not all could be written to it" : strerror(errno));
		code = CLI_SYSTEM;
	}
	arena_free(arena);
	return code;
}
