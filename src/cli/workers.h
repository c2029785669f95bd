/* workers: many records, made side by side. */
#ifndef CLI_WORKERS_H
#define CLI_WORKERS_H

#include "cli/cli.h"

/* Makes one record; what it says goes to standard output and error. The exit code. */
typedef int cli_work(struct cli_house *house, const char *path);

/* Makes these records in at most `jobs` processes; the worst exit code. */
int cli_workers(struct cli_house *house, const struct cli_words *records, long jobs, cli_work *work);

#endif
