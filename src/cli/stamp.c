/* What files were made from. Contents are compared by their SHA-256, never by times, which copying and clocks change; font
 * files, which are large and belong to the system's packages, by path, size and time. The day goes in: ages, next visits and
 * releases in force are of the day, and a file that tells yesterday's is old. So does SOURCE_DATE_EPOCH where it is set. A
 * password does not: nothing that could be tried against it is kept.
 *
 * A stamp is removed before its files are touched and written when they stand, so a run that is killed between leaves none,
 * and the next one makes them again. */
#include "cli/stamp.h"

#include <fcntl.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME ".stamp"
#define NEW ".stamp.new"
#define HEAD "kinfolio-stamp 1\n"
#define MOST (64u << 10)          /* bytes of a stamp */
#define MOST_FILE (64u << 20)     /* of a file that goes in */
#define MOST_DEPTH 16             /* of folders in content, and of a record's values */

/* ---- what all records draw on ------------------------------------------------------------------------------------------ */

static void add_text(struct buf *all, const char *what, const char *text)
{
	buf_addf(all, "%s %zu %s\n", what, text ? strlen(text) : 0, text ? text : "-");
}

static void add_words(struct buf *all, const char *what, const struct cli_words *words)
{
	buf_addf(all, "%s %zu\n", what, words->n);
	for (size_t i = 0; i < words->n; i++)
		add_text(all, what, words->items[i]);
}

static bool add_file(struct arena *arena, struct diags *diags, struct buf *all, const char *what, const char *path)
{
	struct buf bytes = {0};
	bool ok = file_read(diags, path, MOST_FILE, &bytes);

	if (ok)
		add_text(all, what, digest_hex(arena, bytes.data ? bytes.data : "", bytes.len));
	buf_free(&bytes);
	return ok;
}

/* All files of a folder and those within it. */
static bool add_folder(struct arena *arena, struct diags *diags, struct buf *all, const char *dir, int depth)
{
	char **names;
	size_t n = depth < MOST_DEPTH ? file_list(arena, dir, &names) : 0;
	bool ok = true;

	for (size_t i = 0; i < n; i++) {
		const char *path = file_join(arena, dir, names[i]);

		if (depth == 0 && str_eq(names[i], "samples"))
			continue; /* records, which count where they are built */
		add_text(all, "name", names[i]);
		if (file_is_dir(path))
			ok = add_folder(arena, diags, all, path, depth + 1) && ok;
		else if (file_is_plain(path))
			ok = add_file(arena, diags, all, "file", path) && ok;
	}
	return ok;
}

static void add_options(struct buf *all, const struct cli_options *o)
{
	const bool flags[] = {o->blank,	  o->flat, o->large_print, o->discreet, o->not_discreet,	o->landscape,
			      o->booklet, o->shop, o->marks,	   o->compact,	o->encrypt_with != NULL};

	add_text(all, "version", CLI_VERSION);
	add_text(all, "packet", o->packet);
	add_words(all, "document", &o->documents);
	add_text(all, "to", o->to);
	add_text(all, "lang", o->lang);
	add_text(all, "paper", o->paper);
	add_text(all, "theme", o->theme);
	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
		buf_addf(all, "%d", flags[i]);
	buf_addf(all, " %ld\n", o->signature);
}

static void add_font(void *data, const char *path)
{
	struct buf *all = data;
	struct stat st;

	add_text(all, "font", path);
	if (stat(path, &st) == 0)
		buf_addf(all, "%lld %lld.%09ld\n", (long long)st.st_size, (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
}

bool cli_stamp_open(struct cli_house *house)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	struct buf all = {0};
	bool ok;

	add_options(&all, house->options);
	add_text(&all, "day", epoch && *epoch ? epoch : lang_date_iso(house->arena, house->today));
	ok = add_file(house->arena, house->diags, &all, "program", "/proc/self/exe");
	for (size_t i = 0; i < house->n_dirs; i++) {
		ok = add_folder(house->arena, house->diags, &all, house->content[i], 0) && ok;
		ok = add_folder(house->arena, house->diags, &all, house->templates[i], 1) && ok;
		ok = add_folder(house->arena, house->diags, &all, file_dirname(house->arena, house->fonts_files[i]), 1) && ok;
	}
	font_set_files(house->fonts, add_font, &all);
	house->stamp = digest_hex(house->arena, all.data, all.len);
	buf_free(&all);
	return ok;
}

/* ---- a record ------------------------------------------------------------------------------------------------------------ */

static bool is_picture(const char *text)
{
	static const char *const ends[] = {".png", ".jpg", ".jpeg"};
	size_t n = strlen(text);

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (n > strlen(ends[i]) && strcasecmp(text + n - strlen(ends[i]), ends[i]) == 0)
			return true;
	return false;
}

/* What may be a picture's name is taken for one: more than is needed goes in, never less. */
static void add_pictures(struct arena *arena, struct buf *all, const struct val *v, const char *dir, int depth)
{
	struct diags *unsaid;

	if (!v || depth > MOST_DEPTH)
		return;
	for (size_t i = 0; i < v->n; i++)
		add_pictures(arena, all, v->items[i], dir, depth + 1);
	if (v->kind != VAL_TEXT || !is_picture(v->text) || !file_is_plain(file_join(arena, dir, v->text)))
		return;
	unsaid = diags_new(); /* whoever draws it tells */
	add_file(arena, unsaid, all, "picture", file_join(arena, dir, v->text));
	diags_free(unsaid);
}

const char *cli_stamp_of(const struct cli_house *house, struct arena *arena, const struct record_set *set, const char *records_dir)
{
	const struct record *records[] = {set->family, set->program, set->staff, set->agency};
	struct buf all = {0};
	const char *digest;

	add_text(&all, "run", house->stamp);
	buf_addf(&all, "discreet %d\n", set->discreet);
	for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
		buf_addf(&all, "record %zu %d\n", i, records[i] != NULL);
		if (!records[i])
			continue;
		add_text(&all, "text", digest_hex(arena, records[i]->source->text, records[i]->source->len));
		add_pictures(arena, &all, records[i]->values, records_dir, 0);
	}
	digest = digest_hex(arena, all.data, all.len);
	buf_free(&all);
	return digest;
}

