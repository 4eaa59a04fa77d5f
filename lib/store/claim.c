#include "base/base.h"

#include "store/claim.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "store/stmt.h"

enum { CLAIM_CLASS, CLAIM_OPENINGS, CLAIM_PAYMENTS, CLAIM_SQL };

static const char *const sql[CLAIM_SQL] = {
    [CLAIM_CLASS] = "SELECT penalty_class FROM account_version"
		    " WHERE account = ?1 AND batch <= ?3"
		    " ORDER BY valid_from_day > ?2,"
		    " CASE WHEN valid_from_day > ?2 THEN valid_from_day"
		    "  ELSE -valid_from_day END, batch DESC LIMIT 1",
    [CLAIM_OPENINGS] = "SELECT service, for_period, amount_kop FROM opening"
		       " WHERE account = ?1 ORDER BY for_period, service",
    [CLAIM_PAYMENTS] =
	"SELECT p.entry, p.paid_day, p.amount_kop, e.for_period, p.penalty,"
	" CASE WHEN e.sign < 0 THEN (SELECT o.id FROM entry o"
	"  WHERE o.source = e.source AND o.sign = 1"
	"  AND o.operation = coalesce(e.payment, e.operation)) END"
	" FROM posting p JOIN entry e ON e.id = p.entry"
	" WHERE p.period = ?1 AND p.account = ?2"
	" ORDER BY p.paid_day, p.entry, p.number",
};

const struct rtk_sql_table rtk_claim_sql = {sql, RTK_COUNT(sql)};

static int
load_class(struct rtk_claims *out, struct rtk_db *db,
    const struct rtk_claim_query *query, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[CLAIM_CLASS], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "idi", query->account, query->day, query->batch_max);
	rc = rtk_step(s, err);
	if (rc == 1)
		out->class = (enum rtk_penalty_class)sqlite3_column_int(s, 0);
	(void)sqlite3_reset(s);
	return rc < 0 ? -1 : 0;
}

static int
load_openings(struct rtk_claims *out, struct rtk_db *db, int64_t account,
    struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[CLAIM_OPENINGS], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "i", account);
	while ((rc = rtk_step(s, err)) == 1) {
		out->openings =
		    rtk_array_grow(out->openings, &out->opening_room,
			out->opening_count, sizeof(*out->openings));
		out->openings[out->opening_count++] =
		    (struct rtk_claim_opening){
			(enum rtk_service)sqlite3_column_int(s, 0),
			{sqlite3_column_int(s, 1)},
			{sqlite3_column_int64(s, 2)}};
	}
	(void)sqlite3_reset(s);
	return rc;
}

static int
load_payments(struct rtk_claims *out, struct rtk_db *db, int64_t account,
    struct rtk_period month, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[CLAIM_PAYMENTS], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "pi", month, account);
	while ((rc = rtk_step(s, err)) == 1) {
		bool named = sqlite3_column_type(s, 3) != SQLITE_NULL;

		out->payments =
		    rtk_array_grow(out->payments, &out->payment_room,
			out->payment_count, sizeof(*out->payments));
		out->payments[out->payment_count++] =
		    (struct rtk_claim_payment){
			.entry = sqlite3_column_int64(s, 0),
			.paid = rtk_column_date(s, 1),
			.amount = {sqlite3_column_int64(s, 2)},
			.for_period = {named ? sqlite3_column_int(s, 3) : -1},
			.penalty = sqlite3_column_int(s, 4) != 0,
			.paired = sqlite3_column_int64(s, 5),
		    };
	}
	(void)sqlite3_reset(s);
	return rc;
}

static int
compare_payments(const void *left, const void *right)
{
	const struct rtk_claim_payment *a = left, *b = right;

	if (a->paid.v != b->paid.v)
		return a->paid.v < b->paid.v ? -1 : 1;
	return (a->entry > b->entry) - (a->entry < b->entry);
}

int
rtk_claims_load(struct rtk_claims *out, struct rtk_db *db,
    const struct rtk_claim_query *query, struct rtk_err *err)
{
	struct rtk_claims claims = {0};
	struct rtk_period month = query->first;
	int rc = load_class(&claims, db, query, err);

	if (rc == 0)
		rc = load_openings(&claims, db, query->account, err);
	for (; rc == 0 && month.v <= query->last.v; month.v++)
		rc = load_payments(&claims, db, query->account, month, err);
	if (rc < 0) {
		rtk_claims_release(&claims);
		return -1;
	}
	if (claims.payment_count > 0)
		qsort(claims.payments, claims.payment_count,
		    sizeof(*claims.payments), compare_payments);
	*out = claims;
	return 0;
}

void
rtk_claims_release(struct rtk_claims *claims)
{
	free(claims->openings);
	free(claims->payments);
	*claims = (struct rtk_claims){0};
}
