/* Everything that is wrong, collected and told at once: at its place, with the line and a caret. */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#define MOST 500 /* one broken file must not bury the rest */

struct entry {
	struct span at;
	enum diag_level level;
	const char *id;
	char *text;
	unsigned group; /* order in which its source was first named */
	unsigned seq;
	const char *what;   /* of diag_each, or NULL */
	uint64_t *places;   /* digests of all it is at */
	size_t n_places, cap_places;
};

struct diags {
	struct entry *entries;
	size_t n, cap;
	size_t left_out;
	unsigned seq;
	size_t counts[3];
	struct arena *arena; /* of the texts */
};

struct diags *diags_new(void)
{
	struct diags *diags = calloc(1, sizeof *diags);

	diags->arena = arena_new();
	return diags;
}

void diags_free(struct diags *diags)
{
	if (!diags)
		return;
	arena_free(diags->arena);
	free(diags);
}

void diags_clear(struct diags *diags)
{
	arena_free(diags->arena);
	*diags = (struct diags){.arena = arena_new()};
}

/* A control character in what somebody wrote must not reach a terminal, which would obey it; a space stands for it. */
static bool is_control(const char *s, size_t n)
{
	unsigned char c = (unsigned char)*s;

	return c < 0x20 || c == 0x7F || (n > 1 && c == 0xC2 && (unsigned char)s[1] < 0xA0);
}

static void hide_controls(char *s)
{
	for (; *s; s++) {
		if (!is_control(s, strlen(s)))
			continue;
		if (*s == '\xC2')
			*s++ = ' ';
		*s = ' ';
	}
}

/* One file read twice is two sources. */
static bool same_source(const struct source *a, const struct source *b)
{
	return a == b || (a && b && strcmp(a->name, b->name) == 0);
}

/* A new entry; NULL where it was told already, or where there are too many. */
static struct entry *add(struct diags *diags, struct span at, enum diag_level level, const char *id, char *line)
{
	struct entry *e;

	/* A value cut in mid-character must not make the message broken text. */
	line[utf8_invalid(line, strlen(line))] = '\0';
	hide_controls(line);
	for (size_t i = 0; i < diags->n; i++) {
		e = &diags->entries[i];
		if (same_source(e->at.src, at.src) && e->at.from == at.from && str_eq(e->id, id) && strcmp(e->text, line) == 0)
			return NULL;
	}
	diags->counts[level]++;
	if (diags->n >= MOST) {
		diags->left_out++;
		return NULL;
	}
	e = arena_push(diags->arena, diags->entries, diags->n, diags->cap);
	*e = (struct entry){.at = at, .level = level, .id = id, .text = arena_strdup(diags->arena, line), .seq = diags->seq++};
	e->group = e->seq;
	for (size_t i = 0; i + 1 < diags->n; i++) {
		if (same_source(diags->entries[i].at.src, at.src)) {
			e->group = diags->entries[i].group;
			break;
		}
	}
	return e;
}

void diag_tell(struct diags *diags, struct span at, enum diag_level level, const char *id, const char *fmt, ...)
{
	va_list args;
	char line[2048];

	va_start(args, fmt);
	vsnprintf(line, sizeof line, fmt, args);
	va_end(args);
	add(diags, at, level, id, line);
}

/* A file that was read twice is one place. */
static uint64_t place_of(struct span at, const char *place)
{
	uint64_t digest = at.src ? str_hash(at.src->name, strlen(at.src->name)) * 31 + at.from : 0;

	return place ? digest * 31 + str_hash(place, strlen(place)) : digest;
}

void diag_tell_each(struct diags *diags, const char *what, const char *place, struct span at, enum diag_level level, const char *id,
		    const char *fmt, ...)
{
	uint64_t is = place_of(at, place);
	struct entry *e = NULL;
	va_list args;
	char line[2048];

	for (size_t i = 0; i < diags->n && !e; i++)
		if (diags->entries[i].what && diags->entries[i].level == level && str_eq(diags->entries[i].id, id) &&
		    strcmp(diags->entries[i].what, what) == 0)
			e = &diags->entries[i];
	if (!e) {
		va_start(args, fmt);
		vsnprintf(line, sizeof line, fmt, args);
		va_end(args);
		e = add(diags, at, level, id, line);
		if (!e)
			return;
		e->what = arena_strdup(diags->arena, what);
	}
	for (size_t i = 0; i < e->n_places; i++)
		if (e->places[i] == is)
			return;
	*arena_push(diags->arena, e->places, e->n_places, e->cap_places) = is;
}

/* What is told, with how many places more there are. */
static const char *told_text(struct diags *diags, const struct entry *e)
{
	if (e->n_places < 2)
		return e->text;
	return arena_printf(diags->arena, "%s (and at %zu more place%s)", e->text, e->n_places - 1, e->n_places > 2 ? "s" : "");
}

