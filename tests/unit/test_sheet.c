/* Workbooks and maps: numbers as they are stored, rows as a map says. */
#include "fixture.h"

#include "io/reading_sheet.h"
#include "io/reading_time.h"
#include "io/xlsx_read.h"

static void
assert_number(const char *stored, const char *meant)
{
	struct rtk_buf out = {0};

	rtk_xlsx_number(&out, stored, strlen(stored));
	assert_string_equal(out.bytes, meant);
	rtk_buf_release(&out);
}

/* A binary number has fifteen decimal digits of its own. */
static void
numbers_are_those_that_were_typed(void **state)
{
	(void)state;
	assert_number("104.321", "104.321");
	assert_number("104.32099999999999", "104.321");
	assert_number("0.30000000000000004", "0.3");
	assert_number("99999.999999999996", "100000");
	assert_number("9.9999999999999999", "10");
	assert_number("1.04321E2", "104.321");
	assert_number("1.5e-3", "0.0015");
	assert_number("12E+3", "12000");
	assert_number("100", "100");
	assert_number("-0.50", "-0.5");
	assert_number("0", "0");
	assert_number("0.000", "0");
	assert_number("007.10", "7.1");
	assert_number("46319.75", "46319.75");
	/* what is none stays as it is */
	assert_number("#N/A", "#N/A");
	assert_number("1.2.3", "1.2.3");
	assert_number("1E999999", "1E999999");
	assert_number("E5", "E5");
	assert_number(".", ".");
}

/* --- a table by a map ---------------------------------------------------- */

static struct rtk_reading_map map;
static struct rtk_sheet *sheet;
static struct rtk_err fault;

static int
open_sheet(const char *keys, const char *table, bool workbook)
{
	const struct rtk_bankfile file = {
	    .name = "map", .text = keys, .size = strlen(keys)};
	const struct rtk_sheet_source source = {.text = table,
	    .size = strlen(table),
	    .workbook = workbook,
	    .map = &map};

	rtk_err_clear(&fault);
	assert_good(rtk_reading_map_read(&map, &file, &err));
	return rtk_sheet_open(&sheet, &source, &fault);
}

static void
close_sheet(void)
{
	rtk_sheet_close(sheet);
	sheet = NULL;
	rtk_reading_map_release(&map);
}

static void
assert_cell(const struct rtk_sheet_row *row, int field, const char *text)
{
	assert_int_equal(row->at[field].size, strlen(text));
	assert_memory_equal(row->at[field].bytes, text, strlen(text));
}

#define NAMES "serial = \"S\"\ndate = \"D\"\nchannel = word site\n"

static void
units_become_ours(void **state)
{
	struct rtk_sheet_row row;

	(void)state;
	assert_int_equal(0,
	    open_sheet(NAMES "value = \"V\"\nunit = \"U\"\n"
			     "unit.GJ = / 4.1868\nunit.MWh = * 0.859845\n",
		"D,S,V,U\n1,a,4.1868,gj\n2,a,2,MWh\n3,a,7,kcal\n4,a,x,GJ\n",
		false));
	assert_int_equal(rtk_sheet_next(sheet, &row, &fault), 1);
	assert_cell(&row, RTK_MAP_VALUE, "1");
	assert_true(row.rounded);
	assert_int_equal(rtk_sheet_next(sheet, &row, &fault), 1);
	/* 2 * 0.859845 */
	assert_cell(&row, RTK_MAP_VALUE, "1.71969");
	assert_int_equal(row.line, 3);
	assert_int_equal(rtk_sheet_next(sheet, &row, &fault), 1);
	assert_cell(&row, RTK_MAP_VALUE, "7 kcal");
	assert_int_equal(rtk_sheet_next(sheet, &row, &fault), 1);
	assert_cell(&row, RTK_MAP_VALUE, "x");
	assert_int_equal(rtk_sheet_next(sheet, &row, &fault), 0);
	close_sheet();
}

static void
only_a_workbook_is_rounded(void **state)
{
	static const char table[] = "D;S;V\n46319.5;a;1.2345678\n";
	static const char keys[] = NAMES "value = \"V\"\n";
	struct rtk_sheet_row row;

	(void)state;
	assert_int_equal(0, open_sheet(keys, table, true));
	assert_int_equal(rtk_sheet_next(sheet, &row, &fault), 1);
	assert_cell(&row, RTK_MAP_VALUE, "1.234568");
	assert_cell(&row, RTK_MAP_DATE, "2026-10-24 12:00");
	assert_true(row.rounded);
	close_sheet();
	assert_int_equal(0, open_sheet(keys, table, false));
	assert_int_equal(rtk_sheet_next(sheet, &row, &fault), 1);
	assert_cell(&row, RTK_MAP_VALUE, "1.2345678");
	assert_cell(&row, RTK_MAP_DATE, "46319.5");
	assert_false(row.rounded);
	close_sheet();
}

static void
assert_time(const char *cell, const char *joined, bool workbook)
{
	const struct rtk_day_time source = {
	    {"46319", 5}, {cell, strlen(cell)}, workbook};
	struct rtk_buf out = {0};

	rtk_day_time_join(&out, &source);
	assert_int_equal(out.size, strlen("46319 ") + strlen(joined));
	assert_memory_equal(
	    out.bytes + strlen("46319 "), joined, strlen(joined));
	rtk_buf_release(&out);
}

