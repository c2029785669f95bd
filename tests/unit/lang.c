/* Languages: dates and their arithmetic, patterns, lists, plural rules, and every mistake a language's file can hold. Run from the
 * project's top. */
#include "lang/lang.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test.h"

#define LANGUAGES "templates/languages"

static struct arena *arena;
static struct diags *diags;

static struct lang *load(const char *dir, const char *tag)
{
	if (!arena)
		arena = arena_new();
	if (!diags)
		diags = diags_new();
	return lang_load(arena, diags, &dir, 1, tag, SPAN_NONE);
}

/* What was told so far, as printed; told once. */
static const char *told(void)
{
	return test_told(arena, diags, false);
}

/* A folder with an English file and one more, and the language of that. */
static struct lang *load_made(const char *english, const char *tag, const char *other)
{
	char dir[] = "/tmp/kinfolio-lang-XXXXXX";
	struct lang *lang;

	if (!arena)
		arena = arena_new();
	if (!diags)
		diags = diags_new();
	if (!mkdtemp(dir))
		return NULL;
	file_write(diags, file_join(arena, dir, "en.yaml"), english, strlen(english));
	if (other)
		file_write(diags, file_join(arena, dir, arena_printf(arena, "%s.yaml", tag)), other, strlen(other));
	if (chdir(dir))
		return NULL;
	lang = load(".", tag);
	unlink("en.yaml");
	unlink(arena_printf(arena, "%s.yaml", tag));
	rmdir(dir);
	return lang;
}

static char top[4096];

static struct lang *made(const char *english, const char *tag, const char *other)
{
	struct lang *lang;

	if (!*top && !getcwd(top, sizeof top))
		return NULL;
	lang = load_made(english, tag, other);
	if (chdir(top))
		return NULL;
	return lang;
}

static const char *date(const struct lang *lang, const char *iso, enum lang_date_form form)
{
	struct lang_date d;

	return lang_date_parse(iso, &d) ? lang_date_text(lang, arena, d, form) : NULL;
}

static const char *count(const struct lang *lang, const char *key, long n)
{
	return lang_format(lang, arena, key, (struct lang_arg[]){{"n", NULL, n}}, 1);
}

TEST(date_parse)
{
	static const char *const bad[] = {"1996-04-31", "1900-02-29", "2023-02-29", "1996-4-12", "04/12/1996", "1799-12-31",
					  "2201-01-01", "1996-00-10", "1996-13-10", "1996-04-00", "1996-04-12x", "", "١٩٩٦-٠٤"};
	struct lang_date d;

	CHECK(lang_date_parse("1996-04-12", &d) && d.year == 1996 && d.month == 4 && d.day == 12);
	CHECK(lang_date_parse("2000-02-29", &d));
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		CHECK(!lang_date_parse(bad[i], &d) && d.year == 0);
	CHECK(!lang_date_parse(NULL, &d));
}

TEST(date_arithmetic)
{
	struct lang_date d, leap = {2024, 2, 29}, jan31 = {2026, 1, 31};

	CHECK_INT(lang_date_days((struct lang_date){1970, 1, 1}), 0);
	CHECK_INT(lang_date_days((struct lang_date){2000, 3, 1}), 11017);
	CHECK_INT(lang_date_days((struct lang_date){1800, 1, 1}), -62091);
	for (long day = -62091; day < 84372; day++) { /* 1800 to 2200, every day */
		d = lang_date_from_days(day);
		if (lang_date_days(d) != day || lang_date_weekday(d) != ((day % 7) + 11) % 7) {
			CHECK_INT(lang_date_days(d), day);
			break;
		}
	}
	CHECK_INT(lang_date_weekday((struct lang_date){2026, 12, 1}), 2);
	d = lang_date_add(jan31, 1, 0);
	CHECK(d.month == 2 && d.day == 28);
	d = lang_date_add(jan31, -2, 1);
	CHECK(d.year == 2025 && d.month == 12 && d.day == 1);
	CHECK_INT(lang_date_months(leap, (struct lang_date){2025, 2, 27}), 11);
	CHECK_INT(lang_date_months(leap, (struct lang_date){2025, 2, 28}), 12);
	CHECK_INT(lang_date_months((struct lang_date){2022, 8, 30}, (struct lang_date){2026, 11, 21}), 50);
	CHECK_INT(lang_date_months(jan31, (struct lang_date){2026, 1, 30}), -1);
	CHECK_INT(lang_date_compare(leap, jan31), -1);
}

