/* SHA-256 (FIPS 180-4), by nettle, as hexadecimal text: for telling files and records apart, never for keeping a secret. */
#include "base/base.h"

#include <nettle/sha2.h>

char *digest_hex(struct arena *arena, const void *data, size_t len)
{
	struct sha256_ctx ctx;
	uint8_t digest[SHA256_DIGEST_SIZE];
	char *hex = arena_alloc(arena, SHA256_DIGEST_SIZE * 2 + 1);

	sha256_init(&ctx);
	sha256_update(&ctx, len, data);
	sha256_digest(&ctx, sizeof digest, digest);
	for (size_t i = 0; i < sizeof digest; i++) {
		hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
		hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
	}
	return hex;
}
