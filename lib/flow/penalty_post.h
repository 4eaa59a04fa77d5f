/*
 * Penalties posted at the close (ЖК РФ ст. 155 ч. 14): of each month of
 * origin the value by the last day of the month less what was posted before,
 * so that the postings add up to rtk-report penalty. A difference may be
 * negative: a payment that came late, a rate put right.
 */
#ifndef RTK_FLOW_PENALTY_POST_H
#define RTK_FLOW_PENALTY_POST_H

#include "base/events.h"
#include "store/month.h"

/** What was posted. */
struct rtk_penalties_posted {
	int64_t lines;
	int64_t accounts; /* that had no other line */
	struct rtk_kop amount;
};

/** Who sees the lines of the month go by, account by account. */
struct rtk_penalties_seen {
	void *context;
	/** Those that the run made, and the penalties behind them. */
	int (*account)(void *context, int64_t account,
	    const struct rtk_line_slice lines[2], struct rtk_err *err);
};

/**
 * Posts the penalties of a month that is being closed (period and batch_max
 * count; its other lines were committed) as lines of it and stores the states
 * of debtors: 1. What was taken over as a penalty of a month of origin counts
 * as posted. With policy penalty.posting off: 0, and nothing is seen. Fails
 * with key_rate.unknown, penalty_rule.gap, due_day.gap, policy.value.
 */
int rtk_penalties_post(struct rtk_penalties_posted *out, struct rtk_db *db,
    const struct rtk_closed_month *month, const struct rtk_penalties_seen *seen,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Who is told of a difference. */
struct rtk_penalties_watch {
	void *context;
	int64_t *lines; /* calculated ones are counted here */
	/** A line; either may be NULL. */
	int (*line)(void *context, const struct rtk_line *stored,
	    const struct rtk_line *computed, struct rtk_err *err);
	/** The state that was kept of an account. */
	int (*state)(void *context, int64_t account, struct rtk_err *err);
};

/** Calculates the penalties of a closed month again and compares. */
int rtk_penalties_verify(struct rtk_db *db,
    const struct rtk_closed_month *month,
    const struct rtk_penalties_watch *watch, struct rtk_err *err)
    RTK_MUST_CHECK;

#endif