TEST(english)
{
	struct lang *lang = load(LANGUAGES, "en-us");
	const char *const three[] = {"a", "b", "c"};
	int first;

	CHECK_STR(told(), "");
	CHECK(lang != NULL);
	if (!lang)
		return;
	CHECK_STR(lang->tag, "en-US");
	CHECK_STR(lang->name, "English");
	CHECK(!lang->rtl);
	CHECK_STR(date(lang, "1996-04-12", LANG_DATE_LONG), "April 12, 1996");
	CHECK_STR(date(lang, "2026-12-01", LANG_DATE_DAY), "Tuesday, December 1, 2026");
	CHECK_STR(date(lang, "2026-12-01", LANG_DATE_SHORT), "Dec 1, 2026");
	CHECK_STR(date(lang, "2026-12-01", LANG_DATE_MONTH), "December 2026");
	CHECK_STR(date(lang, "2026-05-02", LANG_DATE_NO_YEAR), "May 2");
	CHECK_STR(lang_date_text(lang, arena, (struct lang_date){0, 0, 0}, LANG_DATE_LONG), "");
	CHECK_STR(lang_time_text(lang, arena, "15:30"), "3:30 PM");
	CHECK_STR(lang_time_text(lang, arena, "00:05"), "12:05 AM");
	CHECK_STR(lang_time_text(lang, arena, "12:00"), "12:00 PM");
	CHECK(!lang_time_text(lang, arena, "24:00") && !lang_time_text(lang, arena, "9:30") && !lang_time_text(lang, arena, ""));
	CHECK_STR(lang_weekdays(lang, arena, &first)[6], "Saturday");
	CHECK_INT(first, 0);
	CHECK_STR(lang_number(lang, arena, -120), "-120");
	CHECK_STR(lang_join(lang, arena, three, 0), "");
	CHECK_STR(lang_join(lang, arena, three, 1), "a");
	CHECK_STR(lang_join(lang, arena, three, 2), "a and b");
	CHECK_STR(lang_join(lang, arena, three, 3), "a, b and c");
	CHECK_STR(lang_word(lang, "no"), "No");
	CHECK_STR(lang_word(lang, "rather_not_say"), "I'd rather not say");
	CHECK_STR(count(lang, "age_years", 1), "1 year");
	CHECK_STR(count(lang, "age_months", 0), "0 months");
	CHECK_STR(lang_format(lang, arena, "page_of", (struct lang_arg[]){{"title", "{n} # 'x'", 0}, {"n", NULL, 1}, {"total", NULL, 3}}, 3),
		  "{n} # 'x', 1 of 3");
	CHECK_STR(lang_format(lang, arena, "release_until", NULL, 0), "Yes, until {date}");
	lang_free(lang);
}

/* Every key of English, in Arabic: the right-to-left language of the tests is whole. */
TEST(arabic)
{
	struct lang *lang = load(LANGUAGES, "ar"), *english = load(LANGUAGES, "en");
	const struct val *en = val_load(arena, diags, LANGUAGES "/en.yaml", 1 << 20);
	const struct val *ar = val_load(arena, diags, LANGUAGES "/ar.yaml", 1 << 20);
	const char *const three[] = {"أم", "أب", "جدة"};

	CHECK_STR(told(), "");
	if (!lang || !english || !en || !ar)
		return;
	for (size_t i = 0; i < val_lookup(en, "words")->n; i++) {
		const char *key = val_lookup(en, "words")->keys[i].text;

		if (!val_text(val_lookup(val_lookup(ar, "words"), key)))
			CHECK_STR("missing in ar.yaml", key);
	}
	CHECK(lang->rtl);
	CHECK_STR(date(lang, "1996-04-12", LANG_DATE_LONG), "12 أبريل 1996");
	CHECK_STR(lang_time_text(lang, arena, "15:30"), "3:30 م");
	CHECK_STR(lang_join(lang, arena, three, 3), "أم، أب وجدة");
	CHECK_STR(count(lang, "age_years", 1), "سنة واحدة");
	CHECK_STR(count(lang, "age_years", 2), "سنتان");
	CHECK_STR(count(lang, "age_years", 3), "3 سنوات");
	CHECK_STR(count(lang, "age_years", 11), "11 سنة");
	CHECK_STR(count(lang, "age_years", 100), "100 سنة");
	lang_free(lang);
	lang_free(english);
}

