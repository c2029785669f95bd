/* Conditions: "case and not separated", "lives_with is kin or lives_with is foster". Read once into a small tree, then
 * answered yes, no or unknown by Kleene's rules; unknown comes only from what a blank copy does not know. */
#include "record/int.h"

#include <string.h>

#define COND_MAX_DEPTH 32
#define COND_MAX_TEXT 2000

enum op { OP_PATH, OP_IS, OP_NOT, OP_AND, OP_OR };

struct record_cond {
	enum op op;
	const char *path, *word;
	const struct record_cond *a, *b;
};

struct reader {
	struct arena *arena;
	struct diags *diags;
	struct span at;
	const char *text, *s;
	const char *word; /* the one read last, NULL at the end; "(" and ")" are words */
	size_t word_at;
	int depth;
	bool failed;
};

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static void advance(struct reader *r)
{
	size_t n;

	r->s += strspn(r->s, " \t\r\n");
	r->word_at = (size_t)(r->s - r->text);
	if (!*r->s) {
		r->word = NULL;
		return;
	}
	n = *r->s == '(' || *r->s == ')' ? 1 : strcspn(r->s, " \t\r\n()");
	r->word = arena_strndup(r->arena, r->s, n);
	r->s += n;
}

static bool is_word(const struct reader *r, const char *word)
{
	return str_eq(r->word, word);
}

/* The place of the word in its source: exact where the text stands there as it is, else the whole value. */
static struct span place(const struct reader *r)
{
	struct span at = r->at;
	const char *found;
	size_t n = strlen(r->text);

	if (!at.src || at.to > at.src->len || at.from >= at.to)
		return at;
	found = memmem(at.src->text + at.from, at.to - at.from, r->text, n);
	if (!found || !n)
		return at;
	at.from = (uint32_t)(found - at.src->text) + (uint32_t)r->word_at;
	at.to = at.from + (uint32_t)(r->word ? strlen(r->word) : 1);
	return at;
}

static const struct record_cond *fail(struct reader *r, const char *wanted)
{
	if (!r->failed && r->word)
		diag(r->diags, place(r), MSG_COND_WORD, wanted, r->word);
	else if (!r->failed)
		diag(r->diags, place(r), MSG_COND_END, wanted);
	r->failed = true;
	return NULL;
}

static struct record_cond *node(struct reader *r, enum op op, const struct record_cond *a, const struct record_cond *b)
{
	struct record_cond *c = arena_one(r->arena, struct record_cond);

	c->op = op;
	c->a = a;
	c->b = b;
	return c;
}

static bool keyword(const char *word)
{
	return str_eq(word, "and") || str_eq(word, "or") || str_eq(word, "not") || str_eq(word, "is") || str_eq(word, "(") ||
	       str_eq(word, ")");
}

static const struct record_cond *read_or(struct reader *r);

static const struct record_cond *read_path(struct reader *r)
{
	struct record_cond *c;
	bool negated;

	for (const char *p = r->word; *p; p++)
		if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./[]", *p))
			return fail(r, "a path");
	c = node(r, OP_PATH, NULL, NULL);
	c->path = r->word;
	advance(r);
	if (!is_word(r, "is"))
		return c;
	advance(r);
	negated = is_word(r, "not");
	if (negated)
		advance(r);
	if (!r->word || keyword(r->word))
		return fail(r, "a word after `is`");
	c->op = OP_IS;
	c->word = r->word;
	advance(r);
	return negated ? node(r, OP_NOT, c, NULL) : c;
}

static const struct record_cond *read_one(struct reader *r)
{
	const struct record_cond *c;

	if (r->failed)
		return NULL;
	if (r->depth > COND_MAX_DEPTH)
		return fail(r, "something less deeply nested");
	if (is_word(r, "not")) {
		advance(r);
		r->depth++;
		c = read_one(r);
		r->depth--;
		return c ? node(r, OP_NOT, c, NULL) : NULL;
	}
	if (is_word(r, "(")) {
		advance(r);
		r->depth++;
		c = read_or(r);
		r->depth--;
		if (!c)
			return NULL;
		if (!is_word(r, ")"))
			return fail(r, "`)`");
		advance(r);
		return c;
	}
	if (!r->word || keyword(r->word))
		return fail(r, "a path");
	return read_path(r);
}

static const struct record_cond *read_and(struct reader *r)
{
	const struct record_cond *c = read_one(r);

	while (c && is_word(r, "and")) {
		const struct record_cond *b;

		advance(r);
		b = read_one(r);
		c = b ? node(r, OP_AND, c, b) : NULL;
	}
	return c;
}

static const struct record_cond *read_or(struct reader *r)
{
	const struct record_cond *c = read_and(r);

	while (c && is_word(r, "or")) {
		const struct record_cond *b;

		advance(r);
		b = read_and(r);
		c = b ? node(r, OP_OR, c, b) : NULL;
	}
	return c;
}

