/* Nodes: a chain of a document's nodes -> the chain that is set. A condition, a repeat or a passage leaves what it holds, or nothing;
 * what would stand around nothing is dropped with it. */
#include "packet/packet.h"

#include "packet/int.h"

struct chain {
	struct set_node *first, **end;
};

void bind_count(struct bind *bind, struct span at)
{
	if (++bind->parts != PACKET_MAX_PARTS + 1)
		return;
	diag(bind->job->diags, at, MSG_PACKET_SIZE, PACKET_MAX_PARTS);
	bind->failed = true;
}

struct set_node *bind_node_new(struct bind *bind, enum set_kind kind, struct span at)
{
	struct set_node *n = arena_one(bind->arena, struct set_node);

	bind_count(bind, at);
	n->kind = kind;
	n->at = at;
	return n;
}

static void chain_add(struct chain *chain, struct set_node *n)
{
	if (!n)
		return;
	*chain->end = n;
	while (n->next)
		n = n->next;
	chain->end = &n->next;
}

static struct set_node *bind_heading(struct frame *frame, const struct doc_node *node)
{
	bool titled = !str_eq(frame->doc->kind, "letter");
	struct set_text *text = bind_text(frame, node->text);
	struct set_node *n;
	int least = titled ? 2 : 1, level = node->level < least ? least : node->level;

	if (!text)
		return NULL;
	n = bind_node_new(frame->bind, SET_HEADING, node->at);
	n->text = text;
	n->level = level > frame->level + 1 ? frame->level + 1 : level;
	frame->level = n->level;
	frame->heading = bind_plain(frame, node->text, bind_values(frame));
	return n;
}

/* A paragraph that is one picture is a photo. */
static struct set_node *bind_para(struct frame *frame, const struct doc_node *node)
{
	struct set_text *text = bind_text(frame, node->text);
	struct set_node *n;

	if (!text)
		return NULL;
	if (text->n == 1 && text->pieces[0].kind == SET_INLINE_IMAGE) {
		n = bind_node_new(frame->bind, SET_PHOTO, node->at);
		n->src = text->pieces[0].src;
		n->alt = text->pieces[0].text;
		return n;
	}
	n = bind_node_new(frame->bind, SET_PARA, node->at);
	n->text = text;
	n->role = str_eq(frame->doc->kind, "letter") ? SET_ROLE_LETTER : SET_ROLE_BODY;
	return n;
}

/* A node that stands for its children: nothing where none are left. */
static struct set_node *bind_around(struct frame *frame, const struct doc_node *node, enum set_kind kind)
{
	struct set_node *inner = bind_nodes(frame, node->first), *n;

	if (!inner)
		return NULL;
	n = bind_node_new(frame->bind, kind, node->at);
	n->first = inner;
	n->level = node->level;
	n->ordered = node->ordered;
	n->tight = node->tight;
	n->start = node->start;
	return n;
}

static const char *passage_words(struct frame *frame, const struct doc_node *node)
{
	for (const struct doc_node *n = node; n; n = n->first)
		if (n->text)
			return bind_plain(frame, n->text, bind_values(frame));
	return NULL;
}

static struct set_node *bind_option(struct frame *frame, const struct doc_node *node)
{
	enum record_truth truth;
	struct set_blank *box = bind_passage(frame, node->option_id, node->option_is, passage_words(frame, node->first), node->at, &truth);
	struct set_node *n;

	if (truth == RECORD_NO)
		return NULL;
	if (truth == RECORD_YES || !box)
		return bind_nodes(frame, node->first);
	n = bind_around(frame, node, SET_OPTION);
	if (n) {
		n->blanks = arena_one(frame->bind->arena, struct set_blank *);
		n->blanks[0] = box;
		n->n_blanks = 1;
		n->option_state = node->option_is ? bind_key(frame, node->option_is) : NULL;
	}
	return n;
}

