/*
 * Inside flow/invoice*: the sentence on a debt over which a service may be
 * restricted (п. 117-119), as it was known when the month was closed.
 */
#ifndef RTK_FLOW_INVOICE_DEBT_H
#define RTK_FLOW_INVOICE_DEBT_H

#include "base/arena.h"
#include "store/month.h"

struct rtk_invoice_debts;

/** Accounts from..to of a closed month; the caller closes *out. */
int rtk_invoice_debts_open(struct rtk_invoice_debts **out, struct rtk_db *db,
    const struct rtk_closed_month *month, const int64_t account_range[2],
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * *out is the sentence of an account, in the arena, in Russian; NULL: there
 * is nothing to warn of, or an agreement on instalments is performed.
 * Accounts come in the order of keys.
 */
int rtk_invoice_debts_notice(const char **out,
    struct rtk_invoice_debts *debts, int64_t account, struct rtk_arena *arena,
    struct rtk_err *err) RTK_MUST_CHECK;

/** NULL is accepted. */
void rtk_invoice_debts_close(struct rtk_invoice_debts *debts);

#endif
