#include "test.h"

#include "num/arith.h"

/* Schoolbook check without a division: |q*d - p| * 2 <= d, ties away. */
static bool
is_rounded(int64_t q, rtk_i128 p, rtk_i128 d)
{
	rtk_i128 rest = p - (rtk_i128)q * d;

	if (p < 0)
		rest = -rest;
	/* away from zero: the rest lies in [-d/2, d/2) seen from zero */
	return rest * 2 >= -d && rest * 2 < d;
}

static int64_t
random_value(uint64_t *random)
{
	int shift = (int)(test_random(random) % 63) + 1;
	int64_t value = (int64_t)(test_random(random) >> shift);

	return test_random(random) % 2 == 0 ? value : -value;
}

static void
muldiv_rounds_half_away(void **state)
{
	uint64_t random = test_seed();
	int inside = 0;

	(void)state;
	for (int i = 0; i < 300000; i++) {
		int64_t a = random_value(&random), b = random_value(&random);
		int64_t d = random_value(&random), q = 0, mirror = 0;
		struct rtk_err large = RTK_ERR_INIT;

		d = d < 0 ? -d : d == 0 ? 1 : d;
		if (rtk_muldiv(&q, a, b, d, RTK_ROUND_HALF_AWAY, &large) < 0) {
			assert_int_equal(large.fault, RTK_E_NUM_RANGE);
			continue;
		}
		inside++;
		assert_true(is_rounded(q, (rtk_i128)a * b, d));
		assert_good(rtk_muldiv(
		    &mirror, -a, b, d, RTK_ROUND_HALF_AWAY, &err));
		assert_int_equal(mirror, -q);
	}
	assert_true(inside > 100000);
}

static void
muldiv_known_sums(void **state)
{
	int64_t q = 0;

	(void)state;
	/* 0.150000 Gcal at 2000.30: 300.045 is 300.05, not 300.04 */
	assert_good(rtk_muldiv(
	    &q, 150000, 200030, 1000000, RTK_ROUND_HALF_AWAY, &err));
	assert_int_equal(q, 30005);
	assert_good(rtk_muldiv(
	    &q, INT64_MAX, INT64_MAX, INT64_MAX, RTK_ROUND_NEVER, &err));
	assert_int_equal(q, INT64_MAX);
	assert_good(rtk_muldiv(&q, -1, 1, 2, RTK_ROUND_HALF_AWAY, &err));
	assert_int_equal(q, -1);
}

static void
muldiv_never_rounds_in_silence(void **state)
{
	int64_t q = 42;

	(void)state;
	assert_fault(
	    rtk_muldiv(&q, 7, 1, 2, RTK_ROUND_NEVER, &err), RTK_E_NUM_SCALE);
	assert_fault(
	    rtk_muldiv(&q, INT64_MAX, 2, 1, RTK_ROUND_HALF_AWAY, &err),
	    RTK_E_NUM_RANGE);
	assert_fault(
	    rtk_muldiv(&q, INT64_MIN, 3, 2, RTK_ROUND_HALF_AWAY, &err),
	    RTK_E_NUM_RANGE);
	assert_int_equal(q, 42);
}

static struct rtk_ratio
random_ratio(uint64_t *random)
{
	int64_t num = (int64_t)(test_random(random) % 2000001) - 1000000;
	int64_t den = (int64_t)(test_random(random) % 1000000) + 1;

	return rtk_ratio(num, den);
}

/* a = b as fractions, by cross multiplication of small terms. */
static bool
same(struct rtk_ratio a, struct rtk_ratio b)
{
	return rtk_ratio_compare(a, b) == 0;
}

static void
ratios_obey_the_laws_of_a_field(void **state)
{
	uint64_t random = test_seed();

	(void)state;
	for (int i = 0; i < 100000; i++) {
		struct rtk_ratio a = random_ratio(&random);
		struct rtk_ratio b = random_ratio(&random);
		struct rtk_ratio c = random_ratio(&random);
		struct rtk_ratio left, right;

		assert_true(same(rtk_ratio_add(a, b), rtk_ratio_add(b, a)));
		left = rtk_ratio_mul(a, rtk_ratio_add(b, c));
		right = rtk_ratio_add(
		    rtk_ratio_mul(a, b), rtk_ratio_mul(a, c));
		assert_true(same(rtk_ratio_reduce(left),
		    rtk_ratio_reduce(right)));
		assert_true(same(rtk_ratio_sub(rtk_ratio_add(a, b), b), a));
		if (b.num != 0)
			assert_true(same(
			    rtk_ratio_mul(rtk_ratio_div(a, b), b), a));
	}
}

static void
ratio_rounds_as_muldiv(void **state)
{
	uint64_t random = test_seed();

	(void)state;
	for (int i = 0; i < 200000; i++) {
		int64_t num = random_value(&random);
		int64_t den = random_value(&random);
		int64_t left = 0, right = 0, mirror = 0;
		struct rtk_ratio a;

		den = den < 0 ? -den : den == 0 ? 1 : den;
		a = rtk_ratio(num, den);
		assert_good(rtk_ratio_round(&left, a, &err));
		assert_good(rtk_muldiv(
		    &right, num, 1, den, RTK_ROUND_HALF_AWAY, &err));
		assert_int_equal(left, right);
		/* the long way gives the same as the short one */
		a.num *= (rtk_i128)1 << 62;
		a.den *= (rtk_i128)1 << 62;
		assert_good(rtk_ratio_round(&mirror, a, &err));
		assert_int_equal(mirror, left);
		a.num = -a.num;
		assert_good(rtk_ratio_round(&mirror, a, &err));
		assert_int_equal(mirror, -left);
	}
}

