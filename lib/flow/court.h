/* rtk-report court: the calculation for a court order, as a PDF. */
#ifndef RTK_FLOW_COURT_H
#define RTK_FLOW_COURT_H

#include "model.h"
#include "store/db.h"

enum { RTK_COURT_SHARES_MAX = 64 };

/** Whose sheet, and where to. Texts are borrowed. */
struct rtk_court_job {
	struct rtk_db *db;
	const char *number;
	struct rtk_date as_of;
	const char *file;
	const char *shares; /* "1,1,2": parts of co-owners; NULL: none */
	bool dry_run;       /* drawn and not written */
};

/** What it comes to. */
struct rtk_court_result {
	struct rtk_kop principal; /* late, limitation not run out */
	struct rtk_kop expired;
	struct rtk_kop penalty; /* less what was paid for it */
	struct rtk_kop duty;
};

/**
 * Draws the sheet: debt by month of origin, penalty by segments, totals with
 * the state duty, parts of co-owners. What has expired is shown and not
 * claimed. Fails with account.unknown, debt.none, usage, duty.gap, as
 * rtk_account_debt_load(), rtk_penalty_segments() and rtk_file_write().
 */
int rtk_court_write(struct rtk_court_result *out,
    const struct rtk_court_job *job, struct rtk_err *err) RTK_MUST_CHECK;

#endif
