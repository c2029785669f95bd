/* The small values of a document: ids, paths, words of a list, numbers, widths, lengths, yes and no. Each is told where it
 * is not what it must be, with the nearest thing that would do; what is handed on is always safe to use. */
#include "doc/int.h"

#include <stdlib.h>
#include <string.h>

static bool is_known(const char *key, const char *const *known)
{
	for (size_t k = 0; known[k]; k++)
		if (str_eq(known[k], key))
			return true;
	return false;
}

static bool all_known(const struct val *map, const char *const *known)
{
	for (size_t i = 0; map->kind == VAL_MAP && i < map->n; i++)
		if (!is_known(map->keys[i].text, known))
			return false;
	return true;
}

/* Unknown keys are told, and it is then false; in braces one without a value was a part of the words before it, which have a
 * comma: say so. */
bool doc_check_keys(struct doc_ctx *ctx, const struct val *map, const char *what, const char *const *known)
{
	struct val rest = *map;

	if (map->kind != VAL_MAP || !map->at.src || map->at.src->text[map->at.from] != '{') {
		val_check_keys(ctx->diags, map, what, known);
		return all_known(map, known);
	}
	rest.n = 0;
	rest.keys = arena_many(ctx->arena, struct val_key, map->n + 1);
	for (size_t i = 0; i < map->n; i++) {
		if (is_known(map->keys[i].text, known))
			continue;
		if (i && map->items[i]->kind == VAL_NULL && map->items[i - 1]->kind == VAL_TEXT)
			diag(ctx->diags, map->items[i - 1]->at, MSG_DOC_COMMA, map->keys[i - 1].text);
		else
			rest.keys[rest.n++] = map->keys[i];
	}
	if (rest.n)
		val_check_keys(ctx->diags, &rest, what, known);
	return all_known(map, known);
}

/* [a-z][a-z0-9_-]* */
bool doc_is_id(const char *s)
{
	if (!s || *s < 'a' || *s > 'z')
		return false;
	return !s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_-")];
}

/* An id made of what was written: for "did you mean". NULL where nothing is left, or it is the same. */
static const char *mend(struct doc_ctx *ctx, const char *s, const char *keep)
{
	struct buf out = {0};
	const char *mended = NULL;

	for (; *s; s++) {
		char c = *s >= 'A' && *s <= 'Z' ? (char)(*s + 32) : *s;

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || strchr(keep, c))
			buf_addc(&out, c);
		else if (c == ' ' && s[1] && out.len && out.data[out.len - 1] != '_')
			buf_addc(&out, '_');
	}
	if (out.len)
		mended = buf_text(&out, ctx->arena);
	buf_free(&out);
	return mended;
}

static bool path_syntax(const char *path)
{
	bool key = false;

	if (*path == '/')
		path++;
	for (; *path; path++) {
		if (*path == '.') {
			if (!key)
				return false;
			key = false;
		} else if ((*path >= 'a' && *path <= 'z') || (*path >= '0' && *path <= '9') || *path == '_' ||
			   *path == '-') {
			key = true;
		} else {
			return false;
		}
	}
	return key;
}

bool doc_path_ok(struct doc_ctx *ctx, struct span at, const char *path)
{
	const char *mended;

	if (path_syntax(path))
		return true;
	mended = mend(ctx, path, "_-./");
	if (mended && path_syntax(mended))
		diag(ctx->diags, at, MSG_DOC_PATH_NEAR, path, mended);
	else
		diag(ctx->diags, at, MSG_DOC_PATH, path);
	return false;
}

struct span doc_inside(const struct val *v)
{
	struct span at = v->at;

	if (v->quoted && at.src && at.to >= at.from + 2 && strchr("\"'", at.src->text[at.from]) &&
	    at.src->text[at.to - 1] == at.src->text[at.from])
		at.from++, at.to--;
	return at;
}

