#include "test.h"

#include <sys/stat.h>

#include "base/buf.h"
#include "store/db.h"
#include "store/stmt.h"

static struct rtk_db *
created(const char *path)
{
	struct rtk_db *db = NULL;

	assert_good(rtk_db_create(&db, path, &err));
	return db;
}

static struct rtk_db *
opened(const char *path)
{
	struct rtk_db *db = NULL;

	assert_good(rtk_db_open(&db, path, &err));
	return db;
}

static void
run(struct rtk_db *db, const char *sql)
{
	char *message = NULL;

	if (sqlite3_exec(rtk_db_handle(db), sql, NULL, NULL, &message) !=
	    SQLITE_OK)
		fail_msg("%s: %s", sql, message);
}

static int64_t
number(struct rtk_db *db, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	int64_t value = -1;

	assert_int_equal(
	    sqlite3_prepare_v2(rtk_db_handle(db), sql, -1, &stmt, NULL),
	    SQLITE_OK);
	if (sqlite3_step(stmt) == SQLITE_ROW)
		value = sqlite3_column_int64(stmt, 0);
	(void)sqlite3_finalize(stmt);
	return value;
}

static void
every_statement_prepares(void **state)
{
	struct rtk_db *db = created("statements");
	size_t count = 0;

	(void)state;
	assert_good(rtk_db_prepare_all(db, &err));
	for (size_t i = 0; rtk_sql_tables[i]->count > 0; i++)
		count += rtk_sql_tables[i]->count;
	/* the table of prepared statements has 1024 places, found by hash */
	assert_true(count <= 512);
	rtk_db_close(db);
}

/* --- no cost that grows with history ----------------------------------- */

/* Tables that get rows with every month. */
static const char *const growing[] = {"reading", "charge", "balance",
    "posting", "entry", "recalculation", "building_month", "corrected_state",
    "reading_month", "finding"};

/* Whether the name that a plan gives is the table, or its alias in text. */
static bool
is_name_of(const char *name, const char *table, const char *text)
{
	struct rtk_buf alias = {0};
	const char *hit;
	char behind;

	if (strcmp(name, table) == 0)
		return true;
	rtk_buf_addf(&alias, " %s %s", table, name);
	hit = strstr(text, alias.bytes);
	behind = '\0';
	if (hit != NULL)
		behind = hit[alias.size];
	rtk_buf_release(&alias);
	return hit != NULL && strchr(" ,)", behind) != NULL;
}

/* A line "SCAN name" of a plan; the hanging entries have a small index. */
static bool
reads_whole(const char *line, const char *text)
{
	char name[64];

	if (sscanf(line, "SCAN %63s", name) != 1 ||
	    strstr(line, "entry_hanging") != NULL)
		return false;
	for (size_t i = 0; i < RTK_COUNT(growing); i++)
		if (is_name_of(name, growing[i], text))
			return true;
	return false;
}

static bool
grows(struct rtk_db *db, const char *text)
{
	struct rtk_buf sql = {0};
	sqlite3_stmt *plan = NULL;
	bool found = false;

	rtk_buf_addf(&sql, "EXPLAIN QUERY PLAN %s", text);
	if (sqlite3_prepare_v2(rtk_db_handle(db), sql.bytes, -1, &plan,
		NULL) != SQLITE_OK)
		fail_msg("%s: %s", sqlite3_errmsg(rtk_db_handle(db)), text);
	while (sqlite3_step(plan) == SQLITE_ROW)
		found = found ||
		    reads_whole(
			(const char *)sqlite3_column_text(plan, 3), text);
	(void)sqlite3_finalize(plan);
	rtk_buf_release(&sql);
	return found;
}

static void
no_statement_reads_all_of_history(void **state)
{
	struct rtk_db *db = created("history");

	(void)state;
	assert_true(grows(db, "SELECT min(id), max(id) FROM reading"));
	assert_false(grows(db, "SELECT max(id) FROM reading"));
	assert_true(grows(db, "SELECT count(*) FROM entry e, book b"));
	assert_true(grows(db, "SELECT * FROM book b JOIN entry e"));
	for (size_t i = 0; rtk_sql_tables[i]->count > 0; i++)
		for (size_t j = 0; j < rtk_sql_tables[i]->count; j++) {
			const char *text = rtk_sql_tables[i]->text[j];

			if (text != NULL && grows(db, text))
				fail_msg("reads a table whole: %s", text);
		}
	rtk_db_close(db);
}

