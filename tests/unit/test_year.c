/* Even payment: the adjustment of a year. The id is of a worked example. */
#include "scene.h"

/* The sums go on as the bytes of a closed month. */
static void
next_month(struct scene *s)
{
	struct rtk_buf buf = {0};
	struct rtk_state_bytes bytes;

	rtk_years_encode(&buf, &s->out.years);
	bytes = (struct rtk_state_bytes){(const uint8_t *)buf.bytes,
	    (const uint8_t *)buf.bytes + buf.size, 0};
	assert_good(rtk_years_decode(&s->years, &bytes, &err));
	rtk_buf_release(&buf);
	s->month.period.v++;
}

/* A house that measured 1380 Gcal last year and pays 2100, then 2380.44. */
static struct rtk_meter_month *
even_house(struct scene *s)
{
	struct rtk_meter_month *m;

	scene_begin(s, "2026-01", RTK_EVEN);
	scene_price(s, RTK_HEATING, RTK_HEAT, "2100");
	s->tariffs[0].to = day("2026-06-30");
	scene_price(s, RTK_HEATING, RTK_HEAT, "2380.44");
	s->tariffs[1].from = day("2026-07-01");
	m = scene_house(s, "0");
	m->state.year = 2025;
	m->state.year_from_december = m->state.december_read = true;
	m->state.year_sum = rtk_ratio(1380 * RTK_MICRO, 1);
	return m;
}

/* Twelve months of 2026 by so many Gcal each; -1: not read. */
static int64_t
live_through(struct scene *s, const int months[12], int flat)
{
	struct rtk_meter_month *m = &s->house[0];
	int64_t charged = 0, value = 0;

	for (int i = 0; i < 12; i++) {
		m->readings.count = months[i] >= 0;
		value += months[i] > 0 ? months[i] : 0;
		s->house_readings[0].value.v = value * RTK_MICRO;
		s->house_readings[0].day = rtk_period_last(s->month.period);
		scene_run(s);
		charged += scene_sum(s, flat, RTK_HEATING);
		next_month(s);
	}
	value += 100;
	m->readings.count = 1;
	s->house_readings[0].value.v = value * RTK_MICRO;
	s->house_readings[0].day = rtk_period_last(s->month.period);
	return charged;
}

/* The first line of the adjustment of a flat; account 0: there is none. */
static const struct rtk_line *
adjustment(const struct scene *s, int flat)
{
	static const struct rtk_line none;

	for (size_t i = 0; i < s->out.line_count; i++)
		if (s->out.lines[i].account == RTK_ACCOUNT_ID(1, flat) &&
		    s->out.lines[i].kind == RTK_RECALCULATION)
			return &s->out.lines[i];
	return &none;
}

static const int colder[12] = {
    262, 241, 201, 112, 31, 0, 0, 0, 16, 131, 196, 262};

/* H13: charged 36862.38, the actual months 38380.99 at their own prices. */
static void
the_year_is_adjusted(void **state)
{
	struct scene s;
	const struct rtk_line *line;

	(void)state;
	(void)even_house(&s);
	scene_flat(&s, "52.3");
	scene_flat(&s, "4333.9");
	assert_int_equal(live_through(&s, colder, 1), 3686238);
	scene_run(&s);
	line = adjustment(&s, 1);
	assert_int_equal(line->amount.v, 151861);
	assert_int_equal(line->reason, RTK_REASON_YEAR);
	assert_int_equal(line->for_period.v, 26 * 12 + 11);
	/* 1452 * 52.3 / 4386.2 = 17.313301, less 12 * 1.371233 as printed */
	assert_int_equal(line->volume.v, 858505);
	assert_int_equal(
	    line->volume.v + adjustment(&s, 2)->volume.v, 72 * RTK_MICRO);
	/* once */
	next_month(&s);
	scene_run(&s);
	assert_int_equal(adjustment(&s, 1)->account, 0);
	assert_int_equal(s.out.finding_count, 0);
	scene_end(&s);
}

