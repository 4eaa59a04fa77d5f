/*
 * The owner of a flat changes inside the month: two accounts. Amounts were
 * worked out by hand, with fractions.
 */
#include "scene.h"

/* Flat 1 changes hands: account 9 until the 17th, account 1 from the 18th. */
static void
change_hands(struct scene *s, struct rtk_premises *former,
    struct rtk_account_version *version)
{
	struct rtk_date first = rtk_period_first(s->month.period);

	*version = s->versions[0];
	version->account = RTK_ACCOUNT_ID(1, 9);
	version->closed.v = first.v + 17;
	s->versions[0].from = version->closed;
	*former = (struct rtk_premises){.now = version,
	    .persons = {.versions = version, .version_count = 1},
	    .part = true,
	    .since = first,
	    .until = {first.v + 16}};
	s->premises[0].part = true;
	s->premises[0].since = version->closed;
	s->premises[0].until = rtk_period_last(s->month.period);
	s->premises[0].former = former;
	s->formers = former;
	s->former_count = 1;
}

/* H22: 6130.63 a month, 17 of 30 days are of the owner before. */
static void
the_last_party_gets_what_is_left(void **state)
{
	struct scene s;
	struct rtk_premises former;
	struct rtk_account_version version;

	(void)state;
	scene_begin(&s, "2026-11", RTK_SEASON);
	scene_price(&s, RTK_HEATING, RTK_HEAT, "2420.11");
	s.building.common_area.v = dec("512.6", 2);
	scene_flat(&s, "52.3");
	scene_flat(&s, "4333.9");
	change_hands(&s, &former, &version);
	scene_house(&s, "212.450");
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 9, RTK_HEATING), 347402);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 265661);
	scene_end(&s);
}

/* VAT of each party is that of its own net; the sum is that of the month. */
static void
each_party_has_its_vat(void **state)
{
	struct scene s;
	struct rtk_premises former;
	struct rtk_account_version version;
	int64_t vat[10] = {0}, net[10] = {0};

	(void)state;
	scene_begin(&s, "2026-11", RTK_SEASON);
	scene_price(&s, RTK_HEATING, RTK_HEAT, "2420.11");
	s.tariffs[0].vat = RTK_VAT_EXCLUDED;
	s.tariffs[0].vat_percent_bp = 2200;
	scene_flat(&s, "52.3");
	scene_flat(&s, "4333.9");
	change_hands(&s, &former, &version);
	scene_house(&s, "212.450");
	scene_run(&s);
	for (size_t i = 0; i < s.out.line_count; i++) {
		const struct rtk_line *l = &s.out.lines[i];
		int64_t flat = l->account - RTK_ACCOUNT_ID(1, 0);

		*(l->kind == RTK_VAT ? &vat[flat] : &net[flat]) += l->amount.v;
	}
	assert_int_equal(net[9], 347402);
	assert_int_equal(vat[9], 76428); /* 3474.02 * 0.22 = 764.2844 */
	assert_int_equal(net[1], 265661);
	/* of the month 6130.63 * 0.22 = 1348.7386, less the other's */
	assert_int_equal(vat[1], 134874 - 76428);
	scene_end(&s);
}

/* The price changes on the 15th, before the owner: 3 of 16 days are his. */
static void
each_price_is_split_by_its_own_days(void **state)
{
	struct scene s;
	struct rtk_premises former;
	struct rtk_account_version version;

	(void)state;
	scene_begin(&s, "2026-11", RTK_SEASON);
	scene_price(&s, RTK_HEATING, RTK_HEAT, "2420.11");
	s.tariffs[0].to = day("2026-11-14");
	scene_price(&s, RTK_HEATING, RTK_HEAT, "2600");
	s.tariffs[1].from = day("2026-11-15");
	scene_flat(&s, "52.3");
	scene_flat(&s, "4333.9");
	change_hands(&s, &former, &version);
	scene_house(&s, "212.450");
	scene_run(&s);
	/* 14/30 at 2420.11 whole: 2860.96; 16/30 at 2600: 3512.71, 3/16 of it
	 */
	assert_int_equal(scene_sum(&s, 9, RTK_HEATING), 286096 + 65863);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 351271 - 65863);
	scene_end(&s);
}

