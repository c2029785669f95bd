/* collect: values of filled copies, back into a record. It reads every copy, shows what came of each and writes once, the record and the
 * program's file together, or neither. It never shows a value, save where somebody must decide between two, or asked for a diff. */
#include "cli/cli.h"

#include "readback/readback.h"
#include "seal/seal.h"
#include "collect/collect.h"
#include "cli/diff.h"
#include "cli/make.h"

#define SHOWN 80 /* bytes of a value in a message */

struct run {
	struct cli_house *house;
	const struct cli_options *o;
	struct collect c;
	struct collect_job job;
	char *password;
	const char *was[2]; /* the texts of record and program file before, NULL: not there */
	struct file_batch *batch;
};

/* ---- options ------------------------------------------------------------------------------------------------------------- */

static bool options_ok(const struct cli_options *o)
{
	const char *wrong = NULL;

	if (o->rest.n == 0)
		wrong = "collect needs a filled copy";
	else if (o->into && o->out_given)
		wrong = "--into and --out do not go together: the one is a record that is there, the other a new one";
	else if (o->prefer && !str_eq(o->prefer, "returned") && !str_eq(o->prefer, "record"))
		wrong = "--prefer takes returned or record";
	else if (o->into && !file_exists(o->into))
		wrong = "--into names no file that is there; leave it out, and --out names a new one";
	else if (o->out_given && file_exists(o->out))
		wrong = "--out names a file that is there already; --into puts values into a record";
	if (wrong)
		fprintf(stderr, "kinfolio: error: %s\n", wrong);
	return !wrong;
}

/* ---- reading ------------------------------------------------------------------------------------------------------------- */

static bool load_record(struct run *r)
{
	struct cli_house *house = r->house;
	struct collect *c = &r->c;

	c->set.lang = house->lang;
	c->set.today = house->today;
	if (!record_set_load(house->arena, house->diags, house->shapes, r->o->into, r->o->with.items, r->o->with.n, true, &c->set))
		return false;
	if (!c->set.family && !c->set.staff && !c->set.agency) {
		diag(house->diags, SPAN_NONE, MSG_COLLECT_PROGRAM, r->o->into);
		return false;
	}
	collect_begin(c, &r->job);
	r->was[0] = c->main->source->text;
	r->was[1] = c->program ? c->program->source->text : NULL;
	return true;
}

static bool scrub(struct run *r, const struct readback *copy)
{
	struct arena *arena = r->house->arena;
	const char **keep = arena_many(arena, const char *, copy->n + 1), *stem;
	struct buf out = {0};
	size_t n = 0;
	bool ok;

	for (size_t i = 0; i < copy->n; i++)
		for (size_t k = 0; k < r->o->include.n; k++)
			if (strstr(copy->fields[i].name, arena_printf(arena, "answers.%s.", r->o->include.items[k])) ||
			    str_starts(copy->fields[i].name, arena_printf(arena, "mine.%s.", r->o->include.items[k])))
				keep[n++] = copy->fields[i].name;
	ok = readback_scrub(r->house->diags, copy->path, r->password, "mine.", keep, n, &out);
	stem = arena_strndup(arena, copy->path, strlen(copy->path) - (str_ends(copy->path, ".pdf") ? strlen(".pdf") : 0));
	ok = ok && (r->o->dry_run || file_batch_add(r->batch, r->house->diags, arena_printf(arena, "%s-scrubbed.pdf", stem), out.data, out.len));
	buf_free(&out);
	return ok;
}

static bool take(struct run *r, const char *path)
{
	struct readback *copy = readback_load(r->house->arena, r->house->diags, path, r->password);

	if (!copy)
		return false;
	if (!r->c.job) {
		/* A family's letters ask staff for more than they ask the family, and are the family's all the same. */
		const struct packet *packet = cli_packet_of_copy(r->house, copy->packet);

		if (!collect_begin_fresh(&r->c, &r->job, copy, packet ? packet_for(packet) : NULL, r->o->out_given ? r->o->out : "standard output"))
			return false;
	}
	return collect_copy(&r->c, copy) && (!r->o->scrub || scrub(r, copy));
}

/* ---- telling --------------------------------------------------------------------------------------------------------------- */

static const char *shown(struct arena *arena, const char *text)
{
	size_t n;

	if (!text)
		return "";
	n = strcspn(text, "\n");
	if (n <= SHOWN && !text[n])
		return text;
	n = n > SHOWN ? SHOWN : n;
	while (n && ((unsigned char)text[n] & 0xC0) == 0x80)
		n--;
	return arena_printf(arena, "%.*s…", (int)n, text);
}

static void tell_note(struct cli_house *house, const struct collect_note *n)
{
	const char *printed = shown(house->arena, n->printed), *record = shown(house->arena, n->record), *returned = shown(house->arena, n->returned);
	struct diags *diags = house->diags;

	switch (n->kind) {
	case COLLECT_CONFLICT: diag(diags, n->at, MSG_COLLECT_CONFLICT, n->path, n->file, printed, record, returned); break;
	case COLLECT_UNPRINTED: diag(diags, n->at, MSG_COLLECT_UNPRINTED, n->path, n->file, record, returned); break;
	case COLLECT_TWO: diag(diags, n->at, MSG_COLLECT_TWO, n->path, n->file, printed, returned, record); break;
	case COLLECT_GONE: diag(diags, n->at, MSG_COLLECT_GONE, n->path, n->file, returned, n->what); break;
	case COLLECT_KNOWN: diag(diags, n->at, MSG_COLLECT_KNOWN, n->path, n->file, returned, n->what, n->record); break;
	case COLLECT_ELSEWHERE: diag(diags, n->at, MSG_COLLECT_ELSEWHERE, n->path, n->file, n->what); break;
	case COLLECT_MINE: diag(diags, n->at, MSG_COLLECT_MINE, n->path, n->count, n->file, n->path); break;
	case COLLECT_KEPT: diag(diags, n->at, MSG_COLLECT_KEPT, n->path, n->file, n->what); break;
	case COLLECT_NO_PLACE: diag(diags, n->at, MSG_COLLECT_NO_PLACE, n->path, n->file); break;
	case COLLECT_TIGHT: diag(diags, n->at, MSG_COLLECT_TIGHT, n->path, n->file); break;
	default: break;
	}
}

