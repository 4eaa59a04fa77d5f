/* Arrays that grow. */
#ifndef RTK_BASE_ARRAY_H
#define RTK_BASE_ARRAY_H

#include "base/base.h"

/**
 * Makes room for one element behind `count`: returns `array`, moved if it had
 * to grow, and sets *room. The caller owns and frees it.
 */
void *rtk_array_grow(void *array, size_t *room, size_t count,
    size_t element_bytes) RTK_MUST_CHECK;

#endif
