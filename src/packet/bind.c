/* Binding: the plan's documents, node by node, with conditions decided, repeats done and values in their places. The result holds
 * no path to follow and no Markdown to read. What is wrong is told at its place and binding goes on, so that all of it is told. */
#include "packet/packet.h"

#include <string.h>

#include "packet/int.h"

/* ---- documents ------------------------------------------------------------------------------------------------------- */

static const char *neutral_title(const struct bind *bind)
{
	return bind->packet->discreet_title ? bind->packet->discreet_title : lang_word(bind->lang, "discreet_title");
}

static const char *foot_note(struct bind *bind, const struct plan_item *item)
{
	const struct packet *packet = bind->packet;
	const char *name = NULL, *date = NULL, *both[2];
	const struct record *family = bind->set->family;

	if (item->neutral || bind->job->discreet)
		return NULL;
	if (packet->family && family && !bind->unknown) {
		struct lang_arg arg = {"name", val_text(bind_walk(family->values, "participant.name")), 0};

		name = arg.text ? lang_format(bind->lang, bind->arena, "for_name", &arg, 1) : NULL;
	}
	if (packet->date && bind->set->today.year) {
		struct lang_arg arg = {"date", lang_date_text(bind->lang, bind->arena, bind->set->today, LANG_DATE_SHORT), 0};

		date = lang_format(bind->lang, bind->arena, "printed_on", &arg, 1);
	}
	if (!name || !date)
		return name ? name : date;
	both[0] = name;
	both[1] = date;
	return arena_printf(bind->arena, "%s · %s", both[0], both[1]);
}

static void heads_make(struct bind *bind, const struct plan_item *item, struct set_doc *d)
{
	const struct doc *doc = item->doc;
	bool cover = str_eq(doc->kind, "cover"), divider = str_eq(doc->kind, "divider"), letter = str_eq(doc->kind, "letter");
	bool card = str_eq(doc->kind, "card");

	d->head = !cover && !divider && !letter && !card;
	d->foot = !cover && !card && !item->tabs;
	d->foot_note = cover || letter ? NULL : foot_note(bind, item);
	d->head_title = doc->short_title ? doc->short_title : d->title_plain;
	if (!item->neutral && !bind->job->discreet) {
		d->section_title = item->section_title;
		d->section_number = item->section_number;
		return;
	}
	if (bind->job->discreet && (bind_telling(bind, d->head_title) || cover || divider))
		d->head_title = neutral_title(bind);
	if (bind_telling(bind, d->title_plain))
		d->title_plain = neutral_title(bind);
}

/* A blank at the end of a sheet for whatever does not fit above. On paper the back of the sheet is that: there it stands only where
 * something was written. */
static void more_room(struct frame *frame, struct set_doc *d)
{
	struct bind *bind = frame->bind;
	const struct doc_blank from = {.id = PACKET_MORE_ROOM, .type = "multiline", .lines = 3, .say = lang_word(bind->own, "more_room"), .at = {frame->doc->source, 0, 0}};
	struct set_node *n, **end = &d->first;
	struct set_blank *b = bind_blank(frame, &from);

	if (!b || (!b->live && !*b->value))
		return;
	b->label = bind_word(bind, "more_room");
	n = bind_node_new(bind, SET_FIELDS, from.at);
	n->blanks = arena_one(bind->arena, struct set_blank *);
	n->blanks[n->n_blanks++] = b;
	n->spare = true;
	while (*end)
		end = &(*end)->next;
	*end = n;
}

static struct set_doc *bind_doc(struct bind *bind, struct plan_item *item, bool first, bool *empty)
{
	const struct doc *doc = item->doc;
	struct set_doc *d = arena_one(bind->arena, struct set_doc);
	struct frame frame = {
		.bind = bind, .item = item, .doc = doc, .scope = item->scope, .prefix = item->prefix,
		.level = str_eq(doc->kind, "letter") ? 0 : 1, .front = first && bind->job->discreet && str_eq(doc->kind, "cover"),
		.labels = str_map_new(bind->arena), .variants = str_map_new(bind->arena),
		.groups = str_map_new(bind->arena),
	};
	const char *plain, *tag = bind_doc_lang(bind, doc);

