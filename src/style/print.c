/* How booklets are printed: templates/print/<paper>.yaml: which sheet, which page on it, how thick. Refuses pages that do not fit the
 * sheet twice, and paper without thickness, which would make creep a guess. */
#include "style/style.h"

#include <string.h>

#include "style/int.h"

enum { THINNEST = 20, THICKEST = 1000 /* micrometres: tissue and board */ };

/* The size of a paper, upright. */
static bool read_size(struct arena *arena, struct diags *diags, const struct style_dirs *dirs, const struct val *name, mpt *w, mpt *h)
{
	size_t where;
	const char *path = style_file_find(arena, dirs, dirs->n, "paper", name->text, &where), *kind;
	const struct val *file = path ? val_load(arena, diags, path, STYLE_MAX_BYTES) : NULL;
	struct style_paper paper = {0};
	struct span at;

	if (!path)
		style_tell_unknown(arena, diags, name->at, dirs, true, name->text);
	if (!file || !style_paper_read(diags, file, false, &paper, &kind, &at))
		return false;
	*w = paper.w;
	*h = paper.h;
	return true;
}

/* Millimetres: "0.1" or "0.1 mm". Micrometres; 0 (told) where it is none. */
static int read_thickness(struct arena *arena, struct diags *diags, const struct val *v)
{
	const char *text = val_text(v);
	size_t n = text ? strlen(text) : 0;
	mpt um = 0; /* a plain number is read in thousandths, and so millimetres become micrometres */

	while (n > 2 && str_ends(text, "mm") && (n == strlen(text) || text[n - 1] == ' ' || text[n - 1] == 'm'))
		n--;
	if (text && style_length_parse(arena_strndup(arena, text, n), &um) && um >= THINNEST && um <= THICKEST)
		return um;
	diag(diags, v->at, MSG_STYLE_THICKNESS, text ? text : "this");
	return 0;
}

static bool read_print(struct arena *arena, struct diags *diags, const struct style_dirs *dirs, const struct val *file,
		       struct style_print *print)
{
	static const char *const keys[] = {"title", "sheet", "page", "thickness", "safe", "sheets", NULL};
	const struct val *sheet = val_lookup(file, "sheet"), *page = val_lookup(file, "page"), *safe = val_lookup(file, "safe");
	const struct val *thickness = val_lookup(file, "thickness"), *sheets = val_lookup(file, "sheets");
	bool wrong = false;
	mpt most = 0;

	if (file->kind != VAL_MAP) {
		diag(diags, file->at, MSG_STYLE_VALUE, "a way to print", "keys with values (`key: value`)");
		return false;
	}
	val_check_keys(diags, file, "a way to print", keys);
	if (!val_text(sheet) || !val_text(page)) {
		diag(diags, file->at, MSG_STYLE_PAPER_MISSING, val_text(sheet) ? "page" : "sheet");
		return false;
	}
	print->title = val_text_at(file, "title", print->name);
	print->sheet = sheet->text;
	print->page = page->text;
	print->thickness = thickness ? read_thickness(arena, diags, thickness) : 100;
	print->safe = PT(27);
	if (safe)
		style_length_read(diags, safe, "safe", PT(12), PT(72), &print->safe, &wrong);
	print->sheets = 15;
	if (sheets && (!val_text(sheets) || !style_length_parse(sheets->text, &most) || most < 1000 || most > 100000 || most % 1000)) {
		diag(diags, sheets->at, MSG_STYLE_VALUE, "sheets", "a number from 1 to 100");
		wrong = true;
	} else if (sheets) {
		print->sheets = most / 1000;
	}
	/* A sheet lies wide: its height as paper is its width. */
	if (!read_size(arena, diags, dirs, sheet, &print->sheet_h, &print->sheet_w))
		wrong = true;
	if (!read_size(arena, diags, dirs, page, &print->page_w, &print->page_h))
		wrong = true;
	if (wrong || print->thickness == 0)
		return false;
	if (2 * (int64_t)print->page_w > print->sheet_w + 1 || print->page_h > print->sheet_h) {
		diag(diags, page->at, MSG_STYLE_FOLD, page->text, style_length_text(arena, print->page_w),
		     style_length_text(arena, print->page_h), sheet->text, style_length_text(arena, print->sheet_w / 2),
		     style_length_text(arena, print->sheet_h));
		return false;
	}
	return true;
}

size_t style_print_list(struct arena *arena, const struct style_dirs *dirs, const char ***names)
{
	return style_file_list(arena, dirs, "print", names);
}

const struct style_print *style_print_load(struct arena *arena, struct diags *diags, const struct style_dirs *dirs, const char *paper)
{
	struct style_print *print = arena_one(arena, struct style_print);
	size_t where, told = diags_count(diags, DIAG_ERROR);
	const char *path = style_file_find(arena, dirs, dirs->n, "print", paper, &where);
	const struct val *file;

	if (!path) {
		struct buf known = {0};
		const char **names;
		size_t n = style_print_list(arena, dirs, &names);

		for (size_t i = 0; i < n; i++)
			buf_addf(&known, "%s%s", i ? ", " : "", names[i]);
		diag(diags, SPAN_NONE, MSG_STYLE_PRINT, paper, n ? known.data : "none");
		buf_free(&known);
		return NULL;
	}
	print->name = arena_strdup(arena, paper);
	file = val_load(arena, diags, path, STYLE_MAX_BYTES);
	if (!file || !read_print(arena, diags, dirs, file, print))
		return NULL;
	return diags_count(diags, DIAG_ERROR) > told ? NULL : print;
}
