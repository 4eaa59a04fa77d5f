/* Every table is sealed, whole, or has a reason not to be. */
#include "test.h"

#include "store/readings.h"
#include "store/seal.h"
#include "store/stmt.h"

extern const struct rtk_sql_table rtk_seal_sql;

static const struct {
	const char *table;
	const char *why;
} exempt[] = {
    {"street_alias", "only for messages to come; their readings are sealed"},
    {"message", "a message read again gives readings that are known"},
    {"draft", "of the open month, replaced by every run"},
    {"charge", "verify calculates every line again"},
    {"building_month", "verify calculates figures and states again"},
    {"debt_state", "verify calculates the states of debtors again"},
    {"balance", "verify adds every balance up again"},
    {"month_sum", "verify adds the sums up again"},
    {"month", "its row stands in the seal's part 'month'"},
    {"book", "the first month stands in the part 'month'"},
    {"seal", "the part 'month' is over all the others"},
    {"building", "sealed with building_version"},
    {"account", "sealed with account_version"},
    {"meter", "sealed with meter_version"},
};

static bool
is_exempt(const char *table)
{
	for (size_t i = 0; i < RTK_COUNT(exempt); i++)
		if (strcmp(exempt[i].table, table) == 0)
			return exempt[i].why[0] != '\0';
	return false;
}

static size_t
sealed_index(const char *table)
{
	size_t i = 0;

	while (i < rtk_sealed_count() &&
	    strcmp(rtk_sealed_table(i), table) != 0)
		i++;
	return i;
}

/* The statement of the seal gives this column. */
static bool
gives(struct rtk_db *db, size_t index, const char *column)
{
	struct rtk_err err = RTK_ERR_INIT;
	sqlite3_stmt *s = rtk_stmt(db, rtk_seal_sql.text[index], &err);
	bool found = false;

	assert_non_null(s);
	for (int i = 0; i < sqlite3_column_count(s); i++)
		found = found || strcmp(sqlite3_column_name(s, i), column) == 0;
	return found;
}

static void
every_column_is_sealed(void **state)
{
	static const char *const with[][2] = {{"building", "building_version"},
	    {"account", "account_version"}, {"meter", "meter_version"}};
	struct rtk_db *db = NULL;
	sqlite3_stmt *s = NULL;

	(void)state;
	assert_good(rtk_db_create(&db, "sealed", &err));
	assert_int_equal(
	    sqlite3_prepare_v2(rtk_db_handle(db),
		"SELECT t.name, c.name FROM sqlite_schema AS t, "
		"pragma_table_info(t.name) AS c WHERE t.type = 'table' AND "
		"t.name NOT LIKE 'sqlite%'",
		-1, &s, NULL),
	    SQLITE_OK);
	while (sqlite3_step(s) == SQLITE_ROW) {
		const char *table = rtk_column_text(s, 0);
		const char *column = rtk_column_text(s, 1);
		const char *part = table;

		for (size_t i = 0; i < RTK_COUNT(with); i++)
			if (strcmp(with[i][0], table) == 0)
				part = with[i][1];
		if (part == table && is_exempt(table))
			continue;
		if (sealed_index(part) == rtk_sealed_count())
			fail_msg("%s is not sealed, without a reason", table);
		if (!gives(db, sealed_index(part), column))
			fail_msg("%s.%s is not sealed", table, column);
	}
	(void)sqlite3_finalize(s);
	rtk_db_close(db);
}

