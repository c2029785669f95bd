/* Finding a value in a set of records, and saying it as the reader sees it. */
#include "record/int.h"

#include <string.h>

/* Several texts where one is asked for: one below another. Still a value that stands where the list stands. */
static const struct val *one_text(const struct record_set *set, const struct val *list)
{
	struct val *v = arena_one(set->arena, struct val);
	struct buf text = {0};
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++) {
		if (!val_text(list->items[i]))
			continue;
		if (n++) /* also behind an empty one: what comes back goes line by line into the list again */
			buf_addc(&text, '\n');
		buf_adds(&text, list->items[i]->text);
	}
	v->kind = VAL_TEXT;
	v->quoted = true;
	v->at = list->at;
	v->text = buf_text(&text, set->arena);
	buf_free(&text);
	return v;
}

static bool is_nothing(const struct val *v)
{
	return !v || v->kind == VAL_NULL || (v->kind == VAL_TEXT && !*v->text) ||
	       ((v->kind == VAL_LIST || v->kind == VAL_MAP) && !v->n);
}

/* A path from the record on, references not followed. */
static const char *full_path(const struct record_set *set, const struct record_scope *scope, const char *path)
{
	const struct record_scope *from = scope;
	size_t n = strcspn(path, ".");

	if (*path == '/')
		return path + 1;
	for (const struct record_scope *s = scope; s; s = s->up)
		if (s->as && strlen(s->as) == n && strncmp(s->as, path, n) == 0) {
			from = s;
			path += n + (path[n] == '.');
			break;
		}
	if (!from || !from->name)
		return path;
	return *path && !str_eq(path, ".") ? arena_printf(set->arena, "%s.%s", from->name, path) : from->name;
}

/* What a share withholds is not there. A list is only the way to its items; a path through a reference is allowed as itself
 * or as what it leads to. */
static bool allowed(const struct record_set *set, const struct record_scope *scope, const char *path, const struct walk *w)
{
	const char *as_written;

	if (record_allowed(set, w->name))
		return true;
	if (w->val && w->val->kind == VAL_MAP)
		return true; /* what is in it is asked for by itself */
	as_written = full_path(set, scope, path);
	as_written = record_shape_name(set->shapes, set->arena, as_written);
	return as_written && record_allowed(set, as_written);
}

bool record_find(const struct record_set *set, const struct record_scope *scope, const char *path,
		 struct record_found *found)
{
	struct walk w;

	memset(found, 0, sizeof *found);
	if (!walk_find(set->shapes, set, scope, path, &w, NULL, NULL))
		return false;
	if (w.shape->pub.type == RECORD_ITEMS)
		shape_item(w.shape);
	found->shape = &w.shape->pub;
	found->name = arena_strdup(set->arena, w.name);
	found->val = is_nothing(w.val) ? NULL : w.val;
	if (found->val && w.shape->many && w.val->kind == VAL_LIST)
		found->val = one_text(set, w.val);
	found->derived = derive(set, &w);
	if (set->allow && !allowed(set, scope, path, &w)) {
		found->val = NULL;
		found->derived = NULL;
	}
	return true;
}

const char *record_returned(const struct record_set *set, const char *name)
{
	const struct record *record = str_starts(name, "program.") ? set->program
				      : str_starts(name, "staff.")   ? set->staff
				      : str_starts(name, "agency.")  ? set->agency
								     : set->family;
	const struct val *all = record && !set->blank ? val_lookup(record->values, "returned") : NULL;
	const char *value = NULL;

	for (size_t i = 0; all && all->kind == VAL_MAP && i < all->n; i++)
		if (str_eq(val_text_at(all->items[i], "path", NULL), name))
			value = val_text_at(all->items[i], "value", value);
	return value;
}

static const char *datetime_text(const struct record_set *set, const char *text)
{
	char day[11] = "";
	struct lang_date date;
	const char *time;
	struct lang_arg args[2];

	if (strlen(text) < 16)
		return text;
	memcpy(day, text, 10);
	time = lang_time_text(set->lang, set->arena, text + 11);
	if (!lang_date_parse(day, &date) || !time)
		return text;
	args[0] = (struct lang_arg){"date", lang_date_text(set->lang, set->arena, date, LANG_DATE_LONG), 0};
	args[1] = (struct lang_arg){"time", time, 0};
	return lang_format(set->lang, set->arena, "date_time", args, 2);
}

static const char *yes_no_text(const struct record_set *set, const struct val *v)
{
	bool ok, yes = val_truth(v, &ok);

	if (ok)
		return lang_word(set->lang, yes ? "yes" : "no");
	if (str_eq(v->text, "na"))
		return lang_word(set->lang, "not_applicable");
	return str_eq(v->text, "unsaid") ? lang_word(set->lang, "rather_not_say") : v->text;
}

