/* House figures of a month with the states of its meters after it. */
#ifndef RTK_STORE_BUILDING_MONTH_H
#define RTK_STORE_BUILDING_MONTH_H

#include "model.h"
#include "store/db.h"

/** As printed on the bill; volumes rounded to 1e-6. */
struct rtk_building_month {
	struct rtk_period period;
	int64_t building;
	bool has_volume;
	struct rtk_micro volume; /* V_Д */
	struct rtk_area total_area;
	struct rtk_area common_area;
	struct rtk_area zero_area;
	struct rtk_area metered_area;
	struct rtk_micro metered_volume;
	const void *state; /* borrowed */
	size_t state_bytes;
};

/** Stores the figures of a building in an open month. */
int rtk_building_month_put(struct rtk_db *db,
    const struct rtk_building_month *row, struct rtk_err *err) RTK_MUST_CHECK;

/** 1 found, 0 none, -1; state is valid until the next call. */
int rtk_building_month_get(struct rtk_db *db, struct rtk_period period,
    int64_t building, struct rtk_building_month *out, struct rtk_err *err)
    RTK_MUST_CHECK;

/** Number of buildings that have figures in a month. */
int rtk_building_months_count(struct rtk_db *db, struct rtk_period period,
    int64_t *out, struct rtk_err *err) RTK_MUST_CHECK;

/** Deletes the figures of an open month. Fails with db.frozen otherwise. */
int rtk_building_months_delete(struct rtk_db *db, struct rtk_period period,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
