/* Built-in paths: what a text may name that is no record's: the day, a letter's recipient, the participant's first name and
 * pronouns. They are worked out here before a record is asked, so no shape needs to know them. */
#include "packet/packet.h"

#include <string.h>

#include "packet/int.h"

static const char *const pronoun_forms[] = {"subject", "object", "possessive", "own", "self", "is", "was", "has", "does", NULL};
static const char *const to_fields[] = {"name", "agency", "role", "phone", "email", "address", NULL};

static const char *const share_fields[] = {"recipient",	 "agency", "purpose", "what",	     "documents",
					   "children",	 "fields", "until",   "until_event", "given",
					   "proceeding", "record", NULL};

static bool is_one_of(const char *word, const char *const *words)
{
	for (size_t i = 0; words[i]; i++)
		if (str_eq(word, words[i]))
			return true;
	return false;
}

bool builtin_known(const char *path, struct builtin *out)
{
	*out = (struct builtin){0};
	if (*path == '/')
		path++;
	if (str_eq(path, "today")) {
		out->path = ".date";
		out->type = "date";
	} else if (str_eq(path, "participant.first")) {
		out->path = "participant.name_to_use";
		out->type = "text";
	} else if (str_starts(path, "to.") && is_one_of(path + 3, to_fields)) {
		static const char *const paths[] = {".to-name", ".to-agency", ".to-role", ".to-phone", ".to-email", ".to-address"};

		for (size_t i = 0; to_fields[i]; i++)
			if (str_eq(path + 3, to_fields[i]))
				out->path = paths[i];
		out->type = str_eq(path, "to.phone") ? "phone" : str_eq(path, "to.email") ? "email" : "text";
	} else if (str_starts(path, "pronoun.") && is_one_of(path + 8, pronoun_forms)) {
		out->type = "text"; /* never a blank: the language has a word for everybody */
	} else if (str_starts(path, "share.") && is_one_of(path + 6, share_fields)) {
		static const char *const paths[] = {".recipient", ".agency", ".purpose", ".what", ".documents", ".children", ".fields",
						    ".until", ".until_event", ".given", ".proceeding", ".record"};

		for (size_t i = 0; share_fields[i]; i++)
			if (str_eq(path + 6, share_fields[i]))
				out->path = paths[i];
		out->type = "text";
	} else if (str_eq(path, "section.title") || str_eq(path, "section.number")) {
		out->type = "text"; /* never a blank: a part of the folder has both */
	} else {
		return false;
	}
	return true;
}

static const char *record_value(struct frame *frame, const char *path)
{
	struct record_found found;
	const char *text;

	if (!record_find(frame->bind->set, NULL, path, &found))
		return NULL;
	text = bind_value(frame, &found);
	return text && *text ? text : NULL;
}

static const char *first_name(struct frame *frame)
{
	const char *name = record_value(frame, "participant.name_to_use");

	if (name)
		return name;
	name = record_value(frame, "participant.name");
	return name ? arena_strndup(frame->bind->arena, name, strcspn(name, " ")) : NULL;
}

/* The language's word for the record's pronouns; "they" for those it has none for, and where none are given. */
static const char *pronoun(struct frame *frame, const char *form, const char **lang)
{
	const char *said = record_value(frame, "participant.pronouns");
	const char *who = str_eq(said, "she") || str_eq(said, "she/her") ? "she"
			  : str_eq(said, "he") || str_eq(said, "he/him") ? "he"
									 : "they";

	form = str_eq(form, "own") ? "possessive_alone" : str_eq(form, "self") ? "reflexive" : form;
	form = arena_printf(frame->bind->arena, "pronoun_%s_%s", who, form);
	*lang = lang_word_tag(frame->bind->own, form);
	return lang_word(frame->bind->own, form);
}

static const char *scope_words(const struct packet_scope *scope, const char *key)
{
	const char *const words[] = {scope->recipient,	 scope->agency,	  scope->purpose,    scope->what,
				     scope->documents,	 scope->children, scope->fields,     scope->until,
				     scope->until_event, scope->given,	  scope->proceeding, scope->record};

	for (size_t i = 0; share_fields[i]; i++)
		if (str_eq(key, share_fields[i]))
			return words[i];
	return NULL;
}

bool builtin_find(struct frame *frame, const char *path, struct builtin *out)
{
	struct bind *bind = frame->bind;

	if (!builtin_known(path, out))
		return false;
	if (*path == '/')
		path++;
	if (str_starts(path, "pronoun.")) {
		out->text = pronoun(frame, path + 8, &out->lang);
	} else if (str_starts(path, "share.")) {
		out->text = bind->job->scope ? scope_words(bind->job->scope, path + 6) : NULL;
	} else if (str_eq(path, "section.title")) {
		out->text = frame->item->section_title;
	} else if (str_eq(path, "section.number")) {
		out->text = frame->item->section_number;
	} else if (str_eq(path, "today") && !bind->unknown) {
		out->text = lang_date_text(bind->lang, bind->arena, bind->set->today, LANG_DATE_LONG);
		out->lang = bind->lang->tag;
	} else if (str_starts(path, "to.") && bind->job->to) {
		out->text = record_value(frame, arena_printf(bind->arena, "people.%s.%s", bind->job->to, path + 3));
	} else if (str_eq(path, "participant.first")) {
		out->text = first_name(frame);
	}
	if (str_starts(path, "to.") && bind->job->to && !bind->unknown)
		out->path = arena_printf(bind->arena, "people.%s.%s", bind->job->to, path + 3);
	return true;
}
