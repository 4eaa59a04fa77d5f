/* Meters of a house outside the heating season: nothing is lost. */
#include "scene.h"

static void
begin(struct scene *s, const char *period)
{
	scene_begin(s, period, RTK_SEASON);
	scene_price(s, RTK_HEATING, RTK_HEAT, "2000");
	scene_flat(s, "50");
	scene_flat(s, "50");
}

/* One of two meters is read in June: its Gcal is paid in June. */
static void
what_one_of_two_meters_counted_is_paid(void **state)
{
	struct scene s;

	(void)state;
	begin(&s, "2026-06");
	scene_house(&s, "1");
	scene_house(&s, "1");
	s.house[1].readings.count = 0;
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 100000);
	assert_int_equal(scene_sum(&s, 2, RTK_HEATING), 100000);
	assert_int_equal(s.out.finding_count, 0);
	scene_end(&s);
	/* in the season the house waits for the other one */
	begin(&s, "2026-11");
	scene_house(&s, "1");
	scene_house(&s, "1");
	s.house[1].readings.count = 0;
	scene_run(&s);
	assert_int_equal(s.out.line_count, 0);
	assert_int_equal(s.out.finding_count, 1);
	scene_end(&s);
}

/* None is read: nothing is due, and nothing is wrong. */
static void
a_summer_without_readings_is_quiet(void **state)
{
	struct scene s;

	(void)state;
	begin(&s, "2026-06");
	scene_house(&s, "1");
	s.house[0].readings.count = 0;
	scene_run(&s);
	assert_int_equal(s.out.line_count, 0);
	assert_int_equal(s.out.finding_count, 0);
	scene_end(&s);
}

/*
 * A meter of heating and hot water together counts the hot water of the
 * summer: unread it would come into October as heating.
 */
static void
a_combined_meter_must_be_read_in_summer(void **state)
{
	struct scene s;

	(void)state;
	for (int read = 0; read < 2; read++) {
		begin(&s, "2026-06");
		scene_house(&s, "1");
		s.house[0].meter.service = RTK_COMBINED;
		s.house[0].readings.count = (size_t)read;
		scene_run(&s);
		assert_int_equal(s.out.line_count, 0);
		assert_int_equal(s.out.finding_count, read ? 0 : 1);
		if (!read)
			assert_int_equal(s.out.findings[0].fault,
			    RTK_E_BUILDING_NO_READING);
		scene_end(&s);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_one_of_two_meters_counted_is_paid),
	    cmocka_unit_test(a_summer_without_readings_is_quiet),
	    cmocka_unit_test(a_combined_meter_must_be_read_in_summer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
