/* Patterns: a documented subset of ICU's MessageFormat, read by hand because opening ICU's own costs more than a whole page.
 *
 *     {name}                                          the argument
 *     {n, plural, =0 {...} one {...} other {...}}     the case that the language's rule picks; # is the number
 *     {kind, select, kin {...} other {...}}           the case of that name
 *     '{' '}' '#' ''                                  quoted; any other apostrophe is itself
 *
 * `other` must be there. Number and date styles ({n, number, ...}) are refused: their arguments come as text, written by spell.c. */
#include "lang/int.h"

#include <stdlib.h>
#include <string.h>

struct walk {
	const struct lang *lang; /* NULL while a pattern is only checked */
	const struct lang_arg *args;
	size_t n_args;
	const char *p;
	const char *why;         /* what is wrong, or NULL */
	struct arena *arena;     /* checking: the names met go here */
	const char **names;
	size_t n_names, cap_names;
};

static void walk_text(struct walk *w, struct buf *out, const long *number, int depth);

static void skip_spaces(struct walk *w)
{
	w->p += strspn(w->p, " \t\n");
}

/* A name of letters, digits and _, or an exact case such as =0. */
static size_t word_length(const char *s)
{
	size_t n = *s == '=';

	while ((s[n] >= 'a' && s[n] <= 'z') || (s[n] >= 'A' && s[n] <= 'Z') || (s[n] >= '0' && s[n] <= '9') || s[n] == '_')
		n++;
	return n == 1 && *s == '=' ? 0 : n;
}

static bool is_word(const char *s, size_t n, const char *word)
{
	return strlen(word) == n && !memcmp(s, word, n);
}

static void note_name(struct walk *w, const char *name, size_t len)
{
	if (!w->arena)
		return;
	for (size_t i = 0; i < w->n_names; i++)
		if (is_word(name, len, w->names[i]))
			return;
	*arena_push(w->arena, w->names, w->n_names, w->cap_names) = arena_strndup(w->arena, name, len);
}

static const struct lang_arg *find_arg(const struct walk *w, const char *name, size_t len)
{
	for (size_t i = 0; i < w->n_args; i++)
		if (is_word(name, len, w->args[i].name))
			return &w->args[i];
	return NULL;
}

static const char *plural_case(const struct lang *lang, long n)
{
	switch (lang->words->plurals) {
	case LANG_PLURALS_NONE:
		return "other";
	case LANG_PLURALS_ONE:
		return n == 1 || n == -1 ? "one" : "other";
	case LANG_PLURALS_ZERO_ONE:
		return n >= -1 && n <= 1 ? "one" : "other";
	case LANG_PLURALS_ICU:
		break;
	}
	return lang_icu_plural(lang, n);
}

/* The cases of a plural or select, from after its second comma to its closing brace. */
static void walk_cases(struct walk *w, struct buf *out, const struct lang_arg *arg, bool plural, int depth)
{
	const char *best = NULL, *after, *wanted = "other", *other = NULL;
	const long zero = 0; /* for # in cases that are only passed over */
	int rank = 0; /* 1 other, 2 by the rule, 3 exact */

	if (w->lang && arg)
		wanted = plural ? plural_case(w->lang, arg->number) : arg->text ? arg->text : "other";
	for (;;) {
		const char *word;
		size_t len;
		int fit;

		skip_spaces(w);
		if (*w->p == '}')
			break;
		word = w->p;
		len = word_length(word);
		w->p += len;
		skip_spaces(w);
		if (!len || *w->p != '{' || (*word == '=' && !plural)) {
			w->why = "a case is written as a word and its text in braces, as in one {# day}";
			return;
		}
		w->p++;
		if (is_word(word, len, "other"))
			other = w->p;
		fit = plural && *word == '=' ? (arg && strtol(word + 1, NULL, 10) == arg->number ? 3 : 0)
		      : is_word(word, len, wanted) ? 2
		      : is_word(word, len, "other") ? 1 : 0;
		if (fit > rank) {
			rank = fit;
			best = w->p;
		}
		walk_text(w, NULL, plural ? &zero : NULL, depth + 1);
		if (w->why)
			return;
		if (*w->p != '}') {
			w->why = "a brace is not closed";
			return;
		}
		w->p++;
	}
	after = ++w->p;
	if (!other) {
		w->why = "the case `other` is missing";
		return;
	}
	if (!out)
		return;
	w->p = best ? best : other;
	walk_text(w, out, plural && arg ? &arg->number : NULL, depth + 1);
	w->p = after;
}

