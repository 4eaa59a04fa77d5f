#include "base/base.h"

#include "store/visit.h"

static const char pointer_type[] = "rtk_visit";

static void
visit(sqlite3_context *context, int argc, sqlite3_value **argv)
{
	struct rtk_visitor *visitor =
	    argc > 0 ? sqlite3_value_pointer(argv[0], pointer_type) : NULL;

	/* no visitor, no rows: the function means nothing in other SQL */
	sqlite3_result_int(
	    context, visitor != NULL && visitor->row(visitor, argv + 1));
}

void
rtk_visit_bind(sqlite3_stmt *stmt, int parameter, struct rtk_visitor *visitor)
{
	int rc =
	    sqlite3_bind_pointer(stmt, parameter, visitor, pointer_type, NULL);

	RTK_ASSERT(rc == SQLITE_OK);
}

int
rtk_visit_register(sqlite3 *handle)
{
	return sqlite3_create_function(handle, "rtk_visit", -1,
	    SQLITE_UTF8 | SQLITE_DIRECTONLY, NULL, visit, NULL, NULL);
}
