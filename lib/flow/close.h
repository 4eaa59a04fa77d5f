/* rtk-bill close: the month becomes final, with its certificate. */
#ifndef RTK_FLOW_CLOSE_H
#define RTK_FLOW_CLOSE_H

#include "flow/bill.h"
#include "flow/penalty_post.h"

/** What the close made sure of, for the screen. */
struct rtk_close_result {
	struct rtk_closed_month month;
	struct rtk_month_totals totals;
	struct rtk_penalties_posted penalties;
	struct rtk_kop opening;
	struct rtk_kop paid;
	struct rtk_kop closing;
};

/**
 * Closes the open month: the draft must be there and newer than every input
 * that charges depend on; no blocking finding; lines and sums as the draft
 * left them; opening + charged - paid = closing. Posts the penalties, writes
 * balances, sums and the chained certificate; from then on the database
 * refuses any change of the month. Needs an open transaction. Fails with
 * period.closed, period.not_open, period.not_begun, period.not_run,
 * period.stale, period.faults, identity, and as rtk_penalties_post.
 */
int rtk_bill_close(struct rtk_close_result *out, struct rtk_db *db,
    struct rtk_period period, struct rtk_date as_of, struct rtk_err *err)
    RTK_MUST_CHECK;

#endif
