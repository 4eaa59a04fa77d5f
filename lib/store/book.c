#include "base/base.h"

#include "store/book.h"

#include "store/stmt.h"

enum { BOOK_INSERT, BOOK_SQL };

static const char *const sql[BOOK_SQL] = {
    [BOOK_INSERT] = "INSERT INTO book (id, first_period) VALUES (1, ?1)",
};

const struct rtk_sql_table rtk_book_sql = {sql, RTK_COUNT(sql)};

int
rtk_book_begin(struct rtk_db *db, struct rtk_period first, struct rtk_err *err)
{
	return RTK_RUN(db, sql[BOOK_INSERT], err, "p", first);
}
