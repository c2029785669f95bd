/* A fenced block of any bytes; the first one chooses which. */
#include "document.h"

#define FRONT "---\ntitle: T\nkind: worksheet\naudience: family\n---\n"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const words[] = {"fields", "each", "table", "checklist", "choice", "signatures", "calendar", "space", "resources", "contents", "photo", "card"};
	struct buf text = {0};

	buf_adds(&text, FRONT);
	buf_addf(&text, "~~~~~~~~%s\n", words[(size ? data[0] : 0) % (sizeof words / sizeof *words)]);
	if (size > 1)
		buf_add(&text, data + 1, size - 1);
	buf_adds(&text, "\n~~~~~~~~\n");
	fuzz_document(text.data, text.len);
	buf_free(&text);
	return 0;
}
