#include "base/base.h"

#include "calc/policies.h"

#include <string.h>

#include "num/decimal.h"

enum { WORDS_MAX = 3 };

/*
 * Every policy with the words it accepts (the first is the default), or with
 * the default number. The reasons stand in calculation of the Rules; a row of
 * policies.csv with its date and document overrides the default.
 */
static const struct {
	const char *name;
	const char *words[WORDS_MAX];
	int64_t number; /* 1e-6, where there are no words */
} policies[RTK_POLICIES] = {
    [RTK_NEGATIVE_COMMON_PART] = {"heating.negative_common_part",
	{"signed", "clamp_zero"}, 0},
    [RTK_NO_HOUSE_METER_OWN_SOURCE] = {"heating.no_house_meter_own_source",
	{"norm_as_volume", "norm_plus_common"}, 0},
    [RTK_AFTER_AVERAGE] = {"heating.after_average", {"unmetered_3_7", "norm"},
	0},
    [RTK_HOUSE_AVERAGE] = {"heating.house_average",
	{"by_temperature", "plain_month"}, 0},
    [RTK_HOUSE_AVERAGE_PERIODS] = {"heating.house_average_periods_max", {NULL},
	6 * RTK_MICRO},
    [RTK_YEARLY_ADJUSTMENT] = {"heating.yearly_adjustment_month", {NULL},
	RTK_MICRO},
    [RTK_RAISING_ON] = {"hot_water.raising_coefficient_on", {"water", "both"},
	0},
    [RTK_RAISING_COEFFICIENT] = {"hot_water.raising_coefficient", {NULL},
	1500000},
    [RTK_LAST_DAY] = {"readings.last_day", {NULL}, 25 * RTK_MICRO},
    [RTK_READING_HIGH] = {"readings.high_times", {NULL}, 5 * RTK_MICRO},
    [RTK_FIRST_NORMS] = {"readings.first_norms", {NULL}, 10 * RTK_MICRO},
    [RTK_ZERO_MONTHS] = {"check.zero_months", {NULL}, 3 * RTK_MICRO},
    [RTK_CATCH_UP_AFTER_AVERAGE] = {"readings.catch_up_after_average",
	{"current_month_difference", "by_month"}, 0},
    [RTK_CATCH_UP_AFTER_NORM] = {"readings.catch_up_after_norm",
	{"recalculate", "from_new_reading"}, 0},
    [RTK_AVERAGE_MONTHS] = {"readings.average_months", {NULL}, 6 * RTK_MICRO},
    [RTK_AVERAGE_MONTHS_MIN] = {"readings.average_months_min", {NULL},
	3 * RTK_MICRO},
    [RTK_AVERAGE_PERIODS_MAX] = {"readings.average_periods_max", {NULL},
	3 * RTK_MICRO},
    [RTK_AVERAGE_PERIODS_MAX_NONRESIDENTIAL] =
	{"readings.average_periods_max_nonresidential", {NULL}, 2 * RTK_MICRO},
    [RTK_AVERAGE_FIRST_PERIOD] = {"readings.average_first_period",
	{"unread_month", "event_month"}, 0},
    [RTK_QUALITY_STEP] = {"quality.step", {"full", "proportional"}, 0},
    [RTK_QUALITY_NIGHT_FROM] = {"quality.night_from", {"allowed_limit", "norm"},
	0},
    [RTK_RESIDENTS_CHANGE] = {"residents.change", {"by_days", "next_month"}, 0},
    [RTK_ROUNDING_LINE] = {"rounding.line",
	{"half_away_from_zero", "from_printed_volume"}, 0},
    [RTK_LOOK_BACK_MONTHS] = {"recalculation.look_back_months", {NULL},
	36 * RTK_MICRO},
    [RTK_PENALTY_RATE] = {"penalty.rate", {"payment_date", "daily"}, 0},
    [RTK_PENALTY_CEILING] = {"penalty.ceiling",
	{"either", "accrual_day", "rate_day"}, 0},
    [RTK_KEY_RATE_DAYS] = {"penalty.key_rate_days", {NULL}, 60 * RTK_MICRO},
    [RTK_PENALTY_POSTING] = {"penalty.posting", {"off", "on"}, 0},
    [RTK_LIMITATION_YEARS] = {"debt.limitation_years", {NULL}, 3 * RTK_MICRO},
    [RTK_RESTRICTION_NORMS] = {"debt.restriction_norms", {NULL}, 2 * RTK_MICRO},
    [RTK_RESTRICTION_EXPIRED] = {"debt.restriction_expired",
	{"left_out", "counts"}, 0},
    [RTK_NOTICE_DAYS] = {"debt.notice_days", {NULL}, 20 * RTK_MICRO},
    [RTK_RESTRICTION_COST] = {"debt.restriction_cost_max", {NULL},
	3000 * RTK_MICRO},
    [RTK_SUSPENSION_DAYS] = {"debt.suspension_days", {NULL}, 10 * RTK_MICRO},
    [RTK_RESTORE_DAYS] = {"debt.restore_days", {NULL}, 2 * RTK_MICRO},
    [RTK_ANSWER_DAYS] = {"appeals.answer_days", {NULL}, 3 * RTK_MICRO},
    [RTK_RECALCULATION_DAYS] = {"appeals.recalculation_days", {NULL},
	5 * RTK_MICRO},
    [RTK_BILL_GROWTH] = {"bills.growth_percent", {NULL}, 25 * RTK_MICRO},
    [RTK_BILL_VERIFICATION] = {"bills.verification_days", {NULL},
	92 * RTK_MICRO},
    [RTK_VERIFICATION_DAYS] = {"check.verification_days", {NULL},
	60 * RTK_MICRO},
    [RTK_METER_OUT_DAYS] = {"contract.meter_out_days_max", {NULL},
	15 * RTK_MICRO},
    [RTK_WAIT_DAYS] = {"reconcile.wait_days", {NULL}, 3 * RTK_MICRO},
    [RTK_UNAUTHORISED_MONTHS] = {"unauthorised.months_max", {NULL},
	3 * RTK_MICRO},
    [RTK_UNAUTHORISED_NORMS] = {"unauthorised.norm_times", {NULL},
	10 * RTK_MICRO},
    [RTK_COMMON_WATER_CAP] = {"hot_water.common_cap", {"norm", "none"}, 0},
    [RTK_ALLOCATORS_SHARE] = {"heating.allocators_share_percent", {NULL},
	50 * RTK_MICRO},
    [RTK_UNAUTHORISED_CHARGED] = {"unauthorised.already_charged",
	{"netted", "added"}, 0},
    [RTK_HIGH_VOLUME] = {"check.high_volume_times", {NULL}, 3 * RTK_MICRO},
};

