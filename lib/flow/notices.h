/*
 * rtk-report notices: who is warned that hot water may be restricted, each
 * warning as a PDF, and the register of their delivery.
 */
#ifndef RTK_FLOW_NOTICES_H
#define RTK_FLOW_NOTICES_H

#include "base/events.h"
#include "io/printer.h"
#include "model.h"
#include "store/db.h"

/** What to write, and where. Texts are borrowed. */
struct rtk_notices_job {
	struct rtk_db *db;
	struct rtk_period period; /* debts of months up to it count */
	struct rtk_date as_of;    /* the date of the notices */
	const char *folder;
	bool dry_run; /* all is drawn, no file is written */
	bool narrow;  /* for a terminal: fewer columns */
	const struct rtk_events *events;
	struct rtk_printer *printer; /* the list; NULL: none */
};

/** What was written. */
struct rtk_notices_result {
	int64_t notices;
	int64_t failed; /* told to the events, not written */
};

/**
 * Writes a warning (п. 118, 119) for each account whose late debt for hot
 * water of months up to the period is strictly more than policy
 * debt.restriction_norms charges of a month by norm and price in force, and
 * that has no agreement which is performed. Heating is never restricted
 * (п. 122). Then register.csv and register.pdf, and the list. Files appear
 * whole; the same job gives the same bytes. Fails with period.not_closed,
 * file.folder_busy, file.create, file.write, as rtk_debtors_open() and
 * rtk_penalty_segments().
 */
int rtk_notices_write(struct rtk_notices_result *out,
    const struct rtk_notices_job *job, struct rtk_err *err) RTK_MUST_CHECK;

#endif
