/* What a blank is called: the field's full name, which is its path, and the tooltip, which makes sense alone and is found once in its
 * file. Neither says in a discreet or travelling copy what must not be said. */
#include "packet/packet.h"

#include <string.h>

#include "packet/int.h"

/* ---- names ----------------------------------------------------------------------------------------------------------- */

const char *packet_mask(struct arena *arena, const char *key)
{
	return arena_printf(arena, "k%08x", (unsigned)(str_hash(key, strlen(key)) & 0xffffffffu));
}

const char *bind_mask(struct bind *bind, const char *keys)
{
	struct buf out = {0};
	const char *text;

	for (const char *s = keys; *s;) {
		size_t n = strcspn(s, PACKET_KEYS_END), gap = strspn(s + n, PACKET_KEYS_END);
		const char *key = arena_strndup(bind->arena, s, n);

		buf_adds(&out, bind_telling(bind, key) ? packet_mask(bind->arena, key) : key);
		buf_addf(&out, "%.*s", (int)gap, s + n);
		s += n + gap;
	}
	text = buf_text(&out, bind->arena);
	buf_free(&out);
	return text;
}

const char *bind_key(struct frame *frame, const char *key)
{
	return frame->bind->job->discreet || frame->item->neutral ? bind_mask(frame->bind, key) : key;
}

const char *bind_name(struct frame *frame, const char *path)
{
	const char *name = bind_key(frame, *path == '/' ? path + 1 : path);

	return frame->item->mine ? arena_printf(frame->bind->arena, "mine.%s", name) : name;
}

const char *bind_answer_path(struct frame *frame, const char *id)
{
	return arena_printf(frame->bind->arena, "/%s.%s", frame->prefix, id);
}

/* ---- tooltips -------------------------------------------------------------------------------------------------------- */

static const char *without_colon(struct bind *bind, const char *s)
{
	size_t n = strlen(s);

	while (n && (s[n - 1] == ' ' || s[n - 1] == ':'))
		n--;
	return s[n] ? arena_strndup(bind->arena, s, n) : s;
}

/* Which copy of a sheet that is printed for several: by number, for a name in a tooltip would be read out loud. */
static const char *of_item(struct frame *frame, const char *label)
{
	struct bind *bind = frame->bind;
	const struct plan_item *item = frame->item;

	if (item->count < 2)
		return label;
	if (item->lead)
		return bind_fill(bind, bind->patterns.in, item->lead, label);
	return bind_fill(bind, bind->patterns.again, label, bind_number(bind, (size_t)item->index));
}

static bool taken(const struct frame *frame, const char *tooltip, const char *name)
{
	const char *by = str_map_lookup(frame->bind->said[frame->item->file], tooltip);

	return by && !str_eq(by, name);
}

const char *bind_tooltip(struct frame *frame, const char *label, const char *name)
{
	struct bind *bind = frame->bind;
	const char *what = label ? without_colon(bind, label) : frame->heading ? frame->heading : lang_word(bind->own, "blank");
	const char *tooltip = what, *base;
	bool quiet = bind->job->discreet || frame->item->neutral;

	if (frame->lead)
		tooltip = bind_fill(bind, bind->patterns.in, frame->lead, what);
	else if (frame->heading && label && (uintptr_t)str_map_lookup(frame->labels, label) > 1)
		tooltip = bind_fill(bind, bind->patterns.in, frame->heading, what);
	if (!quiet || !bind_telling(bind, tooltip))
		tooltip = of_item(frame, tooltip);
	/* Said already by another blank: its heading tells them apart, or else its document. */
	if (frame->heading && !frame->lead && taken(frame, tooltip, name))
		tooltip = bind_fill(bind, bind->patterns.in, frame->heading, tooltip);
	if (frame->title && taken(frame, tooltip, name))
		tooltip = bind_fill(bind, bind->patterns.in, frame->title, tooltip);
	if (quiet && bind_telling(bind, tooltip))
		tooltip = bind_telling(bind, what) ? lang_word(bind->own, "blank") : what;
	base = tooltip;
	for (size_t n = 2; taken(frame, tooltip, name); n++)
		tooltip = bind_fill(bind, bind->patterns.again, base, bind_number(bind, n));
	*str_map_slot(bind->said[frame->item->file], tooltip) = (void *)(uintptr_t)name;
	return tooltip;
}
