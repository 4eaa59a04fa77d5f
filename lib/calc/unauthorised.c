#include "base/base.h"

#include "calc/unauthorised.h"

#include "calc/charge.h"

enum { DAY_HOURS = 24 };

/* One act being charged. */
struct job {
	struct rtk_building_output *out;
	const struct rtk_premises *premises;
	struct rtk_hot_water_rules *rules;
	const struct rtk_building_input *in;
	const struct rtk_trace *trace;
	const struct rtk_act *act;
	struct rtk_date from, to;
	struct rtk_ratio volume; /* V, 1e-6 m3 */
	/* for those days already, kopecks */
	struct rtk_ratio charged[RTK_COMPONENTS];
};

struct rtk_period
rtk_unauthorised_since(const struct rtk_month *month)
{
	int64_t months = month->policies.value[RTK_UNAUTHORISED_MONTHS];

	return (struct rtk_period){
	    month->period.v - (int32_t)(months / RTK_MICRO)};
}

/* The days of the act, as far as they can be charged. */
static void
find_days(struct job *job)
{
	const struct rtk_month *month = job->in->month;
	struct rtk_date since =
	    rtk_period_first(rtk_unauthorised_since(month));

	job->from = job->act->from;
	if (rtk_date_is_none(job->from) || job->from.v < since.v)
		job->from = since;
	job->to = job->act->to;
	if (rtk_date_is_none(job->to))
		job->to.v = month->first.v - 1;
	if (job->to.v > month->last.v)
		job->to = month->last;
}

/* The part of the days that lies in a month; false: none. */
static bool
days_in(struct rtk_date days[2], const struct job *job, struct rtk_period p)
{
	days[0] = rtk_period_first(p);
	days[1] = rtk_period_last(p);
	if (days[0].v < job->from.v)
		days[0] = job->from;
	if (days[1].v > job->to.v)
		days[1] = job->to;
	return days[0].v <= days[1].v;
}

/* n: persons by days of each month; what was charged, by days as well. */
static struct rtk_ratio
count_months(struct job *job)
{
	struct rtk_period last = job->in->month->period;
	struct rtk_ratio persons = RTK_RATIO_ZERO;
	struct rtk_date days[2];

	for (int back = 0; back <= RTK_ACT_MONTHS_MAX; back++) {
		struct rtk_period p = {last.v - back};
		int all = rtk_period_days(p);

		if (!days_in(days, job, p))
			continue;
		persons = rtk_ratio_reduce(rtk_ratio_add(persons,
		    rtk_ratio(rtk_person_days(&job->premises->persons,
				  job->in->month, days[0], days[1]),
			all)));
		for (int c = 0; c < RTK_COMPONENTS; c++)
			job->charged[c] = rtk_ratio_reduce(
			    rtk_ratio_add(job->charged[c],
				rtk_ratio(job->act->charged[back][c].v *
					(days[1].v - days[0].v + 1),
				    all)));
	}
	return persons;
}

/* What the month of the act itself charges, of its lines. */
static void
charged_now(
    struct rtk_act *act, const struct rtk_building_output *out, size_t first)
{
	for (size_t i = first; i < out->line_count; i++) {
		const struct rtk_line *line = &out->lines[i];

		if (line->service == RTK_HOT_WATER && line->kind != RTK_VAT)
			act->charged[0][line->component].v +=
			    line->amount.v;
	}
}

static const char *
clause_of(const struct rtk_act *act)
{
	return act->kind == RTK_ACT_INTERFERENCE ? "п. 81(11)" : "п. 62";
}

static void
step(const struct job *job, const char *symbol, const char *text,
    struct rtk_ratio value, int scale)
{
	struct rtk_step s = {.clause = clause_of(job->act),
	    .symbol = symbol,
	    .text = text,
	    .value = value,
	    .scale = scale,
	    .source = {RTK_FROM_ACT, job->act->id}};

	rtk_trace_step(job->trace, &s);
}

static void
trace_volume(const struct job *job, const char *formula)
{
	struct rtk_step s = {.symbol = "V",
	    .text = "volume",
	    .formula = formula,
	    .value = job->volume,
	    .scale = RTK_MICRO_SCALE,
	    .unit = "m3"};

	rtk_trace_step(job->trace, &s);
}

