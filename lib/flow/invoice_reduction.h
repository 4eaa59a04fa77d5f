/* Inside flow/invoice*: why something was taken off or added, in Russian. */
#ifndef RTK_FLOW_INVOICE_REDUCTION_H
#define RTK_FLOW_INVOICE_REDUCTION_H

#include "base/arena.h"
#include "document/invoice_rows.h"
#include "store/db.h"

/* what comes behind them joins the last one */
enum { RTK_INVOICE_REDUCTIONS_MAX = 96 };

/** Reductions and recalculations of one document. */
struct rtk_invoice_reductions {
	struct rtk_invoice_recalculation rows[RTK_INVOICE_REDUCTIONS_MAX];
	/* formula of a reduction, reason of a recalculation, by their kind */
	enum rtk_kind kinds[RTK_INVOICE_REDUCTIONS_MAX];
	int grounds[RTK_INVOICE_REDUCTIONS_MAX];
	size_t count;
};

/** Where texts live; as it was known when the month was calculated. */
struct rtk_invoice_known {
	struct rtk_db *db;
	struct rtk_period period;
	int64_t batch_max;
	struct rtk_arena *arena;
};

/**
 * Adds a line of kind RTK_REDUCTION or RTK_RECALCULATION: components of one
 * service, ground and month make one row; a reduction stands with the
 * documents of the records. Texts live in the arena; service is borrowed.
 */
int rtk_invoice_reduction_add(struct rtk_invoice_reductions *out,
    const struct rtk_line *line, const char *service,
    const struct rtk_invoice_known *known, struct rtk_err *err) RTK_MUST_CHECK;

#endif
