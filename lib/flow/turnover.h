/*
 * The turnover of a month, account by account (оборотно-сальдовая ведомость):
 * opening balances, lines and postings merged in the order of keys. The close
 * writes its closing balances; the reports print it.
 */
#ifndef RTK_FLOW_TURNOVER_H
#define RTK_FLOW_TURNOVER_H

#include "calc/allocation.h"
#include "store/month.h"

struct rtk_turnover;

/** Opens the merge over accounts from..to; the caller closes *out. */
int rtk_turnover_open(struct rtk_turnover **out, struct rtk_db *db,
    struct rtk_period period, const int64_t account_range[2],
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The same, with lines that are given account by account (rtk_turnover_give)
 * by who reads them anyway.
 */
int rtk_turnover_open_given(struct rtk_turnover **out, struct rtk_db *db,
    struct rtk_period period, const int64_t account_range[2],
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Gives the lines of an account, those of the run and its penalties, in the
 * order of keys; they stand until rtk_turnover_upto() of it found no more.
 */
void rtk_turnover_give(
    struct rtk_turnover *turnover, const struct rtk_line_slice lines[2]);

/**
 * The next account with a balance, a line or a payment: 1 found, 0 no more,
 * -1. In each service opening + charged + recalculated - paid = closing.
 */
int rtk_turnover_next(struct rtk_turnover *turnover,
    struct rtk_account_month *out, struct rtk_err *err) RTK_MUST_CHECK;

/** The same, up to this account and no further. */
int rtk_turnover_upto(struct rtk_turnover *turnover, int64_t account,
    struct rtk_account_month *out, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Has each line of the month handed to somebody as well, in the order of keys:
 * who needs both reads once.
 */
void rtk_turnover_watch(struct rtk_turnover *turnover,
    void (*line)(void *context, const struct rtk_line *line), void *context);

/** NULL is accepted. */
void rtk_turnover_close(struct rtk_turnover *turnover);

#endif
