/* What a record is read with: the shapes, and English. Read once, in the project's folder. */
#ifndef FUZZ_HOUSE_H
#define FUZZ_HOUSE_H

#include "lang/lang.h"
#include "record/record.h"

#include "fuzz.h"

struct fuzz_house {
	struct arena *arena;
	struct diags *diags;
	struct record_shapes *shapes;
	struct lang *lang;
};

static inline const struct fuzz_house *fuzz_house(void)
{
	static struct fuzz_house house;

	if (!house.arena) {
		house.arena = arena_new();
		house.diags = diags_new();
		house.shapes = record_shapes_load(house.arena, house.diags, &(const char *){"templates/records"}, 1);
		house.lang = lang_load(house.arena, house.diags, &(const char *){"templates/languages"}, 1, "en", SPAN_NONE);
		FUZZ_CHECK(house.shapes && house.lang, "no house; run in the project's folder");
	}
	return &house;
}

/* As collect_job wants it: the i-th of an array of them. */
static inline const struct lang *fuzz_language(void *of, size_t i)
{
	return ((const struct lang **)of)[i];
}

#endif
