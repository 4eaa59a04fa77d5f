/*
 * Readings of the law that are a choice: named policies with their words or
 * numbers. Which value is in force is a dated row of policies.csv.
 */
#ifndef RTK_CALC_POLICIES_H
#define RTK_CALC_POLICIES_H

#include "base/err.h"
#include "model.h"

/** The policies of policies.csv, in the order of the table in rules.c. */
enum rtk_policy {
	RTK_NEGATIVE_COMMON_PART,
	RTK_NO_HOUSE_METER_OWN_SOURCE,
	RTK_AFTER_AVERAGE,
	RTK_HOUSE_AVERAGE,
	RTK_HOUSE_AVERAGE_PERIODS,
	RTK_YEARLY_ADJUSTMENT,
	RTK_RAISING_ON,
	RTK_RAISING_COEFFICIENT,
	RTK_LAST_DAY,
	RTK_READING_HIGH,
	RTK_FIRST_NORMS,
	RTK_ZERO_MONTHS,
	RTK_CATCH_UP_AFTER_AVERAGE,
	RTK_CATCH_UP_AFTER_NORM,
	RTK_AVERAGE_MONTHS,
	RTK_AVERAGE_MONTHS_MIN,
	RTK_AVERAGE_PERIODS_MAX,
	RTK_AVERAGE_PERIODS_MAX_NONRESIDENTIAL,
	RTK_AVERAGE_FIRST_PERIOD,
	RTK_QUALITY_STEP,
	RTK_QUALITY_NIGHT_FROM,
	RTK_RESIDENTS_CHANGE,
	RTK_ROUNDING_LINE,
	RTK_LOOK_BACK_MONTHS,
	RTK_PENALTY_RATE,
	RTK_PENALTY_CEILING,
	RTK_KEY_RATE_DAYS,
	RTK_PENALTY_POSTING,
	RTK_LIMITATION_YEARS,
	RTK_RESTRICTION_NORMS,
	RTK_RESTRICTION_EXPIRED,
	RTK_NOTICE_DAYS,
	RTK_RESTRICTION_COST,
	RTK_SUSPENSION_DAYS,
	RTK_RESTORE_DAYS,
	RTK_ANSWER_DAYS,
	RTK_RECALCULATION_DAYS,
	RTK_BILL_GROWTH,
	RTK_BILL_VERIFICATION,
	RTK_VERIFICATION_DAYS,
	RTK_HIGH_VOLUME,
	RTK_METER_OUT_DAYS,
	RTK_WAIT_DAYS,
	RTK_UNAUTHORISED_MONTHS,
	RTK_UNAUTHORISED_NORMS,
	RTK_UNAUTHORISED_CHARGED,
	RTK_COMMON_WATER_CAP,
	RTK_ALLOCATORS_SHARE,
	RTK_POLICIES
};

/** Values of the policies in force: index of the word, or the number. */
struct rtk_policies {
	int64_t value[RTK_POLICIES]; /* numbers: 1e-6 */
};

/** Indices of the words that differ from the default, which is 0. */
enum {
	RTK_CLAMP_ZERO = 1,
	RTK_NORM_PLUS_COMMON = 1,
	RTK_AFTER_NORM = 1,
	RTK_PLAIN_MONTH = 1,
	RTK_ON_BOTH = 1,
	RTK_CATCH_UP_BY_MONTH = 1,
	RTK_COMMON_WATER_WHOLE = 1,
	RTK_CATCH_UP_FROM_NEW_READING = 1,
	RTK_FIRST_EVENT_MONTH = 1,
	RTK_PROPORTIONAL = 1,
	RTK_NIGHT_FROM_NORM = 1,
	RTK_NEXT_MONTH = 1,
	RTK_FROM_PRINTED_VOLUME = 1,
	RTK_RATE_DAILY = 1,
	RTK_CEILING_BY_ACCRUAL = 1,
	RTK_CEILING_BY_RATE = 2,
	RTK_POSTING_ON = 1,
	RTK_EXPIRED_COUNTS = 1,
	RTK_CHARGED_ADDED = 1
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
 * The values in force on a day: the newest row of each policy not after it,
 * else the default. Fails with policy.value.
 */
int rtk_policies_load(struct rtk_policies *out,
    const struct rtk_rule_rows *rows, struct rtk_date day,
    struct rtk_err *err) RTK_MUST_CHECK;

#endif
