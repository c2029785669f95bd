/* The set as indented text, one line a thing: what golden tests compare and `kinfolio dump -T tree` prints. Everything that a reader
 * could meet is in it, and nothing that differs from run to run. */
#include "packet/set.h"

static void indent(struct buf *out, int depth)
{
	for (int i = 0; i < depth; i++)
		buf_adds(out, "  ");
}

static void quoted(struct buf *out, const char *s)
{
	buf_addc(out, '"');
	for (; s && *s; s++) {
		if (*s == '\n')
			buf_adds(out, "\\n");
		else if (*s == '"' || *s == '\\')
			buf_addf(out, "\\%c", *s);
		else
			buf_addc(out, *s);
	}
	buf_addc(out, '"');
}

static void dump_marks(const struct set_piece *p, struct buf *out)
{
	if (p->marks & SET_STRONG)
		buf_adds(out, "<b>");
	if (p->marks & SET_EMPH)
		buf_adds(out, "<i>");
	if (p->marks & SET_CODE_SPAN)
		buf_adds(out, "<code>");
	if (p->url)
		buf_addf(out, "<%s>", p->url);
}

static void dump_text(const struct set_text *text, struct buf *out)
{
	for (size_t i = 0; text && i < text->n; i++) {
		const struct set_piece *p = &text->pieces[i];

		buf_addc(out, ' ');
		switch (p->kind) {
		case SET_TEXT:
			dump_marks(p, out);
			quoted(out, p->text);
			if (p->value_path)
				buf_addf(out, "=%s", p->value_path);
			break;
		case SET_BREAK:
			buf_adds(out, "break");
			break;
		case SET_INLINE_BLANK:
			buf_addf(out, "[%s %s",
				 p->blank->kind == SET_BLANK_CHECK ? "check"
				 : p->blank->kind == SET_BLANK_ONE ? "one"
								   : "text",
				 p->blank->name);
			if (p->option_state)
				buf_addf(out, "=%s", p->option_state);
			buf_addc(out, ' ');
			quoted(out, p->blank->tooltip);
			buf_addc(out, ']');
			break;
		case SET_INLINE_IMAGE:
			buf_addf(out, "image %s ", p->src);
			quoted(out, p->text);
			break;
		}
	}
}

static void dump_blank(const struct set_blank *b, struct buf *out, int depth)
{
	static const char *const kinds[] = {"text", "lines", "one", "several", "check", "signature", "drawing", "texts"};
	static const char *const fits[] = {"", " date", " phone", " number", " email", " name"};

	indent(out, depth);
	buf_addf(out, "%s %s", kinds[b->kind], b->name);
	if (b->width)
		buf_addf(out, " w%d", b->width);
	if (b->lines)
		buf_addf(out, " l%d", b->lines);
	buf_addf(out, "%s%s%s%s%s%s%s%s%s", fits[b->fit], b->multiline ? " multiline" : "", b->no_spellcheck ? " nospell" : "",
		 b->tender ? " tender" : "", b->digital ? " digital" : "", b->below ? " below" : "", b->big ? " big" : "",
		 b->live || b->derived ? "" : " flat", b->value_rtl ? " rtl" : "");
	if (b->label) {
		buf_adds(out, " label");
		dump_text(b->label, out);
	}
	if (b->help) {
		buf_adds(out, " help");
		dump_text(b->help, out);
	}
	buf_adds(out, " tip ");
	quoted(out, b->tooltip);
	if (b->derived) {
		buf_adds(out, " derived ");
		quoted(out, b->derived);
	} else if (*b->value) {
		buf_adds(out, " = ");
		quoted(out, b->value);
	}
	buf_addc(out, '\n');
	for (size_t i = 0; i < b->n_options; i++) {
		const struct set_option *o = &b->options[i];

		indent(out, depth + 1);
		buf_addf(out, "(%s) %s", o->on ? "*" : " ", o->id);
		if (b->kind == SET_BLANK_SEVERAL)
			buf_addf(out, " %s", o->name);
		dump_text(o->words, out);
		buf_adds(out, " tip ");
		quoted(out, o->tooltip);
		buf_addc(out, '\n');
	}
	for (size_t i = 0; i < b->n_items; i++)
		dump_blank(b->items[i], out, depth + 1);
}

