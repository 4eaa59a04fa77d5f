/* What the rows of hanging money tell of their accounts besides a number. */
#ifndef RTK_FLOW_RECONCILE_EVIDENCE_H
#define RTK_FLOW_RECONCILE_EVIDENCE_H

#include "flow/reconcile.h"

enum { RTK_EVIDENCE_MAX = 3 }; /* more accounts than that say nothing */

/** Accounts that a clue leads to; numbers are in the arena of the picture. */
struct rtk_evidence {
	const char *accounts[RTK_EVIDENCE_MAX];
	size_t count; /* may be more: then none is meant */
};

/** The clues of a hanging entry. */
struct rtk_clues {
	struct rtk_evidence address;
	struct rtk_evidence payer;
	struct rtk_evidence amount;
};

/**
 * For each hanging entry, in its order, the accounts at the address and of
 * the name that its row tells, and those whose last bill is its sum. One pass
 * over the accounts, whatever hangs.
 */
int rtk_reconcile_evidence(struct rtk_clues **out, struct rtk_db *db,
    struct rtk_reconciliation *picture, struct rtk_err *err) RTK_MUST_CHECK;

#endif
