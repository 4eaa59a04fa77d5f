#include "base/base.h"

#include "calc/building.h"

#include "calc/allocators.h"
#include "calc/buyer.h"
#include "calc/catch_up.h"
#include "calc/common_water.h"
#include "calc/heat_lines.h"
#include "calc/heating.h"
#include "calc/heating_even.h"
#include "calc/hot_water.h"
#include "calc/load.h"
#include "calc/meter_pairs.h"
#include "calc/parties.h"
#include "calc/reduction.h"
#include "calc/rooms.h"
#include "calc/unauthorised.h"
#include "calc/year.h"

/* --- metering ---------------------------------------------------------- */

/* In place, or gone and no successor there yet: п. 59 (а) runs on. */
static bool
takes_part(const struct rtk_meter *meter, const struct rtk_metering *in)
{
	bool succeeded =
	    !rtk_date_is_none(in->successor) && in->successor.v <= in->first.v;

	if (rtk_meter_active(meter, in))
		return true;
	return meter->installed.v <= in->last.v && !succeeded &&
	    (meter->reason == RTK_FAILED || meter->reason == RTK_LOST);
}

/* Periods that counted between the installation and the first one known. */
static int
missed_before(const struct rtk_building_input *in,
    const struct rtk_meter *meter, struct rtk_period period, int *missed,
    struct rtk_err *err)
{
	struct rtk_period p = {rtk_period_of(meter->installed).v};

	*missed = 0;
	if (p.v < 0)
		p.v = 0;
	else if (meter->installed.v > rtk_period_first(p).v)
		p.v++;
	if (meter->service == RTK_METER_HOT_WATER) {
		*missed = period.v > p.v ? period.v - p.v : 0;
		return 0;
	}
	for (; p.v < period.v; p.v++) {
		const struct rtk_heating_months *months;

		if (rtk_heating_months_find(&months, in->month, p,
			in->building->municipality, err) < 0)
			return -1;
		*missed += rtk_in_season(months, p);
	}
	return 0;
}

struct metering_job {
	const struct rtk_building_input *in;
	struct rtk_metering context;
	bool in_season;
	bool by_contract; /* heat: estimates are not those of the Rules */
	const struct rtk_premises *premises; /* NULL: meters of the house */
};

/* A new meter: its initial value, or what its predecessor went through. */
static int
begin_state(const struct metering_job *job, struct rtk_meter_month *m,
    const struct rtk_meter_month *old, struct rtk_err *err)
{
	int64_t months =
	    job->in->month->policies.value[RTK_AVERAGE_MONTHS] / RTK_MICRO;
	int missed;

	if (missed_before(
		job->in, &m->meter, job->context.period, &missed, err) < 0)
		return -1;
	rtk_meter_state_init(&m->state, &m->meter, missed);
	/* no average looks further back */
	if (m->state.window_count > months)
		m->state.window_count = (int32_t)months;
	/* what a house meter missed is opened when it is read */
	if (!job->context.estimates)
		m->state.window_count = 0;
	if (old != NULL && old->has_state)
		rtk_meter_state_inherit(&m->state, &old->state);
	/* what ran on days without any is of no year */
	if (old != NULL && m->meter.installed.v > old->meter.removed.v + 1)
		m->state.year_from_december = false;
	/* it went in an earlier month: there were days without any */
	if (job->context.estimates && old != NULL &&
	    old->usage.kind == RTK_NO_METER)
		m->state.heir = false;
	if (m->state.heir && old != NULL && !job->context.estimates)
		rtk_meter_state_skip(&m->state, &job->context,
		    old->state.missed +
			(job->in_season && !old->usage.due));
	m->has_state = true;
	return 0;
}

/* The newest act of no access that touches the period. */
static const struct rtk_act *
no_access_of(const struct metering_job *job, const struct rtk_meter *meter)
{
	const struct rtk_premises *p = job->premises;
	const struct rtk_metering *in = &job->context;
	const struct rtk_act *found = NULL;

	for (size_t i = 0; p != NULL && i < p->act_count; i++) {
		const struct rtk_act *act = &p->acts[i];

		if (act->kind == RTK_ACT_NO_ACCESS &&
		    act->service == meter->service &&
		    act->from.v <= in->last.v &&
		    (rtk_date_is_none(act->to) || act->to.v >= in->first.v))
			found = act;
	}
	return found;
}

