/*
 * Worked examples of what stands for a meter, cause by cause, and of what an
 * inspection finds (п. 59-62 of the Rules); the letters are their ids.
 */
#include "scene.h"

/* Two-component hot water: 45.12 a m3, 0.062 Gcal/m3 at 2420.11; 2 persons. */
static void
water_scene(struct scene *s, const char *period)
{
	scene_begin(s, period, RTK_SEASON);
	scene_price(s, RTK_HOT_WATER, RTK_WATER, "45.12");
	scene_price(s, RTK_HOT_WATER, RTK_HEAT, "2420.11");
	scene_norm(s, RTK_NORM_HOT_WATER, "3.16");
	scene_norm(s, RTK_NORM_WATER_HEATING, "0.062");
	scene_flat(s, "50");
	s->versions[0].hot_water = true;
	s->versions[0].registered = 2;
}

/* Sum of the lines of a component and kind. */
static int64_t
line_sum(
    const struct scene *s, enum rtk_component component, enum rtk_kind kind)
{
	int64_t sum = 0;

	for (size_t i = 0; i < s->out.line_count; i++)
		if (s->out.lines[i].component == component &&
		    s->out.lines[i].kind == kind)
			sum += s->out.lines[i].amount.v;
	return sum;
}

/* G14: what an inspection finds belongs to its month, at its price. */
static void
inspection_finds_a_difference(void **state)
{
	struct scene s;

	(void)state;
	water_scene(&s, "2026-06");
	scene_meter(&s, RTK_METER_HOT_WATER, "219.000", "231.400");
	s.readings[0].channel = RTK_CONTROLLER;
	scene_run(&s);
	assert_int_equal(line_sum(&s, RTK_WATER, RTK_CHARGE), 55949);
	assert_int_equal(line_sum(&s, RTK_HEAT, RTK_CHARGE), 186058);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 242007);
	/* found lower: 12.4 m3 are given back */
	s.meters[0].state.last.v = dec("243.800", 6);
	s.meters[0].state.last_day = day("2026-05-20");
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), -242007);
	scene_end(&s);
}

/* ... also where the consumer reads the meter again in the same month. */
static void
reading_behind_an_inspection_counts_from_it(void **state)
{
	struct scene s;

	(void)state;
	water_scene(&s, "2026-06");
	scene_meter(&s, RTK_METER_HOT_WATER, "112", "109.5");
	s.readings[0].channel = RTK_SITE;
	s.readings[0].day = day("2026-06-24");
	s.readings[1] = s.readings[0];
	s.readings[1].id = 2;
	s.readings[1].channel = RTK_CONTROLLER;
	s.readings[1].day = day("2026-06-10");
	s.readings[1].value.v = dec("108", 6);
	s.meters[0].readings.count = 2;
	scene_run(&s);
	/* 108 - 112 found, 1.5 since: -2.5 * 45.12 */
	assert_int_equal(line_sum(&s, RTK_WATER, RTK_CHARGE), -11280);
	assert_int_equal(s.meters[0].state.last.v, 109500000);
	scene_end(&s);
}

/* п. 61 against a policy that forgives: all that an inspection finds. */
static void
inspection_after_norm_finds_the_whole_difference(void **state)
{
	struct scene s;

	(void)state;
	water_scene(&s, "2026-06");
	scene_policy(&s, "readings.catch_up_after_norm", "from_new_reading");
	scene_meter(&s, RTK_METER_HOT_WATER, "100", "130");
	s.readings[0].channel = RTK_CONTROLLER;
	s.meters[0].state.missed = 1;
	s.meters[0].state.by_norm = true;
	s.meters[0].state.estimated = rtk_ratio(6320000, 1);
	scene_run(&s);
	/* 30 - 6.32 = 23.68 * 45.12 = 1068.4416 */
	assert_int_equal(line_sum(&s, RTK_WATER, RTK_CHARGE), 106844);
	scene_end(&s);
}

/*
 * Verified until the 20th, too young for an average: 3 m3 by the meter and
 * 2 * 3.16 * 10 / 30 = 2.106667 m3 by norm, with K (п. 60).
 */
