/*
 * Prices of a month. Mostly a component has one; where a row begins or ends
 * inside the month, each has its days (calculation 5).
 */
#ifndef RTK_CALC_PRICES_H
#define RTK_CALC_PRICES_H

#include "calc/rules.h"

enum { RTK_PRICES_MAX = 4 };

/** A price and its days of the month, both inclusive. */
struct rtk_price_days {
	const struct rtk_tariff *tariff;
	struct rtk_date from, to;
	struct rtk_ratio share; /* d / D; all of the month: 1 / 1 */
};

/** The prices of a component by day; count 0: it is not of this kind. */
struct rtk_prices {
	int count;
	struct rtk_price_days at[RTK_PRICES_MAX];
};

/** Prices of hot water: one rate, or water and heat. */
struct rtk_hot_water_prices {
	struct rtk_prices single, water, heat;
};

/**
 * The price of a component in force on a day: a row of the zone itself, else
 * of all zones. Fails with tariff.gap.
 */
int rtk_tariff_find(const struct rtk_tariff **out,
    const struct rtk_month *month, const struct rtk_tariff *key,
    struct rtk_date day, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The prices of a component on all days of the month. Fails with tariff.gap,
 * and with tariff.changes when there are more than RTK_PRICES_MAX or the same
 * row comes back behind another one.
 */
int rtk_prices_find(struct rtk_prices *out, const struct rtk_month *month,
    const struct rtk_tariff *key, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Prices of hot water (calculation 2.1): one rate where the zone, else all
 * zones, has such a row; else two components. For RTK_HEATED_IN_BUILDING the
 * heat alone. Fails as rtk_prices_find and with tariff.ambiguous.
 */
int rtk_hot_water_prices_find(struct rtk_hot_water_prices *out,
    const struct rtk_month *month, const struct rtk_building *building,
    enum rtk_group group, struct rtk_err *err) RTK_MUST_CHECK;

/** The price on the last of its days, NULL: there is none. */
const struct rtk_tariff *rtk_prices_last(const struct rtk_prices *prices);

/** The price on a day; before the first or after the last: that one. */
const struct rtk_tariff *rtk_prices_on(
    const struct rtk_prices *prices, struct rtk_date day);

#endif
