#include "base/base.h"

#include "store/allocator.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "store/row_cursor.h"
#include "store/stmt.h"

enum { ALLOCATOR_SCAN, ALLOCATOR_MEETS, ALLOCATOR_SQL };

static const char *const sql[ALLOCATOR_SQL] = {
    /* ?1..?2 accounts, ?3 batch_max, ?4 the first day of the month */
    [ALLOCATOR_SCAN] =
	"SELECT account, id, from_period, to_period, units FROM allocator"
	" WHERE settled_day = ?4 AND account BETWEEN ?1 AND ?2"
	" AND batch <= ?3 ORDER BY account, from_period, to_period, batch",
    /* ?1..?2 accounts, ?3..?4 months: another settlement, then the same */
    [ALLOCATOR_MEETS] =
	"SELECT from_period = ?3 AND to_period = ?4, settled_day"
	" FROM allocator a WHERE account BETWEEN ?1 AND ?2"
	" AND from_period <= ?4 AND to_period >= ?3"
	" AND ((from_period = ?3 AND to_period = ?4) OR (?5 = 1"
	"  AND units IS NOT NULL AND NOT EXISTS (SELECT 1 FROM allocator n"
	"   WHERE n.account = a.account AND n.from_period = a.from_period"
	"   AND n.to_period = a.to_period AND n.batch > a.batch)))"
	" ORDER BY 1 LIMIT 1",
};

const struct rtk_sql_table rtk_allocator_sql = {sql, RTK_COUNT(sql)};

struct rtk_allocator_scan {
	struct cursor rows;
	struct rtk_allocator *list;
	size_t room;
};

int
rtk_allocator_scan_open(struct rtk_allocator_scan **out, struct rtk_db *db,
    const struct rtk_allocator_range *range, struct rtk_err *err)
{
	struct rtk_allocator_scan *scan = rtk_alloc(sizeof(*scan));

	memset(scan, 0, sizeof(*scan));
	scan->rows.stmt = rtk_stmt_own(db, sql[ALLOCATOR_SCAN], err);
	if (scan->rows.stmt != NULL)
		rtk_bind(scan->rows.stmt, "iiid",
		    RTK_ACCOUNT_ID(range->building_from, 0),
		    RTK_ACCOUNT_ID(range->building_to + 1, 0) - 1,
		    range->batch_max, range->settled);
	if (scan->rows.stmt == NULL || cursor_next(&scan->rows, err) < 0) {
		rtk_allocator_scan_close(scan);
		return -1;
	}
	*out = scan;
	return 0;
}

static struct rtk_allocator
read_row(const struct cursor *rows)
{
	sqlite3_stmt *s = rows->stmt;

	return (struct rtk_allocator){.id = sqlite3_column_int64(s, 1),
	    .account = rows->key,
	    .from = {sqlite3_column_int(s, 2)},
	    .to = {sqlite3_column_int(s, 3)},
	    .has_units = sqlite3_column_type(s, 4) != SQLITE_NULL,
	    .units = {sqlite3_column_int64(s, 4)}};
}

static int
compare_rows(const void *left, const void *right)
{
	const struct rtk_allocator *a = left, *b = right;

	if (a->from.v != b->from.v)
		return a->from.v - b->from.v;
	if (a->to.v != b->to.v)
		return a->to.v - b->to.v;
	return (a->account > b->account) - (a->account < b->account);
}

int
rtk_allocator_scan_building(struct rtk_allocator_scan *scan, int64_t building,
    const struct rtk_allocator **out, size_t *count, struct rtk_err *err)
{
	int64_t end = RTK_ACCOUNT_ID(building + 1, 0);
	size_t kept = 0;

	if (skip_to(&scan->rows, RTK_ACCOUNT_ID(building, 0), err) < 0)
		return -1;
	while (scan->rows.on_row && scan->rows.key < end) {
		struct rtk_allocator row = read_row(&scan->rows);

		/* a later row of the same months stands in its place */
		if (kept > 0 && compare_rows(&scan->list[kept - 1], &row) == 0)
			kept--;
		scan->list =
		    rtk_array_grow(scan->list, &scan->room, kept, sizeof(row));
		scan->list[kept++] = row;
		if (cursor_next(&scan->rows, err) < 0)
			return -1;
	}
	if (kept > 0)
		qsort(scan->list, kept, sizeof(*scan->list), compare_rows);
	*out = scan->list;
	*count = kept;
	return 0;
}

void
rtk_allocator_scan_close(struct rtk_allocator_scan *scan)
{
	if (scan == NULL)
		return;
	(void)sqlite3_finalize(scan->rows.stmt);
	free(scan->list);
	free(scan);
}

int
rtk_allocator_settlement(struct rtk_date *settled, struct rtk_db *db,
    const struct rtk_allocator *row, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[ALLOCATOR_MEETS], err);
	int64_t building = RTK_BUILDING_OF(row->account);
	bool same = false;
	int rc;

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "iiiii", RTK_ACCOUNT_ID(building, 0),
	    RTK_ACCOUNT_ID(building + 1, 0) - 1, (int64_t)row->from.v,
	    (int64_t)row->to.v, (int64_t)row->has_units);
	rc = rtk_step(stmt, err);
	if (rc == 1) {
		same = sqlite3_column_int(stmt, 0) != 0;
		*settled = rtk_column_date(stmt, 1);
	}
	(void)sqlite3_reset(stmt);
	if (rc == 1 && !same)
		return rtk_fail(err, RTK_E_ALLOCATOR_OVERLAP);
	return rc;
}
