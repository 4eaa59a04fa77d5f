/* Why a bill differs: each change of an input is a part of its own. */
#include "scene.h"

#include "calc/input_copy.h"
#include "calc/why.h"

/* Two months of one building, and what the comparison gives. */
struct pair {
	struct scene before;
	struct scene now;
	struct rtk_why_parts parts;
	struct rtk_arena arena;
};

static void
side_of(struct rtk_why_side *side, struct scene *s, struct rtk_arena *arena)
{
	struct rtk_building_input in = {.month = &s->month,
	    .building = &s->building,
	    .premises = s->premises,
	    .premises_count = s->premises_count,
	    .house_meters = s->house,
	    .house_meter_count = s->house_count};

	assert_good(rtk_month_init(
	    &s->month, s->month.period, (struct rtk_period){0}, &s->rows,
	    &err));
	rtk_output_reset(&s->out);
	assert_good(rtk_building_metering(&in, s->month.period, &err));
	side->in = rtk_input_copy(&in, arena);
	assert_good(rtk_building_charges(&s->out, &in, &err));
	side->lines = s->out.lines;
	side->line_count = 0;
	while (side->line_count < s->out.line_count &&
	    s->out.lines[side->line_count].account == RTK_ACCOUNT_ID(1, 1))
		side->line_count++;
}

/* Splits the difference of flat 1. */
static void
compare(struct pair *p)
{
	struct rtk_why_side before, now;

	side_of(&before, &p->before, &p->arena);
	side_of(&now, &p->now, &p->arena);
	p->parts.count = 0;
	rtk_why_split(&p->parts, &before, &now, RTK_ACCOUNT_ID(1, 1),
	    &p->arena);
}

/* The part of a cause, kopecks. */
static int64_t
part(const struct pair *p, enum rtk_cause_of_change cause)
{
	int64_t sum = 0;

	for (size_t i = 0; i < p->parts.count; i++)
		if (p->parts.list[i].cause == cause)
			sum += p->parts.list[i].amount.v;
	return sum;
}

static void
end(struct pair *p)
{
	scene_end(&p->before);
	scene_end(&p->now);
	rtk_arena_release(&p->arena);
}

/* Hot water at one rate for a flat without a meter. */
static void
by_norm(struct scene *s, const char *period, int persons, const char *norm,
    const char *price)
{
	struct rtk_account_version *v;

	scene_begin(s, period, RTK_SEASON);
	scene_price(s, RTK_HOT_WATER, RTK_SINGLE, price);
	scene_price(s, RTK_HEATING, RTK_HEAT, "100");
	scene_norm(s, RTK_NORM_HOT_WATER, norm);
	scene_norm(s, RTK_NORM_HEATING, "0.02");
	v = scene_flat(s, "50");
	v->hot_water = true;
	v->meter_possible = false;
	v->registered = persons;
}

/* 2 * 3 * 50 = 300; 3 * 3 * 50 = 450; 3 * 4 * 50 = 600; * 60 = 720 */
static void
persons_then_norm_then_price(void **state)
{
	struct pair p = {0};

	(void)state;
	by_norm(&p.before, "2026-11", 2, "3", "50");
	by_norm(&p.now, "2026-12", 3, "4", "60");
	compare(&p);
	assert_int_equal(part(&p, RTK_WHY_PERSONS), 15000);
	assert_int_equal(part(&p, RTK_WHY_NORM), 15000);
	assert_int_equal(part(&p, RTK_WHY_PRICE), 12000);
	assert_int_equal(p.parts.count, 3);
	assert_int_equal(p.parts.list[2].was, dec("50", RTK_PRICE_SCALE));
	assert_int_equal(p.parts.list[2].is, dec("60", RTK_PRICE_SCALE));
	end(&p);
}

/* 2 * 3 * 50 * (1.5 - 1) = 150 */
static void
an_increase_that_begins_is_the_raising_coefficient(void **state)
{
	struct pair p = {0};

	(void)state;
	by_norm(&p.before, "2026-11", 2, "3", "50");
	by_norm(&p.now, "2026-12", 2, "3", "50");
	p.now.versions[0].meter_possible = true;
	compare(&p);
	assert_int_equal(part(&p, RTK_WHY_RAISING), 15000);
	assert_int_equal(p.parts.count, 1);
	end(&p);
}

/* 50 m2 * 0.02 Gcal * 100 RUB = 100, from October on */
static void
the_first_month_of_the_season_is_one_part(void **state)
{
	struct pair p = {0};

	(void)state;
	by_norm(&p.before, "2026-09", 2, "3", "50");
	by_norm(&p.now, "2026-10", 2, "3", "50");
	compare(&p);
	assert_int_equal(part(&p, RTK_WHY_SEASON), 10000);
	assert_int_equal(p.parts.count, 1);
	end(&p);
}

