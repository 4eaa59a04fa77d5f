#include "base/base.h"

#include "store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/migrate.h"
#include "store/visit.h"

enum {
	STATEMENTS_MAX = 1024, /* power of two, over twice the statements */
	BUSY_WAIT_MS = 2000,
	PAGE_BYTES = 16384,
	CACHE_KIB = 65536,
	CACHE_SMALL_KIB = 12288
};

struct rtk_db {
	sqlite3 *handle;
	struct {
		const char *sql;
		sqlite3_stmt *stmt;
	} prepared[STATEMENTS_MAX];
};

sqlite3 *
rtk_db_handle(struct rtk_db *db)
{
	return db->handle;
}

int
rtk_db_fail(struct rtk_db *db, struct rtk_err *err)
{
	const char *text = sqlite3_errmsg(db->handle);

	switch (sqlite3_errcode(db->handle)) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return rtk_fail(err, RTK_E_DB_BUSY);
	case SQLITE_FULL:
	case SQLITE_IOERR:
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
		return rtk_failf(err, RTK_E_DB_FULL, "%s", text);
	case SQLITE_CORRUPT:
		return rtk_failf(err, RTK_E_DB_CORRUPT, "%s", text);
	case SQLITE_NOTADB:
		return rtk_failf(err, RTK_E_DB_FOREIGN, "%s", text);
	case SQLITE_NOMEM:
		rtk_out_of_memory();
	default:
		if (strncmp(text, "rtk: ", 5) == 0)
			return rtk_failf(err, RTK_E_DB_FROZEN, "%s", text + 5);
		return rtk_failf(err, RTK_E_DB_INTERNAL, "%s", text);
	}
}

int
rtk_db_set_cache(
    struct rtk_db *db, enum rtk_db_cache cache, struct rtk_err *err)
{
	bool small = cache == RTK_DB_CACHE_SMALL;
	char pragma[64];

	(void)sqlite3_snprintf(sizeof(pragma), pragma,
	    "PRAGMA cache_size = -%d",
	    (int)(small ? CACHE_SMALL_KIB : CACHE_KIB));
	if (sqlite3_exec(db->handle, pragma, NULL, NULL, NULL) != SQLITE_OK)
		return rtk_db_fail(db, err);
	return 0;
}

static int
set_up(struct rtk_db *db, struct rtk_err *err)
{
	/* journal_mode=WAL is set at creation and stays with the file */
	static const char pragmas[] = "PRAGMA foreign_keys = ON;"
				      "PRAGMA trusted_schema = OFF;"
				      "PRAGMA synchronous = FULL;"
				      "PRAGMA temp_store = FILE;";
	if (sqlite3_busy_timeout(db->handle, BUSY_WAIT_MS) != SQLITE_OK ||
	    sqlite3_exec(db->handle, pragmas, NULL, NULL, NULL) != SQLITE_OK ||
	    rtk_bulk_register(db->handle) != SQLITE_OK ||
	    rtk_visit_register(db->handle) != SQLITE_OK)
		return rtk_db_fail(db, err);
	return rtk_db_set_cache(db, RTK_DB_CACHE_USUAL, err);
}

static int
open_handle(struct rtk_db **out, const char *path, struct rtk_err *err)
{
	struct rtk_db *db = rtk_alloc(sizeof(*db));

	memset(db, 0, sizeof(*db));
	if (sqlite3_open_v2(path, &db->handle,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) !=
	    SQLITE_OK) {
		rtk_failf(err, RTK_E_DB_ABSENT, "%s", path);
		rtk_db_close(db);
		return -1;
	}
	if (set_up(db, err) < 0) {
		rtk_db_close(db);
		return -1;
	}
	*out = db;
	return 0;
}

/* An empty file of ours alone, so that no umask can open it to others. */
static int
create_file(const char *path, struct rtk_err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0 && errno == EEXIST)
		return rtk_failf(err, RTK_E_DB_EXISTS, "%s", path);
	if (fd < 0)
		return rtk_failf(
		    err, RTK_E_DB_CREATE, "%s: %s", path, strerror(errno));
	(void)close(fd);
	return 0;
}

