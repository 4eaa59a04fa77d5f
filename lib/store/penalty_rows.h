/* Rows of the penalty: fractions, key rates, ceilings, moratoria. */
#ifndef RTK_STORE_PENALTY_ROWS_H
#define RTK_STORE_PENALTY_ROWS_H

#include "base/arena.h"
#include "model.h"
#include "store/db.h"

/**
 * Loads the rows known by batch_max; of rows of one key the newest. They
 * live in the arena.
 */
int rtk_penalty_rows_load(struct rtk_penalty_rows *out, struct rtk_db *db,
    int64_t batch_max, struct rtk_arena *arena, struct rtk_err *err)
    RTK_MUST_CHECK;

/** Loads the instalments known by batch_max into the arena. */
int rtk_instalments_load(struct rtk_instalments *out, struct rtk_db *db,
    int64_t batch_max, struct rtk_arena *arena, struct rtk_err *err)
    RTK_MUST_CHECK;

/** Loads how the notices of a month were delivered into the arena. */
int rtk_deliveries_load(struct rtk_deliveries *out, struct rtk_db *db,
    struct rtk_period period, struct rtk_arena *arena, struct rtk_err *err)
    RTK_MUST_CHECK;

/** Loads the rows of state duty known by batch_max into the arena. */
int rtk_duty_rows_load(struct rtk_duty_rows *out, struct rtk_db *db,
    int64_t batch_max, struct rtk_arena *arena, struct rtk_err *err)
    RTK_MUST_CHECK;

#endif
