#include "base/base.h"

#include "store/debt_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "store/cursor.h"
#include "store/guard.h"
#include "store/stmt.h"

enum {
	STATE_PUT,
	STATE_KEPT,
	STATE_SCAN,
	PAYMENT_SCAN,
	CLASS_SCAN,
	DEBT_ROWS_SQL
};

static const char *const sql[DEBT_ROWS_SQL] = {
    [STATE_PUT] = "INSERT INTO debt_state (id, state)"
		  " SELECT c0, CAST(c1 AS BLOB) FROM rtk_bulk(?1, 2)",
    [STATE_KEPT] = "SELECT 1 FROM debt_state WHERE id = ?1",
    [STATE_SCAN] = "SELECT id & 4294967295, state FROM debt_state"
		   " WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
    /* the order of the tables is ours: postings first */
    [PAYMENT_SCAN] =
	"SELECT p.account, p.entry, p.paid_day, p.amount_kop, e.for_period,"
	" p.penalty FROM posting p CROSS JOIN entry e ON e.id = p.entry"
	" WHERE p.period = ?1 ORDER BY p.account, p.entry, p.number",
    [CLASS_SCAN] = "SELECT 1 FROM account_version"
		   " WHERE account BETWEEN ?1 AND ?2"
		   " AND rtk_visit(?3, account, valid_from_day, batch,"
		   " penalty_class) ORDER BY account, valid_from_day, batch",
};

const struct rtk_sql_table rtk_debt_rows_sql = {sql, RTK_COUNT(sql)};

/* --- states ------------------------------------------------------------- */

enum { BUFFER_ROWS = 16384, WIDTH = 2 };

/* Rows in memory: their bytes follow each other. */
struct rtk_debt_state_writer {
	struct rtk_db *db;
	struct rtk_period period;
	struct rtk_buf bytes;
	size_t count;
	int64_t cells[BUFFER_ROWS * WIDTH];
	struct rtk_bulk_text states[BUFFER_ROWS];
};

struct rtk_debt_state_writer *
rtk_debt_state_writer_new(struct rtk_db *db, struct rtk_period period)
{
	struct rtk_debt_state_writer *writer = rtk_alloc(sizeof(*writer));

	writer->db = db;
	writer->period = period;
	writer->bytes = (struct rtk_buf){0};
	writer->count = 0;
	return writer;
}

void
rtk_debt_state_writer_free(struct rtk_debt_state_writer *writer)
{
	if (writer == NULL)
		return;
	rtk_buf_release(&writer->bytes);
	free(writer);
}

int
rtk_debt_state_writer_finish(
    struct rtk_debt_state_writer *writer, struct rtk_err *err)
{
	static const struct rtk_guard guard = RTK_GUARD(debt_state_no_insert);
	const struct rtk_bulk bulk = {writer->cells, writer->count, WIDTH};
	const char *at = writer->bytes.bytes;
	int rc;

	if (writer->count == 0)
		return 0;
	/* only now the bytes stay where they are */
	for (size_t i = 0; i < writer->count; i++) {
		writer->states[i].bytes = at != NULL ? at : "";
		writer->cells[i * WIDTH + 1] =
		    (int64_t)(intptr_t)&writer->states[i];
		at += writer->states[i].size;
	}
	rc = rtk_guards_bulk(writer->db, sql[STATE_PUT], &bulk, &guard, err);
	writer->count = 0;
	rtk_buf_reset(&writer->bytes);
	return rc;
}

int
rtk_debt_state_write(struct rtk_debt_state_writer *writer,
    const struct rtk_debt_state_row *row, struct rtk_err *err)
{
	size_t at = writer->count++;

	writer->cells[at * WIDTH] =
	    RTK_DEBT_STATE_ID(writer->period, row->account);
	writer->states[at].size = row->size;
	if (row->size > 0)
		rtk_buf_add(&writer->bytes, row->bytes, row->size);
	return writer->count < BUFFER_ROWS
	    ? 0
	    : rtk_debt_state_writer_finish(writer, err);
}

int
rtk_debt_states_kept(
    struct rtk_db *db, struct rtk_period period, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt(db, sql[STATE_KEPT], err);
	int rc;

	if (s == NULL)
		return -1;
	rtk_bind(s, "i", RTK_DEBT_STATE_ID(period, 0));
	rc = rtk_step(s, err);
	(void)sqlite3_reset(s);
	return rc;
}

const struct rtk_debt_range rtk_debt_all = {
    1, RTK_ACCOUNT_ID(RTK_BUILDING_MAX, 4095)};

struct rtk_debt_state_scan {
	sqlite3_stmt *stmt;
};

int
rtk_debt_state_scan_open(struct rtk_debt_state_scan **out, struct rtk_db *db,
    struct rtk_period period, const struct rtk_debt_range *range,
    struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt_own(db, sql[STATE_SCAN], err);

	if (s == NULL)
		return -1;
	rtk_bind(s, "ii", RTK_DEBT_STATE_ID(period, range->from),
	    RTK_DEBT_STATE_ID(period, range->to));
	*out = rtk_alloc(sizeof(**out));
	(*out)->stmt = s;
	return 0;
}

