/*
 * Contracts with legal entities (calculation 7). The letters and numbers are
 * the ids of the worked examples.
 */
#include "scene.h"

#include "calc/advance.h"

/* --- what the words mean ------------------------------------------------ */

static void
a_schedule_is_read(void **state)
{
	struct rtk_due_part p[RTK_DUE_PARTS_MAX];
	size_t count = 9;

	(void)state;
	assert_good(rtk_contract_schedule(
	    p, &count, "35/18/plan  50/last/plan 100/+10/actual", &err));
	assert_int_equal(count, 3);
	assert_int_equal(p[0].percent_bp, 3500);
	assert_int_equal(p[0].day, 18);
	assert_false(p[0].next_month || p[0].of_actual);
	assert_int_equal(p[1].day, 0);
	assert_int_equal(p[2].percent_bp, 10000);
	assert_int_equal(p[2].day, 10);
	assert_true(p[2].next_month && p[2].of_actual);
	assert_good(rtk_contract_schedule(
	    p, &count, "12,5/конец/план 100/+15/факт", &err));
	assert_int_equal(count, 2);
	assert_int_equal(p[0].percent_bp, 1250);
	assert_true(p[1].of_actual);
	assert_good(rtk_contract_schedule(p, &count, "", &err));
	assert_int_equal(count, 0);
}

static void
a_schedule_of_another_form_is_refused(void **state)
{
	static const char *const bad[] = {"35", "35/18", "35/18/", "/18/plan",
	    "35/18/plan/", "0/18/plan", "101/18/plan", "35/0/plan",
	    "35/32/plan", "35/+/plan", "35/18/fact", "35/18/plan,50/last/plan",
	    "-5/18/plan",
	    "1/1/plan 1/1/plan 1/1/plan 1/1/plan 1/1/plan 1/1/plan 1/1/plan "
	    "1/1/plan 1/1/plan 1/1/plan 1/1/plan 1/1/plan 1/1/plan"};
	struct rtk_due_part p[RTK_DUE_PARTS_MAX];
	size_t count;

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(bad); i++) {
		struct rtk_err err = RTK_ERR_INIT;

		if (rtk_contract_schedule(p, &count, bad[i], &err) == 0)
			fail_msg("taken: %s", bad[i]);
		assert_int_equal(err.fault, RTK_E_CONTRACT_SCHEDULE);
	}
}

static void
a_plan_is_one_number_or_twelve(void **state)
{
	static const char *const bad[] = {
	    "1 2", "x", "-1", "1 2 3 4 5 6 7 8 9 10 11 12 13"};
	struct rtk_micro plan;

	(void)state;
	assert_good(rtk_contract_plan(&plan, "42", 7, &err));
	assert_int_equal(plan.v, 42 * RTK_MICRO);
	assert_good(
	    rtk_contract_plan(&plan, "1 2 3 4 5 6 7 8 9 10 11 12,5", 12, &err));
	assert_int_equal(plan.v, 12500000);
	assert_good(rtk_contract_plan(&plan, "", 1, &err));
	assert_int_equal(plan.v, 0);
	for (size_t i = 0; i < RTK_COUNT(bad); i++) {
		struct rtk_err err = RTK_ERR_INIT;

		assert_int_equal(rtk_contract_plan(&plan, bad[i], 1, &err), -1);
		assert_int_equal(err.fault, RTK_E_CONTRACT_PLAN);
	}
}

/* --- a building of its own ---------------------------------------------- */

enum { TEMPERATURES_MAX = 512 };

static struct rtk_temperature temperatures[TEMPERATURES_MAX];
static struct rtk_contract contract;

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

/* A shop by contract load: 0.085 Gcal/h, +20 inside, -33 outside; VAT. */
static void
shop(struct scene *s, const char *period)
{
	struct rtk_account_version *v;

	scene_begin(s, period, RTK_SEASON);
	scene_price(s, RTK_HEATING, RTK_HEAT, "1983.70");
	s->tariffs[0].vat = RTK_VAT_EXCLUDED;
	s->tariffs[0].vat_percent_bp = 2200;
	v = scene_flat(s, "400");
	v->kind = RTK_NONRESIDENTIAL;
	contract = (struct rtk_contract){.id = 7,
	    .account = v->account,
	    .to = RTK_DATE_NONE,
	    .kind = RTK_CONTRACT_LOAD,
	    .load = {85000},
	    .indoor = 2000,
	    .design = -3300,
	    .hours = 24,
	    .coldest = INT32_MIN,
	    .warmest = INT32_MAX,
	    .plan = "",
	    .schedule = ""};
	s->premises[0].contract = &contract;
}

