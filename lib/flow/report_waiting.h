/* Inside flow/report*: rows of the quarantine that speak of an account. */
#ifndef RTK_FLOW_REPORT_WAITING_H
#define RTK_FLOW_REPORT_WAITING_H

#include "flow/report.h"
#include "store/card.h"

/** Whose rows, and the day up to which they wait. */
struct rtk_waiting_of {
	const char *number;
	const struct rtk_card *card;
	struct rtk_date day;
};

/**
 * Prints the rows that wait and name the account, or one of its meters by
 * code or serial number, as a word of their own.
 */
int rtk_report_waiting(struct rtk_report *report,
    const struct rtk_waiting_of *of, struct rtk_err *err) RTK_MUST_CHECK;

#endif
