#include "base/base.h"

#include "calc/rules.h"

#include <string.h>

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

	if (rtk_policies_load(&month.policies, rows, month.first, err) < 0)
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
	static const char *const components[] = {
	    "heat", "water", "single", "cold"};
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