/* The line of heating: its volume, formula and method. */
static void
assert_heat(const struct scene *s, const char *gcal, enum rtk_formula formula,
    enum rtk_method method)
{
	assert_in_range(s->out.line_count, 1, 2);
	assert_int_equal(s->out.lines[0].volume.v, dec(gcal, 6));
	assert_int_equal(s->out.lines[0].formula, formula);
	assert_int_equal(s->out.lines[0].method, method);
	assert_int_equal(s->out.finding_count, 0);
}

/* L01: 0.085 * (20 + 11.4) / (20 + 33) * 744 = 37.466717 Gcal. */
static void
the_heat_goes_by_load_and_weather(void **state)
{
	struct scene s;

	(void)state;
	shop(&s, "2026-01");
	weather(&s, "2026-01-01", "2026-01-31", -1140);
	scene_run(&s);
	assert_heat(&s, "37.466717", RTK_F_LOAD, RTK_BY_CALCULATION);
	assert_int_equal(s.out.lines[0].amount.v, 7432273);
	assert_int_equal(s.out.lines[1].kind, RTK_VAT);
	assert_int_equal(s.out.lines[1].amount.v, 1635100);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 9067373);
	scene_end(&s);
}

/* 10 days of May at +9: 0.053 * 11/53 * 240 = 2.64; the others are warm. */
static void
days_without_heating_do_not_count(void **state)
{
	struct scene s;

	(void)state;
	shop(&s, "2026-05");
	contract.load.v = 53000;
	weather(&s, "2026-05-01", "2026-05-10", 900);
	weather(&s, "2026-05-11", "2026-05-31", 1500);
	for (size_t i = 10; i < 31; i++)
		temperatures[i].heating = false;
	scene_run(&s);
	assert_heat(&s, "2.64", RTK_F_LOAD, RTK_BY_CALCULATION);

	/* 12 hours a day: half of it */
	contract.hours = 12;
	scene_run(&s);
	assert_heat(&s, "1.32", RTK_F_LOAD, RTK_BY_CALCULATION);
	scene_end(&s);
}

static void
a_day_that_is_not_known_stops_it(void **state)
{
	struct scene s;

	(void)state;
	shop(&s, "2026-01");
	weather(&s, "2026-01-01", "2026-01-30", -1140);
	scene_run(&s);
	assert_int_equal(s.out.line_count, 0);
	assert_int_equal(s.out.finding_count, 1);
	assert_int_equal(
	    s.out.findings[0].fault, RTK_E_CONTRACT_NO_TEMPERATURE);
	assert_true(s.out.findings[0].blocking);
	assert_string_equal(s.out.findings[0].detail, "2026-01-31");
	scene_end(&s);
}

/* Summer without rows of weather: nothing; September may begin early. */
static void
outside_the_season_days_of_heating_count(void **state)
{
	struct scene s;

	(void)state;
	shop(&s, "2026-09");
	contract.load.v = 53000;
	scene_run(&s);
	assert_int_equal(s.out.line_count, 0);
	assert_int_equal(s.out.finding_count, 0);
	/* 5 * 24 hours * 0.053 * 10/53 */
	weather(&s, "2026-09-26", "2026-09-30", 1000);
	scene_run(&s);
	assert_heat(&s, "1.2", RTK_F_LOAD, RTK_BY_CALCULATION);
	scene_end(&s);
}

/*
 * Cut at -10 and at +3: days at -20 and +8 count as these, one at 0 as it is:
 * 0.053 * 24 * (10 * 30 + 10 * 17 + 11 * 20)/53 = 16.56.
 */
