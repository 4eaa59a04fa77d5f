#include "base/base.h"

#include "calc/rules.h"

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
    [RTK_AFTER_AVERAGE] = {"heating.after_average",
	{"unmetered_3_7", "norm"}, 0},
    [RTK_RAISING_ON] = {"hot_water.raising_coefficient_on",
	{"water", "both"}, 0},
    [RTK_RAISING_COEFFICIENT] = {"hot_water.raising_coefficient",
	{NULL}, 1500000},
    [RTK_LAST_DAY] = {"readings.last_day", {NULL}, 25 * RTK_MICRO},
    [RTK_CATCH_UP_AFTER_AVERAGE] = {"readings.catch_up_after_average",
	{"current_month_difference", "by_month"}, 0},
    [RTK_CATCH_UP_AFTER_NORM] = {"readings.catch_up_after_norm",
	{"recalculate", "from_new_reading"}, 0},
    [RTK_AVERAGE_MONTHS] = {"readings.average_months", {NULL},
	6 * RTK_MICRO},
    [RTK_AVERAGE_MONTHS_MIN] = {"readings.average_months_min", {NULL},
	3 * RTK_MICRO},
    [RTK_AVERAGE_PERIODS_MAX] = {"readings.average_periods_max", {NULL},
	3 * RTK_MICRO},
    [RTK_AVERAGE_PERIODS_MAX_NONRESIDENTIAL] =
	{"readings.average_periods_max_nonresidential", {NULL},
	    2 * RTK_MICRO},
    [RTK_QUALITY_STEP] = {"quality.step", {"full", "proportional"}, 0},
    [RTK_QUALITY_NIGHT_FROM] = {"quality.night_from",
	{"allowed_limit", "norm"}, 0},
    [RTK_RESIDENTS_CHANGE] = {"residents.change",
	{"by_days", "next_month"}, 0},
    [RTK_ROUNDING_LINE] = {"rounding.line",
	{"half_away_from_zero", "from_printed_volume"}, 0},
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

