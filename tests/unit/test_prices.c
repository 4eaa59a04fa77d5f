/*
 * A price that changes inside the month: each has its days, and water that
 * was read on the day its own cubic metres. Amounts were worked out by hand,
 * with fractions.
 */
#include "reduction.h"

/* A price from the 15th on; the one before it ends on the 14th. */
static void
second_price(struct scene *s, enum rtk_service service,
    enum rtk_component component, const char *price)
{
	struct rtk_tariff *old = &s->tariffs[s->rows.tariff_count - 1];

	assert_int_equal(old->component, component);
	old->to.v = rtk_period_first(s->month.period).v + 13;
	scene_price(s, service, component, price);
	old[1].from.v = old->to.v + 1;
	old[1].vat = old->vat;
	old[1].vat_percent_bp = old->vat_percent_bp;
}

static void
assert_line(const struct scene *s, size_t i, enum rtk_kind kind, int64_t tariff,
    int64_t amount)
{
	assert_true(i < s->out.line_count);
	assert_int_equal(s->out.lines[i].number, i);
	assert_int_equal(s->out.lines[i].kind, kind);
	assert_int_equal(s->out.lines[i].tariff, tariff);
	assert_int_equal(s->out.lines[i].amount.v, amount);
}

/* 212.450 Gcal * 52.3 / 4386.2, 14 and 17 of 31 days. */
static void
heat_goes_by_days(void **state)
{
	struct scene s;

	(void)state;
	scene_begin(&s, "2026-10", RTK_SEASON);
	scene_price(&s, RTK_HEATING, RTK_HEAT, "2420.11");
	second_price(&s, RTK_HEATING, RTK_HEAT, "2600");
	scene_flat(&s, "52.3");
	scene_flat(&s, "4333.9");
	scene_house(&s, "212.450");
	scene_run(&s);
	assert_int_equal(s.out.line_count, 4);
	assert_line(&s, 0, RTK_CHARGE, 1, 276867);
	assert_line(&s, 1, RTK_CHARGE, 2, 361186);
	assert_int_equal(s.out.lines[0].volume.v, 1144027);
	scene_end(&s);
}

static void
norm_water(struct scene *s)
{
	scene_begin(s, "2026-07", RTK_SEASON);
	law(s);
	scene_norm(s, RTK_NORM_WATER_HEATING, "0.062");
	scene_norm(s, RTK_NORM_HOT_WATER, "3.16");
	scene_price(s, RTK_HOT_WATER, RTK_HEAT, "2420.11");
	scene_price(s, RTK_HOT_WATER, RTK_WATER, "45.12");
	s->tariffs[0].vat = s->tariffs[1].vat = RTK_VAT_EXCLUDED;
	s->tariffs[0].vat_percent_bp = s->tariffs[1].vat_percent_bp = 2200;
	second_price(s, RTK_HOT_WATER, RTK_WATER, "50");
	scene_flat(s, "50")->hot_water = true;
	s->versions[0].heated = RTK_OWN_SOURCE;
	s->versions[0].registered = 3;
}

/* Each price has its charge, its increase and its VAT; heat stays one. */
static void
water_by_norm_goes_by_days(void **state)
{
	struct scene s;

	(void)state;
	norm_water(&s);
	scene_run(&s);
	assert_int_equal(s.out.line_count, 8);
	assert_line(&s, 0, RTK_CHARGE, 1, 142244);
	assert_line(&s, 1, RTK_VAT, 1, 31294);
	assert_line(&s, 2, RTK_CHARGE, 2, 19317);
	assert_line(&s, 3, RTK_RAISING, 2, 9659);
	assert_line(&s, 4, RTK_VAT, 2, 6375);
	assert_line(&s, 5, RTK_CHARGE, 3, 25994);
	assert_line(&s, 6, RTK_RAISING, 3, 12997);
	assert_line(&s, 7, RTK_VAT, 3, 8578);
	scene_end(&s);
}

