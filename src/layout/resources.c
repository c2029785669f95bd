/* Help lines and other resources: the name, the number in large type, and what else is known, with a QR code beside it on paper. */
#include "layout/int.h"

#include <string.h>

static void put_words(struct layout_flow *f, const char *key, const char *value, enum style_role role, const char *url,
		      const char *lang, page_tag_id tag)
{
	struct layout *l = f->l;
	struct set_piece pieces[2] = {{.kind = SET_TEXT, .marks = SET_STRONG},
				      {.kind = SET_TEXT, .text = value, .url = url, .lang = lang}};
	struct set_text text = {pieces, 2};

	if (!value || !*value)
		return;
	if (key) {
		pieces[0].text = arena_printf(l->arena, "%s  ", lang_word(l->job->lang, key));
		pieces[0].lang = layout_word_lang(l, key);
	}
	layout_para_flow(f, &text, role, layout_tag(l, PAGE_ROLE_P, tag), LAYOUT_RAGGED);
	/* The lines of one resource stand close. */
	f->v->space = PT(2);
	layout_vcost(f->v, LAYOUT_COST_TOGETHER);
}

static const char *tel(struct layout *l, const char *phone)
{
	const char *c = phone ? phone : "", *end = c + strlen(c);
	struct buf buf = {0};
	const char *uri;
	size_t digits = 0;

	buf_adds(&buf, "tel:");
	while (c < end) {
		uint32_t is = utf8_next(&c, end);
		int digit = lang_digit(is); /* dialled in ASCII, whatever it is written in */

		if (digit >= 0) {
			buf_addc(&buf, (char)('0' + digit));
			digits++;
		} else if (is == '+' && digits == 0) {
			buf_addc(&buf, '+');
		} else if (is >= 0x80 || !strchr(" ()-./", (int)is)) {
			break; /* letters or an extension: not part of what is dialled */
		}
	}
	uri = digits >= 3 ? buf_text(&buf, l->arena) : NULL;
	buf_free(&buf);
	return uri;
}

/* The code of an address; NULL: told. Making one takes as long as setting a page. */
static const struct image_qr *qr_of(struct layout *l, const char *url, struct span at)
{
	size_t n;
	const unsigned char *kept = keep_find(l->job->codes, l->arena, url, strlen(url), &n);
	const struct image_qr *made = kept ? NULL : image_qr(l->arena, l->job->diags, at, url);
	struct image_qr *qr;

	if (made)
		keep_add(l->job->codes, url, strlen(url), made->modules, (size_t)made->side * (size_t)made->side);
	if (!kept)
		return made;
	qr = arena_one(l->arena, struct image_qr);
	qr->modules = kept;
	while ((size_t)qr->side * (size_t)qr->side < n)
		qr->side++;
	return qr;
}

static mpt put_qr(struct layout *l, struct page_items *items, const char *url, page_tag_id tag, mpt x, mpt y, mpt side, struct span at)
{
	const struct image_qr *qr = qr_of(l, url, at);
	struct page_item *item;
	uint8_t *ops;
	mpt *points, unit;
	size_t n = 0, p = 0, most;

	if (!qr)
		return 0;
	most = (size_t)qr->side * (size_t)(qr->side / 2 + 1); /* bars */
	ops = arena_many(l->arena, uint8_t, most * 5);
	points = arena_many(l->arena, mpt, most * 8);
	unit = side / (qr->side + 8);
	for (int row = 0; row < qr->side; row++)
		for (int col = 0; col < qr->side; col++) {
			int from = col;
			mpt x0, y0, x1;

			while (col < qr->side && qr->modules[row * qr->side + col])
				col++;
			if (col == from)
				continue;
			/* Neighbouring dark modules are one bar. */
			x0 = (from + 4) * unit;
			x1 = (col + 4) * unit;
			y0 = (row + 4) * unit;
			ops[n++] = PAGE_MOVE;
			ops[n++] = PAGE_LINE;
			ops[n++] = PAGE_LINE;
			ops[n++] = PAGE_LINE;
			ops[n++] = PAGE_CLOSE;
			points[p++] = x0, points[p++] = y0;
			points[p++] = x1, points[p++] = y0;
			points[p++] = x1, points[p++] = y0 + unit;
			points[p++] = x0, points[p++] = y0 + unit;
		}
	item = layout_item(l, items, PAGE_PATH, tag, x, y);
	item->w = item->h = (qr->side + 8) * unit;
	item->color = (struct page_color){0, 0, 0};
	item->as.path.path = (struct page_path){ops, n, points, p / 2};
	return item->w;
}

