/* Fields (ISO 32000-1, 12.7). A field's full name is its path; a part of a name may hold no full stop, so each step of the
 * path is a field of its own that only has kids (12.7.3.2), in the order in which the paths first appear. One widget is one
 * object with its field; more are its kids. Every widget is told apart by a tooltip of its own, shows its value without a
 * reader's help and keeps it as the default. */
#include "pdf/int.h"

#include <string.h>

#define MAX_NAME 127 /* bytes of a PDF name (Annex C) */

enum { F_MULTILINE = 1 << 12, F_RADIO = 1 << 15, F_NO_SPELLCHECK = 1 << 22, F_IN_UNISON = 1 << 25 };

/* One step of a path. */
struct node {
	const char *part;
	const struct page_field *field; /* of a last step */
	struct node *first, *last, *next;
	unsigned id;
};

static bool is_placed(const struct pdf_writer *w, const struct page_field *field)
{
	for (uint32_t i = field->first; i < w->set->n_widgets; i = w->set->widgets[i].next)
		if (w->widget_annots[i] != UINT32_MAX)
			return true;
	return false;
}

/* ---- what cannot be written ---------------------------------------------------------------------------------------- */

static void check_states(struct pdf_writer *w, const struct page_field *field)
{
	if (field->kind != PAGE_FIELD_CHECK && field->kind != PAGE_FIELD_RADIO)
		return;
	for (uint32_t i = field->first; i < w->set->n_widgets; i = w->set->widgets[i].next) {
		const char *state = w->set->widgets[i].state;

		if (!state || !*state || strlen(state) > MAX_NAME || strcmp(state, "Off") == 0) {
			diag(w->diags, SPAN_NONE, MSG_PDF_STATE, field->name, state ? state : "");
			w->failed = true;
		}
	}
}

/* Every path that has a step behind it is kept apart from those that are fields. */
bool pdf_fields_check(struct pdf_writer *w)
{
	struct str_map *inner = str_map_new(w->arena), *whole = str_map_new(w->arena);

	for (size_t f = 0; f < w->set->n_fields; f++) {
		const struct page_field *field = &w->set->fields[f];
		const char *name = field->name;

		if (!*name || *name == '.' || strstr(name, "..") || name[strlen(name) - 1] == '.') {
			diag(w->diags, SPAN_NONE, MSG_PDF_FIELD_NAME, name);
			w->failed = true;
		}
		check_states(w, field);
		for (const char *dot = strchr(name, '.'); dot; dot = strchr(dot + 1, '.'))
			*str_map_slot(inner, arena_strndup(w->arena, name, (size_t)(dot - name))) = (void *)(uintptr_t)name;
		if (*str_map_slot(whole, name)) {
			diag(w->diags, SPAN_NONE, MSG_PDF_FIELD_TWICE, name);
			w->failed = true;
		}
		*str_map_slot(whole, name) = (void *)(uintptr_t)name;
	}
	for (size_t f = 0; f < w->set->n_fields; f++) {
		const char *longer = str_map_lookup(inner, w->set->fields[f].name);

		if (longer) {
			diag(w->diags, SPAN_NONE, MSG_PDF_FIELD_PREFIX, w->set->fields[f].name, longer);
			w->failed = true;
		}
	}
	return !w->failed;
}

static const char *value_of(const struct page_field *field)
{
	return field->value ? field->value : "";
}

/* ---- widgets ------------------------------------------------------------------------------------------------------- */

static bool is_on(const struct page_field *field, const struct page_widget *widget)
{
	return field->value && widget->state && strcmp(field->value, widget->state) == 0;
}

static bool is_button(const struct page_field *field)
{
	return field->kind == PAGE_FIELD_CHECK || field->kind == PAGE_FIELD_RADIO;
}

/* The appearance streams, made before the texts that name them. */
static void plan_looks(struct pdf_writer *w)
{
	w->looks = arena_many(w->arena, struct pdf_looks, w->set->n_widgets);
	for (size_t i = 0; i < w->set->n_widgets; i++) {
		const struct page_widget *widget = &w->set->widgets[i];
		const struct page_field *field = &w->set->fields[widget->field];
		const struct page_items *shown = widget->shown;

		if (w->widget_annots[i] == UINT32_MAX)
			continue;
		if (field->kind == PAGE_FIELD_TEXT && !*value_of(field))
			shown = widget->empty;
		if (field->kind == PAGE_FIELD_SIGNATURE)
			shown = NULL;
		w->looks[i].on = pdf_appearance(w, shown, widget->w, widget->h, field->kind == PAGE_FIELD_TEXT);
		if (is_button(field))
			w->looks[i].off = pdf_appearance(w, NULL, widget->w, widget->h, false);
	}
}

