#include "base/base.h"

#include "store/entry_scan.h"

#include <stdlib.h>
#include <string.h>

#include "store/cursor.h"

enum { OPERATION_FROM, NUMBER_FROM, CLOSING_FROM, ENTRY_SCAN_SQL };

static const char *const sql[ENTRY_SCAN_SQL] = {
    [OPERATION_FROM] = "SELECT operation, sign, id FROM entry"
		       " WHERE source = ?1 AND operation >= ?2"
		       " ORDER BY operation, sign",
    [NUMBER_FROM] = "SELECT number, id FROM account WHERE number >= ?1"
		    " ORDER BY number",
    [CLOSING_FROM] = "SELECT 1 FROM account_version"
		     " WHERE account BETWEEN ?1 AND ?2"
		     " AND rtk_visit(?3, account, closed_day)"
		     " ORDER BY account, valid_from_day, batch",
};

const struct rtk_sql_table rtk_entry_scan_sql = {sql, RTK_COUNT(sql)};

/* So many rows are passed over one by one; a longer gap is jumped. */
enum { STEPS_MAX = 24 };

/* A scan over texts; it stands on a row whose text is in column 0. */
struct cursor {
	sqlite3_stmt *stmt;
	const char *source; /* parameter before the text; NULL: none */
	bool open;          /* it was moved once */
	bool on_row;
	const char *text;
	size_t size;
};

static int
cursor_step(struct cursor *c, struct rtk_err *err)
{
	int rc = rtk_step(c->stmt, err);

	c->on_row = rc == 1;
	if (rc == 1) {
		c->text = rtk_column_text(c->stmt, 0);
		c->size = (size_t)sqlite3_column_bytes(c->stmt, 0);
	}
	return rc < 0 ? -1 : 0;
}

static int
cursor_jump(
    struct cursor *c, const char *bytes, size_t size, struct rtk_err *err)
{
	int at = c->source != NULL ? 2 : 1;

	(void)sqlite3_reset(c->stmt);
	c->open = true;
	if (c->source != NULL)
		rtk_bind(c->stmt, "t", c->source);
	/* the text is copied: the cursor stands on it beyond this call */
	if (sqlite3_bind_text64(c->stmt, at, bytes, size, SQLITE_TRANSIENT,
		SQLITE_UTF8) != SQLITE_OK)
		return rtk_fail(err, RTK_E_DB_INTERNAL);
	return cursor_step(c, err);
}

/* Sign of the text of the row less this one, byte by byte. */
static int
cursor_compare(const struct cursor *c, const char *bytes, size_t size)
{
	size_t shorter = c->size < size ? c->size : size;
	int order = memcmp(c->text, bytes, shorter);

	if (order != 0)
		return order;
	return (c->size > size) - (c->size < size);
}

/* Goes to the first row not before the text. */
static int
cursor_to(struct cursor *c, const char *bytes, size_t size, struct rtk_err *err)
{
	if (!c->open)
		return cursor_jump(c, bytes, size, err);
	for (int i = 0; c->on_row && cursor_compare(c, bytes, size) < 0; i++) {
		if (i == STEPS_MAX)
			return cursor_jump(c, bytes, size, err);
		if (cursor_step(c, err) < 0)
			return -1;
	}
	return 0;
}

/* --- operations -------------------------------------------------------- */

struct rtk_operation_scan {
	struct cursor cursor;
};

int
rtk_operation_scan_open(struct rtk_operation_scan **out, struct rtk_db *db,
    const char *source, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt_own(db, sql[OPERATION_FROM], err);

	if (stmt == NULL)
		return -1;
	*out = rtk_alloc(sizeof(**out));
	(*out)->cursor = (struct cursor){.stmt = stmt, .source = source};
	return 0;
}

int
rtk_operation_find(struct rtk_operation_scan *scan, const char *bytes,
    size_t size, int64_t entry[2], struct rtk_err *err)
{
	struct cursor *c = &scan->cursor;

	entry[0] = 0;
	entry[1] = 0;
	if (cursor_to(c, bytes, size, err) < 0)
		return -1;
	while (c->on_row && cursor_compare(c, bytes, size) == 0) {
		bool reversal = sqlite3_column_int(c->stmt, 1) < 0;

		entry[reversal] = sqlite3_column_int64(c->stmt, 2);
		if (cursor_step(c, err) < 0)
			return -1;
	}
	return 0;
}

void
rtk_operation_scan_close(struct rtk_operation_scan *scan)
{
	if (scan == NULL)
		return;
	(void)sqlite3_finalize(scan->cursor.stmt);
	free(scan);
}

/* --- account numbers --------------------------------------------------- */

struct rtk_number_scan {
	struct cursor cursor;
};

int
rtk_number_scan_open(
    struct rtk_number_scan **out, struct rtk_db *db, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt_own(db, sql[NUMBER_FROM], err);

	if (stmt == NULL)
		return -1;
	*out = rtk_alloc(sizeof(**out));
	(*out)->cursor = (struct cursor){.stmt = stmt};
	return 0;
}

int
rtk_number_find(struct rtk_number_scan *scan, const char *bytes, size_t size,
    int64_t *account, struct rtk_err *err)
{
	struct cursor *c = &scan->cursor;

	if (cursor_to(c, bytes, size, err) < 0)
		return -1;
	*account = c->on_row && cursor_compare(c, bytes, size) == 0
	    ? sqlite3_column_int64(c->stmt, 1)
	    : 0;
	return 0;
}

void
rtk_number_scan_close(struct rtk_number_scan *scan)
{
	if (scan == NULL)
		return;
	(void)sqlite3_finalize(scan->cursor.stmt);
	free(scan);
}

/* --- closed accounts --------------------------------------------------- */

struct rtk_closing_scan {
	struct rtk_cursor cursor; /* versions of an account stand together */
};

int
rtk_closing_scan_open(
    struct rtk_closing_scan **out, struct rtk_db *db, struct rtk_err *err)
{
	const struct rtk_cursor_source source = {
	    sql[CLOSING_FROM], 2, INT64_MAX};
	struct rtk_closing_scan *scan = rtk_alloc(sizeof(*scan));

	if (rtk_cursor_open(&scan->cursor, db, &source, 0, err) < 0) {
		rtk_closing_scan_close(scan);
		return -1;
	}
	*out = scan;
	return 0;
}

int
rtk_closing_find(struct rtk_closing_scan *scan, int64_t account,
    struct rtk_date *closed, struct rtk_err *err)
{
	struct rtk_cursor *c = &scan->cursor;
	const int64_t *cell;

	*closed = RTK_DATE_NONE;
	if (rtk_cursor_to(c, account, err) < 0)
		return -1;
	while ((cell = rtk_cursor_row(c)) != NULL && cell[0] == account) {
		*closed = cell[1] == RTK_BULK_NULL
		    ? RTK_DATE_NONE
		    : (struct rtk_date){(int32_t)cell[1]};
		if (rtk_cursor_next(c, err) < 0)
			return -1;
	}
	return 0;
}

void
rtk_closing_scan_close(struct rtk_closing_scan *scan)
{
	if (scan == NULL)
		return;
	rtk_cursor_close(&scan->cursor);
	free(scan);
}
