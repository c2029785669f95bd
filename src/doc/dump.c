/* The tree as indented text, for `kinfolio dump -T tree` and golden tests: a line a node, only what was said. Places are
 * left out, so that a comma in a source does not change a whole dump. */
#include "doc/int.h"

static void indent(struct buf *out, int depth)
{
	for (int i = 0; i < depth; i++)
		buf_adds(out, "  ");
}

static void add_word(struct buf *out, const char *key, const char *value)
{
	if (value)
		buf_addf(out, " %s=%s", key, value);
}

static void add_string(struct buf *out, const char *key, const char *value)
{
	if (!value)
		return;
	buf_addf(out, " %s=", key);
	buf_add_json(out, value);
}

static void add_int(struct buf *out, const char *key, int value)
{
	if (value)
		buf_addf(out, " %s=%d", key, value);
}

static void add_flag(struct buf *out, const char *key, bool value)
{
	if (value)
		buf_addf(out, " %s", key);
}

static void add_piece(struct buf *out, const struct doc_piece *piece)
{
	static const char *const kinds[] = {
		[DOC_TEXT] = "", [DOC_BREAK] = " break", [DOC_PLACE] = " {{", [DOC_IMAGE] = " image"};

	buf_adds(out, kinds[piece->kind]);
	if (piece->kind == DOC_PLACE) {
		buf_addf(out, "%s}}", piece->text);
	} else if (piece->text) {
		buf_addc(out, ' ');
		buf_add_json(out, piece->text);
	}
	add_string(out, "src", piece->src);
	add_flag(out, "strong", piece->marks & DOC_STRONG);
	add_flag(out, "emph", piece->marks & DOC_EMPH);
	add_flag(out, "code", piece->marks & DOC_CODE_SPAN);
	add_string(out, "url", piece->url);
	add_string(out, "title", piece->title);
	add_string(out, "when", piece->when);
	add_word(out, "option", piece->option_id);
	add_word(out, "is", piece->option_is);
}

/* One piece stands behind what it belongs to; several follow in lines of their own. */
static void add_text(struct buf *out, const struct doc_text *text, int depth)
{
	if (text && text->n == 1)
		add_piece(out, &text->pieces[0]);
	buf_addc(out, '\n');
	for (size_t i = 0; text && text->n > 1 && i < text->n; i++) {
		indent(out, depth + 1);
		buf_addc(out, '|');
		add_piece(out, &text->pieces[i]);
		buf_addc(out, '\n');
	}
}

static void add_named_text(struct buf *out, const char *key, const struct doc_text *text, int depth)
{
	if (!text)
		return;
	indent(out, depth);
	buf_adds(out, key);
	add_text(out, text, depth);
}

static void add_blank(struct buf *out, const struct doc_blank *blank, int depth)
{
	indent(out, depth);
	buf_addf(out, "blank %s", blank->id);
	add_word(out, "field", blank->field);
	add_word(out, "type", blank->type);
	add_int(out, "width", blank->width);
	add_int(out, "lines", blank->lines);
	add_int(out, "count", blank->count);
	add_flag(out, "tender", blank->tender);
	add_flag(out, "digital", blank->digital);
	add_flag(out, "none", blank->none);
	add_flag(out, "big", blank->big);
	add_flag(out, "no-spare", blank->no_spare);
	add_int(out, "spare-width", blank->spare_width);
	add_flag(out, "below", blank->below);
	add_string(out, "when", blank->when);
	add_string(out, "say", blank->say);
	add_text(out, blank->label, depth);
	add_named_text(out, "help", blank->help, depth + 1);
	for (size_t i = 0; i < blank->n_options; i++) {
		indent(out, depth + 1);
		buf_addf(out, "option %s", blank->options[i].id);
		add_text(out, blank->options[i].words, depth + 1);
	}
}

static void add_list(struct buf *out, const struct doc_list_ref *list)
{
	add_word(out, "list", list->path);
	add_word(out, "repeat", list->id);
	add_string(out, "where", list->where);
	add_word(out, "as", list->as);
	add_word(out, "which", list->which);
	add_int(out, "at-least", list->at_least);
	add_flag(out, "spare", list->spare && list->path);
}

static void add_nodes(struct buf *out, const struct doc_node *node, int depth);

static void add_records(struct buf *out, const struct doc_records *records, int depth)
{
	add_named_text(out, "item", records->item, depth);
	add_named_text(out, "corner", records->corner, depth);
	for (size_t i = 0; i < records->n_columns; i++) {
		const struct doc_column *column = &records->columns[i];

		indent(out, depth);
		buf_adds(out, "column");
		add_word(out, "id", column->id);
		add_int(out, "width", column->width);
		add_text(out, column->head, depth);
		add_nodes(out, column->cell.first, depth + 1);
	}
	for (size_t i = 0; i < records->n_rows; i++) {
		const struct doc_row *row = &records->rows[i];

		indent(out, depth);
		buf_addf(out, "row %s", row->id ? row->id : "?");
		add_string(out, "when", row->when);
		add_text(out, row->head, depth);
		for (size_t j = 0; j < records->n_columns; j++) {
			indent(out, depth + 1);
			buf_adds(out, "cell\n");
			add_nodes(out, row->cells[j].first, depth + 2);
		}
	}
}

