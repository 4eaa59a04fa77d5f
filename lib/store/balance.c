#include "base/base.h"

#include "store/balance.h"

#include <stdlib.h>

#include "store/guard.h"
#include "store/stmt.h"

enum { BALANCE_SCAN, OPENING_SCAN, PAID_SCAN, BALANCE_INSERT, BALANCE_SQL };

static const char *const sql[BALANCE_SQL] = {
    [BALANCE_SCAN] = "SELECT id & 4294967295, heating_kop, hot_water_kop,"
		     " penalty_kop FROM balance WHERE id BETWEEN ?1 AND ?2"
		     " ORDER BY id",
    [OPENING_SCAN] =
	"SELECT account,"
	" coalesce(sum(amount_kop) FILTER (WHERE service = 0), 0),"
	" coalesce(sum(amount_kop) FILTER (WHERE service = 1), 0),"
	" coalesce(sum(amount_kop) FILTER (WHERE service = 2), 0)"
	" FROM opening WHERE account BETWEEN ?1 AND ?2"
	" GROUP BY account ORDER BY account",
    [PAID_SCAN] =
	"SELECT account, amount_kop, penalty FROM posting"
	" WHERE period = ?1 AND account BETWEEN ?2 AND ?3"
	" ORDER BY account",
    [BALANCE_INSERT] = "INSERT INTO balance (id, heating_kop,"
		       " hot_water_kop, penalty_kop)"
		       " SELECT c0, c1, c2, c3 FROM rtk_bulk(?1)",
};

const struct rtk_sql_table rtk_balance_sql = {sql, RTK_COUNT(sql)};

enum { WIDTH = 4, BUFFER_ROWS = 16384 };

struct rtk_balance_scan {
	sqlite3_stmt *stmt;
};

int
rtk_balance_scan_open(struct rtk_balance_scan **out, struct rtk_db *db,
    const struct rtk_period period[2], const int64_t account_range[2],
    struct rtk_err *err)
{
	/* period[0]: the month, period[1]: the first month of the book */
	bool first = period[0].v <= period[1].v;
	struct rtk_period before = {period[0].v - 1};
	sqlite3_stmt *stmt = rtk_stmt_own(
	    db, sql[first ? OPENING_SCAN : BALANCE_SCAN], err);

	if (stmt == NULL)
		return -1;
	if (first)
		rtk_bind(stmt, "ii", account_range[0], account_range[1]);
	else
		rtk_bind(stmt, "ii", RTK_BALANCE_ID(before, account_range[0]),
		    RTK_BALANCE_ID(before, account_range[1]));
	*out = rtk_alloc(sizeof(**out));
	(*out)->stmt = stmt;
	return 0;
}

int
rtk_balance_scan_next(struct rtk_balance_scan *scan, struct rtk_balance *out,
    struct rtk_err *err)
{
	int rc = rtk_step(scan->stmt, err);

	if (rc != 1)
		return rc;
	out->account = sqlite3_column_int64(scan->stmt, 0);
	for (int i = 0; i < RTK_SERVICES; i++)
		out->service[i].v = sqlite3_column_int64(scan->stmt, i + 1);
	return 1;
}

void
rtk_balance_scan_close(struct rtk_balance_scan *scan)
{
	if (scan == NULL)
		return;
	(void)sqlite3_finalize(scan->stmt);
	free(scan);
}

/* The scan stands on its next row: a million groups in SQL cost more. */
struct rtk_paid_scan {
	sqlite3_stmt *stmt;
	bool on_row;
	int64_t account; /* of the row */
};

static int
paid_step(struct rtk_paid_scan *scan, struct rtk_err *err)
{
	int rc = rtk_step(scan->stmt, err);

	scan->on_row = rc == 1;
	if (rc == 1)
		scan->account = sqlite3_column_int64(scan->stmt, 0);
	return rc < 0 ? -1 : 0;
}

int
rtk_paid_scan_open(struct rtk_paid_scan **out, struct rtk_db *db,
    struct rtk_period period, const int64_t account_range[2],
    struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt_own(db, sql[PAID_SCAN], err);
	struct rtk_paid_scan *scan;

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "pii", period, account_range[0], account_range[1]);
	scan = rtk_alloc(sizeof(*scan));
	scan->stmt = stmt;
	if (paid_step(scan, err) < 0) {
		rtk_paid_scan_close(scan);
		return -1;
	}
	*out = scan;
	return 0;
}

int
rtk_paid_scan_next(
    struct rtk_paid_scan *scan, struct rtk_paid *out, struct rtk_err *err)
{
	struct rtk_paid paid = {.account = scan->account};

	if (!scan->on_row)
		return 0;
	while (scan->on_row && scan->account == paid.account) {
		bool penalty = sqlite3_column_int(scan->stmt, 2) != 0;
		int64_t *sum = penalty ? &paid.penalty.v : &paid.services.v;

		if (__builtin_add_overflow(
			*sum, sqlite3_column_int64(scan->stmt, 1), sum))
			return rtk_fail(err, RTK_E_NUM_RANGE);
		if (paid_step(scan, err) < 0)
			return -1;
	}
	*out = paid;
	return 1;
}

void
rtk_paid_scan_close(struct rtk_paid_scan *scan)
{
	if (scan == NULL)
		return;
	(void)sqlite3_finalize(scan->stmt);
	free(scan);
}

struct rtk_balance_writer {
	struct rtk_db *db;
	struct rtk_period period;
	size_t count;
	int64_t cells[BUFFER_ROWS * WIDTH];
};

struct rtk_balance_writer *
rtk_balance_writer_new(struct rtk_db *db, struct rtk_period period)
{
	struct rtk_balance_writer *writer = rtk_alloc(sizeof(*writer));

	writer->db = db;
	writer->period = period;
	writer->count = 0;
	return writer;
}

void
rtk_balance_writer_free(struct rtk_balance_writer *writer)
{
	free(writer);
}

int
rtk_balance_writer_finish(
    struct rtk_balance_writer *writer, struct rtk_err *err)
{
	static const struct rtk_guard guard = RTK_GUARD(balance_no_insert);
	struct rtk_bulk bulk = {writer->cells, writer->count, WIDTH};

	if (writer->count == 0)
		return 0;
	writer->count = 0;
	return rtk_guards_bulk(
	    writer->db, sql[BALANCE_INSERT], &bulk, &guard, err);
}

int
rtk_balance_write(struct rtk_balance_writer *writer,
    const struct rtk_balance *balance, struct rtk_err *err)
{
	int64_t *cell = &writer->cells[writer->count * WIDTH];

	cell[0] = RTK_BALANCE_ID(writer->period, balance->account);
	for (int i = 0; i < RTK_SERVICES; i++)
		cell[i + 1] = balance->service[i].v;
	writer->count++;
	if (writer->count < BUFFER_ROWS)
		return 0;
	return rtk_balance_writer_finish(writer, err);
}
