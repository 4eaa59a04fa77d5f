/* What every harness includes: the entry point and a check that stays. */
#ifndef RTK_TESTS_FUZZ_H
#define RTK_TESTS_FUZZ_H

#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"

/** One input. Always 0; a fault of the product aborts. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/** A failure has a fault with an id, a success leaves err alone. */
static inline void
fuzz_check(int rc, const struct rtk_err *err)
{
	RTK_ASSERT(rc == 0 || rc == -1);
	RTK_ASSERT((rc == 0) == (err->fault == RTK_E_NONE));
	RTK_ASSERT(err->fault < RTK_E_LAST);
}

/** The input as a buffer. */
static inline struct rtk_buf
fuzz_buf(const uint8_t *bytes, size_t size)
{
	struct rtk_buf buf = {0};

	rtk_buf_add(&buf, bytes, size);
	return buf;
}

#endif
