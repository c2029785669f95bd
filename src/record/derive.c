/* Values that are worked out. A short closed list, not an expression language:
 *
 *   …age                     from the date of birth beside it: months for a baby under two, then years
 *   people.*.release         from the consents alone
 *   consents.*.in_force      from that entry alone
 *   staff.due.*              from the first day at work
 *   next.*                   the first visit, appointment, day in court from today on
 *   agency.letterhead        from name, address, phone and email where none is given
 *   participant.id, staff.id the record's own
 *   lists of texts and of people: "a, b and c"
 *   the facts separated, expecting and case
 *
 * Nothing is worked out where its ground is not there: then the blank asks. */
#include "record/int.h"

#include <string.h>

const char *derive_item_name(const struct record_set *set, const char *list, const char *key)
{
	const struct val *item = walk_item(set, list, key);
	const char *name = val_text_at(item, "name", NULL);

	return name && *name ? name : val_text_at(item, "title", key);
}

static bool date_at(const struct val *v, const char *key, struct lang_date *date)
{
	const char *text = val_text_at(v, key, NULL);

	return text && lang_date_parse(text, date);
}

static const char *pattern(const struct record_set *set, const char *key, const char *arg, const char *text, long number)
{
	return lang_format(set->lang, set->arena, key, &(struct lang_arg){arg, text, number}, 1);
}

/* ---- age --------------------------------------------------------------------------------------------------------- */

static const char *age(const struct record_set *set, const struct val *person)
{
	struct lang_date born;
	int months;
	long weeks;

	if (!date_at(person, "dob", &born) || lang_date_compare(born, set->today) > 0)
		return NULL;
	months = lang_date_months(born, set->today);
	if (months >= 24)
		return pattern(set, "age_years", "n", NULL, months / 12);
	if (months >= 1)
		return pattern(set, "age_months", "n", NULL, months);
	weeks = (lang_date_days(set->today) - lang_date_days(born)) / 7;
	return weeks ? pattern(set, "age_weeks", "n", NULL, weeks) : lang_word(set->lang, "age_newborn");
}

/* ---- consent ----------------------------------------------------------------------------------------------------- */

/* In the words of a sheet; a draft says nothing yet, and one for counseling notes is about those alone. */
static enum release release_of(const struct record_consent *consent)
{
	static const enum release is[] = {[RECORD_CONSENT_REVOKED] = RELEASE_REVOKED,
					  [RECORD_CONSENT_DRAFT] = RELEASE_NONE,
					  [RECORD_CONSENT_ENDED] = RELEASE_ENDED,
					  [RECORD_CONSENT_NOT_YET] = RELEASE_NOT_YET,
					  [RECORD_CONSENT_IN_FORCE] = RELEASE_IN_FORCE};

	return consent->kind == RECORD_CONSENT_NOTES ? RELEASE_NONE : is[consent->state];
}

/* One in force wins, the one that lasts longest; else the one that ended last; else one that is yet to begin. */
static bool better(enum release a, struct lang_date a_day, enum release b, struct lang_date b_day)
{
	static const int rank[] = {[RELEASE_NONE] = 0,
				   [RELEASE_NOT_YET] = 1,
				   [RELEASE_ENDED] = 2,
				   [RELEASE_REVOKED] = 2,
				   [RELEASE_IN_FORCE] = 3};

	if (rank[a] != rank[b])
		return rank[a] > rank[b];
	if (!a_day.year || !b_day.year)
		return !a_day.year && b_day.year;
	return lang_date_compare(a_day, b_day) > 0;
}

enum release derive_release(const struct record_set *set, const char *person, const char *child, struct lang_date *day)
{
	struct record_consent *consents;
	size_t n = record_consents_of(set, person, &consents);
	enum release best = RELEASE_NONE;

	*day = (struct lang_date){0};
	for (size_t i = 0; i < n; i++) {
		enum release is = release_of(&consents[i]);

		if (record_consent_child(&consents[i], child) && better(is, consents[i].day, best, *day)) {
			best = is;
			*day = consents[i].day;
		}
	}
	return best;
}

