/* Bound text -> spans for the shaper, each with its ink: colour, tag, link, or the object that stands in the sentence (a blank, a box,
 * an image). Lines are not chosen here. */
#include "layout/int.h"

#include <string.h>

struct spans {
	struct layout_flow *f;
	struct layout *l;
	const struct style_text *base;
	enum style_role role;
	page_tag_id tag;
	struct font_span *spans;
	size_t n, cap;
	struct layout_ink *inks;
	size_t n_inks, cap_inks;
};

struct page_color layout_color(const struct layout *l, enum style_role role)
{
	const struct style_text *t = &l->style->text[role];

	return t->section_color ? l->section->strong : t->color;
}

bool layout_text_empty(const struct set_text *text)
{
	if (!text)
		return true;
	for (size_t i = 0; i < text->n; i++)
		if (text->pieces[i].kind != SET_TEXT || (text->pieces[i].text && *text->pieces[i].text))
			return false;
	return true;
}

const char *layout_text_plain(struct arena *arena, const struct set_text *text)
{
	struct buf buf = {0};
	const char *plain;

	for (size_t i = 0; text && i < text->n; i++)
		if (text->pieces[i].kind == SET_TEXT && text->pieces[i].text)
			buf_adds(&buf, text->pieces[i].text);
		else if (text->pieces[i].kind == SET_BREAK)
			buf_addc(&buf, ' ');
	plain = buf.len ? buf_text(&buf, arena) : "";
	buf_free(&buf);
	return plain;
}

const char *layout_target(const struct layout *l, const char *url)
{
	if (!url)
		return NULL;
	url += *url == '#';
	return *url ? str_map_lookup(l->targets, url) : NULL;
}

static struct layout_ink *push(struct spans *s, const char *text, const struct font_style *font)
{
	struct font_span *span = arena_push(s->l->arena, s->spans, s->n, s->cap);
	struct layout_ink *ink = arena_push(s->l->arena, s->inks, s->n_inks, s->cap_inks);

	span->text = text;
	span->len = text ? strlen(text) : 0;
	span->style = font;
	ink->font = font;
	ink->color = layout_color(s->l, s->role);
	ink->tag = s->tag;
	ink->option = -1;
	return ink;
}

/* The role's type, marked: strong stands out by weight (and in a tip by the heading face in the section's colour), not by
 * colour alone. */
static const struct font_style *marked(struct spans *s, int marks, struct page_color *color)
{
	const struct style *style = s->l->style;
	const struct font_style *base = &s->base->font;
	struct font_style *font;

	if (!(marks & (SET_STRONG | SET_EMPH | SET_CODE_SPAN)))
		return base;
	font = arena_one(s->l->arena, struct font_style);
	*font = *base;
	if (marks & SET_STRONG) {
		if (s->role == STYLE_TIP) {
			font->family = style->text[STYLE_LABEL].font.family;
			font->weight = 700;
			*color = s->l->section->strong;
		} else {
			font->weight = base->weight >= 700 ? 900 : 700;
		}
	}
	if (marks & SET_EMPH && style->italics)
		font->italic = !base->italic;
	else if (marks & SET_EMPH && font->weight < 700)
		font->weight = 700; /* leaning letters are hard to read for some */
	if (marks & SET_CODE_SPAN) {
		font->family = style->text[STYLE_CODE].font.family;
		font->size = base->size * 19 / 20;
		if (font->size < style->text[STYLE_CODE].font.size)
			font->size = style->text[STYLE_CODE].font.size;
	}
	return font;
}

static mpt natural_width(const struct layout *l, const struct set_blank *blank)
{
	mpt em = l->style->text[STYLE_ENTRY].font.size;

	switch (blank->fit) {
	case SET_FIT_DATE:
		return em * 10;
	case SET_FIT_PHONE:
		return em * 9;
	case SET_FIT_NUMBER:
		return em * 5;
	case SET_FIT_EMAIL:
	case SET_FIT_NAME:
		return em * 13;
	case SET_FIT_ANY:
		break;
	}
	return em * 12;
}

/* A blank in the flow of a sentence: as wide as what it asks for, never wider than the column; a long value makes it taller. */
static void push_blank(struct spans *s, const struct set_blank *blank, mpt width)
{
	struct layout *l = s->l;
	const struct style *style = l->style;
	mpt pad = style->field_pad, want = natural_width(l, blank);
	mpt least = l->plain ? style->field_height : style->field_height < PT(20) ? style->field_height : PT(20);
	struct layout_ink *ink = push(s, NULL, &s->base->font);
	struct font_span *span = &s->spans[s->n - 1];
	mpt size = style->text[STYLE_ENTRY].font.size;

	if (blank->value && *blank->value) {
		ink->value = layout_para_value(l, blank->value, STYLE_ENTRY, size, blank->value_rtl, PAGE_ARTIFACT,
					       blank->name, blank->at);
		if (ink->value->natural + 2 * pad > want)
			want = ink->value->natural + 2 * pad + PT(1);
	}
	if (want > width)
		want = width;
	if (want < PT(24))
		want = PT(24);
	span->width = want;
	ink->blank = blank;
	ink->form = layout_tag(l, blank->live ? PAGE_ROLE_FORM : PAGE_ROLE_SPAN, s->tag);
	ink->fall = PT(5);
	if (ink->value) {
		layout_para_break(l, ink->value, want - 2 * pad, LAYOUT_RAGGED);
		if (ink->value->h + PT(4) > least)
			least = ink->value->h + PT(4);
	}
	ink->rise = least - ink->fall;
}

