/*
 * House meters that are out (п. 59(1), 60(1)). The letters and numbers are the
 * ids of the worked examples.
 */
#include "scene.h"

enum { TEMPERATURES_MAX = 1024 };

static struct rtk_temperature temperatures[TEMPERATURES_MAX];

/* The days from..to at so many hundredths of a degree. */
static void
weather(struct scene *s, const char *from, const char *to, int32_t value)
{
	s->rows.temperatures = temperatures;
	for (int32_t d = day(from).v; d <= day(to).v; d++) {
		assert_in_range(
		    s->rows.temperature_count, 0, TEMPERATURES_MAX - 1);
		temperatures[s->rows.temperature_count++] =
		    (struct rtk_temperature){
			.id = 1,
			.municipality = "m",
			.day = {d},
			.value = value,
			.heating = true,
		    };
	}
}

/* A house of one flat of 100 m2 whose meter measured `each` for so long. */
static struct rtk_meter_month *
measured_house(
    struct scene *s, const char *period, int months, const char *each)
{
	struct rtk_meter_month *m;

	scene_begin(s, period, RTK_SEASON);
	scene_price(s, RTK_HEATING, RTK_HEAT, "1000");
	scene_norm(s, RTK_NORM_HEATING, "0.02");
	s->building.indoor_norm = 20;
	m = scene_house(s, "0");
	m->readings.count = 0;
	m->state.window_count = months;
	m->state.measured = (1U << months) - 1;
	for (int i = 0; i < months; i++)
		m->state.window[i] = rtk_ratio(dec(each, 6), 1);
	return m;
}

/* H17: its season of 226 days; before 01.03.2025 the plain month of eight. */
static int64_t
failed_meter(const char *policy)
{
	struct scene s;
	struct rtk_meter_month *m = measured_house(&s, "2026-01", 8, "185");
	int64_t sum;

	s.tariffs[0].price.v = dec("2420.11", RTK_PRICE_SCALE);
	scene_flat(&s, "52.3");
	scene_flat(&s, "4333.9");
	scene_policy(&s, "heating.house_average", policy);
	m->meter.removed = day("2025-12-31");
	m->meter.reason = RTK_FAILED;
	weather(&s, "2025-01-01", "2025-05-31", -560);
	weather(&s, "2025-10-01", "2025-12-31", -560);
	weather(&s, "2026-01-01", "2026-01-31", -1520);
	/* 17 days of May without heating, warm as they were */
	for (size_t i = 0; i < 17; i++) {
		temperatures[150 - i].heating = false;
		temperatures[150 - i].value = 1800;
	}
	scene_run(&s);
	assert_int_equal(s.out.finding_count, 0);
	assert_int_equal(s.out.lines[0].formula, RTK_F_3);
	sum = scene_sum(&s, 1, RTK_HEATING);
	scene_end(&s);
	return sum;
}

static void
a_failed_house_meter_goes_by_average(void **state)
{
	(void)state;
	assert_int_equal(failed_meter("by_temperature"), 805501);
	assert_int_equal(failed_meter("plain_month"), 533851);
}

/*
 * 9.2 Gcal a month over 92 days at -10: 27.6 / (92 * 30) = 0.01 Gcal a
 * degree-day; a day at -20 takes 0.4.
 */
static struct rtk_meter_month *
winter_house(struct scene *s)
{
	struct rtk_meter_month *m = measured_house(s, "2026-01", 3, "9.2");

	scene_flat(s, "100");
	weather(s, "2025-10-01", "2025-12-31", -1000);
	weather(s, "2026-01-01", "2026-08-31", -2000);
	return m;
}

/* Six periods of the season in a row, then the norm; the base stands still. */
static void
the_average_runs_out(void **state)
{
	static const int64_t expected[] = {1240000, 1120000, 1240000, 1200000,
	    1240000, 0, 0, 0, 0, 1240000, 200000};
	struct scene s;
	struct rtk_meter_month *m = winter_house(&s);

	(void)state;
	weather(&s, "2026-09-01", "2026-11-30", -2000);
	m->meter.verified_until = day("2025-12-31");
	for (size_t i = 0; i < RTK_COUNT(expected); i++) {
		scene_run(&s);
		assert_int_equal(scene_sum(&s, 1, RTK_HEATING), expected[i]);
		assert_int_equal(s.out.finding_count, 0);
		s.month.period.v++;
	}
	/* 12.4 + 11.2 + 12.4 + 12 + 12.4 + 12.4 + norm 2 = 74.8 come off */
	s.house_readings[0].day = day("2026-12-31");
	s.house_readings[0].value.v = dec("100", 6);
	m->meter.verified_until = RTK_DATE_NONE;
	m->readings.count = 1;
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 2520000);
	scene_end(&s);
}

