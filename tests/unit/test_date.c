#include "test.h"

#include "num/date.h"

static int
parse(struct rtk_date *out, const char *text, struct rtk_err *err)
{
	return rtk_date_parse(out, text, strlen(text), err);
}

static bool
is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
days_of(int year, int month)
{
	if (month == 2)
		return is_leap(year) ? 29 : 28;
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* 1900-01-01 was a Monday, 25567 days before 1970-01-01. */
static void
every_day_there_and_back(void **state)
{
	int days = -25567, weekday = 1;

	(void)state;
	for (int year = RTK_YEAR_MIN; year <= RTK_YEAR_MAX; year++)
		for (int month = 1; month <= 12; month++)
			for (int day = 1; day <= days_of(year, month); day++) {
				struct rtk_civil civil = {year, month, day};
				struct rtk_date date = rtk_date_of(civil);
				struct rtk_civil back = rtk_date_civil(date);

				assert_int_equal(date.v, days++);
				assert_int_equal(back.year, year);
				assert_int_equal(back.month, month);
				assert_int_equal(back.day, day);
				assert_int_equal(
				    rtk_date_weekday(date), weekday);
				weekday = weekday % 7 + 1;
			}
}

static void
every_day_as_text(void **state)
{
	struct rtk_date last;
	char text[RTK_DATE_TEXT];

	(void)state;
	assert_good(parse(&last, "2169-12-31", &err));
	for (struct rtk_date date = {-25567}; date.v <= last.v; date.v++) {
		struct rtk_date back = RTK_DATE_NONE;

		assert_good(parse(&back, rtk_date_text(text, date), &err));
		assert_int_equal(back.v, date.v);
		back = RTK_DATE_NONE;
		assert_good(parse(&back, rtk_date_text_ru(text, date), &err));
		assert_int_equal(back.v, date.v);
	}
}

static void
every_month_joins_the_next(void **state)
{
	char text[RTK_PERIOD_TEXT];

	(void)state;
	for (struct rtk_period p = {0}; p.v < RTK_PERIOD_MAX; p.v++) {
		struct rtk_period next = {p.v + 1}, back = {-1};
		struct rtk_date first = rtk_period_first(p);
		struct rtk_date last = rtk_period_last(p);

		assert_int_equal(last.v + 1, rtk_period_first(next).v);
		assert_int_equal(last.v - first.v + 1, rtk_period_days(p));
		assert_int_equal(rtk_period_of(first).v, p.v);
		assert_int_equal(rtk_period_of(last).v, p.v);
		assert_int_equal(rtk_period_month(p), p.v % 12 + 1);
		rtk_period_text(text, p);
		assert_good(rtk_period_parse(&back, text, strlen(text), &err));
		assert_int_equal(back.v, p.v);
	}
}

static void
refuses_what_is_no_day(void **state)
{
	static const char *const texts[] = {"", "2026", "2026-13-01",
	    "2026-00-10", "2026-02-29", "29.02.2100", "31.04.2026",
	    "2026-1-01", "01.1.2026", "1899-12-31", "2170-01-01",
	    "2026/01/01", "01-01-2026", "2026-01-0a", "2026-01-01T00:00",
	    "0000-00-00", "-026-01-01", "32.01.2026", "00.01.2026"};

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(texts); i++) {
		struct rtk_date date = {7};

		assert_fault(parse(&date, texts[i], &err), RTK_E_DATE_FORM);
		assert_int_equal(date.v, 7);
	}
}

static void
leap_days_exist(void **state)
{
	struct rtk_date date;

	(void)state;
	assert_good(parse(&date, "2024-02-29", &err));
	assert_good(parse(&date, " 29.02.2000 ", &err));
}

static void
refuses_what_is_no_month(void **state)
{
	static const char *const texts[] = {"", "2026", "2026-13", "2026-00",
	    "1999-12", "2170-01", "26-01", "2026-1", "2026-01-01", "2026.01"};

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(texts); i++) {
		struct rtk_period p = {7};

		assert_fault(
		    rtk_period_parse(&p, texts[i], strlen(texts[i]), &err),
		    RTK_E_PERIOD_FORM);
		assert_int_equal(p.v, 7);
	}
}

static void
no_date_is_no_text(void **state)
{
	char text[RTK_DATE_TEXT] = "x";

	(void)state;
	assert_true(rtk_date_is_none(RTK_DATE_NONE));
	assert_string_equal(rtk_date_text(text, RTK_DATE_NONE), "");
	assert_string_equal(rtk_date_text_ru(text, RTK_DATE_NONE), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_day_there_and_back),
	    cmocka_unit_test(every_day_as_text),
	    cmocka_unit_test(every_month_joins_the_next),
	    cmocka_unit_test(refuses_what_is_no_day),
	    cmocka_unit_test(leap_days_exist),
	    cmocka_unit_test(refuses_what_is_no_month),
	    cmocka_unit_test(no_date_is_no_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
