/* Only what is filled in (`empty: drop`): what a court, a school or a doctor is given is read, not written on. Every prompt
 * that nobody answered goes, and with it what stands around it alone: its row, its column, its heading, its section, its
 * document. Advice to the one who fills it in goes too. What was answered becomes text where its blank stood.
 *
 * It works on what was bound and knows no record. It never shortens a sentence: a paragraph with an empty place in it goes
 * whole. */
#include "packet/packet.h"

#include <string.h>

#include "packet/int.h"

/* What was met below a node: prompts, and those that are answered. A value in running text is both. */
struct tally {
	size_t prompts, answers;
};

struct filled {
	struct bind *bind;
	bool letter; /* it is signed by hand: its line stays */
	/* words around blanks tell how to fill them in, and go; those of a letter, a form or a handout are what it
	 * says */
	bool sheet;
};

static void count(struct tally *to, struct tally more)
{
	to->prompts += more.prompts;
	to->answers += more.answers;
}

static bool gone(struct tally t)
{
	return t.prompts > 0 && t.answers == 0;
}

/* ---- blanks and text ------------------------------------------------------------------------------------------------- */

static const char *chosen(struct filled *f, const struct set_blank *b)
{
	const char **words = arena_many(f->bind->arena, const char *, b->n_options + 1);
	size_t n = 0;

	for (size_t i = 0; i < b->n_options; i++)
		if (b->options[i].on)
			words[n++] = b->options[i].plain;
	return n ? lang_join(f->bind->own, f->bind->arena, words, n) : NULL;
}

/* An answered blank as text; false where it is not answered. */
static bool settle(struct filled *f, struct set_blank *b)
{
	const char *text = NULL;
	size_t n = 0;

	b->help = NULL;
	b->live = false;
	if (b->derived)
		return *b->derived != '\0';
	switch (b->kind) {
	case SET_BLANK_ONE:
	case SET_BLANK_SEVERAL:
		text = chosen(f, b);
		break;
	case SET_BLANK_CHECK:
		return b->value && *b->value;
	case SET_BLANK_SIGNATURE:
		return false; /* what a pen wrote is on paper */
	case SET_BLANK_TEXTS:
		for (size_t i = 0; i < b->n_items; i++)
			if (settle(f, b->items[i]))
				b->items[n++] = b->items[i];
		b->n_items = n;
		return n > 0;
	default:
		text = b->value && *b->value ? b->value : NULL;
	}
	if (!text)
		return false;
	b->kind = SET_BLANK_TEXT;
	b->derived = text;
	return true;
}

/* The family's own value, and not the day's, the reader's or the program's? */
static bool own_value(const char *path)
{
	static const char *const others[] = {"today", "to.", "pronoun.", "section.", "share.", "staff.", "agency."};

	path += *path == '/';
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (str_starts(path, others[i]))
			return false;
	return true;
}

/* False where the text has an empty place. */
static bool settle_text(struct filled *f, const struct set_text *text, struct tally *tally)
{
	bool whole = true;

	for (size_t i = 0; text && i < text->n; i++) {
		struct set_piece *p = &text->pieces[i];

		if (p->kind == SET_TEXT && p->value_path && own_value(p->value_path)) {
			tally->prompts++;
			tally->answers++;
		}
		if (p->kind != SET_INLINE_BLANK)
			continue;
		tally->prompts++;
		if (p->blank && settle(f, p->blank) && p->blank->derived) {
			tally->answers++;
			p->kind = SET_TEXT;
			p->text = p->blank->derived;
			p->value_path = p->blank->name;
			p->lang = p->blank->lang;
			p->blank = NULL;
		} else {
			whole = false;
		}
	}
	return whole;
}

static struct tally settle_blanks(struct filled *f, struct set_node *node)
{
	struct tally t = {0};
	size_t n = 0;

	for (size_t i = 0; i < node->n_blanks; i++) {
		t.prompts++;
		if (!settle(f, node->blanks[i]))
			continue;
		t.answers++;
		node->blanks[n++] = node->blanks[i];
	}
	node->n_blanks = n;
	return t;
}

/* ---- blocks ---------------------------------------------------------------------------------------------------------- */

