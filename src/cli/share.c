/* share: what one person's consent allows, as a file to hand over: a set of records that holds its values and no others; one flat file behind
 * a page that states its scope, with the law's notice on every sheet; a line in the log. On which consent, what it lets through and who is named
 * in words are files of their own (cli/share.h).
 *
 * A record that asks for discreet papers still gets the notice here: 42 CFR 2.32 asks for it with every disclosure, and the parent has named
 * the one who reads it. So nothing about this copy is neutral, and the run says that it is for the recipient's hands alone.
 */
#include "cli/share.h"

#include <string.h>

#define SCOPE_PAGE "share-scope"

const struct val *share_list(const struct share *s, const char *key)
{
	return s->set.family ? val_lookup(s->set.family->values, key) : NULL;
}

static bool mark(struct cli_make *make, struct set_packet *packet)
{
	packet->anonymous = true; /* neither record nor packet stands in its metadata */
	packet->record_digest = NULL;
	packet->duplex = false;
	(void)make;
	return true;
}

static bool load(struct share *s, const char *path)
{
	const struct cli_options *o = s->house->options;
	struct record_set *set = &s->set;

	if (!record_set_load(s->arena, s->house->diags, s->house->shapes, path, o->with.items, o->with.n, true, set))
		return false;
	if (!set->family) {
		diag(s->house->diags, SPAN_NONE, MSG_SHARE_RECORD, set->staff ? "staff" : set->agency ? "agency" : "program");
		return false;
	}
	s->people = share_list(s, "people");
	if (val_index(s->people, s->person) < 0) {
		diag(s->house->diags, SPAN_NONE, MSG_PACKET_TO, s->person);
		return false;
	}
	return true;
}

static bool make_and_write(struct share *s, const char *path, struct buf *lines)
{
	struct record_set *shown = record_set_filter(s->arena, s->house->diags, &s->set, &s->allow);
	const char *name = arena_printf(s->arena, "share-%s", s->person);
	struct cli_make make = {
		.house = s->house, .arena = s->arena, .set = shown, .id = s->set.family->id, .records_dir = file_dirname(s->arena, path),
		.to = s->person, .flat = true, .scope = &s->scope, .notice = lang_word(s->house->lang, "share_notice"), .change = mark,
	};
	bool ok;

	if (s->set.discreet)
		diag(s->house->diags, SPAN_NONE, MSG_SHARE_DISCREET);
	shown->discreet = false;
	shown->addressed = true;
	share_scope_make(s, shown);
	share_mentions(s, shown);
	make.packet = packet_share(s->arena, s->of, SCOPE_PAGE, s->ids, s->n_ids, name);
	make.ready = share_log_line;
	make.data = s;
	ok = cli_make(&make) && cli_make_write(&make);
	if (!ok)
		share_log_take_back(s);
	share_log_close(s);
	if (ok)
		cli_make_tell(&make, lines);
	cli_make_free(&make);
	return ok;
}

static bool share(struct cli_house *house, const char *path, struct buf *lines)
{
	const struct cli_options *o = house->options;
	struct share s = {.house = house, .arena = house->arena, .person = o->to, .log = -1, .log_end = -1};

	s.set = (struct record_set){.arena = house->arena, .shapes = house->shapes, .lang = house->lang, .today = house->today, .flat = true};
	if (o->packet) {
		s.of = packet_load(house->arena, house->diags, house->templates, house->n_dirs, o->packet);
		if (!s.of)
			return false;
	}
	return load(&s, path) && share_ground(&s) && share_scope_read(&s) && diags_count(house->diags, DIAG_ERROR) == 0 &&
	       make_and_write(&s, path, lines) && diags_count(house->diags, DIAG_ERROR) == 0;
}

int cli_share(const struct cli_options *o)
{
	struct cli_house house;
	struct buf lines = {0};
	bool ready, ok = false;
	int code;

	if (o->rest.n != 1 || !o->to) {
		fprintf(stderr, "kinfolio: error: share needs one record, and --to with the key of the person it is for\n");
		cli_usage(stderr, "share");
		return CLI_USAGE;
	}
	if (o->blank || o->booklet || o->shop || o->printer || o->documents.n) {
		fprintf(stderr, "kinfolio: error: what is shared is what the consent says; --blank, -d and the options of printing are for build\n");
		return CLI_USAGE;
	}
	memory_setup();
	if (!cli_house_open(&house, o))
		return CLI_WRONG;
	ready = cli_house_all(&house);
	if (ready && diags_count(house.diags, DIAG_ERROR) == 0)
		ok = share(&house, o->rest.items[0], &lines);
	code = cli_house_end(&house, &lines, ok);
	cli_house_close(&house);
	return code;
}
