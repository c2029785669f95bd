/* A month: its days with what the record has on them, and a blank in each. A clean copy is undated: six weeks of empty days, with a
 * blank for the month's name. */
#include "packet/packet.h"

#include <string.h>

#include "packet/int.h"

enum { WEEK = 7, DAYS = 42 };

static const char *item_text(struct frame *frame, const struct record_scope *scope, const char *path)
{
	struct frame own = *frame;
	struct record_found found;

	own.scope = scope;
	return bind_find(&own, path, &found) ? bind_value(&own, &found) : NULL;
}

/* A pattern with \1 to \3 for its arguments, as pieces: the record's words are in no language that we know, what is between them and a
 * time are the copy's. */
static struct set_text *pieces_of(struct bind *bind, const char *pattern, const char *const *args, const char *lang, const char *path)
{
	struct set_text *out = arena_one(bind->arena, struct set_text);
	size_t cap = 0;

	while (*pattern) {
		size_t n = strcspn(pattern, "\1\2\3");
		bool arg = n == 0;
		struct set_piece *p = arena_push(bind->arena, out->pieces, out->n, cap);

		p->kind = SET_TEXT;
		p->text = arg ? args[*pattern - '\1'] : arena_strndup(bind->arena, pattern, n);
		p->value_path = arg ? path : NULL;
		/* A space or a comma is in any language. */
		p->lang = (arg && *pattern == '\1') || (!arg && strspn(p->text, " ,.:;-") < n) ? lang : NULL;
		pattern += arg ? 1 : n;
	}
	return out;
}

static const char *plain_of(struct bind *bind, const struct set_text *text)
{
	struct buf buf = {0};
	const char *plain;

	for (size_t i = 0; i < text->n; i++)
		buf_adds(&buf, text->pieces[i].text);
	plain = buf_text(&buf, bind->arena);
	buf_free(&buf);
	return plain;
}

/* "10:00 AM Review hearing, Juvenile Court" */
static struct set_text *note_words(struct frame *frame, const struct record_scope *scope)
{
	struct bind *bind = frame->bind;
	const char *what = item_text(frame, scope, "title"), *where = item_text(frame, scope, "where"), *time = item_text(frame, scope, "time");
	const char *pattern = "\2", *lang = bind_differs(bind, bind->lang->tag);
	struct set_text *words;

	if (!what || !*what)
		what = item_text(frame, scope, "group");
	if (what && *what && where && *where) {
		const struct lang_arg args[] = {{"what", "\2", 0}, {"where", "\3", 0}};

		pattern = lang_format(bind->lang, bind->arena, "what_and_where", args, 2);
	} else if (!what || !*what) {
		what = where;
	}
	if (time && *time && what && *what) {
		const struct lang_arg args[] = {{"time", "\1", 0}, {"what", pattern, 0}};

		pattern = lang_format(bind->lang, bind->arena, "time_and_what", args, 2);
	} else if (!what || !*what) {
		pattern = time && *time ? "\1" : "";
	}
	if (!*pattern)
		return NULL;
	words = pieces_of(bind, pattern, (const char *const[]){time, what, where}, lang, scope->name);
	return lang ? words : bind_words(bind, plain_of(bind, words), 0, scope->name); /* all in one: shaped and turned as one */
}

static void notes_make(struct frame *frame, const char *of, struct lang_date month, struct set_day **days)
{
	struct bind *bind = frame->bind;
	struct record_item *items;
	size_t n = record_items(bind->set, frame->scope, of, NULL, RECORD_ALL, NULL, &items);

	for (size_t i = 0; i < n; i++) {
		struct lang_date date;
		const char *iso = val_text_at(items[i].scope.val, "date", "");
		struct set_text *words, **notes;
		struct set_day *day;

		if (!lang_date_parse(iso, &date) || date.year != month.year || date.month != month.month)
			continue;
		words = note_words(frame, &items[i].scope);
		if (!words)
			continue;
		day = days[date.day];
		notes = arena_many(bind->arena, struct set_text *, day->n_notes + 1);
		if (day->n_notes)
			memcpy(notes, day->notes, day->n_notes * sizeof *notes);
		notes[day->n_notes++] = words;
		day->notes = notes;
	}
}

static struct set_blank *day_blank(struct frame *frame, const struct doc_blank *from, const char *id, const char *say)
{
	struct doc_blank own = *from;
	struct set_blank *b;

