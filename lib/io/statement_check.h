/* Inside the parser of statements: what must add up, and which way. */
#ifndef RTK_IO_STATEMENT_CHECK_H
#define RTK_IO_STATEMENT_CHECK_H

#include "io/statement_1c.h"

/**
 * opening + in - out = closing, if all four are given. Fails with
 * statement.balance.
 */
int rtk_statement_check_balance(const struct rtk_statement_account *account,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Tells the note statement.documents for each account whose documents do not
 * add up to what its sections say came in or went out.
 */
void rtk_statement_check_documents(const struct rtk_statement *statement,
    const struct rtk_bankfile_faults *faults);

#endif
