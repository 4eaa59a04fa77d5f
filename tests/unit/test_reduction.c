/*
 * Reductions, to the kopeck, through the functions that bill. The letters and
 * numbers are the ids of the worked examples of the Rules.
 */
#include "reduction.h"

/* --- temperature ------------------------------------------------------- */

static int64_t
cold_room(int32_t norm, bool corner, const char *policy, const char *value)
{
	struct scene s;
	int64_t sum;

	charged_heat(&s);
	if (policy != NULL)
		scene_policy(&s, policy, value);
	s.building.indoor_norm = norm;
	if (corner) {
		/* Q02c: 24 h by day at +17, 5 h by night at +15 */
		off(&s, "2026-10-05T05:00", 12, "17")->corner = true;
		off(&s, "2026-10-06T05:00", 12, "17")->corner = true;
		off(&s, "2026-10-07T00:00", 5, "15")->corner = true;
	} else {
		/* 40 h by day at +18, 10 h by night at +16 */
		off(&s, "2026-10-05T05:00", 19, "18");
		off(&s, "2026-10-06T05:00", 19, "18");
		off(&s, "2026-10-07T05:00", 2, "18");
		off(&s, "2026-10-10T00:00", 5, "16");
		off(&s, "2026-10-11T00:00", 5, "16");
	}
	scene_run(&s);
	sum = reduced(&s, RTK_F_A1_15);
	scene_end(&s);
	return sum;
}

/* Q02a with both readings of the night, Q02b, Q02c. */
static void
cold_rooms(void **state)
{
	(void)state;
	assert_int_equal(cold_room(20, false, NULL, NULL), -42127);
	assert_int_equal(
	    cold_room(20, false, "quality.night_from", "norm"), -56169);
	assert_int_equal(cold_room(18, false, NULL, NULL), 0);
	assert_int_equal(cold_room(RTK_NO_DEGREES, false, NULL, NULL), 0);
	assert_int_equal(cold_room(18, true, NULL, NULL), -38382);
}

static int64_t
room_at(const char *degrees, const char *step)
{
	struct scene s;
	int64_t sum;

	charged_heat(&s);
	scene_policy(&s, "quality.step", step);
	off(&s, "2026-10-05T08:00", 10, degrees);
	scene_run(&s);
	sum = reduced(&s, RTK_F_A1_15);
	scene_end(&s);
	return sum;
}

/* Full degrees, or as many as they are; too warm counts over +4. */
static void
degrees_of_a_room(void **state)
{
	(void)state;
	/* 10 h * 1 * 0.15 % = 1.5 % of 3120.50 = 46.8075 */
	assert_int_equal(room_at("16.5", "full"), -4681);
	/* 2.25 % = 70.21125 */
	assert_int_equal(room_at("16.5", "proportional"), -7021);
	assert_int_equal(room_at("22", "full"), 0);
	assert_int_equal(room_at("22.9", "full"), 0);
	assert_int_equal(room_at("23", "full"), -4681);
}

static int64_t
water_at(const char *begin, int hours, const char *degrees,
    enum rtk_formula formula, const char *const policy[2])
{
	struct scene s;
	int64_t sum;

	charged_water(&s);
	scene_price(&s, RTK_HOT_WATER, RTK_COLD, "40.00");
	if (policy != NULL)
		scene_policy(&s, policy[0], policy[1]);
	off(&s, begin, hours, degrees)->service = RTK_HOT_WATER;
	scene_run(&s);
	sum = reduced(&s, formula);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 117100 + sum);
	scene_end(&s);
	return sum;
}

/* Steps of 3 degrees begin behind the allowed deviation (trap 21). */
static void
hot_water_not_hot(void **state)
{
	static const char *const proportional[] = {
	    "quality.step", "proportional"};
	static const char *const from_norm[] = {"quality.night_from", "norm"};
	const char *noon = "2026-06-05T10:00", *night = "2026-06-05T00:00";

	(void)state;
	assert_int_equal(water_at(noon, 10, "57", RTK_F_A1_5, NULL), 0);
	assert_int_equal(water_at(noon, 10, "54.01", RTK_F_A1_5, NULL), 0);
	/* 10 h * 1 step * 0.1 % = 1 % of 1171.00 */
	assert_int_equal(water_at(noon, 10, "54", RTK_F_A1_5, NULL), -1171);
	assert_int_equal(water_at(noon, 10, "81", RTK_F_A1_5, NULL), -1171);
	/* 5.5 degrees are 11/6 of a step: 1.8333 % = 21.4683 */
	assert_int_equal(
	    water_at(noon, 10, "51.5", RTK_F_A1_5, proportional), -2147);
	/* by night from 55: 52 is one step, 5 h, 0.5 % = 5.855 */
	assert_int_equal(water_at(night, 5, "55", RTK_F_A1_5, NULL), 0);
	assert_int_equal(water_at(night, 5, "52", RTK_F_A1_5, NULL), -586);
	/* from 60: 52 is 2 full steps, 1 % */
	assert_int_equal(
	    water_at(night, 5, "52", RTK_F_A1_5, from_norm), -1171);
}

