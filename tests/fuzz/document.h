/* A document is parsed, dumped and held against the shapes, as `check` does. */
#ifndef FUZZ_DOCUMENT_H
#define FUZZ_DOCUMENT_H

#include "doc/doc.h"
#include "packet/packet.h"

#include "house.h"

static inline void fuzz_document(const char *text, size_t len)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	const struct source *src = source_new(arena, diags, "fuzz.md", text, len);
	struct packet_field *fields;
	struct buf out = {0};
	struct doc *doc = src ? doc_parse(arena, diags, src, "fuzz") : NULL;

	if (doc) {
		doc_dump(doc, &out);
		packet_fields(arena, diags, fuzz_house()->shapes, doc, &fields);
	}
	fuzz_tell(diags);
	buf_free(&out);
	diags_free(diags);
	arena_free(arena);
}

#endif
