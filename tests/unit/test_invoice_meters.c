#include "test.h"

#include "flow/invoice_meters.h"
#include "num/date.h"

#define DAY(y, m, d) rtk_date_of((struct rtk_civil){y, m, d})

/* One account of 31.10.2026, reminded three months ahead. */
struct bill {
	struct rtk_invoice invoice;
	struct rtk_invoice_line line;
	struct rtk_invoice_meter meters[2];
	struct rtk_arena arena;
	const char *notices[RTK_INVOICE_METER_NOTICES];
	size_t count;
};

static void
open_bill(struct bill *b, enum rtk_method method)
{
	memset(b, 0, sizeof(*b));
	b->line.service = "Горячая вода";
	b->line.method = method;
	for (int i = 0; i < 2; i++)
		b->meters[i] = (struct rtk_invoice_meter){
		    .service = i == 0 ? "Горячая вода" : "Отопление",
		    .serial = i == 0 ? "12-34" : "ТЭМ-9",
		    .has_current = true,
		    .verified_until = DAY(2027, 2, 1)};
	b->invoice.date = DAY(2026, 10, 31);
	b->invoice.verify_soon = DAY(2027, 1, 31);
	b->invoice.lines = &b->line;
	b->invoice.line_count = 1;
	b->invoice.meters = b->meters;
	b->invoice.meter_count = 2;
}

static void
take_notices(struct bill *b)
{
	b->count = 0;
	rtk_invoice_meter_notices(
	    b->notices, &b->count, &b->invoice, &b->arena);
}

static void
sound_meters_are_not_spoken_of(void **state)
{
	struct bill b;

	(void)state;
	open_bill(&b, RTK_BY_METER);
	take_notices(&b);
	assert_int_equal(b.count, 0);
	/* a meter without a limit of verification */
	b.meters[0].verified_until = RTK_DATE_NONE;
	take_notices(&b);
	assert_int_equal(b.count, 0);
	rtk_arena_release(&b.arena);
}

static void
missing_reading_is_told_where_it_was_estimated(void **state)
{
	static const struct {
		enum rtk_method method;
		size_t count;
	} cases[] = {{RTK_BY_AVERAGE, 1}, {RTK_BY_NORM, 1},
	    {RTK_BY_METER, 0}, {RTK_BY_HOUSE_METER, 0}};
	struct bill b;

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(cases); i++) {
		open_bill(&b, cases[i].method);
		/* the reading came: the cause is another */
		take_notices(&b);
		assert_int_equal(b.count, 0);
		b.meters[0].has_current = false;
		take_notices(&b);
		assert_int_equal(b.count, cases[i].count);
		/* the meter of another service does not matter */
		b.meters[0].has_current = true;
		b.meters[1].has_current = false;
		take_notices(&b);
		assert_int_equal(b.count, 0);
		rtk_arena_release(&b.arena);
	}
}

static void
verification_is_reminded_of_from_its_first_day(void **state)
{
	struct bill b;

	(void)state;
	open_bill(&b, RTK_BY_METER);
	b.meters[1].verified_until = DAY(2027, 1, 31);
	take_notices(&b);
	assert_int_equal(b.count, 1);
	assert_non_null(strstr(b.notices[0], "Заканчивается поверка"));
	assert_non_null(
	    strstr(b.notices[0], ": «Отопление» № ТЭМ-9 до 31.01.2027. "));
	/* the last day still counts */
	b.meters[1].verified_until = DAY(2026, 10, 31);
	take_notices(&b);
	assert_int_equal(b.count, 1);
	assert_non_null(strstr(b.notices[0], "Заканчивается поверка"));
	rtk_arena_release(&b.arena);
}

static void
verification_over_is_told_instead_of_the_missing_reading(void **state)
{
	struct bill b;

	(void)state;
	open_bill(&b, RTK_BY_AVERAGE);
	b.meters[0].has_current = false;
	b.meters[0].verified_until = DAY(2026, 10, 30);
	b.meters[1].verified_until = DAY(2026, 1, 1);
	take_notices(&b);
	assert_int_equal(b.count, 1);
	assert_non_null(strstr(b.notices[0], "закончилась: «Горячая вода» "
					     "№ 12-34 до 30.10.2026; "
					     "«Отопление» № ТЭМ-9 до "
					     "01.01.2026. "));
	rtk_arena_release(&b.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sound_meters_are_not_spoken_of),
	    cmocka_unit_test(missing_reading_is_told_where_it_was_estimated),
	    cmocka_unit_test(verification_is_reminded_of_from_its_first_day),
	    cmocka_unit_test(
		verification_over_is_told_instead_of_the_missing_reading),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