static void add_checks(struct buf *out, const struct doc_node *node, int depth)
{
	for (size_t i = 0; i < node->n_checks; i++) {
		const struct doc_check *check = &node->checks[i];

		indent(out, depth);
		buf_addf(out, "check %s", check->id);
		add_word(out, "field", check->blank->field);
		add_word(out, "document", check->document);
		add_string(out, "when", check->when);
		add_text(out, check->words, depth);
	}
}

static void add_head(struct buf *out, const struct doc_node *node)
{
	static const char *const names[] = {
		[DOC_HEADING] = "heading",     [DOC_PARA] = "para",	  [DOC_QUOTE] = "quote",
		[DOC_LIST] = "list",	       [DOC_ITEM] = "item",	  [DOC_CODE] = "code",
		[DOC_THEMATIC] = "thematic",   [DOC_WHEN] = "when",	  [DOC_EACH] = "each",
		[DOC_OPTION] = "option",       [DOC_COLUMNS] = "columns", [DOC_KEEP] = "keep",
		[DOC_PAGE] = "page",	       [DOC_FIELDS] = "fields",	  [DOC_RECORDS] = "records",
		[DOC_CHECKLIST] = "checklist", [DOC_CHOICE] = "choice",	  [DOC_SIGNATURES] = "signatures",
		[DOC_CALENDAR] = "calendar",   [DOC_SPACE] = "space",	  [DOC_RESOURCES] = "resources",
		[DOC_CONTENTS] = "contents",   [DOC_PHOTO] = "photo"};

	buf_adds(out, names[node->kind]);
	if (node->kind == DOC_HEADING || node->kind == DOC_COLUMNS)
		buf_addf(out, " %d", node->level);
	add_flag(out, "ordered", node->ordered);
	if (node->ordered)
		buf_addf(out, " start=%d", node->start);
	add_flag(out, "tight", node->tight);
	add_string(out, "info", node->info);
	add_string(out, "code", node->code);
	if (node->kind == DOC_WHEN) {
		buf_addc(out, ' ');
		buf_add_json(out, node->cond);
	}
	if (node->kind == DOC_EACH)
		add_list(out, &node->list);
	if (node->option_id)
		buf_addf(out, " %s", node->option_id);
	add_word(out, "is", node->option_is);
	add_word(out, "section", node->section);
	add_word(out, "style", node->style);
	add_flag(out, "file", node->file != NULL);
	add_word(out, "of", node->of);
	add_int(out, "lines", node->lines);
	if (node->height) {
		buf_adds(out, " height=");
		buf_add_mpt(out, node->height, 3);
	}
	if (node->resources) {
		add_word(out, "kind", node->resources->kind);
		for (size_t i = 0; i < node->resources->n_names; i++)
			add_word(out, "name", node->resources->names[i]);
		add_flag(out, "qr", node->resources->qr);
		add_flag(out, "short", node->resources->brief);
	}
	if (node->records) {
		const struct doc_records *records = node->records;

		add_flag(out, "grid", records->grid);
		add_list(out, &records->list);
		add_flag(out, "across", records->across);
		add_flag(out, "numbered", records->numbered);
		add_flag(out, "frame", records->frame);
		add_int(out, "per-row", records->per_row);
	}
}

static void add_nodes(struct buf *out, const struct doc_node *node, int depth)
{
	for (; node; node = node->next) {
		indent(out, depth);
		add_head(out, node);
		/* A choice's label is its blank's. */
		add_text(out, node->kind == DOC_CHOICE || (node->kind == DOC_SPACE && node->n_blanks) ? NULL : node->text,
			 depth);
		add_named_text(out, "label", node->label, depth + 1);
		for (size_t i = 0; i < node->n_blanks; i++)
			add_blank(out, node->blanks[i], depth + 1);
		add_checks(out, node, depth + 1);
		if (node->records)
			add_records(out, node->records, depth + 1);
		add_nodes(out, node->first, depth + 1);
	}
}

void doc_dump(const struct doc *doc, struct buf *out)
{
	buf_addf(out, "doc %s kind=%s audience=%s privacy=%s", doc->id, doc->kind, doc->audience, doc->privacy);
	add_word(out, "section", doc->section);
	add_string(out, "short-title", doc->short_title);
	add_string(out, "applies-when", doc->applies_when);
	add_word(out, "for-each", doc->for_each);
	add_word(out, "as", doc->for_each_as);
	add_string(out, "where", doc->for_each_where);
	add_word(out, "which", doc->for_each_which);
	add_word(out, "occasion", doc->occasion);
	add_word(out, "language", doc->lang);
	add_flag(out, "landscape", doc->landscape);
	add_flag(out, "begins-right", doc->begins_right);
	add_flag(out, "no-lead", !doc->lead);
	add_flag(out, "no-cover", doc->coverless);
	add_word(out, "over", doc->over);
	buf_addc(out, '\n');
	add_named_text(out, "title", doc->title, 1);
	add_named_text(out, "summary", doc->summary, 1);
	for (size_t i = 0; i < doc->n_sources; i++) {
		indent(out, 1);
		buf_adds(out, "source");
		add_string(out, "fact", doc->facts[i].fact);
		add_string(out, "name", doc->facts[i].name);
		add_string(out, "url", doc->facts[i].url);
		add_word(out, "checked", doc->facts[i].checked);
		buf_addc(out, '\n');
	}
	add_nodes(out, doc->first, 1);
}
