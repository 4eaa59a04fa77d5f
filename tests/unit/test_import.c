#include "import.h"

static void
same_bytes_are_taken_once(void **state)
{
	int64_t batches = number("SELECT count(*) FROM batch");

	(void)state;
	assert_string_equal(take("norms", NORMS), "none");
	assert_true(result.same_file);
	assert_heard(0, "import.known_file", 0);
	assert_int_equal(number("SELECT count(*) FROM batch"), batches);
}

static void
same_rows_in_other_bytes_are_known(void **state)
{
	(void)state;
	assert_string_equal(take("norms", NORMS "\n"), "none");
	assert_rows(0, 3, 0);
	assert_int_equal(number("SELECT count(*) FROM norm"), 3);
}

static void
a_changed_row_is_a_new_version(void **state)
{
	(void)state;
	assert_string_equal(
	    take("buildings",
		BUILDINGS
		"D1;Ижевск;ул. Кирова;1;5;1001;100;n;n;n;closed;2020-01-01\n"),
	    "none");
	assert_rows(1, 0, 0);
	assert_int_equal(number("SELECT count(*) FROM building_version"), 2);
	assert_int_equal(number("SELECT count(*) FROM building"), 1);
}

static void
order_delimiter_and_encoding_do_not_matter(void **state)
{
	(void)state;
	/* windows-1251: норматив, категория, отопление */
	assert_string_equal(take("norms",
				"\xED\xEE\xF0\xEC\xE0\xF2\xE8\xE2\tunit\t"
				"category\tvalue\tvalid_from\tdocument\r\n"
				"\xEE\xF2\xEE\xEF\xEB\xE5\xED\xE8\xE5\t"
				"Gcal/m2\tn\t0,02\t01.01.2016\td\r\n"),
	    "none");
	assert_rows(0, 1, 0);
}

static void
all_faults_are_told_and_nothing_is_stored(void **state)
{
	(void)state;
	assert_string_equal(take("norms",
				"norm;category;value;unit;valid_from;document\n"
				"heating;x;1,2,3;Gcal/m2;2016-13-01;d\n"
				"heating;y;0.01;m3/person;2016-01-01;d\n"
				"heating;z;0.01;Gcal/m2;2016-01-01;d\n"
				"heating;z;0.02;Gcal/m2;2016-01-01;d\n"),
	    "import.refused");
	assert_int_equal(heard.count, 4);
	assert_heard(0, "num.char", 2);
	assert_heard(1, "date.form", 2);
	assert_heard(2, "row.choice", 3);
	assert_heard(3, "row.doubled", 5);
	assert_int_equal(number("SELECT count(*) FROM norm"), 3);
}

static void
overlap_with_what_is_known_is_refused(void **state)
{
	static const char head[] =
	    "norm;category;value;unit;valid_from;valid_to;document\n";
	char text[512];

	(void)state;
	(void)snprintf(text, sizeof(text),
	    "%sheating;n;0.03;Gcal/m2;2026-01-01;;d\n", head);
	assert_string_equal(take("norms", text), "import.refused");
	assert_heard(0, "reference.overlap", 2);
	/* the old row is closed in the same file */
	(void)snprintf(text, sizeof(text),
	    "%sheating;n;0.03;Gcal/m2;2026-01-01;;d\n"
	    "heating;n;0.02;Gcal/m2;2016-01-01;2025-12-31;d\n",
	    head);
	assert_string_equal(take("norms", text), "none");
	assert_rows(2, 0, 0);
}

static void
a_policy_must_exist_and_take_the_value(void **state)
{
	static const char head[] = "policy;value;valid_from;document\n";
	char text[256];

	(void)state;
	(void)snprintf(text, sizeof(text),
	    "%sreadings.last_day;32;2020-01-01;d\nnone;1;2020-01-01;d\n", head);
	assert_string_equal(take("policies", text), "import.refused");
	assert_heard(0, "policy.value", 2);
	assert_heard(1, "reference.unknown_policy", 3);
}

static void
check_digits_of_the_company_are_checked(void **state)
{
	(void)state;
	assert_string_equal(take("company",
				"key;value\nname;x\ninn;1831001239\n"
				"bank;b\nbic;049401601\n"
				"bank_account;40702810468000012345\n"),
	    "import.refused");
	assert_heard(0, "reference.check_digit", 3);
}

static void
an_account_keeps_its_building(void **state)
{
	(void)state;
	assert_string_equal(take("buildings",
				BUILDINGS "D2;Ижевск;ул. Кирова;2;5;1000;100;n;"
					  "n;n;closed;2020-01-01\n"),
	    "none");
	assert_string_equal(take("accounts",
				ACCOUNTS "A1;D2;1;flat;Иванов;50;yes;yes;yes;2;"
					 "1;population;citizen;paper;"
					 "2021-01-01\n"
					 "A3;D9;1;flat;Иванов;50;yes;yes;yes;2;"
					 "1;population;citizen;paper;"
					 "2021-01-01\n"),
	    "import.refused");
	assert_heard(0, "registry.building_changed", 2);
	assert_heard(1, "registry.unknown_building", 3);
}

