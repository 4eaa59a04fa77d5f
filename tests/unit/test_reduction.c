/*
 * Reductions, to the kopeck, through the functions that bill. The letters and
 * numbers are the ids of the worked examples of the Rules.
 */
#include "scene.h"

/* The figures of Annex 1 and section VIII as the law has them. */
static void
law(struct scene *s)
{
	static const struct {
		const char *name;
		const char *value;
	} rows[] = {
	    {"heating.interruption_hours_a_month", "24"},
	    {"heating.interruption_warm_from", "12"},
	    {"heating.interruption_warm_hours", "16"},
	    {"heating.interruption_cool_from", "10"},
	    {"heating.interruption_cool_hours", "8"},
	    {"heating.interruption_cold_from", "8"},
	    {"heating.interruption_cold_hours", "4"},
	    {"heating.interruption_percent", "0.15"},
	    {"heating.indoor_norm", "18"},
	    {"heating.corner_norm", "20"},
	    {"heating.day_below", "0"},
	    {"heating.night_below", "3"},
	    {"heating.above", "4"},
	    {"heating.temperature_step", "1"},
	    {"heating.temperature_percent", "0.15"},
	    {"hot_water.interruption_hours_a_month", "8"},
	    {"hot_water.interruption_hours", "4"},
	    {"hot_water.dead_end_hours", "24"},
	    {"hot_water.shutdown_days", "14"},
	    {"hot_water.interruption_percent", "0.15"},
	    {"hot_water.temperature_from", "60"},
	    {"hot_water.temperature_to", "75"},
	    {"hot_water.day_deviation", "3"},
	    {"hot_water.night_deviation", "5"},
	    {"hot_water.temperature_step", "3"},
	    {"hot_water.temperature_percent", "0.1"},
	    {"hot_water.cold_below", "40"},
	    {"night.from_hour", "0"},
	    {"night.to_hour", "5"},
	    {"absence.days_over", "5"},
	};

	for (size_t i = 0; i < RTK_COUNT(rows); i++)
		s->qualities[i] = (struct rtk_quality_row){.id = (int64_t)i + 1,
		    .parameter = rows[i].name,
		    .value = dec(rows[i].value, 6),
		    .from = {0}};
	s->rows.quality_count = RTK_COUNT(rows);
}

/* "2026-10-31T05:30" as a minute. */
static int64_t
minute(const char *text)
{
	char date[11] = "";

	memcpy(date, text, 10);
	return (int64_t)day(date).v * 1440 +
	    strtol(text + 11, NULL, 10) * 60 + strtol(text + 14, NULL, 10);
}

/* The next outage of flat 1 (0: of the house), some hours long. */
static struct rtk_outage *
outage(struct scene *s, int flat, const char *begin, int hours)
{
	struct rtk_outage *o = &s->outages[s->outage_count++];

	*o = (struct rtk_outage){.id = (int64_t)s->outage_count,
	    .account = RTK_ACCOUNT_ID(1, flat),
	    .service = RTK_HEATING,
	    .begin_minute = minute(begin)};
	o->end_minute = o->begin_minute + hours * 60;
	return o;
}

static struct rtk_outage *
at_degrees(struct rtk_outage *o, const char *degrees)
{
	o->has_temperature = true;
	o->temperature = (int32_t)dec(degrees, 2);
	return o;
}

/* Wrong temperature. */
static struct rtk_outage *
off(struct scene *s, const char *begin, int hours, const char *degrees)
{
	struct rtk_outage *o = outage(s, 1, begin, hours);

	o->kind = RTK_OFF_TEMPERATURE;
	return at_degrees(o, degrees);
}

static int64_t
reduced(const struct scene *s, enum rtk_formula formula)
{
	int64_t sum = 0;

	for (size_t i = 0; i < s->out.line_count; i++)
		if (s->out.lines[i].kind == RTK_REDUCTION &&
		    s->out.lines[i].formula == formula)
			sum += s->out.lines[i].amount.v;
	return sum;
}

/* A flat charged 3120.50 for heating by the house meter. */
static void
charged_heat(struct scene *s)
{
	scene_begin(s, "2026-10", RTK_SEASON);
	law(s);
	scene_price(s, RTK_HEATING, RTK_HEAT, "3120.50");
	scene_flat(s, "50");
	scene_house(s, "1");
}

/* A flat charged 1171.00 for 6 m3 of hot water by meter. */
static void
charged_water(struct scene *s)
{
	scene_begin(s, "2026-06", RTK_SEASON);
	law(s);
	scene_price(s, RTK_HOT_WATER, RTK_WATER, "45.12");
	scene_price(s, RTK_HOT_WATER, RTK_HEAT, "2420.11");
	scene_norm(s, RTK_NORM_WATER_HEATING, "0.062");
	scene_norm(s, RTK_NORM_HOT_WATER, "3.16");
	scene_flat(s, "50")->hot_water = true;
	s->versions[0].heated = RTK_OWN_SOURCE;
	scene_meter(s, RTK_METER_HOT_WATER, "10", "16");
}

/* --- interruptions ----------------------------------------------------- */

