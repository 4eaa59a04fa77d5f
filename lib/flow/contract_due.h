/* What legal entities owe by the schedules of their contracts in a month. */
#ifndef RTK_FLOW_CONTRACT_DUE_H
#define RTK_FLOW_CONTRACT_DUE_H

#include "calc/advance.h"
#include "store/db.h"

/** Which month and accounts, both inclusive. */
struct rtk_due_query {
	struct rtk_db *db;
	struct rtk_period period;
	int64_t account_from;
	int64_t account_to;
	int64_t batch_max; /* as it was known by then; 0: now */
};

/** One account with a schedule in force. */
struct rtk_account_dues {
	int64_t account;
	struct rtk_kop carried; /* advance at the beginning of the month */
	bool charged;
	struct rtk_kop actual;
	struct rtk_dues dues;
};

struct rtk_due_scan;

/** By account; the caller closes *out. Fails as the look-up of rules. */
int rtk_due_scan_open(struct rtk_due_scan **out,
    const struct rtk_due_query *query, struct rtk_err *err) RTK_MUST_CHECK;

/** The next account: 1 found, 0 no more, -1. Fails when a price is missing. */
int rtk_due_scan_next(struct rtk_due_scan *scan, struct rtk_account_dues *out,
    struct rtk_err *err) RTK_MUST_CHECK;

/** NULL is accepted. */
void rtk_due_scan_close(struct rtk_due_scan *scan);

/**
 * The parts of an account as a sentence of the bill, in Russian: *out, and
 * one more in *count; without a schedule nothing. Accounts come in the order
 * of their keys. The text is valid until the next call. Fails as
 * rtk_due_scan_next.
 */
int rtk_due_notice(const char **out, size_t *count, struct rtk_due_scan *scan,
    int64_t account, struct rtk_err *err) RTK_MUST_CHECK;

#endif
