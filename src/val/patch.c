/* The walk of a splice: the tree of edits beside the values that the text has. Where both have a key it goes down, or the
 * value's bytes are replaced; what the values lack is written behind the last entry of its map, a line each in a block map
 * and between the braces in a flow map. Nothing is changed here: each finding is a patch. What would change in more places
 * than one (an anchor's value, an alias's) and what stands in another shape than its edit is refused. */
#include "val/splice.h"

#include <stdlib.h>
#include <string.h>

#include "val/place.h"
#include "val/write.h"

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
	splice_patch_add(s, at, at, &out);
}

/* A text in place of what stands between from and to. */
static void replace_text(struct splicer *s, const struct val *old, const struct splice_node *node, uint32_t from,
			 uint32_t to, size_t indent, bool flow)
{
	struct buf out = {0}, head = {0};
	uint32_t end_of_head = from;

	/* The comment behind the mark of a block of lines stays. */
	if (old && place_is_literal(s->src, old)) {
		while (end_of_head < to && !strchr("#\r\n", s->text[end_of_head]))
			end_of_head++;
		if (end_of_head < to && s->text[end_of_head] == '#')
			buf_addf(&head, " %.*s", (int)strcspn(s->text + end_of_head, "\r\n"), s->text + end_of_head);
	}
	if (flow || !place_only_blank(s->src, to) ||
	    !splice_put_lines(s, &out, node->edit->text, indent, head.data ? head.data : "")) {
		val_write_text(&out, node->edit->text, flow, node->edit->word);
		buf_add(&out, head.data ? head.data : "", head.len);
	}
	buf_free(&head);
	splice_patch_add(s, from, to, &out);
}

/* The last entries of a list, or all of it where it grows shorter. */
static void replace_list(struct splicer *s, const struct val *v, const struct splice_node *node, uint32_t after)
{
	const struct val_edit *edit = node->edit;
	bool flow = place_is_flow(s->src, v);
	uint32_t end = place_value_end(s->src, v, after), from = place_content(s->src, v);
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
		end = place_value_end(s->src, v->items[v->n - 1], v->n > 1 ? v->items[v->n - 2]->at.to : from);
		splice_patch_add(s, end, end, &out);
	} else if (flow) {
		splice_put_flow_list(&out, edit);
		splice_patch_add(s, from, end, &out);
	} else if (kept == v->n) {
		for (size_t i = kept; i < edit->n; i++) {
			buf_addf(&out, "%s%*s- ", i > kept ? s->eol : "", (int)place_column(s->src, from), "");
			val_write_text(&out, edit->texts[i], false, edit->word);
		}
		insert_lines(s, place_line_end(s->src, end), &out);
	} else if (edit->n) {
		for (size_t i = 0; i < edit->n; i++) {
			if (i)
				buf_addf(&out, "%s%*s", s->eol, (int)place_column(s->src, from), "");
			buf_adds(&out, "- ");
			val_write_text(&out, edit->texts[i], false, edit->word);
		}
		splice_patch_add(s, from, end, &out);
	} else {
		buf_adds(&out, " []");
		splice_patch_add(s, after, after, &out);
		from = place_line_start(s->src, from);
		splice_patch_add(s, from > after ? from - 1 : after, end, &(struct buf){0});
	}
}

/* Numbered lines into a list: those that it has are replaced, others are added behind its last. */
static void walk_list(struct splicer *s, const struct val *v, const struct splice_node *node, uint32_t after, size_t indent,
		      bool flow)
{
	const char **texts = arena_many(s->arena, const char *, v->n + 1);
	struct val_edit *edit = arena_one(s->arena, struct val_edit);
	struct splice_node whole = {.key = node->key, .edit = edit};
	size_t n = v->n, cap = v->n + 1;

	for (const struct splice_node *kid = node->first; kid; kid = kid->next) {
		char *end;
		size_t i = strtoul(kid->key, &end, 10);

		if (*end || i < 1 || !kid->edit || kid->edit->kind != VAL_SET) {
			splice_fail(s, v->at.from, node);
			return;
		}
		if (i <= v->n)
			splice_walk(s, v->items[i - 1], kid, i > 1 ? v->items[i - 2]->at.to : place_content(s->src, v),
				    indent, flow || place_is_flow(s->src, v));
		else
			*arena_push(s->arena, texts, n, cap) = kid->edit->text;
		edit->word = kid->edit->word;
	}
	if (n == v->n)
		return;
	*edit = (struct val_edit){.path = splice_path(node), .kind = VAL_SET_LIST, .texts = texts, .n = n, .word = edit->word};
	for (size_t i = 0; i < v->n; i++)
		texts[i] = val_text(v->items[i]);
	replace_list(s, v, &whole, after);
}

/* Entries that go. In a block they are whole lines, else a stretch between commas. */
static void drop(struct splicer *s, const struct val *v, const bool *gone)
{
	bool flow = place_is_flow(s->src, v);

	for (size_t i = 0; i < v->n; i++) {
		uint32_t from = v->keys[i].at.from, to;
		size_t last = i;

		if (!gone[i])
			continue;
		while (last + 1 < v->n && gone[last + 1])
			last++;
		to = place_value_end(s->src, v->items[last], place_behind_colon(s->src, v, last));
		if (!flow) {
			from = place_line_start(s->src, from);
			to = place_line_end(s->src, to);
		} else if (last + 1 < v->n) {
			to = v->keys[last + 1].at.from;
		} else if (i > 0) {
			from = place_value_end(s->src, v->items[i - 1], place_behind_colon(s->src, v, i - 1));
		}
		splice_patch_add(s, from, to, &(struct buf){0});
		i = last;
	}
}

