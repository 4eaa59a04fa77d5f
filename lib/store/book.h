/* The book: what a database begins with. Its state is in store/month.h. */
#ifndef RTK_STORE_BOOK_H
#define RTK_STORE_BOOK_H

#include "model.h"
#include "store/db.h"

/** Writes the first billed month into a new database, once. */
int rtk_book_begin(struct rtk_db *db, struct rtk_period first,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