/* Two of three are away from the 10th to the 20th: 5 days, then 6. */
static void
absence_takes_from_the_price_of_its_days(void **state)
{
	struct scene s;

	(void)state;
	norm_water(&s);
	s.versions[0].meter_possible = false;
	s.absences[s.absence_count++] =
	    (struct rtk_absence){.account = RTK_ACCOUNT_ID(1, 1),
		.persons = 2,
		.from = day("2026-07-10"),
		.to = day("2026-07-20")};
	scene_run(&s);
	assert_int_equal(s.out.line_count, 9);
	assert_line(&s, 3, RTK_CHARGE, 2, 19317);
	assert_line(&s, 4, RTK_VAT, 2, 3238);
	assert_line(&s, 5, RTK_REDUCTION, 2, -4599);
	assert_line(&s, 6, RTK_CHARGE, 3, 25994);
	assert_line(&s, 8, RTK_REDUCTION, 3, -6116);
	scene_end(&s);
}

/* A flat with a meter from 10 to 16, read in between. */
static void
metered(struct scene *s, const char *when, const char *value)
{
	struct rtk_reading *r;

	scene_begin(s, "2026-07", RTK_SEASON);
	scene_price(s, RTK_HOT_WATER, RTK_SINGLE, "45.12");
	second_price(s, RTK_HOT_WATER, RTK_SINGLE, "50");
	scene_flat(s, "50")->hot_water = true;
	s->versions[0].heated = RTK_OWN_SOURCE;
	scene_meter(s, RTK_METER_HOT_WATER, "10", "16");
	if (when == NULL)
		return;
	r = s->readings;
	r[1] = r[0];
	r[0].day = day(when);
	r[0].value.v = dec(value, 6);
	s->meters[0].readings.count = 2;
	s->reading_count = 2;
}

static void
water_goes_by_a_reading_of_the_day(void **state)
{
	/* of the last day of one price, of the first one of the other */
	static const char *const days[] = {"2026-07-14", "2026-07-15"};
	struct scene s;

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(days); i++) {
		metered(&s, days[i], "12.345");
		scene_run(&s);
		assert_int_equal(s.out.line_count, 2);
		assert_line(&s, 0, RTK_CHARGE, 1, 10581);
		assert_int_equal(s.out.lines[0].volume.v, 2345000);
		assert_line(&s, 1, RTK_CHARGE, 2, 18275);
		assert_int_equal(s.out.lines[1].volume.v, 3655000);
		scene_end(&s);
	}
}

static void
water_goes_by_days_without_one(void **state)
{
	static const char *const days[] = {NULL, "2026-07-13", "2026-07-16"};
	struct scene s;

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(days); i++) {
		metered(&s, days[i], "12.345");
		scene_run(&s);
		assert_int_equal(s.out.line_count, 2);
		assert_line(&s, 0, RTK_CHARGE, 1, 12226);
		assert_line(&s, 1, RTK_CHARGE, 2, 16452);
		scene_end(&s);
	}
	/* a second meter that was not read then: nobody knows its part */
	metered(&s, "2026-07-14", "12.345");
	scene_meter(&s, RTK_METER_HOT_WATER, "5", "5");
	scene_run(&s);
	assert_line(&s, 0, RTK_CHARGE, 1, 12226);
	scene_end(&s);
}

/* What is known of December changes nothing in July. */
static void
a_meter_that_goes_later_counts(void **state)
{
	struct scene s;
	struct rtk_meter_month *next;

	(void)state;
	metered(&s, "2026-07-14", "12.345");
	s.meters[0].meter.removed = day("2026-12-05");
	s.meters[0].meter.reason = RTK_REPLACED;
	next = scene_meter(&s, RTK_METER_HOT_WATER, "0", NULL);
	next->meter.installed = day("2026-12-05");
	next->has_state = false;
	scene_run(&s);
	assert_int_equal(s.out.line_count, 2);
	assert_line(&s, 0, RTK_CHARGE, 1, 10581);
	assert_line(&s, 1, RTK_CHARGE, 2, 18275);
	scene_end(&s);
}

