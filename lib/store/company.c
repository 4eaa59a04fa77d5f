#include "base/base.h"

#include "store/company.h"

#include <string.h>

#include "store/stmt.h"

enum { COMPANY_VALUE, COMPANY_SQL };

static const char *const sql[COMPANY_SQL] = {
    [COMPANY_VALUE] = "SELECT value FROM company WHERE key = ?1"
		      " ORDER BY batch DESC LIMIT 1",
};

const struct rtk_sql_table rtk_company_sql = {sql, RTK_COUNT(sql)};

int
rtk_company_value(const char **out, struct rtk_db *db, const char *key,
    struct rtk_arena *arena, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[COMPANY_VALUE], err);
	const char *value;
	int rc;

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "t", key);
	rc = rtk_step(stmt, err);
	value = rc == 1 ? rtk_column_text(stmt, 0) : "";
	*out = rtk_arena_copy(arena, value, strlen(value));
	(void)sqlite3_reset(stmt);
	return rc < 0 ? -1 : 0;
}
