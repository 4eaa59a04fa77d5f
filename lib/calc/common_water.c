#include "base/base.h"

#include "calc/common_water.h"

#include "calc/carry.h"
#include "calc/charge.h"
#include "calc/house_meter.h"
#include "calc/parties.h"

struct rtk_house_water
rtk_house_water(const struct rtk_building_input *in)
{
	struct rtk_house_water w = {.volume = RTK_RATIO_ZERO};

	for (size_t i = 0; i < in->house_meter_count; i++) {
		const struct rtk_meter_month *m = &in->house_meters[i];

		if (m->meter.service != RTK_METER_HOT_WATER || !m->usage.due ||
		    (!m->usage.read && m->usage.cause == RTK_CAUSE_METER))
			continue;
		w.metered = true;
		w.unread = w.unread || !m->usage.read;
		if (m->usage.read)
			w.volume = rtk_ratio_reduce(
			    rtk_ratio_add(w.volume, m->usage.volume));
	}
	return w;
}

/* The common water of a house being charged. */
struct job {
	struct rtk_building_output *out;
	struct rtk_hot_water_rules *rules;
	const struct rtk_building_input *in;
	enum rtk_method method;
	enum rtk_formula formula;
	struct rtk_ratio volume;  /* V_сои, 1e-6 m3 */
	struct rtk_step steps[8]; /* how it was found */
	size_t step_count;
};

/* --- the volume of the house ------------------------------------------- */

static void
keep_step(struct job *job, const char *symbol, const char *text,
    const char *formula, struct rtk_ratio value)
{
	RTK_ASSERT(job->step_count < RTK_COUNT(job->steps));
	job->steps[job->step_count++] = (struct rtk_step){.symbol = symbol,
	    .text = text,
	    .formula = formula,
	    .value = value,
	    .scale = RTK_MICRO_SCALE,
	    .unit = "m3"};
}

/* N * S_ои. */
static int
by_norm(struct rtk_ratio *out, struct job *job, struct rtk_err *err)
{
	const struct rtk_building *b = job->in->building;
	const struct rtk_norm_row *norm;
	struct rtk_step *step;

	if (rtk_norm_find(&norm, job->in->month, RTK_NORM_COMMON_HOT_WATER,
		b->hot_water_norm, err) < 0)
		return -1;
	keep_step(job, "N", "norm of hot water for common property, a month",
	    NULL, rtk_ratio(norm->value.v, 1));
	step = &job->steps[job->step_count - 1];
	step->scale = RTK_NORM_SCALE;
	step->unit = "m3/m2";
	step->source = (struct rtk_source){RTK_FROM_NORM, norm->id};
	keep_step(job, "S_ои", "area of common premises", NULL,
	    rtk_ratio(b->common_area.v, 1));
	step = &job->steps[job->step_count - 1];
	step->scale = RTK_AREA_SCALE;
	step->unit = "m2";
	step->source = (struct rtk_source){RTK_FROM_BUILDING, b->id};
	*out = rtk_ratio_mul_int(
	    rtk_ratio(norm->value.v, RTK_AREA_PER_M2), b->common_area.v);
	keep_step(job, "V_norm", "volume by norm", "V_norm = N * S_ои", *out);
	return 0;
}

/* What all premises and parties have of the hot water. */
static struct rtk_ratio
sum_of_premises(const struct rtk_building_input *in)
{
	struct rtk_ratio sum = RTK_RATIO_ZERO;

	for (size_t i = 0; i < in->premises_count; i++)
		sum = rtk_ratio_reduce(
		    rtk_ratio_add(sum, in->premises[i].hot_volume));
	for (size_t i = 0; i < in->former_count; i++)
		sum = rtk_ratio_reduce(
		    rtk_ratio_add(sum, in->formers[i].hot_volume));
	return sum;
}

/* What the meter of the house leaves, less what is carried; never negative. */
static void
by_meter(struct job *job, const struct rtk_house_water *w)
{
	struct rtk_carry *carry = rtk_carry_of(
	    &job->out->carried, RTK_ACCOUNT_ID(job->in->building->id, 0));
	struct rtk_ratio *carried = &carry->volume[RTK_HOT_WATER];
	struct rtk_ratio sum = sum_of_premises(job->in);
	struct rtk_ratio rest = rtk_ratio_reduce(
	    rtk_ratio_sub(rtk_ratio_sub(w->volume, sum), *carried));

	keep_step(
	    job, "ΣW_house", "hot water by the house meters", NULL, w->volume);
	keep_step(job, "ΣV_i", "hot water of all premises", NULL, sum);
	keep_step(job, "V_carried", "below zero in the months before", NULL,
	    *carried);
	*carried = RTK_RATIO_ZERO;
	if (rest.num < 0) {
		*carried = rtk_ratio_sub(RTK_RATIO_ZERO, rest);
		keep_step(job, "V_next",
		    "below zero: carried to the months behind",
		    "V_next = 0 - (ΣW_house - ΣV_i - V_carried)", *carried);
		rest = RTK_RATIO_ZERO;
	}
	job->volume = rest;
}

