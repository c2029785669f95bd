/* The words of a shape's `format`: its type, what it refers to, how it is printed and kept. A word that is not here means
 * nothing to us, and so it is refused. */
#include "record/int.h"

#include <string.h>

static const struct {
	const char *word;
	enum record_type type;
} formats[] = {
	{"multiline", RECORD_MULTILINE},
	{"date", RECORD_DATE},
	{"time", RECORD_TIME},
	{"datetime", RECORD_DATETIME},
	{"phone", RECORD_PHONE},
	{"email", RECORD_EMAIL},
	{"url", RECORD_URL},
	{"number", RECORD_NUMBER},
	{"percent", RECORD_PERCENT},
	{"yes-no", RECORD_YES_NO},
	{"yes-no-na", RECORD_YES_NO_NA},
	{"check", RECORD_CHECK},
	{"choice", RECORD_CHOICE},
	{"signature", RECORD_SIGNATURE},
	{"drawing", RECORD_DRAWING},
};

/* The next word of a format, in the arena; NULL at the end. */
static const char *next_word(struct arena *arena, const char **s)
{
	const char *from;

	*s += strspn(*s, " \n");
	if (!**s)
		return NULL;
	from = *s;
	*s += strcspn(*s, " \n");
	return arena_strndup(arena, from, (size_t)(*s - from));
}

const char *shape_format(struct shape *shape, struct arena *arena, const char *s)
{
	const char *word;

	while ((word = next_word(arena, &s))) {
		size_t i = 0;

		while (i < sizeof formats / sizeof *formats && strcmp(formats[i].word, word) != 0)
			i++;
		if (i < sizeof formats / sizeof *formats) {
			shape->pub.type = formats[i].type;
		} else if (str_eq(word, "derived")) {
			shape->pub.derived = true;
		} else if (str_eq(word, "secret")) {
			shape->pub.secret = true;
		} else if (str_eq(word, "asked")) {
			shape->pub.asked = true;
		} else if (str_eq(word, "plain")) {
			shape->pub.no_spellcheck = true;
		} else if (str_eq(word, "office")) {
			shape->pub.office = true;
		} else if (str_eq(word, "dated")) {
			shape->dated = true;
		} else if (str_eq(word, "answers")) {
			shape->pub.free = true;
		} else if (str_eq(word, "ref")) {
			shape->pub.type = RECORD_REF;
			shape->pub.refers = next_word(arena, &s);
		} else if (str_eq(word, "or") && shape->pub.type == RECORD_REF) {
			shape->pub.or_text = str_eq(next_word(arena, &s), "text");
		} else if (str_eq(word, "refs")) {
			shape->pub.type = RECORD_REFS;
			shape->pub.refers = next_word(arena, &s);
		} else if (str_eq(word, "keys")) {
			shape->via = next_word(arena, &s);
		} else if (str_eq(word, "view")) {
			shape->pub.view = next_word(arena, &s);
		} else if (str_eq(word, "where")) {
			s += strspn(s, " \n");
			shape->pub.where = s;
			return NULL;
		} else {
			return word;
		}
	}
	return NULL;
}
