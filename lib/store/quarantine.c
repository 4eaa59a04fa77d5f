#include "base/base.h"

#include "store/quarantine.h"

#include <stdio.h>
#include <stdlib.h>

#include "store/stmt.h"

enum {
	ROW_INSERT,
	ROW_COUNT,
	ROW_LIST,
	DECISION_INSERT,
	DECISION_NEXT,
	BATCH_READING,
	BATCH_TAKEN,
	ENTRY_LAST,
	ENTRY_NEXT,
	ENTRY_BATCH,
	QUARANTINE_SQL
};

static const char *const sql[QUARANTINE_SQL] = {
    [ROW_INSERT] = "INSERT INTO quarantine (batch, line, reason, detail,"
		   " proposed, raw) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [ROW_COUNT] = "SELECT count(*) FROM quarantine q"
		  " CROSS JOIN batch b ON b.id = q.batch"
		  " WHERE q.raw = ?4 AND q.reason = ?3 AND b.kind = ?2"
		  " AND q.batch < ?1",
    /* 2: undone, so that it waits again */
    [ROW_LIST] =
	"SELECT q.id, q.batch, b.kind, b.format, b.header, b.file,"
	" b.imported_day, q.line, q.reason, q.detail, q.raw, q.proposed,"
	" coalesce(d.action, 3), coalesce(d.id, 0), coalesce(d.batch, 0),"
	" coalesce(d.decided_day, 0), coalesce(d.reason, '')"
	" FROM quarantine q JOIN batch b ON b.id = q.batch"
	" LEFT JOIN quarantine_decision d ON d.id = (SELECT max(o.id)"
	"  FROM quarantine_decision o WHERE o.quarantine = q.id)"
	" WHERE (?1 IS NULL OR b.kind = ?1) AND (?2 IS NULL OR q.reason = ?2)"
	" AND (?3 = 0 OR q.id = ?3)"
	" AND (?4 < 0 OR (coalesce(d.action, 3) < 2) = ?4)"
	" ORDER BY q.batch, q.line, q.id",
    [DECISION_INSERT] = "INSERT INTO quarantine_decision (id, quarantine,"
			" action, batch, decided_day, reason)"
			" VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [DECISION_NEXT] =
	"SELECT coalesce(max(id), 0) + 1 FROM quarantine_decision",
    /* 42, 4: as RTK_READING_ID puts it; 38 bits of a meter */
    [BATCH_READING] =
	"SELECT m.code, r.day, r.value, r.id FROM reading_month p"
	" JOIN reading r ON r.id BETWEEN p.period << 42"
	"  AND ((p.period + 1) << 42) - 1 AND r.batch = ?1 AND r.id > ?2"
	" JOIN meter m ON m.id = ((r.id >> 4) & 274877906943)"
	" WHERE p.batch = ?1 ORDER BY r.id LIMIT 1",
    [BATCH_TAKEN] = "SELECT taken FROM batch WHERE id = ?1",
    [ENTRY_LAST] = "SELECT max(id) FROM entry WHERE id > ?1",
    [ENTRY_NEXT] = "SELECT min(id) FROM entry WHERE id >= ?1",
    [ENTRY_BATCH] = "SELECT batch FROM entry WHERE id >= ?1"
		    " ORDER BY id LIMIT 1",
};

const struct rtk_sql_table rtk_quarantine_sql = {sql, RTK_COUNT(sql)};

int
rtk_quarantine_add(struct rtk_db *db, const struct rtk_quarantine_row *row,
    struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[ROW_INSERT], err);

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "iittt", row->batch, (int64_t)row->line, row->reason,
	    row->detail, row->proposed);
	if (sqlite3_bind_text64(stmt, 6, row->raw, row->raw_size, SQLITE_STATIC,
		SQLITE_UTF8) != SQLITE_OK)
		return rtk_db_fail(db, err);
	return rtk_run(stmt, err);
}

int
rtk_quarantine_count(int64_t *count, struct rtk_db *db, const char *kind,
    const struct rtk_quarantine_row *row, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[ROW_COUNT], err);
	int rc;

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "itt", row->batch, kind, row->reason);
	if (sqlite3_bind_text64(stmt, 4, row->raw, row->raw_size, SQLITE_STATIC,
		SQLITE_UTF8) != SQLITE_OK)
		return rtk_db_fail(db, err);
	rc = rtk_step(stmt, err);
	if (rc == 1)
		*count = sqlite3_column_int64(stmt, 0);
	(void)sqlite3_reset(stmt);
	return rc < 0 ? -1 : 0;
}

