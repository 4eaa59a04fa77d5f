/*
 * Managing companies as buyers (calculation 7.4; decree 124, items 21 and
 * 21(1)). The letters and numbers are the ids of the worked examples.
 */
#include "scene.h"

enum { BUYER = 40 }; /* number of his account, behind the premises */

static struct rtk_account_version company = {.kind = RTK_NONRESIDENTIAL};
static struct rtk_contract contracts[2];

static void
buyer(struct scene *s, enum rtk_contract_kind kind)
{
	size_t i = s->buyer_count++;

	company.account = RTK_ACCOUNT_ID(1, BUYER);
	contracts[i] = (struct rtk_contract){.id = 7,
	    .account = company.account,
	    .to = RTK_DATE_NONE,
	    .kind = kind,
	    .plan = "",
	    .schedule = ""};
	s->buyers[i] = (struct rtk_buyer){&company, &contracts[i]};
}

static const struct rtk_line none;

/* The line of the buyer, or none. */
static const struct rtk_line *
line_of(const struct scene *s, enum rtk_service service,
    enum rtk_component component)
{
	for (size_t i = 0; i < s->out.line_count; i++) {
		const struct rtk_line *l = &s->out.lines[i];

		if (l->account == RTK_ACCOUNT_ID(1, BUYER) &&
		    l->service == service && l->component == component &&
		    l->kind == RTK_CHARGE)
			return l;
	}
	return &none;
}

static void
assert_bought(const struct scene *s, enum rtk_service service,
    enum rtk_component component, const char *volume, const char *amount)
{
	const struct rtk_line *l = line_of(s, service, component);

	assert_ptr_not_equal(l, &none);
	assert_int_equal(l->volume.v, dec(volume, 6));
	assert_int_equal(l->amount.v, dec(amount, RTK_KOP_SCALE));
}

static void
assert_named(const struct scene *s, enum rtk_fault fault, bool blocking)
{
	assert_int_equal(s->out.finding_count, 1);
	assert_int_equal(s->out.findings[0].fault, fault);
	assert_int_equal(s->out.findings[0].blocking, blocking);
}

/* What is carried for him in the service, in 1e-6. */
static void
assert_carried(struct scene *s, enum rtk_service service, int64_t expected)
{
	const struct rtk_carry *c =
	    rtk_carry_of(&s->out.carried, RTK_ACCOUNT_ID(1, BUYER));

	assert_int_equal(
	    rtk_ratio_compare(c->volume[service], rtk_ratio(expected, 1)), 0);
}

/* --- hot water of common property --------------------------------------- */

/* A house whose hot water the meter counts; the flats took `consumed`. */
static void
water_house(struct scene *s, const char *counted, const char *consumed)
{
	scene_begin(s, "2026-06", RTK_SEASON);
	scene_price(s, RTK_HOT_WATER, RTK_WATER, "45.12");
	scene_price(s, RTK_HOT_WATER, RTK_HEAT, "2420.11");
	scene_norm(s, RTK_NORM_WATER_HEATING, "0.062");
	scene_flat(s, "50")->hot_water = true;
	(void)scene_meter(s, RTK_METER_HOT_WATER, "0", consumed);
	scene_house(s, counted)->meter.service = RTK_METER_HOT_WATER;
	buyer(s, RTK_CONTRACT_COMMON);
}

/* L04: 385.0 - 402.5 is carried; 398.2 - 371.0 - 17.5 = 9.7 m3. */
static void
below_zero_is_carried_to_the_next_month(void **state)
{
	struct scene s;
	struct rtk_carries carried = {0};

	(void)state;
	water_house(&s, "385.0", "402.5");
	scene_run(&s);
	assert_bought(&s, RTK_HOT_WATER, RTK_WATER, "0", "0");
	assert_bought(&s, RTK_HOT_WATER, RTK_HEAT, "0", "0");
	assert_carried(&s, RTK_HOT_WATER, 17500000);
	rtk_carries_copy(&carried, &s.out.carried);
	scene_end(&s);

	water_house(&s, "398.2", "371.0");
	s.carried = carried;
	scene_run(&s);
	assert_bought(&s, RTK_HOT_WATER, RTK_WATER, "9.7", "437.66");
	assert_bought(&s, RTK_HOT_WATER, RTK_HEAT, "0.6014", "1455.45");
	assert_int_equal(
	    line_of(&s, RTK_HOT_WATER, RTK_HEAT)->formula, RTK_F_COMMON);
	assert_int_equal(scene_sum(&s, BUYER, RTK_HOT_WATER), 189311);
	assert_carried(&s, RTK_HOT_WATER, 0);
	/* the consumer pays his own 371 m3: 16739.52 + 371 * 0.062 * T */
	assert_int_equal(s.out.lines[1].amount.v, 1673952);
	scene_end(&s);
}