/* ---- the file ------------------------------------------------------------------------------------------------------------ */

const char *const cli_stamp_names[] = {NAME, NEW, NULL};

/* The lines behind the head; "" where there is no stamp, or something else bears its name. */
static const char *read_stamp(struct arena *arena, const char *folder)
{
	int fd = open(file_join(arena, folder, NAME), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	char *text = "";
	struct stat st;

	if (fd < 0)
		return "";
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size < MOST) {
		ssize_t n;

		text = arena_alloc(arena, (size_t)st.st_size + 1);
		n = read(fd, text, (size_t)st.st_size);
		text[n > 0 ? n : 0] = '\0';
	}
	close(fd);
	return str_starts(text, HEAD) ? text + strlen(HEAD) : "";
}

/* The next word of a line, in the arena; NULL at its end. */
static const char *next_word(struct arena *arena, const char **s)
{
	size_t n = strcspn(*s, " \n");
	const char *word = n > 0 ? arena_strndup(arena, *s, n) : NULL;

	*s += n;
	*s += **s == ' ';
	return word;
}

static const char *next_line(const char *s)
{
	s += strcspn(s, "\n");
	return *s ? s + 1 : s;
}

bool cli_stamp_current(struct arena *arena, const char *folder, const char *digest)
{
	for (const char *line = read_stamp(arena, folder); *line; line = next_line(line)) {
		const char *s = line, *word = next_word(arena, &s);
		size_t files = 0;

		if (!str_eq(word, digest))
			continue;
		while ((word = next_word(arena, &s)) && file_is_plain(file_join(arena, folder, word)))
			files++;
		/* Cut off where it ends without a line's end. */
		return files > 0 && !word && *s == '\n';
	}
	return false;
}

const char *cli_stamp_forget(struct arena *arena, const char *folder)
{
	const char *others = read_stamp(arena, folder);

	(void)unlink(file_join(arena, folder, NAME));
	return others;
}

static const char *base(const char *path)
{
	return strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
}

/* Does the line speak of one of these files? */
static bool speaks_of(struct arena *arena, const char *line, const char *const *files, size_t n)
{
	const char *word;

	while ((word = next_word(arena, &line)))
		for (size_t i = 0; i < n; i++)
			if (str_eq(word, base(files[i])))
				return true;
	return false;
}

void cli_stamp_write(struct arena *arena, const char *folder, const char *others, const char *digest,
		     const char *const *files, size_t n)
{
	const char *new = file_join(arena, folder, NEW);
	struct buf text = {0};
	int fd;

	buf_adds(&text, HEAD);
	for (const char *line = others ? others : ""; *line; line = next_line(line))
		if (line[strcspn(line, "\n")] && !speaks_of(arena, line, files, n))
			buf_add(&text, line, strcspn(line, "\n") + 1);
	buf_adds(&text, digest);
	for (size_t i = 0; i < n; i++)
		buf_addf(&text, " %s", base(files[i]));
	buf_addc(&text, '\n');
	/* Not synced: after a loss of power it is there whole, or the files are made again. */
	fd = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
	if (fd >= 0) {
		bool ok = text.len < MOST && write(fd, text.data, text.len) == (ssize_t)text.len;

		ok = close(fd) == 0 && ok;
		if (!ok || rename(new, file_join(arena, folder, NAME)) != 0)
			(void)unlink(new);
	}
	buf_free(&text);
}
