/* Handing files to CUPS: `lp`, run as a program of its own, never through a shell. The job's title is the record's made-up
 * id: it stands on the printer's display and in its log.
 *
 * Where the queue can hold a job for a number to be typed in (job-password, PWG 5100.11), it does. `lp` would take that
 * number among its arguments, where everybody on the machine can read it, so such a job goes by `ipptool`, which reads it
 * from a pipe: it never stands in an argument of ours, nor in a file. CUPS's own filters still have it among theirs for the
 * seconds that they run. */
#include "cli/paper.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { PIN_DIGITS = 4 /* what printers ask for most, and what one keeps in mind on the way there */ };

static const char *sides(const struct cli_file *file)
{
	return !file->duplex ? "one-sided" : file->duplex_short ? "two-sided-short-edge" : "two-sided-long-edge";
}

/* CUPS's name of a paper; its PWG 5101.1 form is understood too, but not by every driver. */
static const char *media(struct arena *arena, const struct cli_stretch *on)
{
	static const struct {
		mpt w, h;
		const char *name;
	} known[] = {{612000, 792000, "Letter"}, {595276, 841890, "A4"}, {419528, 595276, "A5"}, {396000, 612000, "Statement"},
		     {612000, 1008000, "Legal"}};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (on->w / 1000 == known[i].w / 1000 && on->h / 1000 == known[i].h / 1000)
			return known[i].name;
	return arena_printf(arena, "Custom.%dx%d", on->w / 1000, on->h / 1000);
}

/* Runs a program, gives it `in` to read (NULL: ours; less than a pipe holds), and gathers what it says on standard output
 * into `out`, or sends that to standard error where `out` is NULL. Its exit code, or -1 with errno where it cannot be run.
 */
