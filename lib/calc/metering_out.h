/*
 * Inside calc/metering*: the days on which a meter is out, each cause with its
 * own start and end (п. 59 of the Rules).
 */
#ifndef RTK_CALC_METERING_OUT_H
#define RTK_CALC_METERING_OUT_H

#include "calc/metering.h"

/** Days on which a meter says nothing, both inclusive; to NONE: and after. */
struct rtk_gap {
	enum rtk_cause cause;
	struct rtk_date from, to;
};

enum { RTK_GAPS_MAX = 4 };

/** The gaps of a meter as far as a month can see them, (а) before (в). */
struct rtk_gaps {
	struct rtk_gap list[RTK_GAPS_MAX];
	size_t count;
};

/**
 * (а) behind the last day of verification, and from the day after a removal
 * until a successor is there; (в) from the day of an act of no access until
 * its end or the day before a controller's reading. A reading that counted
 * after the act has ended it too.
 */
void rtk_gaps_find(struct rtk_gaps *out, const struct rtk_meter_state *state,
    const struct rtk_metering *in, const struct rtk_meter *meter,
    const struct rtk_reading_slice *readings);

/** The gap of a day, NULL: the meter is sound. */
const struct rtk_gap *rtk_gap_on(
    const struct rtk_gaps *gaps, struct rtk_date day);

/**
 * Days of the month behind `after` that a gap covers: the first such gap, cut
 * to the month. False: there is none.
 */
bool rtk_gap_behind(struct rtk_gap *out, const struct rtk_gaps *gaps,
    const struct rtk_metering *in, struct rtk_date after);

#endif
