#include "base/base.h"

#include "store/registry.h"

#include "store/stmt.h"

enum {
	BUILDING_FIND,
	BUILDING_LAST,
	BUILDING_INSERT,
	ACCOUNT_LAST,
	ACCOUNT_INSERT,
	METER_FIND,
	METER_INITIAL,
	METER_LAST,
	METER_INSERT,
	NORM_KNOWN,
	COMPANY_VALUE,
	REGISTRY_SQL
};

static const char *const sql[REGISTRY_SQL] = {
    [BUILDING_FIND] = "SELECT id FROM building WHERE code = ?1",
    [BUILDING_LAST] = "SELECT max(id) FROM building WHERE id BETWEEN ?1 AND"
		      " ?2",
    [BUILDING_INSERT] = "INSERT INTO building (id, code) VALUES (?1, ?2)",
    [ACCOUNT_LAST] = "SELECT max(id) FROM account WHERE id BETWEEN ?1 AND ?2",
    [ACCOUNT_INSERT] = "INSERT INTO account (id, number) VALUES (?1, ?2)",
    [METER_FIND] = "SELECT id, service, serial FROM meter WHERE code = ?1",
    [METER_INITIAL] = "SELECT initial FROM meter_version WHERE meter = ?1"
		      " ORDER BY batch DESC LIMIT 1",
    [METER_LAST] = "SELECT max(id) FROM meter WHERE id BETWEEN ?1 AND ?2",
    [METER_INSERT] = "INSERT INTO meter (id, code, service, serial)"
		     " VALUES (?1, ?2, ?3, ?4)",
    [NORM_KNOWN] = "SELECT 1 FROM norm WHERE norm = ?1 AND category = ?2"
		   " LIMIT 1",
    [COMPANY_VALUE] = "SELECT value FROM company WHERE key = ?1"
		      " ORDER BY batch DESC LIMIT 1",
};

const struct rtk_sql_table rtk_registry_sql = {sql, RTK_COUNT(sql)};

/* First column of the first row: 1, 0, -1. */
static int
find(struct rtk_db *db, int which, const char *code, int64_t *out,
    struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[which], err);
	int rc;

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "t", code);
	rc = rtk_step(stmt, err);
	if (rc == 1)
		*out = sqlite3_column_int64(stmt, 0);
	(void)sqlite3_reset(stmt);
	return rc;
}

/* The key behind the last one used between first and last. */
static int
next_key(struct rtk_db *db, int which, const int64_t range[2], int64_t *out,
    struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[which], err);
	int64_t next = range[0];

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "ii", range[0], range[1]);
	if (rtk_step(stmt, err) < 0)
		return -1;
	if (sqlite3_column_type(stmt, 0) != SQLITE_NULL)
		next = sqlite3_column_int64(stmt, 0) + 1;
	(void)sqlite3_reset(stmt);
	if (next > range[1])
		return rtk_failf(err, RTK_E_REG_FULL, "%lld",
		    (long long)range[1] - (long long)range[0] + 1);
	*out = next;
	return 0;
}

int
rtk_building_find(
    struct rtk_db *db, const char *code, int64_t *out, struct rtk_err *err)
{
	return find(db, BUILDING_FIND, code, out, err);
}

int
rtk_building_add(
    struct rtk_db *db, const char *code, int64_t *out, struct rtk_err *err)
{
	const int64_t range[] = {1, RTK_BUILDING_MAX};

	if (next_key(db, BUILDING_LAST, range, out, err) < 0)
		return -1;
	return RTK_RUN(db, sql[BUILDING_INSERT], err, "it", *out, code);
}

int
rtk_account_add(struct rtk_db *db, int64_t building, const char *number,
    int64_t *out, struct rtk_err *err)
{
	const int64_t range[] = {
	    RTK_ACCOUNT_ID(building, 1), RTK_ACCOUNT_ID(building + 1, 0) - 1};

	if (next_key(db, ACCOUNT_LAST, range, out, err) < 0)
		return -1;
	return RTK_RUN(db, sql[ACCOUNT_INSERT], err, "it", *out, number);
}

static int
meter_initial(
    struct rtk_db *db, struct rtk_meter_object *meter, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[METER_INITIAL], err);
	int rc;

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "i", meter->id);
	rc = rtk_step(stmt, err);
	if (rc == 1)
		meter->initial.v = sqlite3_column_int64(stmt, 0);
	(void)sqlite3_reset(stmt);
	return rc;
}

int
rtk_meter_find(
    struct rtk_db *db, struct rtk_meter_object *out, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[METER_FIND], err);
	int rc;

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "t", out->code);
	rc = rtk_step(stmt, err);
	if (rc != 1)
		return rc;
	out->id = sqlite3_column_int64(stmt, 0);
	out->place = RTK_ACCOUNT_OF(out->id);
	out->service = (enum rtk_meter_service)sqlite3_column_int(stmt, 1);
	out->serial = rtk_column_text(stmt, 2);
	return meter_initial(db, out, err);
}

int
rtk_meter_add(
    struct rtk_db *db, struct rtk_meter_object *out, struct rtk_err *err)
{
	const int64_t range[] = {
	    RTK_METER_ID(out->place, 1), RTK_METER_ID(out->place + 1, 0) - 1};

	if (next_key(db, METER_LAST, range, &out->id, err) < 0)
		return -1;
	return RTK_RUN(db, sql[METER_INSERT], err, "itit", out->id, out->code,
	    (int64_t)out->service, out->serial);
}

int
rtk_norm_known(struct rtk_db *db, enum rtk_norm_kind kind, const char *category,
    struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[NORM_KNOWN], err);
	int rc;

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "it", (int64_t)kind, category);
	rc = rtk_step(stmt, err);
	(void)sqlite3_reset(stmt);
	return rc;
}

int
rtk_company_value(
    struct rtk_db *db, const char *key, const char **out, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[COMPANY_VALUE], err);
	int rc;

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "t", key);
	rc = rtk_step(stmt, err);
	if (rc == 1)
		*out = rtk_column_text(stmt, 0);
	return rc;
}
