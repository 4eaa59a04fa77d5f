#include "base/base.h"

#include "calc/house_meter.h"

#include "calc/hot_water.h"
#include "calc/quality.h"
#include "calc/temperature.h"

enum { DEGREE = 100 }; /* temperatures are in 1e-2 */

/* The month of a house while its meters are looked at. */
struct job {
	struct rtk_building_output *out;
	const struct rtk_building_input *in;
	bool season;
	int season_months; /* in a year */
	bool combined; /* a meter counts the hot water too */
	bool averaged; /* days without a meter were */
	bool due;      /* a meter is in its place */
	bool read;     /* some meter was */
	bool unread;   /* some was not */
	bool awaited;  /* one that must be read in every month was not */
	int norm_days; /* for which the average has run out */
	bool lost; /* the average cannot be found; it was told */
	struct rtk_ratio sum;
	int64_t indoor; /* t_вн, 1e-2 degrees */
	struct rtk_source indoor_from;
};

void
rtk_house_finding(struct rtk_building_output *out, enum rtk_fault fault,
    const char *detail)
{
	struct rtk_finding f = {.fault = fault, .blocking = true};

	for (size_t i = 0; i + 1 < sizeof(f.detail) && detail[i] != '\0'; i++)
		f.detail[i] = detail[i];
	rtk_output_finding(out, &f);
}

static bool
counts_heating(const struct rtk_meter_month *m)
{
	return m->meter.service == RTK_METER_HEATING ||
	    m->meter.service == RTK_COMBINED;
}

static void
trace(const struct job *job, const struct rtk_step *step)
{
	rtk_trace_step(job->in->trace, step);
}

/* --- days that no meter covered ---------------------------------------- */

bool
rtk_house_uncovered(struct rtk_date days[2], const struct rtk_month *month,
    const struct rtk_meter_month *m)
{
	bool out = m->usage.cause == RTK_CAUSE_METER;

	days[0] = month->first;
	days[1] = month->last;
	if (m->usage.heir && (m->old == NULL || !m->old->usage.due)) {
		days[1].v = m->meter.installed.v - 1;
		return days[0].v <= days[1].v;
	}
	if (m->usage.read && m->state.last_day.v >= days[0].v)
		days[0].v = m->state.last_day.v + 1;
	if (m->successor != NULL)
		days[1].v = m->successor->meter.installed.v - 1;
	else if (!out)
		return false;
	if (days[1].v > month->last.v)
		days[1] = month->last;
	return days[0].v <= days[1].v;
}

bool
rtk_house_before_it(
    const struct rtk_date days[2], const struct rtk_meter *meter)
{
	return days[1].v < meter->installed.v;
}

/* --- the average ------------------------------------------------------- */

/* Measured months of the heating season, and their heat. */
struct base {
	struct rtk_ratio volume;
	int64_t months;
	struct rtk_degree_days days;
};

/* The next month of the season back from *period. */
static int
season_month_before(
    const struct job *job, struct rtk_period *period, struct rtk_err *err)
{
	const struct rtk_heating_months *months;

	do {
		period->v--;
		if (rtk_heating_months_find(&months, job->in->month, *period,
			job->in->building->municipality, err) < 0)
			return -1;
	} while (!rtk_in_season(months, *period));
	return 0;
}

static void
add_to_base(struct base *base, const struct job *job, struct rtk_ratio volume,
    struct rtk_period p)
{
	struct rtk_date days[] = {rtk_period_first(p), rtk_period_last(p)};

	base->volume = rtk_ratio_reduce(rtk_ratio_add(base->volume, volume));
	base->months++;
	rtk_degree_days_add(&base->days, job->in->month->rows,
	    job->in->building->municipality, days);
}

/*
 * A season of months at most. The window of a house meter stands still while
 * it is out: its newest month is as many months of the season back as were
 * missed.
 */
static int
find_base(struct base *base, const struct job *job,
    const struct rtk_meter_state *state, struct rtk_err *err)
{
	struct rtk_period p = job->in->month->period;

	*base = (struct base){.volume = RTK_RATIO_ZERO,
	    .days = {.gap = RTK_DATE_NONE}};
	for (int i = 0; i < state->missed; i++)
		if (season_month_before(job, &p, err) < 0)
			return -1;
	for (int i = 0; i < state->window_count; i++) {
		if ((state->measured >> i & 1) != 0)
			add_to_base(base, job, state->window[i], p);
		if (base->months == job->season_months)
			break;
		if (i + 1 < state->window_count &&
		    season_month_before(job, &p, err) < 0)
			return -1;
	}
	return 0;
}