/* The style of a map's items: that of those that it has. The file's own keys are no items. */
static bool has_flow_items(const struct splicer *s, const struct val *map)
{
	if (!place_column(s->src, map->keys[0].at.from))
		return false;
	for (size_t i = 0; i < map->n; i++)
		if (map->items[i]->kind == VAL_MAP && place_is_flow(s->src, map->items[i]) && map->items[i]->n)
			return true;
	return false;
}

/* What the map lacks, behind its last entry. */
static void insert_entries(struct splicer *s, const struct val *v, struct splice_node *const *fresh, size_t n, bool flow)
{
	size_t last = v->n - 1, indent = place_column(s->src, v->keys[0].at.from);
	uint32_t end = place_value_end(s->src, v->items[last], place_behind_colon(s->src, v, last));
	bool items_flow = has_flow_items(s, v);
	struct buf out = {0};
	size_t width = end - place_line_start(s->src, end);

	for (size_t i = 0; i < n; i++) {
		struct buf one = {0};

		if (!flow) {
			buf_adds(&out, i ? s->eol : "");
			splice_put_block_entry(s, &out, fresh[i], indent, items_flow);
			continue;
		}
		splice_put_flow_entry(&one, fresh[i]);
		width += one.len + 2;
		buf_addc(&out, ',');
		if (width > SPLICE_WIDTH) {
			buf_addf(&out, "%s%*s", s->eol, (int)indent, "");
			width = indent + one.len;
		} else {
			buf_addc(&out, ' ');
		}
		buf_add(&out, one.data, one.len);
		buf_free(&one);
	}
	if (flow)
		splice_patch_add(s, end, end, &out);
	else
		insert_lines(s, place_line_end(s->src, end), &out);
}

void splice_open_block(struct splicer *s, const struct splice_node *node, uint32_t from, uint32_t to, size_t indent)
{
	struct buf out = {0};
	size_t n = 0;

	if (to > from) {
		while (from > 0 && strchr(" \t", s->text[from - 1]))
			from--;
		splice_patch_add(s, from, to, &(struct buf){0});
	}
	for (const struct splice_node *kid = node->first; kid; kid = kid->next) {
		if (splice_is_dropped(kid))
			continue;
		buf_adds(&out, n++ ? s->eol : "");
		splice_put_block_entry(s, &out, kid, indent, false);
	}
	if (n)
		insert_lines(s, place_line_end(s->src, to), &out);
}

static void walk_map(struct splicer *s, const struct val *v, const struct splice_node *node, bool flow)
{
	bool *gone = arena_many(s->arena, bool, v->n + 1), any = false;
	struct splice_node **fresh = NULL;
	size_t n = 0, cap = 0;

	for (struct splice_node *kid = node->first; kid; kid = kid->next) {
		int i = val_index(v, kid->key);

		if (i >= 0 && splice_is_dropped(kid))
			gone[i] = any = true;
		else if (i >= 0)
			splice_walk(s, v->items[i], kid, place_behind_colon(s->src, v, (size_t)i),
				    place_column(s->src, v->keys[i].at.from), flow);
		else if (!splice_is_dropped(kid))
			*arena_push(s->arena, fresh, n, cap) = kid;
	}
	if (any)
		drop(s, v, gone);
	if (n)
		insert_entries(s, v, fresh, n, flow);
}

void splice_walk(struct splicer *s, const struct val *v, const struct splice_node *node, uint32_t after, size_t indent, bool flow)
{
	uint32_t from = place_content(s->src, v), to = v->kind == VAL_NULL ? v->at.to : place_value_end(s->src, v, after);
	struct buf out = {0};

	if (place_is_alias(v, after)) {
		to = place_alias_end(s->src, after, &from);
		if (!node->edit || s->text[from] != '*') {
			splice_fail(s, after, node);
			return;
		}
		splice_put_flow(&out, node);
		splice_patch_add(s, from, to, &out);
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
			walk_map(s, v, node, flow || place_is_flow(s->src, v));
		else if (flow || !place_line_done(s->src, to))
			splice_put_flow(&out, node), splice_patch_add(s, from, to, &out);
		else
			splice_open_block(s, node, from, to, indent + s->step);
	} else if (v->kind == VAL_LIST && !node->edit && v->n) {
		walk_list(s, v, node, after, indent, flow);
	} else if (v->kind == VAL_NULL && to == from) {
		/* The place behind the colon: a comment may follow. */
		if (!node->edit && node->first && !splice_is_list(node) && !flow && place_line_done(s->src, to)) {
			splice_open_block(s, node, from, to, indent + s->step);
		} else {
			bool text = node->edit && node->edit->kind == VAL_SET;

			buf_addc(&out, ' ');
			if (!text)
				splice_put_flow(&out, node);
			else if (flow || !place_only_blank(s->src, to) ||
				 !splice_put_lines(s, &out, node->edit->text, indent, ""))
				val_write_text(&out, node->edit->text, flow, node->edit->word);
			splice_patch_add(s, from, from, &out);
		}
	} else if (v->kind == VAL_NULL || (v->kind == VAL_TEXT ? node->edit != NULL : !v->n)) {
		splice_put_flow(&out, node);
		splice_patch_add(s, from, to, &out);
	} else {
		diag(s->diags, v->at, MSG_VAL_SPLICE_IN, splice_path(node));
		s->failed = true;
	}
}
