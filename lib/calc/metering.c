#include "base/base.h"

#include "calc/metering.h"

#include <string.h>

bool
rtk_meter_active(
    const struct rtk_meter *meter, const struct rtk_metering *in)
{
	return meter->installed.v <= in->last.v &&
	    (rtk_date_is_none(meter->removed) ||
		meter->removed.v >= in->first.v);
}

void
rtk_meter_state_init(struct rtk_meter_state *out,
    const struct rtk_meter *meter, int32_t missed)
{
	*out = (struct rtk_meter_state){
	    .meter = meter->id,
	    .last = meter->initial,
	    /* a reading of the day of installation counts */
	    .last_day = {meter->installed.v - 1},
	    .missed = missed,
	    /* they may be measured yet: by equal parts of the first volume */
	    .window_count = missed < RTK_WINDOW_MAX ? missed : RTK_WINDOW_MAX,
	    .average = RTK_RATIO_ZERO,
	    .estimated = RTK_RATIO_ZERO,
	    .year_sum = RTK_RATIO_ZERO,
	    .last_year_sum = RTK_RATIO_ZERO,
	};
}

void
rtk_meter_state_inherit(
    struct rtk_meter_state *heir, const struct rtk_meter_state *old)
{
	heir->heir = true;
	heir->window_count = old->window_count;
	heir->measured = old->measured;
	memcpy(heir->window, old->window, sizeof(heir->window));
}

/* 1 Gcal = 4.1868 GJ = 1.163 MWh = 1163 kWh, by definition of the units. */
static struct rtk_ratio
in_billing_unit(int64_t difference, enum rtk_meter_unit unit)
{
	switch (unit) {
	case RTK_GJ:
		return rtk_ratio_reduce((struct rtk_ratio){
		    (rtk_i128)difference * 10000, 41868});
	case RTK_MWH:
		return rtk_ratio_reduce(
		    (struct rtk_ratio){(rtk_i128)difference * 1000, 1163});
	case RTK_KWH:
		return rtk_ratio_reduce((struct rtk_ratio){difference, 1163});
	default:
		return rtk_ratio(difference, 1);
	}
}

/*
 * current - previous, over the end of the counter where that gives at most
 * half of its range. Returns false when it can only be a mistake.
 */
static bool
difference(int64_t *out, const struct rtk_meter *meter, int64_t previous,
    int64_t current)
{
	int64_t range = RTK_MICRO;

	for (int i = 0; i < meter->digits; i++)
		range *= 10;
	*out = current - previous;
	if (*out >= 0)
		return true;
	*out += range;
	return *out <= range / 2;
}

/* The last reading that may count: after the last real one, meter verified. */
static const struct rtk_reading *
counting_reading(const struct rtk_meter_state *state,
    const struct rtk_meter *meter, const struct rtk_reading_slice *readings)
{
	const struct rtk_reading *found = NULL;

	for (size_t i = 0; i < readings->count; i++) {
		const struct rtk_reading *r = &readings->first[i];

		if (r->day.v <= state->last_day.v ||
		    (!rtk_date_is_none(meter->verified_until) &&
			r->day.v > meter->verified_until.v) ||
		    (found != NULL && r->day.v < found->day.v))
			continue;
		found = r;
	}
	return found;
}

/* What was read: the last value of the period and its day. */
struct last_value {
	struct rtk_micro value;
	struct rtk_date day;
	int64_t difference;
	int64_t end; /* where the counter began again from zero, 0: not */
	struct rtk_source source;
};

static bool
removed_in(const struct rtk_meter *meter, const struct rtk_metering *in)
{
	return !rtk_date_is_none(meter->removed) &&
	    meter->removed.v >= in->first.v && meter->removed.v <= in->last.v;
}

