/* Holds a record's values against its shape and tells everything that is wrong, each at its place. It changes nothing: what
 * a value was written as stays so. */
#include "record/int.h"

#include <regex.h>
#include <string.h>

#define SHOWN 60 /* bytes of a value in a message */

struct checker {
	struct arena *arena;
	struct diags *diags;
	const struct record *record;
	const struct val *people; /* the values that references point into; NULL: not checked */
	size_t n;
	char path[RECORD_MAX_PATH + 1];
};

static void check(struct checker *c, const struct val *v, const struct shape *shape);

static size_t enter(struct checker *c, const char *key)
{
	size_t before = c->n, n = strlen(key);

	if (c->n + n + 1 > RECORD_MAX_PATH)
		return before;
	if (c->n)
		c->path[c->n++] = '.';
	memcpy(c->path + c->n, key, n + 1);
	c->n += n;
	return before;
}

static void leave(struct checker *c, size_t before)
{
	c->n = before;
	c->path[before] = '\0';
}

/* A value in a message: one line, not the whole of a long one. */
static const char *shown(struct checker *c, const char *text)
{
	size_t n = strcspn(text, "\r\n");

	if (n <= SHOWN && !text[n])
		return text;
	if (n > SHOWN)
		n = SHOWN;
	while (n && ((unsigned char)text[n] & 0xC0) == 0x80)
		n--;
	return arena_printf(c->arena, "%.*s…", (int)n, text);
}

static const char *kind_word(const struct val *v)
{
	static const char *const words[] = {
		[VAL_NULL] = "nothing", [VAL_TEXT] = "a text", [VAL_LIST] = "a list", [VAL_MAP] = "keys and values"};

	return words[v->kind];
}

/* "a, b, c", of as many words as one can take in. */
static const char *some(struct checker *c, const char *const *words)
{
	struct buf out = {0};
	const char *text;
	int i;

	for (i = 0; i < 20 && words[i]; i++)
		buf_addf(&out, "%s%s", i ? ", " : "", words[i]);
	if (words[i])
		buf_adds(&out, " …");
	text = buf_text(&out, c->arena);
	buf_free(&out);
	return text;
}

/* ---- one text ---------------------------------------------------------------------------------------------------- */

static void check_option(struct checker *c, const struct val *v, const char *const *options)
{
	const char *near;
	size_t i = 0;

	while (options[i] && strcmp(options[i], v->text) != 0)
		i++;
	if (options[i])
		return;
	/* `true` is what some editors make of yes. */
	for (i = 0; options[i]; i++) {
		struct val word = {.kind = VAL_TEXT, .text = options[i]};
		bool a_ok, b_ok, a = val_truth(v, &a_ok), b = val_truth(&word, &b_ok);

		if (a_ok && b_ok && a == b)
			return;
	}
	near = str_nearest(v->text, options);
	if (near)
		diag(c->diags, v->at, MSG_RECORD_OPTION_NEAR, c->path, shown(c, v->text), near);
	else
		diag(c->diags, v->at, MSG_RECORD_OPTION, c->path, shown(c, v->text), some(c, options));
}

static bool has_digit(const char *s)
{
	return strpbrk(s, "0123456789") != NULL;
}

/* A key that means nobody. Where words may stand too only what looks like a made-up key is meant as one. */
static void check_ref(struct checker *c, const struct val *v, const struct shape *shape)
{
	const struct val *list = c->people ? val_lookup(c->people, shape->pub.refers) : NULL;
	const char *near = NULL, **keys;

	if (!c->people || val_index(list, v->text) >= 0)
		return;
	if (shape->pub.or_text && !(record_key_ok(v->text, false) && has_digit(v->text)))
		return;
	if (list && list->kind == VAL_MAP) {
		keys = arena_many(c->arena, const char *, list->n + 1);
		for (size_t i = 0; i < list->n; i++)
			keys[i] = list->keys[i].text;
		near = str_nearest(v->text, keys);
	}
	if (near)
		diag(c->diags, v->at, MSG_RECORD_REF_NEAR, c->path, shown(c, v->text), shape->pub.refers, near);
	else
		diag(c->diags, v->at, MSG_RECORD_REF, c->path, shown(c, v->text), shape->pub.refers);
}

static void check_pattern(struct checker *c, const struct val *v, const char *pattern)
{
	regex_t re;

	if (regcomp(&re, pattern, REG_EXTENDED | REG_NOSUB) != 0)
		return;
	if (regexec(&re, v->text, 0, NULL, 0) != 0)
		diag(c->diags, v->at, MSG_RECORD_PATTERN, c->path, shown(c, v->text), pattern);
	regfree(&re);
}

