/*
 * Heating: the volume of every premises of a building in a month
 * (п. 42(1), 43 and Annex 2 of the Rules, formulas 1 to 3(7)).
 */
#ifndef RTK_CALC_HEATING_H
#define RTK_CALC_HEATING_H

#include "calc/premises.h"

/**
 * Fills individual, common, method, formula and heating_due of every
 * premises, and the house figures. Metering must be done before. The sum of
 * volumes over all premises equals V_Д exactly; a building where that cannot
 * hold gets a finding and no heating. Fails when a price, norm or month list
 * is missing.
 */
int rtk_heating_volumes(struct rtk_building_output *out,
    const struct rtk_building_input *in, struct rtk_err *err) RTK_MUST_CHECK;

#endif
