/* The words of types: in documents (`type:`) and in `list fields`. A document may not name the types that only a shape
 * gives. */
#include "record/record.h"

#include <string.h>

static const char *const words[] = {
	[RECORD_TEXT] = "text",		[RECORD_MULTILINE] = "multiline",
	[RECORD_DATE] = "date",		[RECORD_TIME] = "time",
	[RECORD_DATETIME] = "datetime", [RECORD_PHONE] = "phone",
	[RECORD_EMAIL] = "email",	[RECORD_URL] = "url",
	[RECORD_NUMBER] = "number",	[RECORD_PERCENT] = "percent",
	[RECORD_YES_NO] = "yes_no",	[RECORD_YES_NO_NA] = "yes_no_na",
	[RECORD_CHOICE] = "choice",	[RECORD_MULTI_CHOICE] = "multi_choice",
	[RECORD_CHECK] = "checkbox",	[RECORD_SIGNATURE] = "signature",
	[RECORD_DRAWING] = "drawing",	[RECORD_TEXTS] = "list",
	[RECORD_REF] = "ref",		[RECORD_REFS] = "refs",
	[RECORD_ITEMS] = "items",	[RECORD_OBJECT] = "object",
};

const char *const record_type_words[] = {
	"text",	   "multiline", "list",	     "date",   "time",	       "datetime", "phone",	"email",   "url", "number",
	"percent", "yes_no",	"yes_no_na", "choice", "multi_choice", "checkbox", "signature", "drawing", NULL,
};

const char *record_type_word(enum record_type type)
{
	return words[type];
}

enum record_type record_type_find(const char *word)
{
	for (int i = 0; i <= RECORD_OBJECT; i++)
		if (strcmp(words[i], word) == 0)
			return (enum record_type)i;
	return RECORD_OBJECT;
}

bool record_type_plain(enum record_type type)
{
	switch (type) {
	case RECORD_DATE:
	case RECORD_TIME:
	case RECORD_DATETIME:
	case RECORD_PHONE:
	case RECORD_EMAIL:
	case RECORD_URL:
	case RECORD_NUMBER:
	case RECORD_PERCENT:
	case RECORD_REF:
	case RECORD_REFS:
	case RECORD_SIGNATURE: return true;
	default: return false;
	}
}
