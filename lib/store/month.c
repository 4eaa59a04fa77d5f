#include "base/base.h"

#include "store/month.h"

#include <string.h>

#include "store/stmt.h"

enum {
	BOOK_STATE,
	BATCH_MAX,
	BATCH_MAX_CHARGES,
	MONTH_GET,
	MONTH_INSERT,
	SUM_INSERT,
	SUM_LIST,
	DRAFT_GET,
	DRAFT_PUT,
	FINDING_DELETE,
	FINDING_INSERT,
	FINDING_BLOCKING,
	MONTH_SQL
};

static const char *const sql[MONTH_SQL] = {
    [BOOK_STATE] = "SELECT first_period,"
		   " coalesce((SELECT max(period) + 1 FROM month),"
		   " first_period) FROM book WHERE id = 1",
    [BATCH_MAX] = "SELECT coalesce(max(id), 0) FROM batch",
    [BATCH_MAX_CHARGES] =
	"SELECT coalesce(max(id), 0) FROM batch"
	" WHERE kind NOT IN ('payments', 'register', 'statement',"
	" 'balances') AND taken > 0",
    [MONTH_GET] = "SELECT period, closed_day, batch_max, accounts, lines,"
		  " amount_kop, content_sha256, certificate, seal, engine"
		  " FROM month"
		  " WHERE period = ?1",
    [MONTH_INSERT] = "INSERT INTO month (period, closed_day, batch_max,"
		     " accounts, lines, amount_kop, content_sha256,"
		     " certificate, seal, engine) VALUES (?1, ?2, ?3, ?4, ?5,"
		     " ?6, ?7, ?8, ?9, ?10)",
    [SUM_INSERT] = "INSERT INTO month_sum (period, service, component, kind,"
		   " lines, amount_kop) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [SUM_LIST] = "SELECT service, component, kind, lines, amount_kop"
		 " FROM month_sum WHERE period = ?1"
		 " ORDER BY service, component, kind",
    [DRAFT_GET] = "SELECT period, batch_max, accounts, lines FROM draft",
    [DRAFT_PUT] = "INSERT OR REPLACE INTO draft (id, period, batch_max,"
		  " accounts, lines) VALUES (1, ?1, ?2, ?3, ?4)",
    [FINDING_DELETE] = "DELETE FROM finding WHERE period = ?1",
    [FINDING_INSERT] = "INSERT INTO finding (period, number, fault, object,"
		       " detail, blocking) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [FINDING_BLOCKING] = "SELECT count(*) FROM finding"
			 " WHERE period = ?1 AND blocking = 1",
};

const struct rtk_sql_table rtk_month_sql = {sql, RTK_COUNT(sql)};

/* The first row of a statement with one or no parameter: 1, 0, -1. */
static sqlite3_stmt *
first_row(struct rtk_db *db, int which, const struct rtk_period *period,
    int *rc, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[which], err);

	*rc = -1;
	if (stmt == NULL)
		return NULL;
	if (period != NULL)
		rtk_bind(stmt, "p", *period);
	*rc = rtk_step(stmt, err);
	return stmt;
}

int
rtk_book_state(
    struct rtk_db *db, struct rtk_book_state *out, struct rtk_err *err)
{
	int rc;
	sqlite3_stmt *stmt = first_row(db, BOOK_STATE, NULL, &rc, err);

	if (rc == 1)
		*out = (struct rtk_book_state){{sqlite3_column_int(stmt, 0)},
		    {sqlite3_column_int(stmt, 1)}};
	(void)sqlite3_reset(stmt);
	if (rc == 0)
		return rtk_failf(err, RTK_E_DB_CORRUPT, "%s", "no first month");
	return rc < 0 ? -1 : 0;
}

static int
one_number(struct rtk_db *db, int which, const struct rtk_period *period,
    int64_t *out, struct rtk_err *err)
{
	int rc;
	sqlite3_stmt *stmt = first_row(db, which, period, &rc, err);

	if (rc == 1)
		*out = sqlite3_column_int64(stmt, 0);
	(void)sqlite3_reset(stmt);
	return rc < 0 ? -1 : 0;
}

int
rtk_batch_max(
    struct rtk_db *db, bool charges_only, int64_t *out, struct rtk_err *err)
{
	return one_number(db, charges_only ? BATCH_MAX_CHARGES : BATCH_MAX,
	    NULL, out, err);
}

int
rtk_closed_month(struct rtk_db *db, struct rtk_period period,
    struct rtk_closed_month *out, struct rtk_err *err)
{
	int rc;
	sqlite3_stmt *s = first_row(db, MONTH_GET, &period, &rc, err);

