/*
 * Inside flow/invoice*: what stands on the documents of a month, gathered
 * account by account in the order of keys.
 */
#ifndef RTK_FLOW_INVOICE_DATA_H
#define RTK_FLOW_INVOICE_DATA_H

#include "base/arena.h"
#include "document/invoice.h"
#include "flow/turnover.h"
#include "store/db.h"
#include "store/party.h"

struct rtk_invoice_source;

/** What to gather. */
struct rtk_invoice_query {
	struct rtk_db *db;
	struct rtk_period period;
	int64_t account_from;
	int64_t account_to;
	bool draft; /* an open month is fine */
};

/**
 * Opens the scans over accounts from..to. Fails with period.not_closed,
 * period.not_run, due_day.gap. The caller closes *out.
 */
int rtk_invoice_source_open(struct rtk_invoice_source **out,
    const struct rtk_invoice_query *query,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The next account with something to show: 1 found, 0 no more, -1. The
 * invoice and *party are valid until the next call.
 */
int rtk_invoice_source_next(struct rtk_invoice_source *source,
    struct rtk_invoice *out, struct rtk_party *party,
    struct rtk_err *err) RTK_MUST_CHECK;

/** NULL is accepted. */
void rtk_invoice_source_close(struct rtk_invoice_source *source);

#endif