static void
the_cut_of_the_graph_counts_day_by_day(void **state)
{
	struct scene s;

	(void)state;
	shop(&s, "2026-03");
	contract.load.v = 53000;
	contract.coldest = -1000;
	contract.warmest = 300;
	weather(&s, "2026-03-01", "2026-03-10", -2000);
	weather(&s, "2026-03-11", "2026-03-20", 800);
	weather(&s, "2026-03-21", "2026-03-31", 0);
	scene_run(&s);
	assert_heat(&s, "16.56", RTK_F_LOAD, RTK_BY_CALCULATION);
	scene_end(&s);
}

/* The meter of the month counts, wherever it stands; no weather is asked. */
static void
a_meter_goes_before_the_load(void **state)
{
	struct scene s;

	(void)state;
	shop(&s, "2026-01");
	(void)scene_house(&s, "30.5");
	scene_run(&s);
	assert_heat(&s, "30.5", RTK_F_METER_1034, RTK_BY_METER);
	scene_end(&s);

	shop(&s, "2026-01");
	(void)scene_meter(&s, RTK_METER_HEATING, "10", "40.5");
	scene_run(&s);
	assert_heat(&s, "30.5", RTK_F_METER_1034, RTK_BY_METER);
	scene_end(&s);
}

/* A meter read on the last of December, whose verification ends in January. */
static struct rtk_meter_month *
failing(struct scene *s, const char *volume, const char *until)
{
	struct rtk_meter_month *m;

	shop(s, "2026-01");
	m = scene_house(s, volume);
	m->state.last_day = day("2025-12-31");
	m->meter.verified_until = day(until);
	s->house_readings[0].day = day(until);
	return m;
}

/*
 * Read and out on 16 January: 16 days at -4 took 16 Gcal, 15 days at -10
 * take 16/16 * 30/24 * 15 = 18.75; that comes off what the meter shows next.
 */
static void
fifteen_days_without_it_go_by_its_days_at_work(void **state)
{
	struct scene s;
	struct rtk_meter_month *m = failing(&s, "16", "2026-01-16");

	(void)state;
	weather(&s, "2026-01-01", "2026-01-16", -400);
	weather(&s, "2026-01-17", "2026-01-31", -1000);
	scene_run(&s);
	assert_heat(&s, "34.75", RTK_F_WORKING_DAYS, RTK_BY_CALCULATION);
	assert_int_equal(
	    rtk_ratio_compare(m->state.estimated, rtk_ratio(18750000, 1)), 0);
	scene_end(&s);
}

/*
 * A day more: all of January by load, 0.053 * 24 * (15*24 + 16*30)/53 =
 * 20.16; the 16 days that the meter may count yet are 11.52 of it.
 */
static void
sixteen_days_without_it_go_by_load(void **state)
{
	struct scene s;
	struct rtk_meter_month *m = failing(&s, "16", "2026-01-15");

	(void)state;
	contract.load.v = 53000;
	weather(&s, "2026-01-01", "2026-01-15", -400);
	weather(&s, "2026-01-16", "2026-01-31", -1000);
	scene_run(&s);
	assert_heat(&s, "20.16", RTK_F_LOAD, RTK_BY_CALCULATION);
	assert_int_equal(
	    rtk_ratio_compare(m->state.estimated, rtk_ratio(11520000, 1)), 0);
	scene_end(&s);

	/* the limit is a dated row */
	m = failing(&s, "16", "2026-01-15");
	scene_policy(&s, "contract.meter_out_days_max", "16");
	weather(&s, "2026-01-01", "2026-01-15", -400);
	weather(&s, "2026-01-16", "2026-01-31", -1000);
	scene_run(&s);
	/* 16 + 16/15 * 30/24 * 16 */
	assert_heat(&s, "37.333333", RTK_F_WORKING_DAYS, RTK_BY_CALCULATION);
	scene_end(&s);
}

/*
 * One that came on the 16th counts 16 Gcal in 16 days at -10: the 15 days at
 * -4 before it, 16/16 * 24/30 * 15 = 12, are in no reading of it.
 */
