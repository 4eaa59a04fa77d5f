/*
 * The owner of a flat changes inside the month: two accounts. Amounts were
 * worked out by hand, with fractions.
 */
#include "reduction.h"

#include "calc/buyer.h"

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

/* VAT of each party is that of its own net. */
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
	assert_int_equal(vat[1], 58445); /* 2656.61 * 0.22 = 584.4542 */
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

/* Another price from the 15th on: 250. */
static void
later_price(struct scene *s)
{
	struct rtk_tariff *t = s->tariffs;

	t[1] = t[0];
	t[1].id = 2;
	t[1].price.v = dec("250", RTK_PRICE_SCALE);
	t[1].from.v = rtk_period_first(s->month.period).v + 14;
	t[0].to.v = t[1].from.v - 1;
	s->rows.tariff_count = 2;
}

/* The meter of the flat stands at his account still. */
static void
keep_meter(struct scene *s, struct rtk_premises *former)
{
	struct rtk_meter_month *m = s->meters;

	m->meter.id = RTK_METER_ID(former->now->account, 1);
	m->state.meter = m->meter.id;
	former->meters = m;
	former->meter_count = 1;
	s->premises[0].meter_count = 0;
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

/* The meter that stays is read on the 14th too, when the price changes. */
static void
a_meter_of_both_goes_by_days_of_the_prices(void **state)
{
	struct scene s;
	struct rtk_premises former;
	struct rtk_account_version version;
	struct rtk_reading *r = s.readings;

	(void)state;
	norm_water(&s);
	later_price(&s);
	scene_meter(&s, RTK_METER_HOT_WATER, "10", "16");
	r[1] = r[0];
	r[0].day = day("2026-06-14");
	r[0].value.v = dec("11", 6);
	s.meters[0].readings.count = s.reading_count = 2;
	change_hands(&s, &former, &version);
	keep_meter(&s, &former);
	scene_run(&s);
	/* 6 m3: 14 and 3 of 30 days at 200 and 250; 13 days at 250 */
	assert_int_equal(scene_sum(&s, 9, RTK_HOT_WATER), 56000 + 15000);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 65000);
	scene_end(&s);
}

/* 18 m3 after two months by average, 4 each: 6 a month, 2 go back to each. */
static void
months_by_average_go_back_to_him_alone(void **state)
{
	struct scene s;
	struct rtk_premises former;
	struct rtk_account_version version;
	struct rtk_meter_month *m;

	(void)state;
	norm_water(&s);
	scene_policy(&s, "readings.catch_up_after_average", "by_month");
	m = scene_meter(&s, RTK_METER_HOT_WATER, "100", "118");
	m->state.missed = m->state.cause_count = 2;
	m->state.cause = RTK_CAUSE_NO_READING;
	m->state.has_average = true;
	m->state.average = rtk_ratio(4000000, 1);
	m->state.estimated = rtk_ratio(8000000, 1);
	m->state.last_day = day("2026-03-25");
	change_hands(&s, &former, &version);
	keep_meter(&s, &former);
	scene_run(&s);
	/* 2 * 2 * 200 back, and 6 * 200 of June by 17 and 13 of 30 days */
	assert_int_equal(scene_sum(&s, 9, RTK_HOT_WATER), 80000 + 68000);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 52000);
	scene_end(&s);
}

/* A day without water: 1/17 of what each price charged for his days. */
static void
what_was_not_supplied_comes_off_his_own_volume(void **state)
{
	struct scene s;
	struct rtk_premises former;
	struct rtk_account_version version;
	int64_t sum = 0;

	(void)state;
	norm_water(&s);
	law(&s);
	later_price(&s);
	change_hands(&s, &former, &version);
	s.outages[s.outage_count++] = (struct rtk_outage){.id = 1,
	    .account = RTK_ACCOUNT_ID(1, 0),
	    .service = RTK_HOT_WATER,
	    .kind = RTK_INTERRUPTION,
	    .begin_minute = minute("2026-06-05T00:00"),
	    .end_minute = minute("2026-06-06T00:00")};
	scene_run(&s);
	for (size_t i = 0; i < s.out.line_count; i++)
		if (s.out.lines[i].account == version.account &&
		    s.out.lines[i].formula == RTK_F_UNSUPPLIED)
			sum += s.out.lines[i].amount.v;
	/* 3.16 * 14/30 * 200 = 294.93, * 16/17 = 277.58; 79.00, 74.35 */
	assert_int_equal(sum, -1735 - 465);
	scene_end(&s);
}

/*
 * No water on the 20th, in all the house: nothing comes off him who had left.
 * Of hers, 13 days or 312 h of 1 person, 3.16 * 13/30 * 200 = 273.87: 24 h,
 * * 288/312 = 252.80; and 20 h in excess, 3 %: 8.22.
 */
static void
days_without_water_are_of_who_was_there(void **state)
{
	struct scene s;
	struct rtk_premises former;
	struct rtk_account_version version;

	(void)state;
	norm_water(&s);
	law(&s);
	change_hands(&s, &former, &version);
	s.outages[s.outage_count++] = (struct rtk_outage){.id = 1,
	    .account = RTK_ACCOUNT_ID(1, 0),
	    .service = RTK_HOT_WATER,
	    .kind = RTK_INTERRUPTION,
	    .begin_minute = minute("2026-06-20T00:00"),
	    .end_minute = minute("2026-06-21T00:00")};
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 9, RTK_HOT_WATER), 35813);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 27387 - 2107 - 822);
	scene_end(&s);
}

/*
 * The only heat meter of the house stays at his account: 0.5 Gcal of 50 m2,
 * as much a metre of all 200 m2 is 2; 50 * (4.5 - 2) / 200 = 0.625 besides.
 */