/*
 * Below 40 the water costs as cold water and no percent is added. 10 of 720
 * h of 6 m3: 1/12 m3, 31/6000 Gcal: 2420.11 * 31/6000 = 12.5039, 5.12 / 12 =
 * 0.4267.
 */
static void
hot_water_cold(void **state)
{
	const char *noon = "2026-06-05T10:00";

	(void)state;
	assert_int_equal(
	    water_at(noon, 10, "39.99", RTK_F_A1_5_COLD, NULL), -1250 - 43);
	/* 57 - 40 = 17: 5 full steps, 5 % of 1171.00 */
	assert_int_equal(water_at(noon, 10, "40", RTK_F_A1_5, NULL), -5855);
}

/* So many hours of hot water at so many MPa; one more such outage if told. */
static int64_t
pressed(const char *begin, int hours, const char *mpa, const char *again)
{
	const char *begins[] = {begin, again};
	struct scene s;
	int64_t sum;

	charged_water(&s);
	for (size_t i = 0; i < RTK_COUNT(begins) && begins[i] != NULL; i++) {
		struct rtk_outage *o = outage(&s, 1, begins[i], hours);

		o->service = RTK_HOT_WATER;
		o->kind = RTK_OFF_PRESSURE;
		o->has_pressure = true;
		o->pressure = (int32_t)dec(mpa, 6);
	}
	scene_run(&s);
	sum = reduced(&s, RTK_F_A1_7);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 117100 + sum);
	scene_end(&s);
	return sum;
}

/*
 * п. 7: 0.1 % of 1171.00 for each hour up to 25 % off (0.0225 and 0.5625);
 * more: the charge of the whole day, 1/30 of June (п. 101).
 */
static void
hot_water_of_wrong_pressure(void **state)
{
	const char *noon = "2026-06-05T10:00", *late = "2026-06-05T22:00";

	(void)state;
	assert_int_equal(pressed(noon, 10, "0.03", NULL), 0);
	assert_int_equal(pressed(noon, 10, "0.45", NULL), 0);
	/* 1 % */
	assert_int_equal(pressed(noon, 10, "0.029", NULL), -1171);
	assert_int_equal(pressed(noon, 10, "0.0225", NULL), -1171);
	assert_int_equal(pressed(noon, 10, "0.5625", NULL), -1171);
	/* 39.0333 a day */
	assert_int_equal(pressed(noon, 1, "0.022499", NULL), -3903);
	assert_int_equal(pressed(noon, 1, "0.562501", NULL), -3903);
	/* two hours of one day and two of the next; again on one of them */
	assert_int_equal(pressed(late, 4, "0.01", NULL), -7807);
	assert_int_equal(pressed(late, 4, "0.01", noon), -7807);
}

/*
 * By norm, 72 h without water and 10 h of cold water: V * 10 / 720 of the
 * whole 3.16 m3, for those hours are none of the 72. 0.0438889 m3: heat
 * 6.5854, water at 5.12 less 0.2247.
 */
static void
cold_water_beside_none(void **state)
{
	struct scene s;

	(void)state;
	charged_water(&s);
	scene_price(&s, RTK_HOT_WATER, RTK_COLD, "40.00");
	s.premises[0].meter_count = 0;
	s.versions[0].meter_possible = false;
	off(&s, "2026-06-05T10:00", 10, "39")->service = RTK_HOT_WATER;
	outage(&s, 1, "2026-06-10T00:00", 72)->service = RTK_HOT_WATER;
	scene_run(&s);
	assert_int_equal(reduced(&s, RTK_F_A1_5_COLD), -659 - 22);
	scene_end(&s);
}

/*
 * A heat meter in its place, though even payment goes by norm for want of a
 * whole year: nothing comes off for what was not supplied.
 */
