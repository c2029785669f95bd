/* The folders that everything is read from, found once a run: --data, $KINFOLIO_DATA, the working directory, or where the
 * program was installed; then each overlay. Nothing is read before a command asks for it. */
#include "cli/cli.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "layout/layout.h"
#include "pdf/pdf.h"
#include "seal/seal.h"

#ifndef KINFOLIO_DATADIR
#define KINFOLIO_DATADIR "/usr/local/share/kinfolio"
#endif

static bool is_house(struct arena *arena, const char *dir)
{
	return file_is_dir(file_join(arena, dir, "templates")) && file_is_dir(file_join(arena, dir, "content"));
}

/* Where `make install` put it: beside the program's own folder (so a staged or moved tree works), else where it was built for. */
static const char *installed(struct arena *arena)
{
	char program[4096];
	ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
	const char *dir;

	if (n > 0) {
		program[n] = '\0';
		dir = file_join(arena, file_dirname(arena, file_dirname(arena, program)), "share/kinfolio");
		if (is_house(arena, dir))
			return dir;
	}
	return KINFOLIO_DATADIR;
}

static const char *find_data(struct arena *arena, const struct cli_options *options)
{
	const char *env = getenv("KINFOLIO_DATA"), *dir;

	if (options->data || (env && *env)) {
		dir = options->data ? options->data : env;

		if (is_house(arena, dir))
			return dir;
		fprintf(stderr, "kinfolio: error: %s holds no content/ and templates/\n", dir);
		return NULL;
	}
	if (is_house(arena, "."))
		return ".";
	dir = installed(arena);
	if (is_house(arena, dir))
		return dir;
	fprintf(stderr, "kinfolio: error: no content/ and templates/ here or in %s; name their folder with --data\n", dir);
	return NULL;
}

static void add_dir(struct cli_house *house, const char *dir)
{
	size_t i = house->n_dirs++;

	house->content[i] = file_join(house->arena, str_eq(dir, ".") ? NULL : dir, "content");
	house->templates[i] = file_join(house->arena, str_eq(dir, ".") ? NULL : dir, "templates");
	house->languages[i] = file_join(house->arena, house->templates[i], "languages");
	house->fonts_files[i] = file_join(house->arena, str_eq(dir, ".") ? NULL : dir, "fonts/fonts.yaml");
}

/* The time a file bears: SOURCE_DATE_EPOCH (reproducible-builds.org) where it is set. */
static int64_t now(void)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	char *end;
	long long t;

	if (epoch && *epoch) {
		t = strtoll(epoch, &end, 10);
		if (!*end && t >= 0 && t < 7258118400) /* 2200 */
			return t;
		fprintf(stderr, "kinfolio: warning: SOURCE_DATE_EPOCH is not a number of seconds; the clock is used\n");
	}
	return (int64_t)time(NULL);
}

/* The folders of the project, and over them those of each overlay. */
static bool find_dirs(struct cli_house *house, const struct cli_options *options)
{
	size_t most = options->overlays.n + 1;
	const char *data;

	house->content = arena_many(house->arena, const char *, most);
	house->templates = arena_many(house->arena, const char *, most);
	house->languages = arena_many(house->arena, const char *, most);
	house->fonts_files = arena_many(house->arena, const char *, most);
	data = find_data(house->arena, options);
	if (!data)
		return false;
	add_dir(house, data);
	for (size_t i = 0; i < options->overlays.n; i++) {
		if (!file_is_dir(options->overlays.items[i])) {
			fprintf(stderr, "kinfolio: error: --overlay %s: there is no such folder\n", options->overlays.items[i]);
			return false;
		}
		add_dir(house, options->overlays.items[i]);
	}
	return true;
}

bool cli_house_open(struct cli_house *house, const struct cli_options *options)
{
	time_t t;
	struct tm tm;

	*house = (struct cli_house){.options = options};
	house->arena = arena_new();
	house->diags = diags_new();
	house->color = isatty(STDERR_FILENO) && !getenv("NO_COLOR");
	if (!find_dirs(house, options)) {
		cli_house_close(house);
		return false;
	}
	house->time = now();
	t = (time_t)house->time;
	/* The day is the reader's; a fixed time is told in UTC, so that it is the same everywhere. */
	if (getenv("SOURCE_DATE_EPOCH") ? gmtime_r(&t, &tm) != NULL : localtime_r(&t, &tm) != NULL)
		house->today = (struct lang_date){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday};
	return true;
}

