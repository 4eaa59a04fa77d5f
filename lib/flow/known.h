/* As of which batch a month is looked at. */
#ifndef RTK_FLOW_KNOWN_H
#define RTK_FLOW_KNOWN_H

#include "store/month.h"

/** A month and what was known when it was billed. */
struct rtk_known_month {
	struct rtk_period first; /* of the book */
	struct rtk_period period;
	bool closed;       /* otherwise it is the draft */
	int64_t batch_max; /* known at its close, or at its last run */
};

/**
 * What a closed month, or the draft of the open one, was calculated from.
 * Fails with period.not_run.
 */
int rtk_known_month(struct rtk_known_month *out, struct rtk_db *db,
    struct rtk_period period, struct rtk_err *err) RTK_MUST_CHECK;

#endif
