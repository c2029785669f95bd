/* rest: what stands in a filled copy and in none of its blanks as they are bound anew. */
#ifndef CLI_REST_H
#define CLI_REST_H

#include "cli/cli.h"
#include "collect/collect.h"
#include "packet/set.h"

struct cli_rest {
	struct cli_house *house;
	struct arena *arena;
	const struct collect *c; /* traced, the copy taken */
	const char *file;        /* the copy, for messages */
	bool page;               /* a page may stand behind the others: no name in it is masked */
};

/* Fills blanks that are bound empty, or with what another record says, as the copy has them; what no blank shows stands on a page of its own
 * behind the others, each answer under its tooltip, and is told of. */
void cli_rest_put(const struct cli_rest *rest, struct set_packet *packet);

#endif
