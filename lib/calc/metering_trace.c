#include "base/base.h"

#include "calc/metering_trace.h"

static bool
in_gcal_or_m3(const struct rtk_meter *meter)
{
	return meter->unit == RTK_GCAL || meter->unit == RTK_M3;
}

/* Why what was read behind an inspection may be lower than before it. */
static void
trace_check(const struct rtk_metering *in, const struct rtk_reading *check)
{
	struct rtk_step step = {.clause = "п. 61",
	    .symbol = "R_check",
	    .text = "found by an inspection, lower than before",
	    .value = rtk_ratio(check->value.v, 1),
	    .scale = RTK_MICRO_SCALE,
	    .source = {RTK_FROM_READING, check->id}};

	rtk_trace_step(in->trace, &step);
}

void
rtk_trace_measured(const struct rtk_metering *in,
    const struct rtk_meter *meter, const struct rtk_meter_state *before,
    const struct rtk_last_value *now)
{
	struct rtk_step step = {
	    .clause = now->inspection ? "п. 61" : "п. 42, п. 31 (ж)",
	    .symbol = "R_prev",
	    .text = "last real reading counted before",
	    .value = rtk_ratio(before->last.v, 1),
	    .scale = RTK_MICRO_SCALE,
	    .source = {RTK_FROM_STATE, meter->id}};

	if (in->trace == NULL)
		return;
	rtk_trace_step(in->trace, &step);
	if (now->check != NULL && !now->inspection)
		trace_check(in, now->check);
	step.symbol = "R_now";
	step.text = now->inspection
	    ? "found by an inspection, counts for its month"
	    : "last reading that counts for the month";
	step.value = rtk_ratio(now->value.v, 1);
	step.source = now->source;
	rtk_trace_step(in->trace, &step);
	step.symbol = "V_est";
	step.text = "already billed by estimate since that reading";
	step.value = before->estimated;
	step.source = (struct rtk_source){RTK_FROM_STATE, meter->id};
	if (before->estimated.num != 0)
		rtk_trace_step(in->trace, &step);
	step.symbol = "R_end";
	step.text = "where the counter began again from zero";
	step.value = rtk_ratio(now->end, 1);
	step.source = (struct rtk_source){RTK_FROM_METER, meter->id};
	if (now->end != 0)
		rtk_trace_step(in->trace, &step);
	step.symbol = "u";
	step.text = "units of the meter in one Gcal";
	step.value = rtk_ratio_div(
	    rtk_ratio(1, 1), rtk_metering_in_unit(1, meter->unit));
	step.scale = 0;
	if (!in_gcal_or_m3(meter))
		rtk_trace_step(in->trace, &step);
}

static const char *
cause_text(enum rtk_cause cause)
{
	switch (cause) {
	case RTK_CAUSE_METER:
		return "no valid reading: the meter is out or not verified";
	case RTK_CAUSE_NO_ACCESS:
		return "no access for an inspection, by its act";
	default:
		return "no reading was sent";
	}
}

/* The average stands by its clause; the norm is that of п. 60. */
static const char *
cause_clause(enum rtk_cause cause, bool averaged)
{
	if (!averaged)
		return "п. 60";
	switch (cause) {
	case RTK_CAUSE_METER:
		return "п. 59 (а)";
	case RTK_CAUSE_NO_ACCESS:
		return "п. 59 (в)";
	default:
		return "п. 59 (б)";
	}
}

void
rtk_trace_missing(const struct rtk_metering *in, bool averaged,
    const struct rtk_meter_state *state)
{
	struct rtk_step step = {.clause = cause_clause(state->cause, averaged),
	    .symbol = averaged ? "V_avg" : NULL,
	    .text = cause_text(state->cause),
	    .value = state->average,
	    .scale = RTK_MICRO_SCALE,
	    .source = {RTK_FROM_STATE, state->meter}};

	if (in->trace == NULL)
		return;
	if (state->cause == RTK_CAUSE_NO_ACCESS && in->no_access != NULL)
		step.source = (struct rtk_source){
		    RTK_FROM_ACT, in->no_access->id};
	rtk_trace_step(in->trace, &step);
	step.symbol = "n_missed";
	step.text = "periods in a row for this reason";
	step.value = rtk_ratio(state->cause_count, 1);
	step.scale = 0;
	step.source = (struct rtk_source){RTK_FROM_STATE, state->meter};
	rtk_trace_step(in->trace, &step);
}

