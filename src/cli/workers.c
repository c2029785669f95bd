/* A crew of worker processes. Each is forked after content, templates and fonts are read, and takes the numbers of records
 * from a pipe, one at a time; it answers each with a head and with what standard output shall say. What it says on standard
 * error is gathered beside that, so that a record's words reach the terminal in one piece.
 *
 * A worker that ends without its answer (a crash, memory, a limit of time) costs its record alone and is replaced by a fresh
 * copy of this process. One that has made RECORDS_A_WORKER retires, so that nothing it keeps can grow without end. */
#include "cli/workers.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "layout/layout.h"

#define RECORDS_A_WORKER 256
#define SHOW_FROM 20 /* records: shorter runs show no progress and no sum */

struct answer { /* followed by `len` bytes for standard output */
	uint32_t code, len;
};

struct worker {
	pid_t pid;          /* 0: none */
	int give, out, err; /* pipes: numbers of records to it; its answers; its words. -1: closed */
	size_t given;       /* how many it had */
	bool busy, late;
	size_t task;        /* what it makes */
	int64_t deadline;   /* milliseconds; 0: none */
	struct buf said[2];
};

struct crew {
	struct cli_house *house;
	const struct cli_batch *batch;
	cli_work *work;
	struct worker *workers;
	size_t jobs;
	struct pollfd *polls;
	size_t next, done, failed, same; /* same: those that --changed left as they were */
	int worst, signal; /* the signal that came; 0: none */
	bool stop;         /* begins no more */
	bool progress;
	int signals;       /* signalfd */
	int64_t began, shown;
};

static int64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- the worker's side --------------------------------------------------------------------------------------------- */

static bool next_task(int fd, size_t *task)
{
	ssize_t n;

	while ((n = read(fd, task, sizeof *task)) < 0 && errno == EINTR)
		;
	return n == (ssize_t)sizeof *task;
}

static void serve(const struct crew *crew, int take, int out)
{
	size_t task;

	while (next_task(take, &task)) {
		struct cli_house own = *crew->house;
		struct buf lines = {0};
		struct answer answer;

		/* What one record takes is gone before the next; only what was read for all of them stays. */
		own.arena = arena_new();
		diags_clear(own.diags);
		font_set_begin(own.fonts);
		layout_memo_begin(own.memo);
		answer.code = (uint32_t)crew->work(&own, crew->batch->tasks[task].path, &lines);
		fflush(stderr);
		answer.len = (uint32_t)lines.len;
		if (!file_put(out, &answer, sizeof answer) || (lines.len > 0 && !file_put(out, lines.data, lines.len)))
			_exit(CLI_SYSTEM);
		buf_free(&lines);
		arena_free(own.arena);
	}
	_exit(CLI_OK);
}

/* ---- beginning and ending them ------------------------------------------------------------------------------------- */

