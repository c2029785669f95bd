/* share: what one person's consent allows, as a file to hand over. Which consent, judged today; which of its documents; a set of records
 * that holds their values and no others; one flat file behind a page that states its scope, with the law's notice on every sheet; a line in
 * the log. It refuses wherever a consent is missing, a draft, over or taken back, and says so at the place in the record that decides.
 *
 * A record that asks for discreet papers still gets the notice here: 42 CFR 2.32 asks for it with every disclosure, and the parent has named
 * the one who reads it. So nothing about this copy is neutral, and the run says that it is for the recipient's hands alone.
 *
 * What the consent names and the parent alone keeps (`privacy: mine`) is refused, never left out in silence: the page in front would say
 * otherwise than the pages behind it. */
#include "cli/cli.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "cli/make.h"

#define SCOPE_PAGE "share-scope"

struct share {
	struct cli_house *house;
	struct arena *arena;
	struct record_set set;
	const char *person;            /* key */
	const struct val *people;
	struct record_consent consent;
	struct packet *of;             /* the packet that was asked for, or NULL */
	const char **ids; size_t n_ids;
	struct record_allow allow;
	struct packet_scope scope;
	int log;                       /* open, or -1 */
	off_t log_end;                 /* where the log ended before this run's line; -1: there is none of it */
};

static struct diags *diags_of(struct share *s)
{
	return s->house->diags;
}

static const struct val *family_list(const struct share *s, const char *key)
{
	return s->set.family ? val_lookup(s->set.family->values, key) : NULL;
}

/* ---- which consent --------------------------------------------------------------------------------------------------- */

static const char *kind_word(enum record_consent_kind kind)
{
	static const char *const words[] = {"care", "named", "proceeding", "counseling-notes", "none"};

	return words[kind];
}

/* Who does what to make a draft count. */
static const char *draft_needs(const char *lacks)
{
	static const char *const office[] = {"given", "signed_how", "seen_by", "copy_given", NULL};

	for (int i = 0; office[i]; i++)
		if (str_eq(lacks, office[i]))
			return "how it was signed, when, who saw it and that a copy was given";
	return "it";
}

/* Why nothing goes out under it today; false where it does. */
static bool tell_refusal(struct share *s, const struct record_consent *c)
{
	const char *day = c->day.year ? lang_date_iso(s->arena, c->day) : "day unknown";
	const char *person_kind = val_text_at(val_lookup(s->people, s->person), "kind", NULL);

	switch (c->state) {
	case RECORD_CONSENT_DRAFT: diag(diags_of(s), c->at, MSG_SHARE_DRAFT, c->key, c->lacks, draft_needs(c->lacks)); return true;
	case RECORD_CONSENT_ENDED: diag(diags_of(s), c->at, MSG_SHARE_ENDED, c->key, day); return true;
	case RECORD_CONSENT_REVOKED: diag(diags_of(s), c->at, MSG_SHARE_REVOKED, c->key, day); return true;
	case RECORD_CONSENT_NOT_YET: diag(diags_of(s), c->at, MSG_SHARE_NOT_YET, c->key, day); return true;
	case RECORD_CONSENT_IN_FORCE: break;
	}
	if (!record_consent_fits(c->kind, person_kind)) {
		bool court = str_eq(person_kind, "court");

		diag(diags_of(s), val_lookup(c->val, "kind")->at, MSG_SHARE_KIND, c->key, kind_word(c->kind),
		     court ? "a court" : "somebody of that kind", court ? "for the proceeding (proceeding)" : "for one purpose (named) or proceeding");
		return true;
	}
	if (s->of && packet_consent(s->of) && !str_eq(packet_consent(s->of), kind_word(c->kind))) {
		diag(diags_of(s), val_lookup(c->val, "kind")->at, MSG_SHARE_PACKET_KIND, s->house->options->packet, packet_consent(s->of), c->key,
		     kind_word(c->kind));
		return true;
	}
	return false;
}

