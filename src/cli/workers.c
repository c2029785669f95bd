/* Several records are made by worker processes, so that one record's failure is its own; a worker's words reach the terminal in one piece. */
#include "cli/workers.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

struct worker {
	pid_t pid;
	int out, err; /* what it says, read here; -1 when closed */
	const char *path;
	struct buf said[2];
};

static bool start(struct cli_house *house, const char *path, cli_work *work, struct worker *w)
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

int cli_workers(struct cli_house *house, const struct cli_words *records, long jobs, cli_work *work)
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
			if (!start(house, records->items[next], work, &workers[i])) {
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
