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
in_force(struct rtk_date from, struct rtk_date to, struct rtk_date day)
{
	return from.v <= day.v && (rtk_date_is_none(to) || to.v >= day.v);
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
		return rtk_failf(
		    err, RTK_E_NORM_MID_MONTH, "%s;%s", names[kind], category);
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
