/* rtk-report: what people read or hand on. */
#ifndef RTK_FLOW_REPORT_H
#define RTK_FLOW_REPORT_H

#include "io/printer.h"
#include "store/month.h"

/** Where a report goes and whether its month is still a draft. */
struct rtk_report {
	struct rtk_db *db;
	struct rtk_period period;
	struct rtk_printer *printer;
	bool draft; /* set by the report */
};

/** What a turnover sheet has a row for. */
enum rtk_turnover_by {
	RTK_BY_ACCOUNT,
	RTK_BY_BUILDING,
	RTK_BY_SERVICE
};

/**
 * Every line of a month, by account number, service, component, kind. Fails
 * with period.not_run when the month is neither closed nor calculated.
 */
int rtk_report_charges(
    struct rtk_report *report, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The turnover sheet (оборотно-сальдовая ведомость): opening + charged +
 * recalculated + penalty - paid = closing in every row.
 */
int rtk_report_turnover(struct rtk_report *report, enum rtk_turnover_by by,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The month as a ledger, by account number: opening balances, charges,
 * payments as the turnover allocates them, money that hangs, commissions.
 * With a sink it is a journal for hledger, whose balances of
 * assets:receivable:ACCOUNT:SERVICE are the closing ones of the turnover;
 * without one it is a table. Of the sink only write() and context are used.
 */
int rtk_report_journal(struct rtk_report *report,
    const struct rtk_printer_options *sink, struct rtk_err *err)
    RTK_MUST_CHECK;

/** Which card, and how much of it. */
struct rtk_report_account {
	const char *number;
	struct rtk_date day; /* who and where: as known on it */
	bool months_only;    /* one table, for CSV */
};

/**
 * The card of an account: who and where, registry, residents, meters with
 * their last readings, payments and balances of the last twelve months, and
 * the rows of the quarantine that name it.
 * Fails with account.unknown.
 */
int rtk_report_account(struct rtk_report *report,
    const struct rtk_report_account *what, struct rtk_err *err)
    RTK_MUST_CHECK;

/** Whose penalty, and how much of the report. */
struct rtk_report_penalty {
	const char *number;
	struct rtk_date as_of;
	bool segments_only; /* one table, for CSV */
	bool narrow;        /* for a terminal: what the head says is left out */
};

/**
 * The debt of an account by month of origin and its penalty up to a day:
 * each segment with base, days, rate and fraction. Fails with
 * account.unknown and as rtk_account_debt_load(), rtk_penalty_segments().
 */
int rtk_report_penalty(struct rtk_report *report,
    const struct rtk_report_penalty *what, struct rtk_err *err)
    RTK_MUST_CHECK;

/**
 * What contracts make due in a month: part by part, with its day. Before the
 * month is calculated, parts of the actual charge have no amount. By the keys
 * of accounts.
 */
int rtk_report_due(
    struct rtk_report *report, struct rtk_err *err) RTK_MUST_CHECK;

/** Fails with period.not_run unless there are lines; sets report->draft. */
int rtk_report_month(
    struct rtk_report *report, struct rtk_err *err) RTK_MUST_CHECK;

#endif