const struct record_cond *record_cond_parse(struct arena *arena, struct diags *diags, struct span at, const char *text)
{
	struct reader r = {.arena = arena, .diags = diags, .at = at, .text = text, .s = text};
	const struct record_cond *c;

	if (strlen(text) > COND_MAX_TEXT) {
		diag(diags, at, MSG_COND_LONG, COND_MAX_TEXT);
		return NULL;
	}
	advance(&r);
	c = read_or(&r);
	if (c && r.word)
		return fail(&r, "`and`, `or` or the end");
	return c;
}

const struct record_cond *cond_cached(const struct record_set *set, const char *text)
{
	struct record_memo *memo = memo_of(set);
	const struct record_cond *c = str_map_lookup(memo->conds, text);
	struct diags *quiet;

	if (c || str_map_lookup(memo->bad, text))
		return c;
	text = arena_strdup(set->arena, text);
	quiet = diags_new(); /* what is wrong with it was told when its document or shape was checked */
	c = record_cond_parse(set->arena, quiet, SPAN_NONE, text);
	diags_free(quiet);
	if (c)
		*str_map_slot(memo->conds, text) = (void *)c;
	else
		*str_map_slot(memo->bad, text) = memo;
	return c;
}

/* ---- facts ------------------------------------------------------------------------------------------------------- */

static const char *const facts[] = {"separated", "expecting", "case", NULL};

static bool is_fact(const char *path)
{
	static const char *const copies[] = {"copy.blank", "copy.live", "copy.discreet", "copy.addressed", NULL};

	for (int i = 0; facts[i]; i++)
		if (str_eq(path, facts[i]))
			return true;
	for (int i = 0; copies[i]; i++)
		if (str_eq(path, copies[i]))
			return true;
	return false;
}

static enum record_truth fact(const struct record_set *set, const char *path)
{
	static enum record_truth (*const work_out[])(const struct record_set *) = {derive_separated, derive_expecting,
										   derive_case};
	struct record_memo *memo = memo_of(set);

	for (int i = 0; facts[i]; i++) {
		if (!str_eq(path, facts[i]))
			continue;
		if (!memo->facts_done[i]) {
			memo->facts[i] = work_out[i](set);
			memo->facts_done[i] = true;
		}
		return memo->facts[i];
	}
	if (str_eq(path, "copy.blank"))
		return set->blank ? RECORD_YES : RECORD_NO;
	if (str_eq(path, "copy.live"))
		return set->flat ? RECORD_NO : RECORD_YES;
	if (str_eq(path, "copy.addressed"))
		return set->addressed ? RECORD_YES : RECORD_NO;
	return str_eq(path, "copy.discreet") && set->discreet ? RECORD_YES : RECORD_NO;
}

/* ---- answering --------------------------------------------------------------------------------------------------- */

/* A clean copy does not know what a record would say. */
static enum record_truth absent(const struct record_set *set, const struct walk *w)
{
	return set->blank && !w->record ? RECORD_UNKNOWN : RECORD_NO;
}

static bool says_yes(enum record_type type, const char *text)
{
	if (!*text || str_eq(text, "no") || str_eq(text, "unsaid"))
		return false;
	if (type == RECORD_YES_NO || type == RECORD_YES_NO_NA || type == RECORD_CHECK) {
		struct val v = {.kind = VAL_TEXT, .text = text};

		return val_truth(&v, NULL);
	}
	return !str_eq(text, "false");
}

static enum record_truth test_path(const struct record_set *set, const struct record_scope *scope, const char *path)
{
	struct walk w;
	struct record_item *items;
	struct lang_date day;
	const char *text;

	if (!walk_find(set->shapes, set, scope, path, &w, NULL, NULL))
		return set->blank ? RECORD_UNKNOWN : RECORD_NO;
	if ((w.shape->pub.type == RECORD_ITEMS || w.shape->pub.type == RECORD_REFS) && w.val)
		return record_items(set, scope, path, NULL, RECORD_ALL, NULL, &items) ? RECORD_YES : RECORD_NO;
	/* A release is yes only while it is in force, whatever the sheet prints about one that ended. */
	if (w.shape->pub.derived && str_starts(w.name, "people.") && str_ends(w.name, ".release")) {
		char person[65];
		size_t n = strlen(w.name) - strlen("people.") - strlen(".release");

		if (n < sizeof person) {
			enum release is;

			memcpy(person, w.name + 7, n);
			person[n] = '\0';
			is = derive_release(set, person, NULL, &day);
			if (is != RELEASE_NONE)
				return is == RELEASE_IN_FORCE ? RECORD_YES : RECORD_NO;
		}
	}
	if (w.shape->pub.derived && str_starts(w.name, "consents.") && str_ends(w.name, ".in_force")) {
		enum record_truth truth = derive_in_force(set, &w);

		return truth == RECORD_UNKNOWN ? absent(set, &w) : truth;
	}
	if (w.val && (w.val->kind == VAL_MAP || w.val->kind == VAL_LIST))
		return w.val->n ? RECORD_YES : RECORD_NO;
	text = val_text(w.val);
	if (!text)
		text = derive(set, &w);
	return text ? (says_yes(w.shape->pub.type, text) ? RECORD_YES : RECORD_NO) : absent(set, &w);
}