/*
 * Replaced on the 25th at 16: the old one was read when the price changed, the
 * new one was not there. 2.345 before; 3.655 and 1.5 of the new one since.
 */
static void
a_meter_that_is_replaced_later_in_the_month_counts(void **state)
{
	struct scene s;
	struct rtk_meter_month *next;

	(void)state;
	metered(&s, "2026-07-14", "12.345");
	s.meters[0].meter.removed = day("2026-07-25");
	s.meters[0].meter.reason = RTK_REPLACED;
	s.meters[0].meter.has_final = true;
	s.meters[0].meter.final.v = dec("16", 6);
	s.meters[0].readings.count = 1;
	next = scene_meter(&s, RTK_METER_HOT_WATER, "0", "1.5");
	next->meter.installed = day("2026-07-25");
	next->has_state = false;
	scene_run(&s);
	assert_int_equal(s.out.line_count, 2);
	assert_line(&s, 0, RTK_CHARGE, 1, 10581);
	assert_line(&s, 1, RTK_CHARGE, 2, 25775);
	scene_end(&s);
}

/*
 * Replaced on the 10th at 13: 3 at the old price; the new one showed 2 on the
 * 14th and 5.5 on the 31st.
 */
static void
a_meter_that_was_replaced_before_counts(void **state)
{
	struct scene s;
	struct rtk_meter_month *next;

	(void)state;
	metered(&s, "2026-07-14", "12.345");
	s.meters[0].meter.removed = day("2026-07-10");
	s.meters[0].meter.reason = RTK_REPLACED;
	s.meters[0].meter.has_final = true;
	s.meters[0].meter.final.v = dec("13", 6);
	s.meters[0].readings.count = 0;
	next = scene_meter(&s, RTK_METER_HOT_WATER, "0", "5.5");
	next->meter.installed = day("2026-07-10");
	next->has_state = false;
	next->readings.first--;
	next->readings.count = 2;
	s.readings[1].value.v = dec("2", 6);
	s.readings[1].day = day("2026-07-14");
	s.readings[1].meter = next->meter.id;
	scene_run(&s);
	assert_int_equal(s.out.line_count, 2);
	/* 3 + 2 and 3.5 */
	assert_line(&s, 0, RTK_CHARGE, 1, 22560);
	assert_line(&s, 1, RTK_CHARGE, 2, 17500);
	scene_end(&s);
}

/*
 * No access from the 2nd until the inspection of the 31st: what he read on the
 * 14th himself is no reading of the day; an inspector's is.
 */
static void
a_reading_without_access_does_not_count(void **state)
{
	struct rtk_act act = {.service = RTK_METER_HOT_WATER,
	    .kind = RTK_ACT_NO_ACCESS,
	    .day = day("2026-07-02"),
	    .from = day("2026-07-02"),
	    .to = RTK_DATE_NONE};
	struct scene s;

	(void)state;
	for (int inspector = 0; inspector < 2; inspector++) {
		metered(&s, "2026-07-14", "12.345");
		s.readings[1].channel = RTK_CONTROLLER;
		if (inspector)
			s.readings[0].channel = RTK_CONTROLLER;
		s.premises[0].acts = &act;
		s.premises[0].act_count = 1;
		scene_run(&s);
		assert_int_equal(s.out.line_count, 2);
		/* 6 m3 by 14 and 17 of 31 days, or 2.345 and 3.655 */
		assert_line(&s, 0, RTK_CHARGE, 1, inspector ? 10581 : 12226);
		assert_line(&s, 1, RTK_CHARGE, 2, inspector ? 18275 : 16452);
		scene_end(&s);
	}
}

