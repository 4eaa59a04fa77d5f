/*
 * What meters of hot water counted from one change of the price to the next,
 * where they were read then (calculation 5).
 */
#ifndef RTK_CALC_COUNTED_H
#define RTK_CALC_COUNTED_H

#include "calc/premises.h"
#include "calc/prices.h"

/** What was counted from the first day of each price on, 1e-6 m3. */
struct rtk_counted {
	bool known;
	int count;
	struct rtk_ratio since[RTK_PRICES_MAX]; /* not of the first */
	struct rtk_date from[RTK_PRICES_MAX];   /* likewise */
	bool rolled; /* a counter went over its end since */
};

/**
 * Known where every meter of hot water of the premises has a reading that
 * counts, of the first day of each price or of the day before it, or came or
 * went by then, and nothing was estimated. One price alone is not known.
 */
void rtk_counted_by_readings(struct rtk_counted *out,
    const struct rtk_prices *prices, const struct rtk_building_input *in,
    const struct rtk_premises *premises);

/** Records the readings that the days of price `i` begin and end with. */
void rtk_counted_trace(const struct rtk_trace *trace,
    const struct rtk_counted *counted, int i,
    const struct rtk_premises *premises, struct rtk_ratio measured);

/** Of a measured volume what the days of price `i` counted. */
struct rtk_ratio rtk_counted_part(
    const struct rtk_counted *counted, struct rtk_ratio measured, int i);

#endif