static void one_resource(struct layout_flow *f, const struct set_resource *r, page_tag_id list, struct span at)
{
	struct layout *l = f->l;
	const struct style *style = l->style;
	page_tag_id body = layout_tag(l, PAGE_ROLE_LBODY, layout_tag(l, PAGE_ROLE_LI, list));
	mpt side = PT(76);
	bool qr = r->qr && !l->plain && r->url && *r->url && f->w > PT(260);
	struct layout_flow part = *f;
	struct layout_deco *deco = arena_one(l->arena, struct layout_deco);
	size_t keep, first;
	mpt pad = style->card_pad;

	*deco = (struct layout_deco){.kind = LAYOUT_CARD,
				     .x = f->x,
				     .w = f->w,
				     .top = pad * 4 / 5,
				     .bottom = l->plain ? 0 : pad * 4 / 5,
				     .edge = l->section->middle};
	part.tag = body;
	part.x = l->plain ? f->x : f->x + pad + style->card_edge;
	part.w = l->plain ? f->w : f->w - 2 * pad - style->card_edge;
	layout_vspace(f->v, style->row_gap);
	keep = layout_vkeep_begin(f->v);
	layout_vopen(f->v, deco);
	first = f->v->n;
	if (qr)
		part.w -= side;
	put_words(&part, NULL, r->name, STYLE_H4, NULL, r->lang, body);
	put_words(&part, NULL, r->phone, STYLE_CALL, tel(l, r->phone), NULL, body);
	put_words(&part, "resource_text", r->text_line, STYLE_CELL, NULL, r->lang, body);
	put_words(&part, "resource_address", r->address, STYLE_CELL, NULL, r->lang, body);
	put_words(&part, "resource_hours", r->hours, STYLE_CELL, NULL, r->lang, body);
	put_words(&part, "resource_languages", r->languages, STYLE_CELL, NULL, r->lang, body);
	put_words(&part, NULL, r->notes, STYLE_CELL, NULL, r->lang, body);
	put_words(&part, "resource_web", r->url, STYLE_CELL,
		  r->url && strstr(r->url, "://") ? r->url
		  : r->url			  ? arena_printf(l->arena, "https://%s", r->url)
						  : NULL,
		  NULL, body);
	put_words(&part, NULL, r->checked, STYLE_HELP, NULL, r->checked_lang, body);
	if (qr && f->v->n > first) {
		const struct lang_arg args[] = {{"address", r->url, 0}};
		page_tag_id figure = layout_tag(l, PAGE_ROLE_FIGURE, body);
		struct layout_vlist inner = {.arena = l->arena};
		struct layout_strip *strip;
		mpt h = 0, drawn;

		l->set->tags[figure].alt = lang_format(l->job->lang, l->arena, "resource_qr_alt", args, 1);
		layout_tag_lang(l, figure, layout_word_lang(l, "resource_qr_alt"));
		/* Words and code are one band: what was set since the frame opened is taken together. */
		for (size_t i = first; i < f->v->n; i++) {
			struct layout_vitem *item = arena_push(l->arena, inner.items, inner.n, inner.cap);

			*item = f->v->items[i];
		}
		h = layout_vheight(&inner);
		f->v->n = first;
		f->v->space = 0;
		f->v->cost = LAYOUT_COST_NEVER;
		strip = layout_vstrip(f->v, h > side ? h : side);
		layout_flatten(l, &inner, &strip->items, 0, 0, &strip->blanks);
		drawn = put_qr(l, &strip->items, r->url, figure, part.x + part.w, 0, side, at);
		if (!drawn)
			strip->h = h;
	}
	layout_vclose(f->v);
	layout_vkeep_end(f->v, keep, LAYOUT_COST_KEEP);
}

static void add_piece(struct set_text *text, int marks, const char *words, const char *url, const char *lang)
{
	text->pieces[text->n++] = (struct set_piece){.kind = SET_TEXT, .marks = marks, .text = words, .url = url, .lang = lang};
}

/* Name, number and hours in one paragraph. */
static void short_resource(struct layout_flow *f, const struct set_resource *r, page_tag_id list)
{
	struct layout *l = f->l;
	page_tag_id body = layout_tag(l, PAGE_ROLE_LBODY, layout_tag(l, PAGE_ROLE_LI, list));
	struct set_piece pieces[6] = {{0}};
	struct set_text text = {pieces, 0};
	const struct lang_arg args[] = {{"number", r->text_line, 0}};
	bool phone = r->phone && *r->phone, texts = r->text_line && *r->text_line, hours = r->hours && *r->hours;
	size_t keep = layout_vkeep_begin(f->v);

	add_piece(&text, 0,
		  hours ? arena_printf(l->arena, "%s (%s): ", r->name, r->hours) : arena_printf(l->arena, "%s: ", r->name),
		  NULL, r->lang);
	if (phone && texts && str_eq(r->phone, r->text_line)) {
		add_piece(&text, 0, arena_printf(l->arena, "%s ", lang_word(l->job->lang, "resource_call_or_text")), NULL,
			  layout_word_lang(l, "resource_call_or_text"));
		texts = false;
	}
	if (phone)
		add_piece(&text, SET_STRONG, r->phone, tel(l, r->phone), NULL);
	if (phone && texts)
		add_piece(&text, 0, ", ", NULL, NULL);
	if (texts)
		add_piece(&text, 0, lang_format(l->job->lang, l->arena, "resource_or_text", args, 1), NULL,
			  layout_word_lang(l, "resource_or_text"));
	layout_para_flow(f, &text, f->role, layout_tag(l, PAGE_ROLE_P, body), LAYOUT_RAGGED);
	layout_vkeep_end(f->v, keep, LAYOUT_COST_KEEP);
}

void layout_resources(struct layout_flow *f, const struct set_node *node)
{
	page_tag_id list = layout_tag(f->l, PAGE_ROLE_L, f->tag);

	for (size_t i = 0; node->tight && i < node->n_resources; i++)
		short_resource(f, &node->resources[i], list);
	for (size_t i = 0; !node->tight && i < node->n_resources; i++)
		one_resource(f, &node->resources[i], list, node->at);
	layout_vspace(f->v, f->l->style->row_gap + PT(3));
}
