/*
 * A reading after months by average: all of it in this month, or each month
 * at its own price. Amounts were worked out by hand.
 */
#include "scene.h"

/* 45.12 up to May, 50 from June on; July is charged. */
static void
begin(struct scene *s, const char *policy)
{
	scene_begin(s, "2026-07", RTK_SEASON);
	scene_price(s, RTK_HOT_WATER, RTK_SINGLE, "45.12");
	s->tariffs[0].to = day("2026-05-31");
	scene_price(s, RTK_HOT_WATER, RTK_SINGLE, "50");
	s->tariffs[1].from = day("2026-06-01");
	scene_policy(s, "readings.catch_up_after_average", policy);
	scene_flat(s, "50")->hot_water = true;
}

/* 100 in March; 4 m3 billed by average for April, May and June. */
static struct rtk_meter_month *
silent_meter(struct scene *s, const char *now)
{
	struct rtk_meter_month *m =
	    scene_meter(s, RTK_METER_HOT_WATER, "100", now);

	m->state.missed = 3;
	m->state.cause = RTK_CAUSE_NO_READING;
	m->state.cause_count = 3;
	m->state.has_average = true;
	m->state.average = rtk_ratio(4000000, 1);
	m->state.estimated = rtk_ratio(12000000, 1);
	m->state.last_day = day("2026-03-25");
	return m;
}

static const struct rtk_line *
line_for(const struct scene *s, const char *month)
{
	struct rtk_period p;

	assert_good(rtk_period_parse(&p, month, strlen(month), &err));
	for (size_t i = 0; i < s->out.line_count; i++)
		if (s->out.lines[i].for_period.v == p.v)
			return &s->out.lines[i];
	fail_msg("no line for %s", month);
	return NULL;
}

static void
assert_month(
    const struct scene *s, const char *month, int64_t volume, int64_t amount)
{
	const struct rtk_line *l = line_for(s, month);

	assert_int_equal(l->volume.v, volume);
	assert_int_equal(l->amount.v, amount);
	assert_int_equal(l->kind,
	    l->for_period.v == s->month.period.v ? RTK_CHARGE
						 : RTK_RECALCULATION);
}

/* 24 m3 less the 12 that were billed, at the price of July. */
static void
all_in_the_month_of_the_reading(void **state)
{
	struct scene s;

	(void)state;
	begin(&s, "current_month_difference");
	silent_meter(&s, "124");
	scene_run(&s);
	assert_int_equal(s.out.line_count, 1);
	assert_month(&s, "2026-07", 12000000, 60000);
	scene_end(&s);
}

/* 24 m3 are 6 a month, 2 more than was billed. */
static void
each_month_at_its_price(void **state)
{
	struct scene s;

	(void)state;
	begin(&s, "by_month");
	silent_meter(&s, "124");
	scene_run(&s);
	assert_int_equal(s.out.line_count, 4);
	assert_month(&s, "2026-04", 2000000, 9024);
	assert_month(&s, "2026-05", 2000000, 9024);
	assert_month(&s, "2026-06", 2000000, 10000);
	assert_month(&s, "2026-07", 6000000, 30000);
	assert_int_equal(s.meters[0].state.estimated.num, 0);
	scene_end(&s);
}

/* 8 m3 are 2 a month: what was billed too much comes back at its price. */
static void
too_much_comes_back(void **state)
{
	struct scene s;

	(void)state;
	begin(&s, "by_month");
	silent_meter(&s, "108");
	scene_run(&s);
	assert_int_equal(s.out.line_count, 4);
	assert_month(&s, "2026-04", -2000000, -9024);
	assert_month(&s, "2026-06", -2000000, -10000);
	assert_month(&s, "2026-07", 2000000, 10000);
	scene_end(&s);
}

/* Two meters silent for the same months go together; else in this month. */
static void
two_meters_go_back_together(void **state)
{
	struct scene s;
	struct rtk_meter_month *m;

	(void)state;
	begin(&s, "by_month");
	silent_meter(&s, "124");
	silent_meter(&s, "108");
	scene_run(&s);
	/* +2 and -2: nothing goes back, 6 + 2 for July */
	assert_int_equal(s.out.line_count, 1);
	assert_month(&s, "2026-07", 8000000, 40000);
	scene_end(&s);

	begin(&s, "by_month");
	silent_meter(&s, "124");
	m = silent_meter(&s, "116");
	m->state.missed = 1;
	m->state.estimated = rtk_ratio(4000000, 1);
	scene_run(&s);
	/* 24 - 12 and 16 - 4 */
	assert_int_equal(s.out.line_count, 1);
	assert_month(&s, "2026-07", 24000000, 120000);
	scene_end(&s);
}

/* After the norm the other policy decides; an inspection is for its month. */
static void
only_the_average_goes_back(void **state)
{
	struct scene s;
	struct rtk_meter_month *m;

	(void)state;
	begin(&s, "by_month");
	m = silent_meter(&s, "124");
	m->state.by_norm = true;
	scene_run(&s);
	assert_int_equal(s.out.line_count, 1);
	scene_end(&s);
	begin(&s, "by_month");
	silent_meter(&s, "124");
	s.readings[0].channel = RTK_CONTROLLER;
	scene_run(&s);
	assert_int_equal(s.out.line_count, 1);
	assert_month(&s, "2026-07", 12000000, 60000);
	scene_end(&s);
}

/* Heat, water and the VAT of each month. */
static void
each_component_and_its_vat(void **state)
{
	struct scene s;
	int64_t sums[RTK_COMPONENTS] = {0};

	(void)state;
	begin(&s, "by_month");
	s.tariffs[0].component = s.tariffs[1].component = RTK_WATER;
	for (int i = 0; i < 2; i++) {
		s.tariffs[i].vat = RTK_VAT_EXCLUDED;
		s.tariffs[i].vat_percent_bp = i == 0 ? 2000 : 2200;
	}
	scene_price(&s, RTK_HOT_WATER, RTK_HEAT, "2420.11");
	scene_norm(&s, RTK_NORM_WATER_HEATING, "0.062");
	silent_meter(&s, "124");
	scene_run(&s);
	for (size_t i = 0; i < s.out.line_count; i++)
		if (s.out.lines[i].kind == RTK_RECALCULATION)
			sums[s.out.lines[i].component] +=
			    s.out.lines[i].amount.v;
	/* 2 * 0.062 * 2420.11 = 300.09364, three months */
	assert_int_equal(sums[RTK_HEAT], 3 * 30009);
	/* 90.24 and 20 % of it twice, 100.00 and 22 % of it */
	assert_int_equal(sums[RTK_WATER], 2 * (9024 + 1805) + 10000 + 2200);
	scene_end(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(all_in_the_month_of_the_reading),
	    cmocka_unit_test(each_month_at_its_price),
	    cmocka_unit_test(too_much_comes_back),
	    cmocka_unit_test(two_meters_go_back_together),
	    cmocka_unit_test(only_the_average_goes_back),
	    cmocka_unit_test(each_component_and_its_vat),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
