/*
 * Pressure of hot water, to the kopeck, through the functions that bill: Annex
 * 1 of the Rules, п. 7 and 101. The flat is charged 1171.00 for June, 720 h.
 */
#include "reduction.h"

#include "calc/quality.h"

static struct rtk_outage *
pressed(struct scene *s, int flat, const char *begin, int hours,
    const char *pressure)
{
	struct rtk_outage *o = outage(s, flat, begin, hours);

	o->kind = RTK_OFF_PRESSURE;
	o->service = RTK_HOT_WATER;
	o->has_pressure = true;
	o->pressure = (int32_t)dec(pressure, 6);
	return o;
}

/* Runs and ends the scene. */
static void
assert_reduced(struct scene *s, int64_t sum)
{
	scene_run(s);
	assert_int_equal(reduced(s, RTK_F_A1_7), sum);
	scene_end(s);
}

/* Other figures of the table: 0.1 to 0.3, 50 %, 0.2 % an hour. */
static void
figures_are_of_the_table(void **state)
{
	static const char *const values[] = {"0.1", "0.3", "50", "0.2"};
	static const struct {
		const char *pressure;
		int64_t sum;
	} cases[] = {{"0.1", 0}, {"0.05", -2342}, {"0.049", -3903},
	    {"0.45", -2342}, {"0.451", -3903}};

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(cases); i++) {
		struct scene s;

		charged_water(&s);
		for (int q = 0; q < 4; q++)
			s.qualities[RTK_Q_PRESSURE_FROM + q].value =
			    dec(values[q], 6);
		pressed(&s, 1, "2026-06-05T10:00", 10, cases[i].pressure);
		assert_reduced(&s, cases[i].sum);
	}
}

/* An hour over midnight: two days, 48 / 720 = 78.0667; each day once. */
static void
days_are_whole(void **state)
{
	struct scene s;

	(void)state;
	charged_water(&s);
	pressed(&s, 1, "2026-06-05T23:30", 1, "0.01");
	assert_reduced(&s, -7807);
	charged_water(&s);
	pressed(&s, 0, "2026-06-05T14:00", 5, "0.01");
	pressed(&s, 1, "2026-06-05T02:00", 1, "0.01");
	pressed(&s, 1, "2026-06-05T12:00", 3, "0.6");
	assert_reduced(&s, -3903);
	/* of two months: what lies in June; it ends with the midnight */
	charged_water(&s);
	pressed(&s, 1, "2026-05-31T20:00", 8, "0.01");
	pressed(&s, 1, "2026-06-30T20:00", 8, "0.01");
	assert_reduced(&s, -7807);
	charged_water(&s);
	pressed(&s, 1, "2026-06-05T20:00", 4, "0.01");
	assert_reduced(&s, -3903);
}

/*
 * 20:00 to 6:00, 10 h, 4 of them on a day that is free: 1/30 and 0.6 % are
 * 46.0593.
 */
static void
a_free_day_has_no_hours(void **state)
{
	struct scene s;

	(void)state;
	charged_water(&s);
	pressed(&s, 1, "2026-06-05T20:00", 10, "0.025");
	pressed(&s, 1, "2026-06-05T08:00", 2, "0.01");
	assert_reduced(&s, -4606);
}

/*
 * 10 h without water: the day has 14 h of supply, the month 710: 1171.00 * 14
 * / 710 = 23.0901. Pressure of no water is none.
 */
static void
interruptions_go_before(void **state)
{
	struct scene s;

	(void)state;
	charged_water(&s);
	outage(&s, 1, "2026-06-05T10:00", 10)->service = RTK_HOT_WATER;
	pressed(&s, 1, "2026-06-05T09:00", 2, "0.01");
	assert_reduced(&s, -2309);
	charged_water(&s);
	outage(&s, 1, "2026-06-05T10:00", 10)->service = RTK_HOT_WATER;
	pressed(&s, 1, "2026-06-05T10:00", 10, "0.01");
	assert_reduced(&s, 0);
	/* 8:00 to 10:00 and 20:00 to 22:00: 0.4 % is 4.684 */
	charged_water(&s);
	outage(&s, 1, "2026-06-05T10:00", 10)->service = RTK_HOT_WATER;
	pressed(&s, 1, "2026-06-05T08:00", 14, "0.5");
	assert_reduced(&s, -468);
}

/* What was measured in the flat goes before what was in the house. */
static void
own_pressure_goes_first(void **state)
{
	struct scene s;

	(void)state;
	charged_water(&s);
	pressed(&s, 0, "2026-06-05T08:00", 4, "0.01");
	pressed(&s, 1, "2026-06-05T06:00", 10, "0.3");
	assert_reduced(&s, 0);
	charged_water(&s);
	pressed(&s, 0, "2026-06-05T08:00", 4, "0.01");
	pressed(&s, 1, "2026-06-05T08:00", 4, "0.025");
	assert_reduced(&s, -468);
}

/* Wrong temperature of the same hours counts besides: 1 %. */
static void
temperature_counts_besides(void **state)
{
	struct scene s;

	(void)state;
	charged_water(&s);
	off(&s, "2026-06-05T10:00", 10, "54")->service = RTK_HOT_WATER;
	pressed(&s, 1, "2026-06-05T10:00", 10, "0.01");
	scene_run(&s);
	assert_int_equal(reduced(&s, RTK_F_A1_5), -1171);
	assert_int_equal(reduced(&s, RTK_F_A1_7), -3903);
	assert_int_equal(
	    scene_sum(&s, 1, RTK_HOT_WATER), 117100 - 1171 - 3903);
	scene_end(&s);
}

/* All days and a temperature too: nothing is left to pay, and no less. */
static void
never_below_zero(void **state)
{
	struct scene s;

	(void)state;
	charged_water(&s);
	pressed(&s, 0, "2026-05-20T00:00", 60 * 24, "0.01");
	off(&s, "2026-06-05T10:00", 10, "54")->service = RTK_HOT_WATER;
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 0);
	scene_end(&s);
	/* no supply at all */
	charged_water(&s);
	outage(&s, 0, "2026-05-20T00:00", 60 * 24)->service = RTK_HOT_WATER;
	pressed(&s, 0, "2026-05-20T00:00", 60 * 24, "0.01");
	assert_reduced(&s, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(figures_are_of_the_table),
	    cmocka_unit_test(days_are_whole),
	    cmocka_unit_test(a_free_day_has_no_hours),
	    cmocka_unit_test(interruptions_go_before),
	    cmocka_unit_test(own_pressure_goes_first),
	    cmocka_unit_test(temperature_counts_besides),
	    cmocka_unit_test(never_below_zero),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
