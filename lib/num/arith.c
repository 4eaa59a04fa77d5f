#include "base/base.h"

#include "num/arith.h"

#include <stdlib.h>

static rtk_i128
magnitude(rtk_i128 value)
{
	return value < 0 ? -value : value;
}

/* p / d with d > 0, half away from zero. */
static rtk_i128
divide_half_away(rtk_i128 p, rtk_i128 d)
{
	rtk_i128 q = p / d;
	rtk_i128 rest = magnitude(p % d);

	/* rest >= d - rest is 2 * rest >= d without the overflow */
	if (rest >= d - rest)
		q += p < 0 ? -1 : 1;
	return q;
}

int
rtk_muldiv(int64_t *out, int64_t a, int64_t b, int64_t d, enum rtk_round how,
    struct rtk_err *err)
{
	rtk_i128 p = (rtk_i128)a * b;
	rtk_i128 q;

	RTK_ASSERT(d > 0);
	if (how == RTK_ROUND_NEVER && p % d != 0)
		return rtk_failf(err, RTK_E_NUM_SCALE, "%s", "0");
	q = divide_half_away(p, d);
	if (q > INT64_MAX || q < INT64_MIN)
		return rtk_fail(err, RTK_E_NUM_RANGE);
	*out = (int64_t)q;
	return 0;
}

static const struct rtk_ratio out_of_range = {0, 0};

struct rtk_ratio
rtk_ratio(int64_t num, int64_t den)
{
	RTK_ASSERT(den > 0);
	return (struct rtk_ratio){num, den};
}

bool
rtk_ratio_valid(struct rtk_ratio a)
{
	return a.den > 0;
}