static const char *release(const struct record_set *set, const struct walk *w)
{
	const char *dot = strrchr(w->name, '.'), *date;
	struct lang_date day;
	char person[65], child[65];
	size_t n;
	enum release is;

	if (!str_starts(w->name, "people.") || dot <= w->name + 7)
		return NULL;
	n = (size_t)(dot - (w->name + 7));
	if (n >= sizeof person || (w->child && w->n_child >= sizeof child))
		return NULL;
	memcpy(person, w->name + 7, n);
	person[n] = '\0';
	if (w->child) {
		memcpy(child, w->child, w->n_child);
		child[w->n_child] = '\0';
	}
	is = derive_release(set, person, w->child ? child : NULL, &day);
	if (is == RELEASE_NONE)
		return NULL;
	if (!day.year)
		return is == RELEASE_IN_FORCE ? lang_word(set->lang, "release_yes") : NULL;
	/* What has just ended needs no year; what lasts does. */
	date = lang_date_text(set->lang, set->arena, day,
			      is != RELEASE_IN_FORCE && day.year == set->today.year ? LANG_DATE_NO_YEAR : LANG_DATE_LONG);
	switch (is) {
	case RELEASE_IN_FORCE: return pattern(set, "release_until", "date", date, 0);
	case RELEASE_ENDED: return pattern(set, "release_ended", "date", date, 0);
	case RELEASE_REVOKED: return pattern(set, "release_revoked", "date", date, 0);
	default: return pattern(set, "release_not_yet", "date", date, 0);
	}
}

enum record_truth derive_in_force(const struct record_set *set, const struct walk *w)
{
	const char *key = w->name + strlen("consents."), *dot = strchr(key, '.');
	const struct val *consents = walk_top(set, "consents", strlen("consents"), NULL);
	const char *id = dot ? arena_strndup(set->arena, key, (size_t)(dot - key)) : key;

	if (!val_lookup(consents, id))
		return RECORD_UNKNOWN;
	return record_consent_judge(consents, id, set->today).state == RECORD_CONSENT_IN_FORCE ? RECORD_YES : RECORD_NO;
}

static const char *in_force(const struct record_set *set, const struct walk *w)
{
	enum record_truth truth = derive_in_force(set, w);

	return truth == RECORD_UNKNOWN ? NULL : lang_word(set->lang, truth == RECORD_YES ? "yes" : "no");
}

/* ---- dates ------------------------------------------------------------------------------------------------------- */

static const char *due(const struct record_set *set, const char *key)
{
	const struct val *staff = walk_top(set, "staff", 5, NULL);
	struct lang_date date;

	if (!date_at(staff, "start_date", &date))
		return NULL;
	if (str_eq(key, "orientation"))
		date = lang_date_add(date, 0, 28);
	else if (str_eq(key, "three_months"))
		date = lang_date_add(date, 3, 0);
	else if (str_eq(key, "six_months"))
		date = lang_date_add(date, 6, 0);
	else if (str_eq(key, "first_year"))
		date = lang_date_add(date, 12, 0);
	else
		return NULL;
	return lang_date_text(set->lang, set->arena, date, LANG_DATE_LONG);
}

static const char *day_and_time(const struct record_set *set, const struct val *v, const char *date_key,
				const char *time_key)
{
	struct lang_date date;
	struct lang_arg args[2];
	const char *time = val_text_at(v, time_key, NULL);

	if (!date_at(v, date_key, &date) || lang_date_compare(date, set->today) < 0)
		return NULL;
	args[0] = (struct lang_arg){"date", lang_date_text(set->lang, set->arena, date, LANG_DATE_DAY), 0};
	time = time ? lang_time_text(set->lang, set->arena, time) : NULL;
	if (!time)
		return args[0].text;
	args[1] = (struct lang_arg){"time", time, 0};
	return lang_format(set->lang, set->arena, "date_time", args, 2);
}

static const char *next_of(const struct record_set *set, const char *list)
{
	struct record_item *items;

	if (!record_items(set, NULL, list, NULL, RECORD_NEXT, NULL, &items))
		return NULL;
	return day_and_time(set, items[0].scope.val, "date", "time");
}

static const char *next(const struct record_set *set, const char *key)
{
	if (str_eq(key, "visit"))
		return next_of(set, "family_time");
	if (str_eq(key, "appointment"))
		return next_of(set, "appointments");
	if (str_eq(key, "home_visit"))
		return next_of(set, "program.home_visits");
	return str_eq(key, "court") ? day_and_time(set, walk_top(set, "court", 5, NULL), "next_date", "next_time") : NULL;
}

/* ---- lists, letterhead ------------------------------------------------------------------------------------------- */

static const char *letterhead(const struct record_set *set, const struct val *agency)
{
	static const char *const keys[] = {"name", "address", "phone", "email", NULL};
	struct buf text = {0};
	const char *out = NULL;

	for (int i = 0; keys[i]; i++) {
		const char *line = val_text_at(agency, keys[i], NULL);

		if (!line || !*line)
			continue;
		if (text.len && text.data[text.len - 1] != '\n')
			buf_addc(&text, '\n');
		buf_adds(&text, line);
	}
	while (text.len && text.data[text.len - 1] == '\n')
		text.len--;
	if (text.len)
		out = arena_strndup(set->arena, text.data, text.len);
	buf_free(&text);
	return out;
}

