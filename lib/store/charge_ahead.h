/*
 * Inside store only: the lines of a scan read ahead by a thread of its own,
 * through a connection of its own.
 */
#ifndef RTK_STORE_CHARGE_AHEAD_H
#define RTK_STORE_CHARGE_AHEAD_H

#include "store/charge.h"

struct rtk_charge_ahead;

/** Begins to read, as rtk_charge_scan_open; the caller closes *out. */
int rtk_charge_ahead_open(struct rtk_charge_ahead **out, struct rtk_db *db,
    struct rtk_period period, const int64_t account_range[2],
    struct rtk_err *err) RTK_MUST_CHECK;

/** The next line: 1 found, 0 no more, -1. */
int rtk_charge_ahead_next(struct rtk_charge_ahead *ahead, struct rtk_line *out,
    struct rtk_err *err) RTK_MUST_CHECK;

/** NULL is accepted. */
void rtk_charge_ahead_close(struct rtk_charge_ahead *ahead);

#endif
