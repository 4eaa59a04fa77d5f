#include "base/base.h"

#include "calc/charge.h"

int
rtk_charge_amount(struct rtk_kop *out, struct rtk_ratio volume,
    const struct rtk_tariff *tariff, const struct rtk_month *month,
    struct rtk_err *err)
{
	/* 1e-6 of a unit times 1e-4 kopeck */
	const int64_t per_kop = RTK_MICRO * RTK_PRICE_PER_KOP;
	int64_t printed;

	if (month->policies.value[RTK_ROUNDING_LINE] ==
	    RTK_FROM_PRINTED_VOLUME) {
		if (rtk_ratio_round(&printed, volume, err) < 0)
			return -1;
		volume = rtk_ratio(printed, 1);
	}
	return rtk_ratio_round(&out->v,
	    rtk_ratio_mul(volume, rtk_ratio(tariff->price.v, per_kop)), err);
}

int
rtk_charge_vat(struct rtk_kop *out, struct rtk_kop net,
    const struct rtk_tariff *tariff, struct rtk_err *err)
{
	return rtk_muldiv(&out->v, net.v, tariff->vat_percent_bp, 10000,
	    RTK_ROUND_HALF_AWAY, err);
}

void
rtk_charge_trace_vat(const struct rtk_trace *trace,
    const struct rtk_tariff *tariff, struct rtk_kop vat, const char *formula)
{
	struct rtk_step step = {.symbol = "r",
	    .text = "rate of VAT, the price is net",
	    .value = rtk_ratio(tariff->vat_percent_bp, 1),
	    .scale = 2,
	    .unit = "%",
	    .source = {RTK_FROM_TARIFF, tariff->id}};

	if (trace == NULL)
		return;
	rtk_trace_step(trace, &step);
	step = (struct rtk_step){.symbol = "VAT",
	    .is_line = true,
	    .formula = formula,
	    .text = "amount, RUB, rounded once, half away from zero",
	    .value = rtk_ratio(vat.v, 1),
	    .scale = RTK_KOP_SCALE};
	rtk_trace_step(trace, &step);
}

void
rtk_charge_trace_days(
    const struct rtk_trace *trace, const struct rtk_price_days *days)
{
	struct rtk_step step = {.symbol = "d",
	    .text = "days at this price",
	    .value = {days->share.num, 1},
	    .unit = "d",
	    .source = {RTK_FROM_TARIFF, days->tariff->id}};

	rtk_trace_step(trace, &step);
	step = (struct rtk_step){.symbol = "D",
	    .text = "days of the month",
	    .value = {days->share.den, 1},
	    .unit = "d"};
	rtk_trace_step(trace, &step);
}

int
rtk_charge_share(struct rtk_kop *out, struct rtk_kop base,
    struct rtk_ratio share, struct rtk_err *err)
{
	return rtk_ratio_round(
	    &out->v, rtk_ratio_mul_int(share, base.v), err);
}

int
rtk_charge_exact(rtk_i128 *out, struct rtk_ratio volume,
    const struct rtk_tariff *tariff, struct rtk_err *err)
{
	const int64_t per_kop = RTK_MICRO * RTK_PRICE_PER_KOP;

	return rtk_ratio_digits(out,
	    rtk_ratio_mul(volume, rtk_ratio(tariff->price.v, per_kop)), 12,
	    err);
}

int
rtk_charge_sum(struct rtk_kop *out, struct rtk_ratio kop, struct rtk_err *err)
{
	return rtk_ratio_round(&out->v, kop, err);
}
