/* Where things stand in a YAML text. libyaml tells where a value begins and, of a scalar, where it ends; the rest (its
 * colon, the last byte of all that it holds, whether a comment follows it) is found here, by looking at the bytes. It knows
 * the ways of writing that records use, and judges nothing: who changes a text by these places parses it again. */
#include "val/place.h"

#include <string.h>

uint32_t place_line_start(const struct source *src, uint32_t at)
{
	while (at > 0 && src->text[at - 1] != '\n')
		at--;
	return at;
}

uint32_t place_line_end(const struct source *src, uint32_t at)
{
	while (at < src->len && src->text[at] != '\n')
		at++;
	return at < src->len ? at + 1 : at;
}

/* The first place that holds none of these bytes. */
static uint32_t skip(const struct source *src, uint32_t at, const char *bytes)
{
	while (at < src->len && strchr(bytes, src->text[at]))
		at++;
	return at;
}

size_t place_column(const struct source *src, uint32_t at)
{
	uint32_t start = place_line_start(src, at);

	return utf8_count(src->text + start, at - start);
}

uint32_t place_content(const struct source *src, const struct val *v)
{
	uint32_t at = v->at.from;

	if (v->kind == VAL_NULL || src->text[at] != '&')
		return at;
	while (at < v->at.to && !strchr(" \t\r\n", src->text[at]))
		at++;
	return skip(src, at, " \t\r\n");
}

bool place_is_flow(const struct source *src, const struct val *v)
{
	char c = src->text[place_content(src, v)];

	return (v->kind == VAL_MAP && c == '{') || (v->kind == VAL_LIST && c == '[');
}

bool place_is_literal(const struct source *src, const struct val *v)
{
	return v->kind == VAL_TEXT && v->quoted && strchr("|>", src->text[place_content(src, v)]);
}

uint32_t place_behind_colon(const struct source *src, const struct val *map, size_t i)
{
	uint32_t at = skip(src, map->keys[i].at.to, " \t");

	return at < src->len && src->text[at] == ':' ? at + 1 : map->keys[i].at.to;
}

bool place_is_alias(const struct val *v, uint32_t after)
{
	return v->at.from < after;
}

uint32_t place_alias_end(const struct source *src, uint32_t after, uint32_t *from)
{
	uint32_t at = skip(src, after, " \t\r\n");

	*from = at;
	while (at < src->len && !strchr(" \t\r\n,]}", src->text[at]))
		at++;
	return at;
}

uint32_t place_value_end(const struct source *src, const struct val *v, uint32_t after)
{
	uint32_t from;

	if (place_is_alias(v, after))
		return place_alias_end(src, after, &from);
	if (v->kind == VAL_MAP && v->n && !place_is_flow(src, v))
		return place_value_end(src, v->items[v->n - 1], place_behind_colon(src, v, v->n - 1));
	if (v->kind == VAL_LIST && v->n && !place_is_flow(src, v))
		return place_value_end(src, v->items[v->n - 1], v->n > 1 ? v->items[v->n - 2]->at.to : v->at.from);
	if (place_is_literal(src, v) &&
	    memchr(src->text + place_content(src, v), '+', strcspn(src->text + place_content(src, v), "\r\n"))) {
		/* `|+` keeps the empty lines behind it. */
		uint32_t end = place_line_end(src, v->at.to), next;

		while ((next = skip(src, end, " \t\r")) < src->len && src->text[next] == '\n')
			end = next + 1;
		return end > v->at.from ? end - 1 : end;
	}
	return v->at.to;
}

bool place_only_blank(const struct source *src, uint32_t at)
{
	at = skip(src, at, " \t\r");
	return at >= src->len || src->text[at] == '\n';
}

bool place_line_done(const struct source *src, uint32_t at)
{
	uint32_t next = skip(src, at, " \t\r");

	return next >= src->len || src->text[next] == '\n' || (src->text[next] == '#' && next > at);
}
