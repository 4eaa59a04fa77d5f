/*
 * What every file of rtk includes first: fixed-width types, attributes and
 * assertions that stay on in releases.
 */
#ifndef RTK_BASE_BASE_H
#define RTK_BASE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The caller must look at the result. */
#define RTK_MUST_CHECK __attribute__((warn_unused_result))
#define RTK_PRINTF(text, first)                                                \
	__attribute__((format(printf, text, first)))
#define RTK_NORETURN __attribute__((noreturn))

#define RTK_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/** Version of the program. */
const char *rtk_version(void) RTK_MUST_CHECK;

/** Prints the broken fact to stderr and aborts; the transaction is lost. */
RTK_NORETURN void rtk_bug(const char *fact, const char *file, int line);

/** Ends the process when memory is gone; the database rolls back by itself. */
RTK_NORETURN void rtk_out_of_memory(void);

/** Asserts what only a bug can break. One condition an assertion. */
#define RTK_ASSERT(fact)                                                       \
	((fact) ? (void)0 : rtk_bug(#fact, __FILE__, __LINE__))

/** malloc/realloc that never return NULL; the caller owns and frees. */
void *rtk_alloc(size_t size) RTK_MUST_CHECK;
void *rtk_realloc(void *old, size_t size) RTK_MUST_CHECK;
char *rtk_strdup(const char *text) RTK_MUST_CHECK;

#endif
