/*
 * Inside store only: an ordered scan over integers that only goes forward,
 * passes short gaps and jumps over long ones. Rows are read in blocks.
 */
#ifndef RTK_STORE_CURSOR_H
#define RTK_STORE_CURSOR_H

#include "store/visit.h"

enum { RTK_CURSOR_CELLS_MAX = 8 };

/** A scan; it begins zeroed, then rtk_cursor_open. */
struct rtk_cursor {
	struct rtk_visitor visitor; /* first: it is cast back */
	sqlite3_stmt *stmt;
	size_t width;
	size_t count, room; /* rows in cells */
	size_t at;          /* the row on which the cursor stands */
	int64_t *cells;
	int64_t last; /* the greatest key that is wanted */
	bool ended;   /* no rows behind those in cells */
};

/** What it scans. */
struct rtk_cursor_source {
	/**
	 * SELECT 1 FROM t WHERE key BETWEEN ?1 AND ?2
	 * AND rtk_visit(?3, key, ...) ORDER BY key: `width` values a row.
	 */
	const char *sql;
	size_t width;
	int64_t last; /* for ?2 */
};

/** Opens it on the first row from key on; close it in any case. */
int rtk_cursor_open(struct rtk_cursor *cursor, struct rtk_db *db,
    const struct rtk_cursor_source *source, int64_t key,
    struct rtk_err *err) RTK_MUST_CHECK;

/** The row it stands on, RTK_BULK_NULL for NULL; NULL behind the last. */
const int64_t *rtk_cursor_row(const struct rtk_cursor *cursor);

/** Goes to the next row. */
int rtk_cursor_next(
    struct rtk_cursor *cursor, struct rtk_err *err) RTK_MUST_CHECK;

/** Goes forward to the first row not before key. */
int rtk_cursor_to(
    struct rtk_cursor *cursor, int64_t key, struct rtk_err *err) RTK_MUST_CHECK;

/** Frees what it holds; a zeroed one is fine. */
void rtk_cursor_close(struct rtk_cursor *cursor);

#endif
