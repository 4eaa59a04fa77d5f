#include "base/base.h"

#include "store/recalculation.h"

#include <stdlib.h>

#include "store/charge.h"
#include "store/stmt.h"

enum {
	ROW_INSERT,
	ROW_SCAN,
	STATE_INSERT,
	STATE_BATCH,
	RECALCULATION_SQL
};

static const char *const sql[RECALCULATION_SQL] = {
    [ROW_INSERT] =
	"INSERT INTO recalculation (period, account, for_period, code, batch,"
	" tariff, volume, common, amount_kop, source_batch, source_line)"
	" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    [ROW_SCAN] =
	"SELECT account, for_period, code, batch, tariff, volume, common,"
	" amount_kop, source_batch, source_line FROM recalculation"
	" WHERE period = ?1 AND account BETWEEN ?2 AND ?3 AND batch <= ?4"
	" ORDER BY account, for_period, code, batch",
    [STATE_INSERT] = "INSERT INTO corrected_state (id, batch, state)"
		     " VALUES (?1, ?2, ?3)",
    [STATE_BATCH] = "SELECT coalesce(max(batch), 0) FROM corrected_state"
		    " WHERE id = ?1",
};

const struct rtk_sql_table rtk_recalculation_sql = {sql, RTK_COUNT(sql)};

int
rtk_recalculation_add(struct rtk_db *db, const struct rtk_recalculation *row,
    struct rtk_err *err)
{
	const struct rtk_line *l = &row->line;

	return RTK_RUN(db, sql[ROW_INSERT], err, "pipiiiiiiii", row->period,
	    l->account, l->for_period, rtk_line_code(l), row->batch,
	    l->tariff, l->volume.v, l->common.v, l->amount.v,
	    row->source_batch, (int64_t)row->source_line);
}

struct rtk_recalculation_scan {
	sqlite3_stmt *stmt;
	struct rtk_period period;
};

int
rtk_recalculation_scan_open(struct rtk_recalculation_scan **out,
    struct rtk_db *db, const struct rtk_recalculation_query *query,
    struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt_own(db, sql[ROW_SCAN], err);

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "piii", query->period, query->account_from,
	    query->account_to, query->batch_max);
	*out = rtk_alloc(sizeof(**out));
	**out = (struct rtk_recalculation_scan){stmt, query->period};
	return 0;
}

int
rtk_recalculation_scan_next(struct rtk_recalculation_scan *scan,
    struct rtk_recalculation *out, struct rtk_err *err)
{
	sqlite3_stmt *s = scan->stmt;
	int rc = rtk_step(s, err);

	if (rc != 1)
		return rc;
	*out = (struct rtk_recalculation){.period = scan->period,
	    .batch = sqlite3_column_int64(s, 3),
	    .source_batch = sqlite3_column_int64(s, 8),
	    .source_line = (long)sqlite3_column_int64(s, 9)};
	rtk_line_decode(&out->line, sqlite3_column_int(s, 2));
	out->line.account = sqlite3_column_int64(s, 0);
	out->line.for_period.v = sqlite3_column_int(s, 1);
	out->line.tariff = sqlite3_column_int64(s, 4);
	out->line.volume.v = sqlite3_column_int64(s, 5);
	out->line.common.v = sqlite3_column_int64(s, 6);
	out->line.amount.v = sqlite3_column_int64(s, 7);
	return 1;
}

void
rtk_recalculation_scan_close(struct rtk_recalculation_scan *scan)
{
	if (scan == NULL)
		return;
	(void)sqlite3_finalize(scan->stmt);
	free(scan);
}

int
rtk_corrected_state_add(struct rtk_db *db,
    const struct rtk_corrected_state *row, struct rtk_err *err)
{
	return RTK_RUN(db, sql[STATE_INSERT], err, "iib",
	    RTK_BUILDING_MONTH_ID(row->period, row->building), row->batch,
	    /* a house without meters: no bytes, which are not NULL */
	    row->state_bytes > 0 ? row->state : "", row->state_bytes);
}

int
rtk_corrected_batch(struct rtk_db *db, struct rtk_period period,
    int64_t building, int64_t *batch, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[STATE_BATCH], err);

	if (s == NULL)
		return -1;
	rtk_bind(s, "i", RTK_BUILDING_MONTH_ID(period, building));
	if (rtk_step(s, err) < 0)
		return -1;
	*batch = sqlite3_column_int64(s, 0);
	(void)sqlite3_reset(s);
	return 0;
}