static void dump_nodes(const struct set_node *n, struct buf *out, int depth);

static void dump_records(const struct set_records *r, struct buf *out, int depth)
{
	buf_addf(out, "%s%s%s%s", r->grid ? " grid" : " cards", r->across ? " across" : "", r->numbered ? " numbered" : "",
		 r->row_heads ? " row-heads" : "");
	if (r->frame)
		buf_adds(out, " frame");
	if (r->per_row)
		buf_addf(out, " per-row %d", r->per_row);
	if (r->corner) {
		buf_adds(out, " corner");
		dump_text(r->corner, out);
	}
	buf_addc(out, '\n');
	for (size_t i = 0; i < r->n_columns; i++) {
		if (!r->heads[i] && r->n_columns == 1)
			continue;
		indent(out, depth + 1);
		buf_addf(out, "column %d%s", r->widths[i], r->entry[i] ? " entry" : "");
		dump_text(r->heads[i], out);
		buf_addc(out, '\n');
	}
	for (size_t i = 0; i < r->n_rows; i++) {
		indent(out, depth + 1);
		buf_adds(out, "row");
		dump_text(r->rows[i].head, out);
		buf_addc(out, '\n');
		for (size_t k = 0; k < r->n_columns; k++) {
			if (r->n_columns > 1) {
				indent(out, depth + 2);
				buf_adds(out, "cell\n");
			}
			dump_nodes(r->rows[i].cells[k].first, out, depth + (r->n_columns > 1 ? 3 : 2));
		}
	}
}

static void dump_checks(const struct set_node *n, struct buf *out, int depth)
{
	for (size_t i = 0; i < n->n_checks; i++) {
		indent(out, depth);
		buf_adds(out, "line");
		dump_text(n->checks[i].words, out);
		if (n->checks[i].number)
			buf_addf(out, " %s", n->checks[i].number);
		if (n->checks[i].document)
			buf_addf(out, " -> %s", n->checks[i].document);
		buf_addc(out, '\n');
		if (n->checks[i].blank)
			dump_blank(n->checks[i].blank, out, depth + 1);
	}
}

static void dump_calendar(const struct set_calendar *c, struct buf *out, int depth)
{
	buf_addf(out, " %s\n", c->month ? c->month : "undated");
	indent(out, depth);
	buf_adds(out, "heads");
	for (int i = 0; i < 7; i++)
		buf_addf(out, " %s", c->heads[i]);
	buf_addc(out, '\n');
	if (c->month_blank)
		dump_blank(c->month_blank, out, depth);
	for (size_t i = 0; i < c->n_days; i++) {
		const struct set_day *d = &c->days[i];

		if (!d->blank && !d->n_notes)
			continue;
		indent(out, depth);
		buf_addf(out, "day %zu %d %s", i, d->day, d->date ? d->date : "");
		for (size_t k = 0; k < d->n_notes; k++) {
			buf_adds(out, " note");
			dump_text(d->notes[k], out);
		}
		buf_addc(out, '\n');
		if (d->blank)
			dump_blank(d->blank, out, depth + 1);
	}
}

static void dump_resources(const struct set_node *n, struct buf *out, int depth)
{
	for (size_t i = 0; i < n->n_resources; i++) {
		const struct set_resource *r = &n->resources[i];
		const struct { const char *key, *text; } parts[] = {
			{"phone", r->phone}, {"text", r->text_line}, {"address", r->address}, {"hours", r->hours},
			{"languages", r->languages}, {"notes", r->notes}, {"url", r->url}, {"checked", r->checked},
		};

		indent(out, depth);
		buf_addf(out, "resource%s ", r->qr ? " qr" : "");
		quoted(out, r->name);
		for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
			if (!parts[k].text)
				continue;
			buf_addf(out, " %s ", parts[k].key);
			quoted(out, parts[k].text);
		}
		buf_addc(out, '\n');
	}
}