static void
by_throughput(struct job *job)
{
	int64_t days = job->to.v - job->from.v + 1;

	job->volume =
	    rtk_ratio(job->act->throughput.v * DAY_HOURS * days, 1);
	step(job, "W_hour", "throughput of the pipe, m3 an hour",
	    rtk_ratio(job->act->throughput.v, 1), RTK_MICRO_SCALE);
	step(job, "d", "days to be charged", rtk_ratio(days, 1), 0);
	trace_volume(job, "V = W_hour * 24 * d");
}

static int
by_norm(struct job *job, struct rtk_ratio persons, struct rtk_err *err)
{
	int64_t times =
	    job->in->month->policies.value[RTK_UNAUTHORISED_NORMS];
	const struct rtk_norm_row *norm;
	struct rtk_step s = {.symbol = "N",
	    .text = "norm of hot water, a person and month",
	    .scale = RTK_NORM_SCALE,
	    .unit = "m3"};

	if (rtk_norm_find(&norm, job->in->month, RTK_NORM_HOT_WATER,
		job->in->building->hot_water_norm, err) < 0)
		return -1;
	job->volume = rtk_ratio_reduce(rtk_ratio_mul(
	    rtk_ratio_mul_int(persons, norm->value.v),
	    rtk_ratio(times, RTK_MICRO)));
	step(job, "n", "persons, by days of each month", persons, 0);
	s.value = rtk_ratio(norm->value.v, 1);
	s.source = (struct rtk_source){RTK_FROM_NORM, norm->id};
	rtk_trace_step(job->trace, &s);
	s = (struct rtk_step){.symbol = "k",
	    .text = "times the norm",
	    .value = rtk_ratio(times, 1),
	    .scale = RTK_MICRO_SCALE,
	    .source = {RTK_FROM_POLICY, RTK_UNAUTHORISED_NORMS}};
	rtk_trace_step(job->trace, &s);
	trace_volume(job, "V = n * N * k");
	return 0;
}

/* ΔP = V * T - P_charged, and its VAT where the price is net. */
static void
trace_line(const struct job *job, const struct rtk_tariff *tariff,
    struct rtk_ratio volume, const struct rtk_line *line)
{
	bool heat = tariff->component == RTK_HEAT;
	struct rtk_step s = {.symbol = "Q",
	    .text = "volume",
	    .formula = "Q = V * q",
	    .value = volume,
	    .scale = RTK_MICRO_SCALE,
	    .unit = "Gcal"};

	if (heat)
		rtk_trace_step(job->trace, &s);
	s = (struct rtk_step){.symbol = "T",
	    .text = "price, RUB",
	    .value = rtk_ratio(tariff->price.v, 1),
	    .scale = RTK_PRICE_SCALE,
	    .source = {RTK_FROM_TARIFF, tariff->id}};
	rtk_trace_step(job->trace, &s);
	step(job, "P_charged", "charged for those days already, RUB",
	    job->charged[tariff->component], RTK_KOP_SCALE);
	s = (struct rtk_step){.symbol = "ΔP",
	    .text = "amount, RUB, rounded once, half away from zero",
	    .formula = heat ? "ΔP = max(0, Q * T - P_charged)"
			    : "ΔP = max(0, V * T - P_charged)",
	    .value = rtk_ratio(line->amount.v, 1),
	    .scale = RTK_KOP_SCALE};
	rtk_trace_step(job->trace, &s);
}

static int
add_line(struct job *job, const struct rtk_prices *prices,
    struct rtk_ratio per_m3, struct rtk_err *err)
{
	const struct rtk_tariff *tariff = rtk_prices_on(prices, job->to);
	const int64_t per_kop = RTK_MICRO * RTK_PRICE_PER_KOP;
	struct rtk_ratio volume =
	    rtk_ratio_reduce(rtk_ratio_mul(job->volume, per_m3));
	struct rtk_ratio due = rtk_ratio_sub(
	    rtk_ratio_mul(volume, rtk_ratio(tariff->price.v, per_kop)),
	    job->charged[tariff->component]);
	struct rtk_line line = {.account = job->premises->now->account,
	    .service = RTK_HOT_WATER,
	    .component = tariff->component,
	    .kind = RTK_RECALCULATION,
	    .method = RTK_BY_CALCULATION,
	    .formula = job->act->kind == RTK_ACT_INTERFERENCE ? RTK_F_81_11
							      : RTK_F_62,
	    .decimals = RTK_MICRO_SCALE,
	    .tariff = tariff->id,
	    .for_period = job->in->month->period,
	    .reason = RTK_REASON_UNAUTHORISED};