static void
a_meter_measures_what_is_not_supplied(void **state)
{
	(void)state;
	for (int metered = 0; metered < 2; metered++) {
		struct scene s;

		scene_begin(&s, "2026-10", RTK_EVEN);
		law(&s);
		scene_price(&s, RTK_HEATING, RTK_HEAT, "2420.11");
		scene_norm(&s, RTK_NORM_HEATING, "0.0217");
		scene_flat(&s, "50")->kind = RTK_HOUSE;
		if (metered)
			scene_meter(&s, RTK_METER_HEATING, "10", "11");
		outage(&s, 1, "2026-10-10T00:00", 12);
		scene_run(&s);
		assert_int_equal(s.out.lines[0].method, RTK_BY_NORM);
		if (metered)
			assert_int_equal(reduced(&s, RTK_F_UNSUPPLIED), 0);
		else
			assert_true(reduced(&s, RTK_F_UNSUPPLIED) < 0);
		scene_end(&s);
	}
}

/* No price of cold water: the month stops, nobody guesses. */
static void
cold_water_needs_its_price(void **state)
{
	struct scene s;
	struct rtk_building_input in;

	(void)state;
	charged_water(&s);
	scene_run(&s);
	off(&s, "2026-06-05T10:00", 1, "39")->service = RTK_HOT_WATER;
	in = (struct rtk_building_input){.month = &s.month,
	    .building = &s.building,
	    .premises = s.premises,
	    .premises_count = 1,
	    .outages = s.outages,
	    .outage_count = 1};
	rtk_output_reset(&s.out);
	assert_fault(rtk_building_charges(&s.out, &in, &err), RTK_E_TARIFF_GAP);
	s.rows.quality_count--;
	rtk_output_reset(&s.out);
	assert_fault(
	    rtk_building_charges(&s.out, &in, &err), RTK_E_QUALITY_GAP);
	scene_end(&s);
}

/* While there is no heat, no degrees are counted (п. 14 excludes п. 15). */
static void
interruption_excludes_temperature(void **state)
{
	struct scene s;

	(void)state;
	charged_heat(&s);
	outage(&s, 1, "2026-10-05T08:00", 10);
	off(&s, "2026-10-05T06:00", 14, "17");
	scene_run(&s);
	assert_int_equal(reduced(&s, RTK_F_A1_14), 0);
	/* 6-8 and 18-20: 4 h * 1 degree * 0.15 % = 0.6 %: 18.723 */
	assert_int_equal(reduced(&s, RTK_F_A1_15), -1872);
	scene_end(&s);
}

/* What the flat itself measured goes before what was measured in the house. */
static void
own_temperature_goes_first(void **state)
{
	struct scene s;
	struct rtk_outage *o;

	(void)state;
	charged_heat(&s);
	o = off(&s, "2026-10-05T06:00", 10, "15");
	o->account = RTK_ACCOUNT_ID(1, 0);
	off(&s, "2026-10-05T08:00", 4, "17");
	scene_run(&s);
	/* 4 h * 1 + 6 h * 3 = 22: 3.3 % = 102.9765 */
	assert_int_equal(reduced(&s, RTK_F_A1_15), -10298);
	scene_end(&s);
}

/* --- not supplied, absence --------------------------------------------- */

static void
water_by_norm(struct scene *s, const char *period, int registered)
{
	charged_water(s);
	assert_good(
	    rtk_period_parse(&s->month.period, period, strlen(period), &err));
	s->premises[0].meter_count = 0;
	s->versions[0].registered = registered;
	s->versions[0].meter_possible = false;
	s->versions[0].heated = RTK_HEATED;
	scene_norm(s, RTK_NORM_HEATING, "0.02");
	scene_price(s, RTK_HEATING, RTK_HEAT, "1");
}

/* G19: the yearly shutdown of 14 days of June: 228.13 + 758.64 to pay. */
static void
hot_water_not_supplied(void **state)
{
	struct scene s;
	struct rtk_outage *o;

	(void)state;
	water_by_norm(&s, "2026-06", 3);
	o = outage(&s, 0, "2026-06-08T00:00", 14 * 24);
	o->service = RTK_HOT_WATER;
	o->planned = true;
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 98677);
	assert_int_equal(reduced(&s, RTK_F_UNSUPPLIED), 98677 - 185018);
	assert_int_equal(reduced(&s, RTK_F_A1_4), 0);
	scene_end(&s);
}