static void dump_entries(const struct set_node *n, struct buf *out, int depth)
{
	for (size_t i = 0; i < n->n_entries; i++) {
		const struct set_entry *e = &n->entries[i];

		indent(out, depth + e->depth);
		buf_addf(out, "entry %s ", e->number ? e->number : "-");
		quoted(out, e->title);
		buf_addf(out, " color %d", e->color);
		if (e->document)
			buf_addf(out, " -> %s", e->document);
		if (e->note)
			buf_addf(out, " (%s)", e->note);
		buf_addc(out, '\n');
	}
}

static void dump_node(const struct set_node *n, struct buf *out, int depth)
{
	static const char *const kinds[] = {"heading",	 "para",    "tip",	  "list",     "item",	"code",
					    "thematic",	 "columns", "keep",	  "page",     "fields", "records",
					    "checklist", "option",  "signatures", "calendar", "space",	"resources",
					    "contents",	 "photo",   "picture"};

	indent(out, depth);
	buf_adds(out, kinds[n->kind]);
	if (n->kind == SET_HEADING || n->kind == SET_COLUMNS)
		buf_addf(out, " %d", n->level);
	if (n->kind == SET_LIST)
		buf_addf(out, "%s%s", n->ordered ? " ordered" : "", n->tight ? " tight" : "");
	if (n->ordered && n->start != 1)
		buf_addf(out, " from %d", n->start);
	if (n->style)
		buf_addf(out, " %s", n->style);
	if (n->lines)
		buf_addf(out, " l%d", n->lines);
	if (n->height)
		buf_addf(out, " h%d", (int)n->height);
	if (n->option_state)
		buf_addf(out, " =%s", n->option_state);
	if (n->code) {
		buf_addc(out, ' ');
		quoted(out, n->code);
	}
	if (n->src)
		buf_addf(out, " %s", n->src);
	if (n->alt) {
		buf_adds(out, " alt ");
		quoted(out, n->alt);
	}
	dump_text(n->text, out);
	if (n->kind == SET_RECORDS) {
		dump_records(n->records, out, depth);
		return;
	}
	if (n->kind == SET_CALENDAR) {
		dump_calendar(n->calendar, out, depth + 1);
		return;
	}
	buf_addc(out, '\n');
	for (size_t i = 0; i < n->n_blanks; i++)
		dump_blank(n->blanks[i], out, depth + 1);
	dump_checks(n, out, depth + 1);
	dump_entries(n, out, depth + 1);
	dump_resources(n, out, depth + 1);
	dump_nodes(n->first, out, depth + 1);
}

static void dump_nodes(const struct set_node *n, struct buf *out, int depth)
{
	for (; n; n = n->next)
		dump_node(n, out, depth);
}

static void dump_doc(const struct set_doc *d, struct buf *out)
{
	buf_addf(out, "document %s", d->anchor);
	if (d->number)
		buf_addf(out, " %s", d->number);
	buf_addf(out, " %s color %d%s%s%s%s", d->kind, d->color, d->landscape ? " landscape" : "",
		 d->begins_right ? " begins-right" : "", d->head ? " head" : "", d->foot ? " foot" : "");
	if (d->section_title)
		buf_addf(out, " section %s %s", d->section_number, d->section_title);
	buf_addc(out, '\n');
	indent(out, 1);
	buf_addf(out, "title%s", d->title_page ? "" : " (not printed)");
	dump_text(d->title, out);
	buf_adds(out, " head ");
	quoted(out, d->head_title);
	if (d->foot_note) {
		buf_adds(out, " foot ");
		quoted(out, d->foot_note);
	}
	buf_addc(out, '\n');
	if (d->lead) {
		indent(out, 1);
		buf_adds(out, "lead");
		dump_text(d->lead, out);
		buf_addc(out, '\n');
	}
	dump_nodes(d->first, out, 1);
}

void set_dump(const struct set_packet *packet, struct buf *out)
{
	buf_addf(out, "packet %s ", packet->name);
	quoted(out, packet->title);
	buf_addf(out, " %s%s%s%s%s%s%s\n", packet->lang, packet->rtl ? " rtl" : "", packet->discreet ? " discreet" : "",
		 packet->flat ? " flat" : "", packet->duplex ? " duplex" : "", packet->outline ? " outline" : "",
		 packet->anonymous ? " anonymous" : "");
	for (size_t i = 0; i < packet->n_docs; i++)
		dump_doc(packet->docs[i], out);
}
