/* What one set remembers: conditions read once, new items given out, facts worked out. */
#include "record/int.h"

struct record_memo *memo_of(const struct record_set *set)
{
	struct record_set *mine = (struct record_set *)set; /* a cache: what is told of the set stays the same */

	if (!mine->memo) {
		mine->memo = arena_one(set->arena, struct record_memo);
		mine->memo->conds = str_map_new(set->arena);
		mine->memo->bad = str_map_new(set->arena);
		mine->memo->news = str_map_new(set->arena);
	}
	return mine->memo;
}
