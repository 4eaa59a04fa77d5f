#include "base/base.h"

#include "calc/heat_lines.h"

#include "calc/charge.h"
#include "calc/contract.h"
#include "calc/rooms.h"
#include "calc/year.h"

/* V_i as the Rules write it, by what the house prints before it. */
static const char *
individual_formula(const struct rtk_premises *p, bool even, bool house)
{
	if (p->method == RTK_BY_NOTHING)
		return "V_i = 0";
	if (even && p->method == RTK_BY_METER)
		return "V_i = ΣV_year / 12";
	if (p->method == RTK_BY_METER || p->method == RTK_BY_AVERAGE)
		return "V_i = ΣV_h";
	if (p->formula == RTK_F_3_1 && p->method == RTK_BY_HOUSE_METER)
		return "V_i = S_i * ΣV_m / ΣS_m";
	if (house &&
	    (p->formula == RTK_F_2_3 || p->formula == RTK_F_2_4 ||
		p->method == RTK_BY_HOUSE_METER))
		return "V_i = S_i * V_Д / (S_об - S_инд + S_ои)";
	return even ? "V_i = S_i * N * K" : "V_i = S_i * N";
}

static bool
pays_evenly(const struct rtk_building_input *in)
{
	const struct rtk_heating_months *months;
	struct rtk_err ignored = RTK_ERR_INIT;

	return rtk_heating_months_find(&months, in->month, in->month->period,
		   in->building->municipality, &ignored) == 0 &&
	    months->mode == RTK_EVEN;
}

static const char *
common_formula(
    const struct rtk_premises *p, const struct rtk_month *month, bool house)
{
	bool clamp =
	    month->policies.value[RTK_NEGATIVE_COMMON_PART] == RTK_CLAMP_ZERO;

	if (house)
		return clamp ? "V_common = S_i * max(0, V_Д - ΣV_i) / S_об"
			     : "V_common = S_i * (V_Д - ΣV_i) / S_об";
	if (p->common.num == 0)
		return "V_common = 0";
	return p->formula == RTK_F_2_4 ? "V_common = S_i * N * K * S_ои / S_об"
				       : "V_common = S_i * N * S_ои / S_об";
}

/* V_i and V_common; of a contract by load stands above what was found. */
static void
trace_heat_volumes(const struct rtk_heat_rules *c, const struct rtk_premises *p)
{
	const struct rtk_trace *trace = rtk_trace_for_heat(c->in, p);
	bool house = c->out->figures.has_volume;
	/* what was found for the flat was shared: it stands above */
	bool room = trace != NULL && rtk_rooms_shared(c->in, p);
	struct rtk_step step = {.symbol = "S_i",
	    .text = "area of the premises",
	    .value = rtk_ratio(p->now->area.v, 1),
	    .scale = RTK_AREA_SCALE,
	    .unit = "m2",
	    .source = {RTK_FROM_ACCOUNT, p->now->account}};

	if (trace == NULL || rtk_contract_load(c->in) != NULL)
		return;
	rtk_trace_step(trace, &step);
	step = (struct rtk_step){.symbol = "V_i",
	    .text = "individual volume",
	    .formula =
		room ? NULL : individual_formula(p, pays_evenly(c->in), house),
	    .value = p->individual,
	    .scale = RTK_MICRO_SCALE,
	    .unit = "Gcal"};
	rtk_trace_step(trace, &step);
	step.symbol = "V_common";
	step.text = "share of the common volume, by area";
	step.formula = room ? "V_common = V_room - V_i"
			    : common_formula(p, c->in->month, house);
	step.value = p->common;
	rtk_trace_step(trace, &step);
}

static void
trace_heating(const struct rtk_heat_rules *c, const struct rtk_premises *p,
    const struct rtk_price_days *days, const struct rtk_line *line,
    struct rtk_ratio volume)
{
	const struct rtk_trace *trace = rtk_trace_for_heat(c->in, p);
	bool load = rtk_contract_load(c->in) != NULL;
	bool split = c->prices[p->now->group].count > 1;
	struct rtk_step step = {.symbol = "Q_T",
	    .text = "volume of these days",
	    .formula =
		load ? "Q_T = Q * d / D" : "Q_T = (V_i + V_common) * d / D",
	    .value = volume,
	    .scale = RTK_MICRO_SCALE,
	    .unit = "Gcal"};

