/* From volume and price to money: the one place where money is rounded. */
#ifndef RTK_CALC_CHARGE_H
#define RTK_CALC_CHARGE_H

#include "calc/prices.h"
#include "calc/trace.h"

/**
 * amount = volume * price, rounded once, half away from zero
 * (rounding.line), from the exact volume in 1e-6; with from_printed_volume
 * from the volume rounded to six decimals. Fails with num.range.
 */
int rtk_charge_amount(struct rtk_kop *out, struct rtk_ratio volume,
    const struct rtk_tariff *tariff, const struct rtk_month *month,
    struct rtk_err *err) RTK_MUST_CHECK;

/** VAT on a net amount that was rounded before. Fails with num.range. */
int rtk_charge_vat(struct rtk_kop *out, struct rtk_kop net,
    const struct rtk_tariff *tariff, struct rtk_err *err) RTK_MUST_CHECK;

/** Records rate and amount of the VAT; trace may be NULL. */
void rtk_charge_trace_vat(const struct rtk_trace *trace,
    const struct rtk_tariff *tariff, struct rtk_kop vat, const char *formula);

/** Records the days of a price that is for a part of the month. */
void rtk_charge_trace_days(
    const struct rtk_trace *trace, const struct rtk_price_days *days);

/**
 * A share of an amount, rounded once, half away from zero. Fails with
 * num.range.
 */
int rtk_charge_share(struct rtk_kop *out, struct rtk_kop base,
    struct rtk_ratio share, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * volume * price, not rounded to money: in 1e-12 kopeck, for sums of months
 * that are rounded once. Fails with num.range.
 */
int rtk_charge_exact(rtk_i128 *out, struct rtk_ratio volume,
    const struct rtk_tariff *tariff, struct rtk_err *err) RTK_MUST_CHECK;

/** Such a sum, or a difference of two, in kopecks, half away from zero. */
int rtk_charge_sum(struct rtk_kop *out, struct rtk_ratio kop,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