const char *record_refuses(struct arena *arena, const struct record_shape *shape, const char *text)
{
	const char *write, *what = *text && !shape->free ? form_refuses(shape->type, text, &write) : NULL;
	struct checker c = {.arena = arena};
	bool known = !shape->options || shape->free || !*text;

	for (const char *const *o = shape->options; !known && *o; o++)
		known = str_eq(*o, text);
	return what ? what : known ? NULL : arena_printf(arena, "one of: %s", some(&c, shape->options));
}

static void check_text(struct checker *c, const struct val *v, const struct shape *shape)
{
	const char *write = NULL, *what;

	if (v->kind == VAL_LIST && shape->many) {
		for (size_t i = 0; i < v->n; i++)
			if (v->items[i]->kind == VAL_LIST || v->items[i]->kind == VAL_MAP)
				diag(c->diags, v->items[i]->at, MSG_RECORD_TEXT, c->path, kind_word(v->items[i]));
		return;
	}
	if (v->kind != VAL_TEXT) {
		diag(c->diags, v->at, MSG_RECORD_TEXT, c->path, kind_word(v));
		return;
	}
	if (!*v->text)
		return;
	what = form_refuses(shape->pub.type, v->text, &write);
	if (what)
		diag(c->diags, v->at, MSG_RECORD_TYPE, c->path, shown(c, v->text), what, write);
	else if (shape->pub.type == RECORD_REF)
		check_ref(c, v, shape);
	else if (shape->pub.options)
		check_option(c, v, shape->pub.options);
	else if (shape->pattern && c->n > 2) /* the id's own is told in words, by check_id */
		check_pattern(c, v, shape->pattern);
}

/* ---- lists and maps ---------------------------------------------------------------------------------------------- */

static void check_list(struct checker *c, const struct val *v, const struct shape *shape)
{
	if (v->kind != VAL_LIST) {
		diag(c->diags, v->at, MSG_RECORD_LIST, c->path, kind_word(v));
		return;
	}
	for (size_t i = 0; i < v->n; i++) {
		const struct val *item = v->items[i];

		if (item->kind != VAL_TEXT)
			diag(c->diags, item->at, MSG_RECORD_TEXT, c->path, kind_word(item));
		else if (shape->pub.type == RECORD_REFS)
			check_ref(c, item, shape);
		else if (shape->pub.type == RECORD_MULTI_CHOICE && shape->pub.options)
			check_option(c, item, shape->pub.options);
	}
}

static bool check_key(struct checker *c, const struct val *v, size_t i, bool underscore)
{
	const char *key = v->keys[i].text;

	if (record_key_ok(key, underscore))
		return true;
	if (record_key_is_new(key, strlen(key)))
		diag(c->diags, v->keys[i].at, MSG_RECORD_KEY_NEW, c->path, key);
	else
		diag(c->diags, v->keys[i].at, MSG_RECORD_KEY, c->path, shown(c, key), underscore ? ", - and _" : " and -");
	return false;
}

/* No more entries than a list may have; told at the first that is too many. */
static bool check_many(struct checker *c, const struct val *v)
{
	if (v->n <= RECORD_MAX_ITEMS)
		return true;
	diag(c->diags, v->keys[RECORD_MAX_ITEMS].at, MSG_RECORD_MANY, c->path, RECORD_MAX_ITEMS);
	return false;
}

static void check_items(struct checker *c, const struct val *v, const struct shape *shape)
{
	const struct shape *item = shape_item(shape);

	if (v->kind != VAL_MAP) {
		diag(c->diags, v->at, MSG_RECORD_ITEMS, c->path, kind_word(v));
		return;
	}
	if (!check_many(c, v))
		return;
	for (size_t i = 0; i < v->n; i++) {
		size_t before;

		if (!check_key(c, v, i, false))
			continue;
		before = enter(c, v->keys[i].text);
		if (item->via) {
			struct val key = {.kind = VAL_TEXT, .text = v->keys[i].text, .at = v->keys[i].at};
			struct shape ref = {.pub.refers = item->via};

			check_ref(c, &key, &ref);
		}
		check(c, v->items[i], item);
		leave(c, before);
	}
}