static bool
find_last_value(struct last_value *out, const struct rtk_meter_state *state,
    const struct rtk_metering *in, const struct rtk_meter *meter,
    const struct rtk_reading_slice *readings)
{
	const struct rtk_reading *r;

	if (removed_in(meter, in) && meter->has_final) {
		out->value = meter->final;
		out->day = meter->removed;
		out->source = (struct rtk_source){RTK_FROM_METER, meter->id};
	} else {
		r = counting_reading(state, meter, readings);
		if (r == NULL)
			return false;
		out->value = r->value;
		out->day = r->day;
		out->source = (struct rtk_source){RTK_FROM_READING, r->id};
	}
	if (!difference(&out->difference, meter, state->last.v, out->value.v))
		return false;
	out->end = out->difference - (out->value.v - state->last.v);
	return true;
}

/*
 * A new period in the window, not measured yet; it keeps what an average can
 * look at.
 */
static void
window_push(struct rtk_meter_state *state, const struct rtk_metering *in)
{
	int64_t months = in->estimates
	    ? in->month->policies.value[RTK_AVERAGE_MONTHS] / RTK_MICRO
	    : in->window;

	if (state->window_count > months)
		state->window_count = (int32_t)months;
	memmove(state->window + 1, state->window,
	    (RTK_WINDOW_MAX - 1) * sizeof(state->window[0]));
	state->window[0] = RTK_RATIO_ZERO;
	if (state->window_count < months)
		state->window_count++;
	state->measured = state->measured << 1 &
	    ((1U << state->window_count) - 1);
}

void
rtk_meter_state_skip(
    struct rtk_meter_state *state, const struct rtk_metering *in, int count)
{
	for (int i = 0; i < count; i++)
		window_push(state, in);
}

/* A volume over several periods enters as equal parts, one a period. */
static void
window_measured(struct rtk_meter_state *state, struct rtk_ratio volume,
    const struct rtk_metering *in, bool whole_month)
{
	int parts = state->missed + (in->runs ? 1 : 0);
	struct rtk_ratio part;

	if (state->heir && state->window_count > 0) {
		state->window[0] = rtk_ratio_add(state->window[0], volume);
		return;
	}
	/* the window of a house meter stood still while it was out */
	if (!in->estimates)
		rtk_meter_state_skip(state, in, state->missed);
	if (in->runs)
		window_push(state, in);
	if (parts == 0 || !whole_month)
		return;
	part = rtk_ratio_reduce(rtk_ratio_div_int(volume, parts));
	for (int i = 0; i < parts && i < state->window_count; i++) {
		state->window[i] = part;
		state->measured |= 1U << i;
	}
}

/* Mean of the measured volumes of the last periods; false: too few. */
static bool
take_average(struct rtk_meter_state *state, const struct rtk_metering *in)
{
	const int64_t *policy = in->month->policies.value;
	int64_t months = policy[RTK_AVERAGE_MONTHS] / RTK_MICRO;
	int64_t count = 0;
	struct rtk_ratio sum = RTK_RATIO_ZERO;

	for (int i = 0; i < months && i < state->window_count; i++) {
		if ((state->measured >> i & 1) == 0)
			continue;
		sum = rtk_ratio_add(sum, state->window[i]);
		count++;
	}
	if (count < policy[RTK_AVERAGE_MONTHS_MIN] / RTK_MICRO || count == 0)
		return false;
	state->average = rtk_ratio_reduce(rtk_ratio_div_int(sum, count));
	return true;
}

static bool
in_gcal_or_m3(const struct rtk_meter *meter)
{
	return meter->unit == RTK_GCAL || meter->unit == RTK_M3;
}

/* Symbols of the formula of V_h and V_w, see trace_volume. */
static void
trace_measured(const struct rtk_metering *in, const struct rtk_meter *meter,
    const struct rtk_meter_state *before, const struct last_value *now)
{
	struct rtk_step step = {.clause = "п. 42, п. 31 (ж)",
	    .symbol = "R_prev",
	    .text = "last real reading counted before",
	    .value = rtk_ratio(before->last.v, 1),
	    .scale = RTK_MICRO_SCALE,
	    .source = {RTK_FROM_STATE, meter->id}};

	if (in->trace == NULL)
		return;
	rtk_trace_step(in->trace, &step);
	step.symbol = "R_now";
	step.text = "last reading that counts for the month";
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
	    rtk_ratio(1, 1), in_billing_unit(1, meter->unit));
	step.scale = 0;
	if (!in_gcal_or_m3(meter))
		rtk_trace_step(in->trace, &step);
}

