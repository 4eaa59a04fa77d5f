/*
 * Facts that came in after the close of a month in which they are in force.
 * Every table that the calculation reads is asked here; a test compares.
 */
#ifndef RTK_STORE_LATE_H
#define RTK_STORE_LATE_H

#include "model.h"
#include "store/db.h"

/** A fact that may be late. */
struct rtk_late_fact {
	int64_t building; /* 0: law or prices, which touch all */
	int64_t account;  /* 0: the building as a whole */
	struct rtk_date from; /* it is in force from here on */
	enum rtk_reason reason;
	int64_t batch;
	long line;
};

/** Which facts. */
struct rtk_late_query {
	int64_t batch_after;      /* of later batches */
	struct rtk_date until;    /* in force on or before this day */
	struct rtk_period first;  /* readings that count for these months */
	struct rtk_period last;
};

struct rtk_late_scan;

/** The caller closes *out. */
int rtk_late_scan_open(struct rtk_late_scan **out, struct rtk_db *db,
    const struct rtk_late_query *query, struct rtk_err *err) RTK_MUST_CHECK;
/** The next one, table by table: 1 found, 0 no more, -1. */
int rtk_late_scan_next(struct rtk_late_scan *scan, struct rtk_late_fact *out,
    struct rtk_err *err) RTK_MUST_CHECK;
/** NULL is accepted. */
void rtk_late_scan_close(struct rtk_late_scan *scan);

#endif
