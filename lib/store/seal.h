/*
 * Seals: digests of what is stored, table by table, made when a month is
 * closed over the rows that came since the close before. The tables and their
 * order stand in seal.c; what is not sealed there, a test wants a reason for.
 */
#ifndef RTK_STORE_SEAL_H
#define RTK_STORE_SEAL_H

#include "base/sha256.h"
#include "model.h"
#include "store/db.h"

/** Rows under one digest: so closely a changed byte is found. */
enum { RTK_SEAL_PIECE_ROWS = 10000, RTK_SEAL_PART_BYTES = 32 };

/** The seal of up to RTK_SEAL_PIECE_ROWS rows of one table. */
struct rtk_seal_piece {
	char part[RTK_SEAL_PART_BYTES]; /* table, or "month" */
	int64_t number;                 /* from 0 */
	int64_t rows;
	int64_t key; /* the next month's rows have ids or batches after it */
	char sha256[RTK_SHA256_HEX];
};

/** Which rows of a table: of this period, with keys after..upto. */
struct rtk_seal_range {
	struct rtk_period period;
	int64_t after;
	int64_t upto;
};

/** Sealed tables are counted from 0. */
size_t rtk_sealed_count(void) RTK_MUST_CHECK;

/** Name of the table. */
const char *rtk_sealed_table(size_t index) RTK_MUST_CHECK;

/**
 * True when the table grows by its id: at the close `upto` is INT64_MAX and
 * the last id found goes into the piece. Otherwise `upto` is a batch.
 */
bool rtk_sealed_by_id(size_t index) RTK_MUST_CHECK;
/** Whether the close itself adds rows to a table: words of penalty lines. */
bool rtk_sealed_last(size_t index) RTK_MUST_CHECK;

struct rtk_seal_scan;

/** Digests of the rows as they are stored now; the caller closes *out. */
int rtk_seal_scan_open(struct rtk_seal_scan **out, struct rtk_db *db,
    size_t index, const struct rtk_seal_range *range, struct rtk_err *err)
    RTK_MUST_CHECK;
/**
 * The next piece: 1, 0 no more, -1. There is always one, if only of no rows.
 */
int rtk_seal_scan_next(struct rtk_seal_scan *scan, struct rtk_seal_piece *out,
    struct rtk_err *err) RTK_MUST_CHECK;
/** NULL is accepted. */
void rtk_seal_scan_close(struct rtk_seal_scan *scan);

/** Stores a piece of a month that is not closed yet. */
int rtk_seal_put(struct rtk_db *db, struct rtk_period period,
    const struct rtk_seal_piece *piece, struct rtk_err *err) RTK_MUST_CHECK;

struct rtk_seal_list;

/** Stored pieces of a month, by part and number; the caller closes *out. */
int rtk_seal_list_open(struct rtk_seal_list **out, struct rtk_db *db,
    struct rtk_period period, struct rtk_err *err) RTK_MUST_CHECK;
/** The next one: 1, 0 no more, -1. */
int rtk_seal_list_next(struct rtk_seal_list *list, struct rtk_seal_piece *out,
    struct rtk_err *err) RTK_MUST_CHECK;
/** NULL is accepted. */
void rtk_seal_list_close(struct rtk_seal_list *list);

/** The key of the last piece of a part: 1 found, 0 not sealed, -1. */
int rtk_seal_key(struct rtk_db *db, struct rtk_period period,
    const char *part, int64_t *out, struct rtk_err *err) RTK_MUST_CHECK;

/** The first and the last month that have a seal; {0} when none has. */
int rtk_seal_ends(struct rtk_db *db, struct rtk_period out[2],
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * A stored piece: part and number say which, the rest is filled in: 1 found,
 * 0 there is none, -1.
 */
int rtk_seal_get(struct rtk_db *db, struct rtk_period period,
    struct rtk_seal_piece *piece, struct rtk_err *err) RTK_MUST_CHECK;

#endif
