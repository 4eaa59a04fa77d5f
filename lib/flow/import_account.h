/* Inside flow/import*: the account that a cell of a table names. */
#ifndef RTK_FLOW_IMPORT_ACCOUNT_H
#define RTK_FLOW_IMPORT_ACCOUNT_H

#include "flow/import_table.h"

/**
 * The key of the account of a column. Fails with registry.unknown_account, at
 * that column.
 */
int rtk_import_account(int64_t *account, const struct rtk_import *import,
    const struct rtk_import_row *row, int column,
    struct rtk_err *err) RTK_MUST_CHECK;

/** The `resolve` of tables whose first column is the account. */
int rtk_import_first_account(struct rtk_import *import,
    struct rtk_import_row *row, struct rtk_err *err) RTK_MUST_CHECK;

#endif
