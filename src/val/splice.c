/* Values changed in the text they stand in. A family's record is a file that people keep: what they wrote beside the values,
 * in which order and how, is theirs. So a changed value is put at its place, and every other byte stays.
 *
 * The edits are made a tree by their paths, which is walked beside the values that the text has (patch.c). What the walk
 * finds becomes patches: a stretch of the source and what stands there instead. They never overlap, so their order is that
 * of their places (of those at one place the inner map's comes first, for it is walked first).
 *
 * YAML has more ways to write a value than anyone remembers: anchors, aliases, flow within block, comments in between. Those
 * that records use are handled and the rest is refused; and this file does not trust the walk: the outcome is parsed again
 * and compared, value by value, with what was to come out. */
#include "val/splice.h"

#include <stdlib.h>
#include <string.h>

#include "val/place.h"

/* ---- the tree of edits ----------------------------------------------------------------------------------------------- */

static struct splice_node *node_at(struct arena *arena, struct splice_node *root, const char *path)
{
	struct splice_node *at = root;

	while (*path) {
		size_t n = strcspn(path, ".");
		struct splice_node *kid = at->first;

		while (kid && !(strncmp(kid->key, path, n) == 0 && !kid->key[n]))
			kid = kid->next;
		if (!kid) {
			kid = arena_one(arena, struct splice_node);
			kid->key = arena_strndup(arena, path, n);
			if (at->last)
				at->last->next = kid;
			else
				at->first = kid;
			at->last = kid;
		}
		at = kid;
		path += n + (path[n] == '.');
	}
	return at;
}

const char *splice_path(const struct splice_node *node)
{
	while (!node->edit && node->first)
		node = node->first;
	return node->edit ? node->edit->path : node->key;
}

void splice_fail(struct splicer *s, uint32_t at, const struct splice_node *node)
{
	diag(s->diags, ((struct span){s->src, at, at}), MSG_VAL_SPLICE, splice_path(node));
	s->failed = true;
}

/* ---- patches --------------------------------------------------------------------------------------------------------- */

void splice_patch_add(struct splicer *s, uint32_t from, uint32_t to, struct buf *text)
{
	struct splice_patch *p = arena_push(s->arena, s->patches, s->n, s->cap);

	*p = (struct splice_patch){from, to, buf_text(text, s->arena), s->n};
	buf_free(text);
}