static void put_appearance(struct pdf_writer *w, const struct page_field *field, const struct page_widget *widget,
			   struct pdf_looks looks)
{
	struct buf *out = &w->tmp;

	buf_adds(out, "/AP<</N ");
	if (!is_button(field)) {
		pdf_put_ref(out, looks.on);
		buf_adds(out, ">>");
		return;
	}
	buf_adds(out, "<<");
	pdf_put_name(out, widget->state);
	buf_addc(out, ' ');
	pdf_put_ref(out, looks.on);
	buf_adds(out, "/Off ");
	pdf_put_ref(out, looks.off);
	buf_adds(out, ">>>>/AS");
	pdf_put_name(out, is_on(field, widget) ? widget->state : "Off");
}

/* The tooltip (12.7.3.1, /TU), which a screen reader speaks instead of the name. */
static void put_tooltip(struct pdf_writer *w, const struct page_field *field, const struct page_widget *widget)
{
	const char *text = widget && widget->tooltip ? widget->tooltip : field->tooltip;

	buf_adds(&w->tmp, "/TU");
	pdf_put_text(&w->tmp, text ? text : field->name, field->lang);
}

static void put_widget(struct pdf_writer *w, const struct page_field *field, uint32_t index)
{
	const struct page_widget *widget = &w->set->widgets[index];
	uint32_t a = w->widget_annots[index], page = w->annots[a].page;
	struct buf *out = &w->tmp;

	buf_adds(out, "/Type/Annot/Subtype/Widget/Rect");
	pdf_put_rect(out, w->set->pages[page].h, widget->x, widget->y, widget->w, widget->h);
	buf_adds(out, "/F 4/BS<</W 0>>/MK<<>>/P ");
	pdf_put_ref(out, w->pages[page]);
	buf_adds(out, "/StructParent ");
	pdf_put_int(out, (long)(w->set->n_pages + a));
	put_tooltip(w, field, widget);
	if (field->kind == PAGE_FIELD_TEXT) {
		buf_adds(out, "/DA(/KT ");
		buf_add_mpt(out, widget->size, 3);
		buf_adds(out, widget->rtl ? " Tf 0 g)/Q 2" : " Tf 0 g)");
	}
	put_appearance(w, field, widget, w->looks[index]);
}

/* ---- fields -------------------------------------------------------------------------------------------------------- */

/* Radio buttons printed twice: two with one state must go on and off together. */
static bool has_twins(const struct pdf_writer *w, const struct page_field *field)
{
	for (uint32_t i = field->first; i < w->set->n_widgets; i = w->set->widgets[i].next)
		for (uint32_t k = w->set->widgets[i].next; k < w->set->n_widgets; k = w->set->widgets[k].next)
			if (str_eq(w->set->widgets[i].state, w->set->widgets[k].state))
				return true;
	return false;
}

static void put_field(struct pdf_writer *w, const struct page_field *field)
{
	static const char *const types[] = {"/FT/Tx", "/FT/Btn", "/FT/Btn", "/FT/Sig"};
	struct buf *out = &w->tmp;
	int flags = 0;

	buf_adds(out, types[field->kind]);
	if (field->kind == PAGE_FIELD_TEXT)
		flags = (field->multiline ? F_MULTILINE : 0) | (field->no_spellcheck ? F_NO_SPELLCHECK : 0);
	else if (field->kind == PAGE_FIELD_RADIO)
		flags = F_RADIO | (has_twins(w, field) ? F_IN_UNISON : 0);
	if (flags)
		buf_addf(out, "/Ff %d", flags);
	if (field->kind == PAGE_FIELD_TEXT) {
		buf_adds(out, "/V");
		pdf_put_value(out, value_of(field));
		buf_adds(out, "/DV");
		pdf_put_value(out, value_of(field));
	} else if (is_button(field)) {
		buf_adds(out, "/V");
		pdf_put_name(out, field->value ? field->value : "Off");
		buf_adds(out, "/DV");
		pdf_put_name(out, field->value ? field->value : "Off");
	}
}

static void put_step(struct buf *out, const struct node *node, unsigned parent)
{
	buf_adds(out, "/T");
	pdf_put_text(out, node->part, NULL);
	if (parent) {
		buf_adds(out, "/Parent ");
		pdf_put_ref(out, parent);
	}
}

/* A radio group is a field with kids even where it has one button: the group holds the value, the button the state. */
static bool is_merged(const struct pdf_writer *w, const struct page_field *field)
{
	return field->kind != PAGE_FIELD_RADIO && w->set->widgets[field->first].next >= w->set->n_widgets;
}