/* No house meter: 0.03 m3/m2 * 200 m2. */
static void
common_property_without_a_meter_goes_by_norm(void **state)
{
	struct scene s;

	(void)state;
	water_house(&s, "0", "5");
	s.house_count = 0;
	s.building.common_area.v = 20000;
	scene_norm(&s, RTK_NORM_COMMON_HOT_WATER, "0.03");
	scene_run(&s);
	assert_bought(&s, RTK_HOT_WATER, RTK_WATER, "6", "270.72");
	assert_int_equal(
	    line_of(&s, RTK_HOT_WATER, RTK_WATER)->method, RTK_BY_NORM);
	scene_end(&s);
}

static void
a_house_meter_that_was_not_read_stops_it(void **state)
{
	struct scene s;

	(void)state;
	water_house(&s, "385", "402");
	s.house[0].readings.count = 0;
	scene_run(&s);
	assert_ptr_equal(line_of(&s, RTK_HOT_WATER, RTK_WATER), &none);
	assert_named(&s, RTK_E_BUILDING_NO_READING, true);
	scene_end(&s);
}

/* --- the whole block ----------------------------------------------------- */

/* Flats of 60 and 40 m2 and a shop of 100; heat costs 1000. */
static void
block(struct scene *s, const char *period)
{
	scene_begin(s, period, RTK_SEASON);
	scene_price(s, RTK_HEATING, RTK_HEAT, "1000");
	scene_norm(s, RTK_NORM_HEATING, "0.02");
	(void)scene_flat(s, "60");
	(void)scene_flat(s, "40");
	scene_flat(s, "100")->kind = RTK_NONRESIDENTIAL;
	buyer(s, RTK_CONTRACT_BUYER);
}

/* All lines of heating together, in 1e-6 Gcal. */
static int64_t
heat(const struct scene *s)
{
	int64_t sum = 0;

	for (size_t i = 0; i < s->out.line_count; i++)
		if (s->out.lines[i].service == RTK_HEATING)
			sum += s->out.lines[i].volume.v;
	return sum;
}

/* 10 Gcal: the shop pays its half itself, he the rest; the flats nothing. */
static void
he_buys_what_the_direct_consumers_leave(void **state)
{
	struct scene s;
	struct rtk_contract direct = {.kind = RTK_CONTRACT_DIRECT};

	(void)state;
	block(&s, "2026-10");
	(void)scene_house(&s, "10");
	scene_run(&s);
	assert_int_equal(s.out.line_count, 2);
	assert_int_equal(scene_sum(&s, 3, RTK_HEATING), 500000);
	assert_bought(&s, RTK_HEATING, RTK_HEAT, "5", "5000");
	assert_int_equal(
	    line_of(&s, RTK_HEATING, RTK_HEAT)->formula, RTK_F_BUYER);
	assert_int_equal(heat(&s), 10000000);

	/* a flat of 60 m2 with a contract of its own: 3 Gcal */
	s.premises[0].contract = &direct;
	scene_end(&s);
	block(&s, "2026-10");
	s.premises[0].contract = &direct;
	(void)scene_house(&s, "10");
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 300000);
	assert_bought(&s, RTK_HEATING, RTK_HEAT, "2", "2000");
	assert_int_equal(heat(&s), 10000000);
	scene_end(&s);
}

/* No house meter: his premises by norm, (60 + 40) * 0.02. */
static void
without_a_house_meter_his_premises_are_summed(void **state)
{
	struct scene s;

	(void)state;
	block(&s, "2026-10");
	scene_run(&s);
	assert_bought(&s, RTK_HEATING, RTK_HEAT, "2", "2000");
	assert_int_equal(
	    line_of(&s, RTK_HEATING, RTK_HEAT)->method, RTK_BY_CALCULATION);
	assert_int_equal(scene_sum(&s, 3, RTK_HEATING), 200000);
	scene_end(&s);
}