static void
trace_mean(const struct job *job, const char *symbol, const char *text,
    const struct rtk_degree_days *days)
{
	struct rtk_step step = {.symbol = symbol,
	    .text = text,
	    .value = rtk_ratio(days->outdoor, days->days),
	    .scale = 2,
	    .unit = "°C",
	    .source = {RTK_FROM_TEMPERATURE, days->last}};

	trace(job, &step);
}

static void
trace_days(const struct job *job, const char *symbol, const char *text,
    int64_t days)
{
	struct rtk_step step = {
	    .symbol = symbol, .text = text, .value = rtk_ratio(days, 1)};

	trace(job, &step);
}

static void
trace_base(const struct job *job, const struct base *base, int64_t meter)
{
	struct rtk_step step = {.clause = "п. 59(1)",
	    .symbol = "ΣV_base",
	    .text = "measured in the last months of heating",
	    .value = base->volume,
	    .scale = RTK_MICRO_SCALE,
	    .unit = "Gcal",
	    .source = {RTK_FROM_STATE, meter}};

	trace(job, &step);
}

static void
trace_by_temperature(const struct job *job, const struct base *base,
    const struct rtk_degree_days *now, struct rtk_ratio volume)
{
	struct rtk_step step = {.symbol = "t_вн",
	    .text = "indoor norm of the building",
	    .value = rtk_ratio(job->indoor, 1),
	    .scale = 2,
	    .unit = "°C",
	    .source = job->indoor_from};

	trace_days(job, "Σdays_base", "their days of heating",
	    base->days.days);
	trace_mean(job, "t_нв,base", "their mean outdoor temperature",
	    &base->days);
	trace_days(job, "days_m", "days of heating without a meter",
	    now->days);
	trace_mean(job, "t_нв,m", "their mean outdoor temperature", now);
	trace(job, &step);
	step = (struct rtk_step){.symbol = "V_Д,avg",
	    .text = "average instead of the house meter",
	    .formula = "V_Д,avg = ΣV_base / Σdays_base * days_m"
		       " * (t_вн - t_нв,m) / (t_вн - t_нв,base)",
	    .value = volume,
	    .scale = RTK_MICRO_SCALE,
	    .unit = "Gcal"};
	trace(job, &step);
}

/* A temperature that is not known: the building waits for it. */
static bool
temperatures_known(struct job *job, const struct base *base,
    const struct rtk_degree_days *now)
{
	struct rtk_date gap =
	    rtk_date_is_none(now->gap) ? base->days.gap : now->gap;
	char text[RTK_DATE_TEXT];

	if (rtk_date_is_none(gap) &&
	    rtk_degree_days_sum(&base->days, job->indoor) > 0)
		return true;
	rtk_house_finding(job->out, RTK_E_BUILDING_NO_TEMPERATURE,
	    rtk_date_text(text, gap));
	job->lost = true;
	return false;
}

/* t_вн: of the building, else of the Rules. */
static int
find_indoor(struct job *job, struct rtk_err *err)
{
	const struct rtk_building *b = job->in->building;
	struct rtk_qualities q;

	if (b->indoor_norm != RTK_NO_DEGREES) {
		job->indoor = (int64_t)b->indoor_norm * DEGREE;
		job->indoor_from =
		    (struct rtk_source){RTK_FROM_BUILDING, b->id};
		return 0;
	}
	if (rtk_qualities_load(&q, job->in->month, err) < 0)
		return -1;
	job->indoor = q.value[RTK_Q_INDOOR] / (RTK_MICRO / DEGREE);
	job->indoor_from =
	    (struct rtk_source){RTK_FROM_QUALITY, q.id[RTK_Q_INDOOR]};
	return 0;
}

/* V = ΣV_base * degree-days of the days / degree-days of the base. */
static int
by_temperature(struct rtk_ratio *out, struct job *job,
    const struct base *base, const struct rtk_date days[2],
    struct rtk_err *err)
{
	struct rtk_degree_days now = {.gap = RTK_DATE_NONE};

