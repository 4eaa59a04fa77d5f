/* From readings to volumes: п. 59, 60, replacement, rollover, the states. */
#include "scene.h"

#include "calc/meter_state.h"

/* A hot-water meter month after month, with or without readings. */
struct story {
	struct scene scene;
	struct rtk_meter_month *m;
	struct rtk_reading reading;
	struct rtk_metering in;
};

static void
story_begin(struct story *s)
{
	memset(s, 0, sizeof(*s));
	scene_begin(&s->scene, "2026-01", RTK_SEASON);
	scene_flat(&s->scene, "50");
	s->m = scene_meter(&s->scene, RTK_METER_HOT_WATER, "100", NULL);
	assert_good(rtk_month_init(&s->scene.month, s->scene.month.period,
	    s->scene.month.period, &s->scene.rows, &err));
	s->in = (struct rtk_metering){.month = &s->scene.month,
	    .period = s->scene.month.period,
	    .runs = true,
	    .estimates = true,
	    .successor = RTK_DATE_NONE,
	    .residential = true};
}

/* The next month; value NULL: no reading. */
static struct rtk_usage
story_month(struct story *s, const char *value)
{
	struct rtk_reading_slice slice = {&s->reading, value != NULL};
	struct rtk_usage usage;

	s->in.first = rtk_period_first(s->in.period);
	s->in.last = rtk_period_last(s->in.period);
	s->reading.day = s->in.last;
	s->reading.value.v = value != NULL ? dec(value, 6) : 0;
	rtk_metering_month(&usage, &s->m->state, &s->in, &s->m->meter, &slice);
	s->in.period.v++;
	return usage;
}

static void
assert_volume(const struct rtk_usage *usage, int64_t num, int64_t den)
{
	assert_int_equal(
	    rtk_ratio_compare(usage->volume, rtk_ratio(num, den)), 0);
}

static void
three_months_of_average_then_norm(void **state)
{
	static const char *const values[] = {"104", "107", "112"};
	struct story s;
	struct rtk_usage u;

	(void)state;
	story_begin(&s);
	for (size_t i = 0; i < RTK_COUNT(values); i++)
		u = story_month(&s, values[i]);
	assert_volume(&u, 5000000, 1);
	for (int i = 0; i < 3; i++) {
		u = story_month(&s, NULL);
		assert_int_equal(u.kind, RTK_AVERAGED);
		assert_int_equal(u.cause, RTK_CAUSE_NO_READING);
		assert_volume(&u, 4000000, 1);
	}
	u = story_month(&s, NULL);
	assert_int_equal(u.kind, RTK_NORM_DUE);
	/* 12 m3 were billed by average; 30 ran through the meter */
	u = story_month(&s, "142");
	assert_int_equal(u.kind, RTK_MEASURED);
	assert_volume(&u, 18000000, 1);
	assert_int_equal(s.m->state.missed, 0);
	/* 30 m3 over five months */
	assert_int_equal(rtk_ratio_compare(s.m->state.window[4],
			     rtk_ratio(6000000, 1)),
	    0);
}

static void
too_short_a_history_is_norm_at_once(void **state)
{
	struct story s;
	struct rtk_usage u;

	(void)state;
	story_begin(&s);
	(void)story_month(&s, "104");
	(void)story_month(&s, "108");
	u = story_month(&s, NULL);
	assert_int_equal(u.kind, RTK_NORM_DUE);
}

static void
expired_meter_of_a_shop_has_two_months(void **state)
{
	static const char *const values[] = {"104", "107", "112"};
	struct story s;
	struct rtk_usage u;

	(void)state;
	story_begin(&s);
	s.in.residential = false;
	for (size_t i = 0; i < RTK_COUNT(values); i++)
		(void)story_month(&s, values[i]);
	s.m->meter.verified_until = day("2026-03-31");
	/* a reading after the date does not count */
	u = story_month(&s, "116");
	assert_int_equal(u.kind, RTK_AVERAGED);
	assert_int_equal(u.cause, RTK_CAUSE_METER);
	assert_int_equal(story_month(&s, "120").kind, RTK_AVERAGED);
	assert_int_equal(story_month(&s, "124").kind, RTK_NORM_DUE);
}

