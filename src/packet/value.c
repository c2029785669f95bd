/* What the record says at a place of the document: a path's value as text, a condition's truth. A condition that looks at what is never
 * printed is told and fails the bind. */
#include "packet/int.h"

#include <string.h>

const struct val *bind_walk(const struct val *val, const char *path)
{
	char key[128];

	while (val && *path) {
		size_t n = strcspn(path, ".");

		if (n >= sizeof key)
			return NULL;
		memcpy(key, path, n);
		key[n] = '\0';
		val = val_lookup(val, key);
		path += n + (path[n] == '.');
	}
	return val;
}

bool bind_find(struct frame *frame, const char *path, struct record_found *found)
{
	return record_find(frame->bind->set, frame->scope, path, found);
}

static const char *value_of(const struct bind *bind, const struct record_found *found)
{
	if (found->derived)
		return found->derived;
	if (!found->val)
		return NULL;
	return found->shape->free ? val_text(found->val) : record_text(bind->set, found);
}

static bool is_quiet(const struct frame *frame)
{
	return frame->bind->job->discreet || frame->item->neutral;
}

bool bind_withheld(struct frame *frame, const struct record_found *found)
{
	return is_quiet(frame) && found->name && (str_starts(found->name, "staff.") || str_starts(found->name, "agency.")) &&
	       bind_telling(frame->bind, value_of(frame->bind, found));
}

void bind_heed(struct frame *frame, const struct record_found *found, const char *text)
{
	struct bind *bind = frame->bind;
	void **told;

	if (!is_quiet(frame) || !found->name || !found->val || !bind_telling(bind, text))
		return;
	told = str_map_slot(bind->heeded, found->name);
	if (!*told)
		diag(bind->job->diags, found->val->at, MSG_PACKET_TELLING, found->name);
	*told = bind;
}

const char *bind_value(struct frame *frame, const struct record_found *found)
{
	const char *text = value_of(frame->bind, found);

	if (bind_withheld(frame, found))
		return NULL;
	bind_heed(frame, found, text);
	return text;
}

/* What is printed only if would tell what is never printed. */
static bool asks_secret(struct frame *frame, const struct record_cond *cond, struct span at)
{
	struct bind *bind = frame->bind;
	const char *const *paths;
	size_t n = record_cond_paths(cond, bind->arena, &paths);
	struct record_found found;
	bool asks = false;

	for (size_t i = 0; i < n; i++)
		if (bind_find(frame, paths[i], &found) && found.shape->secret) {
			diag(bind->job->diags, at, MSG_PACKET_COND_SECRET, paths[i]);
			asks = true;
		}
	return asks;
}

bool bind_when(struct frame *frame, const char *text, struct span at)
{
	struct bind *bind = frame->bind;
	const struct record_cond *cond;
	void **slot;

	if (!text)
		return true;
	slot = str_map_slot(bind->conds, text);
	if (!*slot) {
		cond = record_cond_parse(bind->arena, bind->job->diags, at, text);
		*slot = (void *)(uintptr_t)cond;
		if (!cond || asks_secret(frame, cond, at))
			bind->failed = true;
	}
	cond = *slot;
	if (!cond)
		return true;
	return record_cond_test(bind->set, frame->scope, cond) != RECORD_NO;
}