/* 99998.5, 99999.5 on the 14th, 0.7: 1 m3 and 1.2. */
static void
a_counter_that_rolls_over_is_read(void **state)
{
	struct scene s;

	(void)state;
	metered(&s, "2026-07-14", "99999.5");
	s.meters[0].state.last.v = dec("99998.5", 6);
	s.readings[1].value.v = dec("0.7", 6);
	scene_run(&s);
	assert_int_equal(s.out.line_count, 2);
	assert_line(&s, 0, RTK_CHARGE, 1, 4512);
	assert_line(&s, 1, RTK_CHARGE, 2, 6000);
	scene_end(&s);
}

/*
 * A day of cold water: of 2.345 and of 3.655 m3 24/744 each, 0.0756452 at
 * 45.12 - 20 = 1.9002, 0.1179032 at 50 - 20 = 3.5371.
 */
static void
cold_water_comes_off_what_was_counted(void **state)
{
	struct scene s;

	(void)state;
	metered(&s, "2026-07-14", "12.345");
	law(&s);
	scene_price(&s, RTK_HOT_WATER, RTK_COLD, "20");
	off(&s, "2026-07-20T00:00", 24, "39")->service = RTK_HOT_WATER;
	scene_run(&s);
	assert_int_equal(s.out.line_count, 4);
	assert_line(&s, 1, RTK_REDUCTION, 1, -190);
	assert_line(&s, 3, RTK_REDUCTION, 2, -354);
	scene_end(&s);
}

/*
 * One rate, ten days of two components, and the one rate again by a new row:
 * 6 m3 are 200 * 10/31 and 200 * 11/31 of them, not 200 * 31/31.
 */
static void
days_between_are_not_paid_twice(void **state)
{
	struct scene s;

	(void)state;
	metered(&s, NULL, NULL);
	s.rows.tariff_count = 0;
	scene_norm(&s, RTK_NORM_WATER_HEATING, "0.062");
	scene_price(&s, RTK_HOT_WATER, RTK_SINGLE, "200");
	s.tariffs[0].to = day("2026-07-10");
	scene_price(&s, RTK_HOT_WATER, RTK_SINGLE, "200");
	s.tariffs[1].from = day("2026-07-21");
	scene_price(&s, RTK_HOT_WATER, RTK_HEAT, "2420.11");
	scene_price(&s, RTK_HOT_WATER, RTK_WATER, "45.12");
	for (int i = 2; i < 4; i++) {
		s.tariffs[i].from = day("2026-07-11");
		s.tariffs[i].to = day("2026-07-20");
	}
	scene_run(&s);
	assert_int_equal(s.out.line_count, 4);
	assert_line(&s, 1, RTK_CHARGE, 1, 38710);
	assert_line(&s, 2, RTK_CHARGE, 2, 42581);
	assert_line(&s, 3, RTK_CHARGE, 4, 8733);
	scene_end(&s);
}

/* A row of the zone for ten days: that of all zones would be two lines. */
static void
a_row_that_comes_back_is_refused(void **state)
{
	struct scene s;
	struct rtk_prices prices;
	struct rtk_err gap = RTK_ERR_INIT;
	struct rtk_tariff key = {
	    .service = RTK_HEATING, .component = RTK_HEAT, .zone = "z"};

	(void)state;
	scene_begin(&s, "2026-07", RTK_SEASON);
	scene_price(&s, RTK_HEATING, RTK_HEAT, "2420.11");
	scene_price(&s, RTK_HEATING, RTK_HEAT, "2600");
	s.tariffs[1].zone = "z";
	s.tariffs[1].from = day("2026-07-11");
	assert_good(rtk_month_init(
	    &s.month, s.month.period, s.month.period, &s.rows, &err));
	assert_good(rtk_prices_find(&prices, &s.month, &key, &err));
	assert_int_equal(prices.count, 2);
	s.tariffs[1].to = day("2026-07-20");
	assert_int_equal(rtk_prices_find(&prices, &s.month, &key, &gap), -1);
	assert_int_equal(gap.fault, RTK_E_TARIFF_CHANGES);
	scene_end(&s);
}

