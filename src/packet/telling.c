/* What a discreet or travelling copy must not say: the giveaway words of the agency, and what tells in any of them. Only finds them; what is
 * said instead is up to who asks. */
#include "packet/int.h"

#include <string.h>

/* Which of A to Z stand in a text, a bit each, large or small. */
static uint32_t letters_of(const char *s)
{
	uint32_t letters = 0;

	for (; *s; s++)
		if ((*s | 0x20) >= 'a' && (*s | 0x20) <= 'z')
			letters |= UINT32_C(1) << ((*s | 0x20) - 'a');
	return letters;
}

static void telling_add(struct bind *bind, const char *word, size_t *cap)
{
	if (word && *word)
		*arena_push(bind->arena, bind->telling, bind->n_telling, *cap) = (struct bind_telling){arena_strdup(bind->arena, word), letters_of(word)};
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
	/* Every text of a discreet copy is asked about; nearly all lack a letter of each word. */
	uint32_t letters = text && bind->n_telling ? letters_of(text) : 0;

	for (size_t i = 0; text && i < bind->n_telling; i++)
		if ((bind->telling[i].letters & ~letters) == 0 && strcasestr(text, bind->telling[i].word))
			return true;
	return false;
}
