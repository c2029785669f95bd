/* Consent: what one entry under `consents` says on a given day, and what it reaches. These are pure functions: an entry and
 * a day in, a judgment out, with the place in the record that decided it. What the sheets print of a release (derive.c) and
 * what `share` lets out rest on the same judgment.
 *
 * The elements are those of 42 CFR 2.31(a); an entry that lacks one is a draft, whatever its dates say: no disclosure may
 * stand on a consent that is incomplete on its face, has expired or was taken back (2.31(c)). A consent for a proceeding
 * stands alone (2.31(d)), and so does one for counseling notes (2.31(b)).
 *
 * Where two readings are possible the narrower one counts. A day that cannot be read is as good as none. */
#include "record/int.h"

#include <string.h>

static bool date_at(const struct val *v, const char *key, struct lang_date *date)
{
	const char *text = val_text_at(v, key, NULL);

	return text && lang_date_parse(text, date);
}

static bool has(const struct val *v, const char *key)
{
	const struct val *one = val_lookup(v, key);

	return one && one->kind != VAL_NULL && !(one->kind == VAL_TEXT && !one->text[strspn(one->text, " \n")]) &&
	       !(one->kind != VAL_TEXT && !one->n);
}

static enum record_consent_kind kind_of(const struct val *consent)
{
	static const char *const words[] = {[RECORD_CONSENT_CARE] = "care",
					    [RECORD_CONSENT_NAMED] = "named",
					    [RECORD_CONSENT_PROCEEDING] = "proceeding",
					    [RECORD_CONSENT_NOTES] = "counseling-notes"};
	const char *text = val_text_at(consent, "kind", NULL);

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq(words[i], text))
			return (enum record_consent_kind)i;
	return RECORD_CONSENT_NO_KIND;
}

/* The first thing it lacks to count, or NULL. */
static const char *lacks(const struct val *consent, enum record_consent_kind kind)
{
	static const char *const always[] = {"to", "purpose", "documents", "signed_how", "seen_by", NULL};
	struct lang_date date;

	if (kind == RECORD_CONSENT_NO_KIND)
		return "kind";
	for (int i = 0; always[i]; i++)
		if (!has(consent, always[i]))
			return always[i];
	if (kind == RECORD_CONSENT_PROCEEDING && !has(consent, "proceeding"))
		return "proceeding";
	if (!date_at(consent, "expires", &date) && !has(consent, "expires_when"))
		return "expires";
	/* A last day that was written and cannot be read must not become no last day. */
	if (has(consent, "expires") && !date_at(consent, "expires", &date))
		return "expires";
	if (!date_at(consent, "given", &date))
		return "given";
	return val_truth(val_lookup(consent, "copy_given"), NULL) ? NULL : "copy_given";
}

static bool come(const struct val *consent, const char *key, struct lang_date today, struct lang_date *day)
{
	return date_at(consent, key, day) && lang_date_compare(*day, today) <= 0;
}

/* Was it taken back by now? The earlier of what staff recorded and what the parent's own form says: a no needs no witness. */
static const char *taken_back(const struct val *consent, struct lang_date today, struct lang_date *day)
{
	static const char *const keys[] = {"revoked", "revoke_asked", NULL};
	const char *which = NULL;
	struct lang_date one;

	for (int i = 0; keys[i]; i++) {
		if (come(consent, keys[i], today, &one) && (!which || lang_date_compare(one, *day) < 0)) {
			which = keys[i];
			*day = one;
		} else if (!which && has(consent, keys[i]) && !date_at(consent, keys[i], &one)) {
			which = keys[i]; /* a day that cannot be read: it was taken back, nobody knows when */
			*day = (struct lang_date){0};
		}
	}
	return which;
}

struct record_consent record_consent_judge(const struct val *consents, const char *key, struct lang_date today)
{
	const struct val *v = val_lookup(consents, key);
	struct record_consent c = {.key = key, .val = v, .kind = kind_of(v), .state = RECORD_CONSENT_DRAFT};
	const char *decides = NULL;
	struct lang_date day = {0};

	c.person = val_text_at(v, "to", NULL);
	if ((decides = taken_back(v, today, &day))) {
		c.state = RECORD_CONSENT_REVOKED;
	} else if ((c.lacks = lacks(v, c.kind))) {
		decides = c.lacks;
	} else if (come(v, "event_came", today, &day)) {
		c.state = RECORD_CONSENT_ENDED;
		decides = "event_came";
	} else if (date_at(v, "given", &day) && lang_date_compare(day, today) > 0) {
		c.state = RECORD_CONSENT_NOT_YET;
		decides = "given";
	} else if (date_at(v, "expires", &day) && lang_date_compare(day, today) < 0) { /* its last day counts as a whole day */
		c.state = RECORD_CONSENT_ENDED;
		decides = "expires";
	} else {
		c.state = RECORD_CONSENT_IN_FORCE;
		decides = "expires";
		if (!date_at(v, "expires", &day))
			day = (struct lang_date){0};
	}
	c.day = day;
	if (c.state == RECORD_CONSENT_DRAFT)
		c.day = (struct lang_date){0};
	c.at = val_lookup(v, decides) ? val_lookup(v, decides)->at : val_key_at(consents, key);
	return c;
}

bool record_consent_child(const struct record_consent *consent, const char *child)
{
	const struct val *children = val_lookup(consent->val, "children");

	if (!child || !children || children->kind == VAL_NULL || (children->kind != VAL_TEXT && !children->n))
		return true;
	if (children->kind == VAL_TEXT)
		return str_eq(children->text, child);
	for (size_t i = 0; children->kind == VAL_LIST && i < children->n; i++)
		if (str_eq(val_text(children->items[i]), child))
			return true;
	return false;
}

bool record_consent_fits(enum record_consent_kind kind, const char *person_kind)
{
	static const char *const beyond_care[] = {"legal", "court", "probation", "child-welfare", NULL};

	if (str_eq(person_kind, "court"))
		return kind == RECORD_CONSENT_PROCEEDING;
	if (kind == RECORD_CONSENT_CARE)
		for (int i = 0; beyond_care[i]; i++)
			if (str_eq(person_kind, beyond_care[i]))
				return false;
	return kind != RECORD_CONSENT_NO_KIND;
}

size_t record_consents_of(const struct record_set *set, const char *person, struct record_consent **list)
{
	const struct val *consents = walk_top(set, "consents", strlen("consents"), NULL);
	size_t n = 0, cap = 0;

	*list = NULL;
	for (size_t i = 0; consents && consents->kind == VAL_MAP && i < consents->n; i++)
		if (!person || str_eq(val_text_at(consents->items[i], "to", NULL), person))
			*arena_push(set->arena, *list, n, cap) = record_consent_judge(consents, consents->keys[i].text, set->today);
	return n;
}
