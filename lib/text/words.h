/* Russian words and numbers of documents. */
#ifndef RTK_TEXT_WORDS_H
#define RTK_TEXT_WORDS_H

#include "base/buf.h"

/** The form that goes with n: 1 рубль, 2 рубля, 5 рублей. */
const char *rtk_words_plural(
    int64_t n, const char *one, const char *few, const char *many);

/** "январь" for 1 ... "декабрь" for 12. */
const char *rtk_words_month(int month);

/** "января" for 1 ... "декабря" for 12. */
const char *rtk_words_month_of(int month);

/**
 * Adds value * 10^-scale as documents have it: comma, groups of three parted
 * by a no-break space, at least decimals_min digits behind the comma.
 */
void rtk_words_add_number(
    struct rtk_buf *buf, int64_t value, int scale, int decimals_min);

/** Adds kopecks as roubles: "1 234,56". */
void rtk_words_add_money(struct rtk_buf *buf, int64_t amount_kop);

/** Adds the text with no-break spaces in the place of its spaces. */
void rtk_words_add_unbroken(struct rtk_buf *buf, const char *text);

#endif
