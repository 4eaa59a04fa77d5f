/*
 * Worked examples of the Rules, to the kopeck, through the functions that
 * bill. The letters and numbers are the ids of the examples.
 */
#include "scene.h"

static void
heat_scene(struct scene *s, const char *price, enum rtk_payment_mode mode)
{
	scene_begin(s, "2026-10", mode);
	scene_price(s, RTK_HEATING, RTK_HEAT, price);
}

static void
norm_heating(const char *area, const char *norm, const char *price,
    bool private_house, enum rtk_payment_mode mode, int64_t expected_kop)
{
	struct scene s;
	struct rtk_account_version *v;

	heat_scene(&s, price, mode);
	scene_norm(&s, RTK_NORM_HEATING, norm);
	v = scene_flat(&s, area);
	v->kind = private_house ? RTK_HOUSE : RTK_FLAT;
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), expected_kop);
	scene_end(&s);
}

static void
heating_by_norm(void **state)
{
	(void)state;
	/* H01, H02: private house, season and even payment */
	norm_heating("84.6", "0.0267", "1590.90", true, RTK_SEASON, 359356);
	norm_heating("84.6", "0.0267", "1590.90", true, RTK_EVEN, 239570);
	/* H03, H23: block without a house meter */
	norm_heating("52.3", "0.0217", "2420.11", false, RTK_SEASON, 274661);
	norm_heating("52.3", "0.0217", "2420.11", false, RTK_EVEN, 183107);
}

/* P06, P07: the price of a square metre by norm. */
static void
heating_of_one_square_metre(void **state)
{
	(void)state;
	norm_heating("1", "0.041", "717.56", false, RTK_SEASON, 2942);
	norm_heating("1", "0.021", "544.84", false, RTK_SEASON, 1144);
}

/* H05: house meter, nobody metered, heated common premises. */
static void
heating_by_house_meter(void **state)
{
	struct scene s;

	(void)state;
	heat_scene(&s, "2420.11", RTK_SEASON);
	s.building.common_area.v = dec("512.6", 2);
	scene_flat(&s, "52.3");
	scene_flat(&s, "4333.9");
	scene_house(&s, "212.450");
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 613063);
	scene_end(&s);
}

/* H07a, H07b: a flat with an own source, common premises not heated. */
static void
heating_with_own_source(void **state)
{
	struct scene s;

	(void)state;
	heat_scene(&s, "2420.11", RTK_SEASON);
	scene_flat(&s, "52.3");
	scene_flat(&s, "61.7")->heated = RTK_OWN_SOURCE;
	scene_flat(&s, "248.7")->heated = RTK_NO_APPLIANCES;
	scene_flat(&s, "4023.5");
	scene_house(&s, "212.450");
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 659752);
	assert_int_equal(scene_sum(&s, 2, RTK_HEATING), 0);
	assert_int_equal(s.out.line_count, 4);
	scene_end(&s);
}

/* H08a, b, c: some metered, some not, one with an own source. */
static void
heating_with_some_meters(void **state)
{
	struct scene s;

	(void)state;
	heat_scene(&s, "2420.11", RTK_SEASON);
	scene_flat(&s, "60");
	scene_meter(&s, RTK_METER_HEATING, "10", "10.90");
	scene_flat(&s, "240");
	scene_meter(&s, RTK_METER_HEATING, "20", "23.96");
	scene_flat(&s, "52.3");
	scene_flat(&s, "1927.7");
	scene_flat(&s, "60")->heated = RTK_OWN_SOURCE;
	scene_flat(&s, "60")->heated = RTK_OWN_SOURCE;
	scene_house(&s, "48");
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 284750);
	assert_int_equal(scene_sum(&s, 3, RTK_HEATING), 263396);
	assert_int_equal(scene_sum(&s, 5, RTK_HEATING), 66940);
	scene_end(&s);
}

