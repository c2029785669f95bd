/* A tiny harness: one program a file. TEST(name) { ... } registers itself; CHECKs count; the program prints what failed and closes
 * with `N passed, N failed`. */
#ifndef UNIT_TEST_H
#define UNIT_TEST_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/base.h"

static int test_passed, test_failed;
static const char *test_name;
static void (*test_functions[256])(void);
static const char *test_names[256];
static int test_count;

#define TEST(name)                                                                                                     \
	static void test_##name(void);                                                                                 \
	__attribute__((constructor)) static void test_add_##name(void)                                                 \
	{                                                                                                              \
		test_names[test_count] = #name;                                                                        \
		test_functions[test_count++] = test_##name;                                                            \
	}                                                                                                              \
	static void test_##name(void)

#define TEST_REPORT(ok, ...)                                                                                           \
	do {                                                                                                           \
		if (ok) {                                                                                              \
			test_passed++;                                                                                 \
		} else {                                                                                               \
			test_failed++;                                                                                 \
			fprintf(stderr, "%s:%d: %s: ", __FILE__, __LINE__, test_name);                                 \
			fprintf(stderr, __VA_ARGS__);                                                                  \
			fputc('\n', stderr);                                                                           \
		}                                                                                                      \
	} while (0)

#define CHECK(cond) TEST_REPORT((cond), "failed: %s", #cond)
#define CHECK_INT(is, want)                                                                                            \
	do {                                                                                                           \
		long long is_ = (long long)(is), want_ = (long long)(want);                                            \
		TEST_REPORT(is_ == want_, "%s is %lld, not %lld", #is, is_, want_);                                    \
	} while (0)
#define CHECK_STR(is, want)                                                                                            \
	do {                                                                                                           \
		const char *is_ = (is), *want_ = (want);                                                               \
		TEST_REPORT((!is_ && !want_) || (is_ && want_ && !strcmp(is_, want_)), "%s is\n\t\"%s\", not\n\t\"%s\"", #is,  \
			    is_ ? is_ : "(null)", want_ ? want_ : "(null)");                                           \
	} while (0)

/* All that was told since it was last asked, as it is printed (or as JSON lines); the arena's. */
static inline char *test_told(struct arena *arena, struct diags *diags, bool json)
{
	char *text = NULL, *copy;
	size_t len = 0;
	FILE *to = open_memstream(&text, &len);

	if (json)
		diags_print_json(diags, to);
	else
		diags_print(diags, to, false);
	fclose(to);
	copy = arena_strdup(arena, text);
	free(text);
	return copy;
}

#define TEST_MAIN                                                                                                      \
	int main(void)                                                                                                 \
	{                                                                                                              \
		for (int i = 0; i < test_count; i++) {                                                                 \
			test_name = test_names[i];                                                                     \
			test_functions[i]();                                                                           \
		}                                                                                                      \
		printf("%d passed, %d failed\n", test_passed, test_failed);                                            \
		return test_failed != 0;                                                                               \
	}

#endif
