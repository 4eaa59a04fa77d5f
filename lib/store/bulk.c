/*
 * The table-valued function rtk_bulk(pointer): rows of integers in memory.
 * A virtual table of our own is the fastest way into SQLite: one statement
 * takes a hundred thousand rows without a bind and a step for each.
 */
#include "base/base.h"

#include "store/stmt.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 16, POINTER_COLUMN = COLUMNS, TEXTS_COLUMN };

static const char pointer_type[] = "rtk_bulk";

struct cursor {
	sqlite3_vtab_cursor base;
	const struct rtk_bulk *bulk;
	int64_t texts; /* bit of a column: its cells are texts */
	size_t row;
};

static int
bulk_connect(sqlite3 *handle, void *context, int argc, const char *const *argv,
    sqlite3_vtab **out, char **message)
{
	static const char columns[] =
	    "CREATE TABLE x(c0,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11,c12,c13,c14,"
	    "c15,pointer HIDDEN,texts HIDDEN)";
	int rc = sqlite3_declare_vtab(handle, columns);

	(void)context;
	(void)argc;
	(void)argv;
	(void)message;
	if (rc != SQLITE_OK)
		return rc;
	*out = rtk_alloc(sizeof(**out));
	memset(*out, 0, sizeof(**out));
	return SQLITE_OK;
}

static int
bulk_disconnect(sqlite3_vtab *table)
{
	free(table);
	return SQLITE_OK;
}

static int
bulk_open(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
	struct cursor *cursor = rtk_alloc(sizeof(*cursor));

	(void)table;
	memset(cursor, 0, sizeof(*cursor));
	*out = &cursor->base;
	return SQLITE_OK;
}

static int
bulk_close(sqlite3_vtab_cursor *cursor)
{
	free(cursor);
	return SQLITE_OK;
}

/* The position of the usable `column = value`, -1 if there is none. */
static int
find_argument(const sqlite3_index_info *info, int column)
{
	for (int i = 0; i < info->nConstraint; i++)
		if (info->aConstraint[i].iColumn == column &&
		    info->aConstraint[i].usable &&
		    info->aConstraint[i].op == SQLITE_INDEX_CONSTRAINT_EQ)
			return i;
	return -1;
}

static int
bulk_best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
	int pointer = find_argument(info, POINTER_COLUMN);
	int texts = find_argument(info, TEXTS_COLUMN);

	(void)table;
	if (pointer < 0)
		return SQLITE_CONSTRAINT;
	info->aConstraintUsage[pointer].argvIndex = 1;
	info->aConstraintUsage[pointer].omit = 1;
	if (texts >= 0) {
		info->aConstraintUsage[texts].argvIndex = 2;
		info->aConstraintUsage[texts].omit = 1;
	}
	info->estimatedCost = 1;
	info->estimatedRows = 1000000;
	return SQLITE_OK;
}

static int
bulk_filter(sqlite3_vtab_cursor *base, int index, const char *name, int argc,
    sqlite3_value **argv)
{
	struct cursor *cursor = (struct cursor *)base;

	(void)index;
	(void)name;
	cursor->row = 0;
	cursor->texts = argc == 2 ? sqlite3_value_int64(argv[1]) : 0;
	cursor->bulk =
	    argc >= 1 ? sqlite3_value_pointer(argv[0], pointer_type) : NULL;
	return SQLITE_OK;
}

static int
bulk_next(sqlite3_vtab_cursor *base)
{
	((struct cursor *)base)->row++;
	return SQLITE_OK;
}

static int
bulk_eof(sqlite3_vtab_cursor *base)
{
	const struct cursor *cursor = (const struct cursor *)base;

	return cursor->bulk == NULL || cursor->row >= cursor->bulk->count;
}

static int
bulk_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
	const struct cursor *cursor = (const struct cursor *)base;
	const struct rtk_bulk *bulk = cursor->bulk;
	const struct rtk_bulk_text *text;
	int64_t cell;

	if ((size_t)column >= bulk->width)
		return SQLITE_OK;
	cell = bulk->cells[cursor->row * bulk->width + (size_t)column];
	if (cell == RTK_BULK_NULL)
		return SQLITE_OK;
	if ((cursor->texts >> column & 1) != 0) {
		text = (const struct rtk_bulk_text *)(intptr_t)cell;
		sqlite3_result_text64(context, text->bytes, text->size,
		    SQLITE_STATIC, SQLITE_UTF8);
	} else {
		sqlite3_result_int64(context, cell);
	}
	return SQLITE_OK;
}

static int
bulk_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
	*out = (sqlite3_int64)((const struct cursor *)base)->row;
	return SQLITE_OK;
}

static const sqlite3_module bulk_module = {
    .xConnect = bulk_connect,
    .xDisconnect = bulk_disconnect,
    .xBestIndex = bulk_best_index,
    .xOpen = bulk_open,
    .xClose = bulk_close,
    .xFilter = bulk_filter,
    .xNext = bulk_next,
    .xEof = bulk_eof,
    .xColumn = bulk_column,
    .xRowid = bulk_rowid,
};

int
rtk_bulk_register(sqlite3 *handle)
{
	return sqlite3_create_module(handle, "rtk_bulk", &bulk_module, NULL);
}

int
rtk_bulk_run(struct rtk_db *db, const char *sql, const struct rtk_bulk *bulk,
    struct rtk_err *err)
{
	sqlite3_stmt *stmt;
	int rc;

	RTK_ASSERT(bulk->width <= COLUMNS);
	stmt = rtk_stmt(db, sql, err);
	if (stmt == NULL)
		return -1;
	/* the module only reads through the pointer */
	rc = sqlite3_bind_pointer(
	    stmt, 1, (void *)(uintptr_t)bulk, pointer_type, NULL);
	RTK_ASSERT(rc == SQLITE_OK);
	return rtk_run(stmt, err);
}