static bool same(enum record_type type, const char *text, const char *word)
{
	struct val a = {.kind = VAL_TEXT, .text = text}, b = {.kind = VAL_TEXT, .text = word};
	bool a_ok, b_ok, a_yes, b_yes;

	if (str_eq(text, word))
		return true;
	if (type != RECORD_YES_NO && type != RECORD_YES_NO_NA && type != RECORD_CHECK)
		return false;
	a_yes = val_truth(&a, &a_ok);
	b_yes = val_truth(&b, &b_ok);
	return a_ok && b_ok && a_yes == b_yes;
}

static enum record_truth test_is(const struct record_set *set, const struct record_scope *scope,
				 const struct record_cond *cond)
{
	struct walk w;
	const char *text;

	if (is_fact(cond->path)) {
		enum record_truth truth = fact(set, cond->path);

		if (truth == RECORD_UNKNOWN)
			return truth;
		return (truth == RECORD_YES) == str_eq(cond->word, "yes") ? RECORD_YES : RECORD_NO;
	}
	if (!walk_find(set->shapes, set, scope, cond->path, &w, NULL, NULL))
		return set->blank ? RECORD_UNKNOWN : RECORD_NO;
	if (w.val && w.val->kind == VAL_LIST) {
		for (size_t i = 0; i < w.val->n; i++)
			if (str_eq(val_text(w.val->items[i]), cond->word))
				return RECORD_YES;
		return RECORD_NO;
	}
	text = val_text(w.val);
	if (!text)
		return absent(set, &w);
	return same(w.shape->pub.type, text, cond->word) ? RECORD_YES : RECORD_NO;
}

enum record_truth record_cond_test(const struct record_set *set, const struct record_scope *scope,
				   const struct record_cond *cond)
{
	enum record_truth a, b;

	switch (cond->op) {
	case OP_PATH: return is_fact(cond->path) ? fact(set, cond->path) : test_path(set, scope, cond->path);
	case OP_IS: return test_is(set, scope, cond);
	case OP_NOT:
		a = record_cond_test(set, scope, cond->a);
		return a == RECORD_UNKNOWN ? a : a == RECORD_YES ? RECORD_NO : RECORD_YES;
	case OP_AND:
		a = record_cond_test(set, scope, cond->a);
		b = a == RECORD_NO ? RECORD_NO : record_cond_test(set, scope, cond->b);
		if (a == RECORD_NO || b == RECORD_NO)
			return RECORD_NO;
		return a == RECORD_YES && b == RECORD_YES ? RECORD_YES : RECORD_UNKNOWN;
	default:
		a = record_cond_test(set, scope, cond->a);
		b = a == RECORD_YES ? RECORD_YES : record_cond_test(set, scope, cond->b);
		if (a == RECORD_YES || b == RECORD_YES)
			return RECORD_YES;
		return a == RECORD_NO && b == RECORD_NO ? RECORD_NO : RECORD_UNKNOWN;
	}
}

/* ---- what a condition names -------------------------------------------------------------------------------------- */

struct names {
	struct arena *arena;
	const char **items;
	size_t n, cap;
};

static void add_name(struct names *names, const char *name)
{
	*arena_push(names->arena, names->items, names->n, names->cap) = name;
}

static void add_paths(const struct record_cond *cond, struct names *names)
{
	if (cond->op == OP_PATH || cond->op == OP_IS) {
		if (!is_fact(cond->path))
			add_name(names, cond->path);
		return;
	}
	add_paths(cond->a, names);
	if (cond->b)
		add_paths(cond->b, names);
}

size_t record_cond_paths(const struct record_cond *cond, struct arena *arena, const char *const **paths)
{
	struct names names = {.arena = arena};

	add_paths(cond, &names);
	*paths = names.items;
	return names.n;
}

/* All that must hold; of alternatives the first, which is enough. */
static void add_flags(const struct record_cond *cond, struct names *names)
{
	if (cond->op == OP_PATH && !is_fact(cond->path))
		add_name(names, cond->path);
	else if (cond->op == OP_IS && !is_fact(cond->path))
		add_name(names, arena_printf(names->arena, "%s=%s", cond->path, cond->word));
	else if (cond->op == OP_AND || cond->op == OP_OR)
		add_flags(cond->a, names);
	if (cond->op == OP_AND)
		add_flags(cond->b, names);
}

const char *const *record_where_flags(struct arena *arena, const char *where)
{
	struct names names = {.arena = arena};
	struct diags *quiet = diags_new();
	const struct record_cond *cond = where ? record_cond_parse(arena, quiet, SPAN_NONE, where) : NULL;

	diags_free(quiet);
	if (cond)
		add_flags(cond, &names);
	add_name(&names, NULL);
	return names.items;
}
