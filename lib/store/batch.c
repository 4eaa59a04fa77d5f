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
	BATCH_SQL
};

static const char *const sql[BATCH_SQL] = {
    [BATCH_NEXT] = "SELECT coalesce(max(id), 0) + 1 FROM batch",
    [BATCH_FIND] = "SELECT id FROM batch WHERE kind = ?1 AND sha256 = ?2",
    [BATCH_INSERT] =
	"INSERT INTO batch (id, kind, file, sha256, imported_day, row_count,"
	" taken, known, quarantined, amount_kop, format, header)"
	" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    [BATCH_LIST] =
	"SELECT id, kind, file, sha256, imported_day, row_count, taken,"
	" known, quarantined, amount_kop, format, header FROM batch"
	" WHERE ?1 IS NULL OR kind = ?1 ORDER BY id",
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
	return RTK_RUN(db, sql[BATCH_INSERT], err, "itttdiiiiitt", batch->id,
	    batch->kind, batch->file, batch->sha256, batch->imported,
	    batch->row_count, batch->taken, batch->known, batch->quarantined,
	    batch->amount.v, batch->format != NULL ? batch->format : "",
	    batch->header != NULL ? batch->header : "");
}

struct rtk_batch_scan {
	sqlite3_stmt *stmt;
};

int
rtk_batch_scan_open(struct rtk_batch_scan **out, struct rtk_db *db,
    const char *kind, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt_own(db, sql[BATCH_LIST], err);

	if (stmt == NULL)
		return -1;
	if (kind != NULL)
		rtk_bind(stmt, "t", kind);
	*out = rtk_alloc(sizeof(**out));
	(*out)->stmt = stmt;
	return 0;
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
	    .format = rtk_column_text(s, 10),
	    .header = rtk_column_text(s, 11),
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
