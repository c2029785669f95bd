/* wipe: takes away what `build` made: <out>/<id>/<name>.pdf, whole or half-written, where the file itself says that Kinfolio
 * made it. Refuses to follow links and to look deeper, so nothing else can be lost. `build` uses the same eyes to tell what
 * lies there too long. */
#include "cli/paper.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "val/val.h"
#include "cli/stamp.h"

#define OLD (7 * 24 * 60 * 60) /* seconds */
#define SHOWN 5                /* records named in the note */

/* A packet's file, or what was left where it was being written. */
static bool named_so(const char *name)
{
	return name[0] != '.' && ((str_ends(name, ".pdf") && name[4]) || (file_is_leftover(name) && strstr(name, ".pdf.")));
}

/* Does the file say so itself? One that was cut off before it could has a name that only we give. */
static bool made_here(int dir, const char *name)
{
	static const char mark[] = "/Kinfolio<<", sealed[] = "/Kinfolio <<";
	int fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	char block[65536 + sizeof mark];
	size_t kept = 0;
	bool found = false;
	struct stat st;
	ssize_t n;

	if (fd < 0)
		return false;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
		/* One that is still locked is being written. */
		if (file_is_leftover(name))
			found = flock(fd, LOCK_EX | LOCK_NB) == 0;
		else
			found = st.st_size == 0;
		while (!found && !file_is_leftover(name) && (n = read(fd, block + kept, 65536)) > 0) {
			size_t have = kept + (size_t)n;

			found = memmem(block, have, mark, sizeof mark - 1) ||
				memmem(block, have, sealed, sizeof sealed - 1) || memmem(block, have, "(Kinfolio ", 10);
			kept = have < sizeof mark ? have : sizeof mark;
			memmove(block, block + have - kept, kept);
		}
	}
	close(fd);
	return found;
}