/* The meter is of the account that is explained, or of the party beside it. */
static const struct rtk_trace *
trace_of(const struct metering_job *job, const struct rtk_meter *meter)
{
	const struct rtk_building_input *in = job->in;
	const struct rtk_premises *p = job->premises;

	if (p == NULL)
		return job->context.trace;
	if (in->trace == NULL || job->context.period.v != in->month->period.v)
		return NULL;
	if (p->part && p->now->account != in->traced &&
	    !rtk_parties_share(p, in->traced, in, meter->service))
		return NULL;
	return p->part ? in->trace : rtk_trace_for(in, p);
}

static int
meter_one(const struct metering_job *job, struct rtk_meter_month *m,
    const struct rtk_meter_month *old, struct rtk_date successor,
    struct rtk_err *err)
{
	struct metering_job own = *job;
	struct rtk_metering context;

	own.context.successor = successor;
	own.context.no_access = no_access_of(job, &m->meter);
	own.context.trace = trace_of(job, &m->meter);
	if (job->by_contract && m->meter.service == RTK_METER_HEATING)
		own.context.estimates = false;
	context = own.context;
	if (!takes_part(&m->meter, &context))
		return 0;
	if (!m->has_state && begin_state(&own, m, old, err) < 0)
		return -1;
	context.runs =
	    m->meter.service != RTK_METER_HEATING || job->in_season;
	rtk_metering_month(
	    &m->usage, &m->state, &context, &m->meter, &m->readings);
	/* a house meter counts from the month after it was commissioned */
	m->usage.due = !context.estimates &&
	    (m->usage.heir || m->meter.installed.v < context.first.v);
	return 0;
}

/* Older meters first, so that a successor finds the volumes it takes over. */
static int
meter_all(const struct metering_job *job, struct rtk_meter_month *meters,
    size_t count, struct rtk_err *err)
{
	int old_of[RTK_METERS_MAX];

	for (size_t i = 0; i < count; i++) {
		meters[i].usage = (struct rtk_usage){
		    .volume = RTK_RATIO_ZERO, .since = RTK_DATE_NONE};
		meters[i].old = meters[i].successor = NULL;
	}
	if (count == 1)
		return meter_one(job, meters, NULL, RTK_DATE_NONE, err);
	rtk_meters_pair(old_of, meters, count);
	for (int i = rtk_meters_next_installed(meters, count, -1); i >= 0;
	     i = rtk_meters_next_installed(meters, count, i)) {
		const struct rtk_meter_month *old =
		    old_of[i] >= 0 ? &meters[old_of[i]] : NULL;

		meters[i].old = old;
		if (old != NULL)
			meters[old_of[i]].successor = &meters[i];
		if (meter_one(job, &meters[i], old,
			rtk_meters_succeeded_on(
			    meters, old_of, count, (size_t)i),
			err) < 0)
			return -1;
	}
	return 0;
}

/* A meter of the service is in place on the last day. */
static bool
stays_metered(const struct rtk_premises *p, enum rtk_meter_service service,
    struct rtk_date last)
{
	for (size_t i = 0; i < p->meter_count; i++) {
		const struct rtk_meter *m = &p->meters[i].meter;

		if (m->service == service && m->installed.v <= last.v &&
		    (rtk_date_is_none(m->removed) || m->removed.v > last.v))
			return true;
	}
	return false;
}

/* The meters of one service of an account together. */
static struct rtk_usage
usage_of(const struct rtk_premises *p, enum rtk_meter_service service,
    struct rtk_date last)
{
	struct rtk_usage sum = {.kind = RTK_NO_METER,
	    .volume = RTK_RATIO_ZERO,
	    .since = RTK_DATE_NONE};

	for (size_t i = 0; i < p->meter_count; i++)
		if (p->meters[i].meter.service == service)
			rtk_usage_add(&sum, &p->meters[i].usage);
	/* one was taken away and another one goes on: nothing by norm */
	if (sum.norm_days > 0 && sum.norm_cause == RTK_CAUSE_NONE &&
	    stays_metered(p, service, last))
		sum.norm_days = 0;
	return sum;
}

