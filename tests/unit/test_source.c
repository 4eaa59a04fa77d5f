#include "test.h"

#include "store/source.h"
#include "store/stmt.h"

/* October (321) is closed with batch 1; November is open. */
static struct rtk_db *
book(void)
{
	static const char rows[] =
	    "INSERT INTO book VALUES (1, 321);"
	    "INSERT INTO entry VALUES"
	    /* came in time for October */
	    " (1, 1, 1, 'cash', 'a', 1, 20736, 1000, 0, '1', NULL, 0, '',"
	    "  '', '', NULL),"
	    " (2, 1, 2, 'sber', 'b', 1, 20737, 2000, 20, '?', NULL, 0, '',"
	    "  'payment.unknown_account', '', NULL),"
	    /* paid in October, came after its close */
	    " (3, 2, 1, 'sber', 'c', 1, 20738, 400, 4, '?', NULL, 0, '',"
	    "  'payment.unknown_account', '', NULL),"
	    " (4, 2, 2, 'sber', 'd', 1, 20770, 70, 7, '1', NULL, 0, '', '',"
	    "  '', NULL);"
	    "INSERT INTO posting VALUES"
	    " (321, 4097, 1, 0, 1000, 20736, 0, 20740, ''),"
	    " (322, 4097, 4, 0, 70, 20770, 0, 20771, ''),"
	    " (322, 4097, 2, 0, 2000, 20737, 0, 20772, 'letter');"
	    "INSERT INTO assignment VALUES (1, 2, 0, 'account', 4097, 2000,"
	    "  322, 20772, 'x', NULL);"
	    "INSERT INTO month VALUES (321, 20760, 1, 1, 1, 0, 'x', 'x', 'x', "
	    "'x');";
	struct rtk_db *db = NULL;

	assert_good(rtk_db_create(&db, "source", &err));
	assert_int_equal(
	    sqlite3_exec(rtk_db_handle(db), rows, NULL, NULL, NULL),
	    SQLITE_OK);
	return db;
}

static const struct rtk_period october = {321}, november = {322},
			       december = {323};

static void
money_that_hangs_belongs_to_the_month_it_came_in_time_for(void **state)
{
	struct rtk_db *db = book();
	struct rtk_source_sums sums;

	(void)state;
	assert_good(rtk_source_hanging(&sums, db, october, &err));
	assert_int_equal(sums.count, 1);
	assert_string_equal(sums.rows[0].source, "sber");
	assert_int_equal(sums.rows[0].amount.v, 2000);
	assert_int_equal(sums.rows[0].commission.v, 20);
	assert_good(rtk_source_hanging(&sums, db, november, &err));
	assert_int_equal(sums.count, 1);
	assert_int_equal(sums.rows[0].amount.v, 400);
	assert_good(rtk_source_hanging(&sums, db, december, &err));
	assert_int_equal(sums.count, 0);
	rtk_db_close(db);
}

static void
an_assignment_is_money_that_hung_before(void **state)
{
	struct rtk_db *db = book();
	struct rtk_source_sums sums;

	(void)state;
	assert_good(rtk_source_posted(&sums, db, november, 4097, &err));
	assert_int_equal(sums.count, 2);
	assert_string_equal(sums.rows[0].source, "");
	assert_int_equal(sums.rows[0].amount.v, 2000);
	assert_string_equal(sums.rows[1].source, "sber");
	assert_int_equal(sums.rows[1].amount.v, 70);
	assert_good(rtk_source_month(&sums, db, november, &err));
	assert_int_equal(sums.count, 1);
	assert_int_equal(sums.rows[0].commission.v, 7);
	rtk_db_close(db);
}

static void
what_hung_before_goes_on_from_month_to_month(void **state)
{
	struct rtk_db *db = book();
	struct rtk_kop hung;

	(void)state;
	assert_good(rtk_source_hung_before(&hung, db, october, &err));
	assert_int_equal(hung.v, 0);
	assert_good(rtk_source_hung_before(&hung, db, november, &err));
	assert_int_equal(hung.v, 2000);
	/* 2000 + 400, and 2000 posted in November */
	assert_int_equal(
	    sqlite3_exec(rtk_db_handle(db),
		"INSERT INTO month VALUES (322, 20790, 2, 1, 1, 0, 'x', 'x', "
		"'x', 'x')",
		NULL, NULL, NULL),
	    SQLITE_OK);
	assert_good(rtk_source_hung_before(&hung, db, december, &err));
	assert_int_equal(hung.v, 400);
	rtk_db_close(db);
}

/* 400 of entry 3: 100 back to the payer, 300 told by a register again. */
static void
released_money_hangs_no_more(void **state)
{
	struct rtk_db *db = book();
	struct rtk_source_sums sums;
	struct rtk_kop hung;

	(void)state;
	assert_int_equal(
	    sqlite3_exec(rtk_db_handle(db),
		"INSERT INTO assignment VALUES"
		" (2, 3, 0, 'return', 0, 100, 322, 20772, 'x', NULL),"
		" (3, 3, 1, 'register', 0, 300, 322, 20772, 'x', NULL)",
		NULL, NULL, NULL),
	    SQLITE_OK);
	assert_good(rtk_source_released(&sums, db, october, &err));
	assert_int_equal(sums.count, 0);
	assert_good(rtk_source_released(&sums, db, november, &err));
	assert_int_equal(sums.count, 2);
	assert_string_equal(sums.rows[0].source, "");
	assert_int_equal(sums.rows[0].amount.v, 100);
	assert_string_equal(sums.rows[1].source, "sber");
	assert_int_equal(sums.rows[1].amount.v, 300);
	assert_good(rtk_source_hung_before(&hung, db, december, &err));
	/* 2000 - 2000 + 400 - 100 - 300, and 400 came after October's close */
	assert_int_equal(hung.v, 0);
	/* an account is no return, a return has no account */
	assert_int_not_equal(
	    sqlite3_exec(rtk_db_handle(db),
		"INSERT INTO assignment VALUES"
		" (4, 1, 0, 'return', 4097, 1, 322, 20772, 'x', NULL)",
		NULL, NULL, NULL),
	    SQLITE_OK);
	rtk_db_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		money_that_hangs_belongs_to_the_month_it_came_in_time_for,
		test_enter_folder, test_leave_folder),
	    cmocka_unit_test_setup_teardown(
		an_assignment_is_money_that_hung_before, test_enter_folder,
		test_leave_folder),
	    cmocka_unit_test_setup_teardown(
		what_hung_before_goes_on_from_month_to_month,
		test_enter_folder, test_leave_folder),
	    cmocka_unit_test_setup_teardown(released_money_hangs_no_more,
		test_enter_folder, test_leave_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
