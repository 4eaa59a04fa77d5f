#include "base/base.h"

#include "store/contract.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "store/row_cursor.h"
#include "store/stmt.h"

enum { CONTRACT_SCAN, CONTRACT_PARTY, CONTRACT_SQL };

/* ?1..?2 accounts, ?3 batch_max, ?4 the day. */
static const char *const sql[CONTRACT_SQL] = {
    [CONTRACT_SCAN] =
	"SELECT account, id, valid_from_day, valid_to_day, kind, load,"
	" indoor, design, hours, plan, schedule, coldest, warmest"
	" FROM contract"
	" WHERE account BETWEEN ?1 AND ?2 AND batch <= ?3"
	" AND valid_from_day <= ?4"
	" ORDER BY account, valid_from_day, batch",
    /* ?1 account, ?2 building, ?3 batch_max, ?4 the day */
    [CONTRACT_PARTY] =
	"SELECT grp, (SELECT zone FROM building_version"
	" WHERE building = ?2 AND batch <= ?3 AND valid_from_day <= ?4"
	" ORDER BY valid_from_day DESC, batch DESC LIMIT 1)"
	" FROM account_version"
	" WHERE account = ?1 AND batch <= ?3 AND valid_from_day <= ?4"
	" ORDER BY valid_from_day DESC, batch DESC LIMIT 1",
};

const struct rtk_sql_table rtk_contract_sql = {sql, RTK_COUNT(sql)};

struct rtk_contract_scan {
	struct rtk_db *db;
	struct rtk_contract_range range;
	struct cursor rows;
	struct rtk_arena arena; /* texts of what was handed out last */
	struct rtk_contract *contracts;
	size_t room;
};

int
rtk_contract_scan_open(struct rtk_contract_scan **out, struct rtk_db *db,
    const struct rtk_contract_range *range, struct rtk_err *err)
{
	struct rtk_contract_scan *scan = rtk_alloc(sizeof(*scan));

	memset(scan, 0, sizeof(*scan));
	scan->db = db;
	scan->range = *range;
	scan->rows.stmt = rtk_stmt_own(db, sql[CONTRACT_SCAN], err);
	if (scan->rows.stmt != NULL)
		rtk_bind(scan->rows.stmt, "iiid",
		    RTK_ACCOUNT_ID(range->building_from, 0),
		    RTK_ACCOUNT_ID(range->building_to + 1, 0) - 1,
		    range->batch_max, range->day);
	if (scan->rows.stmt == NULL || cursor_next(&scan->rows, err) < 0) {
		rtk_contract_scan_close(scan);
		return -1;
	}
	*out = scan;
	return 0;
}

static const char *
text_of(struct rtk_contract_scan *scan, sqlite3_stmt *stmt, int column)
{
	const char *text = rtk_column_text(stmt, column);

	return rtk_arena_copy(&scan->arena, text, strlen(text));
}

static int32_t
limit_of(sqlite3_stmt *s, int column, int32_t none)
{
	return sqlite3_column_type(s, column) == SQLITE_NULL
	    ? none
	    : sqlite3_column_int(s, column);
}

static void
read_contract(struct rtk_contract_scan *scan, struct rtk_contract *out)
{
	sqlite3_stmt *s = scan->rows.stmt;

	*out = (struct rtk_contract){
	    .account = scan->rows.key,
	    .id = sqlite3_column_int64(s, 1),
	    .from = rtk_column_date(s, 2),
	    .to = rtk_column_date(s, 3),
	    .kind = (enum rtk_contract_kind)sqlite3_column_int(s, 4),
	    .load = {sqlite3_column_int64(s, 5)},
	    .indoor = sqlite3_column_int(s, 6),
	    .design = sqlite3_column_int(s, 7),
	    .hours = sqlite3_column_int(s, 8),
	    .coldest = limit_of(s, 11, INT32_MIN),
	    .warmest = limit_of(s, 12, INT32_MAX),
	    .plan = text_of(scan, s, 9),
	    .schedule = text_of(scan, s, 10),
	};
}

/* The last row of the account on which the cursor stands. */
static int
take_account(struct rtk_contract_scan *scan, struct rtk_contract *out,
    struct rtk_err *err)
{
	int64_t account = scan->rows.key;

	while (scan->rows.on_row && scan->rows.key == account) {
		read_contract(scan, out);
		if (cursor_next(&scan->rows, err) < 0)
			return -1;
	}
	return 0;
}

int
rtk_contract_scan_next(struct rtk_contract_scan *scan, struct rtk_contract *out,
    struct rtk_err *err)
{
	rtk_arena_reset(&scan->arena);
	if (!scan->rows.on_row)
		return 0;
	return take_account(scan, out, err) < 0 ? -1 : 1;
}

int
rtk_contract_scan_building(struct rtk_contract_scan *scan, int64_t building,
    const struct rtk_contract **out, size_t *count, struct rtk_err *err)
{
	int64_t end = RTK_ACCOUNT_ID(building + 1, 0);

	rtk_arena_reset(&scan->arena);
	if (skip_to(&scan->rows, RTK_ACCOUNT_ID(building, 0), err) < 0)
		return -1;
	for (*count = 0; scan->rows.on_row && scan->rows.key < end;) {
		scan->contracts = rtk_array_grow(scan->contracts, &scan->room,
		    *count, sizeof(*scan->contracts));
		if (take_account(scan, &scan->contracts[*count], err) < 0)
			return -1;
		(*count)++;
	}
	*out = scan->contracts;
	return 0;
}

int
rtk_contract_party(struct rtk_contract_scan *scan,
    const struct rtk_contract *contract, enum rtk_group *group,
    const char **zone, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(scan->db, sql[CONTRACT_PARTY], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "iiid", contract->account,
	    RTK_BUILDING_OF(contract->account), scan->range.batch_max,
	    scan->range.day);
	rc = rtk_step(s, err);
	if (rc == 1) {
		*group = (enum rtk_group)sqlite3_column_int(s, 0);
		*zone = text_of(scan, s, 1);
	}
	(void)sqlite3_reset(s);
	return rc;
}

void
rtk_contract_scan_close(struct rtk_contract_scan *scan)
{
	if (scan == NULL)
		return;
	(void)sqlite3_finalize(scan->rows.stmt);
	rtk_arena_release(&scan->arena);
	free(scan->contracts);
	free(scan);
}
