/* Acts of inspections, as an ordered scan beside the buildings. */
#ifndef RTK_STORE_ACT_H
#define RTK_STORE_ACT_H

#include "model.h"
#include "store/db.h"

/** What to scan: accounts of these buildings, both inclusive. */
struct rtk_act_range {
	int64_t building_from;
	int64_t building_to;
	int64_t batch_max;
	struct rtk_date day; /* acts drawn up by then */
};

struct rtk_act_scan;

/** Acts as known by batch_max; the caller closes *out. */
int rtk_act_scan_open(struct rtk_act_scan **out, struct rtk_db *db,
    const struct rtk_act_range *range, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Those of a building that are not annulled, by account, service, kind and
 * day; buildings come in the order of their keys. *out is valid until the
 * next call.
 */
int rtk_act_scan_building(struct rtk_act_scan *scan, int64_t building,
    struct rtk_act **out, size_t *count,
    struct rtk_err *err) RTK_MUST_CHECK;

/** NULL is accepted. */
void rtk_act_scan_close(struct rtk_act_scan *scan);

#endif
