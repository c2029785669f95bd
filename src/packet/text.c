/* Running text: the pieces of a leaf with values in their places. A value is data: it becomes a piece of its own that says so and is
 * never read again. What the record does not have becomes a blank in the sentence. */
#include "packet/packet.h"

#include <string.h>

#include "packet/int.h"

enum {
	AROUND = 60,     /* code points of a sentence that may name its blank */
	DESCRIPTION = 80 /* bytes of a shape's description that may */
};

struct pieces {
	struct set_piece *items;
	size_t n, cap;
};

static struct set_piece *piece_new(struct frame *frame, struct pieces *to, enum set_piece_kind kind, const struct doc_piece *from)
{
	struct set_piece *p = arena_push(frame->bind->arena, to->items, to->n, to->cap);

	p->kind = kind;
	p->marks = from->marks;
	p->url = NULL;
	p->at = from->at;
	return p;
}

/* A link within the packet leads to the document's anchor; to one that is not in it, nowhere. */
static const char *link_url(struct frame *frame, const char *url)
{
	struct bind *bind = frame->bind;
	const char *id = url, *slash;
	const struct plan_item *item;

	if (!url)
		return NULL;
	if (strstr(url, "://") || str_starts(url, "mailto:") || str_starts(url, "tel:") || str_starts(url, "sms:"))
		return bind_telling(bind, url) ? NULL : url;
	if (*id == '#')
		id++;
	slash = strrchr(id, '/');
	id = slash ? slash + 1 : id;
	if (str_ends(id, ".md"))
		id = arena_strndup(bind->arena, id, strlen(id) - 3);
	item = str_map_lookup(bind->present, id);
	return item && item->file == frame->item->file ? arena_printf(bind->arena, "#%s", item->anchor) : NULL;
}

/* A value may hold line ends; each becomes a break, for running text has none. */
static void add_value(struct frame *frame, struct pieces *to, const struct doc_piece *from, const char *text, const char *path, const char *lang)
{
	while (*text) {
		size_t n = strcspn(text, "\n");

		if (n) {
			struct set_piece *p = piece_new(frame, to, SET_TEXT, from);

			p->text = text[n] ? arena_strndup(frame->bind->arena, text, n) : text;
			p->value_path = path;
			p->lang = lang;
			p->url = link_url(frame, from->url);
		}
		text += n;
		if (*text) {
			text++;
			if (*text)
				piece_new(frame, to, SET_BREAK, from);
		}
	}
}