static void
ratio_tells_when_it_is_out_of_range(void **state)
{
	struct rtk_ratio big = rtk_ratio(INT64_MAX, 1);
	struct rtk_ratio zero = RTK_RATIO_ZERO;
	int64_t out = 42;

	(void)state;
	assert_fault(
	    rtk_ratio_round(&out, rtk_ratio_div(big, zero), &err),
	    RTK_E_NUM_RANGE);
	assert_fault(rtk_ratio_round(&out, rtk_ratio_mul(big, big), &err),
	    RTK_E_NUM_RANGE);
	/* it spreads: once lost, never a number again */
	big = rtk_ratio_mul(rtk_ratio_mul(big, big), rtk_ratio_mul(big, big));
	assert_false(rtk_ratio_valid(big));
	assert_false(rtk_ratio_valid(rtk_ratio_sub(big, big)));
	assert_false(rtk_ratio_valid(rtk_ratio_mul_int(big, 0)));
	assert_false(rtk_ratio_valid(rtk_ratio_reduce(big)));
	assert_int_equal(out, 42);
}

/* Sum of 4000 shares V*S_i/S of a house: terms must not grow without end. */
static void
ratio_carries_a_long_sum(void **state)
{
	uint64_t random = test_seed();
	struct rtk_ratio sum = RTK_RATIO_ZERO;
	int64_t area[4000], total = 0;
	int64_t volume = 123456789, out = 0;

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(area); i++)
		total += area[i] = (int64_t)(test_random(&random) % 20000) + 1;
	for (size_t i = 0; i < RTK_COUNT(area); i++)
		sum = rtk_ratio_add(sum,
		    rtk_ratio_div_int(rtk_ratio_mul_int(
				  rtk_ratio(volume, 1), area[i]), total));
	assert_int_equal(rtk_ratio_compare(sum, rtk_ratio(volume, 1)), 0);
	assert_good(rtk_ratio_round(&out, sum, &err));
	assert_int_equal(out, volume);
}

static void
split_adds_up_and_mirrors(void **state)
{
	uint64_t random = test_seed();

	(void)state;
	for (int round = 0; round < 20000; round++) {
		int64_t weight[40], part[40], mirror[40];
		size_t n = (size_t)(test_random(&random) % 40) + 1;
		int64_t total = random_value(&random), sum = 0, all = 0;

		for (size_t i = 0; i < n; i++)
			all += weight[i] =
			    (int64_t)(test_random(&random) % 100000);
		if (all == 0)
			all = weight[0] = 1;
		rtk_split(part, weight, n, total);
		rtk_split(mirror, weight, n, -total);
		for (size_t i = 0; i < n; i++) {
			rtk_i128 exact = (rtk_i128)total * weight[i];
			rtk_i128 off = (rtk_i128)part[i] * all - exact;

			sum += part[i];
			assert_int_equal(mirror[i], -part[i]);
			/* never further than one unit from the exact share */
			assert_true(off < all && off > -(rtk_i128)all);
			assert_true(weight[i] > 0 || part[i] == 0);
		}
		assert_int_equal(sum, total);
	}
}

static void
split_gives_ties_to_the_first(void **state)
{
	static const int64_t weight[] = {1, 1, 1};
	int64_t part[3];

	(void)state;
	rtk_split(part, weight, 3, 10000);
	assert_int_equal(part[0], 3334);
	assert_int_equal(part[1], 3333);
	assert_int_equal(part[2], 3333);
	rtk_split(part, weight, 3, -10001);
	assert_int_equal(part[0], -3334);
	assert_int_equal(part[1], -3334);
	assert_int_equal(part[2], -3333);
}

static int64_t
digits(int64_t num, int64_t den, int count)
{
	rtk_i128 out = 0;

	assert_good(
	    rtk_ratio_digits(&out, rtk_ratio(num, den), count, &err));
	return (int64_t)out;
}

static void
decimals_of_a_fraction(void **state)
{
	struct rtk_err err = RTK_ERR_INIT;
	rtk_i128 out = 7;

	(void)state;
	assert_int_equal(digits(1, 3, 12), INT64_C(333333333333));
	assert_int_equal(digits(2, 3, 12), INT64_C(666666666667));
	assert_int_equal(digits(-2, 3, 3), -667);
	assert_int_equal(digits(1, 8, 2), 13);
	assert_int_equal(digits(-1, 8, 2), -13);
	assert_int_equal(digits(5, 1, 0), 5);
	assert_int_equal(digits(999, 1000, 2), 100);
	assert_int_equal(
	    rtk_ratio_digits(&out, (struct rtk_ratio){1, 0}, 2, &err), -1);
	assert_int_equal(rtk_ratio_digits(&out,
			     (struct rtk_ratio){(rtk_i128)1 << 120, 1}, 12,
			     &err),
	    -1);
	assert_int_equal(out, 7);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(muldiv_rounds_half_away),
	    cmocka_unit_test(muldiv_known_sums),
	    cmocka_unit_test(muldiv_never_rounds_in_silence),
	    cmocka_unit_test(ratios_obey_the_laws_of_a_field),
	    cmocka_unit_test(ratio_rounds_as_muldiv),
	    cmocka_unit_test(ratio_tells_when_it_is_out_of_range),
	    cmocka_unit_test(ratio_carries_a_long_sum),
	    cmocka_unit_test(split_adds_up_and_mirrors),
	    cmocka_unit_test(split_gives_ties_to_the_first),
	    cmocka_unit_test(decimals_of_a_fraction),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