/* Water of the block: 20 m3 less the 3 of the shop; by meters 4 + norm 3. */
static void
hot_water_of_the_block(void **state)
{
	struct scene s;

	(void)state;
	for (int i = 0; i < 2; i++) {
		block(&s, "2026-06");
		scene_price(&s, RTK_HOT_WATER, RTK_SINGLE, "100");
		scene_norm(&s, RTK_NORM_HOT_WATER, "3");
		for (int j = 0; j < 3; j++)
			s.versions[j].hot_water = true;
		(void)scene_meter(&s, RTK_METER_HOT_WATER, "10", "13");
		s.premises[0].meters = &s.meters[s.meter_count];
		s.premises_count = 1;
		(void)scene_meter(&s, RTK_METER_HOT_WATER, "10", "14");
		s.premises_count = 3;
		if (i == 0)
			scene_house(&s, "20")->meter.service =
			    RTK_METER_HOT_WATER;
		scene_run(&s);
		if (i == 0)
			assert_bought(
			    &s, RTK_HOT_WATER, RTK_SINGLE, "17", "1700");
		else /* without the coefficient */
			assert_bought(
			    &s, RTK_HOT_WATER, RTK_SINGLE, "7", "700");
		assert_int_equal(scene_sum(&s, 3, RTK_HOT_WATER), 30000);
		assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 0);
		scene_end(&s);
	}
}

/* Nothing is known of the flats: all of the house meter is his. */
static void
a_block_without_known_premises_is_bought_whole(void **state)
{
	struct scene s;

	(void)state;
	block(&s, "2026-10");
	s.premises_count = 0;
	(void)scene_house(&s, "10");
	scene_run(&s);
	assert_bought(&s, RTK_HEATING, RTK_HEAT, "10", "10000");
	assert_int_equal(s.out.finding_count, 0);

	s.house_count = 0;
	scene_run(&s);
	assert_ptr_equal(line_of(&s, RTK_HEATING, RTK_HEAT), &none);
	assert_named(&s, RTK_E_BUILDING_NO_AREA, true);
	scene_end(&s);
}

static void
in_summer_there_is_no_heat(void **state)
{
	struct scene s;

	(void)state;
	block(&s, "2026-07");
	scene_run(&s);
	assert_int_equal(s.out.line_count, 0);
	assert_int_equal(s.out.finding_count, 0);
	scene_end(&s);
}

static void
what_cannot_be_charged_is_named(void **state)
{
	struct scene s;

	(void)state;
	block(&s, "2026-10");
	buyer(&s, RTK_CONTRACT_COMMON);
	(void)scene_house(&s, "10");
	scene_run(&s);
	assert_ptr_equal(line_of(&s, RTK_HEATING, RTK_HEAT), &none);
	assert_named(&s, RTK_E_CONTRACT_TWO_BUYERS, true);
	scene_end(&s);

	block(&s, "2026-10");
	s.months[0].mode = RTK_EVEN;
	scene_run(&s);
	assert_ptr_equal(line_of(&s, RTK_HEATING, RTK_HEAT), &none);
	assert_named(&s, RTK_E_CONTRACT_EVEN, true);
	scene_end(&s);
}

/* --- what is carried ------------------------------------------------------ */

/* His contract has ended: the volume stays, and is named. */
static void
what_is_carried_is_never_lost(void **state)
{
	struct scene s;

	(void)state;
	block(&s, "2026-07");
	s.buyer_count = 0;
	rtk_carry_of(&s.carried, RTK_ACCOUNT_ID(1, BUYER))
	    ->volume[RTK_HOT_WATER] = rtk_ratio(5000000, 3);
	scene_run(&s);
	assert_named(&s, RTK_E_CONTRACT_CARRIED, false);
	assert_int_equal(s.out.findings[0].account, RTK_ACCOUNT_ID(1, BUYER));
	assert_int_equal(s.out.carried.count, 1);
	assert_int_equal(
	    rtk_ratio_compare(s.out.carried.list[0].volume[RTK_HOT_WATER],
		rtk_ratio(5000000, 3)),
	    0);
	scene_end(&s);
}

/* Also where the month cannot be charged. */
static void
a_month_that_is_stopped_keeps_it(void **state)
{
	struct scene s;

	(void)state;
	water_house(&s, "385", "402");
	s.house[0].readings.count = 0;
	rtk_carry_of(&s.carried, RTK_ACCOUNT_ID(1, BUYER))
	    ->volume[RTK_HOT_WATER] = rtk_ratio(7, 1);
	scene_run(&s);
	assert_carried(&s, RTK_HOT_WATER, 7);
	scene_end(&s);
}