	*out = RTK_RATIO_ZERO;
	if (find_indoor(job, err) < 0)
		return -1;
	rtk_degree_days_add(&now, job->in->month->rows,
	    job->in->building->municipality, days);
	if (!temperatures_known(job, base, &now))
		return 0;
	*out = rtk_ratio_reduce(rtk_ratio_div_int(
	    rtk_ratio_mul_int(
		base->volume, rtk_degree_days_sum(&now, job->indoor)),
	    rtk_degree_days_sum(&base->days, job->indoor)));
	if (now.days > 0)
		trace_by_temperature(job, base, &now, *out);
	return 0;
}

/* The average month of the season, by calendar days. */
static struct rtk_ratio
by_plain_month(
    struct job *job, const struct base *base, const struct rtk_date days[2])
{
	int64_t count = days[1].v - days[0].v + 1;
	struct rtk_step step = {.symbol = "V_Д,avg",
	    .text = "average instead of the house meter",
	    .formula = "V_Д,avg = ΣV_base / n_base * days_m / days",
	    .scale = RTK_MICRO_SCALE,
	    .unit = "Gcal"};

	step.value = rtk_ratio_reduce(rtk_ratio_div_int(
	    rtk_ratio_mul_int(base->volume, count),
	    base->months * job->in->month->days));
	trace_days(job, "n_base", "months of them", base->months);
	trace_days(job, "days_m", "days without a meter", count);
	trace(job, &step);
	return step.value;
}

/* --- V_Д --------------------------------------------------------------- */

/* More whole months of the season without it than there is an average for. */
static bool
has_run_out(const struct job *job, const struct rtk_meter_month *m,
    const struct rtk_date days[2])
{
	int64_t max = job->in->month->policies.value[RTK_HOUSE_AVERAGE_PERIODS];
	bool part = days[1].v < job->in->month->last.v;

	return m->state.missed - part > max / RTK_MICRO;
}

/* What stands for the meter on these days; by norm: job->norm_days. */
static int
estimate(struct job *job, struct rtk_meter_month *m,
    const struct rtk_date days[2], struct rtk_err *err)
{
	const int64_t *policy = job->in->month->policies.value;
	/* a combined meter counts water, which no frost makes more */
	bool plain = m->meter.service == RTK_COMBINED ||
	    policy[RTK_HOUSE_AVERAGE] == RTK_PLAIN_MONTH;
	struct rtk_ratio volume;
	struct base base;

	if (find_base(&base, job, &m->state, err) < 0)
		return -1;
	if (base.months < policy[RTK_AVERAGE_MONTHS_MIN] / RTK_MICRO ||
	    has_run_out(job, m, days)) {
		m->usage.kind = RTK_NORM_DUE;
		if (days[1].v - days[0].v >= job->norm_days)
			job->norm_days = days[1].v - days[0].v + 1;
		return 0;
	}
	m->usage.kind = RTK_AVERAGED;
	job->averaged = true;
	trace_base(job, &base, m->meter.id);
	if (plain)
		volume = by_plain_month(job, &base, days);
	else if (by_temperature(&volume, job, &base, days, err) < 0)
		return -1;
	if (!rtk_house_before_it(days, &m->meter))
		m->state.estimated =
		    rtk_ratio_reduce(rtk_ratio_add(m->state.estimated, volume));
	job->sum = rtk_ratio_reduce(rtk_ratio_add(job->sum, volume));
	return 0;
}

static int
add_meter(struct job *job, struct rtk_meter_month *m, struct rtk_err *err)
{
	struct rtk_date days[2];

	if (!counts_heating(m) || !m->usage.due)
		return 0;
	job->due = true;
	job->combined = job->combined || m->meter.service == RTK_COMBINED;
	job->read = job->read || m->usage.read;
	if (m->usage.read)
		job->sum = rtk_ratio_reduce(
		    rtk_ratio_add(job->sum, m->usage.volume));
	if (job->season && rtk_house_uncovered(days, job->in->month, m))
		return estimate(job, m, days, err);
	if (m->usage.read)
		return 0;
	job->unread = true;
	/* its hot water of the summer would come into October as heating */
	job->awaited = job->awaited || job->season ||
	    (m->meter.service == RTK_COMBINED &&
		m->usage.cause != RTK_CAUSE_METER);
	return 0;
}

