/* ICU's side: dates, times, plural rules and lists of a language whose file leaves them open. Each handle is opened when first
 * needed, since ICU's first call costs milliseconds, and ended by lang_free. Dates are Gregorian whatever the locale's own
 * calendar, days have no time zone, and numerals are the file's. */
#include "lang/int.h"

#include <string.h>
#include <unicode/ucal.h>
#include <unicode/uchar.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/ulistformatter.h>
#include <unicode/uloc.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#define TIME_FORM LANG_DATE_FORMS
#define TEXT_MAX 256 /* UTF-16 units of a date, a name or a list's pattern */

struct lang_icu {
	char locale[ULOC_FULLNAME_CAPACITY];
	UDateFormat *formats[LANG_DATE_FORMS + 1];
	UPluralRules *plurals;
	UListFormatter *list;
	char plural[16];
};

static struct lang_icu *icu_open(const struct lang *lang)
{
	struct lang_words *words = lang->words;
	struct lang_icu *icu = words->icu;
	UErrorCode err = U_ZERO_ERROR;

	if (icu)
		return icu;
	icu = words->icu = arena_one(words->arena, struct lang_icu);
	uloc_forLanguageTag(lang->tag, icu->locale, sizeof icu->locale, NULL, &err);
	uloc_setKeywordValue("calendar", "gregorian", icu->locale, sizeof icu->locale, &err);
	uloc_setKeywordValue("numbers", words->numerals, icu->locale, sizeof icu->locale, &err);
	return icu;
}

void lang_icu_free(struct lang_icu *icu)
{
	if (!icu)
		return;
	for (size_t i = 0; i < LANG_DATE_FORMS + 1; i++)
		if (icu->formats[i])
			udat_close(icu->formats[i]);
	if (icu->plurals)
		uplrules_close(icu->plurals);
	if (icu->list)
		ulistfmt_close(icu->list);
}

/* UTF-8 in the arena. The narrow no-break space that CLDR sets before AM and PM is in few typefaces: it becomes the common one. */
static const char *to_utf8(struct arena *arena, const UChar *text, int32_t len)
{
	struct buf buf = {0};
	const char *copy;

	for (int32_t i = 0; i < len;) {
		UChar32 c;

		U16_NEXT(text, i, len, c);
		buf_add_utf8(&buf, c == 0x202F ? 0xA0 : U_IS_SURROGATE(c) ? 0xFFFD : (uint32_t)c);
	}
	copy = buf_text(&buf, arena);
	buf_free(&buf);
	return copy;
}

static UDateFormat *format_open(struct lang_icu *icu, int form)
{
	static const char *const skeletons[LANG_DATE_FORMS + 1] = {
		[LANG_DATE_LONG] = "yMMMMd", [LANG_DATE_DAY] = "yMMMMEEEEd",  [LANG_DATE_SHORT] = "yMMMd",
		[LANG_DATE_MONTH] = "yMMMM", [LANG_DATE_NO_YEAR] = "MMMMd", [TIME_FORM] = "jmm",
	};
	UErrorCode err = U_ZERO_ERROR;
	UDateTimePatternGenerator *generator;
	UChar skeleton[16], pattern[TEXT_MAX], utc[8];
	int32_t len;

	if (icu->formats[form])
		return icu->formats[form];
	generator = udatpg_open(icu->locale, &err);
	u_uastrcpy(skeleton, skeletons[form]);
	u_uastrcpy(utc, "Etc/GMT");
	len = udatpg_getBestPattern(generator, skeleton, -1, pattern, TEXT_MAX, &err);
	icu->formats[form] = udat_open(UDAT_PATTERN, UDAT_PATTERN, icu->locale, utc, -1, pattern, len, &err);
	if (U_FAILURE(err))
		icu->formats[form] = NULL;
	if (generator)
		udatpg_close(generator);
	return icu->formats[form];
}

/* The moment in milliseconds since 1970 in that form; NULL where ICU fails. */
static const char *format_moment(const struct lang *lang, struct arena *arena, double moment, int form)
{
	UDateFormat *format = format_open(icu_open(lang), form);
	UErrorCode err = U_ZERO_ERROR;
	UChar text[TEXT_MAX];
	int32_t len;

	if (!format)
		return NULL;
	len = udat_format(format, moment, text, TEXT_MAX, NULL, &err);
	return U_SUCCESS(err) && len <= TEXT_MAX ? to_utf8(arena, text, len) : NULL;
}

