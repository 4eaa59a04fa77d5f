/* Inside flow/report*: absences and outages on the card of an account. */
#ifndef RTK_FLOW_REPORT_EVENTS_H
#define RTK_FLOW_REPORT_EVENTS_H

#include "flow/report.h"

/**
 * Those of the account and its building that touch the months from..to, as
 * known now; one table.
 */
int rtk_report_events(struct rtk_report *report, int64_t account,
    const struct rtk_period range[2], struct rtk_err *err) RTK_MUST_CHECK;

#endif