int
rtk_debt_state_scan_next(struct rtk_debt_state_scan *scan,
    struct rtk_debt_state_row *out, struct rtk_err *err)
{
	int rc = rtk_step(scan->stmt, err);

	if (rc != 1)
		return rc;
	*out = (struct rtk_debt_state_row){
	    .account = sqlite3_column_int64(scan->stmt, 0),
	    .bytes = sqlite3_column_blob(scan->stmt, 1)};
	out->size = (size_t)sqlite3_column_bytes(scan->stmt, 1);
	return 1;
}

void
rtk_debt_state_scan_close(struct rtk_debt_state_scan *scan)
{
	if (scan == NULL)
		return;
	(void)sqlite3_finalize(scan->stmt);
	free(scan);
}

/* --- payments ----------------------------------------------------------- */

struct rtk_claim_scan {
	sqlite3_stmt *stmt;
};

int
rtk_claim_scan_open(struct rtk_claim_scan **out, struct rtk_db *db,
    struct rtk_period period, struct rtk_err *err)
{
	sqlite3_stmt *s = rtk_stmt_own(db, sql[PAYMENT_SCAN], err);

	if (s == NULL)
		return -1;
	rtk_bind(s, "p", period);
	*out = rtk_alloc(sizeof(**out));
	(*out)->stmt = s;
	return 0;
}

int
rtk_claim_scan_next(struct rtk_claim_scan *scan, int64_t *account,
    struct rtk_claim_payment *out, struct rtk_err *err)
{
	sqlite3_stmt *s = scan->stmt;
	int rc = rtk_step(s, err);
	bool named;

	if (rc != 1)
		return rc;
	named = sqlite3_column_type(s, 4) != SQLITE_NULL;
	*account = sqlite3_column_int64(s, 0);
	*out = (struct rtk_claim_payment){
	    .entry = sqlite3_column_int64(s, 1),
	    .paid = rtk_column_date(s, 2),
	    .amount = {sqlite3_column_int64(s, 3)},
	    .for_period = {named ? sqlite3_column_int(s, 4) : -1},
	    .penalty = sqlite3_column_int(s, 5) != 0,
	};
	return 1;
}

void
rtk_claim_scan_close(struct rtk_claim_scan *scan)
{
	if (scan == NULL)
		return;
	(void)sqlite3_finalize(scan->stmt);
	free(scan);
}

/* --- classes ------------------------------------------------------------ */

enum { CLASS_ACCOUNT, CLASS_FROM, CLASS_BATCH, CLASS_CLASS, CLASS_WIDTH };

struct rtk_class_scan {
	struct rtk_cursor cursor;
	struct rtk_class_query query;
};

int
rtk_class_scan_open(struct rtk_class_scan **out, struct rtk_db *db,
    const struct rtk_class_query *query, struct rtk_err *err)
{
	const struct rtk_cursor_source source = {
	    sql[CLASS_SCAN], CLASS_WIDTH, query->range.to};
	struct rtk_class_scan *scan = rtk_alloc(sizeof(*scan));

	scan->query = *query;
	if (rtk_cursor_open(
		&scan->cursor, db, &source, query->range.from, err) < 0) {
		rtk_class_scan_close(scan);
		return -1;
	}
	*out = scan;
	return 0;
}

/* The best row so far: newest not after the day, else the earliest. */
struct best {
	bool found;
	bool begun; /* in force on the day */
	int64_t from;
};

static void
take_version(struct best *best, const int64_t *cell, struct rtk_date day,
    enum rtk_penalty_class *class)
{
	bool begun = cell[CLASS_FROM] <= day.v;

	/* rows come by day, then batch: a later one of a day is newer */
	if (best->found && !begun &&
	    (best->begun || cell[CLASS_FROM] > best->from))
		return;
	*best = (struct best){true, begun, cell[CLASS_FROM]};
	*class = (enum rtk_penalty_class)cell[CLASS_CLASS];
}

int
rtk_class_scan_next(struct rtk_class_scan *scan, int64_t *account,
    enum rtk_penalty_class class[2], struct rtk_err *err)
{
	const struct rtk_class_query *q = &scan->query;
	const int64_t *cell = rtk_cursor_row(&scan->cursor);
	struct best best[2] = {{false, false, 0}, {false, false, 0}};

	if (cell == NULL)
		return 0;
	*account = cell[CLASS_ACCOUNT];
	class[0] = class[1] = RTK_CITIZEN;
	for (; cell != NULL && cell[CLASS_ACCOUNT] == *account;
	     cell = rtk_cursor_row(&scan->cursor)) {
		for (int i = 0; i < 2; i++)
			if (cell[CLASS_BATCH] <= q->batch_max[i])
				take_version(
				    &best[i], cell, q->day[i], &class[i]);
		if (rtk_cursor_next(&scan->cursor, err) < 0)
			return -1;
	}
	return 1;
}

void
rtk_class_scan_close(struct rtk_class_scan *scan)
{
	if (scan == NULL)
		return;
	rtk_cursor_close(&scan->cursor);
	free(scan);
}
