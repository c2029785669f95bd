/* The form as a tree of dictionaries becomes a list of fields. A kid with a name (/T) is a field in its field; a kid without
 * one is a widget of it. That is how 12.7.3.1 tells them apart, and the only way that holds for what savers write: /Subtype
 * is often missing, and a field with one widget is one dictionary with it.
 *
 * Circles end at what was seen; depth, names and the number of steps have limits, so no file keeps us walking. */
#include "readback/readback.h"

#include "cos/cos.h"
#include "readback/int.h"

#define FLAG(n) (1LL << ((n)-1))
#define MULTILINE FLAG(13)
#define RADIO FLAG(16)
#define PUSH FLAG(17)

/* ---- fields -------------------------------------------------------------------------------------------------------- */

/* The kind that a /FT says, its flags aside: text where it says none that is known. */
static enum readback_kind kind_of_type(struct cos *cos, unsigned ft)
{
	static const struct {
		const char *name;
		enum readback_kind kind;
	} all[] = {{"Btn", READBACK_CHECK}, {"Ch", READBACK_CHOICE}, {"Sig", READBACK_SIGNATURE}};
	size_t len;
	const char *name = cos_type(cos, ft) == COS_NAME ? cos_bytes(cos, ft, &len) : "";

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (str_eq(name, all[i].name))
			return all[i].kind;
	return READBACK_TEXT;
}

static void take(struct cos *cos, unsigned node, const char *key, unsigned *to)
{
	unsigned value = cos_key(cos, node, key);

	if (cos_type(cos, value) != COS_NULL)
		*to = value;
}

static void inherit(struct cos *cos, unsigned node, struct readback_inherited *own)
{
	unsigned ft = own->ft, da = own->da;

	take(cos, node, "/FT", &own->ft);
	take(cos, node, "/Ff", &own->ff);
	take(cos, node, "/V", &own->v);
	take(cos, node, "/DV", &own->dv);
	take(cos, node, "/DA", &own->da);
	if (cos_type(cos, own->da) != COS_STRING)
		own->da = da;
	if (own->ft != ft)
		own->kind = kind_of_type(cos, own->ft);
	if (!own->ft || own->kind == READBACK_CHOICE)
		take(cos, node, "/Opt", &own->opt);
}

/* The node's own part of the name; NULL where it has none. */
static const char *part_of(struct readback_form *form, unsigned node)
{
	unsigned t = cos_key(form->cos, node, "/T");
	const char *part = cos_type(form->cos, t) == COS_STRING ? readback_text(form, t) : NULL;

	return part && *part ? part : NULL;
}

static const char *name_under(struct readback_form *form, const char *above, const char *part)
{
	if (!part || !above)
		return part ? part : above;
	if (strlen(above) + strlen(part) >= READBACK_MAX_NAME) {
		readback_over(form, "4,096 letters in a name");
		return above;
	}
	return arena_printf(form->arena, "%s.%s", above, part);
}

static enum readback_kind kind_of(const struct readback_inherited *own, long long flags)
{
	if (own->kind != READBACK_CHECK)
		return own->kind;
	return flags & PUSH ? READBACK_BUTTON : flags & RADIO ? READBACK_RADIO : READBACK_CHECK;
}

static void fill_values(struct readback_form *form, struct readback_field *field, const struct readback_inherited *own)
{
	field->has_value = own->v != 0;
	if (field->kind == READBACK_SIGNATURE || field->kind == READBACK_BUTTON)
		return;
	field->n_values = readback_values(form, own->v, &field->values);
	if (field->kind == READBACK_CHOICE)
		readback_export(form, own->opt, field->values, field->n_values);
}

/* The field of this name and kind, new or met before; NULL past the limit. */
static struct readback_draft *field_of(struct readback_form *form, unsigned node, uint64_t id, const struct readback_inherited *own)
{
	struct cos *cos = form->cos;
	long long flags = cos_int(cos, own->ff, 0);
	enum readback_kind kind = kind_of(own, flags);
	void **slot = own->name ? str_map_slot(form->names, own->name) : NULL;
	size_t at = slot ? (size_t)(uintptr_t)*slot : 0;
	struct readback_draft *draft;

