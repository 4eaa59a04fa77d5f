/* Decimal numbers as text: strict in, exact out. */
#ifndef RTK_NUM_DECIMAL_H
#define RTK_NUM_DECIMAL_H

#include "base/buf.h"
#include "base/err.h"

/** Room for the text of any number, with the NUL. */
enum { RTK_DECIMAL_TEXT = 32 };

/**
 * Reads [-]digits[(.|,)digits] with at most `scale` digits behind the mark
 * into units of 10^-scale ("12,5" at scale 3: 12500). A plain or no-break
 * space may stand between groups of three digits. Blanks around are allowed.
 * Fails with num.empty, num.char, num.scale, num.range.
 */
int rtk_decimal_parse(int64_t *out, const char *text, size_t size, int scale,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Writes value * 10^-scale with a point and at least `decimals_min` digits
 * behind it, without further trailing zeros. Returns text.
 */
const char *rtk_decimal_text(char text[RTK_DECIMAL_TEXT], int64_t value,
    int scale, int decimals_min);

/** As rtk_decimal_text, added to buf. */
void rtk_decimal_add(
    struct rtk_buf *buf, int64_t value, int scale, int decimals_min);

#endif
