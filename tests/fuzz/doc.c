/* A document of any bytes: front matter, Markdown, blocks. */
#include "document.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_document((const char *)data, size);
	return 0;
}
