/* Looking into values. */
#include "val/val.h"

#include <string.h>
#include <strings.h>

int val_index(const struct val *v, const char *key)
{
	if (v && v->kind == VAL_MAP)
		for (size_t i = 0; i < v->n; i++)
			if (strcmp(v->keys[i].text, key) == 0)
				return (int)i;
	return -1;
}

struct val *val_lookup(const struct val *v, const char *key)
{
	int i = val_index(v, key);

	return i < 0 ? NULL : v->items[i];
}

struct span val_key_at(const struct val *v, const char *key)
{
	int i = val_index(v, key);

	return i >= 0 ? v->keys[i].at : v ? v->at : SPAN_NONE;
}

const char *val_text(const struct val *v)
{
	return v && v->kind == VAL_TEXT ? v->text : NULL;
}

const char *val_text_at(const struct val *v, const char *key, const char *otherwise)
{
	const char *text = val_text(val_lookup(v, key));

	return text ? text : otherwise;
}

bool val_truth(const struct val *v, bool *ok)
{
	static const char *const yes[] = {"yes", "true", "on", NULL}, *const no[] = {"no", "false", "off", NULL};
	const char *text = val_text(v);

	if (ok)
		*ok = true;
	for (int i = 0; text && yes[i]; i++) {
		if (strcasecmp(text, yes[i]) == 0)
			return true;
		if (strcasecmp(text, no[i]) == 0)
			return false;
	}
	if (ok)
		*ok = false;
	return false;
}

void val_check_keys(struct diags *diags, const struct val *map, const char *what, const char *const *known)
{
	if (!map || map->kind != VAL_MAP)
		return;
	for (size_t i = 0; i < map->n; i++) {
		const char *key = map->keys[i].text, *near;
		size_t k = 0;

		while (known[k] && strcmp(known[k], key) != 0)
			k++;
		if (known[k])
			continue;
		near = str_nearest(key, known);
		if (near)
			diag(diags, map->keys[i].at, MSG_VAL_UNKNOWN_NEAR, what, key, near);
		else
			diag(diags, map->keys[i].at, MSG_VAL_UNKNOWN, what, key);
	}
}
