/* Units of heat-cost allocators, as an ordered scan beside the buildings. */
#ifndef RTK_STORE_ALLOCATOR_H
#define RTK_STORE_ALLOCATOR_H

#include "model.h"
#include "store/db.h"

/** What to scan: accounts of these buildings, both inclusive. */
struct rtk_allocator_range {
	int64_t building_from;
	int64_t building_to;
	int64_t batch_max;
	struct rtk_date settled; /* first day of the month that takes them */
};

struct rtk_allocator_scan;

/** Rows as known by batch_max; the caller closes *out. */
int rtk_allocator_scan_open(struct rtk_allocator_scan **out, struct rtk_db *db,
    const struct rtk_allocator_range *range,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Those of a building, by the months of the settlement, then by account;
 * buildings come in the order of their keys. *out is valid until the next
 * call.
 */
int rtk_allocator_scan_building(struct rtk_allocator_scan *scan,
    int64_t building, const struct rtk_allocator **out, size_t *count,
    struct rtk_err *err) RTK_MUST_CHECK;

/** NULL is accepted. */
void rtk_allocator_scan_close(struct rtk_allocator_scan *scan);

/**
 * Whether the building knows the settlement of a row: 1 (*settled is the
 * first day of the month that takes it), 0 no, -1. Another settlement, not
 * taken back, with one of its months fails with allocator.overlap where the
 * row has units.
 */
int rtk_allocator_settlement(struct rtk_date *settled, struct rtk_db *db,
    const struct rtk_allocator *row, struct rtk_err *err) RTK_MUST_CHECK;

#endif
