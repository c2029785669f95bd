/* YAML by libyaml, event by event, into values that know their place. A fragment in a Markdown file is parsed with its
 * places composed: a line of the fragment is a suffix of the line it stands on, so a column is counted from that line's end.
 *
 * Refused: tags, merge keys, several documents, keys that are not plain text. Aliases are followed by sharing (the values
 * are read-only), so an alias bomb costs what it is written with; but whoever walks the values pays for what it stands for,
 * so that is what the limit counts. */
#include "val/val.h"

#include <string.h>

#include <yaml.h>

struct anchor {
	const char *name;
	struct val *value;
	size_t size; /* values within, itself one of them, aliases followed */
	struct anchor *next;
};

struct parser {
	yaml_parser_t yaml;
	struct arena *arena;
	struct diags *diags;
	const struct source *src;
	const struct val_part *part;
	uint32_t *part_lines; /* byte offset of each line of the part */
	uint32_t n_part_lines;
	struct anchor *anchors;
	size_t nodes; /* with aliases followed */
	size_t aliases;
	unsigned depth;
	bool failed;
	bool ascii; /* a column is a byte */
	struct { uint32_t line, column, bytes; const char *start; } last; /* see walk() */
};

/* Where `column` code points from the start of a line are, in bytes. Marks come in order, many to a line: it goes on from the last. */
static uint32_t walk(struct parser *p, uint32_t line, const char *start, const char *end, uint32_t column)
{
	const char *s = start;
	uint32_t at = 0;

	if (p->ascii)
		return column < (uint32_t)(end - start) ? column : (uint32_t)(end - start);
	if (p->last.line == line && p->last.start == start && p->last.column <= column) {
		s = start + p->last.bytes;
		at = p->last.column;
	}
	for (; at < column && s < end; at++) {
		if ((unsigned char)*s < 0x80)
			s++;
		else
			utf8_next(&s, end);
	}
	p->last.line = line;
	p->last.start = start;
	p->last.column = at;
	p->last.bytes = (uint32_t)(s - start);
	return (uint32_t)(s - start);
}

/* Byte offset in the source of libyaml's mark (line and column from 0, the column in code points). */
static uint32_t place(struct parser *p, yaml_mark_t mark)
{
	const struct source *src = p->src;
	uint32_t line = (uint32_t)mark.line, start, end, src_end, src_line;

	if (!p->part) {
		if (line >= src->n_lines)
			return (uint32_t)src->len;
		start = src->lines[line];
		end = line + 1 < src->n_lines ? src->lines[line + 1] - 1 : (uint32_t)src->len;
		return start + walk(p, line, src->text + start, src->text + end, (uint32_t)mark.column);
	}
	src_line = p->part->first_line + line; /* from 1: also the index of the line behind it */
	if (line >= p->n_part_lines)
		return source_offset(src, src_line, 1);
	start = p->part_lines[line];
	end = line + 1 < p->n_part_lines ? p->part_lines[line + 1] - 1 : (uint32_t)p->part->len;
	start += walk(p, line, p->part->text + start, p->part->text + end, (uint32_t)mark.column);
	/* As many bytes before the end of the source's line as are left on the part's. A CR may have been dropped on the way. */
	src_end = src_line < src->n_lines ? src->lines[src_line] - 1 : (uint32_t)src->len;
	if (src_end > 0 && src->text[src_end - 1] == '\r' && !(end > start && p->part->text[end - 1] == '\r'))
		src_end--;
	return src_end >= end - start ? src_end - (end - start) : 0;
}

static struct span between(struct parser *p, yaml_mark_t from, yaml_mark_t to)
{
	struct span at = {p->src, place(p, from), place(p, to)};

	if (at.to < at.from)
		at.to = at.from;
	return at;
}

/* libyaml ends a plain scalar or collection behind the blanks that follow it. */
static void trim(struct span *at)
{
	while (at->to > at->from + 1 && strchr(" \t\r\n", at->src->text[at->to - 1]))
		at->to--;
}

/* Where the reader stopped, which libyaml tells as an offset in bytes and not as a mark. */
static yaml_mark_t reader_mark(const struct parser *p)
{
	const char *text = p->part ? p->part->text : p->src->text, *line = text;
	size_t n = p->yaml.problem_offset, most = p->part ? p->part->len : p->src->len;
	yaml_mark_t mark = {0};

	for (size_t i = 0; i < n && i < most; i++) {
		if (text[i] == '\n') {
			mark.line++;
			line = text + i + 1;
		}
	}
	mark.column = utf8_count(line, n < most ? (size_t)(text + n - line) : (size_t)(text + most - line));
	return mark;
}