static void
norm_with_k_behind_the_verification(void **state)
{
	struct scene s;

	(void)state;
	water_scene(&s, "2026-06");
	scene_meter(&s, RTK_METER_HOT_WATER, "100", "103");
	s.versions[0].meter_possible = false;
	s.meters[0].meter.verified_until = day("2026-06-20");
	s.readings[0].day = day("2026-06-18");
	scene_run(&s);
	/* 5.106667 * 45.12 = 230.4128; the half of 2.106667 * 45.12 */
	assert_int_equal(line_sum(&s, RTK_WATER, RTK_CHARGE), 23041);
	assert_int_equal(line_sum(&s, RTK_WATER, RTK_RAISING), 4753);
	/* 5.106667 * 0.062 * 2420.11 = 766.238 */
	assert_int_equal(line_sum(&s, RTK_HEAT, RTK_CHARGE), 76624);
	/* what went by norm comes off a later reading */
	assert_true(rtk_ratio_compare(s.meters[0].state.estimated,
			rtk_ratio(6320000, 3)) == 0);
	scene_end(&s);
}

/* G10 for an act of no access: the fourth period, with K. */
static void
norm_with_k_after_no_access(void **state)
{
	struct rtk_act act = {.service = RTK_METER_HOT_WATER,
	    .kind = RTK_ACT_NO_ACCESS,
	    .from = {1},
	    .to = RTK_DATE_NONE};
	struct scene s;
	struct rtk_meter_month *m;

	(void)state;
	water_scene(&s, "2026-06");
	m = scene_meter(&s, RTK_METER_HOT_WATER, "200", "206");
	act.from = day("2026-02-20");
	s.premises[0].acts = &act;
	s.premises[0].act_count = 1;
	m->state.last_day = day("2026-02-18");
	m->state.missed = 3;
	m->state.cause = RTK_CAUSE_NO_ACCESS;
	m->state.cause_count = 3;
	m->state.has_average = true;
	m->state.average = rtk_ratio(4000000, 1);
	scene_run(&s);
	assert_int_equal(scene_sum(&s, 1, RTK_HOT_WATER), 137604);
	scene_end(&s);
}

/* A meter taken away on the 10th: 1 m3, and 20 days by norm with K. */
static void
norm_behind_a_meter_taken_away(void **state)
{
	struct scene s;
	struct rtk_meter_month *m;

	(void)state;
	water_scene(&s, "2026-06");
	m = scene_meter(&s, RTK_METER_HOT_WATER, "200", NULL);
	m->meter.removed = day("2026-06-10");
	m->meter.reason = RTK_REPLACED;
	m->meter.has_final = true;
	m->meter.final.v = dec("201", 6);
	scene_run(&s);
	/* 2 * 3.16 * 20 / 30 = 4.213333; 5.213333 * 45.12 = 235.2256 */
	assert_int_equal(line_sum(&s, RTK_WATER, RTK_CHARGE), 23523);
	/* 4.213333 * 0.5 * 45.12 = 95.0528 */
	assert_int_equal(line_sum(&s, RTK_WATER, RTK_RAISING), 9505);
	/* nothing of it is an estimate */
	assert_int_equal(m->state.estimated.num, 0);
	scene_end(&s);
}

/*
 * Verified late: out since the end of February, accepted again on June 16 as
 * a meter of its own. 15 days by norm with K, readings after; K stops there.
 */
static void
norm_until_the_meter_is_accepted(void **state)
{
	struct scene s;
	struct rtk_meter_month *old, *new;

	(void)state;
	water_scene(&s, "2026-06");
	old = scene_meter(&s, RTK_METER_HOT_WATER, "200", NULL);
	old->meter.removed = day("2026-02-28");
	old->meter.reason = RTK_FAILED;
	old->state.last_day = day("2026-02-20");
	old->state.missed = 3;
	old->state.cause = RTK_CAUSE_METER;
	old->state.cause_count = 3;
	new = scene_meter(&s, RTK_METER_HOT_WATER, "300", "302");
	new->meter.installed = day("2026-06-16");
	new->has_state = false;
	scene_run(&s);
	/* 2 * 3.16 / 2 = 3.16 by norm and 2 m3: 5.16 * 45.12 = 232.8192 */
	assert_int_equal(line_sum(&s, RTK_WATER, RTK_CHARGE), 23282);
	/* 3.16 / 2 * 45.12 = 71.2896 */
	assert_int_equal(line_sum(&s, RTK_WATER, RTK_RAISING), 7129);
	assert_int_equal(s.out.line_count, 3);

	/* while the average stands: 4 m3 for half of the month */
	old->state.missed = 1;
	old->state.cause_count = 1;
	old->state.has_average = true;
	old->state.average = rtk_ratio(4000000, 1);
	new->has_state = false;
	scene_run(&s);
	assert_int_equal(line_sum(&s, RTK_WATER, RTK_CHARGE), 18048);
	assert_int_equal(line_sum(&s, RTK_WATER, RTK_RAISING), 0);
	scene_end(&s);
}