/* Q01: 20 h at +15, 10 h at +11, 3 h at +14: E = 6 + 3 = 9, 1.35 %. */
static void
heating_interrupted(void **state)
{
	struct scene s;

	(void)state;
	charged_heat(&s);
	at_degrees(outage(&s, 1, "2026-10-05T08:00", 20), "15");
	at_degrees(outage(&s, 1, "2026-10-10T08:00", 10), "11");
	at_degrees(outage(&s, 1, "2026-10-15T08:00", 3), "14");
	scene_run(&s);
	assert_int_equal(reduced(&s, RTK_F_A1_14), -4213);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 312050 - 4213);
	assert_int_equal(s.out.line_count, 2);
	assert_int_equal(s.out.lines[1].number, 1);
	scene_end(&s);
}

/* Q03: 6 h, 5 h, 3 h of 1171.00: E = 3 + 3 = 6, 0.9 %, split by component. */
static void
hot_water_interrupted(void **state)
{
	struct scene s;

	(void)state;
	charged_water(&s);
	outage(&s, 1, "2026-06-05T08:00", 6)->service = RTK_HOT_WATER;
	outage(&s, 0, "2026-06-06T08:00", 5)->service = RTK_HOT_WATER;
	outage(&s, 1, "2026-06-07T08:00", 3)->service = RTK_HOT_WATER;
	/* as the scan gives them: those of the house first */
	{
		struct rtk_outage own = s.outages[0];

		s.outages[0] = s.outages[1];
		s.outages[1] = own;
	}
	scene_run(&s);
	assert_int_equal(reduced(&s, RTK_F_A1_4), -1054);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 117100 - 1054);
	/* heat 900.28, water 270.72: 8.103 and 2.437 of 10.54 */
	assert_int_equal(s.out.lines[1].kind, RTK_REDUCTION);
	assert_int_equal(s.out.lines[1].component, RTK_HEAT);
	assert_int_equal(s.out.lines[1].amount.v, -810);
	assert_int_equal(s.out.lines[3].amount.v, -244);
	scene_end(&s);
}

/* Recorded twice, by the house and by the flat, an hour counts once. */
static void
an_hour_counts_once(void **state)
{
	struct scene s;

	(void)state;
	charged_heat(&s);
	outage(&s, 0, "2026-10-05T08:00", 30);
	outage(&s, 1, "2026-10-05T08:00", 30);
	outage(&s, 1, "2026-10-06T08:00", 10);
	scene_run(&s);
	/* 34 h at once, 16 allowed: 18 h, 2.7 % of 3120.50 = 84.2535 */
	assert_int_equal(reduced(&s, RTK_F_A1_14), -8425);
	scene_end(&s);
}

/* 20 h over the end of the month: 10 in each, of the 16 only 6 are left. */
static void
a_limit_is_used_up_over_the_end_of_the_month(void **state)
{
	struct scene s;

	(void)state;
	charged_heat(&s);
	outage(&s, 1, "2026-09-30T14:00", 20);
	scene_run(&s);
	/* 4 h: 0.6 % of 3120.50 = 18.723 */
	assert_int_equal(reduced(&s, RTK_F_A1_14), -1872);
	scene_end(&s);
	charged_heat(&s);
	outage(&s, 1, "2026-10-31T14:00", 20);
	scene_run(&s);
	assert_int_equal(reduced(&s, RTK_F_A1_14), 0);
	scene_end(&s);
}

/* Colder than +8 nothing is allowed; nobody measured: as a warm room. */
static void
heating_interrupted_in_the_cold(void **state)
{
	struct scene s;

	(void)state;
	charged_heat(&s);
	at_degrees(outage(&s, 1, "2026-10-05T08:00", 2), "7.99");
	at_degrees(outage(&s, 1, "2026-10-06T08:00", 4), "8");
	outage(&s, 1, "2026-10-07T08:00", 16);
	scene_run(&s);
	/* 2 h in excess: 0.3 % = 9.3615 */
	assert_int_equal(reduced(&s, RTK_F_A1_14), -936);
	scene_end(&s);
}

/* The whole month without heat: the charge is gone, not more. */
static void
never_below_zero(void **state)
{
	struct scene s;

	(void)state;
	charged_heat(&s);
	outage(&s, 1, "2026-10-01T00:00", 744);
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 0);
	scene_end(&s);
}

/* A dead-end main: 24 h in a row; the yearly shutdown: 14 days. */
static void
hot_water_has_longer_limits(void **state)
{
	struct scene s;
	struct rtk_outage *o;

	(void)state;
	charged_water(&s);
	o = outage(&s, 1, "2026-06-01T08:00", 26);
	o->service = RTK_HOT_WATER;
	o->dead_end = true;
	o = outage(&s, 1, "2026-06-10T00:00", 14 * 24 + 8);
	o->service = RTK_HOT_WATER;
	o->planned = true;
	outage(&s, 1, "2026-06-29T08:00", 4)->service = RTK_HOT_WATER;
	scene_run(&s);
	/* 2 + 8 + 0 = 10 h: 1.5 % of 1171.00 = 17.565 */
	assert_int_equal(reduced(&s, RTK_F_A1_4), -1757);
	scene_end(&s);
}

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
	assert_int_equal(
	    cold_room(RTK_NO_DEGREES, false, NULL, NULL), 0);
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
	assert_fault(
	    rtk_building_charges(&s.out, &in, &err), RTK_E_TARIFF_GAP);
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
	assert_good(rtk_period_parse(
	    &s->month.period, period, strlen(period), &err));
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

