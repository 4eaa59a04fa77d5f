#include "base/base.h"

#include "calc/heating_trace.h"

bool
rtk_year_handed_over(const struct rtk_meter_month *m)
{
	return m->successor != NULL && m->successor->has_state;
}

void
rtk_trace_year(const struct rtk_trace *trace, const struct rtk_meter_month *m,
    size_t count, const char *symbol)
{
	struct rtk_step step = {.clause = "п. 42(1)",
	    .symbol = symbol,
	    .text = "volume of the last calendar year by this meter",
	    .scale = RTK_MICRO_SCALE,
	    .unit = "Gcal",
	    .source = {.kind = RTK_FROM_STATE}};

	for (size_t i = 0; trace != NULL && i < count; i++) {
		if (m[i].meter.service != RTK_METER_HEATING ||
		    rtk_year_handed_over(&m[i]) ||
		    m[i].usage.kind == RTK_NO_METER)
			continue;
		step.value = m[i].state.last_year_sum;
		step.source.id = m[i].meter.id;
		rtk_trace_step(trace, &step);
	}
}

void
rtk_trace_house_volume(const struct rtk_trace *trace, struct rtk_ratio volume,
    const char *formula)
{
	struct rtk_step step = {.symbol = "V_Д",
	    .text = "volume of the house",
	    .formula = formula,
	    .value = volume,
	    .scale = RTK_MICRO_SCALE,
	    .unit = "Gcal"};

	rtk_trace_step(trace, &step);
}
