/* What a splice puts in, as YAML: new keys with their values, on one line or as lines of a block, in the style of what
 * stands around them. How a scalar is quoted is write.c's to know; where all of this goes, patch.c's. */
#include "val/splice.h"

#include <stdlib.h>
#include <string.h>

#include "val/write.h"

bool splice_put_lines(const struct splicer *s, struct buf *out, const char *text, size_t indent, const char *head)
{
	/* At the end of a file whose last line does not end, the text's own would not either. */
	bool ends = s->src->len && s->text[s->src->len - 1] == '\n';

	return (ends || !str_ends(text, "\n")) && val_write_block(out, text, indent + s->step, head, s->eol);
}

void splice_put_flow_entry(struct buf *out, const struct splice_node *node)
{
	val_write_key(out, node->key);
	buf_adds(out, ": ");
	splice_put_flow(out, node);
}

void splice_put_flow_list(struct buf *out, const struct val_edit *edit)
{
	buf_addc(out, '[');
	for (size_t i = 0; i < edit->n; i++) {
		buf_adds(out, i ? ", " : "");
		val_write_text(out, edit->texts[i], true, edit->word);
	}
	buf_addc(out, ']');
}

bool splice_is_list(const struct splice_node *node)
{
	size_t n = 0;

	for (const struct splice_node *kid = node->first; kid; kid = kid->next) {
		char *end;

		if (strtoul(kid->key, &end, 10) != ++n || *end || !kid->edit || kid->edit->kind != VAL_SET)
			return false;
	}
	return n > 0;
}

void splice_put_flow(struct buf *out, const struct splice_node *node)
{
	const char *open = "{", *close = "}";
	bool list = splice_is_list(node);
	size_t n = 0;

	if (node->edit && node->edit->kind == VAL_SET_LIST) {
		splice_put_flow_list(out, node->edit);
		return;
	}
	if (node->edit) {
		val_write_text(out, node->edit->text, true, node->edit->word);
		return;
	}
	if (list)
		open = "[", close = "]";
	buf_adds(out, open);
	for (const struct splice_node *kid = node->first; kid; kid = kid->next) {
		if (splice_is_dropped(kid))
			continue;
		buf_adds(out, n++ ? ", " : "");
		if (list)
			splice_put_flow(out, kid);
		else
			splice_put_flow_entry(out, kid);
	}
	buf_adds(out, close);
}

/* What stands behind a key's colon, up to the end of its last line. */
static void put_block_value(struct splicer *s, struct buf *out, const struct splice_node *node, size_t indent, bool flow)
{
	struct buf one = {0};

	if (node->edit && node->edit->kind == VAL_SET) {
		buf_addc(out, ' ');
		if (!splice_put_lines(s, out, node->edit->text, indent, ""))
			val_write_text(out, node->edit->text, false, node->edit->word);
		return;
	}
	splice_put_flow(&one, node);
	if (node->edit || !node->first || splice_is_list(node) || (flow && indent + one.len + strlen(node->key) < SPLICE_WIDTH)) {
		buf_addc(out, ' ');
		buf_add(out, one.data, one.len);
	} else {
		for (const struct splice_node *kid = node->first; kid; kid = kid->next) {
			if (splice_is_dropped(kid))
				continue;
			buf_adds(out, s->eol);
			splice_put_block_entry(s, out, kid, indent + s->step, false);
		}
	}
	buf_free(&one);
}

void splice_put_block_entry(struct splicer *s, struct buf *out, const struct splice_node *node, size_t indent, bool flow)
{
	buf_addf(out, "%*s", (int)indent, "");
	val_write_key(out, node->key);
	buf_addc(out, ':');
	put_block_value(s, out, node, indent, flow);
}