/* Before 01.03.2025 three. */
static void
how_long_the_average_lasts_is_a_policy(void **state)
{
	struct scene s;
	struct rtk_meter_month *m = winter_house(&s);

	(void)state;
	scene_policy(&s, "heating.house_average_periods_max", "3");
	m->meter.verified_until = day("2025-12-31");
	m->state.missed = 2;
	s.month.period.v += 2;
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 1240000);
	s.month.period.v++;
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 200000);
	assert_int_equal(s.out.lines[0].method, RTK_BY_NORM);
	scene_end(&s);
}

/*
 * Read on the 10th, verified until the 20th: 10 Gcal and 21 days by average,
 * 8.4, that come off when the meter is verified again.
 */
static void
a_verification_that_runs_out_in_the_month(void **state)
{
	struct scene s;
	struct rtk_meter_month *m = winter_house(&s);

	(void)state;
	m->meter.verified_until = day("2026-01-20");
	m->readings.count = 1;
	s.house_readings[0].day = day("2026-01-10");
	s.house_readings[0].value.v = dec("10", 6);
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 1840000);

	m->meter.verified_until = RTK_DATE_NONE;
	s.house_readings[0].day = day("2026-02-28");
	s.house_readings[0].value.v = dec("30", 6);
	s.month.period.v++;
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 1160000);
	scene_end(&s);
}

/* A successor four days late, in the same month and in the next one. */
static void
days_between_two_house_meters(void **state)
{
	struct scene s;
	struct rtk_meter_month *m = winter_house(&s), *next;

	(void)state;
	m->meter.removed = day("2026-01-05");
	m->meter.has_final = true;
	m->meter.final.v = dec("2", 6);
	m->meter.reason = RTK_REPLACED;
	next = scene_house(&s, "8");
	next->has_state = false;
	next->meter.installed = day("2026-01-10");
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 1160000);
	/* the month after: the old one is nobody's business any more */
	s.month.period.v++;
	s.house_readings[1].day = day("2026-02-28");
	s.house_readings[1].value.v = dec("18", 6);
	scene_run(&s);
	assert_int_equal(s.out.finding_count, 0);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 1000000);
	scene_end(&s);

	m = winter_house(&s);
	m->meter.removed = day("2026-01-05");
	m->meter.has_final = true;
	m->meter.final.v = dec("2", 6);
	m->meter.reason = RTK_FAILED;
	scene_run(&s);
	/* 2 and 26 days of 0.4 */
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 1240000);
	s.month.period.v++;
	next = scene_house(&s, "8");
	next->has_state = false;
	next->meter.installed = day("2026-02-10");
	s.house_readings[1].day = day("2026-02-28");
	scene_run(&s);
	/* 9 days of 0.4, and 8 */
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 1160000);
	scene_end(&s);
}

/* Taken away in January, the next one in February; then read in March. */
static void
sum_after_a_gap(int64_t expected[2], int months)
{
	struct scene s;
	struct rtk_meter_month *m = winter_house(&s), *next;

	m->state.window_count = months;
	m->state.measured = (1U << months) - 1;
	m->meter.removed = day("2026-01-05");
	m->meter.has_final = true;
	m->meter.final.v = dec("2", 6);
	m->meter.reason = RTK_REPLACED;
	next = scene_house(&s, "8");
	next->has_state = false;
	next->meter.installed = day("2026-02-10");
	next->readings.count = 0;
	scene_run(&s);
	next->readings.count = 1;
	for (int i = 0; i < 2; i++) {
		s.month.period.v++;
		s.house_readings[1].day = rtk_period_last(s.month.period);
		scene_run(&s);
		assert_int_equal(s.out.finding_count, 0);
		expected[i] = scene_sum(&s, 1, RTK_HEATING);
		s.house_readings[1].value.v = dec("18", 6);
	}
	scene_end(&s);
}

