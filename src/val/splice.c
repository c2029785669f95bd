/* Values changed in the text they stand in. A family's record is a file that people keep: what they wrote beside the values, in which
 * order and how, is theirs. So a changed value is put at its place, and every other byte stays.
 *
 * The edits are made a tree by their paths, which is walked beside the values that the text has. Where both have a key the walk goes
 * down, or the value's bytes are replaced; what the values lack is written behind the last entry of its map, a line each in a block map
 * and between the braces in a flow map. All of that becomes patches: a stretch of the source and what stands there instead. They
 * never overlap, so their order is that of their places (of those at one place the inner map's comes first, for it is walked first).
 *
 * YAML has more ways to write a value than anyone remembers: anchors, aliases, flow within block, comments in between. This file
 * handles those that records use and refuses the rest, and it does not trust itself: the outcome is parsed again and compared, value
 * by value, with what was to come out. */
#include "val/val.h"

#include <stdlib.h>
#include <string.h>

#include "val/write.h"

#define WIDTH 130	/* bytes: an entry of a flow map that would go past it stands on a line of its own */
#define MAX_VISITS 2000000 /* values compared: aliases share values */

struct node { /* a step of a path that an edit goes through or ends at */
	const char *key;
	const struct val_edit *edit;
	struct node *first, *last, *next;
};

struct patch {
	uint32_t from, to;
	const char *text;
	size_t order;
};

struct splicer {
	struct arena *arena;
	const struct source *src;
	const char *text;
	const char *eol;
	size_t step; /* columns of an indentation */
	struct patch *patches;
	size_t n, cap;
	struct diags *diags;
	bool failed;
	size_t visits;
};

/* ---- the tree of edits ----------------------------------------------------------------------------------------------- */

static struct node *node_at(struct arena *arena, struct node *root, const char *path)
{
	struct node *at = root;