/* A house meter of hot water measured less; a combined one did not. */
static void
hot_water_not_supplied_to_a_metered_house(void **state)
{
	static const enum rtk_meter_service services[] = {
	    RTK_METER_HOT_WATER, RTK_METER_HEATING, RTK_COMBINED};
	/* 10 of 720 h of 9.48 m3: 427.74 - 421.80 and 1422.44 - 1402.69 */
	static const int64_t expected[] = {0, -594 - 1975, -594 - 1975};

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(services); i++) {
		struct scene s;

		water_by_norm(&s, "2026-06", 3);
		scene_house(&s, "1")->meter.service = services[i];
		outage(&s, 0, "2026-06-08T00:00", 10)->service = RTK_HOT_WATER;
		scene_run(&s);
		assert_int_equal(reduced(&s, RTK_F_UNSUPPLIED), expected[i]);
		scene_end(&s);
	}
}

static struct rtk_absence *
absence(struct scene *s, int persons, const char *from, const char *to)
{
	struct rtk_absence *a = &s->absences[s->absence_count++];

	*a = (struct rtk_absence){.id = (int64_t)s->absence_count,
	    .account = RTK_ACCOUNT_ID(1, 1),
	    .from = day(from),
	    .to = day(to),
	    .persons = persons};
	return a;
}

/* G18: 2 of 3, left 5 March, back 20 March: 14 full days. */
static void
absent_residents(void **state)
{
	struct scene s;

	(void)state;
	water_by_norm(&s, "2026-03", 3);
	absence(&s, 2, "2026-03-06", "2026-03-19");
	scene_run(&s);
	assert_int_equal(reduced(&s, RTK_F_ABSENCE), -55704);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 185018 - 55704);
	assert_int_equal(s.out.finding_count, 0);
	scene_end(&s);
}

static int64_t
absence_of(const char *from, const char *to, int persons)
{
	struct scene s;
	int64_t sum;

	water_by_norm(&s, "2026-03", 1);
	absence(&s, persons, from, to);
	scene_run(&s);
	sum = reduced(&s, RTK_F_ABSENCE);
	scene_end(&s);
	return sum;
}

/* More than 5 days in a row, also over the end of a month; at most all. */
static void
short_and_long_absences(void **state)
{
	(void)state;
	assert_int_equal(absence_of("2026-03-10", "2026-03-14", 1), 0);
	/* 6/31 * 3.16 = 0.6116 m3: 27.5959 and 91.7702 */
	assert_int_equal(absence_of("2026-03-10", "2026-03-15", 1), -11937);
	/* two days of March: 0.20387 m3: 9.1986 and 30.5901 */
	assert_int_equal(absence_of("2026-03-30", "2026-04-20", 1), -3979);
	assert_int_equal(absence_of("2026-03-10", "2026-03-15", 7), -11937);
}

/* What a person is told of the absence of the first flat, as changed. */
static enum rtk_fault
told(struct scene *s, const char *to, int persons)
{
	enum rtk_fault fault = RTK_E_NONE;

	absence(s, persons, "2026-03-06", to);
	scene_run(s);
	for (size_t i = 0; i < s->out.finding_count; i++) {
		assert_int_equal(fault, RTK_E_NONE);
		fault = s->out.findings[i].fault;
		assert_false(s->out.findings[i].blocking);
	}
	if (fault != RTK_E_NONE && fault != RTK_E_ABSENCE_PERSONS)
		assert_int_equal(reduced(s, RTK_F_ABSENCE), 0);
	scene_end(s);
	return fault;
}

/*
 * п. 86: a meter is possible, yet force majeure kept all 3 away 14 days:
 * 3 * 3.16 * 14/31 m3 is 7 times the 6 days of one person above, 27.5959 and
 * 91.7702: 193.17 + 642.39. A day on which one stayed gives nothing.
 */