static void
schema_is_strict_and_private(void **state)
{
	struct rtk_db *db;
	struct stat status;

	(void)state;
	(void)umask(0);
	db = created("schema");
	(void)umask(022);
	assert_int_equal(number(db,
			     "SELECT count(*) FROM pragma_table_list WHERE "
			     "schema = 'main' AND type = 'table' AND "
			     "name NOT LIKE 'sqlite%' AND strict = 0"),
	    0);
	assert_int_equal(stat("schema", &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_int_equal(number(db, "PRAGMA foreign_keys"), 1);
	assert_int_equal(number(db, "PRAGMA synchronous"), 2);
	assert_int_equal(number(db, "PRAGMA trusted_schema"), 0);
	rtk_db_close(db);
	db = opened("schema");
	assert_int_equal(number(db, "PRAGMA synchronous"), 2);
	assert_int_equal(
	    number(db, "SELECT journal_mode = 'wal' FROM "
		       "pragma_journal_mode"),
	    1);
	rtk_db_close(db);
}

/* An index a hot table does not need costs a second a million rows. */
static void
hot_tables_are_one_integer_key(void **state)
{
	struct rtk_db *db = created("hot");

	(void)state;
	assert_int_equal(number(db,
			     "SELECT count(*) FROM sqlite_schema WHERE "
			     "type = 'index' AND tbl_name IN ('charge', "
			     "'reading', 'balance', 'building_month')"),
	    0);
	rtk_db_close(db);
}

static void
opening_refuses_what_is_not_ours(void **state)
{
	struct rtk_db *db = NULL;
	FILE *text = fopen("text.csv", "w");
	sqlite3 *foreign = NULL;

	(void)state;
	assert_non_null(text);
	for (int i = 0; i < 500; i++)
		assert_true(fputs("account;date;value\n", text) >= 0);
	assert_int_equal(fclose(text), 0);
	assert_int_equal(sqlite3_open("foreign", &foreign), SQLITE_OK);
	assert_int_equal(
	    sqlite3_exec(foreign, "CREATE TABLE t (x)", NULL, NULL, NULL),
	    SQLITE_OK);
	assert_int_equal(sqlite3_close(foreign), SQLITE_OK);
	assert_fault(rtk_db_open(&db, NULL, &err), RTK_E_DB_NONE);
	assert_fault(rtk_db_open(&db, "", &err), RTK_E_DB_NONE);
	assert_fault(rtk_db_open(&db, "absent", &err), RTK_E_DB_ABSENT);
	assert_fault(rtk_db_open(&db, "/", &err), RTK_E_DB_ABSENT);
	assert_fault(rtk_db_open(&db, "text.csv", &err), RTK_E_DB_FOREIGN);
	assert_fault(rtk_db_open(&db, "foreign", &err), RTK_E_DB_FOREIGN);
	assert_fault(rtk_db_create(&db, "foreign", &err), RTK_E_DB_EXISTS);
	assert_fault(rtk_db_create(&db, "none/x", &err), RTK_E_DB_CREATE);
	assert_null(db);
}

static void
opening_refuses_a_newer_schema(void **state)
{
	struct rtk_db *db = created("newer");

	(void)state;
	run(db, "PRAGMA user_version = 999");
	rtk_db_close(db);
	db = NULL;
	assert_fault(rtk_db_open(&db, "newer", &err), RTK_E_DB_NEWER);
	assert_null(db);
}

static void
second_writer_is_told(void **state)
{
	struct rtk_db *first = created("busy");
	struct rtk_db *second = opened("busy");

	(void)state;
	assert_good(rtk_db_begin(first, &err));
	assert_int_equal(
	    sqlite3_busy_timeout(rtk_db_handle(second), 10), SQLITE_OK);
	assert_fault(rtk_db_begin(second, &err), RTK_E_DB_BUSY);
	/* a reader is not in the way, nor held up */
	assert_good(rtk_db_begin_read(second, &err));
	assert_int_equal(number(second, "SELECT count(*) FROM batch"), 0);
	rtk_db_rollback(second);
	assert_good(rtk_db_commit(first, &err));
	assert_good(rtk_db_begin(second, &err));
	rtk_db_rollback(second);
	rtk_db_close(second);
	rtk_db_close(first);
}

static void
closing_forgets_an_open_transaction(void **state)
{
	struct rtk_db *db = created("forget");

	(void)state;
	assert_good(rtk_db_begin(db, &err));
	run(db, "INSERT INTO book (id, first_period) VALUES (1, 300)");
	rtk_db_close(db);
	rtk_db_close(NULL);
	db = opened("forget");
	assert_int_equal(number(db, "SELECT count(*) FROM book"), 0);
	rtk_db_close(db);
}

static const char closed_month[] =
    "INSERT INTO book VALUES (1, 310);"
    "INSERT INTO batch VALUES (1, 'tariffs', 'f', 'x', 1, 1, 1, 0, 0, 0,"
    " '', '');"
    "INSERT INTO charge VALUES ((310 << 42) | (5000 << 10), 1, 1, 0, 100);"
    "INSERT INTO building_month VALUES ((310 << 20) | 1, 1, 1, 0, 0, 0, 0, "
    "x'00');"
    "INSERT INTO balance VALUES ((310 << 32) | 5000, 100, 0, 0);"
    "INSERT INTO posting VALUES (310, 5000, 1, 0, 100, 1, 0, 1, '');"
    "INSERT INTO month VALUES (310, 1, 1, 1, 1, 100, 'x', 'y', 's', '0');";

/* Each would touch what was billed: the database itself says no. */
static void
closed_month_cannot_be_touched(void **state)
{
	static const char *const deeds[] = {
	    "UPDATE charge SET amount_kop = 1",
	    "DELETE FROM charge",
	    "INSERT INTO charge VALUES ((310 << 42) | (5000 << 10) | 1, 1, 1, "
	    "0, 1)",
	    "INSERT INTO charge VALUES ((309 << 42) | (5000 << 10), 1, 1, 0, "
	    "1)",
	    "INSERT OR REPLACE INTO charge VALUES ((310 << 42) | (5000 << 10), "
	    "1, 1, 0, 1)",
	    "UPDATE building_month SET house_volume = 2",
	    "DELETE FROM building_month",
	    "INSERT INTO building_month VALUES ((310 << 20) | 2, 1, 1, 0, 0, "
	    "0, 0, x'00')",
	    "UPDATE balance SET heating_kop = 1",
	    "DELETE FROM balance",
	    "INSERT INTO balance VALUES ((310 << 32) | 5001, 100, 0, 0)",
	    "UPDATE month SET certificate = 'z'",
	    "DELETE FROM month",
	    "INSERT INTO posting VALUES (310, 5000, 2, 0, 100, 1, 0, 1, '')",
	    "UPDATE posting SET amount_kop = 1",
	    "DELETE FROM posting",
	    "UPDATE batch SET taken = 0",
	    "DELETE FROM batch",
	};
	struct rtk_db *db = created("closed");

	(void)state;
	run(db, closed_month);
	for (size_t i = 0; i < RTK_COUNT(deeds); i++) {
		struct rtk_err err = RTK_ERR_INIT;

		if (rtk_run_bound(db, deeds[i], &err, "") == 0)
			fail_msg("allowed: %s", deeds[i]);
		if (err.fault != RTK_E_DB_FROZEN)
			fail_msg("%s: %s", deeds[i], rtk_fault_id(err.fault));
	}
	/* the next month is open */
	run(db, "INSERT INTO charge VALUES ((311 << 42) | (5000 << 10), 1, 1, "
		"0, 1)");
	run(db, "DELETE FROM charge WHERE id >> 42 = 311");
	rtk_db_close(db);
}

/* A table that keeps facts has its two triggers. */
static void
facts_are_append_only(void **state)
{
	static const char *const tables[] = {"batch", "reading", "entry",
	    "account_version", "meter_version", "opening", "tariff",
	    "posting", "balance", "month", "month_sum", "norm",
	    "heating_months", "policy", "company", "building_version",
	    "residents", "temporary", "document", "register", "statement"};
	struct rtk_db *db = created("facts");
	sqlite3_stmt *stmt = NULL;

	(void)state;
	assert_int_equal(sqlite3_prepare_v2(rtk_db_handle(db),
			     "SELECT count(*) FROM sqlite_schema WHERE type "
			     "= 'trigger' AND tbl_name = ?1 AND (sql LIKE "
			     "'%BEFORE DELETE%' OR sql LIKE '%BEFORE UPDATE%')",
			     -1, &stmt, NULL),
	    SQLITE_OK);
	for (size_t i = 0; i < RTK_COUNT(tables); i++) {
		(void)sqlite3_reset(stmt);
		rtk_bind(stmt, "t", tables[i]);
		assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
		if (sqlite3_column_int(stmt, 0) < 2)
			fail_msg("%s can be changed", tables[i]);
	}
	(void)sqlite3_finalize(stmt);
	rtk_db_close(db);
}

static void
values_are_bound_as_they_are(void **state)
{
	struct rtk_db *db = created("bind");
	sqlite3_stmt *stmt;
	struct rtk_err err = RTK_ERR_INIT;

	(void)state;
	stmt = rtk_stmt(db, "SELECT ?1, ?2, ?3, ?4, ?5, ?6", &err);
	assert_non_null(stmt);
	rtk_bind(stmt, "itdpnb", INT64_MIN, "it's; DROP TABLE batch",
	    RTK_DATE_NONE, (struct rtk_period){320}, "\0x", (size_t)2);
	assert_int_equal(rtk_step(stmt, &err), 1);
	assert_int_equal(sqlite3_column_int64(stmt, 0), INT64_MIN);
	assert_string_equal(
	    rtk_column_text(stmt, 1), "it's; DROP TABLE batch");
	assert_true(rtk_date_is_none(rtk_column_date(stmt, 2)));
	assert_int_equal(sqlite3_column_int64(stmt, 3), 320);
	assert_string_equal(rtk_column_text(stmt, 4), "");
	assert_int_equal(sqlite3_column_bytes(stmt, 5), 2);
	assert_int_equal(rtk_step(stmt, &err), 0);
	rtk_db_close(db);
}

static void
bulk_gives_every_cell_once(void **state)
{
	enum { ROWS = 10000, WIDTH = 3 };
	static const char sql[] =
	    "INSERT INTO t SELECT c0, c1, c2 FROM rtk_bulk(?1)";
	struct rtk_db *db = created("bulk");
	int64_t *cells = rtk_alloc(ROWS * WIDTH * sizeof(*cells));
	struct rtk_bulk bulk = {cells, ROWS, WIDTH};

	(void)state;
	for (int64_t i = 0; i < ROWS; i++) {
		cells[i * WIDTH] = i;
		cells[i * WIDTH + 1] = i * i;
		cells[i * WIDTH + 2] = i % 2 == 0 ? RTK_BULK_NULL : -i;
	}
	run(db, "CREATE TEMP TABLE t (a INTEGER PRIMARY KEY, b INTEGER, "
		"c INTEGER)");
	assert_good(rtk_bulk_run(db, sql, &bulk, &err));
	assert_int_equal(number(db, "SELECT count(*) FROM t"), ROWS);
	assert_int_equal(
	    number(db, "SELECT count(*) FROM t WHERE b <> a * a OR "
		       "c IS NOT CASE WHEN a % 2 = 0 THEN NULL ELSE -a END"),
	    0);
	bulk.count = 0;
	assert_good(rtk_bulk_run(db, sql, &bulk, &err));
	assert_int_equal(number(db, "SELECT count(*) FROM t"), ROWS);
	/* without the pointer there is nothing to read */
	assert_int_equal(number(db, "SELECT count(*) FROM rtk_bulk(1)"), 0);
	free(cells);
	rtk_db_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_statement_prepares),
	    cmocka_unit_test(no_statement_reads_all_of_history),
	    cmocka_unit_test(schema_is_strict_and_private),
	    cmocka_unit_test(hot_tables_are_one_integer_key),
	    cmocka_unit_test(opening_refuses_what_is_not_ours),
	    cmocka_unit_test(opening_refuses_a_newer_schema),
	    cmocka_unit_test(second_writer_is_told),
	    cmocka_unit_test(closing_forgets_an_open_transaction),
	    cmocka_unit_test(closed_month_cannot_be_touched),
	    cmocka_unit_test(facts_are_append_only),
	    cmocka_unit_test(values_are_bound_as_they_are),
	    cmocka_unit_test(bulk_gives_every_cell_once),
	};

	return cmocka_run_group_tests(
	    tests, test_enter_folder, test_leave_folder);
}
