/*
 * A reading after months by average (п. 59 (б)): what it shows for those
 * months goes back to them, each at its own price (calculation 3.3, policy
 * readings.catch_up_after_average, by_month).
 */
#ifndef RTK_CALC_CATCH_UP_H
#define RTK_CALC_CATCH_UP_H

#include "calc/premises.h"

/**
 * Adds the lines of hot water for the months before, recalculations of each
 * component, not in order; none where nothing goes back. Fails when a price
 * or norm of one of them is missing.
 */
int rtk_catch_up_lines(struct rtk_building_output *out,
    const struct rtk_premises *premises, const struct rtk_building_input *in,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
