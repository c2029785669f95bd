/* What the texts and keys of a record look like: a date, a phone number, a made-up key. Only the form is looked at, never
 * what it means: a number that nobody answers is a phone number. */
#include "record/int.h"

#include <stdlib.h>
#include <string.h>

/* ---- keys ------------------------------------------------------------------------------------------------------------ */

bool record_key_is_new(const char *key, size_t n)
{
	if (n < 5 || strncmp(key, "new-", 4) != 0)
		return false;
	for (size_t i = 4; i < n; i++)
		if (key[i] < '0' || key[i] > '9')
			return false;
	return true;
}

bool record_key_ok(const char *key, bool underscore)
{
	size_t n = strlen(key);

	if (!n || n > 64 || *key == '-' || *key == '_')
		return false;
	for (size_t i = 0; i < n; i++)
		if (!((key[i] >= 'a' && key[i] <= 'z') || (key[i] >= '0' && key[i] <= '9') || key[i] == '-' ||
		      (underscore && key[i] == '_')))
			return false;
	return !record_key_is_new(key, n);
}

bool record_key_fits(const char *key)
{
	return record_key_ok(key, false);
}

/* ---- texts ----------------------------------------------------------------------------------------------------------- */

static bool is_time(const char *s)
{
	return strlen(s) == 5 && s[2] == ':' && s[0] >= '0' && s[0] <= '2' && s[1] >= '0' && s[1] <= '9' && s[3] >= '0' &&
	       s[3] <= '5' && s[4] >= '0' && s[4] <= '9' && (s[0] < '2' || s[1] <= '3');
}

static bool is_date(const char *s)
{
	struct lang_date date;

	return lang_date_parse(s, &date);
}

static bool is_datetime(const char *s)
{
	char day[11] = "";

	if (strlen(s) != 16 || (s[10] != ' ' && s[10] != 'T'))
		return false;
	memcpy(day, s, 10);
	return is_date(day) && is_time(s + 11);
}

static bool is_phone(const char *s)
{
	/* Written in whatever digits the writer uses. */
	return lang_digits(s) > 0 && utf8_count(s, strlen(s)) <= 60 && !strpbrk(s, "\n@<>");
}

static bool is_email(const char *s)
{
	const char *at = strchr(s, '@');

	return at && at > s && at[1] && !strchr(at + 1, '@') && strchr(at + 1, '.') && at[strlen(at) - 1] != '.' &&
	       !strpbrk(s, " \t\n<>,;");
}

static bool is_url(const char *s)
{
	size_t n = str_starts(s, "https://") ? 8 : str_starts(s, "http://") ? 7 : 0;

	return n && s[n] && !strpbrk(s, " \t\n<>\"");
}

static bool is_number(const char *s)
{
	size_t i = *s == '-' || *s == '+', digits = 0, dots = 0;

	for (; s[i]; i++) {
		digits += s[i] >= '0' && s[i] <= '9';
		dots += s[i] == '.';
		if (!(s[i] >= '0' && s[i] <= '9') && s[i] != '.')
			return false;
	}
	return digits && dots <= 1;
}

static bool is_percent(const char *s)
{
	size_t n = strlen(s);
	char number[16] = "", *end;
	double value;

	if (n && s[n - 1] == '%')
		n--;
	if (!n || n >= sizeof number)
		return false;
	snprintf(number, sizeof number, "%.*s", (int)n, s);
	value = strtod(number, &end);
	return is_number(number) && !*end && value >= 0 && value <= 100;
}

static bool is_yes_no(const char *s, bool na)
{
	struct val v = {.kind = VAL_TEXT, .text = s};
	bool ok;

	val_truth(&v, &ok);
	return ok || str_eq(s, "unsaid") || (na && str_eq(s, "na"));
}

const char *form_refuses(enum record_type type, const char *s, const char **write)
{
	switch (type) {
	case RECORD_DATE: *write = "YYYY-MM-DD"; return is_date(s) ? NULL : "a date";
	case RECORD_TIME: *write = "HH:MM, 24 hours"; return is_time(s) ? NULL : "a time";
	case RECORD_DATETIME: *write = "YYYY-MM-DD HH:MM"; return is_datetime(s) ? NULL : "a date and time";
	case RECORD_PHONE: *write = "its digits on one line"; return is_phone(s) ? NULL : "a phone number";
	case RECORD_EMAIL: *write = "name@place.org"; return is_email(s) ? NULL : "an email address";
	case RECORD_URL: *write = "it whole, with https://"; return is_url(s) ? NULL : "a web address";
	case RECORD_NUMBER: *write = "digits"; return is_number(s) ? NULL : "a number";
	case RECORD_PERCENT: *write = "a number from 0 to 100"; return is_percent(s) ? NULL : "a percentage";
	case RECORD_YES_NO:
	case RECORD_CHECK:
		*write = "yes, no or unsaid (they would rather not say)";
		return is_yes_no(s, false) ? NULL : "yes or no";
	case RECORD_YES_NO_NA:
		*write = "yes, no, na or unsaid (they would rather not say)";
		return is_yes_no(s, true) ? NULL : "yes or no";
	default: return NULL;
	}
}