static void
keys_follow_the_order_of_codes(void **state)
{
	(void)state;
	assert_int_equal(
	    number("SELECT id FROM account WHERE number = 'A1'"), 4097);
	assert_int_equal(
	    number("SELECT id FROM account WHERE number = 'A2'"), 4098);
}

static void
residents_and_temporary_are_told_by_the_header(void **state)
{
	(void)state;
	assert_string_equal(take("residents",
				"account;registered;valid_from\n"
				"A1;3;2026-10-10\n"),
	    "none");
	assert_rows(1, 0, 0);
	assert_string_equal(take("residents",
				"account;persons;date_from;date_to\n"
				"A1;1;2026-10-10;2026-10-20\n"),
	    "none");
	assert_rows(1, 0, 0);
	assert_int_equal(number("SELECT count(*) FROM temporary"), 1);
	assert_string_equal(take("residents",
				"account;persons;date_from;date_to\n"
				"A1;1;2026-10-10;2026-10-09\n"),
	    "import.refused");
	assert_heard(0, "reference.dates", 2);
}

static void
meters_must_make_sense(void **state)
{
	(void)state;
	assert_string_equal(
	    take("meters",
		METERS "m1;account;;A1;hot_water;;5;3;gcal;2020-01-01;0;;;;\n"
		       "m2;account;;;hot_water;;5;3;m3;2020-01-01;0;;;;\n"
		       "m3;account;;A1;hot_water;;3;0;m3;2020-01-01;1000;;;;\n"
		       "m4;account;;A1;hot_water;;3;0;m3;2020-01-01;0.5;;;;\n"
		       "m5;account;;A1;hot_water;;3;0;m3;2020-01-01;0;;;7;\n"
		       "m6;account;;A9;hot_water;;3;0;m3;2020-01-01;0;;;;\n"
		       "m7;account;;A1;combined;;3;0;gcal;2020-01-01;0;;;;\n"),
	    "import.refused");
	assert_int_equal(heard.count, 7);
	assert_heard(0, "registry.meter_place", 2);
	assert_heard(1, "row.empty", 3);
	assert_heard(2, "reading.digits", 4);
	assert_heard(3, "reading.digits", 5);
	assert_heard(4, "row.empty", 6);
	assert_heard(5, "registry.meter_place", 8);
	assert_heard(6, "registry.unknown_account", 7);
}

static void
a_meter_keeps_its_place(void **state)
{
	(void)state;
	assert_string_equal(
	    take("meters",
		METERS "m;account;;A1;hot_water;s;5;3;m3;2020-01-01;0;;;;\n"),
	    "none");
	assert_string_equal(take("meters",
				METERS "m;account;;A1;hot_water;s;5;3;m3;"
				       "2020-01-01;0;;2026-10-10;7;failed\n"),
	    "none");
	assert_rows(1, 0, 0);
	assert_string_equal(
	    take("meters",
		METERS "m;account;;A2;hot_water;s;5;3;m3;2020-01-01;0;;;;\n"),
	    "import.refused");
	assert_heard(0, "registry.meter_changed", 2);
}

static void
a_balance_is_taken_once_for_ever(void **state)
{
	static const char head[] = "account;service;for_period;amount\n";
	char text[256];

	(void)state;
	(void)snprintf(text, sizeof(text),
	    "%sA1;heating;2026-08;100.50\nA2;пени;2026-09;-3\n", head);
	assert_string_equal(take("balances", text), "none");
	assert_rows(2, 0, 0);
	assert_int_equal(result.amount.v, 9750);
	(void)snprintf(text, sizeof(text), "%sA1;heating;2026-08;7\n", head);
	assert_string_equal(take("balances", text), "import.refused");
	assert_heard(0, "balance.changed", 2);
	(void)snprintf(text, sizeof(text), "%sA1;heating;2026-10;7\n", head);
	assert_string_equal(take("balances", text), "import.refused");
	assert_heard(0, "row.form", 2);
}

static void
an_empty_file_is_refused(void **state)
{
	(void)state;
	assert_string_equal(take("meters", ""), "csv.empty");
	assert_string_equal(take("meters", METERS), "none");
	assert_rows(0, 0, 0);
}

#define TOWN(test) cmocka_unit_test_setup_teardown(test, open_town, close_town)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TOWN(same_bytes_are_taken_once),
	    TOWN(same_rows_in_other_bytes_are_known),
	    TOWN(a_changed_row_is_a_new_version),
	    TOWN(order_delimiter_and_encoding_do_not_matter),
	    TOWN(all_faults_are_told_and_nothing_is_stored),
	    TOWN(overlap_with_what_is_known_is_refused),
	    TOWN(a_policy_must_exist_and_take_the_value),
	    TOWN(check_digits_of_the_company_are_checked),
	    TOWN(an_account_keeps_its_building),
	    TOWN(keys_follow_the_order_of_codes),
	    TOWN(residents_and_temporary_are_told_by_the_header),
	    TOWN(meters_must_make_sense),
	    TOWN(a_meter_keeps_its_place),
	    TOWN(a_balance_is_taken_once_for_ever),
	    TOWN(an_empty_file_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
