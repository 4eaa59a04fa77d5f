/*
 * Interruptions, and the hours that are counted; the letters and numbers are
 * the ids of the worked examples of the Rules.
 */
#include "reduction.h"

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
			    : own                              ? 1
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
			struct rtk_outage *o =
			    outage(&s, i >= 6, "2026-10-01T00:00", 0);

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
	    cmocka_unit_test(hours_are_those_of_a_map_of_minutes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