/* In March by policy; one who is gone gets his too; a price without VAT. */
static void
the_month_of_the_adjustment_is_a_policy(void **state)
{
	struct scene s;

	(void)state;
	(void)even_house(&s);
	scene_policy(&s, "heating.yearly_adjustment_month", "3");
	scene_flat(&s, "52.3");
	scene_flat(&s, "4333.9");
	(void)live_through(&s, colder, 1);
	s.premises_count = 1;
	s.building.total_area.v = 5230;
	s.tariffs[1].vat = RTK_VAT_EXCLUDED;
	s.tariffs[1].vat_percent_bp = 2200;
	for (int i = 0; i < 2; i++) {
		scene_run(&s);
		assert_int_equal(adjustment(&s, 1)->account, 0);
		next_month(&s);
	}
	scene_run(&s);
	assert_int_equal(adjustment(&s, 1)->amount.v, 151861);
	assert_int_equal((adjustment(&s, 1) + 1)->amount.v, 33409);
	assert_int_not_equal(adjustment(&s, 2)->account, 0);
	scene_end(&s);
}

/* October comes with November: the same price, the same year. */
static void
a_month_that_was_not_read_comes_with_the_next(void **state)
{
	static const int late[12] = {
	    262, 241, 201, 112, 31, -1, -1, 0, 16, -1, 327, 262};
	struct scene s;

	(void)state;
	(void)even_house(&s);
	scene_flat(&s, "52.3");
	scene_flat(&s, "4333.9");
	(void)live_through(&s, late, 1);
	scene_run(&s);
	assert_int_equal(adjustment(&s, 1)->amount.v, 151861);
	scene_end(&s);
}

/* December not read, or a month before the books: named, not adjusted. */
static void
a_year_that_is_not_whole_is_named(void **state)
{
	static const int open[12] = {
	    262, 241, 201, 112, 31, 0, 0, 0, 16, 131, 196, -1};
	struct scene s;

	(void)state;
	for (int i = 0; i < 2; i++) {
		(void)even_house(&s);
		scene_flat(&s, "4386.2");
		scene_norm(&s, RTK_NORM_HEATING, "0.02");
		(void)live_through(&s, i == 0 ? open : colder, 1);
		if (i == 1)
			s.years.now.months &= ~4U;
		scene_run(&s);
		assert_int_equal(adjustment(&s, 1)->account, 0);
		assert_int_equal(s.out.finding_count, 1);
		assert_int_equal(
		    s.out.findings[0].fault, RTK_E_BUILDING_YEAR);
		assert_false(s.out.findings[0].blocking);
		scene_end(&s);
	}
}

/*
 * A house without a whole last year pays the norm, K = 8/12, and is adjusted
 * to its meter: 100 m2 * 0.03 * 8/12 * 12 = 24 Gcal charged, 30 taken.
 */
static void
the_norm_is_adjusted_to_the_meter(void **state)
{
	static const int months[12] = {5, 5, 5, 2, 1, 0, 0, 0, 0, 2, 4, 6};
	struct scene s;
	struct rtk_meter_month *m = even_house(&s);

	(void)state;
	m->state.december_read = false;
	s.tariffs[0].to = RTK_DATE_NONE;
	s.rows.tariff_count = 1;
	scene_norm(&s, RTK_NORM_HEATING, "0.03");
	scene_flat(&s, "40");
	scene_flat(&s, "60")->heated = RTK_OWN_SOURCE;
	scene_policy(
	    &s, "heating.no_house_meter_own_source", "norm_plus_common");
	/* 40 * 0.03 * 8/12 = 0.8 a month */
	assert_int_equal(live_through(&s, months, 1), 12 * 168000);
	scene_run(&s);
	/* all 30 Gcal are the first one's: no common premises */
	assert_int_equal(
	    adjustment(&s, 1)->amount.v, 30 * 210000 - 12 * 168000);
	assert_int_equal(adjustment(&s, 2)->account, 0);
	scene_end(&s);
}

/* Without a meter there is nothing to adjust to. */
static void
without_a_meter_nothing_is_adjusted(void **state)
{
	struct scene s;

	(void)state;
	(void)even_house(&s);
	s.house_count = 0;
	scene_norm(&s, RTK_NORM_HEATING, "0.0217");
	scene_flat(&s, "52.3");
	(void)live_through(&s, colder, 1);
	scene_run(&s);
	assert_int_equal(adjustment(&s, 1)->account, 0);
	assert_int_equal(s.out.finding_count, 0);
	scene_end(&s);
}