static void
run(struct rtk_db *db, const char *sql)
{
	if (sqlite3_exec(rtk_db_handle(db), sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(rtk_db_handle(db)));
}

/* The pieces of a table; count and rows of all. */
static size_t
scan(struct rtk_db *db, const char *table, const struct rtk_seal_range *range,
    struct rtk_seal_piece pieces[8])
{
	struct rtk_seal_scan *scan = NULL;
	size_t count = 0;
	struct rtk_err err = RTK_ERR_INIT;

	assert_int_equal(rtk_seal_scan_open(&scan, db, sealed_index(table),
			     range, &err),
	    0);
	while (rtk_seal_scan_next(scan, &pieces[count], &err) == 1)
		count++;
	rtk_seal_scan_close(scan);
	return count;
}

/*
 * By Python: hashlib.sha256(b"".join(b"\\5" if v is None else b"\\1" +
 * struct.pack("<q", v) for v in (1, -2, 7, 3, None, 258))).hexdigest()
 */
static void
rows_are_hashed_as_described(void **state)
{
	static const char wanted[] =
	    "a8cf645b48432eb667df0f0e542d8c3d3b7c1dc2cb4acda93820b101b0bc9e6b";
	const struct rtk_seal_range range = {{1}, INT64_MIN, 7};
	struct rtk_seal_piece pieces[8];
	struct rtk_db *db = NULL;

	(void)state;
	assert_good(rtk_db_create(&db, "bytes", &err));
	run(db, "INSERT INTO residents VALUES (1, -2, 7, 3, NULL, 258)");
	run(db, "INSERT INTO residents VALUES (2, 0, 8, 3, NULL, 258)");
	assert_int_equal(scan(db, "residents", &range, pieces), 1);
	assert_int_equal(pieces[0].rows, 1);
	assert_int_equal(pieces[0].key, 7);
	assert_string_equal(pieces[0].part, "residents");
	assert_string_equal(pieces[0].sha256, wanted);
	rtk_db_close(db);
}

static void
pieces_hold_ten_thousand_rows(void **state)
{
	struct rtk_seal_range range = {{1}, 0, INT64_MAX};
	struct rtk_seal_piece first[8], then[8];
	struct rtk_db *db = NULL;

	(void)state;
	assert_good(rtk_db_create(&db, "pieces", &err));
	assert_int_equal(scan(db, "policy", &range, first), 1);
	assert_int_equal(first[0].rows, 0);
	assert_int_equal(first[0].key, 0);
	run(db, "INSERT INTO policy SELECT value, 'p', 'v', value, 'd', 1, 1 "
		"FROM (WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL "
		"SELECT value + 1 FROM n WHERE value < 20000) "
		"SELECT value FROM n)");
	assert_int_equal(scan(db, "policy", &range, first), 2);
	assert_int_equal(first[1].rows, RTK_SEAL_PIECE_ROWS);
	assert_int_equal(first[1].key, 20000);
	run(db, "DROP TRIGGER policy_no_update");
	run(db, "UPDATE policy SET document = 'D' WHERE id = 10001");
	assert_int_equal(scan(db, "policy", &range, then), 2);
	assert_string_equal(first[0].sha256, then[0].sha256);
	assert_string_not_equal(first[1].sha256, then[1].sha256);
	range.after = 20000;
	assert_int_equal(scan(db, "policy", &range, then), 1);
	assert_int_equal(then[0].rows, 0);
	assert_int_equal(then[0].key, 20000);
	rtk_db_close(db);
}

/* A reading that came late for an earlier month is sealed with its batch. */
static void
late_readings_are_found_by_their_months(void **state)
{
	/* id, value, day, channel, batch, line: periods 310 and 311 */
	static const int64_t first[] = {(INT64_C(310) << 42) + 16, 1, 1, 1, 3,
	    2, (INT64_C(311) << 42) + 16, 2, 1, 1, 3, 3};
	static const int64_t late[] = {(INT64_C(310) << 42) + 32, 9, 1, 1, 4,
	    2};
	const struct rtk_seal_range march = {{311}, 3, 4};
	const struct rtk_seal_range all = {{311}, INT64_MIN, 3};
	struct rtk_seal_piece pieces[8];
	struct rtk_db *db = NULL;

	(void)state;
	assert_good(rtk_db_create(&db, "late", &err));
	assert_good(rtk_readings_add(db, first, 1, &err));
	assert_good(rtk_readings_add(
	    db, &first[RTK_READING_CELLS], 1, &err));
	assert_good(rtk_readings_add(db, late, 1, &err));
	assert_int_equal(scan(db, "reading", &all, pieces), 1);
	assert_int_equal(pieces[0].rows, 2);
	assert_int_equal(scan(db, "reading", &march, pieces), 1);
	assert_int_equal(pieces[0].rows, 1);
	rtk_db_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_column_is_sealed),
	    cmocka_unit_test(rows_are_hashed_as_described),
	    cmocka_unit_test(pieces_hold_ten_thousand_rows),
	    cmocka_unit_test(late_readings_are_found_by_their_months),
	};

	return cmocka_run_group_tests(
	    tests, test_enter_folder, test_leave_folder);
}