/* Divisions of 64 bits are ten times as fast as those of 128. */
static uint64_t
small_divisor(uint64_t a, uint64_t b)
{
	while (b != 0) {
		uint64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

static rtk_i128
common_divisor(rtk_i128 a, rtk_i128 b)
{
	a = magnitude(a);
	while (b != 0 && (a > INT64_MAX || b > INT64_MAX)) {
		rtk_i128 rest = a % b;

		a = b;
		b = rest;
	}
	return b == 0 ? a : (rtk_i128)small_divisor((uint64_t)a, (uint64_t)b);
}

struct rtk_ratio
rtk_ratio_reduce(struct rtk_ratio a)
{
	rtk_i128 divisor;

	if (!rtk_ratio_valid(a) || a.den == 1)
		return a;
	divisor = common_divisor(a.num, a.den);
	return (struct rtk_ratio){a.num / divisor, a.den / divisor};
}

static bool
small(rtk_i128 value)
{
	return value == (int64_t)value;
}

/* Reduced crosswise, so that the product is in lowest terms as well. */
static struct rtk_ratio
mul_reduced(struct rtk_ratio a, struct rtk_ratio b)
{
	struct rtk_ratio p;
	rtk_i128 left, right;

	if (!rtk_ratio_valid(a) || !rtk_ratio_valid(b))
		return out_of_range;
	left = common_divisor(a.num, b.den);
	right = common_divisor(b.num, a.den);
	if (__builtin_mul_overflow(a.num / left, b.num / right, &p.num) ||
	    __builtin_mul_overflow(a.den / right, b.den / left, &p.den))
		return out_of_range;
	return p;
}

struct rtk_ratio
rtk_ratio_mul(struct rtk_ratio a, struct rtk_ratio b)
{
	/* nearly always: products of 64 bits cannot overflow */
	if (small(a.num) && small(a.den) && small(b.num) && small(b.den))
		return (struct rtk_ratio){
		    (rtk_i128)(int64_t)a.num * (int64_t)b.num,
		    (rtk_i128)(int64_t)a.den * (int64_t)b.den};
	return mul_reduced(rtk_ratio_reduce(a), rtk_ratio_reduce(b));
}

struct rtk_ratio
rtk_ratio_div(struct rtk_ratio a, struct rtk_ratio b)
{
	if (!rtk_ratio_valid(b) || b.num == 0)
		return out_of_range;
	if (b.num < 0)
		b = (struct rtk_ratio){-b.num, -b.den};
	return rtk_ratio_mul(a,
	    (struct rtk_ratio){b.den, b.num});
}

struct rtk_ratio
rtk_ratio_add(struct rtk_ratio a, struct rtk_ratio b)
{
	rtk_i128 left, right, den, num, shared;

	if (!rtk_ratio_valid(a) || !rtk_ratio_valid(b))
		return out_of_range;
	if (a.den == b.den) {
		if (__builtin_add_overflow(a.num, b.num, &num))
			return out_of_range;
		return (struct rtk_ratio){num, a.den};
	}
	/* over the least common denominator: sums of many stay small */
	shared = common_divisor(a.den, b.den);
	if (__builtin_mul_overflow(a.num, b.den / shared, &left) ||
	    __builtin_mul_overflow(b.num, a.den / shared, &right) ||
	    __builtin_add_overflow(left, right, &num) ||
	    __builtin_mul_overflow(a.den / shared, b.den, &den))
		return out_of_range;
	return (struct rtk_ratio){num, den};
}

struct rtk_ratio
rtk_ratio_sub(struct rtk_ratio a, struct rtk_ratio b)
{
	b.num = -b.num;
	return rtk_ratio_add(a, b);
}

struct rtk_ratio
rtk_ratio_mul_int(struct rtk_ratio a, int64_t b)
{
	return rtk_ratio_mul(a, (struct rtk_ratio){b, 1});
}

struct rtk_ratio
rtk_ratio_div_int(struct rtk_ratio a, int64_t b)
{
	return rtk_ratio_div(a, (struct rtk_ratio){b, 1});
}

int
rtk_ratio_compare(struct rtk_ratio a, struct rtk_ratio b)
{
	struct rtk_ratio d = rtk_ratio_sub(a, b);

	RTK_ASSERT(rtk_ratio_valid(d));
	return d.num > 0 ? 1 : d.num < 0 ? -1 : 0;
}

int
rtk_ratio_round(int64_t *out, struct rtk_ratio a, struct rtk_err *err)
{
	rtk_i128 q;

	if (!rtk_ratio_valid(a))
		return rtk_fail(err, RTK_E_NUM_RANGE);
	/* most values of a month fit 64 bits: a division ten times as fast */
	if (a.den <= INT64_MAX / 2 && a.num <= INT64_MAX / 2 &&
	    a.num >= INT64_MIN / 2) {
		int64_t num = (int64_t)a.num, den = (int64_t)a.den;
		int64_t rest = num % den;

		*out = num / den;
		if ((rest < 0 ? -rest : rest) * 2 >= den)
			*out += num < 0 ? -1 : 1;
		return 0;
	}
	q = divide_half_away(a.num, a.den);
	if (q > INT64_MAX || q < INT64_MIN)
		return rtk_fail(err, RTK_E_NUM_RANGE);
	*out = (int64_t)q;
	return 0;
}

struct share {
	rtk_i128 rest;
	size_t index;
};

static int
share_compare(const void *left, const void *right)
{
	const struct share *a = left, *b = right;

	if (a->rest != b->rest)
		return a->rest > b->rest ? -1 : 1;
	return a->index < b->index ? -1 : a->index > b->index;
}

static void
split_positive(int64_t *part, const int64_t *weight, size_t n, int64_t total)
{
	struct share *shares = rtk_alloc(n * sizeof(*shares));
	rtk_i128 sum = 0;
	int64_t left = total;

	for (size_t i = 0; i < n; i++) {
		RTK_ASSERT(weight[i] >= 0);
		sum += weight[i];
	}
	RTK_ASSERT(sum > 0);
	for (size_t i = 0; i < n; i++) {
		rtk_i128 product = (rtk_i128)total * weight[i];

		part[i] = (int64_t)(product / sum);
		shares[i] = (struct share){product % sum, i};
		left -= part[i];
	}
	RTK_ASSERT(left >= 0);
	RTK_ASSERT((size_t)left < n || left == 0);
	qsort(shares, n, sizeof(*shares), share_compare);
	for (size_t i = 0; i < (size_t)left; i++)
		part[shares[i].index]++;
	free(shares);
}

void
rtk_split(int64_t *part, const int64_t *weight, size_t n, int64_t total)
{
	RTK_ASSERT(total > INT64_MIN);
	split_positive(part, weight, n, total < 0 ? -total : total);
	for (size_t i = 0; total < 0 && i < n; i++)
		part[i] = -part[i];
}

/* Digit by digit: the whole product need not fit. */
int
rtk_ratio_digits(
    rtk_i128 *out, struct rtk_ratio a, int digits, struct rtk_err *err)
{
	rtk_i128 whole, rest;
	bool fits = rtk_ratio_valid(a);

	if (!fits)
		return rtk_fail(err, RTK_E_NUM_RANGE);
	whole = magnitude(a.num) / a.den;
	rest = magnitude(a.num) % a.den;
	for (int i = 0; i < digits && fits; i++) {
		fits = !__builtin_mul_overflow(rest, (rtk_i128)10, &rest) &&
		    !__builtin_mul_overflow(whole, (rtk_i128)10, &whole) &&
		    !__builtin_add_overflow(whole, rest / a.den, &whole);
		rest %= a.den;
	}
	if (!fits)
		return rtk_fail(err, RTK_E_NUM_RANGE);
	whole += rest >= a.den - rest;
	*out = a.num < 0 ? -whole : whole;
	return 0;
}