	if (trace == NULL)
		return;
	if (split) {
		rtk_charge_trace_days(trace, days);
		rtk_trace_step(trace, &step);
	}
	step = (struct rtk_step){.symbol = "T",
	    .text = "price, RUB/Gcal",
	    .value = rtk_ratio(days->tariff->price.v, 1),
	    .scale = RTK_PRICE_SCALE,
	    .source = {RTK_FROM_TARIFF, days->tariff->id}};
	rtk_trace_step(trace, &step);
	step = (struct rtk_step){.symbol = "P",
	    .is_line = true,
	    .formula = split ? "P = Q_T * T"
		: load       ? "P = Q * T"
			     : "P = (V_i + V_common) * T",
	    .text = "amount, RUB, rounded once, half away from zero",
	    .value = rtk_ratio(line->amount.v, 1),
	    .scale = RTK_KOP_SCALE};
	rtk_trace_step(trace, &step);
}

static int
heating_price(
    struct rtk_heat_rules *c, enum rtk_group group, struct rtk_err *err)
{
	struct rtk_tariff key = {.service = RTK_HEATING,
	    .component = RTK_HEAT,
	    .group = group,
	    .zone = c->in->building->zone};

	if (c->prices[group].count > 0)
		return 0;
	return rtk_prices_find(&c->prices[group], c->in->month, &key, err);
}

static int
heating_vat(const struct rtk_heat_rules *c, const struct rtk_premises *p,
    const struct rtk_line *charge, const struct rtk_tariff *tariff,
    struct rtk_err *err)
{
	struct rtk_line line = *charge;

	line.kind = RTK_VAT;
	line.number++;
	line.volume = line.common = (struct rtk_micro){0};
	if (rtk_charge_vat(&line.amount, charge->amount, tariff, err) < 0)
		return -1;
	rtk_output_line(c->out, &line);
	rtk_charge_trace_vat(rtk_trace_for_heat(c->in, p), tariff, line.amount,
	    "VAT = P * r / 100");
	return 0;
}

/* What the days of one price cost: all of the month, mostly. */
static int
heating_line(struct rtk_heat_rules *c, int number, const struct rtk_premises *p,
    const struct rtk_price_days *days, struct rtk_err *err)
{
	const struct rtk_tariff *tariff = days->tariff;
	struct rtk_ratio share = days->share;
	struct rtk_ratio common = rtk_ratio_mul(p->common, share);
	struct rtk_ratio all =
	    rtk_ratio_add(rtk_ratio_mul(p->individual, share), common);
	struct rtk_line line = {.account = p->now->account,
	    .number = number,
	    .service = RTK_HEATING,
	    .component = RTK_HEAT,
	    .kind = RTK_CHARGE,
	    .method = p->method,
	    .formula = p->formula,
	    .decimals = RTK_MICRO_SCALE,
	    .tariff = tariff->id,
	    .for_period = c->in->month->period};

	if (rtk_ratio_round(&line.volume.v, all, err) < 0 ||
	    rtk_ratio_round(&line.common.v, common, err) < 0 ||
	    rtk_charge_amount(&line.amount, all, tariff, c->in->month, err) < 0)
		return -1;
	rtk_output_line(c->out, &line);
	trace_heating(c, p, days, &line, all);
	if (c->even && rtk_years_add(&c->out->years, p, &line, days, err) < 0)
		return -1;
	return tariff->vat == RTK_VAT_EXCLUDED
	    ? heating_vat(c, p, &line, tariff, err)
	    : 0;
}

int
rtk_heat_lines(struct rtk_heat_rules *c, int *number,
    const struct rtk_premises *p, struct rtk_err *err)
{
	const struct rtk_prices *prices = &c->prices[p->now->group];

	if (heating_price(c, p->now->group, err) < 0)
		return -1;
	trace_heat_volumes(c, p);
	for (int i = 0; i < prices->count; i++) {
		const struct rtk_price_days *days = &prices->at[i];

		if (heating_line(c, *number, p, days, err) < 0)
			return -1;
		*number += days->tariff->vat == RTK_VAT_EXCLUDED ? 2 : 1;
	}
	return 0;
}
