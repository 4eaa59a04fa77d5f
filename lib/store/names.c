#include "base/base.h"

#include "store/names.h"

#include <stdlib.h>

#include "store/stmt.h"

enum {
	ACCOUNT_NUMBER,
	BUILDING_CODE,
	METER_CODE,
	BATCH_FILE,
	BUILDING_LAST,
	ACCOUNT_FIND,
	ACCOUNT_LIST,
	NAMES_SQL
};

static const char *const sql[NAMES_SQL] = {
    [ACCOUNT_NUMBER] = "SELECT number FROM account WHERE id = ?1",
    [BUILDING_CODE] = "SELECT code FROM building WHERE id = ?1",
    [METER_CODE] = "SELECT code FROM meter WHERE id = ?1",
    [BATCH_FILE] = "SELECT file FROM batch WHERE id = ?1",
    [BUILDING_LAST] = "SELECT coalesce(max(id), 0) FROM building",
    [ACCOUNT_FIND] = "SELECT id FROM account WHERE number = ?1",
    [ACCOUNT_LIST] = "SELECT id, number FROM account ORDER BY number",
};

const struct rtk_sql_table rtk_names_sql = {sql, RTK_COUNT(sql)};

static int
name_of(struct rtk_db *db, int which, int64_t key, char out[RTK_NAME_BYTES],
    struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[which], err);
	int rc;

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "i", key);
	rc = rtk_step(stmt, err);
	(void)sqlite3_snprintf(RTK_NAME_BYTES, out, "%s",
	    rc == 1 ? rtk_column_text(stmt, 0) : "");
	(void)sqlite3_reset(stmt);
	return rc < 0 ? -1 : 0;
}

int
rtk_account_number(struct rtk_db *db, int64_t account,
    char out[RTK_NAME_BYTES], struct rtk_err *err)
{
	return name_of(db, ACCOUNT_NUMBER, account, out, err);
}

int
rtk_building_code(struct rtk_db *db, int64_t building,
    char out[RTK_NAME_BYTES], struct rtk_err *err)
{
	return name_of(db, BUILDING_CODE, building, out, err);
}

int
rtk_batch_file(struct rtk_db *db, int64_t batch, char out[RTK_NAME_BYTES],
    struct rtk_err *err)
{
	return name_of(db, BATCH_FILE, batch, out, err);
}

int
rtk_building_last(struct rtk_db *db, int64_t *out, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[BUILDING_LAST], err);

	if (stmt == NULL || rtk_step(stmt, err) < 0)
		return -1;
	*out = sqlite3_column_int64(stmt, 0);
	(void)sqlite3_reset(stmt);
	return 0;
}

int
rtk_meter_code(struct rtk_db *db, int64_t meter, char out[RTK_NAME_BYTES],
    struct rtk_err *err)
{
	return name_of(db, METER_CODE, meter, out, err);
}

int
rtk_account_find(struct rtk_db *db, const char *number, int64_t *out,
    struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[ACCOUNT_FIND], err);
	int rc;

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "t", number);
	rc = rtk_step(stmt, err);
	if (rc == 1)
		*out = sqlite3_column_int64(stmt, 0);
	(void)sqlite3_reset(stmt);
	return rc;
}

struct rtk_account_list {
	sqlite3_stmt *stmt;
};

int
rtk_account_list_open(struct rtk_account_list **out, struct rtk_db *db,
    struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt_own(db, sql[ACCOUNT_LIST], err);

	if (stmt == NULL)
		return -1;
	*out = rtk_alloc(sizeof(**out));
	(*out)->stmt = stmt;
	return 0;
}

int
rtk_account_list_next(struct rtk_account_list *list, int64_t *account,
    const char **number, struct rtk_err *err)
{
	int rc = rtk_step(list->stmt, err);

	if (rc != 1)
		return rc;
	*account = sqlite3_column_int64(list->stmt, 0);
	*number = rtk_column_text(list->stmt, 1);
	return 1;
}

void
rtk_account_list_close(struct rtk_account_list *list)
{
	if (list == NULL)
		return;
	(void)sqlite3_finalize(list->stmt);
	free(list);
}
