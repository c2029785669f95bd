/* Signatures: a line for the pen, with a blank for the typed name and one for the date beside it. */
#include "layout/int.h"

void layout_signatures(struct layout_flow *f, const struct set_node *node)
{
	struct layout *l = f->l;
	static const int widths[3] = {5, 4, 3};

	if (!layout_text_empty(node->text)) {
		layout_para_flow(f, node->text, STYLE_BODY, layout_tag(l, PAGE_ROLE_P, f->tag), LAYOUT_RAGGED);
		layout_vcost(f->v, LAYOUT_COST_NEVER);
	}
	for (size_t i = 0; i < node->n_blanks; i += 3) {
		struct set_blank *row[3];
		size_t n = 0, keep;

		for (size_t k = i; k < i + 3 && k < node->n_blanks; k++) {
			if (!node->blanks[k])
				continue;
			row[n] = arena_one(l->arena, struct set_blank);
			*row[n] = *node->blanks[k];
			if (!row[n]->width)
				row[n]->width = widths[k - i];
			n++;
		}
		layout_vspace(f->v, l->style->row_gap * 3 / 2);
		keep = layout_vkeep_begin(f->v);
		layout_fields(f, row, n);
		layout_vkeep_end(f->v, keep, LAYOUT_COST_KEEP);
	}
}
