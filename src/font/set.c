/* The set of families that fonts.yaml names: which file serves which family, weight and slant, and in which order families
 * are asked for a letter that the wanted one lacks. A file is opened when something first needs it. */
#include "font/int.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

/* ---- fonts.yaml -------------------------------------------------------------------------------------------------- */

static bool is_map(struct diags *diags, const struct val *v, const char *what)
{
	if (v && v->kind == VAL_MAP)
		return true;
	if (v)
		diag(diags, v->at, MSG_FONT_SHAPE, what, "a map");
	return false;
}

/* The texts of a list, or of one text that stands for a list of one. */
static size_t texts_of(struct arena *arena, struct diags *diags, const struct val *v, const char *what,
		       const struct val ***texts)
{
	size_t n = 0;

	if (!v)
		return 0;
	*texts = arena_many(arena, const struct val *, v->kind == VAL_LIST ? v->n : 1);
	if (val_text(v)) {
		(*texts)[n++] = v;
	} else if (v->kind == VAL_LIST) {
		for (size_t i = 0; i < v->n; i++)
			if (val_text(v->items[i]))
				(*texts)[n++] = v->items[i];
			else
				diag(diags, v->items[i]->at, MSG_FONT_SHAPE, what, "a word");
	} else {
		diag(diags, v->at, MSG_FONT_SHAPE, what, "a list of words");
	}
	return n;
}

static void read_scripts(struct arena *arena, struct diags *diags, const struct val *v, struct font_family *family)
{
	const struct val **texts;
	size_t n = texts_of(arena, diags, v, "scripts", &texts);
	int *scripts = arena_many(arena, int, n);

	for (size_t i = 0; i < n; i++) {
		int script = strlen(texts[i]->text) == 4 ? u_getPropertyValueEnum(UCHAR_SCRIPT, texts[i]->text)
							 : UCHAR_INVALID_CODE;

		if (script == UCHAR_INVALID_CODE)
			diag(diags, texts[i]->at, MSG_FONT_SCRIPT, texts[i]->text);
		else if (script == USCRIPT_COMMON)
			family->everywhere = true;
		else
			scripts[family->n_scripts++] = script;
	}
	family->scripts = scripts;
}

static void read_files(struct arena *arena, struct diags *diags, const struct val *v, bool italic, const char *folder,
		       unsigned collection, struct font_family *family, size_t *cap)
{
	const char *what = italic ? "italic" : "upright";

	if (!is_map(diags, v, what))
		return;
	for (size_t i = 0; i < v->n; i++) {
		struct font_file *file;
		char *end;
		long weight = strtol(v->keys[i].text, &end, 10);

		if (*end || weight < 1 || weight > 1000) {
			diag(diags, v->keys[i].at, MSG_FONT_WEIGHT, v->keys[i].text);
			continue;
		}
		if (!val_text(v->items[i])) {
			diag(diags, v->items[i]->at, MSG_FONT_SHAPE, what, "the path of a font file behind each weight");
			continue;
		}
		file = arena_push(arena, family->files, family->n_files, *cap);
		file->path = file_join(arena, folder, v->items[i]->text);
		file->collection = collection;
		file->weight = (int)weight;
		file->italic = italic;
		file->at = v->items[i]->at;
	}
}

static void read_family(struct arena *arena, struct diags *diags, const char *name, const struct val *v, const char *root,
			const struct val *packages, struct font_family *family)
{
	static const char *const known[] = {"package", "scripts", "languages", "index", "upright", "italic", NULL};
	const struct val **texts, *package;
	const char *folder, **languages;
	char *end;
	long collection;
	size_t cap = 0;

	family->name = name;
	if (!is_map(diags, v, name))
		return;
	val_check_keys(diags, v, "a family", known);
	family->package = val_text_at(v, "package", "");
	package = val_lookup(packages, family->package);
	if (!package)
		diag(diags, v->at, MSG_FONT_PACKAGE, name);
	family->licence = val_text_at(package, "licence", "");
	folder = file_join(arena, root, val_text_at(package, "folder", ""));
	read_scripts(arena, diags, val_lookup(v, "scripts"), family);
	family->n_languages = texts_of(arena, diags, val_lookup(v, "languages"), "languages", &texts);
	languages = arena_many(arena, const char *, family->n_languages);
	for (size_t i = 0; i < family->n_languages; i++)
		languages[i] = texts[i]->text;
	family->languages = languages;
	collection = strtol(val_text_at(v, "index", "0"), &end, 10);
	if (*end || collection < 0 || collection > 999)
		diag(diags, val_key_at(v, "index"), MSG_FONT_SHAPE, "index",
		     "the number of the face in its collection, from 0");
	read_files(arena, diags, val_lookup(v, "upright"), false, folder, (unsigned)collection, family, &cap);
	read_files(arena, diags, val_lookup(v, "italic"), true, folder, (unsigned)collection, family, &cap);
	if (family->n_files == 0)
		diag(diags, v->at, MSG_FONT_NO_FILES, name);
	for (size_t i = 0; i < family->n_files; i++)
		family->files[i].family = family;
}