/*
 * 9 days of 0.4, or 9 of 28 of 100 m2 * 0.02 = 0.642857, and 8; its readings
 * measure none of these days: 18 - 8 in March.
 */
static void
no_day_before_a_successor_comes_off_it(void **state)
{
	int64_t sums[2];

	(void)state;
	sum_after_a_gap(sums, 3);
	assert_int_equal(sums[0], 1160000);
	assert_int_equal(sums[1], 1000000);
	sum_after_a_gap(sums, 2);
	assert_int_equal(sums[0], 864286);
	assert_int_equal(sums[1], 1000000);
}

/*
 * It went on 31 December; the next one comes on 11 February: what is known of
 * it changes nothing before, and its readings measure no day before it.
 */
static void
a_successor_to_come_changes_nothing_before(void **state)
{
	struct scene s;
	struct rtk_meter_month *m = winter_house(&s), *next;

	(void)state;
	m->meter.removed = day("2025-12-31");
	m->meter.reason = RTK_FAILED;
	next = scene_house(&s, "8");
	next->has_state = false;
	next->meter.installed = day("2026-02-11");
	next->readings.count = 0;
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 1240000);

	/* ten days of 0.4, and 8 */
	s.month.period.v++;
	next->readings.count = 1;
	s.house_readings[1].day = day("2026-02-28");
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 1200000);

	s.month.period.v++;
	s.house_readings[1].day = day("2026-03-31");
	s.house_readings[1].value.v = dec("18", 6);
	scene_run(&s);
	assert_int_equal(s.out.finding_count, 0);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 1000000);
	scene_end(&s);
}

/* So many whole months on average, then ten days before a successor. */
static int64_t
late_successor(int32_t whole_months)
{
	struct scene s;
	struct rtk_meter_month *m = measured_house(&s, "2026-01", 3, "9.2");
	struct rtk_meter_month *next;
	int64_t sum;

	scene_flat(&s, "100");
	/* the base is three months of 92 days, wherever it ends */
	weather(&s, "2025-05-01", "2025-12-31", -1000);
	weather(&s, "2026-01-01", "2026-10-31", -2000);
	m->meter.removed = day("2025-12-31");
	m->meter.reason = RTK_FAILED;
	m->state.missed = whole_months;
	s.month.period.v = rtk_period_of(day("2026-10-01")).v;
	next = scene_house(&s, "8");
	next->has_state = false;
	next->meter.installed = day("2026-10-11");
	s.house_readings[1].day = day("2026-10-31");
	scene_run(&s);
	assert_int_equal(s.out.finding_count, 0);
	sum = scene_sum(&s, 1, RTK_HEATING);
	scene_end(&s);
	return sum;
}

/*
 * A month in part is no period: 8, and ten days of 0.4 still after five; then
 * 10 of 31 days of 100 m2 * 0.02, 0.645161...
 */
static void
days_before_a_successor_are_no_period(void **state)
{
	(void)state;
	assert_int_equal(late_successor(5), 1200000);
	assert_int_equal(late_successor(6), 1200000);
	assert_int_equal(late_successor(7), 864516);
}

/*
 * April, May and October measured a Gcal a day at -10; November was warmer
 * and not measured. Eight days of January at -10, and 8.
 */
static void
months_of_the_average_are_those_that_were_measured(void **state)
{
	struct scene s;
	struct rtk_meter_month *m = measured_house(&s, "2025-11", 3, "31");
	struct rtk_meter_month *next;

	(void)state;
	scene_flat(&s, "100");
	m->state.window[2] = rtk_ratio(30 * RTK_MICRO, 1);
	weather(&s, "2025-04-01", "2025-05-31", -1000);
	weather(&s, "2025-10-01", "2025-10-31", -1000);
	weather(&s, "2025-11-01", "2025-12-31", 1000);
	weather(&s, "2026-01-01", "2026-01-31", -1000);
	m->meter.removed = day("2025-11-06");
	m->meter.reason = RTK_LOST;
	next = scene_house(&s, "8");
	next->has_state = false;
	next->meter.installed = day("2026-01-09");
	next->readings.count = 0;
	for (int i = 0; i < 2; i++) {
		scene_run(&s);
		s.month.period.v++;
	}
	next->readings.count = 1;
	s.house_readings[1].day = day("2026-01-31");
	scene_run(&s);
	assert_int_equal(s.out.finding_count, 0);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 1600000);
	scene_end(&s);
}