static void shut(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* The pipes of the others must not stay open in a worker: it would never see the end of its own. */
static void be_worker(const struct crew *crew, int take, int out, int err)
{
	sigset_t all;

	for (size_t i = 0; i < crew->jobs; i++) {
		shut(&crew->workers[i].give);
		shut(&crew->workers[i].out);
		shut(&crew->workers[i].err);
	}
	close(crew->signals);
	dup2(err, STDERR_FILENO);
	close(err);
	/* Whoever ends the run ends it at the terminal, which speaks to all of us; the record in hand is finished all the same. */
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	sigemptyset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	serve(crew, take, out);
}

static bool start(const struct crew *crew, struct worker *w)
{
	int give[2] = {-1, -1}, out[2] = {-1, -1}, err[2] = {-1, -1};
	bool ok = pipe2(give, O_CLOEXEC) == 0 && pipe2(out, O_CLOEXEC) == 0 && pipe2(err, O_CLOEXEC) == 0;

	fflush(NULL);
	*w = (struct worker){.give = -1, .out = -1, .err = -1};
	w->pid = ok ? fork() : -1;
	if (w->pid == 0) {
		close(give[1]);
		close(out[0]);
		close(err[0]);
		be_worker(crew, give[0], out[1], err[1]);
	}
	ok = w->pid > 0;
	if (ok) {
		w->give = give[1];
		w->out = out[0];
		w->err = err[0];
		fcntl(w->err, F_SETFL, O_NONBLOCK);
	} else {
		w->pid = 0;
		shut(&give[1]);
		shut(&out[0]);
		shut(&err[0]);
	}
	shut(&give[0]);
	shut(&out[1]);
	shut(&err[1]);
	return ok;
}

/* ---- what they say ------------------------------------------------------------------------------------------------- */

static void drain(int fd, struct buf *into)
{
	char block[16384];
	ssize_t n;

	while ((n = read(fd, block, sizeof block)) > 0 || (n < 0 && errno == EINTR))
		if (n > 0)
			buf_add(into, block, (size_t)n);
}

static void show_progress(struct crew *crew, bool last)
{
	int64_t time = now(), left;
	double rate;

	if (!crew->progress || (!last && time - crew->shown < 100))
		return;
	crew->shown = time;
	rate = time > crew->began ? (double)crew->done * 1000 / (double)(time - crew->began) : 0;
	left = rate > 0 ? (int64_t)((double)(crew->batch->n - crew->done) / rate) + 1 : 0;
	fprintf(stderr, "\r\033[K%zu of %zu, %zu failed, %.1f a second", crew->done, crew->batch->n, crew->failed, rate);
	if (crew->done < crew->batch->n && crew->done > 0)
		fprintf(stderr, left < 120 ? ", %ld s left" : ", %ld min left", (long)(left < 120 ? left : left / 60));
	if (last)
		fputc('\n', stderr);
	fflush(stderr);
}

/* A record is done with: its words go out in one piece. */
static void finish(struct crew *crew, struct worker *w, int code, const char *lines, size_t len)
{
	if (crew->progress && w->said[1].len)
		fputs("\r\033[K", stderr);
	if (w->said[1].len)
		fwrite(w->said[1].data, 1, w->said[1].len, stderr);
	buf_reset(&w->said[1]);
	if (len)
		fwrite(lines, 1, len, stdout);
	fflush(stdout);
	crew->done++;
	crew->failed += code != CLI_OK;
	crew->same += crew->house->stamp && code == CLI_OK && len == 0;
	crew->worst = code > crew->worst ? code : crew->worst;
	if (code != CLI_OK && crew->house->options->fail_fast)
		crew->stop = true;
	w->busy = false;
	w->deadline = 0;
}

/* The answers that are whole. */
static void take_answers(struct crew *crew, struct worker *w)
{
	struct answer answer;
	struct buf *said = &w->said[0];

	while (said->len >= sizeof answer) {
		memcpy(&answer, said->data, sizeof answer);
		if (said->len < sizeof answer + answer.len)
			return;
		drain(w->err, &w->said[1]); /* said before the answer was sent */
		finish(crew, w, (int)answer.code, said->data + sizeof answer, answer.len);
		buf_reset(said);
	}
}

/* What became of the record of a worker that is no more, told in the run's own way. */
static int tell_end(struct crew *crew, const struct worker *w, int status)
{
	struct diags *diags = crew->house->diags;
	const char *path = crew->batch->tasks[w->task].path;
	bool whole = WIFEXITED(status);

	diags_clear(diags);
	if (w->late)
		diag(diags, SPAN_NONE, MSG_CLI_TIMEOUT, path, crew->house->options->timeout);
	else if (whole)
		diag(diags, SPAN_NONE, MSG_CLI_ENDED, path);
	else
		diag(diags, SPAN_NONE, MSG_CLI_CRASH, path, WTERMSIG(status));
	cli_house_tell(crew->house);
	return whole && WEXITSTATUS(status) > CLI_WRONG ? WEXITSTATUS(status) : CLI_WRONG;
}

/* A worker's pipe is at its end: it retired, or it died over a record. */
static void bury(struct crew *crew, struct worker *w)
{
	int status = 0;

	drain(w->err, &w->said[1]);
	while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
		;
	if (w->busy) {
		const struct cli_task *task = &crew->batch->tasks[w->task];
		int code;

		if (w->said[1].len)
			fwrite(w->said[1].data, 1, w->said[1].len, stderr);
		buf_reset(&w->said[1]);
		code = crew->signal && w->late ? CLI_WRONG : tell_end(crew, w, status);
		if (task->id)
			file_clear_leftovers(file_join(crew->house->arena, crew->house->options->out, task->id));
		finish(crew, w, code, NULL, 0);
	}
	shut(&w->give);
	shut(&w->out);
	shut(&w->err);
	buf_free(&w->said[0]);
	buf_free(&w->said[1]);
	w->pid = 0;
}

/* ---- the run ------------------------------------------------------------------------------------------------------- */

static void assign(struct crew *crew)
{
	for (size_t i = 0; i < crew->jobs && !crew->stop && crew->next < crew->batch->n; i++) {
		struct worker *w = &crew->workers[i];

		if (!w->pid && !start(crew, w)) {
			/* Those there are go on; without any the run is over. */
			fprintf(stderr, "kinfolio: error: cannot start a worker: %s\n", strerror(errno));
			crew->worst = CLI_SYSTEM;
			crew->stop = true;
			return;
		}
		if (w->busy || w->give < 0)
			continue;
		w->task = crew->next;
		/* One that died while it was idle is seen when its pipe ends; the record is another's then. */
		if (write(w->give, &w->task, sizeof w->task) != (ssize_t)sizeof w->task)
			continue;
		crew->next++;
		w->busy = true;
		w->deadline = crew->house->options->timeout ? now() + 1000 * crew->house->options->timeout : 0;
		if (++w->given == RECORDS_A_WORKER)
			shut(&w->give);
	}
	/* Nothing more to do: they may go. */
	for (size_t i = 0; i < crew->jobs && (crew->stop || crew->next == crew->batch->n); i++)
		shut(&crew->workers[i].give);
}

static void kill_worker(struct worker *w)
{
	w->late = true;
	kill(w->pid, SIGKILL);
}

/* Milliseconds until the first limit of time; -1: none. Those past theirs are stopped. */
static int check_time(struct crew *crew)
{
	int64_t time = now(), first = -1;

	for (size_t i = 0; i < crew->jobs; i++) {
		struct worker *w = &crew->workers[i];

		if (!w->pid || !w->busy || !w->deadline || w->late)
			continue;
		if (w->deadline <= time)
			kill_worker(w);
		else if (first < 0 || w->deadline - time < first)
			first = w->deadline - time;
	}
	return first > INT32_MAX ? INT32_MAX : (int)first;
}

static void take_signal(struct crew *crew)
{
	struct signalfd_siginfo info;

	if (read(crew->signals, &info, sizeof info) != (ssize_t)sizeof info)
		return;
	for (size_t i = 0; i < crew->jobs && crew->signal; i++)
		if (crew->workers[i].pid && crew->workers[i].busy)
			kill_worker(&crew->workers[i]);
	crew->signal = (int)info.ssi_signo;
	crew->stop = true;
}

static bool anybody(const struct crew *crew)
{
	for (size_t i = 0; i < crew->jobs; i++)
		if (crew->workers[i].pid)
			return true;
	return false;
}

static void listen(struct crew *crew)
{
	nfds_t n = (nfds_t)(2 * crew->jobs + 1);

	for (size_t i = 0; i < crew->jobs; i++) {
		const struct worker *w = &crew->workers[i];

		crew->polls[2 * i] = (struct pollfd){w->pid ? w->out : -1, POLLIN, 0};
		crew->polls[2 * i + 1] = (struct pollfd){w->pid && w->busy ? w->err : -1, POLLIN, 0};
	}
	crew->polls[2 * crew->jobs] = (struct pollfd){crew->signals, POLLIN, 0};
	if (poll(crew->polls, n, check_time(crew)) < 0)
		return;
	if (crew->polls[2 * crew->jobs].revents)
		take_signal(crew);
	for (size_t i = 0; i < crew->jobs; i++) {
		struct worker *w = &crew->workers[i];
		char block[16384];
		ssize_t got;

		if (crew->polls[2 * i + 1].revents & POLLIN)
			drain(w->err, &w->said[1]);
		if (!crew->polls[2 * i].revents)
			continue;
		got = read(w->out, block, sizeof block);
		if (got > 0) {
			buf_add(&w->said[0], block, (size_t)got);
			take_answers(crew, w);
		} else if (got == 0 || errno != EINTR) {
			bury(crew, w);
		}
	}
}

static void tell_sum(const struct crew *crew)
{
	size_t left = crew->batch->n - crew->done, made = crew->done - crew->failed - crew->same;

	if (crew->house->stamp) {
		fprintf(stderr, "kinfolio: %zu of %zu records made, %zu failed, %zu as they were, %zu not begun\n", made,
			crew->batch->n, crew->failed, crew->same, left);
		return;
	}
	if (crew->signal || left > 0 || (crew->failed > 0 && crew->batch->n > SHOW_FROM))
		fprintf(stderr, "kinfolio: %zu of %zu records made, %zu failed, %zu not begun\n", made, crew->batch->n,
			crew->failed, left);
}

int cli_workers(struct cli_house *house, const struct cli_batch *batch, long jobs, cli_work *work)
{
	size_t n = (size_t)jobs < batch->n ? (size_t)jobs : batch->n;
	struct crew crew = {.house = house, .batch = batch, .work = work, .jobs = n, .began = now()};
	sigset_t ends, before;

	crew.workers = arena_many(house->arena, struct worker, n);
	crew.polls = arena_many(house->arena, struct pollfd, 2 * n + 1);
	for (size_t i = 0; i < n; i++)
		crew.workers[i] = (struct worker){.give = -1, .out = -1, .err = -1};
	crew.progress = isatty(STDERR_FILENO) && !house->options->json && batch->n > SHOW_FROM;
	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGHUP);
	sigprocmask(SIG_BLOCK, &ends, &before);
	crew.signals = signalfd(-1, &ends, SFD_CLOEXEC);
	signal(SIGPIPE, SIG_IGN); /* a worker that died is told, not died of */
	assign(&crew);
	while (anybody(&crew)) {
		listen(&crew);
		assign(&crew);
		show_progress(&crew, false);
	}
	show_progress(&crew, true);
	tell_sum(&crew);
	close(crew.signals);
	signal(SIGPIPE, SIG_DFL);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return crew.signal ? 128 + crew.signal : crew.worst;
}
