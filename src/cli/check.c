/* check: everything that can be wrong before anything is made: documents, packets, themes, papers, languages, fonts, and the
 * records named. All problems at once, each at its place. */
#include "cli/cli.h"

static void check_templates(struct cli_house *house)
{
	const struct style_dirs dirs = {house->templates, house->n_dirs};
	const char **names, **papers, **tags;
	size_t n = style_list(house->arena, &dirs, false, &names), m = style_list(house->arena, &dirs, true, &papers);

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < m; j++)
			style_load(house->arena, house->diags, &dirs, names[i], papers[j], false);
	n = lang_list_over(house->arena, house->languages, house->n_dirs, &tags);
	for (size_t i = 0; i < n; i++) {
		struct lang *lang = lang_load_over(house->arena, house->diags, house->languages, house->n_dirs, tags[i], SPAN_NONE);

		if (lang)
			lang_free(lang);
	}
}

/* The help lines that come with the library. A number that nobody can trace is worse than none, so each says where its facts are
 * from and when they were last held against that page. */
static void check_resources(struct cli_house *house)
{
	static const char *const needs[][2] = {
		{"name", "what it is called"}, {"url", "the page that its facts are from"}, {"checked", "the day they were last held against that page"}};

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

int cli_check(const struct cli_options *o)
{
	struct cli_house house;
	int code;

	if (!cli_house_open(&house, o)) {
		cli_house_close(&house);
		return CLI_WRONG;
	}
	if (cli_house_sources(&house)) {
		packet_check(house.arena, house.diags, house.shapes, house.library, house.templates, house.n_dirs);
		doc_library_check(house.arena, house.diags, house.library, house.content, house.n_dirs);
		check_resources(&house);
	}
	check_templates(&house);
	cli_house_fonts(&house);
	cli_house_lang(&house);
	for (size_t i = 0; house.shapes && i < o->rest.n; i++) {
		struct record_set set = {.arena = house.arena, .shapes = house.shapes, .lang = house.lang, .today = house.today};

		record_set_load(house.arena, house.diags, house.shapes, o->rest.items[i], o->with.items, o->with.n, true, &set);
	}
	code = cli_house_tell(&house);
	cli_house_close(&house);
	return code;
}
