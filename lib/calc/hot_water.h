/*
 * Hot water of one premises in a month (п. 42, 54, 56-60 and Annex 2 of the
 * Rules, formulas 1, 4, 4(1), 23, 23(1)).
 */
#ifndef RTK_CALC_HOT_WATER_H
#define RTK_CALC_HOT_WATER_H

#include "calc/premises.h"
#include "calc/prices.h"

/**
 * Prices and norms of hot water of a building, found when first needed.
 * Begin with `in` alone.
 */
struct rtk_hot_water_rules {
	const struct rtk_building_input *in;
	bool present[RTK_GROUPS];
	struct rtk_hot_water_prices prices[RTK_GROUPS];
	const struct rtk_norm_row *persons; /* N, m3/person; NULL: not found */
	const struct rtk_norm_row *heating; /* q, Gcal/m3; NULL: not found */
};

/**
 * Adds the lines of hot water of a premises, numbered from *number on. Norm
 * volumes are added to the states of its meters for the catch-up. Premises
 * that a buyer takes over get their hot_volume and no lines. Fails when a
 * price or norm is missing.
 */
int rtk_hot_water_lines(struct rtk_building_output *out, int *number,
    struct rtk_premises *premises, struct rtk_hot_water_rules *rules,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Hot water of the house in m3: by its own meters where they were read, else
 * the sum over its premises, without raising (calculation 1.9). Fails when a
 * norm or price is missing.
 */
int rtk_hot_water_total(struct rtk_ratio *out,
    struct rtk_hot_water_rules *rules, struct rtk_err *err) RTK_MUST_CHECK;

/** Finds prices and q for a group. Fails when one of them is missing. */
int rtk_hot_water_rules_find(struct rtk_hot_water_rules *rules,
    const struct rtk_building_input *in, enum rtk_group group,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * q of the building: heat of one m3 of hot water, Gcal/m3. Fails with
 * norm.gap.
 */
int rtk_hot_water_heat(const struct rtk_norm_row **out,
    const struct rtk_building_input *in, struct rtk_err *err) RTK_MUST_CHECK;

#endif
