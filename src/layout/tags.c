/* Tags: the structure tree is made as things are set; its order comes from where they are met on the pages (see page.h). */
#include "layout/int.h"

page_tag_id layout_tag(struct layout *l, enum page_role role, page_tag_id parent)
{
	struct page_set *set = l->set;
	struct page_tag *tag = arena_push(l->arena, set->tags, set->n_tags, set->cap_tags);

	tag->role = role;
	tag->parent = parent;
	return (page_tag_id)(set->n_tags - 1);
}

page_tag_id layout_tag_lang(struct layout *l, page_tag_id tag, const char *lang)
{
	if (lang && tag != PAGE_ARTIFACT && l->doc && !str_eq(lang, l->doc->lang))
		l->set->tags[tag].lang = lang;
	return tag;
}

page_tag_id layout_tag_in(struct layout *l, page_tag_id tag, const char *lang)
{
	if (!lang || tag == PAGE_ARTIFACT || !l->doc || str_eq(lang, l->doc->lang))
		return tag;
	return layout_tag_lang(l, layout_tag(l, PAGE_ROLE_SPAN, tag), lang);
}

const char *layout_word_lang(const struct layout *l, const char *key)
{
	return lang_word_tag(l->job->lang, key);
}

const char *layout_digits_lang(const struct layout *l, const char *digits)
{
	/* 0 to 9 are read in any language. */
	return digits && (unsigned char)*digits >= 0x80 ? l->job->lang->tag : NULL;
}

page_tag_id layout_tag_heading(struct layout *l, int level, page_tag_id parent)
{
	/* ISO 14289-1, 7.4.2: levels descend one at a time; how large a heading looks is another matter. */
	if (level > l->level + 1)
		level = l->level + 1;
	if (level > 6)
		level = 6;
	if (level < 1)
		level = 1;
	l->level = level;
	return layout_tag(l, (enum page_role)(PAGE_ROLE_H1 + level - 1), parent);
}