/* A plain text at a key; NULL where there is none or it is no text (told). */
const char *doc_words_at(struct doc_ctx *ctx, const struct val *map, const char *key, const char *what)
{
	const struct val *v = val_lookup(map, key);

	if (!v || v->kind == VAL_NULL)
		return NULL;
	if (v->kind != VAL_TEXT || !*v->text) {
		diag(ctx->diags, v->at, MSG_DOC_WANTED, key, what);
		return NULL;
	}
	return v->text;
}

const char *doc_id_at(struct doc_ctx *ctx, const struct val *map, const char *key, bool digit)
{
	const char *id = doc_words_at(ctx, map, key, "an id"), *mended;

	if (!id || doc_is_id(id) ||
	    (digit && *id >= '0' && *id <= '9' && !id[strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_-")]))
		return id;
	mended = mend(ctx, id, "_-");
	if (doc_is_id(mended))
		diag(ctx->diags, val_lookup(map, key)->at, MSG_DOC_ID_NEAR, id, mended);
	else
		diag(ctx->diags, val_lookup(map, key)->at, MSG_DOC_ID, id);
	return NULL;
}

const char *doc_path_at(struct doc_ctx *ctx, const struct val *map, const char *key)
{
	const char *path = doc_words_at(ctx, map, key, "a path");

	return path && doc_path_ok(ctx, doc_inside(val_lookup(map, key)), path) ? path : NULL;
}

/* A condition is read by `record`; here it is only a text with its place. */
const char *doc_cond_at(struct doc_ctx *ctx, const struct val *map, const char *key, struct span *at)
{
	const char *cond = doc_words_at(ctx, map, key, "a condition");

	if (cond)
		*at = doc_inside(val_lookup(map, key));
	return cond;
}

const char *doc_enum(struct doc_ctx *ctx, const struct val *v, const char *key, const char *const *words)
{
	const char *nearest;
	struct buf all = {0};

	if (!v || v->kind == VAL_NULL)
		return NULL;
	for (size_t i = 0; v->kind == VAL_TEXT && words[i]; i++)
		if (str_eq(v->text, words[i]))
			return words[i];
	if (v->kind != VAL_TEXT) {
		diag(ctx->diags, v->at, MSG_DOC_WANTED, key, "one word");
		return NULL;
	}
	nearest = str_nearest(v->text, words);
	for (size_t i = 0; words[i]; i++)
		buf_addf(&all, "%s%s", i ? ", " : "", words[i]);
	if (nearest)
		diag(ctx->diags, v->at, MSG_DOC_ENUM_NEAR, key, v->text, nearest);
	else
		diag(ctx->diags, v->at, MSG_DOC_ENUM, key, v->text, all.data ? all.data : "");
	buf_free(&all);
	return NULL;
}

static bool read_int(const char *s, int *n)
{
	char *end;
	long value;

	if (!s || *s < '0' || *s > '9' || strlen(s) > 6)
		return false;
	value = strtol(s, &end, 10);
	*n = (int)value;
	return !*end;
}

int doc_int_at(struct doc_ctx *ctx, const struct val *map, const char *key, int least, int most, int otherwise)
{
	const struct val *v = val_lookup(map, key);
	int n;

	if (!v || v->kind == VAL_NULL)
		return otherwise;
	if (read_int(val_text(v), &n) && n >= least && n <= most)
		return n;
	diag(ctx->diags, v->at, MSG_DOC_NUMBER, key, least, most);
	return otherwise;
}

bool doc_truth_at(struct doc_ctx *ctx, const struct val *map, const char *key, bool otherwise)
{
	const struct val *v = val_lookup(map, key);
	bool ok, truth;

	if (!v || v->kind == VAL_NULL)
		return otherwise;
	truth = val_truth(v, &ok);
	if (ok)
		return truth;
	diag(ctx->diags, v->at, MSG_DOC_WANTED, key, "yes or no");
	return otherwise;
}

/* A blank's width in twelfths; 0 where it is not said. */
int doc_width_at(struct doc_ctx *ctx, const struct val *map, const char *key)
{
	const struct val *v = val_lookup(map, key);
	const char *s = val_text(v), *slash;
	int n, d;

	if (!v || v->kind == VAL_NULL)
		return 0;
	if (str_eq(s, "full"))
		return 12;
	if (read_int(s, &n) && n >= 1 && n <= 12)
		return n;
	slash = s ? strchr(s, '/') : NULL;
	if (slash && read_int(arena_strndup(ctx->arena, s, (size_t)(slash - s)), &n) && read_int(slash + 1, &d) && d >= 1 &&
	    d <= 12 && n >= 1 && n <= d && 12 * n % d == 0)
		return 12 * n / d;
	diag(ctx->diags, v->at, MSG_DOC_WIDTH, key);
	return 0;
}

/* A length with its unit, 12 pt to 2000 pt; 0 where it is not said. */
mpt doc_length_at(struct doc_ctx *ctx, const struct val *map, const char *key)
{
	static const struct {
		const char *unit;
		double pt;
	} units[] = {{"pt", 1}, {"in", 72}, {"cm", 72 / 2.54}, {"mm", 72 / 25.4}};
	const struct val *v = val_lookup(map, key);
	const char *s = val_text(v), *unit;
	double n = 0, place = 1;

	if (!v || v->kind == VAL_NULL)
		return 0;
	/* strtod would take a comma or a point by the machine's locale. */
	for (unit = s ? s : ""; (*unit >= '0' && *unit <= '9') || (*unit == '.' && place == 1); unit++) {
		if (*unit == '.')
			place = 0.1;
		else if (place == 1)
			n = n * 10 + (*unit - '0');
		else
			n += (*unit - '0') * place, place /= 10;
		if (n > 1e6)
			break;
	}
	while (*unit == ' ')
		unit++;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (str_eq(unit, units[i].unit) && n * units[i].pt >= 12 && n * units[i].pt <= 2000)
			return (mpt)(n * units[i].pt * 1000 + 0.5);
	diag(ctx->diags, v->at, MSG_DOC_LENGTH, key);
	return 0;
}

bool doc_is_map(struct doc_ctx *ctx, const struct val *v, const char *what)
{
	if (v && v->kind == VAL_MAP)
		return true;
	if (v)
		diag(ctx->diags, v->at, MSG_DOC_MAP, what);
	return false;
}

bool doc_is_list(struct doc_ctx *ctx, const struct val *v, const char *what)
{
	if (v && v->kind == VAL_LIST)
		return true;
	if (v)
		diag(ctx->diags, v->at, MSG_DOC_LIST, what);
	return false;
}

/* One more thing built. False (told once) past the limit, so that a few shared aliases cannot make millions. */
bool doc_count(struct doc_ctx *ctx, struct span at)
{
	if (++ctx->built <= DOC_MAX_NODES)
		return true;
	if (!ctx->full)
		diag(ctx->diags, at, MSG_DOC_SIZE, DOC_MAX_NODES);
	ctx->full = true;
	return false;
}

/* One level deeper, to be left by ctx->depth--. False (told once) past the limit. */
bool doc_deeper(struct doc_ctx *ctx, struct span at)
{
	if (ctx->depth < DOC_MAX_DEPTH) {
		ctx->depth++;
		return true;
	}
	if (!ctx->deep)
		diag(ctx->diags, at, MSG_DOC_DEPTH, DOC_MAX_DEPTH);
	ctx->deep = true;
	return false;
}

struct doc_id {
	struct span at;
	bool conditional;
};

/* A blank without a path answers under its id, and two of them in one place would be one answer. That is meant only where
 * they are alternatives, both under a condition. */
void doc_register(struct doc_ctx *ctx, const char *id, struct span at)
{
	const char *key = arena_printf(ctx->arena, "%s\n%s", ctx->repeat, id);
	struct doc_id **slot;

	if (!ctx->ids)
		ctx->ids = str_map_new(ctx->arena);
	slot = (struct doc_id **)str_map_slot(ctx->ids, key);
	if (!*slot) {
		*slot = arena_one(ctx->arena, struct doc_id);
		(*slot)->at = at;
		(*slot)->conditional = ctx->conditional > 0;
	} else if (!(*slot)->conditional || !ctx->conditional) {
		uint32_t line = 0, col = 0;

		if ((*slot)->at.src)
			source_place((*slot)->at.src, (*slot)->at.from, &line, &col);
		diag(ctx->diags, at, MSG_DOC_ID_TWICE, id, (unsigned)line);
	}
}

/* ---- which items -------------------------------------------------------------------------------------------------- */

static const char *const whiches[] = {"all", "next", "last", "new", NULL};

/* The next word of `s` from `i`; false at the end. */
static bool next_word(const char *s, size_t *i, size_t *from, size_t *to)
{
	*i += strspn(s + *i, " \t\r\n");
	*from = *i;
	*i += strcspn(s + *i, " \t\r\n");
	*to = *i;
	return *to > *from;
}

static struct span within(struct span at, size_t from, size_t to, size_t len)
{
	if (!at.src || at.to - at.from != len)
		return at;
	return (struct span){at.src, at.from + (uint32_t)from, at.from + (uint32_t)to};
}

/* `children where lives_with is kin as child which next`: the first word is the list, the rest in any order. False (told).
 */
bool doc_list_words(struct doc_ctx *ctx, const char *text, struct span at, struct doc_list_ref *list)
{
	size_t i = 0, from, to, len = strlen(text), cond_from = 0, cond_to = 0;
	enum { IN_NOTHING, IN_WHERE } in = IN_NOTHING;

	list->at = at;
	if (!next_word(text, &i, &from, &to))
		return false;
	list->path = arena_strndup(ctx->arena, text + from, to - from);
	list->path_at = within(at, from, to, len);
	if (!doc_path_ok(ctx, list->path_at, list->path))
		return false;
	while (next_word(text, &i, &from, &to)) {
		const char *word = arena_strndup(ctx->arena, text + from, to - from);

		if (str_eq(word, "where")) {
			in = IN_WHERE;
			cond_from = cond_to = to + strspn(text + to, " \t\r\n");
		} else if (str_eq(word, "at-least")) {
			in = IN_NOTHING;
			if (!next_word(text, &i, &from, &to) ||
			    !read_int(arena_strndup(ctx->arena, text + from, to - from), &list->at_least) ||
			    list->at_least > DOC_MAX_ITEMS) {
				diag(ctx->diags, within(at, from, to, len), MSG_DOC_NUMBER, "at-least", 0, DOC_MAX_ITEMS);
				return false;
			}
		} else if (str_eq(word, "as") || str_eq(word, "which")) {
			size_t key = from;
			const char *name =
				next_word(text, &i, &from, &to) ? arena_strndup(ctx->arena, text + from, to - from) : "";

			in = IN_NOTHING;
			if (str_eq(word, "as")) {
				if (!doc_is_id(name)) {
					diag(ctx->diags, within(at, key, to, len), MSG_DOC_AS, name);
					return false;
				}
				list->as = name;
			} else {
				struct val v = {.kind = VAL_TEXT, .text = name, .at = within(at, from, to, len)};

				list->which = doc_enum(ctx, &v, "which", whiches);
			}
		} else if (in == IN_WHERE) {
			cond_to = to;
		} else {
			diag(ctx->diags, within(at, from, to, len), MSG_DOC_LIST_WORDS, word);
			return false;
		}
	}
	if (cond_to > cond_from) {
		list->where = arena_strndup(ctx->arena, text + cond_from, cond_to - cond_from);
		list->where_at = within(at, cond_from, cond_to, len);
	}
	return true;
}

/* Goes into a repeat: what ids are unique in. Gives what `repeat` was, to go back to. Two repeats over one list share their
 * items. */
const char *doc_enter_repeat(struct doc_ctx *ctx, const struct doc_list_ref *list)
{
	const char *before = ctx->repeat;

	if (list->path)
		ctx->repeat = *list->path == '/' ? arena_printf(ctx->arena, "%s[]", list->path)
						 : arena_printf(ctx->arena, "%s/%s[]", before, list->path);
	else if (list->id)
		ctx->repeat = arena_printf(ctx->arena, "%s#%s[]", before, list->id);
	return before;
}