static void
a_lower_reading_counts_only_over_the_end(void **state)
{
	struct story s;
	struct rtk_usage u;

	(void)state;
	story_begin(&s);
	u = story_month(&s, "90");
	assert_int_equal(u.kind, RTK_NORM_DUE); /* 99990 m3 is no volume */
	u = story_month(&s, "99990");
	assert_int_equal(u.kind, RTK_MEASURED);
	u = story_month(&s, "5");
	assert_int_equal(u.kind, RTK_MEASURED);
	assert_volume(&u, 15000000, 1);
}

static void
after_norm_from_the_new_reading(void **state)
{
	struct story s;
	struct rtk_usage u;

	(void)state;
	story_begin(&s);
	s.scene.month.policies.value[RTK_CATCH_UP_AFTER_NORM] =
	    RTK_CATCH_UP_FROM_NEW_READING;
	assert_int_equal(story_month(&s, NULL).kind, RTK_NORM_DUE);
	u = story_month(&s, "130");
	assert_int_equal(u.kind, RTK_NORM_DUE);
	u = story_month(&s, "133");
	assert_int_equal(u.kind, RTK_MEASURED);
	assert_volume(&u, 3000000, 1);
}

static void
volumes_in_other_units(void **state)
{
	struct story s;
	struct rtk_usage u;

	(void)state;
	story_begin(&s);
	s.m->meter.unit = RTK_GJ;
	u = story_month(&s, "141.868");
	assert_volume(&u, 10000000, 1);
	s.m->meter.unit = RTK_MWH;
	u = story_month(&s, "153.498");
	assert_volume(&u, 10000000, 1);
	s.m->meter.unit = RTK_KWH;
	u = story_month(&s, "1316.498");
	assert_volume(&u, 1000000, 1);
}

static void
estimates_before_our_first_month_are_not_ours(void **state)
{
	static const char *const values[] = {"104", "107", "112"};
	struct story s;
	struct rtk_usage u;

	(void)state;
	story_begin(&s);
	s.scene.month.first_period.v = s.in.period.v + 4;
	for (size_t i = 0; i < RTK_COUNT(values); i++)
		(void)story_month(&s, values[i]);
	assert_int_equal(story_month(&s, NULL).kind, RTK_AVERAGED);
	assert_int_equal(s.m->state.estimated.num, 0);
	u = story_month(&s, "120");
	assert_volume(&u, 8000000, 1);
}

/* A volume from before the first reading known makes up the average too. */
static void
parts_before_the_first_reading_count(void **state)
{
	struct story s;
	struct rtk_usage u;

	(void)state;
	story_begin(&s);
	rtk_meter_state_init(&s.m->state, &s.m->meter, 9);
	(void)story_month(&s, "140"); /* 40 m3 over ten months */
	(void)story_month(&s, "142");
	u = story_month(&s, NULL);
	assert_int_equal(u.kind, RTK_AVERAGED);
	/* five months of 4 and one of 2 */
	assert_volume(&u, 22000000, 6);
}

static struct rtk_ratio
random_ratio(uint64_t *seed)
{
	int64_t num = (int64_t)(test_random(seed) % 2000000000) - 1000000000;
	int64_t den = (int64_t)(test_random(seed) % 3 == 0
		? 1 + test_random(seed) % 5000
		: 1);

	if (test_random(seed) % 2 == 0)
		num = num / 1000 * 1000;
	return rtk_ratio(num, den);
}

static void
random_state(struct rtk_meter_state *s, uint64_t *seed, int64_t meter)
{
	memset(s, 0, sizeof(*s));
	s->cause = (enum rtk_cause)(test_random(seed) % 4);
	s->cause_count = s->cause == RTK_CAUSE_NONE
	    ? 0
	    : (int32_t)(test_random(seed) % 300);
	s->meter = meter;
	s->last.v = (int64_t)(test_random(seed) % 100000000000);
	s->last_day.v = (int32_t)(test_random(seed) % 40000) - 10000;
	s->missed = (int32_t)(test_random(seed) % 30);
	s->by_norm = test_random(seed) % 2 == 0;
	s->has_average = test_random(seed) % 2 == 0;
	s->year = 2026;
	s->year_from_december = test_random(seed) % 2 == 0;
	s->december_read = test_random(seed) % 2 == 0;
	s->last_year_whole = test_random(seed) % 2 == 0;
	s->year_sum = random_ratio(seed);
	s->average = s->has_average ? random_ratio(seed) : RTK_RATIO_ZERO;
	s->estimated =
	    test_random(seed) % 2 == 0 ? random_ratio(seed) : RTK_RATIO_ZERO;
	if (s->estimated.num == 0)
		s->estimated = RTK_RATIO_ZERO;
	s->last_year_sum =
	    s->last_year_whole ? random_ratio(seed) : RTK_RATIO_ZERO;
	s->window_count = (int32_t)(test_random(seed) % 13);
	s->measured = (uint32_t)test_random(seed) &
	    ((1U << s->window_count) - 1);
	for (int i = 0; i < RTK_WINDOW_MAX; i++)
		s->window[i] = i < s->window_count && (s->measured >> i & 1)
		    ? random_ratio(seed)
		    : RTK_RATIO_ZERO;
	/* equal ones, next to each other or over a gap */
	if (test_random(seed) % 2 == 0 && (s->measured & 1) != 0)
		for (int i = 1; i < s->window_count; i++)
			if ((s->measured >> i & 1) != 0)
				s->window[i] = s->window[0];
}

