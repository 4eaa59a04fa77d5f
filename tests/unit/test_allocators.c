/* Heat-cost allocators. The letters and numbers are ids of worked examples. */
#include "scene.h"

/* The sums go on as the bytes of a closed month. */
static void
next_month(struct scene *s)
{
	struct rtk_buf buf = {0};
	struct rtk_state_bytes bytes;

	rtk_heat_sums_encode(&buf, &s->out.heat_sums);
	bytes = (struct rtk_state_bytes){(const uint8_t *)buf.bytes,
	    (const uint8_t *)buf.bytes + buf.size, 0};
	assert_good(rtk_heat_sums_decode(&s->heat_sums, &bytes, &err));
	assert_ptr_equal(bytes.at, bytes.end);
	rtk_buf_release(&buf);
	s->month.period.v++;
}

/* A settlement of 2025-10 to 2026-05; the correction comes in June. */
static void
block(struct scene *s)
{
	scene_begin(s, "2026-06", RTK_SEASON);
	scene_price(s, RTK_HEATING, RTK_HEAT, "1000");
	/* nobody reads it in summer: no lines but those of the correction */
	scene_house(s, "0")->readings.count = 0;
	s->building.allocators = true;
	s->heat_sums.months = 8;
	s->heat_sums.first.v = s->month.period.v - 8;
}

/* A flat that was charged so much in November, and its row; NULL: none. */
static void
flat(struct scene *s, const char *area, const char *charged, const char *units)
{
	static struct rtk_heat_account list[8];
	size_t i = s->premises_count;
	struct rtk_account_version *v = scene_flat(s, area);
	struct rtk_allocator *row = &s->allocators[s->allocator_count];

	if (i == 0)
		memset(list, 0, sizeof(list));
	list[i] = (struct rtk_heat_account){
	    .account = v->account, .area = v->area, .present = 0xFF};
	list[i].charged[1].v = dec(charged, 2);
	free(s->heat_sums.list);
	s->heat_sums.list = rtk_alloc(sizeof(list));
	memcpy(s->heat_sums.list, list, sizeof(list));
	s->heat_sums.room = RTK_COUNT(list);
	s->heat_sums.count = i + 1;
	if (units == NULL)
		return;
	*row = (struct rtk_allocator){.id = (int64_t)i + 1,
	    .account = v->account,
	    .from = s->heat_sums.first,
	    .to = {s->month.period.v - 1},
	    .has_units = units[0] != '\0'};
	if (row->has_units)
		row->units.v = dec(units, 6);
	s->allocator_count++;
}

static int64_t
corrected(const struct scene *s, int number)
{
	return scene_sum(s, number, RTK_HEATING);
}

static void
assert_refused(struct scene *s, enum rtk_fault fault, int64_t number)
{
	scene_run(s);
	assert_int_equal(s->out.line_count, 0);
	assert_int_equal(s->out.finding_count, 1);
	assert_int_equal(s->out.findings[0].fault, fault);
	assert_int_equal(s->out.findings[0].account,
	    number == 0 ? 0 : RTK_ACCOUNT_ID(1, number));
	assert_false(s->out.findings[0].blocking);
	assert_string_equal(s->out.findings[0].detail, "2025-10..2026-05");
}

/* H15: 250000 * 1850 / 62400 = 7411.86, less 7600.00 */
static void
charges_are_dealt_out_by_units(void **state)
{
	struct scene s;
	const struct rtk_line *line;

	(void)state;
	block(&s);
	flat(&s, "52.3", "7600.00", "1850");
	flat(&s, "1700", "242400.00", "60550");
	scene_run(&s);
	assert_int_equal(s.out.finding_count, 0);
	assert_int_equal(s.out.line_count, 2);
	line = &s.out.lines[0];
	assert_int_equal(line->amount.v, -18814);
	assert_int_equal(line->kind, RTK_RECALCULATION);
	assert_int_equal(line->reason, RTK_REASON_ALLOCATED);
	assert_int_equal(line->formula, RTK_F_6);
	assert_int_equal(line->for_period.v, s.month.period.v - 1);
	assert_int_equal(line->volume.v, 0);
	assert_int_equal(corrected(&s, 2), 18814);
	assert_true(s.out.unsorted);
	scene_end(&s);
}

/*
 * 100.00 by 1 : 1 : 1 is 33.34, 33.33, 33.33: the odd kopeck goes to the first
 * of equal remainders. The flat that lost its allocators keeps its charge.
 */