static struct tally settle_chain(struct filled *f, struct set_node **first, int depth);

static void drop_columns(struct set_records *r, const bool *used)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_columns; i++) {
		if (!used[i])
			continue;
		r->heads[n] = r->heads[i];
		r->widths[n] = r->widths[i];
		r->entry[n] = r->entry[i];
		for (size_t k = 0; k < r->n_rows; k++)
			r->rows[k].cells[n] = r->rows[k].cells[i];
		n++;
	}
	r->n_columns = n;
}

static struct tally settle_records(struct filled *f, struct set_records *r, int depth)
{
	bool *used = arena_many(f->bind->arena, bool, r->n_columns + 1);
	struct tally all = {0};
	size_t n = 0, columns = 0;

	for (size_t k = 0; k < r->n_rows; k++) {
		struct set_row *row = &r->rows[k];
		struct tally of_row = {0};

		settle_text(f, row->head, &of_row);
		of_row = (struct tally){0}; /* a name over nothing is no answer */
		for (size_t i = 0; i < r->n_columns; i++) {
			struct tally of_cell = settle_chain(f, &row->cells[i].first, depth);

			count(&of_row, of_cell);
			if (gone(of_cell))
				row->cells[i].first = NULL;
		}
		if (gone(of_row)) {
			all.prompts += of_row.prompts;
			continue;
		}
		for (size_t i = 0; i < r->n_columns; i++)
			used[i] |= row->cells[i].first != NULL;
		count(&all, of_row);
		r->rows[n++] = *row;
	}
	r->n_rows = n;
	for (size_t i = 0; i < r->n_columns; i++)
		columns += used[i];
	if (columns && columns < r->n_columns)
		drop_columns(r, used);
	return all;
}

static struct tally settle_checks(struct filled *f, struct set_node *node)
{
	struct tally t = {0};
	size_t n = 0;

	for (size_t i = 0; i < node->n_checks; i++) {
		t.prompts += node->checks[i].blank != NULL;
		if (node->checks[i].blank && !settle(f, node->checks[i].blank))
			continue;
		t.answers += node->checks[i].blank != NULL;
		node->checks[n++] = node->checks[i];
	}
	node->n_checks = n;
	return t;
}

/* Who signed, and when, in type: the line itself is on the signed paper. */
static struct tally settle_signatures(struct filled *f, struct set_node *node)
{
	struct tally t = {0};
	size_t n = 0;

	if (f->letter)
		return t;
	for (size_t i = 0; i + 2 < node->n_blanks; i += 3) {
		struct set_blank *sign = node->blanks[i], *name = node->blanks[i + 1], *date = node->blanks[i + 2];
		bool named = settle(f, name), dated = settle(f, date);

		t.prompts++;
		t.answers += named || dated;
		if (sign->label && named)
			name->label = sign->label;
		if (named)
			node->blanks[n++] = name;
		if (dated)
			node->blanks[n++] = date;
	}
	node->n_blanks = n;
	node->kind = SET_FIELDS;
	return t;
}

static struct tally settle_calendar(struct filled *f, struct set_calendar *c)
{
	struct tally t = {.prompts = 1};

	for (size_t i = 0; i < c->n_days; i++) {
		struct set_day *day = &c->days[i];

		t.answers += day->n_notes > 0;
		if (!day->blank)
			continue;
		if (settle(f, day->blank))
			t.answers++;
		else
			day->blank->derived = "";
	}
	if (c->month_blank && !settle(f, c->month_blank))
		c->month_blank->derived = "";
	return t;
}

/* Room to write in becomes what was written in it. */
static struct tally settle_space(struct filled *f, struct set_node *node)
{
	struct tally t;

	if (!node->n_blanks)
		return (struct tally){.prompts = 1};
	if (!node->blanks[0]->label)
		node->blanks[0]->label = node->text;
	t = settle_blanks(f, node);
	node->kind = SET_FIELDS;
	return t;
}

