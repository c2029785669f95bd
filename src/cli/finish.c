/* finish: a returned copy set anew for print, flat, every blank grown to what was typed in it. What the copy says is laid
 * over the record in memory; no record changes here, and the copy stays as it is. Its sheets are those that it had: where
 * the record does not say which (or is not at hand), what stood in the copy does. */
#include "cli/cli.h"

#include <string.h>

#include "packet/set.h"
#include "readback/readback.h"
#include "seal/seal.h"
#include "collect/collect.h"
#include "cli/make.h"
#include "cli/paper.h"
#include "cli/rest.h"

/* The parent's own answers are theirs to print. */
static const char *const everything[] = {"*"};

struct finish {
	struct cli_house *house;
	const struct readback *copy;
	struct collect c;
	struct collect_job job;
	struct packet *packet;
	bool mine; /* the copy is the file that only the parent keeps */
};

/* The documents whose answers the copy has, in its order. */
static struct packet *packet_of_fields(struct finish *f)
{
	struct arena *arena = f->house->arena;
	struct str_map *seen = str_map_new(arena);
	struct cli_words ids = {0};

	for (size_t i = 0; i < f->copy->n; i++) {
		const char *name = f->copy->fields[i].name, *at = strstr(name, "answers."), *id;
		void **slot;

		if (!at || (at > name && at[-1] != '.'))
			continue;
		at += strlen("answers.");
		id = arena_strndup(arena, at, strcspn(at, "."));
		slot = str_map_slot(seen, id);
		if (!*slot && str_map_lookup(f->house->library->files, id))
			*arena_push(arena, ids.items, ids.n, ids.cap) = id;
		*slot = f;
	}
	return ids.n ? packet_of(arena, ids.items, ids.n) : NULL;
}

/* What the options name, or else what the copy is of. NULL: told. */
static struct packet *choose_packet(struct finish *f)
{
	struct cli_house *house = f->house;
	struct packet *packet;

	if (house->options->packet || house->options->documents.n)
		return cli_packet_choose(house, NULL);
	packet = cli_packet_of_copy(house, f->copy->packet);
	if (!packet)
		packet = packet_of_fields(f);
	if (!packet)
		diag(house->diags, SPAN_NONE, MSG_FINISH_PACKET, f->copy->path);
	return packet;
}

static bool load(struct finish *f)
{
	struct cli_house *house = f->house;
	const struct cli_options *o = house->options;
	struct collect *c = &f->c;

	c->set.lang = house->lang;
	c->set.today = house->today;
	if (o->rest.n < 2)
		return collect_begin_fresh(c, &f->job, f->copy, packet_for(f->packet), "the copy") &&
		       collect_copy(c, f->copy);
	if (!record_set_load(house->arena, house->diags, house->shapes, o->rest.items[1], o->with.items, o->with.n, true,
			     &c->set))
		return false;
	if (!c->set.family && !c->set.staff && !c->set.agency) {
		diag(house->diags, SPAN_NONE, MSG_COLLECT_PROGRAM, o->rest.items[1]);
		return false;
	}
	collect_begin(c, &f->job);
	return collect_copy(c, f->copy);
}

/* ---- what stood where ----------------------------------------------------------------------------------------------------
 */

static void stand(struct finish *f, struct str_map *stood, const char *path)
{
	for (const char *dot = path; path && dot;) {
		dot = strchr(dot, '.');
		*str_map_slot(stood, dot ? arena_strndup(f->house->arena, path, (size_t)(dot - path)) : path) = f;
		dot = dot ? dot + 1 : NULL;
	}
}

/* The copy's blanks, by the paths that they had and those that they have now. */
static const struct packet_copy *as_it_stood(struct finish *f)
{
	struct arena *arena = f->house->arena;
	struct packet_copy *copy = arena_one(arena, struct packet_copy);
	const char **paths = arena_many(arena, const char *, f->c.n_blanks + 1);

	copy->stood = str_map_new(arena);
	copy->now = f->c.now;
	copy->paths = paths;
	for (size_t i = 0; i < f->c.n_blanks; i++) {
		struct collect_blank *b = &f->c.blanks[i];

		stand(f, copy->stood, b->path);
		stand(f, copy->stood, b->now);
		paths[copy->n++] = b->now ? b->now : b->path;
	}
	return copy;
}

/* Of a packet's two files the one that the copy is. */
static void keep_one(struct cli_make *make, bool mine)
{
	size_t n = 0;

	for (size_t i = 0; i < make->n; i++) {
		if (make->n == 1 || str_ends(make->files[i].packet, "-mine-finished") == mine)
			make->files[n++] = make->files[i];
		else
			buf_free(&make->files[i].pdf);
	}
	make->n = n;
}