static void
assert_same_ratio(struct rtk_ratio a, struct rtk_ratio b)
{
	assert_true(a.num == b.num);
	assert_true(a.den == b.den);
}

static void
assert_same_state(
    const struct rtk_meter_state *a, const struct rtk_meter_state *b)
{
	assert_int_equal(a->meter, b->meter);
	assert_int_equal(a->last.v, b->last.v);
	assert_int_equal(a->last_day.v, b->last_day.v);
	assert_int_equal(a->missed, b->missed);
	assert_int_equal(a->cause, b->cause);
	assert_int_equal(a->cause_count, b->cause_count);
	assert_int_equal(a->by_norm, b->by_norm);
	assert_int_equal(a->has_average, b->has_average);
	assert_int_equal(a->year_from_december, b->year_from_december);
	assert_int_equal(a->december_read, b->december_read);
	assert_int_equal(a->last_year_whole, b->last_year_whole);
	assert_int_equal(a->measured, b->measured);
	assert_int_equal(a->window_count, b->window_count);
	assert_same_ratio(a->average, b->average);
	assert_same_ratio(a->estimated, b->estimated);
	assert_same_ratio(a->year_sum, b->year_sum);
	assert_same_ratio(a->last_year_sum, b->last_year_sum);
	for (int i = 0; i < RTK_WINDOW_MAX; i++)
		assert_same_ratio(a->window[i], b->window[i]);
}

static void
states_survive_as_bytes(void **state)
{
	uint64_t seed = test_seed();

	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct rtk_meter_state before[3], after;
		struct rtk_buf buf = {0};
		struct rtk_state_bytes bytes;
		int64_t previous = 0;

		for (int i = 0; i < 3; i++) {
			random_state(
			    &before[i], &seed, (round + 1) * 4096 + i * 64);
			rtk_meter_state_encode(&buf, previous, &before[i]);
			previous = before[i].meter;
		}
		bytes = (struct rtk_state_bytes){(uint8_t *)buf.bytes,
		    (uint8_t *)buf.bytes + buf.size, 0};
		for (int i = 0; i < 3; i++) {
			struct rtk_err err = RTK_ERR_INIT;

			assert_int_equal(
			    rtk_meter_state_decode(&after, &bytes, &err), 1);
			assert_same_state(&before[i], &after);
		}
		rtk_buf_release(&buf);
	}
}

/*
 * A litre is 1e-3 m3. By hand: meter 64 behind the one before 1, flags 1,
 * 110.000 m3 (110000 * 2 in 7 bits a byte) 3, day 297 of 2026 2, year 1,
 * 45.678 m3 3, a whole window of six 1, six volumes under 8.192 m3 2 each. A
 * volume like the one before it takes 1.
 */
static void
a_usual_state_is_short(void **state)
{
	struct rtk_meter_state s = {.meter = 64,
	    .last = {110000000},
	    .last_day = {20751},
	    .year = 2026,
	    .year_sum = rtk_ratio(45678000, 1),
	    .average = RTK_RATIO_ZERO,
	    .estimated = RTK_RATIO_ZERO,
	    .window_count = 6,
	    .measured = 63};
	struct rtk_buf buf = {0};

	(void)state;
	for (int i = 0; i < 6; i++)
		s.window[i] = rtk_ratio(5001000 + i * 1000, 1);
	rtk_meter_state_encode(&buf, 0, &s);
	assert_int_equal(buf.size, 24);
	s.window[3] = s.window[2];
	rtk_buf_reset(&buf);
	rtk_meter_state_encode(&buf, 0, &s);
	assert_int_equal(buf.size, 23);
	rtk_buf_release(&buf);
}

