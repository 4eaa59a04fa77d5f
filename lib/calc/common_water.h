/*
 * Hot water for common property of a house without a company that buys it:
 * the owners pay by area (calculation 2.3; п. 40, 44 of the Rules, formulas
 * 12 and 15 of Annex 2). A company that buys it: calc/buyer.h.
 */
#ifndef RTK_CALC_COMMON_WATER_H
#define RTK_CALC_COMMON_WATER_H

#include "calc/hot_water.h"

/** What the house meters of hot water say. */
struct rtk_house_water {
	bool metered; /* one is due and not out */
	bool unread;
	struct rtk_ratio volume; /* 1e-6 m3 */
};

/** Number of its lines until all are numbered: behind the own water. */
enum { RTK_COMMON_LINE = 1000 };

/** After the metering of the month. */
struct rtk_house_water rtk_house_water(const struct rtk_building_input *in);

/**
 * Adds the lines of all premises and parties of a building whose owners pay
 * (building.common_to_owners), not in order: the residual of the house meter,
 * by policy hot_water.common_cap at most the norm, or the norm; each S_i /
 * S_об of it. A residual below zero is charged to nobody and carried, under
 * the account of the building, to the months behind; call it when
 * out->carried is filled and the hot water of all premises is found. Fails
 * when a price or norm is missing.
 */
int rtk_common_water_lines(struct rtk_building_output *out,
    struct rtk_hot_water_rules *rules, struct rtk_err *err) RTK_MUST_CHECK;

#endif
