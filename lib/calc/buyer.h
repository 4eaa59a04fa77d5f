/*
 * A managing company as buyer (calculation 7.4; п. 21, 21(1) of decree 124):
 * for the whole block, or hot water of common property alone.
 */
#ifndef RTK_CALC_BUYER_H
#define RTK_CALC_BUYER_H

#include "calc/hot_water.h"

/**
 * Marks the premises that the buyer of the block takes over: the living ones
 * without a contract of their own. Before their volumes are found.
 */
void rtk_buyer_mark(const struct rtk_building_input *in);

/**
 * The heat of a block of which no premises are known: all of the house meter,
 * into the figures. Without one it is a finding. Fails when the list of
 * months is missing.
 */
int rtk_buyer_whole_house(struct rtk_building_output *out,
    const struct rtk_building_input *in, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The lines of the buyer, behind those of the premises: what the house meters
 * counted (or, without one, what his premises took; common property: the norm)
 * less the direct consumers and what he has carried; below zero it is carried
 * on, in out->carried. A reading that is missing is a finding, and so is a
 * second buyer. Fails when a price or norm is missing.
 */
int rtk_buyer_lines(struct rtk_building_output *out,
    const struct rtk_building_input *in, struct rtk_err *err) RTK_MUST_CHECK;

#endif