	bind_speak(bind, tag);
	frame.title = plain = bind_plain(&frame, doc->title, !bind->job->discreet);
	bind->flat = bind->job->flat || bind->packet->filled || str_eq(doc->kind, "card"); /* its copies would not follow */
	option_survey(&frame, doc->first, 0);
	d->id = doc->id;
	d->anchor = item->anchor;
	d->title = bind_text(&frame, doc->title);
	d->title_plain = plain ? plain : doc->id;
	if (frame.front) {
		d->title_plain = neutral_title(bind);
		d->title = bind->packet->discreet_title ? bind_words(bind, d->title_plain, 0, NULL) : bind_word(bind, "discreet_title");
	}
	d->kind = doc->kind;
	d->number = item->number;
	d->color = item->color;
	d->landscape = doc->landscape;
	d->mine = item->mine;
	d->begins_right = doc->begins_right || (bind->packet->begins_right && !first);
	d->lang = tag;
	d->rtl = bind->rtl;
	d->title_page = !str_eq(doc->kind, "letter");
	d->panel_w = doc->panel_w;
	d->panel_h = doc->panel_h;
	d->panel_folds = doc->panel_folds;
	d->tab = item->tab;
	d->tabs = item->tabs;
	d->lead = doc->lead && !frame.front ? bind_text(&frame, doc->summary) : NULL;
	heads_make(bind, item, d);
	frame.heading = NULL;
	d->first = bind_nodes(&frame, doc->first);
	if (doc->more && !frame.front)
		more_room(&frame, d);
	if (bind->packet->filled)
		*empty = !filled_settle(bind, d) && !item->front;
	return d;
}

/* ---- files ----------------------------------------------------------------------------------------------------------- */

/* A discreet file opens with a page that names nobody, whatever it holds: it is the thumbnail. */
static struct set_doc *neutral_cover(struct bind *bind)
{
	struct set_doc *d = arena_one(bind->arena, struct set_doc);

	d->id = d->anchor = "d0";
	d->kind = "cover";
	d->title_plain = d->head_title = neutral_title(bind);
	d->title = bind_words(bind, d->title_plain, 0, NULL);
	d->lang = bind->lang->tag;
	d->rtl = bind->lang->rtl;
	d->title_page = true;
	return d;
}

/* The language of what a family types: names and words of their own come in the one they speak or read, when it is not the copy's. */
static const char *typing_lang(const struct bind *bind)
{
	const struct record *family = bind->set->family;
	const struct val *language = family && !bind->unknown ? bind_walk(family->values, "participant.language") : NULL;

	const char *copy = bind->lang->tag, *speaks = val_text_at(language, "speaks", copy), *reads = val_text_at(language, "reads", copy);

	return strncmp(speaks, copy, strcspn(copy, "-")) ? speaks : reads;
}

/* A sheet for the wall and a card are used as they come out of the printer; all else of a discreet file lies behind its first page. */
static bool needs_cover(const struct bind *bind, int file)
{
	for (size_t i = 0; i < bind->n_plan; i++)
		if (bind->plan[i]->file == file && !bind->plan[i]->doc->coverless && !str_eq(bind->plan[i]->doc->kind, "card"))
			return true;
	return false;
}

static const char **news_masked(struct bind *bind)
{
	const char **masked = arena_many(bind->arena, const char *, bind->n_news + 1);

	for (size_t i = 0; i < bind->n_news; i++)
		masked[i] = bind_mask(bind, bind->news[i]);
	return masked;
}

static struct set_packet *file_make(struct bind *bind, int file)
{
	const struct packet *packet = bind->packet;
	struct set_packet *f = arena_one(bind->arena, struct set_packet);
	bool discreet = bind->job->discreet, all_neutral = true, cover = discreet && needs_cover(bind, file), empty;

	f->docs = arena_many(bind->arena, struct set_doc *, bind->n_plan + 2);
	for (size_t i = 0; i < bind->n_plan; i++) {
		if (bind->plan[i]->file != file)
			continue;
		if (bind->plan[i]->doc->unread) { /* told */
			bind->failed = true;
			continue;
		}
		if (cover && !f->n_docs && !str_eq(bind->plan[i]->doc->kind, "cover"))
			f->docs[f->n_docs++] = neutral_cover(bind);
		f->docs[f->n_docs] = bind_doc(bind, bind->plan[i], f->n_docs == 0, &empty);
		all_neutral &= bind->plan[i]->neutral;
		f->n_docs++;
	}
	if (!f->n_docs)
		return NULL;
	f->name = discreet && packet->file ? packet->file : packet->name;
	if (discreet && !packet->file && (packet->adhoc || bind_telling(bind, f->name)))
		f->name = "pages";
	f->title = discreet ? neutral_title(bind) : packet->title && !all_neutral ? packet->title : f->docs[0]->title_plain;
	if (file == 1) {
		f->name = arena_printf(bind->arena, "%s-mine", f->name);
		if (f->n_docs == 1 && !discreet)
			f->title = f->docs[0]->title_plain;
	}
	f->lang = bind->lang->tag;
	f->typing_lang = typing_lang(bind);
	f->rtl = bind->lang->rtl;
	f->discreet = discreet;
	f->flat = bind->job->flat || packet->filled;
	f->notice = bind->job->notice;
	f->duplex = packet->duplex;
	f->outline = true;
	f->fresh = discreet || all_neutral ? news_masked(bind) : bind->news;
	f->n_fresh = bind->n_news;
	f->anonymous = bind->unknown || all_neutral || discreet || packet->only;
	return f;
}

