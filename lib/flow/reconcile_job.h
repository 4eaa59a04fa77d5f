/* Inside flow/reconcile*: a run, or a decision of a person, under way. */
#ifndef RTK_FLOW_RECONCILE_JOB_H
#define RTK_FLOW_RECONCILE_JOB_H

#include "flow/reconcile.h"
#include "store/month.h"

struct rtk_reconcile_job {
	struct rtk_reconcile_result *out;
	struct rtk_db *db;
	struct rtk_date as_of;
	struct rtk_book_state book;
	struct rtk_arena arena;
};

/**
 * The posting of a whole entry, in the month of its day or, when that is
 * closed or cannot be true, in the open one. Texts are borrowed.
 */
struct rtk_posting rtk_reconcile_posting(const struct rtk_reconcile_job *job,
    const struct rtk_entry *entry, int64_t account, const char *reason);

/**
 * Ties registers to the payment orders that are their money: to orders
 * without a meaning first, then to those that were taken for direct payments.
 * What hangs of these is taken back; what was decided on is named.
 */
int rtk_reconcile_registers(
    struct rtk_reconcile_job *job, struct rtk_err *err) RTK_MUST_CHECK;

#endif