/* V_Д = V_total - V_hot * q (calculation 1.9). */
static int
take_hot_water_off(struct job *job, bool *enough, struct rtk_err *err)
{
	struct rtk_ratio water = job->out->figures.hot_water;
	struct rtk_step step = {.symbol = "V_total",
	    .text = "heating and hot water by one meter",
	    .value = job->sum,
	    .scale = RTK_MICRO_SCALE,
	    .unit = "Gcal"};
	const struct rtk_norm_row *q;

	if (rtk_hot_water_heat(&q, job->in, err) < 0)
		return -1;
	trace(job, &step);
	step.symbol = "V_hot";
	step.text = "hot water of the house";
	step.value = water;
	step.unit = "m3";
	trace(job, &step);
	step = (struct rtk_step){.clause = "п. 42(1), 54",
	    .symbol = "q",
	    .text = "norm of heat for one m3 of hot water",
	    .value = rtk_ratio(q->value.v, 1),
	    .scale = RTK_NORM_SCALE,
	    .unit = "Gcal/m3",
	    .source = {RTK_FROM_NORM, q->id}};
	trace(job, &step);
	job->sum = rtk_ratio_reduce(rtk_ratio_sub(job->sum,
	    rtk_ratio_mul(water, rtk_ratio(q->value.v, RTK_NORM_ONE))));
	*enough = job->sum.num >= 0;
	return 0;
}

static enum rtk_house_volume_kind
kind_of(struct job *job)
{
	if (!job->due)
		return RTK_HOUSE_UNMETERED;
	if (job->awaited)
		rtk_house_finding(job->out, RTK_E_BUILDING_NO_READING, "");
	/* what one of two counted in summer is paid then */
	if (job->awaited || job->lost || (job->unread && !job->read))
		return RTK_HOUSE_NOTHING;
	/* in summer a combined meter counts hot water and its losses alone */
	if (job->combined && !job->season)
		return RTK_HOUSE_NOTHING;
	return job->norm_days > 0 ? RTK_HOUSE_BY_NORM : RTK_HOUSE_VOLUME;
}

int
rtk_house_volume(struct rtk_house_volume *found,
    struct rtk_building_output *out, const struct rtk_building_input *in,
    struct rtk_err *err)
{
	struct job job = {.out = out, .in = in, .sum = RTK_RATIO_ZERO};
	const struct rtk_heating_months *months;
	bool enough = true;

	if (rtk_heating_months_find(&months, in->month, in->month->period,
		in->building->municipality, err) < 0)
		return -1;
	job.season = rtk_in_season(months, in->month->period);
	job.season_months = __builtin_popcount(months->months);
	for (size_t i = 0; i < in->house_meter_count; i++)
		if (add_meter(&job, &in->house_meters[i], err) < 0)
			return -1;
	found->kind = kind_of(&job);
	if (found->kind == RTK_HOUSE_VOLUME && job.combined &&
	    take_hot_water_off(&job, &enough, err) < 0)
		return -1;
	if (!enough) {
		rtk_house_finding(out, RTK_E_BUILDING_COMBINED_LESS, "");
		found->kind = RTK_HOUSE_NOTHING;
	}
	found->volume = job.sum;
	found->formula = job.combined ? "V_Д = V_total - V_hot * q"
	    : !job.averaged           ? "V_Д = ΣV_house"
	    : job.read                ? "V_Д = ΣV_house + ΣV_Д,avg"
				      : "V_Д = ΣV_Д,avg";
	found->norm_days = job.norm_days;
	return 0;
}

void
rtk_house_remember_norm(
    const struct rtk_building_input *in, struct rtk_ratio volume)
{
	for (size_t i = 0; i < in->house_meter_count; i++) {
		struct rtk_meter_month *m = &in->house_meters[i];
		struct rtk_date days[2];

		if (!counts_heating(m) || m->usage.kind != RTK_NORM_DUE)
			continue;
		if (rtk_house_uncovered(days, in->month, m) &&
		    rtk_house_before_it(days, &m->meter))
			continue;
		m->state.by_norm = true;
		m->state.estimated = rtk_ratio_reduce(
		    rtk_ratio_add(m->state.estimated, volume));
		return;
	}
}
