/* For tests of the import: a small town, files from texts, what came of it. */
#ifndef RTK_TESTS_UNIT_IMPORT_H
#define RTK_TESTS_UNIT_IMPORT_H

#include "test.h"

#include "base/file.h"
#include "flow/import.h"
#include "store/book.h"
#include "store/stmt.h"

enum { HEARD_MAX = 32 };

/* What was told on the way: ids of faults with their lines. */
struct heard {
	const char *id[HEARD_MAX];
	long line[HEARD_MAX];
	size_t count;
};

static struct rtk_db *db;
static struct heard heard;
static struct rtk_import_result result;

static inline void
hear(void *context, const struct rtk_err *fault)
{
	(void)context;
	if (heard.count == HEARD_MAX)
		return;
	heard.id[heard.count] = rtk_fault_id(fault->fault);
	heard.line[heard.count++] = fault->line;
}

static inline struct rtk_date
day(const char *text)
{
	struct rtk_err err = RTK_ERR_INIT;
	struct rtk_date date = RTK_DATE_NONE;

	assert_int_equal(rtk_date_parse(&date, text, strlen(text), &err), 0);
	return date;
}

/* Imports a text as a file of the kind on a day; id of the fault or "none". */
static inline const char *
take_on(const char *kind, const char *text, const char *as_of)
{
	struct rtk_err refused = RTK_ERR_INIT;
	const struct rtk_events events = {.fault = hear};
	const struct rtk_import_job job = {.db = db,
	    .kind = kind,
	    .path = "file.csv",
	    .as_of = day(as_of),
	    .events = &events};
	int rc;

	heard = (struct heard){.count = 0};
	result = (struct rtk_import_result){.batch = 0};
	assert_good(rtk_file_write("file.csv", text, strlen(text), &err));
	assert_good(rtk_db_begin(db, &err));
	rc = rtk_import_file(&result, &job, &refused);
	if (rc == 0)
		assert_good(rtk_db_commit(db, &err));
	else
		rtk_db_rollback(db);
	return rtk_fault_id(refused.fault);
}

static inline const char *
take(const char *kind, const char *text)
{
	return take_on(kind, text, "2026-11-01");
}

/* All rows are accounted for. */
static inline void
assert_rows(int64_t taken, int64_t known, int64_t quarantined)
{
	assert_int_equal(result.taken, taken);
	assert_int_equal(result.known, known);
	assert_int_equal(result.quarantined, quarantined);
	assert_int_equal(result.rows, taken + known + quarantined);
}

static inline void
assert_heard(size_t index, const char *id, long line)
{
	assert_true(index < heard.count);
	assert_string_equal(heard.id[index], id);
	assert_int_equal(heard.line[index], line);
}

static inline int64_t
number(const char *sql)
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

#define NORMS \
	"norm;category;value;unit;valid_from;valid_to;document\n" \
	"heating;n;0.02;Gcal/m2;2016-01-01;;d\n" \
	"hot_water;n;3;m3/person;2016-01-01;;d\n" \
	"water_heating;n;0.06;Gcal/m3;2016-01-01;;d\n"
#define BUILDINGS \
	"building;municipality;street;house;storeys;total_area;common_area;" \
	"heating_norm;hot_water_norm;water_heating_norm;hot_water_system;" \
	"valid_from\n"
#define BUILDING "D1;Ижевск;ул. Кирова;1;5;1000;100;n;n;n;closed;2020-01-01\n"
#define ACCOUNTS \
	"account;building;flat;kind;name;area;heated;hot_water;" \
	"hot_water_meter_possible;registered;owners;tariff_group;" \
	"penalty_class;delivery;valid_from\n"
#define ACCOUNT_OF(number) \
	number ";D1;1;flat;Иванов;50;yes;yes;yes;2;1;population;citizen;" \
	       "paper;2020-01-01\n"
#define METERS \
	"meter;scope;building;account;service;serial;digits;decimals;unit;" \
	"installed;initial;verified_until;removed;final;reason\n"

/* A database with one building and two accounts. */
static inline int
open_town(void **state)
{
	struct rtk_period first = {(2026 - 2000) * 12 + 9};

	if (test_enter_folder(state) != 0)
		return -1;
	assert_good(rtk_db_create(&db, "town.db", &err));
	assert_good(rtk_db_begin(db, &err));
	assert_good(rtk_book_begin(db, first, &err));
	assert_good(rtk_db_commit(db, &err));
	assert_string_equal(take("norms", NORMS), "none");
	assert_string_equal(take("buildings", BUILDINGS BUILDING), "none");
	assert_string_equal(
	    take("accounts", ACCOUNTS ACCOUNT_OF("A1") ACCOUNT_OF("A2")),
	    "none");
	return 0;
}

static inline int
close_town(void **state)
{
	rtk_db_close(db);
	db = NULL;
	return test_leave_folder(state);
}

#endif
