/*
 * Inside flow/invoice*: what the bill reminds of about the meters of the
 * account: a reading that did not come, a verification that ends.
 */
#ifndef RTK_FLOW_INVOICE_METERS_H
#define RTK_FLOW_INVOICE_METERS_H

#include "base/arena.h"
#include "document/invoice.h"

/** Sentences there may be of one account. */
enum { RTK_INVOICE_METER_NOTICES = 3 };

/**
 * Adds to `notices` the sentences, in Russian, in the arena, and to *count
 * their number: no reading came and the service was charged by the average
 * or by the norm (п. 59 б, 60); verifications that end up to the day
 * `invoice->verify_soon`; verifications that ended (п. 59 а, 60).
 */
void rtk_invoice_meter_notices(const char **notices, size_t *count,
    const struct rtk_invoice *invoice, struct rtk_arena *arena);

#endif
