/* Optional passages: `option: steady` is printed by the record's yes, dropped by its no, and asks by a box where nobody has said;
 * `option: tone is warm` is one of several under one answer, and their boxes are one group of radio buttons. */
#include "packet/packet.h"

#include <string.h>

#include "packet/int.h"

enum { PASSAGE_WORDS = 80 /* bytes of a passage that its box is called by */ };

static const char *passage_path(struct frame *frame, const char *id)
{
	return strchr(id, '.') ? id : bind_answer_path(frame, id);
}

static const char *short_words(struct bind *bind, const char *words)
{
	size_t n = words ? strlen(words) : 0;

	if (n <= PASSAGE_WORDS)
		return words;
	n = PASSAGE_WORDS;
	while (n && words[n] != ' ')
		n--;
	return n ? arena_printf(bind->arena, "%.*s …", (int)n, words) : words;
}

/* The one group of a document's variants under `id`; made when first asked for. */
static struct set_blank *variants(struct frame *frame, const char *id, const struct record_found *found, struct span at)
{
	struct bind *bind = frame->bind;
	const struct option_variants *all = str_map_lookup(frame->variants, id);
	struct set_blank *b = str_map_lookup(frame->groups, bind_name(frame, found->name));

	if (b)
		return b;
	b = bind_blank_new(bind, SET_BLANK_ONE, at);
	b->id = id;
	b->name = bind_name(frame, found->name);
	b->tooltip = bind_tooltip(frame, bind_fill(bind, bind->patterns.in, bind_plain(frame, frame->doc->title, bind_values(frame)),
						   lang_word(bind->own, "choose_one")), b->name);
	b->n_options = all ? all->n : 0;
	b->options = arena_many(bind->arena, struct set_option, b->n_options + 1);
	for (size_t i = 0; i < b->n_options; i++) {
		struct set_option *o = &b->options[i];
		const char *words = bind_plain(frame, all->items[i].words, bind_values(frame));

		o->id = bind_key(frame, all->items[i].is);
		o->plain = short_words(bind, words ? words : all->items[i].is);
		o->words = bind_words(bind, o->plain, 0, NULL);
		o->name = b->name;
		o->tooltip = bind_fill(bind, bind->patterns.passage, o->plain, NULL);
	}
	*str_map_slot(frame->groups, b->name) = b;
	return b;
}

struct set_blank *bind_passage(struct frame *frame, const char *id, const char *is, const char *words, struct span at,
			       enum record_truth *truth)
{
	struct bind *bind = frame->bind;
	const char *path = passage_path(frame, id);
	struct record_found found = {0};
	const char *said;
	bool ok = false, yes;

	*truth = RECORD_UNKNOWN;
	if (!bind_find(frame, path, &found)) {
		const char *unknown = NULL, *near = NULL;

		record_shape_find(bind->set->shapes, path + (*path == '/'), &unknown, &near);
		diag(bind->job->diags, at, MSG_PACKET_PATH, path, unknown ? unknown : path);
		bind->failed = true;
		return NULL;
	}
	said = bind->unknown ? NULL : val_text(found.val);
	if (said && *said) {
		yes = is ? str_eq(said, is) : val_truth(found.val, &ok);
		if (is || ok) {
			*truth = yes ? RECORD_YES : RECORD_NO;
			return NULL;
		}
	}
	if (is)
		return variants(frame, id, &found, at);
	return bind_check_blank(frame, path, id, words ? bind_fill(bind, bind->patterns.passage, short_words(bind, words), NULL) : NULL, at);
}

/* ---- what stands in a document, found before it is bound ---------------------------------------------------------------- */

static void note_variant(struct frame *frame, const char *id, const char *is, const struct doc_text *words)
{
	struct arena *arena = frame->bind->arena;
	struct option_variants *v = str_map_lookup(frame->variants, id);

	if (!id || !is)
		return;
	if (!v) {
		v = arena_one(arena, struct option_variants);
		*str_map_slot(frame->variants, id) = v;
	}
	for (size_t i = 0; i < v->n; i++)
		if (str_eq(v->items[i].is, is))
			return;
	*arena_push(arena, v->items, v->n, v->cap) = (struct option_variant){is, words};
}

static void note_text(struct frame *frame, const struct doc_text *text)
{
	for (size_t i = 0; text && i < text->n; i++)
		if (text->pieces[i].option_is) {
			struct doc_text *one = arena_one(frame->bind->arena, struct doc_text);

			one->n = 1;
			one->pieces = &text->pieces[i];
			note_variant(frame, text->pieces[i].option_id, text->pieces[i].option_is, one);
		}
}

static void note_label(struct frame *frame, const struct doc_text *label)
{
	const char *plain = label ? bind_plain(frame, label, false) : NULL;
	void **slot;

	if (!plain)
		return;
	slot = str_map_slot(frame->labels, plain);
	*slot = (void *)((uintptr_t)*slot + 1);
}

void option_survey(struct frame *frame, const struct doc_node *node, int depth)
{
	for (; node && depth < PACKET_MAX_DEPTH; node = node->next) {
		if (node->kind == DOC_OPTION && node->option_is)
			note_variant(frame, node->option_id, node->option_is, node->first ? node->first->text : NULL);
		note_text(frame, node->text);
		if (node->kind == DOC_FIELDS || node->kind == DOC_CHOICE || node->kind == DOC_SPACE)
			for (size_t i = 0; i < node->n_blanks; i++)
				note_label(frame, node->blanks[i]->label);
		if (node->records && node->records->n_rows == 0)
			for (size_t i = 0; i < node->records->n_columns; i++)
				option_survey(frame, node->records->columns[i].cell.first, depth + 1);
		for (size_t r = 0; node->records && r < node->records->n_rows; r++)
			for (size_t i = 0; i < node->records->n_columns; i++)
				option_survey(frame, node->records->rows[r].cells[i].first, depth + 1);
		option_survey(frame, node->first, depth + 1);
	}
}