/* A meter, or a possible one: no reduction, and a person is told (п. 86). */
static void
absence_beside_a_meter(void **state)
{
	struct scene s;

	(void)state;
	water_by_norm(&s, "2026-03", 3);
	s.versions[0].meter_possible = true;
	absence(&s, 2, "2026-03-06", "2026-03-19");
	scene_run(&s);
	assert_int_equal(reduced(&s, RTK_F_ABSENCE), 0);
	assert_int_equal(s.out.finding_count, 1);
	assert_int_equal(s.out.findings[0].fault, RTK_E_ABSENCE_NOT_DUE);
	assert_false(s.out.findings[0].blocking);
	scene_end(&s);
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

/* --- a law ------------------------------------------------------------- */

enum { MINUTES = 31 * 1440 };

static uint32_t
next_random(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

/* Random records; minutes without heat and cold ones, minute by minute. */
static void
mark_minutes(char *map, const struct scene *s, int64_t first)
{
	for (int pass = 0; pass < 3; pass++)
		for (size_t i = 0; i < s->outage_count; i++) {
			const struct rtk_outage *o = &s->outages[i];
			bool own = o->account != RTK_ACCOUNT_ID(1, 0);
			int rank = o->kind == RTK_INTERRUPTION ? 0
			    : own			       ? 1
							       : 2;

			for (int64_t m = 0; rank == pass && m < MINUTES; m++)
				if (map[m] == 0 &&
				    o->begin_minute <= first + m &&
				    o->end_minute > first + m)
					map[m] = (char)(1 + rank);
		}
}

static void
hours_are_those_of_a_map_of_minutes(void **state)
{
	static char map[MINUTES];
	uint32_t seed = 2026;

	(void)state;
	for (int round = 0; round < 50; round++) {
		struct scene s;
		int64_t first, degree_minutes = 0, expected;

		charged_heat(&s);
		first = minute("2026-10-01T00:00");
		for (int i = 0; i < 12; i++) {
			struct rtk_outage *o = outage(
			    &s, i >= 6, "2026-10-01T00:00", 0);

			o->begin_minute +=
			    next_random(&seed) % (MINUTES + 2000) - 1000;
			o->end_minute =
			    o->begin_minute + next_random(&seed) % 4000;
			at_degrees(o, o->account & 1 ? "16" : "14");
			if (i % 3 != 0)
				o->kind = RTK_OFF_TEMPERATURE;
		}
		memset(map, 0, sizeof(map));
		mark_minutes(map, &s, first);
		/* own: 18 - 16 by day, 0 by night; house: 4 and 1 */
		for (int m = 0; m < MINUTES; m++) {
			bool night = m % 1440 < 300;

			if (map[m] == 2)
				degree_minutes += night ? 0 : 2;
			if (map[m] == 3)
				degree_minutes += night ? 1 : 4;
		}
		s.rows.tariffs = s.tariffs;
		scene_run(&s);
		/* 0.15 % of 312050 kopecks an hour; half away from zero */
		expected = (degree_minutes * 312050 * 15 + 300000) / 600000;
		if (expected > 312050 + reduced(&s, RTK_F_A1_14))
			expected = 312050 + reduced(&s, RTK_F_A1_14);
		assert_int_equal(-reduced(&s, RTK_F_A1_15), expected);
		assert_true(scene_sum(&s, 1, RTK_HEATING) >= 0);
		scene_end(&s);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(heating_interrupted),
	    cmocka_unit_test(hot_water_interrupted),
	    cmocka_unit_test(an_hour_counts_once),
	    cmocka_unit_test(a_limit_is_used_up_over_the_end_of_the_month),
	    cmocka_unit_test(heating_interrupted_in_the_cold),
	    cmocka_unit_test(never_below_zero),
	    cmocka_unit_test(hot_water_has_longer_limits),
	    cmocka_unit_test(cold_rooms),
	    cmocka_unit_test(degrees_of_a_room),
	    cmocka_unit_test(hot_water_not_hot),
	    cmocka_unit_test(hot_water_cold),
	    cmocka_unit_test(cold_water_needs_its_price),
	    cmocka_unit_test(interruption_excludes_temperature),
	    cmocka_unit_test(own_temperature_goes_first),
	    cmocka_unit_test(hot_water_not_supplied),
	    cmocka_unit_test(absent_residents),
	    cmocka_unit_test(short_and_long_absences),
	    cmocka_unit_test(absence_beside_a_meter),
	    cmocka_unit_test(vat_is_on_what_is_left),
	    cmocka_unit_test(the_coefficient_is_left_alone),
	    cmocka_unit_test(hours_are_those_of_a_map_of_minutes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