static void
damaged_bytes_are_told(void **state)
{
	static const uint8_t cut[] = {0x80, 0x80};
	struct rtk_state_bytes bytes = {cut, cut + sizeof(cut), 0};
	struct rtk_meter_state out;

	(void)state;
	assert_fault(
	    rtk_meter_state_decode(&out, &bytes, &err), RTK_E_DB_CORRUPT);
}

/* Three months of 4 m3, then the meter is out in April 2026 or later. */
static void
story_of_four(struct story *s)
{
	static const char *const values[] = {"104", "108", "112"};

	story_begin(s);
	for (size_t i = 0; i < RTK_COUNT(values); i++)
		(void)story_month(s, values[i]);
}

/* A month with a reading on a day of it. */
static struct rtk_usage
story_read_on(struct story *s, const char *value, const char *on,
    enum rtk_channel channel)
{
	struct rtk_reading_slice slice = {&s->reading, 1};
	struct rtk_usage usage;

	s->in.first = rtk_period_first(s->in.period);
	s->in.last = rtk_period_last(s->in.period);
	s->reading.day = day(on);
	s->reading.channel = channel;
	s->reading.value.v = dec(value, 6);
	rtk_metering_month(&usage, &s->m->state, &s->in, &s->m->meter, &slice);
	s->reading.channel = RTK_OFFICE;
	s->in.period.v++;
	return usage;
}

/*
 * п. 59 (а): from the date, for three periods; a month with a reading is not
 * one of them.
 */
static void
verification_runs_out_inside_a_month(void **state)
{
	struct story s;
	struct rtk_usage u;

	(void)state;
	story_of_four(&s);
	s.m->meter.verified_until = day("2026-04-20");
	u = story_read_on(&s, "115", "2026-04-18", RTK_OFFICE);
	assert_int_equal(u.kind, RTK_MEASURED);
	/* 3 m3 by the meter, and 10 days of 30 of an average of 4 */
	assert_volume(&u, 13000000, 3);
	for (int i = 0; i < 3; i++) {
		u = story_month(&s, "120");
		assert_int_equal(u.kind, RTK_AVERAGED);
		assert_int_equal(u.cause, RTK_CAUSE_METER);
		assert_volume(&u, 4000000, 1);
	}
	assert_int_equal(story_month(&s, NULL).kind, RTK_NORM_DUE);
}

/* ... or it is, by policy. */
static void
the_month_of_the_event_may_be_a_period(void **state)
{
	struct story s;

	(void)state;
	story_of_four(&s);
	s.scene.month.policies.value[RTK_AVERAGE_FIRST_PERIOD] =
	    RTK_FIRST_EVENT_MONTH;
	s.m->meter.verified_until = day("2026-04-20");
	(void)story_read_on(&s, "115", "2026-04-18", RTK_OFFICE);
	for (int i = 0; i < 2; i++)
		assert_int_equal(story_month(&s, NULL).kind, RTK_AVERAGED);
	assert_int_equal(story_month(&s, NULL).kind, RTK_NORM_DUE);
}

/* Trap 13: three periods of each cause, not of all together. */
static void
each_cause_has_three_periods(void **state)
{
	struct story s;

	(void)state;
	story_of_four(&s);
	for (int i = 0; i < 3; i++)
		assert_int_equal(story_month(&s, NULL).kind, RTK_AVERAGED);
	assert_int_equal(story_month(&s, NULL).kind, RTK_NORM_DUE); /* July */
	s.m->meter.verified_until = day("2026-07-31");
	for (int i = 0; i < 3; i++) {
		struct rtk_usage u = story_month(&s, NULL);

		assert_int_equal(u.kind, RTK_AVERAGED);
		assert_int_equal(u.cause, RTK_CAUSE_METER);
		/* the average is that before the first missing period */
		assert_volume(&u, 4000000, 1);
	}
	assert_int_equal(story_month(&s, NULL).kind, RTK_NORM_DUE);
}

/* No history: the days behind the date go by norm, and with K. */
static void
days_behind_without_an_average_go_by_norm(void **state)
{
	struct story s;
	struct rtk_usage u;

	(void)state;
	story_begin(&s);
	s.m->meter.verified_until = day("2026-01-20");
	u = story_read_on(&s, "103", "2026-01-20", RTK_OFFICE);
	assert_int_equal(u.kind, RTK_MEASURED);
	assert_volume(&u, 3000000, 1);
	assert_int_equal(u.norm_days, 11);
	assert_int_equal(u.norm_from.v, day("2026-01-21").v);
	assert_int_equal(u.norm_cause, RTK_CAUSE_METER);
}