/* A private house: its average month of last year, then its own meter. */
static void
a_private_house_is_adjusted(void **state)
{
	struct scene s;
	struct rtk_meter_month *m;
	int64_t value = 0;

	(void)state;
	(void)even_house(&s);
	s.house_count = 0;
	s.tariffs[0].to = RTK_DATE_NONE;
	s.rows.tariff_count = 1;
	scene_flat(&s, "80")->kind = RTK_HOUSE;
	m = scene_meter(&s, RTK_METER_HEATING, "0", "0");
	m->state.year = 2025;
	m->state.year_from_december = m->state.december_read = true;
	m->state.year_sum = rtk_ratio(24 * RTK_MICRO, 1);
	for (int i = 0; i < 13; i++) {
		value += colder[i % 12] * 10000;
		s.readings[0].value.v = value;
		s.readings[0].day = rtk_period_last(s.month.period);
		scene_run(&s);
		if (i < 12) {
			assert_int_equal(
			    scene_sum(&s, 1, RTK_HEATING), 420000);
			next_month(&s);
		}
	}
	/* 14.52 Gcal were taken, 24 charged */
	assert_int_equal(adjustment(&s, 1)->amount.v, -1990800);
	assert_int_equal(adjustment(&s, 1)->volume.v, -9480000);
	scene_end(&s);
}

/* Every cut of the bytes is noticed; nothing is read beyond their end. */
static void
damaged_sums_are_noticed(void **state)
{
	struct scene s;
	struct rtk_buf buf = {0};
	struct rtk_err err = RTK_ERR_INIT;

	(void)state;
	(void)even_house(&s);
	scene_flat(&s, "52.3");
	scene_flat(&s, "4333.9");
	(void)live_through(&s, colder, 1);
	rtk_years_encode(&buf, &s.years);
	for (size_t size = 1; size < buf.size; size++) {
		struct rtk_years years = {0};
		struct rtk_state_bytes bytes = {(const uint8_t *)buf.bytes,
		    (const uint8_t *)buf.bytes + size, 0};

		assert_int_equal(rtk_years_decode(&years, &bytes, &err), -1);
		rtk_years_release(&years);
	}
	rtk_buf_release(&buf);
	scene_end(&s);
}

/*
 * A meter replaced in October: the year is that of both. 82.237 - 71.769 and
 * 5.654 - 0.103 are 16.019 Gcal, a twelfth at 2420.11 is 3230.65.
 */
static void
a_replaced_meter_hands_over_its_year(void **state)
{
	struct scene s;
	struct rtk_meter_month *old, *heir;

	(void)state;
	scene_begin(&s, "2025-10", RTK_EVEN);
	scene_price(&s, RTK_HEATING, RTK_HEAT, "2420.11");
	scene_norm(&s, RTK_NORM_HEATING, "0.0267");
	scene_flat(&s, "84.6")->kind = RTK_HOUSE;
	old = scene_meter(&s, RTK_METER_HEATING, "71.769", NULL);
	old->state.year = 2025;
	old->state.year_from_december = true;
	old->meter.removed = day("2025-10-15");
	old->meter.has_final = true;
	old->meter.final.v = dec("82.237", 6);
	old->meter.reason = RTK_REPLACED;
	heir = scene_meter(&s, RTK_METER_HEATING, "0.103", "5.654");
	heir->meter.installed = day("2025-10-15");
	heir->has_state = false;
	s.readings[0].day = day("2025-12-20");
	for (int month = 10; month <= 13; month++) {
		heir->readings.count = month == 12;
		scene_run(&s);
		next_month(&s);
	}
	assert_int_equal(s.out.lines[0].method, RTK_BY_METER);
	assert_int_equal(s.out.lines[0].amount.v, 323065);
	scene_end(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_year_is_adjusted),
	    cmocka_unit_test(the_month_of_the_adjustment_is_a_policy),
	    cmocka_unit_test(a_month_that_was_not_read_comes_with_the_next),
	    cmocka_unit_test(a_year_that_is_not_whole_is_named),
	    cmocka_unit_test(the_norm_is_adjusted_to_the_meter),
	    cmocka_unit_test(without_a_meter_nothing_is_adjusted),
	    cmocka_unit_test(a_private_house_is_adjusted),
	    cmocka_unit_test(damaged_sums_are_noticed),
	    cmocka_unit_test(a_replaced_meter_hands_over_its_year),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
