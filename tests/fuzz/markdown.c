/* Markdown of any bytes, behind front matter that is right. */
#include "document.h"

#define FRONT "---\ntitle: T\nkind: worksheet\naudience: family\n---\n"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf text = {0};

	buf_adds(&text, FRONT);
	buf_add(&text, data, size);
	fuzz_document(text.data, text.len);
	buf_free(&text);
	return 0;
}
