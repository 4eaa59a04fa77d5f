/* Batches: one a file that was imported. */
#ifndef RTK_STORE_BATCH_H
#define RTK_STORE_BATCH_H

#include "base/sha256.h"
#include "model.h"
#include "store/db.h"

/** A file that was imported. */
struct rtk_batch {
	int64_t id;
	const char *kind;
	const char *file;   /* its base name */
	const char *sha256; /* hexadecimal */
	struct rtk_date imported;
	int64_t row_count; /* taken + known + quarantined */
	int64_t taken;
	int64_t known;
	int64_t quarantined;
	struct rtk_kop amount; /* of the rows taken */
	const char *format;    /* NULL or "": the usual one */
	const char *header;    /* of a table, its first line; NULL: none */
};

/** The number of the next batch: reserve it inside the transaction. */
int rtk_batch_next(
    struct rtk_db *db, int64_t *id, struct rtk_err *err) RTK_MUST_CHECK;

/** The batch of these bytes and kind: 1 found, 0 none, -1. */
int rtk_batch_find(struct rtk_db *db, const char *kind, const char *sha256,
    int64_t *id, struct rtk_err *err) RTK_MUST_CHECK;

/** Stores the batch, at the end of its import. */
int rtk_batch_add(struct rtk_db *db, const struct rtk_batch *batch,
    struct rtk_err *err) RTK_MUST_CHECK;

/** A scan of batches in order; close what is opened. */
struct rtk_batch_scan;

/** kind NULL: all. */
int rtk_batch_scan_open(struct rtk_batch_scan **out, struct rtk_db *db,
    const char *kind, struct rtk_err *err) RTK_MUST_CHECK;

/** 1 a row, 0 no more, -1. Texts are valid until the next call. */
int rtk_batch_scan_next(struct rtk_batch_scan *scan, struct rtk_batch *out,
    struct rtk_err *err) RTK_MUST_CHECK;

/** Ends a scan; NULL is fine. */
void rtk_batch_scan_close(struct rtk_batch_scan *scan);

#endif
