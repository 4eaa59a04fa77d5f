/* The index of a folder of payment documents, over all runs into it. */
#ifndef RTK_FLOW_INVOICE_INDEX_H
#define RTK_FLOW_INVOICE_INDEX_H

#include "base/buf.h"
#include "base/err.h"

/**
 * `index` holds the rows of the files that this run wrote, as CSV with a
 * header. Adds the rows that index.csv in the folder has of other files which
 * still stand there, and puts all in the order of file and page. An index.csv
 * with another header is nobody's and gives nothing. Fails with file.read.
 */
int rtk_invoice_index_join(struct rtk_buf *index, const char *folder,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
