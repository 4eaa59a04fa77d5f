#include "base/base.h"

#include "calc/metering.h"

#include <string.h>

#include "calc/metering_out.h"
#include "calc/metering_trace.h"

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
	    .cause = missed > 0 ? RTK_CAUSE_NO_READING : RTK_CAUSE_NONE,
	    .cause_count = missed,
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
	heir->year = old->year;
	heir->year_from_december = old->year_from_december;
	heir->december_read = old->december_read;
	heir->year_sum = old->year_sum;
	heir->last_year_whole = old->last_year_whole;
	heir->last_year_sum = old->last_year_sum;
}

/* 1 Gcal = 4.1868 GJ = 1.163 MWh = 1163 kWh, by definition of the units. */
struct rtk_ratio
rtk_metering_in_unit(int64_t difference, enum rtk_meter_unit unit)
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

bool
rtk_metering_difference(int64_t *out, const struct rtk_meter *meter,
    int64_t previous, int64_t current)
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

/* Readings that may count: the last of all, the last of an inspection. */
struct counting {
	const struct rtk_reading *last;
	const struct rtk_reading *inspection;
};

static void
take_later(const struct rtk_reading **found, const struct rtk_reading *r)
{
	if (*found == NULL || r->day.v >= (*found)->day.v)
		*found = r;
}

/* After the last real one, while the meter is sound. */
static struct counting
counting_reading(const struct rtk_meter_state *state,
    const struct rtk_gaps *gaps, const struct rtk_reading_slice *readings)
{
	struct counting found = {NULL, NULL};

	for (size_t i = 0; i < readings->count; i++) {
		const struct rtk_reading *r = &readings->first[i];

		if (r->day.v <= state->last_day.v ||
		    rtk_gap_on(gaps, r->day) != NULL)
			continue;
		take_later(&found.last, r);
		if (r->channel == RTK_CONTROLLER)
			take_later(&found.inspection, r);
	}
	return found;
}

static bool
removed_in(const struct rtk_meter *meter, const struct rtk_metering *in)
{
	return !rtk_date_is_none(meter->removed) &&
	    meter->removed.v >= in->first.v && meter->removed.v <= in->last.v;
}

/*
 * п. 61: what an inspection shows is true, also where it is lower, and what
 * was read behind it counts from there.
 */
static bool
lower_by_inspection(struct rtk_last_value *now,
    const struct rtk_meter_state *state, const struct rtk_meter *meter,
    const struct rtk_reading *inspection)
{
	if (inspection == NULL || inspection->value.v > state->last.v ||
	    !rtk_metering_difference(
		&now->difference, meter, inspection->value.v, now->value.v))
		return false;
	now->difference += inspection->value.v - state->last.v;
	now->check = inspection;
	return true;
}

static bool
find_last_value(struct rtk_last_value *out,
    const struct rtk_meter_state *state, const struct rtk_metering *in,
    const struct rtk_meter *meter, struct counting counting)
{
	const struct rtk_reading *r = counting.last;

	*out = (struct rtk_last_value){0};
	if (removed_in(meter, in) && meter->has_final) {
		out->value = meter->final;
		out->day = meter->removed;
		out->source = (struct rtk_source){RTK_FROM_METER, meter->id};
	} else {
		if (r == NULL)
			return false;
		out->value = r->value;
		out->day = r->day;
		out->source = (struct rtk_source){RTK_FROM_READING, r->id};
		out->inspection =
		    in->estimates && r->channel == RTK_CONTROLLER;
	}
	if (!rtk_metering_difference(
		&out->difference, meter, state->last.v, out->value.v) &&
	    !lower_by_inspection(
		out, state, meter, in->estimates ? counting.inspection : NULL))
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
	    : RTK_WINDOW_MAX;

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

/*
 * Whether the months without a reading are corrected each at its own price:
 * water, where all that was billed for them is the average.
 */
static bool
goes_back(const struct rtk_meter_state *state, const struct rtk_metering *in,
    const struct rtk_meter *meter, const struct rtk_last_value *now)
{
	return in->month->policies.value[RTK_CATCH_UP_AFTER_AVERAGE] ==
	    RTK_CATCH_UP_BY_MONTH &&
	    in->estimates && meter->service == RTK_METER_HOT_WATER &&
	    !now->inspection && !state->by_norm && !state->heir &&
	    state->missed > 0 && state->has_average &&
	    rtk_ratio_compare(state->estimated,
		rtk_ratio_mul_int(state->average, state->missed)) == 0;
}

/* Equal parts of what was counted; what was not billed of them goes back. */
static void
go_back(struct rtk_usage *out, const struct rtk_meter_state *state,
    struct rtk_ratio volume)
{
	out->volume =
	    rtk_ratio_reduce(rtk_ratio_div_int(volume, state->missed + 1));
	out->back_months = state->missed;
	out->back =
	    rtk_ratio_reduce(rtk_ratio_sub(out->volume, state->average));
}

static void
measured_month(struct rtk_usage *out, struct rtk_meter_state *state,
    const struct rtk_metering *in, const struct rtk_meter *meter,
    const struct rtk_last_value *now)
{
	struct rtk_ratio volume =
	    rtk_metering_in_unit(now->difference, meter->unit);
	/* п. 61 leaves no choice: the whole difference */
	bool from_new = state->by_norm && !now->inspection &&
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
	rtk_trace_measured(in, meter, state, now);
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
		if (goes_back(state, in, meter, now))
			go_back(out, state, volume);
		window_measured(state, volume, in, whole);
	}
	state->last = now->value;
	state->last_day = now->day;
	state->missed = 0;
	state->by_norm = false;
	state->has_average = false;
	state->average = RTK_RATIO_ZERO;
	state->cause = RTK_CAUSE_NONE;
	state->cause_count = 0;
	/* with from_new the norm billed now is never subtracted later */
	state->estimated = RTK_RATIO_ZERO;
}

