/* What company.csv says of the supplier. */
#ifndef RTK_STORE_COMPANY_H
#define RTK_STORE_COMPANY_H

#include "base/arena.h"
#include "store/db.h"

/** The newest value of a key; "" when there is none. Lives in the arena. */
int rtk_company_value(const char **out, struct rtk_db *db, const char *key,
    struct rtk_arena *arena, struct rtk_err *err) RTK_MUST_CHECK;

#endif
