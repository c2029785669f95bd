/* What a discreet or travelling copy must not say: the giveaway words of the agency, and what tells in any of them. Only finds them; what is
 * said instead is up to who asks. */
#include "packet/int.h"

#include <ctype.h>
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

/* In any case, and what parts words in an id or at the end of a line is a blank: "child-welfare". */
static char telling_letter(char c)
{
	return c == '-' || c == '_' || c == '\n' ? ' ' : (char)tolower((unsigned char)c);
}

static void telling_add(struct bind *bind, const char *word)
{
	char *lower;

	if (!word || !*word)
		return;
	lower = arena_strdup(bind->arena, word);
	for (char *s = lower; *s; s++)
		*s = telling_letter(*s);
	*arena_push(bind->arena, bind->telling, bind->n_telling, bind->cap_telling) = (struct bind_telling){lower, letters_of(lower)};
}

void bind_telling_in(struct bind *bind, const struct lang *lang)
{
	void **slot = str_map_slot(bind->telling_of, lang->tag);

	if (*slot)
		return;
	*slot = bind;
	for (const char *s = lang_word(lang, "telling_words"); *s;) {
		size_t n = strcspn(s, ",");

		telling_add(bind, arena_strndup(bind->arena, s, n));
		s += n;
		s += strspn(s, ", ");
	}
}

void bind_telling_make(struct bind *bind)
{
	const struct record *agency = bind->set->agency;
	const struct val *root = agency ? val_lookup(agency->values, "agency") : NULL, *words = val_lookup(root, "giveaway_words");

	for (size_t i = 0; words && words->kind == VAL_LIST && i < words->n; i++)
		telling_add(bind, val_text(words->items[i]));
	telling_add(bind, val_text_at(root, "name", NULL));
	telling_add(bind, val_text_at(root, "program", NULL));
	/* A record may name no agency yet; what tells in any of them is the language's to say: the copy's own, and English, which ids are in. */
	bind_telling_in(bind, bind->lang);
	bind_telling_in(bind, lang_for(bind->lang, "en"));
}

static bool goes_on(const char *text, const char *word)
{
	while (*word && telling_letter(*text) == *word) {
		text++;
		word++;
	}
	return !*word;
}

bool bind_telling(const struct bind *bind, const char *text)
{
	/* Every text of a discreet copy is asked about; nearly all lack a letter of each word. */
	uint32_t letters = text && bind->n_telling ? letters_of(text) : 0;

	for (size_t i = 0; text && i < bind->n_telling; i++) {
		if (bind->telling[i].letters & ~letters)
			continue;
		for (const char *s = text; *s; s++)
			if (goes_on(s, bind->telling[i].word))
				return true;
	}
	return false;
}
