/*
 * Hot water for common property that the owners pay. Amounts were worked out
 * by hand, with fractions.
 */
#include "scene.h"

#include "calc/common_water.h"

/* Two flats of 4386.2 m2 together, 512.6 m2 of common premises. */
static void
begin(struct scene *s)
{
	scene_begin(s, "2026-06", RTK_SEASON);
	scene_price(s, RTK_HOT_WATER, RTK_WATER, "45.12");
	scene_price(s, RTK_HOT_WATER, RTK_HEAT, "2420.11");
	scene_norm(s, RTK_NORM_WATER_HEATING, "0.062");
	scene_norm(s, RTK_NORM_COMMON_HOT_WATER, "0.0201");
	s->building.common_area.v = dec("512.6", 2);
	s->building.common_to_owners = true;
	scene_flat(s, "52.3");
	scene_flat(s, "4333.9");
}

/* A house meter of hot water that counted from 0 to `volume`. */
static void
house_water(struct scene *s, const char *volume)
{
	struct rtk_meter_month *m = scene_house(s, volume);

	m->meter.service = RTK_METER_HOT_WATER;
	m->meter.unit = RTK_M3;
}

static int64_t
component_sum(const struct scene *s, int flat, enum rtk_component component)
{
	int64_t sum = 0;

	for (size_t i = 0; i < s->out.line_count; i++)
		if (s->out.lines[i].account == RTK_ACCOUNT_ID(1, flat) &&
		    s->out.lines[i].component == component)
			sum += s->out.lines[i].amount.v;
	return sum;
}

/* G21: 0.0201 * 512.6 * 52.3 / 4386.2 m3; 5.54 and 18.43. */
static void
by_norm_each_pays_by_area(void **state)
{
	struct scene s;

	(void)state;
	begin(&s);
	scene_run(&s);
	assert_int_equal(component_sum(&s, 1, RTK_WATER), 554);
	assert_int_equal(component_sum(&s, 1, RTK_HEAT), 1843);
	for (size_t i = 0; i < s.out.line_count; i++)
		assert_int_equal(s.out.lines[i].formula, RTK_F_15);
	scene_end(&s);
}

/* A company buys it, or there is no hot water: nothing. */
static void
only_where_the_owners_pay(void **state)
{
	struct scene s;

	(void)state;
	begin(&s);
	s.building.common_to_owners = false;
	scene_run(&s);
	assert_int_equal(s.out.line_count, 0);
	scene_end(&s);
	begin(&s);
	s.building.system = RTK_NO_HOT_WATER;
	scene_run(&s);
	assert_int_equal(s.out.line_count, 0);
	scene_end(&s);
}

/* 30 m3 less 12.4 of flat 2 are 17.6; the norm is 10.30326, policy none. */
static void
the_meter_leaves_a_rest(void **state)
{
	struct scene s;

	(void)state;
	for (int cap = 0; cap < 2; cap++) {
		begin(&s);
		scene_policy(&s, "hot_water.common_cap", cap ? "norm" : "none");
		s.versions[1].hot_water = true;
		scene_meter(&s, RTK_METER_HOT_WATER, "10", "22.4");
		house_water(&s, "30");
		scene_run(&s);
		/* 17.6 * 52.3 / 4386.2 * 45.12 = 9.4688..., norm 5.54 */
		assert_int_equal(
		    component_sum(&s, 1, RTK_WATER), cap ? 554 : 947);
		scene_end(&s);
	}
}

/* 12.4 m3 of the flats, 10 by the house: -2.4, then 5 less 2.4. */
static void
below_zero_is_carried(void **state)
{
	struct scene s;
	struct rtk_carries carried = {0};

	(void)state;
	begin(&s);
	scene_policy(&s, "hot_water.common_cap", "none");
	s.versions[1].hot_water = true;
	scene_meter(&s, RTK_METER_HOT_WATER, "10", "22.4");
	house_water(&s, "10");
	scene_run(&s);
	assert_int_equal(component_sum(&s, 1, RTK_WATER), 0);
	assert_int_equal(s.out.carried.count, 1);
	assert_int_equal(s.out.carried.list[0].account, RTK_ACCOUNT_ID(1, 0));
	assert_int_equal(
	    s.out.carried.list[0].volume[RTK_HOT_WATER].num, 2400000);
	assert_int_equal(s.out.finding_count, 0);
	rtk_carries_copy(&carried, &s.out.carried);
	scene_end(&s);

	begin(&s);
	scene_policy(&s, "hot_water.common_cap", "none");
	house_water(&s, "5");
	s.carried = carried;
	scene_run(&s);
	/* 2.6 * 52.3 / 4386.2 * 45.12 = 1.39881... */
	assert_int_equal(component_sum(&s, 1, RTK_WATER), 140);
	assert_int_equal(s.out.carried.list[0].volume[RTK_HOT_WATER].num, 0);
	s.carried = (struct rtk_carries){0};
	scene_end(&s);
	rtk_carries_release(&carried);
}

/* A meter that nobody read: told, and nothing charged. */
static void
an_unread_meter_is_named(void **state)
{
	struct scene s;

	(void)state;
	begin(&s);
	house_water(&s, "30");
	s.house[0].readings.count = 0;
	scene_run(&s);
	assert_int_equal(s.out.line_count, 0);
	assert_int_equal(s.out.finding_count, 1);
	assert_int_equal(s.out.findings[0].fault, RTK_E_BUILDING_NO_READING);
	scene_end(&s);
}

/* VAT on the net of each line; shares of all flats are the house's volume. */
static void
the_shares_add_up(void **state)
{
	struct scene s;
	int64_t volume = 0;

	(void)state;
	begin(&s);
	s.tariffs[0].vat = RTK_VAT_EXCLUDED;
	s.tariffs[0].vat_percent_bp = 2200;
	scene_run(&s);
	for (size_t i = 0; i < s.out.line_count; i++)
		if (s.out.lines[i].component == RTK_WATER &&
		    s.out.lines[i].kind == RTK_CHARGE)
			volume += s.out.lines[i].volume.v;
	/* 0.0201 * 512.6 = 10.30326 m3 */
	assert_int_equal(volume, 10303260);
	assert_int_equal(component_sum(&s, 1, RTK_WATER), 554 + 122);
	scene_end(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(by_norm_each_pays_by_area),
	    cmocka_unit_test(only_where_the_owners_pay),
	    cmocka_unit_test(the_meter_leaves_a_rest),
	    cmocka_unit_test(below_zero_is_carried),
	    cmocka_unit_test(an_unread_meter_is_named),
	    cmocka_unit_test(the_shares_add_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
