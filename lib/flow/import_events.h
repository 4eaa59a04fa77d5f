/* Inside flow/import*: the KINDs absences and outages. */
#ifndef RTK_FLOW_IMPORT_EVENTS_H
#define RTK_FLOW_IMPORT_EVENTS_H

#include "flow/import_table.h"

extern const struct rtk_import_table rtk_table_absences;
extern const struct rtk_import_table rtk_table_outages;

/**
 * Take the rows that can be used; the others go to the quarantine. Those of
 * closed months are taken as well, and counted in a note: the recalculation
 * finds them by their month and batch.
 */
int rtk_import_absences(
    struct rtk_import *import, struct rtk_err *err) RTK_MUST_CHECK;
int rtk_import_outages(
    struct rtk_import *import, struct rtk_err *err) RTK_MUST_CHECK;

#endif
