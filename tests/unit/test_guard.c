/* What no program may change: tried on every table that the schema has. */
#include "test.h"

#include "store/db.h"
#include "store/guard.h"
#include "store/stmt.h"

enum { TEXT_BYTES = 4096, TABLES_MAX = 128, COLUMNS_MAX = 64 };

/* Tables that may be changed, and why. */
static const char *const free_tables[] = {
    "draft", /* of the open month: one row, replaced by every run */
};

struct table {
	char name[64];
	size_t column_count;
	char columns[COLUMNS_MAX][64];
	char types[COLUMNS_MAX][16];
};

struct schema {
	struct table tables[TABLES_MAX];
	size_t count;
};

static void
read_columns(struct table *table, struct rtk_db *db)
{
	sqlite3_stmt *s = NULL;

	assert_int_equal(sqlite3_prepare_v2(rtk_db_handle(db),
			     "SELECT name, type FROM pragma_table_info(?1)",
			     -1, &s, NULL),
	    SQLITE_OK);
	rtk_bind(s, "t", table->name);
	while (sqlite3_step(s) == SQLITE_ROW) {
		size_t i = table->column_count++;

		assert_true(i < COLUMNS_MAX);
		(void)snprintf(table->columns[i], sizeof(table->columns[i]),
		    "%s", rtk_column_text(s, 0));
		(void)snprintf(table->types[i], sizeof(table->types[i]), "%s",
		    rtk_column_text(s, 1));
	}
	(void)sqlite3_finalize(s);
}

static void
read_schema(struct schema *schema, struct rtk_db *db)
{
	sqlite3_stmt *s = NULL;

	memset(schema, 0, sizeof(*schema));
	assert_int_equal(
	    sqlite3_prepare_v2(rtk_db_handle(db),
		"SELECT name FROM sqlite_schema WHERE type = 'table' AND "
		"name NOT LIKE 'sqlite%' ORDER BY name = 'month', name",
		-1, &s, NULL),
	    SQLITE_OK);
	while (sqlite3_step(s) == SQLITE_ROW) {
		struct table *table = &schema->tables[schema->count++];

		assert_true(schema->count < TABLES_MAX);
		(void)snprintf(table->name, sizeof(table->name), "%s",
		    rtk_column_text(s, 0));
		read_columns(table, db);
	}
	(void)sqlite3_finalize(s);
	assert_true(schema->count > 30);
}

static int
try_sql(struct rtk_db *db, const char *sql)
{
	return sqlite3_exec(rtk_db_handle(db), sql, NULL, NULL, NULL);
}

/* A row of ones; sense is not asked for. */
static void
add_row(char sql[TEXT_BYTES], const struct table *t)
{
	size_t size = (size_t)snprintf(
	    sql, TEXT_BYTES, "INSERT INTO %s VALUES (", t->name);

	for (size_t i = 0; i < t->column_count; i++) {
		const char *value =
		    strcmp(t->types[i], "INTEGER") == 0 ? "1" : "'1'";

		if (strcmp(t->types[i], "BLOB") == 0)
			value = "x'01'";
		size += (size_t)snprintf(sql + size, TEXT_BYTES - size,
		    "%s%s", i > 0 ? ", " : "", value);
	}
	(void)snprintf(sql + size, TEXT_BYTES - size, ")");
}

/* Period 1 is closed, with a row of ones in every table. */
static struct rtk_db *
closed_book(struct schema *schema, const char *path)
{
	struct rtk_db *db = NULL;
	char sql[TEXT_BYTES];

	assert_good(rtk_db_create(&db, path, &err));
	read_schema(schema, db);
	assert_int_equal(
	    try_sql(db, "PRAGMA ignore_check_constraints = ON"), SQLITE_OK);
	for (size_t i = 0; i < schema->count; i++) {
		add_row(sql, &schema->tables[i]);
		if (try_sql(db, sql) != SQLITE_OK)
			fail_msg("%s: %s", sql,
			    sqlite3_errmsg(rtk_db_handle(db)));
	}
	return db;
}

static bool
is_free(const char *name)
{
	for (size_t i = 0; i < RTK_COUNT(free_tables); i++)
		if (strcmp(free_tables[i], name) == 0)
			return true;
	return false;
}

static void
refused(struct rtk_db *db, const char *sql)
{
	if (try_sql(db, sql) == SQLITE_OK)
		fail_msg("allowed: %s", sql);
	if (strncmp(sqlite3_errmsg(rtk_db_handle(db)), "rtk: ", 5) != 0)
		fail_msg("%s: %s", sql, sqlite3_errmsg(rtk_db_handle(db)));
}

/* The same row under a new integer key: only another key can collide. */
static void
refused_under_new_id(struct rtk_db *db, const struct table *t)
{
	char sql[TEXT_BYTES];
	size_t size = (size_t)snprintf(sql, sizeof(sql),
	    "INSERT OR REPLACE INTO %s SELECT NULL", t->name);

	for (size_t i = 1; i < t->column_count; i++)
		size += (size_t)snprintf(sql + size, sizeof(sql) - size,
		    ", %s", t->columns[i]);
	(void)snprintf(sql + size, sizeof(sql) - size, " FROM %s", t->name);
	refused(db, sql);
}