/* The average is fixed where a meter first falls silent. */
static void
begin_cause(struct rtk_meter_state *state, const struct rtk_metering *in,
    enum rtk_cause cause, bool counts)
{
	if (state->missed == 0 && state->cause == RTK_CAUSE_NONE)
		state->has_average = take_average(state, in);
	if (state->cause != cause)
		state->cause_count = 0;
	state->cause = cause;
	state->cause_count += counts;
}

/* п. 59: three periods of each cause, then п. 60. */
static bool
average_stands(const struct rtk_meter_state *state,
    const struct rtk_metering *in)
{
	const int64_t *policy = in->month->policies.value;
	int64_t max = state->cause == RTK_CAUSE_METER && !in->residential
	    ? policy[RTK_AVERAGE_PERIODS_MAX_NONRESIDENTIAL]
	    : policy[RTK_AVERAGE_PERIODS_MAX];

	return state->has_average && state->cause_count <= max / RTK_MICRO;
}

/* What is billed by estimate, to come off the next reading. */
static void
add_estimate(struct rtk_meter_state *state, const struct rtk_metering *in,
    struct rtk_ratio volume)
{
	if (in->period.v >= in->month->first_period.v)
		state->estimated = rtk_ratio_reduce(
		    rtk_ratio_add(state->estimated, volume));
}

/* V_avg for days of the month. */
static struct rtk_ratio
average_of_days(const struct rtk_meter_state *state,
    const struct rtk_metering *in, int days)
{
	int all = in->last.v - in->first.v + 1;

	if (days == all)
		return state->average;
	return rtk_ratio_reduce(rtk_ratio_div_int(
	    rtk_ratio_mul_int(state->average, days), all));
}

static bool
is_taken_away(const struct rtk_metering *in, const struct rtk_meter *meter)
{
	return removed_in(meter, in) && meter->reason == RTK_REPLACED &&
	    rtk_date_is_none(in->successor);
}

/* The last day for which the meter is to be estimated. */
static struct rtk_date
estimated_until(const struct rtk_metering *in, const struct rtk_meter *meter)
{
	if (!rtk_date_is_none(in->successor) &&
	    in->successor.v <= in->last.v)
		return (struct rtk_date){in->successor.v - 1};
	return is_taken_away(in, meter) ? meter->removed : in->last;
}

/* Days from `from` to `to` go by norm (п. 60, or no meter any more). */
static void
days_by_norm(struct rtk_usage *out, enum rtk_cause cause, struct rtk_date from,
    struct rtk_date to)
{
	out->norm_from = from;
	out->norm_days = to.v - from.v + 1;
	out->norm_cause = cause;
}

/*
 * No valid reading: all days of the month, or those until a successor. True:
 * an average of some days.
 */