/* A new calendar year: the sum of the old one is whole between Decembers. */
static void
turn_of_year(struct rtk_meter_state *state, struct rtk_period period)
{
	int32_t year = rtk_period_year(period);

	if (state->year == year)
		return;
	state->last_year_whole = state->year == year - 1 &&
	    state->year_from_december && state->december_read;
	state->last_year_sum = state->year_sum;
	state->year_from_december =
	    state->year == year - 1 && state->december_read;
	state->december_read = false;
	state->year_sum = RTK_RATIO_ZERO;
	state->year = year;
}

/* Why it is missing: an expired or removed meter is cause (а). */
static enum rtk_cause
missing_cause(const struct rtk_metering *in, const struct rtk_meter *meter)
{
	if (!rtk_date_is_none(meter->verified_until) &&
	    meter->verified_until.v < in->last.v)
		return RTK_CAUSE_METER;
	if (!rtk_date_is_none(meter->removed) && meter->removed.v <= in->last.v)
		return RTK_CAUSE_METER;
	return RTK_CAUSE_NO_READING;
}

static void
measured_month(struct rtk_usage *out, struct rtk_meter_state *state,
    const struct rtk_metering *in, const struct rtk_meter *meter,
    const struct last_value *now)
{
	struct rtk_ratio volume = in_billing_unit(now->difference, meter->unit);
	bool from_new = state->by_norm &&
	    in->month->policies.value[RTK_CATCH_UP_AFTER_NORM] ==
		RTK_CATCH_UP_FROM_NEW_READING;
	/* the month of installation is measured whole from its first day */
	bool whole = state->missed > 0 ||
	    meter->installed.v <= in->first.v;

	out->read = true;
	out->counted = volume;
	out->counted_from.v = state->last_day.v + 1;
	if (!in->estimates) {
		out->cause = missing_cause(in, meter);
		whole = whole && out->cause != RTK_CAUSE_METER;
	}
	trace_measured(in, meter, state, now);
	state->year_sum =
	    rtk_ratio_reduce(rtk_ratio_add(state->year_sum, volume));
	state->december_read = rtk_period_month(in->period) == 12;
	if (from_new) {
		out->kind = RTK_NORM_DUE;
		out->cause = RTK_CAUSE_NO_READING;
		if (in->runs)
			window_push(state, in);
	} else {
		out->kind = RTK_MEASURED;
		out->volume = rtk_ratio_reduce(
		    rtk_ratio_sub(volume, state->estimated));
		window_measured(state, volume, in, whole);
	}
	state->last = now->value;
	state->last_day = now->day;
	state->missed = 0;
	state->by_norm = false;
	state->has_average = false;
	state->average = RTK_RATIO_ZERO;
	/* with from_new the norm billed now is never subtracted later */
	state->estimated = RTK_RATIO_ZERO;
}

static void
trace_missing(const struct rtk_metering *in, const struct rtk_usage *usage,
    const struct rtk_meter_state *state)
{
	struct rtk_step step = {
	    .clause = usage->kind == RTK_AVERAGED ? "п. 59" : "п. 60",
	    .symbol = "V_avg",
	    .text = usage->cause == RTK_CAUSE_METER
		? "no valid reading: the meter is out or not verified"
		: "no reading was sent",
	    .value = state->average,
	    .scale = RTK_MICRO_SCALE,
	    .source = {RTK_FROM_STATE, state->meter}};

	if (in->trace == NULL)
		return;
	if (usage->kind != RTK_AVERAGED)
		step.symbol = NULL;
	rtk_trace_step(in->trace, &step);
	step.symbol = "n_missed";
	step.text = "periods in a row without a valid reading";
	step.value = rtk_ratio(state->missed, 1);
	step.scale = 0;
	rtk_trace_step(in->trace, &step);
}

