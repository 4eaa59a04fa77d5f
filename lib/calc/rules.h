/*
 * The rules of one month: policies, prices, norms and heating months in force
 * on its first day. Law and prices are rows; here they are looked up.
 */
#ifndef RTK_CALC_RULES_H
#define RTK_CALC_RULES_H

#include "model.h"
#include "num/arith.h"

/** The policies of policies.csv, in the order of the table in rules.c. */
enum rtk_policy {
	RTK_NEGATIVE_COMMON_PART,
	RTK_NO_HOUSE_METER_OWN_SOURCE,
	RTK_AFTER_AVERAGE,
	RTK_RAISING_ON,
	RTK_RAISING_COEFFICIENT,
	RTK_LAST_DAY,
	RTK_CATCH_UP_AFTER_AVERAGE,
	RTK_CATCH_UP_AFTER_NORM,
	RTK_AVERAGE_MONTHS,
	RTK_AVERAGE_MONTHS_MIN,
	RTK_AVERAGE_PERIODS_MAX,
	RTK_AVERAGE_PERIODS_MAX_NONRESIDENTIAL,
	RTK_QUALITY_STEP,
	RTK_QUALITY_NIGHT_FROM,
	RTK_RESIDENTS_CHANGE,
	RTK_ROUNDING_LINE,
	RTK_POLICIES
};

/** Values of the policies in force: index of the word, or the number. */
struct rtk_policies {
	int64_t value[RTK_POLICIES]; /* numbers: 1e-6 */
};

/** Indices of words; 0 is the default of each policy. */
enum { RTK_SIGNED, RTK_CLAMP_ZERO };
enum { RTK_NORM_AS_VOLUME, RTK_NORM_PLUS_COMMON };
enum { RTK_UNMETERED_3_7, RTK_AFTER_NORM };
enum { RTK_ON_WATER, RTK_ON_BOTH };
enum { RTK_CATCH_UP_RECALCULATE, RTK_CATCH_UP_FROM_NEW_READING };
enum { RTK_BY_DAYS, RTK_NEXT_MONTH };
enum { RTK_HALF_AWAY_FROM_ZERO, RTK_FROM_PRINTED_VOLUME };

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

/** Prices of hot water: one rate, or water and heat (NULL: not that kind). */
struct rtk_hot_water_prices {
	const struct rtk_tariff *single;
	const struct rtk_tariff *water;
	const struct rtk_tariff *heat;
};

/** Name as in policies.csv. */
const char *rtk_policy_name(enum rtk_policy policy);

/** The policy of this name, RTK_POLICIES if there is none. */
enum rtk_policy rtk_policy_find(const char *name);

/**
 * Reads the value of a policy row: a word of its list or a number. Fails
 * with policy.value.
 */
int rtk_policy_parse(int64_t *out, enum rtk_policy policy, const char *value,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The month with the policies in force on its first day; a policy without a
 * row has its default. rows must outlive *out.
 */
int rtk_month_init(struct rtk_month *out, struct rtk_period period,
    struct rtk_period first_period, const struct rtk_rule_rows *rows,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * The price of a component in force on the first day of the month: a row of
 * the zone itself, else of all zones. Fails with tariff.gap, and with
 * tariff.mid_month when the row ends or another begins inside the month.
 */
int rtk_tariff_find(const struct rtk_tariff **out,
    const struct rtk_month *month, const struct rtk_tariff *key,
    struct rtk_err *err) RTK_MUST_CHECK;

/**
 * Prices of hot water (calculation 2.1): one rate where the zone, else all
 * zones, has such a row; else two components. For RTK_HEATED_IN_BUILDING the
 * heat alone. Fails as rtk_tariff_find and with tariff.ambiguous.
 */
int rtk_hot_water_prices(struct rtk_hot_water_prices *out,
    const struct rtk_month *month, const struct rtk_building *building,
    enum rtk_group group, struct rtk_err *err) RTK_MUST_CHECK;

/** The norm in force on the first day. Fails with norm.gap. */
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
