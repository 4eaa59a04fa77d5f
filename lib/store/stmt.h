/*
 * Inside store only: prepared statements, binding, stepping, bulk insert.
 * Each module keeps its statements in one table of texts; they are prepared
 * once a connection and found again by the address of the text.
 */
#ifndef RTK_STORE_STMT_H
#define RTK_STORE_STMT_H

#include "base/sha256.h"
#include "num/date.h"
#include "store/db.h"

#include <sqlite3.h>

/** The statements of one module. */
struct rtk_sql_table {
	const char *const *text;
	size_t count;
};

/** All tables, for rtk_db_prepare_all; ends with an empty one. */
extern const struct rtk_sql_table *const rtk_sql_tables[];

/**
 * The statement for this text, reset and with cleared bindings; owned by db
 * and shared: do not hold it across another use of the same text.
 */
sqlite3_stmt *rtk_stmt(struct rtk_db *db, const char *sql, struct rtk_err *err)
    RTK_MUST_CHECK;

/** A statement of one's own, for cursors; end it with sqlite3_finalize. */
sqlite3_stmt *rtk_stmt_own(
    struct rtk_db *db, const char *sql, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Binds parameters 1, 2, ... by a letter each: i int64_t, t text (borrowed
 * until the step), d struct rtk_date (none: NULL), p struct rtk_period,
 * m int64_t (RTK_BULK_NULL: NULL), b pointer and size_t: a blob, n NULL (no
 * argument).
 */
void rtk_bind(sqlite3_stmt *stmt, const char *letters, ...);

/** One step: 1 a row, 0 done, -1 failed. */
int rtk_step(sqlite3_stmt *stmt, struct rtk_err *err) RTK_MUST_CHECK;

/** Steps a statement that gives no rows to its end, and resets it. */
int rtk_run(sqlite3_stmt *stmt, struct rtk_err *err) RTK_MUST_CHECK;

/** Binds as rtk_bind and runs. */
#define RTK_RUN(db, sql, err, ...) rtk_run_bound(db, sql, err, __VA_ARGS__)
int rtk_run_bound(struct rtk_db *db, const char *sql, struct rtk_err *err,
    const char *letters, ...) RTK_MUST_CHECK;

/** Text of a column, "" for NULL; valid until the next step. */
const char *rtk_column_text(sqlite3_stmt *stmt, int column);
/** Hexadecimal SHA-256 of a column; "" when it is anything else. */
void rtk_column_sha256(
    sqlite3_stmt *stmt, int column, char out[RTK_SHA256_HEX]);
/** Date of a column, RTK_DATE_NONE for NULL. */
struct rtk_date rtk_column_date(sqlite3_stmt *stmt, int column);

/** Turns the state of the connection into a fault; returns -1. */
int rtk_db_fail(struct rtk_db *db, struct rtk_err *err);

/** NULL in a cell of rtk_bulk. */
#define RTK_BULK_NULL INT64_MIN

/** A text: its address stands in a cell of a column of texts. */
struct rtk_bulk_text {
	const char *bytes;
	size_t size;
};

/**
 * Rows in memory that SQL reads as the table-valued function rtk_bulk(?1)
 * with columns c0, c1, ... Halves the cost of a step a row. Cells are
 * integers; in rtk_bulk(?1, 5) those of c0 and c2 (bits 0 and 2) are the
 * addresses of texts.
 */
struct rtk_bulk {
	const int64_t *cells; /* count rows of width cells */
	size_t count;
	size_t width;
};

/**
 * Runs `INSERT ... SELECT c0, c1, ... FROM rtk_bulk(?1)` over the rows. They
 * should come in the order of the key.
 */
int rtk_bulk_run(struct rtk_db *db, const char *sql,
    const struct rtk_bulk *bulk, struct rtk_err *err) RTK_MUST_CHECK;

/** Registers the module on a connection. */
int rtk_bulk_register(sqlite3 *handle);

/** The connection itself. */
sqlite3 *rtk_db_handle(struct rtk_db *db);

/*
 * Whether a row of reading, named r, stands: it is no withdrawal, and none of
 * the rows behind it in its month takes it back.
 */
#define RTK_READING_STANDS "r.channel <> 9 AND NOT EXISTS (SELECT 1" \
	" FROM reading w WHERE w.id > r.id AND w.id <= (r.id | 15)" \
	" AND w.channel = 9 AND w.day = r.day AND w.value = r.value)"

#endif
