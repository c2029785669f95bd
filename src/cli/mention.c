/* Who is named in words of what goes out. Only children whom the consent leaves out are looked for, by their first names; nothing is changed:
 * whoever shares decides. */
#include "cli/share.h"

#include <ctype.h>
#include <string.h>

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
		diag(s->house->diags, v->at, MSG_SHARE_NAMES_CHILD, path);
	for (size_t i = 0; (v->kind == VAL_MAP || v->kind == VAL_LIST) && i < v->n; i++) {
		const char *key = v->kind == VAL_MAP ? v->keys[i].text : NULL;

		look_in(s, shown, v->items[i], key ? arena_printf(s->arena, "%s%s%s", path, *path ? "." : "", key) : path, word, n);
	}
}

/* A withheld child may be named in a goal's words or in a note: a program cannot know what to make of that, a person can. */
void share_mentions(struct share *s, const struct record_set *shown)
{
	static const char *const keys[] = {"name_to_use", "name"};
	const struct val *children = share_list(s, "children");

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
