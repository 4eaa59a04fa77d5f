/*
 * Inside store only: the SQL function rtk_visit(pointer, ...), which hands
 * the values of each row of a SELECT to C. In an ordered scan it stands as
 * the last condition: the step then comes back when the visitor wants it to,
 * not for each row, and no column is asked for one by one. Halves the cost
 * of a scan.
 */
#ifndef RTK_STORE_VISIT_H
#define RTK_STORE_VISIT_H

#include "store/stmt.h"

/** Who looks at the rows; he outlives the statement's steps. */
struct rtk_visitor {
	/** Takes a row's values; true: the step shall come back behind it. */
	bool (*row)(struct rtk_visitor *visitor, sqlite3_value **values);
};

/** Names the visitor for the parameter of that number. */
void rtk_visit_bind(
    sqlite3_stmt *stmt, int parameter, struct rtk_visitor *visitor);

/** Registers the function on a connection; a result code of SQLite. */
int rtk_visit_register(sqlite3 *handle);

#endif