const char *
rtk_policy_name(enum rtk_policy policy)
{
	RTK_ASSERT(policy < RTK_POLICIES);
	return policies[policy].name;
}

enum rtk_policy
rtk_policy_find(const char *name)
{
	for (int i = 0; i < RTK_POLICIES; i++)
		if (strcmp(policies[i].name, name) == 0)
			return (enum rtk_policy)i;
	return RTK_POLICIES;
}

/* Whole numbers with their limits; a coefficient may have decimals. */
static bool
number_accepted(enum rtk_policy policy, int64_t micro)
{
	if (policy == RTK_RAISING_COEFFICIENT)
		return micro >= RTK_MICRO && micro <= 100 * RTK_MICRO;
	if (micro % RTK_MICRO != 0 || micro < RTK_MICRO)
		return false;
	if (policy == RTK_YEARLY_ADJUSTMENT)
		return micro <= 3 * RTK_MICRO;
	if (policy == RTK_LAST_DAY || policy == RTK_METER_OUT_DAYS)
		return micro <= 31 * RTK_MICRO;
	if (policy == RTK_READING_HIGH || policy == RTK_FIRST_NORMS ||
	    policy == RTK_HIGH_VOLUME || policy == RTK_ALLOCATORS_SHARE)
		return micro <= 100 * RTK_MICRO;
	if (policy == RTK_BILL_GROWTH)
		return micro <= 1000 * RTK_MICRO;
	if (policy == RTK_LOOK_BACK_MONTHS)
		return micro <= 120 * RTK_MICRO;
	if (policy == RTK_RESTRICTION_COST)
		return micro <= 1000000 * RTK_MICRO;
	if (policy == RTK_ANSWER_DAYS || policy == RTK_RECALCULATION_DAYS)
		return micro <= 60 * RTK_MICRO;
	if (policy == RTK_KEY_RATE_DAYS || policy == RTK_VERIFICATION_DAYS ||
	    policy == RTK_BILL_VERIFICATION || policy == RTK_NOTICE_DAYS ||
	    policy == RTK_SUSPENSION_DAYS || policy == RTK_RESTORE_DAYS ||
	    policy == RTK_WAIT_DAYS)
		return micro <= 366 * RTK_MICRO;
	return micro <= 12 * RTK_MICRO;
}

int
rtk_policy_parse(int64_t *out, enum rtk_policy policy, const char *value,
    struct rtk_err *err)
{
	struct rtk_err ignored = RTK_ERR_INIT;
	int64_t number;

	if (policies[policy].words[0] == NULL) {
		if (rtk_decimal_parse(&number, value, strlen(value),
			RTK_MICRO_SCALE, &ignored) < 0 ||
		    !number_accepted(policy, number))
			return rtk_failf(err, RTK_E_POLICY_VALUE, "%s",
			    policies[policy].name);
		*out = number;
		return 0;
	}
	for (int i = 0; i < WORDS_MAX; i++) {
		const char *word = policies[policy].words[i];

		/* "half_away_from_zero, once a printed line" is accepted */
		if (word == NULL || strcmp(word, value) != 0)
			continue;
		*out = i;
		return 0;
	}
	return rtk_failf(
	    err, RTK_E_POLICY_VALUE, "%s", policies[policy].name);
}

int
rtk_policies_load(struct rtk_policies *out, const struct rtk_rule_rows *rows,
    struct rtk_date day, struct rtk_err *err)
{
	struct rtk_date since[RTK_POLICIES];

	for (int i = 0; i < RTK_POLICIES; i++) {
		out->value[i] = policies[i].number;
		since[i] = RTK_DATE_NONE;
	}
	for (size_t i = 0; i < rows->policy_count; i++) {
		const struct rtk_policy_row *row = &rows->policies[i];
		enum rtk_policy policy = rtk_policy_find(row->policy);

		if (policy == RTK_POLICIES || row->from.v > day.v ||
		    row->from.v < since[policy].v)
			continue;
		since[policy] = row->from;
		if (rtk_policy_parse(
			&out->value[policy], policy, row->value, err) < 0)
			return -1;
	}
	return 0;
}
