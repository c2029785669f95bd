/* malloc for the whole process, our code and every library alike: where memory ends there is one way out, with a word and exit 3,
 * so nobody checks. HarfBuzz in particular can shape wrongly and still report success when an allocation fails.
 *
 * glibc's own allocator does the work, under its public internal names; sanitizers and valgrind bring theirs, and then this file
 * is empty. */
#if defined __GLIBC__ || defined __linux__
#include <features.h>
#endif

#if defined __has_feature
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define OWN_ALLOCATOR 1
#endif
#endif
#if defined __SANITIZE_ADDRESS__ || !defined __GLIBC__ || defined KINFOLIO_NO_MALLOC
#define OWN_ALLOCATOR 1
#endif

#ifndef OWN_ALLOCATOR
#include "base/base.h"

#include <stdlib.h>
#include <unistd.h>

#include <malloc.h>
#include <sys/mman.h>

/* glibc: the allocator behind malloc, for those who replace it (malloc/malloc.c). */
extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t n);

static void out_of_memory(void)
{
	static const char words[] = "kinfolio: error: out of memory\n";

	file_abandon();
	if (write(STDERR_FILENO, words, sizeof words - 1) < 0)
		_exit(3);
	_exit(3);
}

void *malloc(size_t n)
{
	void *p = __libc_malloc(n);

	if (!p && n)
		out_of_memory();
	return p;
}

void *calloc(size_t n, size_t size)
{
	void *p = __libc_calloc(n, size);

	if (!p && n && size)
		out_of_memory();
	return p;
}

void *realloc(void *old, size_t n)
{
	void *p = __libc_realloc(old, n);

	if (!p && n)
		out_of_memory();
	return p;
}

/* A run takes some ten megabytes, page by page, and gives large blocks back only to take as many again: half of what the
 * kernel does for us is that. So the heap is one region, grown once and never given back, and it may be of huge pages, which
 * come zeroed 512 at a time (where the machine has none to give, nothing changes). Only addresses are taken here. */
void memory_setup(void)
{
	static const size_t room = (size_t)32 << 20, huge = (size_t)2 << 20;
	uintptr_t from, to;
	void *first;

	mallopt(M_MMAP_THRESHOLD, (int)room);
	mallopt(M_TRIM_THRESHOLD, INT32_MAX);
	mallopt(M_TOP_PAD, (int)room);
	first = malloc(huge); /* more than is there, so it grows now */
	from = ((uintptr_t)first + huge - 1) / huge * huge;
	to = ((uintptr_t)first + room) / huge * huge;
	free(first);
	mallopt(M_TOP_PAD, (int)huge);
	madvise((void *)from, to - from, MADV_HUGEPAGE);
}

#else
#include "base/base.h"

void memory_setup(void)
{
	/* the allocator is not ours */
}
#endif
