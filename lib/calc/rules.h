/*
 * The rules of one month: policies, norms and heating months in force on its
 * first day; its prices are in calc/prices.h. Law and prices are rows; here
 * they are looked up.
 */
#ifndef RTK_CALC_RULES_H
#define RTK_CALC_RULES_H

#include "calc/policies.h"
#include "num/arith.h"

/** A month and its rules. */
struct rtk_month {
	struct rtk_period period;
	struct rtk_period first_period; /* the first month billed by rtk */
	struct rtk_date first;
	struct rtk_date last;
	int days;
	struct rtk_policies policies;
	const struct rtk_rule_rows *rows;
};

/**
 * The month with the policies in force on its first day; a policy without a
 * row has its default. rows must outlive *out.
 */
int rtk_month_init(struct rtk_month *out, struct rtk_period period,
    struct rtk_period first_period, const struct rtk_rule_rows *rows,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The norm in force on the first day. Fails with norm.gap, and with
 * norm.mid_month when another row begins inside the month.
 */
int rtk_norm_find(const struct rtk_norm_row **out,
    const struct rtk_month *month, enum rtk_norm_kind kind,
    const char *category, struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The heating months of a municipality in force on the first day of a
 * period (which may be earlier than the month). Fails with
 * heating_months.gap.
 */
int rtk_heating_months_find(const struct rtk_heating_months **out,
    const struct rtk_month *month, struct rtk_period period,
    const char *municipality, struct rtk_err *err) RTK_MUST_CHECK;

/** Whether the period is in the list. */
bool rtk_in_season(
    const struct rtk_heating_months *months, struct rtk_period period);

/** K: number of heating months / 12, as a fraction (calculation 1.1). */
struct rtk_ratio rtk_season_share(const struct rtk_heating_months *months);

#endif