/* Boxes in a sentence: each option with its words, or, before an optional passage, the one box alone. */
static void push_options(struct spans *s, const struct set_blank *blank, const char *state)
{
	const struct style *style = s->l->style;
	mpt box = layout_option_round(blank) ? style->radio : style->box;
	size_t n = blank->n_options ? blank->n_options : 1;

	for (size_t i = 0; i < n; i++) {
		struct layout_ink *ink;
		mpt side = style->widget_min;

		if (state && blank->n_options && !str_eq(state, blank->options[i].id))
			continue;
		ink = push(s, NULL, &s->base->font);
		ink->blank = blank;
		ink->option = (int)i;
		ink->form = layout_tag(s->l, blank->live ? PAGE_ROLE_FORM : PAGE_ROLE_SPAN, s->tag);
		ink->rise = s->base->font.size * 35 / 100 + side / 2;
		ink->fall = side - ink->rise;
		s->spans[s->n - 1].width = (side > box + PT(4) ? side : box + PT(4)) + PT(2);
		if (i < blank->n_options && !state) {
			const struct set_text *words = blank->options[i].words;
			const char *plain = layout_text_plain(s->l->arena, words),
				   *lang = words && words->n == 1 ? words->pieces[0].lang : NULL;

			if (!*plain)
				plain = blank->options[i].plain;
			ink = push(s, arena_printf(s->l->arena, "\xC2\xA0%s%s", plain, i + 1 < n ? "  " : ""), &s->base->font);
			ink->tag = layout_tag_in(s->l, s->tag, lang);
			s->spans[s->n - 1].lang = lang;
		}
	}
}

static void push_image(struct spans *s, const struct set_piece *piece, mpt width)
{
	struct layout *l = s->l;
	const struct image *image = piece->src ? layout_image(l, piece->src, piece->at) : NULL;
	struct layout_ink *ink;
	mpt w, h;

	if (!image) {
		if (piece->text && *piece->text)
			push(s, piece->text, &s->base->font);
		return;
	}
	ink = push(s, NULL, &s->base->font);
	/* 96 pixels an inch, as on screens; never wider than the column or taller than half a page. */
	w = (mpt)(image->orientation > 4 ? image->height : image->width) * 750;
	h = (mpt)(image->orientation > 4 ? image->width : image->height) * 750;
	if (w > width) {
		h = (mpt)((int64_t)h * width / w);
		w = width;
	}
	if (h > l->height / 2) {
		w = (mpt)((int64_t)w * (l->height / 2) / h);
		h = l->height / 2;
	}
	ink->image = image;
	ink->image_h = h;
	ink->rise = h;
	ink->form = layout_tag(l, PAGE_ROLE_FIGURE, s->tag);
	l->set->tags[ink->form].alt = piece->text;
	s->spans[s->n - 1].width = w > 0 ? w : 1;
}

/* A telephone number stays on one line: it is dialled as it is read. NULL: the value is none. */
static const char *unbroken_number(struct arena *arena, const char *value)
{
	size_t n = strlen(value), digits = 0, spaces = 0;
	char *out, *to;

	if (n > 24 || strspn(value, "0123456789()+-. ") != n)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		digits += value[i] >= '0' && value[i] <= '9';
		spaces += value[i] == ' ';
	}
	if (digits < 7 || spaces == 0)
		return NULL;
	out = to = arena_alloc(arena, n + spaces + 1);
	for (size_t i = 0; i < n; i++) {
		if (value[i] == ' ')
			*to++ = '\xC2';
		*to++ = value[i] == ' ' ? '\xA0' : value[i];
	}
	*to = '\0';
	return out;
}

static void push_piece(struct spans *s, const struct set_text *text, size_t i, page_tag_id *link)
{
	struct layout *l = s->l;
	const struct set_piece *piece = &text->pieces[i];
	struct page_color color = layout_color(l, s->role);
	const struct font_style *font = marked(s, piece->marks, &color);
	struct layout_ink *ink;
	const char *words = piece->text;
	bool linked;

	if (!words || !*words)
		return;
	if (piece->value_path && unbroken_number(l->arena, words))
		words = unbroken_number(l->arena, words);
	if (s->base->upper)
		words = layout_upper(l->arena, words);
	ink = push(s, words, font);
	s->spans[s->n - 1].lang = piece->lang;
	s->spans[s->n - 1].path = piece->value_path;
	s->spans[s->n - 1].at = piece->at;
	linked = piece->url && (*piece->url != '#' || layout_target(l, piece->url));
	ink->color = linked && s->role != STYLE_TABLE_HEAD ? l->section->strong : color;
	if (linked) {
		bool goes_on = i > 0 && text->pieces[i - 1].url && str_eq(text->pieces[i - 1].url, piece->url) &&
			       *link != PAGE_ARTIFACT;

		if (!goes_on)
			*link = layout_tag(l, PAGE_ROLE_LINK, s->tag);
		ink->tag = *link;
		ink->url = piece->url;
		ink->contents = piece->text;
	} else {
		*link = PAGE_ARTIFACT;
	}
	ink->tag = layout_tag_in(l, ink->tag, piece->lang);
}

