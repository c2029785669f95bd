/* The items of lists: those that the record has, in its order or by date, those that a view lets through, and new, blank
 * ones. */
#include "record/int.h"

#include <stdlib.h>
#include <string.h>

struct candidate {
	struct record_item item;
	struct lang_date date;
	const char *time;
	size_t at;
};

/* A list that is asked for: where it stands, and the conditions of the views on the way to it. */
static bool find_list(const struct record_set *set, const struct record_scope *scope, const char *path, const char *where,
		      struct walk *w)
{
	if (!walk_find(set->shapes, set, scope, path, w, NULL, NULL) || !shape_is_list(w->shape))
		return false;
	if (!w->shape->pub.view && w->shape->pub.where && w->n_wheres < WALK_WHERES)
		w->wheres[w->n_wheres++] = w->shape->pub.where;
	if (where && *where && w->n_wheres < WALK_WHERES)
		w->wheres[w->n_wheres++] = where;
	return true;
}

static bool passes(const struct record_set *set, const struct walk *w, const struct record_scope *item)
{
	for (size_t i = 0; i < w->n_wheres; i++) {
		const struct record_cond *cond = cond_cached(set, w->wheres[i]);

		if (!cond || record_cond_test(set, item, cond) == RECORD_NO)
			return false;
	}
	return true;
}

static struct lang_date date_of(const struct val *item, const char *key)
{
	const char *text = val_text_at(item, "date", NULL);
	struct lang_date date = {0};
	char day[11] = "";

	if (text && lang_date_parse(text, &date))
		return date;
	if (strlen(key) >= 10) {
		memcpy(day, key, 10);
		if (lang_date_parse(day, &date))
			return date;
	}
	return (struct lang_date){0};
}

static int by_date(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	int order;

	if (!x->date.year != !y->date.year)
		return x->date.year ? -1 : 1;
	order = x->date.year ? lang_date_compare(x->date, y->date) : 0;
	if (!order)
		order = strcmp(x->time, y->time);
	return order ? order : x->at < y->at ? -1 : x->at > y->at;
}

/* One item of the list at w, as a scope; false where it is none (a key that means nobody, an answer that is no item). */
static bool make_item(const struct record_set *set, const struct walk *w, size_t i, struct record_item *item)
{
	const struct val *v = w->val->items[i];
	const struct shape *shape = w->shape;

	if (shape->pub.type == RECORD_REFS) {
		item->key = val_text(v);
		item->scope.val = walk_item(set, shape->pub.refers, item->key);
		if (!item->scope.val)
			return false;
		item->scope.name = arena_printf(set->arena, "%s.%s", shape->pub.refers, item->key);
		item->scope.shape = &shape_list_item(set->shapes, shape->pub.refers)->pub;
		return true;
	}
	if (shape->pub.free && w->val->kind == VAL_MAP && v->kind != VAL_MAP)
		return false;
	item->key = w->val->kind == VAL_MAP ? w->val->keys[i].text : arena_printf(set->arena, "%zu", i + 1);
	item->scope.val = v;
	item->scope.name = arena_printf(set->arena, "%s.%s", w->name, item->key);
	item->scope.shape = &shape_item(shape)->pub;
	return true;
}

static size_t pick(const struct record_set *set, struct candidate *all, size_t n, enum record_which which, bool dated)
{
	size_t best = n;

	if (which == RECORD_ALL || !n)
		return n;
	for (size_t i = 0; i < n; i++) {
		bool comes = lang_date_compare(all[i].date, set->today) >= 0;

		if (dated && !all[i].date.year)
			continue;
		if (which == RECORD_NEXT && (!dated || comes)) {
			best = i;
			break;
		}
		if (which == RECORD_LAST && (!dated || !comes))
			best = i;
	}
	if (best == n)
		return 0;
	all[0] = all[best];
	return 1;
}