static bool in_force(struct share *s, const struct record_consent *c)
{
	const char *person_kind = val_text_at(val_lookup(s->people, s->person), "kind", NULL);

	return c->state == RECORD_CONSENT_IN_FORCE && record_consent_fits(c->kind, person_kind) &&
	       !(s->of && packet_consent(s->of) && !str_eq(packet_consent(s->of), kind_word(c->kind)));
}

static bool choose_named(struct share *s, const char *key)
{
	const struct val *consents = family_list(s, "consents");

	if (!val_lookup(consents, key)) {
		struct buf known = {0};

		for (size_t i = 0; consents && consents->kind == VAL_MAP && i < consents->n; i++)
			buf_addf(&known, "%s%s", i ? ", " : "; there are: ", consents->keys[i].text);
		diag(diags_of(s), SPAN_NONE, MSG_SHARE_KEY, key, known.len ? known.data : "");
		buf_free(&known);
		return false;
	}
	s->consent = record_consent_judge(consents, key, s->set.today);
	if (!str_eq(s->consent.person, s->person)) {
		const struct val *to = val_lookup(s->consent.val, "to");

		diag(diags_of(s), to ? to->at : val_key_at(consents, key), MSG_SHARE_WHOSE, key, s->person);
		return false;
	}
	return !tell_refusal(s, &s->consent);
}

/* The one in force; where there is none each says why, and where there are several one must be named. */
static bool choose_consent(struct share *s)
{
	const char *named = s->house->options->consent;
	struct record_consent *list;
	struct buf keys = {0};
	size_t n, n_good = 0;

	if (named)
		return choose_named(s, named);
	n = record_consents_of(&s->set, s->person, &list);
	for (size_t i = 0; i < n; i++) {
		if (!in_force(s, &list[i]))
			continue;
		buf_addf(&keys, "%s%s", n_good ? ", " : "", list[i].key);
		s->consent = list[i];
		n_good++;
	}
	if (n_good > 1)
		diag(diags_of(s), val_key_at(s->people, s->person), MSG_SHARE_SEVERAL, s->person, keys.data);
	buf_free(&keys);
	if (n == 0)
		diag(diags_of(s), val_key_at(s->people, s->person), MSG_SHARE_NONE, s->person);
	for (size_t i = 0; n_good == 0 && i < n; i++)
		tell_refusal(s, &list[i]);
	return n_good == 1;
}

/* ---- what it allows -------------------------------------------------------------------------------------------------- */

static void tell_document(struct share *s, const struct val *v)
{
	struct cli_house *house = s->house;
	const char *near = str_nearest(v->text, house->library->ids);

	if (str_map_lookup(house->library->failed, v->text))
		return;
	if (near)
		diag(house->diags, v->at, MSG_PACKET_DOCUMENT_NEAR, v->text, near);
	else
		diag(house->diags, v->at, MSG_PACKET_DOCUMENT, v->text, v->text);
}

static void add_document(struct share *s, const struct val *v)
{
	struct cli_house *house = s->house;
	const struct doc *doc = val_text(v) ? doc_library_find(s->arena, house->diags, house->library, v->text) : NULL;

	if (!val_text(v))
		return;
	if (!doc) {
		tell_document(s, v);
		return;
	}
	if (str_eq(doc->privacy, "mine"))
		diag(house->diags, v->at, MSG_SHARE_MINE, doc->id);
	else if (doc->counseling && s->consent.kind != RECORD_CONSENT_NOTES)
		diag(house->diags, v->at, MSG_SHARE_NOTES, doc->id);
	else if (!doc->counseling && s->consent.kind == RECORD_CONSENT_NOTES)
		diag(house->diags, v->at, MSG_SHARE_NOTES_ONLY, doc->id);
	for (size_t i = 0; i < s->n_ids; i++)
		if (str_eq(s->ids[i], doc->id))
			return;
	s->ids[s->n_ids++] = doc->id;
	packet_shows(s->arena, house->shapes, doc, &s->allow);
}

