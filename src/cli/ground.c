/* On which consent a share stands, judged today; or why on none. It refuses wherever a consent is missing, a draft, over, taken back or of
 * another kind, and says so at the place in the record that decides. */
#include "cli/share.h"

static const char *kind_word(enum record_consent_kind kind)
{
	static const char *const words[] = {"care", "named", "proceeding", "counseling-notes", "none"};

	return words[kind];
}

/* Who does what to make a draft count. */
static const char *draft_needs(const char *lacks)
{
	static const char *const office[] = {"given", "signed_how", "seen_by", "copy_given", NULL};

	for (int i = 0; office[i]; i++)
		if (str_eq(lacks, office[i]))
			return "how it was signed, when, who saw it and that a copy was given";
	return "it";
}

/* Why nothing goes out under it today; false where it does. */
static bool tell_refusal(struct share *s, const struct record_consent *c)
{
	const char *day = c->day.year ? lang_date_iso(s->arena, c->day) : "day unknown";
	const char *person_kind = val_text_at(val_lookup(s->people, s->person), "kind", NULL);

	switch (c->state) {
	case RECORD_CONSENT_DRAFT: diag(s->house->diags, c->at, MSG_SHARE_DRAFT, c->key, c->lacks, draft_needs(c->lacks)); return true;
	case RECORD_CONSENT_ENDED: diag(s->house->diags, c->at, MSG_SHARE_ENDED, c->key, day); return true;
	case RECORD_CONSENT_REVOKED: diag(s->house->diags, c->at, MSG_SHARE_REVOKED, c->key, day); return true;
	case RECORD_CONSENT_NOT_YET: diag(s->house->diags, c->at, MSG_SHARE_NOT_YET, c->key, day); return true;
	case RECORD_CONSENT_IN_FORCE: break;
	}
	if (!record_consent_fits(c->kind, person_kind)) {
		bool court = str_eq(person_kind, "court");

		diag(s->house->diags, val_lookup(c->val, "kind")->at, MSG_SHARE_KIND, c->key, kind_word(c->kind),
		     court ? "a court" : "somebody of that kind", court ? "for the proceeding (proceeding)" : "for one purpose (named) or proceeding");
		return true;
	}
	if (s->of && packet_consent(s->of) && !str_eq(packet_consent(s->of), kind_word(c->kind))) {
		diag(s->house->diags, val_lookup(c->val, "kind")->at, MSG_SHARE_PACKET_KIND, s->house->options->packet, packet_consent(s->of), c->key,
		     kind_word(c->kind));
		return true;
	}
	return false;
}

static bool in_force(struct share *s, const struct record_consent *c)
{
	const char *person_kind = val_text_at(val_lookup(s->people, s->person), "kind", NULL);

	return c->state == RECORD_CONSENT_IN_FORCE && record_consent_fits(c->kind, person_kind) &&
	       !(s->of && packet_consent(s->of) && !str_eq(packet_consent(s->of), kind_word(c->kind)));
}

static bool choose_named(struct share *s, const char *key)
{
	const struct val *consents = share_list(s, "consents");

	if (!val_lookup(consents, key)) {
		struct buf known = {0};

		for (size_t i = 0; consents && consents->kind == VAL_MAP && i < consents->n; i++)
			buf_addf(&known, "%s%s", i ? ", " : "; there are: ", consents->keys[i].text);
		diag(s->house->diags, SPAN_NONE, MSG_SHARE_KEY, key, known.len ? known.data : "");
		buf_free(&known);
		return false;
	}
	s->consent = record_consent_judge(consents, key, s->set.today);
	if (!str_eq(s->consent.person, s->person)) {
		const struct val *to = val_lookup(s->consent.val, "to");

		diag(s->house->diags, to ? to->at : val_key_at(consents, key), MSG_SHARE_WHOSE, key, s->person);
		return false;
	}
	return !tell_refusal(s, &s->consent);
}

bool share_ground(struct share *s)
{
	const char *named = s->house->options->consent;
	struct record_consent *list;
	struct buf keys = {0};
	size_t n, n_good = 0;

	if (named)
		return choose_named(s, named);
	n = record_consents_of(&s->set, s->person, &list);
	for (size_t i = 0; i < n; i++) {
		if (!in_force(s, &list[i]))
			continue;
		buf_addf(&keys, "%s%s", n_good ? ", " : "", list[i].key);
		s->consent = list[i];
		n_good++;
	}
	if (n_good > 1)
		diag(s->house->diags, val_key_at(s->people, s->person), MSG_SHARE_SEVERAL, s->person, keys.data);
	buf_free(&keys);
	if (n == 0)
		diag(s->house->diags, val_key_at(s->people, s->person), MSG_SHARE_NONE, s->person);
	for (size_t i = 0; n_good == 0 && i < n; i++)
		tell_refusal(s, &list[i]);
	return n_good == 1;
}
