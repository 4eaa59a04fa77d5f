#include "base/base.h"

#include "store/entry.h"

#include <string.h>

#include "base/array.h"
#include "store/decision.h"
#include "store/stmt.h"

enum {
	PAYEE_FIND,
	ENTRY_PLACE,
	ENTRY_FIND,
	ENTRY_REFUNDED,
	ENTRY_INSERT,
	ENTRY_EXISTS,
	POSTING_INSERT,
	ENTRY_SQL
};

static const char *const sql[ENTRY_SQL] = {
    [PAYEE_FIND] = "SELECT a.id, (SELECT closed_day FROM account_version"
		   "  WHERE account = a.id"
		   "  ORDER BY valid_from_day DESC, batch DESC LIMIT 1)"
		   " FROM account a WHERE a.number = ?1",
    /*
     * An entry that never hung is on the account of its number; one that was
     * split is on no single one.
     */
    [ENTRY_PLACE] =
	"SELECT e.amount_kop, e.account_text, e.reason, e.penalty,"
	" coalesce(CASE WHEN e.reason = '' AND NOT EXISTS"
	"   (SELECT 1 FROM assignment WHERE entry = e.id) THEN"
	"  (SELECT id FROM account WHERE number = e.account_text)"
	"  ELSE (SELECT iif(count(*) = 1, max(a.account), 0)"
	"   FROM assignment a WHERE a.entry = e.id AND " RTK_IN_FORCE(
	    "a") "  ) END, 0),"
		 " EXISTS (SELECT 1 FROM assignment a WHERE a.entry = e.id"
		 "  AND a.kind = 'cancel' AND " RTK_IN_FORCE(
		     "a") ")"
			  " FROM entry e WHERE e.id = ?1",
    /* what hangs has taken nothing back yet */
    [ENTRY_REFUNDED] =
	"SELECT coalesce(sum(amount_kop), 0) FROM"
	" (SELECT id, amount_kop, reason FROM entry"
	"  WHERE source = ?1 AND payment = ?2 AND sign = -1 UNION ALL"
	"  SELECT id, amount_kop, reason FROM entry"
	"  WHERE source = ?1 AND operation = ?2 AND sign = -1"
	"  AND payment IS NULL) r"
	" WHERE NOT " RTK_HANGS("r"),
    [ENTRY_INSERT] =
	"INSERT INTO entry (batch, line, source, operation, sign, paid_day,"
	" amount_kop, commission_kop, account_text, for_period, penalty,"
	" channel, reason, raw) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
	" ?10, ?11, ?12, ?13, ?14)",
    [ENTRY_EXISTS] = "SELECT 1 FROM entry WHERE id = ?1",
    [POSTING_INSERT] =
	"INSERT INTO posting (period, account, entry, number, amount_kop,"
	" paid_day, penalty, posted_day, reason) VALUES (?1, ?2, ?3,"
	" (SELECT count(*) FROM posting WHERE period = ?1 AND account = ?2"
	"  AND entry = ?3), ?4, ?5, ?6, ?7, ?8)",
    [ENTRY_FIND] = "SELECT id FROM entry"
		   " WHERE source = ?1 AND operation = ?2 AND sign = ?3",
};

const struct rtk_sql_table rtk_entry_sql = {sql, RTK_COUNT(sql)};

int
rtk_payee_find(struct rtk_payee *out, struct rtk_db *db, const char *number,
    struct rtk_date day, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[PAYEE_FIND], err);
	struct rtk_date closed;
	int rc;

	*out = (struct rtk_payee){0};
	if (s == NULL)
		return -1;
	rtk_bind(s, "t", number);
	rc = rtk_step(s, err);
	if (rc == 1) {
		out->account = sqlite3_column_int64(s, 0);
		closed = rtk_column_date(s, 1);
		out->closed = !rtk_date_is_none(closed) && closed.v <= day.v;
	}
	(void)sqlite3_reset(s);
	return rc < 0 ? -1 : 0;
}

int
rtk_entry_place(struct rtk_entry_place *out, struct rtk_db *db, int64_t id,
    struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[ENTRY_PLACE], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "i", id);
	rc = rtk_step(s, err);
	if (rc == 1)
		*out = (struct rtk_entry_place){
		    .amount = {sqlite3_column_int64(s, 0)},
		    .account_text = rtk_column_text(s, 1),
		    .reason = rtk_column_text(s, 2),
		    .penalty = sqlite3_column_int(s, 3) != 0,
		    .account = sqlite3_column_int64(s, 4),
		    .cancelled = sqlite3_column_int(s, 5) != 0};
	return rc;
}

int
rtk_entry_find(struct rtk_db *db, const struct rtk_entry *key, int64_t *id,
    struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[ENTRY_FIND], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "tti", key->source, key->operation, (int64_t)key->sign);
	rc = rtk_step(s, err);
	if (rc == 1)
		*id = sqlite3_column_int64(s, 0);
	(void)sqlite3_reset(s);
	return rc;
}

int
rtk_entry_refunded(struct rtk_kop *out, struct rtk_db *db,
    const struct rtk_entry *payment, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[ENTRY_REFUNDED], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "tt", payment->source, payment->operation);
	rc = rtk_step(s, err);
	if (rc == 1)
		out->v = sqlite3_column_int64(s, 0);
	(void)sqlite3_reset(s);
	return rc < 0 ? -1 : 0;
}

int
rtk_entry_add(struct rtk_db *db, struct rtk_entry *e, struct rtk_err *err)
{
	int64_t period = e->for_period.v < 0 ? RTK_BULK_NULL : e->for_period.v;

	if (rtk_run_bound(db, sql[ENTRY_INSERT], err, "iittidiitmittt",
		e->batch, (int64_t)e->line, e->source, e->operation,
		(int64_t)e->sign, e->paid, e->amount.v, e->commission.v,
		e->account_text, period, (int64_t)e->penalty, e->channel,
		e->reason, e->raw) < 0)
		return -1;
	e->id = sqlite3_last_insert_rowid(rtk_db_handle(db));
	return 0;
}

int
rtk_entry_exists(struct rtk_db *db, int64_t id, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[ENTRY_EXISTS], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "i", id);
	rc = rtk_step(s, err);
	(void)sqlite3_reset(s);
	return rc;
}

int
rtk_posting_add(
    struct rtk_db *db, const struct rtk_posting *p, struct rtk_err *err)
{
	return rtk_run_bound(db, sql[POSTING_INSERT], err, "piiididt",
	    p->period, p->account, p->entry, p->amount.v, p->paid,
	    (int64_t)p->penalty, p->posted, p->reason);
}