/* Nearly equal prices one after the other cost what one costs. */
static void
days_add_up_to_the_month(void **state)
{
	struct scene one, two;

	(void)state;
	/* on the 31st it is read: then all is at the price before */
	for (int first = 2; first <= 30; first++) {
		metered(&one, NULL, NULL);
		one.rows.tariff_count = 1;
		one.tariffs[0].to = RTK_DATE_NONE;
		scene_run(&one);
		metered(&two, NULL, NULL);
		/* far less than a kopeck for all of the month */
		two.tariffs[1].price.v = two.tariffs[0].price.v + 1;
		two.tariffs[1].from.v = day("2026-07-01").v + first - 1;
		two.tariffs[0].to.v = two.tariffs[1].from.v - 1;
		scene_run(&two);
		assert_int_equal(two.out.line_count, 2);
		assert_in_range(
		    llabs(two.out.lines[0].amount.v +
			two.out.lines[1].amount.v - one.out.lines[0].amount.v),
		    0, 1);
		assert_in_range(
		    llabs(two.out.lines[0].volume.v +
			two.out.lines[1].volume.v - one.out.lines[0].volume.v),
		    0, 1);
		scene_end(&one);
		scene_end(&two);
	}
}

/* The same price by another document. */
static void
a_price_told_again_is_one(void **state)
{
	struct scene s;

	(void)state;
	metered(&s, NULL, NULL);
	s.tariffs[1].price = s.tariffs[0].price;
	scene_run(&s);
	assert_int_equal(s.out.line_count, 1);
	/* 6 * 45.12 */
	assert_line(&s, 0, RTK_CHARGE, 1, 27072);
	scene_end(&s);
	/* another rate of VAT is another price */
	metered(&s, NULL, NULL);
	s.tariffs[1].price = s.tariffs[0].price;
	s.tariffs[1].vat_percent_bp = 2000;
	scene_run(&s);
	assert_int_equal(s.out.line_count, 2);
	scene_end(&s);
}

/* Even payment: the year takes each price for its days. */
static void
the_year_sums_both_prices(void **state)
{
	struct scene s;
	struct rtk_year_account *a;

	(void)state;
	scene_begin(&s, "2026-10", RTK_EVEN);
	scene_price(&s, RTK_HEATING, RTK_HEAT, "2420.11");
	second_price(&s, RTK_HEATING, RTK_HEAT, "2600");
	scene_norm(&s, RTK_NORM_HEATING, "0.0217");
	scene_flat(&s, "52.3");
	scene_run(&s);
	assert_int_equal(s.out.line_count, 2);
	/* 52.3 * 0.0217 * 8 / 12, 14 and 17 of 31 days */
	assert_line(&s, 0, RTK_CHARGE, 1, 82694);
	assert_line(&s, 1, RTK_CHARGE, 2, 107877);
	assert_int_equal(s.out.years.now.count, 1);
	a = s.out.years.now.accounts;
	assert_int_equal(a->charged.v, 82694 + 107877);
	scene_end(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(heat_goes_by_days),
	    cmocka_unit_test(water_by_norm_goes_by_days),
	    cmocka_unit_test(absence_takes_from_the_price_of_its_days),
	    cmocka_unit_test(water_goes_by_a_reading_of_the_day),
	    cmocka_unit_test(water_goes_by_days_without_one),
	    cmocka_unit_test(a_meter_that_goes_later_counts),
	    cmocka_unit_test(
		a_meter_that_is_replaced_later_in_the_month_counts),
	    cmocka_unit_test(a_meter_that_was_replaced_before_counts),
	    cmocka_unit_test(a_reading_without_access_does_not_count),
	    cmocka_unit_test(a_counter_that_rolls_over_is_read),
	    cmocka_unit_test(cold_water_comes_off_what_was_counted),
	    cmocka_unit_test(days_between_are_not_paid_twice),
	    cmocka_unit_test(a_row_that_comes_back_is_refused),
	    cmocka_unit_test(days_add_up_to_the_month),
	    cmocka_unit_test(a_price_told_again_is_one),
	    cmocka_unit_test(the_year_sums_both_prices),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