TEST(others)
{
	static const char *const want[] = {"ar", "en", "es", "pt", "vi"};
	struct lang *es = load(LANGUAGES, "es-MX"), *vi = load(LANGUAGES, "vi"), *pt = load(LANGUAGES, "pt-BR");
	const char *const mothers[] = {"madres", "hijas"};
	const char **tags;
	size_t n = lang_list(arena, &(const char *){LANGUAGES}, 1, &tags);

	CHECK_STR(told(), "");
	CHECK(n >= 5);
	for (size_t i = 0, at = 0; i < 5; i++) {
		while (at < n && !str_eq(tags[at], want[i]))
			at++;
		CHECK(at < n);
	}
	if (!es || !vi || !pt)
		return;
	CHECK_STR(es->tag, "es-MX");
	CHECK_STR(date(es, "1996-04-12", LANG_DATE_LONG), "12 de abril de 1996");
	CHECK_STR(lang_join(es, arena, mothers, 2), "madres e hijas"); /* ICU's */
	CHECK_STR(lang_word(es, "contents_dated"), "{title}, {date}");  /* English, where there is no other */
	CHECK_STR(date(vi, "2026-12-01", LANG_DATE_DAY), "Thứ Ba, 1 tháng 12, 2026");
	CHECK_STR(lang_time_text(vi, arena, "09:05"), "09:05");
	CHECK_STR(count(pt, "age_months", 1), "1 mês");
	CHECK_STR(lang_word_tag(es, "yes"), "es-MX");
	CHECK_STR(lang_word_tag(es, "contents_dated"), "en");
	/* What sheets in other languages say by themselves: one's own, another's read once, none there is. */
	CHECK(lang_for(es, "es") == es);
	CHECK(lang_for(es, "es-MX") == es);
	CHECK(lang_for(es, "fr") == es);
	CHECK(lang_for(es, "../en") == es);
	CHECK(lang_for(es, NULL) == es);
	CHECK_STR(lang_word(lang_for(es, "ar"), "yes"), "نعم");
	CHECK(lang_for(es, "ar-EG") == lang_for(es, "ar"));
	CHECK_STR(lang_word_tag(lang_for(es, "en"), "contents_dated"), "en");
	CHECK_STR(told(), "");
	lang_free(es);
	lang_free(vi);
	lang_free(pt);
}

