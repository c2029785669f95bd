/* workers: many records, made side by side by processes that take one after another, so that one record's failure, crash or
 * endless loop is its own. */
#ifndef CLI_WORKERS_H
#define CLI_WORKERS_H

#include "cli/batch.h"

/* Makes one record: problems go to house->diags and are told by it on standard error, what standard output will say to
 * `lines`. The exit code. */
typedef int cli_work(struct cli_house *house, const char *path, struct buf *lines);

/* Makes the batch in at most `jobs` processes, which begin as copies of this one. The worst exit code; 128 and the signal's
 * number where SIGINT, SIGTERM or SIGHUP ended it early: then the records in hand were finished, or by a second signal
 * stopped and cleared away. */
int cli_workers(struct cli_house *house, const struct cli_batch *batch, long jobs, cli_work *work);

#endif
