/*
 * The month of a building: the unit of work of the whole calculation. All
 * its premises are computed together, occupied or not, billed or not.
 */
#ifndef RTK_CALC_BUILDING_H
#define RTK_CALC_BUILDING_H

#include "calc/premises.h"

/**
 * Metering of every meter of the building in a period up to the month:
 * usages and states. For a period before the month only states matter
 * (history of meters, before the first month). Fails when the heating months
 * are not known.
 */
int rtk_building_metering(const struct rtk_building_input *in,
    struct rtk_period period, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The whole month of a building after its metering: volumes, lines sorted by
 * account, service, component and kind, house figures, findings; states get
 * what was billed by estimate. Fails when a price, norm or month list is
 * missing, and with `identity` when volumes do not add up.
 */
int rtk_building_charges(struct rtk_building_output *out,
    const struct rtk_building_input *in, struct rtk_err *err) RTK_MUST_CHECK;

#endif
