/* rtk-bill run: the draft of the open month. */
#ifndef RTK_FLOW_BILL_H
#define RTK_FLOW_BILL_H

#include "base/events.h"
#include "model.h"
#include "store/month.h"

/** What a month comes to. */
struct rtk_month_totals {
	int64_t buildings;
	int64_t accounts; /* with at least one line */
	int64_t lines;
	struct rtk_kop amount;
	int64_t findings;
	int64_t blocking;
	struct rtk_kop sum[RTK_SERVICES][RTK_COMPONENTS][RTK_KINDS];
	int64_t count[RTK_SERVICES][RTK_COMPONENTS][RTK_KINDS];
};

/** Adds a line. */
void rtk_totals_add(
    struct rtk_month_totals *totals, const struct rtk_line *line);

/**
 * Calculates the open month and replaces its draft as a whole. Findings go to
 * the events and are stored; a building with a blocking one has no heating
 * lines. Needs an open transaction. Fails with period.closed,
 * period.not_open, and when a price, norm or policy is missing.
 */
int rtk_bill_run(struct rtk_month_totals *out, struct rtk_db *db,
    struct rtk_period period, const struct rtk_events *events,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Fails with period.closed or period.not_open unless it is the open month. */
int rtk_require_open(struct rtk_book_state *state, struct rtk_db *db,
    struct rtk_period period, struct rtk_err *err) RTK_MUST_CHECK;

#endif
