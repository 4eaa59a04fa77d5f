#include "base/base.h"

#include "store/meter_list.h"

#include <stdlib.h>

#include "store/stmt.h"

enum { METERS_IN_USE, METER_LIST_SQL };

static const char *const sql[METER_LIST_SQL] = {
    [METERS_IN_USE] =
	"SELECT m.id, m.service, m.code FROM meter m"
	" JOIN meter_version v ON v.meter = m.id"
	" AND v.batch = (SELECT max(n.batch) FROM meter_version n"
	" WHERE n.meter = m.id)"
	" WHERE v.installed_day <= ?1"
	" AND (v.removed_day IS NULL OR v.removed_day > ?1)"
	" ORDER BY m.id",
};

const struct rtk_sql_table rtk_meter_list_sql = {sql, RTK_COUNT(sql)};

struct rtk_meter_list {
	sqlite3_stmt *stmt;
};

int
rtk_meter_list_open(struct rtk_meter_list **out, struct rtk_db *db,
    struct rtk_date day, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt_own(db, sql[METERS_IN_USE], err);

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "d", day);
	*out = rtk_alloc(sizeof(**out));
	(*out)->stmt = stmt;
	return 0;
}

int
rtk_meter_list_next(struct rtk_meter_list *list, struct rtk_listed_meter *out,
    struct rtk_err *err)
{
	int rc;

	while ((rc = rtk_step(list->stmt, err)) == 1) {
		out->account =
		    RTK_ACCOUNT_OF(sqlite3_column_int64(list->stmt, 0));
		out->service =
		    (enum rtk_meter_service)sqlite3_column_int(list->stmt, 1);
		out->code = rtk_column_text(list->stmt, 2);
		/* number 0 is the building itself */
		if (out->account % (1 << RTK_ACCOUNT_BITS) != 0)
			return 1;
	}
	return rc;
}

void
rtk_meter_list_close(struct rtk_meter_list *list)
{
	if (list == NULL)
		return;
	(void)sqlite3_finalize(list->stmt);
	free(list);
}
