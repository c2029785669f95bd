/* What the program says for itself while it binds: patterns of tooltips and numerals, in the language of the document at hand. Two languages
 * meet where a copy is in another one than a sheet; whose is whose is decided here, and every run that is not the sheet's own bears its tag.
 * No word stands here: all of them are the languages' files'. */
#include "packet/int.h"

#include <string.h>

static const char *pattern(struct bind *bind, const char *key, const char *a, const char *b)
{
	struct lang_arg args[] = {{a, "\1", 0}, {b, "\2", 0}};

	return lang_format(bind->own, bind->arena, key, args, b ? 2 : 1);
}

static void patterns_make(struct bind *bind)
{
	bind->patterns = (struct bind_patterns){
		.in = pattern(bind, "tooltip_cell", "row", "column"),
		.item = pattern(bind, "item_n", "item", "n"),
		.nested = pattern(bind, "tooltip_within", "outer", "label"),
		.option = pattern(bind, "tooltip_option", "question", "answer"),
		.option_asked = pattern(bind, "tooltip_option_asked", "question", "answer"),
		.again = pattern(bind, "tooltip_again", "label", "n"),
		.passage = pattern(bind, "tooltip_passage", "label", NULL),
		.line = pattern(bind, "tooltip_line", "label", "n"),
		.done = pattern(bind, "tooltip_checklist", "label", NULL),
		.name = pattern(bind, "tooltip_signature", "label", NULL),
		.date = pattern(bind, "tooltip_signature_date", "label", NULL),
		.sign = pattern(bind, "tooltip_signature_digital", "label", NULL),
		.draw = pattern(bind, "tooltip_drawing", "label", NULL),
		.within = pattern(bind, "tooltip_inline", "title", "label"),
	};
}

const char *bind_fill(struct bind *bind, const char *pattern, const char *a, const char *b)
{
	size_t n_a = a ? strlen(a) : 0, n_b = b ? strlen(b) : 0, n = strlen(pattern), n_out = 0;
	char *out;

	for (size_t i = 0; i < n; i++)
		n_out += pattern[i] == '\1' ? n_a : pattern[i] == '\2' ? n_b : 1;
	out = arena_alloc(bind->arena, n_out + 1);
	n_out = 0;
	for (size_t i = 0; i < n; i++) {
		const char *words = pattern[i] == '\1' ? a : pattern[i] == '\2' ? b : &pattern[i];
		size_t len = pattern[i] == '\1' ? n_a : pattern[i] == '\2' ? n_b : 1;

		memcpy(out + n_out, len ? words : "", len);
		n_out += len;
	}
	return out;
}

const char *bind_number(struct bind *bind, size_t n)
{
	if (n >= PACKET_NUMBERS)
		return lang_number(bind->own, bind->arena, (long)n);
	if (!bind->numbers[n])
		bind->numbers[n] = lang_number(bind->own, bind->arena, (long)n);
	return bind->numbers[n];
}

/* The direction of a document in another language than the copy's, by its tag (CLDR: those written in Arabic, Hebrew and such). */
static bool is_rtl_tag(const char *tag)
{
	static const char *const tags[] = {"ar", "he", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb", "syr", "iw"};

	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		size_t n = strlen(tags[i]);

		if (!strncmp(tag, tags[i], n) && (!tag[n] || tag[n] == '-'))
			return true;
	}
	return false;
}

const char *bind_doc_lang(const struct bind *bind, const struct doc *doc)
{
	const char *tag = doc->lang ? doc->lang : DOC_LANG, *copy = bind->lang->tag;
	size_t n = strcspn(tag, "-");

	/* The copy's own tag where that is the same language: it may say a region. */
	return !doc->lang && n == strcspn(copy, "-") && !strncmp(tag, copy, n) ? copy : tag;
}

const char *bind_differs(const struct bind *bind, const char *lang)
{
	return lang && bind->tag && !str_eq(lang, bind->tag) ? lang : NULL;
}

const char *bind_value_lang(struct frame *frame, const struct record_found *found)
{
	return bind_differs(frame->bind, record_text_lang(frame->bind->set, found));
}

void bind_speak(struct bind *bind, const char *tag)
{
	const struct lang *own = tag ? lang_for(bind->lang, tag) : bind->lang;

	bind->tag = tag;
	bind->rtl = tag ? is_rtl_tag(tag) : bind->lang->rtl;
	if (own == bind->own)
		return;
	bind->own = own;
	bind_telling_in(bind, own);
	memset(bind->numbers, 0, sizeof bind->numbers);
	patterns_make(bind);
}