/* H18: one house meter counts heating and hot water together. */
static void
heating_with_a_combined_meter(void **state)
{
	struct scene s;

	(void)state;
	heat_scene(&s, "2420.11", RTK_SEASON);
	scene_norm(&s, RTK_NORM_WATER_HEATING, "0.062");
	scene_flat(&s, "52.3");
	scene_flat(&s, "4333.9");
	scene_house(&s, "260");
	s.house[0].meter.service = RTK_COMBINED;
	/* the water of the house by its own meter: 812.4 m3 */
	scene_house(&s, "812.4");
	s.house[1].meter.service = RTK_METER_HOT_WATER;
	s.house[1].meter.unit = RTK_M3;
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 604929);
	assert_int_equal(s.out.finding_count, 0);
	scene_end(&s);
}

static int64_t
negative_common_part(const char *policy)
{
	struct scene s;
	int64_t sum;

	heat_scene(&s, "2420.11", RTK_SEASON);
	scene_policy(&s, "heating.negative_common_part", policy);
	scene_flat(&s, "50");
	scene_meter(&s, RTK_METER_HEATING, "0", "1.2");
	scene_flat(&s, "1950");
	scene_meter(&s, RTK_METER_HEATING, "0", "102.8");
	scene_house(&s, "100");
	scene_run(&s);
	sum = scene_sum(&s, 1, RTK_HEATING);
	scene_end(&s);
	return sum;
}

/* H09: more by the meters of flats than by the house meter; both readings. */
static void
heating_with_a_negative_common_part(void **state)
{
	(void)state;
	assert_int_equal(negative_common_part("signed"), 266212);
	assert_int_equal(negative_common_part("clamp_zero"), 290413);
}

/* H10: meters in all premises. */
static void
heating_with_all_meters(void **state)
{
	struct scene s;

	(void)state;
	heat_scene(&s, "2420.11", RTK_SEASON);
	scene_flat(&s, "71.4");
	scene_meter(&s, RTK_METER_HEATING, "5", "5.934");
	scene_flat(&s, "6049.1");
	scene_meter(&s, RTK_METER_HEATING, "5", "75.314");
	scene_house(&s, "96.730");
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 297980);
	assert_int_equal(s.out.lines[0].formula, RTK_F_3_3);
	scene_end(&s);
}

/* H12: even payment, a twelfth of last year's house volume. */
static void
heating_evenly_by_house_meter(void **state)
{
	struct scene s;
	struct rtk_meter_month *m;

	(void)state;
	heat_scene(&s, "2100.00", RTK_EVEN);
	scene_flat(&s, "52.3");
	scene_flat(&s, "4333.9");
	m = scene_house(&s, "1500");
	m->state.year = 2026;
	m->state.last_year_whole = true;
	m->state.last_year_sum = rtk_ratio(1380 * RTK_MICRO, 1);
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 287959);
	scene_end(&s);
}

/* H16: a private house with a meter; H19: the first, partial month. */
static void
heating_by_meter_and_first_month(void **state)
{
	struct scene s;

	(void)state;
	heat_scene(&s, "2420.11", RTK_SEASON);
	scene_flat(&s, "84.6")->kind = RTK_HOUSE;
	scene_meter(&s, RTK_METER_HEATING, "34.215", "35.948");
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 419405);
	scene_end(&s);

	scene_begin(&s, "2026-09", RTK_SEASON);
	scene_price(&s, RTK_HEATING, RTK_HEAT, "2380.44");
	scene_flat(&s, "52.3");
	scene_flat(&s, "4333.9");
	scene_house(&s, "6.31");
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 17910);
	scene_end(&s);
}

/* H24: one metered shop changes nothing for an unmetered flat. */
static void
one_meter_changes_nothing(void **state)
{
	struct scene s;

	(void)state;
	heat_scene(&s, "2420.11", RTK_SEASON);
	scene_flat(&s, "120");
	scene_meter(&s, RTK_METER_HEATING, "1", "4.6");
	scene_flat(&s, "52.3");
	scene_flat(&s, "2827.7");
	scene_house(&s, "60");
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 2, RTK_HEATING), 253144);
	scene_end(&s);
}

/*
 * Meters in all units, estimates and odd areas in one house: the fractions
 * grow long, and still every volume is exact and adds up (the run fails with
 * `identity` or num.range otherwise).
 */