static void
absent_by_force_majeure(void **state)
{
	struct scene s;

	(void)state;
	water_by_norm(&s, "2026-03", 3);
	s.versions[0].meter_possible = true;
	absence(&s, 3, "2026-03-06", "2026-03-19")->force_majeure = true;
	scene_run(&s);
	assert_int_equal(reduced(&s, RTK_F_ABSENCE), -83556);
	assert_int_equal(s.out.finding_count, 0);
	scene_end(&s);
	water_by_norm(&s, "2026-03", 3);
	s.versions[0].meter_possible = true;
	absence(&s, 2, "2026-03-06", "2026-03-19")->force_majeure = true;
	absence(&s, 1, "2026-03-14", "2026-03-19")->force_majeure = true;
	scene_run(&s);
	/* all of them 14..19: 3 * 3.16 * 6/31: 3 times the one above */
	assert_int_equal(reduced(&s, RTK_F_ABSENCE), -8279 - 27531);
	assert_int_equal(s.out.finding_count, 1);
	assert_int_equal(
	    s.out.findings[0].fault, RTK_E_ABSENCE_METER_POSSIBLE);
	scene_end(&s);
	/* who just left is no force majeure, and so not all are away by it */
	water_by_norm(&s, "2026-03", 3);
	s.versions[0].meter_possible = true;
	absence(&s, 2, "2026-03-06", "2026-03-19")->force_majeure = true;
	assert_int_equal(
	    told(&s, "2026-03-19", 1), RTK_E_ABSENCE_METER_POSSIBLE);
}

/* No reduction, and why (п. 86); a meter, or a possible one among it. */
static void
absences_without_reduction(void **state)
{
	struct scene s;

	(void)state;
	water_by_norm(&s, "2026-03", 3);
	assert_int_equal(told(&s, "2026-03-19", 2), RTK_E_NONE);
	water_by_norm(&s, "2026-03", 3);
	assert_int_equal(told(&s, "2026-03-10", 2), RTK_E_ABSENCE_SHORT);
	water_by_norm(&s, "2026-03", 3);
	assert_int_equal(told(&s, "2026-03-19", 4), RTK_E_ABSENCE_PERSONS);
	water_by_norm(&s, "2026-03", 3);
	s.versions[0].meter_possible = true;
	assert_int_equal(
	    told(&s, "2026-03-19", 2), RTK_E_ABSENCE_METER_POSSIBLE);
	water_by_norm(&s, "2026-03", 3);
	s.premises[0].meter_count = 1;
	assert_int_equal(told(&s, "2026-03-19", 2), RTK_E_ABSENCE_METER);
	water_by_norm(&s, "2026-03", 3);
	s.versions[0].kind = RTK_NONRESIDENTIAL;
	s.premises[0].meter_count = 1;
	assert_int_equal(told(&s, "2026-03-19", 2), RTK_E_ABSENCE_NOT_LIVING);
}

/* --- beside other lines ------------------------------------------------ */

/* Net price: VAT of what is left, 20 % of 3120.50 - 42.13. */
static void
vat_is_on_what_is_left(void **state)
{
	struct scene s;

	(void)state;
	charged_heat(&s);
	s.tariffs[0].vat = RTK_VAT_EXCLUDED;
	s.tariffs[0].vat_percent_bp = 2000;
	at_degrees(outage(&s, 1, "2026-10-05T08:00", 25), "15");
	scene_run(&s);
	assert_int_equal(s.out.line_count, 3);
	assert_int_equal(s.out.lines[1].kind, RTK_VAT);
	assert_int_equal(s.out.lines[1].amount.v, 61567);
	assert_int_equal(s.out.lines[2].amount.v, -4213);
	scene_end(&s);
}

/* The increase by the coefficient is not reduced, and not a base. */
static void
the_coefficient_is_left_alone(void **state)
{
	struct scene s;

	(void)state;
	water_by_norm(&s, "2026-06", 3);
	s.versions[0].meter_possible = true;
	outage(&s, 1, "2026-06-01T00:00", 720)->service = RTK_HOT_WATER;
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 21387);
	scene_end(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cold_rooms),
	    cmocka_unit_test(degrees_of_a_room),
	    cmocka_unit_test(hot_water_not_hot),
	    cmocka_unit_test(hot_water_cold),
	    cmocka_unit_test(hot_water_of_wrong_pressure),
	    cmocka_unit_test(cold_water_beside_none),
	    cmocka_unit_test(a_meter_measures_what_is_not_supplied),
	    cmocka_unit_test(cold_water_needs_its_price),
	    cmocka_unit_test(interruption_excludes_temperature),
	    cmocka_unit_test(own_temperature_goes_first),
	    cmocka_unit_test(hot_water_not_supplied),
	    cmocka_unit_test(hot_water_not_supplied_to_a_metered_house),
	    cmocka_unit_test(absent_residents),
	    cmocka_unit_test(short_and_long_absences),
	    cmocka_unit_test(absent_by_force_majeure),
	    cmocka_unit_test(absences_without_reduction),
	    cmocka_unit_test(vat_is_on_what_is_left),
	    cmocka_unit_test(the_coefficient_is_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
