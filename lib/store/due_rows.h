/* Due days and the production calendar as they were known. */
#ifndef RTK_STORE_DUE_ROWS_H
#define RTK_STORE_DUE_ROWS_H

#include "base/arena.h"
#include "model.h"
#include "store/db.h"

/** Loads the rows known by batch_max into the arena. */
int rtk_due_rows_load(struct rtk_due_rows *out, struct rtk_db *db,
    int64_t batch_max, struct rtk_arena *arena, struct rtk_err *err)
    RTK_MUST_CHECK;

#endif