const char *lang_icu_date(const struct lang *lang, struct arena *arena, struct lang_date date, enum lang_date_form form)
{
	const char *text = format_moment(lang, arena, (double)lang_date_days(date) * 86400000.0, (int)form);

	return text ? text : lang_date_iso(arena, date);
}

const char *lang_icu_time(const struct lang *lang, struct arena *arena, int hour, int minute)
{
	const char *text = format_moment(lang, arena, (hour * 60 + minute) * 60000.0, TIME_FORM);

	return text ? text : arena_printf(arena, "%02d:%02d", hour, minute);
}

const char *lang_icu_weekday(const struct lang *lang, struct arena *arena, int weekday)
{
	UDateFormat *format = format_open(icu_open(lang), LANG_DATE_DAY);
	UErrorCode err = U_ZERO_ERROR;
	UChar text[TEXT_MAX];
	int32_t len;

	if (!format)
		return "";
	len = udat_getSymbols(format, UDAT_STANDALONE_WEEKDAYS, weekday + UCAL_SUNDAY, text, TEXT_MAX, &err);
	return U_SUCCESS(err) && len <= TEXT_MAX ? to_utf8(arena, text, len) : "";
}

const char *lang_icu_plural(const struct lang *lang, long number)
{
	struct lang_icu *icu = icu_open(lang);
	UErrorCode err = U_ZERO_ERROR;
	UChar word[sizeof icu->plural];
	int32_t len;

	if (!icu->plurals) {
		icu->plurals = uplrules_open(icu->locale, &err);
		if (U_FAILURE(err)) {
			icu->plurals = NULL;
			return "other";
		}
	}
	len = uplrules_select(icu->plurals, (double)number, word, sizeof icu->plural - 1, &err);
	if (U_FAILURE(err) || len >= (int32_t)sizeof icu->plural)
		return "other";
	u_UCharsToChars(word, icu->plural, len);
	icu->plural[len] = '\0';
	return icu->plural;
}

const char *lang_icu_join(const struct lang *lang, struct arena *arena, const char *const *items, size_t n)
{
	struct lang_icu *icu = icu_open(lang);
	UErrorCode err = U_ZERO_ERROR;
	const UChar **texts = arena_many(arena, const UChar *, n);
	int32_t *lens = arena_many(arena, int32_t, n);
	int32_t most = TEXT_MAX, len;
	UChar *joined;

	if (!icu->list)
		icu->list = ulistfmt_openForType(icu->locale, ULISTFMT_TYPE_AND, ULISTFMT_WIDTH_WIDE, &err);
	for (size_t i = 0; i < n; i++) {
		size_t bytes = strlen(items[i]);
		UChar *text = arena_many(arena, UChar, bytes + 1); /* UTF-16 never has more units than UTF-8 has bytes */

		u_strFromUTF8WithSub(text, (int32_t)bytes + 1, &lens[i], items[i], (int32_t)bytes, 0xFFFD, NULL, &err);
		texts[i] = text;
		most += lens[i] + 32;
	}
	joined = arena_many(arena, UChar, most);
	len = ulistfmt_format(icu->list, texts, lens, (int32_t)n, joined, most, &err);
	if (U_SUCCESS(err) && len <= most)
		return to_utf8(arena, joined, len);
	/* Nothing that was given may be lost. */
	return n == 1 ? items[0] : arena_printf(arena, "%s; %s", items[0], lang_icu_join(lang, arena, items + 1, n - 1));
}

int lang_icu_first_day(const struct lang *lang)
{
	UErrorCode err = U_ZERO_ERROR;
	UCalendar *calendar = ucal_open(NULL, 0, icu_open(lang)->locale, UCAL_GREGORIAN, &err);
	int day = U_SUCCESS(err) ? ucal_getAttribute(calendar, UCAL_FIRST_DAY_OF_WEEK) - UCAL_SUNDAY : 0;

	if (calendar)
		ucal_close(calendar);
	return day;
}

int lang_digit(uint32_t c)
{
	if (c < 0x80)
		return c >= '0' && c <= '9' ? (int)c - '0' : -1;
	return u_charType((UChar32)c) == U_DECIMAL_DIGIT_NUMBER ? u_charDigitValue((UChar32)c) : -1;
}

size_t lang_digits(const char *s)
{
	const char *end = s + strlen(s);
	size_t n = 0;

	while (s < end)
		n += lang_digit(utf8_next(&s, end)) >= 0;
	return n;
}