/* Words with letters in them. */
static int count_words(const char *s)
{
	int n = 0;

	while (*s) {
		bool letter = false;

		for (; *s && *s != ' '; s++)
			letter |= (unsigned char)*s >= 0xc0 ? strncmp(s, "…", strlen("…")) != 0 : (*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z');
		n += letter;
		s += *s == ' ';
	}
	return n;
}

/* A blank's usual name, by the last key of its path; NULL where it has none. */
static const char *usual_name(const struct bind *bind, const char *path)
{
	static const char *const keys[] = {"name", "agency", "role", "phone", "email", "address", "date", "to-name", "to-agency", "to-role",
					   "to-phone", "to-email", "to-address", "letterhead"};
	static const char *const words[] = {"inline_name", "inline_agency", "inline_role", "inline_phone", "inline_email", "inline_address",
					    "inline_date", "inline_name", "inline_agency", "inline_role", "inline_phone", "inline_email",
					    "inline_address", "inline_letterhead"};
	const char *last = strrchr(path, '.');

	if (str_ends(path, "agency.name"))
		return lang_word(bind->own, "inline_agency");
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (str_eq(last ? last + 1 : path, keys[i]))
			return lang_word(bind->own, words[i]);
	return NULL;
}

static const char *without_stop(struct bind *bind, const char *s)
{
	size_t n = strlen(s);

	return n && s[n - 1] == '.' ? arena_strndup(bind->arena, s, n - 1) : s;
}

/* What a blank in running text is called, which has no label: the document's title and the blank's usual name, or what its shape says
 * of it; else the sentence around it, with … for its blanks. */
static const char *around(struct frame *frame, const struct doc_text *text, const char *path)
{
	struct bind *bind = frame->bind;
	const char *name = usual_name(bind, path), *title = bind_plain(frame, frame->doc->title, bind_values(frame)), *sentence, *s, *end;
	const struct record_shape *shape = name ? NULL : record_shape_find(bind->set->shapes, path, NULL, NULL);

	/* "The day the staff member began working with the parent." */
	if (shape && shape->description && strlen(shape->description) <= DESCRIPTION)
		name = without_stop(bind, shape->description);
	sentence = s = name ? NULL : bind_plain(frame, text, false);
	if (sentence && count_words(sentence) >= 3) {
		end = sentence + strlen(sentence);
		for (int i = 0; i < AROUND && s < end; i++)
			utf8_next(&s, end);
		while (s < end && s > sentence && *s != ' ')
			s--;
		return *s ? arena_printf(bind->arena, "%.*s …", (int)(s - sentence), sentence) : sentence;
	}
	return bind_fill(bind, bind->patterns.within, title ? title : frame->doc->id, name ? name : lang_word(bind->own, "blank"));
}

static void tell_path(struct frame *frame, const struct doc_piece *from)
{
	const char *unknown = NULL, *near = NULL, *path = from->text + (*from->text == '/');

	record_shape_find(frame->bind->set->shapes, path, &unknown, &near);
	if (near)
		diag(frame->bind->job->diags, from->at, MSG_PACKET_PATH_NEAR, from->text, unknown ? unknown : path, near);
	else
		diag(frame->bind->job->diags, from->at, MSG_PACKET_PATH, from->text, unknown ? unknown : path);
	frame->bind->failed = true;
}

/* True where what follows begins a sentence: a pronoun there wants a capital. */
static bool at_start(const struct pieces *to)
{
	const char *s, *end;

	if (!to->n || to->items[to->n - 1].kind == SET_BREAK)
		return true;
	s = to->items[to->n - 1].text;
	if (!s || to->items[to->n - 1].kind != SET_TEXT)
		return false;
	for (end = s + strlen(s); end > s && end[-1] == ' '; end--)
		;
	return end == s || strchr(".!?", end[-1]);
}

static const char *capital(struct arena *arena, const char *word)
{
	const char *s = word;
	uint32_t c = utf8_next(&s, word + strlen(word));
	char first[4];

	if ((c >= 'a' && c <= 'z') || (c >= 0xe0 && c <= 0xfe && c != 0xf7))
		c -= 0x20;
	return arena_printf(arena, "%.*s%s", (int)utf8_put(first, c), first, s);
}

/* The agency's name and what leads to it stand in no travelling sheet, and its telling name in no discreet copy. */
static bool private_name(const struct frame *frame, const char *path)
{
	path += *path == '/';
	if (!str_starts(path, "agency.") || str_eq(path, "agency.neutral_name"))
		return false;
	return frame->item->neutral ||
	       (frame->bind->job->discreet && (str_eq(path, "agency.name") || str_eq(path, "agency.program") || str_eq(path, "agency.letterhead") ||
					       str_eq(path, "agency.url") || str_eq(path, "agency.email")));
}

static void add_place(struct frame *frame, struct pieces *to, const struct doc_piece *from, const struct doc_text *text)
{
	struct builtin built;
	struct record_found found;
	struct set_blank *blank;
	const char *value, *path = from->text, *type = NULL;

	if (frame->front)
		return; /* a discreet file's first page names nobody */
	if (private_name(frame, path))
		return;
	if (builtin_find(frame, path, &built)) {
		if (built.text) {
			bool start = strstr(path, "pronoun.") && at_start(to);

			add_value(frame, to, from, start ? capital(frame->bind->arena, built.text) : built.text, path, bind_differs(frame->bind, built.lang));
			return;
		}
		if (!built.path)
			return;
		path = *built.path == '.' ? bind_answer_path(frame, built.path + 1) : arena_printf(frame->bind->arena, "/%s", built.path);
		type = built.type;
	} else if (!bind_find(frame, path, &found)) {
		tell_path(frame, from);
		return;
	} else if (found.shape && found.shape->secret) {
		diag(frame->bind->job->diags, from->at, MSG_PACKET_SECRET, path);
		frame->bind->failed = true;
		return;
	} else if (bind_withheld(frame, &found)) {
		return;
	} else if ((value = bind_value(frame, &found)) && *value) {
		add_value(frame, to, from, value, found.name, bind_value_lang(frame, &found));
		return;
	}
	blank = bind_inline(frame, path, type, around(frame, text, path), from->at);
	if (blank && blank->value && *blank->value && blank->kind == SET_BLANK_TEXT)
		add_value(frame, to, from, blank->value, blank->name, blank->lang);
	else if (blank)
		piece_new(frame, to, SET_INLINE_BLANK, from)->blank = blank;
}

/* An inline optional passage: by the record's answer printed, dropped, or printed behind a box. True where it is printed. */
static bool passage(struct frame *frame, struct pieces *to, const struct doc_piece *piece, size_t left, bool first)
{
	enum record_truth truth;
	struct doc_text part = {(struct doc_piece *)(uintptr_t)piece, 0, piece->at};
	struct set_blank *box;

	while (part.n < left && str_eq(piece[part.n].option_id, piece->option_id) && str_eq(piece[part.n].option_is, piece->option_is))
		part.n++;
	box = bind_passage(frame, piece->option_id, piece->option_is, bind_plain(frame, &part, bind_values(frame)), piece->option_at, &truth);

	if (truth == RECORD_NO)
		return false;
	if (truth == RECORD_UNKNOWN && first && box) {
		struct set_piece *p = piece_new(frame, to, SET_INLINE_BLANK, piece);

		p->blank = box;
		p->option_state = piece->option_is ? bind_key(frame, piece->option_is) : NULL;
	}
	return true;
}

static const char *image_path(struct frame *frame, const char *src)
{
	struct arena *arena = frame->bind->arena;

	return frame->doc->path ? file_join(arena, file_dirname(arena, frame->doc->path), src) : src;
}

/* "Clinician," before a name that is left out. */
static void drop_comma(struct frame *frame, struct set_piece *last)
{
	size_t n = strlen(last->text);

	while (n && (last->text[n - 1] == ' ' || last->text[n - 1] == ','))
		n--;
	last->text = arena_strndup(frame->bind->arena, last->text, n);
}

/* A line of which nothing is left goes with its end: the break at `at`. */
static void drop_line(struct pieces *to, size_t at)
{
	size_t start = at;

	while (start && to->items[start - 1].kind == SET_TEXT && !*to->items[start - 1].text)
		start--;
	if (!start || to->items[start - 1].kind == SET_BREAK)
		to->n = start;
}

/* Where something was left out of a sentence, what comes next closes up: one space between words, none before a stop. */
static void close_up(struct frame *frame, struct pieces *to, size_t from)
{
	struct set_piece *next = &to->items[from];
	struct set_piece *last = from && next[-1].kind == SET_TEXT ? &next[-1] : NULL;
	bool starts = !from || next[-1].kind == SET_BREAK;
	size_t n = last ? strlen(last->text) : 0;

	if (next->kind == SET_BREAK) {
		if (last)
			drop_comma(frame, last);
		drop_line(to, from);
		return;
	}
	if (next->kind != SET_TEXT)
		return;
	if (starts)
		next->text += strspn(next->text, " ,"); /* it begins with what is behind the comma */
	else if (*next->text == ' ' && n && last->text[n - 1] == ' ')
		next->text++;
	else if (*next->text && strchr(".,;:!?)", *next->text) && n && last->text[n - 1] == ' ')
		last->text = arena_strndup(frame->bind->arena, last->text, n - 1);
}

struct set_text *bind_text(struct frame *frame, const struct doc_text *text)
{
	struct set_text *out;
	struct pieces to = {0};
	const char *option = NULL, *is = NULL;
	bool gap = false;
	size_t before;

	if (!text)
		return NULL;
	for (size_t i = 0; i < text->n; i++) {
		const struct doc_piece *from = &text->pieces[i];
		struct set_piece *p;

		if (from->when && !bind_when(frame, from->when, from->when_at)) {
			gap = true;
			continue;
		}
		before = to.n;
		if (from->option_id) {
			bool first = !str_eq(option, from->option_id) || !str_eq(is, from->option_is);

			option = from->option_id;
			is = from->option_is;
			if (!passage(frame, &to, from, text->n - i, first)) {
				gap = true;
				continue;
			}
		} else {
			option = NULL;
		}
		switch (from->kind) {
		case DOC_TEXT:
			p = piece_new(frame, &to, SET_TEXT, from);
			p->text = from->text;
			p->url = link_url(frame, from->url);
			break;
		case DOC_BREAK:
			piece_new(frame, &to, SET_BREAK, from);
			break;
		case DOC_PLACE:
			add_place(frame, &to, from, text);
			gap |= to.n == before;
			break;
		case DOC_IMAGE:
			p = piece_new(frame, &to, SET_INLINE_IMAGE, from);
			p->text = from->text;
			p->src = image_path(frame, from->src);
			p->url = link_url(frame, from->url);
			break;
		}
		if (gap && to.n > before)
			close_up(frame, &to, before);
		gap = gap && to.n == before;
	}
	if (gap && to.n && to.items[to.n - 1].kind == SET_TEXT)
		drop_comma(frame, &to.items[to.n - 1]);
	out = arena_one(frame->bind->arena, struct set_text);
	out->pieces = to.items;
	out->n = to.n;
	return to.n ? out : NULL;
}

bool bind_has_place(const struct doc_text *text)
{
	for (size_t i = 0; text && i < text->n; i++)
		if (text->pieces[i].kind == DOC_PLACE)
			return true;
	return false;
}

/* A place's words for a plain text: its value, or … where a blank stands. */
static const char *place_words(struct frame *frame, const char *path, bool values)
{
	struct builtin built;
	struct record_found found;
	const char *value = NULL;

	if (!values)
		return "…";
	if (builtin_find(frame, path, &built))
		value = built.text;
	else if (bind_find(frame, path, &found) && !(found.shape && found.shape->secret))
		value = bind_value(frame, &found);
	return value && *value ? value : "…";
}

const char *bind_plain(struct frame *frame, const struct doc_text *text, bool values)
{
	struct buf buf = {0};
	const char *out;
	size_t start = 0;
	bool gap = false;

	if (!text)
		return NULL;
	if (text->n == 1 && text->pieces[0].kind == DOC_TEXT && !text->pieces[0].when && !text->pieces[0].option_id)
		return text->pieces[0].text;
	for (size_t i = 0; i < text->n; i++) {
		const struct doc_piece *p = &text->pieces[i];

		if (p->when && !bind_when(frame, p->when, p->when_at)) {
			gap = true;
			continue;
		}
		/* As close_up does. */
		if (gap && p->kind == DOC_TEXT && buf.len && buf.data[buf.len - 1] == ' ' && *p->text && strchr(" .,;:!?)", *p->text))
			buf.data[--buf.len] = '\0';
		gap = false;
		if (p->kind == DOC_TEXT)
			buf_adds(&buf, p->text);
		else if (p->kind == DOC_PLACE)
			buf_adds(&buf, place_words(frame, p->text, values));
		else if (p->kind == DOC_BREAK)
			buf_addc(&buf, ' ');
		else
			buf_adds(&buf, p->text ? p->text : "");
	}
	while (buf.len && buf.data[buf.len - 1] == ' ')
		buf.data[--buf.len] = '\0';
	while (start < buf.len && buf.data[start] == ' ')
		start++;
	for (size_t i = start; i < buf.len; i++)
		if (buf.data[i] == '\n')
			buf.data[i] = ' ';
	out = buf.len > start ? arena_strdup(frame->bind->arena, buf.data + start) : NULL;
	buf_free(&buf);
	return out;
}

struct set_text *bind_word(struct bind *bind, const char *key)
{
	struct set_text *out = bind_words(bind, lang_word(bind->lang, key), 0, NULL);

	if (out)
		out->pieces[0].lang = bind_differs(bind, lang_word_tag(bind->lang, key));
	return out;
}

struct set_text *bind_words(struct bind *bind, const char *plain, int marks, const char *value_path)
{
	struct set_text *out;

	if (!plain || !*plain)
		return NULL;
	out = arena_one(bind->arena, struct set_text);
	out->pieces = arena_one(bind->arena, struct set_piece);
	out->n = 1;
	out->pieces[0] = (struct set_piece){.kind = SET_TEXT, .marks = marks, .text = plain, .value_path = value_path};
	return out;
}