void
rtk_trace_out(
    const struct rtk_metering *in, int days, struct rtk_ratio volume)
{
	struct rtk_step step = {.symbol = "d_out",
	    .text = "days of the month without the meter",
	    .value = rtk_ratio(days, 1)};

	rtk_trace_step(in->trace, &step);
	step.symbol = "D";
	step.text = "days of the month";
	step.value = rtk_ratio(in->last.v - in->first.v + 1, 1);
	rtk_trace_step(in->trace, &step);
	step = (struct rtk_step){.symbol = "V_out",
	    .text = "average for those days",
	    .formula = "V_out = V_avg * d_out / D",
	    .value = volume,
	    .scale = RTK_MICRO_SCALE};
	rtk_trace_step(in->trace, &step);
}

/* V_house, W_house of meters of the house; V_h of heat, V_w of water. */
static const char *
volume_symbol(const struct rtk_metering *in, const struct rtk_meter *meter)
{
	bool water = meter->service == RTK_METER_HOT_WATER;

	if (!in->estimates)
		return water ? "W_house" : "V_house";
	return water ? "V_w" : "V_h";
}

/* By the symbols recorded before; out has room for all. */
static void
volume_formula(char *out, const char *symbol, const char *const parts[6])
{
	for (; *symbol != '\0'; symbol++)
		*out++ = *symbol;
	for (size_t i = 0; i < 6; i++)
		for (const char *c = parts[i]; *c != '\0'; c++)
			*out++ = *c;
	*out = '\0';
}

static void
trace_months(
    const struct rtk_metering *in, const struct rtk_meter *meter, int months)
{
	struct rtk_step step = {.clause = "п. 59 (б)",
	    .symbol = "n",
	    .text = "months since that reading, with this one",
	    .value = rtk_ratio(months, 1),
	    .source = {RTK_FROM_STATE, meter->id}};

	rtk_trace_step(in->trace, &step);
}

void
rtk_trace_volume(const struct rtk_metering *in, const struct rtk_meter *meter,
    const struct rtk_usage *usage, const struct rtk_last_value *now,
    const bool parts[2])
{
	bool unit = !in_gcal_or_m3(meter);
	bool back = usage->back_months > 0;
	const char *const difference[] = {unit || back ? " = (" : " = ",
	    "R_now - R_prev", now != NULL && now->end != 0 ? " + R_end" : "",
	    back       ? ") / n"
		: unit ? ") / u"
		       : "",
	    parts[0] && !back ? " - V_est" : "", parts[1] ? " + V_out" : ""};
	const char *const average[] = {
	    " = ", parts[1] ? "V_out" : "V_avg", "", "", "", ""};
	char formula[80];
	struct rtk_step step = {.symbol = volume_symbol(in, meter),
	    .text = "volume by this meter",
	    .value = usage->volume,
	    .scale = RTK_MICRO_SCALE,
	    .unit = meter->service == RTK_METER_HOT_WATER ? "m3" : "Gcal"};

	if (in->trace == NULL ||
	    (usage->kind != RTK_MEASURED && usage->kind != RTK_AVERAGED))
		return;
	if (back)
		trace_months(in, meter, usage->back_months + 1);
	volume_formula(formula, step.symbol,
	    usage->kind == RTK_AVERAGED ? average : difference);
	if (now != NULL || usage->kind == RTK_AVERAGED)
		step.formula = formula;
	rtk_trace_step(in->trace, &step);
}
