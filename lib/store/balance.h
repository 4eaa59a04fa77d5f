/* Closing balances of accounts, written once by the close of a month. */
#ifndef RTK_STORE_BALANCE_H
#define RTK_STORE_BALANCE_H

#include "model.h"
#include "store/db.h"

/** Debt (+) or advance (-) of an account by service. */
struct rtk_balance {
	int64_t account;
	struct rtk_kop service[RTK_SERVICES];
};

struct rtk_balance_scan;

/**
 * Balances that opened a month, by account from..to: the closing ones of the
 * month before, or, for the first month, what was taken over (opening).
 */
int rtk_balance_scan_open(struct rtk_balance_scan **out, struct rtk_db *db,
    const struct rtk_period period[2], const int64_t account_range[2],
    struct rtk_err *err) RTK_MUST_CHECK;
/** The next one: 1 found, 0 no more, -1. */
int rtk_balance_scan_next(struct rtk_balance_scan *scan,
    struct rtk_balance *out, struct rtk_err *err) RTK_MUST_CHECK;
void rtk_balance_scan_close(struct rtk_balance_scan *scan);

/** What an account paid in a month. */
struct rtk_paid {
	int64_t account;
	struct rtk_kop services;
	struct rtk_kop penalty;
};

struct rtk_paid_scan;

/** Sums of the postings of a month, by account from..to. */
int rtk_paid_scan_open(struct rtk_paid_scan **out, struct rtk_db *db,
    struct rtk_period period, const int64_t account_range[2],
    struct rtk_err *err) RTK_MUST_CHECK;
/** The next one: 1 found, 0 no more, -1. */
int rtk_paid_scan_next(struct rtk_paid_scan *scan, struct rtk_paid *out,
    struct rtk_err *err) RTK_MUST_CHECK;
void rtk_paid_scan_close(struct rtk_paid_scan *scan);

struct rtk_balance_writer;

/** Balances must come in the order of accounts. Free it. */
struct rtk_balance_writer *rtk_balance_writer_new(
    struct rtk_db *db, struct rtk_period period) RTK_MUST_CHECK;
int rtk_balance_write(struct rtk_balance_writer *writer,
    const struct rtk_balance *balance, struct rtk_err *err) RTK_MUST_CHECK;
int rtk_balance_writer_finish(
    struct rtk_balance_writer *writer, struct rtk_err *err) RTK_MUST_CHECK;
void rtk_balance_writer_free(struct rtk_balance_writer *writer);

#endif