static void
the_corrections_make_nothing(void **state)
{
	struct scene s;

	(void)state;
	block(&s);
	flat(&s, "30", "33.33", "0.000001");
	flat(&s, "30", "33.33", "0.000001");
	flat(&s, "30", "33.34", "0.000001");
	flat(&s, "30", "77.77", "");
	scene_run(&s);
	assert_int_equal(s.out.finding_count, 0);
	assert_int_equal(s.out.line_count, 2);
	assert_int_equal(corrected(&s, 1), 1);
	assert_int_equal(corrected(&s, 3), -1);
	scene_end(&s);
}

/* More than half of the area, by policy; a half is not more. */
static void
equipped_are_more_than_a_part_of_the_area(void **state)
{
	struct scene s;

	(void)state;
	block(&s);
	flat(&s, "50", "100.00", "3");
	flat(&s, "50", "100.00", "");
	assert_refused(&s, RTK_E_ALLOCATOR_SHARE, 0);
	s.heat_sums.list[0].area.v = 5001;
	scene_run(&s);
	assert_int_equal(s.out.finding_count, 0);
	s.heat_sums.list[0].area.v = 5000;
	scene_policy(&s, "heating.allocators_share_percent", "49");
	scene_run(&s);
	assert_int_equal(s.out.finding_count, 0);
	/* it left before the last month: its area is another's */
	s.heat_sums.list[0].present = 0x7F;
	assert_refused(&s, RTK_E_ALLOCATOR_SHARE, 0);
	scene_end(&s);
}

static void
what_is_missing_is_named(void **state)
{
	struct scene s;

	(void)state;
	block(&s);
	flat(&s, "60", "100.00", "3");
	flat(&s, "30", "100.00", "3");
	s.allocator_count = 1;
	assert_refused(&s, RTK_E_ALLOCATOR_MISSING, 2);
	s.allocator_count = 2;
	s.heat_sums.list[1].present = 0;
	assert_refused(&s, RTK_E_ALLOCATOR_NOT_CHARGED, 2);
	/* who was not there may say that he has none */
	s.allocators[1].has_units = false;
	scene_run(&s);
	assert_int_equal(s.out.finding_count, 0);
	s.allocators[0].units.v = 0;
	assert_refused(&s, RTK_E_ALLOCATOR_UNITS, 0);
	/* nobody has units: the settlement was taken back */
	s.allocators[0].has_units = false;
	scene_run(&s);
	assert_int_equal(s.out.finding_count, 0);
	assert_int_equal(s.out.line_count, 0);
	scene_end(&s);
}

static void
months_that_are_not_carried_are_not_corrected(void **state)
{
	struct scene s;

	(void)state;
	block(&s);
	flat(&s, "60", "100.00", "3");
	flat(&s, "30", "100.00", "5");
	/* a month by norm, or one of even payment */
	s.heat_sums.other = 0x80;
	assert_refused(&s, RTK_E_ALLOCATOR_METHOD, 0);
	s.heat_sums.other = 0;
	s.heat_sums.first.v++;
	s.heat_sums.months--;
	assert_refused(&s, RTK_E_ALLOCATOR_MONTHS, 0);
	s.heat_sums.months = 0;
	assert_refused(&s, RTK_E_ALLOCATOR_MONTHS, 0);
	scene_end(&s);
}

/* 200.00 by 3 : 5 is 75.00 and 125.00; VAT of 22 % on the net price. */
static void
net_prices_have_their_vat(void **state)
{
	struct scene s;

	(void)state;
	block(&s);
	flat(&s, "60", "100.00", "3");
	flat(&s, "30", "100.00", "5");
	s.tariffs[0].vat = RTK_VAT_EXCLUDED;
	s.tariffs[0].vat_percent_bp = 2200;
	scene_run(&s);
	assert_int_equal(s.out.line_count, 4);
	assert_int_equal(s.out.lines[0].amount.v, -2500);
	assert_int_equal(s.out.lines[1].amount.v, -550);
	assert_int_equal(corrected(&s, 2), 3050);
	/* sums with and without VAT are no sums */
	s.tariffs[1] = s.tariffs[0];
	s.tariffs[1].group = RTK_OTHER;
	s.tariffs[1].vat = RTK_VAT_INCLUDED;
	s.rows.tariff_count = 2;
	s.heat_sums.list[1].group = RTK_OTHER;
	assert_refused(&s, RTK_E_ALLOCATOR_VAT, 0);
	scene_end(&s);
}

/* Months of 10 Gcal of a house with 40, 40 and 20 m2 at 1000 RUB. */
static void
live_through(struct scene *s, int months)
{
	for (int i = 0; i < months; i++) {
		int64_t value = (int64_t)(i + 1) * 10 * RTK_MICRO;

		s->house_readings[0].value.v = value;
		s->house_readings[0].day = rtk_period_last(s->month.period);
		scene_run(s);
		next_month(s);
	}
}