static int by_place(const void *a, const void *b)
{
	const struct splice_patch *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* ---- is it what was meant? ------------------------------------------------------------------------------------------- */

static bool is_none(const struct val *v)
{
	return !v || v->kind == VAL_NULL;
}

static bool same(const struct val *a, const struct val *b)
{
	if (is_none(a) != is_none(b))
		return false;
	if (is_none(a))
		return true;
	if (a->kind != b->kind || a->n != b->n || !str_eq(a->text, b->text))
		return false;
	for (size_t i = 0; i < a->n; i++)
		if ((a->kind == VAL_MAP && !str_eq(a->keys[i].text, b->keys[i].text)) || !same(a->items[i], b->items[i]))
			return false;
	return true;
}

static bool is_edited(const struct val *v, const struct val_edit *edit)
{
	if (edit->kind == VAL_SET)
		return str_eq(val_text(v), edit->text);
	if (!v || v->kind != VAL_LIST || v->n != edit->n)
		return false;
	for (size_t i = 0; i < v->n; i++)
		if (!str_eq(val_text(v->items[i]), edit->texts[i]))
			return false;
	return true;
}

static const struct val *item(const struct val *v, const char *key)
{
	size_t i = v && v->kind == VAL_LIST ? strtoul(key, NULL, 10) : 0;

	return i && i <= v->n ? v->items[i - 1] : val_lookup(v, key);
}

static const struct splice_node *kid_at(const struct splice_node *node, const char *key)
{
	const struct splice_node *kid = node->first;

	while (kid && !str_eq(kid->key, key))
		kid = kid->next;
	return kid;
}

/* Is `now` what `was` becomes by these edits, and nothing more? The first node where it is not, or NULL. */
static const struct splice_node *differs(const struct val *was, const struct val *now, const struct splice_node *node)
{
	size_t fresh = 0, gone = 0, n_was = was ? was->n : 0, n_now = now ? now->n : 0;

	if (node->edit)
		return is_edited(now, node->edit) ? NULL : node;
	if (now && now->kind == VAL_TEXT)
		return node;
	for (const struct splice_node *kid = node->first; kid; kid = kid->next) {
		const struct val *old = item(was, kid->key), *new = item(now, kid->key);
		const struct splice_node *wrong = NULL;

		if (splice_is_dropped(kid)) {
			gone += old != NULL;
			wrong = new ? kid : NULL;
		} else {
			fresh += old == NULL;
			wrong = differs(old, new, kid);
		}
		if (wrong)
			return wrong;
	}
	if (n_now + gone != n_was + fresh)
		return node;
	for (size_t i = 0; i < n_was; i++) {
		char number[24];
		const char *key = number;

		if (was->kind == VAL_MAP)
			key = was->keys[i].text;
		else
			snprintf(number, sizeof number, "%zu", i + 1);
		if (!kid_at(node, key) && !same(was->items[i], item(now, key)))
			return node;
	}
	return NULL;
}

/* ---- all of it ------------------------------------------------------------------------------------------------------- */

/* How far the first block map within the file's own is indented. */
static size_t find_step(const struct splicer *s, const struct val *root)
{
	for (size_t i = 0; root && i < root->n; i++) {
		const struct val *v = root->items[i];

		if (v->kind == VAL_MAP && v->n && !place_is_flow(s->src, v) && !place_is_alias(v, root->keys[i].at.to) &&
		    place_column(s->src, v->keys[0].at.from) > 0)
			return place_column(s->src, v->keys[0].at.from);
	}
	return 2;
}

static const struct source *assemble(struct splicer *s)
{
	struct buf out = {0};
	uint32_t at = 0;
	const struct source *made;

	if (s->n)
		qsort(s->patches, s->n, sizeof *s->patches, by_place);
	for (size_t i = 0; i < s->n; i++) {
		const struct splice_patch *p = &s->patches[i];

		if (p->from < at) {
			buf_free(&out);
			return NULL;
		}
		buf_add(&out, s->text + at, p->from - at);
		buf_adds(&out, p->text);
		at = p->to;
	}
	buf_add(&out, s->text + at, s->src->len - at);
	made = source_new(s->arena, s->diags, s->src->name, out.data ? out.data : "", out.len);
	buf_free(&out);
	return made;
}

const struct source *val_splice(struct arena *arena, struct diags *diags, const struct source *src,
				const struct val_edit *edits, size_t n)
{
	struct splicer s = {.arena = arena, .src = src, .text = src->text, .diags = diags, .eol = "\n"};
	const struct val *root = val_parse(arena, diags, src, NULL), *now;
	struct diags *quiet = diags_new();
	struct splice_node top = {.key = ""};
	const struct source *made = NULL;
	const struct splice_node *wrong = &top;
	const char *first = memchr(src->text, '\n', src->len);

	if (first && first > src->text && first[-1] == '\r')
		s.eol = "\r\n";
	for (size_t i = 0; i < n; i++) {
		struct splice_node *node = node_at(arena, &top, edits[i].path);

		node->edit = edits[i].kind == VAL_SET_MAP ? NULL : &edits[i]; /* a step without an end is a map */
	}
	if (root && top.first) {
		s.step = find_step(&s, root);
		if (root->kind == VAL_NULL)
			splice_open_block(&s, &top, (uint32_t)src->len, (uint32_t)src->len, 0);
		else
			splice_walk(&s, root, &top, 0, 0, false);
		if (!s.failed)
			made = assemble(&s);
		now = made ? val_parse(arena, quiet, made, NULL) : NULL;
		wrong = now && !diags_count(quiet, DIAG_ERROR) ? differs(root, now, &top) : &top;
		if (wrong && !s.failed)
			splice_fail(&s, 0, wrong);
	} else if (root) {
		made = src;
		wrong = NULL;
	}
	diags_free(quiet);
	return wrong ? NULL : made;
}