/*
 * The law: over any months, what the consumers and he are charged, less what
 * he still carries, is what the house meter counted.
 */
static void
nothing_is_charged_twice_or_lost(void **state)
{
	struct rtk_carries carried = {0};
	int64_t counted = 0, charged = 0;
	uint32_t seed = 1;

	(void)state;
	for (int i = 0; i < 200; i++) {
		char house[32], flat[32];
		struct scene s;

		seed = seed * 1664525U + 1013904223U;
		(void)snprintf(house, sizeof(house), "%u.%03u", seed >> 24,
		    (seed >> 12) % 1000);
		seed = seed * 1664525U + 1013904223U;
		(void)snprintf(flat, sizeof(flat), "%u.%03u", seed >> 24,
		    (seed >> 12) % 1000);
		water_house(&s, house, flat);
		s.carried = carried;
		scene_run(&s);
		for (size_t j = 0; j < s.out.line_count; j++)
			if (s.out.lines[j].component == RTK_WATER)
				charged += s.out.lines[j].volume.v;
		counted += dec(house, 6);
		carried = (struct rtk_carries){0};
		rtk_carries_copy(&carried, &s.out.carried);
		assert_int_equal(
		    rtk_ratio_compare(carried.list[0].volume[RTK_HOT_WATER],
			rtk_ratio(charged - counted, 1)),
		    0);
		scene_end(&s);
	}
	rtk_carries_release(&carried);
}

static void
carried_volumes_are_kept_in_the_state(void **state)
{
	struct rtk_carries carried = {0}, read = {0};
	struct rtk_years years = {0};
	struct rtk_buf buf = {0};
	struct rtk_state_bytes bytes;

	(void)state;
	/* nothing carried: nothing is written, zeros neither */
	(void)rtk_carry_of(&carried, 9);
	rtk_carries_encode(&buf, &carried);
	assert_int_equal(buf.size, 0);
	rtk_carry_of(&carried, 70000)->volume[0] = rtk_ratio(1, 3);
	rtk_carry_of(&carried, 12)->volume[1] = rtk_ratio(17500000, 1);
	rtk_carries_encode(&buf, &carried);
	bytes = (struct rtk_state_bytes){(const uint8_t *)buf.bytes,
	    (const uint8_t *)buf.bytes + buf.size, 0};
	assert_good(rtk_carries_decode(&read, &bytes, &err));
	assert_good(rtk_years_decode(&years, &bytes, &err));
	assert_int_equal(read.count, 2);
	assert_int_equal(read.list[0].account, 12);
	assert_int_equal(read.list[1].account, 70000);
	assert_int_equal(
	    rtk_ratio_compare(read.list[1].volume[0], rtk_ratio(1, 3)), 0);
	for (size_t size = 1; size < buf.size; size++) {
		struct rtk_err err = RTK_ERR_INIT;

		bytes = (struct rtk_state_bytes){(const uint8_t *)buf.bytes,
		    (const uint8_t *)buf.bytes + size, 0};
		if (rtk_carries_decode(&read, &bytes, &err) == 0 &&
		    rtk_years_decode(&years, &bytes, &err) == 0)
			fail_msg("cut to %zu bytes and read", size);
	}
	rtk_years_release(&years);
	rtk_carries_release(&read);
	rtk_carries_release(&carried);
	rtk_buf_release(&buf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(below_zero_is_carried_to_the_next_month),
	    cmocka_unit_test(common_property_without_a_meter_goes_by_norm),
	    cmocka_unit_test(a_house_meter_that_was_not_read_stops_it),
	    cmocka_unit_test(he_buys_what_the_direct_consumers_leave),
	    cmocka_unit_test(without_a_house_meter_his_premises_are_summed),
	    cmocka_unit_test(hot_water_of_the_block),
	    cmocka_unit_test(a_block_without_known_premises_is_bought_whole),
	    cmocka_unit_test(in_summer_there_is_no_heat),
	    cmocka_unit_test(what_cannot_be_charged_is_named),
	    cmocka_unit_test(what_is_carried_is_never_lost),
	    cmocka_unit_test(a_month_that_is_stopped_keeps_it),
	    cmocka_unit_test(nothing_is_charged_twice_or_lost),
	    cmocka_unit_test(carried_volumes_are_kept_in_the_state),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
