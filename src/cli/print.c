/* Handing files to CUPS: `lp`, run as a program of its own, never through a shell. The job's title is the record's made-up id: it stands
 * on the printer's display and in its log. Where the queue can hold a job for a number to be typed in, it does. */
#include "cli/paper.h"

#include <errno.h>
#include <spawn.h>
#include <string.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

#define MOST_WORDS 32

static const char *sides(const struct cli_file *file)
{
	return !file->duplex ? "one-sided" : file->duplex_short ? "two-sided-short-edge" : "two-sided-long-edge";
}

/* CUPS's name of a paper (its PWG 5101.1 form is understood too, but not by every driver), either way it lies. */
static const char *media(struct arena *arena, const struct cli_file *file)
{
	static const struct {
		mpt w, h;
		const char *name;
	} known[] = {{612000, 792000, "Letter"}, {595276, 841890, "A4"}, {419528, 595276, "A5"}, {396000, 612000, "Statement"},
		     {612000, 1008000, "Legal"}};
	mpt w = file->w < file->h ? file->w : file->h, h = file->w < file->h ? file->h : file->w;

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (w / 1000 == known[i].w / 1000 && h / 1000 == known[i].h / 1000)
			return known[i].name;
	return arena_printf(arena, "Custom.%dx%d", w / 1000, h / 1000);
}

/* Runs a program and gathers what it says on standard output into `out`, or sends that to standard error where `out` is NULL. Its exit
 * code, or -1 with errno where it cannot be run. */
static int run(const char *const *argv, struct buf *out)
{
	posix_spawn_file_actions_t actions;
	int ends[2] = {-1, -1}, status = 0, error;
	pid_t pid;

	if (out && pipe(ends) != 0)
		return -1;
	posix_spawn_file_actions_init(&actions);
	if (out) {
		posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
		posix_spawn_file_actions_addclose(&actions, ends[0]);
		posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", 1 /* O_WRONLY */, 0);
	} else {
		posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
	}
	error = posix_spawnp(&pid, argv[0], &actions, NULL, (char *const *)(uintptr_t)argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (out) {
		char block[4096];
		ssize_t n;

		close(ends[1]);
		while (!error && ((n = read(ends[0], block, sizeof block)) > 0 || (n < 0 && errno == EINTR)))
			if (n > 0)
				buf_add(out, block, (size_t)n);
		close(ends[0]);
	}
	if (error) {
		errno = error;
		return -1;
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

/* Can this queue keep a job until a number is typed in at the printer? `lpoptions -l` prints a line for each option: "name/Words: ...". */
static bool holds_jobs(const char *printer)
{
	const char *const argv[] = {"lpoptions", "-p", printer, "-l", NULL};
	struct buf out = {.max = 1u << 20};
	bool found = false;

	if (run(argv, &out) == 0)
		for (const char *line = out.data; line && !found; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
			size_t n = strcspn(line, "/: \n");

			found = n == strlen("job-password") && strncasecmp(line, "job-password", n) == 0;
		}
	buf_free(&out);
	return found;
}

static const char *new_pin(struct arena *arena)
{
	uint32_t random = 0;

	if (getrandom(&random, sizeof random, 0) != (ssize_t)sizeof random)
		return NULL;
	return arena_printf(arena, "%04u", (unsigned)(random % 10000));
}

/* A word as a shell would have to be given it. */
static void put_word(struct buf *out, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=,:@+";

	if (*word && word[strspn(word, plain)] == '\0') {
		buf_adds(out, word);
		return;
	}
	buf_addc(out, '\'');
	for (; *word; word++) {
		if (*word == '\'')
			buf_adds(out, "'\\''");
		else
			buf_addc(out, *word);
	}
	buf_addc(out, '\'');
}

static void show_command(const struct cli_make *make, const char *const *argv, struct buf *lines)
{
	const struct cli_house *house = make->house;

	if (house->options->json) {
		buf_adds(lines, "{\"record\":");
		buf_add_json(lines, make->id);
		buf_adds(lines, ",\"command\":[");
	}
	for (size_t i = 0; argv[i]; i++) {
		if (i > 0)
			buf_addc(lines, house->options->json ? ',' : ' ');
		if (house->options->json)
			buf_add_json(lines, argv[i]);
		else
			put_word(lines, argv[i]);
	}
	buf_adds(lines, house->options->json ? "]}\n" : "\n");
}

static bool print_file(struct cli_make *make, const struct cli_file *file, const char *pin, struct buf *lines)
{
	struct cli_house *house = make->house;
	const struct cli_options *o = house->options;
	struct arena *arena = make->arena;
	const char *argv[MOST_WORDS] = {"lp", "-d", o->printer, "-n", arena_printf(arena, "%ld", o->copies ? o->copies : 1), "-t", make->id};
	size_t n = 7;
	int code;

	argv[n++] = "-o";
	argv[n++] = arena_printf(arena, "media=%s", media(arena, file));
	argv[n++] = "-o";
	argv[n++] = arena_printf(arena, "sides=%s", sides(file));
	argv[n++] = "-o";
	argv[n++] = "print-scaling=none";
	argv[n++] = "-o";
	argv[n++] = "collate=true";
	if (pin) {
		argv[n++] = "-o";
		argv[n++] = arena_printf(arena, "job-password=%s", pin);
	}
	argv[n++] = "--";
	argv[n++] = file->path;
	if (o->dry_run) {
		show_command(make, argv, lines);
		return true;
	}
	code = run(argv, NULL);
	if (code < 0 && errno == ENOENT)
		diag(house->diags, SPAN_NONE, MSG_CLI_NO_LP, file->path);
	else if (code < 0)
		diag(house->diags, SPAN_NONE, MSG_CLI_LP_RUN, strerror(errno), file->path);
	else if (code > 0)
		diag(house->diags, SPAN_NONE, MSG_CLI_LP, o->printer, file->path);
	else if (pin)
		fprintf(stderr, "kinfolio: %s waits at %s; type %s there\n", make->id, o->printer, pin);
	return code == 0;
}

bool cli_print(struct cli_make *make, struct buf *lines)
{
	const struct cli_options *o = make->house->options;
	enum cli_use use = o->booklet ? CLI_FOR_OFFICE : CLI_FOR_READERS;
	const char *pin = holds_jobs(o->printer) ? new_pin(make->arena) : NULL;

	for (size_t i = 0; i < make->n; i++)
		if (make->files[i].use == use && !print_file(make, &make->files[i], pin, lines))
			return false;
	return true;
}
