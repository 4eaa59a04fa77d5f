/* Which format a register is in, by its first row. */
#ifndef RTK_IO_REGISTER_FORMAT_H
#define RTK_IO_REGISTER_FORMAT_H

#include "base/base.h"

enum { RTK_REGISTER_FORMATS_MAX = 16 };

/** Names of formats that a text may be in. */
struct rtk_register_formats {
	const char *name[RTK_REGISTER_FORMATS_MAX];
	size_t count;
};

/**
 * Adds the formats that the first row of a text fits: "sber", "pack", and
 * layouts that come with rtk. More than one: nobody but a person can say.
 */
void rtk_register_formats_find(
    struct rtk_register_formats *out, const char *text, size_t size);

#endif