static void
grown_block(struct scene *s)
{
	scene_begin(s, "2025-10", RTK_SEASON);
	scene_price(s, RTK_HEATING, RTK_HEAT, "1000");
	(void)scene_house(s, "0");
	s->building.allocators = true;
	scene_flat(s, "40");
	scene_flat(s, "40");
	scene_flat(s, "20");
}

/*
 * Two months: 8000 and 8000 to the equipped ones, 4000 to the third. Of
 * November alone 8000 by 1 : 3 is 2000 and 6000, less 4000 each.
 */
static void
sums_are_carried_by_month(void **state)
{
	struct scene s;

	(void)state;
	grown_block(&s);
	live_through(&s, 2);
	assert_int_equal(s.heat_sums.months, 2);
	assert_int_equal(s.heat_sums.count, 3);
	assert_int_equal(s.heat_sums.other, 0);
	assert_int_equal(s.heat_sums.list[0].charged[0].v, 400000);
	assert_int_equal(s.heat_sums.list[2].charged[1].v, 200000);
	assert_int_equal(s.heat_sums.list[2].area.v, 2000);
	for (int i = 0; i < 3; i++)
		s.allocators[i] =
		    (struct rtk_allocator){.account = RTK_ACCOUNT_ID(1, i + 1),
			.from = {s.month.period.v - 1},
			.to = {s.month.period.v - 1},
			.has_units = i < 2,
			.units = {(i == 0 ? 1 : 3) * RTK_MICRO}};
	s.allocator_count = 3;
	s.house_readings[0].value.v = 20 * RTK_MICRO;
	s.house_readings[0].day = rtk_period_last(s.month.period);
	scene_run(&s);
	assert_int_equal(s.out.finding_count, 0);
	/* nothing was used in December: what is left is the correction */
	assert_int_equal(corrected(&s, 1), -200000);
	assert_int_equal(corrected(&s, 2), 200000);
	assert_int_equal(corrected(&s, 3), 0);
	/* and it is no charge of December */
	assert_int_equal(s.out.heat_sums.list[0].charged[2].v, 0);
	scene_end(&s);
}

static void
sums_do_not_grow_for_ever(void **state)
{
	struct scene s;

	(void)state;
	grown_block(&s);
	live_through(&s, 20);
	assert_int_equal(s.heat_sums.months, RTK_HEAT_SUM_MONTHS);
	assert_int_equal(s.heat_sums.first.v, 25 * 12 + 11);
	assert_int_equal(s.heat_sums.list[0].charged[0].v, 400000);
	assert_int_equal(s.heat_sums.list[0].present, (1 << 18) - 1);
	s.building.allocators = false;
	scene_run(&s);
	next_month(&s);
	assert_int_equal(s.heat_sums.months, 0);
	assert_int_equal(s.heat_sums.count, 0);
	scene_end(&s);
}

/* A month by norm is marked; so is one that is paid evenly. */
static void
months_of_another_method_are_marked(void **state)
{
	struct scene s;

	(void)state;
	grown_block(&s);
	scene_norm(&s, RTK_NORM_HEATING, "0.02");
	s.house_count = 0;
	scene_run(&s);
	assert_int_equal(s.out.heat_sums.other, 1);
	next_month(&s);
	s.months[0].mode = RTK_EVEN;
	scene_run(&s);
	assert_int_equal(s.out.heat_sums.other, 3);
	scene_end(&s);
}

static void
damaged_bytes_are_refused(void **state)
{
	struct scene s;
	struct rtk_buf buf = {0};
	struct rtk_heat_sums sums = {0};

	(void)state;
	grown_block(&s);
	live_through(&s, 3);
	rtk_heat_sums_encode(&buf, &s.heat_sums);
	for (size_t size = 3; size < buf.size; size++) {
		struct rtk_state_bytes bytes = {(const uint8_t *)buf.bytes,
		    (const uint8_t *)buf.bytes + size, 0};

		assert_fault(rtk_heat_sums_decode(&sums, &bytes, &err),
		    RTK_E_DB_CORRUPT);
	}
	rtk_heat_sums_release(&sums);
	rtk_buf_release(&buf);
	scene_end(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(charges_are_dealt_out_by_units),
	    cmocka_unit_test(the_corrections_make_nothing),
	    cmocka_unit_test(equipped_are_more_than_a_part_of_the_area),
	    cmocka_unit_test(what_is_missing_is_named),
	    cmocka_unit_test(months_that_are_not_carried_are_not_corrected),
	    cmocka_unit_test(net_prices_have_their_vat),
	    cmocka_unit_test(sums_are_carried_by_month),
	    cmocka_unit_test(sums_do_not_grow_for_ever),
	    cmocka_unit_test(months_of_another_method_are_marked),
	    cmocka_unit_test(damaged_bytes_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
