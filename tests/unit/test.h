/*
 * What every unit test includes: cmocka and what it needs before it. A test
 * is named after the behaviour that it shows.
 */
#ifndef RTK_TESTS_UNIT_TEST_H
#define RTK_TESTS_UNIT_TEST_H

#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/err.h"

/** The call fails with this fault. */
#define assert_fault(call, expected)                                           \
	do {                                                                   \
		struct rtk_err err = RTK_ERR_INIT;                             \
		assert_int_equal((call), -1);                                  \
		assert_string_equal(                                           \
		    rtk_fault_id(err.fault), rtk_fault_id(expected));          \
	} while (0)

/** The call succeeds and leaves err alone. */
#define assert_good(call)                                                      \
	do {                                                                   \
		struct rtk_err err = RTK_ERR_INIT;                             \
		int good_rc = (call);                                          \
		assert_string_equal(rtk_fault_id(err.fault), "none");          \
		assert_int_equal(good_rc, 0);                                  \
	} while (0)

/**
 * Seeded numbers, the same on every machine (splitmix64). RTK_SEED repeats a
 * run.
 */
static inline uint64_t
test_random(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

static inline uint64_t
test_seed(void)
{
	const char *text = getenv("RTK_SEED");

	return text != NULL ? strtoull(text, NULL, 10) : 1;
}

/** Makes a folder of the test's own and enters it; *state keeps its name. */
static inline int
test_enter_folder(void **state)
{
	char *folder = rtk_strdup("/tmp/rtk-unit-XXXXXX");

	if (mkdtemp(folder) == NULL || chdir(folder) != 0)
		return -1;
	*state = folder;
	return 0;
}

/** Removes the folder with the files in it. */
static inline int
test_leave_folder(void **state)
{
	char *folder = *state;
	char command[128];
	int rc;

	(void)snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	rc = chdir("/");
	free(folder);
	return rc != 0 ? rc : system(command);
}

#endif
