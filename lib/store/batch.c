#include "base/base.h"

#include "store/batch.h"

#include <stdlib.h>
#include <string.h>

#include "store/stmt.h"

enum {
	BATCH_NEXT,
	BATCH_FIND,
	BATCH_INSERT,
	BATCH_LIST,
	QUARANTINE_INSERT,
	QUARANTINE_LIST,
	BATCH_SQL
};

static const char *const sql[BATCH_SQL] = {
    [BATCH_NEXT] = "SELECT coalesce(max(id), 0) + 1 FROM batch",
    [BATCH_FIND] = "SELECT id FROM batch WHERE kind = ?1 AND sha256 = ?2",
    [BATCH_INSERT] =
	"INSERT INTO batch (id, kind, file, sha256, imported_day, row_count,"
	" taken, known, quarantined, amount_kop)"
	" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    [BATCH_LIST] =
	"SELECT id, kind, file, sha256, imported_day, row_count, taken,"
	" known, quarantined, amount_kop FROM batch"
	" WHERE ?1 IS NULL OR kind = ?1 ORDER BY id",
    [QUARANTINE_INSERT] =
	"INSERT INTO quarantine (batch, line, reason, detail, raw)"
	" VALUES (?1, ?2, ?3, ?4, ?5)",
    [QUARANTINE_LIST] =
	"SELECT q.id, q.batch, b.kind, b.file, q.line, q.reason, q.detail,"
	" q.raw FROM quarantine q JOIN batch b ON b.id = q.batch"
	" WHERE ?1 IS NULL OR b.kind = ?1"
	" ORDER BY q.batch, q.line, q.id",
};

const struct rtk_sql_table rtk_batch_sql = {sql, RTK_COUNT(sql)};

int
rtk_batch_next(struct rtk_db *db, int64_t *id, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[BATCH_NEXT], err);

	if (stmt == NULL || rtk_step(stmt, err) < 0)
		return -1;
	*id = sqlite3_column_int64(stmt, 0);
	(void)sqlite3_reset(stmt);
	return 0;
}

int
rtk_batch_find(struct rtk_db *db, const char *kind, const char *sha256,
    int64_t *id, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[BATCH_FIND], err);
	int rc;

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "tt", kind, sha256);
	rc = rtk_step(stmt, err);
	if (rc == 1)
		*id = sqlite3_column_int64(stmt, 0);
	(void)sqlite3_reset(stmt);
	return rc;
}

int
rtk_batch_add(
    struct rtk_db *db, const struct rtk_batch *batch, struct rtk_err *err)
{
	RTK_ASSERT(batch->row_count ==
	    batch->taken + batch->known + batch->quarantined);
	return RTK_RUN(db, sql[BATCH_INSERT], err, "itttdiiiii", batch->id,
	    batch->kind, batch->file, batch->sha256, batch->imported,
	    batch->row_count, batch->taken, batch->known, batch->quarantined,
	    batch->amount.v);
}

int
rtk_quarantine_add(struct rtk_db *db, const struct rtk_quarantine_row *row,
    struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[QUARANTINE_INSERT], err);

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "iitt", row->batch, (int64_t)row->line, row->reason,
	    row->detail);
	if (sqlite3_bind_text64(stmt, 5, row->raw, row->raw_size, SQLITE_STATIC,
		SQLITE_UTF8) != SQLITE_OK)
		return rtk_db_fail(db, err);
	return rtk_run(stmt, err);
}

struct rtk_batch_scan {
	sqlite3_stmt *stmt;
};

static int
scan_open(struct rtk_batch_scan **out, struct rtk_db *db, int which,
    const char *kind, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt_own(db, sql[which], err);

	if (stmt == NULL)
		return -1;
	if (kind != NULL)
		rtk_bind(stmt, "t", kind);
	*out = rtk_alloc(sizeof(**out));
	(*out)->stmt = stmt;
	return 0;
}

int
rtk_batch_scan_open(struct rtk_batch_scan **out, struct rtk_db *db,
    const char *kind, struct rtk_err *err)
{
	return scan_open(out, db, BATCH_LIST, kind, err);
}

int
rtk_quarantine_scan_open(struct rtk_batch_scan **out, struct rtk_db *db,
    const char *kind, struct rtk_err *err)
{
	return scan_open(out, db, QUARANTINE_LIST, kind, err);
}

int
rtk_batch_scan_next(
    struct rtk_batch_scan *scan, struct rtk_batch *out, struct rtk_err *err)
{
	sqlite3_stmt *s = scan->stmt;
	int rc = rtk_step(s, err);

	if (rc != 1)
		return rc;
	*out = (struct rtk_batch){
	    .id = sqlite3_column_int64(s, 0),
	    .kind = rtk_column_text(s, 1),
	    .file = rtk_column_text(s, 2),
	    .sha256 = rtk_column_text(s, 3),
	    .imported = rtk_column_date(s, 4),
	    .row_count = sqlite3_column_int64(s, 5),
	    .taken = sqlite3_column_int64(s, 6),
	    .known = sqlite3_column_int64(s, 7),
	    .quarantined = sqlite3_column_int64(s, 8),
	    .amount = {sqlite3_column_int64(s, 9)},
	};
	return 1;
}

int
rtk_quarantine_scan_next(struct rtk_batch_scan *scan,
    struct rtk_quarantine_view *out, struct rtk_err *err)
{
	sqlite3_stmt *s = scan->stmt;
	int rc = rtk_step(s, err);

	if (rc != 1)
		return rc;
	*out = (struct rtk_quarantine_view){
	    .id = sqlite3_column_int64(s, 0),
	    .batch = sqlite3_column_int64(s, 1),
	    .kind = rtk_column_text(s, 2),
	    .file = rtk_column_text(s, 3),
	    .line = (long)sqlite3_column_int64(s, 4),
	    .reason = rtk_column_text(s, 5),
	    .detail = rtk_column_text(s, 6),
	    .raw = rtk_column_text(s, 7),
	};
	return 1;
}

void
rtk_batch_scan_close(struct rtk_batch_scan *scan)
{
	if (scan == NULL)
		return;
	(void)sqlite3_finalize(scan->stmt);
	free(scan);
}
