/* val: values put into the text they stand in, byte for byte; and at random, with everything else as it was. */
#include "val/val.h"

#include <stdlib.h>

#include "test.h"

static struct arena *arena;
static struct diags *diags;

static const struct source *text_source(const char *text)
{
	return source_new(arena, diags, "t.yaml", text, strlen(text));
}

/* The text with one edit made; "refused" where it is. */
static const char *edited(const char *text, struct val_edit edit)
{
	const struct source *made = val_splice(arena, diags, text_source(text), &edit, 1);

	return made ? made->text : "refused";
}

static const char *set(const char *text, const char *path, const char *value)
{
	return edited(text, (struct val_edit){.path = path, .text = value});
}

static const char *word(const char *text, const char *path, const char *value)
{
	return edited(text, (struct val_edit){.path = path, .text = value, .word = true});
}

static const char *drop(const char *text, const char *path)
{
	return edited(text, (struct val_edit){.path = path, .kind = VAL_DROP});
}

static const char *list(const char *text, const char *path, size_t n, const char *const *texts)
{
	return edited(text, (struct val_edit){.path = path, .kind = VAL_SET_LIST, .texts = texts, .n = n});
}

/* In a function of its own: put in place a hundred times, the compiler takes what is compared for NULL. */
static void is(int line, const char *have, const char *want)
{
	if (!have)
		have = "(nothing)";
	TEST_REPORT(strcmp(have, want) == 0, "line %d is\n\t\"%s\", not\n\t\"%s\"", line, have, want);
}
#define IS(have, want) is(__LINE__, have, want)

static void begin(void)
{
	arena = arena_new();
	diags = diags_new();
}

static void end(void)
{
	diags_free(diags);
	arena_free(arena);
}

TEST(replaced)
{
	begin();
	IS(set("# A\na: b   # c\n\nd: e\n", "a", "x"), "# A\na: x   # c\n\nd: e\n");
	IS(set("a: {b: c, d: e} # f\n", "a.d", "g, h"), "a: {b: c, d: \"g, h\"} # f\n");
	IS(set("a: {b: c,\n    d: 'e'}\n", "a.d", "f"), "a: {b: c,\n    d: f}\n");
	IS(set("a: 'b'\n", "a", "it's"), "a: it's\n");
	IS(set("a: b\nc: d", "c", "e"), "a: b\nc: e");
	IS(set("a: b\r\nc: d # e\r\n", "a", "f"), "a: f\r\nc: d # e\r\n");
	IS(set("a: b # c\n", "a", "x\ny"), "a: \"x\\ny\" # c\n");
	IS(set("a:\n  b: c\nd: e\n", "a.b", "x\ny"), "a:\n  b: |-\n    x\n    y\nd: e\n");
	IS(set("a:\n  b: |- # why\n    x\n    y\n\nd: e\n", "a.b", "z\n\nw\n"), "a:\n  b: | # why\n    z\n\n    w\n\nd: e\n");
	IS(set("a:\n  b: |- # why\n    x\n    y\n\nd: e\n", "a.b", "z"), "a:\n  b: z # why\n\nd: e\n");
	IS(set("a: one\n  two\nb: c\n", "a", "three"), "a: three\nb: c\n");
	IS(set("a: \"b\" # c\n", "a", ""), "a: \"\" # c\n");
	IS(set("a: b\r\nc: d\r\n", "a", "x\ny"), "a: |-\r\n  x\r\n  y\r\nc: d\r\n");
	end();
}

TEST(quoted)
{
	begin();
	IS(set("a: b\n", "a", "no"), "a: \"no\"\n");
	IS(word("a: b\n", "a", "no"), "a: no\n");
	IS(word("a: b\n", "a", "2026-11-22"), "a: 2026-11-22\n");
	IS(set("a: b\n", "a", "01001"), "a: \"01001\"\n");
	IS(set("a: b\n", "a", "null"), "a: \"null\"\n");
	IS(set("a: b\n", "a", "b # c"), "a: \"b # c\"\n");
	IS(set("a: b\n", "a", "b: c"), "a: \"b: c\"\n");
	IS(set("a: b\n", "a", "b:c#d"), "a: b:c#d\n");
	IS(set("a: b\n", "a", " b"), "a: \" b\"\n");
	IS(set("a: b\n", "a", "b "), "a: \"b \"\n");
	IS(set("a: b\n", "a", "\"b\" \\"), "a: \"\\\"b\\\" \\\\\"\n");
	IS(set("a: b\n", "a", "\xf0\x9f\x8c\x88 \xc3\xa9"), "a: \xf0\x9f\x8c\x88 \xc3\xa9\n");
	IS(set("a: b\n", "a", "\xef\xbb\xbf\xe2\x80\xa8\x07"), "a: \"\\uFEFF\\u2028\\x07\"\n");
	IS(set("a: b\n", "a", "(508) 555-0142"), "a: (508) 555-0142\n");
	IS(set("a: b\n", "a", "- b"), "a: \"- b\"\n");
	IS(set("a: b\n", "a", "*b"), "a: \"*b\"\n");
	IS(set("a: {b: c}\n", "a.b", "d\ne"), "a: {b: \"d\\ne\"}\n");
	end();
}