static void
missing_month(struct rtk_usage *out, struct rtk_meter_state *state,
    const struct rtk_metering *in, const struct rtk_meter *meter)
{
	const int64_t *policy = in->month->policies.value;
	bool ours = in->period.v >= in->month->first_period.v;
	int64_t periods_max;

	state->missed++;
	if (state->missed == 1)
		state->has_average = take_average(state, in);
	window_push(state, in);
	out->cause = missing_cause(in, meter);
	periods_max = out->cause == RTK_CAUSE_METER && !in->residential
	    ? policy[RTK_AVERAGE_PERIODS_MAX_NONRESIDENTIAL]
	    : policy[RTK_AVERAGE_PERIODS_MAX];
	if (state->has_average && state->missed <= periods_max / RTK_MICRO) {
		out->kind = RTK_AVERAGED;
		out->volume = state->average;
		if (ours)
			state->estimated = rtk_ratio_reduce(rtk_ratio_add(
			    state->estimated, state->average));
	} else {
		out->kind = RTK_NORM_DUE;
		state->by_norm = true;
	}
	trace_missing(in, out, state);
}

/* What stands for a house meter is found with the house (п. 59(1)). */
static void
unread_house(struct rtk_usage *out, struct rtk_meter_state *state,
    const struct rtk_metering *in, const struct rtk_meter *meter)
{
	out->kind = RTK_NO_METER;
	out->cause = missing_cause(in, meter);
	if (in->runs && !out->heir)
		state->missed++;
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

/* By the symbols that trace_measured recorded; out has room for all. */
static void
measured_formula(char *out, const char *symbol, const char *const parts[5])
{
	for (; *symbol != '\0'; symbol++)
		*out++ = *symbol;
	for (size_t i = 0; i < 5; i++)
		for (const char *c = parts[i]; *c != '\0'; c++)
			*out++ = *c;
	*out = '\0';
}

/* The volume of one meter; now is NULL when nothing was read. */
static void
trace_volume(const struct rtk_metering *in, const struct rtk_meter *meter,
    const struct rtk_usage *usage, const struct last_value *now,
    bool estimated)
{
	bool unit = !in_gcal_or_m3(meter);
	const char *const difference[] = {unit ? " = (" : " = ",
	    "R_now - R_prev", now != NULL && now->end != 0 ? " + R_end" : "",
	    unit ? ") / u" : "", estimated ? " - V_est" : ""};
	const char *const average[] = {" = ", "V_avg", "", "", ""};
	char formula[80];
	struct rtk_step step = {.symbol = volume_symbol(in, meter),
	    .text = "volume by this meter",
	    .value = usage->volume,
	    .scale = RTK_MICRO_SCALE,
	    .unit = meter->service == RTK_METER_HOT_WATER ? "m3" : "Gcal"};

	if (in->trace == NULL ||
	    (usage->kind != RTK_MEASURED && usage->kind != RTK_AVERAGED))
		return;
	measured_formula(formula, step.symbol,
	    usage->kind == RTK_AVERAGED ? average : difference);
	if (now != NULL || usage->kind == RTK_AVERAGED)
		step.formula = formula;
	rtk_trace_step(in->trace, &step);
}

void
rtk_metering_month(struct rtk_usage *out, struct rtk_meter_state *state,
    const struct rtk_metering *in, const struct rtk_meter *meter,
    const struct rtk_reading_slice *readings)
{
	struct last_value now;
	bool begins = meter->installed.v > in->first.v;
	bool estimated = state->estimated.num != 0;
	bool read;

	*out = (struct rtk_usage){.kind = RTK_MEASURED,
	    .volume = RTK_RATIO_ZERO,
	    .counted = RTK_RATIO_ZERO,
	    .decimals = meter->decimals,
	    .heir = state->heir,
	    .since = begins && !state->heir ? meter->installed
					    : RTK_DATE_NONE};
	turn_of_year(state, in->period);
	read = find_last_value(&now, state, in, meter, readings);
	if (read)
		measured_month(out, state, in, meter, &now);
	else if (!in->estimates)
		unread_house(out, state, in, meter);
	else if (!begins && in->runs)
		missing_month(out, state, in, meter);
	else if (in->runs && !state->heir)
		/* its first, partial month: what ran comes with next reading */
		window_push(state, in);
	state->heir = false;
	trace_volume(in, meter, out, read ? &now : NULL, estimated);
}
