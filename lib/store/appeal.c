#include "base/base.h"

#include "store/appeal.h"

#include <stdlib.h>

#include "store/stmt.h"

enum { APPEALS, APPEAL_SQL };

static const char *const sql[APPEAL_SQL] = {
    /* 0: on quality, which outages answer */
    [APPEALS] =
	"SELECT p.code, a.number, p.received_day, p.channel, p.subject,"
	" p.answered_day, p.answer, p.document, p.subject = 0 AND EXISTS"
	" (SELECT 1 FROM outage o WHERE instr(o.document, p.code) > 0)"
	" FROM appeal p JOIN account a ON a.id = p.account"
	" WHERE p.batch = (SELECT max(n.batch) FROM appeal n"
	"  WHERE n.code = p.code) AND (NOT ?1 OR p.answered_day IS NULL)"
	" ORDER BY p.received_day, p.code",
};

const struct rtk_sql_table rtk_appeal_sql = {sql, RTK_COUNT(sql)};

struct rtk_appeal_scan {
	sqlite3_stmt *stmt;
};

int
rtk_appeal_scan_open(struct rtk_appeal_scan **out, struct rtk_db *db,
    bool open_only, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt_own(db, sql[APPEALS], err);

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "i", (int64_t)open_only);
	*out = rtk_alloc(sizeof(**out));
	(*out)->stmt = stmt;
	return 0;
}

int
rtk_appeal_scan_next(struct rtk_appeal_scan *scan, struct rtk_appeal *out,
    struct rtk_err *err)
{
	sqlite3_stmt *s = scan->stmt;
	int rc = rtk_step(s, err);

	if (rc != 1)
		return rc;
	*out = (struct rtk_appeal){
	    .code = rtk_column_text(s, 0),
	    .account = rtk_column_text(s, 1),
	    .received = rtk_column_date(s, 2),
	    .channel = rtk_column_text(s, 3),
	    .subject = (enum rtk_appeal_subject)sqlite3_column_int(s, 4),
	    .answered = rtk_column_date(s, 5),
	    .answer = rtk_column_text(s, 6),
	    .document = rtk_column_text(s, 7),
	    .outage = sqlite3_column_int(s, 8) != 0,
	};
	return 1;
}

void
rtk_appeal_scan_close(struct rtk_appeal_scan *scan)
{
	if (scan == NULL)
		return;
	(void)sqlite3_finalize(scan->stmt);
	free(scan);
}