TEST(put_in)
{
	begin();
	IS(set("a:\n", "a", "x"), "a: x\n");
	IS(set("a:   # why\n", "a", "x"), "a: x   # why\n");
	IS(set("a: ~\n", "a", "x"), "a: x\n");
	IS(set("a: b\n", "c", "d"), "a: b\nc: d\n");
	IS(set("a: b", "c", "d"), "a: b\nc: d");
	IS(set("a: b\n", "c.d.e", "f"), "a: b\nc:\n  d:\n    e: f\n");
	IS(set("a: {b: c}\n", "a.d", "e"), "a: {b: c, d: e}\n");
	IS(set("a: {b: c, }\n", "a.d", "e"), "a: {b: c, d: e, }\n");
	IS(set("a: {b: }\n", "a.d", "e"), "a: {b: , d: e}\n");
	IS(set("a: {b: c,\n    d: e # f\n   } # g\nh: i\n", "a.j", "k"), "a: {b: c,\n    d: e, j: k # f\n   } # g\nh: i\n");
	IS(set("a: {b: c}\n", "a.d.e", "f"), "a: {b: c, d: {e: f}}\n");
	IS(set("a: {}\nb: c\n", "a.d", "e"), "a:\n  d: e\nb: c\n");
	IS(set("a: {}  # why\nb: c\n", "a.d", "e"), "a:  # why\n  d: e\nb: c\n");
	IS(set("a: {b: {}}\n", "a.b.d", "e"), "a: {b: {d: e}}\n");
	IS(set("a:  # why\n  # k3f:\nb: c\n", "a.d", "e"), "a:  # why\n  d: e\n  # k3f:\nb: c\n");
	IS(set("a:\n    b: c  # d\n    # e\nf: g\n", "a.h", "i"), "a:\n    b: c  # d\n    h: i\n    # e\nf: g\n");
	IS(set("a:\n    b: c\nf: g\n", "h.i", "j"), "a:\n    b: c\nf: g\nh:\n    i: j\n");
	IS(set("a:\n  k: {b: c}\n", "a.m.b", "d"), "a:\n  k: {b: c}\n  m: {b: d}\n");
	IS(set("a:\r\n  k: v\r\n", "a.m", "d"), "a:\r\n  k: v\r\n  m: d\r\n");
	IS(set("a:\n  k: |+\n    x\n\n\nb: c\n", "a.m", "d"), "a:\n  k: |+\n    x\n\n\n  m: d\nb: c\n");
	IS(set("", "a.b", "c"), "a:\n  b: c\n");
	IS(edited("a:\nb: c\n", (struct val_edit){.path = "a.k", .kind = VAL_SET_MAP}), "a:\n  k: {}\nb: c\n");
	IS(edited("a: {}\n", (struct val_edit){.path = "a", .kind = VAL_SET_MAP}), "a: {}\n");
	IS(edited("a:\n", (struct val_edit){.path = "a", .kind = VAL_SET_MAP}), "a: {}\n");
	IS(set("# c\n", "a", "b"), "# c\na: b\n");
	end();
}

TEST(lists)
{
	static const char *const texts[] = {"a", "b, c", "d"};

	begin();
	IS(list("x: [a]  # y\n", "x", 2, texts), "x: [a, \"b, c\"]  # y\n");
	IS(list("x: [a, q, r]\n", "x", 2, texts), "x: [a, \"b, c\"]\n");
	IS(list("x:\n  - a  # first\ny: z\n", "x", 3, texts), "x:\n  - a  # first\n  - b, c\n  - d\ny: z\n");
	IS(list("x:\n- a\ny: z\n", "x", 2, texts), "x:\n- a\n- b, c\ny: z\n");
	IS(list("x:\n- a\n- b\ny: z\n", "x", 0, texts), "x: []\ny: z\n");
	IS(list("x: []\n", "x", 1, texts), "x: [a]\n");
	IS(list("x:\n", "x", 1, texts), "x: [a]\n");
	IS(list("x: q\n", "x", 1, texts), "x: [a]\n");
	IS(list("y: z\n", "x", 3, texts), "y: z\nx: [a, \"b, c\", d]\n");
	IS(set("x: [a, b]\n", "x.2", "c"), "x: [a, c]\n");
	IS(set("x: [a, b]\n", "x.3", "c"), "x: [a, b, c]\n");
	IS(set("x:\n  - a\n  - b # c\n", "x.2", "d"), "x:\n  - a\n  - d # c\n");
	IS(set("x:\n", "x.1", "d"), "x: [d]\n");
	end();
}

