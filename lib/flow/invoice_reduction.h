/* Inside flow/invoice*: why something was taken off, in Russian. */
#ifndef RTK_FLOW_INVOICE_REDUCTION_H
#define RTK_FLOW_INVOICE_REDUCTION_H

#include "base/arena.h"
#include "document/invoice_rows.h"
#include "store/db.h"

enum { RTK_INVOICE_REDUCTIONS_MAX = 16 };

/** The reductions of one document. */
struct rtk_invoice_reductions {
	struct rtk_invoice_recalculation rows[RTK_INVOICE_REDUCTIONS_MAX];
	enum rtk_formula formulas[RTK_INVOICE_REDUCTIONS_MAX];
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
 * Adds a line of kind RTK_REDUCTION: components of one service, ground and
 * month make one row, with the documents of the records. Texts live in the
 * arena; service is borrowed.
 */
int rtk_invoice_reduction_add(struct rtk_invoice_reductions *out,
    const struct rtk_line *line, const char *service,
    const struct rtk_invoice_known *known, struct rtk_err *err) RTK_MUST_CHECK;

#endif