	own.id = id;
	own.say = say;
	own.count = 0;
	b = bind_blank(frame, &own);
	if (b)
		b->id = from->id;
	return b;
}

static void dated(struct frame *frame, const struct doc_node *node, struct set_calendar *c, struct lang_date month, int first)
{
	struct bind *bind = frame->bind;
	struct lang_date start = {month.year, month.month, 1};
	int lead = (lang_date_weekday(start) - first + WEEK) % WEEK;
	int last = lang_date_from_days(lang_date_days(lang_date_add(start, 1, 0)) - 1).day;
	struct set_day *by_day[32];

	c->month = lang_date_text(bind->lang, bind->arena, start, LANG_DATE_MONTH);
	for (int i = 0; i < last; i++) {
		struct lang_date date = {month.year, month.month, i + 1};
		struct set_day *day = &c->days[lead + i];
		int weekday = (lead + i + first) % WEEK;
		const char *iso = lang_date_iso(bind->arena, date);
		struct lang_arg arg = {"date", NULL, 0};

		day->day = i + 1;
		by_day[i + 1] = day;
		day->date = lang_date_text(bind->own, bind->arena, date, LANG_DATE_DAY);
		arg.text = day->date;
		day->blank = day_blank(frame, node->blanks[1 + weekday], iso, lang_format(bind->own, bind->arena, "tooltip_day", &arg, 1));
	}
	if (node->of)
		notes_make(frame, node->of, month, by_day);
}

static void undated(struct frame *frame, const struct doc_node *node, struct set_calendar *c, int first)
{
	struct bind *bind = frame->bind;
	struct doc_blank month = *node->blanks[0];
	int own_first;
	const char *const *spoken = lang_weekdays(bind->own, bind->arena, &own_first);

	if (!month.label && !month.say)
		month.say = lang_word(bind->own, "calendar_month");
	c->month_blank = bind_blank(frame, &month);
	if (c->month_blank && !c->month_blank->label)
		c->month_blank->label = bind_word(bind, "calendar_month");
	for (int i = 0; i < DAYS; i++) {
		const struct doc_blank *from = node->blanks[1 + (i % WEEK + first) % WEEK];
		struct lang_arg args[] = {{"weekday", spoken[(i % WEEK + WEEK + first - own_first) % WEEK], 0}, {"n", bind_number(bind, (size_t)(i / WEEK) + 1), 0}};

		c->days[i].blank = day_blank(frame, from, arena_printf(bind->arena, "%s.%d", from->id, i / WEEK + 1),
					     lang_format(bind->own, bind->arena, "tooltip_day_undated", args, 2));
	}
}

/* The month that is printed: this one, unless nothing more is to come in it and something is after it. */
static struct lang_date month_choose(struct frame *frame, const char *of)
{
	struct lang_date stood;
	struct lang_date today = frame->bind->set->today, next = {0};
	struct record_item *items;
	size_t n = of ? record_items(frame->bind->set, frame->scope, of, NULL, RECORD_ALL, NULL, &items) : 0;

	if (copy_month(frame->bind, frame->prefix, &stood))
		return stood;
	for (size_t i = 0; i < n; i++) {
		struct lang_date date;

		if (lang_date_parse(val_text_at(items[i].scope.val, "date", ""), &date) && lang_date_compare(date, today) >= 0 &&
		    (!next.year || lang_date_compare(date, next) < 0))
			next = date;
	}
	return next.year ? next : today;
}

struct set_node *bind_calendar(struct frame *frame, const struct doc_node *node)
{
	struct bind *bind = frame->bind;
	struct set_node *n = bind_node_new(bind, SET_CALENDAR, node->at);
	struct set_calendar *c = arena_one(bind->arena, struct set_calendar);
	struct record_found found;
	int first = 0;

	if (node->n_blanks < 1 + WEEK)
		return NULL;
	n->calendar = c;
	n->lines = node->lines;
	c->lang = bind_differs(bind, bind->lang->tag);
	c->heads = lang_weekdays(bind->lang, bind->arena, &first);
	c->days = arena_many(bind->arena, struct set_day, DAYS);
	c->n_days = DAYS;
	if (node->of && !bind_find(frame, node->of, &found)) {
		diag(bind->job->diags, node->of_at, MSG_PACKET_PATH, node->of, node->of);
		bind->failed = true;
		return NULL;
	}
	if (bind->unknown || !bind->set->today.year)
		undated(frame, node, c, first);
	else
		dated(frame, node, c, month_choose(frame, node->of), first);
	return n;
}