static int run(const char *const *argv, const char *in, struct buf *out)
{
	posix_spawn_file_actions_t actions;
	int from[2] = {-1, -1}, to[2] = {-1, -1}, status = 0, error;
	pid_t pid;

	if ((out && pipe2(from, O_CLOEXEC) != 0) || (in && pipe2(to, O_CLOEXEC) != 0))
		return -1;
	posix_spawn_file_actions_init(&actions);
	if (in)
		posix_spawn_file_actions_adddup2(&actions, to[0], STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, out ? from[1] : STDERR_FILENO, STDOUT_FILENO);
	if (out)
		posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	error = posix_spawnp(&pid, argv[0], &actions, NULL, (char *const *)(uintptr_t)argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (in) {
		/* Before the reading end is closed here, so that one who does not read makes no signal of it. */
		if (!error)
			(void)file_put(to[1], in, strlen(in)); /* a program that has ended early is found by its exit code */
		close(to[0]);
		close(to[1]);
	}
	if (out) {
		char block[4096];
		ssize_t n;

		close(from[1]);
		while (!error && ((n = read(from[0], block, sizeof block)) > 0 || (n < 0 && errno == EINTR)))
			if (n > 0)
				buf_add(out, block, (size_t)n);
		close(from[0]);
	}
	if (error) {
		errno = error;
		return -1;
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

/* Where the queue is asked and given jobs: on the server that `lp` would use. A server that is reached by a socket alone
 * listens to its own machine as well. */
static const char *queue_uri(struct arena *arena, const char *printer)
{
	const char *const argv[] = {"lpstat", "-H", NULL};
	struct buf out = {.max = 4096};
	const char *uri = NULL;
	size_t n;

	if (run(argv, NULL, &out) == 0) {
		n = out.data ? strcspn(out.data, "\n") : 0;
		uri = n == 0 || out.data[0] == '/' ? arena_printf(arena, "ipp://localhost/printers/%s", printer)
						  : arena_printf(arena, "ipp://%.*s/printers/%s", (int)n, out.data, printer);
	}
	buf_free(&out);
	return uri;
}

/* What every request begins with, as ipptoolfile(5) has it. */
#define REQUEST(operation) \
	"{\n" \
	"OPERATION " operation "\n" \
	"GROUP operation-attributes-tag\n" \
	"ATTR charset attributes-charset utf-8\n" \
	"ATTR naturalLanguage attributes-natural-language en\n" \
	"ATTR uri printer-uri $uri\n" \
	"ATTR name requesting-user-name $user\n"

/* The most digits of a number that this queue keeps jobs for; 0: it does not, or nobody here can ask it. */
static int pin_digits(const char *uri)
{
	static const char ask[] = REQUEST("Get-Printer-Attributes")
		"ATTR keyword requested-attributes job-password-supported\n"
		"STATUS successful-ok\n"
		"STATUS successful-ok-ignored-or-substituted-attributes\n"
		"}\n", answer[] = "job-password-supported (integer) = ";
	const char *const argv[] = {"ipptool", "-tv", "-T", "10", uri, "/dev/stdin", NULL}, *at;
	struct buf out = {.max = 1u << 20};
	long digits = 0;

	if (run(argv, ask, &out) == 0 && out.data && (at = strstr(out.data, answer)) != NULL)
		digits = strtol(at + strlen(answer), NULL, 10);
	buf_free(&out);
	return digits < 0 ? 0 : digits > PIN_DIGITS ? PIN_DIGITS : (int)digits;
}

static const char *new_pin(struct arena *arena, int digits)
{
	uint32_t random, most = 1;

	for (int i = 0; i < digits; i++)
		most *= 10;
	if (getrandom(&random, sizeof random, 0) != (ssize_t)sizeof random)
		return NULL;
	return arena_printf(arena, "%0*u", digits, (unsigned)(random % most));
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

/* What `lp` is told. A file whose pages go on two papers, a folder's dividers and the rest, is a job for each. */
static bool send_plain(struct cli_make *make, const struct cli_file *file, const struct cli_stretch *on, struct buf *lines)
{
	struct cli_house *house = make->house;
	const struct cli_options *o = house->options;
	struct arena *arena = make->arena;
	const char *argv[] = {"lp",
			      "-d",
			      o->printer,
			      "-n",
			      arena_printf(arena, "%ld", o->copies ? o->copies : 1),
			      "-t",
			      make->id,
			      "-o",
			      arena_printf(arena, "media=%s", media(arena, on)),
			      "-o",
			      arena_printf(arena, "sides=%s", sides(file)),
			      "-o",
			      "print-scaling=none",
			      "-o",
			      "collate=true",
			      NULL,
			      NULL,
			      NULL,
			      NULL,
			      NULL};
	size_t n = 0;
	int code;

	while (argv[n])
		n++;
	if (file->n_stretches > 1) {
		argv[n++] = "-P";
		argv[n++] = arena_printf(arena, "%zu-%zu", on->from, on->to);
	}
	argv[n++] = "--";
	argv[n++] = file->path;
	if (o->dry_run) {
		show_command(make, argv, lines);
		return true;
	}
	code = run(argv, NULL, NULL);
	if (code < 0 && errno == ENOENT)
		diag(house->diags, SPAN_NONE, MSG_CLI_NO_LP, file->path);
	else if (code < 0)
		diag(house->diags, SPAN_NONE, MSG_CLI_LP_RUN, "lp", strerror(errno), file->path);
	else if (code > 0)
		diag(house->diags, SPAN_NONE, MSG_CLI_LP, o->printer, file->path);
	return code == 0;
}

/* The same, to wait for its number. */
static bool send_held(struct cli_make *make, const struct cli_file *file, const struct cli_stretch *on, const char *uri,
		      const char *pin, struct buf *lines)
{
	struct cli_house *house = make->house;
	const struct cli_options *o = house->options;
	/* ipptool takes a relative path as beside the request, which is a pipe. */
	char *whole = o->dry_run ? NULL : realpath(file->path, NULL);
	const char *const argv[] = {"ipptool", "-t", "-f", whole ? whole : file->path, uri, "/dev/stdin", NULL};
	struct buf request = {.max = 4000 /* what any pipe holds */}, said = {.max = 1u << 20};
	int code = 0;

	if (o->dry_run) {
		show_command(make, argv, lines);
		return true;
	}
	buf_addf(&request,
		 REQUEST("Print-Job") "ATTR name job-name %s\n"
				      "ATTR mimeMediaType document-format application/pdf\n"
				      "ATTR octetString job-password %s\n"
				      "GROUP job-attributes-tag\n"
				      "ATTR integer copies %ld\n"
				      "ATTR keyword media %s\n"
				      "ATTR keyword sides %s\n"
				      "ATTR keyword print-scaling none\n"
				      "ATTR keyword multiple-document-handling separate-documents-collated-copies\n"
				      "%s"
				      "FILE $filename\n"
				      "STATUS successful-ok\n"
				      "STATUS successful-ok-ignored-or-substituted-attributes\n"
				      "}\n",
		 make->id, pin, o->copies ? o->copies : 1, media(make->arena, on), sides(file),
		 file->n_stretches > 1
			 ? arena_printf(make->arena, "ATTR rangeOfInteger page-ranges %zu-%zu\n", on->from, on->to)
			 : "");
	code = run(argv, request.data, &said);
	if (code < 0)
		diag(house->diags, SPAN_NONE, MSG_CLI_LP_RUN, "ipptool", strerror(errno), file->path);
	else if (code > 0)
		diag(house->diags, SPAN_NONE, MSG_CLI_LP, o->printer, file->path);
	if (code > 0 && said.len)
		fwrite(said.data, 1, said.len, stderr);
	explicit_bzero(request.data, request.len);
	buf_free(&request);
	buf_free(&said);
	free(whole);
	return code == 0;
}

bool cli_print(struct cli_make *make, struct buf *lines)
{
	const struct cli_options *o = make->house->options;
	enum cli_use use = o->booklet ? CLI_FOR_OFFICE : CLI_FOR_READERS;
	const char *uri = queue_uri(make->arena, o->printer);
	int digits = uri ? pin_digits(uri) : 0;
	const char *pin = digits > 0 ? new_pin(make->arena, digits) : NULL;
	size_t sent = 0;
	bool ok = true;

	for (size_t i = 0; i < make->n && ok; i++) {
		const struct cli_file *file = &make->files[i];

		for (size_t k = 0; file->use == use && k < file->n_stretches && ok; k++) {
			const struct cli_stretch *on = &file->stretches[k];

			ok = pin ? send_held(make, file, on, uri, pin, lines) : send_plain(make, file, on, lines);
			sent += ok;
		}
	}
	if (pin && sent > 0 && o->dry_run)
		fprintf(stderr, "kinfolio: %s can hold a job; it will wait there for a PIN\n", o->printer);
	else if (pin && sent > 0)
		fprintf(stderr, "kinfolio: %s waits at %s; type %s there\n", make->id, o->printer, pin);
	return ok;
}
