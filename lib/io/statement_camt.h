/* Bank statement camt.053 of ISO 20022, read into the same form. */
#ifndef RTK_IO_STATEMENT_CAMT_H
#define RTK_IO_STATEMENT_CAMT_H

#include "io/statement_1c.h"

/** Whether a text begins as such a file. */
bool rtk_statement_camt_is(const char *text, size_t size);

/**
 * Parses the booked entries of all statements in the file, of any version of
 * camt.053; arrays and texts are in the arena. Other elements are passed
 * over, entries that are only expected as well. Each fault (statement.*, and
 * those of dates and sums) is told to the events, up to 100; with one or more
 * it fails with the first: nothing of the file is to be used. A document type
 * with declarations of its own is refused.
 */
int rtk_statement_camt_parse(struct rtk_statement *out,
    const struct rtk_bankfile *file, struct rtk_err *err) RTK_MUST_CHECK;

#endif
