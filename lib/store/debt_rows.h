/*
 * What the pass over all debtors reads, in the order of accounts: states of
 * the month before, payments of a month, classes; and the states it writes.
 */
#ifndef RTK_STORE_DEBT_ROWS_H
#define RTK_STORE_DEBT_ROWS_H

#include "store/claim.h"

/** Bytes of a state; borrowed. Of account 0 none: states are kept at all. */
struct rtk_debt_state_row {
	int64_t account;
	const void *bytes;
	size_t size;
};

struct rtk_debt_state_writer;

/** For states after a month that is not closed yet. Free it. */
struct rtk_debt_state_writer *rtk_debt_state_writer_new(
    struct rtk_db *db, struct rtk_period period) RTK_MUST_CHECK;
/** Stores a state, in the order of accounts; its bytes are copied. */
int rtk_debt_state_write(struct rtk_debt_state_writer *writer,
    const struct rtk_debt_state_row *row, struct rtk_err *err) RTK_MUST_CHECK;
/** Stores what is still in memory. */
int rtk_debt_state_writer_finish(struct rtk_debt_state_writer *writer,
    struct rtk_err *err) RTK_MUST_CHECK;
/** NULL is accepted. */
void rtk_debt_state_writer_free(struct rtk_debt_state_writer *writer);

/** Whether the close of the month kept states at all: 1, 0, -1. */
int rtk_debt_states_kept(struct rtk_db *db, struct rtk_period period,
    struct rtk_err *err) RTK_MUST_CHECK;

struct rtk_debt_state_scan;

/** Accounts of a pass, both inclusive. */
struct rtk_debt_range {
	int64_t from; /* > 0 */
	int64_t to;
};

/** Every account there is. */
extern const struct rtk_debt_range rtk_debt_all;

/** States after a month; the row of account 0 is left out. Close *out. */
int rtk_debt_state_scan_open(struct rtk_debt_state_scan **out,
    struct rtk_db *db, struct rtk_period period,
    const struct rtk_debt_range *range, struct rtk_err *err) RTK_MUST_CHECK;
/** Bytes are valid until the next call: 1 found, 0 no more, -1. */
int rtk_debt_state_scan_next(struct rtk_debt_state_scan *scan,
    struct rtk_debt_state_row *out, struct rtk_err *err) RTK_MUST_CHECK;
/** NULL is accepted. */
void rtk_debt_state_scan_close(struct rtk_debt_state_scan *scan);

struct rtk_claim_scan;

/** Payments posted in a month, by account; close *out. */
int rtk_claim_scan_open(struct rtk_claim_scan **out, struct rtk_db *db,
    struct rtk_period period, struct rtk_err *err) RTK_MUST_CHECK;
/** `paired` is not looked for: 1 found, 0 no more, -1. */
int rtk_claim_scan_next(struct rtk_claim_scan *scan, int64_t *account,
    struct rtk_claim_payment *out, struct rtk_err *err) RTK_MUST_CHECK;
/** NULL is accepted. */
void rtk_claim_scan_close(struct rtk_claim_scan *scan);

/** The class on a day, as known by a batch; twice, to see a change. */
struct rtk_class_query {
	struct rtk_date day[2];
	int64_t batch_max[2];
	struct rtk_debt_range range;
};

struct rtk_class_scan;

/** Every account of the range with its classes; close *out. */
int rtk_class_scan_open(struct rtk_class_scan **out, struct rtk_db *db,
    const struct rtk_class_query *query, struct rtk_err *err) RTK_MUST_CHECK;
/**
 * The next account: 1 found, 0 no more, -1. What is not known by the batch
 * has the class 0.
 */
int rtk_class_scan_next(struct rtk_class_scan *scan, int64_t *account,
    enum rtk_penalty_class class[2], struct rtk_err *err) RTK_MUST_CHECK;
/** NULL is accepted. */
void rtk_class_scan_close(struct rtk_class_scan *scan);

#endif
