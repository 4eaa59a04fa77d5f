/* What makes the residual of a register, and how long what is open waits. */
#ifndef RTK_FLOW_RECONCILE_RESIDUAL_H
#define RTK_FLOW_RECONCILE_RESIDUAL_H

#include "flow/reconcile.h"

/**
 * Names for each register of the picture that does not tie the smallest set
 * of things that make its residual: orders of the statement, registers, rows,
 * a commission, reversals. What nothing explains is "unexplained".
 */
int rtk_reconcile_explain(struct rtk_reconciliation *picture, struct rtk_db *db,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Counts the working days for which money and registers have waited. */
int rtk_reconcile_wait(struct rtk_reconciliation *picture, struct rtk_db *db,
    struct rtk_date as_of, struct rtk_err *err) RTK_MUST_CHECK;

#endif
