/* What the check of a month asks beside the pass over its buildings. */
#ifndef RTK_STORE_CHECK_ROWS_H
#define RTK_STORE_CHECK_ROWS_H

#include "model.h"
#include "store/db.h"

struct rtk_overdue_scan;

/**
 * Meters with a reading of a day of this period that counts for the next
 * one, since it was received too late; by key of the meter. Close *out.
 */
int rtk_overdue_scan_open(struct rtk_overdue_scan **out, struct rtk_db *db,
    struct rtk_period period, struct rtk_err *err) RTK_MUST_CHECK;
/** 1 found, 0 no more, -1. A meter may come more than once. */
int rtk_overdue_scan_next(struct rtk_overdue_scan *scan, int64_t *meter,
    struct rtk_date *day, struct rtk_err *err) RTK_MUST_CHECK;
/** NULL is accepted. */
void rtk_overdue_scan_close(struct rtk_overdue_scan *scan);

/** Rows that wait, of one kind of file and one reason. */
struct rtk_waiting_rows {
	char kind[32];
	char reason[64];
	int64_t count;
};

enum { RTK_WAITING_ROWS_MAX = 256 };

/** All of them, by kind and reason. */
int rtk_waiting_rows(struct rtk_db *db,
    struct rtk_waiting_rows out[RTK_WAITING_ROWS_MAX], size_t *count,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
