/* Even payment by meters (calculation 1.7), and what meters get back. */
#ifndef RTK_CALC_HEATING_EVEN_H
#define RTK_CALC_HEATING_EVEN_H

#include "calc/premises.h"

/**
 * A month is a twelfth of last year's volume of the heat meters. False when
 * last year is not known whole.
 */
bool rtk_even_twelfth(struct rtk_usage *out, const struct rtk_meter_month *m,
    size_t count);

/** The heat usage of every premises becomes its twelfth, or no meter. */
void rtk_even_usages(const struct rtk_building_input *in);

/**
 * What stood for a heat meter of a premises in the month comes off its next
 * reading. Call it when its volume is final.
 */
void rtk_heating_remember(
    const struct rtk_building_input *in, struct rtk_premises *p);

#endif
