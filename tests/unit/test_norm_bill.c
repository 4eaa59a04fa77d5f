/* The sum from which a service may be restricted: п. 118 of the Rules. */
#include "scene.h"

#include "calc/norm_bill.h"
#include "flow/debtors.h"

static struct rtk_err err = RTK_ERR_INIT;

static struct rtk_norm_bill
bill(struct scene *s, enum rtk_service service, bool has)
{
	struct rtk_person_facts persons = {.versions = s->versions,
	    .version_count = 1};
	struct rtk_norm_bill_query query = {.month = &s->month,
	    .building = &s->building,
	    .now = &s->versions[0],
	    .persons = &persons,
	    .day = rtk_period_last(s->month.period)};
	struct rtk_norm_bill found;
	bool found_any = false;

	assert_int_equal(rtk_month_init(&s->month, s->month.period,
			     s->month.period, &s->rows, &err),
	    0);
	assert_int_equal(
	    rtk_norm_bill(&found, &found_any, &query, service, &err), 0);
	assert_int_equal(found_any, has);
	return found;
}

/* 3 persons, norm 3.16 m3, 200 RUB/m3: 2 x 3 x 3.16 x 200 = 3792.00 */
static void
two_months_by_norm_and_the_price_in_force(void **state)
{
	struct rtk_service_debt debt = {.has_norm = true};
	struct scene s;

	(void)state;
	scene_begin(&s, "2026-10", RTK_SEASON);
	scene_flat(&s, "50.00")->registered = 3;
	s.versions[0].hot_water = true;
	scene_price(&s, RTK_HOT_WATER, RTK_SINGLE, "200");
	scene_norm(&s, RTK_NORM_HOT_WATER, "3.16");
	debt.norm = bill(&s, RTK_HOT_WATER, true);
	assert_int_equal(debt.norm.threshold.v, 379200);
	debt.counted.v = 379200;
	assert_false(rtk_may_restrict(&debt));
	debt.counted.v = 379201;
	assert_true(rtk_may_restrict(&debt));
	/* another number of months is a row, not a program */
	scene_policy(&s, "debt.restriction_norms", "3");
	assert_int_equal(
	    bill(&s, RTK_HOT_WATER, true).threshold.v, 568800);
}

/* 50 m2 x 0.0217 Gcal x 2500.12 = 2712.6302; not the meter, not the season */
static void
heating_by_area(void **state)
{
	struct scene s;

	(void)state;
	scene_begin(&s, "2026-07", RTK_SEASON);
	scene_flat(&s, "50.00");
	scene_price(&s, RTK_HEATING, RTK_HEAT, "2500.12");
	scene_norm(&s, RTK_NORM_HEATING, "0.0217");
	assert_int_equal(bill(&s, RTK_HEATING, true).month.v, 271263);
	assert_int_equal(bill(&s, RTK_HEATING, true).threshold.v, 542526);
	s.versions[0].kind = RTK_NONRESIDENTIAL;
	(void)bill(&s, RTK_HEATING, false);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(two_months_by_norm_and_the_price_in_force),
	    cmocka_unit_test(heating_by_area),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
