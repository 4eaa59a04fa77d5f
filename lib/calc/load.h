/*
 * Heat of a building of a legal entity, which the Rules of 354 do not govern:
 * by its meter; for days without it by the days with it; else by contract
 * load and outdoor temperature (calculation 7.2, 7.3).
 */
#ifndef RTK_CALC_LOAD_H
#define RTK_CALC_LOAD_H

#include "calc/contract.h"

/**
 * The heat of the one premises of a building with a contract by load (needs
 * rtk_contract_load), as rtk_heating_volumes gives it. Its heat meters, its
 * own or of the building, were metered without estimates. What is estimated
 * for days that a meter may count yet comes off its next reading. A
 * temperature that is missing is a finding. Fails when the list of months is
 * missing.
 */
int rtk_load_volume(struct rtk_building_output *out,
    const struct rtk_building_input *in, struct rtk_err *err) RTK_MUST_CHECK;

#endif
