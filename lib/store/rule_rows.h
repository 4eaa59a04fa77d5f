/* Policies, prices, norms, figures of quality, months as they were known. */
#ifndef RTK_STORE_RULE_ROWS_H
#define RTK_STORE_RULE_ROWS_H

#include "base/arena.h"
#include "model.h"
#include "store/db.h"

/**
 * Loads the rows known by batch_max; of rows of one key the newest. Rows and
 * texts live in the arena.
 */
int rtk_rule_rows_load(struct rtk_rule_rows *out, struct rtk_db *db,
    int64_t batch_max, struct rtk_arena *arena, struct rtk_err *err)
    RTK_MUST_CHECK;

/** Which temperatures: known by batch_max, of the days from..to. */
struct rtk_temperature_query {
	int64_t batch_max;
	struct rtk_date from, to;
};

/**
 * Adds the temperatures to *out: of rows of one key the newest. Rows and
 * texts live in the arena.
 */
int rtk_temperatures_load(struct rtk_rule_rows *out, struct rtk_db *db,
    const struct rtk_temperature_query *query, struct rtk_arena *arena,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