static void
a_heat_meter_that_stays_is_of_both(void **state)
{
	struct scene s;
	struct rtk_premises former;
	struct rtk_account_version version;

	(void)state;
	scene_begin(&s, "2026-11", RTK_SEASON);
	scene_price(&s, RTK_HEATING, RTK_HEAT, "1000");
	scene_flat(&s, "50");
	scene_meter(&s, RTK_METER_HEATING, "10", "10.5");
	scene_flat(&s, "150");
	scene_house(&s, "4.5");
	change_hands(&s, &former, &version);
	keep_meter(&s, &former);
	scene_run(&s);
	assert_int_equal(s.out.lines[0].method, RTK_BY_METER);
	/* 1.125 Gcal, 17 and 13 of 30 days */
	assert_int_equal(scene_sum(&s, 9, RTK_HEATING), 63750);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 48750);
	scene_end(&s);
}

/* Away from the 10th to the 25th; the flat is his until the 17th: 8 days. */
static void
absence_ends_with_his_days(void **state)
{
	struct scene s;
	struct rtk_premises former;
	struct rtk_account_version version;

	(void)state;
	norm_water(&s);
	law(&s);
	change_hands(&s, &former, &version);
	s.absences[s.absence_count++] =
	    (struct rtk_absence){.account = version.account,
		.persons = 1,
		.from = day("2026-06-10"),
		.to = day("2026-06-25")};
	scene_run(&s);
	/* 358.13 less 3.16 * 8/30 * 200 = 168.53 */
	assert_int_equal(scene_sum(&s, 9, RTK_HOT_WATER), 35813 - 16853);
	scene_end(&s);
}

/* Heat that failed in his flat, told of his account: H22, 8 h above 16. */
static void
heat_that_failed_him_comes_off(void **state)
{
	struct scene s;
	struct rtk_premises former;
	struct rtk_account_version version;

	(void)state;
	scene_begin(&s, "2026-11", RTK_SEASON);
	law(&s);
	scene_price(&s, RTK_HEATING, RTK_HEAT, "2420.11");
	s.building.common_area.v = dec("512.6", 2);
	scene_flat(&s, "52.3");
	scene_flat(&s, "4333.9");
	change_hands(&s, &former, &version);
	scene_house(&s, "212.450");
	s.outages[s.outage_count++] = (struct rtk_outage){.id = 1,
	    .account = version.account,
	    .service = RTK_HEATING,
	    .kind = RTK_INTERRUPTION,
	    .begin_minute = minute("2026-11-05T00:00"),
	    .end_minute = minute("2026-11-06T00:00")};
	scene_run(&s);
	/* 6130.63 * 1.2 % = 73.5676, of 73.57 17/30 = 41.6897 */
	assert_int_equal(scene_sum(&s, 9, RTK_HEATING), 347402 - 4169);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 265661 - 3188);
	scene_end(&s);
}

/* Paid evenly by norm, two prices: nothing is left for the adjustment. */
static void
what_is_due_is_split_as_it_was_charged(void **state)
{
	struct scene s;
	struct rtk_premises former;
	struct rtk_account_version version;
	const struct rtk_year *year = &s.out.years.now;

	(void)state;
	scene_begin(&s, "2026-11", RTK_EVEN);
	scene_price(&s, RTK_HEATING, RTK_HEAT, "2420.11");
	later_price(&s);
	s.tariffs[1].price.v = dec("2600", RTK_PRICE_SCALE);
	scene_norm(&s, RTK_NORM_HEATING, "0.0217");
	scene_flat(&s, "52.3");
	change_hands(&s, &former, &version);
	scene_run(&s);
	assert_int_equal(year->count, 2);
	for (size_t i = 0; i < year->count; i++)
		assert_true(year->accounts[i].due ==
		    (rtk_i128)year->accounts[i].charged.v * 1000000000000);
	/* 14/30 at 2420.11: 854.50; 16/30 at 2600: 1049.16, 3/16 of it */
	assert_int_equal(year->accounts[1].charged.v, 85450 + 19672);
	scene_end(&s);
}

/* A shop is no part of the block that another pays for, nor was it before. */
static void
who_left_a_shop_pays_his_water_himself(void **state)
{
	static const struct rtk_contract block = {.kind = RTK_CONTRACT_BUYER};
	struct scene s;
	struct rtk_premises former;
	struct rtk_account_version version;
	struct rtk_buyer buyer = {.contract = &block};
	struct rtk_building_input in = {.premises = s.premises,
	    .premises_count = 1,
	    .formers = &former,
	    .former_count = 1,
	    .buyers = &buyer,
	    .buyer_count = 1};

	(void)state;
	norm_water(&s);
	change_hands(&s, &former, &version);
	rtk_buyer_mark(&in);
	assert_true(s.premises[0].through && former.through);
	s.versions[0].kind = version.kind = RTK_NONRESIDENTIAL;
	rtk_buyer_mark(&in);
	assert_true(!s.premises[0].through && !former.through);
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
	    cmocka_unit_test(a_meter_of_both_goes_by_days_of_the_prices),
	    cmocka_unit_test(months_by_average_go_back_to_him_alone),
	    cmocka_unit_test(what_was_not_supplied_comes_off_his_own_volume),
	    cmocka_unit_test(days_without_water_are_of_who_was_there),
	    cmocka_unit_test(a_heat_meter_that_stays_is_of_both),
	    cmocka_unit_test(absence_ends_with_his_days),
	    cmocka_unit_test(heat_that_failed_him_comes_off),
	    cmocka_unit_test(what_is_due_is_split_as_it_was_charged),
	    cmocka_unit_test(who_left_a_shop_pays_his_water_himself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