static bool change_set(struct cli_make *make, struct set_packet *packet)
{
	struct finish *f = make->data;

	if (str_ends(packet->name, "-mine") == f->mine)
		cli_rest_put(&(struct cli_rest){f->house, make->arena, &f->c, f->copy->path, !f->c.set.discreet}, packet);
	packet->name = arena_printf(make->arena, "%s-finished", packet->name);
	return true;
}

static bool set_anew(struct finish *f, struct buf *lines)
{
	struct cli_house *house = f->house;
	const struct cli_options *o = house->options;
	struct packet *packet = f->packet;
	struct record_set *set = &f->c.set;
	struct cli_make make = {.house = house,
				.arena = house->arena,
				.set = set,
				.packet = packet,
				.id = f->c.fresh ? "finished" : f->c.main->id,
				.records_dir = o->rest.n > 1 ? file_dirname(house->arena, o->rest.items[1]) : ".",
				.to = o->to,
				.flat = true,
				.change = change_set,
				.copy = as_it_stood(f),
				.data = f};
	bool ok;

	if (!packet_program(house->arena, house->diags, house->library, packet))
		set->program = NULL;
	/* Without the record nobody has said; a copy that names its record was no discreet one. */
	set->discreet = o->discreet || (!o->not_discreet && (f->c.fresh ? !f->copy->record_digest : set->discreet));
	ok = cli_make(&make);
	keep_one(&make, f->mine);
	ok = ok && cli_make_write(&make);
	if (ok)
		cli_make_tell(&make, lines);
	cli_make_free(&make);
	return ok;
}

static bool is_mine(const struct readback *copy)
{
	size_t n = 0;

	for (size_t i = 0; i < copy->n; i++)
		n += str_starts(copy->fields[i].name, "mine.");
	return n * 2 > copy->n;
}

static bool run(struct finish *f, const char *password)
{
	struct cli_house *house = f->house;
	struct buf lines = {0};
	bool ok;

	f->copy = readback_load(house->arena, house->diags, house->options->rest.items[0], password);
	if (!f->copy)
		return false;
	f->mine = is_mine(f->copy);
	ok = cli_house_sources(house) && cli_house_style(house) && cli_house_fonts(house) && cli_house_password(house);
	if (!ok)
		return false;
	f->job.shapes = house->shapes;
	f->job.library = house->library;
	f->job.traced = true;
	f->job.lang_tags = house->lang_tags;
	f->job.n_langs = house->n_langs;
	f->job.language = cli_house_language;
	f->job.of = house;
	f->packet = choose_packet(f);
	ok = f->packet && load(f) && set_anew(f, &lines);
	if (ok)
		fwrite(lines.data ? lines.data : "", 1, lines.len, stdout);
	buf_free(&lines);
	return ok;
}

/* The copy's language where the options name none, if it is there. */
static const char *lang_of(struct cli_house *house, const char *path, const char *password)
{
	struct diags *quiet = diags_new();
	const struct readback *copy = readback_load(house->arena, quiet, path, password);
	const char **tags, *tag = NULL;
	size_t n = lang_list(house->arena, house->languages, house->n_dirs, &tags);

	for (size_t i = 0; copy && copy->lang && i < n; i++)
		if (str_eq(tags[i], copy->lang) || (!tag && strncmp(tags[i], copy->lang, strcspn(copy->lang, "-")) == 0))
			tag = tags[i];
	diags_free(quiet);
	return tag;
}

int cli_finish(const struct cli_options *given)
{
	struct cli_options o = *given;
	struct cli_house house;
	struct finish f = {.house = &house, .job = {.prefer = COLLECT_RETURNED, .include = everything, .n_include = 1}};
	char *password = NULL;
	bool ok = false;
	int code;

	if (o.rest.n < 1 || o.rest.n > 2) {
		fprintf(stderr, "kinfolio: error: finish takes one filled copy, and its record where it is at hand\n");
		cli_usage(stderr, "finish");
		return CLI_USAGE;
	}
	memory_setup();
	if (!cli_house_open(&house, &o))
		return CLI_WRONG;
	f.job.arena = house.arena;
	f.job.diags = house.diags;
	f.job.today = house.today;
	if (!o.password_from || (password = seal_password_of(house.diags, o.password_from))) {
		if (!o.lang)
			o.lang = lang_of(&house, o.rest.items[0], password);
		ok = cli_house_languages(&house) && run(&f, password);
	}
	code = cli_house_tell(&house);
	seal_forget(password);
	cli_house_close(&house);
	return ok || code ? code : CLI_WRONG;
}