int
rtk_quarantine_decide(struct rtk_db *db,
    const struct rtk_quarantine_decision *decision, struct rtk_err *err)
{
	return RTK_RUN(db, sql[DECISION_INSERT], err, "iiiidt", decision->id,
	    decision->quarantine, (int64_t)decision->action, decision->batch,
	    decision->day, decision->reason);
}

int
rtk_quarantine_next(int64_t *id, struct rtk_db *db, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[DECISION_NEXT], err);

	if (stmt == NULL || rtk_step(stmt, err) < 0)
		return -1;
	*id = sqlite3_column_int64(stmt, 0);
	(void)sqlite3_reset(stmt);
	return 0;
}

struct rtk_quarantine_scan {
	sqlite3_stmt *stmt;
};

int
rtk_quarantine_scan_open(struct rtk_quarantine_scan **out,
    struct rtk_db *db, const struct rtk_quarantine_query *query,
    struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt_own(db, sql[ROW_LIST], err);
	/* a row that is asked for by its number may be either */
	int64_t decided = query->id != 0 ? -1 : query->decided;

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "ttii", query->kind, query->reason, query->id, decided);
	*out = rtk_alloc(sizeof(**out));
	(*out)->stmt = stmt;
	return 0;
}

int
rtk_quarantine_scan_next(struct rtk_quarantine_scan *scan,
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
	    .format = rtk_column_text(s, 3),
	    .header = rtk_column_text(s, 4),
	    .file = rtk_column_text(s, 5),
	    .imported = rtk_column_date(s, 6),
	    .line = (long)sqlite3_column_int64(s, 7),
	    .reason = rtk_column_text(s, 8),
	    .detail = rtk_column_text(s, 9),
	    .raw = rtk_column_text(s, 10),
	    .proposed = rtk_column_text(s, 11),
	    .decision =
		{
		    .action = (enum rtk_quarantine_action)sqlite3_column_int(
			s, 12),
		    .id = sqlite3_column_int64(s, 13),
		    .quarantine = sqlite3_column_int64(s, 0),
		    .batch = sqlite3_column_int64(s, 14),
		    .day = rtk_column_date(s, 15),
		    .reason = rtk_column_text(s, 16),
		},
	};
	return 1;
}

void
rtk_quarantine_scan_close(struct rtk_quarantine_scan *scan)
{
	if (scan == NULL)
		return;
	(void)sqlite3_finalize(scan->stmt);
	free(scan);
}

int
rtk_batch_reading(struct rtk_batch_reading *out, struct rtk_db *db,
    int64_t batch, int64_t *after, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[BATCH_READING], err);
	int rc;

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "ii", batch, *after);
	rc = rtk_step(stmt, err);
	if (rc == 1) {
		(void)snprintf(out->meter, sizeof(out->meter), "%s",
		    rtk_column_text(stmt, 0));
		out->day = rtk_column_date(stmt, 1);
		out->value.v = sqlite3_column_int64(stmt, 2);
		*after = sqlite3_column_int64(stmt, 3);
	}
	(void)sqlite3_reset(stmt);
	return rc;
}

/* The first column of the only row; none: 0. */
static int
number_of(struct rtk_db *db, int which, int64_t key, int64_t *out,
    struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql[which], err);
	int rc;

	if (stmt == NULL)
		return -1;
	rtk_bind(stmt, "i", key);
	rc = rtk_step(stmt, err);
	*out = rc == 1 ? sqlite3_column_int64(stmt, 0) : 0;
	(void)sqlite3_reset(stmt);
	return rc < 0 ? -1 : 0;
}

/* Entries have no index by batch, but they grow by it: halves. */
static int
first_entry(
    struct rtk_db *db, int64_t batch, int64_t *out, struct rtk_err *err)
{
	int64_t from = 1, to, found = 0;

	if (number_of(db, ENTRY_LAST, 0, &to, err) < 0)
		return -1;
	for (to++; from < to;) {
		int64_t middle = from + (to - from) / 2;

		if (number_of(db, ENTRY_BATCH, middle, &found, err) < 0)
			return -1;
		if (found < batch)
			from = middle + 1;
		else
			to = middle;
	}
	if (number_of(db, ENTRY_BATCH, from, &found, err) < 0)
		return -1;
	*out = 0;
	return found == batch ? number_of(db, ENTRY_NEXT, from, out, err) : 0;
}

int
rtk_batch_brought(int64_t *taken, int64_t *entry, struct rtk_db *db,
    int64_t batch, struct rtk_err *err)
{
	return number_of(db, BATCH_TAKEN, batch, taken, err) < 0 ||
		first_entry(db, batch, entry, err) < 0
	    ? -1
	    : 0;
}
