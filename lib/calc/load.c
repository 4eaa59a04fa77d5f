#include "base/base.h"

#include "calc/load.h"

#include "calc/house_meter.h"
#include "calc/temperature.h"

/* The month of the building. */
struct job {
	struct rtk_building_output *out;
	const struct rtk_building_input *in;
	const struct rtk_contract *contract;
	const struct rtk_heating_months *months;
	bool season;
	bool heated; /* in the season, or on some day by the temperatures */
	struct rtk_degree_days days; /* of heating in the month */
	bool metered;                /* a meter is due */
	bool read;                   /* something was measured */
	bool by_load;                /* all of the month */
	bool lost;                   /* a temperature is missing; it was told */
	struct rtk_ratio sum;
	enum rtk_formula formula;
	const char *words; /* Q by the symbols of the trace */
};

static void
step(const struct job *job, const struct rtk_step *s)
{
	rtk_trace_step(job->in->trace, s);
}

enum { DEGREE_SCALE = 2 };

static void
trace_contract(const struct job *job, const char *symbol, const char *text,
    int64_t value, int scale)
{
	struct rtk_step s = {.symbol = symbol,
	    .text = text,
	    .value = rtk_ratio(value, 1),
	    .scale = scale,
	    .unit = scale == DEGREE_SCALE ? "°C" : "",
	    .source = {RTK_FROM_CONTRACT, job->contract->id}};

	step(job, &s);
}

static void
trace_indoor(const struct job *job)
{
	trace_contract(job, "t_вн", "temperature inside", job->contract->indoor,
	    DEGREE_SCALE);
}

static void
trace_days(const struct job *job, const char *count, const char *mean,
    const struct rtk_degree_days *days, const char *text)
{
	struct rtk_step s = {
	    .symbol = count, .text = text, .value = rtk_ratio(days->days, 1)};

	step(job, &s);
	if (days->days == 0)
		return;
	s = (struct rtk_step){.symbol = mean,
	    .text = "their mean outdoor temperature",
	    .value = rtk_ratio(days->outdoor, days->days),
	    .scale = DEGREE_SCALE,
	    .unit = "°C",
	    .source = {RTK_FROM_TEMPERATURE, days->last}};
	step(job, &s);
}

static void
trace_heat(const struct job *job, const char *symbol, const char *text,
    const char *formula, struct rtk_ratio value)
{
	struct rtk_step s = {.symbol = symbol,
	    .text = text,
	    .formula = formula,
	    .value = value,
	    .scale = RTK_MICRO_SCALE,
	    .unit = "Gcal"};

	step(job, &s);
}

static void
add(struct rtk_ratio *sum, struct rtk_ratio part)
{
	*sum = rtk_ratio_reduce(rtk_ratio_add(*sum, part));
}

/* Σ(t_вн - t_нв) of the days of heating, not below zero. */
static int64_t
degrees(const struct job *job, const struct rtk_degree_days *days)
{
	int64_t sum = rtk_degree_days_sum(days, job->contract->indoor);

	return sum > 0 ? sum : 0;
}

/* Whether all days are known; outside the season one may be missing. */
static bool
known(struct job *job, const struct rtk_degree_days *days)
{
	char text[RTK_DATE_TEXT];

	if (!job->season || rtk_date_is_none(days->gap))
		return true;
	if (!job->lost)
		rtk_house_finding(job->out, RTK_E_CONTRACT_NO_TEMPERATURE,
		    rtk_date_text(text, days->gap));
	job->lost = true;
	return false;
}

static struct rtk_degree_days
days_of(const struct job *job, struct rtk_date from, struct rtk_date to)
{
	const struct rtk_date days[] = {from, to};
	struct rtk_degree_days found = {.gap = RTK_DATE_NONE,
	    .cut = true,
	    .coldest = job->contract->coldest,
	    .warmest = job->contract->warmest};

	rtk_degree_days_add(&found, job->in->month->rows,
	    job->in->building->municipality, days);
	return found;
}

/* --- by load ----------------------------------------------------------- */

/* Q_p * h * Σ(t_вн - t_нв) / (t_вн - t_нв.р): T_h are h hours a day. */
static struct rtk_ratio
heat_by_load(const struct job *job, const struct rtk_degree_days *days)
{
	const struct rtk_contract *c = job->contract;
	struct rtk_ratio hour = rtk_ratio_div_int(
	    rtk_ratio(c->load.v, 1), (int64_t)c->indoor - c->design);

	return rtk_ratio_reduce(rtk_ratio_mul_int(
	    rtk_ratio_mul_int(hour, c->hours), degrees(job, days)));
}

