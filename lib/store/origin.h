/* Where a value came from: file, line, document, for the proof of a line. */
#ifndef RTK_STORE_ORIGIN_H
#define RTK_STORE_ORIGIN_H

#include "model.h"
#include "store/db.h"

/** Which table the key belongs to. */
enum rtk_origin_kind {
	RTK_ORIGIN_TARIFF,
	RTK_ORIGIN_NORM,
	RTK_ORIGIN_MONTHS,
	RTK_ORIGIN_READING,
	RTK_ORIGIN_METER,
	RTK_ORIGIN_BUILDING,
	RTK_ORIGIN_ACCOUNT,
	RTK_ORIGIN_QUALITY,
	RTK_ORIGIN_ABSENCE,
	RTK_ORIGIN_OUTAGE,
	RTK_ORIGIN_TEMPERATURE,
	RTK_ORIGIN_CONTRACT,
	RTK_ORIGIN_ACT,
	RTK_ORIGIN_ALLOCATOR,
	RTK_ORIGINS
};

/** File and line of a row, its document or channel, and a date. */
struct rtk_origin {
	char file[256];
	int64_t line;
	char document[256]; /* of law or price; code of a meter */
	struct rtk_date day; /* since when, or of the reading */
	int channel;        /* of a reading, else -1 */
};

/**
 * The row of a key as it was known by batch_max: 1 found, 0 none, -1. key is
 * an enum rtk_origin_kind and the key of the row.
 */
int rtk_origin_find(struct rtk_origin *out, struct rtk_db *db,
    const int64_t key[2], int64_t batch_max, struct rtk_err *err)
    RTK_MUST_CHECK;

#endif
