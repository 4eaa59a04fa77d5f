/* State duty for a claim and for a court order (НК РФ ст. 333.19). */
#ifndef RTK_CALC_DUTY_H
#define RTK_CALC_DUTY_H

#include "base/err.h"
#include "model.h"

/**
 * The duty for an application for a court order over `claim` on a day: the
 * bracket's sum and the percent of the excess over its border, the share of
 * an order of both, not less than its minimum; in whole roubles, half up.
 * Nothing for no claim. Fails with duty.gap when no row is in force.
 */
int rtk_order_duty(struct rtk_kop *out, const struct rtk_duty_rows *rows,
    struct rtk_kop claim, struct rtk_date day, struct rtk_err *err)
    RTK_MUST_CHECK;

#endif
