#include "test.h"

#include "store/cursor.h"
#include "store/db.h"

static const char scan_sql[] = "SELECT 1 FROM t WHERE id BETWEEN ?1 AND ?2"
			       " AND rtk_visit(?3, id, value) ORDER BY id";

/* A table of ids 3, 6, ... 3 * count, with half of the id or NULL. */
static struct rtk_db *
filled(int count)
{
	struct rtk_db *db = NULL;
	char text[300];

	(void)unlink("x.db");
	assert_good(rtk_db_create(&db, "x.db", &err));
	(void)snprintf(text, sizeof(text),
	    "CREATE TABLE t (id INTEGER PRIMARY KEY, value INTEGER);"
	    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	    " WHERE i < %d) INSERT INTO t SELECT 3 * i, CASE WHEN i %% 2 = 0"
	    " THEN 3 * i / 2 END FROM n",
	    count);
	assert_int_equal(
	    sqlite3_exec(rtk_db_handle(db), text, NULL, NULL, NULL), SQLITE_OK);
	return db;
}

static void
open_from(struct rtk_cursor *c, struct rtk_db *db, int64_t key, int64_t last)
{
	const struct rtk_cursor_source source = {scan_sql, 2, last};

	assert_good(rtk_cursor_open(c, db, &source, key, &err));
}

static void
assert_on(const struct rtk_cursor *c, int64_t key)
{
	const int64_t *row = rtk_cursor_row(c);

	assert_non_null(row);
	assert_int_equal(row[0], key);
	assert_true(row[1] == (key % 2 == 0 ? key / 2 : RTK_BULK_NULL));
}

static void
every_row_comes_once_in_order(void **state)
{
	enum { COUNT = 5000 };
	struct rtk_db *db = filled(COUNT);
	struct rtk_cursor c;

	(void)state;
	open_from(&c, db, 0, INT64_MAX);
	for (int i = 1; i <= COUNT; i++) {
		assert_on(&c, 3 * i);
		assert_good(rtk_cursor_next(&c, &err));
	}
	assert_null(rtk_cursor_row(&c));
	/* the end is an end: the scan does not begin again */
	assert_good(rtk_cursor_next(&c, &err));
	assert_null(rtk_cursor_row(&c));
	assert_good(rtk_cursor_to(&c, 6, &err));
	assert_null(rtk_cursor_row(&c));
	rtk_cursor_close(&c);
	rtk_db_close(db);
}

static void
any_gap_is_crossed_to_the_right_row(void **state)
{
	enum { COUNT = 20000 };
	struct rtk_db *db = filled(COUNT);

	(void)state;
	/* steps around the blocks, the limit of steps, and far beyond */
	for (int step = 1; step < 4000; step = step * 3 / 2 + 1) {
		struct rtk_cursor c;

		open_from(&c, db, 3, INT64_MAX);
		for (int key = 3; key <= 3 * COUNT; key += step) {
			assert_good(rtk_cursor_to(&c, key, &err));
			assert_on(&c, (key + 2) / 3 * 3);
		}
		assert_good(rtk_cursor_to(&c, 3 * COUNT + 1, &err));
		assert_null(rtk_cursor_row(&c));
		rtk_cursor_close(&c);
	}
	rtk_db_close(db);
}

static void
no_row_behind_the_last_key_comes(void **state)
{
	struct rtk_db *db = filled(100);
	struct rtk_cursor c;

	(void)state;
	open_from(&c, db, 50, 59);
	assert_on(&c, 51);
	assert_good(rtk_cursor_to(&c, 57, &err));
	assert_on(&c, 57);
	assert_good(rtk_cursor_next(&c, &err));
	assert_null(rtk_cursor_row(&c));
	rtk_cursor_close(&c);
	open_from(&c, db, 52, 53);
	assert_null(rtk_cursor_row(&c));
	rtk_cursor_close(&c);
	rtk_db_close(db);
}

static void
without_a_visitor_there_are_no_rows(void **state)
{
	struct rtk_err fault = RTK_ERR_INIT;
	struct rtk_db *db = filled(10);
	sqlite3_stmt *stmt;

	(void)state;
	stmt = rtk_stmt_own(db, scan_sql, &fault);
	assert_non_null(stmt);
	rtk_bind(stmt, "ii", (int64_t)0, INT64_MAX);
	assert_int_equal(rtk_step(stmt, &fault), 0);
	(void)sqlite3_finalize(stmt);
	rtk_db_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_row_comes_once_in_order),
	    cmocka_unit_test(any_gap_is_crossed_to_the_right_row),
	    cmocka_unit_test(no_row_behind_the_last_key_comes),
	    cmocka_unit_test(without_a_visitor_there_are_no_rows),
	};

	return cmocka_run_group_tests(
	    tests, test_enter_folder, test_leave_folder);
}