/* An option's id in words, where running text shows it: "option_as_needed". A sheet's own buttons bring their words
 * themselves. `*tag` (if not NULL) is the words' language, NULL where there are none. */
static const char *option_text(const struct record_set *set, const char *id, const char **tag)
{
	char key[64];
	const char *words;
	int n = snprintf(key, sizeof key, "option_%s", id);

	if (tag)
		*tag = NULL;
	if (!set->lang || n >= (int)sizeof key)
		return id;
	for (char *s = key; *s; s++)
		if (*s == '-')
			*s = '_';
	words = lang_find(set->lang, key);
	if (words && tag)
		*tag = lang_word_tag(set->lang, key);
	return words ? words : id;
}

static const char *list_text(const struct record_set *set, const struct record_shape *shape, const struct val *v)
{
	const char **items = arena_many(set->arena, const char *, v->n + 1);
	size_t n = 0;

	for (size_t i = 0; i < v->n; i++) {
		const char *text = val_text(v->items[i]);

		if (shape->type == RECORD_ITEMS)
			text = val_text_at(v->items[i], "name", val_text_at(v->items[i], "title", NULL));
		else if (text && shape->type == RECORD_REFS)
			text = derive_item_name(set, shape->refers, text);
		else if (text && shape->type == RECORD_MULTI_CHOICE)
			text = option_text(set, text, NULL);
		if (text && *text)
			items[n++] = text;
	}
	if (!n)
		return "";
	return set->lang ? lang_join(set->lang, set->arena, items, n) : items[0];
}

const char *record_text(const struct record_set *set, const struct record_found *found)
{
	const struct val *v = found->val;
	const char *text = val_text(v), *shown;
	struct lang_date date;

	if (found->derived)
		return found->derived;
	if (!v)
		return "";
	if (v->kind == VAL_LIST || v->kind == VAL_MAP)
		return found->shape->type == RECORD_OBJECT ? "" : list_text(set, found->shape, v);
	if (!text)
		return "";
	switch (found->shape->type) {
	case RECORD_DATE:
		return set->lang && lang_date_parse(text, &date)
			       ? lang_date_text(set->lang, set->arena, date, LANG_DATE_LONG)
			       : text;
	case RECORD_TIME:
		shown = set->lang ? lang_time_text(set->lang, set->arena, text) : NULL;
		return shown ? shown : text;
	case RECORD_DATETIME: return set->lang ? datetime_text(set, text) : text;
	case RECORD_YES_NO:
	case RECORD_YES_NO_NA: return set->lang ? yes_no_text(set, v) : text;
	case RECORD_REF:
	case RECORD_REFS: return derive_item_name(set, found->shape->refers, text);
	case RECORD_CHOICE:
	case RECORD_MULTI_CHOICE: return option_text(set, text, NULL);
	default: return text;
	}
}

static const char *yes_no_lang(const struct record_set *set, const struct val *v)
{
	bool ok, yes = val_truth(v, &ok);
	const char *key = ok			      ? yes ? "yes" : "no"
			  : str_eq(v->text, "na")     ? "not_applicable"
			  : str_eq(v->text, "unsaid") ? "rather_not_say"
						      : NULL;

	return key ? lang_word_tag(set->lang, key) : NULL;
}

const char *record_text_lang(const struct record_set *set, const struct record_found *found)
{
	const struct val *v = found->val;
	const char *text = val_text(v), *tag = NULL;
	struct lang_date date;

	if (!set->lang || !found->shape)
		return NULL;
	if (found->derived && found->shape->derived)
		return str_ends(found->name, ".letterhead") || str_ends(found->name, ".id") ? NULL : set->lang->tag;
	if (!v || found->shape->free)
		return NULL;
	if (v->kind != VAL_TEXT && found->shape->type != RECORD_OBJECT && v->n > 1)
		return set->lang->tag; /* joined by its "and" */
	switch (found->shape->type) {
	case RECORD_DATE: return text && lang_date_parse(text, &date) ? set->lang->tag : NULL;
	case RECORD_TIME: return text && lang_time_text(set->lang, set->arena, text) ? set->lang->tag : NULL;
	case RECORD_DATETIME: return text && datetime_text(set, text) != text ? set->lang->tag : NULL;
	case RECORD_YES_NO:
	case RECORD_YES_NO_NA: return text ? yes_no_lang(set, v) : NULL;
	case RECORD_CHOICE:
	case RECORD_MULTI_CHOICE:
		if (v->kind == VAL_LIST && v->n)
			text = val_text(v->items[0]);
		if (text)
			option_text(set, text, &tag);
		return tag;
	default: return NULL;
	}
}
