/* The log of what was shared: one JSON line for each file that went out, with its digest and no value. */
#include "cli/share.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

bool share_log_open(struct share *s)
{
	const char *path = s->house->options->log;

	s->log = -1;
	s->log_end = -1;
	if (!path)
		return true;
	s->log = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	if (s->log < 0)
		diag(s->house->diags, SPAN_NONE, MSG_SHARE_LOG, path, strerror(errno));
	return s->log >= 0;
}

void share_log_take_back(struct share *s)
{
	if (s->log_end >= 0 && ftruncate(s->log, s->log_end) != 0)
		errno = 0; /* a pipe or a device keeps what it was given */
	s->log_end = -1;
}

/* The line is on the disk before the file has its name: a disclosure that no log tells of is none, and what was shared before under that
 * name stays. From here to the end of the run the log is locked, so that taking back this line takes back no other's. */
bool share_log_line(struct cli_make *make)
{
	struct share *s = make->data;
	struct buf line = {0};
	bool ok;

	if (s->log < 0)
		return true;
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
	(void)flock(s->log, LOCK_EX);
	s->log_end = lseek(s->log, 0, SEEK_END);
	ok = file_put(s->log, line.data, line.len) && (fsync(s->log) == 0 || errno == EINVAL);
	if (!ok) {
		diag(s->house->diags, SPAN_NONE, MSG_SHARE_LOG, s->house->options->log, strerror(errno));
		share_log_take_back(s);
	}
	buf_free(&line);
	return ok;
}

bool share_log_close(struct share *s)
{
	return s->log < 0 || close(s->log) == 0;
}