static void
an_hour_may_have_a_column_of_its_own(void **state)
{
	(void)state;
	assert_time("0", "00:00", false);
	assert_time("7", "07:00", false);
	assert_time("07", "07:00", false);
	assert_time("24", "24:00", false);
	assert_time("7:05", "07:05", false);
	assert_time("23:59:59", "23:59", false);
	assert_time("24:00", "24:00", false);
	/* 0.25 of a day; 8 hours: 0.333... */
	assert_time("0.25", "06:00", true);
	assert_time("0.333333333333333", "08:00", true);
	assert_time("8", "08:00", true);
	/* what is none stays for the field to refuse */
	assert_time("25", "25", false);
	assert_time("24:01", "24:01", false);
	assert_time("7:5", "7:5", false);
	assert_time("7:60", "7:60", false);
	assert_time("123", "123", false);
	assert_time("7:05:", "7:05:", false);
	assert_time("0.25", "0.25", false);
	assert_time("1.25", "1.25", true);
	assert_time("", "?", false);
}

static void
day_and_hour_make_a_date(void **state)
{
	static const char keys[] = NAMES "value = \"V\"\ntime = \"H\"\n";
	struct rtk_sheet_row row;

	(void)state;
	assert_int_equal(
	    0, open_sheet(keys, "D;H;S;V\n46319;0.5;a;1\n", true));
	assert_int_equal(rtk_sheet_next(sheet, &row, &fault), 1);
	assert_cell(&row, RTK_MAP_DATE, "2026-10-24 12:00");
	close_sheet();
	assert_int_equal(
	    0, open_sheet(keys, "D;H;S;V\n24.10.2026;9;a;1\n"
		"25.10.2026;24;a;1\n26.10.2026;;a;1\n", false));
	assert_int_equal(rtk_sheet_next(sheet, &row, &fault), 1);
	assert_cell(&row, RTK_MAP_DATE, "24.10.2026 09:00");
	assert_int_equal(rtk_sheet_next(sheet, &row, &fault), 1);
	assert_cell(&row, RTK_MAP_DATE, "25.10.2026");
	assert_int_equal(rtk_sheet_next(sheet, &row, &fault), 1);
	assert_cell(&row, RTK_MAP_DATE, "26.10.2026");
	close_sheet();
	assert_int_equal(open_sheet(keys, "D;S;V\n1;2;3\n", false), -1);
	assert_int_equal(fault.fault, RTK_E_MAP_TITLES);
	assert_string_equal(fault.detail, "D; H; V");
	close_sheet();
}

static void
what_stands_above_and_below_is_no_row(void **state)
{
	struct rtk_sheet_row row;

	(void)state;
	assert_int_equal(0,
	    open_sheet("serial = head /N ([0-9]+)/\ndate = \"Day\"\n"
		       "value = \"Total *|Sum\"\nchannel = word site\n"
		       "end = /^Total/\npass = \"Day\" /^-/\n",
		"Meter N "
		"17\n\nDay\tSUM\n1\t2\n-\t3\n\t\n4\t5,00\nTotal\t7\n1\t9\n",
		false));
	assert_int_equal(rtk_sheet_next(sheet, &row, &fault), 1);
	assert_cell(&row, RTK_MAP_SERIAL, "17");
	assert_cell(&row, RTK_MAP_VALUE, "2");
	assert_int_equal(rtk_sheet_next(sheet, &row, &fault), 1);
	assert_cell(&row, RTK_MAP_DATE, "4");
	assert_cell(&row, RTK_MAP_VALUE, "5");
	assert_int_equal(rtk_sheet_next(sheet, &row, &fault), 0);
	assert_int_equal(rtk_sheet_next(sheet, &row, &fault), 0);
	close_sheet();
}

static void
titles_must_be_there_once(void **state)
{
	static const char keys[] = NAMES "value = \"V|W\"\n";

	(void)state;
	assert_int_equal(open_sheet(keys, "D;S\n1;2\n", false), -1);
	assert_int_equal(fault.fault, RTK_E_MAP_TITLES);
	close_sheet();
	assert_int_equal(open_sheet(keys, "D;S;V;W\n1;2;3;4\n", false), -1);
	assert_int_equal(fault.fault, RTK_E_CSV_DOUBLED_COLUMN);
	close_sheet();
	assert_int_equal(open_sheet(keys, "D;S;V;W\n1;2;3;4\n", true), -1);
	assert_int_equal(fault.fault, RTK_E_CSV_DOUBLED_COLUMN);
	close_sheet();
}

static void
maps_that_come_along_are_good(void **state)
{
	const char *text, *name;
	size_t size, i = 0;

	(void)state;
	for (; (name = rtk_reading_map_shipped(i, &text, &size)) != NULL; i++) {
		const struct rtk_bankfile file = {
		    .name = name, .text = text, .size = size};

		assert_good(rtk_reading_map_read(&map, &file, &err));
		rtk_reading_map_release(&map);
	}
	assert_int_equal(i, 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(numbers_are_those_that_were_typed),
	    cmocka_unit_test(units_become_ours),
	    cmocka_unit_test(only_a_workbook_is_rounded),
	    cmocka_unit_test(an_hour_may_have_a_column_of_its_own),
	    cmocka_unit_test(day_and_hour_make_a_date),
	    cmocka_unit_test(what_stands_above_and_below_is_no_row),
	    cmocka_unit_test(titles_must_be_there_once),
	    cmocka_unit_test(maps_that_come_along_are_good),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
