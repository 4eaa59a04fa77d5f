/* Prices, norms, months and policies: what is missing or doubtful is told. */
#include "scene.h"

#include "calc/prices.h"

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
	assert_fault(
	    rtk_tariff_find(&found, &s.month, &key, s.month.first, &err),
	    RTK_E_TARIFF_GAP);
	scene_price(&s, RTK_HEATING, RTK_HEAT, "100");
	assert_good(
	    rtk_tariff_find(&found, &s.month, &key, s.month.first, &err));
	assert_int_equal(found->id, 1);
	/* a row of the zone itself wins */
	scene_price(&s, RTK_HEATING, RTK_HEAT, "200");
	s.tariffs[1].zone = "Z";
	assert_good(
	    rtk_tariff_find(&found, &s.month, &key, s.month.first, &err));
	assert_int_equal(found->id, 2);
}

/* Each price has its days; they cover the month, none twice. */
static void
a_price_that_changes_inside_the_month_has_its_days(void **state)
{
	struct scene s;
	const struct rtk_tariff key = {.zone = "Z"};
	struct rtk_prices found;

	(void)state;
	begin(&s);
	scene_price(&s, RTK_HEATING, RTK_HEAT, "100");
	assert_good(rtk_prices_find(&found, &s.month, &key, &err));
	assert_int_equal(found.count, 1);
	assert_int_equal(found.at[0].from.v, day("2026-10-01").v);
	assert_int_equal(found.at[0].to.v, day("2026-10-31").v);
	/* a gap on its last day alone */
	s.tariffs[0].to = day("2026-10-30");
	assert_fault(
	    rtk_prices_find(&found, &s.month, &key, &err), RTK_E_TARIFF_GAP);
	scene_price(&s, RTK_HEATING, RTK_HEAT, "200");
	s.tariffs[1].from = day("2026-10-31");
	assert_good(rtk_prices_find(&found, &s.month, &key, &err));
	assert_int_equal(found.count, 2);
	assert_int_equal(found.at[0].to.v, day("2026-10-30").v);
	assert_int_equal(found.at[1].tariff->id, 2);
	assert_int_equal(found.at[1].from.v, day("2026-10-31").v);
	/* a row of the zone itself wins while it lasts */
	scene_price(&s, RTK_HEATING, RTK_HEAT, "300");
	s.tariffs[2].zone = "Z";
	s.tariffs[2].from = day("2026-10-10");
	s.tariffs[2].to = day("2026-10-30");
	assert_good(rtk_prices_find(&found, &s.month, &key, &err));
	assert_int_equal(found.count, 3);
	assert_int_equal(found.at[1].tariff->id, 3);
	assert_int_equal(found.at[1].to.v, day("2026-10-30").v);
	assert_int_equal(found.at[2].tariff->id, 2);
	/* that of another zone changes nothing */
	s.tariffs[2].zone = "Y";
	assert_good(rtk_prices_find(&found, &s.month, &key, &err));
	assert_int_equal(found.count, 2);
}

static void
a_price_cannot_change_every_week(void **state)
{
	static const char *const days[] = {"2026-10-05", "2026-10-10",
	    "2026-10-15", "2026-10-20", "2026-10-25"};
	struct scene s;
	const struct rtk_tariff key = {.zone = ""};
	struct rtk_prices found;

	(void)state;
	begin(&s);
	for (size_t i = 0; i < RTK_COUNT(days); i++) {
		scene_price(
		    &s, RTK_HEATING, RTK_HEAT, i % 2 > 0 ? "100" : "200");
		if (i > 0)
			s.tariffs[i].from.v = day(days[i - 1]).v + 1;
		s.tariffs[i].to = day(days[i]);
	}
	s.tariffs[4].to = RTK_DATE_NONE;
	assert_fault(rtk_prices_find(&found, &s.month, &key, &err),
	    RTK_E_TARIFF_CHANGES);
}

/* One rate up to a day, two components behind it. */
static void
the_kind_of_hot_water_price_may_change(void **state)
{
	struct scene s;
	struct rtk_hot_water_prices prices;

	(void)state;
	begin(&s);
	scene_price(&s, RTK_HOT_WATER, RTK_SINGLE, "200");
	s.tariffs[0].to = day("2026-10-14");
	scene_price(&s, RTK_HOT_WATER, RTK_WATER, "50");
	s.tariffs[1].from = day("2026-10-15");
	scene_price(&s, RTK_HOT_WATER, RTK_HEAT, "2000");
	s.tariffs[2].from = day("2026-10-15");
	assert_good(rtk_hot_water_prices_find(
	    &prices, &s.month, &s.building, RTK_POPULATION, &err));
	assert_int_equal(prices.single.count, 1);
	assert_int_equal(prices.single.at[0].to.v, day("2026-10-14").v);
	assert_int_equal(prices.water.count, 1);
	assert_int_equal(prices.heat.at[0].from.v, day("2026-10-15").v);
	assert_int_equal(prices.heat.at[0].to.v, day("2026-10-31").v);
	assert_ptr_equal(rtk_prices_on(&prices.heat, day("2026-10-01")),
	    rtk_prices_last(&prices.heat));
	/* water changes, heat does not: it stays one price */
	s.tariffs[0].to = day("2026-09-30");
	s.tariffs[2].from = day("2026-10-01");
	scene_price(&s, RTK_HOT_WATER, RTK_WATER, "40");
	s.tariffs[3].to = day("2026-10-14");
	assert_good(rtk_hot_water_prices_find(
	    &prices, &s.month, &s.building, RTK_POPULATION, &err));
	assert_int_equal(prices.single.count, 0);
	assert_int_equal(prices.water.count, 2);
	assert_int_equal(prices.heat.count, 1);
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
	assert_fault(rtk_hot_water_prices_find(
			 &prices, &s.month, &s.building, RTK_POPULATION, &err),
	    RTK_E_TARIFF_AMBIGUOUS);
	/* its own zone decides for the house */
	s.building.zone = "Z";
	s.tariffs[0].zone = "Z";
	assert_good(rtk_hot_water_prices_find(
	    &prices, &s.month, &s.building, RTK_POPULATION, &err));
	assert_int_equal(prices.single.count, 1);
	/* heated in the house: the heat alone */
	s.building.system = RTK_HEATED_IN_BUILDING;
	assert_good(rtk_hot_water_prices_find(
	    &prices, &s.month, &s.building, RTK_POPULATION, &err));
	assert_int_equal(prices.single.count, 0);
	assert_int_equal(prices.water.count, 0);
	assert_int_equal(prices.heat.count, 1);
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
	assert_fault(
	    rtk_norm_find(&norm, &s.month, RTK_NORM_HEATING, "n", &err),
	    RTK_E_NORM_MID_MONTH);
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
	assert_good(rtk_policy_parse(
	    &value, RTK_CATCH_UP_AFTER_AVERAGE, "by_month", &err));
	assert_int_equal(value, RTK_CATCH_UP_BY_MONTH);
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
		a_price_that_changes_inside_the_month_has_its_days),
	    cmocka_unit_test(a_price_cannot_change_every_week),
	    cmocka_unit_test(the_kind_of_hot_water_price_may_change),
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
