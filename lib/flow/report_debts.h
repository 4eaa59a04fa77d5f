/* rtk-report: where payments went, and who owes. */
#ifndef RTK_FLOW_REPORT_DEBTS_H
#define RTK_FLOW_REPORT_DEBTS_H

#include "flow/report.h"

/**
 * Where every kopeck that an account paid went, and by which rule: by payment
 * in the order of days, then by due date, month, service; the parts of a
 * payment make its amount. Of `what` number, as_of and narrow count. Fails
 * with account.unknown and as rtk_account_debt_load().
 */
int rtk_report_allocation(struct rtk_report *report,
    const struct rtk_report_penalty *what, struct rtk_err *err)
    RTK_MUST_CHECK;

/** Which debtors. */
struct rtk_report_debtors {
	struct rtk_date as_of;
	struct rtk_kop over; /* late debt of the account is more; 0: any */
	int older_than;      /* its oldest is more months late; 0: any */
	/* a late month can be claimed until a day up to this; none: any */
	struct rtk_date claim_by;
	bool by_month;       /* a row a month of origin, else a service */
	bool narrow;         /* for a terminal: fewer columns */
};

/**
 * Reads --over, --older-than and --claim-by; NULL: not given. Fails with
 * usage.
 */
int rtk_report_debtors_read(struct rtk_report_debtors *out, const char *over,
    const char *older_than, const char *claim_by, struct rtk_err *err)
    RTK_MUST_CHECK;

/**
 * Accounts with a late debt, by number: for each service how late it is and
 * whether it is more than the norms allow (п. 118), or each month of origin
 * with the day until which it can be claimed. Fails as rtk_debtors_open().
 */
int rtk_report_debtors(struct rtk_report *report,
    const struct rtk_report_debtors *what, struct rtk_err *err)
    RTK_MUST_CHECK;

#endif
