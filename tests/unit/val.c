/* val: values and their places, of a file and of a fragment; what is refused. */
#include "val/val.h"

#include <stdlib.h>

#include "test.h"

static struct arena *arena;
static struct diags *diags;

static struct val *parse(const char *text)
{
	return val_parse(arena, diags, source_new(arena, diags, "t.yaml", text, strlen(text)), NULL);
}

/* The first line of it. */
static const char *told(void)
{
	char *text = test_told(arena, diags, false);

	text[strcspn(text, "\n")] = '\0';
	return text;
}

TEST(values)
{
	struct val *v;

	arena = arena_new();
	diags = diags_new();
	v = parse("zip: 01001\nrelease: no\nat: 12:30\nnone: ~\nq: \"null\"\nlist: [a, {b: c}]\n");
	CHECK_STR(val_text_at(v, "zip", NULL), "01001");
	CHECK_STR(val_text_at(v, "release", NULL), "no");
	CHECK_STR(val_text_at(v, "at", NULL), "12:30");
	CHECK_INT(val_lookup(v, "none")->kind, VAL_NULL);
	CHECK_STR(val_text_at(v, "q", NULL), "null");
	CHECK_STR(val_text_at(val_lookup(v, "list")->items[1], "b", NULL), "c");
	CHECK_STR(val_text_at(v, "nothing", "else"), "else");
	CHECK_INT(parse("")->kind, VAL_NULL);
	CHECK_INT(parse("# only a comment\n")->kind, VAL_NULL);
	CHECK_STR(told(), "");
	diags_free(diags);
	arena_free(arena);
}

TEST(part)
{
	/* A fenced block in a quotation: each of its lines has lost `> `. */
	const char *text = "# T\n> ~~~fields\n> - {id: a, label: Ä, lines: b}\n> ~~~\n";
	struct val_part part = {"- {id: a, label: Ä, lines: b}\n", 31, 3};
	struct val *v;
	uint32_t line, col;

	arena = arena_new();
	diags = diags_new();
	v = val_parse(arena, diags, source_new(arena, diags, "d.md", text, strlen(text)), &part);
	source_place(v->items[0]->at.src, val_lookup(v->items[0], "lines")->at.from, &line, &col);
	CHECK_INT(line, 3);
	CHECK_INT(col, 30);
	diags_free(diags);
	arena_free(arena);
}

TEST(refused)
{
	static const char *const known[] = {"phone", "name", NULL};
	struct buf deep = {0};

	arena = arena_new();
	diags = diags_new();
	CHECK(!parse("a: [1, 2\nc: 3\n"));
	CHECK_STR(told(), "t.yaml:2:2: error: this is not YAML: did not find expected ',' or ']' (while parsing a flow sequence)");
	parse("a: 1\na: 2\n");
	CHECK_STR(told(), "t.yaml:2:1: error: the key \"a\" stands here a second time; keep one of the two");
	parse("a: !x 1\n");
	CHECK_STR(told(), "t.yaml:1:4: error: tags (!x) are not used here; write the value alone");
	parse("b: &b {c: d}\na:\n  <<: *b\n");
	CHECK_STR(told(), "t.yaml:3:3: error: merge keys (<<) are not used here; write the keys out");
	CHECK(!parse("a: 1\n---\nb: 2\n"));
	CHECK_STR(told(), "t.yaml:2:1: error: a second YAML document starts here; one file holds one");
	CHECK(!parse("a: *b\n"));
	CHECK_STR(told(), "t.yaml:1:4: error: no anchor &b stands above this alias");
	for (int i = 0; i < 40; i++)
		buf_addc(&deep, '[');
	CHECK(!parse(deep.data));
	CHECK_STR(told(), "t.yaml:1:33: error: nested deeper than 32 levels, the limit");
	buf_reset(&deep);
	buf_adds(&deep, "a: &a x\nb: [*a");
	for (int i = 0; i < 100; i++)
		buf_adds(&deep, ", *a");
	buf_adds(&deep, "]\n");
	CHECK(!parse(deep.data));
	CHECK(strstr(told(), "more than 100 aliases") != NULL);
	val_check_keys(diags, parse("phnoe: x\ncolor: y\n"), "a person", known);
	CHECK_STR(told(), "t.yaml:1:1: error: a person has no key \"phnoe\"; did you mean \"phone\"?");
	buf_free(&deep);
	diags_free(diags);
	arena_free(arena);
}

TEST_MAIN