/* Who else has a release, and whose has ended, is nobody's business but the parent's and the program's. */
static void drop_releases(struct record_paths *paths)
{
	size_t n = 0;

	for (size_t i = 0; i < paths->n; i++)
		if (!str_ends(paths->items[i], ".release"))
			paths->items[n++] = paths->items[i];
	paths->n = n;
}

static void add_field(struct share *s, const struct val *v)
{
	const char *unknown = NULL, *near = NULL, *path;

	if (!val_text(v))
		return;
	path = record_field_path(s->house->shapes, s->arena, s->set.family->values, v->text, &unknown, &near);
	if (path)
		record_paths_add(s->arena, &s->allow.fields, path);
	else if (near)
		diag(diags_of(s), v->at, MSG_SHARE_FIELD_NEAR, unknown ? unknown : v->text, v->text, near);
	else
		diag(diags_of(s), v->at, MSG_SHARE_FIELD, unknown ? unknown : v->text, v->text);
}

/* Each text of a list, or the one text that stands for it. */
static void each_text(struct share *s, const char *key, void (*add)(struct share *s, const struct val *v))
{
	const struct val *v = val_lookup(s->consent.val, key);

	if (val_text(v))
		add(s, v);
	for (size_t i = 0; v && v->kind == VAL_LIST && i < v->n; i++)
		add(s, v->items[i]);
}

static bool read_scope(struct share *s)
{
	const struct val *documents = val_lookup(s->consent.val, "documents");
	size_t before = diags_count(diags_of(s), DIAG_ERROR);

	s->ids = arena_many(s->arena, const char *, documents && documents->kind == VAL_LIST ? documents->n + 1 : 2);
	s->allow.consent = &s->consent;
	s->allow.person = s->person;
	each_text(s, "documents", add_document);
	each_text(s, "fields", add_field);
	drop_releases(&s->allow.shown);
	return diags_count(diags_of(s), DIAG_ERROR) == before;
}

/* ---- what the page in front says -------------------------------------------------------------------------------------- */

/* One below another: titles have commas of their own, and the word that would join them is the run's language, not the page's. */
static const char *joined(struct share *s, const char **words, size_t n)
{
	struct buf lines = {0};
	const char *text;

	for (size_t i = 0; i < n; i++)
		buf_addf(&lines, "%s%s", i ? "\n" : "", words[i]);
	text = n ? buf_text(&lines, s->arena) : NULL;
	buf_free(&lines);
	return text;
}

/* The title as the pages behind bear it: they are no blank copy, and what only one says is not in it. */
static const char *title_shared(struct share *s, const struct doc *doc)
{
	struct doc_text title = {0};

	if (!doc->title)
		return doc->id;
	title.pieces = arena_many(s->arena, struct doc_piece, doc->title->n);
	for (size_t k = 0; k < doc->title->n; k++) {
		if (doc->title->pieces[k].kind == DOC_PLACE)
			return doc->short_title ? doc->short_title : doc->id;
		if (!str_eq(doc->title->pieces[k].when, "copy.blank"))
			title.pieces[title.n++] = doc->title->pieces[k];
	}
	return doc_text_plain(s->arena, &title);
}

static const char *document_titles(struct share *s)
{
	const char **words = arena_many(s->arena, const char *, s->n_ids + 1);

	for (size_t i = 0; i < s->n_ids; i++)
		words[i] = title_shared(s, doc_library_find(s->arena, diags_of(s), s->house->library, s->ids[i]));
	return joined(s, words, s->n_ids);
}

