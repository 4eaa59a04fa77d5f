/*
 * Inside flow/invoice*: the year behind a document: what was used in each
 * month, and what was charged for it.
 */
#ifndef RTK_FLOW_INVOICE_HISTORY_H
#define RTK_FLOW_INVOICE_HISTORY_H

#include "base/arena.h"
#include "calc/rules.h"
#include "document/invoice.h"
#include "store/db.h"

struct rtk_invoice_history;

/** Services that have a chart: heating, hot water. */
enum { RTK_INVOICE_CHARTS = 2 };

/** The months of one account. */
struct rtk_invoice_past {
	struct rtk_period period; /* the last one */
	/* by service; of the month the last one */
	struct rtk_micro volumes[RTK_INVOICE_CHARTS][RTK_INVOICE_MONTHS];
	bool known[RTK_INVOICE_CHARTS][RTK_INVOICE_MONTHS];
	/* for the months themselves, without recalculations */
	struct rtk_kop charged[RTK_INVOICE_CHARTS][RTK_INVOICE_MONTHS];
};

/**
 * Opens a scan a month over the accounts, in step: the year up to `period`,
 * as far as it was billed. The caller closes *out.
 */
int rtk_invoice_history_open(struct rtk_invoice_history **out,
    struct rtk_db *db, struct rtk_period period,
    const int64_t account_range[2], struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The months of an account; accounts come in the order of their keys. A
 * volume has the recalculations that were posted for it since.
 */
int rtk_invoice_history_account(struct rtk_invoice_past *out,
    struct rtk_invoice_history *history, int64_t account,
    struct rtk_err *err) RTK_MUST_CHECK;

/** The charts of services with months to compare, on the invoice. */
void rtk_invoice_past_charts(struct rtk_invoice *out,
    const struct rtk_invoice_past *past, struct rtk_arena *arena);

/**
 * The notice that a service was charged more than a year ago by more than
 * the policy bills.growth_percent (п. 72); NULL: it was not.
 */
const char *rtk_invoice_past_growth(const struct rtk_invoice_past *past,
    enum rtk_service service, const struct rtk_month *rules,
    struct rtk_arena *arena);

/** NULL is accepted. */
void rtk_invoice_history_close(struct rtk_invoice_history *history);

#endif
