/* SHA-256 by libmd. */
#ifndef RTK_BASE_SHA256_H
#define RTK_BASE_SHA256_H

#include "base/base.h"

enum { RTK_SHA256_BYTES = 32, RTK_SHA256_HEX = 65 };

/** Digest of one piece of memory. */
void rtk_sha256(
    uint8_t digest[RTK_SHA256_BYTES], const void *bytes, size_t size);

struct rtk_sha256_job;

/**
 * Begins the digest of a piece of memory in a thread of its own; until
 * rtk_sha256_wait() nobody changes or frees the bytes.
 */
struct rtk_sha256_job *rtk_sha256_start(
    const void *bytes, size_t size) RTK_MUST_CHECK;
/** Waits for the digest and frees the job. */
void rtk_sha256_wait(
    struct rtk_sha256_job *job, uint8_t digest[RTK_SHA256_BYTES]);

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