/*
 * A person from the 16th of November: 15 of 30 days, (1 + 15/30) * 3 * 50 =
 * 225. The same days of December are 16 of 31: (1 + 16/31) * 150 = 227.42.
 * The whole December: 300.
 */
static void
days_and_persons_are_told_apart(void **state)
{
	struct pair p = {0};
	struct rtk_residents moved = {
	    .account = RTK_ACCOUNT_ID(1, 1),
	    .from = day("2026-11-16"),
	    .registered = 2,
	    .owners = -1};

	(void)state;
	by_norm(&p.before, "2026-11", 1, "3", "50");
	by_norm(&p.now, "2026-12", 1, "3", "50");
	p.before.premises[0].persons.residents = &moved;
	p.before.premises[0].persons.residents_count = 1;
	p.now.premises[0].persons.residents = &moved;
	p.now.premises[0].persons.residents_count = 1;
	compare(&p);
	assert_int_equal(part(&p, RTK_WHY_DAYS), 242);
	assert_int_equal(part(&p, RTK_WHY_PERSONS), 7258);
	assert_int_equal(p.parts.count, 2);
	end(&p);
}

static void
by_meter(struct scene *s, const char *period, const char *reading,
    const char *price)
{
	by_norm(s, period, 2, "3", price);
	(void)scene_meter(s, RTK_METER_HOT_WATER, "100", reading);
}

/* 4 * 50 = 200; 6 * 50 = 300; 6 * 60 = 360 */
static void
the_reading_then_the_price(void **state)
{
	struct pair p = {0};

	(void)state;
	by_meter(&p.before, "2026-11", "104", "50");
	by_meter(&p.now, "2026-12", "106", "60");
	compare(&p);
	assert_int_equal(part(&p, RTK_WHY_READING), 10000);
	assert_int_equal(part(&p, RTK_WHY_PRICE), 6000);
	assert_int_equal(p.parts.count, 2);
	end(&p);
}

/* Without a reading and without a history: 2 * 3 * 50 = 300 by norm. */
static void
a_reading_that_is_missing_changes_the_method(void **state)
{
	struct pair p = {0};

	(void)state;
	by_meter(&p.before, "2026-11", "104", "50");
	by_meter(&p.now, "2026-12", NULL, "50");
	compare(&p);
	assert_int_equal(part(&p, RTK_WHY_METHOD), 10000);
	assert_int_equal(p.parts.count, 1);
	end(&p);
}

/* 4 m3 * 100 = 400 net, VAT 80.00 at 20 %, 88.00 at 22 %; then * 110 */
static void
vat_comes_behind_the_price(void **state)
{
	struct pair p = {0};

	(void)state;
	by_meter(&p.before, "2026-11", "104", "100");
	by_meter(&p.now, "2026-12", "104", "110");
	p.before.tariffs[0].vat = RTK_VAT_EXCLUDED;
	p.before.tariffs[0].vat_percent_bp = 2000;
	p.now.tariffs[0].vat = RTK_VAT_EXCLUDED;
	p.now.tariffs[0].vat_percent_bp = 2200;
	compare(&p);
	assert_int_equal(part(&p, RTK_WHY_PRICE), 4000 + 800);
	assert_int_equal(part(&p, RTK_WHY_VAT), 880);
	assert_int_equal(p.parts.count, 2);
	end(&p);
}

static void
with_house(struct scene *s, const char *period, const char *area,
    const char *volume)
{
	scene_begin(s, period, RTK_SEASON);
	scene_price(s, RTK_HEATING, RTK_HEAT, "100");
	(void)scene_flat(s, area);
	(void)scene_flat(s, "50");
	(void)scene_house(s, volume);
}

/*
 * 10 Gcal * 50 / 100 m2 * 100 = 500; 10 * 75 / 125 = 6 Gcal: 600;
 * 12 * 75 / 125 = 7.2 Gcal: 720
 */
static void
the_area_then_the_house_meter(void **state)
{
	struct pair p = {0};

	(void)state;
	with_house(&p.before, "2026-11", "50", "10");
	with_house(&p.now, "2026-12", "75", "12");
	compare(&p);
	assert_int_equal(part(&p, RTK_WHY_AREA), 10000);
	assert_int_equal(part(&p, RTK_WHY_HOUSE_METER), 12000);
	assert_int_equal(p.parts.count, 2);
	end(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(persons_then_norm_then_price),
	    cmocka_unit_test(
		an_increase_that_begins_is_the_raising_coefficient),
	    cmocka_unit_test(the_first_month_of_the_season_is_one_part),
	    cmocka_unit_test(days_and_persons_are_told_apart),
	    cmocka_unit_test(the_reading_then_the_price),
	    cmocka_unit_test(a_reading_that_is_missing_changes_the_method),
	    cmocka_unit_test(vat_comes_behind_the_price),
	    cmocka_unit_test(the_area_then_the_house_meter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