static const char *joined(const struct record_set *set, const struct walk *w)
{
	struct record_found found = {.shape = &w->shape->pub, .val = w->val};
	const char *text = w->val && w->val->kind == VAL_LIST ? record_text(set, &found) : NULL;

	return text && *text ? text : NULL;
}

const char *derive(const struct record_set *set, const struct walk *w)
{
	const char *key = strrchr(w->name, '.'), *given = val_text(w->val);

	if (w->shape->pub.type == RECORD_REFS || (w->shape->pub.type == RECORD_TEXTS && !w->shape->pub.keyed))
		return joined(set, w);
	if (!w->shape->pub.derived || !key)
		return NULL;
	key++;
	if (str_eq(key, "letterhead"))
		return given && *given ? given : letterhead(set, w->parent);
	if (str_eq(key, "id"))
		return w->record && !(set->blank && w->record == set->family) ? w->record->id : NULL;
	if (!set->lang)
		return NULL;
	if (str_eq(key, "age"))
		return age(set, w->parent);
	if (str_eq(key, "release"))
		return release(set, w);
	if (str_starts(w->name, "consents.") && str_eq(key, "in_force"))
		return in_force(set, w);
	if (str_starts(w->name, "staff.due."))
		return due(set, key);
	return str_starts(w->name, "next.") ? next(set, key) : NULL;
}

/* ---- facts ------------------------------------------------------------------------------------------------------- */

#define BABY_MONTHS 12	/* a child younger than this counts as expecting: the same sheets are needed */
#define OVERDUE_DAYS 14 /* a due date that has just passed, with no birth written down, is still a birth to come */

/* A child who is named nowhere decides nothing. */
static bool counts(const struct val *child)
{
	return child->kind == VAL_MAP && !str_eq(val_text_at(child, "print", "yes"), "no");
}

static const struct val *family_list(const struct record_set *set, const char *key)
{
	const struct val *v = walk_top(set, key, strlen(key), NULL);

	return v && v->kind == VAL_MAP ? v : NULL;
}

static enum record_truth unknown_if_blank(const struct record_set *set)
{
	return set->blank || !set->family ? RECORD_UNKNOWN : RECORD_NO;
}

enum record_truth derive_separated(const struct record_set *set)
{
	const struct val *children = family_list(set, "children");

	for (size_t i = 0; children && i < children->n; i++) {
		const char *where = val_text_at(children->items[i], "lives_with", "me");

		if (counts(children->items[i]) && *where && !str_eq(where, "me") && !str_eq(where, "on-their-own"))
			return RECORD_YES;
	}
	return set->blank ? unknown_if_blank(set) : RECORD_NO;
}

enum record_truth derive_expecting(const struct record_set *set)
{
	const struct val *children = family_list(set, "children"), *participant = walk_top(set, "participant", 11, NULL);
	struct lang_date due_date, dob;
	bool due_soon = date_at(participant, "due_date", &due_date) &&
			lang_date_days(due_date) + OVERDUE_DAYS >= lang_date_days(set->today);

	if (due_soon)
		return RECORD_YES;
	for (size_t i = 0; children && i < children->n; i++)
		if (counts(children->items[i]) && date_at(children->items[i], "dob", &dob) &&
		    lang_date_months(dob, set->today) < BABY_MONTHS)
			return RECORD_YES;
	return set->blank ? unknown_if_blank(set) : RECORD_NO;
}

enum record_truth derive_case(const struct record_set *set)
{
	const struct val *people = family_list(set, "people"), *its_case = family_list(set, "case");
	struct lang_date closed;

	if (date_at(its_case, "closed", &closed) && lang_date_compare(closed, set->today) <= 0)
		return RECORD_NO;
	for (size_t i = 0; its_case && i < its_case->n; i++)
		if (its_case->items[i]->kind != VAL_NULL)
			return RECORD_YES;
	for (size_t i = 0; people && i < people->n; i++)
		if (str_eq(val_text_at(people->items[i], "kind", NULL), "child-welfare"))
			return RECORD_YES;
	return set->blank ? unknown_if_blank(set) : RECORD_NO;
}

/* The parent's own word on it counts; without one, what those at home know does, and where nobody said, they know nothing.
 */
bool derive_discreet(const struct record *family)
{
	const struct val *safety = val_lookup(family->values, "safety");
	const char *knows = val_text_at(safety, "household_knows", "no");
	bool ok, discreet = val_truth(val_lookup(safety, "discreet"), &ok);

	return ok ? discreet : str_eq(knows, "no");
}
