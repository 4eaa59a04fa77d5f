#include "base/base.h"

#include "store/guard.h"

#include "store/migrate.h"

enum { TRIGGER_FIND, GUARD_SQL };

static const char *const sql[GUARD_SQL] = {
    [TRIGGER_FIND] = "SELECT 1 FROM sqlite_schema"
		     " WHERE type = 'trigger' AND name = ?1",
};

const struct rtk_sql_table rtk_guard_sql = {sql, RTK_COUNT(sql)};

/* Fewer rows do not pay for lifting a guard. */
enum { LIFT_ROWS = 1000 };

static int
require(struct rtk_db *db, const char *name, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[TRIGGER_FIND], err);
	int rc;

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "t", name);
	rc = rtk_step(stmt, err);
	(void)sqlite3_reset(stmt);
	if (rc == 0)
		return rtk_failf(err, RTK_E_DB_CORRUPT, "no trigger %s", name);
	return rc < 0 ? -1 : 0;
}

int
rtk_guards_lift(struct rtk_db *db, const struct rtk_guard *guards,
    size_t count, struct rtk_err *err)
{
	for (size_t i = 0; i < count; i++) {
		if (require(db, guards[i].name, err) < 0)
			return -1;
		if (sqlite3_exec(rtk_db_handle(db), guards[i].drop, NULL, NULL,
			NULL) != SQLITE_OK)
			return rtk_db_fail(db, err);
	}
	return 0;
}

int
rtk_guards_set(struct rtk_db *db, const struct rtk_guard *guards,
    size_t count, struct rtk_err *err)
{
	for (size_t i = 0; i < count; i++)
		if (rtk_migrate_trigger(db, guards[i].name, err) < 0)
			return -1;
	return 0;
}

int
rtk_guards_bulk(struct rtk_db *db, const char *text,
    const struct rtk_bulk *bulk, const struct rtk_guard *guard,
    struct rtk_err *err)
{
	if (bulk->count < LIFT_ROWS)
		return rtk_bulk_run(db, text, bulk, err);
	if (rtk_guards_lift(db, guard, 1, err) < 0 ||
	    rtk_bulk_run(db, text, bulk, err) < 0)
		return -1;
	return rtk_guards_set(db, guard, 1, err);
}
