/* rtk-invoice: the payment documents of a month as files. */
#ifndef RTK_FLOW_INVOICE_H
#define RTK_FLOW_INVOICE_H

#include "base/events.h"
#include "model.h"
#include "store/db.h"

enum rtk_bundle { RTK_BUNDLE_NONE, RTK_BUNDLE_BUILDING, RTK_BUNDLE_ROUTE };

/** Most workers of a run. */
enum { RTK_INVOICE_JOBS_MAX = 64 };

/** What to write, and where. Texts are borrowed. */
struct rtk_invoice_job {
	struct rtk_db *db; /* reading; a second worker opens its own */
	struct rtk_period period;
	const char *folder;
	const char *const *accounts; /* numbers; none: all */
	size_t account_count;
	const char *const *buildings; /* codes; none: all */
	size_t building_count;
	int delivery; /* enum rtk_delivery; -1: all. RTK_EMAIL: an outbox */
	enum rtk_bundle bundle;
	int jobs; /* threads, 1...RTK_INVOICE_JOBS_MAX */
	bool draft; /* an open month may be printed, marked as a draft */
	bool dry_run; /* all is drawn and checked, no file is written */
	const struct rtk_events *events;
};

/** Reads the number of workers; NULL: one. Fails with usage. */
int rtk_invoice_jobs_read(
    int *out, const char *text, struct rtk_err *err) RTK_MUST_CHECK;

/** What was written. */
struct rtk_invoice_result {
	int64_t documents;
	int64_t files;
	int64_t failed; /* told to the events, not written */
	char index[512]; /* path of the index */
};

/**
 * Writes one PDF an account, or a bundle with a cover for each building or
 * route in the order of addresses, and the index index.csv (account, file,
 * page, sha256, delivery, e-mail), where the files of earlier runs into the
 * folder keep their rows. Each QR is read back from the finished bytes first.
 * For RTK_EMAIL each file is a message that carries the PDF, and it is no
 * bundle. Files appear whole and synced; the same month gives the same bytes
 * with any number of jobs, so a run that was cut off is completed by running
 * it again.
 * Fails with period.not_closed (without draft), period.not_run,
 * account.unknown, building.unknown, db.busy (somebody stored something while
 * the workers began), file.folder_busy, file.create, file.write.
 */
int rtk_invoice_write(struct rtk_invoice_result *out,
    const struct rtk_invoice_job *job, struct rtk_err *err) RTK_MUST_CHECK;

#endif