/* Names of children go out only where the pages behind would show them. */
static const char *children_names(struct share *s, const struct record_set *shown)
{
	const struct val *children = shown->family ? val_lookup(shown->family->values, "children") : NULL;
	const char **words = arena_many(s->arena, const char *, children ? children->n + 1 : 1);
	size_t n = 0;

	for (size_t i = 0; children && i < children->n; i++) {
		struct record_found found;

		if (record_find(shown, NULL, arena_printf(s->arena, "/children.%s.name", children->keys[i].text), &found) && val_text(found.val))
			words[n++] = found.val->text;
	}
	return joined(s, words, n);
}

/* "children: allergies", as the record's own words have it. */
static const char *field_words(struct share *s)
{
	const char **words = arena_many(s->arena, const char *, s->allow.fields.n + 1);

	for (size_t i = 0; i < s->allow.fields.n; i++) {
		struct buf text = {0};

		for (const char *c = s->allow.fields.items[i]; *c; c++) {
			if (*c == '[' && c[1])
				c++;
			else if (*c == '.')
				buf_adds(&text, ": ");
			else
				buf_addc(&text, *c == '_' || *c == '-' ? ' ' : *c);
		}
		words[i] = buf_text(&text, s->arena);
		buf_free(&text);
	}
	return joined(s, words, s->allow.fields.n);
}

static const char *text_of(struct share *s, const char *key)
{
	const struct val *v = val_lookup(s->consent.val, key);
	struct record_found found = {0};
	struct record_shape shape = {.type = RECORD_TEXTS};

	if (val_text(v))
		return *v->text ? v->text : NULL;
	if (!v || v->kind != VAL_LIST)
		return NULL;
	found.shape = &shape;
	found.val = v;
	return record_text(&s->set, &found);
}

static const char *date_of(struct share *s, const char *key)
{
	struct lang_date date;
	const char *text = val_text_at(s->consent.val, key, NULL);

	return text && lang_date_parse(text, &date) ? lang_date_text(s->house->lang, s->arena, date, LANG_DATE_LONG) : NULL;
}

static void scope_make(struct share *s, const struct record_set *shown)
{
	const struct val *person = val_lookup(s->people, s->person);

	s->scope = (struct packet_scope){
		.recipient = val_text_at(person, "name", val_text_at(s->consent.val, "to_name", NULL)),
		.agency = val_text_at(person, "agency", NULL),
		.purpose = text_of(s, "purpose"),
		.what = text_of(s, "what"),
		.documents = document_titles(s),
		.children = children_names(s, shown),
		.fields = field_words(s),
		.until = date_of(s, "expires"),
		.until_event = text_of(s, "expires_when"),
		.given = date_of(s, "given"),
		.proceeding = s->consent.kind == RECORD_CONSENT_PROCEEDING ? text_of(s, "proceeding") : NULL,
	};
}

/* ---- names in words -------------------------------------------------------------------------------------------------- */

/* Does the word stand in the text, whole, in any case? */
static bool has_word(const char *text, const char *word, size_t n)
{
	for (const char *at = text; *at; at++) {
		bool before = at == text || !(isalnum((unsigned char)at[-1]) || ((unsigned char)at[-1] & 0x80));

		if (before && strncasecmp(at, word, n) == 0 && !isalnum((unsigned char)at[n]) && !((unsigned char)at[n] & 0x80))
			return true;
	}
	return false;
}

static void look_in(struct share *s, const struct record_set *shown, const struct val *v, const char *path, const char *word, size_t n)
{
	if (v->kind == VAL_TEXT && has_word(v->text, word, n) && record_allowed(shown, path))
		diag(diags_of(s), v->at, MSG_SHARE_NAMES_CHILD, path);
	for (size_t i = 0; (v->kind == VAL_MAP || v->kind == VAL_LIST) && i < v->n; i++) {
		const char *key = v->kind == VAL_MAP ? v->keys[i].text : NULL;

		look_in(s, shown, v->items[i], key ? arena_printf(s->arena, "%s%s%s", path, *path ? "." : "", key) : path, word, n);
	}
}

