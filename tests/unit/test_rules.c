/* Prices, norms, months and policies: what is missing or doubtful is told. */
#include "scene.h"

#include "calc/rules.h"

static void
begin(struct scene *s)
{
	scene_begin(s, "2026-10", RTK_SEASON);
	assert_good(rtk_month_init(
	    &s->month, s->month.period, s->month.period, &s->rows, &err));
}

static void
a_missing_price_names_its_key(void **state)
{
	struct scene s;
	struct rtk_tariff key = {.zone = "Z"};
	const struct rtk_tariff *found;

	(void)state;
	begin(&s);
	assert_fault(rtk_tariff_find(&found, &s.month, &key, &err),
	    RTK_E_TARIFF_GAP);
	scene_price(&s, RTK_HEATING, RTK_HEAT, "100");
	assert_good(rtk_tariff_find(&found, &s.month, &key, &err));
	assert_int_equal(found->id, 1);
	/* a row of the zone itself wins */
	scene_price(&s, RTK_HEATING, RTK_HEAT, "200");
	s.tariffs[1].zone = "Z";
	assert_good(rtk_tariff_find(&found, &s.month, &key, &err));
	assert_int_equal(found->id, 2);
}

static void
a_price_that_changes_inside_the_month_is_refused(void **state)
{
	struct scene s;
	struct rtk_tariff key = {.zone = ""};
	const struct rtk_tariff *found;

	(void)state;
	begin(&s);
	scene_price(&s, RTK_HEATING, RTK_HEAT, "100");
	s.tariffs[0].to = day("2026-10-15");
	assert_fault(rtk_tariff_find(&found, &s.month, &key, &err),
	    RTK_E_TARIFF_MID_MONTH);
}

static void
two_kinds_of_hot_water_price_are_ambiguous(void **state)
{
	struct scene s;
	struct rtk_hot_water_prices prices;

	(void)state;
	begin(&s);
	scene_price(&s, RTK_HOT_WATER, RTK_SINGLE, "200");
	scene_price(&s, RTK_HOT_WATER, RTK_WATER, "50");
	scene_price(&s, RTK_HOT_WATER, RTK_HEAT, "2000");
	assert_fault(rtk_hot_water_prices(&prices, &s.month, &s.building,
			 RTK_POPULATION, &err),
	    RTK_E_TARIFF_AMBIGUOUS);
	/* its own zone decides for the house */
	s.building.zone = "Z";
	s.tariffs[0].zone = "Z";
	assert_good(rtk_hot_water_prices(
	    &prices, &s.month, &s.building, RTK_POPULATION, &err));
	assert_non_null(prices.single);
	/* heated in the house: the heat alone */
	s.building.system = RTK_HEATED_IN_BUILDING;
	assert_good(rtk_hot_water_prices(
	    &prices, &s.month, &s.building, RTK_POPULATION, &err));
	assert_null(prices.single);
	assert_null(prices.water);
	assert_non_null(prices.heat);
}

static void
missing_norms_and_months_are_told(void **state)
{
	struct scene s;
	const struct rtk_norm_row *norm;
	const struct rtk_heating_months *months;

	(void)state;
	begin(&s);
	assert_fault(rtk_norm_find(
			 &norm, &s.month, RTK_NORM_HEATING, "n", &err),
	    RTK_E_NORM_GAP);
	scene_norm(&s, RTK_NORM_HEATING, "0.02");
	s.norms[0].from = day("2026-10-10");
	assert_fault(rtk_norm_find(
			 &norm, &s.month, RTK_NORM_HEATING, "n", &err),
	    RTK_E_TARIFF_MID_MONTH);
	assert_fault(rtk_heating_months_find(&months, &s.month,
			 s.month.period, "elsewhere", &err),
	    RTK_E_MONTHS_GAP);
}

static void
policies_take_only_their_values(void **state)
{
	int64_t value;

	(void)state;
	assert_good(rtk_policy_parse(&value, RTK_NEGATIVE_COMMON_PART,
	    "clamp_zero", &err));
	assert_int_equal(value, RTK_CLAMP_ZERO);
	assert_fault(rtk_policy_parse(&value, RTK_NEGATIVE_COMMON_PART,
			 "perhaps", &err),
	    RTK_E_POLICY_VALUE);
	/* nothing computes it: refused, never taken and left aside */
	assert_fault(rtk_policy_parse(&value, RTK_CATCH_UP_AFTER_AVERAGE,
			 "by_month", &err),
	    RTK_E_POLICY_VALUE);
	assert_fault(
	    rtk_policy_parse(&value, RTK_LAST_DAY, "25.5", &err),
	    RTK_E_POLICY_VALUE);
	assert_fault(rtk_policy_parse(&value, RTK_LAST_DAY, "32", &err),
	    RTK_E_POLICY_VALUE);
	assert_good(
	    rtk_policy_parse(&value, RTK_RAISING_COEFFICIENT, "1.5", &err));
	assert_int_equal(value, 1500000);
}

/* --- what stops a building --------------------------------------------- */

static enum rtk_fault
only_finding(const struct scene *s)
{
	assert_int_equal(s->out.finding_count, 1);
	assert_int_equal(s->out.line_count, 0);
	return s->out.findings[0].fault;
}

