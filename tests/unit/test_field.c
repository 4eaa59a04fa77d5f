#include "fixture.h"

#include "io/field.h"

static struct rtk_cell
cell_of(const char *text)
{
	return (struct rtk_cell){"value", text, strlen(text)};
}

static void
expect_fault(const struct rtk_err *err, const char *id, const char *value)
{
	assert_string_equal(rtk_fault_id(err->fault), id);
	assert_string_equal(err->column, "value");
	assert_string_equal(err->value, value);
}

static void
text_is_trimmed_and_measured_in_letters(void **state)
{
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_cell cell = cell_of(" \tИжевск\xC2\xA0 "), out;

	(void)state;
	assert_int_equal(rtk_field_text(&out, &cell, 6, &err), 0);
	assert_int_equal(out.size, 12);
	assert_memory_equal(out.bytes, "Ижевск", 12);
	assert_int_equal(rtk_field_text(&out, &cell, 5, &err), -1);
	expect_fault(&err, "row.long", "Ижевск");
	assert_string_equal(err.detail, "5");

	err = (struct rtk_err)RTK_ERR_INIT;
	cell = cell_of("  ");
	assert_true(rtk_field_empty(&cell));
	assert_int_equal(rtk_field_text(&out, &cell, 5, &err), 0);
	assert_int_equal(out.size, 0);
	assert_int_equal(rtk_field_text_required(&out, &cell, 5, &err), -1);
	expect_fault(&err, "row.empty", "  ");

	err = (struct rtk_err)RTK_ERR_INIT;
	cell = cell_of("a\x1B[2J");
	assert_int_equal(rtk_field_text(&out, &cell, 9, &err), -1);
	assert_string_equal(rtk_fault_id(err.fault), "row.control");
}

static void
numbers_keep_their_faults(void **state)
{
	static const struct {
		const char *text;
		const char *id;
		int64_t value;
	} cases[] = {{"12,5", NULL, 12500}, {"12.5", NULL, 12500},
	    {" 1 234,567 ", NULL, 1234567},
	    {"1\xC2\xA0"
	     "234",
		NULL, 1234000},
	    {"\xC2\xA0"
	     "7\xC2\xA0",
		NULL, 7000},
	    {"-0,001", NULL, -1}, {"", "num.empty", 0}, {" ", "num.empty", 0},
	    {"12O,5", "num.char", 0}, {"1,2345", "num.scale", 0},
	    {"99999999999999999999", "num.range", 0}};
	struct rtk_cell cell;

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(cases); i++) {
		struct rtk_err err = RTK_ERR_INIT;
		int64_t value = 0;
		int rc;

		cell = cell_of(cases[i].text);
		rc = rtk_field_decimal(&value, &cell, 3, &err);
		assert_int_equal(rc, cases[i].id == NULL ? 0 : -1);
		assert_int_equal(value, cases[i].value);
		if (cases[i].id != NULL)
			assert_string_equal(
			    rtk_fault_id(err.fault), cases[i].id);
	}
}

static void
limits_of_numbers_hold(void **state)
{
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_cell cell = cell_of("31");
	int64_t value = 0;

	(void)state;
	assert_int_equal(rtk_field_int(&value, &cell, 1, 31, &err), 0);
	assert_int_equal(value, 31);
	assert_int_equal(rtk_field_int(&value, &cell, 1, 30, &err), -1);
	expect_fault(&err, "num.range", "31");
	rtk_err_clear(&err);
	assert_int_equal(rtk_field_int(&value, &cell, 32, 40, &err), -1);
	expect_fault(&err, "num.range", "31");
	rtk_err_clear(&err);
	cell = cell_of("1,5");
	assert_int_equal(rtk_field_int(&value, &cell, 0, 9, &err), -1);
	expect_fault(&err, "num.scale", "1,5");
	rtk_err_clear(&err);
	cell = cell_of("-0,01");
	assert_int_equal(rtk_field_amount(&value, &cell, 2, &err), -1);
	expect_fault(&err, "num.range", "-0,01");
	assert_int_equal(value, 31);
}

static void
dates_come_two_ways_with_and_without_time(void **state)
{
	static const char *const good[] = {"2026-10-31", "31.10.2026",
	    "2026-10-31T23:59", "31.10.2026 00:00", "2026-10-31 12:00:59",
	    " 31.10.2026 "};
	static const struct {
		const char *text;
		const char *id;
	} bad[] = {{"", "row.empty"}, {"31.02.2026", "date.form"},
	    {"2026-10-31x10:00", "date.form"},
	    {"2026-10-31T24:00", "date.time"}, {"2026-10-31T1:00", "date.time"},
	    {"31.02.2026 10:00", "date.form"},
	    {"2026-10-31T10:60", "date.time"}, {"2026-1-1", "date.form"},
	    {"2026-10-31T10:00:00Z", "date.time"}};
	struct rtk_date date;

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(good); i++) {
		struct rtk_cell cell = cell_of(good[i]);
		struct rtk_err err = RTK_ERR_INIT;
		char text[RTK_DATE_TEXT];

		assert_int_equal(rtk_field_date_time(&date, &cell, &err), 0);
		assert_string_equal(rtk_date_text(text, date), "2026-10-31");
	}
	for (size_t i = 0; i < RTK_COUNT(bad); i++) {
		struct rtk_cell cell = cell_of(bad[i].text);
		struct rtk_err err = RTK_ERR_INIT;

		assert_int_equal(rtk_field_date_time(&date, &cell, &err), -1);
		expect_fault(&err, bad[i].id, bad[i].text);
	}
}

