/* Inside calc/metering*: what is told of the volume of a meter in a month. */
#ifndef RTK_CALC_METERING_TRACE_H
#define RTK_CALC_METERING_TRACE_H

#include "calc/metering.h"

/** What was read: the last value of the period and its day. */
struct rtk_last_value {
	struct rtk_micro value;
	struct rtk_date day;
	int64_t difference;
	int64_t end; /* where the counter began again from zero, 0: not */
	bool inspection; /* a controller read it (п. 61) */
	/* what an inspection found lower before it; NULL: none */
	const struct rtk_reading *check;
	struct rtk_source source;
};

/** Symbols of the formula of V_h and V_w, see rtk_trace_volume. */
void rtk_trace_measured(const struct rtk_metering *in,
    const struct rtk_meter *meter, const struct rtk_meter_state *before,
    const struct rtk_last_value *now);

/** Why there is no reading, V_avg, and the periods of this cause. */
void rtk_trace_missing(const struct rtk_metering *in, bool averaged,
    const struct rtk_meter_state *state);

/** V_out: the average for so many days of the month. */
void rtk_trace_out(
    const struct rtk_metering *in, int days, struct rtk_ratio volume);

/**
 * The volume of one meter; now is NULL when nothing was read. parts: something
 * billed before comes off; V_out is part of it.
 */
void rtk_trace_volume(const struct rtk_metering *in,
    const struct rtk_meter *meter, const struct rtk_usage *usage,
    const struct rtk_last_value *now, const bool parts[2]);

#endif
