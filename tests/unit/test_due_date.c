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
	*rows = (struct rtk_due_rows){.due = due,
	    .due_count = 2,
	    .calendar = days,
	    .calendar_count = RTK_COUNT(calendar)};
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

static struct rtk_date
day(const char *text)
{
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_date d = RTK_DATE_NONE;

	assert_int_equal(rtk_date_parse(&d, text, strlen(text), &err), 0);
	return d;
}

/* The tenth of April is a Friday; that of May a Sunday, then a day off. */
static void
a_contract_has_a_day_of_its_own(void **state)
{
	const struct rtk_contract_days contracts[] = {
	    {7, day("2026-01-01"), day("2026-06-30"), 1,
		"35/18/plan 50/last/plan 100/+10/actual"},
	    {7, day("2026-07-01"), RTK_DATE_NONE, 1, "100/+20/actual"},
	    {9, day("2026-01-01"), RTK_DATE_NONE, 1, "100/last/actual"},
	    {10, day("2026-01-01"), RTK_DATE_NONE, 1, ""},
	};
	static const struct {
		int64_t account;
		const char *charged, *due;
	} cases[] = {
	    {7, "2025-12", "2026-01-12"}, {7, "2026-03", "2026-04-10"},
	    {7, "2026-04", "2026-05-12"}, {7, "2026-06", "2026-07-10"},
	    {7, "2026-07", "2026-08-20"}, {8, "2026-03", "2026-04-15"},
	    {9, "2026-01", "2026-02-02"}, {10, "2026-03", "2026-04-15"},
	};
	struct rtk_due_day due[2];
	struct rtk_calendar_day days[RTK_COUNT(calendar)];
	struct rtk_due_rows rows;

	(void)state;
	set_rows(&rows, due, days);
	rows.contracts = contracts;
	rows.contract_count = RTK_COUNT(contracts);
	for (size_t i = 0; i < RTK_COUNT(cases); i++) {
		char text[RTK_DATE_TEXT];
		struct rtk_date date;

		assert_good(rtk_account_due_date(&date, &rows,
		    cases[i].account, period(cases[i].charged), &err));
		assert_string_equal(
		    rtk_date_text(text, date), cases[i].due);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(due_dates_move_to_working_days),
	    cmocka_unit_test(a_month_before_the_table_is_told),
	    cmocka_unit_test(a_contract_has_a_day_of_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
