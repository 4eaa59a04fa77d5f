/*
 * Inside store only: the words of charge lines. Lines of one sort (service,
 * component, kind, method, formula, tariff ...) are many and sorts are few, so
 * a line names its sort by a number.
 */
#ifndef RTK_STORE_CHARGE_SORT_H
#define RTK_STORE_CHARGE_SORT_H

#include "model.h"
#include "store/db.h"

struct rtk_charge_sorts;

/** All that are known; the caller frees *out. */
int rtk_charge_sorts_load(struct rtk_charge_sorts **out, struct rtk_db *db,
    struct rtk_err *err) RTK_MUST_CHECK;

/** NULL is accepted. */
void rtk_charge_sorts_free(struct rtk_charge_sorts *sorts);

/**
 * The number of the sort, greater than 0; a new one is stored. Of the line its
 * words count, and for_period, RTK_SORT_OWN for the month itself. -1 on fault.
 */
int64_t rtk_charge_sort_number(struct rtk_charge_sorts *sorts,
    struct rtk_db *db, const struct rtk_line *line, struct rtk_err *err)
    RTK_MUST_CHECK;

/**
 * A line with the words of the sort and nothing else, NULL when there is no
 * such sort; for_period is RTK_SORT_OWN for lines of the month itself.
 */
const struct rtk_line *rtk_charge_sort(
    const struct rtk_charge_sorts *sorts, int64_t number);

enum { RTK_SORT_OWN = -1 };

#endif