static bool next(struct parser *p, yaml_event_t *event)
{
	if (p->failed)
		return false;
	if (!yaml_parser_parse(&p->yaml, event)) {
		yaml_mark_t mark = p->yaml.error == YAML_READER_ERROR ? reader_mark(p) : p->yaml.problem_mark;
		struct span at = between(p, mark, mark);
		const char *what = p->yaml.problem ? p->yaml.problem : "it cannot be read";

		p->failed = true;
		if (p->yaml.error == YAML_READER_ERROR)
			diag(p->diags, at, MSG_VAL_CHARACTER);
		else if (at.from < p->src->len && p->src->text[at.from] == '\t')
			diag(p->diags, at, MSG_VAL_TAB);
		else if (p->yaml.context)
			diag(p->diags, at, MSG_VAL_SYNTAX_IN, what, p->yaml.context);
		else
			diag(p->diags, at, MSG_VAL_SYNTAX, what);
		return false;
	}
	return true;
}

static struct val *node(struct parser *p, enum val_kind kind, const yaml_event_t *event)
{
	struct val *v = arena_one(p->arena, struct val);

	v->kind = kind;
	v->at = between(p, event->start_mark, event->end_mark);
	if (++p->nodes > VAL_MAX_NODES && !p->failed) {
		diag(p->diags, v->at, MSG_VAL_NODES, VAL_MAX_NODES);
		p->failed = true;
	}
	return v;
}

/* `before`: how many values there were before this one. */
static void remember(struct parser *p, const yaml_char_t *name, struct val *v, size_t before)
{
	struct anchor *a;

	if (!name)
		return;
	a = arena_one(p->arena, struct anchor);
	a->name = arena_strdup(p->arena, (const char *)name);
	a->value = v;
	a->size = p->nodes - before;
	a->next = p->anchors;
	p->anchors = a;
}

static bool is_null(const char *s)
{
	return !*s || str_eq(s, "~") || str_eq(s, "null") || str_eq(s, "Null") || str_eq(s, "NULL");
}

static struct val *parse_node(struct parser *p, yaml_event_t *event);

static struct val *parse_scalar(struct parser *p, yaml_event_t *event)
{
	size_t before = p->nodes;
	struct val *v = node(p, VAL_TEXT, event);

	v->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	v->text = arena_strndup(p->arena, (const char *)event->data.scalar.value, event->data.scalar.length);
	if (strlen(v->text) != event->data.scalar.length)
		diag(p->diags, v->at, MSG_NUL), p->failed = true;
	trim(&v->at);
	if (!v->quoted && is_null(v->text)) {
		v->kind = VAL_NULL;
		v->text = NULL;
	}
	remember(p, event->data.scalar.anchor, v, before);
	return v;
}

static struct val *parse_list(struct parser *p, yaml_event_t *event)
{
	size_t before = p->nodes, cap = 0;
	struct val *v = node(p, VAL_LIST, event);
	yaml_event_t item;

	while (next(p, &item)) {
		bool end = item.type == YAML_SEQUENCE_END_EVENT;

		if (end) {
			v->at.to = place(p, item.end_mark);
		} else {
			struct val *value = parse_node(p, &item);

			if (value)
				*arena_push(p->arena, v->items, v->n, cap) = value;
		}
		yaml_event_delete(&item);
		if (end)
			break;
	}
	trim(&v->at);
	remember(p, event->data.sequence_start.anchor, v, before);
	return v;
}

#define SMALL 12 /* keys that are looked through sooner than hashed; nearly every map has fewer */

/* Is the key there already? `seen` is made when the map grows past SMALL. */
static bool is_twice(struct parser *p, const struct val *map, struct str_map **seen, const char *key)
{
	if (map->n < SMALL)
		return val_index(map, key) >= 0;
	if (!*seen) {
		*seen = str_map_new(p->arena);
		for (size_t i = 0; i < map->n; i++)
			*str_map_slot(*seen, map->keys[i].text) = (void *)(uintptr_t)map;
	}
	if (str_map_lookup(*seen, key))
		return true;
	*str_map_slot(*seen, key) = (void *)(uintptr_t)map;
	return false;
}

static struct val *parse_map(struct parser *p, yaml_event_t *event)
{
	size_t before = p->nodes, cap_keys = 0, cap_items = 0, n_keys = 0;
	struct val *v = node(p, VAL_MAP, event);
	struct str_map *seen = NULL;
	yaml_event_t item;

	while (next(p, &item)) {
		struct val *key, *value;

		if (item.type == YAML_MAPPING_END_EVENT) {
			v->at.to = place(p, item.end_mark);
			yaml_event_delete(&item);
			break;
		}
		key = parse_node(p, &item);
		yaml_event_delete(&item);
		if (!next(p, &item))
			break;
		value = parse_node(p, &item);
		yaml_event_delete(&item);
		if (!key || !value)
			continue;
		if (key->kind != VAL_TEXT) {
			diag(p->diags, key->at, MSG_VAL_KEY);
			continue;
		}
		if (!key->quoted && str_eq(key->text, "<<")) {
			diag(p->diags, key->at, MSG_VAL_MERGE);
			continue;
		}
		if (is_twice(p, v, &seen, key->text)) {
			diag(p->diags, key->at, MSG_VAL_TWICE, key->text);
			continue;
		}
		*arena_push(p->arena, v->keys, n_keys, cap_keys) = (struct val_key){key->text, key->at};
		*arena_push(p->arena, v->items, v->n, cap_items) = value;
	}
	trim(&v->at);
	remember(p, event->data.mapping_start.anchor, v, before);
	return v;
}