/* False where the node goes. */
static bool settle_node(struct filled *f, struct set_node *node, struct tally *t, int depth)
{
	switch (node->kind) {
	case SET_HEADING:
	case SET_PARA:
		return settle_text(f, node->text, t) && node->role != SET_ROLE_HELP;
	case SET_TIP:
	case SET_PAGE:
		return false;
	case SET_OPTION:
		t->prompts++;
		return false;
	case SET_FIELDS:
		*t = settle_blanks(f, node);
		break;
	case SET_RECORDS:
		*t = settle_records(f, node->records, depth);
		break;
	case SET_CHECKLIST:
		*t = settle_checks(f, node);
		break;
	case SET_SIGNATURES:
		*t = settle_signatures(f, node);
		break;
	case SET_CALENDAR:
		*t = settle_calendar(f, node->calendar);
		break;
	case SET_SPACE:
		*t = settle_space(f, node);
		break;
	case SET_PHOTO:
		t->prompts++;
		t->answers += node->src != NULL;
		break;
	case SET_LIST:
	case SET_ITEM:
	case SET_COLUMNS:
	case SET_KEEP:
		*t = settle_chain(f, &node->first, depth + 1);
		return node->first && !gone(*t);
	default:
		return true;
	}
	return !gone(*t);
}

/* What stands before and between prompts under one heading says how to answer them. */
static void drop_advice(struct set_node *const *nodes, const struct tally *of, bool *stays, size_t n)
{
	for (size_t from = 0, to; from < n; from = to) {
		size_t prompts = 0;

		for (to = from; to < n && (to == from || nodes[to]->kind != SET_HEADING); to++)
			prompts += of[to].prompts;
		for (size_t i = from; i < to; i++)
			if ((prompts || from == 0) && !of[i].prompts && (nodes[i]->kind == SET_PARA || nodes[i]->kind == SET_LIST))
				stays[i] = false;
	}
}

/* A heading goes with its section where all that was asked there went. */
static struct tally settle_chain(struct filled *f, struct set_node **first, int depth)
{
	struct tally all = {0}, *of;
	struct set_node **nodes, **end = first;
	size_t n = 0, k = 0;
	bool *stays;

	if (depth > PACKET_MAX_DEPTH)
		return all;
	for (struct set_node *node = *first; node; node = node->next)
		n++;
	nodes = arena_many(f->bind->arena, struct set_node *, n + 1);
	of = arena_many(f->bind->arena, struct tally, n + 1);
	stays = arena_many(f->bind->arena, bool, n + 1);
	for (struct set_node *node = *first; node; node = node->next, k++) {
		nodes[k] = node;
		stays[k] = settle_node(f, node, &of[k], depth);
	}
	for (size_t i = 0; i < n; i++) {
		struct tally section = {0};
		bool any = false;
		size_t end_of = i + 1;

		count(&all, of[i]);
		if (nodes[i]->kind != SET_HEADING)
			continue;
		for (; end_of < n && !(nodes[end_of]->kind == SET_HEADING && nodes[end_of]->level <= nodes[i]->level); end_of++) {
			count(&section, of[end_of]);
			any |= stays[end_of];
		}
		if (gone(section))
			memset(stays + i, 0, end_of - i);
		else if (!any && end_of > i + 1)
			stays[i] = false;
	}
	if (f->sheet)
		drop_advice(nodes, of, stays, n);
	for (size_t i = 0; i < n; i++) {
		if (!stays[i])
			continue;
		*end = nodes[i];
		end = &nodes[i]->next;
	}
	*end = NULL;
	return all;
}

bool filled_settle(struct bind *bind, struct set_doc *d)
{
	static const char *const sheets[] = {"worksheet", "plan",      "log",	     "planner", "pocket",
					     "journal",	  "checklist", "assessment", NULL};
	struct filled f = {.bind = bind, .letter = str_eq(d->kind, "letter")};
	struct tally t = {0};
	size_t n = 0;

	for (int i = 0; sheets[i]; i++)
		f.sheet |= str_eq(d->kind, sheets[i]);

	d->lead = NULL;
	t = settle_chain(&f, &d->first, 0);
	for (size_t i = 0; d->title && i < d->title->n; i++) {
		if (d->title->pieces[i].kind == SET_INLINE_BLANK)
			continue;
		d->title->pieces[n++] = d->title->pieces[i];
	}
	if (d->title)
		d->title->n = n;
	return d->first && !gone(t);
}
