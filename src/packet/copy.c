/* A filled copy that is set anew (`kinfolio finish`). Its record may not be at hand, or may have changed since, and then
 * conditions alone would leave out sheets that the family wrote on, and add others. So what stood in the copy decides: a
 * sheet, a passage or a line of which it has a blank is printed again, and a sheet that has blanks of its own and none of
 * them there is not. Of the rest, which asks nothing or only what other sheets ask as well, the conditions decide as ever.
 */
#include "packet/packet.h"

#include <string.h>

#include "packet/int.h"

bool copy_stood(const struct bind *bind, const char *path)
{
	const struct packet_copy *copy = bind->job->copy;

	return copy && str_map_lookup(copy->stood, path);
}

bool copy_lacks(const struct bind *bind, const struct doc *doc)
{
	struct packet_field *fields;
	struct diags *quiet;
	const char *own;
	size_t n, asks = 0;

	if (!bind->job->copy)
		return false;
	quiet = diags_new();
	n = packet_fields(bind->arena, quiet, bind->set->shapes, doc, &fields);
	diags_free(quiet);
	own = arena_printf(bind->arena, "answers.%s.", doc->id);
	for (size_t i = 0; i < n; i++) /* the one for more is left out where it would need a page */
		asks += strstr(fields[i].path, own) && !str_eq(fields[i].id, PACKET_MORE_ROOM);
	return asks > 0;
}

const char *copy_now(const struct bind *bind, const char *path)
{
	const struct packet_copy *copy = bind->job->copy;

	return copy ? str_map_lookup(copy->now, path) : NULL;
}

bool copy_month(const struct bind *bind, const char *prefix, struct lang_date *date)
{
	const struct packet_copy *copy = bind->job->copy;
	size_t n = strlen(prefix);

	for (size_t i = 0; copy && i < copy->n; i++) {
		const char *path = copy->paths[i];

		if (strncmp(path, prefix, n) == 0 && path[n] == '.' &&
		    lang_date_parse(arena_strndup(bind->arena, path + n + 1, 10), date))
			return true;
	}
	return false;
}

static bool blank_stood(const struct bind *bind, const struct set_blank *b)
{
	bool stood = b && b->name && copy_stood(bind, str_starts(b->name, "mine.") ? b->name + strlen("mine.") : b->name);

	for (size_t i = 0; b && i < b->n_items && !stood; i++)
		stood = blank_stood(bind, b->items[i]);
	return stood;
}

static bool text_stood(const struct bind *bind, const struct set_text *text)
{
	for (size_t i = 0; text && i < text->n; i++)
		if (blank_stood(bind, text->pieces[i].blank))
			return true;
	return false;
}

bool copy_has(const struct bind *bind, const struct set_node *first)
{
	bool has = false;

	for (const struct set_node *n = first; n && !has; n = n->next) {
		has = text_stood(bind, n->text) || copy_has(bind, n->first);
		for (size_t i = 0; i < n->n_blanks && !has; i++)
			has = blank_stood(bind, n->blanks[i]);
		for (size_t i = 0; i < n->n_checks && !has; i++)
			has = blank_stood(bind, n->checks[i].blank);
		for (size_t r = 0; n->records && r < n->records->n_rows; r++)
			for (size_t i = 0; i < n->records->n_columns && !has; i++)
				has = copy_has(bind, n->records->rows[r].cells[i].first);
	}
	return has;
}
