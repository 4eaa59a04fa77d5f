/* Inside flow/import*: how people call streets in messages. */
#ifndef RTK_FLOW_IMPORT_ALIASES_H
#define RTK_FLOW_IMPORT_ALIASES_H

#include "flow/import_table.h"

extern const struct rtk_import_table rtk_table_street_aliases;

#endif