/* What all these conditions ask of an item, each once. */
static const char *const *flags_of(struct arena *arena, const char *const *wheres, size_t n)
{
	const char **flags = NULL;
	size_t n_flags = 0, cap = 0;

	for (size_t i = 0; i < n; i++) {
		for (const char *const *flag = record_where_flags(arena, wheres[i]); *flag; flag++) {
			size_t at = 0;

			while (at < n_flags && !str_eq(flags[at], *flag))
				at++;
			if (at == n_flags)
				*arena_push(arena, flags, n_flags, cap) = *flag;
		}
	}
	*arena_push(arena, flags, n_flags, cap) = NULL;
	return flags;
}

size_t record_items(const struct record_set *set, const struct record_scope *scope, const char *path, const char *where,
		    enum record_which which, const char *as, struct record_item **items)
{
	const char *const *flags;
	struct candidate *all;
	struct walk w;
	size_t n = 0;
	bool dated = false;

	*items = NULL;
	if (which == RECORD_NEW) {
		*items = arena_one(set->arena, struct record_item);
		**items = record_new_item(set, scope, path, as);
		return (*items)->scope.name ? 1 : 0;
	}
	if (!find_list(set, scope, path, where, &w) || !w.val || (w.val->kind != VAL_MAP && w.val->kind != VAL_LIST))
		return 0;
	if (w.val->kind == VAL_LIST && w.shape->pub.type == RECORD_ITEMS)
		return 0;
	/* What another list's items are referred to by keeps that list's own rule: who is named nowhere is not named here.
	 */
	if (w.shape->pub.type == RECORD_REFS && w.n_wheres < WALK_WHERES) {
		struct shape *list = shape_top(set->shapes, w.shape->pub.refers, strlen(w.shape->pub.refers));

		if (list && list->pub.where)
			w.wheres[w.n_wheres++] = list->pub.where;
	}
	all = arena_many(set->arena, struct candidate, w.val->n + 1);
	for (size_t i = 0; i < w.val->n; i++) {
		struct candidate *c = &all[n];

		*c = (struct candidate){.at = i, .time = ""};
		if (!make_item(set, &w, i, &c->item))
			continue;
		c->item.scope.up = scope;
		c->item.scope.as = as;
		if (!passes(set, &w, &c->item.scope))
			continue;
		if (w.shape->dated || w.shape->pub.free) {
			c->date = date_of(c->item.scope.val, c->item.key);
			c->time = val_text_at(c->item.scope.val, "time", "");
			dated = dated || c->date.year;
		}
		n++;
	}
	if (dated)
		qsort(all, n, sizeof *all, by_date);
	n = pick(set, all, n, which, dated || w.shape->dated);
	*items = arena_many(set->arena, struct record_item, n + 1);
	flags = n && w.n_wheres ? flags_of(set->arena, w.wheres, w.n_wheres) : NULL;
	for (size_t i = 0; i < n; i++) {
		(*items)[i] = all[i].item;
		(*items)[i].flags = flags;
	}
	return n;
}

struct record_item record_new_item(const struct record_set *set, const struct record_scope *scope, const char *path,
				   const char *as)
{
	struct record_item item = {0};
	struct walk w;
	void **count;

	if (!find_list(set, scope, path, NULL, &w))
		return item;
	count = str_map_slot(memo_of(set)->news, arena_strdup(set->arena, w.name));
	*count = (void *)((uintptr_t)*count + 1);
	item.key = arena_printf(set->arena, "new-%zu", (size_t)(uintptr_t)*count);
	item.scope.up = scope;
	item.scope.as = as;
	item.scope.name = arena_printf(set->arena, "%s.%s", w.name, item.key);
	item.flags = flags_of(set->arena, w.wheres, w.n_wheres);
	item.scope.shape = w.shape->pub.type == RECORD_REFS ? &shape_list_item(set->shapes, w.shape->pub.refers)->pub
							    : &shape_item(w.shape)->pub;
	return item;
}