static void
long_fractions_stay_exact(void **state)
{
	static const enum rtk_meter_unit units[] = {
	    RTK_GCAL, RTK_GJ, RTK_MWH, RTK_KWH};
	struct scene s;
	int64_t sum = 0;

	(void)state;
	heat_scene(&s, "3325.23", RTK_SEASON);
	s.building.common_area.v = 51237;
	for (int i = 0; i < 40; i++) {
		char area[16];
		struct rtk_meter_month *m;

		(void)snprintf(area, sizeof(area), "%d.%02d", 31 + i,
		    7 * i % 97);
		scene_flat(&s, area);
		if (i % 3 == 2)
			continue;
		m = scene_meter(&s, RTK_METER_HEATING, "10",
		    i % 5 == 0 ? NULL : "11.237");
		m->meter.unit = units[i % 4];
		m->meter.decimals = 6;
		if (i % 5 != 0)
			continue;
		m->state.window_count = 6;
		m->state.measured = 63;
		for (int j = 0; j < 6; j++)
			m->state.window[j] = rtk_ratio(
			    1000003 + 997 * j * i, 1163 * 9 * (7 + 2 * j));
	}
	scene_house(&s, "98.765432");
	scene_run(&s);
	assert_int_equal(s.out.line_count, 40);
	for (size_t i = 0; i < s.out.line_count; i++)
		sum += s.out.lines[i].volume.v;
	/* forty roundings of half a micro each */
	assert_in_range(sum, 98765432 - 20, 98765432 + 20);
	scene_end(&s);
}

/* --- hot water --------------------------------------------------------- */

static void
water_scene(struct scene *s, const char *period)
{
	scene_begin(s, period, RTK_SEASON);
	scene_price(s, RTK_HOT_WATER, RTK_WATER, "45.12");
	scene_price(s, RTK_HOT_WATER, RTK_HEAT, "2420.11");
	scene_norm(s, RTK_NORM_HOT_WATER, "3.16");
	scene_norm(s, RTK_NORM_WATER_HEATING, "0.062");
	scene_flat(s, "50")->hot_water = true;
	s->versions[0].heated = RTK_OWN_SOURCE;
}

/* G01: by meter, one rate; G02: two components, each line rounded. */
static void
hot_water_by_meter(void **state)
{
	struct scene s;

	(void)state;
	water_scene(&s, "2026-06");
	scene_meter(&s, RTK_METER_HOT_WATER, "124.305", "128.417");
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 80252);
	assert_int_equal(s.out.lines[0].component, RTK_HEAT);
	assert_int_equal(s.out.lines[0].amount.v, 61699);
	assert_int_equal(s.out.lines[1].amount.v, 18553);
	assert_int_equal(s.out.lines[1].decimals, 3);
	s.rows.tariff_count = 0;
	scene_price(&s, RTK_HOT_WATER, RTK_SINGLE, "198.60");
	rtk_meter_state_init(&s.meters[0].state, &s.meters[0].meter, 0);
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 81664);
	scene_end(&s);
}

static int64_t
hot_water_norm(int registered, int owners, bool possible, const char *on)
{
	struct scene s;
	int64_t sum;

	water_scene(&s, "2026-06");
	scene_policy(&s, "hot_water.raising_coefficient_on", on);
	s.versions[0].registered = registered;
	s.versions[0].owners = owners;
	s.versions[0].meter_possible = possible;
	scene_run(&s);
	sum = scene_sum(&s, 1, RTK_HOT_WATER);
	scene_end(&s);
	return sum;
}

/* G03, G04 with both readings, G05, G09. */
static void
hot_water_by_norm(void **state)
{
	(void)state;
	/* 427.74 + 1422.44; the unrounded total is 1850.1814... */
	assert_int_equal(hot_water_norm(3, 1, false, "water"), 185018);
	assert_int_equal(hot_water_norm(3, 1, true, "water"), 206405);
	/* 427.74 + 213.87 + 1422.44 + 711.22, each line rounded (the example
	 * rounds the raised components whole: 641.61 + 2133.67) */
	assert_int_equal(hot_water_norm(3, 1, true, "both"), 277527);
	assert_int_equal(hot_water_norm(0, 2, true, "water"), 137604);
	assert_int_equal(hot_water_norm(2, 2, false, "water"), 123346);
}

