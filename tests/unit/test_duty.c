/* State duty of a court order: НК РФ ст. 333.19 after 259-ФЗ. */
#include "test.h"

#include "calc/duty.h"

static const struct rtk_duty_row law[] = {
    {{0}, {400000}, 0, 5000, {200000}, {100}},
    {{10000000}, {400000}, 300, 5000, {200000}, {100}},
    {{30000000}, {1000000}, 250, 5000, {200000}, {100}},
    {{50000000}, {1500000}, 200, 5000, {200000}, {100}},
    {{0}, {900000}, 0, 5000, {200000}, {200}},
};

static int64_t
duty(int64_t claim)
{
	const struct rtk_duty_rows rows = {law, RTK_COUNT(law)};
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_kop out = {-1};

	assert_int_equal(
	    rtk_order_duty(
		&out, &rows, (struct rtk_kop){claim}, (struct rtk_date){150},
		&err),
	    0);
	return out.v;
}

/* 45 000 -> 2000; 150 000 -> 2750; 300 000 -> 5000; 420 000.50 -> 6500 */
static void
half_of_the_sum_and_the_percent_of_the_excess(void **state)
{
	(void)state;
	assert_int_equal(duty(0), 0);
	assert_int_equal(duty(4500000), 200000);
	assert_int_equal(duty(10000000), 200000);
	assert_int_equal(duty(15000000), 275000);
	assert_int_equal(duty(30000000), 500000);
	assert_int_equal(duty(42000050), 650000);
	assert_int_equal(duty(50000000), 750000);
}

static void
a_day_without_a_table_is_a_gap(void **state)
{
	const struct rtk_duty_rows rows = {law, RTK_COUNT(law)};
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_kop out = {-1};

	(void)state;
	assert_int_equal(rtk_order_duty(&out, &rows, (struct rtk_kop){1},
			     (struct rtk_date){99}, &err),
	    -1);
	assert_int_equal(err.fault, RTK_E_DUTY_GAP);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(half_of_the_sum_and_the_percent_of_the_excess),
	    cmocka_unit_test(a_day_without_a_table_is_a_gap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
