/* Inside flow/invoice*: the town in parts whose files are their own. */
#ifndef RTK_FLOW_INVOICE_PLAN_H
#define RTK_FLOW_INVOICE_PLAN_H

#include "base/arena.h"
#include "flow/invoice_worker.h"

/**
 * The parts of a job; *out lives in the arena. Fails with account.unknown,
 * building.unknown.
 */
int rtk_invoice_plan(struct rtk_invoice_part **out, size_t *count,
    const struct rtk_invoice_job *job, struct rtk_arena *arena,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