/* G04 with one rate: 4(1). */
static void
hot_water_by_norm_with_one_rate(void **state)
{
	struct scene s;

	(void)state;
	water_scene(&s, "2026-06");
	s.rows.tariff_count = 0;
	scene_price(&s, RTK_HOT_WATER, RTK_SINGLE, "198.60");
	s.versions[0].registered = 3;
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 282409);
	assert_int_equal(s.out.lines[0].formula, RTK_F_4_1);
	scene_end(&s);
}

/* G06: a temporary resident for 12 of 31 days; G07: 2 to 3 on the 10th. */
static void
residents_by_days(void **state)
{
	struct scene s;

	(void)state;
	water_scene(&s, "2026-07");
	s.versions[0].registered = 2;
	s.versions[0].meter_possible = false;
	s.temporary[0] = (struct rtk_temporary){s.versions[0].account,
	    day("2026-07-05"), day("2026-07-16"), 1};
	s.premises[0].persons.temporary = s.temporary;
	s.premises[0].persons.temporary_count = 1;
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 147219);
	scene_end(&s);

	water_scene(&s, "2026-06");
	s.versions[0].registered = 2;
	s.versions[0].meter_possible = false;
	s.residents[0] = (struct rtk_residents){
	    s.versions[0].account, day("2026-06-10"), 3, -1};
	s.premises[0].persons.residents = s.residents;
	s.premises[0].persons.residents_count = 1;
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 166516);
	scene_end(&s);
}

/* A row of residents from before the account's own first day counts till it. */
static void
residents_told_before_the_account(void **state)
{
	struct scene s;

	(void)state;
	water_scene(&s, "2026-11");
	s.rows.tariff_count = 0;
	scene_price(&s, RTK_HOT_WATER, RTK_SINGLE, "100");
	scene_price(&s, RTK_HEATING, RTK_HEAT, "2000");
	scene_norm(&s, RTK_NORM_HEATING, "0.02");
	s.versions[0].from = day("2026-11-04");
	s.versions[0].registered = 0;
	s.versions[0].owners = 2;
	s.versions[0].meter_possible = false;
	s.residents[0] = (struct rtk_residents){
	    s.versions[0].account, day("2026-10-28"), 1, -1};
	s.premises[0].persons.residents = s.residents;
	s.premises[0].persons.residents_count = 1;
	scene_run(&s);
	/* (3 * 1 + 27 * 2) / 30 = 1.9 persons; 1.9 * 3.16 = 6.004 m3 */
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 60040);
	scene_end(&s);
}

/* The last six months, newest first, in litres. */
static void
set_history(struct rtk_meter_month *m, const int64_t *litres, int count)
{
	m->state.window_count = count;
	m->state.measured = (1U << count) - 1;
	for (int i = 0; i < count; i++)
		m->state.window[i] = rtk_ratio(litres[i] * 1000, 1);
}

static const int64_t history[] = {4100, 3800, 4000, 4400, 3900, 4200};

/* G08: no reading, the average; G10: expired, the fourth month, with K. */
static void
missing_readings(void **state)
{
	struct scene s;
	struct rtk_meter_month *m;

	(void)state;
	water_scene(&s, "2026-06");
	m = scene_meter(&s, RTK_METER_HOT_WATER, "200", NULL);
	set_history(m, history, 6);
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 79368);
	assert_int_equal(s.out.lines[0].method, RTK_BY_AVERAGE);
	assert_true(rtk_ratio_compare(
			m->state.estimated, rtk_ratio(24400000, 6)) == 0);
	scene_end(&s);

	water_scene(&s, "2026-06");
	s.versions[0].registered = 2;
	m = scene_meter(&s, RTK_METER_HOT_WATER, "200", NULL);
	m->meter.verified_until = day("2026-02-28");
	m->state.missed = 3;
	m->state.cause = RTK_CAUSE_METER;
	m->state.cause_count = 3;
	m->state.has_average = true;
	m->state.average = rtk_ratio(4000000, 1);
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 137604);
	scene_end(&s);
}