static void
norm_water(struct scene *s)
{
	scene_begin(s, "2026-06", RTK_SEASON);
	scene_price(s, RTK_HOT_WATER, RTK_SINGLE, "200");
	scene_norm(s, RTK_NORM_HOT_WATER, "3.16");
	scene_flat(s, "50")->hot_water = true;
	s->versions[0].meter_possible = false;
	s->versions[0].registered = 1;
}

/* One person for 17 days, then three for 13. */
static void
water_by_norm_goes_by_own_persons(void **state)
{
	struct scene s;
	struct rtk_premises former;
	struct rtk_account_version version;

	(void)state;
	norm_water(&s);
	change_hands(&s, &former, &version);
	s.versions[0].registered = 3;
	scene_run(&s);
	/* 3.16 * 17/30 * 200 = 358.1333, 3 * 3.16 * 13/30 * 200 = 821.60 */
	assert_int_equal(scene_sum(&s, 9, RTK_HOT_WATER), 35813);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 82160);
	scene_end(&s);
}

/* His meter went with 14 m3; hers begins there and goes to 20. */
static void
water_by_meter_goes_by_own_readings(void **state)
{
	struct scene s;
	struct rtk_premises former;
	struct rtk_account_version version;
	struct rtk_meter_month *m;

	(void)state;
	norm_water(&s);
	m = scene_meter(&s, RTK_METER_HOT_WATER, "14", "20");
	m->meter.installed = day("2026-06-18");
	rtk_meter_state_init(&m->state, &m->meter, 0);
	change_hands(&s, &former, &version);
	s.meters[1] = s.meters[0];
	m = &s.meters[1];
	m->meter.id = RTK_METER_ID(version.account, 1);
	m->meter.installed.v = 1;
	m->meter.initial.v = dec("10", 6);
	m->meter.removed = day("2026-06-17");
	m->meter.has_final = true;
	m->meter.final.v = dec("14", 6);
	m->meter.reason = RTK_REPLACED;
	m->readings.count = 0;
	rtk_meter_state_init(&m->state, &m->meter, 0);
	former.meters = m;
	former.meter_count = 1;
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 9, RTK_HOT_WATER), 80000);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 120000);
	scene_end(&s);
}

/* The meter still stands at his account, 10 to 16: nothing is paid twice. */
static void
a_meter_that_stays_is_of_both(void **state)
{
	struct scene s;
	struct rtk_premises former;
	struct rtk_account_version version;

	(void)state;
	norm_water(&s);
	scene_meter(&s, RTK_METER_HOT_WATER, "10", "16");
	change_hands(&s, &former, &version);
	s.meters[0].meter.id = RTK_METER_ID(version.account, 1);
	s.meters[0].state.meter = s.meters[0].meter.id;
	s.readings[0].meter = s.meters[0].meter.id;
	former.meters = s.meters;
	former.meter_count = 1;
	s.premises[0].meter_count = 0;
	scene_run(&s);
	/* 6 * 200, 17 and 13 of 30 days */
	assert_int_equal(scene_sum(&s, 9, RTK_HOT_WATER), 68000);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 52000);
	scene_end(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_last_party_gets_what_is_left),
	    cmocka_unit_test(each_party_has_its_vat),
	    cmocka_unit_test(each_price_is_split_by_its_own_days),
	    cmocka_unit_test(water_by_norm_goes_by_own_persons),
	    cmocka_unit_test(water_by_meter_goes_by_own_readings),
	    cmocka_unit_test(a_meter_that_stays_is_of_both),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
