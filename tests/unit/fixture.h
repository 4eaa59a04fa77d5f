/*
 * For tests that read fixtures: the public ones from $RTK_SHARED, which may
 * be absent, and our own from tests/data.
 */
#ifndef RTK_TESTS_FIXTURE_H
#define RTK_TESTS_FIXTURE_H

#include "test.h"

#include "base/file.h"

/* Reads folder/name; false when it is not there. */
static inline bool
read_below(struct rtk_buf *out, const char *folder, const char *name)
{
	struct rtk_err err = RTK_ERR_INIT;
	char path[1024];

	(void)snprintf(path, sizeof(path), "%s/%s", folder, name);
	rtk_buf_reset(out);
	if (access(path, R_OK) != 0)
		return false;
	assert_int_equal(rtk_file_read(out, path, &err), 0);
	return true;
}

/* A public fixture; the test is skipped without it. */
static inline void
read_shared(struct rtk_buf *out, const char *name)
{
	const char *root = getenv("RTK_SHARED"), *source = getenv("RTK_SOURCE");
	char folder[512];

	(void)snprintf(folder, sizeof(folder), "%s%s/fixtures",
	    root != NULL         ? root
		: source != NULL ? source
				 : ".",
	    root != NULL ? "" : "/../shared");
	if (!read_below(out, folder, name)) {
		rtk_buf_release(out);
		skip();
	}
}

/* A file of tests/data; skipped when run far from the sources. */
static inline void
read_data(struct rtk_buf *out, const char *name)
{
	const char *root = getenv("RTK_SOURCE");
	char folder[512];

	(void)snprintf(
	    folder, sizeof(folder), "%s/tests/data", root != NULL ? root : ".");
	if (!read_below(out, folder, name)) {
		rtk_buf_release(out);
		skip();
	}
}

/* A buffer with these bytes. */
static inline struct rtk_buf
buf_of(const char *bytes, size_t size)
{
	struct rtk_buf buf = {0};

	rtk_buf_add(&buf, bytes, size);
	return buf;
}

#endif