static void write_field(struct pdf_writer *w, struct node *node, unsigned parent)
{
	const struct page_field *field = node->field;
	struct buf *out = &w->tmp;

	put_step(out, node, parent);
	put_field(w, field);
	if (is_merged(w, field)) {
		put_widget(w, field, field->first);
		pdf_set(w, node->id);
		return;
	}
	put_tooltip(w, field, NULL);
	buf_adds(out, "/Kids[");
	for (uint32_t i = field->first; i < w->set->n_widgets; i = w->set->widgets[i].next)
		if (w->widget_annots[i] != UINT32_MAX) {
			pdf_put_ref(out, w->annots[w->widget_annots[i]].id);
			buf_addc(out, ' ');
		}
	buf_addc(out, ']');
	pdf_set(w, node->id);
	for (uint32_t i = field->first; i < w->set->n_widgets; i = w->set->widgets[i].next) {
		if (w->widget_annots[i] == UINT32_MAX)
			continue;
		buf_adds(out, "/Parent ");
		pdf_put_ref(out, node->id);
		put_widget(w, field, i);
		pdf_set(w, w->annots[w->widget_annots[i]].id);
	}
}

static void put_kids(struct pdf_writer *w, const struct node *node)
{
	for (const struct node *kid = node->first; kid; kid = kid->next) {
		pdf_put_ref(&w->tmp, kid->id);
		if (kid->next)
			buf_addc(&w->tmp, ' ');
	}
}

static void write_node(struct pdf_writer *w, struct node *node, unsigned parent)
{
	if (node->field) {
		write_field(w, node, parent);
		return;
	}
	if (node->id) { /* the root has none: its kids are the form's */
		put_step(&w->tmp, node, parent);
		buf_adds(&w->tmp, "/Kids[");
		put_kids(w, node);
		buf_addc(&w->tmp, ']');
		pdf_set(w, node->id);
	}
	for (struct node *kid = node->first; kid; kid = kid->next)
		write_node(w, kid, node->id);
}

/* ---- the tree ------------------------------------------------------------------------------------------------------ */

/* The node at a path, with all above it. */
static struct node *find_node(struct pdf_writer *w, struct str_map *nodes, struct node *root, const char *path, size_t len)
{
	char *name = arena_strndup(w->arena, path, len), *dot = strrchr(name, '.');
	void **slot = str_map_slot(nodes, name);
	struct node *node = *slot, *above;

	if (node)
		return node;
	node = *slot = arena_one(w->arena, struct node);
	above = dot ? find_node(w, nodes, root, path, (size_t)(dot - name)) : root;
	node->part = dot ? dot + 1 : name;
	if (above->last)
		above->last->next = node;
	else
		above->first = node;
	above->last = node;
	return node;
}

static void number_nodes(struct pdf_writer *w, struct node *node)
{
	for (struct node *kid = node->first; kid; kid = kid->next) {
		if (kid->field && is_merged(w, kid->field))
			kid->id = w->annots[w->widget_annots[kid->field->first]].id;
		else
			kid->id = pdf_file_object(w->file);
		number_nodes(w, kid);
	}
}

unsigned pdf_write_fields(struct pdf_writer *w)
{
	struct str_map *nodes = str_map_new(w->arena);
	struct node root = {0};
	unsigned form;
	mpt size = 0;

	for (size_t f = 0; f < w->set->n_fields; f++) {
		const struct page_field *field = &w->set->fields[f];

		if (!is_placed(w, field))
			continue;
		find_node(w, nodes, &root, field->name, strlen(field->name))->field = field;
		if (field->kind == PAGE_FIELD_TEXT && !w->typing) {
			w->typing = pdf_file_object(w->file);
			size = w->set->widgets[field->first].size;
		}
	}
	if (!root.first)
		return 0;
	plan_looks(w);
	number_nodes(w, &root);
	write_node(w, &root, 0);
	form = pdf_file_object(w->file);
	buf_adds(&w->tmp, "/Fields[");
	put_kids(w, &root);
	buf_addc(&w->tmp, ']');
	if (w->typing) {
		buf_adds(&w->tmp, "/DR<</Font<</KT ");
		pdf_put_ref(&w->tmp, w->typing);
		buf_adds(&w->tmp, ">>>>/DA(/KT ");
		buf_add_mpt(&w->tmp, size, 3);
		buf_adds(&w->tmp, " Tf 0 g)");
	}
	pdf_set(w, form);
	return form;
}