/* An act of the month that reaches back for as long as it may. */
static void
charge_act(struct scene *s, struct rtk_act *act)
{
	*act = (struct rtk_act){.service = RTK_METER_HOT_WATER,
	    .kind = RTK_ACT_UNAUTHORISED,
	    .day = day("2026-06-15"),
	    .from = RTK_DATE_NONE,
	    .to = RTK_DATE_NONE};
	s->premises[0].acts = act;
	s->premises[0].act_count = 1;
}

/* G15: capacity unknown: the norm x 10 for three months. */
static void
unauthorised_use_by_norm(void **state)
{
	struct rtk_act act;
	struct scene s;

	(void)state;
	water_scene(&s, "2026-06");
	charge_act(&s, &act);
	scene_run(&s);
	assert_int_equal(line_sum(&s, RTK_WATER, RTK_RECALCULATION), 855475);
	assert_int_equal(line_sum(&s, RTK_HEAT, RTK_RECALCULATION), 2844888);
	/* what was charged for those months comes off: 285.16 * 3 of water */
	for (int back = 1; back <= 3; back++)
		act.charged[back][RTK_WATER].v = 28516;
	scene_run(&s);
	assert_int_equal(
	    line_sum(&s, RTK_WATER, RTK_RECALCULATION), 855475 - 3 * 28516);
	scene_policy(&s, "unauthorised.already_charged", "added");
	scene_run(&s);
	assert_int_equal(line_sum(&s, RTK_WATER, RTK_RECALCULATION), 855475);
	scene_end(&s);
}

/* No day before the third month back; a part of a month by its days. */
static void
unauthorised_use_by_days(void **state)
{
	struct rtk_act act;
	struct scene s;

	(void)state;
	water_scene(&s, "2026-06");
	charge_act(&s, &act);
	act.from = day("2025-01-01");
	scene_run(&s);
	assert_int_equal(line_sum(&s, RTK_WATER, RTK_RECALCULATION), 855475);
	/* the last 15 days of April, all of May: 2 * 3.16 * 10 * 1.5 = 94.8 */
	act.from = day("2026-04-16");
	act.charged[2][RTK_WATER].v = 20000;
	scene_run(&s);
	assert_int_equal(
	    line_sum(&s, RTK_WATER, RTK_RECALCULATION), 427738 - 10000);
	/* more charged than it would be: nothing is given back */
	act.charged[2][RTK_WATER].v = 2000000;
	scene_run(&s);
	assert_int_equal(line_sum(&s, RTK_WATER, RTK_RECALCULATION), 0);
	scene_end(&s);
}

/* By the pipe: 0.05 m3 an hour for 10 days are 12 m3; a shop needs it. */
static void
unauthorised_use_by_throughput(void **state)
{
	struct rtk_act act;
	struct scene s;

	(void)state;
	water_scene(&s, "2026-06");
	charge_act(&s, &act);
	act.from = day("2026-05-22");
	act.throughput.v = dec("0.05", 6);
	scene_run(&s);
	assert_int_equal(line_sum(&s, RTK_WATER, RTK_RECALCULATION), 54144);
	s.versions[0].kind = RTK_NONRESIDENTIAL;
	scene_run(&s);
	assert_int_equal(line_sum(&s, RTK_WATER, RTK_RECALCULATION), 54144);
	act.throughput.v = 0;
	scene_run(&s);
	assert_int_equal(line_sum(&s, RTK_WATER, RTK_RECALCULATION), 0);
	assert_int_equal(
	    s.out.findings[s.out.finding_count - 1].fault,
	    RTK_E_ACT_THROUGHPUT);
	scene_end(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(inspection_finds_a_difference),
	    cmocka_unit_test(reading_behind_an_inspection_counts_from_it),
	    cmocka_unit_test(
		inspection_after_norm_finds_the_whole_difference),
	    cmocka_unit_test(norm_with_k_behind_the_verification),
	    cmocka_unit_test(norm_with_k_after_no_access),
	    cmocka_unit_test(norm_behind_a_meter_taken_away),
	    cmocka_unit_test(norm_until_the_meter_is_accepted),
	    cmocka_unit_test(unauthorised_use_by_norm),
	    cmocka_unit_test(unauthorised_use_by_days),
	    cmocka_unit_test(unauthorised_use_by_throughput),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