/* An argument, from after its opening brace to after its closing one. */
static void walk_arg(struct walk *w, struct buf *out, int depth)
{
	const char *name, *kind;
	size_t len, kind_len;
	const struct lang_arg *arg;

	skip_spaces(w);
	name = w->p;
	len = word_length(name);
	w->p += len;
	skip_spaces(w);
	if (!len || *name == '=') {
		w->why = "a brace opens an argument, and its name is missing";
		return;
	}
	note_name(w, name, len);
	arg = find_arg(w, name, len);
	if (*w->p == '}') {
		w->p++;
		if (!out)
			return;
		if (!arg) {
			buf_addc(out, '{');
			buf_add(out, name, len);
			buf_addc(out, '}');
		} else if (arg->text) {
			buf_adds(out, arg->text);
		} else {
			lang_number_write(w->lang, arg->number, out);
		}
		return;
	}
	if (*w->p != ',') {
		w->why = *w->p ? "after an argument's name comes } or a comma" : "a brace is not closed";
		return;
	}
	w->p++;
	skip_spaces(w);
	kind = w->p;
	kind_len = word_length(kind);
	w->p += kind_len;
	skip_spaces(w);
	if ((!is_word(kind, kind_len, "plural") && !is_word(kind, kind_len, "select")) || *w->p != ',') {
		w->why = "an argument may be {name}, {name, plural, ...} or {name, select, ...}";
		return;
	}
	w->p++;
	walk_cases(w, out, arg, *kind == 'p', depth);
}

/* Text up to its end or to a closing brace that it did not open, which is left for the caller. `number` is what # stands for. */
static void walk_text(struct walk *w, struct buf *out, const long *number, int depth)
{
	bool quoted = false;

	if (depth > LANG_MAX_NESTING) {
		w->why = "cases stand in each other too deeply";
		return;
	}
	while (*w->p && !w->why) {
		char c = *w->p;

		if (c == '\'' && w->p[1] == '\'') {
			w->p++; /* the second one is printed below */
		} else if (c == '\'' && (quoted || (w->p[1] && strchr(number ? "{}#" : "{}", w->p[1])))) {
			quoted = !quoted;
			w->p++;
			continue;
		} else if (!quoted && c == '{') {
			w->p++;
			walk_arg(w, out, depth);
			continue;
		} else if (!quoted && c == '}') {
			return;
		} else if (!quoted && c == '#' && number) {
			w->p++;
			if (out)
				lang_number_write(w->lang, *number, out);
			continue;
		}
		if (out)
			buf_addc(out, *w->p);
		w->p++;
	}
	if (quoted && !w->why)
		w->why = "an apostrophe before a brace quotes it, and the closing apostrophe is missing";
}

const char *const *lang_pattern_args(struct arena *arena, const char *pattern, const char **why)
{
	struct walk w = {.p = pattern, .arena = arena};

	walk_text(&w, NULL, NULL, 0);
	if (!w.why && *w.p)
		w.why = "a closing brace has no opening one";
	*why = w.why;
	if (w.why)
		return NULL;
	*arena_push(arena, w.names, w.n_names, w.cap_names) = NULL;
	return w.names;
}

void lang_pattern_write(const struct lang *lang, const char *pattern, const struct lang_arg *args, size_t n, struct buf *out)
{
	struct walk w = {.lang = lang, .args = args, .n_args = n, .p = pattern};

	walk_text(&w, out, NULL, 0);
}
