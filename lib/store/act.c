#include "base/base.h"

#include "store/act.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "store/row_cursor.h"
#include "store/stmt.h"

enum { ACT_SCAN, ACT_SQL };

/* ?1..?2 accounts, ?3 batch_max, ?4 the day. */
static const char *const sql[ACT_SQL] = {
    [ACT_SCAN] =
	"SELECT account, id, service, kind, day, from_day, to_day, throughput,"
	" annulled FROM act"
	" WHERE account BETWEEN ?1 AND ?2 AND batch <= ?3 AND day <= ?4"
	" ORDER BY account, service, kind, day, batch",
};

const struct rtk_sql_table rtk_act_sql = {sql, RTK_COUNT(sql)};

struct rtk_act_scan {
	struct cursor rows;
	struct rtk_act *acts;
	size_t room;
};

int
rtk_act_scan_open(struct rtk_act_scan **out, struct rtk_db *db,
    const struct rtk_act_range *range, struct rtk_err *err)
{
	struct rtk_act_scan *scan = rtk_alloc(sizeof(*scan));

	memset(scan, 0, sizeof(*scan));
	scan->rows.stmt = rtk_stmt_own(db, sql[ACT_SCAN], err);
	if (scan->rows.stmt != NULL)
		rtk_bind(scan->rows.stmt, "iiid",
		    RTK_ACCOUNT_ID(range->building_from, 0),
		    RTK_ACCOUNT_ID(range->building_to + 1, 0) - 1,
		    range->batch_max, range->day);
	if (scan->rows.stmt == NULL || cursor_next(&scan->rows, err) < 0) {
		rtk_act_scan_close(scan);
		return -1;
	}
	*out = scan;
	return 0;
}

static void
read_act(struct rtk_act *out, const struct cursor *rows)
{
	sqlite3_stmt *s = rows->stmt;

	*out = (struct rtk_act){
	    .account = rows->key,
	    .id = sqlite3_column_int64(s, 1),
	    .service = sqlite3_column_int(s, 2) == RTK_HOT_WATER
		? RTK_METER_HOT_WATER
		: RTK_METER_HEATING,
	    .kind = (enum rtk_act_kind)sqlite3_column_int(s, 3),
	    .day = rtk_column_date(s, 4),
	    .from = rtk_column_date(s, 5),
	    .to = rtk_column_date(s, 6),
	    .throughput = {sqlite3_column_int64(s, 7)},
	};
	if (out->kind == RTK_ACT_NO_ACCESS)
		out->from = out->day;
}

static bool
same_act(const struct rtk_act *a, const struct rtk_act *b)
{
	return a->account == b->account && a->service == b->service &&
	    a->kind == b->kind && a->day.v == b->day.v;
}

int
rtk_act_scan_building(struct rtk_act_scan *scan, int64_t building,
    struct rtk_act **out, size_t *count, struct rtk_err *err)
{
	int64_t end = RTK_ACCOUNT_ID(building + 1, 0);
	size_t kept = 0;

	if (skip_to(&scan->rows, RTK_ACCOUNT_ID(building, 0), err) < 0)
		return -1;
	while (scan->rows.on_row && scan->rows.key < end) {
		struct rtk_act act;

		read_act(&act, &scan->rows);
		/* a later row of the same act stands in its place */
		if (kept > 0 && same_act(&scan->acts[kept - 1], &act))
			kept--;
		if (sqlite3_column_int(scan->rows.stmt, 8) == 0) {
			scan->acts = rtk_array_grow(scan->acts, &scan->room,
			    kept, sizeof(act));
			scan->acts[kept++] = act;
		}
		if (cursor_next(&scan->rows, err) < 0)
			return -1;
	}
	*out = scan->acts;
	*count = kept;
	return 0;
}

void
rtk_act_scan_close(struct rtk_act_scan *scan)
{
	if (scan == NULL)
		return;
	(void)sqlite3_finalize(scan->rows.stmt);
	free(scan->acts);
	free(scan);
}
