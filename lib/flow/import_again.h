/*
 * Inside flow/import*: rows that cannot be used and came in an earlier file
 * as well, which is sent again every month with its faults: they wait, or were
 * decided, and are not put into the quarantine once more.
 */
#ifndef RTK_FLOW_IMPORT_AGAIN_H
#define RTK_FLOW_IMPORT_AGAIN_H

#include "flow/import_kind.h"
#include "store/quarantine.h"

/**
 * Whether the row came before: 1, 0, -1. Twins within a file are told apart:
 * the second of two is known only if two came before.
 */
int rtk_import_came_before(struct rtk_import *import,
    const struct rtk_quarantine_row *row, struct rtk_err *err) RTK_MUST_CHECK;

/** NULL is accepted. */
void rtk_import_again_release(struct rtk_import_again *again);

#endif
