/* A theme and a paper found in the template folders, read and resolved. */
#include "style/style.h"

#include <stdlib.h>
#include <string.h>

#include "style/int.h"

/* Names become parts of paths, so nothing but small letters, digits and dashes will do. */
static bool name_good(const char *name)
{
	return *name && strlen(name) <= 64 && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name);
}

const char *style_file_find(struct arena *arena, const struct style_dirs *dirs, size_t n, const char *kind, const char *name,
			    size_t *where)
{
	while (name_good(name) && n--) {
		const char *path = file_join(arena, dirs->dirs[n], arena_printf(arena, "%s/%s.yaml", kind, name));

		if (file_exists(path)) {
			*where = n;
			return path;
		}
	}
	return NULL;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

size_t style_list(struct arena *arena, const struct style_dirs *dirs, bool papers, const char ***names)
{
	const char **found = NULL;
	size_t n = 0, cap = 0, kept = 0;

	for (size_t i = 0; i < dirs->n; i++) {
		char **files;
		size_t n_files = file_list(arena, file_join(arena, dirs->dirs[i], papers ? "paper" : "themes"), &files);

		for (size_t j = 0; j < n_files; j++)
			if (str_ends(files[j], ".yaml") && name_good(file_stem(arena, files[j])))
				*arena_push(arena, found, n, cap) = file_stem(arena, files[j]);
	}
	if (n)
		qsort(found, n, sizeof *found, compare_names);
	for (size_t i = 0; i < n; i++)
		if (!i || !str_eq(found[i], found[kept - 1]))
			found[kept++] = found[i];
	*names = found;
	return kept;
}

void style_tell_unknown(struct arena *arena, struct diags *diags, struct span at, const struct style_dirs *dirs, bool papers,
			const char *name)
{
	const char **names;
	size_t n = style_list(arena, dirs, papers, &names);
	struct buf list = {0};

	for (size_t i = 0; i < n; i++)
		buf_addf(&list, "%s%s", i ? ", " : "", names[i]);
	diag(diags, at, MSG_STYLE_UNKNOWN, papers ? "paper" : "theme", name, n ? list.data : "none");
	buf_free(&list);
}

/* Reads a theme's file and those of its bases, the innermost base last: files[0] is the theme's own. Returns how many; 0 where
 * one is missing or wrong (told). */
static size_t load_chain(struct arena *arena, struct diags *diags, const struct style_dirs *dirs, const char *name,
			 const struct val *files[STYLE_MAX_BASES])
{
	size_t n = 0, within = dirs->n;
	struct span at = SPAN_NONE;
	const char *paths[STYLE_MAX_BASES];

	while (name) {
		const struct val *base;
		size_t where = 0;
		const char *path = style_file_find(arena, dirs, within, "themes", name, &where);

		if (!path && within == dirs->n) {
			style_tell_unknown(arena, diags, at, dirs, false, name);
			return 0;
		}
		for (size_t i = 0; path && i < n; i++)
			if (str_eq(paths[i], path))
				path = NULL;
		if (!path || n == STYLE_MAX_BASES) {
			diag(diags, at, MSG_STYLE_CIRCLE, name);
			return 0;
		}
		paths[n] = path;
		files[n] = val_load(arena, diags, path, STYLE_MAX_BYTES);
		if (!files[n])
			return 0;
		base = val_lookup(files[n], "base");
		n++;
		if (!base || base->kind == VAL_NULL)
			break;
		if (!val_text(base)) {
			diag(diags, base->at, MSG_STYLE_VALUE, "base", "the name of a theme");
			return 0;
		}
		/* A theme that has its own name for a base is laid over the one of that name in the folders below. */
		within = str_eq(base->text, name) ? where : dirs->n;
		name = base->text;
		at = base->at;
	}
	return n;
}

static void widen_margins(struct style *style)
{
	struct style_paper *paper = &style->paper;
	mpt *const margins[] = {&paper->start, &paper->end, &paper->top, &paper->bottom};

	for (size_t i = 0; i < sizeof margins / sizeof *margins; i++)
		if (*margins[i] < style->margin_min)
			*margins[i] = style->margin_min;
}

const struct style *style_load(struct arena *arena, struct diags *diags, const struct style_dirs *dirs, const char *theme,
			       const char *paper, bool landscape)
{
	struct style_theme t = {.arena = arena, .diags = diags, .name = theme};
	const struct val *files[STYLE_MAX_BASES] = {NULL}, *file;
	const char *path, *kind = NULL;
	struct span paper_at = SPAN_NONE;
	size_t where, n, told = diags_count(diags, DIAG_ERROR);
	bool paper_good = false;

	t.style = arena_one(arena, struct style);
	t.style->theme = arena_strdup(arena, theme);
	t.style->paper.name = arena_strdup(arena, paper);
	t.style->columns = 12;
	t.style->fills = t.style->italics = t.style->ragged = true;
	t.style->shrink = 6;
	path = style_file_find(arena, dirs, dirs->n, "paper", paper, &where);
	if (path) {
		file = val_load(arena, diags, path, STYLE_MAX_BYTES);
		paper_good = file && style_paper_read(diags, file, landscape, &t.style->paper, &kind, &paper_at);
	} else {
		style_tell_unknown(arena, diags, SPAN_NONE, dirs, true, paper);
	}
	n = load_chain(arena, diags, dirs, theme, files);
	if (!n)
		return NULL;
	t.at = files[0]->at;
	for (size_t i = n; i--;)
		style_theme_layer(&t, files[i], false);
	for (size_t i = n; i--;) {
		const struct val *part = kind ? val_lookup(files[i], kind) : NULL;

		if (part)
			style_theme_layer(&t, part, true);
	}
	if (!t.wrong)
		style_theme_finish(&t);
	if (!t.style->paper.phone)
		widen_margins(t.style);
	if (!t.wrong && paper_good)
		style_check(&t, paper_at);
	return diags_count(diags, DIAG_ERROR) > told ? NULL : t.style;
}
