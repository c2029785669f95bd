/* check: everything that can be wrong before anything is made: documents, packets, themes, papers, languages, fonts, and the
 * records named. What can only be seen by doing it (a picture that will not open, a letter that no typeface has, a blank that begins
 * another's path) is found by doing it: every document, every packet and every record that is right so far is made, and nothing kept.
 * All problems at once, each at its place. */
#include "cli/cli.h"

#include "cli/make.h"

/* `fonts` NULL: fonts.yaml is wrong itself. */
static void check_theme(struct cli_house *house, const struct style_dirs *dirs, const char *theme, const char *paper,
			const struct font_set *fonts)
{
	const struct style *style = style_load(house->arena, house->diags, dirs, theme, paper, false);

	if (!style)
		return;
	if (!style->paper.phone)
		style_turned(house->arena, house->diags, style);
	style_card(house->arena, house->diags, style);
	if (fonts)
		style_check_faces(house->diags, style, fonts);
}

static void check_templates(struct cli_house *house, const struct font_set *fonts)
{
	const struct style_dirs dirs = {house->templates, house->n_dirs};
	const char **names, **papers, **tags;
	size_t n = style_list(house->arena, &dirs, false, &names), m = style_list(house->arena, &dirs, true, &papers);

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < m; j++)
			check_theme(house, &dirs, names[i], papers[j], fonts);
	n = style_print_list(house->arena, &dirs, &names);
	for (size_t i = 0; i < n; i++)
		style_print_load(house->arena, house->diags, &dirs, names[i]);
	n = lang_list(house->arena, house->languages, house->n_dirs, &tags);
	for (size_t i = 0; i < n; i++) {
		struct lang *lang = lang_load(house->arena, house->diags, house->languages, house->n_dirs, tags[i], SPAN_NONE);

		if (lang)
			lang_free(lang);
	}
}

/* The help lines that come with the library. A number that nobody can trace is worse than none, so each says where its facts are
 * from and when they were last held against that page. */
static void check_resources(struct cli_house *house)
{
	static const char *const needs[][2] = {{"name", "what it is called"},
					       {"url", "the page that its facts are from"},
					       {"checked", "the day they were last held against that page"}};

	for (size_t d = 0; d < house->n_dirs; d++) {
		const char *dir = file_join(house->arena, house->templates[d], "resources");
		char **files;
		size_t n = file_list(house->arena, dir, &files);

		for (size_t i = 0; i < n; i++) {
			const struct val *v = NULL;

			if (str_ends(files[i], ".yaml"))
				v = val_load(house->arena, house->diags, file_join(house->arena, dir, files[i]), 1u << 16);
			if (!v)
				continue;
			record_check_item(house->arena, house->diags, house->shapes, "agency.resources[]", "a help line", v);
			for (size_t k = 0; v->kind == VAL_MAP && k < sizeof needs / sizeof *needs; k++)
				if (!val_text(val_lookup(v, needs[k][0])))
					diag(house->diags, v->at, MSG_CLI_RESOURCE_NEEDS, needs[k][0], needs[k][1]);
		}
	}
}

/* ---- making it, and keeping nothing -------------------------------------------------------------------------------- */

static void try_packet(struct cli_house *house, const struct packet *packet, const struct record_set *set, const char *records_dir)
{
	struct cli_make make = {.house = house,
				.arena = house->arena,
				.set = set,
				.packet = packet,
				.id = "check",
				.records_dir = records_dir,
				.told = diags_count(house->diags, DIAG_ERROR)};

	cli_make(&make);
	cli_make_free(&make);
}

static struct record_set nobody(const struct cli_house *house)
{
	return (struct record_set){
		.arena = house->arena, .shapes = house->shapes, .lang = house->lang, .today = house->today, .blank = true};
}

static void try_documents(struct cli_house *house)
{
	for (size_t i = 0; i < house->library->n; i++) {
		const struct doc *doc = doc_library_find(house->arena, house->diags, house->library, house->library->ids[i]);
		struct record_set set = nobody(house);

		if (doc && !diags_about(house->diags, doc->source, DIAG_ERROR))
			try_packet(house, packet_of(house->arena, &doc->id, 1), &set, ".");
	}
}

static void try_packets(struct cli_house *house)
{
	const char **names;
	size_t n = packet_list(house->arena, house->templates, house->n_dirs, &names);

	for (size_t i = 0; i < n; i++) {
		struct diags *again = diags_new();
		struct record_set set = nobody(house);
		struct packet *packet = packet_load(house->arena, again, house->templates, house->n_dirs, names[i]);

		diags_free(again); /* what is wrong with its file was told by packet_check */
		if (packet)
			try_packet(house, packet, &set, ".");
	}
}

static void check_record(struct cli_house *house, const char *path, bool ready)
{
	const struct cli_options *o = house->options;
	struct record_set set = {.arena = house->arena, .shapes = house->shapes, .lang = house->lang, .today = house->today};
	size_t told = diags_count(house->diags, DIAG_ERROR);
	const struct record *own;
	struct packet *packet;

	record_set_load(house->arena, house->diags, house->shapes, path, o->with.items, o->with.n, true, &set);
	own = set.family ? set.family : set.staff ? set.staff : set.agency;
	if (!ready || !own || diags_count(house->diags, DIAG_ERROR) > told)
		return;
	packet = cli_packet_choose(house, own->kind);
	if (packet && !o->packet && o->documents.n == 0 && !str_eq(packet_for(packet), own->kind))
		return; /* an agency has no packet of its own */
	if (packet && !packet_program(house->arena, house->diags, house->library, packet))
		set.program = NULL; /* what a family keeps never opens the program's file */
	if (packet)
		try_packet(house, packet, &set, file_dirname(house->arena, path));
}

int cli_check(const struct cli_options *o)
{
	const struct font_set *fonts = NULL;
	struct cli_house house;
	size_t told;
	bool ready;
	int code;

	if (!cli_house_open(&house, o))
		return CLI_WRONG;
	if (cli_house_sources(&house)) {
		packet_check(house.arena, house.diags, house.shapes, house.library, house.templates, house.n_dirs);
		doc_library_check(house.arena, house.diags, house.library, house.content, house.n_dirs);
		check_resources(&house);
	}
	told = diags_count(house.diags, DIAG_ERROR);
	if (cli_house_fonts(&house) && diags_count(house.diags, DIAG_ERROR) == told)
		fonts = house.fonts;
	check_templates(&house, fonts);
	ready = cli_house_lang(&house) && cli_house_style(&house) && house.shapes && house.library && fonts &&
		style_check_faces(house.diags, house.upright, fonts);
	if (ready) {
		try_documents(&house);
		try_packets(&house);
	}
	for (size_t i = 0; house.shapes && i < o->rest.n; i++)
		check_record(&house, o->rest.items[i], ready);
	code = cli_house_tell(&house);
	cli_house_close(&house);
	return code;
}
