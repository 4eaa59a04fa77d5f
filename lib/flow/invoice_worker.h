/*
 * Inside flow/invoice*: what one thread of rtk-invoice does: it takes parts
 * of the town and writes their files, with the rows of the index.
 */
#ifndef RTK_FLOW_INVOICE_WORKER_H
#define RTK_FLOW_INVOICE_WORKER_H

#include "base/file.h"
#include "flow/invoice.h"
#include "flow/invoice_file.h"
#include "io/printer.h"
#include "store/names.h"

/** Accounts, both inclusive. */
struct rtk_invoice_range {
	int64_t from;
	int64_t to;
};

/** A part of the town whose files are its own. */
struct rtk_invoice_part {
	const struct rtk_invoice_range *ranges; /* by key */
	size_t count;
	const char *route; /* of RTK_BUNDLE_ROUTE; "": buildings on none */
};

/** A worker; begun, used and ended by the functions below. */
struct rtk_invoice_worker {
	const struct rtk_invoice_job *job;
	struct rtk_db *db;
	const struct rtk_invoice_part *part; /* in hand */
	struct rtk_invoice_file *file;
	struct rtk_file_batch *files; /* on their way to the disk; or NULL */
	struct rtk_printer *printer; /* of the index */
	struct rtk_buf index;
	struct rtk_buf bytes; /* of the file in hand */
	struct rtk_buf mail;  /* of a message, or of what it carries */
	char name[RTK_NAME_BYTES]; /* of the file in hand */
	int64_t building;          /* likewise */
	struct rtk_invoice_result result;
};

/** Begins; db is the worker's own connection, borrowed. */
void rtk_invoice_worker_begin(struct rtk_invoice_worker *out,
    const struct rtk_invoice_job *job, struct rtk_db *db);

/** Writes the files of a part. Fails as rtk_invoice_write(). */
int rtk_invoice_worker_do(struct rtk_invoice_worker *worker,
    const struct rtk_invoice_part *part, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Names the last files and completes the index, or gives both up after a
 * fault; frees the rest.
 */
int rtk_invoice_worker_end(struct rtk_invoice_worker *worker, bool failed,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