size_t diags_count(const struct diags *diags, enum diag_level least)
{
	size_t n = 0;

	for (int l = (int)least; l <= DIAG_SYSTEM; l++)
		n += diags->counts[l];
	return n;
}

bool diags_about(const struct diags *diags, const struct source *source, enum diag_level least)
{
	for (size_t i = 0; i < diags->n; i++)
		if (diags->entries[i].level >= least && diags->entries[i].at.src && same_source(diags->entries[i].at.src, source))
			return true;
	return false;
}

int diags_exit(const struct diags *diags)
{
	return diags->counts[DIAG_SYSTEM] ? 3 : diags->counts[DIAG_ERROR] ? 1 : 0;
}

static int by_place(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	if (x->at.from != y->at.from)
		return x->at.from < y->at.from ? -1 : 1;
	return x->seq < y->seq ? -1 : 1;
}

static const char *level_word(enum diag_level level)
{
	return level == DIAG_WARNING ? "warning" : "error";
}

/* The line, and under it a caret and as many tildes as the stretch is long on that line. */
static void show_line(FILE *to, struct span at, uint32_t line, uint32_t col, bool color)
{
	const struct source *src = at.src;
	const char *start = src->text + src->lines[line - 1], *end = start, *p;
	uint32_t shown = 0, from = 1, width;

	while (end < src->text + src->len && *end != '\n')
		end++;
	/* A line longer than a screen is shown around the place. */
	if (col > 90) {
		from = col - 60;
		start = src->text + source_offset(src, line, from);
	}
	fprintf(to, "%5u | %s", line, from > 1 ? "…" : "");
	for (p = start; p < end && shown < 110; shown++) {
		const char *c = p;

		utf8_next(&p, end);
		if (is_control(c, (size_t)(p - c)))
			fputc(' ', to);
		else
			fwrite(c, 1, (size_t)(p - c), to);
	}
	fprintf(to, "%s\n      | ", p < end ? "…" : "");
	for (uint32_t i = from; i < col + (from > 1); i++)
		fputc(' ', to);
	width = at.to > at.from
			? (uint32_t)utf8_count(src->text + at.from,
					       (src->text + at.to < end ? at.to : (uint32_t)(end - src->text)) - at.from)
			: 1;
	if (width > 80)
		width = 80;
	fprintf(to, "%s^", color ? "\033[1;32m" : "");
	for (uint32_t i = 1; i < width; i++)
		fputc('~', to);
	fprintf(to, "%s\n", color ? "\033[0m" : "");
}

static void sort_entries(struct diags *diags)
{
	if (diags->n > 1)
		qsort(diags->entries, diags->n, sizeof *diags->entries, by_place);
}

static void forget(struct diags *diags)
{
	diags->n = 0;
	diags->left_out = 0;
}

void diags_print(struct diags *diags, FILE *to, bool color)
{
	sort_entries(diags);
	for (size_t i = 0; i < diags->n; i++) {
		const struct entry *e = &diags->entries[i];
		const char *paint = !color ? "" : e->level == DIAG_WARNING ? "\033[1;35m" : "\033[1;31m";

		if (e->at.src) {
			uint32_t line, col;

			source_place(e->at.src, e->at.from, &line, &col);
			fprintf(to, "%s:%u:%u: %s%s%s: %s\n", e->at.src->name, line, col, paint, level_word(e->level),
				color ? "\033[0m" : "", told_text(diags, e));
			if (!e->at.src->unshown)
				show_line(to, e->at, line, col, color);
		} else {
			fprintf(to, "kinfolio: %s%s%s: %s\n", paint, level_word(e->level), color ? "\033[0m" : "",
				told_text(diags, e));
		}
	}
	if (diags->left_out)
		fprintf(to, "kinfolio: and %zu more\n", diags->left_out);
	forget(diags);
}

void diags_print_json(struct diags *diags, FILE *to)
{
	struct buf out = {0};

	sort_entries(diags);
	for (size_t i = 0; i < diags->n; i++) {
		const struct entry *e = &diags->entries[i];
		uint32_t line = 0, col = 0;

		if (e->at.src)
			source_place(e->at.src, e->at.from, &line, &col);
		buf_adds(&out, "{\"file\":");
		buf_add_json(&out, e->at.src ? e->at.src->name : "");
		buf_addf(&out, ",\"line\":%u,\"column\":%u,\"level\":\"%s\",\"id\":\"%s\",\"message\":", line, col,
			 level_word(e->level), e->id);
		buf_add_json(&out, told_text(diags, e));
		buf_adds(&out, "}\n");
	}
	if (out.len)
		fwrite(out.data, 1, out.len, to);
	buf_free(&out);
	forget(diags);
}
