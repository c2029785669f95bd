/* Who can help: from the agency's record and from templates/resources/. A discreet copy leaves out every line whose name tells, and
 * prints no QR code, which anybody's phone would open. */
#include "packet/packet.h"

#include "packet/int.h"

enum { RESOURCE_MAX_BYTES = 1 << 16 };

struct resources {
	struct set_resource *items;
	size_t n, cap;
};

static const char *text_of(const struct val *v, const char *key)
{
	const char *text = val_text_at(v, key, NULL);

	return text && *text ? text : NULL;
}

static const char *checked_words(struct bind *bind, const struct val *v)
{
	struct lang_date date;
	struct lang_arg arg = {"date", NULL, 0};

	if (!lang_date_parse(val_text_at(v, "checked", ""), &date))
		return NULL;
	arg.text = lang_date_text(bind->lang, bind->arena, date, LANG_DATE_LONG);
	return lang_format(bind->lang, bind->arena, "resource_checked", &arg, 1);
}

static void resource_add(struct frame *frame, struct resources *to, const struct val *v,
			 const struct doc_resource_spec *spec, bool shipped)
{
	struct bind *bind = frame->bind;
	bool quiet = bind->job->discreet, own = true;
	struct set_resource r = {.name = text_of(v, "name")};

	if (!v || v->kind != VAL_MAP || (spec->kind && !str_eq(text_of(v, "kind"), spec->kind)))
		return;
	if (quiet && (val_truth(val_lookup(v, "telling"), NULL) || bind_telling(bind, r.name))) {
		r.name = text_of(v, "neutral_name");
		own = false;
	}
	if (!r.name)
		return;
	r.phone = text_of(v, "phone");
	r.text_line = text_of(v, "text_line");
	if (!r.text_line)
		r.text_line = text_of(v, "text");
	r.address = text_of(v, "address");
	r.hours = text_of(v, "hours");
	r.languages = text_of(v, "languages");
	r.notes = own ? text_of(v, "notes") : NULL;
	r.url = own ? text_of(v, "url") : NULL;
	if (quiet && bind_telling(bind, r.notes))
		r.notes = NULL;
	if ((quiet || frame->item->neutral) && bind_telling(bind, r.url))
		r.url = NULL;
	r.checked = checked_words(bind, v);
	r.checked_lang = bind_differs(bind, lang_word_tag(bind->lang, "resource_checked"));
	r.lang = bind_differs(bind, text_of(v, "language") ? text_of(v, "language") : shipped ? DOC_LANG : NULL);
	r.qr = spec->qr && r.url && !quiet;
	*arena_push(bind->arena, to->items, to->n, to->cap) = r;
}

static const struct val *resource_load(struct bind *bind, const char *name)
{
	const struct packet_job *job = bind->job;

	for (size_t i = job->n_dirs; i-- > 0;) {
		const char *path = file_join(bind->arena, job->template_dirs[i], arena_printf(bind->arena, "resources/%s.yaml", name));

		if (file_exists(path))
			return val_load(bind->arena, job->diags, path, RESOURCE_MAX_BYTES);
	}
	return NULL;
}

/* Every file of the kind, by name; one of a later folder stands for those of the same name before it. */
static void resources_of_kind(struct frame *frame, struct resources *to, const struct doc_resource_spec *spec)
{
	struct bind *bind = frame->bind;
	struct str_map *seen = str_map_new(bind->arena);

	for (size_t d = 0; d < bind->job->n_dirs; d++) {
		char **files;
		size_t n = file_list(bind->arena, file_join(bind->arena, bind->job->template_dirs[d], "resources"), &files);

		for (size_t i = 0; i < n; i++) {
			const char *stem = file_stem(bind->arena, files[i]);

			if (!str_ends(files[i], ".yaml") || str_map_lookup(seen, stem))
				continue;
			*str_map_slot(seen, stem) = files[i];
			resource_add(frame, to, resource_load(bind, stem), spec, true);
		}
	}
}

struct set_node *bind_resources(struct frame *frame, const struct doc_node *node)
{
	struct bind *bind = frame->bind;
	const struct doc_resource_spec *spec = node->resources;
	struct doc_resource_spec named = *spec;
	struct set_node *n = bind_node_new(bind, SET_RESOURCES, node->at);
	struct resources list = {0};
	struct record_item *items;
	struct record_found found;
	size_t n_items;

	named.kind = NULL; /* what is named stands, of whatever kind */
	if (spec->of && !bind_find(frame, spec->of, &found)) {
		diag(bind->job->diags, node->of_at, MSG_PACKET_PATH, spec->of, spec->of);
		bind->failed = true;
	} else if (spec->of && !frame->item->neutral) {
		n_items = record_items(bind->set, frame->scope, spec->of, NULL, RECORD_ALL, NULL, &items);
		for (size_t i = 0; i < n_items; i++)
			resource_add(frame, &list, items[i].scope.val, spec, false);
	}
	for (size_t i = 0; i < spec->n_names; i++) {
		const struct val *v = resource_load(bind, spec->names[i]);

		if (!v) {
			diag(bind->job->diags, node->at, MSG_PACKET_RESOURCE, spec->names[i]);
			bind->failed = true;
		}
		resource_add(frame, &list, v, &named, true);
	}
	if (spec->kind && !spec->of && !spec->n_names)
		resources_of_kind(frame, &list, spec);
	n->text = bind_text(frame, node->text);
	n->tight = spec->brief;
	n->resources = list.items;
	n->n_resources = list.n;
	return list.n ? n : NULL;
}