/*
 * A season of 243 days and Gcal; the month in which the meter went is known
 * in part and takes the place of none.
 */
static void
the_month_it_went_takes_no_place_in_the_season(void **state)
{
	struct scene s;
	struct rtk_meter_month *m = measured_house(&s, "2026-01", 8, "30");

	(void)state;
	scene_flat(&s, "100");
	m->state.window[7] = rtk_ratio(33 * RTK_MICRO, 1);
	weather(&s, "2025-01-01", "2025-05-31", -1000);
	weather(&s, "2025-10-01", "2026-02-28", -1000);
	m->meter.verified_until = day("2026-01-20");
	m->readings.count = 1;
	s.house_readings[0].day = day("2026-01-10");
	s.house_readings[0].value.v = dec("10", 6);
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 3100000);
	s.month.period.v++;
	scene_run(&s);
	assert_int_equal(s.out.finding_count, 0);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 2800000);
	scene_end(&s);
}

/* Its first month goes as without a meter. */
static void
a_new_house_meter_counts_from_the_next_month(void **state)
{
	struct scene s;
	struct rtk_meter_month *m = winter_house(&s);

	(void)state;
	m->has_state = false;
	m->meter.installed = day("2026-01-15");
	m->readings.count = 1;
	s.house_readings[0].value.v = dec("8", 6);
	scene_run(&s);
	assert_int_equal(s.out.finding_count, 0);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 200000);
	s.month.period.v++;
	s.house_readings[0].day = day("2026-02-28");
	s.house_readings[0].value.v = dec("18", 6);
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 1000000);
	scene_end(&s);
}

static void
a_temperature_that_is_not_known_is_named(void **state)
{
	struct scene s;
	struct rtk_meter_month *m = winter_house(&s);

	(void)state;
	m->meter.verified_until = day("2025-12-31");
	s.rows.temperature_count = 92 + 30;
	scene_run(&s);
	assert_int_equal(s.out.line_count, 0);
	assert_int_equal(s.out.finding_count, 1);
	assert_int_equal(
	    s.out.findings[0].fault, RTK_E_BUILDING_NO_TEMPERATURE);
	assert_string_equal(s.out.findings[0].detail, "2026-01-31");
	scene_end(&s);
}

/* Two months measured are no average: the norm at once. */
static void
a_short_history_of_the_house_is_norm(void **state)
{
	struct scene s;
	struct rtk_meter_month *m = winter_house(&s);

	(void)state;
	m->state.window_count = 2;
	m->state.measured = 3;
	m->meter.verified_until = day("2026-01-20");
	m->readings.count = 1;
	s.house_readings[0].day = day("2026-01-10");
	s.house_readings[0].value.v = dec("10", 6);
	scene_run(&s);
	/* 10 Gcal, and 21 of 31 days of 100 m2 * 0.02: 1.354838... */
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 1135484);
	scene_end(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_failed_house_meter_goes_by_average),
	    cmocka_unit_test(the_average_runs_out),
	    cmocka_unit_test(how_long_the_average_lasts_is_a_policy),
	    cmocka_unit_test(a_verification_that_runs_out_in_the_month),
	    cmocka_unit_test(days_between_two_house_meters),
	    cmocka_unit_test(no_day_before_a_successor_comes_off_it),
	    cmocka_unit_test(a_successor_to_come_changes_nothing_before),
	    cmocka_unit_test(days_before_a_successor_are_no_period),
	    cmocka_unit_test(
		months_of_the_average_are_those_that_were_measured),
	    cmocka_unit_test(the_month_it_went_takes_no_place_in_the_season),
	    cmocka_unit_test(a_new_house_meter_counts_from_the_next_month),
	    cmocka_unit_test(a_temperature_that_is_not_known_is_named),
	    cmocka_unit_test(a_short_history_of_the_house_is_norm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
