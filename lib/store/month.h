/*
 * Months: which is open, the draft of it, what was found, and the closed
 * ones with their certificates.
 */
#ifndef RTK_STORE_MONTH_H
#define RTK_STORE_MONTH_H

#include "base/sha256.h"
#include "model.h"
#include "store/db.h"

/** Room for the version of a program. */
enum { RTK_ENGINE_BYTES = 32 };

/** First billed month and the one open month. */
struct rtk_book_state {
	struct rtk_period first;
	struct rtk_period open;
};

/** A closed month. */
struct rtk_closed_month {
	struct rtk_period period;
	struct rtk_date closed;
	int64_t batch_max;
	int64_t accounts;
	int64_t lines;
	struct rtk_kop amount;
	char content[RTK_SHA256_HEX];
	char certificate[RTK_SHA256_HEX];
	char seal[RTK_SHA256_HEX];
	char engine[RTK_ENGINE_BYTES]; /* version of the program */
};

/** The open month as last calculated. */
struct rtk_draft {
	struct rtk_period period;
	int64_t batch_max;
	int64_t accounts;
	int64_t lines;
};

/** Sum of a closed month by service, component and kind. */
struct rtk_month_sum {
	enum rtk_service service;
	enum rtk_component component;
	enum rtk_kind kind;
	int64_t lines;
	struct rtk_kop amount;
};

/** Every combination that a month can have. */
enum { RTK_MONTH_SUMS_MAX = RTK_SERVICES * RTK_COMPONENTS * RTK_KINDS };

/** What the run found; texts are borrowed when stored. */
struct rtk_finding_row {
	const char *fault;  /* stable id */
	const char *object; /* building code, or building/account number */
	const char *detail;
	bool blocking;
};

/** Fails with db.corrupt when the database was never begun. */
int rtk_book_state(struct rtk_db *db, struct rtk_book_state *out,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Highest batch number; with charges_only of kinds that change charges. */
int rtk_batch_max(struct rtk_db *db, bool charges_only, int64_t *out,
    struct rtk_err *err) RTK_MUST_CHECK;

/** 1 found, 0 the month is not closed, -1. */
int rtk_closed_month(struct rtk_db *db, struct rtk_period period,
    struct rtk_closed_month *out, struct rtk_err *err) RTK_MUST_CHECK;

/** Stores the certificate of a month with its sums: it is closed then. */
int rtk_month_close(struct rtk_db *db, const struct rtk_closed_month *month,
    const struct rtk_month_sum *sums, size_t sum_count, struct rtk_err *err)
    RTK_MUST_CHECK;

/** The stored sums of a closed month. */
int rtk_month_sums(struct rtk_db *db, struct rtk_period period,
    struct rtk_month_sum out[RTK_MONTH_SUMS_MAX], size_t *count,
    struct rtk_err *err) RTK_MUST_CHECK;

/** 1 found, 0 nothing was calculated yet, -1. */
int rtk_draft_get(struct rtk_db *db, struct rtk_draft *out,
    struct rtk_err *err) RTK_MUST_CHECK;
int rtk_draft_put(struct rtk_db *db, const struct rtk_draft *draft,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Forgets what the last run of the month found. */
int rtk_findings_delete(struct rtk_db *db, struct rtk_period period,
    struct rtk_err *err) RTK_MUST_CHECK;
/** Stores one finding, numbered from 0. */
int rtk_finding_add(struct rtk_db *db, struct rtk_period period,
    int64_t number, const struct rtk_finding_row *row, struct rtk_err *err)
    RTK_MUST_CHECK;

/** Number of findings that stop the close. */
int rtk_findings_blocking(struct rtk_db *db, struct rtk_period period,
    int64_t *count, struct rtk_err *err) RTK_MUST_CHECK;

#endif