/* Answers: any key, but one that can be a part of a field's name. */
static void check_free(struct checker *c, const struct val *v)
{
	if (v->kind == VAL_LIST) {
		for (size_t i = 0; i < v->n; i++)
			if (v->items[i]->kind == VAL_LIST || v->items[i]->kind == VAL_MAP)
				diag(c->diags, v->items[i]->at, MSG_RECORD_TEXT, c->path, kind_word(v->items[i]));
		return;
	}
	for (size_t i = 0; v->kind == VAL_MAP && i < v->n; i++) {
		size_t before;

		if (!check_key(c, v, i, true))
			continue;
		before = enter(c, v->keys[i].text);
		check_free(c, v->items[i]);
		leave(c, before);
	}
}

static void check_object(struct checker *c, const struct val *v, const struct shape *shape)
{
	if (v->kind != VAL_MAP) {
		diag(c->diags, v->at, MSG_RECORD_OBJECT, c->n ? c->path : "the record", kind_word(v),
		     some(c, shape_keys(c->arena, shape)));
		return;
	}
	for (size_t i = 0; i < v->n; i++) {
		const char *key = v->keys[i].text, *near;
		const struct shape *field = shape_field(shape, key, strlen(key));
		size_t before;

		if (field && !field->pub.view) {
			before = enter(c, key);
			check(c, v->items[i], field);
			leave(c, before);
			continue;
		}
		if (field) {
			diag(c->diags, v->keys[i].at, MSG_RECORD_VIEW, c->n ? c->path : "the record", key,
			     field->pub.view + (*field->pub.view == '/'));
			continue;
		}
		near = str_nearest(key, shape_keys(c->arena, shape));
		if (near)
			diag(c->diags, v->keys[i].at, MSG_VAL_UNKNOWN_NEAR, c->n ? c->path : "the record", key, near);
		else
			diag(c->diags, v->keys[i].at, MSG_VAL_UNKNOWN, c->n ? c->path : "the record", key);
	}
}

static void check(struct checker *c, const struct val *v, const struct shape *shape)
{
	if (v->kind == VAL_NULL)
		return;
	if (shape->pub.free) {
		if (v->kind == VAL_MAP)
			check_free(c, v);
		else
			diag(c->diags, v->at, MSG_RECORD_ITEMS, c->path, kind_word(v));
		return;
	}
	switch (shape->pub.type) {
	case RECORD_OBJECT: check_object(c, v, shape); break;
	case RECORD_ITEMS: check_items(c, v, shape); break;
	case RECORD_TEXTS:
		if (shape->pub.keyed)
			check_items(c, v, shape);
		else
			check_list(c, v, shape);
		break;
	case RECORD_REFS:
	case RECORD_MULTI_CHOICE: check_list(c, v, shape); break;
	default: check_text(c, v, shape);
	}
}

/* What shapes cannot say of consents: which parts they name, and that one for a proceeding stands alone (42 CFR 2.31(d)). */
static void check_consents(struct checker *c, const struct val *consents, const struct record_shapes *shapes)
{
	for (size_t i = 0; consents && consents->kind == VAL_MAP && i < consents->n; i++) {
		const struct val *one = consents->items[i], *fields = val_lookup(one, "fields"),
				 *proceeding = val_lookup(one, "proceeding");

		if (val_text(proceeding) && *proceeding->text && !str_eq(val_text_at(one, "kind", "proceeding"), "proceeding"))
			diag(c->diags, proceeding->at, MSG_CONSENT_PROCEEDING);
		for (size_t k = 0; fields && fields->kind == VAL_LIST && k < fields->n; k++) {
			const char *path = val_text(fields->items[k]), *unknown = NULL, *near = NULL;

			if (!path || record_field_path(shapes, c->arena, c->record->values, path, &unknown, &near))
				continue;
			if (near)
				diag(c->diags, fields->items[k]->at, MSG_SHARE_FIELD_NEAR, unknown ? unknown : path, path, near);
			else
				diag(c->diags, fields->items[k]->at, MSG_SHARE_FIELD, unknown ? unknown : path, path);
		}
	}
}

void check_record(struct arena *arena, struct diags *diags, const struct record *record, const struct shape *root,
		  const struct val *people)
{
	struct checker *c = arena_one(arena, struct checker);

	c->arena = arena;
	c->diags = diags;
	c->record = record;
	c->people = people;
	check(c, record->values, root);
	if (str_eq(record->kind, "family"))
		check_consents(c, val_lookup(record->values, "consents"), root->of);
}

void record_check_item(struct arena *arena, struct diags *diags, const struct record_shapes *shapes, const char *path,
		       const char *name, const struct val *v)
{
	const struct record_shape *shape = record_shape_find(shapes, path, NULL, NULL);
	struct checker *c = arena_one(arena, struct checker);

	c->arena = arena;
	c->diags = diags;
	enter(c, name);
	if (shape)
		check(c, v, (const struct shape *)shape);
}