	if (at && form->drafts[at - 1].field.kind == kind) {
		draft = &form->drafts[at - 1];
		if (!draft->field.has_value)
			fill_values(form, &draft->field, own);
		return draft;
	}
	if (form->n >= READBACK_MAX_FIELDS) {
		readback_over(form, "100,000 blanks");
		return NULL;
	}
	draft = arena_push(form->arena, form->drafts, form->n, form->cap);
	if (slot && !*slot)
		*slot = (void *)(uintptr_t)form->n;
	draft->id = id;
	draft->field = (struct readback_field){
		.name = own->name ? own->name : "", .kind = kind, .tooltip = readback_text(form, cos_key(cos, node, "/TU")),
		.has_default = own->dv != 0, .printed = readback_joined(form, own->dv),
		.multiline = kind == READBACK_TEXT && (flags & MULTILINE),
	};
	fill_values(form, &draft->field, own);
	return draft;
}

/* A widget of the field whose dictionary has the id `node`; it can be that dictionary itself. `own` has what it inherits and
 * its own /DA. */
static void add_widget(struct readback_form *form, struct readback_draft *draft, uint64_t node, unsigned widget, unsigned rect,
		       const struct readback_inherited *own)
{
	struct cos *cos = form->cos;
	struct readback_field *field = &draft->field;
	bool button = field->kind == READBACK_CHECK || field->kind == READBACK_RADIO;
	struct readback_widget *w;
	unsigned v = 0;

	if (node != draft->id)
		v = own->v;
	if (cos_id(cos, widget) != node)
		take(cos, widget, "/V", &v);
	w = arena_push(form->arena, field->widgets, field->n_widgets, draft->cap);
	*w = readback_widget(form, widget, rect, own->da, button);
	w->value = !v || field->kind == READBACK_SIGNATURE || field->kind == READBACK_BUTTON ? NULL : readback_joined(form, v);
	if (v && field->kind == READBACK_CHOICE && w->value)
		readback_export(form, own->opt, &w->value, 1);
	if (v && !field->has_value) {
		struct readback_inherited from = *own;

		from.v = v;
		fill_values(form, field, &from);
	}
	if (!field->tooltip)
		field->tooltip = readback_text(form, cos_key(cos, widget, "/TU"));
	readback_clear(form, own->name, widget, true, button);
}

/* The dictionaries among a node's kids, each looked at once. */
struct kid {
	unsigned node;
	uint64_t id;
	const char *part; /* NULL: it is a widget, or holds some */
};

static size_t read_kids(struct readback_form *form, unsigned node, struct kid **list)
{
	struct cos *cos = form->cos;
	unsigned kids = cos_key(cos, node, "/Kids");
	size_t most = cos_length(cos, kids), n = 0, cap = 0;

	*list = NULL;
	for (size_t i = 0; i < most && readback_look(form); i++) {
		unsigned kid = cos_item(cos, kids, i);

		if (cos_type(cos, kid) == COS_DICT)
			*arena_push(form->arena, *list, n, cap) = (struct kid){kid, cos_id(cos, kid), part_of(form, kid)};
	}
	return n;
}

