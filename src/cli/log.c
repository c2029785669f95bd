/* The log of what was shared: one JSON line for each file that went out, with its digest and no value. */
#include "cli/share.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Open and locked, or -1. Another run may have taken its new log away while this one waited for the lock; then it is made anew. */
static int open_locked(const char *path, bool *made)
{
	for (;;) {
		struct stat is, there;
		int fd;

		*made = stat(path, &there) != 0 && errno == ENOENT;
		fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
		if (fd < 0)
			return -1;
		(void)flock(fd, LOCK_EX);
		if (fstat(fd, &is) == 0 && stat(path, &there) == 0 && is.st_dev == there.st_dev && is.st_ino == there.st_ino)
			return fd;
		close(fd);
	}
}

void share_log_take_back(struct share *s)
{
	if (s->log_end >= 0 && ftruncate(s->log, s->log_end) != 0)
		errno = 0; /* a pipe or a device keeps what it was given */
	if (s->log_end == 0 && s->log_made)
		(void)unlink(s->house->options->log);
	s->log_end = -1;
}

/* The line is on the disk before the file has its name: a disclosure that no log tells of is none, and what was shared before under that
 * name stays. From here to the end of the run the log is locked, so that taking back this line takes back no other's. */
bool share_log_line(struct cli_make *make)
{
	struct share *s = make->data;
	const char *path = s->house->options->log;
	struct buf line = {0};
	bool ok;

	if (!path)
		return true;
	s->log = open_locked(path, &s->log_made);
	if (s->log < 0) {
		diag(s->house->diags, SPAN_NONE, MSG_SHARE_LOG, path, strerror(errno));
		return false;
	}
	buf_addf(&line, "{\"date\":\"%s\",\"record\":", lang_date_iso(s->arena, s->house->today));
	buf_add_json(&line, s->set.family->id);
	buf_adds(&line, ",\"recipient\":");
	buf_add_json(&line, s->person);
	buf_adds(&line, ",\"consent\":");
	buf_add_json(&line, s->consent.key);
	buf_adds(&line, ",\"documents\":[");
	for (size_t i = 0; i < s->n_ids; i++) {
		buf_adds(&line, i ? "," : "");
		buf_add_json(&line, s->ids[i]);
	}
	buf_addf(&line, "],\"sha256\":\"%s\"}\n", digest_hex(s->arena, make->files[0].pdf.data, make->files[0].pdf.len));
	s->log_end = lseek(s->log, 0, SEEK_END);
	ok = file_put(s->log, line.data, line.len) && (fsync(s->log) == 0 || errno == EINVAL);
	if (!ok) {
		diag(s->house->diags, SPAN_NONE, MSG_SHARE_LOG, path, strerror(errno));
		share_log_take_back(s);
	}
	buf_free(&line);
	return ok;
}

void share_log_close(struct share *s)
{
	if (s->log >= 0)
		(void)close(s->log); /* the line was synced; nothing that this says could take it back */
	s->log = -1;
}
