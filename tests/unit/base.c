/* base: buffers, UTF-8, strings, sources, diagnostics, files. */
#include "base/base.h"

#include <stdlib.h>
#include <unistd.h>

#include "test.h"

TEST(arena)
{
	struct arena *a = arena_new();
	int *numbers = NULL;
	size_t n = 0, cap = 0;

	for (int i = 0; i < 1000; i++)
		*arena_push(a, numbers, n, cap) = i;
	CHECK_INT(n, 1000);
	CHECK_INT(numbers[999], 999);
	CHECK_INT((uintptr_t)arena_alloc(a, 3) % 16, 0);
	CHECK_STR(arena_printf(a, "%s-%d", "a", 7), "a-7");
	memset(arena_alloc(a, 5000000), 1, 5000000);
	CHECK_STR(arena_strndup(a, "abcdef", 3), "abc");
	for (int i = 0; i < 3; i++) { /* what was in another lives on, small or larger than a block */
		struct arena *b = arena_new();
		const char *kept = arena_strdup(b, "kept"), *large = memset(arena_bytes(b, 100000), 'x', 100000);

		arena_join(a, b);
		memset(arena_alloc(a, 30000), 1, 30000);
		CHECK_STR(kept, "kept");
		CHECK_INT(large[99999], 'x');
	}
	arena_free(a);
	arena_free(NULL);
}

/* What is asked for stays, what nobody asks for goes; a long run takes no more memory than a short one. */
TEST(keep)
{
	struct keep *keep = keep_new(4096);
	struct arena *a = arena_new();
	char key[16], *value;
	size_t len = 0;

	CHECK(!keep_find(keep, a, "k", 1, &len));
	keep_add(keep, "k", 1, "the value", 9);
	keep_add(keep, "none", 4, "", 0);
	keep_add(keep, "k\0", 2, "another", 7);
	for (int i = 0; i < 1000; i++) {
		keep_add(keep, key, (size_t)snprintf(key, sizeof key, "%d", i), "passing by", 10);
		value = keep_find(keep, a, "k", 1, &len);
		CHECK_STR(value, "the value");
		CHECK_INT(len, 9);
	}
	CHECK(!keep_find(keep, a, "0", 1, &len));
	CHECK(!keep_find(keep, a, "k\0", 2, &len));
	CHECK_STR(keep_find(keep, a, "999", 3, &len), "passing by");
	keep_add(keep, "none", 4, "", 0);
	CHECK(keep_find(keep, a, "none", 4, &len) && len == 0);
	value = arena_alloc(a, 4096);
	keep_add(keep, "large", 5, value, 4096); /* would leave no room for others */
	CHECK(!keep_find(keep, a, "large", 5, &len));
	keep_add(NULL, "k", 1, "v", 1);
	CHECK(!keep_find(NULL, a, "k", 1, &len));
	keep_free(keep);
	keep_free(NULL);
	arena_free(a);
}

TEST(buf)
{
	struct buf b = {.max = 8}, m = {0};
	struct arena *a = arena_new();

	buf_adds(&b, "12345678");
	CHECK(!b.failed);
	buf_addc(&b, '9');
	CHECK(b.failed);
	CHECK_STR(b.data, "12345678");
	static const struct { mpt v; int places; const char *text; } lengths[] = {
		{0, 3, "0"}, {72000, 3, "72"}, {11500, 3, "11.5"}, {-50, 3, "-.05"}, {1234, 2, "1.23"}, {1235, 2, "1.24"},
		{-400, 0, "0"}, {999999, 1, "1000"}, {7, 3, ".007"}, {-1007, 3, "-1.007"}, {1040, 2, "1.04"}, {5, 2, ".01"}, {4, 2, "0"}, {-4, 2, "0"},
		{1510, 3, "1.51"}, {-1050, 1, "-1.1"}, {499, 0, "0"}, {500, 0, "1"}, {INT32_MIN, 2, "-2147483.65"}, {INT32_MIN, 3, "-2147483.648"},
	};
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		buf_reset(&m);
		buf_add_mpt(&m, lengths[i].v, lengths[i].places);
		CHECK_STR(m.data, lengths[i].text);
	}
	buf_reset(&m);
	buf_add_json(&m, "a\"b\\c\n\x01é");
	CHECK_STR(m.data, "\"a\\\"b\\\\c\\n\\u0001é\"");
	CHECK_STR(buf_text(&m, a), m.data);
	buf_free(&b);
	buf_free(&m);
	arena_free(a);
}