	if (due.num < 0)
		due = RTK_RATIO_ZERO;
	if (rtk_ratio_round(&line.volume.v, volume, err) < 0 ||
	    rtk_charge_sum(&line.amount, due, err) < 0)
		return -1;
	rtk_output_line(job->out, &line);
	trace_line(job, tariff, volume, &line);
	if (tariff->vat != RTK_VAT_EXCLUDED)
		return 0;
	line.volume = (struct rtk_micro){0};
	line.number = 1;
	if (rtk_charge_vat(&line.amount, line.amount, tariff, err) < 0)
		return -1;
	rtk_output_line(job->out, &line);
	return 0;
}

static int
add_lines(struct job *job, struct rtk_err *err)
{
	const struct rtk_hot_water_prices *prices =
	    &job->rules->prices[job->premises->now->group];
	const struct rtk_ratio one = rtk_ratio(1, 1);
	const struct rtk_norm_row *q = job->rules->heating;
	struct rtk_step s = {.clause = "формула 23",
	    .symbol = "q",
	    .text = "norm of heat for one m3 of hot water",
	    .scale = RTK_NORM_SCALE,
	    .unit = "Gcal/m3"};

	job->out->unsorted = true;
	if (prices->heat.count > 0) {
		s.value = rtk_ratio(q->value.v, 1);
		s.source = (struct rtk_source){RTK_FROM_NORM, q->id};
		rtk_trace_step(job->trace, &s);
		if (add_line(job, &prices->heat,
			rtk_ratio(q->value.v, RTK_NORM_ONE), err) < 0)
			return -1;
	}
	if (prices->single.count > 0 &&
	    add_line(job, &prices->single, one, err) < 0)
		return -1;
	return prices->water.count > 0 ? add_line(job, &prices->water, one, err)
				       : 0;
}

static int
charge_act(struct job *job, struct rtk_err *err)
{
	struct rtk_finding finding = {.fault = RTK_E_ACT_THROUGHPUT,
	    .account = job->premises->now->account};
	enum rtk_premises_kind kind = job->premises->now->kind;
	struct rtk_ratio persons;

	find_days(job);
	persons = count_months(job);
	if (job->in->month->policies.value[RTK_UNAUTHORISED_CHARGED] ==
	    RTK_CHARGED_ADDED)
		for (int c = 0; c < RTK_COMPONENTS; c++)
			job->charged[c] = RTK_RATIO_ZERO;
	if (job->from.v > job->to.v)
		return 0;
	if (job->act->throughput.v == 0 &&
	    (kind == RTK_NONRESIDENTIAL || kind == RTK_PARKING)) {
		rtk_output_finding(job->out, &finding);
		return 0;
	}
	if (rtk_hot_water_rules_find(job->rules, job->in,
		job->premises->now->group, err) < 0)
		return -1;
	rtk_trace_heading(
	    job->trace, clause_of(job->act), "use without a right to");
	if (job->act->throughput.v > 0)
		by_throughput(job);
	else if (by_norm(job, persons, err) < 0)
		return -1;
	return add_lines(job, err);
}

int
rtk_unauthorised_lines(struct rtk_building_output *out, size_t first,
    const struct rtk_premises *premises, struct rtk_hot_water_rules *rules,
    struct rtk_err *err)
{
	const struct rtk_month *month = rules->in->month;

	for (size_t i = 0; i < premises->act_count; i++) {
		struct rtk_act act = premises->acts[i];
		struct job job = {.out = out,
		    .premises = premises,
		    .rules = rules,
		    .in = rules->in,
		    .trace = rtk_trace_for(rules->in, premises),
		    .act = &act};

		for (int c = 0; c < RTK_COMPONENTS; c++)
			job.charged[c] = RTK_RATIO_ZERO;
		if (act.kind == RTK_ACT_NO_ACCESS ||
		    act.day.v < month->first.v || act.day.v > month->last.v)
			continue;
		charged_now(&act, out, first);
		if (charge_act(&job, err) < 0)
			return -1;
	}
	return 0;
}