TEST(dropped)
{
	begin();
	IS(drop("a: b\nc: d # e\nf: g\n", "c"), "a: b\nf: g\n");
	IS(drop("a:\n  k:\n    b: c\n    d: e\n  m: n\n", "a.k"), "a:\n  m: n\n");
	IS(drop("a: {b: c, d: e, f: g}\n", "a.b"), "a: {d: e, f: g}\n");
	IS(drop("a: {b: c, d: e, f: g}\n", "a.f"), "a: {b: c, d: e}\n");
	IS(drop("a: {b: c}\n", "a.b"), "a: {}\n");
	IS(drop("a: b\n", "c"), "a: b\n");
	end();
}

TEST(several)
{
	static const struct val_edit edits[] = {
		{.path = "people.k3f.phone", .text = "1"}, {.path = "people.k3f.emergency", .text = "yes", .word = true},
		{.path = "people.w2.name", .text = "W"},   {.path = "people.w2.phone", .text = "2 2"},
		{.path = "court.where", .text = "here"},   {.path = "answers.a.b", .text = "c"},
	};
	const struct source *made;

	begin();
	made = val_splice(arena, diags,
			  text_source("people:  # all\n  k3f: {name: K, phone: 0}\n  # nobody else\n\n# Court\ncourt: {where: there}\n"), edits, 6);
	IS(made ? made->text : NULL,
		  "people:  # all\n  k3f: {name: K, phone: \"1\", emergency: yes}\n  w2: {name: W, phone: 2 2}\n  # nobody else\n\n"
		  "# Court\ncourt: {where: here}\nanswers:\n  a:\n    b: c\n");
	end();
}

TEST(anchors)
{
	begin();
	IS(set("a: &x b\nc: *x\n", "c", "d"), "a: &x b\nc: d\n");
	IS(set("a: &x b\nc: *x\n", "a", "d"), "refused");
	IS(set("a: &x b\nc: d\n", "a", "e"), "a: &x e\nc: d\n");
	IS(set("a: &x {b: c}\nd: *x\n", "a.b", "e"), "refused");
	IS(set("a: &x {b: c}\nd: *x\n", "d.b", "e"), "refused");
	IS(set("a: b\n", "a.c", "d"), "refused");
	end();
}

/* ---- at random ------------------------------------------------------------------------------------------------------- */

static uint32_t seed;

static uint32_t any(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

static const char *any_text(void)
{
	static const char *const parts[] = {"a", "no", "01001", " ", "  ", "#", ": ", ":", "\n", "\n\n", "\"", "'", "-", "- ", ",", "{", "}", "[", "]",
					    "&x", "*x", "!", "%", "@", "`", "|", ">", "?", "\t", "\\", "~", "null", "\xc3\xa9", "\xd8\xa7",
					    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7", "\xe2\x80\xa8", "\xc2\x85", "---", "...", "\x01", "\r", "word"};
	struct buf out = {0};
	uint32_t n = any(6);
	const char *text;

	for (uint32_t i = 0; i < n; i++)
		buf_adds(&out, parts[any(sizeof parts / sizeof *parts)]);
	text = arena_strdup(arena, out.data ? out.data : "");
	buf_free(&out);
	return text;
}

/* Values set one after another at random places, each read back, with comments kept and no other value touched (which val_splice itself
 * holds against the text: it refuses what it cannot do, and here nothing may be refused). */
TEST(random)
{
	static const char *const start[] = {
		"# head\na: b # one\nm:\n  k1: {x: y, z: w} # two\n  k2:\n    x: y\n# three\nl: [p, q]\nn:\nf: {}\n",
		"a: 'b' # one\r\nm: {k1: {x: y}, # two\r\n    k2: {x: z}}\r\nl:\r\n- p # three\r\n- q\r\nn: ~\r\nf: {} # head",
	};
	static const char *const paths[] = {"a", "m.k1.x", "m.k1.z", "m.k2.x", "m.k2.new", "m.k3.x", "m.k3.y", "l.1", "l.2", "n.a.b", "n.a.c", "f.x.y", "f.z", "o"};

	for (seed = 1; seed < 400 * 7919u; seed += 7919) {
		uint32_t keep = seed;
		const struct source *src;

		begin();
		src = text_source(start[any(2)]);
		for (int i = 0; i < 12; i++) {
			const char *path = paths[any(sizeof paths / sizeof *paths)], *value = any_text();
			struct val_edit edit = {.path = path, .text = value};
			const struct source *made = val_splice(arena, diags, src, &edit, 1);

			CHECK(made);
			if (!made) {
				fprintf(stderr, "seed %u, step %d: %s = <%s> into\n%s\n", keep, i, path, value, src->text);
				diags_print(diags, stderr, false);
				break;
			}
			src = made;
		}
		CHECK(strstr(src->text, "# head"));
		CHECK(strstr(src->text, "# one"));
		CHECK(strstr(src->text, "# two"));
		CHECK(strstr(src->text, "# three"));
		seed = keep;
		end();
	}
}

TEST_MAIN
