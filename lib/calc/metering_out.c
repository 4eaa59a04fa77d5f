#include "base/base.h"

#include "calc/metering_out.h"

static void
add_gap(struct rtk_gaps *out, enum rtk_cause cause, struct rtk_date from,
    struct rtk_date to)
{
	if (!rtk_date_is_none(to) && to.v < from.v)
		return;
	RTK_ASSERT(out->count < RTK_GAPS_MAX);
	out->list[out->count++] = (struct rtk_gap){cause, from, to};
}

static struct rtk_date
day_before(struct rtk_date day)
{
	return rtk_date_is_none(day) ? day : (struct rtk_date){day.v - 1};
}

static struct rtk_date
day_after(struct rtk_date day)
{
	return (struct rtk_date){day.v + 1};
}

/* An act of no access ends with the inspection: п. 85, 59 (в). */
static void
add_no_access(struct rtk_gaps *out, const struct rtk_meter_state *state,
    const struct rtk_act *act, const struct rtk_reading_slice *readings)
{
	struct rtk_date to = act->to;

	if (state->last_day.v >= act->from.v)
		return;
	for (size_t i = 0; i < readings->count; i++) {
		const struct rtk_reading *r = &readings->first[i];

		if (r->channel == RTK_CONTROLLER &&
		    r->day.v >= act->from.v &&
		    (rtk_date_is_none(to) || r->day.v <= to.v))
			to = day_before(r->day);
	}
	add_gap(out, RTK_CAUSE_NO_ACCESS, act->from, to);
}

void
rtk_gaps_find(struct rtk_gaps *out, const struct rtk_meter_state *state,
    const struct rtk_metering *in, const struct rtk_meter *meter,
    const struct rtk_reading_slice *readings)
{
	out->count = 0;
	if (!rtk_date_is_none(meter->removed))
		add_gap(out, RTK_CAUSE_METER, day_after(meter->removed),
		    day_before(in->successor));
	if (!rtk_date_is_none(meter->verified_until))
		add_gap(out, RTK_CAUSE_METER,
		    day_after(meter->verified_until),
		    day_before(in->successor));
	if (in->no_access != NULL)
		add_no_access(out, state, in->no_access, readings);
}

const struct rtk_gap *
rtk_gap_on(const struct rtk_gaps *gaps, struct rtk_date day)
{
	for (size_t i = 0; i < gaps->count; i++) {
		const struct rtk_gap *g = &gaps->list[i];

		if (g->from.v <= day.v &&
		    (rtk_date_is_none(g->to) || g->to.v >= day.v))
			return g;
	}
	return NULL;
}

bool
rtk_gap_behind(struct rtk_gap *out, const struct rtk_gaps *gaps,
    const struct rtk_metering *in, struct rtk_date after)
{
	for (size_t i = 0; i < gaps->count; i++) {
		struct rtk_gap g = gaps->list[i];

		if (g.from.v <= after.v)
			g.from = day_after(after);
		if (g.from.v < in->first.v)
			g.from = in->first;
		if (rtk_date_is_none(g.to) || g.to.v > in->last.v)
			g.to = in->last;
		if (g.from.v > g.to.v)
			continue;
		*out = g;
		return true;
	}
	return false;
}