static void
days_before_a_meter_came_do_not_come_off_it(void **state)
{
	struct scene s;
	struct rtk_meter_month *m;

	(void)state;
	shop(&s, "2026-01");
	m = scene_house(&s, "0");
	m->meter.removed = day("2025-12-20");
	m->meter.reason = RTK_REPLACED;
	m->readings.count = 0;
	m = scene_house(&s, "16");
	m->has_state = false;
	m->meter.installed = day("2026-01-16");
	s.house_readings[1].day = day("2026-01-31");
	weather(&s, "2026-01-01", "2026-01-15", -400);
	weather(&s, "2026-01-16", "2026-01-31", -1000);
	scene_run(&s);
	assert_heat(&s, "28", RTK_F_WORKING_DAYS, RTK_BY_CALCULATION);
	assert_int_equal(
	    rtk_ratio_compare(m->state.estimated, RTK_RATIO_ZERO), 0);
	scene_end(&s);
}

/* No report for January: December's 31 Gcal at -4, now at -10: 38.75. */
static void
no_report_goes_by_the_month_before(void **state)
{
	struct scene s;
	struct rtk_meter_month *m;

	(void)state;
	shop(&s, "2026-01");
	m = scene_house(&s, "0");
	m->readings.count = 0;
	m->state.window_count = 1;
	m->state.measured = 1;
	m->state.window[0] = rtk_ratio(31 * RTK_MICRO, 1);
	weather(&s, "2025-12-01", "2025-12-31", -400);
	weather(&s, "2026-01-01", "2026-01-31", -1000);
	scene_run(&s);
	assert_heat(&s, "38.75", RTK_F_LAST_MONTH, RTK_BY_CALCULATION);
	assert_int_equal(
	    rtk_ratio_compare(m->state.estimated, rtk_ratio(38750000, 1)), 0);
	scene_end(&s);
}

/* The month measured last is one of another season: by load. */
static void
another_season_is_no_month_before(void **state)
{
	struct scene s;
	struct rtk_meter_month *m;

	(void)state;
	shop(&s, "2026-10");
	contract.load.v = 53000;
	m = scene_house(&s, "0");
	m->readings.count = 0;
	m->state.window_count = 1;
	m->state.measured = 1;
	m->state.window[0] = rtk_ratio(31 * RTK_MICRO, 1);
	weather(&s, "2026-05-01", "2026-05-31", 1000);
	weather(&s, "2026-10-01", "2026-10-31", 1000);
	scene_run(&s);
	/* 0.053 * 10/53 * 744 */
	assert_heat(&s, "7.44", RTK_F_LOAD, RTK_BY_CALCULATION);
	scene_end(&s);
}

/* Heat of the water in it cannot be told apart: it waits for a person. */
static void
a_combined_meter_stops_it(void **state)
{
	struct scene s;

	(void)state;
	shop(&s, "2026-01");
	s.versions[0].hot_water = true;
	s.building.system = RTK_NO_HOT_WATER;
	scene_house(&s, "30.5")->meter.service = RTK_COMBINED;
	scene_run(&s);
	assert_int_equal(s.out.line_count, 0);
	assert_int_equal(s.out.findings[0].fault, RTK_E_CONTRACT_COMBINED);
	assert_true(s.out.findings[0].blocking);
	scene_end(&s);
}

/* 7.5: premises in a block go by the Rules, and the load is named. */
static void
premises_in_a_block_are_not_charged_by_load(void **state)
{
	struct scene s;

	(void)state;
	shop(&s, "2026-01");
	scene_flat(&s, "600");
	(void)scene_house(&s, "10");
	weather(&s, "2026-01-01", "2026-01-31", -1140);
	scene_run(&s);
	assert_int_equal(s.out.lines[0].volume.v, 4 * RTK_MICRO);
	assert_int_equal(s.out.lines[0].formula, RTK_F_3);
	assert_int_equal(s.out.finding_count, 1);
	assert_int_equal(s.out.findings[0].fault, RTK_E_CONTRACT_IN_BLOCK);
	assert_false(s.out.findings[0].blocking);
	scene_end(&s);
}

/* --- when it is due ----------------------------------------------------- */