static void
houses_that_cannot_be_shared_are_named(void **state)
{
	struct scene s;

	(void)state;
	scene_begin(&s, "2026-10", RTK_SEASON);
	scene_price(&s, RTK_HEATING, RTK_HEAT, "2000");
	scene_flat(&s, "50");
	scene_house(&s, "5");
	s.building.total_area.v += 1;
	scene_run(&s);
	assert_int_equal(only_finding(&s), RTK_E_BUILDING_AREA_SUM);
	assert_string_equal(s.out.findings[0].detail, "50.00 != 50.01");

	s.building.total_area.v -= 1;
	s.house[0].readings.count = 0;
	rtk_meter_state_init(&s.house[0].state, &s.house[0].meter, 0);
	scene_run(&s);
	assert_int_equal(only_finding(&s), RTK_E_BUILDING_NO_READING);

	s.house[0].meter.service = RTK_COMBINED;
	s.months[0].mode = RTK_EVEN;
	scene_run(&s);
	assert_int_equal(only_finding(&s), RTK_E_BUILDING_COMBINED);
	s.months[0].mode = RTK_SEASON;

	scene_norm(&s, RTK_NORM_WATER_HEATING, "0.05");
	s.house[0].readings.count = 1;
	scene_house(&s, "100.1");
	s.house[1].meter.service = RTK_METER_HOT_WATER;
	s.house[1].meter.unit = RTK_M3;
	rtk_meter_state_init(&s.house[0].state, &s.house[0].meter, 0);
	scene_run(&s);
	assert_int_equal(only_finding(&s), RTK_E_BUILDING_COMBINED_LESS);
	s.house_count = 1;

	s.house[0].meter.service = RTK_METER_HEATING;
	s.house[0].readings.count = 1;
	s.versions[0].heated = RTK_OWN_SOURCE;
	rtk_meter_state_init(&s.house[0].state, &s.house[0].meter, 0);
	scene_run(&s);
	assert_int_equal(only_finding(&s), RTK_E_BUILDING_NO_AREA);
	scene_end(&s);
}

/* One meter for both; the water is 3 m3 by a meter and 6.32 m3 by norm. */
static void
heating_beside_the_hot_water_of_flats(void **state)
{
	struct scene s;

	(void)state;
	scene_begin(&s, "2026-10", RTK_SEASON);
	scene_price(&s, RTK_HEATING, RTK_HEAT, "2000");
	scene_price(&s, RTK_HOT_WATER, RTK_HEAT, "2000");
	scene_price(&s, RTK_HOT_WATER, RTK_WATER, "50");
	scene_norm(&s, RTK_NORM_WATER_HEATING, "0.05");
	scene_norm(&s, RTK_NORM_HOT_WATER, "3.16");
	scene_flat(&s, "40")->hot_water = true;
	scene_meter(&s, RTK_METER_HOT_WATER, "10", "13");
	scene_flat(&s, "60")->hot_water = true;
	s.versions[1].registered = 2;
	scene_house(&s, "10");
	s.house[0].meter.service = RTK_COMBINED;
	scene_run(&s);
	/* V_D = 10 - 9.32 * 0.05 = 9.534 Gcal; by area 3.8136 and 5.7204 */
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 762720);
	assert_int_equal(scene_sum(&s, 2, RTK_HEATING), 1144080);
	scene_end(&s);
}

static void
a_meter_without_area_is_named(void **state)
{
	struct scene s;

	(void)state;
	scene_begin(&s, "2026-10", RTK_SEASON);
	scene_price(&s, RTK_HEATING, RTK_HEAT, "2000");
	scene_flat(&s, "0");
	scene_meter(&s, RTK_METER_HEATING, "1", "2");
	scene_flat(&s, "50");
	scene_house(&s, "5");
	scene_run(&s);
	assert_int_equal(only_finding(&s), RTK_E_BUILDING_METERED_AREA);
	scene_end(&s);
}

static void
hot_water_without_volume_is_named(void **state)
{
	struct scene s;

	(void)state;
	scene_begin(&s, "2026-06", RTK_SEASON);
	scene_price(&s, RTK_HOT_WATER, RTK_WATER, "50");
	scene_price(&s, RTK_HOT_WATER, RTK_HEAT, "2000");
	scene_norm(&s, RTK_NORM_HOT_WATER, "3.16");
	scene_norm(&s, RTK_NORM_WATER_HEATING, "0.06");
	scene_flat(&s, "50")->hot_water = true;
	s.versions[0].kind = RTK_NONRESIDENTIAL;
	scene_run(&s);
	assert_int_equal(only_finding(&s), RTK_E_HOT_WATER_NO_VOLUME);
	assert_false(s.out.findings[0].blocking);

	s.versions[0].kind = RTK_FLAT;
	s.versions[0].registered = s.versions[0].owners = 0;
	scene_run(&s);
	assert_int_equal(s.out.finding_count, 1);
	assert_int_equal(s.out.findings[0].fault, RTK_E_HOT_WATER_NOBODY);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 0);
	scene_end(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_missing_price_names_its_key),
	    cmocka_unit_test(
		a_price_that_changes_inside_the_month_is_refused),
	    cmocka_unit_test(two_kinds_of_hot_water_price_are_ambiguous),
	    cmocka_unit_test(missing_norms_and_months_are_told),
	    cmocka_unit_test(policies_take_only_their_values),
	    cmocka_unit_test(houses_that_cannot_be_shared_are_named),
	    cmocka_unit_test(heating_beside_the_hot_water_of_flats),
	    cmocka_unit_test(a_meter_without_area_is_named),
	    cmocka_unit_test(hot_water_without_volume_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
