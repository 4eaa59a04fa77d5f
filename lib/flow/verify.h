/* rtk-bill verify: closed months replayed from their inputs. */
#ifndef RTK_FLOW_VERIFY_H
#define RTK_FLOW_VERIFY_H

#include "base/events.h"
#include "store/month.h"

/** What was compared. */
struct rtk_verify_result {
	int64_t months;
	int64_t lines;
	int64_t differences;
};

/**
 * Compares what a closed month rests on with its seal; replays the month from
 * what was known at its close, unless that was changed, and compares every
 * line, the house figures and meter states, the balances, the sums and the
 * certificate with what is stored; each difference goes to the events. Adds
 * to *out. Fails with period.not_closed.
 */
int rtk_verify_month(struct rtk_verify_result *out, struct rtk_db *db,
    struct rtk_period period, const struct rtk_events *events,
    struct rtk_err *err) RTK_MUST_CHECK;

/** All closed months, and that none is missing that was sealed. */
int rtk_verify_months(struct rtk_verify_result *out, struct rtk_db *db,
    const struct rtk_events *events, struct rtk_err *err) RTK_MUST_CHECK;

#endif