static size_t count(const struct collect *c, enum collect_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		n += c->notes[i].kind == kind;
	return n;
}

static void tell_sum(const struct run *r, const char *name)
{
	const struct collect *c = &r->c;
	size_t put = count(c, COLLECT_PUT), emptied = count(c, COLLECT_EMPTIED), fresh = count(c, COLLECT_NEW), kept = count(c, COLLECT_KEPT);
	FILE *to = r->o->into || r->o->out_given ? stdout : stderr; /* without either the record itself is there */
	struct buf out = {0};

	kept += count(c, COLLECT_NO_PLACE);
	if (r->o->json) {
		buf_adds(&out, "{\"record\":");
		buf_add_json(&out, name);
		buf_addf(&out, ",\"put\":%zu,\"emptied\":%zu,\"new\":%zu,\"kept\":%zu,\"undecided\":%zu,\"written\":%s}\n", put, emptied, fresh, kept,
			 collect_undecided(c), r->o->dry_run ? "false" : "true");
	} else {
		buf_addf(&out, "%s: %zu put in, %zu emptied, %zu new, %zu kept as written, %zu to decide%s\n", name, put, emptied, fresh, kept,
			 collect_undecided(c), r->o->dry_run ? " (nothing was written)" : "");
	}
	fwrite(out.data, 1, out.len, to);
	buf_free(&out);
}

/* ---- writing ----------------------------------------------------------------------------------------------------------------- */

static bool add_file(struct run *r, const struct record *record, const char *was)
{
	struct buf diff = {0};

	if (!record || (was && str_eq(was, record->source->text)))
		return true;
	if (r->o->dry_run) {
		cli_diff(r->house->arena, record->source->name, was ? was : "", record->source->text, &diff);
		fwrite(diff.data ? diff.data : "", 1, diff.len, stdout);
		buf_free(&diff);
		return true;
	}
	return file_batch_add(r->batch, r->house->diags, record->source->name, record->source->text, record->source->len);
}

static bool write_all(struct run *r)
{
	const struct collect *c = &r->c;
	bool print = !r->o->into && !r->o->out_given, ok;

	if (print && c->program) {
		diag(r->house->diags, SPAN_NONE, MSG_COLLECT_OUT);
		return false;
	}
	ok = print || (add_file(r, c->main, r->was[0]) && add_file(r, c->program, r->was[1]));
	ok = ok && (r->o->dry_run || file_batch_commit(r->batch, r->house->diags));
	if (ok && print)
		fwrite(c->main->source->text, 1, c->main->source->len, stdout);
	return ok;
}

static bool run(struct run *r)
{
	bool ok = true;

	if (r->o->into && !load_record(r))
		return false;
	/* A copy that cannot be taken is told, and so is all that is wrong with the others; but then none is. */
	for (size_t i = 0; i < r->o->rest.n; i++)
		ok = take(r, r->o->rest.items[i]) && ok;
	for (size_t i = 0; i < r->c.n; i++)
		tell_note(r->house, &r->c.notes[i]);
	if (!ok || !write_all(r))
		return false;
	tell_sum(r, r->c.main->source->name);
	return true;
}

int cli_collect(const struct cli_options *o)
{
	struct cli_house house;
	struct run r = {.house = &house, .o = o};
	int code;

	if (!options_ok(o)) {
		cli_usage(stderr, "collect");
		return CLI_USAGE;
	}
	memory_setup();
	if (!cli_house_open(&house, o))
		return CLI_WRONG;
	r.batch = file_batch_new();
	r.job = (struct collect_job){
		.arena = house.arena, .diags = house.diags, .today = house.today, .include = o->include.items, .n_include = o->include.n,
		.prefer = str_eq(o->prefer, "returned") ? COLLECT_RETURNED : str_eq(o->prefer, "record") ? COLLECT_RECORD : COLLECT_ASK,
	};
	if (cli_house_sources(&house) && cli_house_languages(&house) && (!o->password_from || (r.password = seal_password_of(house.diags, o->password_from)))) {
		r.job.shapes = house.shapes;
		r.job.library = house.library;
		r.job.lang_tags = house.lang_tags;
		r.job.n_langs = house.n_langs;
		r.job.language = cli_house_language;
		r.job.of = &house;
		code = run(&r) ? CLI_OK : CLI_WRONG;
	} else {
		code = CLI_WRONG;
	}
	if (code == CLI_OK)
		code = cli_house_tell(&house);
	else if ((code = cli_house_tell(&house)) == CLI_OK)
		code = CLI_WRONG;
	seal_forget(r.password);
	file_batch_free(r.batch);
	cli_house_close(&house);
	return code;
}
