/*
 * Differences that an open month took for closed ones, and the states of
 * meters after closed months as they are known now. Rows are for ever; the
 * batch is the recalculation that brought them.
 */
#ifndef RTK_STORE_RECALCULATION_H
#define RTK_STORE_RECALCULATION_H

#include "model.h"
#include "store/db.h"

/** A difference: line.kind is that of the line it corrects. */
struct rtk_recalculation {
	struct rtk_period period; /* the month that takes it */
	struct rtk_line line;     /* for_period: the month it is for */
	int64_t batch;
	int64_t source_batch; /* the fact that came late */
	long source_line;
};

/** Stores a difference. */
int rtk_recalculation_add(struct rtk_db *db,
    const struct rtk_recalculation *row, struct rtk_err *err) RTK_MUST_CHECK;

/** Which differences. */
struct rtk_recalculation_query {
	struct rtk_period period; /* taken by this month */
	int64_t account_from;
	int64_t account_to;
	int64_t batch_max;
};

struct rtk_recalculation_scan;

/** By account, month, service, component, kind; the caller closes *out. */
int rtk_recalculation_scan_open(struct rtk_recalculation_scan **out,
    struct rtk_db *db, const struct rtk_recalculation_query *query,
    struct rtk_err *err) RTK_MUST_CHECK;
/** The next one: 1 found, 0 no more, -1. */
int rtk_recalculation_scan_next(struct rtk_recalculation_scan *scan,
    struct rtk_recalculation *out, struct rtk_err *err) RTK_MUST_CHECK;
/** NULL is accepted. */
void rtk_recalculation_scan_close(struct rtk_recalculation_scan *scan);

/** The states of a building after a closed month, as known now. */
struct rtk_corrected_state {
	struct rtk_period period;
	int64_t building;
	int64_t batch;
	const void *state; /* borrowed */
	size_t state_bytes;
};

/** Stores the states. */
int rtk_corrected_state_add(struct rtk_db *db,
    const struct rtk_corrected_state *row, struct rtk_err *err)
    RTK_MUST_CHECK;

/** Newest recalculation of a building and month in *batch; 0: none. */
int rtk_corrected_batch(struct rtk_db *db, struct rtk_period period,
    int64_t building, int64_t *batch, struct rtk_err *err) RTK_MUST_CHECK;

#endif