static int open_dir(int at, const char *name)
{
	return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

struct sweep {
	const struct cli_options *options;
	const char *only;      /* a record's id; NULL: all */
	bool take;             /* false: look only */
	time_t before;         /* files changed before; 0: whenever */
	size_t files, records;
	struct buf ids;        /* of the first few */
	int error;             /* errno of what failed, */
	const char *failed;    /* and its path, in */
	struct arena *arena;
};

static void fail(struct sweep *s, const char *record, const char *name)
{
	if (s->error)
		return;
	s->error = errno;
	s->failed = arena_printf(s->arena, "%s/%s%s%s", s->options->out, record, name ? "/" : "", name ? name : "");
}

static void told(const struct sweep *s, const char *record, const char *name)
{
	struct buf line = {0};

	if (s->options->json) {
		buf_adds(&line, "{\"wiped\":");
		buf_add_json(&line, arena_printf(s->arena, "%s/%s/%s", s->options->out, record, name));
		buf_adds(&line, "}\n");
	} else {
		buf_addf(&line, "%s/%s/%s\n", s->options->out, record, name);
	}
	fwrite(line.data, 1, line.len, stdout);
	buf_free(&line);
}

static void clear_stamps(int dir)
{
	for (size_t i = 0; cli_stamp_names[i]; i++) {
		struct stat st;

		if (fstatat(dir, cli_stamp_names[i], &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode))
			(void)unlinkat(dir, cli_stamp_names[i], 0);
	}
}

/* One record's folder. */
static void sweep_record(struct sweep *s, int out, const char *record)
{
	int fd = open_dir(out, record);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	size_t found = 0;

	if (!dir) {
		if (fd >= 0)
			close(fd);
		return;
	}
	for (struct dirent *e; (e = readdir(dir)) != NULL;) {
		struct stat st;

		if (!named_so(e->d_name) || fstatat(fd, e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode) ||
		    (s->before && st.st_mtime >= s->before) || !made_here(fd, e->d_name))
			continue;
		if (s->take && !s->options->dry_run && unlinkat(fd, e->d_name, 0) != 0) {
			fail(s, record, e->d_name);
			continue;
		}
		if (s->take)
			told(s, record, e->d_name);
		found++;
	}
	/* What says what they were made from goes with them, and is no file that anybody asked for. */
	if (s->take && !s->options->dry_run)
		clear_stamps(fd);
	closedir(dir);
	/* A folder that is empty now was ours; one that holds more stays. */
	if (found > 0 && s->take && !s->options->dry_run)
		(void)unlinkat(out, record, AT_REMOVEDIR);
	if (found > 0 && s->records < SHOWN)
		buf_addf(&s->ids, "%s%s", s->records > 0 ? ", " : "", record);
	s->files += found;
	s->records += found > 0;
}

/* False with errno where the folder cannot be opened. */
static bool sweep(struct sweep *s)
{
	int fd = open_dir(AT_FDCWD, s->options->out);
	DIR *dir;

	if (fd < 0)
		return false;
	if (s->only) {
		sweep_record(s, fd, s->only);
		close(fd);
		return true;
	}
	dir = fdopendir(fd);
	if (!dir) {
		close(fd);
		return false;
	}
	for (struct dirent *e; (e = readdir(dir)) != NULL;)
		if (e->d_name[0] != '.' && (e->d_type == DT_DIR || e->d_type == DT_UNKNOWN))
			sweep_record(s, fd, e->d_name);
	closedir(dir);
	return true;
}

void cli_tell_old(const struct cli_options *o)
{
	struct sweep s = {.options = o, .before = time(NULL) - OLD, .arena = arena_new()};

	if (sweep(&s) && s.files > 0) {
		const char *says = arena_printf(
			s.arena,
			"%zu file%s of %zu record%s (%s%s) %s lain in %s for more than 7 days; `kinfolio wipe` %s away",
			s.files, s.files == 1 ? "" : "s", s.records, s.records == 1 ? "" : "s", s.ids.data,
			s.records > SHOWN ? ", \xE2\x80\xA6" : "", s.files == 1 ? "has" : "have", o->out,
			s.files == 1 ? "takes it" : "takes them");
		struct buf line = {0};

		if (o->json) {
			buf_adds(&line, "{\"file\":\"\",\"line\":0,\"column\":0,\"level\":\"note\",\"id\":\"old-files\",\"message\":");
			buf_add_json(&line, says);
			buf_adds(&line, "}\n");
		} else {
			buf_addf(&line, "kinfolio: note: %s\n", says);
		}
		fputs(line.data, stderr);
		buf_free(&line);
	}
	buf_free(&s.ids);
	arena_free(s.arena);
}

/* The id that a word on the command line means: the record's in that file, or the word itself. NULL (told) where it is neither. */
static const char *record_id(struct arena *arena, const char *word)
{
	struct diags *unsaid = diags_new();
	const struct val *record = file_exists(word) && !file_is_dir(word) ? val_load(arena, unsaid, word, 2u << 20) : NULL;
	const char *id = record ? val_text_at(record, "id", NULL) : word;

	diags_free(unsaid);
	if (!id || !*id || strchr(id, '/') || id[0] == '.') {
		fprintf(stderr, "kinfolio: error: %s is no record and no record's id\n", word);
		return NULL;
	}
	return id;
}

int cli_wipe(const struct cli_options *o)
{
	struct arena *arena = arena_new();
	struct sweep s = {.options = o, .take = true, .arena = arena};
	int code = CLI_OK;

	for (size_t i = 0; i < (o->rest.n ? o->rest.n : 1) && code == CLI_OK; i++) {
		s.only = o->rest.n ? record_id(arena, o->rest.items[i]) : NULL;
		if (o->rest.n && !s.only) {
			code = CLI_WRONG;
		} else if (!sweep(&s) && errno != ENOENT) {
			fprintf(stderr,
				"kinfolio: error: %s is no folder, or a link to one; name the folder itself with --out\n",
				o->out);
			code = CLI_WRONG;
		}
	}
	if (s.error) {
		fprintf(stderr, "kinfolio: error: cannot take away %s: %s\n", s.failed, strerror(s.error));
		code = CLI_SYSTEM;
	}
	if (code == CLI_OK && s.files == 0)
		fprintf(stderr, "kinfolio: nothing of ours lies in %s%s%s\n", o->out, s.only ? "/" : "", s.only ? s.only : "");
	buf_free(&s.ids);
	arena_free(arena);
	return code;
}
