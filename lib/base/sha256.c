#include "base/base.h"

#include "base/sha256.h"

#include <nettle/sha2.h>
#include <stdlib.h>

struct rtk_sha256_stream {
	struct sha256_ctx context;
};

struct rtk_sha256_stream *
rtk_sha256_stream_new(void)
{
	struct rtk_sha256_stream *stream = rtk_alloc(sizeof(*stream));

	sha256_init(&stream->context);
	return stream;
}

void
rtk_sha256_stream_add(
    struct rtk_sha256_stream *stream, const void *bytes, size_t size)
{
	sha256_update(&stream->context, size, bytes);
}

void
rtk_sha256_stream_finish(
    struct rtk_sha256_stream *stream, uint8_t digest[RTK_SHA256_BYTES])
{
	sha256_digest(&stream->context, RTK_SHA256_BYTES, digest);
	free(stream);
}

void
rtk_sha256(uint8_t digest[RTK_SHA256_BYTES], const void *bytes, size_t size)
{
	struct sha256_ctx context;

	sha256_init(&context);
	sha256_update(&context, size, bytes);
	sha256_digest(&context, RTK_SHA256_BYTES, digest);
}

void
rtk_sha256_hex(
    char hex[RTK_SHA256_HEX], const uint8_t digest[RTK_SHA256_BYTES])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < RTK_SHA256_BYTES; i++) {
		hex[2 * i] = digits[digest[i] >> 4];
		hex[2 * i + 1] = digits[digest[i] & 15];
	}
	hex[RTK_SHA256_HEX - 1] = '\0';
}
