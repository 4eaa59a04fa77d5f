/* Money of a month by where it came from: cash, a bank, what hung before. */
#ifndef RTK_STORE_SOURCE_H
#define RTK_STORE_SOURCE_H

#include "model.h"
#include "store/db.h"

enum { RTK_SOURCES_MAX = 256, RTK_SOURCE_BYTES = 64 };

/** Money of one source. */
struct rtk_source_sum {
	char source[RTK_SOURCE_BYTES]; /* of entry; "": hung before */
	struct rtk_kop amount;
	struct rtk_kop commission; /* withheld from it */
};

/** Sums in the order of their names. */
struct rtk_source_sums {
	struct rtk_source_sum rows[RTK_SOURCES_MAX];
	size_t count;
};

/** What was posted to an account in a month; commissions are not told. */
int rtk_source_posted(struct rtk_source_sums *out, struct rtk_db *db,
    struct rtk_period period, int64_t account, struct rtk_err *err)
    RTK_MUST_CHECK;

/** All that came in a month and was posted at once. */
int rtk_source_month(struct rtk_source_sums *out, struct rtk_db *db,
    struct rtk_period period, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * All that came in a month and could not be posted when it came. Its month is
 * the later of the month of its day and of the month that its file was in
 * time for.
 */
int rtk_source_hanging(struct rtk_source_sums *out, struct rtk_db *db,
    struct rtk_period period, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * What waited and was found in the month to be nobody's payment: by the
 * source whose register tells it again, "": to be returned to the payers.
 */
int rtk_source_released(struct rtk_source_sums *out, struct rtk_db *db,
    struct rtk_period period, struct rtk_err *err) RTK_MUST_CHECK;

/** What hung when the month began. */
int rtk_source_hung_before(struct rtk_kop *out, struct rtk_db *db,
    struct rtk_period period, struct rtk_err *err) RTK_MUST_CHECK;

#endif