static struct layout_para *shape(struct spans *s, const char *lang, bool rtl)
{
	struct layout *l = s->l;
	struct layout_para *p = arena_one(l->arena, struct layout_para);
	struct arena *arena = l->arena;
	/* What heads and feet repeat, and what is only measured, was told where it stands in the text, or will be. */
	bool quiet = s->tag == PAGE_ARTIFACT && s->n > 0 && !s->spans[0].path;
	mpt line = 0;

	p->inks = s->inks;
	p->n_inks = s->n_inks;
	p->text = s->base;
	p->size = s->base->font.size;
	p->leading = s->base->leading;
	p->tag = s->tag;
	p->kept = layout_memo_find(l, s->spans, s->n, s->base->font.family, lang, rtl);
	if (p->kept && p->kept->shaped) {
		p->shaped = p->kept->shaped;
		p->at = p->kept->at;
		p->natural = p->kept->natural;
		font_para_again(p->shaped);
		return p;
	}
	if (p->kept)
		arena = layout_memo_arena(l);
	p->shaped = font_para_shape(arena, l->job->fonts, quiet ? NULL : l->job->diags, lang, rtl, s->spans, s->n);
	p->at = arena_many(arena, mpt, p->shaped->n + 1);
	for (size_t i = 0; i < p->shaped->n; i++) {
		const struct font_cluster *c = &p->shaped->clusters[i];

		p->at[i + 1] = p->at[i] + c->advance;
		if (!c->space && p->at[i + 1] - line > p->natural)
			p->natural = p->at[i + 1] - line;
		if (c->brk == FONT_BREAK_MUST)
			line = p->at[i + 1];
	}
	if (p->kept && (arena != layout_memo_arena(l) || p->shaped->named || diags_count(l->job->diags, DIAG_WARNING) > 0))
		p->kept = NULL;
	if (p->kept)
		*p->kept = (struct layout_kept){.shaped = p->shaped, .at = p->at, .natural = p->natural};
	return p;
}

struct layout_para *layout_para_text(struct layout_flow *f, const struct set_text *text, enum style_role role, page_tag_id tag)
{
	struct layout *l = f->l;
	struct spans s = {.f = f, .l = l, .base = &l->style->text[role], .role = role, .tag = tag};
	page_tag_id link = PAGE_ARTIFACT;

	for (size_t i = 0; text && i < text->n; i++) {
		const struct set_piece *piece = &text->pieces[i];

		switch (piece->kind) {
		case SET_TEXT:
			push_piece(&s, text, i, &link);
			break;
		case SET_BREAK:
			push(&s, "\n", &s.base->font);
			break;
		case SET_INLINE_BLANK:
			if (piece->blank->derived) {
				push(&s, piece->blank->derived, &s.base->font)->tag = layout_tag_in(l, tag, piece->blank->lang);
				s.spans[s.n - 1].path = piece->blank->name;
				s.spans[s.n - 1].lang = piece->blank->lang;
			} else if (piece->blank->kind == SET_BLANK_ONE || piece->blank->kind == SET_BLANK_SEVERAL ||
				   piece->blank->kind == SET_BLANK_CHECK) {
				push_options(&s, piece->blank, piece->option_state);
			} else {
				push_blank(&s, piece->blank, f->w);
			}
			break;
		case SET_INLINE_IMAGE:
			push_image(&s, piece, f->w);
			break;
		}
	}
	return shape(&s, l->doc->lang, l->rtl);
}

struct layout_para *layout_para_plain(struct layout *l, const char *text, enum style_role role, page_tag_id tag, const char *path,
				      struct span at)
{
	struct spans s = {.l = l, .base = &l->style->text[role], .role = role, .tag = tag};

	push(&s, s.base->upper ? layout_upper(l->arena, text) : text, &s.base->font);
	s.spans[0].path = path;
	s.spans[0].at = at;
	return shape(&s, l->doc->lang, l->rtl);
}

struct layout_para *layout_para_value(struct layout *l, const char *text, enum style_role role, mpt size, bool rtl, page_tag_id tag,
				      const char *path, struct span at)
{
	struct spans s = {.l = l, .base = &l->style->text[role], .role = role, .tag = tag};
	const struct font_style *font = &s.base->font;
	struct layout_para *p;

	if (size != font->size) {
		struct font_style *own = arena_one(l->arena, struct font_style);

		*own = *font;
		own->size = size;
		font = own;
	}
	push(&s, text, font);
	s.spans[0].path = path;
	s.spans[0].at = at;
	p = shape(&s, l->doc->lang, rtl);
	p->size = size;
	if (size < s.base->font.size)
		p->leading = (mpt)((int64_t)p->leading * size / s.base->font.size);
	return p;
}
