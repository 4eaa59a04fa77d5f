/* A string of bytes that grows. */
#ifndef RTK_BASE_BUF_H
#define RTK_BASE_BUF_H

#include "base/base.h"

/** Zero it to begin; `bytes` is NUL-terminated once anything was added. */
struct rtk_buf {
	char *bytes;
	size_t size;
	size_t room;
};

/** Adds at the end; bytes may be NULL when size is 0. */
void rtk_buf_add(struct rtk_buf *buf, const void *bytes, size_t size);
void rtk_buf_add_text(struct rtk_buf *buf, const char *text);
void rtk_buf_add_byte(struct rtk_buf *buf, char byte);
void rtk_buf_addf(struct rtk_buf *buf, const char *format, ...)
    RTK_PRINTF(2, 3);

/** A decimal integer, faster than rtk_buf_addf. */
void rtk_buf_add_int(struct rtk_buf *buf, int64_t value);

/** Makes room for so many more bytes and the NUL behind them. */
void rtk_buf_reserve(struct rtk_buf *buf, size_t size);

/** Forgets the content, keeps the memory. */
void rtk_buf_reset(struct rtk_buf *buf);
void rtk_buf_release(struct rtk_buf *buf);

#endif
