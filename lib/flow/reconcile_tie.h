/* Several orders that pay one register: a person decides. */
#ifndef RTK_FLOW_RECONCILE_TIE_H
#define RTK_FLOW_RECONCILE_TIE_H

#include "flow/reconcile.h"

enum { RTK_TIE_ORDERS_MAX = 100 };

/** A register and the orders that are the rest of its money. */
struct rtk_tie_decision {
	int64_t batch;
	int64_t documents[RTK_TIE_ORDERS_MAX];
	size_t count;
	const char *reason;
	struct rtk_date as_of;
};

/**
 * Ties the orders to the register; those that hang as payments of one
 * consumer hang no more. *sum is what they bring. Fails with
 * register.unknown, tie.order, and with tie.sum unless they make the residual
 * to the kopeck.
 */
int rtk_reconcile_tie(struct rtk_kop *sum, struct rtk_db *db,
    const struct rtk_tie_decision *decision,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
