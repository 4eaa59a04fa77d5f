/*
 * What is asked about a file of money in bulk: operations that are known,
 * account numbers, closed accounts, all by cursors that only go forward and
 * jump over long gaps.
 */
#ifndef RTK_STORE_ENTRY_SCAN_H
#define RTK_STORE_ENTRY_SCAN_H

#include "model.h"
#include "store/db.h"

struct rtk_operation_scan;

/** Operations of a source ("sber"), which is borrowed; close *out. */
int rtk_operation_scan_open(struct rtk_operation_scan **out, struct rtk_db *db,
    const char *source, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Entries of this operation: entry[0] the payment, entry[1] its reversal, 0
 * where there is none. Calls come in the byte order of operations.
 */
int rtk_operation_find(struct rtk_operation_scan *scan, const char *bytes,
    size_t size, int64_t entry[2], struct rtk_err *err) RTK_MUST_CHECK;

/** NULL is accepted. */
void rtk_operation_scan_close(struct rtk_operation_scan *scan);

struct rtk_number_scan;

/** Numbers of accounts; close *out. */
int rtk_number_scan_open(struct rtk_number_scan **out, struct rtk_db *db,
    struct rtk_err *err) RTK_MUST_CHECK;

/** The account of exactly this number, 0: none. Calls in byte order. */
int rtk_number_find(struct rtk_number_scan *scan, const char *bytes,
    size_t size, int64_t *account, struct rtk_err *err) RTK_MUST_CHECK;

/** NULL is accepted. */
void rtk_number_scan_close(struct rtk_number_scan *scan);

struct rtk_closing_scan;

/** The days on which accounts were closed; close *out. */
int rtk_closing_scan_open(struct rtk_closing_scan **out, struct rtk_db *db,
    struct rtk_err *err) RTK_MUST_CHECK;

/** As last known; none: open. Calls come in the order of keys. */
int rtk_closing_find(struct rtk_closing_scan *scan, int64_t account,
    struct rtk_date *closed, struct rtk_err *err) RTK_MUST_CHECK;

/** NULL is accepted. */
void rtk_closing_scan_close(struct rtk_closing_scan *scan);

#endif