static int
find_volume(
    struct job *job, const struct rtk_house_water *w, struct rtk_err *err)
{
	bool capped = job->in->month->policies.value[RTK_COMMON_WATER_CAP] !=
	    RTK_COMMON_WATER_WHOLE;
	struct rtk_ratio norm;

	job->formula = w->metered ? RTK_F_12 : RTK_F_15;
	job->method = w->metered ? RTK_BY_HOUSE_METER : RTK_BY_NORM;
	if (w->metered)
		by_meter(job, w);
	if (w->metered && (!capped || job->volume.num == 0)) {
		keep_step(job, "V_сои", "hot water for common property",
		    job->volume.num == 0
			? "V_сои = max(0, ΣW_house - ΣV_i - V_carried)"
			: "V_сои = ΣW_house - ΣV_i - V_carried",
		    job->volume);
		return 0;
	}
	if (by_norm(&norm, job, err) < 0)
		return -1;
	if (!w->metered || rtk_ratio_compare(job->volume, norm) > 0)
		job->volume = norm;
	keep_step(job, "V_сои", "hot water for common property",
	    w->metered ? "V_сои = min(V_norm, ΣW_house - ΣV_i - V_carried)"
		       : "V_сои = V_norm",
	    job->volume);
	return 0;
}

/* --- lines ------------------------------------------------------------- */

/* One premises, or the party that left it. */
struct share {
	const struct rtk_premises *premises;
	const struct rtk_trace *trace;
	struct rtk_ratio volume; /* V_i of common property, all of the month */
};

static void
trace_share(const struct job *job, const struct share *s)
{
	const struct rtk_building *b = job->in->building;
	struct rtk_step step = {.symbol = "S_i",
	    .text = "area of the premises",
	    .value = rtk_ratio(s->premises->now->area.v, 1),
	    .scale = RTK_AREA_SCALE,
	    .unit = "m2",
	    .source = {RTK_FROM_ACCOUNT, s->premises->now->account}};

	if (s->trace == NULL)
		return;
	rtk_trace_heading(
	    s->trace, "п. 40, 44", "hot water for common property");
	for (size_t i = 0; i < job->step_count; i++)
		rtk_trace_step(s->trace, &job->steps[i]);
	rtk_trace_step(s->trace, &step);
	step.symbol = "S_об";
	step.text = "area of all premises";
	step.value = rtk_ratio(b->total_area.v, 1);
	step.source = (struct rtk_source){RTK_FROM_BUILDING, b->id};
	rtk_trace_step(s->trace, &step);
	step = (struct rtk_step){.symbol = "V_one",
	    .text = "share of the common volume, by area",
	    .formula = "V_one = V_сои * S_i / S_об",
	    .value = s->volume,
	    .scale = RTK_MICRO_SCALE,
	    .unit = "m3"};
	rtk_trace_step(s->trace, &step);
}

static void
trace_line(const struct share *s, const struct rtk_price_days *days,
    const struct rtk_line *line, struct rtk_ratio volume)
{
	bool heat = days->tariff->component == RTK_HEAT;
	bool part = s->premises->part || days->share.num != days->share.den;
	struct rtk_step step = {.symbol = "d_1",
	    .text = "part of the month that is of this party and price",
	    .value = rtk_ratio_mul(days->share,
		rtk_party_share(s->premises, days->from, days->to))};

	if (s->trace == NULL)
		return;
	if (part)
		rtk_trace_step(s->trace, &step);
	step = (struct rtk_step){.symbol = heat ? "Q_one" : "V_T",
	    .text = "volume",
	    .formula = heat
		? part ? "Q_one = V_one * q * d_1" : "Q_one = V_one * q"
		: "V_T = V_one * d_1",
	    .value = volume,
	    .scale = RTK_MICRO_SCALE,
	    .unit = heat ? "Gcal" : "m3"};
	if (heat || part)
		rtk_trace_step(s->trace, &step);
	step = (struct rtk_step){.symbol = "T",
	    .text = "price, RUB",
	    .value = rtk_ratio(days->tariff->price.v, 1),
	    .scale = RTK_PRICE_SCALE,
	    .source = {RTK_FROM_TARIFF, days->tariff->id}};
	rtk_trace_step(s->trace, &step);
	step = (struct rtk_step){.symbol = "P",
	    .is_line = true,
	    .formula = heat ? "P = Q_one * T"
		: part      ? "P = V_T * T"
			    : "P = V_one * T",
	    .text = "amount, RUB, rounded once, half away from zero",
	    .value = rtk_ratio(line->amount.v, 1),
	    .scale = RTK_KOP_SCALE};
	rtk_trace_step(s->trace, &step);
}

