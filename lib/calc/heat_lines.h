/* The lines of heating of one premises: volume times price (Annex 2). */
#ifndef RTK_CALC_HEAT_LINES_H
#define RTK_CALC_HEAT_LINES_H

#include "calc/premises.h"
#include "calc/prices.h"

/** A building being charged, with its prices of heat as they are needed. */
struct rtk_heat_rules {
	struct rtk_building_output *out;
	const struct rtk_building_input *in;
	bool even; /* the sums of the year are kept */
	struct rtk_prices prices[RTK_GROUPS];
};

/**
 * Adds the charge of a premises whose heat was found (rtk_heating_volumes),
 * and its VAT where the price is net, numbered from *number on; a line of
 * each price by its days where there are two. Fails when a price is missing.
 */
int rtk_heat_lines(struct rtk_heat_rules *rules, int *number,
    const struct rtk_premises *premises, struct rtk_err *err) RTK_MUST_CHECK;

#endif
