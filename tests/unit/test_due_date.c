/* Due dates of the months of 2024 to 2026, as the law and the calendar say. */
#include "test.h"

#include "calc/due_date.h"

/* Days off and working Saturdays around the due days of these months. */
static const struct {
	const char *day;
	bool working;
} calendar[] = {
    {"2024-01-01", false}, {"2024-01-08", false}, {"2024-05-09", false},
    {"2024-05-10", false}, {"2024-06-12", false}, {"2024-11-02", true},
    {"2026-01-09", false}, {"2026-03-09", false}, {"2026-05-11", false},
};

static const struct {
	const char *charged;
	const char *due;
} expected[] = {
    {"2023-12", "2024-01-10"}, {"2024-01", "2024-02-12"},
    {"2024-02", "2024-03-11"}, {"2024-04", "2024-05-13"},
    {"2024-07", "2024-08-12"}, {"2024-10", "2024-11-11"},
    {"2025-04", "2025-05-12"}, {"2025-12", "2026-01-12"},
    {"2026-01", "2026-02-10"}, {"2026-02", "2026-03-16"},
    {"2026-03", "2026-04-15"}, {"2026-07", "2026-08-17"},
    {"2026-10", "2026-11-16"}, {"2026-12", "2027-01-15"},
};

static struct rtk_period
period(const char *text)
{
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_period p = {0};

	assert_int_equal(rtk_period_parse(&p, text, strlen(text), &err), 0);
	return p;
}

static void
set_rows(struct rtk_due_rows *rows, struct rtk_due_day *due,
    struct rtk_calendar_day *days)
{
	struct rtk_err err = RTK_ERR_INIT;

	due[0] = (struct rtk_due_day){period("2012-01"), 10};
	due[1] = (struct rtk_due_day){period("2026-02"), 15};
	for (size_t i = 0; i < RTK_COUNT(calendar); i++) {
		days[i].working = calendar[i].working;
		assert_int_equal(rtk_date_parse(&days[i].day, calendar[i].day,
				     strlen(calendar[i].day), &err),
		    0);
	}
	*rows = (struct rtk_due_rows){due, 2, days, RTK_COUNT(calendar)};
}

static void
due_dates_move_to_working_days(void **state)
{
	struct rtk_due_day due[2];
	struct rtk_calendar_day days[RTK_COUNT(calendar)];
	struct rtk_due_rows rows;

	(void)state;
	set_rows(&rows, due, days);
	for (size_t i = 0; i < RTK_COUNT(expected); i++) {
		char text[RTK_DATE_TEXT];
		struct rtk_date date;

		assert_good(rtk_due_date(
		    &date, &rows, period(expected[i].charged), &err));
		assert_string_equal(
		    rtk_date_text(text, date), expected[i].due);
	}
}

static void
a_month_before_the_table_is_told(void **state)
{
	struct rtk_due_day due[2];
	struct rtk_calendar_day days[RTK_COUNT(calendar)];
	struct rtk_due_rows rows;
	struct rtk_date date;

	(void)state;
	set_rows(&rows, due, days);
	assert_fault(rtk_due_date(&date, &rows, period("2011-12"), &err),
	    RTK_E_DUE_GAP);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(due_dates_move_to_working_days),
	    cmocka_unit_test(a_month_before_the_table_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