void cli_house_close(struct cli_house *house)
{
	pdf_shared_free(house->pdf);
	keep_free(house->codes);
	layout_memo_free(house->memo);
	if (house->fonts)
		font_set_free(house->fonts);
	if (house->lang)
		lang_free(house->lang);
	for (size_t i = 1; i < house->n_langs; i++)
		if (house->langs[i])
			lang_free(house->langs[i]);
	seal_forget(house->password);
	diags_free(house->diags);
	arena_free(house->arena);
}

bool cli_house_sources(struct cli_house *house)
{
	if (!house->shapes) {
		const char **dirs = arena_many(house->arena, const char *, house->n_dirs);

		for (size_t i = 0; i < house->n_dirs; i++)
			dirs[i] = file_join(house->arena, house->templates[i], "records");
		house->shapes = record_shapes_load(house->arena, house->diags, dirs, house->n_dirs);
	}
	if (!house->library)
		house->library = doc_library_open(house->arena, house->diags, house->content, house->n_dirs);
	return house->shapes && house->library;
}

bool cli_house_style(struct cli_house *house)
{
	const struct cli_options *o = house->options;
	const struct style_dirs dirs = {house->templates, house->n_dirs};
	const char *own = o->packet ? packet_theme(house->arena, house->templates, house->n_dirs, o->packet) : NULL;
	const char *theme = o->theme ? o->theme : o->large_print ? "large-print" : own ? own : "first-steps";
	const char *paper = o->paper ? o->paper : "letter";

	if (house->upright)
		return true;
	house->upright = style_load(house->arena, house->diags, &dirs, theme, paper, o->landscape);
	if (house->upright && o->landscape && !house->upright->paper.landscape)
		diag(house->diags, SPAN_NONE, MSG_CLI_UPRIGHT, paper);
	if (house->upright)
		house->landscape = house->upright->paper.phone ? house->upright
							      : style_turned(house->arena, house->diags, house->upright);
	return house->upright && house->landscape;
}

bool cli_house_fonts(struct cli_house *house)
{
	const struct val *yaml = NULL;
	size_t i = house->n_dirs;

	if (house->fonts)
		return true;
	while (i > 0 && !yaml)
		if (file_exists(house->fonts_files[--i]) || i == 0)
			yaml = val_load(house->arena, house->diags, house->fonts_files[i], 1u << 20);
	if (yaml)
		house->fonts = font_set_load(house->arena, house->diags, yaml);
	house->pdf = pdf_shared_new();
	return house->fonts != NULL;
}

void cli_house_many(struct cli_house *house)
{
	house->codes = keep_new(1u << 20);
	house->memo = layout_memo_new();
	record_shapes_many(house->shapes);
	pdf_shared_many(house->pdf);
}

bool cli_house_lang(struct cli_house *house)
{
	if (!house->lang)
		house->lang = lang_load(house->arena, house->diags, house->languages, house->n_dirs,
					     house->options->lang ? house->options->lang : "en", SPAN_NONE);
	return house->lang != NULL;
}

bool cli_house_all(struct cli_house *house)
{
	bool ready = cli_house_sources(house);

	ready = cli_house_style(house) && ready;
	ready = cli_house_fonts(house) && ready;
	return cli_house_lang(house) && ready;
}

bool cli_house_languages(struct cli_house *house)
{
	const char **tags;
	size_t n;

	if (house->langs)
		return true;
	if (!cli_house_lang(house))
		return false;
	n = lang_list(house->arena, house->languages, house->n_dirs, &tags);
	house->langs = arena_many(house->arena, struct lang *, n + 1);
	house->lang_tags = arena_many(house->arena, const char *, n + 1);
	house->langs[0] = house->lang;
	house->lang_tags[house->n_langs++] = house->lang->tag;
	for (size_t i = 0; i < n; i++)
		if (!str_eq(tags[i], house->lang->tag))
			house->lang_tags[house->n_langs++] = tags[i];
	return true;
}

const struct lang *cli_house_language(void *of, size_t i)
{
	struct cli_house *house = of;

	if (!house->langs[i])
		house->langs[i] = lang_beside(house->lang, house->lang_tags[i]);
	return house->langs[i];
}

bool cli_house_password(struct cli_house *house)
{
	const char *from = house->options->encrypt_with;

	if (from && !house->password)
		house->password = seal_password(house->diags, from);
	return !from || house->password;
}

int cli_house_tell(struct cli_house *house)
{
	int code = diags_exit(house->diags);

	if (house->options->json)
		diags_print_json(house->diags, stderr);
	else
		diags_print(house->diags, stderr, house->color);
	return code;
}

int cli_house_end(struct cli_house *house, struct buf *lines, bool ok)
{
	int code = cli_house_tell(house);

	if (lines->len)
		fwrite(lines->data, 1, lines->len, stdout);
	buf_free(lines);
	return ok || code > CLI_WRONG ? code : CLI_WRONG;
}