/* п. 120: without automatic control a day beyond the cut counts as the cut. */
static void
trace_cut(const struct job *job)
{
	const struct rtk_contract *c = job->contract;

	if (c->coldest != INT32_MIN)
		trace_contract(job, "t_min", "colder days count as this one",
		    c->coldest, DEGREE_SCALE);
	if (c->warmest != INT32_MAX)
		trace_contract(job, "t_max", "warmer days count as this one",
		    c->warmest, DEGREE_SCALE);
}

static void
trace_load(const struct job *job)
{
	const struct rtk_contract *c = job->contract;
	struct rtk_step hours = {.symbol = "T_h",
	    .text = "hours of heating in the month",
	    .formula = "T_h = n * h",
	    .value = rtk_ratio(job->days.days * c->hours, 1)};
	struct rtk_step law = {.clause = "п. 118",
	    .text = "by contract load and outdoor temperature"};

	step(job, &law);
	trace_contract(job, "Q_p", "contract load, Gcal an hour", c->load.v,
	    RTK_MICRO_SCALE);
	trace_indoor(job);
	trace_contract(job, "t_нв.р", "design temperature outside", c->design,
	    DEGREE_SCALE);
	trace_contract(job, "h", "hours of heating a day", c->hours, 0);
	trace_cut(job);
	trace_days(job, "n", "t_нв", &job->days, "days of heating");
	step(job, &hours);
}

/*
 * Without a meter, or with one that is out for too long, all of the month
 * goes by load. What a meter (NULL: none) may have counted on days that it
 * did not show comes off its next reading.
 */
static void
all_by_load(struct job *job, struct rtk_meter_month *m,
    const struct rtk_degree_days *unshown)
{
	job->by_load = true;
	if (!known(job, &job->days))
		return;
	job->sum = heat_by_load(job, &job->days);
	job->formula = RTK_F_LOAD;
	job->words = degrees(job, &job->days) > 0
	    ? "Q = Q_p * (t_вн - t_нв) / (t_вн - t_нв.р) * T_h"
	    : "Q = 0";
	trace_load(job);
	if (m != NULL)
		add(&m->state.estimated, heat_by_load(job, unshown));
}

/* --- by the days with the meter ---------------------------------------- */

/*
 * п. 121: Q of a day at work, at the temperature of the days without; those
 * before the meter came are in no reading of it.
 */
static bool
by_working_days(struct job *job, struct rtk_meter_month *m,
    const struct rtk_degree_days *down, bool before)
{
	const struct rtk_usage *u = &m->usage;
	struct rtk_degree_days work =
	    days_of(job, u->counted_from, m->state.last_day);
	struct rtk_step law = {.clause = "п. 121",
	    .text = "days without the meter by its days at work"};
	struct rtk_ratio heat;

	if (!known(job, &work) || !known(job, down) || degrees(job, &work) == 0)
		return false;
	heat = rtk_ratio_reduce(
	    rtk_ratio_div_int(rtk_ratio_mul_int(u->counted, degrees(job, down)),
		degrees(job, &work)));
	step(job, &law);
	trace_heat(
	    job, "Q_work", "counted in the days at work", NULL, u->counted);
	trace_days(job, "n_work", "t_work", &work, "days at work");
	trace_days(job, "n_down", "t_down", down, "days without the meter");
	trace_indoor(job);
	trace_heat(job, "Q_down", "heat of the days without the meter",
	    heat.num > 0 ? "Q_down = Q_work / n_work * (t_вн - t_down)"
			   " / (t_вн - t_work) * n_down"
			 : "Q_down = 0",
	    heat);
	if (!before)
		add(&m->state.estimated, heat);
	add(&job->sum, heat);
	job->formula = RTK_F_WORKING_DAYS;
	job->words = "Q = ΣV_house + Q_down";
	return true;
}

/* The month that was measured last, if all since then was one season. */
static bool
last_measured(struct rtk_date days[2], const struct job *job,
    const struct rtk_meter_state *state)
{
	struct rtk_period p = job->in->month->period;

	if (state->window_count == 0 || (state->measured & 1) == 0)
		return false;
	for (int i = 0; i < state->missed; i++) {
		p.v--;
		if (!rtk_in_season(job->months, p))
			return false;
	}
	days[0] = rtk_period_first(p);
	days[1] = rtk_period_last(p);
	return true;
}