static void check_packages(struct diags *diags, const struct val *packages)
{
	static const char *const known[] = {"licence", "folder", NULL};

	for (size_t i = 0; packages->kind == VAL_MAP && i < packages->n; i++)
		if (is_map(diags, packages->items[i], packages->keys[i].text))
			val_check_keys(diags, packages->items[i], "a font package", known);
}

struct font_set *font_set_load(struct arena *arena, struct diags *diags, const struct val *fonts_yaml)
{
	static const char *const known[] = {"folder", "packages", "families", "typing", NULL};
	struct font_set *set = arena_one(arena, struct font_set);
	const struct val *packages = val_lookup(fonts_yaml, "packages"), *families = val_lookup(fonts_yaml, "families");
	const char *folder;

	set->arena = arena;
	set->diags = diags;
	set->at = fonts_yaml ? fonts_yaml->at : SPAN_NONE;
	set->at.to = set->at.from;
	set->scratch = calloc(1, sizeof *set->scratch);
	if (!is_map(diags, fonts_yaml, "fonts.yaml"))
		return set;
	val_check_keys(diags, fonts_yaml, "fonts.yaml", known);
	folder = val_text_at(fonts_yaml, "folder", "/usr/share/fonts");
	if (!packages || !families)
		diag(diags, set->at, MSG_FONT_SHAPE, "fonts.yaml", "`packages` and `families`");
	if (!is_map(diags, packages, "packages") || !is_map(diags, families, "families"))
		return set;
	check_packages(diags, packages);
	set->typing = val_lookup(fonts_yaml, "typing");
	if (set->typing && !is_map(diags, set->typing, "typing"))
		set->typing = NULL;
	set->families = arena_many(arena, struct font_family, families->n);
	set->n_families = families->n;
	for (size_t i = 0; i < families->n; i++)
		read_family(arena, diags, families->keys[i].text, families->items[i], folder, packages, &set->families[i]);
	for (size_t i = 0; i < set->n_families; i++)
		for (size_t k = 0; k < set->families[i].n_files; k++)
			set->families[i].files[k].index = set->n_files++;
	return set;
}

void font_set_free(struct font_set *set)
{
	if (!set)
		return;
	font_words_free(set->words);
	font_scratch_free(set->scratch);
	if (set->bidi)
		ubidi_close(set->bidi);
	if (set->lines)
		ubrk_close(set->lines);
	for (size_t i = 0; i < set->n_faces; i++)
		font_face_close(set->faces[i]);
	set->n_faces = 0;
	set->words = NULL;
	set->scratch = NULL;
	set->bidi = NULL;
	set->lines = NULL;
}

void font_set_begin(struct font_set *set)
{
	for (size_t i = 0; i < set->n_faces; i++)
		font_face_forget(set->faces[i]);
	for (size_t i = 0; i < set->n_families; i++)
		for (size_t k = 0; k < set->families[i].n_files; k++)
			set->families[i].files[k].told_error = set->families[i].files[k].told_warning = false;
	set->n_unknown = 0;
	/* What could not be found is looked for, and told, anew. */
	for (size_t i = 0; i < set->n_found;) {
		if (set->found[i].face)
			i++;
		else
			set->found[i] = set->found[--set->n_found];
	}
}

void font_set_files(const struct font_set *set, void (*each)(void *data, const char *path), void *data)
{
	for (size_t i = 0; i < set->n_families; i++)
		for (size_t k = 0; k < set->families[i].n_files; k++)
			each(data, set->families[i].files[k].path);
}

unsigned font_set_places(const struct font_set *set)
{
	return set->n_files;
}

/* ---- which file -------------------------------------------------------------------------------------------------- */

static const struct font_family *family_find(const struct font_set *set, const char *name)
{
	for (size_t i = 0; i < set->n_families; i++)
		if (strcmp(set->families[i].name, name) == 0)
			return &set->families[i];
	return NULL;
}

bool font_family_known(const struct font_set *set, const char *family)
{
	return family && family_find(set, family) != NULL;
}

const char *font_typing_family(const struct font_set *set, const char *lang)
{
	size_t len = lang ? strcspn(lang, "-_") : 0;

	for (size_t i = 0; set->typing && i < set->typing->n; i++)
		if (len && strlen(set->typing->keys[i].text) == len && !strncasecmp(set->typing->keys[i].text, lang, len))
			return val_text(set->typing->items[i]);
	return NULL;
}

struct font_file *font_family_file(const struct font_family *family, int weight, bool italic)
{
	struct font_file *best = NULL;
	int least = 0;

	for (size_t i = 0; i < family->n_files; i++) {
		struct font_file *file = &family->files[i];
		int off = abs(file->weight - weight) * 2 + (file->italic != italic ? 10000 : 0);

		/* Of two equally near, the heavier one for bold, the lighter one for text, as CSS has it. */
		if ((file->weight > weight) != (weight > 500))
			off++;
		if (!best || off < least) {
			best = file;
			least = off;
		}
	}
	return best;
}

