#include "base/base.h"

#include "base/sha256.h"

#include <sha2.h>
#include <stdlib.h>
#include <sys/types.h>

struct rtk_sha256_stream {
	SHA2_CTX context;
};

struct rtk_sha256_stream *
rtk_sha256_stream_new(void)
{
	struct rtk_sha256_stream *stream = rtk_alloc(sizeof(*stream));

	SHA256Init(&stream->context);
	return stream;
}

void
rtk_sha256_stream_add(
    struct rtk_sha256_stream *stream, const void *bytes, size_t size)
{
	SHA256Update(&stream->context, bytes, size);
}

void
rtk_sha256_stream_finish(
    struct rtk_sha256_stream *stream, uint8_t digest[RTK_SHA256_BYTES])
{
	SHA256Final(digest, &stream->context);
	free(stream);
}

void
rtk_sha256(uint8_t digest[RTK_SHA256_BYTES], const void *bytes, size_t size)
{
	SHA2_CTX context;

	SHA256Init(&context);
	SHA256Update(&context, bytes, size);
	SHA256Final(digest, &context);
}

void
rtk_sha256_hex(
    char hex[RTK_SHA256_HEX], const uint8_t digest[RTK_SHA256_BYTES])
{
	static const char digits[] = "0123456789abcdef";

	for (int i = 0; i < RTK_SHA256_BYTES; i++) {
		hex[2 * i] = digits[digest[i] >> 4];
		hex[2 * i + 1] = digits[digest[i] & 15];
	}
	hex[RTK_SHA256_HEX - 1] = '\0';
}