static int
add_line(const struct job *job, const struct share *s,
    const struct rtk_price_days *days, struct rtk_ratio per_m3,
    struct rtk_err *err)
{
	const struct rtk_tariff *tariff = days->tariff;
	struct rtk_ratio part = rtk_ratio_mul(
	    days->share, rtk_party_share(s->premises, days->from, days->to));
	struct rtk_ratio volume = rtk_ratio_reduce(
	    rtk_ratio_mul(rtk_ratio_mul(s->volume, per_m3), part));
	struct rtk_line line = {.account = s->premises->now->account,
	    .number = RTK_COMMON_LINE,
	    .service = RTK_HOT_WATER,
	    .component = tariff->component,
	    .kind = RTK_CHARGE,
	    .method = job->method,
	    .formula = job->formula,
	    .decimals = RTK_MICRO_SCALE,
	    .tariff = tariff->id,
	    .for_period = job->in->month->period};

	if (rtk_ratio_round(&line.volume.v, volume, err) < 0 ||
	    rtk_charge_amount(
		&line.amount, volume, tariff, job->in->month, err) < 0)
		return -1;
	if (line.volume.v == 0 && line.amount.v == 0)
		return 0;
	line.common = line.volume;
	rtk_output_line(job->out, &line);
	trace_line(s, days, &line, volume);
	if (tariff->vat != RTK_VAT_EXCLUDED)
		return 0;
	line.kind = RTK_VAT;
	line.volume = line.common = (struct rtk_micro){0};
	if (rtk_charge_vat(&line.amount, line.amount, tariff, err) < 0)
		return -1;
	rtk_output_line(job->out, &line);
	rtk_charge_trace_vat(
	    s->trace, tariff, line.amount, "VAT = P * r / 100");
	return 0;
}

static int
add_component(const struct job *job, const struct share *s,
    const struct rtk_prices *prices, struct rtk_ratio per_m3,
    struct rtk_err *err)
{
	for (int i = 0; i < prices->count; i++)
		if (add_line(job, s, &prices->at[i], per_m3, err) < 0)
			return -1;
	return 0;
}

static void
trace_heat_norm(const struct job *job, const struct share *s)
{
	const struct rtk_norm_row *q = job->rules->heating;
	struct rtk_step step = {.symbol = "q",
	    .text = "norm of heat for one m3 of hot water",
	    .value = rtk_ratio(q->value.v, 1),
	    .scale = RTK_NORM_SCALE,
	    .unit = "Gcal/m3",
	    .source = {RTK_FROM_NORM, q->id}};

	rtk_trace_step(s->trace, &step);
}

/* V_сои * S_i / S_об, each component rounded by itself. */
static int
share_lines(struct job *job, const struct rtk_premises *p, struct rtk_err *err)
{
	const struct rtk_ratio one = rtk_ratio(1, 1);
	enum rtk_group group = p->now->group;
	const struct rtk_hot_water_prices *prices = &job->rules->prices[group];
	struct share s = {.premises = p,
	    .trace = rtk_trace_for(job->in, p),
	    .volume = rtk_ratio_reduce(rtk_ratio_mul(job->volume,
		rtk_ratio(p->now->area.v, job->in->building->total_area.v)))};

	if (p->now->area.v == 0 ||
	    rtk_hot_water_rules_find(job->rules, job->in, group, err) < 0)
		return p->now->area.v == 0 ? 0 : -1;
	trace_share(job, &s);
	if (prices->heat.count > 0)
		trace_heat_norm(job, &s);
	if (prices->heat.count > 0 &&
	    add_component(job, &s, &prices->heat,
		rtk_ratio(job->rules->heating->value.v, RTK_NORM_ONE), err) < 0)
		return -1;
	if (add_component(job, &s, &prices->single, one, err) < 0)
		return -1;
	return add_component(job, &s, &prices->water, one, err);
}

int
rtk_common_water_lines(struct rtk_building_output *out,
    struct rtk_hot_water_rules *rules, struct rtk_err *err)
{
	const struct rtk_building_input *in = rules->in;
	struct job job = {.out = out, .rules = rules, .in = in};
	struct rtk_house_water w;

	if (!in->building->common_to_owners || in->buyer_count > 0 ||
	    in->building->system == RTK_NO_HOT_WATER)
		return 0;
	w = rtk_house_water(in);
	if (w.unread) {
		rtk_house_finding(out, RTK_E_BUILDING_NO_READING, "");
		return 0;
	}
	if (find_volume(&job, &w, err) < 0)
		return -1;
	out->unsorted = true;
	for (size_t i = 0; i < in->premises_count; i++)
		if (share_lines(&job, &in->premises[i], err) < 0)
			return -1;
	for (size_t i = 0; i < in->former_count; i++)
		if (share_lines(&job, &in->formers[i], err) < 0)
			return -1;
	return 0;
}