static struct rtk_dues
dues_of(struct scene *s, const char *carried, const char *actual)
{
	struct rtk_due_terms terms = {.contract = &contract,
	    .month = &s->month,
	    .tariff = &s->tariffs[0],
	    .carried = {dec(carried, RTK_KOP_SCALE)},
	    .charged = actual != NULL};
	struct rtk_dues dues;

	contract.plan = "42";
	contract.schedule = "35/18/plan 50/last/plan 100/+10/actual";
	if (actual != NULL)
		terms.actual.v = dec(actual, RTK_KOP_SCALE);
	assert_good(rtk_month_init(
	    &s->month, s->month.period, s->month.period, &s->rows, &err));
	assert_good(rtk_contract_dues(&dues, &terms, &err));
	assert_int_equal(dues.count, 3);
	return dues;
}

static void
assert_dues(const struct rtk_dues *d, const char *first, const char *second,
    const char *third)
{
	assert_int_equal(d->parts[0].amount.v, dec(first, RTK_KOP_SCALE));
	assert_int_equal(d->parts[1].amount.v, dec(second, RTK_KOP_SCALE));
	assert_int_equal(d->parts[2].amount.v, dec(third, RTK_KOP_SCALE));
	assert_true(d->parts[2].known);
}

/* L03: 42 Gcal planned cost 101644.79 with VAT. */
static void
a_month_is_due_in_three_parts(void **state)
{
	struct scene s;
	struct rtk_dues d;

	(void)state;
	shop(&s, "2026-02");
	d = dues_of(&s, "0", "114183.83");
	assert_int_equal(d.planned.v, 10164479);
	assert_dues(&d, "35575.68", "50822.40", "27785.75");
	assert_int_equal(d.parts[0].day.v, day("2026-02-18").v);
	assert_int_equal(d.parts[1].day.v, day("2026-02-28").v);
	assert_int_equal(d.parts[2].day.v, day("2026-03-10").v);

	/* before the month is charged the rest is not known */
	d = dues_of(&s, "0", NULL);
	assert_true(d.parts[1].known);
	assert_false(d.parts[2].known);
	scene_end(&s);
}

/* What was paid too much comes off the first parts; none is below zero. */
static void
what_was_paid_before_is_carried(void **state)
{
	struct scene s;
	struct rtk_dues d;

	(void)state;
	shop(&s, "2026-02");
	/* 40000 - 35575.68 = 4424.32 off the second */
	d = dues_of(&s, "40000", "114183.83");
	assert_dues(&d, "0", "46398.08", "27785.75");
	/* all of it is paid: 114183.83 < 200000 */
	d = dues_of(&s, "200000", "114183.83");
	assert_dues(&d, "0", "0", "0");
	/* charged less than the parts before: the balance carries the rest */
	d = dues_of(&s, "0", "80000");
	assert_dues(&d, "35575.68", "50822.40", "0");
	scene_end(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_schedule_is_read),
	    cmocka_unit_test(a_schedule_of_another_form_is_refused),
	    cmocka_unit_test(a_plan_is_one_number_or_twelve),
	    cmocka_unit_test(the_heat_goes_by_load_and_weather),
	    cmocka_unit_test(days_without_heating_do_not_count),
	    cmocka_unit_test(a_day_that_is_not_known_stops_it),
	    cmocka_unit_test(outside_the_season_days_of_heating_count),
	    cmocka_unit_test(the_cut_of_the_graph_counts_day_by_day),
	    cmocka_unit_test(a_meter_goes_before_the_load),
	    cmocka_unit_test(fifteen_days_without_it_go_by_its_days_at_work),
	    cmocka_unit_test(sixteen_days_without_it_go_by_load),
	    cmocka_unit_test(days_before_a_meter_came_do_not_come_off_it),
	    cmocka_unit_test(no_report_goes_by_the_month_before),
	    cmocka_unit_test(another_season_is_no_month_before),
	    cmocka_unit_test(a_combined_meter_stops_it),
	    cmocka_unit_test(a_month_is_due_in_three_parts),
	    cmocka_unit_test(what_was_paid_before_is_carried),
	    cmocka_unit_test(premises_in_a_block_are_not_charged_by_load),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
