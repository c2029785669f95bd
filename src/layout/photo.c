/* Pictures: an image with its words for those who cannot see it, or a frame to stick one in. */
#include "layout/int.h"

const struct image *layout_image(struct layout *l, const char *path, struct span at)
{
	void **slot = str_map_slot(l->images, path);
	const struct image *image = *slot;

	if (!image) {
		image = image_load(l->arena, l->job->diags, at, path);
		slot = str_map_slot(l->images, path);
		*slot = (void *)(uintptr_t)image;
	}
	return image;
}

void layout_photo(struct layout_flow *f, const struct set_node *node)
{
	struct layout *l = f->l;
	const struct image *image = node->src ? layout_image(l, node->src, node->at) : NULL;
	mpt h = node->height > 0 ? node->height : PT(200), w;
	struct layout_strip *strip;

	if (h > l->height * 4 / 5)
		h = l->height * 4 / 5;
	layout_vspace(f->v, l->style->row_gap);
	if (image) {
		page_tag_id figure = layout_tag(l, PAGE_ROLE_FIGURE, f->tag);
		bool turned = image->orientation > 4;
		int64_t iw = turned ? image->height : image->width, ih = turned ? image->width : image->height;
		struct page_item *item;

		l->set->tags[figure].alt = node->alt ? node->alt : lang_word(l->job->lang, "photo_alt");
		layout_tag_lang(l, figure, node->alt ? NULL : layout_word_lang(l, "photo_alt"));
		w = (mpt)((int64_t)h * iw / (ih ? ih : 1));
		if (w > f->w) {
			h = (mpt)((int64_t)h * f->w / w);
			w = f->w;
		}
		if (w < 1 || h < 1)
			w = h = PT(1);
		strip = layout_vstrip(f->v, h);
		item = layout_item(l, &strip->items, PAGE_IMAGE, figure, f->x, 0);
		item->w = w;
		item->h = h;
		item->as.image = image;
	} else {
		page_tag_id tag = layout_tag_lang(l, layout_tag(l, PAGE_ROLE_P, f->tag), layout_word_lang(l, "photo_frame"));
		struct layout_para *p = layout_para_plain(l, lang_word(l->job->lang, "photo_frame"), STYLE_HELP, tag, NULL, node->at);

		w = h * 5 / 4 < f->w ? h * 5 / 4 : f->w;
		strip = layout_vstrip(f->v, h);
		layout_stroke(l, &strip->items, f->x, 0, w, h, PT(1), PT(3), l->style->rule_color);
		layout_para_break(l, p, w - PT(16), LAYOUT_BALANCED);
		for (size_t i = 0; i < p->n; i++)
			layout_line_put(l, p, i, &strip->items, f->x + (w - p->lines[i].w) / 2, (h - p->h) / 2 + p->lines[i].y, tag);
	}
	if (!layout_text_empty(node->text)) {
		layout_vspace(f->v, PT(4));
		layout_vcost(f->v, LAYOUT_COST_NEVER);
		layout_para_flow(f, node->text, STYLE_LABEL, layout_tag(l, PAGE_ROLE_CAPTION, f->tag), LAYOUT_RAGGED);
	}
	layout_vspace(f->v, l->style->row_gap);
}