static void begin(struct bind *bind)
{
	bind->fresh = str_map_new(bind->arena);
	bind->noted = str_map_new(bind->arena);
	bind->said[0] = str_map_new(bind->arena);
	bind->said[1] = str_map_new(bind->arena);
}

/* Documents in which nothing is filled in leave the plan before anything leads to them. */
static void drop_empty(struct bind *bind)
{
	size_t n = 0;
	const char *told = NULL;

	for (size_t i = 0; i < bind->n_plan; i++) {
		struct plan_item *item = bind->plan[i];
		bool empty = false;

		bind_doc(bind, item, false, &empty);
		item->empty = empty;
	}
	for (size_t i = 0; i < bind->n_plan; i++) {
		struct plan_item *item = bind->plan[i], *other = NULL;

		if (!item->empty) {
			bind->plan[n++] = item;
			continue;
		}
		if (str_map_lookup(bind->present, item->doc->id) != item)
			continue;
		for (size_t k = i + 1; k < bind->n_plan && !other; k++)
			if (bind->plan[k]->doc == item->doc && !bind->plan[k]->empty)
				other = bind->plan[k];
		*str_map_slot(bind->present, item->doc->id) = other;
		if (!other && bind->packet->only && told != item->doc->id)
			diag(bind->job->diags, SPAN_NONE, MSG_SHARE_EMPTY, told = item->doc->id);
	}
	bind->n_plan = n;
	begin(bind);
}

/* Besides those that open it, is there anything? */
static bool anything(const struct bind *bind)
{
	for (size_t i = 0; i < bind->n_plan; i++)
		if (!bind->plan[i]->front || !bind->packet->only)
			return true;
	return false;
}

static bool kind_fits(const struct bind *bind)
{
	const struct record_set *set = bind->set;
	const char *kind = set->family ? "family" : set->staff ? "staff" : set->agency ? "agency" : NULL;

	if (!bind->packet->kind || !kind || bind->unknown || str_eq(kind, bind->packet->kind))
		return true;
	diag(bind->job->diags, SPAN_NONE, MSG_PACKET_KIND, bind->packet->name, bind->packet->kind, kind);
	return false;
}

/* A person is named by the key under `people`, alone. */
static void tell_to(struct bind *bind, const char *to)
{
	const struct val *people = bind->set->family ? val_lookup(bind->set->family->values, "people") : NULL;
	size_t n = people && people->kind == VAL_MAP ? people->n : 0;
	const char **keys = arena_many(bind->arena, const char *, n + 1), *near, *key = str_starts(to, "people.") ? to + 7 : to;

	for (size_t i = 0; i < n; i++)
		keys[i] = people->keys[i].text;
	near = n && val_index(people, key) >= 0 ? key : str_nearest(key, keys);
	if (near)
		diag(bind->job->diags, SPAN_NONE, MSG_PACKET_TO_NEAR, to, near);
	else
		diag(bind->job->diags, SPAN_NONE, MSG_PACKET_TO, to);
	bind->failed = true;
}

bool packet_bind(const struct packet_job *job, const struct packet *packet, struct set_packet *files[2])
{
	struct record_set set = *job->set;
	struct bind bind = {.job = job, .packet = packet, .arena = job->arena, .set = &set, .lang = job->lang};
	size_t errors = diags_count(job->diags, DIAG_ERROR);

	/* Conditions ask the set what kind of copy this is. */
	bind.unknown = set.blank = set.blank || job->blank;
	set.discreet = job->discreet;
	set.flat = job->flat || packet->filled;
	set.addressed = job->to != NULL;

	files[0] = files[1] = NULL;
	bind.conds = str_map_new(job->arena);
	bind.present = str_map_new(job->arena);
	bind.telling_of = str_map_new(job->arena);
	bind.heeded = str_map_new(job->arena);
	bind_speak(&bind, NULL);
	begin(&bind);
	bind_telling_make(&bind);
	if (!kind_fits(&bind))
		return false;
	if (job->to && !(job->set->family && bind_walk(job->set->family->values, arena_printf(job->arena, "people.%s", job->to))))
		tell_to(&bind, job->to);
	plan_make(&bind);
	if (packet->filled)
		drop_empty(&bind);
	if (packet->only && !anything(&bind) && diags_count(job->diags, DIAG_ERROR) == errors) {
		diag(job->diags, SPAN_NONE, MSG_SHARE_NO_ITEM);
		return false;
	}
	if (!bind.n_plan && !bind.failed && diags_count(job->diags, DIAG_ERROR) == errors) {
		diag(job->diags, SPAN_NONE, MSG_PACKET_EMPTY, packet->name);
		return false;
	}
	for (int i = 0; i < 2; i++)
		files[i] = file_make(&bind, i);
	return !bind.failed && diags_count(job->diags, DIAG_ERROR) == errors;
}
