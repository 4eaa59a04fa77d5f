/* Letters of UTF-8: is it valid, walk, count, fold. */
#ifndef RTK_TEXT_UTF8_H
#define RTK_TEXT_UTF8_H

#include "base/buf.h"

/** The letter that stands for bytes which are no text. */
#define RTK_UTF8_REPLACEMENT "\xEF\xBF\xBD"
/** No-break space, U+00A0. */
#define RTK_NBSP "\xC2\xA0"

/**
 * Bytes of the longest valid beginning; equal to size if all is valid.
 * Overlong forms, surrogates and letters over U+10FFFF are not valid.
 */
size_t rtk_utf8_valid(const char *bytes, size_t size);

/**
 * The letter at *at, which is moved behind it. A byte that is not UTF-8
 * counts as U+FFFD. Needs *at < end.
 */
uint32_t rtk_utf8_next(const char **at, const char *end);

/** Number of letters (code points). */
size_t rtk_utf8_length(const char *bytes, size_t size);

/** Adds one letter, up to U+10FFFF. */
void rtk_utf8_add(struct rtk_buf *buf, uint32_t letter);

/** Lower case of Latin and Russian letters with ё taken for е. */
uint32_t rtk_utf8_fold(uint32_t letter);

/** Upper case of Latin and Russian letters; ё becomes Ё. */
uint32_t rtk_utf8_upper(uint32_t letter);

/** Adds the text in upper case. */
void rtk_utf8_add_upper(struct rtk_buf *buf, const char *bytes, size_t size);

/** Whether two texts are equal when both are folded. */
bool rtk_utf8_same(const char *a, size_t a_size, const char *b, size_t b_size);

/**
 * Cuts blanks (space, tab, no-break space, line ends) off both ends of the
 * text that is *bytes and *size.
 */
void rtk_utf8_trim(const char **bytes, size_t *size);

#endif