/* Whether the table has a key besides its integer id. */
static bool
has_second_key(struct rtk_db *db, const struct table *t)
{
	sqlite3_stmt *s = NULL;
	bool found;

	assert_int_equal(sqlite3_prepare_v2(rtk_db_handle(db),
			     "SELECT count(*) FROM pragma_index_list(?1) WHERE "
			     "origin = 'u'",
			     -1, &s, NULL),
	    SQLITE_OK);
	rtk_bind(s, "t", t->name);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	found = sqlite3_column_int(s, 0) > 0;
	(void)sqlite3_finalize(s);
	return found;
}

static void
nothing_that_is_fixed_can_be_changed(void **state)
{
	struct schema schema;
	struct rtk_db *db = closed_book(&schema, "closed");
	char sql[TEXT_BYTES];

	(void)state;
	for (size_t i = 0; i < schema.count; i++) {
		const struct table *t = &schema.tables[i];

		if (is_free(t->name))
			continue;
		(void)snprintf(sql, sizeof(sql), "DELETE FROM %s", t->name);
		refused(db, sql);
		(void)snprintf(sql, sizeof(sql),
		    "INSERT OR REPLACE INTO %s SELECT * FROM %s", t->name,
		    t->name);
		refused(db, sql);
		if (has_second_key(db, t))
			refused_under_new_id(db, t);
		for (size_t c = 0; c < t->column_count; c++) {
			(void)snprintf(sql, sizeof(sql),
			    "UPDATE %s SET %s = %s", t->name, t->columns[c],
			    t->columns[c]);
			refused(db, sql);
			(void)snprintf(sql, sizeof(sql),
			    "UPDATE OR REPLACE %s SET %s = %s", t->name,
			    t->columns[c], t->columns[c]);
			refused(db, sql);
		}
	}
	rtk_db_close(db);
}

static void
months_are_closed_in_their_order(void **state)
{
	struct schema schema;
	struct rtk_db *db = closed_book(&schema, "order");
	static const char month[] =
	    "INSERT INTO month VALUES (%d, 1, 1, 1, 1, 1, 'x', 'y', 's', '0')";
	char sql[TEXT_BYTES];

	(void)state;
	for (int period = 0; period < 6; period++) {
		(void)snprintf(sql, sizeof(sql), month, period);
		if (period != 2)
			refused(db, sql);
	}
	(void)snprintf(sql, sizeof(sql), month, 2);
	assert_int_equal(try_sql(db, sql), SQLITE_OK);
	rtk_db_close(db);
}

static int64_t
trigger_count(struct rtk_db *db)
{
	sqlite3_stmt *s = NULL;
	int64_t count;

	assert_int_equal(
	    sqlite3_prepare_v2(rtk_db_handle(db),
		"SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'",
		-1, &s, NULL),
	    SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	count = sqlite3_column_int64(s, 0);
	(void)sqlite3_finalize(s);
	return count;
}

/* Lifted and set again, the schema is what it was, to the letter. */
static void
guards_come_back_word_for_word(void **state)
{
	static const struct rtk_guard guards[] = {RTK_GUARD(reading_no_replace),
	    RTK_GUARD(entry_no_replace)};
	static const char copy[] = "CREATE TEMP TABLE was AS SELECT name, sql "
				   "FROM sqlite_schema WHERE type = 'trigger'";
	static const char compare[] =
	    "CREATE TEMP TABLE must_be_empty (n INTEGER CHECK (n = 0));"
	    "INSERT INTO must_be_empty SELECT count(*) FROM temp.was AS w "
	    "WHERE NOT EXISTS (SELECT 1 FROM main.sqlite_schema AS s "
	    "WHERE s.name = w.name AND s.sql = w.sql)";
	struct rtk_db *db = NULL;
	int64_t count;

	(void)state;
	assert_good(rtk_db_create(&db, "lifted", &err));
	assert_int_equal(try_sql(db, copy), SQLITE_OK);
	count = trigger_count(db);
	assert_good(rtk_guards_lift(db, guards, 2, &err));
	assert_int_equal(trigger_count(db), count - 2);
	assert_fault(rtk_guards_lift(db, guards, 2, &err), RTK_E_DB_CORRUPT);
	assert_good(rtk_guards_set(db, guards, 2, &err));
	assert_int_equal(trigger_count(db), count);
	assert_int_equal(try_sql(db, compare), SQLITE_OK);
	rtk_db_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(nothing_that_is_fixed_can_be_changed),
	    cmocka_unit_test(months_are_closed_in_their_order),
	    cmocka_unit_test(guards_come_back_word_for_word),
	};

	return cmocka_run_group_tests(
	    tests, test_enter_folder, test_leave_folder);
}
