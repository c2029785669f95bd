/* Blanks that are one of several: an option that is ticked, a line of a list. The list is what changes, and each blank
 * changes its own part of it, so two copies that tick or write different things add up. */
#include "collect/int.h"

#include <stdlib.h>
#include <string.h>

void decide_option(struct collect *c, const struct answer *a, const struct spot *spot)
{
	bool on = *a->returned != '\0', has = list_has(spot->list, spot->key);
	struct list_edit *list;

	if (on == has)
		return;
	if (!a->printed && has && !wins(c, a, spot, spot->key))
		return;
	if (spot->list && spot->list->kind == VAL_MAP) {
		put_text(c, spot->path, on ? "yes" : "no", true);
	} else {
		list = put_list(c, spot->parent, spot->list, true);
		if (on)
			list_add(c, list, spot->key);
		for (size_t i = 0; !on && i < list->n; i++)
			if (str_eq(list->items[i], spot->key))
				list->items[i] = NULL;
	}
	note_done(c, a, spot->path);
}

/* Where the printed line stands today: the office may have sorted the list, or taken from it. -1: nowhere. */
static long line_at(const struct list_edit *list, size_t i, const char *printed)
{
	if (i < list->n && str_eq(list->items[i], printed))
		return (long)i;
	for (size_t k = 0; k < list->n; k++)
		if (str_eq(list->items[k], printed))
			return (long)k;
	return -1;
}

static bool is_printed_line(const struct collect *c, const char *parent, const char *text)
{
	size_t n = strlen(parent);

	for (size_t i = 0; i < c->work->n; i++) {
		const struct answer *a = &c->work->answers[i];

		if (a->printed && strncmp(a->path, parent, n) == 0 && a->path[n] == '.' && str_eq(a->printed, text))
			return true;
	}
	return false;
}

void decide_line(struct collect *c, const struct answer *a, const struct spot *spot)
{
	size_t i = strtoul(spot->key, NULL, 10) - 1;
	struct list_edit *list = put_list(c, spot->parent, spot->list, false);
	const char *kept = i < list->n && list->items[i] ? list->items[i] : "";
	bool answers = spot->shape->free; /* there a line is its number: a day of a week */
	long at = a->printed && *a->printed ? line_at(list, i, a->printed) : -1;

	if (str_eq(kept, a->returned))
		return;
	if (answers) {
		if (!str_eq(kept, a->printed ? a->printed : "") && !wins(c, a, spot, kept))
			return;
		while (list->n <= i)
			list_add(c, list, "");
		list->items[i] = a->returned;
	} else if (at >= 0) {
		list->items[at] = *a->returned ? a->returned : NULL;
	} else if (a->printed ? !*a->printed : !*kept) {
		if (line_at(list, i, a->returned) >= 0 && !is_printed_line(c, spot->parent, a->returned))
			return; /* it came back before */
		list_add(c, list, a->returned);
	} else {
		if (line_at(list, i, a->returned) >= 0 || !wins(c, a, spot, kept))
			return;
		if (i < list->n)
			list->items[i] = *a->returned ? a->returned : NULL;
		else if (*a->returned)
			list_add(c, list, a->returned);
	}
	note_done(c, a, spot->path);
}