	if (rc == 1) {
		*out = (struct rtk_closed_month){
		    .period = period,
		    .closed = rtk_column_date(s, 1),
		    .batch_max = sqlite3_column_int64(s, 2),
		    .accounts = sqlite3_column_int64(s, 3),
		    .lines = sqlite3_column_int64(s, 4),
		    .amount = {sqlite3_column_int64(s, 5)},
		};
		rtk_column_sha256(s, 6, out->content);
		rtk_column_sha256(s, 7, out->certificate);
		rtk_column_sha256(s, 8, out->seal);
		(void)sqlite3_snprintf(sizeof(out->engine), out->engine, "%s",
		    rtk_column_text(s, 9));
	}
	(void)sqlite3_reset(s);
	return rc;
}

int
rtk_month_close(struct rtk_db *db, const struct rtk_closed_month *month,
    const struct rtk_month_sum *sums, size_t sum_count, struct rtk_err *err)
{
	for (size_t i = 0; i < sum_count; i++)
		if (rtk_run_bound(db, sql[SUM_INSERT], err, "piiiii",
			month->period, (int64_t)sums[i].service,
			(int64_t)sums[i].component, (int64_t)sums[i].kind,
			sums[i].lines, sums[i].amount.v) < 0)
			return -1;
	return rtk_run_bound(db, sql[MONTH_INSERT], err, "pdiiiitttt",
	    month->period, month->closed, month->batch_max, month->accounts,
	    month->lines, month->amount.v, month->content,
	    month->certificate, month->seal, month->engine);
}

int
rtk_month_sums(struct rtk_db *db, struct rtk_period period,
    struct rtk_month_sum out[RTK_MONTH_SUMS_MAX], size_t *count,
    struct rtk_err *err)
{
	int rc;
	sqlite3_stmt *s = first_row(db, SUM_LIST, &period, &rc, err);

	*count = 0;
	while (rc == 1 && *count < RTK_MONTH_SUMS_MAX) {
		struct rtk_month_sum *sum = &out[(*count)++];
		int64_t service = sqlite3_column_int64(s, 0);
		int64_t component = sqlite3_column_int64(s, 1);
		int64_t kind = sqlite3_column_int64(s, 2);

		*sum = (struct rtk_month_sum){
		    .service = (enum rtk_service)service,
		    .component = (enum rtk_component)component,
		    .kind = (enum rtk_kind)kind,
		    .lines = sqlite3_column_int64(s, 3),
		    .amount = {sqlite3_column_int64(s, 4)},
		};
		rc = rtk_step(s, err);
		if (service < 0 || service >= RTK_SERVICES || component < 0 ||
		    component >= RTK_COMPONENTS || kind < 0 ||
		    kind >= RTK_KINDS)
			rc = rtk_failf(err, RTK_E_DB_CORRUPT, "%s",
			    "sums of a month");
	}
	(void)sqlite3_reset(s);
	return rc < 0 ? -1 : 0;
}

int
rtk_draft_get(struct rtk_db *db, struct rtk_draft *out, struct rtk_err *err)
{
	int rc;
	sqlite3_stmt *s = first_row(db, DRAFT_GET, NULL, &rc, err);

	if (rc == 1)
		*out = (struct rtk_draft){{sqlite3_column_int(s, 0)},
		    sqlite3_column_int64(s, 1), sqlite3_column_int64(s, 2),
		    sqlite3_column_int64(s, 3)};
	(void)sqlite3_reset(s);
	return rc;
}

int
rtk_draft_put(
    struct rtk_db *db, const struct rtk_draft *draft, struct rtk_err *err)
{
	return rtk_run_bound(db, sql[DRAFT_PUT], err, "piii", draft->period,
	    draft->batch_max, draft->accounts, draft->lines);
}

int
rtk_findings_delete(
    struct rtk_db *db, struct rtk_period period, struct rtk_err *err)
{
	return rtk_run_bound(db, sql[FINDING_DELETE], err, "p", period);
}

int
rtk_finding_add(struct rtk_db *db, struct rtk_period period, int64_t number,
    const struct rtk_finding_row *row, struct rtk_err *err)
{
	return rtk_run_bound(db, sql[FINDING_INSERT], err, "pittti", period,
	    number, row->fault, row->object, row->detail,
	    (int64_t)row->blocking);
}

int
rtk_findings_blocking(struct rtk_db *db, struct rtk_period period,
    int64_t *count, struct rtk_err *err)
{
	return one_number(db, FINDING_BLOCKING, &period, count, err);
}
