/* UTF-16 (and UCS-2, which is a part of it) as modems write it. */
#ifndef RTK_TEXT_UTF16_H
#define RTK_TEXT_UTF16_H

#include "base/buf.h"

enum rtk_utf16 { RTK_UTF16_NONE, RTK_UTF16_BIG, RTK_UTF16_LITTLE };

/**
 * Whether the bytes are UTF-16: by the mark at their begin, else by control
 * bytes that no other text has.
 */
enum rtk_utf16 rtk_utf16_find(const char *bytes, size_t size);

/**
 * Adds the text as UTF-8, without the mark; half a letter becomes U+FFFD.
 */
void rtk_utf16_add(
    struct rtk_buf *out, const char *bytes, size_t size, enum rtk_utf16 order);

#endif