	while (*path) {
		size_t n = strcspn(path, ".");
		struct node *kid = at->first;

		while (kid && !(strncmp(kid->key, path, n) == 0 && !kid->key[n]))
			kid = kid->next;
		if (!kid) {
			kid = arena_one(arena, struct node);
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

static bool is_dropped(const struct node *node)
{
	return node->edit && node->edit->kind == VAL_DROP;
}

/* An edit names what this node holds. */
static const char *edit_path(const struct node *node)
{
	while (!node->edit && node->first)
		node = node->first;
	return node->edit ? node->edit->path : node->key;
}

static void fail(struct splicer *s, uint32_t at, const struct node *node)
{
	diag(s->diags, ((struct span){s->src, at, at}), MSG_VAL_SPLICE, edit_path(node));
	s->failed = true;
}

/* ---- places in the text ------------------------------------------------------------------------------------------------ */

static uint32_t line_start(const struct splicer *s, uint32_t at)
{
	while (at > 0 && s->text[at - 1] != '\n')
		at--;
	return at;
}

/* Behind the end of the line, or the end of the text. */
static uint32_t line_end(const struct splicer *s, uint32_t at)
{
	while (at < s->src->len && s->text[at] != '\n')
		at++;
	return at < s->src->len ? at + 1 : at;
}

static uint32_t skip(const struct splicer *s, uint32_t at, const char *bytes)
{
	while (at < s->src->len && strchr(bytes, s->text[at]))
		at++;
	return at;
}

/* Columns in front of the place, as spaces would fill them. */
static size_t column(const struct splicer *s, uint32_t at)
{
	uint32_t start = line_start(s, at);

	return utf8_count(s->text + start, at - start);
}

/* Where a value's own text begins, behind its anchor. */
static uint32_t content(const struct splicer *s, const struct val *v)
{
	uint32_t at = v->at.from;

	if (v->kind == VAL_NULL || s->text[at] != '&')
		return at;
	while (at < v->at.to && !strchr(" \t\r\n", s->text[at]))
		at++;
	return skip(s, at, " \t\r\n");
}

static bool is_flow(const struct splicer *s, const struct val *v)
{
	char c = s->text[content(s, v)];

	return (v->kind == VAL_MAP && c == '{') || (v->kind == VAL_LIST && c == '[');
}

static bool is_literal(const struct splicer *s, const struct val *v)
{
	return v->kind == VAL_TEXT && v->quoted && strchr("|>", s->text[content(s, v)]);
}

/* Behind the colon of the i-th key. */
static uint32_t behind_colon(const struct splicer *s, const struct val *map, size_t i)
{
	uint32_t at = skip(s, map->keys[i].at.to, " \t");

	return at < s->src->len && s->text[at] == ':' ? at + 1 : map->keys[i].at.to;
}

/* An alias: the value stands where its anchor is, above. */
static bool is_alias(const struct val *v, uint32_t after)
{
	return v->at.from < after;
}

static uint32_t alias_end(const struct splicer *s, uint32_t after, uint32_t *from)
{
	uint32_t at = skip(s, after, " \t\r\n");

	*from = at;
	while (at < s->src->len && !strchr(" \t\r\n,]}", s->text[at]))
		at++;
	return at;
}

/* The last byte of a value, with all that it holds: libyaml ends a block behind the comments that follow it. */
static uint32_t value_end(const struct splicer *s, const struct val *v, uint32_t after)
{
	uint32_t from;

	if (is_alias(v, after))
		return alias_end(s, after, &from);
	if (v->kind == VAL_MAP && v->n && !is_flow(s, v))
		return value_end(s, v->items[v->n - 1], behind_colon(s, v, v->n - 1));
	if (v->kind == VAL_LIST && v->n && !is_flow(s, v))
		return value_end(s, v->items[v->n - 1], v->n > 1 ? v->items[v->n - 2]->at.to : v->at.from);
	if (is_literal(s, v) && memchr(s->text + content(s, v), '+', strcspn(s->text + content(s, v), "\r\n"))) {
		/* `|+` keeps the empty lines behind it. */
		uint32_t end = line_end(s, v->at.to), next;

		while ((next = skip(s, end, " \t\r")) < s->src->len && s->text[next] == '\n')
			end = next + 1;
		return end > v->at.from ? end - 1 : end;
	}
	return v->at.to;
}

static bool only_blank(const struct splicer *s, uint32_t at)
{
	at = skip(s, at, " \t\r");
	return at >= s->src->len || s->text[at] == '\n';
}

/* Nothing but blanks and a comment up to the end of the line. */
static bool line_done(const struct splicer *s, uint32_t at)
{
	uint32_t next = skip(s, at, " \t\r");

	return next >= s->src->len || s->text[next] == '\n' || (s->text[next] == '#' && next > at);
}

/* ---- patches ------------------------------------------------------------------------------------------------------------- */

static void patch(struct splicer *s, uint32_t from, uint32_t to, struct buf *text)
{
	struct patch *p = arena_push(s->arena, s->patches, s->n, s->cap);

	*p = (struct patch){from, to, buf_text(text, s->arena), s->n};
	buf_free(text);
}

static int by_place(const void *a, const void *b)
{
	const struct patch *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* A text as a block of lines, where it can stand so. At the end of a file whose last line does not end, its own would not either. */
static bool put_lines(const struct splicer *s, struct buf *out, const char *text, size_t indent, const char *head)
{
	bool ends = s->src->len && s->text[s->src->len - 1] == '\n';

	return (ends || !str_ends(text, "\n")) && val_write_block(out, text, indent + s->step, head, s->eol);
}

/* ---- new values ------------------------------------------------------------------------------------------------------------ */

static void put_flow(struct buf *out, const struct node *node);

static void put_flow_entry(struct buf *out, const struct node *node)
{
	val_write_key(out, node->key);
	buf_adds(out, ": ");
	put_flow(out, node);
}

static void put_flow_list(struct buf *out, const struct val_edit *edit)
{
	buf_addc(out, '[');
	for (size_t i = 0; i < edit->n; i++) {
		buf_adds(out, i ? ", " : "");
		val_write_text(out, edit->texts[i], true, edit->word);
	}
	buf_addc(out, ']');
}

/* Nodes keyed 1, 2 … in a place where nothing stands yet: the lines of a list. */
static bool is_numbered(const struct node *node)
{
	size_t n = 0;

	for (const struct node *kid = node->first; kid; kid = kid->next) {
		char *end;

		if (strtoul(kid->key, &end, 10) != ++n || *end || !kid->edit || kid->edit->kind != VAL_SET)
			return false;
	}
	return n > 0;
}

static void put_flow(struct buf *out, const struct node *node)
{
	const char *open = "{", *close = "}";
	bool list = is_numbered(node);
	size_t n = 0;

	if (node->edit && node->edit->kind == VAL_SET_LIST) {
		put_flow_list(out, node->edit);
		return;
	}
	if (node->edit) {
		val_write_text(out, node->edit->text, true, node->edit->word);
		return;
	}
	if (list)
		open = "[", close = "]";
	buf_adds(out, open);
	for (const struct node *kid = node->first; kid; kid = kid->next) {
		if (is_dropped(kid))
			continue;
		buf_adds(out, n++ ? ", " : "");
		if (list)
			put_flow(out, kid);
		else
			put_flow_entry(out, kid);
	}
	buf_adds(out, close);
}

static void put_block_entry(struct splicer *s, struct buf *out, const struct node *node, size_t indent, bool flow);

/* What stands behind a key's colon, up to the end of its last line. */
static void put_block_value(struct splicer *s, struct buf *out, const struct node *node, size_t indent, bool flow)
{
	struct buf one = {0};

	if (node->edit && node->edit->kind == VAL_SET) {
		buf_addc(out, ' ');
		if (!put_lines(s, out, node->edit->text, indent, ""))
			val_write_text(out, node->edit->text, false, node->edit->word);
		return;
	}
	put_flow(&one, node);
	if (node->edit || !node->first || is_numbered(node) || (flow && indent + one.len + strlen(node->key) < WIDTH)) {
		buf_addc(out, ' ');
		buf_add(out, one.data, one.len);
	} else {
		for (const struct node *kid = node->first; kid; kid = kid->next) {
			if (is_dropped(kid))
				continue;
			buf_adds(out, s->eol);
			put_block_entry(s, out, kid, indent + s->step, false);
		}
	}
	buf_free(&one);
}

static void put_block_entry(struct splicer *s, struct buf *out, const struct node *node, size_t indent, bool flow)
{
	buf_addf(out, "%*s", (int)indent, "");
	val_write_key(out, node->key);
	buf_addc(out, ':');
	put_block_value(s, out, node, indent, flow);
}

/* ---- the walk ---------------------------------------------------------------------------------------------------------------- */

static void walk(struct splicer *s, const struct val *v, const struct node *node, uint32_t after, size_t indent, bool flow);

/* Whole lines at a place where a line begins, or at the end of the text. */
static void insert_lines(struct splicer *s, uint32_t at, struct buf *lines)
{
	struct buf out = {0};

	if (at > 0 && s->text[at - 1] != '\n') {
		buf_adds(&out, s->eol);
		buf_add(&out, lines->data, lines->len);
	} else {
		buf_add(&out, lines->data, lines->len);
		buf_adds(&out, s->eol);
	}
	buf_free(lines);
	patch(s, at, at, &out);
}

/* A text in place of what stands between from and to. */
static void replace_text(struct splicer *s, const struct val *old, const struct node *node, uint32_t from, uint32_t to, size_t indent, bool flow)
{
	struct buf out = {0}, head = {0};
	uint32_t end_of_head = from;

	/* The comment behind the mark of a block of lines stays. */
	if (old && is_literal(s, old)) {
		while (end_of_head < to && !strchr("#\r\n", s->text[end_of_head]))
			end_of_head++;
		if (end_of_head < to && s->text[end_of_head] == '#')
			buf_addf(&head, " %.*s", (int)strcspn(s->text + end_of_head, "\r\n"), s->text + end_of_head);
	}
	if (flow || !only_blank(s, to) || !put_lines(s, &out, node->edit->text, indent, head.data ? head.data : "")) {
		val_write_text(&out, node->edit->text, flow, node->edit->word);
		buf_add(&out, head.data ? head.data : "", head.len);
	}
	buf_free(&head);
	patch(s, from, to, &out);
}

/* The last entries of a list, or all of it where it grows shorter. */
static void replace_list(struct splicer *s, const struct val *v, const struct node *node, uint32_t after)
{
	const struct val_edit *edit = node->edit;
	bool flow = is_flow(s, v);
	uint32_t end = value_end(s, v, after), from = content(s, v);
	struct buf out = {0};
	size_t kept = 0;

	while (kept < v->n && kept < edit->n && str_eq(val_text(v->items[kept]), edit->texts[kept]))
		kept++;
	if (kept == v->n && kept == edit->n)
		return;
	if (flow && kept == v->n && kept > 0) {
		for (size_t i = kept; i < edit->n; i++) {
			buf_adds(&out, ", ");
			val_write_text(&out, edit->texts[i], true, edit->word);
		}
		end = value_end(s, v->items[v->n - 1], v->n > 1 ? v->items[v->n - 2]->at.to : from);
		patch(s, end, end, &out);
	} else if (flow) {
		put_flow_list(&out, edit);
		patch(s, from, end, &out);
	} else if (kept == v->n) {
		for (size_t i = kept; i < edit->n; i++) {
			buf_addf(&out, "%s%*s- ", i > kept ? s->eol : "", (int)column(s, from), "");
			val_write_text(&out, edit->texts[i], false, edit->word);
		}
		insert_lines(s, line_end(s, end), &out);
	} else if (edit->n) {
		for (size_t i = 0; i < edit->n; i++) {
			if (i)
				buf_addf(&out, "%s%*s", s->eol, (int)column(s, from), "");
			buf_adds(&out, "- ");
			val_write_text(&out, edit->texts[i], false, edit->word);
		}
		patch(s, from, end, &out);
	} else {
		buf_adds(&out, " []");
		patch(s, after, after, &out);
		from = line_start(s, from);
		patch(s, from > after ? from - 1 : after, end, &(struct buf){0});
	}
}

/* Numbered lines into a list: those that it has are replaced, others are added behind its last. */
static void walk_list(struct splicer *s, const struct val *v, const struct node *node, uint32_t after, size_t indent, bool flow)
{
	const char **texts = arena_many(s->arena, const char *, v->n + 1);
	struct val_edit *edit = arena_one(s->arena, struct val_edit);
	struct node whole = {.key = node->key, .edit = edit};
	size_t n = v->n, cap = v->n + 1;

	for (const struct node *kid = node->first; kid; kid = kid->next) {
		char *end;
		size_t i = strtoul(kid->key, &end, 10);

		if (*end || i < 1 || !kid->edit || kid->edit->kind != VAL_SET) {
			fail(s, v->at.from, node);
			return;
		}
		if (i <= v->n)
			walk(s, v->items[i - 1], kid, i > 1 ? v->items[i - 2]->at.to : content(s, v), indent, flow || is_flow(s, v));
		else
			*arena_push(s->arena, texts, n, cap) = kid->edit->text;
		edit->word = kid->edit->word;
	}
	if (n == v->n)
		return;
	*edit = (struct val_edit){.path = edit_path(node), .kind = VAL_SET_LIST, .texts = texts, .n = n, .word = edit->word};
	for (size_t i = 0; i < v->n; i++)
		texts[i] = val_text(v->items[i]);
	replace_list(s, v, &whole, after);
}

/* Entries that go. In a block they are whole lines, else a stretch between commas. */
static void drop(struct splicer *s, const struct val *v, const bool *gone)
{
	bool flow = is_flow(s, v);

	for (size_t i = 0; i < v->n; i++) {
		uint32_t from = v->keys[i].at.from, to;
		size_t last = i;

		if (!gone[i])
			continue;
		while (last + 1 < v->n && gone[last + 1])
			last++;
		to = value_end(s, v->items[last], behind_colon(s, v, last));
		if (!flow) {
			from = line_start(s, from);
			to = line_end(s, to);
		} else if (last + 1 < v->n) {
			to = v->keys[last + 1].at.from;
		} else if (i > 0) {
			from = value_end(s, v->items[i - 1], behind_colon(s, v, i - 1));
		}
		patch(s, from, to, &(struct buf){0});
		i = last;
	}
}

/* The style of a map's items: that of those that it has. The file's own keys are no items. */
static bool has_flow_items(const struct splicer *s, const struct val *map)
{
	if (!column(s, map->keys[0].at.from))
		return false;
	for (size_t i = 0; i < map->n; i++)
		if (map->items[i]->kind == VAL_MAP && is_flow(s, map->items[i]) && map->items[i]->n)
			return true;
	return false;
}

/* What the map lacks, behind its last entry. */
static void insert_entries(struct splicer *s, const struct val *v, struct node *const *fresh, size_t n, bool flow)
{
	size_t last = v->n - 1, indent = column(s, v->keys[0].at.from);
	uint32_t end = value_end(s, v->items[last], behind_colon(s, v, last));
	bool items_flow = has_flow_items(s, v);
	struct buf out = {0};
	size_t width = end - line_start(s, end);

	for (size_t i = 0; i < n; i++) {
		struct buf one = {0};

		if (!flow) {
			buf_adds(&out, i ? s->eol : "");
			put_block_entry(s, &out, fresh[i], indent, items_flow);
			continue;
		}
		put_flow_entry(&one, fresh[i]);
		width += one.len + 2;
		buf_addc(&out, ',');
		if (width > WIDTH) {
			buf_addf(&out, "%s%*s", s->eol, (int)indent, "");
			width = indent + one.len;
		} else {
			buf_addc(&out, ' ');
		}
		buf_add(&out, one.data, one.len);
		buf_free(&one);
	}
	if (flow)
		patch(s, end, end, &out);
	else
		insert_lines(s, line_end(s, end), &out);
}

/* `key:` with nothing behind it, or `{}`, becomes a block of lines under the key. */
static void open_block(struct splicer *s, const struct node *node, uint32_t from, uint32_t to, size_t indent)
{
	struct buf out = {0};
	size_t n = 0;

	if (to > from) {
		while (from > 0 && strchr(" \t", s->text[from - 1]))
			from--;
		patch(s, from, to, &(struct buf){0});
	}
	for (const struct node *kid = node->first; kid; kid = kid->next) {
		if (is_dropped(kid))
			continue;
		buf_adds(&out, n++ ? s->eol : "");
		put_block_entry(s, &out, kid, indent, false);
	}
	if (n)
		insert_lines(s, line_end(s, to), &out);
}

static void walk_map(struct splicer *s, const struct val *v, const struct node *node, bool flow)
{
	bool *gone = arena_many(s->arena, bool, v->n + 1), any = false;
	struct node **fresh = NULL;
	size_t n = 0, cap = 0;

	for (struct node *kid = node->first; kid; kid = kid->next) {
		int i = val_index(v, kid->key);

		if (i >= 0 && is_dropped(kid))
			gone[i] = any = true;
		else if (i >= 0)
			walk(s, v->items[i], kid, behind_colon(s, v, (size_t)i), column(s, v->keys[i].at.from), flow);
		else if (!is_dropped(kid))
			*arena_push(s->arena, fresh, n, cap) = kid;
	}
	if (any)
		drop(s, v, gone);
	if (n)
		insert_entries(s, v, fresh, n, flow);
}

/* A value and what is to become of it; `after` is the end of what stands before it: its key's colon, the item above. */
static void walk(struct splicer *s, const struct val *v, const struct node *node, uint32_t after, size_t indent, bool flow)
{
	uint32_t from = content(s, v), to = v->kind == VAL_NULL ? v->at.to : value_end(s, v, after);
	struct buf out = {0};

	if (is_alias(v, after)) {
		to = alias_end(s, after, &from);
		if (!node->edit || s->text[from] != '*') {
			fail(s, after, node);
			return;
		}
		put_flow(&out, node);
		patch(s, from, to, &out);
		return;
	}
	if (!node->edit && !node->first && v->kind == VAL_MAP)
		return;
	if (node->edit && node->edit->kind == VAL_SET_LIST && v->kind == VAL_LIST) {
		replace_list(s, v, node, after);
	} else if (node->edit && node->edit->kind == VAL_SET && v->kind == VAL_TEXT) {
		if (!str_eq(v->text, node->edit->text))
			replace_text(s, v, node, from, to, indent, flow);
	} else if (v->kind == VAL_MAP && !node->edit) {
		if (v->n)
			walk_map(s, v, node, flow || is_flow(s, v));
		else if (flow || !line_done(s, to))
			put_flow(&out, node), patch(s, from, to, &out);
		else
			open_block(s, node, from, to, indent + s->step);
	} else if (v->kind == VAL_LIST && !node->edit && v->n) {
		walk_list(s, v, node, after, indent, flow);
	} else if (v->kind == VAL_NULL && to == from) {
		/* The place behind the colon: a comment may follow. */
		if (!node->edit && node->first && !is_numbered(node) && !flow && line_done(s, to)) {
			open_block(s, node, from, to, indent + s->step);
		} else {
			bool text = node->edit && node->edit->kind == VAL_SET;

			buf_addc(&out, ' ');
			if (!text)
				put_flow(&out, node);
			else if (flow || !only_blank(s, to) || !put_lines(s, &out, node->edit->text, indent, ""))
				val_write_text(&out, node->edit->text, flow, node->edit->word);
			patch(s, from, from, &out);
		}
	} else if (v->kind == VAL_NULL || (v->kind == VAL_TEXT ? node->edit != NULL : !v->n)) {
		put_flow(&out, node);
		patch(s, from, to, &out);
	} else {
		diag(s->diags, v->at, MSG_VAL_SPLICE_IN, edit_path(node));
		s->failed = true;
	}
}

/* ---- is it what was meant? --------------------------------------------------------------------------------------------------- */

static bool is_none(const struct val *v)
{
	return !v || v->kind == VAL_NULL;
}

static bool same(struct splicer *s, const struct val *a, const struct val *b)
{
	if (++s->visits > MAX_VISITS || is_none(a) != is_none(b))
		return false;
	if (is_none(a))
		return true;
	if (a->kind != b->kind || a->n != b->n || !str_eq(a->text, b->text))
		return false;
	for (size_t i = 0; i < a->n; i++)
		if ((a->kind == VAL_MAP && !str_eq(a->keys[i].text, b->keys[i].text)) || !same(s, a->items[i], b->items[i]))
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

static const struct node *kid_at(const struct node *node, const char *key)
{
	const struct node *kid = node->first;

	while (kid && !str_eq(kid->key, key))
		kid = kid->next;
	return kid;
}

/* Is `now` what `was` becomes by these edits, and nothing more? The first node where it is not, or NULL. */
static const struct node *differs(struct splicer *s, const struct val *was, const struct val *now, const struct node *node)
{
	size_t fresh = 0, gone = 0, n_was = was ? was->n : 0, n_now = now ? now->n : 0;

	if (node->edit)
		return is_edited(now, node->edit) ? NULL : node;
	if (now && now->kind == VAL_TEXT)
		return node;
	for (const struct node *kid = node->first; kid; kid = kid->next) {
		const struct val *old = item(was, kid->key), *new = item(now, kid->key);
		const struct node *wrong = NULL;

		if (is_dropped(kid)) {
			gone += old != NULL;
			wrong = new ? kid : NULL;
		} else {
			fresh += old == NULL;
			wrong = differs(s, old, new, kid);
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
		if (!kid_at(node, key) && !same(s, was->items[i], item(now, key)))
			return node;
	}
	return NULL;
}

/* ---- all of it ----------------------------------------------------------------------------------------------------------------- */

/* How far the first block map within the file's own is indented. */
static size_t find_step(const struct splicer *s, const struct val *root)
{
	for (size_t i = 0; root && i < root->n; i++) {
		const struct val *v = root->items[i];

		if (v->kind == VAL_MAP && v->n && !is_flow(s, v) && !is_alias(v, root->keys[i].at.to) && column(s, v->keys[0].at.from) > 0)
			return column(s, v->keys[0].at.from);
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
		const struct patch *p = &s->patches[i];

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

const struct source *val_splice(struct arena *arena, struct diags *diags, const struct source *src, const struct val_edit *edits, size_t n)
{
	struct splicer s = {.arena = arena, .src = src, .text = src->text, .diags = diags, .eol = "\n"};
	const struct val *root = val_parse(arena, diags, src, NULL), *now;
	struct diags *quiet = diags_new();
	struct node top = {.key = ""};
	const struct source *made = NULL;
	const struct node *wrong = &top;
	const char *first = memchr(src->text, '\n', src->len);

	if (first && first > src->text && first[-1] == '\r')
		s.eol = "\r\n";
	for (size_t i = 0; i < n; i++) {
		struct node *node = node_at(arena, &top, edits[i].path);

		node->edit = edits[i].kind == VAL_SET_MAP ? NULL : &edits[i]; /* a step without an end is a map */
	}
	if (root && top.first) {
		s.step = find_step(&s, root);
		if (root->kind == VAL_NULL)
			open_block(&s, &top, (uint32_t)src->len, (uint32_t)src->len, 0);
		else
			walk(&s, root, &top, 0, 0, false);
		if (!s.failed)
			made = assemble(&s);
		now = made ? val_parse(arena, quiet, made, NULL) : NULL;
		wrong = now && !diags_count(quiet, DIAG_ERROR) ? differs(&s, root, now, &top) : &top;
		if (wrong && !s.failed)
			fail(&s, 0, wrong);
	} else if (root) {
		made = src;
		wrong = NULL;
	}
	diags_free(quiet);
	return wrong ? NULL : made;
}
