#include "base/base.h"

#include "calc/catch_up.h"

#include "calc/charge.h"
#include "calc/hot_water.h"

/* One month that something goes back to. */
struct job {
	struct rtk_building_output *out;
	const struct rtk_premises *premises;
	const struct rtk_trace *trace;
	struct rtk_month month;       /* that month, by the rules of now */
	struct rtk_building_input in; /* of it: norms are looked up by it */
	struct rtk_ratio volume;      /* ΔV, 1e-6 m3, below zero as well */
};

static void
trace_line(const struct job *job, const struct rtk_price_days *days,
    struct rtk_ratio volume, const struct rtk_line *line)
{
	bool heat = days->tariff->component == RTK_HEAT;
	bool part = days->share.num != days->share.den;
	struct rtk_step step = {.symbol = heat ? "ΔQ" : "ΔV",
	    .text = "volume",
	    .formula = heat ? part ? "ΔQ = ΔV * q * d / D" : "ΔQ = ΔV * q"
			    : "ΔV = ΔV * d / D",
	    .value = volume,
	    .scale = RTK_MICRO_SCALE,
	    .unit = heat ? "Gcal" : "m3"};

	if (job->trace == NULL)
		return;
	if (part)
		rtk_charge_trace_days(job->trace, days);
	if (part || heat)
		rtk_trace_step(job->trace, &step);
	step = (struct rtk_step){.symbol = "T",
	    .text = "price, RUB",
	    .value = rtk_ratio(days->tariff->price.v, 1),
	    .scale = RTK_PRICE_SCALE,
	    .source = {RTK_FROM_TARIFF, days->tariff->id}};
	rtk_trace_step(job->trace, &step);
	step = (struct rtk_step){.symbol = "ΔP",
	    .text = "amount, RUB, rounded once, half away from zero",
	    .formula = heat ? "ΔP = ΔQ * T" : "ΔP = ΔV * T",
	    .value = rtk_ratio(line->amount.v, 1),
	    .scale = RTK_KOP_SCALE};
	rtk_trace_step(job->trace, &step);
}

static int
add_line(struct job *job, const struct rtk_price_days *days,
    struct rtk_ratio per_m3, struct rtk_err *err)
{
	const struct rtk_tariff *tariff = days->tariff;
	struct rtk_ratio volume = rtk_ratio_reduce(
	    rtk_ratio_mul(rtk_ratio_mul(job->volume, per_m3), days->share));
	struct rtk_line line = {.account = job->premises->now->account,
	    .service = RTK_HOT_WATER,
	    .component = tariff->component,
	    .kind = RTK_RECALCULATION,
	    .method = RTK_BY_METER,
	    .formula = tariff->component == RTK_SINGLE ? RTK_F_1 : RTK_F_23,
	    .decimals = RTK_MICRO_SCALE,
	    .tariff = tariff->id,
	    .for_period = job->month.period,
	    .reason = RTK_REASON_CATCH_UP};

	if (rtk_ratio_round(&line.volume.v, volume, err) < 0 ||
	    rtk_charge_amount(&line.amount, volume, tariff, &job->month, err) <
		0)
		return -1;
	rtk_output_line(job->out, &line);
	trace_line(job, days, volume, &line);
	if (tariff->vat != RTK_VAT_EXCLUDED)
		return 0;
	line.volume = (struct rtk_micro){0};
	line.number = 1;
	if (rtk_charge_vat(&line.amount, line.amount, tariff, err) < 0)
		return -1;
	rtk_output_line(job->out, &line);
	rtk_charge_trace_vat(
	    job->trace, tariff, line.amount, "VAT = ΔP * r / 100");
	return 0;
}

static int
add_component(struct job *job, const struct rtk_prices *prices,
    struct rtk_ratio per_m3, struct rtk_err *err)
{
	for (int i = 0; i < prices->count; i++)
		if (add_line(job, &prices->at[i], per_m3, err) < 0)
			return -1;
	return 0;
}

static int
add_heat(struct job *job, const struct rtk_prices *prices, struct rtk_err *err)
{
	const struct rtk_norm_row *q;
	struct rtk_step step = {.clause = "формула 23",
	    .symbol = "q",
	    .text = "norm of heat for one m3 of hot water",
	    .scale = RTK_NORM_SCALE,
	    .unit = "Gcal/m3"};

	if (prices->count == 0)
		return 0;
	if (rtk_hot_water_heat(&q, &job->in, err) < 0)
		return -1;
	step.value = rtk_ratio(q->value.v, 1);
	step.source = (struct rtk_source){RTK_FROM_NORM, q->id};
	rtk_trace_step(job->trace, &step);
	return add_component(
	    job, prices, rtk_ratio(q->value.v, RTK_NORM_ONE), err);
}

static int
month_lines(struct job *job, struct rtk_err *err)
{
	const struct rtk_ratio one = rtk_ratio(1, 1);
	struct rtk_hot_water_prices prices;
	struct rtk_step step = {.symbol = "ΔV",
	    .text = "more than the average billed for the month",
	    .formula = "ΔV = Σ(V_w - V_est / (n - 1))",
	    .value = job->volume,
	    .scale = RTK_MICRO_SCALE,
	    .unit = "m3"};

	if (rtk_hot_water_prices_find(&prices, &job->month, job->in.building,
		job->premises->now->group, err) < 0)
		return -1;
	rtk_trace_step(job->trace, &step);
	if (add_heat(job, &prices.heat, err) < 0 ||
	    add_component(job, &prices.single, one, err) < 0)
		return -1;
	return add_component(job, &prices.water, one, err);
}

int
rtk_catch_up_lines(struct rtk_building_output *out,
    const struct rtk_premises *premises, const struct rtk_building_input *in,
    struct rtk_err *err)
{
	const struct rtk_usage *usage = &premises->hot_water;
	struct job job = {.out = out,
	    .premises = premises,
	    .trace = rtk_trace_for(in, premises),
	    .month = *in->month,
	    .in = *in,
	    .volume = usage->back};

	if (usage->back_months == 0 || usage->back.num == 0 ||
	    !premises->now->hot_water ||
	    in->building->system == RTK_NO_HOT_WATER)
		return 0;
	/* the meter that stays at the former account: its months are his */
	if (premises->former != NULL && premises->water_by_days)
		return 0;
	out->unsorted = true;
	job.in.month = &job.month;
	rtk_trace_heading(
	    job.trace, "п. 59 (б)", "months by average, each at its price");
	for (int i = usage->back_months; i > 0; i--) {
		struct rtk_period p = {in->month->period.v - i};

		job.month.period = p;
		job.month.first = rtk_period_first(p);
		job.month.last = rtk_period_last(p);
		job.month.days = rtk_period_days(p);
		if (month_lines(&job, err) < 0)
			return -1;
	}
	return 0;
}
