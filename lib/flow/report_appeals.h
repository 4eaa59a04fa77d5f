/* rtk-report appeals: what consumers wrote, and by when it is answered. */
#ifndef RTK_FLOW_REPORT_APPEALS_H
#define RTK_FLOW_REPORT_APPEALS_H

#include "flow/report.h"

/** Which appeals. */
struct rtk_report_appeals {
	struct rtk_date as_of;
	bool all; /* those answered as well */
};

/**
 * Appeals by the day they were received, each with the last day to answer:
 * so many working days behind that day as the policies appeals.answer_days,
 * and of a recalculation appeals.recalculation_days, say (п. 31, 95).
 */
int rtk_report_appeals(struct rtk_report *report,
    const struct rtk_report_appeals *what, struct rtk_err *err) RTK_MUST_CHECK;

#endif