/* Kids without a name, and theirs, are widgets. */
static void add_kids(struct readback_form *form, struct readback_draft *draft, uint64_t node, const struct kid *kids, size_t n,
		     const struct readback_inherited *own, int depth)
{
	struct cos *cos = form->cos;

	if (depth > READBACK_MAX_DEPTH)
		readback_over(form, "64 blanks within each other");
	for (size_t i = 0; i < n && !form->over; i++) {
		size_t mark = cos_mark(cos), n_below;
		struct readback_inherited its = *own;
		struct kid *below;

		if (kids[i].part || readback_ids_has(&form->seen, kids[i].id))
			continue;
		readback_ids_add(form->arena, &form->seen, kids[i].id);
		inherit(cos, kids[i].node, &its);
		its.v = own->v;
		n_below = read_kids(form, kids[i].node, &below);
		if (n_below) {
			add_kids(form, draft, node, below, n_below, &its, depth + 1);
			readback_clear(form, own->name, kids[i].node, false, false);
		} else {
			add_widget(form, draft, node, kids[i].node, cos_key(cos, kids[i].node, "/Rect"), &its);
		}
		cos_drop(cos, mark);
	}
}

/* The node is being walked, or one that it stands in: a kid that is no kid. */
static bool is_above(const struct readback_inherited *own, uint64_t id)
{
	for (; own; own = own->above)
		if (id && own->id == id)
			return true;
	return false;
}

/* Have any of the kids a name, have any none? What the field lacks (/FT, flags) a nameless kid may say. */
static void sort_kids(struct readback_form *form, const struct kid *kids, size_t n, struct readback_inherited *own,
		      bool *named, bool *nameless)
{
	struct cos *cos = form->cos;

	*named = *nameless = false;
	for (size_t i = 0; i < n; i++) {
		unsigned ft;

		if (is_above(own, kids[i].id))
			continue;
		if (kids[i].part) {
			*named = true;
			continue;
		}
		*nameless = true;
		if (!own->ft && cos_type(cos, ft = cos_key(cos, kids[i].node, "/FT")) == COS_NAME) {
			own->ft = ft;
			own->kind = kind_of_type(cos, ft);
			own->ff = own->ff ? own->ff : cos_key(cos, kids[i].node, "/Ff");
		}
	}
}

/* A node whose id and part of a name are known, as a kid's are. */
static void visit(struct readback_form *form, const struct kid *at, const struct readback_inherited *above, int depth)
{
	struct cos *cos = form->cos;
	struct readback_inherited own = *above;
	struct readback_draft *draft;
	struct kid *kids;
	bool named, nameless;
	size_t n;

	if (cos_type(cos, at->node) != COS_DICT || readback_ids_has(&form->seen, at->id))
		return;
	if (depth > READBACK_MAX_DEPTH)
		readback_over(form, "64 blanks within each other");
	if (form->over)
		return;
	readback_ids_add(form->arena, &form->seen, at->id);
	inherit(cos, at->node, &own);
	own.above = above;
	own.id = at->id;
	own.name = name_under(form, above->name, at->part);
	n = read_kids(form, at->node, &kids);
	sort_kids(form, kids, n, &own, &named, &nameless);
	/* A node that only holds others is no field, and neither is a dictionary that says nothing of one. */
	if ((nameless || !named) && (own.ft || own.v) && (draft = field_of(form, at->node, at->id, &own)) != NULL) {
		unsigned rect = nameless ? 0 : cos_key(cos, at->node, "/Rect");

		if (nameless)
			add_kids(form, draft, at->id, kids, n, &own, depth + 1);
		else if (cos_type(cos, rect) == COS_ARRAY || cos_is(cos, cos_key(cos, at->node, "/Subtype"), "/Widget"))
			add_widget(form, draft, at->id, at->node, rect, &own);
	}
	for (size_t i = 0; named && i < n && !form->over; i++) {
		size_t mark = cos_mark(cos);
		struct readback_inherited its = own;

		/* A kid that knows of no parent bears its own name alone: so do most readers, who climb. */
		if (kids[i].part && cos_type(cos, cos_key(cos, kids[i].node, "/Parent")) != COS_DICT)
			its.name = NULL;
		if (kids[i].part)
			visit(form, &kids[i], &its, depth + 1);
		cos_drop(cos, mark);
	}
	readback_clear(form, own.name, at->node, false, false);
}

/* ---- pages --------------------------------------------------------------------------------------------------------- */

