/* Inside flow/invoice*: what an account was charged, as rows of the page. */
#ifndef RTK_FLOW_INVOICE_LINES_H
#define RTK_FLOW_INVOICE_LINES_H

#include "document/invoice.h"
#include "flow/invoice_reduction.h"
#include "store/charge.h"

/** The charges of a month and of the one before, both by account. */
struct rtk_invoice_charges {
	struct rtk_charge_scan *now;
	struct rtk_charge_scan *before;
	const struct rtk_rule_rows *rows;
	int64_t raising; /* K of the month, 1e-6 */
	struct rtk_invoice_known known;
};

/**
 * Rows, recalculations and the sentence on the month before. A component is
 * one row, and one of each price in a month that has two. Accounts come in
 * their order; texts live in known.arena. Fails on database errors.
 */
int rtk_invoice_lines(struct rtk_invoice *out,
    const struct rtk_invoice_charges *charges, int64_t account,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
