/* A theme and a paper found in the template folders, read and resolved. */
#include "style/style.h"

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

size_t style_file_list(struct arena *arena, const struct style_dirs *dirs, const char *kind, const char ***names)
{
	size_t n = file_list_yaml(arena, dirs->dirs, dirs->n, kind, names), kept = 0;

	for (size_t i = 0; i < n; i++)
		if (name_good((*names)[i]))
			(*names)[kept++] = (*names)[i];
	return kept;
}

size_t style_list(struct arena *arena, const struct style_dirs *dirs, bool papers, const char ***names)
{
	return style_file_list(arena, dirs, papers ? "paper" : "themes", names);
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

/* What a style was read from, kept for style_turned. */
struct style_files {
	const struct val *themes[STYLE_MAX_BASES], *paper; /* the theme's own file first */
	size_t n;
};

static const struct style *resolve(struct arena *arena, struct diags *diags, const struct style_files *files, const char *theme,
				   const char *paper, bool landscape, bool card)
{
	struct style_theme t = {.arena = arena, .diags = diags, .name = theme, .at = files->themes[0]->at, .based = files->n > 1};
	const char *kind = NULL;
	struct span paper_at = SPAN_NONE;
	size_t told = diags_count(diags, DIAG_ERROR);
	bool paper_good;

	t.style = arena_one(arena, struct style);
	t.style->files = files;
	t.style->theme = theme;
	t.style->paper.name = paper;
	t.style->paper.title = files->paper ? val_text_at(files->paper, "title", paper) : paper;
	t.style->columns = 12;
	t.style->fills = t.style->italics = t.style->ragged = true;
	t.style->shrink = 6;
	paper_good = files->paper && style_paper_read(diags, files->paper, landscape, &t.style->paper, &kind, &paper_at);
	for (size_t i = files->n; i--;)
		style_theme_layer(&t, files->themes[i], false);
	for (size_t i = files->n; i--;) {
		const struct val *part = kind ? val_lookup(files->themes[i], kind) : NULL;

		if (part)
			style_theme_layer(&t, part, true);
	}
	/* On cards, the theme's `card` parts over all that; what a page needs (large entries, wide columns) they do not. */
	for (size_t i = files->n; card && i--;)
		if (val_lookup(files->themes[i], "card"))
			style_theme_layer(&t, val_lookup(files->themes[i], "card"), true);
	if (!t.wrong)
		style_theme_finish(&t);
	if (!t.style->paper.phone)
		widen_margins(t.style);
	if (!t.wrong && paper_good && !card)
		style_check(&t, paper_at);
	/* What was told on other paper is not told again. */
	return t.wrong || diags_count(diags, DIAG_ERROR) > told ? NULL : t.style;
}

static const struct style *load_one(struct arena *arena, struct diags *diags, const struct style_dirs *dirs,
				    const char *theme, const char *paper, bool landscape)
{
	struct style_files *files = arena_one(arena, struct style_files);
	size_t where, told = diags_count(diags, DIAG_ERROR);
	const char *path = style_file_find(arena, dirs, dirs->n, "paper", paper, &where);
	const struct style *style;

	if (path)
		files->paper = val_load(arena, diags, path, STYLE_MAX_BYTES);
	else
		style_tell_unknown(arena, diags, SPAN_NONE, dirs, true, paper);
	files->n = load_chain(arena, diags, dirs, theme, files->themes);
	if (!files->n)
		return NULL;
	style = resolve(arena, diags, files, arena_strdup(arena, theme), arena_strdup(arena, paper), landscape, false);
	return diags_count(diags, DIAG_ERROR) > told ? NULL : style;
}

const struct style *style_load(struct arena *arena, struct diags *diags, const struct style_dirs *dirs, const char *theme,
			       const char *paper, bool landscape)
{
	const struct style *style = load_one(arena, diags, dirs, theme, paper, landscape), *behind;
	struct style *both;
	size_t where;

	if (!style || !style->paper.behind)
		return style;
	if (!style_file_find(arena, dirs, dirs->n, "paper", style->paper.behind, &where)) {
		style_tell_unknown(arena, diags, val_lookup(style->files->paper, "behind")->at, dirs, true, style->paper.behind);
		return NULL;
	}
	behind = load_one(arena, diags, dirs, theme, style->paper.behind, landscape);
	if (!behind)
		return NULL;
	both = arena_one(arena, struct style);
	*both = *behind;
	both->tabs = style;
	return both;
}

const struct style *style_turned(struct arena *arena, struct diags *diags, const struct style *upright)
{
	return resolve(arena, diags, upright->files, upright->theme, upright->paper.name, true, false);
}

const struct style *style_card(struct arena *arena, struct diags *diags, const struct style *upright)
{
	return resolve(arena, diags, upright->files, upright->theme, upright->paper.name, false, true);
}

/* A theme or a part of one. */
static bool check_faces(struct diags *diags, const struct val *map, const struct font_set *fonts)
{
	static const char *const parts[] = {"phone", "small", "card"};
	const struct val *texts = val_lookup(map, "text"), *typing = val_lookup(map, "typing");
	bool ok = !val_text(typing) || font_family_check(fonts, diags, typing->at, typing->text);

	for (size_t i = 0; texts && texts->kind == VAL_MAP && i < texts->n; i++) {
		const struct val *family = val_lookup(texts->items[i], "family");

		if (val_text(family) && !font_family_check(fonts, diags, family->at, family->text))
			ok = false;
	}
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		const struct val *part = val_lookup(map, parts[i]);

		if (part && !check_faces(diags, part, fonts))
			ok = false;
	}
	return ok;
}

bool style_check_faces(struct diags *diags, const struct style *style, const struct font_set *fonts)
{
	bool ok = true;

	for (size_t i = 0; i < style->files->n; i++)
		if (!check_faces(diags, style->files->themes[i], fonts))
			ok = false;
	return ok;
}