static void
premises_usages(struct rtk_premises *p, struct rtk_date last)
{
	p->hot_water = usage_of(p, RTK_METER_HOT_WATER, last);
	p->heating = usage_of(p, RTK_METER_HEATING, last);
	if (p->former != NULL)
		rtk_parties_join(p);
	/* a heat meter counts from its first full month (section 5) */
	if (!rtk_date_is_none(p->heating.since))
		p->heating.kind = RTK_NO_METER;
	/* and heat has no norm by days: the month is one without a meter */
	if (p->heating.norm_days > 0 &&
	    p->heating.norm_cause != RTK_CAUSE_NONE)
		p->heating.kind = RTK_NORM_DUE;
}

static bool
is_residential(const struct rtk_premises *p)
{
	return p->now->kind != RTK_NONRESIDENTIAL &&
	    p->now->kind != RTK_PARKING;
}

static int
meter_premises(
    struct metering_job *job, struct rtk_premises *p, struct rtk_err *err)
{
	job->premises = p;
	job->context.residential = is_residential(p);
	if (p->meter_count > 0 &&
	    meter_all(job, p->meters, p->meter_count, err) < 0)
		return -1;
	premises_usages(p, job->context.last);
	return 0;
}

int
rtk_building_metering(const struct rtk_building_input *in,
    struct rtk_period period, struct rtk_err *err)
{
	const struct rtk_heating_months *months;
	struct metering_job job = {.in = in,
	    .context = {.month = in->month,
		.period = period,
		.first = rtk_period_first(period),
		.last = rtk_period_last(period)}};

	if (rtk_heating_months_find(&months, in->month, period,
		in->building->municipality, err) < 0)
		return -1;
	job.in_season = rtk_in_season(months, period);
	if (period.v == in->month->period.v)
		job.context.trace = in->trace;
	if (in->house_meter_count > 0 &&
	    meter_all(&job, in->house_meters, in->house_meter_count, err) < 0)
		return -1;
	job.context.estimates = true;
	job.by_contract = rtk_contract_load(in) != NULL;
	for (size_t i = 0; i < in->former_count; i++)
		if (meter_premises(&job, &in->formers[i], err) < 0)
			return -1;
	for (size_t i = 0; i < in->premises_count; i++)
		if (meter_premises(&job, &in->premises[i], err) < 0)
			return -1;
	if (period.v == in->month->period.v) {
		rtk_rooms_share_meters(in, RTK_METER_HOT_WATER);
		rtk_rooms_share_meters(in, RTK_METER_HEATING);
	}
	return 0;
}

/* --- lines ------------------------------------------------------------- */

/* What the lines of a building need, each for its part. */
struct charging {
	struct rtk_heat_rules heat;
	struct rtk_hot_water_rules water;
	struct rtk_reduction_rules reductions;
};

/* Its heat is that of the premises, and split with the party behind it. */
static bool
is_former(const struct rtk_premises *p)
{
	return p->part && p->former == NULL;
}

/* The lines of a premises, or the hot water of the party that left it. */
static int
lines_of(struct charging *c, struct rtk_premises *p, struct rtk_err *err)
{
	struct rtk_building_output *out = c->heat.out;
	const struct rtk_building_input *in = c->heat.in;
	size_t first = out->line_count;
	int number = 0;

	if (p->heating_due && !p->through &&
	    rtk_heat_lines(&c->heat, &number, p, err) < 0)
		return -1;
	if (!is_former(p))
		rtk_heating_remember(in, p);
	if (rtk_hot_water_lines(out, &number, p, &c->water, err) < 0)
		return -1;
	/* annex 1 of the Rules is not for a building by contract */
	if (rtk_contract_load(in) == NULL && !p->through &&
	    rtk_reductions(out, first, p, &c->reductions, err) < 0)
		return -1;
	if (p->former != NULL && !p->through &&
	    rtk_parties_split(&c->heat, first, p, err) < 0)
		return -1;
	if (p->act_count > 0 && !p->through &&
	    rtk_unauthorised_lines(out, first, p, &c->water, err) < 0)
		return -1;
	return p->through ? 0 : rtk_catch_up_lines(out, p, in, err);
}