TEST(utf8)
{
	static const struct { const char *bytes; size_t n, bad; } cases[] = {
		{"abc", 3, 3}, {"é", 2, 2}, {"\xC0\x80", 2, 0}, {"a\xFF", 2, 1}, {"\xED\xA0\x80", 3, 0}, {"\xF4\x90\x80\x80", 4, 0},
		{"\xE2\x82", 2, 0}, {"\xF0\x9F\x98\x80", 4, 4}, {"\xE0\x80\x80", 3, 0},
	};
	const char *s = "é€😀", *end = s + strlen(s);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_INT(utf8_invalid(cases[i].bytes, cases[i].n), cases[i].bad);
	CHECK_INT(utf8_next(&s, end), 0xE9);
	CHECK_INT(utf8_next(&s, end), 0x20AC);
	CHECK_INT(utf8_next(&s, end), 0x1F600);
	CHECK_INT(utf8_next(&s, end), 0);
	CHECK_INT(utf8_count("é€😀", 9), 3);
}

TEST(str)
{
	static const char *const words[] = {"fields", "each", "table", "choice", NULL};
	struct arena *a = arena_new();
	struct str_map *map = str_map_new(a);

	CHECK_STR(str_nearest("feilds", words), "fields");
	CHECK_STR(str_nearest("tabel", words), "table");
	CHECK_STR(str_nearest("python", words), NULL);
	CHECK_INT(str_distance("abcd", "acbd", 3), 1);
	CHECK_INT(str_distance("abc", "xyz", 2), 3);
	for (int i = 0; i < 500; i++)
		*str_map_slot(map, arena_printf(a, "key%d", i)) = arena_printf(a, "%d", i);
	CHECK_STR(str_map_lookup(map, "key321"), "321");
	CHECK_STR(str_map_lookup(map, "key500"), NULL);
	CHECK_STR(digest_hex(a, "abc", 3), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	arena_free(a);
}

TEST(diag)
{
	struct arena *a = arena_new();
	struct diags *d = diags_new();
	const struct source *src = source_new(a, d, "x.yaml", "kind: family\nname: José\tx\n", 27);
	uint32_t line, col;

	source_place(src, 24, &line, &col);
	CHECK_INT(line, 2);
	CHECK_INT(col, 11);
	CHECK_INT(source_offset(src, 2, 11), 24);
	CHECK_INT(source_offset(src, 99, 1), 27);
	diag(d, ((struct span){src, 19, 24}), DIAG_ERROR, "t", "second");
	diag(d, ((struct span){src, 0, 4}), DIAG_WARNING, "t", "first");
	diag(d, ((struct span){src, 0, 4}), DIAG_WARNING, "t", "first");
	CHECK_INT(diags_exit(d), 1);
	CHECK_STR(test_told(a, d, false), "x.yaml:1:1: warning: first\n    1 | kind: family\n      | ^~~~\n"
			      "x.yaml:2:7: error: second\n    2 | name: José x\n      |       ^~~~\n");
	CHECK_STR(test_told(a, d, false), "");
	CHECK_INT(diags_exit(d), 1);
	CHECK(!source_new(a, d, "bad", "ab\xFF", 3));
	CHECK(!source_new(a, d, "nul", "a\0b", 3));
	CHECK_STR(test_told(a, d, false), "bad:1:3: error: this is not UTF-8 text (byte 0xFF); save the file as UTF-8\n    1 | ab\n      |   ^\n"
			      "nul:1:2: error: a NUL byte stands here; save the file as plain UTF-8 text\n    1 | a\n      |  ^\n");
	CHECK_STR(source_new(a, d, "bom", "\xEF\xBB\xBFx", 4)->text, "x");
	diags_free(d);
	arena_free(a);
}

TEST(file)
{
	struct arena *a = arena_new();
	struct diags *d = diags_new();
	char dir[] = "/tmp/kinfolio-test-XXXXXX", **names;
	const char *path;

	CHECK(mkdtemp(dir) != NULL);
	path = file_join(a, dir, "a/b.txt");
	CHECK(file_write(d, path, "hello", 5));
	CHECK_STR(source_load(a, d, path, 100)->text, "hello");
	CHECK(!source_load(a, d, path, 4));
	CHECK(!source_load(a, d, dir, 4));
	CHECK_STR(test_told(a, d, false), arena_printf(a, "kinfolio: error: %s is larger than 4 bytes, the limit for this kind of file\n"
					      "kinfolio: error: cannot open %s: Is a directory\n", path, dir));
	CHECK(!file_write(d, file_join(a, path, "c"), "x", 1));
	CHECK_INT(diags_exit(d), 3);
	CHECK_INT(file_list(a, file_join(a, dir, "a"), &names), 1);
	CHECK_STR(names[0], "b.txt");
	CHECK_STR(file_stem(a, "x/y.program.yaml"), "y.program");
	CHECK_STR(file_dirname(a, "y"), ".");
	unlink(path);
	rmdir(file_join(a, dir, "a"));
	rmdir(dir);
	diags_free(d);
	arena_free(a);
}

TEST_MAIN
