/*
 * Exact arithmetic: checked integers, fractions of two 128-bit integers, the
 * one rounding and the one split of totals.
 */
#ifndef RTK_NUM_ARITH_H
#define RTK_NUM_ARITH_H

#include "base/err.h"

__extension__ typedef __int128 rtk_i128;

/** What to do with a remainder. NEVER: a remainder is an error. */
enum rtk_round { RTK_ROUND_NEVER, RTK_ROUND_HALF_AWAY };

/**
 * *out = a * b / d, rounded as named. round(-x) = -round(x), so a reversal
 * cancels. Needs d > 0. Fails with num.range, or num.scale on a remainder
 * with RTK_ROUND_NEVER; *out is then untouched.
 */
int rtk_muldiv(int64_t *out, int64_t a, int64_t b, int64_t d,
    enum rtk_round how, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * An exact fraction, den > 0. den == 0 means "out of range": it spreads
 * through every operation and is reported when the value is rounded.
 */
struct rtk_ratio {
	rtk_i128 num;
	rtk_i128 den;
};

#define RTK_RATIO_ZERO ((struct rtk_ratio){0, 1})

/** num / den with den > 0, not reduced. */
struct rtk_ratio rtk_ratio(int64_t num, int64_t den);
struct rtk_ratio rtk_ratio_add(struct rtk_ratio a, struct rtk_ratio b);
struct rtk_ratio rtk_ratio_sub(struct rtk_ratio a, struct rtk_ratio b);
struct rtk_ratio rtk_ratio_mul(struct rtk_ratio a, struct rtk_ratio b);
/** a / b; out of range when b is zero. */
struct rtk_ratio rtk_ratio_div(struct rtk_ratio a, struct rtk_ratio b);
struct rtk_ratio rtk_ratio_mul_int(struct rtk_ratio a, int64_t b);
struct rtk_ratio rtk_ratio_div_int(struct rtk_ratio a, int64_t b);
/** Lowest terms. */
struct rtk_ratio rtk_ratio_reduce(struct rtk_ratio a);
bool rtk_ratio_valid(struct rtk_ratio a);
/** -1, 0, 1: sign of a - b. Both must be valid. */
int rtk_ratio_compare(struct rtk_ratio a, struct rtk_ratio b);

/** Rounds half away from zero to an integer. Fails with num.range. */
int rtk_ratio_round(int64_t *out, struct rtk_ratio a, struct rtk_err *err)
    RTK_MUST_CHECK;

/**
 * Rounds half away from zero to so many decimals: *out is in 10^-digits.
 * Fails with num.range.
 */
int rtk_ratio_digits(rtk_i128 *out, struct rtk_ratio a, int digits,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Splits total among n parts by weight >= 0 (sum > 0), so that the parts add
 * up to total exactly: floor first, then one unit each to the largest
 * remainders, equal ones by position. A negative total gives the mirror image.
 */
void rtk_split(int64_t *part, const int64_t *weight, size_t n, int64_t total);

#endif
