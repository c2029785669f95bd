/* What a discreet or travelling copy must not say: the giveaway words of the agency, and what tells in any of them. Only finds them; what is
 * said instead is up to who asks. */
#include "packet/int.h"

#include <ctype.h>
#include <string.h>

static void telling_add(struct bind *bind, const char *word, size_t *cap)
{
	char *lower;

	if (!word || !*word)
		return;
	lower = arena_strdup(bind->arena, word);
	for (char *s = lower; *s; s++)
		*s = (char)tolower((unsigned char)*s);
	*arena_push(bind->arena, bind->telling, bind->n_telling, *cap) = lower;
}

void bind_telling_make(struct bind *bind)
{
	const struct record *agency = bind->set->agency;
	const struct val *root = agency ? val_lookup(agency->values, "agency") : NULL, *words = val_lookup(root, "giveaway_words");
	size_t cap = 0;

	for (size_t i = 0; words && words->kind == VAL_LIST && i < words->n; i++)
		telling_add(bind, val_text(words->items[i]), &cap);
	telling_add(bind, val_text_at(root, "name", NULL), &cap);
	telling_add(bind, val_text_at(root, "program", NULL), &cap);
	/* A record may name no agency yet; what tells in any of them is the language's to say. */
	for (const char *s = lang_word(bind->lang, "telling_words"); *s;) {
		size_t n = strcspn(s, ",");

		telling_add(bind, arena_strndup(bind->arena, s, n), &cap);
		s += n;
		s += strspn(s, ", ");
	}
}

bool bind_telling(const struct bind *bind, const char *text)
{
	for (size_t i = 0; text && i < bind->n_telling; i++)
		if (strcasestr(text, bind->telling[i]))
			return true;
	return false;
}
