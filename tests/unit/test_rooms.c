/*
 * Communal flats. The letters and numbers are the ids of the worked examples.
 */
#include "scene.h"

/* Sum of all volumes of heating, individual and common, of the lines. */
static int64_t
volumes(const struct scene *s)
{
	int64_t sum = 0;

	for (size_t i = 0; i < s->out.line_count; i++)
		if (s->out.lines[i].service == RTK_HEATING &&
		    s->out.lines[i].kind == RTK_CHARGE)
			sum += s->out.lines[i].volume.v;
	return sum;
}

/* What was given out, exactly: the law of every house. */
static void
assert_volume(const struct scene *s, struct rtk_ratio expected)
{
	struct rtk_ratio sum = RTK_RATIO_ZERO;

	for (size_t i = 0; i < s->premises_count; i++)
		if (s->premises[i].heating_due)
			sum = rtk_ratio_reduce(rtk_ratio_add(sum,
			    rtk_ratio_add(s->premises[i].individual,
				s->premises[i].common)));
	assert_int_equal(rtk_ratio_compare(sum, expected), 0);
}

/* --- communal flats ----------------------------------------------------- */

static struct rtk_account_version *
room(struct scene *s, const char *flat, const char *area, const char *living)
{
	struct rtk_account_version *v = scene_flat(s, area);

	v->kind = RTK_ROOM;
	v->flat = flat;
	v->living.v = dec(living, RTK_AREA_SCALE);
	return v;
}

/* H21: the meter of the flat stands at its second room. */
static void
rooms_share_the_meter_of_the_flat(void **state)
{
	struct scene s;

	(void)state;
	scene_begin(&s, "2026-10", RTK_SEASON);
	scene_price(&s, RTK_HEATING, RTK_HEAT, "2420.11");
	room(&s, "7", "25", "18.4");
	room(&s, "7", "27.5", "20.6");
	scene_meter(&s, RTK_METER_HEATING, "10", "11.874");
	room(&s, "7", "20.5", "15");
	scene_house(&s, "1.874");
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 154536);
	assert_int_equal(s.out.lines[0].formula, RTK_F_3_3);
	assert_volume(&s, rtk_ratio(1874000, 1));
	assert_in_range(volumes(&s), 1873999, 1874001);
	scene_end(&s);
}

/*
 * No meters of flats: V_flat = 10 * 40/100 = 4 Gcal, of it 30/50 = 2.4 and
 * 1.6; without grouping it would be 2.5 and 1.5. Another flat 8 is apart.
 */
static void
rooms_share_the_heat_of_the_flat(void **state)
{
	struct scene s;

	(void)state;
	scene_begin(&s, "2026-10", RTK_SEASON);
	scene_price(&s, RTK_HEATING, RTK_HEAT, "1000");
	s.building.common_area.v = 700;
	room(&s, "7", "25", "30");
	room(&s, "8", "10", "1");
	room(&s, "7", "15", "20");
	scene_flat(&s, "50");
	scene_house(&s, "10");
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HEATING), 240000);
	assert_int_equal(scene_sum(&s, 2, RTK_HEATING), 100000);
	assert_int_equal(scene_sum(&s, 3, RTK_HEATING), 160000);
	assert_volume(&s, rtk_ratio(10 * RTK_MICRO, 1));
	scene_end(&s);
}

/* 12 m3 for 1 and 2 persons; then a flat with nobody goes by area. */
static void
rooms_share_the_water_of_the_flat(void **state)
{
	struct scene s;

	(void)state;
	scene_begin(&s, "2026-06", RTK_SEASON);
	scene_price(&s, RTK_HOT_WATER, RTK_SINGLE, "100");
	room(&s, "7", "25", "30")->hot_water = true;
	scene_meter(&s, RTK_METER_HOT_WATER, "10", "22");
	room(&s, "7", "15", "20")->hot_water = true;
	s.versions[1].registered = 2;
	s.versions[0].heated = s.versions[1].heated = RTK_OWN_SOURCE;
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 40000);
	assert_int_equal(scene_sum(&s, 2, RTK_HOT_WATER), 80000);

	s.versions[0].registered = s.versions[1].registered = 0;
	s.versions[0].owners = s.versions[1].owners = 0;
	rtk_meter_state_init(&s.meters[0].state, &s.meters[0].meter, 0);
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 72000);
	assert_int_equal(scene_sum(&s, 2, RTK_HOT_WATER), 48000);
	scene_end(&s);
}

/* No reading, no history: each room by norm, all of it comes off later. */
static void
the_norm_of_all_rooms_comes_off_the_meter(void **state)
{
	struct scene s;

	(void)state;
	scene_begin(&s, "2026-06", RTK_SEASON);
	scene_price(&s, RTK_HOT_WATER, RTK_SINGLE, "100");
	scene_norm(&s, RTK_NORM_HOT_WATER, "3");
	room(&s, "7", "25", "30")->hot_water = true;
	scene_meter(&s, RTK_METER_HOT_WATER, "10", NULL);
	room(&s, "7", "15", "20")->hot_water = true;
	s.versions[1].registered = 2;
	s.versions[0].heated = s.versions[1].heated = RTK_OWN_SOURCE;
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 30000);
	assert_int_equal(scene_sum(&s, 2, RTK_HOT_WATER), 60000);
	assert_int_equal(rtk_ratio_compare(s.meters[0].state.estimated,
			     rtk_ratio(9 * RTK_MICRO, 1)),
	    0);
	scene_end(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rooms_share_the_meter_of_the_flat),
	    cmocka_unit_test(rooms_share_the_heat_of_the_flat),
	    cmocka_unit_test(rooms_share_the_water_of_the_flat),
	    cmocka_unit_test(the_norm_of_all_rooms_comes_off_the_meter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
