/*
 * What was in force in one month, moved onto the days of another: so that a
 * month can be calculated again with some of its inputs as they were the
 * month before.
 */
#ifndef RTK_CALC_TRANSPOSE_H
#define RTK_CALC_TRANSPOSE_H

#include "base/arena.h"
#include "calc/premises.h"

/** From the days of one month to those of another. */
struct rtk_transpose {
	const struct rtk_month *from;
	const struct rtk_month *to;
	struct rtk_arena *arena; /* what is made lives there */
};

/**
 * Rows in force on a day of `from`, in force on the same day of `to`; rows
 * of earlier or later days are gone. Heating months: `to` is in the season
 * exactly when `from` was, the number of months stays.
 */
void rtk_transpose_tariffs(
    struct rtk_rule_rows *rows, const struct rtk_transpose *t);
void rtk_transpose_norms(
    struct rtk_rule_rows *rows, const struct rtk_transpose *t);
void rtk_transpose_heating_months(
    struct rtk_rule_rows *rows, const struct rtk_transpose *t);

/**
 * Persons and the first day of a new meter, by days. What is known of later
 * days than those of `from` is gone.
 */
void rtk_transpose_premises(
    struct rtk_premises *premises, const struct rtk_transpose *t);

#endif