/* G12: a reading after two months of average. */
static void
catching_up(void **state)
{
	struct scene s;
	struct rtk_meter_month *m;

	(void)state;
	water_scene(&s, "2026-06");
	m = scene_meter(&s, RTK_METER_HOT_WATER, "200", "213");
	set_history(m, history, 6);
	m->state.missed = 2;
	m->state.has_average = true;
	m->state.average = rtk_ratio(24400000, 6);
	m->state.estimated = rtk_ratio(24400000, 3);
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 94981);
	/* 13 m3 over three months enter as three equal parts */
	assert_int_equal(m->state.missed, 0);
	assert_true(rtk_ratio_compare(m->state.window[2],
			rtk_ratio(13000000, 3)) == 0);
	scene_end(&s);
}

/* G16: replaced inside the month; G17: over the end of the counter. */
static void
replacement_and_rollover(void **state)
{
	struct scene s;
	struct rtk_meter_month *m;

	(void)state;
	water_scene(&s, "2026-06");
	m = scene_meter(&s, RTK_METER_HOT_WATER, "85.210", NULL);
	m->meter.removed = day("2026-06-14");
	m->meter.has_final = true;
	m->meter.final.v = dec("87.640", 6);
	m->meter.reason = RTK_REPLACED;
	m = scene_meter(&s, RTK_METER_HOT_WATER, "0.015", "1.905");
	m->meter.installed = day("2026-06-14");
	m->has_state = false;
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 84312);
	scene_end(&s);

	water_scene(&s, "2026-06");
	scene_meter(&s, RTK_METER_HOT_WATER, "99997.350", "1.820");
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 87240);
	scene_end(&s);
}

/* R01, R03: exact half kopecks go away from zero. L05: VAT on the net. */
static void
rounding(void **state)
{
	struct rtk_tariff t = {.price = {dec("2072.53", 6)}};
	struct rtk_month month = {0};
	struct rtk_kop amount;

	(void)state;
	assert_good(rtk_ratio_round(&amount.v,
	    rtk_ratio_mul(rtk_ratio(1500000, 1),
		rtk_ratio(t.price.v, RTK_MICRO * RTK_PRICE_PER_KOP)),
	    &err));
	assert_int_equal(amount.v, 310880);
	assert_good(rtk_ratio_round(&amount.v, rtk_ratio(1125, 10), &err));
	assert_int_equal(amount.v, 113);
	assert_good(rtk_ratio_round(&amount.v, rtk_ratio(-1125, 10), &err));
	assert_int_equal(amount.v, -113);
	assert_good(rtk_muldiv(&amount.v, 198370, 12200, 10000,
	    RTK_ROUND_HALF_AWAY, &err));
	assert_int_equal(amount.v, 242011);
	(void)month;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(heating_by_norm),
	    cmocka_unit_test(heating_of_one_square_metre),
	    cmocka_unit_test(heating_by_house_meter),
	    cmocka_unit_test(heating_with_own_source),
	    cmocka_unit_test(heating_with_a_combined_meter),
	    cmocka_unit_test(heating_with_some_meters),
	    cmocka_unit_test(heating_with_a_negative_common_part),
	    cmocka_unit_test(heating_with_all_meters),
	    cmocka_unit_test(heating_evenly_by_house_meter),
	    cmocka_unit_test(heating_by_meter_and_first_month),
	    cmocka_unit_test(one_meter_changes_nothing),
	    cmocka_unit_test(long_fractions_stay_exact),
	    cmocka_unit_test(hot_water_by_meter),
	    cmocka_unit_test(hot_water_by_norm),
	    cmocka_unit_test(hot_water_by_norm_with_one_rate),
	    cmocka_unit_test(residents_by_days),
	    cmocka_unit_test(residents_told_before_the_account),
	    cmocka_unit_test(missing_readings),
	    cmocka_unit_test(catching_up),
	    cmocka_unit_test(replacement_and_rollover),
	    cmocka_unit_test(rounding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
