#include "base/base.h"

#include "store/check_rows.h"

#include <stdlib.h>

#include "store/stmt.h"

enum { LATE_READINGS, WAITING_ROWS, CHECK_SQL };

static const char *const sql[CHECK_SQL] = {
    [LATE_READINGS] = "SELECT id, day FROM reading r"
		      " WHERE id BETWEEN ?1 AND ?2 AND day BETWEEN ?3 AND ?4"
		      " AND " RTK_READING_STANDS
		      " ORDER BY id",
    [WAITING_ROWS] = "SELECT b.kind, q.reason, count(*)"
		     " FROM quarantine q JOIN batch b ON b.id = q.batch"
		     " WHERE coalesce((SELECT d.action"
		     "  FROM quarantine_decision d WHERE d.quarantine = q.id"
		     "  ORDER BY d.id DESC LIMIT 1), 2) = 2"
		     " GROUP BY b.kind, q.reason ORDER BY b.kind, q.reason",
};

const struct rtk_sql_table rtk_check_rows_sql = {sql, RTK_COUNT(sql)};

struct rtk_overdue_scan {
	sqlite3_stmt *stmt;
	bool ended; /* a step more would begin again */
};

int
rtk_overdue_scan_open(struct rtk_overdue_scan **out, struct rtk_db *db,
    struct rtk_period period, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt_own(db, sql[LATE_READINGS], err);
	struct rtk_period next = {period.v + 1}, after = {period.v + 2};

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "iidd", RTK_READING_ID(next, 0, 0),
	    RTK_READING_ID(after, 0, 0) - 1, rtk_period_first(period),
	    rtk_period_last(period));
	*out = rtk_alloc(sizeof(**out));
	**out = (struct rtk_overdue_scan){stmt, false};
	return 0;
}

int
rtk_overdue_scan_next(struct rtk_overdue_scan *scan, int64_t *meter,
    struct rtk_date *day, struct rtk_err *err)
{
	const int64_t mask = (INT64_C(1) << 38) - 1;
	int rc = scan->ended ? 0 : rtk_step(scan->stmt, err);

	scan->ended = rc != 1;
	if (rc != 1)
		return rc;
	*meter = (sqlite3_column_int64(scan->stmt, 0) >> 4) & mask;
	*day = rtk_column_date(scan->stmt, 1);
	return 1;
}

void
rtk_overdue_scan_close(struct rtk_overdue_scan *scan)
{
	if (scan == NULL)
		return;
	(void)sqlite3_finalize(scan->stmt);
	free(scan);
}

int
rtk_waiting_rows(struct rtk_db *db,
    struct rtk_waiting_rows out[RTK_WAITING_ROWS_MAX], size_t *count,
    struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[WAITING_ROWS], err);
	int rc;

	*count = 0;
	if (stmt == NULL)
		return -1;
	while ((rc = rtk_step(stmt, err)) == 1 &&
	    *count < RTK_WAITING_ROWS_MAX) {
		struct rtk_waiting_rows *row = &out[(*count)++];

		(void)sqlite3_snprintf((int)sizeof(row->kind), row->kind,
		    "%s", rtk_column_text(stmt, 0));
		(void)sqlite3_snprintf((int)sizeof(row->reason), row->reason,
		    "%s", rtk_column_text(stmt, 1));
		row->count = sqlite3_column_int64(stmt, 2);
	}
	(void)sqlite3_reset(stmt);
	return rc < 0 ? -1 : 0;
}
