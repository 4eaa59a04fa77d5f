/*
 * Ways of heating beside the common ones: communal flats, house meters that
 * are out. The letters and numbers are the ids of the worked examples.
 */
#include "scene.h"

/* Sum of all volumes of heating, individual and common, of the lines. */
static int64_t
volumes(const struct scene *s)
{
	int64_t sum = 0;

	for (size_t i = 0; i < s->out.line_count; i++)
		if (s->out.lines[i].service == RTK_HEATING &&
		    s->out.lines[i].kind == RTK_CHARGE)
			sum += s->out.lines[i].volume.v;
	return sum;
}

/* What was given out, exactly: the law of every house. */
static void
assert_volume(const struct scene *s, struct rtk_ratio expected)
{
	struct rtk_ratio sum = RTK_RATIO_ZERO;

	for (size_t i = 0; i < s->premises_count; i++)
		if (s->premises[i].heating_due)
			sum = rtk_ratio_reduce(rtk_ratio_add(sum,
			    rtk_ratio_add(s->premises[i].individual,
				s->premises[i].common)));
	assert_int_equal(rtk_ratio_compare(sum, expected), 0);
}

/* --- communal flats ----------------------------------------------------- */

static struct rtk_account_version *
room(struct scene *s, const char *flat, const char *area, const char *living)
{
	struct rtk_account_version *v = scene_flat(s, area);

	v->kind = RTK_ROOM;
	v->flat = flat;
	v->living.v = dec(living, RTK_AREA_SCALE);
	return v;
}

/* H21: the meter of the flat stands at its second room. */
static void
rooms_share_the_meter_of_the_flat(void **state)
{
	struct scene s;

	(void)state;
	scene_begin(&s, "2026-10", RTK_SEASON);
	scene_price(&s, RTK_HEATING, RTK_HEAT, "2420.11");
	room(&s, "7", "25", "18.4");
	room(&s, "7", "27.5", "20.6");
	scene_meter(&s, RTK_METER_HEATING, "10", "11.874");
	room(&s, "7", "20.5", "15");
	scene_house(&s, "1.874");
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 154536);
	assert_int_equal(s.out.lines[0].formula, RTK_F_3_3);
	assert_volume(&s, rtk_ratio(1874000, 1));
	assert_in_range(volumes(&s), 1873999, 1874001);
	scene_end(&s);
}

/*
 * No meters of flats: V_flat = 10 * 40/100 = 4 Gcal, of it 30/50 = 2.4 and
 * 1.6; without grouping it would be 2.5 and 1.5. Another flat 8 is apart.
 */
static void
rooms_share_the_heat_of_the_flat(void **state)
{
	struct scene s;

	(void)state;
	scene_begin(&s, "2026-10", RTK_SEASON);
	scene_price(&s, RTK_HEATING, RTK_HEAT, "1000");
	s.building.common_area.v = 700;
	room(&s, "7", "25", "30");
	room(&s, "8", "10", "1");
	room(&s, "7", "15", "20");
	scene_flat(&s, "50");
	scene_house(&s, "10");
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 240000);
	assert_int_equal(scene_sum(&s, 2, RTK_HEATING), 100000);
	assert_int_equal(scene_sum(&s, 3, RTK_HEATING), 160000);
	assert_volume(&s, rtk_ratio(10 * RTK_MICRO, 1));
	scene_end(&s);
}

/* 12 m3 for 1 and 2 persons; then a flat with nobody goes by area. */
static void
rooms_share_the_water_of_the_flat(void **state)
{
	struct scene s;

	(void)state;
	scene_begin(&s, "2026-06", RTK_SEASON);
	scene_price(&s, RTK_HOT_WATER, RTK_SINGLE, "100");
	room(&s, "7", "25", "30")->hot_water = true;
	scene_meter(&s, RTK_METER_HOT_WATER, "10", "22");
	room(&s, "7", "15", "20")->hot_water = true;
	s.versions[1].registered = 2;
	s.versions[0].heated = s.versions[1].heated = RTK_OWN_SOURCE;
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 40000);
	assert_int_equal(scene_sum(&s, 2, RTK_HOT_WATER), 80000);

	s.versions[0].registered = s.versions[1].registered = 0;
	s.versions[0].owners = s.versions[1].owners = 0;
	rtk_meter_state_init(&s.meters[0].state, &s.meters[0].meter, 0);
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 72000);
	assert_int_equal(scene_sum(&s, 2, RTK_HOT_WATER), 48000);
	scene_end(&s);
}

/* No reading, no history: each room by norm, all of it comes off later. */
static void
the_norm_of_all_rooms_comes_off_the_meter(void **state)
{
	struct scene s;

	(void)state;
	scene_begin(&s, "2026-06", RTK_SEASON);
	scene_price(&s, RTK_HOT_WATER, RTK_SINGLE, "100");
	scene_norm(&s, RTK_NORM_HOT_WATER, "3");
	room(&s, "7", "25", "30")->hot_water = true;
	scene_meter(&s, RTK_METER_HOT_WATER, "10", NULL);
	room(&s, "7", "15", "20")->hot_water = true;
	s.versions[1].registered = 2;
	s.versions[0].heated = s.versions[1].heated = RTK_OWN_SOURCE;
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 30000);
	assert_int_equal(scene_sum(&s, 2, RTK_HOT_WATER), 60000);
	assert_int_equal(rtk_ratio_compare(s.meters[0].state.estimated,
			     rtk_ratio(9 * RTK_MICRO, 1)),
	    0);
	scene_end(&s);
}

/* --- house meters that are out ------------------------------------------ */

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
measured_house(struct scene *s, const char *period, int months,
    const char *each)
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
	    cmocka_unit_test(rooms_share_the_meter_of_the_flat),
	    cmocka_unit_test(rooms_share_the_heat_of_the_flat),
	    cmocka_unit_test(rooms_share_the_water_of_the_flat),
	    cmocka_unit_test(the_norm_of_all_rooms_comes_off_the_meter),
	    cmocka_unit_test(a_failed_house_meter_goes_by_average),
	    cmocka_unit_test(the_average_runs_out),
	    cmocka_unit_test(how_long_the_average_lasts_is_a_policy),
	    cmocka_unit_test(a_verification_that_runs_out_in_the_month),
	    cmocka_unit_test(days_between_two_house_meters),
	    cmocka_unit_test(a_new_house_meter_counts_from_the_next_month),
	    cmocka_unit_test(a_temperature_that_is_not_known_is_named),
	    cmocka_unit_test(a_short_history_of_the_house_is_norm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
