#include "base/base.h"

#include "store/stmt.h"

static const struct rtk_sql_table end = {NULL, 0};

const struct rtk_sql_table *const rtk_sql_tables[] = {
    &end,
};
