/* Two texts, line by line, as a unified diff: what a record becomes, before it does. */
#include "cli/diff.h"

#include <string.h>

enum { CONTEXT = 3, MOST_CELLS = 16u << 20 };

struct lines {
	struct line { const char *text; size_t len; } *items;
	size_t n, cap;
};

static void split(struct arena *arena, const char *text, struct lines *lines)
{
	while (*text) {
		size_t n = strcspn(text, "\n");

		*arena_push(arena, lines->items, lines->n, lines->cap) = (struct line){text, n};
		text += n + (text[n] == '\n');
	}
}

static bool same(const struct line *a, const struct line *b)
{
	return a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
}

/* For each line of `a` that stays, true in keep_a; likewise for `b`. The longest common run of lines, by the plain table: records are
 * short, and what stands before the first change and behind the last is taken off. Past the limit all between is one change. */
static void compare(struct arena *arena, const struct lines *a, const struct lines *b, bool *keep_a, bool *keep_b)
{
	size_t from = 0, end_a = a->n, end_b = b->n, n, m;
	uint32_t *table;

	while (from < end_a && from < end_b && same(&a->items[from], &b->items[from]))
		keep_a[from] = keep_b[from] = true, from++;
	while (end_a > from && end_b > from && same(&a->items[end_a - 1], &b->items[end_b - 1]))
		keep_a[--end_a] = keep_b[--end_b] = true;
	n = end_a - from;
	m = end_b - from;
	if (!n || !m || (n + 1) * (m + 1) > MOST_CELLS)
		return;
	table = arena_many(arena, uint32_t, (n + 1) * (m + 1));
	for (size_t i = n; i-- > 0;)
		for (size_t k = m; k-- > 0;) {
			uint32_t *cell = &table[i * (m + 1) + k], down = cell[m + 1], right = cell[1];

			*cell = same(&a->items[from + i], &b->items[from + k]) ? cell[m + 2] + 1 : down > right ? down : right;
		}
	for (size_t i = 0, k = 0; i < n && k < m;) {
		if (same(&a->items[from + i], &b->items[from + k]))
			keep_a[from + i++] = keep_b[from + k++] = true;
		else if (table[(i + 1) * (m + 1) + k] >= table[i * (m + 1) + k + 1])
			i++;
		else
			k++;
	}
}

static void put_line(struct buf *out, char mark, const struct line *line)
{
	buf_addc(out, mark);
	/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): where `n` is not 0 there are items */
	buf_add(out, line->text, line->len);
	buf_addc(out, '\n');
}

/* The next line that goes or comes, from these on: how many stay before it. */
static size_t run_of_kept(const struct lines *a, const struct lines *b, const bool *keep_a, const bool *keep_b, size_t i, size_t k)
{
	size_t n = 0;

	while (i + n < a->n && k + n < b->n && keep_a[i + n] && keep_b[k + n])
		n++;
	return n;
}

void cli_diff(struct arena *arena, const char *name, const char *was, const char *now, struct buf *out)
{
	struct lines a = {0}, b = {0};
	size_t i, k, kept;
	bool *keep_a, *keep_b;

	split(arena, was, &a);
	split(arena, now, &b);
	keep_a = arena_many(arena, bool, a.n + 1);
	keep_b = arena_many(arena, bool, b.n + 1);
	compare(arena, &a, &b, keep_a, keep_b);
	i = k = run_of_kept(&a, &b, keep_a, keep_b, 0, 0);
	if (i < a.n || k < b.n)
		buf_addf(out, "--- %s\n+++ %s\n", name, name);
	while (i < a.n || k < b.n) {
		size_t before = i < CONTEXT ? i : CONTEXT, from_a = i - before, from_b = k - before;
		struct buf hunk = {0};
		bool joined;

		for (size_t j = from_a; j < i; j++)
			put_line(&hunk, ' ', &a.items[j]);
		do {
			while (i < a.n && !keep_a[i])
				put_line(&hunk, '-', &a.items[i++]);
			while (k < b.n && !keep_b[k])
				put_line(&hunk, '+', &b.items[k++]);
			kept = run_of_kept(&a, &b, keep_a, keep_b, i, k);
			/* So few that what comes before them and behind is shown as one. */
			joined = kept <= 2 * CONTEXT && (i + kept < a.n || k + kept < b.n);
			for (size_t j = 0; j < kept && (joined || j < CONTEXT); j++)
				put_line(&hunk, ' ', &a.items[i + j]);
			if (joined)
				i += kept, k += kept, kept = 0;
		} while (!kept && (i < a.n || k < b.n));
		before = kept < CONTEXT ? kept : CONTEXT;
		buf_addf(out, "@@ -%zu,%zu +%zu,%zu @@\n", from_a + (i + before > from_a), i + before - from_a,
			 from_b + (k + before > from_b), k + before - from_b);
		buf_add(out, hunk.data, hunk.len);
		buf_free(&hunk);
		i += kept;
		k += kept;
	}
}
