#include "base/base.h"

#include "store/migrate.h"

#include <sqlite3.h>
#include <string.h>

#include "base/buf.h"
#include "store/schema_embedded.h"
#include "store/stmt.h"

/* "rtk1" */
enum { APPLICATION_ID = 0x72746b31 };

static int
read_pragma(
    int64_t *out, struct rtk_db *db, const char *sql, struct rtk_err *err)
{
	sqlite3_stmt *stmt = rtk_stmt_own(db, sql, err);
	int rc;

	if (stmt == NULL)
		return -1;
	rc = rtk_step(stmt, err);
	if (rc == 1)
		*out = sqlite3_column_int64(stmt, 0);
	(void)sqlite3_finalize(stmt);
	return rc < 0 ? -1 : 0;
}

static int
run_step(struct rtk_db *db, size_t index, struct rtk_err *err)
{
	sqlite3 *handle = rtk_db_handle(db);
	char version[64];

	(void)sqlite3_snprintf(sizeof(version), version,
	    "PRAGMA user_version = %d", (int)index + 1);
	if (rtk_db_begin(db, err) < 0)
		return -1;
	if (sqlite3_exec(handle, schema_steps[index], NULL, NULL, NULL) !=
		SQLITE_OK ||
	    sqlite3_exec(handle, version, NULL, NULL, NULL) != SQLITE_OK) {
		(void)rtk_db_fail(db, err);
		rtk_db_rollback(db);
		return -1;
	}
	return rtk_db_commit(db, err);
}

static int
run_steps_from(struct rtk_db *db, size_t index, struct rtk_err *err)
{
	for (; index < RTK_COUNT(schema_steps); index++)
		if (run_step(db, index, err) < 0)
			return -1;
	return 0;
}

int
rtk_migrate_new(struct rtk_db *db, struct rtk_err *err)
{
	char mark[64];

	(void)sqlite3_snprintf(sizeof(mark), mark,
	    "PRAGMA application_id = %d", (int)APPLICATION_ID);
	if (sqlite3_exec(rtk_db_handle(db), mark, NULL, NULL, NULL) !=
	    SQLITE_OK)
		return rtk_db_fail(db, err);
	return run_steps_from(db, 0, err);
}

int
rtk_migrate(struct rtk_db *db, const char *path, struct rtk_err *err)
{
	int64_t application = 0, version = 0;

	if (read_pragma(&application, db, "PRAGMA application_id", err) < 0)
		return -1;
	if (application != APPLICATION_ID)
		return rtk_failf(err, RTK_E_DB_FOREIGN, "%s", path);
	if (read_pragma(&version, db, "PRAGMA user_version", err) < 0)
		return -1;
	if (version > (int64_t)RTK_COUNT(schema_steps))
		return rtk_failf(err, RTK_E_DB_NEWER, "%lld",
		    (long long)version);
	return run_steps_from(db, (size_t)version, err);
}

/* The newest step that creates the trigger has its text. */
static const char *
find_trigger(const char *name)
{
	static const char create[] = "CREATE TRIGGER ";
	size_t size = strlen(name);

	for (size_t i = RTK_COUNT(schema_steps); i-- > 0;)
		for (const char *at = strstr(schema_steps[i], create);
		    at != NULL; at = strstr(at + 1, create))
			if (strncmp(at + strlen(create), name, size) == 0 &&
			    at[strlen(create) + size] == ' ')
				return at;
	return NULL;
}

int
rtk_migrate_trigger(
    struct rtk_db *db, const char *name, struct rtk_err *err)
{
	static const char last[] = "END;";
	const char *text = find_trigger(name), *end;
	struct rtk_buf copy = {0};
	int rc;

	RTK_ASSERT(text != NULL);
	end = strstr(text, last);
	RTK_ASSERT(end != NULL);
	rtk_buf_add(&copy, text, (size_t)(end - text) + strlen(last));
	rc = sqlite3_exec(rtk_db_handle(db), copy.bytes, NULL, NULL, NULL);
	rtk_buf_release(&copy);
	return rc == SQLITE_OK ? 0 : rtk_db_fail(db, err);
}