int
rtk_db_create(struct rtk_db **out, const char *path, struct rtk_err *err)
{
	char page[64];
	struct rtk_db *db;

	if (path == NULL || path[0] == '\0')
		return rtk_fail(err, RTK_E_DB_NONE);
	if (create_file(path, err) < 0)
		return -1;
	if (open_handle(&db, path, err) < 0)
		goto undo;
	(void)sqlite3_snprintf(
	    sizeof(page), page, "PRAGMA page_size = %d", (int)PAGE_BYTES);
	if (sqlite3_exec(db->handle, page, NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_exec(db->handle, "PRAGMA journal_mode = WAL", NULL, NULL,
		NULL) != SQLITE_OK) {
		(void)rtk_db_fail(db, err);
		rtk_db_close(db);
		goto undo;
	}
	if (rtk_migrate_new(db, err) < 0) {
		rtk_db_close(db);
		goto undo;
	}
	*out = db;
	return 0;
undo:
	(void)unlink(path);
	return -1;
}

int
rtk_db_open(struct rtk_db **out, const char *path, struct rtk_err *err)
{
	struct stat status;
	struct rtk_db *db;

	if (path == NULL || path[0] == '\0')
		return rtk_fail(err, RTK_E_DB_NONE);
	if (stat(path, &status) < 0 || !S_ISREG(status.st_mode))
		return rtk_failf(err, RTK_E_DB_ABSENT, "%s", path);
	if (open_handle(&db, path, err) < 0)
		return -1;
	if (rtk_migrate(db, path, err) < 0) {
		rtk_db_close(db);
		return -1;
	}
	*out = db;
	return 0;
}

int
rtk_db_open_reader(
    struct rtk_db **out, struct rtk_db *db, struct rtk_err *err)
{
	struct rtk_db *reader;

	if (open_handle(
		&reader, sqlite3_db_filename(db->handle, "main"), err) < 0)
		return -1;
	if (rtk_db_begin_read(reader, err) < 0) {
		rtk_db_close(reader);
		return -1;
	}
	*out = reader;
	return 0;
}

void
rtk_db_limit_cache(struct rtk_db *db)
{
	/* only a wish: without it the scans cost memory, nothing else */
	(void)sqlite3_exec(
	    db->handle, "PRAGMA cache_size = -4096", NULL, NULL, NULL);
}

void
rtk_db_close(struct rtk_db *db)
{
	if (db == NULL)
		return;
	for (size_t i = 0; i < STATEMENTS_MAX; i++)
		(void)sqlite3_finalize(db->prepared[i].stmt);
	/* closing rolls back an open transaction */
	(void)sqlite3_close(db->handle);
	free(db);
}

static int
execute(struct rtk_db *db, const char *sql, struct rtk_err *err)
{
	if (sqlite3_exec(db->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
		return rtk_db_fail(db, err);
	return 0;
}

int
rtk_db_begin(struct rtk_db *db, struct rtk_err *err)
{
	return execute(db, "BEGIN IMMEDIATE", err);
}

int
rtk_db_begin_read(struct rtk_db *db, struct rtk_err *err)
{
	return execute(db, "BEGIN", err);
}

int
rtk_db_commit(struct rtk_db *db, struct rtk_err *err)
{
	if (execute(db, "COMMIT", err) == 0)
		return 0;
	rtk_db_rollback(db);
	return -1;
}

void
rtk_db_rollback(struct rtk_db *db)
{
	/* SQLite may have rolled back by itself: nothing more to tell */
	if (db != NULL && !sqlite3_get_autocommit(db->handle))
		(void)sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

sqlite3_stmt *
rtk_stmt_own(struct rtk_db *db, const char *sql, struct rtk_err *err)
{
	sqlite3_stmt *stmt = NULL;

	if (sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT,
		&stmt, NULL) != SQLITE_OK) {
		(void)rtk_db_fail(db, err);
		return NULL;
	}
	return stmt;
}

sqlite3_stmt *
rtk_stmt(struct rtk_db *db, const char *sql, struct rtk_err *err)
{
	size_t i = ((uintptr_t)sql >> 3) * 2654435761U % STATEMENTS_MAX;

	while (db->prepared[i].sql != NULL && db->prepared[i].sql != sql)
		i = (i + 1) % STATEMENTS_MAX;
	if (db->prepared[i].stmt == NULL)
		db->prepared[i].stmt = rtk_stmt_own(db, sql, err);
	if (db->prepared[i].stmt == NULL)
		return NULL;
	db->prepared[i].sql = sql;
	(void)sqlite3_reset(db->prepared[i].stmt);
	(void)sqlite3_clear_bindings(db->prepared[i].stmt);
	return db->prepared[i].stmt;
}

static void
bind_list(sqlite3_stmt *stmt, const char *letters, va_list args)
{
	for (int i = 1; letters[i - 1] != '\0'; i++) {
		struct rtk_date date;
		const void *blob;
		int64_t number;
		int rc = SQLITE_OK;

		switch (letters[i - 1]) {
		case 'i':
			rc = sqlite3_bind_int64(stmt, i, va_arg(args, int64_t));
			break;
		case 'm':
			number = va_arg(args, int64_t);
			if (number != RTK_BULK_NULL)
				rc = sqlite3_bind_int64(stmt, i, number);
			break;
		case 't':
			rc = sqlite3_bind_text(stmt, i,
			    va_arg(args, const char *), -1, SQLITE_STATIC);
			break;
		case 'd':
			date = va_arg(args, struct rtk_date);
			if (!rtk_date_is_none(date))
				rc = sqlite3_bind_int64(stmt, i, date.v);
			break;
		case 'p':
			rc = sqlite3_bind_int64(
			    stmt, i, va_arg(args, struct rtk_period).v);
			break;
		case 'b':
			blob = va_arg(args, const void *);
			rc = sqlite3_bind_blob64(stmt, i, blob,
			    va_arg(args, size_t), SQLITE_STATIC);
			break;
		default:
			RTK_ASSERT(letters[i - 1] == 'n');
		}
		RTK_ASSERT(rc == SQLITE_OK);
	}
}

void
rtk_bind(sqlite3_stmt *stmt, const char *letters, ...)
{
	va_list args;

	va_start(args, letters);
	bind_list(stmt, letters, args);
	va_end(args);
}

int
rtk_step(sqlite3_stmt *stmt, struct rtk_err *err)
{
	int rc = sqlite3_step(stmt);
	struct rtk_db db;

	if (rc == SQLITE_ROW)
		return 1;
	if (rc == SQLITE_DONE)
		return 0;
	db.handle = sqlite3_db_handle(stmt);
	return rtk_db_fail(&db, err);
}

int
rtk_run(sqlite3_stmt *stmt, struct rtk_err *err)
{
	int rc = rtk_step(stmt, err);

	(void)sqlite3_reset(stmt);
	return rc < 0 ? -1 : 0;
}

int
rtk_run_bound(struct rtk_db *db, const char *sql, struct rtk_err *err,
    const char *letters, ...)
{
	sqlite3_stmt *stmt = rtk_stmt(db, sql, err);
	va_list args;

	if (stmt == NULL)
		return -1;
	va_start(args, letters);
	bind_list(stmt, letters, args);
	va_end(args);
	return rtk_run(stmt, err);
}

const char *
rtk_column_text(sqlite3_stmt *stmt, int column)
{
	const unsigned char *text = sqlite3_column_text(stmt, column);

	return text != NULL ? (const char *)text : "";
}

void
rtk_column_sha256(sqlite3_stmt *stmt, int column, char out[RTK_SHA256_HEX])
{
	const char *text = rtk_column_text(stmt, column);
	bool whole = sqlite3_column_bytes(stmt, column) == RTK_SHA256_HEX - 1;

	memcpy(out, whole ? text : "", whole ? RTK_SHA256_HEX : 1);
}

struct rtk_date
rtk_column_date(sqlite3_stmt *stmt, int column)
{
	if (sqlite3_column_type(stmt, column) == SQLITE_NULL)
		return RTK_DATE_NONE;
	return (struct rtk_date){(int32_t)sqlite3_column_int64(stmt, column)};
}

int
rtk_db_prepare_all(struct rtk_db *db, struct rtk_err *err)
{
	for (size_t i = 0; rtk_sql_tables[i]->count > 0; i++)
		for (size_t j = 0; j < rtk_sql_tables[i]->count; j++)
			/* a table of statements may have holes */
			if (rtk_sql_tables[i]->text[j] != NULL &&
			    rtk_stmt(db, rtk_sql_tables[i]->text[j], err) ==
				NULL)
				return -1;
	return 0;
}
