/* Papers: templates/paper/<name>.yaml, a size and its margins, upright and turned. Refuses a paper whose margins leave nothing, or
 * whose head or foot would stand in the text. */
#include "style/int.h"

enum { M_START, M_END, M_TOP, M_BOTTOM, M_HEAD, M_FOOT, M_KEYS };
static const char *const margin_keys[M_KEYS + 1] = {"start", "end", "top", "bottom", "head", "foot"};

static bool read_margins(struct diags *diags, const struct val *map, const char *name, struct style_paper *paper, struct span at)
{
	mpt *lengths[M_KEYS] = {&paper->start, &paper->end, &paper->top, &paper->bottom, &paper->head, &paper->foot};
	bool wrong = false;

	if (!map || map->kind != VAL_MAP) {
		diag(diags, map ? map->at : at, MSG_STYLE_VALUE, name, "start, end, top, bottom, head and foot");
		return false;
	}
	val_check_keys(diags, map, name, margin_keys);
	for (int i = 0; i < M_KEYS; i++) {
		const struct val *v = val_lookup(map, margin_keys[i]);

		if (v) {
			style_length_read(diags, v, margin_keys[i], 0, PT(1000), lengths[i], &wrong);
		} else {
			diag(diags, map->at, MSG_STYLE_PAPER_MISSING, margin_keys[i]);
			wrong = true;
		}
	}
	if (wrong)
		return false;
	if (paper->head >= paper->top)
		diag(diags, val_lookup(map, "head")->at, MSG_STYLE_FURNITURE, "head", "top");
	if (paper->foot >= paper->bottom)
		diag(diags, val_lookup(map, "foot")->at, MSG_STYLE_FURNITURE, "foot", "bottom");
	return paper->head < paper->top && paper->foot < paper->bottom;
}

static bool read_truth(struct diags *diags, const struct val *v, const char *name, bool *wrong)
{
	bool ok = true, value = v && val_truth(v, &ok);

	if (!ok) {
		diag(diags, v->at, MSG_STYLE_VALUE, name, "yes or no");
		*wrong = true;
	}
	return value;
}

bool style_paper_read(struct diags *diags, const struct val *file, bool landscape, struct style_paper *paper,
		      const char **kind, struct span *at)
{
	static const char *const keys[] = {"title", "width",  "height",	 "kind",      "punched",
					   "tab",   "behind", "margins", "landscape", NULL};
	const struct val *w, *h, *k, *turned;
	mpt *sides[2] = {&paper->w, &paper->h};
	bool wrong = false;

	if (file->kind != VAL_MAP) {
		diag(diags, file->at, MSG_STYLE_VALUE, "a paper", "keys with values (`key: value`)");
		return false;
	}
	val_check_keys(diags, file, "a paper", keys);
	w = val_lookup(file, "width");
	h = val_lookup(file, "height");
	k = val_lookup(file, "kind");
	turned = val_lookup(file, "landscape");
	*at = w ? w->at : file->at;
	*kind = NULL;
	for (int i = 0; i < 2; i++) {
		const struct val *v = i ? h : w;
		const char *name = i ? "height" : "width";

		if (v)
			style_length_read(diags, v, name, PT(144), PT(3000), sides[i], &wrong);
		else
			diag(diags, file->at, MSG_STYLE_PAPER_MISSING, name);
		wrong |= !v;
	}
	if (k && (str_eq(val_text(k), "phone") || str_eq(val_text(k), "small"))) {
		*kind = k->text;
	} else if (k && !str_eq(val_text(k), "sheet")) {
		diag(diags, k->at, MSG_STYLE_VALUE, "kind", "sheet, small or phone");
		wrong = true;
	}
	paper->phone = str_eq(*kind, "phone");
	paper->punched = read_truth(diags, val_lookup(file, "punched"), "punched", &wrong);
	if (val_lookup(file, "tab"))
		style_length_read(diags, val_lookup(file, "tab"), "tab", PT(18), PT(72), &paper->tab, &wrong);
	paper->behind = val_text_at(file, "behind", NULL);
	if (val_lookup(file, "behind") && (!paper->behind || !paper->tab)) {
		diag(diags, val_lookup(file, "behind")->at, MSG_STYLE_VALUE, "behind",
		     "the name of a paper, on paper that has a `tab`");
		wrong = true;
	}
	/* Both are checked whichever is asked for, so that `check` tells all of it. The last one read stays. */
	paper->landscape = landscape && turned;
	if (!paper->landscape && turned)
		wrong |= !read_margins(diags, turned, "landscape", paper, file->at);
	wrong |= !read_margins(diags, val_lookup(file, "margins"), "margins", paper, file->at);
	if (paper->landscape) {
		mpt side = paper->w;

		wrong |= !read_margins(diags, turned, "landscape", paper, file->at);
		paper->w = paper->h;
		paper->h = side;
	}
	return !wrong;
}