static bool
missing_month(struct rtk_usage *out, struct rtk_meter_state *state,
    const struct rtk_metering *in, const struct rtk_meter *meter,
    const struct rtk_gaps *gaps)
{
	struct rtk_date to = estimated_until(in, meter);
	int days = to.v - in->first.v + 1;
	const struct rtk_gap *gap = rtk_gap_on(gaps, to);
	bool part = to.v < in->last.v;

	begin_cause(state, in,
	    gap != NULL ? gap->cause : RTK_CAUSE_NO_READING, true);
	state->missed++;
	window_push(state, in);
	out->cause = state->cause;
	rtk_trace_missing(in, average_stands(state, in), state);
	if (average_stands(state, in)) {
		out->kind = RTK_AVERAGED;
		out->volume = average_of_days(state, in, days);
		add_estimate(state, in, out->volume);
		if (part)
			rtk_trace_out(in, days, out->volume);
	} else {
		out->kind = part ? RTK_MEASURED : RTK_NORM_DUE;
		state->by_norm = true;
		if (part)
			days_by_norm(out, state->cause, in->first, to);
	}
	/* by norm or by average before, without a meter behind */
	if (is_taken_away(in, meter) && part)
		days_by_norm(out, RTK_CAUSE_NONE,
		    out->norm_days > 0 ? in->first
				       : (struct rtk_date){to.v + 1},
		    in->last);
	return part && out->kind == RTK_AVERAGED;
}

/*
 * Days behind the last reading on which the meter is out already: the average
 * by days, with its estimate to come off, or the norm.
 */
static bool
days_out(struct rtk_usage *out, struct rtk_meter_state *state,
    const struct rtk_metering *in, const struct rtk_gap *gap)
{
	int days = gap->to.v - gap->from.v + 1;
	struct rtk_ratio volume;

	out->cause = state->cause;
	rtk_trace_missing(in, average_stands(state, in), state);
	if (!average_stands(state, in)) {
		state->by_norm = true;
		days_by_norm(out, state->cause, gap->from, gap->to);
		return false;
	}
	volume = average_of_days(state, in, days);
	rtk_trace_out(in, days, volume);
	add_estimate(state, in, volume);
	out->volume = rtk_ratio_reduce(rtk_ratio_add(out->volume, volume));
	return true;
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

/* What a month begins with: what was read, and when the meter is out. */
struct found {
	struct rtk_last_value now;
	struct rtk_gaps gaps;
};

/* A month with a reading: measured, and out behind it perhaps. */
static void
read_month(struct rtk_usage *out, struct rtk_meter_state *state,
    const struct rtk_metering *in, const struct rtk_meter *meter,
    const struct found *found)
{
	const struct rtk_last_value *now = &found->now;
	struct rtk_meter_state before = *state;
	bool parts[2] = {state->estimated.num != 0, false};
	bool away = in->estimates && in->runs && is_taken_away(in, meter);
	struct rtk_gap gap;

	if (in->estimates && in->runs && !away && !state->heir &&
	    rtk_gap_behind(&gap, &found->gaps, in, now->day)) {
		begin_cause(&before, in, gap.cause,
		    in->month->policies.value[RTK_AVERAGE_FIRST_PERIOD] ==
			RTK_FIRST_EVENT_MONTH);
		measured_month(out, state, in, meter, now);
		state->cause = before.cause;
		state->cause_count = before.cause_count;
		state->has_average = before.has_average;
		state->average = before.has_average ? before.average
						    : RTK_RATIO_ZERO;
		rtk_usage_take_back(out);
		parts[1] = out->kind == RTK_MEASURED &&
		    days_out(out, state, in, &gap);
	} else {
		measured_month(out, state, in, meter, now);
	}
	if (away && meter->removed.v < in->last.v)
		days_by_norm(out, RTK_CAUSE_NONE,
		    (struct rtk_date){meter->removed.v + 1}, in->last);
	rtk_trace_volume(in, meter, out, now, parts);
}

void
rtk_metering_month(struct rtk_usage *out, struct rtk_meter_state *state,
    const struct rtk_metering *in, const struct rtk_meter *meter,
    const struct rtk_reading_slice *readings)
{
	bool parts[2] = {false, false};
	struct found found;
	bool begins = meter->installed.v > in->first.v;

	*out = (struct rtk_usage){.kind = RTK_MEASURED,
	    .volume = RTK_RATIO_ZERO,
	    .counted = RTK_RATIO_ZERO,
	    .decimals = meter->decimals,
	    .heir = state->heir,
	    .since = begins && !state->heir ? meter->installed
					    : RTK_DATE_NONE};
	turn_of_year(state, in->period);
	rtk_gaps_find(&found.gaps, state, in, meter, readings);
	if (find_last_value(&found.now, state, in, meter,
		counting_reading(state, &found.gaps, readings))) {
		read_month(out, state, in, meter, &found);
		state->heir = false;
		return;
	}
	if (!in->estimates)
		unread_house(out, state, in, meter);
	else if (!begins && in->runs)
		parts[1] = missing_month(
		    out, state, in, meter, &found.gaps);
	else if (in->runs && !state->heir)
		/* its first, partial month: what ran comes with next reading */
		window_push(state, in);
	state->heir = false;
	rtk_trace_volume(in, meter, out, NULL, parts);
}
