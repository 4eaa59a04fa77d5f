/* SHA-256 by nettle, which uses what the processor has for it. */
#ifndef RTK_BASE_SHA256_H
#define RTK_BASE_SHA256_H

#include "base/base.h"

enum { RTK_SHA256_BYTES = 32, RTK_SHA256_HEX = 65 };

/** Digest of one piece of memory. */
void rtk_sha256(
    uint8_t digest[RTK_SHA256_BYTES], const void *bytes, size_t size);

/** Lower-case hexadecimal with a NUL behind it. */
void rtk_sha256_hex(
    char hex[RTK_SHA256_HEX], const uint8_t digest[RTK_SHA256_BYTES]);

struct rtk_sha256_stream;

/** A digest of pieces: new, add ..., finish (which frees it). */
struct rtk_sha256_stream *rtk_sha256_stream_new(void) RTK_MUST_CHECK;
/** Adds a piece. */
void rtk_sha256_stream_add(
    struct rtk_sha256_stream *stream, const void *bytes, size_t size);
/** Gives the digest of all pieces and frees the stream. */
void rtk_sha256_stream_finish(
    struct rtk_sha256_stream *stream, uint8_t digest[RTK_SHA256_BYTES]);

#endif
