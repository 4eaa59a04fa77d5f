#include "base/base.h"

#include "calc/counted.h"

#include "calc/rooms.h"

/* All that it did in the month was counted; nothing of it is an estimate. */
static bool
is_plain(const struct rtk_meter_month *m)
{
	return m->usage.kind == RTK_MEASURED && m->usage.norm_days == 0 &&
	    m->usage.back_months == 0 && m->usage.cause == RTK_CAUSE_NONE &&
	    rtk_date_is_none(m->usage.since);
}

/* Its first value is a reading of the day, or it came later. */
static bool
came_by(const struct rtk_meter *meter, struct rtk_date day)
{
	return meter->installed.v >= day.v - 1;
}

/* An inspection from that day on ended the time without access. */
static bool
inspected(const struct rtk_meter_month *m, const struct rtk_act *act,
    struct rtk_date until)
{
	for (size_t i = 0; i < m->readings.count; i++) {
		const struct rtk_reading *r = &m->readings.first[i];

		if (r->channel == RTK_CONTROLLER && r->day.v >= act->from.v &&
		    r->day.v <= until.v)
			return true;
	}
	return false;
}

/* No access: what the consumer read himself does not count (п. 59 (в)). */
static bool
is_void(const struct rtk_premises *p, const struct rtk_meter_month *m,
    const struct rtk_reading *r)
{
	for (size_t i = 0; i < p->act_count; i++) {
		const struct rtk_act *act = &p->acts[i];

		if (act->kind == RTK_ACT_NO_ACCESS &&
		    act->service == m->meter.service &&
		    act->from.v <= r->day.v &&
		    (rtk_date_is_none(act->to) || r->day.v <= act->to.v) &&
		    !inspected(m, act, r->day))
			return true;
	}
	return false;
}

/* The last reading of the day or of the day before it; NULL: none. */
static const struct rtk_reading *
reading_of(const struct rtk_premises *p, const struct rtk_meter_month *m,
    struct rtk_date day)
{
	const struct rtk_reading *found = NULL;

	for (size_t i = 0; i < m->readings.count; i++) {
		const struct rtk_reading *r = &m->readings.first[i];

		if ((r->day.v == day.v || r->day.v == day.v - 1) &&
		    !is_void(p, m, r))
			found = r;
	}
	return found;
}

/* What the meter counted from the day on; false: nobody knows. */
static bool
add_since(struct rtk_counted *out, struct rtk_ratio *sum,
    const struct rtk_meter_month *m, const struct rtk_reading *r,
    struct rtk_date day)
{
	struct rtk_micro from = m->meter.initial;
	int64_t difference;

	if (!is_plain(m))
		return false;
	/* its successor goes on: nothing of it is of these days */
	if (!rtk_date_is_none(m->meter.removed) && m->meter.removed.v <= day.v)
		return m->usage.read;
	if (!came_by(&m->meter, day)) {
		if (r == NULL || r->day.v > m->state.last_day.v)
			return false;
		from = r->value;
	} else if (!m->usage.read) {
		return true;
	}
	if (!rtk_metering_difference(
		&difference, &m->meter, from.v, m->state.last.v))
		return false;
	out->rolled = out->rolled || difference != m->state.last.v - from.v;
	*sum = rtk_ratio_reduce(rtk_ratio_add(
	    *sum, rtk_metering_in_unit(difference, m->meter.unit)));
	return true;
}

/* From the first day of price `i` on. */
static bool
find_since(struct rtk_counted *out, int i, const struct rtk_premises *premises)
{
	struct rtk_ratio *sum = &out->since[i];
	int meters = 0;

	*sum = RTK_RATIO_ZERO;
	for (size_t k = 0; k < premises->meter_count; k++) {
		const struct rtk_meter_month *m = &premises->meters[k];

		if (m->meter.service != RTK_METER_HOT_WATER ||
		    m->usage.kind == RTK_NO_METER)
			continue;
		meters++;
		if (!add_since(out, sum, m,
			reading_of(premises, m, out->from[i]), out->from[i]))
			return false;
	}
	return meters > 0;
}

