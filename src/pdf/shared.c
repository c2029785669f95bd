/* What the files of one run have in common. */
#include "pdf/int.h"

struct pdf_shared *pdf_shared_new(void)
{
	struct arena *arena = arena_new();
	struct pdf_shared *shared = arena_one(arena, struct pdf_shared);

	shared->arena = arena;
	shared->deflate = pdf_deflate_new(arena);
	return shared;
}

void pdf_shared_many(struct pdf_shared *shared)
{
	shared->programs = keep_new(4u << 20);
	shared->drawn = pdf_drawn_new(shared->arena);
	pdf_deflate_keep(shared->deflate);
}

void pdf_shared_free(struct pdf_shared *shared)
{
	if (!shared)
		return;
	pdf_deflate_free(shared->deflate);
	keep_free(shared->programs);
	pdf_drawn_free(shared->drawn);
	arena_free(shared->arena);
}