static struct set_node *bind_fields(struct frame *frame, const struct doc_node *node)
{
	struct set_node *n = bind_node_new(frame->bind, SET_FIELDS, node->at);

	n->blanks = arena_many(frame->bind->arena, struct set_blank *, node->n_blanks + 1);
	for (size_t i = 0; i < node->n_blanks; i++) {
		struct set_blank *b = bind_blank(frame, node->blanks[i]);

		if (b)
			n->blanks[n->n_blanks++] = b;
	}
	return n->n_blanks ? n : NULL;
}

/* A choice is its question over options, one a line. */
static struct set_node *bind_choice(struct frame *frame, const struct doc_node *node)
{
	struct set_node *n = bind_fields(frame, node);

	if (!n)
		return NULL;
	n->blanks[0]->below = true;
	if (!n->blanks[0]->label)
		n->blanks[0]->label = bind_text(frame, node->text);
	return n;
}

static struct set_node *bind_code(struct frame *frame, const struct doc_node *node)
{
	struct set_node *n = bind_node_new(frame->bind, SET_CODE, node->at);

	n->code = node->code;
	return n;
}

static struct set_node *bind_conditional(struct frame *frame, const struct doc_node *node)
{
	struct set_node *n;

	if (bind_when(frame, node->cond, node->cond_at))
		return bind_nodes(frame, node->first);
	n = frame->bind->job->copy ? bind_nodes(frame, node->first) : NULL;
	return copy_has(frame->bind, n) ? n : NULL;
}

static struct set_node *bind_node(struct frame *frame, const struct doc_node *node)
{
	switch (node->kind) {
	case DOC_HEADING:    return bind_heading(frame, node);
	case DOC_PARA:       return bind_para(frame, node);
	case DOC_QUOTE:      return bind_around(frame, node, SET_TIP);
	case DOC_LIST:       return bind_around(frame, node, SET_LIST);
	case DOC_ITEM:       return bind_around(frame, node, SET_ITEM);
	case DOC_CODE:       return bind_code(frame, node);
	case DOC_THEMATIC:   return bind_node_new(frame->bind, SET_THEMATIC, node->at);
	case DOC_WHEN:       return bind_conditional(frame, node);
	case DOC_EACH:       return bind_each(frame, node);
	case DOC_OPTION:     return bind_option(frame, node);
	case DOC_COLUMNS:    return bind_around(frame, node, SET_COLUMNS);
	case DOC_KEEP:       return bind_around(frame, node, SET_KEEP);
	case DOC_PAGE:       return bind_node_new(frame->bind, SET_PAGE, node->at);
	case DOC_FIELDS:     return bind_fields(frame, node);
	case DOC_RECORDS:    return bind_records(frame, node);
	case DOC_CHECKLIST:  return bind_checklist(frame, node);
	case DOC_CHOICE:     return bind_choice(frame, node);
	case DOC_SIGNATURES: return bind_signatures(frame, node);
	case DOC_CALENDAR:   return bind_calendar(frame, node);
	case DOC_SPACE:      return bind_space(frame, node);
	case DOC_RESOURCES:  return bind_resources(frame, node);
	case DOC_CONTENTS:   return bind_contents(frame, node);
	case DOC_PHOTO:      return bind_photo(frame, node);
	}
	return NULL;
}

struct set_node *bind_nodes(struct frame *frame, const struct doc_node *first)
{
	struct chain chain = {NULL, &chain.first};

	if (++frame->depth > PACKET_MAX_DEPTH) {
		if (first)
			diag(frame->bind->job->diags, first->at, MSG_PACKET_DEPTH, PACKET_MAX_DEPTH);
		frame->bind->failed = true;
		first = NULL;
	}
	for (const struct doc_node *n = first; n && frame->bind->parts <= PACKET_MAX_PARTS; n = n->next)
		chain_add(&chain, bind_node(frame, n));
	frame->depth--;
	return chain.first;
}