/* A file that says nothing but its name: ICU fills in. */
TEST(icu)
{
	struct lang *lang = made("name: English\nwords: {age: \"{n, plural, one {# year} few {# few} other {# years}}\"}\n", "uk",
				 "name: Українська\nwords: {age: \"{n, plural, =0 {ще ні} one {# рік} few {# роки} many {# років} other {# року}}\"}\n");
	struct lang *hindi, *thai;
	const char *const three[] = {"а", "б", "в"};
	int first;

	CHECK_STR(told(), "");
	if (!lang)
		return;
	CHECK_STR(date(lang, "1996-04-12", LANG_DATE_LONG), "12 квітня 1996\u00a0р.");
	CHECK_STR(date(lang, "1800-01-01", LANG_DATE_DAY), "середа, 1 січня 1800\u00a0р.");
	CHECK_STR(date(lang, "1996-04-12", LANG_DATE_MONTH), "квітень 1996\u00a0р.");
	CHECK_STR(lang_time_text(lang, arena, "15:30"), "15:30");
	CHECK_STR(lang_weekdays(lang, arena, &first)[0], "понеділок");
	CHECK_INT(first, 1);
	CHECK_STR(lang_join(lang, arena, three, 3), "а, б і в");
	CHECK_STR(count(lang, "age", 0), "ще ні");
	CHECK_STR(count(lang, "age", 1), "1 рік");
	CHECK_STR(count(lang, "age", 23), "23 роки");
	CHECK_STR(count(lang, "age", 11), "11 років");
	lang_free(lang);
	hindi = made("name: English\n", "hi", "name: हिन्दी\nnumerals: deva\n");
	CHECK_STR(date(hindi, "2026-12-01", LANG_DATE_LONG), "१ दिसंबर २०२६");
	CHECK_STR(lang_number(hindi, arena, 905), "९०५");
	lang_free(hindi);
	thai = made("name: English\n", "th", "name: ไทย\n"); /* Gregorian, where ICU's own calendar is another */
	CHECK_STR(date(thai, "2026-12-01", LANG_DATE_SHORT), "1 ธ.ค. 2026");
	lang_free(thai);
}

TEST(patterns)
{
	struct lang *lang = made("name: English\nplurals: one\n"
				 "words:\n"
				 "  quote: \"it''s '{'{n}'}' and 'it'\"\n"
				 "  who: \"{who, select, kin {with {name}} other {away}}\"\n"
				 "  deep: \"{n, plural, =2 {a pair} one {{who, select, kin {# kin} other {#}}} other {# '#'}}\"\n",
				 "en", NULL);
	const struct lang_arg args[] = {{"n", NULL, 1}, {"who", "kin", 0}, {"name", "Luz", 0}};
	const struct lang_arg two[] = {{"n", NULL, 2}, {"who", "foster", 0}};

	CHECK_STR(told(), "");
	if (!lang)
		return;
	CHECK_STR(lang_format(lang, arena, "quote", args, 3), "it's {1} and 'it'");
	CHECK_STR(lang_format(lang, arena, "who", args, 3), "with Luz");
	CHECK_STR(lang_format(lang, arena, "who", two, 2), "away");
	CHECK_STR(lang_format(lang, arena, "deep", args, 3), "# kin"); /* as in ICU: # is the number only right within a plural */
	CHECK_STR(lang_format(lang, arena, "deep", two, 2), "a pair");
	CHECK_STR(count(lang, "deep", 5), "5 #");
}

static void bad(const char *english, const char *tag, const char *other, const char *message)
{
	made(english, tag, other);
	CHECK_STR(told(), message);
}

