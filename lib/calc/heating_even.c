#include "base/base.h"

#include "calc/heating_even.h"

#include "calc/heating_trace.h"
#include "calc/rooms.h"

bool
rtk_even_twelfth(struct rtk_usage *out, const struct rtk_meter_month *m,
    size_t count)
{
	struct rtk_ratio sum = RTK_RATIO_ZERO;
	bool found = false;

	for (size_t i = 0; i < count; i++) {
		if (m[i].meter.service != RTK_METER_HEATING ||
		    rtk_year_handed_over(&m[i]) ||
		    (m[i].usage.kind == RTK_NO_METER && !m[i].usage.due))
			continue;
		if (!m[i].state.last_year_whole)
			return false;
		sum = rtk_ratio_add(sum, m[i].state.last_year_sum);
		found = true;
	}
	if (!found)
		return false;
	out->kind = RTK_MEASURED;
	out->volume = rtk_ratio_reduce(rtk_ratio_div_int(sum, 12));
	return true;
}

void
rtk_even_usages(const struct rtk_building_input *in)
{
	for (size_t i = 0; i < in->premises_count; i++) {
		struct rtk_premises *p = &in->premises[i];

		if (rtk_even_twelfth(
			&p->heating, p->meters, p->meter_count))
			rtk_trace_year(rtk_trace_for_heat(in, p), p->meters,
			    p->meter_count, "V_year");
		else
			p->heating.kind = RTK_NO_METER;
	}
	rtk_rooms_share_meters(in, RTK_METER_HEATING);
}

void
rtk_heating_remember(
    const struct rtk_building_input *in, struct rtk_premises *p)
{
	const struct rtk_month *month = in->month;
	struct rtk_premises *keeper =
	    rtk_rooms_keeper(in, p, RTK_METER_HEATING);

	if (p->heating.kind != RTK_NORM_DUE || !p->heating_due ||
	    month->period.v < month->first_period.v)
		return;
	for (size_t i = 0; i < keeper->meter_count; i++) {
		struct rtk_meter_month *m = &keeper->meters[i];

		if (m->meter.service != RTK_METER_HEATING ||
		    m->usage.kind != RTK_NORM_DUE || !m->state.by_norm)
			continue;
		m->state.estimated = rtk_ratio_reduce(
		    rtk_ratio_add(m->state.estimated, p->individual));
		return;
	}
}
