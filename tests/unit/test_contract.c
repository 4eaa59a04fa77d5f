/*
 * Contracts with legal entities (calculation 7). The letters and numbers are
 * the ids of the worked examples.
 */
#include "scene.h"

#include "calc/contract.h"

/* --- what the words mean ------------------------------------------------ */

static void
a_schedule_is_read(void **state)
{
	struct rtk_due_part p[RTK_DUE_PARTS_MAX];
	size_t count = 9;

	(void)state;
	assert_good(rtk_contract_schedule(p, &count,
	    "35/18/plan  50/last/plan 100/+10/actual", &err));
	assert_int_equal(count, 3);
	assert_int_equal(p[0].percent_bp, 3500);
	assert_int_equal(p[0].day, 18);
	assert_false(p[0].next_month || p[0].of_actual);
	assert_int_equal(p[1].day, 0);
	assert_int_equal(p[2].percent_bp, 10000);
	assert_int_equal(p[2].day, 10);
	assert_true(p[2].next_month && p[2].of_actual);
	assert_good(rtk_contract_schedule(
	    p, &count, "12,5/конец/план 100/+15/факт", &err));
	assert_int_equal(count, 2);
	assert_int_equal(p[0].percent_bp, 1250);
	assert_true(p[1].of_actual);
	assert_good(rtk_contract_schedule(p, &count, "", &err));
	assert_int_equal(count, 0);
}

static void
a_schedule_of_another_form_is_refused(void **state)
{
	static const char *const bad[] = {"35", "35/18", "35/18/", "/18/plan",
	    "35/18/plan/", "0/18/plan", "101/18/plan", "35/0/plan",
	    "35/32/plan", "35/+/plan", "35/18/fact", "35/18/plan,50/last/plan",
	    "-5/18/plan",
	    "1/1/plan 1/1/plan 1/1/plan 1/1/plan 1/1/plan 1/1/plan 1/1/plan "
	    "1/1/plan 1/1/plan 1/1/plan 1/1/plan 1/1/plan 1/1/plan"};
	struct rtk_due_part p[RTK_DUE_PARTS_MAX];
	size_t count;

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(bad); i++) {
		struct rtk_err err = RTK_ERR_INIT;

		if (rtk_contract_schedule(p, &count, bad[i], &err) == 0)
			fail_msg("taken: %s", bad[i]);
		assert_int_equal(err.fault, RTK_E_CONTRACT_SCHEDULE);
	}
}

static void
a_plan_is_one_number_or_twelve(void **state)
{
	static const char *const bad[] = {
	    "1 2", "x", "-1", "1 2 3 4 5 6 7 8 9 10 11 12 13"};
	struct rtk_micro plan;

	(void)state;
	assert_good(rtk_contract_plan(&plan, "42", 7, &err));
	assert_int_equal(plan.v, 42 * RTK_MICRO);
	assert_good(rtk_contract_plan(
	    &plan, "1 2 3 4 5 6 7 8 9 10 11 12,5", 12, &err));
	assert_int_equal(plan.v, 12500000);
	assert_good(rtk_contract_plan(&plan, "", 1, &err));
	assert_int_equal(plan.v, 0);
	for (size_t i = 0; i < RTK_COUNT(bad); i++) {
		struct rtk_err err = RTK_ERR_INIT;

		assert_int_equal(
		    rtk_contract_plan(&plan, bad[i], 1, &err), -1);
		assert_int_equal(err.fault, RTK_E_CONTRACT_PLAN);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_schedule_is_read),
	    cmocka_unit_test(a_schedule_of_another_form_is_refused),
	    cmocka_unit_test(a_plan_is_one_number_or_twelve),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