static struct val *parse_alias(struct parser *p, const yaml_event_t *event)
{
	struct span at = between(p, event->start_mark, event->end_mark);
	const char *name = (const char *)event->data.alias.anchor;

	if (++p->aliases > VAL_MAX_ALIASES) {
		diag(p->diags, at, MSG_VAL_ALIASES, VAL_MAX_ALIASES);
		p->failed = true;
		return NULL;
	}
	for (const struct anchor *a = p->anchors; a; a = a->next) {
		if (!str_eq(a->name, name))
			continue;
		p->nodes += a->size;
		if (p->nodes > VAL_MAX_NODES && !p->failed) {
			diag(p->diags, at, MSG_VAL_FOLLOWED, VAL_MAX_NODES);
			p->failed = true;
		}
		return a->value;
	}
	diag(p->diags, at, MSG_VAL_ANCHOR, name);
	p->failed = true;
	return NULL;
}

static struct val *parse_node(struct parser *p, yaml_event_t *event)
{
	const yaml_char_t *tag = NULL;
	struct val *v = NULL;

	if (p->depth >= VAL_MAX_DEPTH) {
		diag(p->diags, between(p, event->start_mark, event->end_mark), MSG_VAL_DEPTH, VAL_MAX_DEPTH);
		p->failed = true;
		return NULL;
	}
	p->depth++;
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		tag = event->data.scalar.tag;
		v = parse_scalar(p, event);
		break;
	case YAML_SEQUENCE_START_EVENT:
		tag = event->data.sequence_start.tag;
		v = parse_list(p, event);
		break;
	case YAML_MAPPING_START_EVENT:
		tag = event->data.mapping_start.tag;
		v = parse_map(p, event);
		break;
	case YAML_ALIAS_EVENT:
		v = parse_alias(p, event);
		break;
	default:
		break;
	}
	if (tag)
		diag(p->diags, between(p, event->start_mark, event->start_mark), MSG_VAL_TAG, (const char *)tag);
	p->depth--;
	return v;
}

static struct val *parse_stream(struct parser *p)
{
	struct val *root = NULL;
	bool ended = false;
	yaml_event_t event;

	while (!ended && next(p, &event)) {
		switch (event.type) {
		case YAML_STREAM_START_EVENT:
		case YAML_DOCUMENT_END_EVENT:
			break;
		case YAML_STREAM_END_EVENT:
			ended = true;
			break;
		case YAML_DOCUMENT_START_EVENT:
			if (root && !p->failed) {
				diag(p->diags, between(p, event.start_mark, event.end_mark), MSG_VAL_DOCUMENTS);
				p->failed = true;
			}
			break;
		default:
			root = parse_node(p, &event);
			break;
		}
		yaml_event_delete(&event);
	}
	return p->failed ? NULL : root;
}

static void find_part_lines(struct parser *p)
{
	size_t cap = 0, n = 0;

	*arena_push(p->arena, p->part_lines, n, cap) = 0;
	for (size_t i = 0; i < p->part->len; i++)
		if (p->part->text[i] == '\n')
			*arena_push(p->arena, p->part_lines, n, cap) = (uint32_t)i + 1;
	p->n_part_lines = (uint32_t)n;
}

struct val *val_parse(struct arena *arena, struct diags *diags, const struct source *src, const struct val_part *part)
{
	struct parser p = {.arena = arena, .diags = diags, .src = src, .part = part};
	struct val *root;

	if (!src || !yaml_parser_initialize(&p.yaml))
		return NULL;
	yaml_parser_set_encoding(&p.yaml, YAML_UTF8_ENCODING);
	if (part) {
		find_part_lines(&p);
		yaml_parser_set_input_string(&p.yaml, (const unsigned char *)part->text, part->len);
	} else {
		yaml_parser_set_input_string(&p.yaml, (const unsigned char *)src->text, src->len);
	}
	p.ascii = part ? str_is_ascii(part->text, part->len) : str_is_ascii(src->text, src->len);
	root = parse_stream(&p);
	if (!root && !p.failed) {
		root = arena_one(arena, struct val);
		root->at = (struct span){src, part ? source_offset(src, part->first_line, 1) : 0,
					 part ? source_offset(src, part->first_line, 1) : 0};
	}
	yaml_parser_delete(&p.yaml);
	return root;
}

struct val *val_load(struct arena *arena, struct diags *diags, const char *path, size_t max)
{
	return val_parse(arena, diags, source_load(arena, diags, path, max), NULL);
}