/* Of all of them, in the order of their accounts. */
static int
all_lines(struct charging *c, struct rtk_err *err)
{
	const struct rtk_building_input *in = c->heat.in;
	size_t former = 0;

	for (size_t i = 0; i < in->premises_count; i++) {
		int64_t account = in->premises[i].now->account;

		for (; former < in->former_count &&
		     in->formers[former].now->account < account;
		     former++)
			if (lines_of(c, &in->formers[former], err) < 0)
				return -1;
		if (lines_of(c, &in->premises[i], err) < 0)
			return -1;
	}
	for (; former < in->former_count; former++)
		if (lines_of(c, &in->formers[former], err) < 0)
			return -1;
	return 0;
}

/* One meter for heating and hot water needs the hot water first (1.9). */
static int
find_hot_water(struct rtk_building_output *out,
    struct rtk_hot_water_rules *rules, struct rtk_err *err)
{
	const struct rtk_building_input *in = rules->in;

	out->figures.hot_water = RTK_RATIO_ZERO;
	for (size_t i = 0; i < in->house_meter_count; i++)
		if (in->house_meters[i].meter.service == RTK_COMBINED)
			return rtk_hot_water_total(
			    &out->figures.hot_water, rules, err);
	return 0;
}

/* A contract by load is for a building of its own alone (7.5). */
static void
name_loads_in_block(struct rtk_building_output *out,
    const struct rtk_building_input *in)
{
	for (size_t i = 0; i < in->premises_count; i++) {
		const struct rtk_premises *p = &in->premises[i];
		struct rtk_finding f = {.fault = RTK_E_CONTRACT_IN_BLOCK,
		    .account = p->now->account};

		if (p->contract != NULL &&
		    p->contract->kind == RTK_CONTRACT_LOAD)
			rtk_output_finding(out, &f);
	}
}

/* The heat of every premises: by contract load, or by the Rules. */
static int
heat_volumes(struct rtk_building_output *out,
    struct rtk_hot_water_rules *rules, struct rtk_err *err)
{
	const struct rtk_building_input *in = rules->in;

	if (rtk_contract_load(in) != NULL) {
		rtk_trace_heading(in->trace, "ПП РФ № 1034", "heating");
		return rtk_load_volume(out, in, err);
	}
	if (in->premises_count == 0 && in->buyer_count > 0)
		return rtk_buyer_whole_house(out, in, err);
	name_loads_in_block(out, in);
	rtk_trace_heading(in->trace, "п. 42(1), 43", "heating");
	if (find_hot_water(out, rules, err) < 0 ||
	    rtk_heating_volumes(out, in, err) < 0)
		return -1;
	rtk_rooms_share_heat(in);
	return 0;
}

int
rtk_building_charges(struct rtk_building_output *out,
    const struct rtk_building_input *in, struct rtk_err *err)
{
	struct charging c = {.heat = {.out = out, .in = in},
	    .water = {.in = in},
	    .reductions = {.in = in}};
	const struct rtk_heating_months *months;
	int rc;

	if (rtk_heating_months_find(&months, in->month, in->month->period,
		in->building->municipality, err) < 0)
		return -1;
	c.heat.even = months->mode == RTK_EVEN && rtk_contract_load(in) == NULL;
	for (size_t i = 0; i < in->premises_count; i++) {
		in->premises[i].heating_due = false;
		in->premises[i].has_actual = false;
		in->premises[i].hot_volume = RTK_RATIO_ZERO;
	}
	for (size_t i = 0; i < in->former_count; i++)
		in->formers[i].hot_volume = RTK_RATIO_ZERO;
	rtk_buyer_mark(in);
	rtk_years_turn(&out->years, in->years, in->month->period);
	if (heat_volumes(out, &c.water, err) < 0)
		return -1;
	c.reductions.heat = c.heat.prices;
	c.reductions.water = c.water.prices;
	rc = all_lines(&c, err);
	rtk_reduction_rules_release(&c.reductions);
	if (rc == 0)
		rc = rtk_buyer_lines(out, in, err);
	if (rc == 0)
		rc = rtk_common_water_lines(out, &c.water, err);
	if (c.heat.even)
		rtk_years_month(&out->years, in->month->period);
	if (rc < 0)
		return -1;
	rtk_heat_sums_month(out, in);
	return rtk_years_adjust(out, in, err) < 0
	    ? -1 : rtk_allocators_correct(out, in, err);
}
