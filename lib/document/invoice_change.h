/* What changed against the month before, in a sentence. */
#ifndef RTK_DOCUMENT_INVOICE_CHANGE_H
#define RTK_DOCUMENT_INVOICE_CHANGE_H

#include "base/buf.h"
#include "document/invoice_rows.h"

/** The lines of a month, by service and component. */
struct rtk_invoice_month {
	struct rtk_period period;
	const struct rtk_invoice_line *lines;
	size_t count;
};

/**
 * Adds the sentence: by how much the charge of `now` differs from that of
 * `before`, and the main cause: the service, volume, price, raising
 * coefficient or recalculation that makes the largest part of it. Nothing,
 * when one of the months has no lines or both sums are the same.
 */
void rtk_invoice_change(struct rtk_buf *out,
    const struct rtk_invoice_month *before,
    const struct rtk_invoice_month *now);

#endif