const struct font_face *font_file_face(struct font_set *set, struct font_file *file, bool fallback)
{
	const char *why = NULL;

	if (file->face)
		return file->face;
	if (!file->failed) {
		file->face = font_face_open(set->arena, file, &why);
		if (file->face) {
			/* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
			struct font_face **slot = arena_push(set->arena, set->faces, set->n_faces, set->cap_faces);

			*slot = file->face;
			file->face->index = file->index;
			return file->face;
		}
		file->failed = true;
	} else {
		why = "it could not be opened";
	}
	if (fallback ? !file->told_warning && !file->told_error : !file->told_error) {
		if (fallback)
			diag(set->diags, file->at, MSG_FONT_OPEN_FALLBACK, file->path, why, file->family->package);
		else
			diag(set->diags, file->at, MSG_FONT_OPEN, file->path, why, file->family->package);
		*(fallback ? &file->told_warning : &file->told_error) = true;
	}
	return NULL;
}

static void tell_family(const struct font_set *set, struct diags *diags, struct span at, const char *name)
{
	const char **names = arena_many(set->arena, const char *, set->n_families + 1), *near;

	for (size_t i = 0; i < set->n_families; i++)
		names[i] = set->families[i].name;
	near = str_nearest(name, names);
	if (near)
		diag(diags, at, MSG_FONT_FAMILY_NEAR, name, near);
	else
		diag(diags, at, MSG_FONT_FAMILY, name);
}

bool font_family_check(const struct font_set *set, struct diags *diags, struct span at, const char *family)
{
	bool known = font_family_known(set, family);

	if (!known)
		tell_family(set, diags, at, family);
	return known;
}

static void tell_unknown(struct font_set *set, const char *name)
{
	const char **slot;

	for (size_t i = 0; i < set->n_unknown; i++)
		if (strcmp(set->unknown[i], name) == 0)
			return;
	slot = arena_push(set->arena, set->unknown, set->n_unknown, set->cap_unknown);
	*slot = arena_strdup(set->arena, name);
	tell_family(set, set->diags, set->at, name);
}

const struct font_face *font_face_find(struct font_set *set, const char *name, int weight, bool italic)
{
	const struct font_family *family;
	struct font_found *found;
	struct font_file *file;

	if (!name)
		return NULL;
	for (size_t i = 0; i < set->n_found; i++) {
		found = &set->found[i];
		if (found->weight == weight && found->italic == italic &&
		    (found->family == name || strcmp(found->family, name) == 0))
			return found->face;
	}
	family = family_find(set, name);
	if (!family)
		tell_unknown(set, name);
	file = family ? font_family_file(family, weight, italic) : NULL;
	found = arena_push(set->arena, set->found, set->n_found, set->cap_found);
	found->family = arena_strdup(set->arena, name);
	found->weight = weight;
	found->italic = italic;
	found->face = file ? font_file_face(set, file, false) : NULL;
	return found->face;
}

/* ---- what to fall back on ---------------------------------------------------------------------------------------- */

/* How well a family's languages fit: length of the longest one that `lang` begins with, subtag by subtag. */
static int language_fit(const struct font_family *family, const char *lang)
{
	int best = 0;

	for (size_t i = 0; lang && i < family->n_languages; i++) {
		size_t len = strlen(family->languages[i]);

		if (strncasecmp(lang, family->languages[i], len) == 0 && (lang[len] == '\0' || lang[len] == '-') &&
		    (int)len > best)
			best = (int)len;
	}
	return best;
}

static int family_rank(const struct font_family *family, int script, const char *lang)
{
	int fit = language_fit(family, lang);

	for (size_t i = 0; i < family->n_scripts; i++)
		if (family->scripts[i] == script)
			return fit > 0 ? 10 + fit : family->n_languages == 0 ? 3 : 2;
	return family->everywhere ? 1 : 0;
}

static const struct font_order *fallback_order(struct font_set *set, int script, const char *lang)
{
	struct font_order *order;

	for (size_t i = 0; i < set->n_orders; i++)
		if (set->orders[i].script == script && str_eq(set->orders[i].lang, lang))
			return &set->orders[i];
	order = arena_push(set->arena, set->orders, set->n_orders, set->cap_orders);
	order->script = script;
	order->lang = lang ? arena_strdup(set->arena, lang) : NULL;
	order->families = arena_many(set->arena, const struct font_family *, set->n_families);
	for (size_t i = 0; i < set->n_families; i++) {
		int rank = family_rank(&set->families[i], script, lang);
		size_t at = order->n;

		if (rank == 0)
			continue;
		for (; at > 0 && family_rank(order->families[at - 1], script, lang) < rank; at--)
			order->families[at] = order->families[at - 1];
		order->families[at] = &set->families[i];
		order->n++;
	}
	return order;
}

const struct font_face *font_fallback(struct font_set *set, int script, const char *lang, int weight, bool italic,
				      const uint32_t *cs, size_t n)
{
	const struct font_order *order = fallback_order(set, script, lang);

	for (size_t i = 0; i < order->n; i++) {
		struct font_file *file = font_family_file(order->families[i], weight, italic);
		const struct font_face *face = file ? font_file_face(set, file, true) : NULL;

		if (face && font_face_covers(face, cs, n))
			return face;
	}
	return NULL;
}