/* Whole numbers with their limits; 0, 0: any number from 1 to 100. */
static bool
number_accepted(enum rtk_policy policy, int64_t micro)
{
	if (policy == RTK_RAISING_COEFFICIENT)
		return micro >= RTK_MICRO && micro <= 100 * RTK_MICRO;
	if (micro % RTK_MICRO != 0 || micro < RTK_MICRO)
		return false;
	if (policy == RTK_LAST_DAY)
		return micro <= 31 * RTK_MICRO;
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

static int
load_policies(struct rtk_policies *out, const struct rtk_rule_rows *rows,
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

int
rtk_month_init(struct rtk_month *out, struct rtk_period period,
    struct rtk_period first_period, const struct rtk_rule_rows *rows,
    struct rtk_err *err)
{
	struct rtk_month month = {
	    .period = period,
	    .first_period = first_period,
	    .first = rtk_period_first(period),
	    .last = rtk_period_last(period),
	    .days = rtk_period_days(period),
	    .rows = rows,
	};

	if (load_policies(&month.policies, rows, month.first, err) < 0)
		return -1;
	*out = month;
	return 0;
}

static bool
same_price_key(const struct rtk_tariff *a, const struct rtk_tariff *b)
{
	return a->service == b->service && a->component == b->component &&
	    a->group == b->group && strcmp(a->zone, b->zone) == 0;
}

static bool
in_force(struct rtk_date from, struct rtk_date to, struct rtk_date day)
{
	return from.v <= day.v && (rtk_date_is_none(to) || to.v >= day.v);
}

static const struct rtk_tariff *
tariff_on(const struct rtk_month *month, const struct rtk_tariff *key,
    struct rtk_date day)
{
	for (size_t i = 0; i < month->rows->tariff_count; i++) {
		const struct rtk_tariff *row = &month->rows->tariffs[i];

		if (same_price_key(row, key) &&
		    in_force(row->from, row->to, day))
			return row;
	}
	return NULL;
}

static int
fail_tariff(struct rtk_err *err, enum rtk_fault fault,
    const struct rtk_tariff *key, struct rtk_date day)
{
	static const char *const services[] = {"heating", "hot_water", ""};
	static const char *const components[] = {"heat", "water", "single"};
	static const char *const groups[] = {"population", "other"};
	char text[RTK_DATE_TEXT];

	return rtk_failf(err, fault, "%s;%s;%s;%s %s", services[key->service],
	    components[key->component], groups[key->group], key->zone,
	    rtk_date_text(text, day));
}

int
rtk_tariff_find(const struct rtk_tariff **out, const struct rtk_month *month,
    const struct rtk_tariff *key, struct rtk_err *err)
{
	struct rtk_tariff general = *key;
	const struct rtk_tariff *row = tariff_on(month, key, month->first);
	const struct rtk_tariff *last = tariff_on(month, key, month->last);

	general.zone = "";
	if (row == NULL && last == NULL) {
		row = tariff_on(month, &general, month->first);
		last = tariff_on(month, &general, month->last);
	}
	if (row == NULL && last == NULL)
		return fail_tariff(err, RTK_E_TARIFF_GAP, key, month->first);
	if (row != last)
		return fail_tariff(
		    err, RTK_E_TARIFF_MID_MONTH, key, month->last);
	*out = row;
	return 0;
}

static bool
has_price(const struct rtk_month *month, struct rtk_tariff key,
    enum rtk_component component, const char *zone)
{
	key.component = component;
	key.zone = zone;
	return tariff_on(month, &key, month->first) != NULL ||
	    tariff_on(month, &key, month->last) != NULL;
}

/* 1: one rate, 0: two components, -1: both on one level. */
static int
is_one_rate(const struct rtk_month *month, const struct rtk_tariff *key,
    struct rtk_err *err)
{
	const char *levels[] = {key->zone, ""};

	for (int i = 0; i < 2; i++) {
		bool one = has_price(month, *key, RTK_SINGLE, levels[i]);
		bool two = has_price(month, *key, RTK_WATER, levels[i]);

		if (one && two)
			return fail_tariff(
			    err, RTK_E_TARIFF_AMBIGUOUS, key, month->first);
		if (one || two)
			return one;
	}
	return 0;
}

int
rtk_hot_water_prices(struct rtk_hot_water_prices *out,
    const struct rtk_month *month, const struct rtk_building *building,
    enum rtk_group group, struct rtk_err *err)
{
	struct rtk_tariff key = {.service = RTK_HOT_WATER,
	    .group = group,
	    .zone = building->zone};
	struct rtk_hot_water_prices found = {0};
	int one_rate = 0;

	if (building->system != RTK_HEATED_IN_BUILDING)
		one_rate = is_one_rate(month, &key, err);
	if (one_rate < 0)
		return -1;
	key.component = one_rate ? RTK_SINGLE : RTK_HEAT;
	if (rtk_tariff_find(
		one_rate ? &found.single : &found.heat, month, &key, err) < 0)
		return -1;
	key.component = RTK_WATER;
	if (!one_rate && building->system != RTK_HEATED_IN_BUILDING &&
	    rtk_tariff_find(&found.water, month, &key, err) < 0)
		return -1;
	*out = found;
	return 0;
}

int
rtk_norm_find(const struct rtk_norm_row **out, const struct rtk_month *month,
    enum rtk_norm_kind kind, const char *category, struct rtk_err *err)
{
	static const char *const names[] = {
	    "heating", "hot_water", "water_heating", "common_hot_water"};
	const struct rtk_norm_row *first = NULL, *last = NULL;

	for (size_t i = 0; i < month->rows->norm_count; i++) {
		const struct rtk_norm_row *row = &month->rows->norms[i];

		if (row->kind != kind || strcmp(row->category, category) != 0)
			continue;
		if (in_force(row->from, row->to, month->first))
			first = row;
		if (in_force(row->from, row->to, month->last))
			last = row;
	}
	if (first == NULL && last == NULL)
		return rtk_failf(
		    err, RTK_E_NORM_GAP, "%s;%s", names[kind], category);
	if (first != last)
		return rtk_failf(err, RTK_E_TARIFF_MID_MONTH, "%s;%s",
		    names[kind], category);
	*out = first;
	return 0;
}

int
rtk_heating_months_find(const struct rtk_heating_months **out,
    const struct rtk_month *month, struct rtk_period period,
    const char *municipality, struct rtk_err *err)
{
	const struct rtk_heating_months *found = NULL, *earliest = NULL;
	struct rtk_date day = rtk_period_first(period);

	for (size_t i = 0; i < month->rows->months_count; i++) {
		const struct rtk_heating_months *row = &month->rows->months[i];

		if (strcmp(row->municipality, municipality) != 0)
			continue;
		if (earliest == NULL || row->from.v < earliest->from.v)
			earliest = row;
		if (row->from.v <= day.v &&
		    (found == NULL || row->from.v >= found->from.v))
			found = row;
	}
	/* readings older than the table: the season as first known */
	if (found == NULL && period.v < month->period.v)
		found = earliest;
	if (found == NULL)
		return rtk_failf(err, RTK_E_MONTHS_GAP, "%s", municipality);
	*out = found;
	return 0;
}

bool
rtk_in_season(const struct rtk_heating_months *months, struct rtk_period period)
{
	return (months->months >> (rtk_period_month(period) - 1) & 1) != 0;
}

struct rtk_ratio
rtk_season_share(const struct rtk_heating_months *months)
{
	int64_t count = 0;

	for (int i = 0; i < 12; i++)
		count += months->months >> i & 1;
	return rtk_ratio(count, 12);
}