TEST(mistakes)
{
	CHECK(!load(LANGUAGES, "tlh"));
	CHECK_STR(told(), "kinfolio: error: there is no language \"tlh\"; there are: ar, en, es, pt, vi\n");
	CHECK(!load(LANGUAGES, "../../etc/passwd"));
	CHECK_STR(told(), "kinfolio: error: \"../../etc/passwd\" is no language tag; write one such as en, es or zh-Hant\n");
	CHECK(!load(LANGUAGES, "en_US") && !load(LANGUAGES, "") && !load(LANGUAGES, "e") && !load(LANGUAGES, "en-"));
	told();
	CHECK(!load("no/such/folder", "en"));
	CHECK_STR(told(), "kinfolio: error: there are no languages in no/such/folder; en.yaml must be there\n");
	bad("[]\n", "en", NULL,
	    "./en.yaml:1:1: error: a language's file must be keys with values (`key: value`)\n"
	    "    1 | []\n"
	    "      | ^~\n");
	bad("name: English\nwords: {yes: }\n", "en", NULL,
	    "./en.yaml:2:9: error: yes: write a text here\n"
	    "    2 | words: {yes: }\n"
	    "      |         ^~~\n");
	bad("name: English\nwords: {yes: \"{n\"}\n", "en", NULL,
	    "./en.yaml:2:14: error: yes: a brace is not closed\n"
	    "    2 | words: {yes: \"{n\"}\n"
	    "      |              ^~~~\n");
	bad("name: English\nwords: {yes: \"{n, plural, one {x}}\"}\n", "en", NULL,
	    "./en.yaml:2:14: error: yes: the case `other` is missing\n"
	    "    2 | words: {yes: \"{n, plural, one {x}}\"}\n"
	    "      |              ^~~~~~~~~~~~~~~~~~~~~~\n");
	bad("name: English\nwords: {yes: \"x}\"}\n", "en", NULL,
	    "./en.yaml:2:14: error: yes: a closing brace has no opening one\n"
	    "    2 | words: {yes: \"x}\"}\n"
	    "      |              ^~~~\n");
	bad("name: English\nwords: {yes: \"{n, number}\"}\n", "en", NULL,
	    "./en.yaml:2:14: error: yes: an argument may be {name}, {name, plural, ...} or {name, select, ...}\n"
	    "    2 | words: {yes: \"{n, number}\"}\n"
	    "      |              ^~~~~~~~~~~~~\n");
	bad("name: English\nwords: {age: \"{n} years\"}\n", "es", "name: Español\nwords: {age: \"{m} años\", agr: x}\n",
	    "./es.yaml:2:14: error: age: there is no {m} here; there is: {n}\n"
	    "    2 | words: {age: \"{m} años\", agr: x}\n"
	    "      |              ^~~~~~~~~~\n"
	    "./es.yaml:2:26: error: words has no key \"agr\"; did you mean \"age\"?\n"
	    "    2 | words: {age: \"{m} años\", agr: x}\n"
	    "      |                          ^~~\n");
	bad("name: English\n", "es", "name: Español\ndirection: up\nnumerals: roman\nfirst_day: Sunday\nplurals: two\nmonths: [a]\n",
	    "./es.yaml:2:12: error: direction: \"up\" does not do; write ltr or rtl\n"
	    "    2 | direction: up\n"
	    "      |            ^~\n"
	    "./es.yaml:3:11: error: numerals: \"roman\" does not do; write one of ICU's names, such as latn, arab, deva or khmr\n"
	    "    3 | numerals: roman\n"
	    "      |           ^~~~~\n"
	    "./es.yaml:4:12: error: first_day: \"Sunday\" does not do; write a day from sunday to saturday\n"
	    "    4 | first_day: Sunday\n"
	    "      |            ^~~~~~\n"
	    "./es.yaml:5:10: error: plurals: \"two\" does not do; write none, one or zero-one\n"
	    "    5 | plurals: two\n"
	    "      |          ^~~\n"
	    "./es.yaml:6:9: error: months: write a list of 12 names\n"
	    "    6 | months: [a]\n"
	    "      |         ^~~\n");
	bad("name: English\n", "es", "name: Español\ndates: {long: \"{dya}\"}\ntime: \"{hour} {half}\"\n",
	    "./es.yaml:2:1: error: `dates` needs months, months_short, weekdays and weekdays_short; write them, or leave `dates` out\n"
	    "    2 | dates: {long: \"{dya}\"}\n"
	    "      | ^~~~~\n"
	    "./es.yaml:2:15: error: long: there is no {dya} here; there is: {day}, {month}, {month_short}, {month_number}, {year}, "
	    "{weekday}, {weekday_short}\n"
	    "    2 | dates: {long: \"{dya}\"}\n"
	    "      |               ^~~~~~~\n"
	    "./es.yaml:3:1: error: `time` has {half}, so `am` and `pm` must be there\n"
	    "    3 | time: \"{hour} {half}\"\n"
	    "      | ^~~~\n");
	bad("name: English\n", "es", "name: [x]\nwords: []\n",
	    "./es.yaml:1:7: error: name: write a text here\n"
	    "    1 | name: [x]\n"
	    "      |       ^~~\n"
	    "./es.yaml:2:8: error: words must be keys with values (`key: value`)\n"
	    "    2 | words: []\n"
	    "      |        ^~\n");
	diags_free(diags);
	arena_free(arena);
}

TEST_MAIN
