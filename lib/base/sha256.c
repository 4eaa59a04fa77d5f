#include "base/base.h"

#include "base/sha256.h"

#include <pthread.h>
#include <sha2.h>
#include <stdlib.h>
#include <string.h>
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

struct rtk_sha256_job {
	const void *bytes;
	size_t size;
	pthread_t thread;
	bool started;
	uint8_t digest[RTK_SHA256_BYTES];
};

static void *
run_job(void *context)
{
	struct rtk_sha256_job *job = context;

	rtk_sha256(job->digest, job->bytes, job->size);
	return NULL;
}

struct rtk_sha256_job *
rtk_sha256_start(const void *bytes, size_t size)
{
	struct rtk_sha256_job *job = rtk_alloc(sizeof(*job));

	job->bytes = bytes;
	job->size = size;
	job->started = pthread_create(&job->thread, NULL, run_job, job) == 0;
	if (!job->started)
		(void)run_job(job);
	return job;
}

void
rtk_sha256_wait(struct rtk_sha256_job *job, uint8_t digest[RTK_SHA256_BYTES])
{
	if (job->started)
		RTK_ASSERT(pthread_join(job->thread, NULL) == 0);
	memcpy(digest, job->digest, RTK_SHA256_BYTES);
	free(job);
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
