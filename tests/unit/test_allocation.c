/* Payments between services: in proportion, exact, mirrored. */
#include "test.h"

#include "calc/allocation.h"

static struct rtk_account_month
debts(int64_t heating, int64_t hot_water)
{
	return (struct rtk_account_month){
	    .charged = {{heating}, {hot_water}, {0}}};
}

static void
partial_payment_by_largest_remainder(void **state)
{
	struct rtk_account_month m = debts(321147, 118090);

	(void)state;
	rtk_allocate(&m, (struct rtk_kop){200000}, (struct rtk_kop){0});
	assert_int_equal(m.paid[RTK_HEATING].v, 146229);
	assert_int_equal(m.paid[RTK_HOT_WATER].v, 53771);
	assert_int_equal(m.closing[RTK_HEATING].v, 321147 - 146229);
}

static void
overpayment_is_an_advance_by_the_charges(void **state)
{
	struct rtk_account_month m = debts(3000, 1000);

	(void)state;
	m.opening[RTK_HOT_WATER].v = -1000;
	rtk_allocate(&m, (struct rtk_kop){7000}, (struct rtk_kop){50});
	assert_int_equal(m.paid[RTK_HEATING].v, 6000);
	assert_int_equal(m.paid[RTK_HOT_WATER].v, 1000);
	assert_int_equal(m.closing[RTK_PENALTY].v, -50);
}

static void
nothing_due_goes_to_heating(void **state)
{
	struct rtk_account_month m = debts(0, 0);

	(void)state;
	rtk_allocate(&m, (struct rtk_kop){100}, (struct rtk_kop){0});
	assert_int_equal(m.paid[RTK_HEATING].v, 100);
}

static void
every_kopeck_is_placed(void **state)
{
	uint64_t seed = test_seed();

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct rtk_account_month m =
		    debts((int64_t)(test_random(&seed) % 900000),
			(int64_t)(test_random(&seed) % 900000));
		struct rtk_kop pays = {
		    (int64_t)(test_random(&seed) % 3000000) - 500000};
		int64_t before = 0, after = 0;

		m.opening[0].v =
		    (int64_t)(test_random(&seed) % 800000) - 400000;
		rtk_allocate(&m, pays, (struct rtk_kop){0});
		assert_int_equal(m.paid[0].v + m.paid[1].v, pays.v);
		for (int s = 0; s < RTK_SERVICES; s++) {
			before += m.opening[s].v + m.charged[s].v;
			after += m.closing[s].v;
		}
		assert_int_equal(before - pays.v, after);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(partial_payment_by_largest_remainder),
	    cmocka_unit_test(overpayment_is_an_advance_by_the_charges),
	    cmocka_unit_test(nothing_due_goes_to_heating),
	    cmocka_unit_test(every_kopeck_is_placed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
