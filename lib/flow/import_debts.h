/* Inside flow/import*: tables of what becomes of debts. */
#ifndef RTK_FLOW_IMPORT_DEBTS_H
#define RTK_FLOW_IMPORT_DEBTS_H

#include "flow/import_table.h"

/** State duty by the sum of the claim. */
extern const struct rtk_import_table rtk_table_duties;
/** Days on which an account has no penalty. */
extern const struct rtk_import_table rtk_table_exemptions;
/** Instalments of agreements. */
extern const struct rtk_import_table rtk_table_agreements;
/** Until when debts can be claimed, if it is longer. */
extern const struct rtk_import_table rtk_table_limitations;
/** How notices were delivered. */
extern const struct rtk_import_table rtk_table_deliveries;

#endif