/* 2026-10-31 is day 20757 from 1970-01-01. */
static void
a_minute_needs_its_time(void **state)
{
	static const struct {
		const char *text;
		int64_t minute;
	} good[] = {{"2026-10-31T00:00", 20757 * 1440},
	    {"31.10.2026 23:59", 20757 * 1440 + 1439},
	    {" 2026-10-31 10:07:59 ", 20757 * 1440 + 607}};
	static const char *const bad[] = {
	    "2026-10-31", "31.10.2026", "2026-10-31T24:00", "2026-10-31T"};
	int64_t minute;

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(good); i++) {
		struct rtk_cell cell = cell_of(good[i].text);

		assert_good(rtk_field_minute(&minute, &cell, &err));
		assert_int_equal(minute, good[i].minute);
	}
	for (size_t i = 0; i < RTK_COUNT(bad); i++) {
		struct rtk_cell cell = cell_of(bad[i]);
		struct rtk_err err = RTK_ERR_INIT;

		assert_int_equal(rtk_field_minute(&minute, &cell, &err), -1);
		expect_fault(&err, "date.time", bad[i]);
	}
}

static void
an_open_date_is_none(void **state)
{
	struct rtk_cell cell = cell_of("");
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_date date = {0};
	struct rtk_period period;

	(void)state;
	assert_int_equal(rtk_field_date_or_none(&date, &cell, &err), 0);
	assert_true(rtk_date_is_none(date));
	assert_int_equal(rtk_field_date(&date, &cell, &err), -1);
	expect_fault(&err, "row.empty", "");
	cell = cell_of(" 2026-10");
	assert_int_equal(rtk_field_period(&period, &cell, &err), 0);
	assert_int_equal(period.v, 26 * 12 + 9);
	rtk_err_clear(&err);
	cell = cell_of("2026-13");
	assert_int_equal(rtk_field_period(&period, &cell, &err), -1);
	expect_fault(&err, "date.period", "2026-13");
}

static void
words_have_aliases_in_any_case(void **state)
{
	static const struct rtk_word words[] = {{"flat", "квартира|кв", 1},
	    {"trees", "ёлки", 2}, {"room", NULL, 3}, {NULL, NULL, 0}};
	static const struct {
		const char *text;
		int value;
	} good[] = {{"flat", 1}, {"FLAT", 1}, {" Квартира ", 1}, {"КВ", 1},
	    {"елки", 2}, {"ЁЛКИ", 2}, {"room", 3}};
	static const char *const bad[] = {
	    "fla", "flats", "|", "квартира|кв", "квартир"};
	int value = 0;

	(void)state;
	for (size_t i = 0; i < RTK_COUNT(good); i++) {
		struct rtk_cell cell = cell_of(good[i].text);
		struct rtk_err err = RTK_ERR_INIT;

		assert_int_equal(
		    rtk_field_choice(&value, &cell, words, &err), 0);
		assert_int_equal(value, good[i].value);
	}
	for (size_t i = 0; i < RTK_COUNT(bad); i++) {
		struct rtk_cell cell = cell_of(bad[i]);
		struct rtk_err err = RTK_ERR_INIT;

		assert_int_equal(
		    rtk_field_choice(&value, &cell, words, &err), -1);
		expect_fault(&err, "row.choice", bad[i]);
		assert_string_equal(err.detail, "flat, trees, room");
	}
}

static void
yes_and_no_come_three_ways(void **state)
{
	static const char *const yes[] = {"yes", "1", "Да", "YES"};
	static const char *const no[] = {"no", "0", "нет", "НЕТ"};
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_cell cell = cell_of("maybe");
	bool value;

	(void)state;
	assert_int_equal(rtk_field_bool(&value, &cell, &err), -1);
	expect_fault(&err, "row.choice", "maybe");
	for (size_t i = 0; i < RTK_COUNT(yes); i++) {
		cell = cell_of(yes[i]);
		assert_int_equal(rtk_field_bool(&value, &cell, &err), 0);
		assert_true(value);
		cell = cell_of(no[i]);
		assert_int_equal(rtk_field_bool(&value, &cell, &err), 0);
		assert_false(value);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(text_is_trimmed_and_measured_in_letters),
	    cmocka_unit_test(numbers_keep_their_faults),
	    cmocka_unit_test(limits_of_numbers_hold),
	    cmocka_unit_test(dates_come_two_ways_with_and_without_time),
	    cmocka_unit_test(a_minute_needs_its_time),
	    cmocka_unit_test(an_open_date_is_none),
	    cmocka_unit_test(words_have_aliases_in_any_case),
	    cmocka_unit_test(yes_and_no_come_three_ways),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
