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

/* The last reading of the day or of the day before it; NULL: none. */
static const struct rtk_reading *
reading_of(const struct rtk_meter_month *m, struct rtk_date day)
{
	const struct rtk_reading *found = NULL;

	for (size_t i = 0; i < m->readings.count; i++) {
		const struct rtk_reading *r = &m->readings.first[i];

		if (r->day.v == day.v || r->day.v == day.v - 1)
			found = r;
	}
	return found;
}

/* What the meter counted from the day on; false: nobody knows. */
static bool
add_since(
    struct rtk_ratio *sum, const struct rtk_meter_month *m, struct rtk_date day)
{
	const struct rtk_reading *r = reading_of(m, day);
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
	*sum = rtk_ratio_reduce(rtk_ratio_add(
	    *sum, rtk_metering_in_unit(difference, m->meter.unit)));
	return true;
}

static bool
find_since(struct rtk_ratio *sum, const struct rtk_premises *premises,
    struct rtk_date day)
{
	int meters = 0;

	*sum = RTK_RATIO_ZERO;
	for (size_t i = 0; i < premises->meter_count; i++) {
		const struct rtk_meter_month *m = &premises->meters[i];

		if (m->meter.service != RTK_METER_HOT_WATER ||
		    m->usage.kind == RTK_NO_METER)
			continue;
		meters++;
		if (!add_since(sum, m, day))
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
	for (int i = 1; i < prices->count && out->known; i++)
		out->known =
		    find_since(&out->since[i], premises, prices->at[i].from);
}

void
rtk_counted_trace(const struct rtk_trace *trace,
    const struct rtk_price_days *days, const struct rtk_premises *premises)
{
	for (size_t i = 0; trace != NULL && i < premises->meter_count; i++) {
		const struct rtk_meter_month *m = &premises->meters[i];
		const struct rtk_reading *r = reading_of(m, days->from);
		struct rtk_step step = {.symbol = "R_T",
		    .text = "reading of the day on which the price changes",
		    .scale = RTK_MICRO_SCALE};
		bool came = came_by(&m->meter, days->from);

		if (m->meter.service != RTK_METER_HOT_WATER ||
		    m->usage.kind == RTK_NO_METER || (r == NULL && !came))
			continue;
		step.value =
		    rtk_ratio(came ? m->meter.initial.v : r->value.v, 1);
		step.source = came
		    ? (struct rtk_source){RTK_FROM_METER, m->meter.id}
		    : (struct rtk_source){RTK_FROM_READING, r->id};
		rtk_trace_step(trace, &step);
	}
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