/* A withheld child may be named in a goal's words or in a note: a program cannot know what to make of that, a person can. */
static void look_for_names(struct share *s, const struct record_set *shown)
{
	static const char *const keys[] = {"name_to_use", "name"};
	const struct val *children = family_list(s, "children");

	for (size_t i = 0; children && children->kind == VAL_MAP && i < children->n; i++) {
		if (record_consent_child(&s->consent, children->keys[i].text))
			continue;
		for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
			const char *name = val_text_at(children->items[i], keys[k], "");
			size_t n = strcspn(name, " ");

			if (n > 2)
				look_in(s, shown, shown->family->values, "", name, n);
			if (n > 2 && shown->program)
				look_in(s, shown, shown->program->values, "", name, n);
		}
	}
}

/* ---- the log --------------------------------------------------------------------------------------------------------- */

/* Opened before anything is made, so that nothing goes out that cannot be logged. False: told. */
static bool log_open(struct share *s)
{
	const char *path = s->house->options->log;

	s->log = -1;
	s->log_end = -1;
	if (!path)
		return true;
	s->log = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	if (s->log < 0)
		diag(diags_of(s), SPAN_NONE, MSG_SHARE_LOG, path, strerror(errno));
	return s->log >= 0;
}

static void log_take_back(struct share *s)
{
	if (s->log_end >= 0 && ftruncate(s->log, s->log_end) != 0)
		errno = 0; /* a pipe or a device keeps what it was given */
	s->log_end = -1;
}

/* The line is on the disk before the file has its name: a disclosure that no log tells of is none, and what was shared before under that
 * name stays. From here to the end of the run the log is locked, so that taking back this line takes back no other's. */
static bool log_line(struct cli_make *make)
{
	struct share *s = make->data;
	struct buf line = {0};
	bool ok;

	if (s->log < 0)
		return true;
	buf_addf(&line, "{\"date\":\"%s\",\"record\":", lang_date_iso(s->arena, s->house->today));
	buf_add_json(&line, s->set.family->id);
	buf_adds(&line, ",\"recipient\":");
	buf_add_json(&line, s->person);
	buf_adds(&line, ",\"consent\":");
	buf_add_json(&line, s->consent.key);
	buf_adds(&line, ",\"documents\":[");
	for (size_t i = 0; i < s->n_ids; i++) {
		buf_adds(&line, i ? "," : "");
		buf_add_json(&line, s->ids[i]);
	}
	buf_addf(&line, "],\"sha256\":\"%s\"}\n", digest_hex(s->arena, make->files[0].pdf.data, make->files[0].pdf.len));
	(void)flock(s->log, LOCK_EX);
	s->log_end = lseek(s->log, 0, SEEK_END);
	ok = file_put(s->log, line.data, line.len) && (fsync(s->log) == 0 || errno == EINVAL);
	if (!ok) {
		diag(diags_of(s), SPAN_NONE, MSG_SHARE_LOG, s->house->options->log, strerror(errno));
		log_take_back(s);
	}
	buf_free(&line);
	return ok;
}

/* ---- the run --------------------------------------------------------------------------------------------------------- */

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
	s->people = family_list(s, "people");
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
	scope_make(s, shown);
	look_for_names(s, shown);
	make.packet = packet_share(s->arena, s->of, SCOPE_PAGE, s->ids, s->n_ids, name);
	make.ready = log_line;
	make.data = s;
	ok = cli_make(&make) && log_open(s) && cli_make_write(&make);
	if (!ok)
		log_take_back(s);
	if (s->log >= 0 && close(s->log) != 0)
		ok = false;
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
	return load(&s, path) && choose_consent(&s) && read_scope(&s) && diags_count(house->diags, DIAG_ERROR) == 0 &&
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
	code = cli_house_tell(&house);
	if (lines.len)
		fwrite(lines.data, 1, lines.len, stdout);
	buf_free(&lines);
	if (fflush(stdout) != 0)
		code = CLI_SYSTEM;
	cli_house_close(&house);
	return ok ? code : code ? code : CLI_WRONG;
}
