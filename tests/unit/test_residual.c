/* What makes the residual of a register: the smallest set. */
#include "test.h"

#include <string.h>

#include "calc/residual.h"

static struct rtk_residual_set set;

static void
explain(const int64_t *amounts, size_t count, int64_t residual)
{
	struct rtk_residual_item items[1000];

	for (size_t i = 0; i < count; i++)
		items[i] = (struct rtk_residual_item){
		    RTK_RESIDUAL_MISSING, (int64_t)i, {amounts[i]}};
	rtk_residual_explain(
	    &set, items, count, (struct rtk_kop){residual});
}

static void
one_item_is_better_than_two(void **state)
{
	const int64_t amounts[] = {100, 200, 300, 500};

	(void)state;
	explain(amounts, 4, 500);
	assert_int_equal(set.count, 1);
	assert_int_equal(set.items[0], 3);
	assert_int_equal(set.ways, 1);
}

static void
of_equal_items_the_first_is_named_and_the_others_counted(void **state)
{
	const int64_t amounts[] = {7, 500, 500, 3, 500};

	(void)state;
	explain(amounts, 5, 500);
	assert_int_equal(set.count, 1);
	assert_int_equal(set.items[0], 1);
	assert_int_equal(set.ways, 3);
}

static void
two_and_three_items_make_a_sum(void **state)
{
	const int64_t amounts[] = {1000, -40, 330, 7, 70000};

	(void)state;
	explain(amounts, 5, 960);
	assert_int_equal(set.count, 2);
	assert_int_equal(set.items[0], 0);
	assert_int_equal(set.items[1], 1);
	assert_int_equal(set.ways, 1);
	explain(amounts, 5, 1000 - 40 + 70000);
	assert_int_equal(set.count, 3);
	assert_int_equal(set.items[2], 4);
}

static void
no_item_stands_twice_in_a_set(void **state)
{
	const int64_t amounts[] = {50, 8};

	(void)state;
	explain(amounts, 2, 100);
	assert_int_equal(set.count, 0);
	explain(amounts, 0, 100);
	assert_int_equal(set.count, 0);
	assert_int_equal(set.ways, 0);
}

/* The same by trying all sets, over random items of few different sums. */
static void
it_is_the_smallest_set_by_trying_all(void **state)
{
	uint64_t dice = 88172645463325252U;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		int64_t amounts[9], residual = 0, ways[4] = {0};
		size_t count = (size_t)(round % 9) + 1;

		for (size_t i = 0; i <= count; i++) {
			int64_t one;

			dice ^= dice << 13;
			dice ^= dice >> 7;
			dice ^= dice << 17;
			one = (int64_t)(dice % 21) - 8;
			if (i < count)
				amounts[i] = one != 0 ? one : 5;
			else
				residual = one != 0 ? one : 9;
		}
		for (unsigned bits = 1; bits < 1U << count; bits++) {
			int64_t sum = 0;
			int size = __builtin_popcount(bits);

			for (size_t i = 0; i < count; i++)
				sum += bits >> i & 1 ? amounts[i] : 0;
			if (size <= 3 && sum == residual)
				ways[size]++;
		}
		explain(amounts, count, residual);
		for (size_t size = 1; size <= 3; size++)
			if (ways[size] > 0) {
				assert_int_equal(set.count, size);
				assert_int_equal(set.ways, ways[size]);
				break;
			} else if (size == 3) {
				assert_int_equal(set.count, 0);
			}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_item_is_better_than_two),
	    cmocka_unit_test(
		of_equal_items_the_first_is_named_and_the_others_counted),
	    cmocka_unit_test(two_and_three_items_make_a_sum),
	    cmocka_unit_test(no_item_stands_twice_in_a_set),
	    cmocka_unit_test(it_is_the_smallest_set_by_trying_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