/* п. 122: no report: the last measured month at this month's temperature. */
static bool
by_last_month(struct job *job, struct rtk_meter_month *m)
{
	struct rtk_step law = {
	    .clause = "п. 122", .text = "no report: by the month before"};
	struct rtk_degree_days before;
	struct rtk_date days[2];
	struct rtk_ratio heat;

	if (!last_measured(days, job, &m->state))
		return false;
	before = days_of(job, days[0], days[1]);
	if (!known(job, &before) || !known(job, &job->days) ||
	    degrees(job, &before) == 0)
		return false;
	heat = rtk_ratio_reduce(rtk_ratio_div_int(
	    rtk_ratio_mul_int(m->state.window[0], degrees(job, &job->days)),
	    degrees(job, &before)));
	step(job, &law);
	trace_heat(job, "Q_prev", "counted in the month measured last", NULL,
	    m->state.window[0]);
	trace_days(job, "n_prev", "t_prev", &before, "its days of heating");
	trace_days(job, "n", "t_нв", &job->days, "days of heating");
	trace_indoor(job);
	trace_heat(job, "Q_report", "heat instead of the report",
	    heat.num > 0 ? "Q_report = Q_prev / n_prev * (t_вн - t_нв)"
			   " / (t_вн - t_prev) * n"
			 : "Q_report = 0",
	    heat);
	add(&m->state.estimated, heat);
	add(&job->sum, heat);
	job->formula = RTK_F_LAST_MONTH;
	job->words = "Q = ΣV_house + Q_report";
	return true;
}

/* --- the meters -------------------------------------------------------- */

/* Adds what the meter and its days give; else all goes by load. */
static void
add_meter(struct job *job, struct rtk_meter_month *m)
{
	int64_t max = job->in->month->policies.value[RTK_METER_OUT_DAYS];
	struct rtk_degree_days down, unshown;
	struct rtk_date days[2];
	bool before;

	job->metered = true;
	job->read = job->read || m->usage.read;
	if (m->usage.read)
		add(&job->sum, m->usage.volume);
	if (!job->heated)
		return;
	if (rtk_house_uncovered(days, job->in->month, m)) {
		before = rtk_house_before_it(days, &m->meter);
		down = days_of(job, days[0], days[1]);
		unshown = before
		    ? days_of(job, m->meter.installed, job->in->month->last)
		    : down;
		if (!m->usage.read ||
		    days[1].v - days[0].v + 1 > max / RTK_MICRO ||
		    !by_working_days(job, m, &down, before))
			all_by_load(
			    job, before && m->usage.read ? NULL : m, &unshown);
	} else if (!m->usage.read && !by_last_month(job, m)) {
		all_by_load(job, m, &job->days);
	}
}

static void
add_meters(struct job *job, struct rtk_meter_month *meters, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (meters[i].meter.service != RTK_METER_HOT_WATER &&
		    meters[i].usage.due && !job->by_load)
			add_meter(job, &meters[i]);
}

/* A meter of heating and hot water says nothing of heating alone. */
static bool
has_combined(const struct rtk_building_input *in)
{
	for (size_t i = 0; i < in->house_meter_count; i++)
		if (in->house_meters[i].meter.service == RTK_COMBINED &&
		    in->house_meters[i].usage.due &&
		    in->premises[0].now->hot_water)
			return true;
	return false;
}

static enum rtk_method
method_of(const struct job *job)
{
	return job->formula == RTK_F_METER_1034 ? RTK_BY_METER
						: RTK_BY_CALCULATION;
}

int
rtk_load_volume(struct rtk_building_output *out,
    const struct rtk_building_input *in, struct rtk_err *err)
{
	struct rtk_premises *p = &in->premises[0];
	struct job job = {.out = out,
	    .in = in,
	    .contract = rtk_contract_load(in),
	    .sum = RTK_RATIO_ZERO,
	    .formula = RTK_F_METER_1034,
	    .words = "Q = ΣV_house"};

	RTK_ASSERT(job.contract != NULL);
	if (rtk_heating_months_find(&job.months, in->month, in->month->period,
		in->building->municipality, err) < 0)
		return -1;
	if (has_combined(in)) {
		rtk_house_finding(out, RTK_E_CONTRACT_COMBINED, "");
		return 0;
	}
	job.season = rtk_in_season(job.months, in->month->period);
	job.days = days_of(&job, in->month->first, in->month->last);
	job.heated = job.season || job.days.days > 0;
	add_meters(&job, in->house_meters, in->house_meter_count);
	add_meters(&job, p->meters, p->meter_count);
	if (!job.metered && job.heated)
		all_by_load(&job, NULL, NULL);
	p->heating_due = !job.lost && (job.read || job.heated);
	p->individual = job.sum;
	p->common = RTK_RATIO_ZERO;
	p->formula = job.formula;
	p->method = method_of(&job);
	trace_heat(&job, "Q", "heat of the month", job.words, job.sum);
	return 0;
}