/* п. 59 (в): from the date of the act until the inspection took place. */
static void
no_access_from_the_date_of_the_act(void **state)
{
	struct rtk_act act = {.service = RTK_METER_HOT_WATER,
	    .kind = RTK_ACT_NO_ACCESS,
	    .to = RTK_DATE_NONE};
	struct story s;
	struct rtk_usage u;

	(void)state;
	story_of_four(&s);
	act.from = day("2026-04-16");
	s.in.no_access = &act;
	u = story_read_on(&s, "114", "2026-04-10", RTK_OFFICE);
	/* 2 m3 by the meter, and 15 days of 30 of an average of 4 */
	assert_volume(&u, 4000000, 1);
	for (int i = 0; i < 3; i++) {
		/* what the consumer sends does not count */
		u = story_month(&s, "120");
		assert_int_equal(u.kind, RTK_AVERAGED);
		assert_int_equal(u.cause, RTK_CAUSE_NO_ACCESS);
	}
	u = story_month(&s, "124");
	assert_int_equal(u.kind, RTK_NORM_DUE);
	assert_int_equal(u.cause, RTK_CAUSE_NO_ACCESS);
	/* 20 m3 ran since April 10; 2 + 3 * 4 were billed by average */
	u = story_read_on(&s, "134", "2026-09-12", RTK_CONTROLLER);
	assert_int_equal(u.kind, RTK_MEASURED);
	assert_volume(&u, 6000000, 1);
	/* the act is over, though nobody told its last day */
	u = story_month(&s, "138");
	assert_int_equal(u.kind, RTK_MEASURED);
	assert_volume(&u, 4000000, 1);
}

/* п. 61: lower than what the consumer sent is given back at once. */
static void
an_inspection_may_find_less(void **state)
{
	struct story s;
	struct rtk_usage u;

	(void)state;
	story_of_four(&s);
	u = story_read_on(&s, "110.5", "2026-04-20", RTK_CONTROLLER);
	assert_int_equal(u.kind, RTK_MEASURED);
	assert_volume(&u, -1500000, 1);
	u = story_month(&s, "113");
	assert_volume(&u, 2500000, 1);
}

/* Failed and replaced later in the month: the average for the days between. */
static void
average_until_the_successor(void **state)
{
	struct story s;
	struct rtk_usage u;

	(void)state;
	story_of_four(&s);
	s.m->meter.removed = day("2026-04-10");
	s.m->meter.reason = RTK_FAILED;
	s.in.successor = day("2026-04-16");
	u = story_month(&s, NULL);
	assert_int_equal(u.kind, RTK_AVERAGED);
	assert_volume(&u, 2000000, 1); /* 15 days of 30 */

	story_of_four(&s);
	s.m->meter.removed = day("2026-04-10");
	s.m->meter.reason = RTK_FAILED;
	s.m->meter.has_final = true;
	s.m->meter.final.v = dec("113", 6);
	s.in.successor = day("2026-04-16");
	u = story_month(&s, NULL);
	assert_int_equal(u.kind, RTK_MEASURED);
	assert_volume(&u, 5000000, 3); /* 1 m3 and 5 days of 30 */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(three_months_of_average_then_norm),
	    cmocka_unit_test(too_short_a_history_is_norm_at_once),
	    cmocka_unit_test(expired_meter_of_a_shop_has_two_months),
	    cmocka_unit_test(a_lower_reading_counts_only_over_the_end),
	    cmocka_unit_test(after_norm_from_the_new_reading),
	    cmocka_unit_test(volumes_in_other_units),
	    cmocka_unit_test(estimates_before_our_first_month_are_not_ours),
	    cmocka_unit_test(parts_before_the_first_reading_count),
	    cmocka_unit_test(verification_runs_out_inside_a_month),
	    cmocka_unit_test(the_month_of_the_event_may_be_a_period),
	    cmocka_unit_test(each_cause_has_three_periods),
	    cmocka_unit_test(days_behind_without_an_average_go_by_norm),
	    cmocka_unit_test(no_access_from_the_date_of_the_act),
	    cmocka_unit_test(an_inspection_may_find_less),
	    cmocka_unit_test(average_until_the_successor),
	    cmocka_unit_test(states_survive_as_bytes),
	    cmocka_unit_test(a_usual_state_is_short),
	    cmocka_unit_test(damaged_bytes_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