void
rtk_counted_by_readings(struct rtk_counted *out,
    const struct rtk_prices *prices, const struct rtk_building_input *in,
    const struct rtk_premises *premises)
{
	/* of a meter of two parties nobody knows who used it when */
	out->known = prices->count > 1 && !premises->water_by_days &&
	    !rtk_rooms_shared(in, premises);
	out->count = prices->count;
	out->rolled = false;
	for (int i = 1; i < prices->count && out->known; i++) {
		out->from[i] = prices->at[i].from;
		out->known = find_since(out, i, premises);
	}
}

/* What each meter showed on the day; returns how many there are. */
static int
trace_readings(const struct rtk_trace *trace, struct rtk_date day,
    const struct rtk_premises *premises)
{
	int count = 0;

	for (size_t i = 0; i < premises->meter_count; i++) {
		const struct rtk_meter_month *m = &premises->meters[i];
		const struct rtk_reading *r = reading_of(premises, m, day);
		struct rtk_step step = {.symbol = "R_T",
		    .text = "reading of the day on which the price changes",
		    .scale = RTK_MICRO_SCALE};
		bool came = came_by(&m->meter, day);

		if (m->meter.service != RTK_METER_HOT_WATER ||
		    m->usage.kind == RTK_NO_METER)
			continue;
		count++;
		if (r == NULL && !came)
			continue;
		step.value =
		    rtk_ratio(came ? m->meter.initial.v : r->value.v, 1);
		step.source = came
		    ? (struct rtk_source){RTK_FROM_METER, m->meter.id}
		    : (struct rtk_source){RTK_FROM_READING, r->id};
		rtk_trace_step(trace, &step);
		step = (struct rtk_step){.symbol = "R_now",
		    .text = "last reading that counts for the month",
		    .value = rtk_ratio(m->state.last.v, 1),
		    .scale = RTK_MICRO_SCALE};
		rtk_trace_step(trace, &step);
	}
	return count;
}

/* What was counted from the first day of price `i` on. */
static void
trace_since(const struct rtk_trace *trace, const struct rtk_counted *counted,
    int i, const char *symbol, const struct rtk_premises *premises)
{
	bool next = symbol[2] == 'n';
	struct rtk_step step = {.symbol = symbol,
	    .text = next ? "counted from the day of the next price on"
			 : "counted from the day of this price on",
	    .value = counted->since[i],
	    .scale = RTK_MICRO_SCALE,
	    .unit = "m3"};

	/* of one meter that did not roll over it can be worked out */
	if (trace_readings(trace, counted->from[i], premises) == 1 &&
	    !counted->rolled)
		step.formula =
		    next ? "V_next = R_now - R_T" : "V_from = R_now - R_T";
	rtk_trace_step(trace, &step);
}

void
rtk_counted_trace(const struct rtk_trace *trace,
    const struct rtk_counted *counted, int i,
    const struct rtk_premises *premises, struct rtk_ratio measured)
{
	bool last = i + 1 == counted->count;
	struct rtk_step step = {.symbol = "W_T",
	    .text = "counted in these days, by readings of their ends",
	    .formula = i == 0 ? "W_T = ΣV_w - V_next"
		: last        ? "W_T = V_from"
			      : "W_T = V_from - V_next",
	    .value = measured,
	    .scale = RTK_MICRO_SCALE,
	    .unit = "m3"};

	if (trace == NULL)
		return;
	if (i > 0)
		trace_since(trace, counted, i, "V_from", premises);
	if (!last)
		trace_since(trace, counted, i + 1, "V_next", premises);
	rtk_trace_step(trace, &step);
}

struct rtk_ratio
rtk_counted_part(
    const struct rtk_counted *counted, struct rtk_ratio measured, int i)
{
	struct rtk_ratio from = measured, to = RTK_RATIO_ZERO;

	RTK_ASSERT(i < RTK_PRICES_MAX);
	if (i > 0)
		from = counted->since[i];
	if (i + 1 < counted->count)
		to = counted->since[i + 1];
	return rtk_ratio_sub(from, to);
}