/* One that says so, or says nothing else and bears a field's type. */
static bool is_widget(struct cos *cos, unsigned annot)
{
	unsigned subtype = cos_key(cos, annot, "/Subtype");

	return cos_type(cos, subtype) == COS_NAME ? cos_is(cos, subtype, "/Widget")
						  : cos_type(cos, cos_key(cos, annot, "/FT")) == COS_NAME;
}

/* A field or widget that nothing above it leads to. Its parents are climbed for the name and what they hand down; where they
 * lead back to a field that we have, it is one widget more of that one. */
static void visit_from_below(struct readback_form *form, unsigned widget, const struct readback_inherited *top)
{
	struct cos *cos = form->cos;
	unsigned chain[READBACK_MAX_DEPTH + 1] = {widget}, parent;
	struct readback_inherited above = *top;
	struct readback_draft *draft;
	struct kid at;
	unsigned da;
	size_t n = 1;

	while ((parent = cos_key(cos, chain[n - 1], "/Parent")) != 0 && cos_type(cos, parent) == COS_DICT && readback_look(form)) {
		bool circle = false;

		for (size_t i = 0; i < n; i++)
			circle = circle || cos_id(cos, chain[i]) == cos_id(cos, parent);
		if (circle)
			break;
		if (n > READBACK_MAX_DEPTH) {
			readback_over(form, "64 blanks within each other");
			return;
		}
		chain[n++] = parent;
	}
	for (size_t i = n; i-- > 1;) {
		inherit(cos, chain[i], &above);
		above.name = name_under(form, above.name, part_of(form, chain[i]));
	}
	at = (struct kid){widget, cos_id(cos, widget), part_of(form, widget)};
	if (n == 1 || at.part) {
		visit(form, &at, &above, 0);
		return;
	}
	readback_ids_add(form->arena, &form->seen, at.id);
	da = cos_key(cos, widget, "/DA");
	if (!above.ft) {
		unsigned v = above.v;

		inherit(cos, widget, &above);
		above.v = v;
	} else if (cos_type(cos, da) == COS_STRING) {
		above.da = da;
	}
	if (above.ft && (draft = field_of(form, chain[1], cos_id(cos, chain[1]), &above)) != NULL)
		add_widget(form, draft, cos_id(cos, chain[1]), widget, cos_key(cos, widget, "/Rect"), &above);
	for (size_t i = 1; i < n; i++)
		readback_clear(form, above.name, chain[i], false, false);
}

void readback_walk(struct readback_form *form, unsigned acroform)
{
	struct cos *cos = form->cos;
	unsigned fields = cos_key(cos, acroform, "/Fields"), da = cos_key(cos, acroform, "/DA");
	struct readback_inherited top = {.da = cos_type(cos, da) == COS_STRING ? da : 0};
	size_t pages = cos_pages(cos);

	for (size_t i = 0; i < cos_length(cos, fields) && readback_look(form); i++) {
		size_t mark = cos_mark(cos);
		unsigned field = cos_item(cos, fields, i);

		/* Some savers list the kids here and not what they are kids of. */
		if (cos_type(cos, field) == COS_DICT && !readback_ids_has(&form->seen, cos_id(cos, field)))
			visit_from_below(form, field, &top);
		cos_drop(cos, mark);
	}
	for (size_t p = 0; p < pages && !form->over; p++) {
		size_t mark = cos_mark(cos);
		unsigned page = cos_page(cos, p), annots = cos_key(cos, page, "/Annots");
		size_t n = cos_length(cos, annots);

		for (size_t i = 0; i < n && readback_look(form); i++) {
			size_t at = cos_mark(cos);
			unsigned annot = cos_item(cos, annots, i);

			if (!readback_ids_has(&form->seen, cos_id(cos, annot)) && is_widget(cos, annot))
				visit_from_below(form, annot, &top);
			cos_drop(cos, at);
		}
		readback_clear_page(form, page);
		cos_drop(cos, mark);
	}
}
